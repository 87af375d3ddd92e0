//! Regular forms of English words, for the lists that name only the lemma.

const fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Ends in a consonant and y: cry, reply.
fn consonant_y(word: &str) -> bool {
    let b = word.as_bytes();
    b.len() >= 2 && b[b.len() - 1] == b'y' && !is_vowel(b[b.len() - 2])
}

/// One syllable, one vowel, one consonant at the end: plan, quip, beg. Longer words are named in the list.
fn doubles(word: &str) -> bool {
    let b = word.as_bytes();
    let n = b.len();
    let vowels = b.iter().enumerate().filter(|(i, c)| is_vowel(**c) && !(*i > 0 && b[i - 1] == b'q')).count();
    n >= 3 && vowels == 1 && is_vowel(b[n - 2]) && !is_vowel(b[n - 1]) && !matches!(b[n - 1], b'w' | b'x' | b'y')
}

/// says, cries, watches.
pub(super) fn third_person(word: &str) -> String {
    if consonant_y(word) {
        format!("{}ies", &word[..word.len() - 1])
    } else if ["s", "sh", "ch", "x", "z", "o"].iter().any(|e| word.ends_with(e)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

/// claimed, noted, replied, planned.
pub(super) fn past(word: &str) -> String {
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

/// claiming, noting, replying, planning.
pub(super) fn ing(word: &str) -> String {
    if word.ends_with('e') && !word.ends_with("ee") && !word.ends_with("oe") && !word.ends_with("ye") {
        format!("{}ing", &word[..word.len() - 1])
    } else if doubles(word) {
        format!("{word}{}ing", &word[word.len() - 1..])
    } else {
        format!("{word}ing")
    }
}

/// claims, inquiries.
pub(super) fn plural(word: &str) -> String {
    third_person(word)
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
        ] {
            assert_eq!((third_person(lemma), past(lemma), ing(lemma)), (s.into(), ed.into(), ing_form.into()));
        }
    }
}
