//! What the whole document tells of its words in marks: which marks are its own for speech, what stands in marks more than
//! once, and which stretches make up a letter.

use super::letters::letters;
use crate::quotations::candidates::features::code::code;
use inquit_tokenizer::{Document, MarkStyle, Quoted, QuotedId, TokenKind};
use rustc_hash::FxHashMap;

/// Looked up once for a document.
#[derive(Debug, Default)]
pub(in crate::quotations) struct Surroundings {
    /// The marks that most stretches stand in.
    style: Option<MarkStyle>,
    /// How often short words stand in marks, by a code of them.
    often: FxHashMap<u32, u32>,
    /// For each stretch: whether it is part of a letter.
    letter: Vec<bool>,
    /// Most paragraphs are indented, so that it tells nothing.
    indents: bool,
}

/// How many spaces set a line off.
const INDENT: usize = 2;

/// How many spaces stand before a place at the head of its line; none in the middle of one.
fn indent(doc: &Document, at: u32) -> usize {
    let before = doc.text().get(..at as usize).unwrap_or_default().as_bytes();
    // A line may be nothing but spaces.
    let spaces = before.iter().rev().take(80).take_while(|b| matches!(b, b' ' | b'\t')).count();
    match before.len().checked_sub(spaces + 1).and_then(|i| before.get(i)) {
        Some(b'\n' | b'\r') | None => spaces,
        Some(_) => 0,
    }
}

/// The most words that are looked for elsewhere.
const SHORT: usize = 6;

impl Surroundings {
    /// `writes` says whether the word at a place tells of writing.
    pub(in crate::quotations) fn new(doc: &Document, writes: impl Fn(usize) -> bool) -> Self {
        let mut styles: Vec<(MarkStyle, usize)> = Vec::new();
        let mut often = FxHashMap::default();
        for q in doc.quoted().iter().filter(|q| q.depth == 0) {
            match styles.iter_mut().find(|(style, _)| *style == q.style) {
                Some((_, count)) => *count += 1,
                None => styles.push((q.style, 1)),
            }
            if let Some(words) = words(doc, q) {
                *often.entry(words).or_default() += 1;
            }
        }
        let mut style = None;
        let mut most = 0;
        for (s, count) in styles {
            if count > most {
                (style, most) = (Some(s), count);
            }
        }
        let indented = doc.paragraphs().iter().filter(|p| indent(doc, p.range.start()) >= INDENT).count();
        Self { style, often, letter: letters(doc, writes), indents: 4 * indented > doc.paragraphs().len() }
    }

    /// Whether the stretch opens a line that is set off by indentation.
    pub(super) fn is_indented(&self, doc: &Document, q: &Quoted) -> bool {
        !self.indents && indent(doc, q.range.start()) >= INDENT
    }

    /// Whether the marks are others than the document's own.
    pub(super) fn is_other_style(&self, q: &Quoted) -> bool {
        self.style.is_some_and(|s| s != q.style)
    }

    /// Whether the same few words stand in marks elsewhere.
    pub(super) fn is_repeated(&self, doc: &Document, q: &Quoted) -> bool {
        words(doc, q).and_then(|w| self.often.get(&w)).is_some_and(|n| *n > 1)
    }

    /// Whether the stretch is part of a letter.
    pub(super) fn is_in_letter(&self, id: QuotedId) -> bool {
        self.letter.get(id.index()).copied().unwrap_or(false)
    }
}

/// A code of a few words, whatever their case; nothing if there are none or too many.
fn words(doc: &Document, q: &Quoted) -> Option<u32> {
    let mut all: Option<u32> = None;
    for (n, at) in q.inner_tokens().iter().filter(|t| doc.token(*t).kind == TokenKind::Word).enumerate() {
        if n >= SHORT {
            return None;
        }
        let word = code(doc.token_text(at));
        all = Some(all.unwrap_or_default().rotate_left(5).wrapping_mul(0x9E37_79B1) ^ word);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_marks_twice_is_known() {
        let doc =
            inquit_tokenizer::tokenize("The “old town” was old. They loved the “Old Town” and a “new one”.");
        let around = Surroundings::new(&doc, |_| false);
        let repeated: Vec<_> = doc.quoted().iter().map(|q| around.is_repeated(&doc, q)).collect();
        assert_eq!(repeated, [true, true, false]);
    }

    #[test]
    fn an_indented_line_is_set_off_unless_all_are() {
        let doc =
            inquit_tokenizer::tokenize("Tom read.\n\n    “It rains.”\n\nHe slept.\n\nHe woke. “No.”\n\nBob.");
        let around = Surroundings::new(&doc, |_| false);
        let set_off: Vec<_> = doc.quoted().iter().map(|q| around.is_indented(&doc, q)).collect();
        assert_eq!(set_off, [true, false]);
        let doc = inquit_tokenizer::tokenize("    Tom read.\n\n    “It rains.”\n\n    He slept.");
        assert!(!Surroundings::new(&doc, |_| false).is_indented(&doc, &doc.quoted()[0]));
    }

    #[test]
    fn other_marks_than_the_own_ones_are_known() {
        let doc = inquit_tokenizer::tokenize("“One.”\n\n“Two.”\n\nThe ‘third’ was late.");
        let around = Surroundings::new(&doc, |_| false);
        let other: Vec<_> = doc.quoted().iter().map(|q| around.is_other_style(q)).collect();
        assert_eq!(other, [false, false, true]);
    }
}
