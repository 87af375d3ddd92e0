//! The tagger: for each word from left to right the class that its features speak for most.
//!
//! A linear model over hashed features, see [`features`]; the trainer works out the same features from the same code.

use super::model::Model;
use super::tag::CLASSES;
use super::weights::{Few, WIDTH};
use super::words::{OUTSIDE, Word, Words, mix};
use crate::memo::Memo;

/// Features of a word's form alone.
const OF_FORM: usize = 13;
/// Features of one of the words around it.
const BESIDE: usize = 4;
/// Features of the word together with those around it.
const OF_PAIRS: usize = 8;
/// Features that look at the classes of the two words before it and the lists' classes of the word and the next.
const OF_CLASSES: usize = 6;
/// Features that look at the class of the word before it and at words.
const OF_BOTH: usize = 5;
/// Features of a word.
pub const FEATURES: usize = OF_FORM + BESIDE + OF_PAIRS + OF_CLASSES + OF_BOTH;
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

impl Known {
    /// Before and after a sentence.
    const OUTSIDE: Self = Self { classes: 126, cluster: 255, sure: None };

    fn of(model: &Model, key: u32) -> Self {
        let (classes, cluster) = model.lexicon.first(key).unwrap_or_default();
        let sure = model.sure.first(key).map(|(class, _)| class);
        Self { classes, cluster: cluster.cast_unsigned(), sure }
    }
}

