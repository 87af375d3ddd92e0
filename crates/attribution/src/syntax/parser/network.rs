//! The network: what it has learnt, and how it scores heads, relations and names.
//!
//! Each word is the sum of its rows in a table. Three layers read the sentence from both ends at once (simple recurrent
//! units, Lei et al. 2018); then each word is asked which other word is its head (Dozat and Manning 2017), which relation
//! the two are in, and whether it is part of a name. Every machine gets the same numbers, see `linear`.

use super::decode::Decoder;
use super::input::{ROWS, ROWS_PER_WORD};
use super::names::{self, TAGS};
use super::{ATTENTION, DISTANCES, HALF, HIDDEN, INPUT, LAYERS, RELATION, distance};
use crate::linear::numbers::dispatch;
pub use crate::linear::numbers::{sigmoid, tanh};
use crate::linear::section::{Section, bytes, put, put_linear, rows};
use crate::linear::{self, Linear, Matrix};
use crate::syntax::Label;
use std::borrow::Cow;

/// One as a whole number.
const ONE: f32 = 1024.0;
/// Numbers by which a word is asked for and answers: as a dependent and as a head, for heads and for relations; then the scores
/// of the tags of names.
const LOOKS: usize = TAGS_AT + TAGS;
/// Where the latter begin.
const TAGS_AT: usize = 2 * ATTENTION + 2 * RELATION;

/// What the parser has learnt.
#[derive(Clone, Debug, Default)]
pub struct Network {
    table: Cow<'static, [i8]>,
    table_scale: f32,
    layers: Vec<Matrix>,
    /// See [`LOOKS`].
    looks: Matrix,
    pair: Matrix,
    label: Matrix,
    /// The root as a head, and for the relation.
    root: Vec<i16>,
    label_root: Vec<f32>,
    /// What a distance adds to the score of a head.
    distances: Vec<i32>,
}

/// Room for the numbers of one sentence, used again for the next.
#[derive(Clone, Debug, Default)]
pub struct Room {
    products: linear::Room,
    input: Vec<f32>,
    words: Vec<f32>,
    gates: Vec<f32>,
    looks: Vec<f32>,
    out: Vec<f32>,
    questions: Vec<i16>,
    heads: Vec<i16>,
    scores: Vec<i32>,
    found: Vec<u16>,
    decoder: Decoder,
    names: names::Decoder,
}

impl Network {
    /// Whether anything has been learnt.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// The head (counted from 1, 0 for the root) and the relation of each word, and its [tag](names).
    pub fn parse(
        &self,
        rows: &[[u32; ROWS_PER_WORD]],
        room: &mut Room,
        out: &mut Vec<(u16, Label)>,
        tags: &mut Vec<u8>,
    ) {
        out.clear();
        tags.clear();
        let n = rows.len();
        if n == 0 || self.is_empty() {
            out.resize(n, (0, Label::Dep));
            tags.resize(n, 0);
            return;
        }
        self.read(rows, room);
        self.score_heads(n, room);
        let Room { scores, found, decoder, looks, names, .. } = room;
        let of_tags = looks.as_chunks::<LOOKS>().0.iter();
        names.decode(of_tags.map(|look| look[TAGS_AT..].first_chunk().copied().unwrap_or_default()), tags);
        decoder.decode(n, |d, h| scores.get(d * (n + 1) + h).copied().unwrap_or(i32::MIN), found);
        self.relations(room, out);
    }

    /// Runs the layers.
    fn read(&self, rows: &[[u32; ROWS_PER_WORD]], room: &mut Room) {
        let Room { input, words, gates, products, .. } = room;
        input.resize(rows.len() * INPUT, 0.0);
        words.resize(rows.len() * HIDDEN, 0.0);
        dispatch(
            #[inline(always)]
            || {
                self.add_rows(rows, input.as_chunks_mut().0);
                spread(input.as_chunks().0, words.as_chunks_mut().0);
            },
        );
        for (number, layer) in self.layers.iter().enumerate() {
            layer.apply(if number == 0 { input } else { words }, products, gates, |x| x);
            dispatch(
                #[inline(always)]
                || recur(gates, words),
            );
        }
    }

