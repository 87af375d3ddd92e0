//! Which of the reports that a word could make it makes, if any.
//!
//! "She said **it rained** | **it rained, and left**": two ends, each with its probability; what is right as a whole counts,
//! and so does what is right for its most part.

use crate::quotations::report::Report;
use std::cmp::Reverse;

/// How the choice weighs a report that is right as a whole against one that is right for its most part.
const WHOLE: f32 = 0.4;
/// The most contents that are held against each other, the likeliest; what all others have together is next to nothing.
const LIKELIEST: usize = 32;

/// Stretches of tokens.
type Content = [(usize, usize)];

/// A content that one or several reports have in common.
#[derive(Clone, Copy)]
struct Weighed {
    /// The likeliest of those reports, and its probability.
    report: usize,
    own: f32,
    /// The probability of all of them.
    share: f32,
}

/// What a choice works with; kept to be used again.
#[derive(Default)]
pub(super) struct Room {
    shares: Vec<f32>,
    order: Vec<usize>,
    contents: Vec<Weighed>,
    near: Vec<f32>,
}

/// Tokens in some ranges.
fn count(content: &Content) -> usize {
    content.iter().map(|c| c.1 - c.0).sum()
}

/// Whether two contents share at least half of the tokens that they have together.
fn alike(a: &Content, b: &Content) -> bool {
    let shared: usize =
        a.iter().flat_map(|x| b.iter().map(move |y| x.1.min(y.1).saturating_sub(x.0.max(y.0)))).sum();
    2 * shared >= count(a) + count(b) - shared
}

/// The likeliest contents of some reports with these probabilities.
fn likeliest(reports: &[Report], shares: &[f32], order: &mut Vec<usize>, contents: &mut Vec<Weighed>) {
    order.clear();
    order.extend(0..reports.len());
    order.sort_by(|&a, &b| reports[a].content.cmp(&reports[b].content));
    contents.clear();
    for &k in &*order {
        let share = shares[k];
        match contents.last_mut().filter(|last| reports[last.report].content == reports[k].content) {
            Some(same) => {
                same.share += share;
                if share > same.own {
                    (same.report, same.own) = (k, share);
                }
            }
            None => contents.push(Weighed { report: k, own: share, share }),
        }
    }
    contents.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.report.cmp(&b.report)));
    contents.truncate(LIKELIEST);
}

/// For each content, how likely one that `alike` holds to be nearly the same is right.
fn nearness(
    reports: &[Report],
    contents: &[Weighed],
    near: &mut Vec<f32>,
    mut alike: impl FnMut(&Content, &Content) -> bool,
) {
    near.clear();
    near.extend(contents.iter().map(|c| c.share));
    for (i, a) in contents.iter().enumerate() {
        for (j, b) in contents.iter().enumerate().skip(i + 1) {
            if alike(&reports[a.report].content, &reports[b.report].content) {
                near[i] += b.share;
                near[j] += a.share;
            }
        }
    }
}

/// Of the reports of one word with their scores, the one to keep: that which is likely to be right, and, where it is
/// not, to be nearly right. Returns its place and the probability that it is at least nearly right.
pub(super) fn best(reports: &[Report], scores: &[f32], room: &mut Room) -> Option<(usize, f32)> {
    let Room { shares, order, contents, near } = room;
    // That none is right has the score 0.
    let largest = scores.iter().copied().fold(0.0, f32::max);
    shares.clear();
    shares.extend(scores.iter().map(|s| (s - largest).exp()));
    let all = shares.iter().sum::<f32>() + (-largest).exp();
    shares.iter_mut().for_each(|share| *share /= all);
    likeliest(reports, shares, order, contents);
    nearness(reports, contents, near, alike);
    let worth = |own: f32, near: f32| WHOLE * own + (1.0 - WHOLE) * near;
    contents
        .iter()
        .zip(&*near)
        .map(|(c, &near)| (worth(c.own, near), c.report, near.min(1.0)))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(Reverse(a.1).cmp(&Reverse(b.1))))
        .map(|(_, report, near)| (report, near))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotations::report::Rule;

    fn report(content: &Content) -> Report {
        Report {
            rule: Rule::Open,
            content: content.to_vec(),
            cue: Some((0, 1)),
            source: None,
            addressee: None,
            why: String::new(),
            frame: "",
            head: 0,
            licensed: false,
            confidence: 0.5,
        }
    }

    #[test]
    fn contents_are_alike_that_share_half_of_what_they_have_together() {
        assert!(alike(&[(0, 10)], &[(0, 5)]));
        assert!(!alike(&[(0, 10)], &[(0, 4)]));
        assert!(alike(&[(0, 3), (6, 9)], &[(0, 9)]));
        assert!(!alike(&[(0, 3)], &[(3, 6)]));
    }

    #[test]
    fn what_is_nearly_right_beats_what_is_alone() {
        let reports = [report(&[(40, 50)]), report(&[(2, 20)]), report(&[(2, 18)]), report(&[(2, 17)])];
        let (best, near) = best(&reports, &[1.0, 0.9, 0.9, 0.9], &mut Room::default()).unwrap();
        assert_eq!(best, 1, "three that are alike are likelier to be nearly right than one by itself");
        assert!(near > 0.6 && near < 1.0);
    }

    #[test]
    fn of_reports_with_one_content_the_likeliest_is_kept() {
        let reports = [report(&[(2, 20)]), report(&[(2, 20)]), report(&[(30, 40)])];
        let mut room = Room::default();
        assert_eq!(best(&reports, &[1.0, 2.0, 1.0], &mut room).map(|b| b.0), Some(1));
        assert_eq!(
            best(&reports, &[1.0, 1.0, 1.0], &mut room).map(|b| b.0),
            Some(0),
            "the first of equal ones"
        );
        assert_eq!(best(&[], &[], &mut room), None);
    }

    #[test]
    fn many_reports_cost_no_more_comparisons_than_few() {
        let compared = |n: usize| {
            let reports: Vec<Report> = (0..n).map(|k| report(&[(k, 2 * n)])).collect();
            let Room { shares, order, contents, near } = &mut Room::default();
            shares.resize(n, 1.0 / n as f32);
            likeliest(&reports, shares, order, contents);
            let mut compared = 0;
            nearness(&reports, contents, near, |a, b| {
                compared += 1;
                alike(a, b)
            });
            compared
        };
        assert!(compared(20) < compared(40));
        assert_eq!(compared(100), compared(10_000), "help: what is compared is bounded by LIKELIEST");
    }
}
