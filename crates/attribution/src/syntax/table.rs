//! A word list: a table of features, each with a class and a weight.
//!
//! It is a hash table of 32-bit slots over a list of (class, weight) pairs. A slot holds the low bits of the feature's
//! hash, to tell features apart, and the place of its first pair; the last pair of a feature is marked. Pairs lie in the
//! order of the slots that lead to them, so that whoever reads a table through reads forward.

use super::words::mix;

/// An empty slot.
const EMPTY: u32 = u32::MAX;
/// The place of a feature that is not there: beyond all.
const NOWHERE: u32 = u32::MAX;
/// Marks the last pair of a feature in its class byte.
pub(super) const LAST: u8 = 0x80;
/// Slots looked at before a feature counts as unknown.
pub(super) const MAX_PROBES: usize = 64;

/// Why bytes are no table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct BadTable;

/// A table of which a feature's first class and weight are asked: a word list.
#[derive(Clone, Debug, Default)]
pub struct Table {
    slots: Vec<u32>,
    pairs: Vec<[u8; 2]>,
    place_bits: u32,
}

impl Table {
    /// Reads a table: number of slots, bits of a place, number of pairs, scale (four bytes each), slots, pairs.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, BadTable> {
        let word = |i: usize| -> Result<u32, BadTable> {
            let b = bytes.get(4 * i..4 * i + 4).and_then(|b| b.try_into().ok()).ok_or(BadTable)?;
            Ok(u32::from_le_bytes(b))
        };
        let (slots, place_bits, pairs) = (word(0)? as usize, word(1)?, word(2)? as usize);
        if !(1..=28).contains(&place_bits) || !f32::from_bits(word(3)?).is_normal() {
            return Err(BadTable);
        }
        let rest = bytes.get(16..).ok_or(BadTable)?;
        if rest.len() as u64 != 4 * slots as u64 + 2 * pairs as u64 {
            return Err(BadTable);
        }
        let (slots, pairs) = rest.split_at(4 * slots);
        let slots = slots.as_chunks().0.iter().map(|b| u32::from_le_bytes(*b)).collect();
        Ok(Self { slots, pairs: pairs.as_chunks().0.to_vec(), place_bits })
    }

    /// The bytes of a table. Each feature has its key and its pairs of class (below 127) and weight; a key may come
    /// once only, the order does not matter. `scale` is what a weight was multiplied by.
    #[must_use]
    pub fn build(features: &[(u32, Vec<(u8, i8)>)], scale: f32) -> Vec<u8> {
        let pairs: usize = features.iter().map(|f| f.1.len()).sum();
        let place_bits = 32 - (pairs as u32 + 1).leading_zeros();
        let slots = in_slots(features);
        let mut out = Vec::with_capacity(16 + 4 * slots.len() + 2 * pairs);
        for n in [slots.len() as u32, place_bits, pairs as u32, scale.to_bits()] {
            out.extend(n.to_le_bytes());
        }
        let mut place = 0;
        for slot in &slots {
            let slot = slot.map_or(EMPTY, |(hash, weights)| {
                let slot = check(hash, place_bits) << place_bits | place;
                place += weights.len() as u32;
                slot
            });
            out.extend(slot.to_le_bytes());
        }
        out.extend(slots.into_iter().flatten().flat_map(|(_, weights)| marked(weights)).flatten());
        out
    }

    /// The only class and weight of a feature; for tables that are word lists.
    #[inline]
    #[must_use]
    pub fn first(&self, key: u32) -> Option<(u8, i8)> {
        let [class, weight] = *self.pairs.get(self.find(hash(key)) as usize)?;
        Some((class & !LAST, weight.cast_signed()))
    }

    /// The place of the first pair of the feature with this hash; one beyond all if the feature is not there.
    fn find(&self, hash: u32) -> u32 {
        let want = check(hash, self.place_bits);
        let mut at = home(hash, self.slots.len());
        for _ in 0..MAX_PROBES {
            if at == self.slots.len() {
                at = 0;
            }
            let Some(&slot) = self.slots.get(at) else { break };
            if slot == EMPTY {
                break;
            }
            if slot >> self.place_bits == want {
                return slot & place_mask(self.place_bits);
            }
            at += 1;
        }
        NOWHERE
    }
}

