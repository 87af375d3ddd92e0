//! The words that scores count in: runs of letters, digits and underscores, with apostrophes inside.

use crate::gold::Span;
use regex::Regex;
use std::sync::LazyLock;

static WORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+(?:['’][\p{L}\p{N}_]+)*").ok());

/// The words of a text.
#[derive(Clone, Debug)]
pub struct Words {
    /// Where each begins and ends, in code points.
    at: Vec<Span>,
    /// Code points of the text.
    length: u32,
}

impl Words {
    /// Finds the words of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut at = Vec::new();
        let (mut byte, mut point) = (0, 0u32);
        for m in WORD.iter().flat_map(|w| w.find_iter(text)) {
            point += count(text, byte, m.start());
            let end = point + count(text, m.start(), m.end());
            at.push((point, end));
            (byte, point) = (m.end(), end);
        }
        Self { at, length: point + count(text, byte, text.len()) }
    }

    /// Code points of the text.
    #[must_use]
    pub const fn length(&self) -> u32 {
        self.length
    }

    /// The words that some spans touch, in order, each once.
    #[must_use]
    pub fn cover(&self, spans: &[Span]) -> Vec<u32> {
        let mut out = Vec::new();
        for &(start, end) in spans.iter().filter(|s| s.0 < s.1) {
            let first = self.at.partition_point(|w| w.1 <= start);
            let last = self.at.partition_point(|w| w.0 < end);
            out.extend((first..last).map(|i| i as u32));
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// First and last word of each span, without those that hold none, in order.
    #[must_use]
    pub fn ends(&self, spans: &[Span]) -> Vec<(u32, u32)> {
        let mut out: Vec<(u32, u32)> = spans
            .iter()
            .filter_map(|s| {
                let words = self.cover(&[*s]);
                Some((*words.first()?, *words.last()?))
            })
            .collect();
        out.sort_unstable();
        out
    }
}

fn count(text: &str, from: usize, to: usize) -> u32 {
    text.get(from..to).map_or(0, |s| s.chars().count() as u32)
}

/// Joins stretches that are next to each other, so that a split inside one content is no error. Takes them in order.
#[must_use]
pub fn merge(ends: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for &(a, b) in ends {
        match out.last_mut() {
            Some(last) if a <= last.1 + 1 => last.1 = last.1.max(b),
            _ => out.push((a, b)),
        }
    }
    out
}

/// Words that two lists share; both in order, each word once.
#[must_use]
pub fn shared(a: &[u32], b: &[u32]) -> usize {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().filter(|w| many.binary_search(w).is_ok()).count()
}

/// Shared words over all words; 0 of nothing.
#[must_use]
pub fn jaccard(a: &[u32], b: &[u32]) -> f64 {
    let common = shared(a, b);
    let all = a.len() + b.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_code_points() {
        let w = Words::new("“Él can’t,” — she_1 said");
        assert_eq!(w.at, [(1, 3), (4, 9), (14, 19), (20, 24)]);
        assert_eq!(w.length(), 24);
    }

    #[test]
    fn a_span_covers_what_it_touches() {
        let w = Words::new("one two three");
        assert_eq!(w.cover(&[(2, 5)]), [0, 1]);
        assert_eq!(w.cover(&[(3, 4), (5, 5)]), [] as [u32; 0]);
        assert_eq!(w.ends(&[(8, 13), (0, 3), (3, 4)]), [(0, 0), (2, 2)]);
    }

    #[test]
    fn stretches_side_by_side_become_one() {
        assert_eq!(merge(&[(0, 2), (3, 4), (6, 7)]), [(0, 4), (6, 7)]);
    }

    #[test]
    fn overlap_is_the_share_of_all_words() {
        assert_eq!(jaccard(&[1, 2, 3], &[2, 3, 4]), 0.5);
        assert_eq!(jaccard(&[], &[]), 0.0);
    }
}
