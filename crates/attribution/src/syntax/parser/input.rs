//! What the network sees of each word: rows of one table of numbers, which it adds up.

use crate::syntax::words::{Words, mix};

/// Rows for whole words: each word has two of them, so that two words rarely share both.
const WORD_ROWS: u32 = 8192;
/// Rows for the last three letters.
const SUFFIX_ROWS: u32 = 4096;
/// Rows for the first three letters.
const PREFIX_ROWS: u32 = 2048;
/// Rows for how a word is written.
const SHAPE_ROWS: u32 = 256;
/// Rows for the tagger's classes.
const CLASS_ROWS: u32 = 32;

/// Rows of a word.
pub const ROWS_PER_WORD: usize = 6;
/// Rows of the table.
pub const ROWS: usize = (2 * WORD_ROWS + SUFFIX_ROWS + PREFIX_ROWS + SHAPE_ROWS + CLASS_ROWS) as usize;

/// The rows of each word of a sentence: the word twice, its end, its beginning, its shape, its class.
pub fn rows(words: &Words, classes: &[u8], out: &mut Vec<[u32; ROWS_PER_WORD]>) {
    let casing = words.casing() as u32;
    out.clear();
    out.extend(words.list().iter().zip(classes).map(|(w, class)| {
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
        ]
    }));
}
