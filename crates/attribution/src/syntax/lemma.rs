//! Dictionary forms: a table of irregular words, and rules for the endings of all others.

use super::tag::{Pos, Tag, VerbForm};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

static DATA: &str = include_str!("../../data/en/irregular.txt");
/// Dictionary forms by form and class.
static IRREGULAR: LazyLock<FxHashMap<(&str, &str), &str>> = LazyLock::new(|| {
    let mut list = FxHashMap::default();
    for line in DATA.lines().filter(|l| !l.starts_with('#')) {
        let mut parts = line.split_whitespace();
        let (Some(class), Some(lemma)) = (parts.next(), parts.next()) else { continue };
        for form in parts {
            list.entry((form, class)).or_insert(lemma);
        }
    }
    list
});

/// The dictionary form of a word with this tag.
pub(crate) fn lemma(word: &str, tag: Tag) -> Cow<'_, str> {
    let class = match tag.pos {
        Pos::Verb => "verb",
        Pos::Aux => "aux",
        Pos::Noun | Pos::Propn if tag.plural => "noun",
        Pos::Pron => "pron",
        Pos::Part => "part",
        Pos::Adj | Pos::Adv => "adj",
        Pos::Propn => return Cow::Borrowed(word),
        _ => return lower(word),
    };
    let small = lower(word);
    if let Some(found) = IRREGULAR.get(&(small.as_ref(), class)) {
        return Cow::Borrowed(found);
    }
    let stem = match tag.pos {
        Pos::Verb | Pos::Aux => match tag.form {
            VerbForm::Gerund => ing(&small),
            VerbForm::Participle => ed(&small),
            VerbForm::Finite if tag.past => ed(&small),
            VerbForm::Finite => third_person(&small),
            VerbForm::Infinitive | VerbForm::None => None,
        },
        Pos::Noun | Pos::Propn if tag.plural => plural(&small),
        _ => None,
    };
    match stem {
        // A name keeps its capitals: Democrats → Democrat.
        Some(stem) if tag.pos == Pos::Propn => match word.get(..stem.len()) {
            Some(front) if front.eq_ignore_ascii_case(&stem) => Cow::Borrowed(front),
            _ => Cow::Borrowed(word),
        },
        Some(stem) => Cow::Owned(stem),
        None if tag.pos == Pos::Propn || word == "I" => Cow::Borrowed(word),
        None => small,
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) }
}

fn ing(word: &str) -> Option<String> {
    word.strip_suffix("ing").or(word.strip_suffix("in'")).filter(|s| has_vowel(s)).map(base)
}

fn ed(word: &str) -> Option<String> {
    if let Some(stem) = word.strip_suffix("ied") {
        return Some(format!("{stem}y"));
    }
    if word.ends_with("eed") || word.ends_with("oed") {
        return word.strip_suffix('d').map(str::to_owned);
    }
    word.strip_suffix("ed").filter(|s| has_vowel(s)).map(base)
}

fn third_person(word: &str) -> Option<String> {
    if let Some(stem) = word.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    if ["sses", "shes", "ches", "xes", "zzes", "oes"].iter().any(|e| word.ends_with(e)) {
        return word.strip_suffix("es").map(str::to_owned);
    }
    word.strip_suffix('s').filter(|s| has_vowel(s) && !s.ends_with('s')).map(str::to_owned)
}

