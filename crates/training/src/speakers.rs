//! Trains what the speakers of a dialogue are decided by.
//!
//! The decoder sums up features over all turns of a text; their weights are chosen so that the annotated speakers are
//! likeliest (a conditional random field over the ways to assign the turns), by AdaGrad over stretches of dialogue, with a
//! pull towards zero.

use crate::gold;
use crate::random::Random;
use inquit::speakers::learning::{self, Dialogue, FEATURES, Stretch};
use inquit::{Attribution, Engine, SpeakerId};
use inquit_evaluation::{Predicted, Words, pairing};
use std::collections::BTreeMap;

/// How training goes.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Passes over all stretches.
    pub epochs: usize,
    /// Step of AdaGrad.
    pub step: f32,
    /// Pull towards zero, a turn.
    pub pull: f32,
    /// Turns in a stretch.
    pub turns: usize,
    /// Seed of the order of stretches.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 24, step: 0.1, pull: 2e-4, turns: 25, seed: 1 }
    }
}

/// A document to learn from.
#[derive(Debug)]
pub struct Scenes {
    /// Its name.
    pub title: String,
    dialogue: Dialogue,
    /// By turn: the speakers that stand for the gold one.
    labels: Vec<Vec<SpeakerId>>,
    /// How much a turn counts.
    weight: f32,
}

impl Scenes {
    /// How many turns have a known speaker.
    #[must_use]
    pub fn known(&self) -> usize {
        self.labels.iter().filter(|l| !l.is_empty()).count()
    }
}

/// An author, and how the names of their novels in the training data begin.
#[derive(Clone, Copy, Debug)]
pub struct Author {
    /// Surname.
    pub name: &'static str,
    novels: &'static [&'static str],
}

impl Author {
    /// Whether a document is theirs.
    #[must_use]
    pub fn wrote(&self, title: &str) -> bool {
        self.novels.iter().any(|n| title.ends_with(n))
    }
}

/// The authors of the novels that are learnt from.
pub const AUTHORS: &[Author] = &[
    Author {
        name: "Austen",
        novels: &["MansfieldPark", "NorthangerAbbey", "PrideAndPrejudice", "SenseAndSensibility"],
    },
    Author { name: "Carroll", novels: &["AlicesAdventuresInWonderland"] },
    Author { name: "Chesterton", novels: &["TheManWhoWasThursday"] },
    Author { name: "Chopin", novels: &["TheAwakening"] },
    Author { name: "Dickens", novels: &["OliverTwist"] },
    Author { name: "Dostoevsky", novels: &["TheGambler"] },
    Author { name: "Dunbar", novels: &["TheSportOfTheGods"] },
    Author { name: "Forster", novels: &["ARoomWithAView", "WhereAngelsFearToTread"] },
    Author { name: "James", novels: &["DaisyMiller"] },
    Author { name: "Waugh", novels: &["AHandfulOfDust"] },
    Author { name: "Wilde", novels: &["ThePictureOfDorianGray"] },
    Author { name: "Woolf", novels: &["NightAndDay"] },
];

/// Reads documents: what the engine sees in each, and who speaks. Each turn counts `weight`.
#[must_use]
pub fn read(engine: &Engine, documents: &[gold::Document], weight: f32) -> Vec<Scenes> {
    let read = |doc: &gold::Document| {
        let (found, dialogue) = engine.dialogue(doc.text.as_str());
        let by_quotation = speakers(doc, &found);
        let labels =
            dialogue.quotations().map(|q| by_quotation.get(&q).cloned().unwrap_or_default()).collect();
        Scenes { title: doc.doc_id.clone(), dialogue, labels, weight }
    };
    documents.iter().map(read).collect()
}

