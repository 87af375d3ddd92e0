//! The weights of the tagger: a table laid out for many look-ups in short order, where memory is what one waits for.
//!
//! What tells features apart lies by itself, two bytes a slot, small enough to stay near the processor: most look-ups of
//! features that are not there end there. Beside it, a number for each slot holds the weights themselves if they are few,
//! which nearly all are: one access to memory brings them.

use super::table::{BadTable, LAST, MAX_PROBES, Parts, check, hash, home};
#[cfg(target_arch = "x86_64")]
use pulp::core_arch::x86::Sse2;
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::__m128i;

/// Classes that a feature can speak for, as many as the weights of a row.
pub(super) const WIDTH: usize = 32;
/// Slots compared at once.
const WINDOW: usize = 8;
/// An empty slot.
const EMPTY: u16 = 0;
/// Set for every slot that is not empty.
const FULL: u16 = 0x8000;
/// The place of a feature that is not there: beyond all.
const NOWHERE: u32 = u32::MAX;

/// Weights of hashed features, by class.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    /// For each slot the low bits of its feature's hash. Begins anew at its end, for as long as a search may be.
    checks: Vec<u16>,
    /// For each slot its weights.
    slots: Vec<Few>,
    /// The weights of features that have many.
    rows: Vec<Row>,
    place_bits: u32,
}

/// The weights of a feature for up to three classes, or the number of a row of weights.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Few(u64);

/// The weights of all classes for one feature. To add a row costs about as much as to add the weights of four classes.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Row([i8; WIDTH]);

impl Few {
    /// How many weights there is room for.
    const MOST: usize = 3;
    /// Bits of a class and its weight, a byte each, as they stand in the table.
    const BITS: usize = 16;
    /// Says that it is the number of a row.
    const ROW: u64 = 1 << 63;

    #[inline]
    const fn is_row(self) -> bool {
        self.0 & Self::ROW != 0
    }

    /// Adds the weights, as nothing those that are not there: that is faster than to guess how many there are.
    #[inline]
    fn add(self, scores: &mut [i16; WIDTH]) {
        let mut rest = self.0;
        for _ in 0..Self::MOST {
            let score = &mut scores[rest as usize % WIDTH];
            *score = score.wrapping_add(i16::from((rest >> 8) as i8));
            rest >>= Self::BITS;
        }
    }
}

