//! The parser's network while it is trained: its matrices, its forward and its backward pass.

use crate::random::Random;
use inquit::encoder::Linear;
use inquit::syntax::Label;
use inquit::syntax::parser::decode::Decoder;
use inquit::syntax::parser::names::TAGS;
use inquit::syntax::parser::network::{self, sigmoid, tanh};
use inquit::syntax::parser::{
    ATTENTION, DISTANCES, HALF, HIDDEN, INPUT, LAYERS, RELATION, ROWS, ROWS_PER_WORD, distance,
};
use ndarray::{Array2, ArrayView2, Axis, concatenate, s};
use std::sync::Arc;

const LABELS: usize = Label::ALL.len();

/// Numbers of the matrices in [`Matrices`].
pub mod at {
    /// Table of the rows of words.
    pub const TABLE: usize = 0;
    /// First of two for each layer: gates, and their bias.
    pub const LAYERS: usize = 1;
    const N: usize = 1 + 2 * inquit::syntax::parser::LAYERS;
    /// The word as a dependent, its bias; as a head, its bias.
    pub const DEPENDENT: usize = N;
    /// See [`DEPENDENT`].
    pub const DEPENDENT_BIAS: usize = N + 1;
    /// See [`DEPENDENT`].
    pub const HEAD: usize = N + 2;
    /// See [`DEPENDENT`].
    pub const HEAD_BIAS: usize = N + 3;
    /// The root as a head.
    pub const ROOT: usize = N + 4;
    /// Between dependent and head.
    pub const PAIR: usize = N + 5;
    /// How likely a word is as a head whatever the dependent.
    pub const PRIOR: usize = N + 6;
    /// How likely a distance is.
    pub const DISTANCE: usize = N + 7;
    /// For the relation: dependent, head, bias, root.
    pub const LABEL_DEPENDENT: usize = N + 8;
    /// See [`LABEL_DEPENDENT`].
    pub const LABEL_HEAD: usize = N + 9;
    /// See [`LABEL_DEPENDENT`].
    pub const LABEL_BIAS: usize = N + 10;
    /// See [`LABEL_DEPENDENT`].
    pub const LABEL_ROOT: usize = N + 11;
    /// From the pair to each relation, and its bias.
    pub const LABEL: usize = N + 12;
    /// See [`LABEL`].
    pub const LABEL_OUT_BIAS: usize = N + 13;
    /// To the tags of names, and their bias.
    pub const NAMES: usize = N + 14;
    /// See [`NAMES`].
    pub const NAMES_BIAS: usize = N + 15;
    /// From the states of an encoder to a word's first numbers.
    pub const STATES: usize = N + 16;
}

/// All weights, or something of the same form: their gradients, their averages.
#[derive(Clone, Debug)]
pub struct Matrices(pub Vec<Array2<f32>>);

impl Matrices {
    /// Rows and columns of each matrix.
    #[must_use]
    pub fn shapes(states: usize) -> Vec<(usize, usize)> {
        let mut shapes = vec![(ROWS, INPUT)];
        for layer in 0..LAYERS {
            shapes.extend([(if layer == 0 { INPUT } else { HIDDEN }, 6 * HALF), (1, 6 * HALF)]);
        }
        shapes.extend([
            (HIDDEN, ATTENTION),
            (1, ATTENTION),
            (HIDDEN, ATTENTION),
            (1, ATTENTION),
            (1, ATTENTION),
            (ATTENTION, ATTENTION),
            (1, ATTENTION),
            (1, DISTANCES),
            (HIDDEN, RELATION),
            (HIDDEN, RELATION),
            (1, RELATION),
            (1, RELATION),
            (RELATION, LABELS),
            (1, LABELS),
            (HIDDEN, TAGS),
            (1, TAGS),
            (states, INPUT),
        ]);
        shapes
    }

    /// All zero.
    #[must_use]
    pub fn zero(states: usize) -> Self {
        Self(Self::shapes(states).into_iter().map(Array2::zeros).collect())
    }

