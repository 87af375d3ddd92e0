//! The encoder's model file: sections for the vocabulary, the rows of its pieces, the layers and what is asked of them.

use super::kernel::{OUTPUTS, pack};
use super::matrix::Matrix;
use super::network::{Layer, Network, Norm};
use super::pieces::Vocabulary;
use super::{Encoder, HIDDEN, INNER, KINDS, LAYERS, LONGEST, POINT, POINTERS};
use crate::model_file::{LoadModelError, ModelFile};
use std::borrow::Cow;

const VOCABULARY: &[u8; 4] = b"voca";
const WORDS: &[u8; 4] = b"word";
const LAYER: &[u8; 4] = b"laye";
const HEADS: &[u8; 4] = b"head";

/// A matrix as training leaves it: for each output the weights of all inputs, row by row, and the bias.
#[derive(Clone, Copy, Debug)]
pub struct Linear<'a> {
    /// Its numbers.
    pub weights: &'a [f32],
    /// One for each output.
    pub bias: &'a [f32],
}

/// Factors and summands of a normalisation.
#[derive(Clone, Copy, Debug)]
pub struct Normal<'a> {
    /// Factors.
    pub stretch: &'a [f32],
    /// Summands.
    pub shift: &'a [f32],
}

/// A layer as training leaves it.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // as in `Layer`
pub struct TrainedLayer<'a> {
    pub qkv: Linear<'a>,
    pub out: Linear<'a>,
    pub norm_out: Normal<'a>,
    pub up: Linear<'a>,
    pub down: Linear<'a>,
    pub norm_down: Normal<'a>,
}

/// All that training leaves, for [`write()`].
#[derive(Clone, Debug)]
#[allow(missing_docs)] // as in `Network` and `Encoder`
pub struct Trained<'a> {
    /// Pieces, one a line.
    pub vocabulary: &'a str,
    pub words: &'a [f32],
    pub positions: &'a [f32],
    pub norm: Normal<'a>,
    pub layers: Vec<TrainedLayer<'a>>,
    pub tags: Linear<'a>,
    pub query: Linear<'a>,
    pub key: Linear<'a>,
}

/// Rows as small whole numbers, and what one stands for in each row.
fn rows(numbers: &[f32], length: usize) -> (Vec<i8>, Vec<f32>) {
    let mut small = Vec::with_capacity(numbers.len());
    let mut scales = Vec::new();
    for row in numbers.chunks_exact(length) {
        let largest = row.iter().fold(1e-6f32, |m, x| m.max(x.abs()));
        scales.push(largest / 127.0);
        small.extend(row.iter().map(|x| (x * 127.0 / largest).round() as i8));
    }
    (small, scales)
}

fn bytes(small: &[i8]) -> impl Iterator<Item = u8> {
    small.iter().map(|x| x.cast_unsigned())
}

fn put(out: &mut Vec<u8>, numbers: &[f32]) {
    numbers.iter().for_each(|x| out.extend(x.to_le_bytes()));
}

fn put_linear(out: &mut Vec<u8>, linear: Linear<'_>, inputs: usize) {
    let (small, scales) = rows(linear.weights, inputs);
    put(out, &scales);
    put(out, linear.bias);
    out.extend(bytes(&pack(&small, inputs)));
}

fn put_norm(out: &mut Vec<u8>, norm: Normal<'_>) {
    put(out, norm.stretch);
    put(out, norm.shift);
}

/// The bytes of a model file.
#[must_use]
pub fn write(t: &Trained<'_>) -> Vec<u8> {
    let mut sections = vec![(VOCABULARY, t.vocabulary.as_bytes().to_vec())];
    let (small, scales) = rows(t.words, HIDDEN);
    let mut words = Vec::new();
    put(&mut words, &scales);
    put(&mut words, &t.positions[..LONGEST * HIDDEN]);
    put_norm(&mut words, t.norm);
    words.extend(bytes(&small));
    sections.push((WORDS, words));
    for layer in &t.layers {
        let mut out = Vec::new();
        put_linear(&mut out, layer.qkv, HIDDEN);
        put_linear(&mut out, layer.out, HIDDEN);
        put_norm(&mut out, layer.norm_out);
        put_linear(&mut out, layer.up, HIDDEN);
        put_linear(&mut out, layer.down, INNER);
        put_norm(&mut out, layer.norm_down);
        sections.push((LAYER, out));
    }
    let mut heads = Vec::new();
    put_linear(&mut heads, t.tags, HIDDEN);
    put_linear(&mut heads, t.query, HIDDEN);
    put_linear(&mut heads, t.key, HIDDEN);
    sections.push((HEADS, heads));
    ModelFile::write("encoder-en", &sections)
}

