//! Fits the table of confidence: what each signal of an answer is worth, as a probability.
//!
//! Answers of the engine on annotated documents are judged; a logistic regression learns which are right (that alone is
//! Platt scaling with more than one signal), and steps that only rise (isotonic regression by pooling neighbours: Zadrozny
//! and Elkan, KDD 2002) may mend what it says. Whether they do is decided on documents that neither was fitted on.

use crate::logistic;
use inquit::Engine;
use inquit::confidence::{MODELS, Question, Signals, Table, model, signals};
use inquit_evaluation::{Annotated, Predicted, calibration::Calibration, gold, score};

/// In how many parts documents are split to judge what was not fitted.
const FOLDS: usize = 5;
/// Pull of weights towards zero.
const PULL: f64 = 2.0;
/// The least answers under one step.
const STEP: usize = 60;

/// An answer to one question.
#[derive(Clone, Debug)]
pub struct Case {
    /// Names and values.
    pub signals: Vec<(&'static str, f32)>,
    /// Whether the answer is right.
    pub right: bool,
    /// How much it counts.
    pub weight: f64,
    /// Which part of the documents it is in, below the number of folds.
    pub fold: usize,
}

/// Cases by model, in the order of [`MODELS`].
#[derive(Clone, Debug, Default)]
pub struct Cases([Vec<Case>; MODELS.len()]);

impl Cases {
    /// Judges the answers of an uncalibrated engine on some documents; each answer counts `weight`.
    pub fn add(&mut self, engine: &Engine, documents: &[gold::Document], weight: f64) {
        let annotated = Annotated::by(documents);
        for (d, doc) in documents.iter().enumerate() {
            let found = engine.attribute(doc.text.as_str());
            let answer = Predicted::from_attribution(&doc.doc_id, &found);
            let Ok(scored) = score(doc, Some(&answer), annotated) else { continue };
            let signals = signals(&found);
            for case in scored.cases {
                let (Some(q), Some(s)) =
                    (found.quotations().get(case.quotation), signals.get(case.quotation))
                else {
                    continue;
                };
                let told = [
                    (Question::Quotation, case.quotation_right),
                    (Question::Source, case.source_right),
                    (Question::Speaker, case.speaker_right),
                ];
                for (question, right) in told {
                    let Some(right) = right else { continue };
                    self.push(
                        model(question, q.kind, found.is_story(), found.is_deep()),
                        s,
                        question,
                        right,
                        weight,
                        d % FOLDS,
                    );
                }
            }
        }
    }

    fn push(&mut self, model: &str, s: &Signals, question: Question, right: bool, weight: f64, fold: usize) {
        let list = MODELS.iter().position(|m| *m == model).and_then(|m| self.0.get_mut(m));
        if let Some(list) = list {
            list.push(Case { signals: s.of(question).to_vec(), right, weight, fold });
        }
    }

    /// How a table does on these cases, a line a model: what it has not been fitted on tells how it will do.
    #[must_use]
    pub fn check(&self, table: &Table) -> Vec<String> {
        let line = |(name, cases): (&&str, &Vec<Case>)| {
            let answers: Vec<_> =
                cases.iter().map(|c| (f64::from(table.estimate(name, &c.signals)), c.right)).collect();
            let c = Calibration::of(&answers)?;
            let kept = c.keeping(0.8)?;
            Some(format!(
                "{name}: {} cases, {:.3} right, ECE {:.3}, Brier {:.3}; of the surest 80 % {:.3} right, at {:.2}",
                c.answers, c.right, c.ece, c.brier, kept.right, kept.confidence
            ))
        };
        MODELS.iter().zip(&self.0).filter_map(line).collect()
    }

