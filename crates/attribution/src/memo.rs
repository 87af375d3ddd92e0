//! A memory of what was worked out: a bounded number of values by their keys.

use rustc_hash::FxBuildHasher;
use std::cell::RefCell;
use std::hash::BuildHasher;
use std::thread::LocalKey;

/// Values by their keys, at most `SIZE` of them, which is a power of two. A new value takes the place of another.
///
/// What comes out never depends on what was remembered: keys are compared whole.
#[derive(Debug)]
pub(crate) struct Memo<K, V, const SIZE: usize> {
    /// By hash, one more than the number of the entry; 0: none.
    places: Vec<u32>,
    entries: Vec<(K, V)>,
}

impl<K, V, const SIZE: usize> Default for Memo<K, V, SIZE> {
    fn default() -> Self {
        Self { places: Vec::new(), entries: Vec::new() }
    }
}

impl<K: Copy + Eq, V, const SIZE: usize> Memo<K, V, SIZE> {
    /// The value of a key, made if it is not remembered.
    #[inline]
    pub(crate) fn get(&mut self, hash: u32, key: K, make: impl FnOnce() -> V) -> &V {
        if self.places.is_empty() {
            self.places.resize(SIZE, 0);
        }
        let place = &mut self.places[hash as usize % SIZE];
        let at = match (*place as usize).checked_sub(1) {
            Some(at) => {
                if self.entries[at].0 != key {
                    self.entries[at] = (key, make());
                }
                at
            }
            None => {
                self.entries.push((key, make()));
                *place = self.entries.len() as u32;
                self.entries.len() - 1
            }
        };
        &self.entries[at].1
    }
}

/// A text of a few bytes, itself and not its hash: a word as a key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct ShortText {
    bytes: [u8; Self::MOST],
    len: u8,
}

impl ShortText {
    /// Bytes that there is room for; longer words are rare.
    const MOST: usize = 23;

    /// A text, if it is short enough.
    #[inline]
    fn of(text: &str) -> Option<Self> {
        let mut bytes = [0; Self::MOST];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self { bytes, len: text.len() as u8 })
    }
}

/// What the words of the documents before came to: most words of a text stand in others, too. One for each thread.
pub(crate) type Seen<V> = RefCell<Memo<ShortText, V, 4096>>;

/// What a text comes to, made if this thread does not remember it.
#[inline]
pub(crate) fn recall<V: Copy>(seen: &'static LocalKey<Seen<V>>, text: &str, make: impl FnOnce() -> V) -> V {
    seen.with(|seen| match seen.try_borrow_mut() {
        Ok(mut seen) => seen.of_text(text, make),
        Err(_) => make(),
    })
}

impl<V: Copy, const SIZE: usize> Memo<ShortText, V, SIZE> {
    /// The value of a text, made if it is not remembered.
    #[inline]
    fn of_text(&mut self, text: &str, make: impl FnOnce() -> V) -> V {
        match ShortText::of(text) {
            Some(key) => *self.get(FxBuildHasher.hash_one(key) as u32, key, make),
            None => make(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_value_whatever_was_there_before() {
        let mut memo: Memo<u32, u32, 4> = Memo::default();
        let mut made = 0;
        for key in [1, 2, 5, 1, 1, 9, 2, 2] {
            let value = *memo.get(key, key, || {
                made += 1;
                10 * key
            });
            assert_eq!(value, 10 * key);
        }
        // 1, 5 and 9 share a place.
        assert_eq!(made, 5);
        assert!(memo.entries.len() <= 4);
    }

    #[test]
    fn texts_that_differ_have_values_of_their_own_however_long_they_are() {
        let mut memo: Memo<ShortText, usize, 2> = Memo::default();
        let long = "a".repeat(24);
        for text in ["", "a", "aa", "\0", "é", &long, &long[..23], "a"] {
            assert_eq!(memo.of_text(text, || text.len()), text.len());
        }
        assert_eq!(memo.of_text("a", || 9), 1, "help: it is remembered");
        assert_eq!(memo.of_text(&long, || 9), 9, "help: too long to be remembered");
    }
}