/// The hash of a feature and its pairs of class and weight; `None` in an empty slot.
pub(super) type Slot<'a> = Option<(u32, &'a [(u8, i8)])>;

/// The features that have weights, each with its hash in a slot of its own: the one that it would like best, or the next that is
/// free. Three slots in ten stay empty.
pub(super) fn in_slots(features: &[(u32, Vec<(u8, i8)>)]) -> Vec<Slot<'_>> {
    let mut sorted: Vec<&(u32, Vec<(u8, i8)>)> = features.iter().filter(|f| !f.1.is_empty()).collect();
    sorted.sort();
    let mut slots = vec![None; sorted.len() * 7 / 5 + 1];
    for (key, weights) in sorted {
        let hash = hash(*key);
        let mut at = home(hash, slots.len());
        while slots[at].is_some() {
            at = (at + 1) % slots.len();
        }
        slots[at] = Some((hash, weights.as_slice()));
    }
    slots
}

/// The pairs of a feature as they stand in a file, the last one marked.
pub(super) fn marked(weights: &[(u8, i8)]) -> impl Iterator<Item = [u8; 2]> {
    let last = weights.len().saturating_sub(1);
    (0..)
        .zip(weights)
        .map(move |(i, (class, weight))| [class | if i == last { LAST } else { 0 }, weight.cast_unsigned()])
}

/// The hash of a feature's key.
#[inline]
pub(super) const fn hash(key: u32) -> u32 {
    mix(key, 0x51ED)
}

/// The slot that a feature would like best; decided by the upper bits of its hash.
#[inline]
pub(super) const fn home(hash: u32, slots: usize) -> usize {
    ((hash as u64 * slots as u64) >> 32) as usize
}

/// The part of a hash kept in a slot: its lower bits, as many as the place leaves.
#[inline]
const fn check(hash: u32, place_bits: u32) -> u32 {
    hash & (u32::MAX >> place_bits)
}

#[inline]
const fn place_mask(bits: u32) -> u32 {
    (1u32 << bits).wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_back_what_was_put_in() {
        let features: Vec<(u32, Vec<(u8, i8)>)> =
            (0..5000).map(|k| (k * 7 + 1, vec![((k % 120) as u8, (k % 100) as i8 - 50)])).collect();
        let table = Table::read(&Table::build(&features, 10.0)).unwrap();
        // Two features that share their place and their check can't be told apart; that is rare.
        let wrong = features.iter().filter(|(key, pairs)| table.first(*key) != Some(pairs[0])).count();
        assert!(wrong <= 2, "{wrong}");
        // An unknown feature is nearly never taken for a known one.
        let wrong = (0..10_000u32).filter(|k| table.first(k * 7 + 2_000_003).is_some()).count();
        assert!(wrong < 20, "{wrong}");
    }

    #[test]
    fn the_first_of_several_pairs_is_told_and_nothing_for_what_is_not_there() {
        let table =
            Table::read(&Table::build(&[(1, vec![(0, 3), (99, 4)]), (2, vec![(126, -1)])], 1.0)).unwrap();
        assert_eq!(table.first(1), Some((0, 3)));
        assert_eq!(table.first(2), Some((126, -1)));
        assert_eq!(table.first(77), None);
        assert_eq!(Table::read(&Table::build(&[], 1.0)).unwrap().first(1), None);
    }

    #[test]
    fn bad_bytes_are_refused_or_harmless() {
        let features: Vec<_> = (0..100).map(|k| (k, vec![(k as u8, 1)])).collect();
        let bytes = Table::build(&features, 1.0);
        for end in 0..bytes.len() {
            assert!(Table::read(&bytes[..end]).is_err());
        }
        for i in 0..bytes.len() {
            let mut b = bytes.clone();
            b[i] ^= 0x55;
            if let Ok(t) = Table::read(&b) {
                (0..200).for_each(|k| {
                    let _ = t.first(k);
                });
            }
        }
    }
}
