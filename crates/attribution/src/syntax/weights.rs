//! The weights of the tagger: a table laid out for many look-ups in short order, where memory is what one waits for.
//!
//! What tells features apart lies by itself, two bytes a slot, small enough to stay near the processor: most look-ups of
//! features that are not there end there. Beside it, a number for each slot holds the weights themselves if they are few,
//! which nearly all are: one access to memory brings them.

use super::table::{BadTable, LAST, MAX_PROBES, hash, home, in_slots, marked};
#[cfg(target_arch = "x86_64")]
use pulp::core_arch::x86::Sse2;
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::__m128i;
use std::borrow::Cow;

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
/// Bytes of the numbers before the lists.
const HEAD: usize = 16;

/// Weights of hashed features, by class.
///
/// Used where they lie in the file; only rows are laid out. A file has, all numbers little-endian: how many slots there are,
/// how many bits of a hash tell features apart, how many rows there are and how many pairs (four bytes each); for each slot the
/// bits that tell its feature apart (two bytes), those of the first slots once more, for as long as a search may be; for each
/// slot its weights (five bytes: thirteen bits for each of up to three classes, or the number of a row), and three bytes so
/// that eight can be read at each; for each row its pairs of class and weight, the last one marked.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    bytes: Cow<'static, [u8]>,
    slots: usize,
    /// The bits of a hash that tell features apart.
    mask: u16,
    /// The weights of features that have many.
    rows: Vec<Row>,
}

/// The weights of a feature for up to three classes, thirteen bits each, five of them the class; or the number of a row of
/// weights. Those of a file stand in the upper five bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Few(u64);

/// The weights of all classes for one feature. To add a row costs about as much as to add the weights of four classes.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Row([i8; WIDTH]);

impl Few {
    /// How many weights there is room for.
    const MOST: usize = 3;
    /// Bits of a class.
    const CLASS: usize = WIDTH.ilog2() as usize;
    /// Bits of a class and its weight.
    const BITS: usize = Self::CLASS + 8;
    /// Bytes in a file.
    const BYTES: usize = 5;
    /// Bits below those of a file.
    const BELOW: usize = 64 - 8 * Self::BYTES;
    /// Says that it is the number of a row.
    const ROW: u64 = 1 << 63;

    /// The weights of some classes, if there is room for them.
    fn of(pairs: &[(u8, i8)]) -> Option<Self> {
        let fits = pairs.len() <= Self::MOST && pairs.iter().all(|(class, _)| usize::from(*class) < WIDTH);
        fits.then(|| {
            let pair = |(class, weight): &(u8, i8)| {
                u64::from(*class) | u64::from(weight.cast_unsigned()) << Self::CLASS
            };
            Self(pairs.iter().rev().fold(0, |all, p| all << Self::BITS | pair(p)) << Self::BELOW)
        })
    }

    /// The weights whose bytes in a file some bytes begin with.
    #[inline]
    const fn read(bytes: [u8; 8]) -> Self {
        Self(u64::from_le_bytes(bytes) << Self::BELOW)
    }

    /// Its bytes in a file.
    fn bytes(self) -> impl Iterator<Item = u8> {
        (self.0 >> Self::BELOW).to_le_bytes().into_iter().take(Self::BYTES)
    }

    /// A row of weights by its number.
    const fn of_row(number: u32) -> Self {
        Self(Self::ROW | (number as u64) << Self::BELOW)
    }

    /// The number of the row.
    #[inline]
    const fn row(self) -> usize {
        (self.0 << 1 >> (Self::BELOW + 1)) as usize
    }

    /// Whether there are weights, and no row.
    #[inline]
    const fn is_few(self) -> bool {
        self.0.cast_signed() > 0
    }

    #[inline]
    const fn is_row(self) -> bool {
        self.0 & Self::ROW != 0
    }

    /// Adds the weights, as nothing those that are not there: that is faster than to guess how many there are.
    #[inline]
    fn add(self, scores: &mut [i16; WIDTH]) {
        for i in 0..Self::MOST {
            let rest = self.0 >> (Self::BELOW + i * Self::BITS);
            let score = &mut scores[rest as usize % WIDTH];
            *score = score.wrapping_add(i16::from((rest >> Self::CLASS) as i8));
        }
    }
}

/// The lists of a file, for look-ups.
#[derive(Clone, Copy)]
struct Lists<'a> {
    checks: &'a [[u8; 2]],
    slots: &'a [u8],
    count: usize,
    /// The bits of a hash that tell features apart.
    mask: u16,
}

