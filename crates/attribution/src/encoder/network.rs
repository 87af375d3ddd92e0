//! The layers: each piece looks at all others of its window, then is worked on by itself (Vaswani et al., NeurIPS 2017;
//! Devlin et al., NAACL 2019).

use super::HIDDEN;
use super::attention::{self, attend};
use crate::linear::numbers::{dispatch, gelu, normalise};
use crate::linear::{Matrix, Room as Products};
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

/// Room for the numbers of some windows, used again for the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    pub(super) products: Products,
    /// A row for each piece.
    pub(super) pieces: Vec<f32>,
    qkv: Vec<f32>,
    attention: attention::Room,
    seen: Vec<f32>,
    inner: Vec<f32>,
    change: Vec<f32>,
}

impl Network {
    pub(super) fn matrices(&mut self) -> impl Iterator<Item = &mut Matrix> {
        self.layers.iter_mut().flat_map(|l| [&mut l.qkv, &mut l.out, &mut l.up, &mut l.down])
    }

    /// Leaves in `room.pieces` a row for each piece of some windows, one window after the other. They do not see each
    /// other, but all are worked on before the next weights are read. The end of each window among the pieces is told;
    /// none is longer than there are places.
    pub(super) fn run(&self, ids: &[u32], ends: &[usize], room: &mut Room) {
        self.run_through(ids, ends, room, |_, _| {});
    }

    /// The same; after each layer its number, counted from 1, and the rows are told.
    pub(super) fn run_through(
        &self,
        ids: &[u32],
        ends: &[usize],
        room: &mut Room,
        mut after: impl FnMut(usize, &[f32]),
    ) {
        room.pieces.clear();
        let mut start = 0;
        for end in ends {
            for (id, place) in ids[start..*end].iter().zip(self.positions.as_chunks::<HIDDEN>().0) {
                let at = *id as usize;
                let word = self.words.as_chunks::<HIDDEN>().0.get(at).unwrap_or(&[0; HIDDEN]);
                let scale = self.word_scales.get(at).copied().unwrap_or_default();
                room.pieces.extend(word.iter().zip(place).map(|(w, p)| f32::from(*w) * scale + p));
            }
            start = *end;
        }
        dispatch(
            #[inline(always)]
            || each_row(&mut room.pieces, &self.norm),
        );
        for (number, layer) in (1..).zip(&self.layers) {
            layer.run(ends, room);
            after(number, &room.pieces);
        }
    }
}

#[inline(always)]
fn each_row(rows: &mut [f32], norm: &Norm) {
    for row in rows.as_chunks_mut::<HIDDEN>().0 {
        normalise(row, &norm.stretch, &norm.shift);
    }
}

/// Adds a change to each row and brings the sum back to the same size.
fn settle(rows: &mut [f32], change: &[f32], norm: &Norm) {
    dispatch(
        #[inline(always)]
        || {
            rows.iter_mut().zip(change).for_each(|(x, c)| *x += c);
            each_row(rows, norm);
        },
    );
}

impl Layer {
    fn run(&self, ends: &[usize], room: &mut Room) {
        let Room { products, pieces, qkv, attention, seen, inner, change } = room;
        self.qkv.apply(pieces, products, qkv, |x| x);
        seen.resize(pieces.len(), 0.0);
        let mut start = 0;
        for end in ends {
            attend(&qkv.as_chunks().0[start..*end], attention, &mut seen.as_chunks_mut().0[start..*end]);
            start = *end;
        }
        self.out.apply(seen, products, change, |x| x);
        settle(pieces, change, &self.norm_out);
        self.up.apply(pieces, products, inner, gelu);
        self.down.apply(inner, products, change, |x| x);
        settle(pieces, change, &self.norm_down);
    }
}
