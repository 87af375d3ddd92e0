//! Weights of a linear model: features to the classes they speak for or against.
//!
//! A table is a hash table of 32-bit slots over a list of (class, weight) pairs. A slot holds the low bits of the
//! feature's hash, to tell features apart, and the place of its first pair; the last pair of a feature is marked.

use super::words::mix;

/// An empty slot.
const EMPTY: u32 = u32::MAX;
/// Marks the last pair of a feature in its class byte.
const LAST: u8 = 0x80;
/// Slots looked at before a feature counts as unknown.
const MAX_PROBES: usize = 64;

/// Why bytes are no table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct BadTable;

/// A weight table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    slots: Vec<u32>,
    pairs: Vec<Pair>,
    place_bits: u32,
    scale: f32,
}

/// A class, with [`LAST`] in it for the last one of a feature, and its weight.
#[derive(Clone, Copy, Debug)]
struct Pair {
    class: u8,
    weight: i8,
}

impl Table {
    /// Reads a table: number of slots, bits of a place, number of pairs, scale (four bytes each), slots, pairs.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, BadTable> {
        let word = |i: usize| -> Result<u32, BadTable> {
            let b = bytes.get(4 * i..4 * i + 4).and_then(|b| b.try_into().ok()).ok_or(BadTable)?;
            Ok(u32::from_le_bytes(b))
        };
        let (slots, place_bits, pairs) = (word(0)? as usize, word(1)?, word(2)? as usize);
        let scale = f32::from_bits(word(3)?);
        if !(1..=28).contains(&place_bits) || !scale.is_normal() {
            return Err(BadTable);
        }
        let rest = bytes.get(16..).ok_or(BadTable)?;
        if rest.len() as u64 != 4 * slots as u64 + 2 * pairs as u64 {
            return Err(BadTable);
        }
        let (slots, pairs) = rest.split_at(4 * slots);
        Ok(Self {
            slots: slots.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
            pairs: pairs.chunks_exact(2).map(|b| Pair { class: b[0], weight: b[1] as i8 }).collect(),
            place_bits,
            scale,
        })
    }

    /// The bytes of a table. Each feature has its key and its pairs of class (below 128) and weight; a key may come
    /// once only, the order does not matter. `scale` is what a weight was multiplied by.
    #[must_use]
    pub fn build(features: &[(u32, Vec<(u8, i8)>)], scale: f32) -> Vec<u8> {
        let mut sorted: Vec<&(u32, Vec<(u8, i8)>)> = features.iter().filter(|f| !f.1.is_empty()).collect();
        sorted.sort();
        let pairs: usize = sorted.iter().map(|f| f.1.len()).sum();
        let place_bits = 32 - (pairs as u32 + 1).leading_zeros();
        let mut slots = vec![EMPTY; sorted.len() * 7 / 5 + 1];
        let mut list = Vec::with_capacity(2 * pairs);
        for (key, weights) in sorted {
            let hash = mix(*key, 0x51ED);
            let mut at = home(hash, slots.len());
            while slots[at] != EMPTY {
                at = (at + 1) % slots.len();
            }
            slots[at] = check(hash, place_bits) | (list.len() / 2) as u32;
            for (i, (class, weight)) in weights.iter().enumerate() {
                list.push(class | if i + 1 == weights.len() { LAST } else { 0 });
                list.push(weight.to_le_bytes()[0]);
            }
        }
        let mut out = Vec::with_capacity(16 + 4 * slots.len() + list.len());
        for n in [slots.len() as u32, place_bits, (list.len() / 2) as u32, scale.to_bits()] {
            out.extend(n.to_le_bytes());
        }
        for s in slots {
            out.extend(s.to_le_bytes());
        }
        out.extend(list);
        out
    }

    /// Adds the weights of a feature to the scores of its classes. Classes beyond the scores are left out.
    #[inline]
    pub fn add(&self, key: u32, scores: &mut [i32]) {
        self.pairs(key, |class, weight| {
            if let Some(s) = scores.get_mut(class as usize) {
                *s += i32::from(weight);
            }
        });
    }

    /// Calls `f` with each class and weight of a feature.
    #[inline]
    pub fn pairs(&self, key: u32, mut f: impl FnMut(u8, i8)) {
        let Some(place) = self.find(key) else { return };
        for pair in self.pairs.get(place..).unwrap_or_default() {
            f(pair.class & !LAST, pair.weight);
            if pair.class & LAST != 0 {
                return;
            }
        }
    }

    /// What a weight was multiplied by before it was rounded; divides a score back.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.scale
    }

    #[inline]
    fn find(&self, key: u32) -> Option<usize> {
        let hash = mix(key, 0x51ED);
        let want = check(hash, self.place_bits);
        let mut at = home(hash, self.slots.len());
        for _ in 0..MAX_PROBES {
            let slot = *self.slots.get(at)?;
            if slot == EMPTY {
                return None;
            }
            if slot & !place_mask(self.place_bits) == want {
                return Some((slot & place_mask(self.place_bits)) as usize);
            }
            at += 1;
            if at == self.slots.len() {
                at = 0;
            }
        }
        None
    }
}

/// The slot that a feature would like best; decided by the upper bits of its hash.
#[inline]
const fn home(hash: u32, slots: usize) -> usize {
    ((hash as u64 * slots as u64) >> 32) as usize
}

/// The part of a hash kept in a slot, above the bits of the place: its lower bits.
#[inline]
const fn check(hash: u32, place_bits: u32) -> u32 {
    hash << place_bits
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
        let features: Vec<_> = (0..5000u32)
            .map(|k| (k * 7 + 1, vec![((k % 30) as u8, (k % 100) as i8 - 50), (31, 1)]))
            .collect();
        let bytes = Table::build(&features, 10.0);
        let table = Table::read(&bytes).unwrap();
        // Two features that share their place and their check can't be told apart; that is rare.
        let mut wrong = 0;
        for (key, pairs) in &features {
            let mut found = Vec::new();
            table.pairs(*key, |class, weight| found.push((class, weight)));
            wrong += usize::from(found != *pairs);
        }
        assert!(wrong <= 2, "{wrong}");
        // An unknown feature is nearly never taken for a known one.
        let wrong = (0..10_000u32).filter(|k| table.find(k * 7 + 2_000_003).is_some()).count();
        assert!(wrong < 20, "{wrong}");
    }

    #[test]
    fn bad_bytes_are_refused_or_harmless() {
        let features: Vec<_> = (0..100u32).map(|k| (k, vec![(k as u8 % 30, 3)])).collect();
        let bytes = Table::build(&features, 1.0);
        for end in 0..bytes.len() {
            assert!(Table::read(&bytes[..end]).is_err());
        }
        for i in 0..bytes.len() {
            let mut b = bytes.clone();
            b[i] ^= 0x55;
            if let Ok(t) = Table::read(&b) {
                let mut scores = [0; 8];
                (0..200).for_each(|k| t.add(k, &mut scores));
            }
        }
    }
}
