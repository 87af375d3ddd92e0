//! How much the features of a turn speak for somebody: a line through all of them, and beside it a layer of units that see
//! several at once, such as a pronoun that fits and a tag that named somebody else the turn before.
//!
//! A unit is a sum of weighed features that counts if it is positive (a rectified linear unit). The weights are a text file, made
//! by the trainer: a feature a line, with its weight, its name and its weight in each unit.

use super::features::{COUNT, F, NAMES};
use std::sync::LazyLock;

/// How many units there are.
pub const UNITS: usize = 32;

/// How many numbers a scorer consists of.
pub const PARAMETERS: usize = COUNT + (COUNT + 2) * UNITS;

/// Where what belongs to the units stands among the numbers: a row for each feature, what is there without any feature, and
/// what each counts for.
const ROWS: usize = COUNT;
const BIAS: usize = ROWS + COUNT * UNITS;
const OUT: usize = BIAS + UNITS;

/// The lines of a file for the last two.
const BIAS_NAME: &str = "bias";
const OUT_NAME: &str = "counts";

static ENGLISH: LazyLock<Scorer> =
    LazyLock::new(|| Scorer::parse(include_str!("../../../../models/speakers-en.txt")));

/// Weights of features.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorer {
    numbers: Vec<f32>,
}

/// What some features come to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sums {
    line: f32,
    units: [f32; UNITS],
}

impl Scorer {
    /// The one that is part of the program.
    #[must_use]
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// Of its numbers, [`PARAMETERS`] of them: the weights of all features; for each feature the weights in all units; what the
    /// units are without any feature; what they count for. What is missing is 0.
    #[must_use]
    pub fn of(mut numbers: Vec<f32>) -> Self {
        numbers.resize(PARAMETERS, 0.0);
        Self { numbers }
    }

    /// Its numbers, as for [`Scorer::of`].
    #[must_use]
    pub fn numbers(&self) -> &[f32] {
        &self.numbers
    }

    /// Where what the units count for stands among the numbers.
    #[must_use]
    pub fn counts() -> std::ops::Range<usize> {
        OUT..PARAMETERS
    }

    /// The numbers of a feature: its place among the weights, and those of its row.
    #[must_use]
    pub fn feature(feature: usize) -> (usize, std::ops::Range<usize>) {
        (feature, ROWS + feature * UNITS..ROWS + (feature + 1) * UNITS)
    }

