//! Weights of a linear model: features to the classes they speak for or against.
//!
//! A table is a hash table of 32-bit slots over a list of (class, weight) pairs. A slot holds the low bits of the
//! feature's hash, to tell features apart, and the place of its first pair; the last pair of a feature is marked.

use super::words::mix;
#[cfg(target_arch = "x86_64")]
use pulp::core_arch::x86::{Sse, Sse2};
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::__m128i;

/// An empty slot.
const EMPTY: u32 = u32::MAX;
/// The place of a feature that is not there: beyond all.
const NOWHERE: u32 = u32::MAX;
/// Marks the last pair of a feature in its class byte.
const LAST: u8 = 0x80;
/// Slots looked at before a feature counts as unknown.
const MAX_PROBES: usize = 64;
/// Slots compared at once.
const WINDOW: usize = 4;
/// Classes that a feature can speak for, as many as the weights of a dense row.
pub(super) const WIDTH: usize = 32;
/// Pairs from which on a feature gets a dense row: adding a row costs about as much as adding so many pairs, but needs no
/// branch that the processor could guess wrong.
const DENSE: usize = 4;

/// Why bytes are no table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct BadTable;

/// A weight table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    slots: Vec<u32>,
    pairs: Vec<Pair>,
    /// For features with many pairs the weights of all classes side by side. Their places come after those of the pairs.
    rows: Vec<Row>,
    place_bits: u32,
    scale: f32,
}

/// A class, with [`LAST`] in it for the last one of a feature, and its weight.
#[derive(Clone, Copy, Debug)]
struct Pair {
    class: u8,
    weight: i8,
}

