//! A memory of what was worked out: a bounded number of values by their keys.

/// Values by their keys, at most `SIZE` of them, which is a power of two. A new value takes the place of another.
///
/// What comes out never depends on what was remembered: keys are compared whole.
#[derive(Debug)]
pub(super) struct Memo<K, V, const SIZE: usize> {
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
    pub(super) fn get(&mut self, hash: u32, key: K, make: impl FnOnce() -> V) -> &V {
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
}
