//! Offsets and ranges in bytes of the original text.

use std::fmt;
use std::ops::Range;

/// A half-open range of bytes in the text of a document. Both ends lie on character boundaries.
///
/// Offsets are 32 bits wide: a document holds at most 4 GiB minus one byte.
///
/// ```
/// use inquit_tokenizer::TextRange;
/// let r = TextRange::new(5, 10);
/// assert_eq!(&"“Yes”, she said."[TextRange::new(0, 9)], "“Yes”");
/// assert_eq!(r.len(), 5);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TextRange {
    start: u32,
    end: u32,
}

impl TextRange {
    /// The bytes from `start` up to, not including, `end`. An `end` before `start` gives the empty range at `start`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// First byte.
    #[must_use]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// One past the last byte.
    #[must_use]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the range holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether byte `at` lies inside.
    #[must_use]
    pub const fn contains(self, at: u32) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether all of `other` lies inside.
    #[must_use]
    pub const fn encloses(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that encloses both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Debug for TextRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<TextRange> for Range<usize> {
    fn from(r: TextRange) -> Self {
        r.start as usize..r.end as usize
    }
}

impl std::ops::Index<TextRange> for str {
    type Output = str;

    fn index(&self, r: TextRange) -> &str {
        &self[r.start as usize..r.end as usize]
    }
}
