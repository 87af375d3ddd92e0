//! A text as lines that hold something.

use super::ends_sentence;
use crate::chars::*;

/// A line that is not blank, without the space around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Columns of space before it; a tab counts as four.
    pub(crate) indent: usize,
    /// Characters, the indent among them.
    pub(crate) width: usize,
    /// Whether a blank line or a page break (or nothing) stands before it.
    pub(crate) after_blank: bool,
}

impl Line {
    pub(crate) fn text(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether its last character may end a sentence.
    pub(super) fn ends_sentence(self, text: &str) -> bool {
        char_before(text, self.end).is_some_and(ends_sentence)
    }

    pub(super) fn begins_small(self, text: &str) -> bool {
        char_at(text, self.start).is_some_and(char::is_lowercase)
    }

    /// Whether it begins like a sentence: a capital, a mark, a dash, a digit.
    pub(super) fn begins_anew(self, text: &str) -> bool {
        char_at(text, self.start)
            .is_some_and(|c| !c.is_lowercase() && !matches!(c, ',' | '.' | ';' | ')' | '…'))
    }

    /// Characters of its first word.
    pub(super) fn first_word_width(self, text: &str) -> usize {
        self.text(text).chars().take(LONGEST_WORD).take_while(|&c| !is_space(c)).count()
    }
}

/// No first word needs to be longer for a wrapping line to be told from a short one.
const LONGEST_WORD: usize = 64;

/// The lines of a text that are not blank. Linear and without memory of its own.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line> {
    let mut at = 0;
    let mut after_blank = true;
    std::iter::from_fn(move || {
        while at < text.len() {
            let start = at;
            let (end, next, page) = line_end(text, at);
            at = next;
            let line = text.get(start..end).unwrap_or("");
            let body = line.trim_start_matches(is_space);
            let begin = start + (line.len() - body.len());
            let body = body.trim_end_matches(is_space);
            if body.is_empty() {
                after_blank = true;
                continue;
            }
            let indent =
                line.get(..begin - start).unwrap_or("").chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
            let out = Line {
                start: begin,
                end: begin + body.len(),
                indent,
                width: indent + body.chars().count(),
                after_blank,
            };
            after_blank = page;
            return Some(out);
        }
        None
    })
}

/// Where the line that begins at `start` ends, where the next one begins, and whether a page ends between them.
fn line_end(text: &str, start: usize) -> (usize, usize, bool) {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(&b) = bytes.get(at) {
        match b {
            0x0e..=0x7f => at += 1,
            b'\n' | b'\x0b' => return (at, at + 1, false),
            b'\x0c' => return (at, at + 1, true),
            b'\r' => return (at, at + 1 + usize::from(bytes.get(at + 1) == Some(&b'\n')), false),
            0xc2 if bytes.get(at + 1) == Some(&0x85) => return (at, at + 2, false),
            0xe2 if bytes.get(at + 1) == Some(&0x80) && matches!(bytes.get(at + 2), Some(0xa8 | 0xa9)) => {
                return (at, at + 3, bytes.get(at + 2) == Some(&0xa9));
            }
            _ => at += 1,
        }
    }
    (at, at, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_break() {
        let text = "a\nb\r\nc\rd\u{2028}e\u{85}f";
        let all: Vec<_> = lines(text).map(|l| l.text(text)).collect();
        assert_eq!(all, ["a", "b", "c", "d", "e", "f"]);
        assert_eq!(lines(text).filter(|l| l.after_blank).count(), 1);
    }

    #[test]
    fn pages_and_blank_lines_are_remembered() {
        let text = "a\u{c}b\n \t\nc\u{2029}d";
        assert!(lines(text).all(|l| l.after_blank));
    }

    #[test]
    fn indent_and_width_count_columns() {
        let text = "\t  né ";
        let line = lines(text).next().expect("one line");
        assert_eq!((line.indent, line.width), (6, 8));
    }
}
