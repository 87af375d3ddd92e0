//! Numbers: digits with their separators and endings.

use super::{Lexer, RawKind};
use crate::chars::*;

impl Lexer<'_, '_> {
    /// Reads the number at `at` (or the word that begins with digits, such as *45-year*), pushes it and returns its
    /// end.
    pub(super) fn number(&mut self, at: usize) -> usize {
        let mut end = at;
        let mut kind = RawKind::Number;
        if let Some(past) = self.telephone(at) {
            return self.push(at, past, kind);
        }
        loop {
            while self.char(end).is_some_and(|c| c.is_numeric()) {
                end += self.char(end).map_or(1, char::len_utf8);
            }
            match self.char(end) {
                Some('.' | ',' | ':' | '/') if self.digit_at(end + 1) => end += 1,
                // 45-year, but not the range 10-12
                Some(c) if is_hyphen(c) && self.letter_at(end + c.len_utf8()) => {
                    end = self.hyphenated(end);
                    kind = RawKind::Word;
                    break;
                }
                Some(c) if is_word(c) => {
                    let letters = self.letters(end);
                    if !self.is_ending(end, letters) {
                        kind = RawKind::Word;
                    }
                    end = letters;
                    if self.char(end).is_some_and(is_hyphen) && self.letter_at(end + 1) {
                        end = self.hyphenated(end);
                        kind = RawKind::Word;
                    }
                    break;
                }
                _ => break,
            }
        }
        if end == at {
            end = at + self.char(at).map_or(1, char::len_utf8);
        }
        self.push_with_clitic(at, end, kind) // the 1930's
    }

    /// The end of a telephone number: 555-0137, 212-555-0137, 1-212-555-0137, with hyphens or dots. A number before a
    /// range is no such thing: its last two groups have three digits and four.
    fn telephone(&self, at: usize) -> Option<usize> {
        let mut groups = [0; 4];
        let (mut end, mut n) = (at, 0);
        let mut sign = None;
        loop {
            let digits = self.bytes.get(end..)?.iter().take(5).take_while(|b| b.is_ascii_digit()).count();
            *groups.get_mut(n)? = digits;
            n += 1;
            end += digits;
            match self.bytes.get(end) {
                Some(c @ (b'-' | b'.')) if self.digit_at(end + 1) && sign.is_none_or(|s| s == *c) => {
                    sign = Some(*c);
                    end += 1;
                }
                _ => break,
            }
        }
        let known = match groups.get(..n)? {
            [3, 4] => sign == Some(b'-'),
            [3, 3, 4] | [1, 3, 3, 4] => true,
            _ => false,
        };
        (known && !self.word_at(end)).then_some(end)
    }

    /// Past all pieces of a compound whose first hyphen is at `at`.
    fn hyphenated(&self, mut at: usize) -> usize {
        while let Some(c) = self.char(at).filter(|&c| is_hyphen(c)) {
            let next = at + c.len_utf8();
            if !self.word_at(next) {
                break;
            }
            at = self.letters(next);
        }
        at
    }

    /// Endings that leave a number a number: 1st, 1930s, 4pm, 12m.
    fn is_ending(&self, start: usize, end: usize) -> bool {
        let ending = self.text.get(start..end).unwrap_or("");
        ["s", "st", "nd", "rd", "th", "am", "pm", "m", "bn", "k", "h"]
            .iter()
            .any(|e| ending.eq_ignore_ascii_case(e))
    }
}

#[cfg(test)]
mod tests {
    use crate::lexer::tests::words;
    use crate::lexer::{RawKind, lex};

    #[test]
    fn separators_inside_a_number_belong_to_it() {
        assert_eq!(
            words("$220,000, 4.5%, 12:30 and .5."),
            ["$", "220,000", ",", "4.5", "%", ",", "12:30", "and", ".5", "."]
        );
        assert_eq!(words("in 1999. The"), ["in", "1999", ".", "The"]);
    }

    #[test]
    fn endings_and_compounds() {
        assert_eq!(
            words("the 1930s, the 1930's, a 45-year low, 4pm, 10-12"),
            [
                "the", "1930s", ",", "the", "1930", "'s", ",", "a", "45-year", "low", ",", "4pm", ",", "10",
                "-", "12"
            ]
        );
        let mut out = Vec::new();
        lex("21st 45-year 3D", 0, 15, &mut out);
        let kinds: Vec<_> = out.iter().map(|r| r.kind).collect();
        assert_eq!(kinds, [RawKind::Number, RawKind::Word, RawKind::Word]);
    }

    #[test]
    fn telephone_numbers_are_one_and_ranges_are_not() {
        assert_eq!(
            words("Call 555-0137 or 1-212-555-0137."),
            ["Call", "555-0137", "or", "1-212-555-0137", "."]
        );
        assert_eq!(
            words("in 1914-1918, 10-12 and 3.1415"),
            ["in", "1914", "-", "1918", ",", "10", "-", "12", "and", "3.1415"]
        );
        assert_eq!(words("212.555.0137 555-01375"), ["212.555.0137", "555", "-", "01375"]);
    }

    #[test]
    fn feet_and_inches_stay_open() {
        assert_eq!(words("5'4\""), ["5", "'", "4", "\""]);
    }
}
