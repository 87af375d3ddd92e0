//! Language data: word lists compiled in, read once.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What may follow an abbreviation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Abbreviation {
    /// The word it belongs to: never the end of a sentence.
    Title,
    /// A number.
    Number,
    /// Perhaps a new sentence.
    End,
}

/// A class of elided words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Elision {
    /// Apostrophe before, surely: *'tis*.
    Before,
    /// Apostrophe before, perhaps: *'cause*.
    BeforeMaybe,
    /// Apostrophe after: *an'*.
    After,
    /// Whole without one, though it ends in -in.
    InWhole,
}

/// Reads the entries of a list as (class, entry); entries are words, or whole lines.
fn entries(list: &'static str, lines: bool) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut class = "";
    list.lines().filter(|l| !l.starts_with('#')).flat_map(move |line| {
        let header = line.strip_prefix('[').and_then(|l| l.strip_suffix(']'));
        if let Some(name) = header {
            class = name;
        }
        let body = if header.is_some() { "" } else { line.trim() };
        let here = class;
        let (whole, words) = if lines { (Some(body).filter(|b| !b.is_empty()), "") } else { (None, body) };
        whole.into_iter().chain(words.split_whitespace()).map(move |entry| (here, entry))
    })
}

/// With each word: its class, and whether it counts without a capital.
static ABBREVIATIONS: LazyLock<FxHashMap<&str, (Abbreviation, bool)>> = LazyLock::new(|| {
    entries(include_str!("../data/en/abbreviations.txt"), false)
        .map(|(class, word)| {
            (
                word,
                match class {
                    "title" => (Abbreviation::Title, false),
                    "number" => (Abbreviation::Number, true),
                    "end" => (Abbreviation::End, false),
                    _ => (Abbreviation::End, true),
                },
            )
        })
        .collect()
});

static ELISIONS: LazyLock<FxHashMap<&str, Elision>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for (class, word) in entries(include_str!("../data/en/elisions.txt"), false) {
        map.entry(word).or_insert(match class {
            "before" => Elision::Before,
            "before-maybe" => Elision::BeforeMaybe,
            "after" => Elision::After,
            _ => Elision::InWhole,
        });
    }
    map
});

static SENTENCES: LazyLock<FxHashSet<(&str, &str)>> =
    LazyLock::new(|| entries(include_str!("../data/en/sentences.txt"), false).collect());

static LAYOUT: LazyLock<FxHashSet<(&str, &str)>> =
    LazyLock::new(|| entries(include_str!("../data/en/layout.txt"), true).collect());

/// Longest word in any list, in bytes. Longer words need no lookup.
const LONGEST: usize = 32;

/// Calls `look` with the word in lower case; no allocation.
fn lowered<T>(word: &str, look: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let mut buffer = [0; LONGEST];
    let space = buffer.get_mut(..word.len())?;
    space.copy_from_slice(word.as_bytes());
    space.make_ascii_lowercase();
    look(std::str::from_utf8(space).ok()?)
}

/// The class of an abbreviation, written without its last stop.
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let (class, small) = lowered(word, |w| ABBREVIATIONS.get(w).copied())?;
    (small || word.starts_with(|c: char| c.is_ascii_uppercase())).then_some(class)
}

/// Whether a word takes the stop after it as its own.
pub(crate) fn is_abbreviation(word: &str, number_follows: impl FnOnce() -> bool) -> bool {
    match abbreviation(word) {
        Some(Abbreviation::Number) => number_follows(),
        Some(_) => true,
        None => false,
    }
}

/// What an apostrophe at the edge of a word makes of it.
pub(crate) fn elision(word: &str) -> Option<Elision> {
    lowered(word, |w| ELISIONS.get(w).copied())
}

fn in_sentences(class: &str, word: &str) -> bool {
    lowered(word, |w| SENTENCES.contains(&(class, w)).then_some(())).is_some()
}

/// Whether a capital at its head tells that a sentence begins with this word.
pub(crate) fn is_sentence_starter(word: &str) -> bool {
    in_sentences("starter", word)
}

/// Whether the word tags direct speech.
pub(crate) fn is_tag_verb(word: &str) -> bool {
    in_sentences("tag", word)
}

/// Whether the word is an article or a possessive.
pub(crate) fn is_determiner(word: &str) -> bool {
    in_sentences("determiner", word)
}

/// Whether the word may stand small inside a name.
pub(crate) fn is_name_particle(word: &str) -> bool {
    in_sentences("particle", word)
}

/// Whether an entry stands in a class of the layout list.
pub(crate) fn in_layout(class: &str, entry: &str) -> bool {
    lowered(entry, |w| LAYOUT.contains(&(class, w)).then_some(())).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_read() {
        assert_eq!(abbreviation("Mr"), Some(Abbreviation::Title));
        assert_eq!(abbreviation("mr"), None);
        assert_eq!(abbreviation("etc"), Some(Abbreviation::End));
        assert!(!is_abbreviation("No", || false));
        assert!(is_abbreviation("No", || true));
        assert_eq!(elision("Tis"), Some(Elision::Before));
        assert_eq!(elision("within"), Some(Elision::InWhole));
        assert!(is_sentence_starter("The") && !is_sentence_starter("Embassy"));
        assert!(is_tag_verb("asked") && !is_tag_verb("The"));
        assert!(in_layout("credit", "Photograph courtesy of"));
        assert!(in_layout("label", "READ MORE"));
    }

    #[test]
    fn long_words_are_in_no_list() {
        assert_eq!(elision(&"x".repeat(100_000)), None);
    }
}