    /// Reads a file; what is not told is 0.
    fn parse(text: &str) -> Self {
        let mut numbers = vec![0.0; PARAMETERS];
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut parts = line.split(' ');
            let (weight, name) = (parts.next().and_then(|n| n.parse().ok()), parts.next());
            let row = match name {
                Some(BIAS_NAME) => BIAS..OUT,
                Some(OUT_NAME) => OUT..PARAMETERS,
                _ => {
                    let Some(feature) = name.and_then(|name| NAMES.iter().position(|n| *n == name)) else {
                        continue;
                    };
                    let (at, row) = Self::feature(feature);
                    numbers.get_mut(at).into_iter().zip(weight).for_each(|(to, w)| *to = w);
                    row
                }
            };
            let row = numbers.get_mut(row).unwrap_or_default();
            row.iter_mut().zip(parts).for_each(|(to, n)| *to = n.parse().unwrap_or_default());
        }
        Self { numbers }
    }

    /// The lines of a file.
    #[must_use]
    pub fn lines(&self) -> String {
        let row = |range: std::ops::Range<usize>| -> String {
            let numbers = self.numbers.get(range).unwrap_or_default();
            numbers.iter().map(|n| format!(" {n:.4}")).collect()
        };
        let features = NAMES.iter().enumerate().map(|(i, name)| {
            let (at, units) = Self::feature(i);
            format!("{:.4} {name}{}\n", self.numbers.get(at).copied().unwrap_or_default(), row(units))
        });
        let rest = [(BIAS_NAME, BIAS..OUT), (OUT_NAME, OUT..PARAMETERS)];
        features.chain(rest.map(|(name, range)| format!("0 {name}{}\n", row(range)))).collect()
    }

    /// What no features come to.
    pub(super) fn nothing(&self) -> Sums {
        let mut units = [0.0; UNITS];
        units.iter_mut().zip(self.numbers.get(BIAS..OUT).unwrap_or_default()).for_each(|(u, b)| *u = *b);
        Sums { line: 0.0, units }
    }

    /// Adds a feature.
    #[inline]
    pub(super) fn add(&self, sums: &mut Sums, f: F, x: f32) {
        let (at, row) = Self::feature(f as usize);
        sums.line += x * self.numbers.get(at).copied().unwrap_or_default();
        if let Some(row) = self.numbers.get(row).and_then(|row| row.first_chunk::<UNITS>()) {
            sums.units.iter_mut().zip(row).for_each(|(u, w)| *u += x * w);
        }
    }

    /// What the sums say.
    #[inline]
    pub(super) fn score(&self, sums: &Sums) -> f32 {
        let counts = self.numbers.last_chunk::<UNITS>().unwrap_or(&[0.0; UNITS]);
        // Some sums side by side, so that the machine need not wait for each addition.
        let mut parts = [0.0; 8];
        for (units, counts) in sums.units.as_chunks::<8>().0.iter().zip(counts.as_chunks::<8>().0) {
            for ((part, u), c) in parts.iter_mut().zip(units).zip(counts) {
                *part += u.max(0.0) * c;
            }
        }
        sums.line + parts.iter().sum::<f32>()
    }

    /// What some features come to.
    pub(super) fn sums(&self, features: &[(F, f32)]) -> Sums {
        let mut sums = self.nothing();
        features.iter().for_each(|(f, x)| self.add(&mut sums, *f, *x));
        sums
    }

    /// What a feature adds to the score of all those that came to these sums: how much less it is without that one.
    pub(super) fn share(&self, all: &Sums, f: F, x: f32) -> f32 {
        let mut rest = *all;
        self.add(&mut rest, f, -x);
        self.score(all) - self.score(&rest)
    }

    /// Adds to `slope` `by` times how the score of some features grows with each number.
    pub(super) fn slope(&self, features: &[(F, f32)], by: f32, slope: &mut [f32]) {
        let sums = self.sums(features);
        let counts = self.numbers.last_chunk::<UNITS>().unwrap_or(&[0.0; UNITS]);
        let mut units = [0.0; UNITS];
        for ((to, u), count) in units.iter_mut().zip(&sums.units).zip(counts) {
            *to = if *u > 0.0 { by * count } else { 0.0 };
        }
        let mut grow = |range: std::ops::Range<usize>, x: f32, by: &[f32; UNITS]| {
            let row = slope.get_mut(range).unwrap_or_default();
            row.iter_mut().zip(by).for_each(|(to, b)| *to += x * b);
        };
        grow(BIAS..OUT, 1.0, &units);
        grow(OUT..PARAMETERS, by, &sums.units.map(|u| u.max(0.0)));
        for (f, x) in features {
            grow(Self::feature(*f as usize).1, *x, &units);
        }
        for (f, x) in features {
            slope.get_mut(*f as usize).into_iter().for_each(|to| *to += by * x);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speakers::features::HELD;

    /// One with small numbers that are all different.
    fn some() -> Scorer {
        Scorer::of((0..PARAMETERS).map(|i| ((i * 37 % 101) as f32 - 50.0) / 400.0).collect())
    }

    const FEATURES: &[(F, f32)] =
        &[(F::NextOther, 1.0), (F::PronounFits, 1.0), (F::Often, 0.7), (F::Length, 0.3)];

    #[test]
    fn the_file_has_a_line_for_every_feature_and_none_for_others() {
        let text = include_str!("../../../../models/speakers-en.txt");
        let names: Vec<&str> =
            text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split(' ').nth(1)).collect();
        let (rest, features) = (&names[names.len() - 2..], &names[..names.len() - 2]);
        assert_eq!(features, NAMES, "train them again: see models/README.md");
        assert_eq!(rest, [BIAS_NAME, OUT_NAME]);
        let english = Scorer::english();
        assert!(english.numbers.iter().all(|w| w.is_finite()));
        for (f, weight) in HELD {
            let (at, row) = Scorer::feature(*f as usize);
            assert_eq!(english.numbers[at], *weight);
            assert!(english.numbers[row].iter().all(|w| *w == 0.0));
        }
    }

    #[test]
    fn lines_that_make_no_sense_count_for_nothing() {
        assert_eq!(Scorer::parse("# 1 SameLast\n2 Nobody 1 1\n\nx\n"), Scorer::of(Vec::new()));
        let read = Scorer::parse("1.5 SameLast 0.5 x 0.25\n0 counts 2 3\n");
        assert_eq!(read.numbers[0], 1.5);
        assert_eq!(read.numbers[Scorer::feature(0).1][..4], [0.5, 0.0, 0.25, 0.0]);
        assert_eq!(read.numbers[Scorer::counts()][..2], [2.0, 3.0]);
    }

    #[test]
    fn what_is_written_is_read() {
        let mut numbers = some().numbers;
        numbers.iter_mut().for_each(|n| *n = (*n * 1e4).round() / 1e4);
        let scorer = Scorer::of(numbers);
        assert_eq!(Scorer::parse(&scorer.lines()), scorer);
    }

    #[test]
    fn a_unit_counts_only_if_it_is_positive() {
        let mut numbers = vec![0.0; PARAMETERS];
        let (at, row) = Scorer::feature(F::Often as usize);
        numbers[at] = 2.0;
        numbers[row.start] = 1.0;
        numbers[BIAS] = -0.5;
        numbers[OUT] = 10.0;
        let scorer = Scorer::of(numbers);
        let score = |x| scorer.score(&scorer.sums(&[(F::Often, x)]));
        assert_eq!((score(0.25), score(1.0)), (0.5, 2.0 + 5.0));
        assert_eq!(scorer.share(&scorer.sums(&[(F::Often, 1.0)]), F::Often, 1.0), 7.0);
    }

    #[test]
    fn the_slope_is_how_the_score_grows() {
        let scorer = some();
        let mut slope = vec![0.0; PARAMETERS];
        scorer.slope(FEATURES, 2.0, &mut slope);
        let score = |scorer: &Scorer| scorer.score(&scorer.sums(FEATURES));
        let before = score(&scorer);
        let often = Scorer::feature(F::Often as usize);
        for at in [often.0, often.1.start + 3, often.1.start + 4, BIAS + 3, BIAS + 4, OUT + 3, OUT + 4] {
            let mut numbers = scorer.numbers.clone();
            numbers[at] += 0.01;
            let after = score(&Scorer::of(numbers));
            assert!((2.0 * (after - before) / 0.01 - slope[at]).abs() < 1e-3, "{at}: {}", slope[at]);
        }
        assert!(slope[OUT + 3] != 0.0 || slope[OUT + 4] != 0.0, "help: both units are off");
    }
}