    /// Where training starts.
    #[must_use]
    pub fn start(states: usize, random: &mut Random) -> Self {
        let mut m = Self::zero(states);
        for (i, a) in m.0.iter_mut().enumerate() {
            let (rows, columns) = a.dim();
            let width = match i {
                at::TABLE => 0.25,
                _ if rows <= 1 => continue,
                at::STATES => (1.0 / rows as f32).sqrt(),
                _ if i < at::DEPENDENT => (3.0 / rows as f32).sqrt(),
                _ => (6.0 / (rows + columns) as f32).sqrt(),
            };
            a.mapv_inplace(|_| (2.0 * random.unit() - 1.0) * width);
        }
        for root in [at::ROOT, at::LABEL_ROOT] {
            m.0[root].mapv_inplace(|_| (2.0 * random.unit() - 1.0) * 0.3);
        }
        for k in 0..LAYERS {
            for dir in 0..2 {
                let f = dir * 3 * HALF + HALF;
                m.0[at::LAYERS + 2 * k + 1].slice_mut(s![.., f..f + HALF]).fill(1.0);
            }
        }
        m
    }

    /// Adds the gradient of a share of the batch, and sets that to zero.
    pub fn take(&mut self, other: &mut Self, share: &[&Example]) {
        let mut touched: Vec<u32> = share.iter().flat_map(|e| e.rows.iter().flatten().copied()).collect();
        touched.sort_unstable();
        touched.dedup();
        for r in touched {
            let mut from = other.0[at::TABLE].row_mut(r as usize);
            let mut to = self.0[at::TABLE].row_mut(r as usize);
            to += &from;
            from.fill(0.0);
        }
        for (to, from) in self.0.iter_mut().zip(&mut other.0).skip(1) {
            *to += &*from;
            from.fill(0.0);
        }
    }

    /// The section of a model file with these weights.
    #[must_use]
    pub fn section(&self) -> Vec<u8> {
        let list = |i: usize| self.0[i].as_slice().unwrap_or_default();
        // In the file a row is an output.
        let turned = |i: usize| -> Vec<f32> { self.0[i].t().iter().copied().collect() };
        let layers: Vec<_> =
            (0..LAYERS).map(|k| at::LAYERS + 2 * k).map(|i| (turned(i), list(i + 1))).collect();
        let looks =
            [at::DEPENDENT, at::HEAD, at::LABEL_DEPENDENT, at::LABEL_HEAD, at::NAMES].map(turned).concat();
        let none = &[0.0; RELATION][..];
        let looks_bias =
            [list(at::DEPENDENT_BIAS), list(at::HEAD_BIAS), none, list(at::LABEL_BIAS), list(at::NAMES_BIAS)]
                .concat();
        let (pair, label) = (turned(at::PAIR), turned(at::LABEL));
        network::write(&network::Trained {
            table: list(at::TABLE),
            layers: layers.iter().map(|(weights, bias)| Linear { weights, bias }).collect(),
            looks: Linear { weights: &looks, bias: &looks_bias },
            pair: Linear { weights: &pair, bias: list(at::PRIOR) },
            label: Linear { weights: &label, bias: list(at::LABEL_OUT_BIAS) },
            root: list(at::ROOT),
            label_root: list(at::LABEL_ROOT),
            distances: list(at::DISTANCE),
        })
    }
}

/// A sentence as the network takes it.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// Rows of each word.
    pub rows: Vec<[u32; ROWS_PER_WORD]>,
    /// Head of each word, counted from 1; 0 for the root. None at all if they are not known.
    pub heads: Vec<usize>,
    /// Relation of each word.
    pub labels: Vec<u8>,
    /// The tag of each word, see [`inquit::syntax::parser::names`]. None at all if they are not known.
    pub names: Vec<u8>,
    /// What an encoder says of each word, if it is asked.
    pub states: Arc<Vec<f32>>,
}

/// What is left out at random while training, as probabilities.
#[derive(Clone, Copy, Debug)]
pub struct Dropout {
    /// A word's own rows, its suffix and prefix, its class: each of the three.
    pub word: f32,
    /// A number between layers, for a whole sentence.
    pub layer: f32,
}

