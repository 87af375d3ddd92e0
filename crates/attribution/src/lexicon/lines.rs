//! A long list of lines, each a word, a tab and what is known of the word: searched as it stands.
//!
//! Tens of thousands of words in a map with what is known of them would be much of what the program does before its first answer.
//! What is kept beside the text is only where the line of each word begins.

use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// A list and where to find its words.
#[derive(Debug)]
pub(super) struct Lines {
    text: &'static str,
    /// By hash of the word, one more than where its line begins; 0: none. As many as a power of two.
    places: Vec<u32>,
}

/// Where a byte stands first, or the end. Words are so short that a search made for long texts is slower.
#[inline]
fn find(byte: u8, text: &[u8]) -> usize {
    text.iter().position(|b| *b == byte).unwrap_or(text.len())
}

/// Where to look for a word first, in a table of so many places.
#[inline]
fn home(word: &[u8], places: usize) -> usize {
    FxBuildHasher.hash_one(word) as usize & places.wrapping_sub(1)
}

impl Lines {
    /// Takes over a list. A word may come once; lines with a `#` first are comments.
    pub(super) fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let lines = 1 + bytes.iter().filter(|b| **b == b'\n').count();
        // Half of the places stay empty, so that a search ends soon.
        let mut places = vec![0; (2 * lines).next_power_of_two()];
        let mut start = 0;
        for line in bytes.split(|b| *b == b'\n') {
            if !matches!(line.first(), None | Some(b'#')) {
                let word = &line[..find(b'\t', line)];
                let mut at = home(word, places.len());
                while places[at] != 0 {
                    at = (at + 1) & (places.len() - 1);
                }
                places[at] = start as u32 + 1;
            }
            start += line.len() + 1;
        }
        Self { text, places }
    }

    /// What follows a word and its tab.
    pub(super) fn get(&self, word: &str) -> Option<&'static str> {
        let mut at = home(word.as_bytes(), self.places.len());
        loop {
            let start = self.places.get(at)?.checked_sub(1)? as usize;
            if let Some(rest) = self.text.get(start..).and_then(|line| line.strip_prefix(word)) {
                match rest.as_bytes().first() {
                    Some(b'\t') => return rest.get(1..find(b'\n', rest.as_bytes())),
                    Some(b'\n') | None => return Some(""),
                    _ => {}
                }
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_no_other() {
        let mut text: String = "# words\n\nann\t1\nannabel\t2\nannabelle\t4\tmore\nbo\nzoë\t5\n".to_owned();
        (0..2000).for_each(|i| text.push_str(&format!("name{i}\t{i}\n")));
        let lines = Lines::new(Box::leak(text.into_boxed_str()));
        assert_eq!(lines.get("ann"), Some("1"));
        assert_eq!(lines.get("annabelle"), Some("4\tmore"));
        assert_eq!(lines.get("bo"), Some(""));
        assert_eq!(lines.get("zoë"), Some("5"));
        for no in ["", "#", "# words", "a", "annab", "anne", "zzz", "é", "ann\t1", "name2000"] {
            assert_eq!(lines.get(no), None, "{no}");
        }
        for i in 0..2000 {
            assert_eq!(lines.get(&format!("name{i}")), Some(i.to_string().as_str()));
        }
    }

    #[test]
    fn a_list_may_be_empty_or_end_without_a_new_line() {
        assert_eq!(Lines::new("").get("ann"), None);
        assert_eq!(Lines::new("ann").get("ann"), Some(""));
        assert_eq!(Lines::new("ann\t3").get("ann"), Some("3"));
    }
}