/// The weights of all classes for one feature, in one line of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Row([i8; WIDTH]);

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
        let mut table = Self {
            slots: slots.as_chunks().0.iter().map(|b| u32::from_le_bytes(*b)).collect(),
            pairs: pairs
                .as_chunks()
                .0
                .iter()
                .map(|[class, w]| Pair { class: *class, weight: *w as i8 })
                .collect(),
            rows: Vec::new(),
            place_bits,
            scale,
        };
        table.spread();
        Ok(table)
    }

    /// Gives a row to each feature with many pairs, as long as there are bits for its place.
    fn spread(&mut self) {
        let mask = place_mask(self.place_bits);
        let rows_begin = self.pairs.len() as u32;
        // Features lie in their slots in no order, so that to look at the pairs of each would mean to wait for memory each
        // time: which have many is found out from the list of pairs, a bit for each pair that begins one.
        let mut many = vec![0u64; self.pairs.len() / 64 + 1];
        let mut begin = 0;
        for (at, pair) in self.pairs.iter().enumerate() {
            if pair.class & LAST != 0 {
                many[begin / 64] |= u64::from(at + 1 - begin >= DENSE) << (begin % 64);
                begin = at + 1;
            }
        }
        // Pairs that nothing ends are as many as they are.
        if self.pairs.len() - begin >= DENSE {
            many[begin / 64] |= 1 << (begin % 64);
        }
        for slot in &mut self.slots {
            let place = *slot & mask;
            let known = many.get(place as usize / 64).is_some_and(|bits| bits >> (place % 64) & 1 != 0);
            if !known || *slot == EMPTY {
                continue;
            }
            let pairs = self.pairs.get(place as usize..).unwrap_or_default();
            let row_place = rows_begin.saturating_add(self.rows.len() as u32);
            let feature = pairs.split_inclusive(|p| p.class & LAST != 0).next().unwrap_or_default();
            if row_place >= mask || feature.iter().any(|p| usize::from(p.class & !LAST) >= WIDTH) {
                continue;
            }
            let mut row = Row([0; WIDTH]);
            for pair in feature {
                row.0[usize::from(pair.class & !LAST) % WIDTH] = pair.weight;
            }
            self.rows.push(row);
            *slot = *slot & !mask | row_place;
        }
    }

    /// The bytes of a table. Each feature has its key and its pairs of class (below 127) and weight; a key may come
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
            let hash = hash(*key);
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

    /// Where the weights of a feature are, for [`Table::add_all`].
    #[must_use]
    pub fn place(&self, key: u32) -> u32 {
        self.find(hash(key))
    }

    /// Looks up many features: where the weights of each are, for [`Table::add`].
    ///
    /// All of a round before any of the next: first the slot that each feature would like best, then the place that its
    /// slot tells, with a look at the weights there. Nothing in a round waits for another of its kind, so that the
    /// processor can wait for memory once and not for each feature.
    pub fn places(&self, keys: &[u32], places: &mut Vec<u32>) {
        places.clear();
        let mut touched = 0;
        places.extend(keys.iter().map(|key| {
            let home = home(hash(*key), self.slots.len());
            // What is compared at once may lie in two lines of the cache.
            touched ^= self.slots.get(home + WINDOW - 1).copied().unwrap_or(EMPTY);
            self.slots.get(home).copied().unwrap_or(EMPTY)
        }));
        for (place, key) in places.iter_mut().zip(keys) {
            *place = if *place == EMPTY { NOWHERE } else { self.find(hash(*key)) };
            touched ^= self.touch(*place);
        }
        std::hint::black_box(touched);
    }

    /// A look at the weights at a place.
    #[inline]
    fn touch(&self, place: u32) -> u32 {
        let pair = self.pairs.get(place as usize).map_or(0, |pair| u32::from(pair.class));
        let row = self.rows.get((place as usize).wrapping_sub(self.pairs.len()));
        pair ^ row.map_or(0, |row| row.0[0].cast_unsigned().into())
    }

    /// Adds the weights at some places to the scores of their classes. Classes beyond the scores are left out.
    #[inline]
    pub fn add(&self, places: impl Iterator<Item = u32>, scores: &mut [i16; WIDTH]) {
        const MOST: usize = 32;
        // Those in rows apart from those in pairs: no branch between one row and the next.
        let (mut in_rows, mut in_pairs) = ([0; MOST], [0; MOST]);
        let (mut rows, mut pairs) = (0, 0);
        let begin = self.pairs.len();
        for place in places.take(MOST) {
            let place = place as usize;
            let row = place.wrapping_sub(begin);
            in_rows[rows % MOST] = row;
            rows += usize::from(place >= begin && row < self.rows.len());
            in_pairs[pairs % MOST] = place;
            pairs += usize::from(place < begin);
        }
        for row in in_rows.iter().take(rows).filter_map(|r| self.rows.get(*r)) {
            scores.iter_mut().zip(row.0).for_each(|(s, w)| *s = s.wrapping_add(i16::from(w)));
        }
        for place in in_pairs.iter().take(pairs) {
            let mut rest = self.pairs.get(*place..).unwrap_or_default();
            // Nearly all have so few pairs that it is faster to add all of them, those behind the last as nothing, than to
            // guess how many there are.
            if let Some((few, more)) = rest.split_first_chunk::<{ DENSE - 1 }>() {
                let mut counts = -1i16;
                for pair in few {
                    if let Some(s) = scores.get_mut((pair.class & !LAST) as usize) {
                        *s = s.wrapping_add(i16::from(pair.weight) & counts);
                    }
                    counts &= i16::from(pair.class & LAST != 0) - 1;
                }
                if counts == 0 {
                    continue;
                }
                rest = more;
            }
            for pair in rest {
                if let Some(s) = scores.get_mut((pair.class & !LAST) as usize) {
                    *s = s.wrapping_add(i16::from(pair.weight));
                }
                if pair.class & LAST != 0 {
                    break;
                }
            }
        }
    }

    /// Looks up features and adds their weights.
    #[inline]
    pub fn add_all<const N: usize>(&self, keys: &[u32; N], scores: &mut [i16; WIDTH]) {
        let hashes = keys.map(hash);
        let slots = hashes.map(|hash| self.first_slot(hash));
        let mut places = [NOWHERE; N];
        let mut touched = 0;
        for (place, (hash, slot)) in places.iter_mut().zip(hashes.into_iter().zip(slots)) {
            *place = if slot == EMPTY { NOWHERE } else { self.find(hash) };
            touched ^= self.touch(*place);
        }
        std::hint::black_box(touched);
        self.add(places.into_iter(), scores);
    }

    /// The slot that a feature would like best.
    #[inline]
    fn first_slot(&self, hash: u32) -> u32 {
        self.slots.get(home(hash, self.slots.len())).copied().unwrap_or(EMPTY)
    }

    /// The only class and weight of a feature; for tables that are word lists.
    #[inline]
    #[must_use]
    pub fn first(&self, key: u32) -> Option<(u8, i8)> {
        self.pairs.get(self.find(hash(key)) as usize).map(|p| (p.class & !LAST, p.weight))
    }

    /// What a weight was multiplied by before it was rounded; divides a score back.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// The place of the first pair of the feature with this hash; one beyond all if the feature is not there.
    #[inline]
    fn find(&self, hash: u32) -> u32 {
        let want = check(hash, self.place_bits);
        let mask = place_mask(self.place_bits);
        let mut at = home(hash, self.slots.len());
        let mut left = MAX_PROBES;
        // Several slots at once, without a branch for each: the processor would guess wrong at every other feature.
        while let Some(window) =
            self.slots.get(at..).and_then(|s| s.first_chunk::<WINDOW>()).filter(|_| left >= WINDOW)
        {
            let (same, empty) = compare(window, !mask, want);
            // Those before the first empty slot count. An empty slot may look like a wanted one.
            let before = empty.wrapping_sub(1) & !empty;
            if same & before != 0 {
                return window[(same & before).trailing_zeros() as usize % WINDOW] & mask;
            }
            if empty != 0 {
                return NOWHERE;
            }
            at += WINDOW;
            left -= WINDOW;
        }
        for _ in 0..left {
            if at == self.slots.len() {
                at = 0;
            }
            let Some(&slot) = self.slots.get(at) else { break };
            if slot == EMPTY {
                break;
            }
            if slot & !mask == want {
                return slot & mask;
            }
            at += 1;
        }
        NOWHERE
    }
}