/// One layer's memory of its forward pass.
struct Layer {
    input: Array2<f32>,
    /// What goes past the gates: the input, spread over both directions.
    past: Array2<f32>,
    mask: Array2<f32>,
    /// Gates after their functions: z, f, r of the one and of the other direction.
    gates: Array2<f32>,
    /// Cells of both directions.
    cells: Array2<f32>,
}

/// A batch of sentences on its way through the network.
pub struct Pass<'a> {
    weights: &'a Matrices,
    batch: &'a [&'a Example],
    starts: Vec<usize>,
    kept: Vec<[bool; ROWS_PER_WORD]>,
    layers: Vec<Layer>,
    top: Array2<f32>,
    top_mask: Array2<f32>,
    states: Array2<f32>,
}

/// Words as dependents and as heads: for heads, and for relations.
struct Looks {
    dependents: Array2<f32>,
    heads: Array2<f32>,
    questions: Array2<f32>,
    label_dependents: Array2<f32>,
    label_heads: Array2<f32>,
}

impl<'a> Pass<'a> {
    /// Runs the layers; `dropout` while training.
    pub fn forward(
        weights: &'a Matrices,
        batch: &'a [&'a Example],
        dropout: Option<(Dropout, &mut Random)>,
    ) -> Self {
        let n: usize = batch.iter().map(|e| e.rows.len()).sum();
        let mut starts = vec![0];
        batch.iter().for_each(|e| starts.push(starts[starts.len() - 1] + e.rows.len()));
        let mut kept = vec![[true; ROWS_PER_WORD]; n];
        let width = |layer: usize| if layer == 0 { INPUT } else { HIDDEN };
        let mut masks: Vec<_> = (0..=LAYERS).map(|layer| Array2::ones((n, width(layer)))).collect();
        if let Some((d, random)) = dropout {
            for k in &mut kept {
                let (word, ends, class) =
                    (random.unit() < d.word, random.unit() < d.word * 0.5, random.unit() < d.word * 0.5);
                let list = random.unit() < d.word * 0.5;
                (k[0], k[1], k[2], k[3], k[5], k[6]) = (!word, !word, !ends, !ends, !class, !list);
            }
            for mask in &mut masks {
                for w in starts.windows(2) {
                    let row: Vec<f32> = (0..mask.ncols())
                        .map(|_| if random.unit() < d.layer { 0.0 } else { 1.0 / (1.0 - d.layer) })
                        .collect();
                    for t in w[0]..w[1] {
                        mask.row_mut(t).iter_mut().zip(&row).for_each(|(m, r)| *m = *r);
                    }
                }
            }
        }
        let of_word = weights.0[at::STATES].nrows();
        let mut states = Vec::with_capacity(n * of_word);
        batch.iter().for_each(|e| states.extend_from_slice(&e.states[..e.rows.len() * of_word]));
        let states = Array2::from_shape_vec((n, of_word), states).unwrap_or_default();
        let mut x =
            if of_word > 0 { states.dot(&weights.0[at::STATES]) } else { Array2::<f32>::zeros((n, INPUT)) };
        let table = &weights.0[at::TABLE];
        for (t, rows) in batch.iter().flat_map(|e| &e.rows).enumerate() {
            for (row, keep) in rows.iter().zip(kept[t]) {
                if keep {
                    let mut out = x.row_mut(t);
                    out += &table.row(*row as usize);
                }
            }
        }
        let top_mask = masks.pop().unwrap_or_default();
        let mut layers = Vec::new();
        for (k, mask) in masks.into_iter().enumerate() {
            let input = x * &mask;
            let mut gates = input.dot(&weights.0[at::LAYERS + 2 * k]) + &weights.0[at::LAYERS + 2 * k + 1];
            let mut cells = Array2::zeros((n, HIDDEN));
            let mut out = Array2::zeros((n, HIDDEN));
            let past = if k == 0 { spread(&input) } else { input.clone() };
            for w in starts.windows(2) {
                for dir in 0..2 {
                    run(w[0]..w[1], dir, &past, &mut gates, &mut cells, &mut out);
                }
            }
            layers.push(Layer { input, past, mask, gates, cells });
            x = out;
        }
        let top = x * &top_mask;
        Self { weights, batch, starts, kept, layers, top, top_mask, states }
    }

    /// What words are asked for and answer.
    fn look(&self) -> Looks {
        let w = &self.weights.0;
        let dependents = (self.top.dot(&w[at::DEPENDENT]) + &w[at::DEPENDENT_BIAS]).mapv(|x| x.max(0.0));
        Looks {
            heads: (self.top.dot(&w[at::HEAD]) + &w[at::HEAD_BIAS]).mapv(|x| x.max(0.0)),
            questions: dependents.dot(&w[at::PAIR]) + &w[at::PRIOR],
            dependents,
            label_dependents: self.top.dot(&w[at::LABEL_DEPENDENT]),
            label_heads: self.top.dot(&w[at::LABEL_HEAD]) + &w[at::LABEL_BIAS],
        }
    }

    /// The root and the words of a sentence as heads.
    fn with_root<'h>(&'h self, heads: ArrayView2<'h, f32>) -> Array2<f32> {
        concatenate(Axis(0), &[self.weights.0[at::ROOT].view(), heads]).unwrap_or_default()
    }

    /// How each head suits each word of a sentence.
    fn scores(&self, questions: ArrayView2<'_, f32>, heads: &Array2<f32>) -> Array2<f32> {
        let mut scores = questions.dot(&heads.t());
        for ((d, head), x) in scores.indexed_iter_mut() {
            *x += self.weights.0[at::DISTANCE][(0, distance(d, head))];
        }
        scores
    }

    /// Adds the gradient of the loss against the examples to `g`; the loss.
    pub fn learn(&self, g: &mut Matrices) -> f64 {
        let w = &self.weights.0;
        let Looks { dependents, heads, questions, label_dependents, label_heads } = self.look();
        let n = self.top.nrows();
        let mut loss = 0f64;
        let mut d_questions = Array2::zeros((n, ATTENTION));
        let mut d_heads = Array2::<f32>::zeros((n, ATTENTION));
        let mut d_label_dependents = Array2::zeros((n, RELATION));
        let mut d_label_heads = Array2::<f32>::zeros((n, RELATION));
        let mut d_top = Array2::<f32>::zeros(self.top.dim());
        for (i, e) in self.batch.iter().enumerate().filter(|(_, e)| !e.heads.is_empty()) {
            let range = self.starts[i]..self.starts[i + 1];
            let q = questions.slice(s![range.clone(), ..]);
            let h = self.with_root(heads.slice(s![range.clone(), ..]));
            let mut scores = self.scores(q, &h);
            let label_heads =
                concatenate(Axis(0), &[w[at::LABEL_ROOT].view(), label_heads.slice(s![range.clone(), ..])])
                    .unwrap_or_default();
            // Heads: softmax over all words and the root.
            for (d, mut row) in scores.rows_mut().into_iter().enumerate() {
                loss += softmax(row.as_slice_mut().unwrap_or_default(), e.heads[d]);
                for (head, x) in row.iter().enumerate() {
                    g.0[at::DISTANCE][(0, distance(d, head))] += x;
                }
            }
            let dq = scores.dot(&h);
            d_questions.slice_mut(s![range.clone(), ..]).assign(&dq);
            let dh = scores.t().dot(&q);
            g.0[at::ROOT] += &dh.slice(s![0..1, ..]);
            d_heads.slice_mut(s![range.clone(), ..]).assign(&dh.slice(s![1.., ..]));
            // Relations at the right heads.
            let mut hidden = label_dependents.slice(s![range.clone(), ..]).to_owned();
            for (mut row, head) in hidden.rows_mut().into_iter().zip(&e.heads) {
                row += &label_heads.row(*head);
                row.mapv_inplace(|x| x.max(0.0));
            }
            let mut out = hidden.dot(&w[at::LABEL]) + &w[at::LABEL_OUT_BIAS];
            for (d, mut row) in out.rows_mut().into_iter().enumerate() {
                loss += softmax(row.as_slice_mut().unwrap_or_default(), e.labels[d] as usize);
            }
            g.0[at::LABEL] += &hidden.t().dot(&out);
            g.0[at::LABEL_OUT_BIAS] += &out.sum_axis(Axis(0)).insert_axis(Axis(0));
            let mut dl = out.dot(&w[at::LABEL].t());
            dl.zip_mut_with(&hidden, |d, h| {
                if *h <= 0.0 {
                    *d = 0.0;
                }
            });
            for (d, head) in e.heads.iter().enumerate() {
                if *head == 0 {
                    let mut root = g.0[at::LABEL_ROOT].row_mut(0);
                    root += &dl.row(d);
                } else {
                    let mut to = d_label_heads.row_mut(range.start + head - 1);
                    to += &dl.row(d);
                }
            }
            d_label_dependents.slice_mut(s![range.clone(), ..]).assign(&dl);
        }
        let mut d_names = self.top.dot(&w[at::NAMES]) + &w[at::NAMES_BIAS];
        for (i, e) in self.batch.iter().enumerate() {
            for (at, t) in (self.starts[i]..self.starts[i + 1]).enumerate() {
                let mut row = d_names.row_mut(t);
                match e.names.get(at) {
                    Some(tag) => {
                        loss += softmax(row.as_slice_mut().unwrap_or_default(), usize::from(*tag));
                    }
                    None => row.fill(0.0),
                }
            }
        }
        g.0[at::PRIOR] += &d_questions.sum_axis(Axis(0)).insert_axis(Axis(0));
        g.0[at::PAIR] += &dependents.t().dot(&d_questions);
        let mut d_dependents = d_questions.dot(&w[at::PAIR].t());
        let cut = |d: &mut f32, x: &f32| {
            if *x <= 0.0 {
                *d = 0.0;
            }
        };
        d_dependents.zip_mut_with(&dependents, cut);
        d_heads.zip_mut_with(&heads, cut);
        for (d, matrix, bias) in [
            (&d_dependents, at::DEPENDENT, Some(at::DEPENDENT_BIAS)),
            (&d_heads, at::HEAD, Some(at::HEAD_BIAS)),
            (&d_label_dependents, at::LABEL_DEPENDENT, None),
            (&d_label_heads, at::LABEL_HEAD, Some(at::LABEL_BIAS)),
            (&d_names, at::NAMES, Some(at::NAMES_BIAS)),
        ] {
            g.0[matrix] += &self.top.t().dot(d);
            if let Some(b) = bias {
                g.0[b] += &d.sum_axis(Axis(0)).insert_axis(Axis(0));
            }
            d_top += &d.dot(&w[matrix].t());
        }
        self.backward(d_top, g);
        loss
    }

    /// The heads (counted from 1, 0 for the root) and relations of all words of the batch, one after the other.
    #[must_use]
    pub fn parse(&self) -> Vec<(u16, Label)> {
        let w = &self.weights.0;
        let Looks { heads, questions, label_dependents, label_heads, .. } = self.look();
        let mut all = Vec::new();
        let (mut decoder, mut found) = (Decoder::default(), Vec::new());
        for i in 0..self.batch.len() {
            let range = self.starts[i]..self.starts[i + 1];
            let h = self.with_root(heads.slice(s![range.clone(), ..]));
            let scores = self.scores(questions.slice(s![range.clone(), ..]), &h);
            decoder.decode(range.len(), |d, h| (scores[(d, h)] * 4096.0) as i32, &mut found);
            for (d, head) in range.zip(&found) {
                let mut hidden = label_dependents.row(d).to_owned();
                hidden += &match usize::from(*head).checked_sub(1) {
                    Some(h) => label_heads.row(self.starts[i] + h),
                    None => w[at::LABEL_ROOT].row(0),
                };
                hidden.mapv_inplace(|x| x.max(0.0));
                let out = hidden.dot(&w[at::LABEL]) + w[at::LABEL_OUT_BIAS].row(0);
                // Only the root hangs from the root.
                let label = Label::ALL
                    .into_iter()
                    .filter(|l| (*l == Label::Root) == (*head == 0))
                    .max_by(|a, b| out[*a as usize].total_cmp(&out[*b as usize]));
                all.push((*head, label.unwrap_or(Label::Dep)));
            }
        }
        all
    }

    fn backward(&self, d_top: Array2<f32>, g: &mut Matrices) {
        let mut d_out = d_top * &self.top_mask;
        for (k, layer) in self.layers.iter().enumerate().rev() {
            let mut d_gates = Array2::<f32>::zeros(layer.gates.dim());
            let mut d_past = Array2::<f32>::zeros(layer.past.dim());
            for w in self.starts.windows(2) {
                for dir in 0..2 {
                    back(w[0]..w[1], dir, layer, &d_out, &mut d_gates, &mut d_past);
                }
            }
            g.0[at::LAYERS + 2 * k] += &layer.input.t().dot(&d_gates);
            g.0[at::LAYERS + 2 * k + 1] += &d_gates.sum_axis(Axis(0)).insert_axis(Axis(0));
            let mut d_input = if k == 0 { gather(&d_past) } else { d_past };
            d_input += &d_gates.dot(&self.weights.0[at::LAYERS + 2 * k].t());
            d_out = d_input * &layer.mask;
        }
        if self.states.ncols() > 0 {
            g.0[at::STATES] += &self.states.t().dot(&d_out);
        }
        for (t, rows) in self.batch.iter().flat_map(|e| &e.rows).enumerate() {
            for (row, keep) in rows.iter().zip(self.kept[t]) {
                if keep {
                    let mut to = g.0[at::TABLE].row_mut(*row as usize);
                    to += &d_out.row(t);
                }
            }
        }
    }
}

