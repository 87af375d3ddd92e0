//! Trains what tells speech from other words in quotation marks.
//!
//! Each stretch in marks that the engine looks at by itself is a case: right where the annotation has at least half of its
//! words as what somebody says. A logistic regression for each place of the tag, by Newton's method.

use crate::gold;
use crate::logistic::{self, Row};
use crate::speakers::Author;
use inquit::lexicon::Lexicon;
use inquit::quotations::{self, SPOKEN_FEATURES, Scorer, TagPlace};
use inquit::syntax;
use inquit_evaluation::Words;
use inquit_tokenizer::{OffsetUnit, Offsets};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A stretch in marks.
#[derive(Clone, Debug)]
pub struct Case {
    /// The document it stands in.
    pub title: String,
    /// Where its tag stands.
    pub place: TagPlace,
    /// The features that were seen.
    pub features: Vec<usize>,
    /// Whether it is speech.
    pub right: bool,
    /// How much it counts.
    pub weight: f64,
    /// The words themselves.
    pub words: String,
}

/// The cases of a document, each of which counts `weight`.
#[must_use]
pub fn read(doc: &gold::Document, lexicon: &Lexicon, scorer: &Scorer, weight: f64) -> Vec<Case> {
    let document = inquit_tokenizer::tokenize(doc.text.clone());
    let syntax = syntax::analyse(&document).with_reporting(&document, lexicon);
    let found = quotations::find(&document, &syntax, lexicon, scorer);
    let words = Words::new(&doc.text);
    let cover = |direct: bool| -> BTreeSet<u32> {
        let told = doc.quotations.iter().filter(|q| !direct || q.kind == "direct");
        told.flat_map(|q| words.cover(&q.content)).collect()
    };
    let (direct, any) = (cover(true), cover(false));
    let offsets = Offsets::new(&doc.text, OffsetUnit::Chars);
    let case = |m: &quotations::InMarks| {
        let own = words.cover(&[(offsets.convert(m.range.start()), offsets.convert(m.range.end()))]);
        // A tag may report more than the marks hold, and what it reports is then no direct quotation.
        let said = if m.spoken.place() == TagPlace::Nowhere { &direct } else { &any };
        let covered = own.iter().filter(|w| said.contains(w)).count();
        Case {
            title: doc.doc_id.clone(),
            place: m.spoken.place(),
            features: m.spoken.features().collect(),
            right: !own.is_empty() && 2 * covered >= own.len(),
            weight,
            words: document.text()[m.range].chars().take(80).collect(),
        }
    };
    found.in_marks.iter().map(case).collect()
}

/// Weights by place of the tag and feature.
pub type Weights = Vec<Vec<f64>>;

/// Trains weights.
#[must_use]
pub fn train(cases: &[&Case], pull: f64) -> Weights {
    let fit = |place| {
        let rows: Vec<Row> = cases.iter().filter(|c| c.place == place).map(|c| row(c)).collect();
        logistic::fit(&rows, pull)
    };
    TagPlace::ALL.iter().map(|(_, place)| fit(*place)).collect()
}

fn row(case: &Case) -> Row {
    let mut values = vec![0.0; SPOKEN_FEATURES.len()];
    for f in &case.features {
        if let Some(slot) = values.get_mut(*f) {
            *slot = 1.0;
        }
    }
    Row { values, right: case.right, weight: case.weight }
}

/// How weights do on some cases.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Speech that is taken for it.
    pub hit: f64,
    /// Other words that are.
    pub wrong: f64,
    /// Speech that is not.
    pub missed: f64,
    /// Other words that are not.
    pub kept_out: f64,
}

impl Score {
    /// Adds another one.
    pub fn add(&mut self, other: Self) {
        self.hit += other.hit;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.kept_out += other.kept_out;
    }

    /// Precision and recall of speech in one figure.
    #[must_use]
    pub fn f1(self) -> f64 {
        2.0 * self.hit / (2.0 * self.hit + self.wrong + self.missed).max(1.0)
    }
}

/// Scores weights on some cases.
#[must_use]
pub fn score<'a>(cases: impl IntoIterator<Item = &'a Case>, weights: &Weights) -> Score {
    let mut score = Score::default();
    for case in cases {
        let own = weights.get(case.place as usize);
        let sum: f64 = case.features.iter().filter_map(|f| own?.get(*f)).sum();
        match (sum >= 0.0, case.right) {
            (true, true) => score.hit += 1.0,
            (true, false) => score.wrong += 1.0,
            (false, true) => score.missed += 1.0,
            (false, false) => score.kept_out += 1.0,
        }
    }
    score
}

/// The score on the novels of each author, by weights that were trained without them.
#[must_use]
pub fn leave_out(cases: &[Case], authors: &[Author], pull: f64) -> Score {
    let mut all = Score::default();
    for author in authors {
        let (own, others): (Vec<_>, Vec<_>) = cases.iter().partition(|c| author.wrote(&c.title));
        all.add(score(own, &train(&others, pull)));
    }
    all
}

/// The lines of a file of weights.
#[must_use]
pub fn write(weights: &Weights) -> String {
    let mut out = String::from(
        "# What tells speech from other words in quotation marks weighs, see spoken-en.card.md. Trained by:\n\
         # cargo run --release -p inquit-training -- spoken --corpora ../shared/corpora --out models\n",
    );
    for ((place, _), own) in TagPlace::ALL.iter().zip(weights) {
        for (weight, feature) in own.iter().zip(SPOKEN_FEATURES) {
            let _ = writeln!(out, "{weight:.3} {place}: {feature}");
        }
    }
    out
}
