//! The one place that turns byte offsets into code points or UTF-16 units.

/// In which unit offsets are counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum OffsetUnit {
    /// Unicode code points (Python, R).
    #[default]
    Chars,
    /// Bytes of UTF-8 (Rust).
    Bytes,
    /// UTF-16 code units (Java, JavaScript).
    Utf16,
}

/// Converts byte offsets of one text. Made once a text, asked in any order.
///
/// ```
/// use inquit_tokenizer::{OffsetUnit, Offsets};
/// let o = Offsets::new("«Ça va?»", OffsetUnit::Chars);
/// assert_eq!(o.convert(2), 1);
/// assert_eq!(o.convert(11), 8);
/// ```
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    unit: OffsetUnit,
    /// Units before byte `i * STEP`, rounded down to a character boundary. Empty where bytes and units agree.
    marks: Vec<u32>,
}

const STEP: usize = 64;

impl<'t> Offsets<'t> {
    /// Prepares a text: one pass, 4 bytes for every 64 bytes of text that is not plain ASCII.
    #[must_use]
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let mut marks = Vec::new();
        if unit != OffsetUnit::Bytes && !text.is_ascii() {
            let mut units = 0;
            let mut next = 0;
            for (at, c) in text.char_indices() {
                while next <= at {
                    marks.push(units);
                    next += STEP;
                }
                units += width(c, unit);
            }
        }
        Self { text, unit, marks }
    }

    /// The offset of byte `at` in the chosen unit. A byte inside a character counts as the one where it begins; one
    /// past the end counts as the end.
    #[must_use]
    pub fn convert(&self, at: u32) -> u32 {
        let mut at = (at as usize).min(self.text.len());
        if self.marks.is_empty() {
            return at as u32;
        }
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let slot = (at / STEP).min(self.marks.len() - 1);
        // A mark counts the units before the first character that begins at or after its byte.
        let mut from = slot * STEP;
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let mut units = self.marks[slot];
        if from <= at {
            let between = &self.text[from..at];
            units += match self.unit {
                // Faster than to look at characters: every byte that begins one.
                OffsetUnit::Chars => between.bytes().filter(|b| b.cast_signed() >= -0x40).count() as u32,
                unit => between.chars().map(|c| width(c, unit)).sum(),
            };
        }
        units
    }
}

const fn width(c: char, unit: OffsetUnit) -> u32 {
    match unit {
        OffsetUnit::Chars => 1,
        OffsetUnit::Bytes => c.len_utf8() as u32,
        OffsetUnit::Utf16 => c.len_utf16() as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_units() {
        let text = "a é 漢 👍 z";
        let at = |unit| Offsets::new(text, unit).convert(text.len() as u32);
        assert_eq!(at(OffsetUnit::Bytes), 15);
        assert_eq!(at(OffsetUnit::Chars), 9);
        assert_eq!(at(OffsetUnit::Utf16), 10);
    }

    #[test]
    fn characters_that_straddle_a_step() {
        // The 4 bytes of the emoji lie at 62..66, the step at 64.
        let text = format!("{}👍{}", "x".repeat(STEP - 2), "y".repeat(STEP));
        let chars = Offsets::new(&text, OffsetUnit::Chars);
        let utf16 = Offsets::new(&text, OffsetUnit::Utf16);
        for (byte, n, units) in
            [(61, 61, 61), (62, 62, 62), (64, 62, 62), (66, 63, 64), (67, 64, 65), (130, 127, 128)]
        {
            assert_eq!((chars.convert(byte), utf16.convert(byte)), (n, units), "byte {byte}");
        }
    }

    #[test]
    fn past_the_end_is_the_end() {
        assert_eq!(Offsets::new("é", OffsetUnit::Chars).convert(99), 1);
        assert_eq!(Offsets::new("", OffsetUnit::Utf16).convert(7), 0);
    }
}
