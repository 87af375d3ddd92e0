//! Forms of English words, for the lists that name only the lemma: note, notes, noted, noting.
//!
//! What these rules get wrong, a list names: they double the last letter of a word of one syllable only, since stress
//! decides in longer ones (referred, but offered).

const fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Ends in a consonant and y: cry, reply.
fn consonant_y(word: &str) -> bool {
    let b = word.as_bytes();
    b.len() >= 2 && b[b.len() - 1] == b'y' && !is_vowel(b[b.len() - 2])
}

/// Ends in a consonant and o: echo, but not coo.
fn consonant_o(word: &str) -> bool {
    let b = word.as_bytes();
    b.len() >= 2 && b[b.len() - 1] == b'o' && !is_vowel(b[b.len() - 2])
}

/// One syllable, one vowel, one consonant at the end: plan, quip, beg. Longer words are named in the list.
fn doubles(word: &str) -> bool {
    let b = word.as_bytes();
    let n = b.len();
    let vowels = b.iter().enumerate().filter(|(i, c)| is_vowel(**c) && !(*i > 0 && b[i - 1] == b'q')).count();
    n >= 3
        && vowels == 1
        && is_vowel(b[n - 2])
        && !is_vowel(b[n - 1])
        && !matches!(b[n - 1], b'w' | b'x' | b'y')
}

/// says, cries, watches.
fn third_person(word: &str) -> String {
    if consonant_y(word) {
        format!("{}ies", &word[..word.len() - 1])
    } else if ["s", "sh", "ch", "x", "z"].iter().any(|e| word.ends_with(e)) || consonant_o(word) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

/// claimed, noted, replied, planned.
fn past(word: &str) -> String {
    if consonant_y(word) {
        format!("{}ied", &word[..word.len() - 1])
    } else if word.ends_with('e') {
        format!("{word}d")
    } else if doubles(word) {
        format!("{word}{}ed", &word[word.len() - 1..])
    } else {
        format!("{word}ed")
    }
}

/// claiming, noting, replying, planning, lying.
fn ing(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ie") {
        format!("{stem}ying")
    } else if word.ends_with('e') && !word.ends_with("ee") && !word.ends_with("oe") && !word.ends_with("ye") {
        format!("{}ing", &word[..word.len() - 1])
    } else if doubles(word) {
        format!("{word}{}ing", &word[word.len() - 1..])
    } else {
        format!("{word}ing")
    }
}

/// All forms of a verb, the lemma first, each once. `irregular` names past, participle, -ing form and third person, in
/// this order: "forgot forgotten forgetting". A dash stands for the regular form (for the participle: the same as the
/// past), a slash parts forms of equal right: "dreamed/dreamt".
pub(super) fn verb_forms(lemma: &str, irregular: &str) -> Vec<String> {
    let mut named = irregular.split_whitespace();
    let mut form = |regular: String| match named.next() {
        None | Some("-") => regular,
        Some(form) => form.to_owned(),
    };
    let past = form(past(lemma));
    let participle = form(past.clone());
    let ing = form(ing(lemma));
    let third = form(third_person(lemma));
    let mut forms = vec![lemma.to_owned()];
    for form in [&third, &past, &participle, &ing].into_iter().flat_map(|f| f.split('/')) {
        if !forms.iter().any(|known| known == form) {
            forms.push(form.to_owned());
        }
    }
    forms
}

/// The plural of a noun, unless a dash as its irregular form says that it has none.
pub(super) fn noun_plural(lemma: &str, irregular: Option<&str>) -> Option<String> {
    match irregular {
        Some("-") => None,
        Some(form) => Some(form.to_owned()),
        None => Some(third_person(lemma)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs() {
        for (lemma, s, ed, ing_form) in [
            ("claim", "claims", "claimed", "claiming"),
            ("note", "notes", "noted", "noting"),
            ("reply", "replies", "replied", "replying"),
            ("quip", "quips", "quipped", "quipping"),
            ("plan", "plans", "planned", "planning"),
            ("agree", "agrees", "agreed", "agreeing"),
            ("stress", "stresses", "stressed", "stressing"),
            ("echo", "echoes", "echoed", "echoing"),
            ("argue", "argues", "argued", "arguing"),
            ("report", "reports", "reported", "reporting"),
            ("vow", "vows", "vowed", "vowing"),
            ("coo", "coos", "cooed", "cooing"),
            ("lie", "lies", "lied", "lying"),
            ("query", "queries", "queried", "querying"),
            ("offer", "offers", "offered", "offering"),
            ("convey", "conveys", "conveyed", "conveying"),
            ("decree", "decrees", "decreed", "decreeing"),
        ] {
            assert_eq!(
                (third_person(lemma), past(lemma), ing(lemma)),
                (s.into(), ed.into(), ing_form.into())
            );
        }
    }
    #[test]
    fn named_forms_take_the_place_of_regular_ones() {
        assert_eq!(verb_forms("refer", "referred - referring"), ["refer", "refers", "referred", "referring"]);
        assert_eq!(verb_forms("say", "- - - -"), ["say", "says", "sayed", "saying"]);
        assert_eq!(verb_forms("write", "wrote written"), ["write", "writes", "wrote", "written", "writing"]);
        assert_eq!(verb_forms("read", "read"), ["read", "reads", "reading"], "no form stands twice");
    }

    #[test]
    fn a_slash_parts_forms_of_equal_right() {
        assert_eq!(
            verb_forms("dream", "dreamed/dreamt"),
            ["dream", "dreams", "dreamed", "dreamt", "dreaming"]
        );
    }

    #[test]
    fn nouns() {
        assert_eq!(noun_plural("inquiry", None).as_deref(), Some("inquiries"));
        assert_eq!(noun_plural("view", None).as_deref(), Some("views"));
        assert_eq!(noun_plural("hypothesis", Some("hypotheses")).as_deref(), Some("hypotheses"));
        assert_eq!(noun_plural("word", Some("-")), None);
    }
}