/// Gives each direction its half of the input, as the program does.
fn spread(input: &Array2<f32>) -> Array2<f32> {
    let mut past = Array2::zeros((input.nrows(), HIDDEN));
    for dir in 0..2 {
        let from = input.slice(s![.., dir * INPUT / 2..(dir + 1) * INPUT / 2]);
        past.slice_mut(s![.., dir * HALF..dir * HALF + INPUT / 2]).assign(&from);
    }
    past
}

/// The way back from [`spread`].
fn gather(past: &Array2<f32>) -> Array2<f32> {
    let half = |dir: usize| past.slice(s![.., dir * HALF..dir * HALF + INPUT / 2]);
    concatenate(Axis(1), &[half(0), half(1)]).unwrap_or_default()
}

/// Turns scores into the gradient of the loss; the loss.
fn softmax(scores: &mut [f32], right: usize) -> f64 {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|x| *x = (*x - most).exp());
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|x| *x /= sum);
    let loss = -f64::from(scores[right].max(1e-9)).ln();
    scores[right] -= 1.0;
    loss
}

/// The tokens of a range in the order of a direction.
fn steps(range: std::ops::Range<usize>, dir: usize) -> impl DoubleEndedIterator<Item = usize> {
    let (a, b) = (range.start, range.end);
    (a..b).map(move |t| if dir == 0 { t } else { a + b - 1 - t })
}