fn plural(word: &str) -> Option<String> {
    let before = |end: &str| word.strip_suffix(end);
    // viruses, campuses; not houses, causes, uses
    if let Some(stem) = before("uses").filter(|s| s.len() > 2 && !s.ends_with(['o', 'a'])) {
        return Some(format!("{stem}us"));
    }
    third_person(word)
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn has_vowel(s: &str) -> bool {
    s.bytes().any(is_vowel)
}

/// A verb without its -ed or -ing: doubled letters are halved, a silent e comes back.
fn base(stem: &str) -> String {
    let b = stem.as_bytes();
    let nth = |n: usize| b.len().checked_sub(n).and_then(|i| b.get(i)).copied().unwrap_or(b' ');
    let (last, prev, third) = (nth(1), nth(2), nth(3));
    let groups = b.windows(2).filter(|w| is_vowel(w[0]) && !is_vowel(w[1])).count();
    if last == prev && last.is_ascii_alphabetic() {
        let halved = match last {
            b'l' => groups > 1,
            b's' | b'f' | b'z' | b'e' | b'o' => false,
            _ => true,
        };
        return if halved { stem[..stem.len() - 1].to_owned() } else { stem.to_owned() };
    }
    // One vowel before the last consonant, and a consonant before that: "hop", but not "help" or "heap".
    // The u of "qu" is no vowel: "quot" is like "vot".
    let third = if third == b'u' && nth(4) == b'q' { b'q' } else { third };
    let short = is_vowel(prev) && !is_vowel(third) && !is_vowel(last);
    let silent_e = match last {
        b'v' | b'c' | b'z' => true,
        b'u' => true,
        b's' => true,
        b'g' => {
            matches!(prev, b'd' | b'r' | b'a' | b'l')
                || short && prev != b'o'
                || prev == b'n' && matches!(third, b'e' | b'u')
        }
        b'l' => !is_vowel(prev) && !matches!(prev, b'r' | b'w') || short && matches!(prev, b'i' | b'u'),
        b't' => short && matches!(prev, b'a' | b'o' | b'u'),
        b'r' => short && matches!(prev, b'i' | b'u' | b'a'),
        b'n' => short && prev == b'i',
        b'd' => short && matches!(prev, b'i' | b'a' | b'o' | b'u'),
        b'k' | b'p' | b'm' | b'b' => short && prev != b'e',
        _ => false,
    };
    if silent_e { format!("{stem}e") } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verb(form: VerbForm, past: bool) -> Tag {
        Tag { pos: Pos::Verb, form, past, ..Tag::default() }
    }

    #[track_caller]
    fn assert_lemmas(tag: Tag, pairs: &[(&str, &str)]) {
        for (word, expected) in pairs {
            assert_eq!(lemma(word, tag), *expected, "{word}");
        }
    }

    #[test]
    fn past_forms() {
        assert_lemmas(
            verb(VerbForm::Finite, true),
            &[
                ("said", "say"),
                ("Told", "tell"),
                ("announced", "announce"),
                ("claimed", "claim"),
                ("denied", "deny"),
                ("stated", "state"),
                ("repeated", "repeat"),
                ("admitted", "admit"),
                ("agreed", "agree"),
                ("argued", "argue"),
                ("believed", "believe"),
                ("urged", "urge"),
                ("called", "call"),
                ("explained", "explain"),
                ("declared", "declare"),
                ("answered", "answer"),
                ("insisted", "insist"),
                ("acknowledged", "acknowledge"),
                ("challenged", "challenge"),
                ("promised", "promise"),
                ("quoted", "quote"),
                ("decided", "decide"),
                ("noted", "note"),
                ("shouted", "shout"),
                ("compelled", "compel"),
                ("assumed", "assume"),
                ("settled", "settle"),
                ("wrote", "write"),
            ],
        );
    }

    #[test]
    fn present_forms() {
        assert_lemmas(
            verb(VerbForm::Finite, false),
            &[
                ("says", "say"),
                ("goes", "go"),
                ("denies", "deny"),
                ("teaches", "teach"),
                ("pass", "pass"),
                ("uses", "use"),
            ],
        );
        assert_lemmas(
            verb(VerbForm::Gerund, false),
            &[
                ("saying", "say"),
                ("lying", "lie"),
                ("making", "make"),
                ("running", "run"),
                ("telling", "tell"),
            ],
        );
    }

    #[test]
    fn nouns_and_names() {
        let many = |pos| Tag { pos, plural: true, ..Tag::default() };
        assert_lemmas(
            many(Pos::Noun),
            &[
                ("men", "man"),
                ("cities", "city"),
                ("houses", "house"),
                ("viruses", "virus"),
                ("Officials", "official"),
            ],
        );
        assert_lemmas(many(Pos::Propn), &[("Democrats", "Democrat")]);
        assert_lemmas(Tag { pos: Pos::Propn, ..Tag::default() }, &[("Reuters", "Reuters")]);
    }
}