impl Weights {
    /// Reads the bytes of a table, see [`Table::build`](super::Table::build). Classes beyond [`WIDTH`] are left out.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, BadTable> {
        let parts = Parts::of(bytes)?;
        let bits = parts.place_bits;
        let mut rows = Vec::new();
        let slots: Vec<Few> =
            parts.slots().map(|slot| slot.map_or(Few(0), |pairs| few(pairs, &mut rows))).collect();
        let mut checks = Vec::with_capacity(slots.len() + MAX_PROBES);
        checks.extend(parts.checks().map(|check| check.map_or(EMPTY, |check| check as u16 | FULL)));
        let mut again = MAX_PROBES;
        while !slots.is_empty() && again > 0 {
            checks.extend_from_within(..slots.len().min(again));
            again = again.saturating_sub(slots.len());
        }
        Ok(Self { checks, slots, rows, place_bits: bits })
    }

    /// The weights of a feature.
    #[must_use]
    pub(super) fn of(&self, key: u32) -> Few {
        self.at(self.find(hash(key)))
    }

    /// Looks up many features: the weights of each, for [`Weights::add`].
    ///
    /// All of a round before any of the next: first what the slot that each feature would like best holds, then where its
    /// slot is, then the weights. Nothing in a round waits for another of its kind, so that the processor can wait for
    /// memory once and not for each feature.
    pub(super) fn of_many(&self, keys: &[u32], places: &mut Vec<u32>, weights: &mut Vec<Few>) {
        places.clear();
        weights.clear();
        let mut touched = 0;
        for key in keys {
            // What is compared at once may lie in two lines of the cache.
            let home = home(hash(*key), self.slots.len());
            touched ^= self.checks.get(home).copied().unwrap_or(EMPTY);
            touched ^= self.checks.get(home + WINDOW - 1).copied().unwrap_or(EMPTY);
        }
        std::hint::black_box(touched);
        places.extend(keys.iter().map(|key| self.find(hash(*key))));
        weights.extend(places.iter().map(|place| self.at(*place)));
        let mut touched = 0;
        for few in weights.iter().filter(|few| few.is_row()) {
            touched ^= self.row(*few).0[0];
        }
        std::hint::black_box(touched);
    }

    /// Adds weights to the scores of their classes.
    #[inline]
    pub(super) fn add(&self, weights: impl Iterator<Item = Few>, scores: &mut [i16; WIDTH]) {
        const MOST: usize = 32;
        // Those in rows apart from the others: no branch between one and the next.
        let (mut in_rows, mut few) = ([Few(0); MOST], [Few(0); MOST]);
        let (mut rows, mut others) = (0, 0);
        for weight in weights.take(MOST) {
            in_rows[rows % MOST] = weight;
            rows += usize::from(weight.is_row());
            few[others % MOST] = weight;
            others += usize::from(!weight.is_row() && weight.0 != 0);
        }
        for row in in_rows.iter().take(rows) {
            let row = self.row(*row).0;
            scores.iter_mut().zip(row).for_each(|(s, w)| *s = s.wrapping_add(i16::from(w)));
        }
        few.iter().take(others).for_each(|few| few.add(scores));
    }

    /// Looks up features and adds their weights.
    #[inline]
    pub(super) fn add_all<const N: usize>(&self, keys: &[u32; N], scores: &mut [i16; WIDTH]) {
        let hashes = keys.map(hash);
        let touched = hashes.map(|hash| self.checks.get(home(hash, self.slots.len())).copied());
        std::hint::black_box(touched);
        let weights = hashes.map(|hash| self.find(hash)).map(|place| self.at(place));
        self.add(weights.into_iter(), scores);
    }

    #[inline]
    fn at(&self, place: u32) -> Few {
        self.slots.get(place as usize).copied().unwrap_or_default()
    }

    #[inline]
    fn row(&self, few: Few) -> &Row {
        static NONE: Row = Row([0; WIDTH]);
        self.rows.get(few.0 as u32 as usize).unwrap_or(&NONE)
    }

    /// The slot of the feature with this hash; one beyond all if the feature is not there.
    #[inline]
    fn find(&self, hash: u32) -> u32 {
        let want = check(hash, self.place_bits) as u16 | FULL;
        let mut at = home(hash, self.slots.len());
        for _ in 0..MAX_PROBES / WINDOW {
            let Some(window) = self.checks.get(at..).and_then(|s| s.first_chunk::<WINDOW>()) else { break };
            let (same, empty) = compare(window, want);
            // Those before the first empty slot count.
            let found = same & empty.wrapping_sub(1) & !empty;
            if found != 0 {
                let place = at + found.trailing_zeros() as usize / 2;
                return if place < self.slots.len() {
                    place as u32
                } else {
                    (place % self.slots.len().max(1)) as u32
                };
            }
            if empty != 0 {
                return NOWHERE;
            }
            at += WINDOW;
        }
        NOWHERE
    }
}

/// The weights of the feature whose pairs these begin with; in a row if they are many.
#[inline]
fn few(pairs: &[[u8; 2]], rows: &mut Vec<Row>) -> Few {
    if let Some(next) = pairs.first_chunk::<4>() {
        let next = u64::from_le_bytes(bytemuck::cast(*next));
        // The bit that marks the last pair, and those that no class has which there is room for.
        let (last, beyond) = (0x0080_0080_0080, 0x0060_0060_0060);
        let end = (next & last).trailing_zeros();
        let feature = next & ((1 << (end % 64 + 9)) - 1);
        if next & last != 0 && feature & beyond == 0 {
            return Few(feature & !last);
        }
    }
    let mut row = Row([0; WIDTH]);
    for pair in pairs.split_inclusive(|[class, _]| class & LAST != 0).next().unwrap_or_default() {
        let [class, weight] = *pair;
        if let Some(place) = row.0.get_mut(usize::from(class & !LAST)) {
            *place = weight.cast_signed();
        }
    }
    rows.push(row);
    Few(Few::ROW | (rows.len() as u64 - 1))
}

