//! The network: what it has learnt, and how it scores heads and relations.
//!
//! Each word is the sum of its rows in a table. Three layers read the sentence from both ends at once (simple recurrent
//! units, Lei et al. 2018); then each word is asked which other word is its head (Dozat and Manning 2017), and which
//! relation the two are in. Products are of whole numbers, so that every machine gets the same sums; the rest uses
//! basic operations only, which are exact everywhere.

use super::decode::Decoder;
use super::input::{ROWS, ROWS_PER_WORD};
use super::{ATTENTION, DISTANCES, EMBEDDING, HALF, LAYERS, RELATION, distance};
use crate::syntax::Label;
use pulp::{Arch, Simd, WithSimd};

/// One as a whole number.
const ONE: f32 = 1024.0;
/// Largest factor from a weight to a whole number: sums of products have to stay below 2^31.
const MOST: f32 = 4096.0;

/// A matrix and a bias.
#[derive(Clone, Debug, Default)]
struct Linear {
    /// For each output the weights of all inputs.
    weights: Vec<i16>,
    bias: Vec<f32>,
    inputs: usize,
    /// From a sum of products to a number.
    scale: f32,
}

/// What the parser has learnt.
#[derive(Clone, Debug, Default)]
pub struct Network {
    table: Vec<i8>,
    table_scale: f32,
    layers: Vec<Linear>,
    dependent: Linear,
    head: Linear,
    pair: Linear,
    label_dependent: Linear,
    label_head: Linear,
    label: Linear,
    /// The root as a head, and for the relation.
    root: Vec<i16>,
    label_root: Vec<f32>,
    /// What a distance adds to the score of a head.
    distances: Vec<i32>,
}

/// Room for the numbers of one sentence, used again for the next.
#[derive(Clone, Debug, Default)]
pub struct Room {
    input: Vec<f32>,
    whole: Vec<i16>,
    out: Vec<f32>,
    heads: Vec<i16>,
    label_dependents: Vec<f32>,
    label_heads: Vec<f32>,
    scores: Vec<i32>,
    found: Vec<u16>,
    decoder: Decoder,
}

/// A sentence to be parsed.
struct Task<'a> {
    network: &'a Network,
    rows: &'a [[u32; ROWS_PER_WORD]],
    room: &'a mut Room,
    out: &'a mut Vec<(u16, Label)>,
}

impl WithSimd for Task<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.network.run(self.rows, self.room, self.out);
    }
}

impl Network {
    /// Whether anything has been learnt.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// The head (counted from 1, 0 for the root) and the relation of each word.
    pub fn parse(&self, rows: &[[u32; ROWS_PER_WORD]], room: &mut Room, out: &mut Vec<(u16, Label)>) {
        // Compiled once for each kind of processor; the results are the same on all of them.
        Arch::new().dispatch(Task { network: self, rows, room, out });
    }

    #[inline(always)]
    fn run(&self, rows: &[[u32; ROWS_PER_WORD]], room: &mut Room, out: &mut Vec<(u16, Label)>) {
        out.clear();
        let n = rows.len();
        if n == 0 || self.is_empty() {
            out.resize(n, (0, Label::Dep));
            return;
        }
        self.read(rows, room);
        self.score_heads(n, room);
        let Room { scores, found, decoder, .. } = room;
        decoder.decode(n, |d, h| scores.get(d * (n + 1) + h).copied().unwrap_or(i32::MIN), found);
        self.relations(room, out);
    }

    /// Runs the layers; leaves the words as whole numbers.
    #[inline(always)]
    fn read(&self, rows: &[[u32; ROWS_PER_WORD]], room: &mut Room) {
        room.input.clear();
        room.input.resize(rows.len() * EMBEDDING, 0.0);
        for (word, rows) in room.input.chunks_exact_mut(EMBEDDING).zip(rows) {
            let mut sum = [0i32; EMBEDDING];
            for row in rows {
                let start = *row as usize * EMBEDDING;
                for (s, x) in sum.iter_mut().zip(self.table.get(start..start + EMBEDDING).unwrap_or_default())
                {
                    *s += i32::from(*x);
                }
            }
            for (w, s) in word.iter_mut().zip(sum) {
                *w = s as f32 * self.table_scale;
            }
        }
        for layer in &self.layers {
            whole(&room.input, &mut room.whole);
            layer.apply(&room.whole, &mut room.out);
            recur(&room.out, &mut room.input);
        }
        whole(&room.input, &mut room.whole);
    }

    #[inline(always)]
    fn score_heads(&self, n: usize, room: &mut Room) {
        self.label_dependent.apply(&room.whole, &mut room.label_dependents);
        self.label_head.apply(&room.whole, &mut room.label_heads);
        self.head.apply(&room.whole, &mut room.out);
        positive(&mut room.out);
        room.heads.clear();
        room.heads.extend_from_slice(&self.root);
        append(&room.out, &mut room.heads);
        self.dependent.apply(&room.whole, &mut room.out);
        positive(&mut room.out);
        whole(&room.out, &mut room.whole);
        self.pair.apply(&room.whole, &mut room.out);
        whole(&room.out, &mut room.whole);
        room.scores.clear();
        room.scores.reserve(n * (n + 1));
        for (d, question) in room.whole.as_chunks::<ATTENTION>().0.iter().enumerate() {
            room.scores.extend(room.heads.as_chunks::<ATTENTION>().0.iter().enumerate().map(|(h, head)| {
                let far = self.distances.get(distance(d, h)).copied().unwrap_or_default();
                dot(question, head).wrapping_add(far)
            }));
        }
    }