fn run(
    range: std::ops::Range<usize>,
    dir: usize,
    input: &Array2<f32>,
    gates: &mut Array2<f32>,
    cells: &mut Array2<f32>,
    out: &mut Array2<f32>,
) {
    let (g, o) = (dir * 3 * HALF, dir * HALF);
    let mut c = [0f32; HALF];
    for t in steps(range, dir) {
        let gate = &mut row_mut(gates, t)[g..g + 3 * HALF];
        let (z, rest) = gate.split_at_mut(HALF);
        let (f, r) = rest.split_at_mut(HALF);
        let cell = &mut row_mut(cells, t)[o..o + HALF];
        let y = &mut row_mut(out, t)[o..o + HALF];
        let x = &row(input, t)[o..o + HALF];
        for j in 0..HALF {
            (f[j], r[j]) = (sigmoid(f[j]), sigmoid(r[j]));
            c[j] = f[j] * c[j] + (1.0 - f[j]) * z[j];
            cell[j] = c[j];
            y[j] = r[j] * tanh(c[j]) + (1.0 - r[j]) * x[j];
        }
    }
}

fn row(a: &Array2<f32>, t: usize) -> &[f32] {
    let n = a.ncols();
    &a.as_slice().unwrap_or_default()[t * n..(t + 1) * n]
}

