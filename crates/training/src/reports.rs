//! Trains the scorer of reports: which verbs, nouns and phrases report something in news, and what.
//!
//! Every finding of the rules in the training documents is a case; it is right where an annotated quotation shares its
//! cue and at least half of its content. Logistic regression with AdaGrad (Duchi, Hazan and Singer, JMLR 2011).

use crate::gold;
use crate::random::Random;
use inquit::lexicon::Lexicon;
use inquit::quotations::{SCORER_SIZE, Scorer, candidates};
use inquit::syntax;
use inquit_tokenizer::{Document, TextRange, TokenKind};

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Passes over the cases.
    pub epochs: usize,
    /// Seed of their order.
    pub seed: u64,
    /// Step of AdaGrad.
    pub step: f32,
    /// Pull towards zero.
    pub decay: f32,
}

impl Default for Settings {
    /// Those of the built-in scorer.
    fn default() -> Self {
        Self { epochs: 6, seed: 1, step: 0.02, decay: 0.001 }
    }
}

/// A finding and whether it is right.
#[derive(Clone, Debug)]
pub struct Case {
    /// Hashes of its features.
    pub features: Vec<u32>,
    /// 1 right, 0 wrong, between where only a part of the content is right.
    pub target: f32,
}

/// The words of some ranges.
fn words(doc: &Document, ranges: &[TextRange]) -> Vec<u32> {
    let mut out = Vec::new();
    for r in ranges {
        out.extend(
            doc.tokens_in(*r)
                .iter()
                .filter(|t| matches!(doc.token(*t).kind, TokenKind::Word | TokenKind::Number))
                .map(|t| t.0),
        );
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Shared words over all words; both lists sorted.
fn jaccard(a: &[u32], b: &[u32]) -> f32 {
    let shared = a.iter().filter(|x| b.binary_search(x).is_ok()).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f32 / all as f32 }
}

/// The cases of one annotated document.
#[must_use]
pub fn cases(gold: &gold::Document, lexicon: &Lexicon) -> Vec<Case> {
    let bytes: Vec<u32> =
        gold.text.char_indices().map(|(i, _)| i as u32).chain([gold.text.len() as u32]).collect();
    let doc = inquit_tokenizer::tokenize(gold.text.clone());
    let syn = syntax::analyse(&doc);
    let ranges = |list: &[(u32, u32)]| -> Vec<TextRange> {
        list.iter()
            .filter_map(|(s, e)| Some(TextRange::new(*bytes.get(*s as usize)?, *bytes.get(*e as usize)?)))
            .collect()
    };
    let truth: Vec<_> = gold
        .quotations
        .iter()
        .map(|q| (q.kind == "direct", ranges(&q.cue), words(&doc, &ranges(&q.content))))
        .collect();
    candidates(&doc, &syn, lexicon)
        .into_iter()
        .filter_map(|c| {
            let content = words(&doc, &c.content);
            let same: Vec<_> = truth.iter().filter(|t| t.1.iter().any(|r| r.overlaps(c.cue))).collect();
            let best = same.iter().map(|t| jaccard(&t.2, &content)).fold(0.0, f32::max);
            // The tag of words in marks is found by other rules.
            if best < 0.5 && same.iter().any(|t| t.0) {
                return None;
            }
            let target = if best >= 0.999 {
                1.0
            } else if best >= 0.5 {
                0.9
            } else {
                0.0
            };
            Some(Case { features: c.features, target })
        })
        .collect()
}

/// Trains on some cases; `report` is told the mean loss after each pass.
pub fn train(cases: &[Case], settings: Settings, report: impl FnMut(usize, f32)) -> Scorer {
    train_from(Scorer::none(), cases, settings, report)
}

/// Trains on some cases, beginning with what a scorer knows already.
pub fn train_from(
    base: &Scorer,
    cases: &[Case],
    settings: Settings,
    mut report: impl FnMut(usize, f32),
) -> Scorer {
    let (mut weights, mut bias) = base.weights();
    weights.resize(SCORER_SIZE, 0.0);
    let mut squares = vec![1e-4f32; SCORER_SIZE];
    let mut bias_square = 1e-4f32;
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut random = Random::new(settings.seed);
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        let mut loss = 0f64;
        for &i in &order {
            let case = &cases[i];
            let at = |f: u32| f as usize & (SCORER_SIZE - 1);
            let sum: f32 = case.features.iter().map(|f| weights[at(*f)]).sum::<f32>() + bias;
            let p = 1.0 / (1.0 + (-sum).exp());
            loss -=
                f64::from((case.target * p.max(1e-6).ln()) + (1.0 - case.target) * (1.0 - p).max(1e-6).ln());
            let gradient = p - case.target;
            for f in &case.features {
                let w = at(*f);
                let g = gradient + settings.decay * weights[w];
                squares[w] += g * g;
                weights[w] -= settings.step * g / squares[w].sqrt();
            }
            bias_square += gradient * gradient;
            bias -= settings.step * gradient / bias_square.sqrt();
        }
        report(epoch + 1, (loss / cases.len().max(1) as f64) as f32);
    }
    Scorer::new(&weights, bias)
}