    #[inline(always)]
    fn relations(&self, room: &mut Room, out: &mut Vec<(u16, Label)>) {
        room.input.clear();
        for (own, head) in room.label_dependents.chunks_exact(RELATION).zip(&room.found) {
            let of_head = match usize::from(*head).checked_sub(1) {
                Some(h) => room.label_heads.get(h * RELATION..(h + 1) * RELATION).unwrap_or_default(),
                None => &self.label_root,
            };
            room.input.extend(own.iter().zip(of_head).map(|(a, b)| (a + b).max(0.0)));
        }
        whole(&room.input, &mut room.whole);
        self.label.apply(&room.whole, &mut room.out);
        let labels = Label::ALL.len();
        out.extend(room.out.chunks_exact(labels).zip(&room.found).map(|(scores, head)| {
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

impl Linear {
    /// Puts the outputs for each of several inputs one after the other.
    #[inline(always)]
    fn apply(&self, inputs: &[i16], out: &mut Vec<f32>) {
        match self.inputs {
            EMBEDDING => self.products::<EMBEDDING>(inputs, out),
            _ => self.products::<ATTENTION>(inputs, out),
        }
    }

    #[inline(always)]
    fn products<const N: usize>(&self, inputs: &[i16], out: &mut Vec<f32>) {
        let (inputs, _) = inputs.as_chunks::<N>();
        let (weights, _) = self.weights.as_chunks::<N>();
        let outputs = self.bias.len();
        out.clear();
        out.resize(inputs.len() * outputs, 0.0);
        for (o, (weights, bias)) in weights.iter().zip(&self.bias).enumerate() {
            for (t, x) in inputs.iter().enumerate() {
                if let Some(place) = out.get_mut(t * outputs + o) {
                    *place = dot(weights, x) as f32 * self.scale + bias;
                }
            }
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

#[inline(always)]
fn whole(from: &[f32], to: &mut Vec<i16>) {
    to.clear();
    append(from, to);
}

#[inline(always)]
fn append(from: &[f32], to: &mut Vec<i16>) {
    to.extend(from.iter().map(|x| to_whole(*x)));
}

#[inline(always)]
fn positive(list: &mut [f32]) {
    list.iter_mut().for_each(|x| *x = x.max(0.0));
}

/// Reads a sentence from both ends. `gates` has six times [`HALF`] numbers for each word; the words in `words` are
/// replaced by what comes out.
#[inline(always)]
fn recur(gates: &[f32], words: &mut [f32]) {
    let n = words.len() / EMBEDDING;
    for direction in 0..2 {
        let mut cell = [0f32; HALF];
        for i in 0..n {
            let t = if direction == 0 { i } else { n - 1 - i };
            let gate = t * 6 * HALF + direction * 3 * HALF;
            let word = t * EMBEDDING + direction * HALF;
            let (Some(gate), Some(word)) =
                (gates.get(gate..gate + 3 * HALF), words.get_mut(word..word + HALF))
            else {
                return;
            };
            let (new, rest) = gate.split_at(HALF);
            let (forget, reset) = rest.split_at(HALF);
            for ((((c, w), z), f), r) in cell.iter_mut().zip(word).zip(new).zip(forget).zip(reset) {
                let (f, r) = (sigmoid(*f), sigmoid(*r));
                *c = f * *c + (1.0 - f) * z;
                *w = r * tanh(*c) + (1.0 - r) * *w;
            }
        }
    }
}

/// The hyperbolic tangent, right to three digits; made of basic operations, which give the same everywhere.
#[must_use]
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let s = x * x;
    let above = x * (135_135.0 + s * (17_325.0 + s * (378.0 + s)));
    let below = 135_135.0 + s * (62_370.0 + s * (3_150.0 + s * 28.0));
    above / below
}

/// The logistic function.
#[must_use]
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// A matrix as training leaves it: rows are inputs, columns outputs, row by row.
#[derive(Clone, Copy, Debug)]
pub struct Trained<'a> {
    /// Its numbers.
    pub numbers: &'a [f32],
    /// Number of outputs.
    pub columns: usize,
}

/// All that training leaves, for [`write()`]. A list in the order of the layers: gates, bias.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // as in `Network`
pub struct Weights<'a> {
    pub table: Trained<'a>,
    pub layers: Vec<(Trained<'a>, &'a [f32])>,
    pub dependent: (Trained<'a>, &'a [f32]),
    pub head: (Trained<'a>, &'a [f32]),
    pub pair: (Trained<'a>, &'a [f32]),
    pub label_dependent: Trained<'a>,
    pub label_head: (Trained<'a>, &'a [f32]),
    pub label: (Trained<'a>, &'a [f32]),
    pub root: &'a [f32],
    pub label_root: &'a [f32],
    pub distances: &'a [f32],
}

/// The section of a model file for a network.
#[must_use]
pub fn write(w: &Weights<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    for n in sizes() {
        out.extend((n as u32).to_le_bytes());
    }
    let largest = |list: &[f32]| list.iter().fold(1e-6f32, |m, x| m.max(x.abs()));
    let scale = 127.0 / largest(w.table.numbers);
    out.extend((1.0 / scale).to_le_bytes());
    out.extend(w.table.numbers.iter().map(|x| ((x * scale).round() as i8).to_le_bytes()[0]));
    let mut linear = |m: Trained<'_>, bias: &[f32]| {
        let scale = (32767.0 / largest(m.numbers)).min(MOST);
        out.extend((1.0 / (scale * ONE)).to_le_bytes());
        let inputs = m.numbers.len() / m.columns;
        for column in 0..m.columns {
            for input in 0..inputs {
                let x = m.numbers[input * m.columns + column];
                out.extend(((x * scale).round() as i16).to_le_bytes());
            }
        }
        bias.iter().for_each(|b| out.extend(b.to_le_bytes()));
    };
    for (m, bias) in &w.layers {
        linear(*m, bias);
    }
    for (m, bias) in [w.dependent, w.head, w.pair, w.label_head, w.label] {
        linear(m, bias);
    }
    linear(w.label_dependent, &vec![0.0; w.label_dependent.columns]);
    w.root.iter().for_each(|x| out.extend(to_whole(*x).to_le_bytes()));
    w.label_root.iter().for_each(|x| out.extend(x.to_le_bytes()));
    w.distances.iter().for_each(|x| out.extend(((x * ONE * ONE) as i32).to_le_bytes()));
    out
}

/// The sizes that this program is built for; a section begins with them.
const fn sizes() -> [usize; 6] {
    [ROWS, EMBEDDING, LAYERS, ATTENTION, RELATION, Label::ALL.len()]
}

impl Network {
    /// Reads a section; `None` if it was written for other sizes or has another length.
    pub(crate) fn read_section(bytes: &[u8]) -> Option<Self> {
        let mut from = Reader(bytes);
        for n in sizes() {
            if from.u32()? as usize != n {
                return None;
            }
        }
        let mut network = Self { table_scale: from.f32()?, ..Self::default() };
        network.table = from.take(ROWS * EMBEDDING)?.iter().map(|b| b.cast_signed()).collect();
        for _ in 0..LAYERS {
            network.layers.push(from.linear(EMBEDDING, 6 * HALF)?);
        }
        network.dependent = from.linear(EMBEDDING, ATTENTION)?;
        network.head = from.linear(EMBEDDING, ATTENTION)?;
        network.pair = from.linear(ATTENTION, ATTENTION)?;
        network.label_head = from.linear(EMBEDDING, RELATION)?;
        network.label = from.linear(RELATION, Label::ALL.len())?;
        network.label_dependent = from.linear(EMBEDDING, RELATION)?;
        network.root = from.i16s(ATTENTION)?;
        network.label_root = from.f32s(RELATION)?;
        network.distances = (0..DISTANCES).map(|_| Some(from.u32()?.cast_signed())).collect::<Option<_>>()?;
        from.0.is_empty().then_some(network)
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take(&mut self, n: usize) -> Option<&[u8]> {
        let (front, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(front)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn f32(&mut self) -> Option<f32> {
        self.u32().map(f32::from_bits).filter(|x| x.is_finite())
    }

    fn f32s(&mut self, n: usize) -> Option<Vec<f32>> {
        (0..n).map(|_| self.f32()).collect()
    }

    fn i16s(&mut self, n: usize) -> Option<Vec<i16>> {
        Some(self.take(2 * n)?.chunks_exact(2).map(|b| i16::from_le_bytes([b[0], b[1]])).collect())
    }

    fn linear(&mut self, inputs: usize, outputs: usize) -> Option<Linear> {
        let scale = self.f32()?;
        Some(Linear { weights: self.i16s(inputs * outputs)?, bias: self.f32s(outputs)?, inputs, scale })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tanh_is_nearly_right() {
        for i in -800..800 {
            let x = i as f32 / 100.0;
            assert!((tanh(x) - x.tanh()).abs() < 2e-4, "{x}");
        }
    }

    #[test]
    fn sums_of_products() {
        assert_eq!(dot(&[1, -2, 3], &[10, 10, 10]), 20);
        assert_eq!(to_whole(1.0), 1024);
        assert_eq!(to_whole(1e9), i16::MAX);
        assert_eq!(to_whole(f32::NAN), 0);
    }

    #[test]
    fn a_cut_section_is_refused() {
        assert!(Network::read_section(&[]).is_none());
        assert!(Network::read_section(&[0; 4000]).is_none());
    }
}
