//! The encoder's model file: sections for the vocabulary, the rows of its pieces, the layers and what is asked of them.

use super::network::{Layer, Network, Norm};
use super::pieces::Vocabulary;
use super::{Encoder, HIDDEN, INNER, KINDS, LAYERS, LONGEST, POINT, POINTERS};
use crate::linear::section::{Linear, Section, bytes, copied, put, put_linear, rows};
use crate::model_file::{LoadModelError, ModelFile};
use std::borrow::Cow;

const VOCABULARY: &[u8; 4] = b"voca";
const WORDS: &[u8; 4] = b"word";
const LAYER: &[u8; 4] = b"laye";
const HEADS: &[u8; 4] = b"head";

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
        put_linear(&mut out, layer.qkv);
        put_linear(&mut out, layer.out);
        put_norm(&mut out, layer.norm_out);
        put_linear(&mut out, layer.up);
        put_linear(&mut out, layer.down);
        put_norm(&mut out, layer.norm_down);
        sections.push((LAYER, out));
    }
    let mut heads = Vec::new();
    put_linear(&mut heads, t.tags);
    put_linear(&mut heads, t.query);
    put_linear(&mut heads, t.key);
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
        Self::from_sections(&file.sections, copied)
    }

    /// Reads one that is part of the program; its weights are not copied.
    #[cfg(feature = "deep")]
    pub(super) fn built_in(bytes: &'static [u8]) -> Result<Self, LoadModelError> {
        use crate::linear::section::in_place;
        let file = ModelFile::built_in(bytes)?;
        Self::from_sections(&file.sections, in_place)
    }

    fn from_sections<'a>(
        sections: &[(&'a [u8], &'a [u8])],
        keep: impl Fn(&'a [u8]) -> Cow<'static, [i8]>,
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
        let mut network = Network::read(words, vocabulary.len(), &keep).ok_or(bad)?;
        for _ in 0..LAYERS {
            let (layer, bad) = next(LAYER)?;
            network.layers.push(Layer::read(layer, &keep).ok_or(bad)?);
        }
        let (heads, bad) = next(HEADS)?;
        let mut from = Section { bytes: heads, keep: &keep };
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
        keep: &dyn Fn(&'a [u8]) -> Cow<'static, [i8]>,
    ) -> Option<Self> {
        let mut from = Section { bytes, keep };
        let word_scales = from.numbers(pieces)?;
        let positions = from.numbers(LONGEST * HIDDEN)?;
        let norm = norm(&mut from)?;
        let words = from.small(pieces * HIDDEN)?;
        from.bytes.is_empty().then_some(Self { words, word_scales, positions, norm, layers: Vec::new() })
    }
}

impl Layer {
    fn read<'a>(bytes: &'a [u8], keep: &dyn Fn(&'a [u8]) -> Cow<'static, [i8]>) -> Option<Self> {
        let mut from = Section { bytes, keep };
        let layer = Self {
            qkv: from.linear(HIDDEN, 3 * HIDDEN)?,
            out: from.linear(HIDDEN, HIDDEN)?,
            norm_out: norm(&mut from)?,
            up: from.linear(HIDDEN, INNER)?,
            down: from.linear(INNER, HIDDEN)?,
            norm_down: norm(&mut from)?,
        };
        from.bytes.is_empty().then_some(layer)
    }
}

fn norm(from: &mut Section<'_, '_>) -> Option<Norm> {
    Some(Norm { stretch: from.numbers(HIDDEN)?, shift: from.numbers(HIDDEN)? })
}