    #[inline(always)]
    fn add_rows(&self, rows: &[[u32; ROWS_PER_WORD]], words: &mut [[f32; INPUT]]) {
        let table = self.table.as_chunks::<INPUT>().0;
        for (word, rows) in words.iter_mut().zip(rows) {
            let mut sum = [0i16; INPUT];
            for row in rows {
                let row = table.get(*row as usize).unwrap_or(&[0; INPUT]);
                sum.iter_mut().zip(row).for_each(|(s, x)| *s += i16::from(*x));
            }
            word.iter_mut().zip(sum).for_each(|(w, s)| *w = f32::from(s) * self.table_scale);
        }
    }

    fn score_heads(&self, n: usize, room: &mut Room) {
        let Room { products, words, looks, out, questions, heads, scores, .. } = room;
        self.looks.apply(words, products, looks, |x| x);
        words.clear();
        heads.clear();
        heads.extend_from_slice(&self.root);
        for look in looks.as_chunks::<LOOKS>().0 {
            words.extend(look[..ATTENTION].iter().map(|x| x.max(0.0)));
            heads.extend(look[ATTENTION..2 * ATTENTION].iter().map(|x| to_whole(x.max(0.0))));
        }
        self.pair.apply(words, products, out, |x| x);
        questions.clear();
        questions.extend(out.iter().map(|x| to_whole(*x)));
        scores.resize(n * (n + 1), 0);
        dispatch(
            #[inline(always)]
            || self.products(questions.as_chunks().0, heads.as_chunks().0, scores),
        );
    }

    #[inline(always)]
    fn products(&self, questions: &[[i16; ATTENTION]], heads: &[[i16; ATTENTION]], scores: &mut [i32]) {
        for ((d, question), scores) in questions.iter().enumerate().zip(scores.chunks_exact_mut(heads.len()))
        {
            for ((h, head), score) in heads.iter().enumerate().zip(scores) {
                let far = self.distances.get(distance(d, h)).copied().unwrap_or_default();
                *score = dot(question, head).wrapping_add(far);
            }
        }
    }

    fn relations(&self, room: &mut Room, out: &mut Vec<(u16, Label)>) {
        let Room { products, words, looks, out: scores, found, .. } = room;
        words.clear();
        let looks = looks.as_chunks::<LOOKS>().0;
        for (own, head) in looks.iter().zip(&*found) {
            let own = &own[2 * ATTENTION..2 * ATTENTION + RELATION];
            let of_head = match usize::from(*head).checked_sub(1) {
                Some(h) => looks.get(h).map_or(&[][..], |look| &look[2 * ATTENTION + RELATION..TAGS_AT]),
                None => &self.label_root,
            };
            words.extend(own.iter().zip(of_head).map(|(a, b)| (a + b).max(0.0)));
        }
        self.label.apply(words, products, scores, |x| x);
        out.extend(scores.as_chunks::<LABELS>().0.iter().zip(&*found).map(|(scores, head)| {
            let mut best = (f32::NEG_INFINITY, Label::Dep);
            for (s, l) in scores.iter().zip(Label::ALL) {
                // Only the root hangs from the root.
                if *s > best.0 && (l == Label::Root) == (*head == 0) {
                    best = (*s, l);
                }
            }
            (*head, best.1)
        }));
    }
}

const LABELS: usize = Label::ALL.len();

/// Gives each direction its half of the input; what it has no number for is 0.
#[inline(always)]
fn spread(input: &[[f32; INPUT]], words: &mut [[f32; HIDDEN]]) {
    for (word, input) in words.iter_mut().zip(input) {
        *word = [0.0; HIDDEN];
        for (word, half) in word.chunks_exact_mut(HALF).zip(input.chunks_exact(INPUT / 2)) {
            word.iter_mut().zip(half).for_each(|(w, x)| *w = *x);
        }
    }
}

/// Sum of products; of a known length, so that it becomes a handful of vector operations.
#[inline(always)]
fn dot<const N: usize>(a: &[i16; N], b: &[i16; N]) -> i32 {
    a.iter().zip(b).fold(0i32, |sum, (x, y)| sum.wrapping_add(i32::from(*x) * i32::from(*y)))
}

#[inline(always)]
fn to_whole(x: f32) -> i16 {
    // Rounds; what is too large becomes the largest number.
    (x * ONE + if x < 0.0 { -0.5 } else { 0.5 }) as i16
}

