//! Whether one run is better than another, or only luckier: a paired bootstrap over documents (Efron and Tibshirani
//! 1993). Both runs are scored on the same documents, drawn anew with replacement; what counts is how much their
//! difference varies.

use crate::random::Random;
use crate::tally::Tally;
use serde::Serialize;

/// The scores that are compared.
pub const COMPARED: [&str; 8] = [
    "overlap.f1",
    "overlap+source.f1",
    "exact.f1",
    "exact+source.f1",
    "direct_spans_exact.f1",
    "direct_source_accuracy.accuracy",
    "speaker_accuracy.accuracy",
    "speaker_any_kind.accuracy",
];

/// Two runs by one score.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Difference {
    /// Which score.
    pub score: &'static str,
    /// That of this run.
    pub this: f64,
    /// That of the other.
    pub other: f64,
    /// This less the other.
    pub difference: f64,
    /// Ninety-five of a hundred draws lie at or above.
    pub low: f64,
    /// And at or below.
    pub high: f64,
    /// How likely a difference as clear as this one, either way, is luck: 0 to 1.
    pub p: f64,
}

/// Compares two runs over the same documents, in the same order.
#[must_use]
pub fn compare(this: &[Tally], other: &[Tally], draws: usize, seed: u64) -> Vec<Difference> {
    let sum = |list: &[Tally]| {
        let mut all = Tally::default();
        list.iter().for_each(|t| all.add(t));
        all.scores()
    };
    let (a, b) = (sum(this), sum(other));
    let mut random = Random::new(seed);
    let mut drawn: Vec<Vec<f64>> = vec![Vec::with_capacity(draws); COMPARED.len()];
    for _ in 0..draws {
        let (mut x, mut y) = (Tally::default(), Tally::default());
        for _ in 0..this.len() {
            let i = random.below(this.len());
            if let (Some(t), Some(o)) = (this.get(i), other.get(i)) {
                x.add(t);
                y.add(o);
            }
        }
        let (x, y) = (x.scores(), y.scores());
        for (score, list) in COMPARED.iter().zip(&mut drawn) {
            list.push(x.get(score).unwrap_or(0.0) - y.get(score).unwrap_or(0.0));
        }
    }
    COMPARED
        .iter()
        .zip(&mut drawn)
        .filter_map(|(score, list)| {
            let (this, other) = (a.get(score)?, b.get(score)?);
            list.sort_by(f64::total_cmp);
            let at = |q: f64| {
                list.get(((list.len().max(1) - 1) as f64 * q).round() as usize).copied().unwrap_or(0.0)
            };
            let share =
                |f: fn(&f64) -> bool| list.iter().filter(|d| f(d)).count() as f64 / list.len().max(1) as f64;
            let tail = share(|d| *d <= 0.0).min(share(|d| *d >= 0.0));
            Some(Difference {
                score,
                this,
                other,
                difference: this - other,
                low: at(0.025),
                high: at(0.975),
                p: (2.0 * tail).min(1.0),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::Count;

    fn documents(right: usize) -> Vec<Tally> {
        (0..20)
            .map(|i| {
                let mut t = Tally::default();
                t.count(Count::Gold, 10);
                t.count(Count::Predicted, 10);
                t.count(Count::Overlap, right + i % 2);
                t
            })
            .collect()
    }

    #[test]
    fn a_run_does_not_differ_from_itself() {
        let run = documents(5);
        let overlap = &compare(&run, &run, 200, 1)[0];
        assert_eq!((overlap.difference, overlap.low, overlap.high, overlap.p), (0.0, 0.0, 0.0, 1.0));
    }

    #[test]
    fn a_clear_difference_is_no_luck() {
        let overlap = &compare(&documents(8), &documents(5), 200, 1)[0];
        assert!(overlap.low > 0.0 && overlap.p < 0.05, "{overlap:?}");
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let (a, b) = (documents(6), documents(5));
        assert_eq!(compare(&a, &b, 50, 7), compare(&a, &b, 50, 7));
    }
}
