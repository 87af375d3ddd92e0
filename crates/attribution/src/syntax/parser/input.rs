//! What the network sees of each word: rows of one table of numbers, which it adds up.

use crate::lexicon::names::{Word, english};
use crate::syntax::words::{Words, mix};

/// Rows for whole words: each word has two of them, so that two words rarely share both.
const WORD_ROWS: u32 = 7168;
/// Rows for the last three letters.
const SUFFIX_ROWS: u32 = 3072;
/// Rows for the first three letters.
const PREFIX_ROWS: u32 = 1536;
/// Rows for how a word is written.
const SHAPE_ROWS: u32 = 256;
/// Rows for the tagger's classes.
const CLASS_ROWS: u32 = 32;
/// Rows for what lists of names, titles, nouns and places know of a word.
const LIST_ROWS: u32 = 512;

/// Rows of a word.
pub const ROWS_PER_WORD: usize = 7;
/// Rows of the table.
pub const ROWS: usize =
    (2 * WORD_ROWS + SUFFIX_ROWS + PREFIX_ROWS + SHAPE_ROWS + CLASS_ROWS + LIST_ROWS) as usize;

/// What lists know of a word, as a number; 0 for a word in no list. `lower` is room for it in lower case.
#[must_use]
pub fn list(text: &str, lower: &mut String) -> u32 {
    if !text.chars().next().is_some_and(char::is_alphabetic) {
        return 0;
    }
    lower.clear();
    lower.extend(text.chars().flat_map(char::to_lowercase));
    let word = english().word(lower.strip_suffix('.').unwrap_or(lower));
    let sets = Word::SETS.into_iter().enumerate().filter(|(_, set)| word.is(*set)).map(|(i, _)| 1 << i);
    let title = word.title.map_or(0, |t| t.kind as u32 + 1);
    let noun = word.noun.map_or(0, |n| n.class as u32 + 1);
    sets.sum::<u32>() << 6 | title << 4 | noun << 1 | u32::from(word.female().is_some())
}

/// The rows of each word of a sentence: the word twice, its end, its beginning, its shape, its class, what lists know of it
/// (see [`list`]).
pub fn rows(words: &Words, classes: &[u8], lists: &[u32], out: &mut Vec<[u32; ROWS_PER_WORD]>) {
    let casing = words.casing() as u32;
    out.clear();
    out.extend(words.list().iter().zip(classes).zip(lists).map(|((w, class), list)| {
        let mut first = 0;
        let mut row = |among: u32, hash: u32| {
            let r = first + hash % among;
            first += among;
            r
        };
        [
            row(WORD_ROWS, mix(w.key, 201)),
            row(WORD_ROWS, mix(w.key, 202)),
            row(SUFFIX_ROWS, mix(w.suffixes[2], 203)),
            row(PREFIX_ROWS, mix(w.prefixes[2], 204)),
            row(SHAPE_ROWS, mix(mix(u32::from(w.shape), casing), 205)),
            row(CLASS_ROWS, u32::from(*class)),
            row(LIST_ROWS, mix(*list, 206)),
        ]
    }));
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_tell_words_apart() {
        let list = |text: &str| super::list(text, &mut String::new());
        assert_eq!(list("Mary"), list("JOHN"));
        assert_eq!(list("Mr."), list("Mr"));
        assert!(["Mary", "Mr", "France", "lawyer"].iter().all(|w| list(w) != 0));
        assert_ne!(list("France"), list("Mary"));
        assert_eq!([list("zorb"), list("17"), list("")], [0; 3]);
    }
}