/// Looks up the words of a sentence in a model's word list.
pub fn look_up(model: &Model, words: &Words, known: &mut Vec<Known>) {
    known.clear();
    known.extend(words.list().iter().map(|w| Known::of(model, w.key)));
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
        let know =
            |d: isize| i.checked_add_signed(d).and_then(|i| known.get(i)).copied().unwrap_or(Known::OUTSIDE);
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

/// The keys of features by their number and value.
fn keys<const N: usize>(values: [(u32, u32); N]) -> [u32; N] {
    values.map(|(number, value)| mix(number, value))
}

/// The features of a word by itself; `shape` tells how its sentence is written, too.
fn of_form(w: &Word, shape: u32, first: bool, cluster: u8) -> [u32; OF_FORM] {
    keys([
        (0, w.key),
        (1, mix(w.key, shape)),
        (2, shape),
        (3, mix(shape, u32::from(first))),
        (4, w.suffixes[0]),
        (5, w.suffixes[1]),
        (6, w.suffixes[2]),
        (7, w.suffixes[3]),
        (8, mix(w.suffixes[2], shape)),
        (9, w.prefixes[0]),
        (10, w.prefixes[1]),
        (11, w.prefixes[2]),
        (32, mix(u32::from(cluster), shape)),
    ])
}

/// The features of a word for one beside it, when it stands one before, one after, two before, two after that.
fn beside(key: u32) -> [u32; BESIDE] {
    keys([(12, key), (13, key), (14, key), (15, key)])
}

/// Their weights.
fn weights_beside(model: &Model, key: u32) -> [Few; BESIDE] {
    beside(key).map(|key| model.tagger.of(key))
}

/// The features of the word at `i` together with those around it that need no class of another word.
fn of_pairs(words: &Words, known: &[Known], i: usize) -> [u32; OF_PAIRS] {
    let Place { w, n, shape, classes, cluster, next, after_next, .. } = Place::new(words, known, i);
    let p = words.at(i as isize - 1);
    let ambs = mix(classes, u32::from(next.classes));
    keys([
        (16, mix(p.key, w.key)),
        (17, mix(w.key, n.key)),
        (18, mix(p.key, n.key)),
        (19, mix(n.suffixes[2], classes)),
        (20, mix(u32::from(n.shape), mix(words.casing() as u32, shape))),
        (29, mix(ambs, u32::from(after_next.classes))),
        (31, mix(classes, n.key)),
        (33, mix(cluster, u32::from(next.cluster))),
    ])
}

/// The features of the classes of the two words before, the nearer one last, with what the lists know of a word and the
/// next.
fn of_classes([t2, t1]: [u8; 2], classes: u8, next: u8) -> [u32; OF_CLASSES] {
    let (t2, t1, classes) = (u32::from(t2), u32::from(t1), u32::from(classes));
    let both = mix(t2, t1);
    let ambs = mix(classes, u32::from(next));
    keys([
        (21, t1),
        (22, both),
        (25, mix(both, classes)),
        (26, mix(t1, ambs)),
        (28, mix(classes, t1)),
        (30, mix(both, ambs)),
    ])
}

/// The features of the word at `i` together with the class of the word before it.
fn of_both(words: &Words, known: &[Known], i: usize, before: u8) -> [u32; OF_BOTH] {
    let Place { w, n, shape, classes, cluster, next, previous, .. } = Place::new(words, known, i);
    let t1 = u32::from(before);
    keys([
        (23, mix(t1, w.key)),
        (24, mix(t1, n.key)),
        (27, mix(t1, mix(w.suffixes[2], shape))),
        (34, mix(u32::from(previous.cluster), mix(cluster, t1))),
        (35, mix(t1, mix(classes, u32::from(next.cluster)))),
    ])
}

/// The features of the word at `i`, whose two predecessors have the classes `before` (the nearer one last).
pub fn features(words: &Words, known: &[Known], i: usize, before: [u8; 2], out: &mut [u32; FEATURES]) {
    let of = |d: isize| known.get(i.saturating_add_signed(d)).copied();
    let around = |d: isize| beside(words.at(i as isize + d).key);
    let Place { w, shape, next, .. } = Place::new(words, known, i);
    let k = of(0).unwrap_or_default();
    let all = of_form(w, shape, i == 0, k.cluster)
        .into_iter()
        .chain([around(-1)[0], around(1)[1], around(-2)[2], around(2)[3]])
        .chain(of_pairs(words, known, i))
        .chain(of_classes(before, k.classes, next.classes))
        .chain(of_both(words, known, i, before[1]));
    out.iter_mut().zip(all).for_each(|(key, of)| *key = of);
}

/// A form as it is written in a sentence: all that decides what is worked out for it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
struct Form {
    word: Word,
    casing: u8,
    first: bool,
}

/// What has been worked out for a form.
#[derive(Clone, Copy, Default, Debug)]
struct OfForm {
    known: Known,
    /// The weights of its features for the words beside it.
    beside: [Few; BESIDE],
    /// What its own features come to, unless its class is sure.
    scores: [i16; WIDTH],
}

impl OfForm {
    fn new(model: &Model, Form { word, casing, first }: Form) -> Self {
        let mut this = Self {
            known: Known::of(model, word.key),
            beside: weights_beside(model, word.key),
            scores: [0; WIDTH],
        };
        if this.known.sure.is_none() {
            let shape = mix(u32::from(word.shape), u32::from(casing));
            let keys = of_form(&word, shape, first, this.known.cluster);
            model.tagger.add_all(&keys, &mut this.scores);
        }
        this
    }
}

/// How many forms are remembered: a power of two.
const REMEMBERED: usize = 1 << 12;

/// What the tagger works with; kept to be used again, with what was worked out for the forms of one model.
#[derive(Debug, Default)]
pub struct Room {
    model: Model,
    forms: Memo<Form, OfForm, REMEMBERED>,
    /// For each word of a sentence.
    known: Vec<Known>,
    beside: Beside,
    scores: Vec<[i16; WIDTH]>,
    /// The class that each seems to have before those of its neighbours are looked at.
    guesses: Vec<u8>,
    /// The words whose class is not sure, and what is looked up for each of them.
    unsure: Vec<usize>,
    keys: Vec<u32>,
    places: Vec<u32>,
    weights: Vec<Few>,
}

impl Room {
    /// Takes in the words of a sentence.
    fn enter(&mut self, model: &Model, words: &Words) {
        if !self.model.tags_alike(model) {
            *self = Self { model: model.clone(), ..Self::default() };
            self.beside.outside = weights_beside(model, OUTSIDE.key);
        }
        self.known.clear();
        self.beside.words.clear();
        self.scores.clear();
        let casing = words.casing() as u8;
        for (i, word) in words.list().iter().enumerate() {
            let form = Form { word: *word, casing, first: i == 0 };
            let hash = mix(word.key, u32::from(word.shape) << 3 | u32::from(casing) << 1 | u32::from(i == 0));
            let of = self.forms.get(hash, form, || OfForm::new(model, form));
            self.known.push(of.known);
            self.beside.words.push(of.beside);
            self.scores.push(of.scores);
        }
    }
}

/// The weights of the words of a sentence for those beside them.
#[derive(Debug, Default)]
struct Beside {
    words: Vec<[Few; BESIDE]>,
    outside: [Few; BESIDE],
}

impl Beside {
    /// The weights for the word at `i` of those beside it.
    fn around(&self, i: usize) -> [Few; BESIDE] {
        let at = |d: isize, which: usize| {
            let of = i.checked_add_signed(d).and_then(|at| self.words.get(at)).unwrap_or(&self.outside);
            of[which % BESIDE]
        };
        [at(-1, 0), at(1, 1), at(-2, 2), at(2, 3)]
    }
}

/// The classes of the two words before the one at `i`, the nearer one last.
fn before(classes: &[u8], i: usize) -> [u8; 2] {
    [2, 1].map(|d| i.checked_sub(d).and_then(|at| classes.get(at)).copied().unwrap_or(NO_CLASS))
}

/// Chooses the classes of a sentence, see [`CLASSES`]; they are appended.
///
/// Memory is what this waits for, so that all that can be is looked up for many words at once: first the features that
/// don't depend on the classes of other words, then the others, for the classes that seem likely by then. Where the words
/// before a word turn out to have other classes, it is looked up again. What a form alone comes to is worked out once, and
/// where one class is far ahead after the first round, there is no second.
pub fn tag(model: &Model, words: &Words, room: &mut Room, out: &mut Vec<u8>) {
    room.enter(model, words);
    let Room { known, beside, scores, guesses, unsure, keys, places, weights, .. } = room;
    let known = known.as_slice();
    let sure = |i: usize| known.get(i).and_then(|k| k.sure);
    unsure.clear();
    unsure.extend((0..words.len()).filter(|i| sure(*i).is_none()));
    keys.clear();
    keys.extend(unsure.iter().flat_map(|i| of_pairs(words, known, *i)));
    model.tagger.of_many(keys, places, weights);
    for (&i, pairs) in unsure.iter().zip(weights.chunks_exact(OF_PAIRS)) {
        let beside = beside.around(i);
        if let Some(scores) = scores.get_mut(i) {
            model.tagger.add(pairs.iter().copied().chain(beside), scores);
        }
    }
    guesses.clear();
    guesses.extend(scores.iter().enumerate().map(|(i, scores)| sure(i).unwrap_or_else(|| top(scores))));
    unsure.retain(|i| !scores.get(*i).is_some_and(is_clear));
    let of_set = |i: usize, before: [u8; 2]| {
        let classes = |i: usize| known.get(i).map_or(Known::OUTSIDE.classes, |k| k.classes);
        of_classes(before, classes(i), classes(i + 1))
    };
    keys.clear();
    for &i in &*unsure {
        let before = before(guesses, i);
        keys.extend(of_set(i, before));
        keys.extend(of_both(words, known, i, before[1]));
    }
    model.tagger.of_many(keys, places, weights);
    let first = out.len();
    let mut ahead = unsure.iter().zip(weights.chunks_exact(OF_CLASSES + OF_BOTH)).peekable();
    for (i, (scores, guess)) in scores.iter_mut().zip(guesses.iter()).enumerate() {
        let Some((_, found)) = ahead.next_if(|(at, _)| **at == i) else {
            out.push(*guess);
            continue;
        };
        let (guess, before) = (before(guesses, i), before(out.get(first..).unwrap_or_default(), i));
        if guess == before {
            model.tagger.add(found.iter().copied(), scores);
        } else {
            model.tagger.add_all(&of_set(i, before), scores);
            model.tagger.add_all(&of_both(words, known, i, before[1]), scores);
        }
        out.push(top(scores));
    }
}

/// How far the best class has to be ahead of all others for the classes of the words before it not to be asked, where a
/// weight is 127 at most. Of 1,286,000 words of news and novels this spares four in ten of those that no list is sure of, and
/// gives one in 5,000 another class.
const CLEAR: i16 = 120;

/// Whether one class is far ahead of all others.
fn is_clear(scores: &[i16; WIDTH]) -> bool {
    let scores = scores.get(..CLASSES.len()).unwrap_or_default();
    let near = scores.iter().copied().max().unwrap_or_default().saturating_sub(CLEAR);
    scores.iter().filter(|s| **s > near).count() == 1
}

/// The class with the highest score, the first of equal ones.
fn top(scores: &[i16; WIDTH]) -> u8 {
    let scores = scores.get(..CLASSES.len()).unwrap_or_default();
    let most = scores.iter().copied().max().unwrap_or_default();
    scores.iter().position(|s| *s == most).unwrap_or_default() as u8
}

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
    fn what_was_looked_up_ahead_gives_the_classes_that_each_word_by_itself_gives() {
        let model = Model::english();
        let mut room = Room::default();
        for text in [
            "The old man the boats while the young fish for time flies like an arrow",
            "THE MAYOR SAYS HER REPORT CLAIMS NOTHING",
            "I can can what that that that man saw meant",
            "Rare Quonset zorbs glibly trumpet no one 's 14 plans , though",
        ] {
            let mut words = Words::default();
            text.split(' ').for_each(|w| words.push(w));
            let (mut ahead, mut known) = (Vec::new(), Vec::new());
            tag(model, &words, &mut room, &mut ahead);
            look_up(model, &words, &mut known);
            let (mut alone, mut keys) = (Vec::new(), [0; FEATURES]);
            for (i, k) in known.iter().enumerate() {
                features(&words, &known, i, before(&alone, i), &mut keys);
                let mut scores = [0; WIDTH];
                keys.iter().for_each(|key| model.tagger.add_all(&[*key], &mut scores));
                alone.push(k.sure.unwrap_or_else(|| best(&scores[..CLASSES.len()])));
            }
            assert_eq!(ahead, alone, "{text}");
        }
    }

    #[test]
    fn a_sure_word_keeps_its_class_whatever_speaks_for_another() {
        let mut words = Words::default();
        ["The", "mayor", "sang"].iter().for_each(|w| words.push(w));
        let mut room = Room::default();
        let mut class_of = |model: &Model| {
            let mut out = Vec::new();
            tag(model, &words, &mut room, &mut out);
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