    /// Fits all models; `report` is told how each does on documents that it was not fitted on. The text of the table.
    pub fn fit(&self, mut report: impl FnMut(&str)) -> String {
        let mut out = String::new();
        for (name, cases) in MODELS.iter().zip(&self.0) {
            let held = held_out(cases);
            let mended = mended(cases, &held);
            let (plain, steps) = (quality(cases, &held), quality(cases, &mended));
            // Steps have to gain more than chance would give them.
            let use_steps = steps.brier + 1e-4 < plain.brier;
            report(&format!(
                "{name}: {} cases, {:.3} right; logistic ECE {:.4} Brier {:.4}; with steps ECE {:.4} Brier {:.4}: {}",
                cases.len(),
                plain.right,
                plain.ece,
                plain.brier,
                steps.ece,
                steps.brier,
                if use_steps { "steps" } else { "logistic alone" }
            ));
            let weights = logistic::fit(&rows(cases, |_| true), PULL);
            for (w, (signal, _)) in weights.iter().zip(cases.first().map_or(&[][..], |c| &c.signals)) {
                out.push_str(&format!("{name} weight {w:.4} {signal}\n"));
            }
            if use_steps {
                let points: Vec<_> = cases.iter().zip(&held).map(|(c, p)| (*p, c.right, c.weight)).collect();
                for (from, to) in isotonic(&points) {
                    out.push_str(&format!("{name} step {from:.4} {to:.4}\n"));
                }
            }
        }
        out
    }
}

fn rows(cases: &[Case], keep: impl Fn(&Case) -> bool) -> Vec<logistic::Row> {
    cases
        .iter()
        .filter(|c| keep(c))
        .map(|c| logistic::Row {
            values: c.signals.iter().map(|s| f64::from(s.1)).collect(),
            right: c.right,
            weight: c.weight,
        })
        .collect()
}

/// What a logistic regression fitted on the other documents says of each case.
fn held_out(cases: &[Case]) -> Vec<f64> {
    let mut out = vec![0.5; cases.len()];
    for fold in 0..FOLDS {
        let weights = logistic::fit(&rows(cases, |c| c.fold != fold), PULL);
        for (slot, c) in out.iter_mut().zip(cases).filter(|(_, c)| c.fold == fold) {
            let values: Vec<f64> = c.signals.iter().map(|s| f64::from(s.1)).collect();
            *slot = logistic::probability(&weights, &values);
        }
    }
    out
}

/// The same, mended by steps that were fitted on the other documents.
fn mended(cases: &[Case], held: &[f64]) -> Vec<f64> {
    let mut out = held.to_vec();
    for fold in 0..FOLDS {
        let others: Vec<_> = cases
            .iter()
            .zip(held)
            .filter(|(c, _)| c.fold != fold)
            .map(|(c, p)| (*p, c.right, c.weight))
            .collect();
        let steps = isotonic(&others);
        for ((slot, p), _) in out.iter_mut().zip(held).zip(cases).filter(|(_, c)| c.fold == fold) {
            *slot = mend(&steps, *p);
        }
    }
    out
}

fn quality(cases: &[Case], probabilities: &[f64]) -> Calibration {
    let answers: Vec<(f64, bool)> = cases.iter().zip(probabilities).map(|(c, p)| (*p, c.right)).collect();
    Calibration::of(&answers).unwrap_or_default()
}

/// Steps that only rise, each the mean of its cases: probability, whether right, weight.
fn isotonic(points: &[(f64, bool, f64)]) -> Vec<(f64, f64)> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Sum of weights, of probability and of truth, both weighted.
    let mut blocks: Vec<(f64, f64, f64)> = Vec::new();
    for chunk in sorted.chunks(STEP) {
        let weight: f64 = chunk.iter().map(|p| p.2).sum();
        let x = chunk.iter().map(|p| p.0 * p.2).sum();
        let y = chunk.iter().filter(|p| p.1).map(|p| p.2).sum();
        blocks.push((weight, x, y));
        while let [.., a, b] = blocks.as_slice() {
            if a.2 / a.0 < b.2 / b.0 {
                break;
            }
            let merged = (a.0 + b.0, a.1 + b.1, a.2 + b.2);
            blocks.truncate(blocks.len() - 2);
            blocks.push(merged);
        }
    }
    let mut steps: Vec<(f64, f64)> = blocks.iter().map(|b| (b.1 / b.0, b.2 / b.0)).collect();
    // Written with four digits, they still have to rise.
    steps.dedup_by(|a, b| a.0 - b.0 < 1e-3);
    steps
}

fn mend(steps: &[(f64, f64)], p: f64) -> f64 {
    let after = steps.partition_point(|s| s.0 < p);
    let before = after.checked_sub(1).and_then(|i| steps.get(i));
    match (before, steps.get(after)) {
        (None, None) => p,
        (Some(s), None) | (None, Some(s)) => s.1,
        (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (p - a.0) / (b.0 - a.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_only_rise_and_hold_the_mean() {
        let points: Vec<_> = (0..600).map(|i| (f64::from(i) / 600.0, i % 3 == 0 || i > 400, 1.0)).collect();
        let steps = isotonic(&points);
        assert!(steps.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1), "{steps:?}");
        assert!(mend(&steps, 0.9) > 0.9 && mend(&steps, 0.1) < 0.5);
    }

    #[test]
    fn fitting_finds_which_signal_tells() {
        let case = |i: usize| Case {
            signals: vec![("one", 1.0), ("tells", if i.is_multiple_of(4) { 1.0 } else { 0.0 })],
            right: i.is_multiple_of(4) || i.is_multiple_of(7),
            weight: 1.0,
            fold: i % FOLDS,
        };
        let mut cases = Cases::default();
        let place = MODELS.iter().position(|m| *m == "speaker-news").unwrap();
        cases.0[place] = (0..400).map(case).collect();
        let table = inquit::confidence::Table::parse(&cases.fit(|_| {})).unwrap();
        let p = |x| table.estimate("speaker-news", &[("one", 1.0), ("tells", x)]);
        assert!(p(1.0) > 0.9 && p(0.0) < 0.3, "{} {}", p(1.0), p(0.0));
    }
}
