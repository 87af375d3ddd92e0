//! The tagger: for each word from left to right the class that its features speak for most.
//!
//! A linear model over hashed features, see [`features`]; the trainer works out the same features from the same code.

use super::model::Model;
use super::table::WIDTH;
use super::tag::CLASSES;
use super::words::{Word, Words, mix};

/// Features of a word that look at words only.
const OF_WORDS: usize = 25;
/// Features of a word that look at the classes of the two before it.
const OF_CLASSES: usize = 11;
/// Features of a word.
pub const FEATURES: usize = OF_WORDS + OF_CLASSES;
/// Stands for the class of a word before the first.
const NO_CLASS: u8 = 99;

/// What the model's word lists know of a word: the set of classes it was seen with, and the cluster of words it
/// belongs to. Both are mere numbers, 0 for a word not in the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Known {
    /// Number of the set of classes.
    pub classes: u8,
    /// Number of the cluster of words used alike.
    pub cluster: u8,
    /// The class that the word has wherever it stands, if there is one: nothing needs to be scored then.
    pub sure: Option<u8>,
}

/// Looks up the words of a sentence in a model's word list.
pub fn look_up(model: &Model, words: &Words, known: &mut Vec<Known>) {
    known.clear();
    known.extend(words.list().iter().map(|w| {
        let (classes, cluster) = model.lexicon.first(w.key).unwrap_or_default();
        let sure = model.sure.first(w.key).map(|(class, _)| class);
        Known { classes, cluster: cluster.cast_unsigned(), sure }
    }));
}

/// What the word at `i` is about, whatever the classes of its predecessors.
struct Place<'a> {
    w: &'a Word,
    n: &'a Word,
    shape: u32,
    classes: u32,
    cluster: u32,
    next: Known,
    previous: Known,
    after_next: Known,
}

impl<'a> Place<'a> {
    fn new(words: &'a Words, known: &[Known], i: usize) -> Self {
        let know = |d: isize| {
            i.checked_add_signed(d).and_then(|i| known.get(i)).copied().unwrap_or(Known {
                classes: 126,
                cluster: 255,
                sure: None,
            })
        };
        let w = words.at(i as isize);
        let k = know(0);
        Self {
            w,
            n: words.at(i as isize + 1),
            shape: mix(u32::from(w.shape), words.casing() as u32),
            classes: u32::from(k.classes),
            cluster: u32::from(k.cluster),
            next: know(1),
            previous: know(-1),
            after_next: know(2),
        }
    }
}

/// The features of the word at `i` that need no class of another word: known before any word has a class.
fn of_words(words: &Words, known: &[Known], i: usize, out: &mut [u32; OF_WORDS]) {
    let Place { w, n, shape, classes, cluster, next, after_next, .. } = Place::new(words, known, i);
    let (p, pp, nn) = (words.at(i as isize - 1), words.at(i as isize - 2), words.at(i as isize + 2));
    let ambs = mix(classes, u32::from(next.classes));
    let values = [
        (0, w.key),
        (1, mix(w.key, shape)),
        (2, shape),
        (3, mix(shape, u32::from(i == 0))),
        (4, w.suffixes[0]),
        (5, w.suffixes[1]),
        (6, w.suffixes[2]),
        (7, w.suffixes[3]),
        (8, mix(w.suffixes[2], shape)),
        (9, w.prefixes[0]),
        (10, w.prefixes[1]),
        (11, w.prefixes[2]),
        (12, p.key),
        (13, n.key),
        (14, pp.key),
        (15, nn.key),
        (16, mix(p.key, w.key)),
        (17, mix(w.key, n.key)),
        (18, mix(p.key, n.key)),
        (19, mix(n.suffixes[2], classes)),
        (20, mix(u32::from(n.shape), mix(words.casing() as u32, shape))),
        (29, mix(ambs, u32::from(after_next.classes))),
        (31, mix(classes, n.key)),
        (32, mix(cluster, shape)),
        (33, mix(cluster, u32::from(next.cluster))),
    ];
    for (key, (salt, value)) in out.iter_mut().zip(values) {
        *key = mix(salt, value);
    }
}