/// Which slots of a window have a wanted value in the bits of `mask`, and which are empty: a bit for each.
#[inline]
fn compare(window: &[u32; WINDOW], mask: u32, want: u32) -> (u32, u32) {
    // Every such processor has these operations, so nothing is asked at run time.
    #[cfg(target_arch = "x86_64")]
    if let (Some(sse), Some(sse2)) = (Sse::try_new(), Sse2::try_new()) {
        let all = |x: u32| sse2._mm_set1_epi32(x.cast_signed());
        let equal =
            |a, b| sse._mm_movemask_ps(sse2._mm_castsi128_ps(sse2._mm_cmpeq_epi32(a, b))).cast_unsigned();
        let window: __m128i = pulp::cast(*window);
        return (equal(sse2._mm_and_si128(window, all(mask)), all(want)), equal(window, all(EMPTY)));
    }
    plainly_compare(window, mask, want)
}

/// The same on any processor.
fn plainly_compare(window: &[u32; WINDOW], mask: u32, want: u32) -> (u32, u32) {
    let (mut same, mut empty) = (0u32, 0u32);
    for (i, slot) in window.iter().enumerate() {
        same |= u32::from(slot & mask == want) << i;
        empty |= u32::from(*slot == EMPTY) << i;
    }
    (same, empty)
}

/// The hash of a feature's key.
#[inline]
const fn hash(key: u32) -> u32 {
    mix(key, 0x51ED)
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

    /// Weights for `n` features of one to nine classes.
    fn features(n: u32) -> Vec<(u32, Vec<(u8, i8)>)> {
        (0..n)
            .map(|k| (k * 7 + 1, (0..1 + k % 9).map(|c| ((3 * c) as u8, (k % 100) as i8 - 50)).collect()))
            .collect()
    }

    #[test]
    fn gives_back_what_was_put_in() {
        let features = features(5000);
        let table = Table::read(&Table::build(&features, 10.0)).unwrap();
        // Two features that share their place and their check can't be told apart; that is rare.
        let mut wrong = 0;
        for (key, pairs) in &features {
            let (mut found, mut expected) = ([0; WIDTH], [0; WIDTH]);
            table.add_all(&[*key], &mut found);
            pairs.iter().for_each(|(c, w)| expected[usize::from(*c)] += i16::from(*w));
            wrong += usize::from(found != expected);
        }
        assert!(wrong <= 2, "{wrong}");
        // An unknown feature is nearly never taken for a known one.
        let wrong = (0..10_000u32).filter(|k| table.find(hash(k * 7 + 2_000_003)) != u32::MAX).count();
        assert!(wrong < 20, "{wrong}");
    }

    #[test]
    fn slots_are_compared_the_same_on_any_processor() {
        for round in 0..1000u32 {
            let window: [u32; WINDOW] = std::array::from_fn(|i| {
                if mix(round, 99 + i as u32).is_multiple_of(3) { EMPTY } else { mix(round, i as u32) % 8 }
            });
            for want in [0, 5, EMPTY, EMPTY & !7] {
                for mask in [7, !7, u32::MAX] {
                    assert_eq!(compare(&window, mask, want), plainly_compare(&window, mask, want));
                }
            }
        }
    }

    #[test]
    fn many_features_add_up_and_classes_beyond_the_scores_are_left_out() {
        let table =
            Table::read(&Table::build(&[(1, vec![(0, 3), (99, 4)]), (2, vec![(0, -1)])], 1.0)).unwrap();
        let mut scores = [0; WIDTH];
        table.add_all(&[1, 77], &mut scores);
        let mut places = Vec::new();
        table.places(&[2, 78], &mut places);
        table.add(places.into_iter(), &mut scores);
        assert_eq!(scores[0], 2);
        assert!(scores[1..].iter().all(|s| *s == 0));
        assert_eq!(table.first(2), Some((0, -1)));
        assert_eq!(table.first(77), None);
    }

    #[test]
    fn bad_bytes_are_refused_or_harmless() {
        let bytes = Table::build(&features(100), 1.0);
        for end in 0..bytes.len() {
            assert!(Table::read(&bytes[..end]).is_err());
        }
        for i in 0..bytes.len() {
            let mut b = bytes.clone();
            b[i] ^= 0x55;
            if let Ok(t) = Table::read(&b) {
                let mut scores = [0; WIDTH];
                (0..200).for_each(|k| t.add_all(&[k], &mut scores));
            }
        }
    }
}
