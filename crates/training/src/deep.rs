//! Learns how far the encoder is trusted beside the light features, on articles that neither has learnt from.
//!
//! Each report has a few numbers (`inquit::quotations::SEEN_NAMES`); the reports of one word and that it makes none share a
//! probability of one, log-linear in the numbers, as in `reports`.

use crate::gold;
use crate::reports::{self, Read, shares, targets};
use inquit::lexicon::Lexicon;
use inquit::quotations::{SEEN, SEEN_NAMES, Scorer};
use std::fmt::Write;

/// Whether an article was kept from the encoder: as in `training/encoder/data.py`.
fn held_back(doc_id: &str) -> bool {
    let mut crc = flate2::Crc::new();
    crc.update(doc_id.as_bytes());
    crc.sum().is_multiple_of(10)
}

/// The articles that were kept from the encoder, and a scorer that has learnt from the others alone.
#[must_use]
pub fn unseen<'a>(
    news: &'a [gold::Document],
    lexicon: &Lexicon,
    settings: reports::Settings,
) -> (Vec<&'a gold::Document>, Scorer) {
    let (held, known): (Vec<_>, Vec<_>) = news.iter().partition(|d| held_back(&d.doc_id));
    let known: Vec<_> = known.into_iter().map(|d| reports::read(d, lexicon)).collect();
    (held, reports::scorer(&known, lexicon, settings, |_| {}))
}

/// The numbers of the reports of one word, and what each should get of a probability of one.
#[derive(Clone, Debug)]
pub struct Group {
    numbers: Vec<[f32; SEEN]>,
    target: Vec<f32>,
}

/// The groups of a document; the scorer has an encoder, and its light weights have not learnt from the document.
#[must_use]
pub fn groups(read: &Read, lexicon: &Lexicon, scorer: &Scorer) -> Vec<Group> {
    let group = |group: inquit::quotations::Group| {
        let target = targets(read, &group)?;
        let numbers = group.reports.iter().map(|r| r.seen).collect::<Option<Vec<_>>>()?;
        Some(Group { numbers, target })
    };
    read.candidates(lexicon, scorer).into_iter().filter_map(group).collect()
}

/// Weights by steepest descent with steps of AdaGrad; `say` is told the mean loss now and then.
pub fn train(groups: &[Group], passes: usize, mut say: impl FnMut(&str)) -> [f32; SEEN] {
    let mut weights = [0.0; SEEN];
    weights[0] = 1.0;
    let mut squares = [1e-6f32; SEEN];
    for pass in 0..passes {
        let mut gradient = [0f64; SEEN];
        let mut loss = 0f64;
        for group in groups {
            let dot = |x: &[f32; SEEN]| weights.iter().zip(x).map(|(w, x)| w * x).sum::<f32>();
            let scores: Vec<f32> = group.numbers.iter().map(dot).collect();
            let shares = shares(&scores);
            let (left, none) = (1.0 - group.target.iter().sum::<f32>(), 1.0 - shares.iter().sum::<f32>());
            loss -= f64::from(left * none.max(1e-6).ln());
            for ((x, target), share) in group.numbers.iter().zip(&group.target).zip(&shares) {
                loss -= f64::from(target * share.max(1e-6).ln());
                for (g, x) in gradient.iter_mut().zip(x) {
                    *g += f64::from((share - target) * x);
                }
            }
        }
        let n = groups.len().max(1) as f64;
        for ((w, s), g) in weights.iter_mut().zip(&mut squares).zip(gradient) {
            let g = (g / n) as f32 + 1e-4 * *w;
            *s += g * g;
            *w -= 0.1 * g / s.sqrt();
        }
        if pass % 50 == 49 {
            say(&format!("pass {}: loss {:.4}", pass + 1, loss / n));
        }
    }
    weights
}

/// The lines of a file of weights.
#[must_use]
pub fn write(weights: &[f32; SEEN]) -> String {
    let mut out = String::from(
        "# How far the encoder is trusted beside the light features, see encoder-en.card.md. Fitted by:\n\
         # cargo run --release -p inquit-training -- deep --corpora ../shared/corpora --out models\n",
    );
    for (weight, name) in weights.iter().zip(SEEN_NAMES) {
        let _ = writeln!(out, "{weight:.4} {name}");
    }
    out
}
