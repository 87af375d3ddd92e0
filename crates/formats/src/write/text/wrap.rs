//! Words into lines of a given width.

use anstyle::Style;
use std::io::{self, Write};

/// Collects styled text and writes it in lines. Breaks at white space only.
pub(super) struct Wrap<'o, W> {
    out: &'o mut W,
    width: usize,
    colour: bool,
    /// Columns taken on the current line.
    column: usize,
    /// The word being built, with its styles, and how many columns it takes.
    word: String,
    word_width: usize,
}

impl<'o, W: Write> Wrap<'o, W> {
    pub(super) fn new(out: &'o mut W, width: usize, colour: bool) -> Self {
        Self { out, width, colour, column: 0, word: String::new(), word_width: 0 }
    }

    /// Adds text; white space in it ends words.
    pub(super) fn text(&mut self, style: Style, text: &str) -> io::Result<()> {
        for (i, piece) in text.split(char::is_whitespace).enumerate() {
            if i > 0 {
                self.end_word()?;
            }
            self.glue(style, piece);
        }
        Ok(())
    }

    /// Adds text to the current word, whatever it holds.
    pub(super) fn glue(&mut self, style: Style, text: &str) {
        if text.is_empty() {
            return;
        }
        let styled = self.colour && style != Style::new();
        if styled {
            self.word.push_str(&style.render().to_string());
        }
        // A text must not command the terminal.
        self.word.extend(text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }));
        if styled {
            self.word.push_str(&style.render_reset().to_string());
        }
        self.word_width += text.chars().count();
    }

    fn end_word(&mut self) -> io::Result<()> {
        if self.word_width == 0 {
            return Ok(());
        }
        if self.column > 0 {
            let fits = self.column + 1 + self.word_width <= self.width;
            self.out.write_all(if fits { b" " } else { b"\n" })?;
            self.column = if fits { self.column + 1 } else { 0 };
        }
        self.out.write_all(self.word.as_bytes())?;
        self.column += self.word_width;
        self.word.clear();
        self.word_width = 0;
        Ok(())
    }

    /// Writes what is left and ends the line, if there is one.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.end_word()?;
        if self.column > 0 { self.out.write_all(b"\n") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(width: usize, colour: bool, parts: &[(Style, &str)]) -> String {
        let mut out = Vec::new();
        let mut wrap = Wrap::new(&mut out, width, colour);
        for (style, text) in parts {
            wrap.text(*style, text).unwrap();
        }
        wrap.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_end_at_white_space() {
        let plain = Style::new();
        assert_eq!(wrapped(7, false, &[(plain, "one two\nthree")]), "one two\nthree\n");
        assert_eq!(wrapped(3, false, &[(plain, "overlong é w")]), "overlong\né w\n");
        assert_eq!(wrapped(9, false, &[(plain, "")]), "");
    }

    #[test]
    fn colours_take_no_room_and_controls_do_nothing() {
        let bold = Style::new().bold();
        assert_eq!(wrapped(5, true, &[(bold, "ab"), (Style::new(), ". d")]), "\u{1b}[1mab\u{1b}[0m. d\n");
        assert_eq!(wrapped(9, false, &[(bold, "a\u{1b}[2J")]), "a\u{FFFD}[2J\n");
    }
}
