//! The tagger: for each word from left to right the class that its features speak for most.
//!
//! A linear model over hashed features, see [`features`]; the trainer works out the same features from the same code.

use super::model::Model;
use super::tag::CLASSES;
use super::words::{Words, mix};

/// Features of a word.
pub const FEATURES: usize = 36;
/// Room for the scores of the classes.
const SCORES: usize = 32;
/// Stands for the class of a word before the first.
const NO_CLASS: u8 = 99;

/// What the model's word list knows of a word: the set of classes it was seen with, and the cluster of words it
/// belongs to. Both are mere numbers, 0 for a word not in the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Known {
    /// Number of the set of classes.
    pub classes: u8,
    /// Number of the cluster of words used alike.
    pub cluster: u8,
}

/// Looks up the words of a sentence in a model's word list.
pub fn look_up(model: &Model, words: &Words, known: &mut Vec<Known>) {
    known.clear();
    known.extend(words.list().iter().map(|w| {
        let known = model.lexicon.first(w.key);
        known.map_or(Known::default(), |(classes, cluster)| Known {
            classes,
            cluster: cluster.cast_unsigned(),
        })
    }));
}

/// The features of the word at `i`, whose two predecessors have the classes `before` (the nearer one last).
pub fn features(words: &Words, known: &[Known], i: usize, before: [u8; 2], out: &mut [u32; FEATURES]) {
    let at = |d: isize| words.at(i as isize + d);
    let know = |d: isize| {
        usize::try_from(i as isize + d)
            .ok()
            .and_then(|i| known.get(i))
            .copied()
            .unwrap_or(Known { classes: 126, cluster: 255 })
    };
    let (w, p, n, pp, nn) = (at(0), at(-1), at(1), at(-2), at(2));
    let (k, kp, kn, knn) = (know(0), know(-1), know(1), know(2));
    let casing = words.casing() as u32;
    let shape = mix(u32::from(w.shape), casing);
    let [t2, t1] = before.map(u32::from);
    let both = mix(t2, t1);
    let amb = |k: Known| u32::from(k.classes);
    let cluster = |k: Known| u32::from(k.cluster);
    let ambs = mix(amb(k), amb(kn));
    let values = [
        w.key,
        mix(w.key, shape),
        shape,
        mix(shape, u32::from(i == 0)),
        w.suffixes[0],
        w.suffixes[1],
        w.suffixes[2],
        w.suffixes[3],
        mix(w.suffixes[2], shape),
        w.prefixes[0],
        w.prefixes[1],
        w.prefixes[2],
        p.key,
        n.key,
        pp.key,
        nn.key,
        mix(p.key, w.key),
        mix(w.key, n.key),
        mix(p.key, n.key),
        mix(n.suffixes[2], amb(k)),
        mix(u32::from(n.shape), mix(casing, shape)),
        t1,
        both,
        mix(t1, w.key),
        mix(t1, n.key),
        mix(both, amb(k)),
        mix(t1, ambs),
        mix(t1, mix(w.suffixes[2], shape)),
        mix(amb(k), t1),
        mix(ambs, amb(knn)),
        mix(both, mix(amb(k), amb(kn))),
        mix(amb(k), n.key),
        mix(cluster(k), shape),
        mix(cluster(k), cluster(kn)),
        mix(cluster(kp), mix(cluster(k), t1)),
        mix(t1, mix(amb(k), cluster(kn))),
    ];
    for (i, (slot, value)) in out.iter_mut().zip(values).enumerate() {
        *slot = mix(i as u32, value);
    }
}

/// Chooses the classes of a sentence, see [`CLASSES`]. `known` comes from [`look_up`]; the classes are appended.
pub fn tag(model: &Model, words: &Words, known: &[Known], out: &mut Vec<u8>) {
    let mut keys = [0; FEATURES];
    let mut before = [NO_CLASS; 2];
    for i in 0..words.len() {
        features(words, known, i, before, &mut keys);
        let mut scores = [0i32; SCORES];
        model.tagger.add_all(&keys, &mut scores);
        let best = best(&scores[..CLASSES.len()]);
        out.push(best);
        before = [before[1], best];
    }
}

/// The first of the highest scores.
#[must_use]
pub fn best(scores: &[i32]) -> u8 {
    let mut best = 0;
    for (i, s) in scores.iter().enumerate() {
        if *s > scores[best] {
            best = i;
        }
    }
    best as u8
}

/// What stands for the classes before the first word.
#[must_use]
pub const fn start() -> [u8; 2] {
    [NO_CLASS; 2]
}
