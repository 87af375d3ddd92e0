//! Bytes to raw tokens, one paragraph at a time.
//!
//! Whatever depends on more than its neighbours is left open here: a mark at the edge of a word may open a quotation,
//! close one, or be an apostrophe. [`crate::marks`] decides that and finishes the tokens.

mod address;
mod clitics;
mod number;
mod word;

pub(crate) use clitics::split_joined;

use crate::chars::*;
use crate::marks::Form;

/// What sort of raw token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RawKind {
    Word,
    Number,
    Punctuation,
    Symbol,
    /// A mark that may enclose words.
    Mark(Form),
}

/// A token as the lexer sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Raw {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) kind: RawKind,
}

impl Raw {
    pub(crate) fn text(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// Reads `text[start..end]` and appends its tokens to `out`.
pub(crate) fn lex(text: &str, start: usize, end: usize, out: &mut Vec<Raw>) {
    let text = text.get(..end).unwrap_or(text);
    let mut lexer = Lexer { text, bytes: text.as_bytes(), out };
    let mut at = start;
    while at < lexer.bytes.len() {
        at = lexer.token(at);
    }
}

struct Lexer<'t, 'o> {
    /// The document up to the end of the paragraph.
    text: &'t str,
    bytes: &'t [u8],
    out: &'o mut Vec<Raw>,
}

impl Lexer<'_, '_> {
    fn char(&self, at: usize) -> Option<char> {
        char_at(self.text, at)
    }

    fn push(&mut self, start: usize, end: usize, kind: RawKind) -> usize {
        if start < end {
            self.out.push(Raw { start: start as u32, end: end as u32, kind });
        }
        end
    }

    /// Whether a letter, digit or combining mark begins at `at`.
    fn word_at(&self, at: usize) -> bool {
        self.char(at).is_some_and(is_word)
    }

    fn letter_at(&self, at: usize) -> bool {
        self.char(at).is_some_and(char::is_alphabetic)
    }

    fn digit_at(&self, at: usize) -> bool {
        self.bytes.get(at).is_some_and(u8::is_ascii_digit)
    }

    /// Past the run of one and the same character that begins at `at`.
    fn run(&self, at: usize, c: char) -> usize {
        let mut end = at;
        while self.char(end) == Some(c) {
            end += c.len_utf8();
        }
        end
    }

    /// Reads the token or space at `at`; returns where the next one begins.
    fn token(&mut self, at: usize) -> usize {
        let Some(c) = self.char(at) else { return self.bytes.len() };
        let next = at + c.len_utf8();
        if is_space(c) {
            return next;
        }
        if c.is_ascii_digit() {
            return self.number(at);
        }
        if is_word(c) && !is_combining(c) {
            return if c.is_numeric() { self.number(at) } else { self.word(at) };
        }
        if c == '`' && self.bytes.get(next) == Some(&b'`') {
            return self.push(at, next + 1, RawKind::Mark(Form::DoubleBacktick));
        }
        if let Some(form) = Form::of(c) {
            return self.push(at, next, RawKind::Mark(form));
        }
        match c {
            '.' if self.digit_at(next) && !self.word_ends_at(at) => return self.number(at),
            '.' if self.letter_at(next)
                && !char_before(self.text, at).is_some_and(|c| is_word(c) || c == '.') =>
            {
                if let Some(end) = self.file_ending(at) {
                    return self.push(at, end, RawKind::Word);
                }
            }
            '@' | '#' if !self.word_ends_at(at) => {
                if let Some(end) = self.handle(at, c) {
                    return self.push(at, end, RawKind::Word);
                }
            }
            ':' | ';' => {
                if let Some(end) = self.emoticon(at) {
                    return self.push(at, end, RawKind::Symbol);
                }
            }
            '!' | '?' => {
                let mut end = next;
                while matches!(self.bytes.get(end), Some(b'!' | b'?')) {
                    end += 1;
                }
                // "What?." is one stop, "What?..." two.
                end += usize::from(self.run(end, '.') == end + 1);
                return self.push(at, end, RawKind::Punctuation);
            }
            _ => {}
        }
        if is_punctuation(c) {
            let runs = is_dash(c) || matches!(c, '.' | '…' | '*' | '_' | '#' | '•');
            let mut end = if runs { self.run(at, c) } else { next };
            while c == '.' && matches!(self.bytes.get(end), Some(b'!' | b'?')) {
                end += 1;
            }
            return self.push(at, self.ruled_line(at).unwrap_or(end), RawKind::Punctuation);
        }
        if let Some(end) = self.ruled_line(at) {
            return self.push(at, end, RawKind::Punctuation);
        }
        let end = self.symbol(at, c);
        self.push(at, end, RawKind::Symbol)
    }

    /// The end of a line drawn with hyphens and equals signs: `---==`.
    fn ruled_line(&self, at: usize) -> Option<usize> {
        let line = self.bytes.get(at..)?;
        let length = line.iter().take_while(|b| matches!(b, b'-' | b'=')).count();
        let both = |drawn: &[u8]| drawn.contains(&b'-') && drawn.contains(&b'=');
        (length > 3 && line.get(..length).is_some_and(both)).then_some(at + length)
    }

    fn word_ends_at(&self, at: usize) -> bool {
        char_before(self.text, at).is_some_and(is_word)
    }

    /// The end of `:)`, `;-)`, `:D` and their like, with space around them.
    fn emoticon(&self, at: usize) -> Option<usize> {
        let blank = |c: Option<char>| c.is_none_or(is_space);
        if !blank(char_before(self.text, at)) {
            return None;
        }
        let nose = usize::from(self.bytes.get(at + 1) == Some(&b'-'));
        let mouth = at + 1 + nose;
        let end = mouth + 1;
        (matches!(self.bytes.get(mouth), Some(b')' | b'(' | b'D' | b'P' | b'/')) && blank(self.char(end)))
            .then_some(end)
    }

    /// A symbol with all that joins it: skin tones, joined emoji, the second half of a flag, combining marks.
    fn symbol(&self, at: usize, first: char) -> usize {
        if first.is_ascii() && matches!(first, '=' | '+' | '~' | '<' | '>' | '|' | '^' | '$') {
            return self.run(at, first);
        }
        let mut end = at + first.len_utf8();
        if is_regional_indicator(first) && self.char(end).is_some_and(is_regional_indicator) {
            return end + 4;
        }
        while let Some(c) = self.char(end) {
            if c == '\u{200d}' {
                end += c.len_utf8();
                match self.char(end) {
                    Some(joined) if !is_space(joined) && !is_word(joined) && !is_punctuation(joined) => {
                        end += joined.len_utf8();
                    }
                    _ => {}
                }
            } else if is_combining(c) || is_emoji_modifier(c) {
                end += c.len_utf8();
            } else {
                break;
            }
        }
        end
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn words(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        lex(text, 0, text.len(), &mut out);
        out.iter().map(|r| r.text(text)).collect()
    }

    #[test]
    fn punctuation_stands_alone_and_runs_stay_whole() {
        assert_eq!(
            words("Wait... no -- what?! (Yes.)"),
            ["Wait", "...", "no", "--", "what", "?!", "(", "Yes", ".", ")"]
        );
        assert_eq!(words("_staying_ here"), ["_", "staying", "_", "here"]);
        assert_eq!(words("a—b"), ["a", "—", "b"]);
    }

    #[test]
    fn lines_drawn_and_stops_doubled_stay_whole() {
        assert_eq!(words("---== Posted ==--- a-b = c"), ["---==", "Posted", "==---", "a-b", "=", "c"]);
        assert_eq!(
            words("What?. No.? Oh?... Orme Inc.. It"),
            ["What", "?.", "No", ".?", "Oh", "?", "...", "Orme", "Inc.", ".", "It"]
        );
    }

    #[test]
    fn any_space_separates() {
        assert_eq!(words("a\u{a0}b\u{2009}c\td\u{feff}e"), ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn emoji_stay_whole() {
        assert_eq!(words("👍🏽!👩\u{200d}🚀🇳🇴🇸🇪"), ["👍🏽", "!", "👩\u{200d}🚀", "🇳🇴", "🇸🇪"]);
    }

    #[test]
    fn emoticons_stay_whole_between_spaces() {
        assert_eq!(
            words("Yes :) no ;-) (see:) a:b"),
            ["Yes", ":)", "no", ";-)", "(", "see", ":", ")", "a", ":", "b"]
        );
    }

    #[test]
    fn combining_marks_belong_to_their_letter() {
        assert_eq!(words("Jose\u{301} re\u{301}sume\u{301}"), ["Jose\u{301}", "re\u{301}sume\u{301}"]);
        assert_eq!(words("\u{301}a"), ["\u{301}", "a"]);
    }

    #[test]
    fn reads_only_its_paragraph() {
        let text = "one two\n\nthree";
        let mut out = Vec::new();
        lex(text, 4, 7, &mut out);
        assert_eq!(out.len(), 1);
    }
}
