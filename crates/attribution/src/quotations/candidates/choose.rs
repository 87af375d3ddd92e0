//! Which of the reports that a word could make it makes, if any.

use crate::quotations::report::Report;

/// How the choice weighs a report that is right as a whole against one that is right for its most part.
const WHOLE: f32 = 0.4;

/// Tokens in some ranges.
fn count(content: &[(usize, usize)]) -> usize {
    content.iter().map(|c| c.1 - c.0).sum()
}

/// Whether two contents share at least half of the tokens that they have together.
fn alike(a: &[(usize, usize)], b: &[(usize, usize)]) -> bool {
    let shared: usize =
        a.iter().flat_map(|x| b.iter().map(move |y| x.1.min(y.1).saturating_sub(x.0.max(y.0)))).sum();
    2 * shared >= count(a) + count(b) - shared
}

/// Of the reports of one word with their scores, the one to keep: that which is likely to be right, and, where it is
/// not, to be nearly right. Returns its place and the probability that it is at least nearly right.
pub(super) fn best(reports: &[Report], scores: &[f32]) -> Option<(usize, f32)> {
    // That none is right has the score 0.
    let largest = scores.iter().copied().fold(0.0, f32::max);
    let exp: Vec<f32> = scores.iter().map(|s| (s - largest).exp()).collect();
    let all = exp.iter().sum::<f32>() + (-largest).exp();
    let mut best = None;
    let mut most = 0.0;
    for (k, report) in reports.iter().enumerate() {
        let near: f32 = reports
            .iter()
            .zip(&exp)
            .filter(|(other, _)| alike(&report.content, &other.content))
            .map(|(_, e)| e / all)
            .sum();
        let worth = WHOLE * exp[k] / all + (1.0 - WHOLE) * near;
        if worth > most {
            most = worth;
            best = Some((k, near.min(1.0)));
        }
    }
    best
}
