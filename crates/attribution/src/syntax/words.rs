//! The words of one sentence as numbers: what the models look at, worked out once for all of them.

/// Mixes two numbers into one; the base of every feature key.
#[must_use]
#[inline]
pub const fn mix(a: u32, b: u32) -> u32 {
    let h = ((a as u64) << 32 | b as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((h ^ (h >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32) as u32
}

/// How the letters of a sentence are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(u8)]
pub enum Casing {
    /// Lower case, capitals where they belong.
    #[default]
    Usual,
    /// No capital at all.
    Lower,
    /// Capitals only.
    Upper,
    /// Nearly Every Word With a Capital.
    Title,
}

/// One word as numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Word {
    /// Hash of the word in lower case, digits as 0, marks in their straight form.
    pub key: u32,
    /// Hashes of its last 1, 2, 3 and 4 letters (the whole word where it is shorter).
    pub suffixes: [u32; 4],
    /// Hashes of its first 1, 2 and 3 letters.
    pub prefixes: [u32; 3],
    /// How it is written.
    pub shape: u16,
}

/// What stands before the first and after the last word.
pub const OUTSIDE: Word = Word { key: 1, suffixes: [1; 4], prefixes: [1; 3], shape: 0xFFF };

/// Which letters a word tells its sentence to be written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Case {
    /// It does not tell.
    None,
    /// Small ones first.
    Small,
    /// A capital first.
    Capital,
    /// Capitals alone, two or more.
    Upper,
}

/// A word as it is written, wherever it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelt {
    word: Word,
    case: Case,
}

impl Spelt {
    /// Reads a word; `lower` is room for it in lower case.
    fn of(text: &str, lower: &mut Vec<char>) -> Self {
        lower.clear();
        let mut state = Shape::default();
        for c in text.chars() {
            state.add(c);
            match c {
                'a'..='z' | '.' | ',' | '-' | '\'' => lower.push(c),
                'A'..='Z' => lower.push(c.to_ascii_lowercase()),
                '0'..='9' => lower.push('0'),
                '’' | '‘' | '`' | '´' | '‛' => lower.push('\''),
                '“' | '”' | '„' | '«' | '»' => lower.push('"'),
                '—' | '–' | '―' | '‒' | '−' => lower.push('-'),
                '…' => lower.extend(['.', '.', '.']),
                c if c.is_uppercase() => lower.extend(c.to_lowercase()),
                c if c.is_numeric() => lower.push('0'),
                c => lower.push(c),
            }
        }
        // Runs of dashes or stops, and doubled quotes, are one word however many there are.
        if matches!(lower[..], ['\'', '\'']) {
            lower.clear();
            lower.push('"');
        }
        if lower.len() > 1 && lower.iter().all(|c| *c == '-') {
            lower.truncate(1);
            lower.push('-');
        }
        if text.chars().any(|c| matches!(c, '—' | '―')) && lower.len() == 1 {
            lower.push('-');
        }
        let mut word = Word { shape: state.finish(), ..Word::default() };
        let case = match state {
            Shape { upper: 2.., lower: 0, first_upper: true, .. } => Case::Upper,
            Shape { upper: 1.., first_upper: true, .. } => Case::Capital,
            Shape { lower: 1.., .. } => Case::Small,
            _ => Case::None,
        };
        let mut h = 7;
        for (i, c) in lower.iter().enumerate() {
            h = mix(h, *c as u32);
            if i < 3 {
                word.prefixes[i] = h;
            }
        }
        word.key = h;
        for i in lower.len()..3 {
            word.prefixes[i] = h;
        }
        let mut s = 11;
        for i in 0..4 {
            if let Some(c) = lower.len().checked_sub(i + 1).and_then(|at| lower.get(at)) {
                s = mix(s, *c as u32);
            }
            word.suffixes[i] = s;
        }
        Self { word, case }
    }
}

/// The words of one sentence. Filled, used and cleared again, so that nothing is allocated for a word.
#[derive(Clone, Debug, Default)]
pub struct Words {
    list: Vec<Word>,
    lower: Vec<char>,
    capitals: u32,
    small: u32,
    letters_all_upper: u32,
}

impl Words {
    /// Forgets the last sentence.
    pub fn clear(&mut self) {
        self.list.clear();
        self.capitals = 0;
        self.small = 0;
        self.letters_all_upper = 0;
    }

