//! Trains what the speakers of a dialogue are decided by.
//!
//! The decoder sums up scores over all turns of a text; what they are made of is chosen so that the annotated speakers are
//! likeliest (a conditional random field over the ways to assign the turns), by Adam over stretches of dialogue, with a
//! pull towards zero (decoupled: Loshchilov and Hutter, ICLR 2019) and with some of the units and features left out of each batch
//! (Srivastava et al., JMLR 2014).

use crate::gold;
use crate::random::Random;
use crate::shares;
use inquit::speakers::learning::{self, Dialogue, FEATURES, PARAMETERS, Scorer, Stretch, UNITS};
use inquit::{Attribution, Engine, SpeakerId};
use inquit_evaluation::{Predicted, Words, pairing};
use std::collections::BTreeMap;

/// How training goes.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Passes over all stretches.
    pub epochs: usize,
    /// The first step of Adam; it falls to nothing with the passes.
    pub step: f32,
    /// Pull towards zero, for a step of 1.
    pub pull: f32,
    /// Share of the units left out of a batch.
    pub dropout: f32,
    /// Share of the features that a batch is blind to.
    pub blind: f32,
    /// Turns in a stretch.
    pub turns: usize,
    /// Stretches in a batch.
    pub batch: usize,
    /// Seed of the first numbers, of the order of stretches, and of what is left out.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 30, step: 0.003, pull: 0.01, dropout: 0.3, blind: 0.05, turns: 25, batch: 4, seed: 6 }
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

/// In how many parts novels and excerpts are split where each is judged by a scorer that has learnt from the others.
pub const FOLDS: usize = 4;

/// The part of a document: all by one author are in the same one; others go by their number.
#[must_use]
pub fn fold(title: &str, number: usize) -> usize {
    AUTHORS.iter().position(|author| author.wrote(title)).unwrap_or(number) % FOLDS
}

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

/// The share of turns with a known speaker that a scorer decides right.
#[must_use]
pub fn right(scenes: &[&Scenes], scorer: &Scorer) -> f32 {
    let (mut right, mut all) = (0usize, 0usize);
    for s in scenes {
        for (who, label) in s.dialogue.decode(scorer).iter().zip(&s.labels).filter(|(_, l)| !l.is_empty()) {
            all += 1;
            right += usize::from(who.is_some_and(|w| label.contains(&w)));
        }
    }
    right as f32 / all.max(1) as f32
}

/// How much of the past counts in the mean of the slope, and in the mean of its square (Kingma and Ba, ICLR 2015).
const KEPT: (f32, f32) = (0.9, 0.999);

/// Trains a scorer, beginning with small numbers by chance; `report` is told the likelihood after each pass.
#[must_use]
pub fn train(scenes: &[&Scenes], settings: Settings, mut report: impl FnMut(&str)) -> Scorer {
    let mut random = Random::new(settings.seed);
    let mut numbers = vec![0.0f32; PARAMETERS];
    let small = |random: &mut Random| (random.unit() - 0.5) * 0.4;
    numbers.iter_mut().for_each(|n| *n = small(&mut random));
    numbers[..FEATURES].fill(0.0);
    hold(&mut numbers);
    let (mut mean, mut square) = (vec![0.0f32; PARAMETERS], vec![0.0f32; PARAMETERS]);
    let (mut steps, mut all) = (0, 0);
    let (mut sum, mut summed) = (vec![0.0f64; PARAMETERS], 0.0f64);
    for epoch in 0..settings.epochs {
        let scorer = Scorer::of(numbers.clone());
        let cut = |s: &&Scenes| s.dialogue.stretches(&scorer, &s.labels, settings.turns);
        let cut = shares::of(scenes, |share| share.iter().map(cut).collect());
        let mut stretches: Vec<(&Scenes, &Stretch)> =
            scenes.iter().zip(&cut).flat_map(|(s, list)| list.iter().map(|stretch| (*s, stretch))).collect();
        random.shuffle(&mut stretches);
        if epoch == 0 {
            all = stretches.len().div_ceil(settings.batch) * settings.epochs;
        }
        let mut likelihood = 0.0;
        for batch in stretches.chunks(settings.batch) {
            // What the units that stay count for.
            let mut counts = [0.0; UNITS];
            counts.iter_mut().for_each(|c| {
                *c = if random.unit() >= settings.dropout { 1.0 / (1.0 - settings.dropout) } else { 0.0 };
            });
            let mut now = numbers.clone();
            let out: Vec<usize> = (0..FEATURES).filter(|_| random.unit() < settings.blind).collect();
            out.iter().for_each(|f| blank(&mut now, *f));
            now[Scorer::counts()].iter_mut().zip(counts).for_each(|(n, c)| *n *= c);
            let scorer = Scorer::of(now);
            let learn = |(s, stretch): &(&Scenes, &Stretch)| {
                let mut slope = vec![0.0; PARAMETERS];
                let likelihood = s.dialogue.gradient(&scorer, &s.labels, stretch, &mut slope);
                (s.weight, likelihood, slope)
            };
            let mut slope = vec![0.0; PARAMETERS];
            for (weight, told, own) in shares::of(batch, |share| share.iter().map(learn).collect()) {
                likelihood += weight * told;
                slope.iter_mut().zip(own).for_each(|(to, x)| *to += weight * x);
            }
            out.iter().for_each(|f| blank(&mut slope, *f));
            slope[Scorer::counts()].iter_mut().zip(counts).for_each(|(s, c)| *s *= c);
            steps += 1;
            let step = settings.step * (all + 1).saturating_sub(steps) as f32 / all as f32;
            let bias = |kept: f32| 1.0 - kept.powi(steps as i32);
            for (((n, s), m), q) in numbers.iter_mut().zip(slope).zip(&mut mean).zip(&mut square) {
                let s = s / (settings.batch * settings.turns) as f32;
                *m = KEPT.0 * *m + (1.0 - KEPT.0) * s;
                *q = KEPT.1 * *q + (1.0 - KEPT.1) * s * s;
                *n += step * (*m / bias(KEPT.0) / ((*q / bias(KEPT.1)).sqrt() + 1e-8) - settings.pull * *n);
            }
            hold(&mut numbers);
            // The mean over the second half of the passes.
            if epoch * 2 >= settings.epochs {
                sum.iter_mut().zip(&numbers).for_each(|(s, n)| *s += f64::from(*n));
                summed += 1.0;
            }
        }
        report(&format!("pass {}: logarithm of the likelihood {likelihood:.0}", epoch + 1));
    }
    if summed > 0.0 {
        numbers.iter_mut().zip(sum).for_each(|(n, s)| *n = (s / summed) as f32);
    }
    Scorer::of(numbers)
}

/// Sets all that belongs to a feature to nothing.
fn blank(numbers: &mut [f32], feature: usize) {
    let (at, row) = Scorer::feature(feature);
    numbers[at] = 0.0;
    numbers[row].fill(0.0);
}

/// Puts those weights in place that are set and not learnt; no unit sees their features.
fn hold(numbers: &mut [f32]) {
    for (feature, held) in learning::held() {
        blank(numbers, feature);
        numbers[Scorer::feature(feature).0] = held;
    }
}

/// The file of a scorer.
#[must_use]
pub fn write(scorer: &Scorer) -> String {
    format!(
        "# What speaks for and against a speaker weighs, see speakers-en.card.md. Trained by:\n\
         # cargo run --release -p inquit-training -- speakers --corpora ../shared/corpora --out models\n{}",
        scorer.lines()
    )
}