impl Weights {
    /// Takes over the bytes of weights, see [`Weights::build`]. Classes beyond [`WIDTH`] are left out.
    pub(crate) fn read(bytes: Cow<'static, [u8]>) -> Result<Self, BadTable> {
        let word = |i: usize| -> Result<usize, BadTable> {
            let b = bytes.get(4 * i..4 * i + 4).and_then(|b| b.try_into().ok()).ok_or(BadTable)?;
            Ok(u32::from_le_bytes(b) as usize)
        };
        let (slots, check_bits, count, pairs) = (word(0)?, word(1)? as u32, word(2)?, word(3)?);
        let lists = Self::bytes_of_lists(slots);
        let right = HEAD as u64 + lists + 2 * pairs as u64 == bytes.len() as u64;
        if !right || !(1..=15).contains(&check_bits) || count > pairs {
            return Err(BadTable);
        }
        let pairs = bytes.get(HEAD + lists as usize..).unwrap_or_default().as_chunks().0;
        let rows = rows(pairs, count);
        Ok(Self { bytes, slots, mask: mask(check_bits), rows })
    }

    /// Bytes of the lists of so many slots.
    const fn bytes_of_lists(slots: usize) -> u64 {
        2 * (slots as u64 + MAX_PROBES as u64) + (Few::BYTES * slots) as u64 + 3
    }

    /// The bytes of weights. Each feature has its key and its pairs of class and weight; a key may come once only, the order does
    /// not matter.
    #[must_use]
    pub fn build(features: &[(u32, Vec<(u8, i8)>)]) -> Vec<u8> {
        /// More would tell features apart better, if two bytes had more.
        const CHECK_BITS: u32 = 15;
        let slots = in_slots(features);
        let (mut rows, mut pairs, mut lists) = (0, Vec::new(), Vec::new());
        let checks = slots.iter().map(|slot| slot.map_or(EMPTY, |(hash, _)| check(hash, mask(CHECK_BITS))));
        let around = checks.cycle().take(slots.len() + MAX_PROBES);
        lists.extend(around.flat_map(u16::to_le_bytes));
        for slot in &slots {
            let few = slot.map_or(Few(0), |(_, weights)| {
                Few::of(weights).unwrap_or_else(|| {
                    pairs.extend(marked(weights));
                    rows += 1;
                    Few::of_row(rows - 1)
                })
            });
            lists.extend(few.bytes());
        }
        lists.extend([0; 3]);
        let numbers = [slots.len() as u32, CHECK_BITS, rows, pairs.len() as u32];
        let head = numbers.into_iter().flat_map(u32::to_le_bytes);
        head.chain(lists).chain(pairs.into_iter().flatten()).collect()
    }

    /// The lists of the file.
    #[inline]
    fn lists(&self) -> Lists<'_> {
        let lists = self.bytes.get(HEAD..).unwrap_or_default();
        let (checks, slots) = lists.split_at_checked(2 * (self.slots + MAX_PROBES)).unwrap_or_default();
        Lists { checks: checks.as_chunks().0, slots, count: self.slots, mask: self.mask }
    }

    /// The weights of a feature.
    #[must_use]
    pub(super) fn of(&self, key: u32) -> Few {
        let lists = self.lists();
        lists.at(lists.find(hash(key)))
    }

    /// Looks up many features: the weights of each, for [`Weights::add`].
    ///
    /// All of a round before any of the next: first what the slot that each feature would like best holds, then where its
    /// slot is, then the weights. Nothing in a round waits for another of its kind, so that the processor can wait for
    /// memory once and not for each feature.
    pub(super) fn of_many(&self, keys: &[u32], places: &mut Vec<u32>, weights: &mut Vec<Few>) {
        places.clear();
        weights.clear();
        let lists = self.lists();
        let mut touched = 0;
        for key in keys {
            // What is compared at once may lie in two lines of the cache.
            let home = home(hash(*key), lists.count);
            touched ^= lists.check(home) ^ lists.check(home + WINDOW - 1);
        }
        std::hint::black_box(touched);
        places.extend(keys.iter().map(|key| lists.find(hash(*key))));
        weights.extend(places.iter().map(|place| lists.at(*place)));
        let mut touched = 0;
        for few in weights.iter().filter(|few| few.is_row()) {
            touched ^= self.row(*few).0[0];
        }
        std::hint::black_box(touched);
    }

    /// Adds weights to the scores of their classes.
    #[inline]
    pub(super) fn add(&self, weights: impl Iterator<Item = Few>, scores: &mut [i16; WIDTH]) {
        /// No caller has more.
        const MOST: usize = 16;
        // Those in rows apart from the others: no branch between one and the next.
        let (mut in_rows, mut few) = ([Few(0); MOST], [Few(0); MOST]);
        let (mut rows, mut others) = (0, 0);
        for weight in weights.take(MOST) {
            in_rows[rows % MOST] = weight;
            rows += usize::from(weight.is_row());
            few[others % MOST] = weight;
            others += usize::from(weight.is_few());
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
        let (hashes, lists) = (keys.map(hash), self.lists());
        let touched = hashes.map(|hash| lists.check(home(hash, lists.count)));
        std::hint::black_box(touched);
        let weights = hashes.map(|hash| lists.find(hash)).map(|place| lists.at(place));
        self.add(weights.into_iter(), scores);
    }

    #[inline]
    fn row(&self, few: Few) -> &Row {
        static NONE: Row = Row([0; WIDTH]);
        self.rows.get(few.row()).unwrap_or(&NONE)
    }
}