fn row_mut(a: &mut Array2<f32>, t: usize) -> &mut [f32] {
    let n = a.ncols();
    &mut a.as_slice_mut().unwrap_or_default()[t * n..(t + 1) * n]
}

fn back(
    range: std::ops::Range<usize>,
    dir: usize,
    layer: &Layer,
    d_out: &Array2<f32>,
    d_gates: &mut Array2<f32>,
    d_input: &mut Array2<f32>,
) {
    let (g, o) = (dir * 3 * HALF, dir * HALF);
    let none = [0f32; HALF];
    let mut dc = [0f32; HALF];
    let order: Vec<usize> = steps(range, dir).collect();
    for (i, &t) in order.iter().enumerate().rev() {
        let gate = &row(&layer.gates, t)[g..g + 3 * HALF];
        let (z, f, r) = (&gate[..HALF], &gate[HALF..2 * HALF], &gate[2 * HALF..]);
        let before = if i > 0 { &row(&layer.cells, order[i - 1])[o..o + HALF] } else { &none };
        let cell = &row(&layer.cells, t)[o..o + HALF];
        let x = &row(&layer.past, t)[o..o + HALF];
        let d = &row(d_out, t)[o..o + HALF];
        let dx = &mut row_mut(d_input, t)[o..o + HALF];
        let (dz, rest) = row_mut(d_gates, t)[g..g + 3 * HALF].split_at_mut(HALF);
        let (df, dr) = rest.split_at_mut(HALF);
        for j in 0..HALF {
            let y = tanh(cell[j]);
            dr[j] = d[j] * (y - x[j]) * r[j] * (1.0 - r[j]);
            dx[j] += d[j] * (1.0 - r[j]);
            let dcell = dc[j] + d[j] * r[j] * (1.0 - y * y);
            df[j] = dcell * (before[j] - z[j]) * f[j] * (1.0 - f[j]);
            dz[j] = dcell * (1.0 - f[j]);
            dc[j] = dcell * f[j];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that an encoder says of a word.
    const STATES: usize = 5;

    /// The gradient is what the loss changes by when a weight does.
    #[test]
    fn gradients_fit_the_loss() {
        let mut random = Random::new(3);
        let mut weights = Matrices::start(STATES, &mut random);
        for bias in [at::DEPENDENT_BIAS, at::HEAD_BIAS, at::LABEL_BIAS] {
            weights.0[bias].mapv_inplace(|_| random.unit() - 0.4);
        }
        let states: Vec<f32> = (0..4 * STATES).map(|_| random.unit()).collect();
        let states = Arc::new(states);
        let row = |i: usize| [i as u32, 40 + i as u32, 80, 90, 100 + i as u32 % 2, 110, 120 + i as u32];
        let one = Example {
            rows: (0..4).map(row).collect(),
            heads: vec![2, 0, 2, 3],
            labels: vec![3, 1, 5, 7],
            names: vec![0, 1, 2, 0],
            states: states.clone(),
        };
        let two = Example {
            rows: (2..4).map(row).collect(),
            heads: vec![0, 1],
            labels: vec![1, 4],
            states: states.clone(),
            ..Default::default()
        };
        let batch = [&one, &two];
        let loss = |w: &Matrices| Pass::forward(w, &batch, None).learn(&mut Matrices::zero(STATES));
        let mut gradient = Matrices::zero(STATES);
        Pass::forward(&weights, &batch, None).learn(&mut gradient);
        for i in 0..weights.0.len() {
            let columns = weights.0[i].ncols();
            // The largest component is the one that rounding hides least.
            let list = gradient.0[i].as_slice().unwrap_or_default();
            let most = (0..list.len()).max_by(|a, b| list[*a].abs().total_cmp(&list[*b].abs())).unwrap();
            let place = (most / columns, most % columns);
            let step = 5e-4;
            let mut moved = [weights.clone(), weights.clone()];
            moved[0].0[i][place] -= step;
            moved[1].0[i][place] += step;
            let slope = (loss(&moved[1]) - loss(&moved[0])) / f64::from(2.0 * step);
            let found = f64::from(gradient.0[i][place]);
            assert!(found != 0.0, "matrix {i} has no say");
            assert!((slope - found).abs() <= 0.04 * found.abs() + 0.02, "matrix {i}: {found} but {slope}");
        }
    }
}