/// Reads a sentence from both ends; the words are replaced by what comes out.
#[inline(always)]
fn recur(gates: &[f32], words: &mut [f32]) {
    let gates = gates.as_chunks::<{ 6 * HALF }>().0;
    let words = words.as_chunks_mut::<HIDDEN>().0;
    let mut cell = [0.0; HALF];
    for (word, gates) in words.iter_mut().zip(gates) {
        step(&mut cell, word.as_chunks_mut().0, gates.as_chunks().0, 0);
    }
    let mut cell = [0.0; HALF];
    for (word, gates) in words.iter_mut().zip(gates).rev() {
        step(&mut cell, word.as_chunks_mut().0, gates.as_chunks().0, 1);
    }
}

/// Takes one word into the memory of a direction. Lengths are known, so that this becomes vector operations.
#[inline(always)]
fn step(cell: &mut [f32; HALF], word: &mut [[f32; HALF]], gates: &[[f32; HALF]], direction: usize) {
    let (Some(word), Some([new, forget, reset])) =
        (word.get_mut(direction), gates.get(3 * direction..).and_then(<[_]>::first_chunk))
    else {
        return;
    };
    for i in 0..HALF {
        let (f, r) = (sigmoid(forget[i]), sigmoid(reset[i]));
        cell[i] = f * cell[i] + (1.0 - f) * new[i];
        word[i] = r * tanh(cell[i]) + (1.0 - r) * word[i];
    }
}

/// All that training leaves, for [`write()`].
#[derive(Clone, Debug)]
#[allow(missing_docs)] // as in `Network`
pub struct Trained<'a> {
    pub table: &'a [f32],
    pub layers: Vec<Linear<'a>>,
    pub looks: Linear<'a>,
    pub pair: Linear<'a>,
    pub label: Linear<'a>,
    pub root: &'a [f32],
    pub label_root: &'a [f32],
    pub distances: &'a [f32],
}

/// The section of a model file for a network.
#[must_use]
pub fn write(t: &Trained<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    for n in sizes() {
        out.extend((n as u32).to_le_bytes());
    }
    let (table, scale) = rows(t.table, t.table.len());
    put(&mut out, &scale);
    out.extend(bytes(&table));
    for layer in &t.layers {
        put_linear(&mut out, *layer);
    }
    put_linear(&mut out, t.looks);
    put_linear(&mut out, t.pair);
    put_linear(&mut out, t.label);
    for numbers in [t.root, t.label_root, t.distances] {
        put(&mut out, numbers);
    }
    out
}

/// The sizes that this program is built for; a section begins with them.
const fn sizes() -> [usize; 8] {
    [ROWS, INPUT, HALF, LAYERS, ATTENTION, RELATION, LABELS, TAGS]
}

impl Network {
    /// Reads a section; `None` if it was written for other sizes or has another length.
    pub(crate) fn read_section<'a>(
        bytes: &'a [u8],
        keep: &dyn Fn(&'a [u8]) -> Cow<'static, [i8]>,
    ) -> Option<Self> {
        let mut from = Section { bytes, keep };
        for n in sizes() {
            if from.whole()? as usize != n {
                return None;
            }
        }
        let table_scale = from.numbers(1)?.first().copied()?;
        let mut network = Self { table_scale, table: from.small(ROWS * INPUT)?, ..Self::default() };
        for number in 0..LAYERS {
            let inputs = if number == 0 { INPUT } else { HIDDEN };
            network.layers.push(from.linear(inputs, 6 * HALF)?);
        }
        network.looks = from.linear(HIDDEN, LOOKS)?;
        network.pair = from.linear(ATTENTION, ATTENTION)?;
        network.label = from.linear(RELATION, LABELS)?;
        network.root = from.numbers(ATTENTION)?.into_iter().map(to_whole).collect();
        network.label_root = from.numbers(RELATION)?;
        network.distances = from.numbers(DISTANCES)?.into_iter().map(|x| (x * ONE * ONE) as i32).collect();
        from.bytes.is_empty().then_some(network)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linear::section::copied;

    #[test]
    fn sums_of_products() {
        assert_eq!(dot(&[1, -2, 3], &[10, 10, 10]), 20);
        assert_eq!(to_whole(1.0), 1024);
        assert_eq!(to_whole(1e9), i16::MAX);
        assert_eq!(to_whole(f32::NAN), 0);
    }

    #[test]
    fn a_cut_section_is_refused() {
        assert!(Network::read_section(&[], &copied).is_none());
        assert!(Network::read_section(&[0; 4000], &copied).is_none());
    }
}