impl Lists<'_> {
    /// What tells the feature of a slot apart.
    #[inline]
    fn check(&self, at: usize) -> u16 {
        self.checks.get(at).map_or(EMPTY, |check| u16::from_le_bytes(*check))
    }

    /// The weights in a slot; none beyond all.
    #[inline]
    fn at(&self, place: u32) -> Few {
        let bytes = self.slots.get(Few::BYTES.saturating_mul(place as usize)..).and_then(<[u8]>::first_chunk);
        bytes.map_or(Few(0), |bytes| Few::read(*bytes))
    }

    /// The slot of the feature with this hash; one beyond all if the feature is not there.
    #[inline]
    fn find(&self, hash: u32) -> u32 {
        let want = check(hash, self.mask);
        let mut at = home(hash, self.count);
        for _ in 0..MAX_PROBES / WINDOW {
            let Some(window) = self.checks.get(at..).and_then(|s| s.first_chunk::<WINDOW>()) else { break };
            let (same, empty) = compare(window, want);
            // Those before the first empty slot count.
            let found = same & empty.wrapping_sub(1) & !empty;
            if found != 0 {
                let place = at + found.trailing_zeros() as usize / 2;
                return if place < self.count { place as u32 } else { (place % self.count.max(1)) as u32 };
            }
            if empty != 0 {
                return NOWHERE;
            }
            at += WINDOW;
        }
        NOWHERE
    }
}

/// So many lower bits.
const fn mask(bits: u32) -> u16 {
    ((1 << bits) - 1) as u16
}

/// What a slot holds of a hash: the bits that tell features apart.
#[inline]
const fn check(hash: u32, mask: u16) -> u16 {
    hash as u16 & mask | FULL
}

/// The first rows of weights, laid out.
fn rows(pairs: &[[u8; 2]], count: usize) -> Vec<Row> {
    let mut rows = vec![Row([0; WIDTH]); count];
    let mut pairs = pairs.iter();
    for Row(row) in &mut rows {
        for [class, weight] in pairs.by_ref() {
            if let Some(place) = row.get_mut(usize::from(class & !LAST)) {
                *place = weight.cast_signed();
            }
            if class & LAST != 0 {
                break;
            }
        }
    }
    rows
}

/// Which slots of a window hold a wanted value, and which are empty: two bits for each.
#[inline]
fn compare(window: &[[u8; 2]; WINDOW], want: u16) -> (u32, u32) {
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
fn plainly_compare(window: &[[u8; 2]; WINDOW], want: u16) -> (u32, u32) {
    let bits = |x: u16| {
        window
            .iter()
            .rev()
            .fold(0, |bits, slot| bits << 2 | if u16::from_le_bytes(*slot) == x { 3 } else { 0 })
    };
    (bits(want), bits(EMPTY))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::words::mix;

    fn read(features: &[(u32, Vec<(u8, i8)>)]) -> Weights {
        Weights::read(Weights::build(features).into()).unwrap()
    }

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
            let weights = read(&features);
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
            let wrong = (0..10_000u32).filter(|k| weights.of(k * 7 + 2_000_003) != Few(0)).count();
            assert!(wrong < 20, "{wrong} of {n}");
        }
    }

    #[test]
    fn slots_are_compared_the_same_on_any_processor() {
        for round in 0..1000u32 {
            let window: [[u8; 2]; WINDOW] = std::array::from_fn(|i| {
                let low = mix(round, i as u32) as u16 % 8;
                let slot = if mix(round, 99 + i as u32).is_multiple_of(3) { EMPTY } else { low | FULL };
                slot.to_le_bytes()
            });
            for want in [FULL, 5 | FULL, u16::MAX] {
                assert_eq!(compare(&window, want), plainly_compare(&window, want));
            }
        }
    }

    #[test]
    fn many_features_add_up_and_classes_beyond_the_scores_are_left_out() {
        let features = [(1, vec![(0, 3), (99, 4)]), (2, vec![(0, -1)])];
        let weights = read(&features);
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
        let bytes = Weights::build(&features(100));
        for end in 0..bytes.len() {
            assert!(Weights::read(bytes[..end].to_vec().into()).is_err());
        }
        for i in 0..bytes.len() {
            let mut b = bytes.clone();
            b[i] ^= 0x55;
            if let Ok(t) = Weights::read(b.into()) {
                let mut scores = [0; WIDTH];
                (0..200).for_each(|k| t.add_all(&[k], &mut scores));
            }
        }
    }
}
