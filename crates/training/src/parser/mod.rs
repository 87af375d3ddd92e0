//! Trains the parser.

pub mod adam;
pub mod matrices;

use crate::augment::vary;
use crate::conllu::Sentence;
use crate::random::Random;
use crate::shares::SHARES;
use crate::tagger;
use adam::Adam;
use inquit::syntax::parser::{Room, list, rows};
use inquit::syntax::words::Words;
use inquit::syntax::{Label, Model};
use matrices::{Dropout, Example, Matrices, Pass};
use std::sync::Arc;

/// Words in a batch, more or less.
const BATCH: usize = 500;

/// A sentence for the network, with the tagger's classes.
#[must_use]
pub fn example(sentence: &Sentence, classes: &[u8]) -> Example {
    let mut words = Words::default();
    sentence.words.iter().for_each(|w| words.push(&w.form));
    let (mut example, mut lower) = (Example::default(), String::new());
    let lists: Vec<u32> = sentence.words.iter().map(|w| list(&w.form, &mut lower)).collect();
    rows(&words, classes, &lists, &mut example.rows);
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

/// A sentence to learn from.
#[derive(Clone, Debug, Default)]
pub struct Lesson {
    /// With its heads and relations, unless they are not known.
    pub sentence: Sentence,
    /// Whether they are known.
    pub has_tree: bool,
    /// The tags of names; empty if they are not known.
    pub names: Vec<u8>,
    /// The tagger's classes.
    pub classes: Vec<u8>,
    /// What an encoder says of its words, if it is asked.
    pub states: Arc<Vec<f32>>,
}

impl Lesson {
    /// The sentence in one dress or another, for the network.
    fn example(&self, random: &mut Random) -> Example {
        let sentence = vary(&self.sentence, random);
        let mut classes = self.classes.clone();
        classes.truncate(sentence.words.len());
        let mut example = Example { states: self.states.clone(), ..example(&sentence, &classes) };
        example.names.clone_from(&self.names);
        if !self.has_tree {
            example.heads.clear();
        }
        example
    }
}

/// Trains the network. All sentences of `gold` are seen in each epoch. Those of `silver` are seen once, most of them in
/// the first epochs and hardly any in the last. `report` is told the number of each epoch, the mean loss of a word and the
/// averaged weights.
pub fn train(
    gold: &[Lesson],
    silver: &[Lesson],
    settings: Settings,
    mut report: impl FnMut(usize, f64, &Matrices),
) -> Matrices {
    let mut random = Random::new(settings.seed);
    let states = gold.first().map_or(0, |l| l.states.len() / l.classes.len().max(1));
    let mut learner = Learner::new(states, settings, &mut random);
    let fit = |list: &[Lesson]| -> Vec<usize> {
        (0..list.len()).filter(|i| (2..=100).contains(&list[*i].classes.len())).collect()
    };
    let (order, mut others) = (fit(gold), fit(silver));
    random.shuffle(&mut others);
    let words = |list: &[Lesson], of: &[usize]| of.iter().map(|i| list[*i].classes.len()).sum::<usize>();
    learner.all = words(gold, &order) * settings.epochs + words(silver, &others);
    let mut rest = others.as_slice();
    for epoch in 0..settings.epochs {
        // From twice the mean at first down to nothing, in a straight line.
        let share = (2 * (settings.epochs - epoch) - 1) as f32 / settings.epochs.pow(2) as f32;
        let few = ((others.len() as f32 * share) as usize).min(rest.len());
        let (now, later) = rest.split_at(few);
        rest = later;
        let mut turn: Vec<&Lesson> = order.iter().map(|i| &gold[*i]).collect();
        turn.extend(now.iter().map(|i| &silver[*i]));
        random.shuffle(&mut turn);
        let (mut loss, mut words) = (0.0, 0);
        let mut batch: Vec<Example> = Vec::new();
        let mut size = 0;
        for (at, lesson) in turn.iter().enumerate() {
            let example = lesson.example(&mut random);
            size += example.rows.len();
            batch.push(example);
            if size < BATCH && at + 1 < turn.len() {
                continue;
            }
            loss += learner.learn(&batch, size, &mut random);
            words += std::mem::take(&mut size);
            batch.clear();
        }
        report(epoch, loss / words as f64, &learner.average);
    }
    learner.average
}

/// A network while it learns.
struct Learner {
    settings: Settings,
    weights: Matrices,
    average: Matrices,
    gradients: [Matrices; SHARES],
    adam: Adam,
    updates: usize,
    /// Words seen, and to be seen.
    seen: usize,
    all: usize,
}

impl Learner {
    fn new(states: usize, settings: Settings, random: &mut Random) -> Self {
        let weights = Matrices::start(states, random);
        Self {
            settings,
            average: weights.clone(),
            weights,
            gradients: std::array::from_fn(|_| Matrices::zero(states)),
            adam: Adam::new(states),
            updates: 0,
            seen: 0,
            all: 0,
        }
    }

    /// Learns from a batch of so many words; its loss.
    fn learn(&mut self, batch: &[Example], size: usize, random: &mut Random) -> f64 {
        let list: Vec<&Example> = batch.iter().collect();
        let mut half = 0;
        let cut = list.iter().take_while(|e| {
            half += e.rows.len();
            half * 2 < size
        });
        let shares = list.split_at((cut.count() + 1).min(list.len()));
        let (weights, dropout) = (&self.weights, self.settings.dropout);
        let loss = std::thread::scope(|scope| {
            let threads: Vec<_> = [shares.0, shares.1]
                .into_iter()
                .zip(&mut self.gradients)
                .map(|(share, gradient)| (share, gradient, Random::new(random.bits())))
                .filter(|(share, ..)| !share.is_empty())
                .map(|(share, gradient, mut random)| {
                    scope.spawn(move || {
                        Pass::forward(weights, share, Some((dropout, &mut random))).learn(gradient)
                    })
                })
                .collect();
            threads.into_iter().map(|t| t.join().unwrap_or(f64::NAN)).sum::<f64>()
        });
        let [gradient, other] = &mut self.gradients;
        gradient.take(other, shares.1);
        self.seen += size;
        let step = self.settings.step * (1.0 - self.seen as f32 / self.all as f32).max(0.02);
        self.adam.step(&mut self.weights, gradient, &list, 1.0 / size as f32, step);
        self.updates += 1;
        if self.updates.is_multiple_of(8) {
            let keep = (1.0 - 8.0 / (self.updates as f32 + 8.0)).min(0.99);
            adam::average(&mut self.average, &self.weights, keep);
        }
        loss
    }
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
    let (mut room, mut found, mut tags) = (Room::default(), Vec::new(), Vec::new());
    for s in sentences {
        let e = example(s, &tagger::classes(model, s));
        model.parser().parse(&e.rows, &mut room, &mut found, &mut tags);
        for ((head, label), w) in found.iter().zip(&s.words) {
            score.add(usize::from(*head), label.name(), w.head, &w.label);
        }
    }
    score
}