/// The features of the word at `i` that look at the classes of its two predecessors, the nearer one last.
fn of_classes(words: &Words, known: &[Known], i: usize, before: [u8; 2], out: &mut [u32; OF_CLASSES]) {
    let Place { w, n, shape, classes, cluster, next, previous, .. } = Place::new(words, known, i);
    let [t2, t1] = before.map(u32::from);
    let both = mix(t2, t1);
    let ambs = mix(classes, u32::from(next.classes));
    let values = [
        (21, t1),
        (22, both),
        (23, mix(t1, w.key)),
        (24, mix(t1, n.key)),
        (25, mix(both, classes)),
        (26, mix(t1, ambs)),
        (27, mix(t1, mix(w.suffixes[2], shape))),
        (28, mix(classes, t1)),
        (30, mix(both, ambs)),
        (34, mix(u32::from(previous.cluster), mix(cluster, t1))),
        (35, mix(t1, mix(classes, u32::from(next.cluster)))),
    ];
    for (key, (salt, value)) in out.iter_mut().zip(values) {
        *key = mix(salt, value);
    }
}

/// The features of the word at `i`, whose two predecessors have the classes `before` (the nearer one last).
pub fn features(words: &Words, known: &[Known], i: usize, before: [u8; 2], out: &mut [u32; FEATURES]) {
    let (first, rest) = out.split_at_mut(OF_WORDS);
    if let (Ok(first), Ok(rest)) = (first.try_into(), rest.try_into()) {
        of_words(words, known, i, first);
        of_classes(words, known, i, before, rest);
    }
}

/// Chooses the classes of a sentence, see [`CLASSES`]. `known` comes from [`look_up`]; the classes are appended.
///
/// Most features don't depend on the classes of other words: they are scored ahead, where no word waits for another.
pub fn tag(model: &Model, words: &Words, known: &[Known], scores: &mut Scores, out: &mut Vec<u8>) {
    let mut keys = [0; OF_WORDS];
    scores.0.clear();
    scores.0.resize(words.len(), [0; WIDTH]);
    let sure = |i: usize| known.get(i).and_then(|k| k.sure);
    for (i, scores) in scores.0.iter_mut().enumerate().filter(|(i, _)| sure(*i).is_none()) {
        of_words(words, known, i, &mut keys);
        model.tagger.add_all(&keys, scores);
    }
    let mut keys = [0; OF_CLASSES];
    let mut before = start();
    for (i, scores) in scores.0.iter_mut().enumerate() {
        let class = sure(i).unwrap_or_else(|| {
            of_classes(words, known, i, before, &mut keys);
            model.tagger.add_all(&keys, scores);
            best(&scores[..CLASSES.len()])
        });
        out.push(class);
        before = [before[1], class];
    }
}

/// The scores of the classes for each word of a sentence; kept to be used again.
#[derive(Debug, Default)]
pub struct Scores(Vec<[i16; WIDTH]>);

/// The first of the highest scores.
#[must_use]
pub fn best<T: PartialOrd>(scores: &[T]) -> u8 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Table;

    #[test]
    fn a_sure_word_keeps_its_class_whatever_speaks_for_another() {
        let mut words = Words::default();
        ["The", "mayor", "sang"].iter().for_each(|w| words.push(w));
        let class_of = |model: &Model| {
            let (mut known, mut out) = (Vec::new(), Vec::new());
            look_up(model, &words, &mut known);
            tag(model, &words, &known, &mut Scores::default(), &mut out);
            out
        };
        let plain = class_of(Model::english());
        let other = (plain[1] + 1) % CLASSES.len() as u8;
        let sure = Table::build(&[(words.list()[1].key, vec![(other, 0)])], 1.0);
        let found = class_of(&Model::english().with_section(b"sure", &sure));
        assert_eq!(found.len(), 3);
        assert_eq!(found[1], other);
    }
}
