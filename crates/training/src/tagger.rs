//! Trains the tagger.

use crate::augment::vary;
use crate::conllu::Sentence;
use crate::perceptron::Perceptron;
use crate::random::Random;
use inquit::syntax::tagger::{FEATURES, Room, features, look_up, start, tag};
use inquit::syntax::words::Words;
use inquit::syntax::{CLASSES, Model, Table};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Numbers of word sets that a model has room for; one more stands for all rare sets.
const SETS: usize = 124;

/// What each known word may be: a word list as a table, see [`inquit::syntax::tagger::Known`].
#[must_use]
pub fn lexicon(sentences: &[Sentence], clusters: &FxHashMap<u32, u8>) -> Vec<u8> {
    let mut counts: BTreeMap<u32, [u32; CLASSES.len()]> = BTreeMap::new();
    let mut words = Words::default();
    for s in sentences {
        words.clear();
        s.words.iter().for_each(|w| words.push(&w.form));
        for (w, gold) in words.list().iter().zip(&s.words) {
            counts.entry(w.key).or_default()[gold.class as usize] += 1;
        }
    }
    // The classes that a word has in at least a tenth of its places, the most frequent one first.
    let set = |c: &[u32; CLASSES.len()]| -> Option<Vec<u8>> {
        let all: u32 = c.iter().sum();
        if all < 3 {
            return None;
        }
        let mut classes: Vec<u8> = (0..CLASSES.len() as u8).filter(|i| c[*i as usize] * 10 >= all).collect();
        classes.sort_by_key(|i| std::cmp::Reverse(c[*i as usize]));
        Some(classes)
    };
    let mut sets: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    for c in counts.values() {
        if let Some(s) = set(c) {
            *sets.entry(s).or_default() += 1;
        }
    }
    let mut ranked: Vec<_> = sets.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(SETS);
    let number: BTreeMap<Vec<u8>, u8> = ranked.into_iter().zip(1u8..).map(|((s, _), n)| (s, n)).collect();
    let rare = SETS as u8 + 1;
    let mut entries: BTreeMap<u32, (u8, u8)> = BTreeMap::new();
    for (key, c) in &counts {
        if let Some(s) = set(c) {
            entries.entry(*key).or_default().0 = number.get(&s).copied().unwrap_or(rare);
        }
    }
    let mut by_key: Vec<_> = clusters.iter().map(|(k, c)| (*k, *c)).collect();
    by_key.sort_unstable();
    for (key, cluster) in by_key {
        entries.entry(key).or_default().1 = cluster;
    }
    let list: Vec<_> = entries.into_iter().map(|(k, (s, c))| (k, vec![(s, c.cast_signed())])).collect();
    Table::build(&list, 1.0)
}

/// Settings of a run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Times each sentence is seen.
    pub epochs: usize,
    /// Seed of the order and the variants.
    pub seed: u64,
    /// Whether sentences are varied, see [`vary`].
    pub vary: bool,
}

/// Trains the weights. `model` has the word list. `report` is called after each epoch with its number and the share
/// of words that were tagged right while training.
pub fn train(
    model: &Model,
    sentences: &[Sentence],
    settings: Settings,
    mut report: impl FnMut(usize, f64),
) -> Perceptron {
    let mut p = Perceptron::default();
    let mut random = Random::new(settings.seed);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let (mut words, mut known, mut keys) = (Words::default(), Vec::new(), [0; FEATURES]);
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        let (mut right, mut all) = (0usize, 0usize);
        for i in &order {
            let varied;
            let s = if settings.vary {
                varied = vary(&sentences[*i], &mut random);
                &varied
            } else {
                &sentences[*i]
            };
            words.clear();
            s.words.iter().for_each(|w| words.push(&w.form));
            look_up(model, &words, &mut known);
            let mut before = start();
            for (i, gold) in s.words.iter().enumerate() {
                features(&words, &known, i, before, &mut keys);
                let mut scores = [0; CLASSES.len()];
                keys.iter().for_each(|k| p.add(*k, &mut scores));
                let found = inquit::syntax::tagger::best(&scores);
                p.tick();
                all += 1;
                if found == gold.class {
                    right += 1;
                } else {
                    for k in keys {
                        p.update(k, gold.class, 1);
                        p.update(k, found, -1);
                    }
                }
                before = [before[1], found];
            }
        }
        report(epoch, right as f64 / all.max(1) as f64);
    }
    p
}

/// Tags sentences with a model that was not trained on them: the sentences are dealt into `parts`, each part is tagged
/// by a model trained on the others. So a parser learns from tags as good, or bad, as it will meet.
#[must_use]
pub fn cross_tag(model: &Model, sentences: &[Sentence], parts: usize, settings: Settings) -> Vec<Vec<u8>> {
    let mut tags = vec![Vec::new(); sentences.len()];
    // Runs of sentences stay together: neighbours are from one text. Both forms of a sentence go to one part.
    let part = |i: usize| (sentences[i].number / 50) % parts;
    for p in 0..parts {
        let others: Vec<_> =
            (0..sentences.len()).filter(|i| part(*i) != p).map(|i| sentences[i].clone()).collect();
        let packed = train(model, &others, settings, |_, _| {}).pack(3).0;
        let with = model.with_section(b"tagg", &packed);
        for i in (0..sentences.len()).filter(|i| part(*i) == p) {
            tags[i] = classes(&with, &sentences[i]);
        }
    }
    tags
}

/// The classes that a model gives to the words of a sentence.
#[must_use]
pub fn classes(model: &Model, sentence: &Sentence) -> Vec<u8> {
    let (mut words, mut classes) = (Words::default(), Vec::new());
    sentence.words.iter().for_each(|w| words.push(&w.form));
    tag(model, &words, &mut Room::default(), &mut classes);
    classes
}

/// Share of words whose part of speech, and whose whole class, a model finds.
#[must_use]
pub fn score(model: &Model, sentences: &[Sentence]) -> (f64, f64) {
    let (mut words, mut room, mut classes) = (Words::default(), Room::default(), Vec::new());
    let (mut pos, mut class, mut all) = (0usize, 0usize, 0usize);
    for s in sentences {
        words.clear();
        s.words.iter().for_each(|w| words.push(&w.form));
        classes.clear();
        tag(model, &words, &mut room, &mut classes);
        for (found, gold) in classes.iter().zip(&s.words) {
            all += 1;
            class += usize::from(*found == gold.class);
            pos += usize::from(CLASSES[*found as usize].pos == CLASSES[gold.class as usize].pos);
        }
    }
    (pos as f64 / all.max(1) as f64, class as f64 / all.max(1) as f64)
}
