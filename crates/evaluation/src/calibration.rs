//! How far confidence can be trusted: what share of the answers given with 70 % is right, and what is gained by
//! keeping the surest answers alone.

use serde::Serialize;

/// How many bins confidence is sorted into, all equally wide.
pub const BINS: usize = 10;

/// Answers of about the same confidence.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Bin {
    /// The least confidence.
    pub from: f64,
    /// The most.
    pub to: f64,
    /// How many answers.
    pub answers: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share of them that is right.
    pub right: f64,
}

/// Confidence held against truth.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Calibration {
    /// How many answers were judged.
    pub answers: usize,
    /// The share of them that is right.
    pub right: f64,
    /// Expected calibration error: by how much confidence and truth differ, on average over the answers.
    pub ece: f64,
    /// The mean squared difference between confidence and truth (Brier score).
    pub brier: f64,
    /// Bins that hold an answer, from the least sure on.
    pub bins: Vec<Bin>,
    /// What is right of the surest answers: at each twentieth of all.
    pub kept: Vec<Kept>,
    /// The area under risk over coverage: the share of wrong answers, averaged over all shares kept.
    pub aurc: f64,
}

/// The surest answers alone.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Kept {
    /// The share of answers that is kept.
    pub coverage: f64,
    /// The least confidence among them.
    pub confidence: f64,
    /// The share of them that is right.
    pub right: f64,
}

impl Calibration {
    /// Of some answers: confidence, and whether it was right.
    #[must_use]
    pub fn of(answers: &[(f64, bool)]) -> Option<Self> {
        if answers.is_empty() {
            return None;
        }
        let n = answers.len();
        let share = |part: f64| part / n as f64;
        let truth = |r: bool| if r { 1.0 } else { 0.0 };
        let mut bins = [(0usize, 0.0, 0.0); BINS];
        for &(confidence, right) in answers {
            let i = ((confidence * BINS as f64) as usize).min(BINS - 1);
            if let Some(bin) = bins.get_mut(i) {
                *bin = (bin.0 + 1, bin.1 + confidence, bin.2 + truth(right));
            }
        }
        let ece = bins.iter().map(|b| (b.1 - b.2).abs()).sum::<f64>();
        let bins = bins
            .iter()
            .enumerate()
            .filter(|(_, b)| b.0 > 0)
            .map(|(i, b)| Bin {
                from: i as f64 / BINS as f64,
                to: (i + 1) as f64 / BINS as f64,
                answers: b.0,
                confidence: b.1 / b.0 as f64,
                right: b.2 / b.0 as f64,
            })
            .collect();
        let (kept, aurc) = kept(answers);
        Some(Self {
            answers: n,
            right: share(answers.iter().map(|a| truth(a.1)).sum()),
            ece: share(ece),
            brier: share(answers.iter().map(|a| (a.0 - truth(a.1)).powi(2)).sum()),
            bins,
            kept,
            aurc,
        })
    }

    /// What is right of the surest answers where at least this share of all is kept.
    #[must_use]
    pub fn keeping(&self, coverage: f64) -> Option<&Kept> {
        self.kept.iter().find(|k| k.coverage + 1e-9 >= coverage)
    }
}

/// The surest at each twentieth. Equally sure answers count with the mean of their group, in whatever order they came.
fn kept(answers: &[(f64, bool)]) -> (Vec<Kept>, f64) {
    let mut sorted: Vec<(f64, f64)> = answers.iter().map(|a| (a.0, if a.1 { 1.0 } else { 0.0 })).collect();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut i = 0;
    while let Some(&(confidence, _)) = sorted.get(i) {
        let end = i + sorted.iter().skip(i).take_while(|a| a.0 == confidence).count();
        let group = sorted.get_mut(i..end).unwrap_or_default();
        let mean = group.iter().map(|a| a.1).sum::<f64>() / group.len().max(1) as f64;
        group.iter_mut().for_each(|a| a.1 = mean);
        i = end;
    }
    let n = sorted.len();
    let (mut out, mut right, mut risk) = (Vec::new(), 0.0, 0.0);
    let mut next = 1;
    for (i, (confidence, mean)) in sorted.into_iter().enumerate() {
        right += mean;
        risk += 1.0 - right / (i + 1) as f64;
        if (i + 1) * 20 >= next * n {
            let coverage = (i + 1) as f64 / n as f64;
            out.push(Kept { coverage, confidence, right: right / (i + 1) as f64 });
            next = (i + 1) * 20 / n + 1;
        }
    }
    (out, risk / n.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honest_confidence_has_no_error() {
        let answers: Vec<_> = (0..10).map(|i| (0.7, i < 7)).collect();
        let c = Calibration::of(&answers).unwrap();
        assert!(c.ece < 1e-9 && (c.right - 0.7).abs() < 1e-9);
        assert_eq!(c.bins.len(), 1);
    }

    #[test]
    fn boasting_is_measured() {
        let c = Calibration::of(&[(1.0, true), (1.0, false)]).unwrap();
        assert!((c.ece - 0.5).abs() < 1e-9 && (c.brier - 0.5).abs() < 1e-9);
    }

    #[test]
    fn the_surest_answers_come_first() {
        let answers: Vec<_> = (0..20).map(|i| (f64::from(i) / 20.0, i >= 4)).collect();
        let c = Calibration::of(&answers).unwrap();
        let kept = c.keeping(0.8).unwrap();
        assert!((kept.right - 1.0).abs() < 1e-9 && (kept.confidence - 0.2).abs() < 1e-9);
        assert!((c.keeping(1.0).unwrap().right - 0.8).abs() < 1e-9);
    }

    #[test]
    fn the_order_of_equals_changes_nothing() {
        let a = Calibration::of(&[(0.5, true), (0.5, false), (0.5, false)]);
        let b = Calibration::of(&[(0.5, false), (0.5, true), (0.5, false)]);
        assert_eq!(a, b);
    }

    #[test]
    fn of_nothing_there_is_none() {
        assert_eq!(Calibration::of(&[]), None);
    }
}