/// Which slots of a window hold a wanted value, and which are empty: two bits for each.
#[inline]
fn compare(window: &[u16; WINDOW], want: u16) -> (u32, u32) {
    // Every such processor has these operations, so nothing is asked at run time.
    #[cfg(target_arch = "x86_64")]
    if let Some(sse2) = Sse2::try_new() {
        let window: __m128i = pulp::cast(*window);
        let equal = |x: u16| {
            let same = sse2._mm_cmpeq_epi16(window, sse2._mm_set1_epi16(x.cast_signed()));
            sse2._mm_movemask_epi8(same).cast_unsigned()
        };
        return (equal(want), equal(EMPTY));
    }
    plainly_compare(window, want)
}

/// The same on any processor.
fn plainly_compare(window: &[u16; WINDOW], want: u16) -> (u32, u32) {
    let bits = |x: u16| window.iter().rev().fold(0, |bits, slot| bits << 2 | if *slot == x { 3 } else { 0 });
    (bits(want), bits(EMPTY))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Table;
    use crate::syntax::words::mix;

    /// Weights for `n` features of one to nine classes.
    fn features(n: u32) -> Vec<(u32, Vec<(u8, i8)>)> {
        (0..n)
            .map(|k| (k * 7 + 1, (0..1 + k % 9).map(|c| ((3 * c) as u8, (k % 100) as i8 - 50)).collect()))
            .collect()
    }

    #[test]
    fn gives_back_what_was_put_in() {
        for n in [1, 2, 9, 60, 5000] {
            let features = features(n);
            let weights = Weights::read(&Table::build(&features, 10.0)).unwrap();
            // Two features that share their place and their check can't be told apart; that is rare.
            let mut wrong = 0;
            for (key, pairs) in &features {
                let (mut found, mut expected) = ([0; WIDTH], [0; WIDTH]);
                weights.add_all(&[*key], &mut found);
                pairs.iter().for_each(|(c, w)| expected[usize::from(*c)] += i16::from(*w));
                wrong += usize::from(found != expected);
            }
            assert!(wrong <= n as usize / 2000, "{wrong} of {n}");
            // An unknown feature is nearly never taken for a known one.
            let wrong = (0..10_000u32).filter(|k| weights.find(hash(k * 7 + 2_000_003)) != NOWHERE).count();
            assert!(wrong < 20, "{wrong} of {n}");
        }
    }

    #[test]
    fn slots_are_compared_the_same_on_any_processor() {
        for round in 0..1000u32 {
            let window: [u16; WINDOW] = std::array::from_fn(|i| {
                let low = mix(round, i as u32) as u16 % 8;
                if mix(round, 99 + i as u32).is_multiple_of(3) { EMPTY } else { low | FULL }
            });
            for want in [FULL, 5 | FULL, u16::MAX] {
                assert_eq!(compare(&window, want), plainly_compare(&window, want));
            }
        }
    }

    #[test]
    fn many_features_add_up_and_classes_beyond_the_scores_are_left_out() {
        let features = [(1, vec![(0, 3), (99, 4)]), (2, vec![(0, -1)])];
        let weights = Weights::read(&Table::build(&features, 1.0)).unwrap();
        let mut scores = [0; WIDTH];
        weights.add_all(&[1, 77], &mut scores);
        let (mut places, mut found) = (Vec::new(), Vec::new());
        weights.of_many(&[2, 78], &mut places, &mut found);
        assert_eq!(found, [weights.of(2), Few::default()]);
        weights.add(found.into_iter(), &mut scores);
        assert_eq!(scores[0], 2);
        assert!(scores[1..].iter().all(|s| *s == 0));
    }

    #[test]
    fn bad_bytes_are_refused_or_harmless() {
        let bytes = Table::build(&features(100), 1.0);
        for end in 0..bytes.len() {
            assert!(Weights::read(&bytes[..end]).is_err());
        }
        for i in 0..bytes.len() {
            let mut b = bytes.clone();
            b[i] ^= 0x55;
            if let Ok(t) = Weights::read(&b) {
                let mut scores = [0; WIDTH];
                (0..200).for_each(|k| t.add_all(&[k], &mut scores));
            }
        }
    }
}