impl Encoder {
    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// If the bytes are no model, one of another version, cut short or damaged, or a model of something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LoadModelError> {
        let file = ModelFile::read(bytes)?;
        let owned = |bytes: &[u8]| Cow::Owned(bytes.iter().map(|b| b.cast_signed()).collect());
        Self::from_sections(&file.sections, owned)
    }

    /// Reads one that is part of the program; its weights are not copied.
    #[cfg(feature = "deep")]
    pub(super) fn built_in(bytes: &'static [u8]) -> Result<Self, LoadModelError> {
        let file = ModelFile::built_in(bytes)?;
        Self::from_sections(&file.sections, |bytes| Cow::Borrowed(bytemuck::cast_slice(bytes)))
    }

    fn from_sections<'a>(
        sections: &[(&'a [u8], &'a [u8])],
        weights: impl Fn(&'a [u8]) -> Cow<'static, [i8]>,
    ) -> Result<Self, LoadModelError> {
        let mut number = 0;
        let mut next = |kind: &[u8; 4]| {
            let section = number;
            number += 1;
            match sections.get(section as usize) {
                Some((k, bytes)) if k == kind => Ok((*bytes, LoadModelError::BadSection { section })),
                _ => Err(LoadModelError::BadSection { section }),
            }
        };
        let (lines, bad) = next(VOCABULARY)?;
        let vocabulary = std::str::from_utf8(lines).ok().and_then(Vocabulary::new).ok_or(bad)?;
        let (words, bad) = next(WORDS)?;
        let mut network = Network::read(words, vocabulary.len(), &weights).ok_or(bad)?;
        for _ in 0..LAYERS {
            let (layer, bad) = next(LAYER)?;
            network.layers.push(Layer::read(layer, &weights).ok_or(bad)?);
        }
        let (heads, bad) = next(HEADS)?;
        let mut from = From { bytes: heads, weights: &weights };
        let mut heads = || {
            let tags = from.linear(HIDDEN, 3 * KINDS)?;
            let query = from.linear(HIDDEN, POINTERS * POINT)?;
            let key = from.linear(HIDDEN, POINTERS * POINT)?;
            from.bytes.is_empty().then_some((tags, query, key))
        };
        let (tags, query, key) = heads().ok_or(bad)?;
        Ok(Self { vocabulary, network, tags, query, key })
    }
}

impl Network {
    fn read<'a>(
        bytes: &'a [u8],
        pieces: usize,
        weights: &dyn Fn(&'a [u8]) -> Cow<'static, [i8]>,
    ) -> Option<Self> {
        let mut from = From { bytes, weights };
        let word_scales = from.numbers(pieces)?;
        let positions = from.numbers(LONGEST * HIDDEN)?;
        let norm = from.norm()?;
        let words = from.small(pieces * HIDDEN)?;
        from.bytes.is_empty().then_some(Self { words, word_scales, positions, norm, layers: Vec::new() })
    }
}

impl Layer {
    fn read<'a>(bytes: &'a [u8], weights: &dyn Fn(&'a [u8]) -> Cow<'static, [i8]>) -> Option<Self> {
        let mut from = From { bytes, weights };
        let layer = Self {
            qkv: from.linear(HIDDEN, 3 * HIDDEN)?,
            out: from.linear(HIDDEN, HIDDEN)?,
            norm_out: from.norm()?,
            up: from.linear(HIDDEN, INNER)?,
            down: from.linear(INNER, HIDDEN)?,
            norm_down: from.norm()?,
        };
        from.bytes.is_empty().then_some(layer)
    }
}

/// Takes numbers from the front of a section.
struct From<'a, 'w> {
    bytes: &'a [u8],
    weights: &'w dyn Fn(&'a [u8]) -> Cow<'static, [i8]>,
}

impl<'a> From<'a, '_> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (front, rest) = self.bytes.split_at_checked(n)?;
        self.bytes = rest;
        Some(front)
    }

    fn small(&mut self, n: usize) -> Option<Cow<'static, [i8]>> {
        self.take(n).map(self.weights)
    }

    fn numbers(&mut self, n: usize) -> Option<Vec<f32>> {
        let (numbers, _) = self.take(4 * n)?.as_chunks::<4>();
        numbers.iter().map(|b| Some(f32::from_le_bytes(*b)).filter(|x| x.is_finite())).collect()
    }

    fn linear(&mut self, inputs: usize, outputs: usize) -> Option<Matrix> {
        let scales = self.numbers(outputs)?;
        let bias = self.numbers(outputs)?;
        Matrix::new(self.small(inputs * outputs.next_multiple_of(OUTPUTS))?, scales, bias, inputs)
    }

    fn norm(&mut self) -> Option<Norm> {
        Some(Norm { stretch: self.numbers(HIDDEN)?, shift: self.numbers(HIDDEN)? })
    }
}