    /// Adds the next word.
    pub fn push(&mut self, text: &str) {
        let spelt = self.spell(text);
        self.add(spelt);
    }

    /// Reads a word, which is not added yet.
    pub(super) fn spell(&mut self, text: &str) -> Spelt {
        Spelt::of(text, &mut self.lower)
    }

    /// Adds the next word, which was read before.
    #[inline]
    pub(super) fn add(&mut self, Spelt { word, case }: Spelt) {
        self.capitals += u32::from(matches!(case, Case::Capital | Case::Upper));
        self.letters_all_upper += u32::from(case == Case::Upper);
        self.small += u32::from(case == Case::Small);
        self.list.push(word);
    }

    /// All words in order.
    #[must_use]
    pub fn list(&self) -> &[Word] {
        &self.list
    }

    /// The word at a position; [`OUTSIDE`] before the first and after the last.
    #[must_use]
    #[inline]
    pub fn at(&self, i: isize) -> &Word {
        usize::try_from(i).ok().and_then(|i| self.list.get(i)).unwrap_or(&OUTSIDE)
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How the sentence is written.
    #[must_use]
    pub fn casing(&self) -> Casing {
        if self.capitals == 0 {
            Casing::Lower
        } else if self.small == 0 && self.letters_all_upper > 0 {
            Casing::Upper
        } else if self.capitals >= 3 && self.capitals >= 2 * self.small {
            Casing::Title
        } else {
            Casing::Usual
        }
    }
}

/// Counts of the kinds of letters in a word.
#[derive(Clone, Copy, Default)]
struct Shape {
    upper: u32,
    lower: u32,
    digits: u32,
    dots: u32,
    hyphens: u32,
    quotes: u32,
    other: u32,
    first_upper: bool,
}

impl Shape {
    fn add(&mut self, c: char) {
        if c.is_lowercase() {
            self.lower += 1;
        } else if c.is_uppercase() {
            self.first_upper |= self.upper + self.lower == 0;
            self.upper += 1;
        } else if c.is_numeric() {
            self.digits += 1;
        } else {
            match c {
                '.' => self.dots += 1,
                '-' | '–' | '‐' | '‑' => self.hyphens += 1,
                '\'' | '’' | '"' | '“' | '”' => self.quotes += 1,
                _ => self.other += 1,
            }
        }
    }

    /// Case in the low three bits, then a bit each for digits, dots, hyphens, quotes, other signs.
    fn finish(self) -> u16 {
        let case = match (self.upper, self.lower) {
            (0, 0) => 0,
            (0, _) => 1,
            (1, 0) => 2,
            (_, 0) => 3,
            _ if self.first_upper && self.upper == 1 => 4,
            _ if self.first_upper => 5,
            _ => 6,
        };
        case | u16::from(self.digits > 0) << 3
            | u16::from(self.dots > 0) << 4
            | u16::from(self.hyphens > 0) << 5
            | u16::from(self.quotes > 0) << 6
            | u16::from(self.other > 0) << 7
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Words {
        let mut w = Words::default();
        text.split(' ').for_each(|t| w.push(t));
        w
    }

    #[test]
    fn case_and_marks_do_not_change_the_key() {
        let w = words("Can’t can't “ \" — --");
        assert_eq!(w.list()[0].key, w.list()[1].key);
        assert_eq!(w.list()[2].key, w.list()[3].key);
        assert_eq!(w.list()[4].key, w.list()[5].key);
        assert_ne!(w.list()[0].shape, w.list()[1].shape);
    }

    #[test]
    fn casing_of_a_sentence() {
        assert_eq!(words("The mayor met Ann Lee today").casing(), Casing::Usual);
        assert_eq!(words("MAYOR MEETS ANN LEE").casing(), Casing::Upper);
        assert_eq!(words("Mayor Meets Ann Lee in Town").casing(), Casing::Title);
        assert_eq!(words("mayor meets ann lee").casing(), Casing::Lower);
    }

    #[test]
    fn any_text_is_a_word() {
        let mut w = Words::default();
        for t in ["", "\u{0}", "ß", "İ", "👩‍👧", "...", "𝔘𝔫"] {
            w.push(t);
        }
        assert_eq!(w.len(), 7);
    }
}
