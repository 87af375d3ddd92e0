//! A long list of lines, each a word, a tab and what is known of the word: searched as it stands.
//!
//! Tens of thousands of words in a map with what is known of them would be much of what the program does before its first answer.
//! What is kept beside the text is only where the line of each word begins, and that is part of the program, too.

use crate::fnv::{FIRST, step};

/// A list and where to find its words.
#[derive(Debug)]
pub(super) struct Lines {
    text: &'static str,
    places: &'static [u32],
}

/// Where to find the words of a list in so many places, a power of two and at least twice the number of lines: by hash of the
/// word, one more than where its line begins, and above that some bits of the hash, so that few other lines are looked at; 0:
/// none. A word may come once; lines with a `#` first are comments. The text has to be shorter than [`START`] says.
///
/// For a static, so that the compiler works it out: at every start it would be a quarter of what the program does before its
/// first answer.
pub(super) const fn places<const N: usize>(text: &str) -> [u32; N] {
    assert!(text.len() < START as usize);
    let (text, mut places, mut start) = (text.as_bytes(), [0; N], 0);
    while start < text.len() {
        let (mut hash, mut end) = (FIRST, start);
        while end < text.len() && text[end] != b'\t' && text[end] != b'\n' {
            hash = step(hash, text[end]);
            end += 1;
        }
        if end > start && text[start] != b'#' {
            let mut at = home(hash, N);
            while places[at] != 0 {
                at = (at + 1) % N;
            }
            places[at] = hash & !START | (start as u32 + 1);
        }
        while end < text.len() && text[end] != b'\n' {
            end += 1;
        }
        start = end + 1;
    }
    places
}

/// The bits that tell where a line begins.
const START: u32 = (1 << 19) - 1;

/// Where to look first for what has this hash.
const fn home(hash: u32, places: usize) -> usize {
    (hash ^ hash >> 16) as usize & places.wrapping_sub(1)
}

impl Lines {
    /// A list and its [`places`].
    pub(super) const fn new(text: &'static str, places: &'static [u32]) -> Self {
        Self { text, places }
    }

    /// What follows a word and its tab.
    pub(super) fn get(&self, word: &str) -> Option<&'static str> {
        let hash = word.bytes().fold(FIRST, step);
        let mut at = home(hash, self.places.len());
        loop {
            let place = *self.places.get(at)?;
            let start = (place & START).checked_sub(1)? as usize;
            let same = (place ^ hash) & !START == 0;
            let line = if same { self.text.get(start..) } else { None };
            if let Some(rest) = line.and_then(|line| line.strip_prefix(word)) {
                match rest.as_bytes().first() {
                    Some(b'\t') => return rest.get(1..).and_then(|rest| rest.split('\n').next()),
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
        let text: &str = Box::leak(text.into_boxed_str());
        let lines = Lines::new(text, Box::leak(Box::new(places::<8192>(text))));
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
        let get = |text| Lines::new(text, Box::leak(Box::new(places::<4>(text)))).get("ann");
        assert_eq!(get(""), None);
        assert_eq!(get("ann"), Some(""));
        assert_eq!(get("ann\t3"), Some("3"));
    }
}