/// For each found quotation that is annotated, all who stand for its speaker.
fn speakers(doc: &gold::Document, found: &Attribution) -> BTreeMap<usize, Vec<SpeakerId>> {
    let answer = Predicted::from_attribution(&doc.doc_id, found);
    let words = Words::new(&doc.text);
    let who = pairing::entities(&answer.speakers, doc, &words);
    let mut by_entity: BTreeMap<&str, Vec<SpeakerId>> = BTreeMap::new();
    for (i, s) in (0u32..).zip(&answer.speakers) {
        if let Some(entity) = who.get(&s.id) {
            by_entity.entry(entity).or_default().push(SpeakerId(i));
        }
    }
    let gold: Vec<_> = doc.quotations.iter().map(|q| words.cover(&q.content)).collect();
    let said: Vec<_> = answer.quotations.iter().map(|q| words.cover(&q.content)).collect();
    let pairs = pairing::pair(&gold, &said);
    let told = doc.quotations.iter().zip(pairs).filter_map(|(q, pair)| {
        let (i, overlap) = pair?;
        let speakers = by_entity.get(q.said_by()?)?;
        (overlap >= 0.5).then(|| (i, speakers.clone()))
    });
    told.collect()
}

/// The share of turns with a known speaker that weights decide right.
#[must_use]
pub fn right(scenes: &[&Scenes], weights: &[f32; FEATURES]) -> f32 {
    let (mut right, mut all) = (0usize, 0usize);
    for s in scenes {
        for (who, label) in s.dialogue.decode(weights).iter().zip(&s.labels).filter(|(_, l)| !l.is_empty()) {
            all += 1;
            right += usize::from(who.is_some_and(|w| label.contains(&w)));
        }
    }
    right as f32 / all.max(1) as f32
}

/// Trains weights, beginning with none; `report` is told the likelihood after each pass.
#[must_use]
pub fn train(scenes: &[&Scenes], settings: Settings, mut report: impl FnMut(&str)) -> [f32; FEATURES] {
    let mut weights = [0.0f32; FEATURES];
    hold(&mut weights);
    let mut squares = [1.0f32; FEATURES];
    let mut sum = [0.0f64; FEATURES];
    let mut summed = 0.0f64;
    let mut random = Random::new(settings.seed);
    for epoch in 0..settings.epochs {
        let mut stretches: Vec<(&Scenes, Stretch)> = scenes
            .iter()
            .flat_map(|s| {
                let list = s.dialogue.stretches(&weights, &s.labels, settings.turns);
                list.into_iter().map(|stretch| (*s, stretch))
            })
            .collect();
        random.shuffle(&mut stretches);
        let mut likelihood = 0.0;
        for (s, stretch) in &stretches {
            let mut slope = [0.0; FEATURES];
            likelihood += s.weight * s.dialogue.gradient(&weights, &s.labels, stretch, &mut slope);
            let pull = settings.pull * settings.turns as f32;
            for ((w, g), square) in weights.iter_mut().zip(slope).zip(&mut squares) {
                let g = s.weight * g - pull * *w;
                *square += g * g;
                *w += settings.step * g / square.sqrt();
            }
            hold(&mut weights);
            // The mean over the second half of the passes.
            if epoch * 2 >= settings.epochs {
                sum.iter_mut().zip(&weights).for_each(|(s, w)| *s += f64::from(*w));
                summed += 1.0;
            }
        }
        report(&format!("pass {}: logarithm of the likelihood {likelihood:.0}", epoch + 1));
    }
    if summed > 0.0 {
        weights.iter_mut().zip(sum).for_each(|(w, s)| *w = (s / summed) as f32);
    }
    weights
}

/// Puts those weights in place that are set and not learnt.
fn hold(weights: &mut [f32; FEATURES]) {
    learning::held().for_each(|(i, held)| weights.iter_mut().skip(i).take(1).for_each(|w| *w = held));
}

/// The file of some weights.
#[must_use]
pub fn write(weights: &[f32; FEATURES]) -> String {
    let mut out = String::from(
        "# What speaks for and against a speaker weighs, see speakers-en.card.md. Trained by:\n\
         # cargo run --release -p inquit-training -- speakers --corpora ../shared/corpora --out models\n",
    );
    for (w, name) in weights.iter().zip(learning::names()) {
        out.push_str(&format!("{w:.3} {name}\n"));
    }
    out
}
