//! What a report is worth: a logistic score over hashed features, learnt from annotated news.
//!
//! The weights lie in one array of signed bytes, [`SIZE`] of them, looked up by the low bits of a feature's hash; there
//! is nothing to parse. Features that collide share a weight, which costs little (Weinberger et al., ICML 2009).

use crate::model_file::{LoadModelError, ModelFile};
use std::sync::LazyLock;

/// How many weights: a power of two.
pub const SIZE: usize = 1 << 18;

/// Weights of the features of a report.
#[derive(Clone, Debug, Default)]
pub struct Scorer {
    weights: Vec<i8>,
    /// What a weight of 1 stands for.
    scale: f32,
    bias: f32,
}

static ENGLISH: LazyLock<Scorer> = LazyLock::new(|| {
    Scorer::from_bytes(include_bytes!("../../../../models/reports-en.bin")).unwrap_or_default()
});
static NONE: Scorer = Scorer { weights: Vec::new(), scale: 0.0, bias: 0.0 };

/// The kind of the section that holds the weights.
const SECTION: &[u8; 4] = b"repo";

impl Scorer {
    /// The scorer for English that is part of the program.
    #[must_use]
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// No scorer: the lexicon alone decides.
    #[must_use]
    pub const fn none() -> &'static Self {
        &NONE
    }

    /// A scorer that knows nothing: the lexicon alone decides.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// From weights, see [`Candidate::features`](super::Candidate::features).
    #[must_use]
    pub fn new(weights: &[f32], bias: f32) -> Self {
        let largest = weights.iter().fold(1e-6f32, |m, w| m.max(w.abs()));
        let scale = largest / 127.0;
        let weights = weights.iter().map(|w| (w / scale).round() as i8).collect();
        Self { weights, scale, bias }
    }

    /// Its weights and its bias, where further training begins; none if it is empty.
    #[must_use]
    pub fn weights(&self) -> (Vec<f32>, f32) {
        (self.weights.iter().map(|w| f32::from(*w) * self.scale).collect(), self.bias)
    }

    /// The bytes of a model file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut section = Vec::with_capacity(self.weights.len() + 8);
        section.extend(self.scale.to_le_bytes());
        section.extend(self.bias.to_le_bytes());
        section.extend(self.weights.iter().map(|w| *w as u8));
        ModelFile::write("reports-en", &[(SECTION, section)])
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// If the bytes are no model, one of another version, cut short or damaged, or a model of something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LoadModelError> {
        let file = ModelFile::read(bytes)?;
        let bad = LoadModelError::BadSection { section: 0 };
        let Some(&(kind, section)) = file.sections.first() else { return Err(bad) };
        let (scale, rest) = section.split_first_chunk::<4>().ok_or(bad)?;
        let (bias, rest) = rest.split_first_chunk::<4>().ok_or(bad)?;
        let (scale, bias) = (f32::from_le_bytes(*scale), f32::from_le_bytes(*bias));
        if kind != SECTION || rest.len() != SIZE || !scale.is_finite() || !bias.is_finite() {
            return Err(bad);
        }
        Ok(Self { weights: rest.iter().map(|b| *b as i8).collect(), scale, bias })
    }

    /// The probability that a report with these features is one: 0 to 1.
    #[must_use]
    pub fn score(&self, features: &[u32]) -> f32 {
        let sum: i32 = features
            .iter()
            .filter_map(|f| self.weights.get(*f as usize & (SIZE - 1)))
            .map(|w| i32::from(*w))
            .sum();
        1.0 / (1.0 + (-(sum as f32 * self.scale + self.bias)).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Scorer {
        let mut weights = vec![0.0; SIZE];
        weights[7] = 2.0;
        weights[9] = -1.0;
        Scorer::new(&weights, -0.5)
    }

    #[test]
    fn a_feature_moves_the_probability_its_way() {
        let s = small();
        assert!(s.score(&[7]) > 0.5 && s.score(&[9]) < 0.5);
        assert!(s.score(&[7, 9]) < s.score(&[7]));
    }

    #[test]
    fn a_scorer_comes_back_as_it_was_written() {
        let s = small();
        let back = Scorer::from_bytes(&s.to_bytes()).unwrap();
        assert_eq!(back.score(&[7, 9]).to_bits(), s.score(&[7, 9]).to_bits());
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let whole = small().to_bytes();
        for cut in [0, 7, 8, 20, 27, 40, whole.len() - 1] {
            assert!(Scorer::from_bytes(&whole[..cut]).is_err(), "help: {cut} bytes of a model are no model");
        }
        for at in [0, 9, 13, 30, 60, whole.len() - 1] {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x40;
            assert!(Scorer::from_bytes(&bytes).is_err(), "help: byte {at} changed, the checksum has to tell");
        }
    }

    #[test]
    fn the_built_in_scorer_loads() {
        assert!(!Scorer::english().is_empty());
    }
}
