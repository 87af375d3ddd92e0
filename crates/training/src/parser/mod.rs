//! Trains the parser.

pub mod adam;
pub mod matrices;

use crate::augment::vary;
use crate::conllu::Sentence;
use crate::random::Random;
use crate::tagger;
use adam::Adam;
use inquit::syntax::parser::{Room, rows};
use inquit::syntax::words::Words;
use inquit::syntax::{Label, Model};
use matrices::{Dropout, Example, Matrices, Pass};

/// Words in a batch, more or less.
const BATCH: usize = 500;

/// A sentence for the network, with the tagger's classes.
#[must_use]
pub fn example(sentence: &Sentence, classes: &[u8]) -> Example {
    let mut words = Words::default();
    sentence.words.iter().for_each(|w| words.push(&w.form));
    let mut example = Example::default();
    rows(&words, classes, &mut example.rows);
    example.heads = sentence.words.iter().map(|w| w.head).collect();
    example.labels = sentence.words.iter().map(|w| Label::from_name(&w.label) as u8).collect();
    example
}

/// Settings of a run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Times each sentence is seen.
    pub epochs: usize,
    /// Seed of the order, the variants and what is left out.
    pub seed: u64,
    /// First step size; it falls to nothing over the run.
    pub step: f32,
    /// What is left out.
    pub dropout: Dropout,
}

/// Trains the network. `report` is told the number of each epoch, the mean loss of a word and the averaged weights.
pub fn train(
    sentences: &[Sentence],
    classes: &[Vec<u8>],
    settings: Settings,
    mut report: impl FnMut(usize, f64, &Matrices),
) -> Matrices {
    let mut random = Random::new(settings.seed);
    let mut weights = Matrices::start(&mut random);
    let mut average = weights.clone();
    let mut gradient = Matrices::zero();
    let mut adam = Adam::new();
    let mut order: Vec<usize> =
        (0..sentences.len()).filter(|i| (2..=100).contains(&sentences[*i].words.len())).collect();
    let all: usize = order.iter().map(|i| sentences[*i].words.len()).sum::<usize>() * settings.epochs;
    let mut seen = 0;
    let mut updates = 0;
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        let (mut loss, mut words) = (0.0, 0);
        let mut batch: Vec<Example> = Vec::new();
        let mut size = 0;
        for (at, i) in order.iter().enumerate() {
            let mut s = sentences[*i].clone();
            let mut tags = classes[*i].clone();
            s = vary(&s, &mut random);
            tags.truncate(s.words.len());
            size += tags.len();
            batch.push(example(&s, &tags));
            if size < BATCH && at + 1 < order.len() {
                continue;
            }
            let list: Vec<&Example> = batch.iter().collect();
            let pass = Pass::forward(&weights, &list, Some((settings.dropout, &mut random)));
            loss += pass.learn(&mut gradient);
            drop(pass);
            seen += size;
            let step = settings.step * (1.0 - seen as f32 / all as f32).max(0.02);
            adam.step(&mut weights, &mut gradient, &list, 1.0 / size as f32, step);
            updates += 1;
            if updates % 8 == 0 {
                let keep = (1.0 - 8.0 / (updates as f32 + 8.0)).min(0.99);
                adam::average(&mut average, &weights, keep);
            }
            words += size;
            size = 0;
            batch.clear();
        }
        report(epoch, loss / words as f64, &average);
    }
    average
}

/// How well a parser does.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Words.
    pub words: usize,
    /// Words with the right head.
    pub heads: usize,
    /// Words with the right head and relation, subtypes left aside as the official scorer does.
    pub labelled: usize,
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = |n: usize| 100.0 * n as f64 / self.words.max(1) as f64;
        write!(f, "UAS {:.2}, LAS {:.2}", percent(self.heads), percent(self.labelled))
    }
}

impl Score {
    /// Adds one word.
    pub fn add(&mut self, head: usize, label: &str, gold_head: usize, gold_label: &str) {
        let main = |l: &str| l.split(':').next().unwrap_or_default().to_owned();
        self.words += 1;
        if head == gold_head {
            self.heads += 1;
            self.labelled += usize::from(main(label) == main(gold_label));
        }
    }
}

/// Scores a parser on sentences with given tokens, with the classes that the model's own tagger gives.
#[must_use]
pub fn score(model: &Model, sentences: &[Sentence]) -> Score {
    let mut score = Score::default();
    let (mut room, mut found) = (Room::default(), Vec::new());
    for s in sentences {
        let e = example(s, &tagger::classes(model, s));
        model.parser().parse(&e.rows, &mut room, &mut found);
        for ((head, label), w) in found.iter().zip(&s.words) {
            score.add(usize::from(*head), label.name(), w.head, &w.label);
        }
    }
    score
}
