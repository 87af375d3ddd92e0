//! The layers: each piece looks at all others of its window, then is worked on by itself (Vaswani et al., NeurIPS 2017;
//! Devlin et al., NAACL 2019).

use super::matrix::{Matrix, Room as Products};
use super::numbers::{gelu, normalise, softmax};
use super::{HEADS, HIDDEN, LONGEST, WIDTH};
use pulp::{Arch, Simd, WithSimd};
use std::borrow::Cow;

/// Factors and summands of a normalisation.
#[derive(Clone, Debug, Default)]
pub(super) struct Norm {
    pub(super) stretch: Vec<f32>,
    pub(super) shift: Vec<f32>,
}

/// One layer.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer {
    /// Query, key and value of each piece.
    pub(super) qkv: Matrix,
    pub(super) out: Matrix,
    pub(super) norm_out: Norm,
    pub(super) up: Matrix,
    pub(super) down: Matrix,
    pub(super) norm_down: Norm,
}

/// What stands for a piece before the first layer, and the layers.
#[derive(Clone, Debug, Default)]
pub(super) struct Network {
    /// A row for each piece of the vocabulary.
    pub(super) words: Cow<'static, [i8]>,
    pub(super) word_scales: Vec<f32>,
    /// A row for each place in a window.
    pub(super) positions: Vec<f32>,
    pub(super) norm: Norm,
    pub(super) layers: Vec<Layer>,
}

/// Room for the numbers of one window, used again for the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    pub(super) products: Products,
    /// A row for each piece.
    pub(super) pieces: Vec<f32>,
    qkv: Vec<f32>,
    keys: Vec<f32>,
    shares: Vec<f32>,
    seen: Vec<f32>,
    inner: Vec<f32>,
    change: Vec<f32>,
}

impl Network {
    /// Leaves in `room.pieces` a row for each piece of a window; what is beyond the longest window is left out.
    pub(super) fn run(&self, ids: &[u32], room: &mut Room) {
        let ids = ids.get(..LONGEST).unwrap_or(ids);
        room.pieces.clear();
        for (id, place) in ids.iter().zip(self.positions.as_chunks::<HIDDEN>().0) {
            let at = *id as usize;
            let word = self.words.as_chunks::<HIDDEN>().0.get(at).unwrap_or(&[0; HIDDEN]);
            let scale = self.word_scales.get(at).copied().unwrap_or_default();
            room.pieces.extend(word.iter().zip(place).map(|(w, p)| f32::from(*w) * scale + p));
        }
        each_row(&mut room.pieces, &self.norm);
        for layer in &self.layers {
            layer.run(room);
        }
    }
}

fn each_row(rows: &mut [f32], norm: &Norm) {
    for row in rows.as_chunks_mut::<HIDDEN>().0 {
        normalise(row, &norm.stretch, &norm.shift);
    }
}

fn add(to: &mut [f32], change: &[f32]) {
    to.iter_mut().zip(change).for_each(|(x, c)| *x += c);
}

impl Layer {
    fn run(&self, room: &mut Room) {
        self.qkv.apply(&room.pieces, &mut room.products, &mut room.qkv);
        // Compiled once for each kind of processor; the results are the same on all of them.
        Arch::new().dispatch(Attention { room });
        self.out.apply(&room.seen, &mut room.products, &mut room.change);
        add(&mut room.pieces, &room.change);
        each_row(&mut room.pieces, &self.norm_out);
        self.up.apply(&room.pieces, &mut room.products, &mut room.inner);
        Arch::new().dispatch(Bend { numbers: &mut room.inner });
        self.down.apply(&room.inner, &mut room.products, &mut room.change);
        add(&mut room.pieces, &room.change);
        each_row(&mut room.pieces, &self.norm_down);
    }
}

struct Bend<'a> {
    numbers: &'a mut [f32],
}

impl WithSimd for Bend<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.numbers.iter_mut().for_each(|x| *x = gelu(*x));
    }
}

/// Makes of queries, keys and values what each piece sees of the others.
struct Attention<'a> {
    room: &'a mut Room,
}

impl WithSimd for Attention<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Room { qkv, keys, shares, seen, .. } = self.room;
        let (rows, _) = qkv.as_chunks::<{ 3 * HIDDEN }>();
        let n = rows.len();
        seen.clear();
        seen.resize(n * HIDDEN, 0.0);
        let scale = 1.0 / (WIDTH as f32).sqrt();
        for head in 0..HEADS {
            // Keys lie with one number of all pieces after the other, so that all pieces are scored at once.
            keys.clear();
            for d in 0..WIDTH {
                keys.extend(rows.iter().map(|row| row[HIDDEN + head * WIDTH + d]));
            }
            for (row, seen) in rows.iter().zip(seen.as_chunks_mut::<HIDDEN>().0) {
                shares.clear();
                shares.resize(n, 0.0);
                let query = &row[head * WIDTH..(head + 1) * WIDTH];
                for (q, keys) in query.iter().zip(keys.chunks_exact(n)) {
                    let q = q * scale;
                    shares.iter_mut().zip(keys).for_each(|(s, k)| *s += q * k);
                }
                softmax(shares);
                let mut sum = [0f32; WIDTH];
                for (share, row) in shares.iter().zip(rows) {
                    let value = &row[2 * HIDDEN + head * WIDTH..2 * HIDDEN + (head + 1) * WIDTH];
                    sum.iter_mut().zip(value).for_each(|(s, v)| *s += share * v);
                }
                seen[head * WIDTH..(head + 1) * WIDTH].copy_from_slice(&sum);
            }
        }
    }
}
