//! What a report is worth: a logistic score over hashed features, learnt from annotated news.
//!
//! The weights lie in one array of signed bytes, [`SIZE`] of them, looked up by the low bits of a feature's hash; there
//! is nothing to parse. Features that collide share a weight, which costs little (Weinberger et al., ICML 2009).

use std::sync::LazyLock;

/// How many weights: a power of two.
pub const SIZE: usize = 1 << 18;

/// Weights of the features of a report.
#[derive(Clone, Debug, Default)]
pub struct Scorer {
    weights: Box<[i8]>,
    /// What a weight of 1 stands for.
    scale: f32,
    bias: f32,
}

static ENGLISH: LazyLock<Scorer> =
    LazyLock::new(|| Scorer::from_bytes(include_bytes!("../../../../models/reports-en.bin")).unwrap_or_default());

impl Scorer {
    /// The scorer for English that is part of the program.
    #[must_use]
    pub fn english() -> &'static Self {
        &ENGLISH
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

    /// The body of a model file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.weights.len() + 8);
        out.extend(self.scale.to_le_bytes());
        out.extend(self.bias.to_le_bytes());
        out.extend(self.weights.iter().map(|w| *w as u8));
        out
    }

    /// From the body of a model file; `None` if it has another length.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (scale, rest) = bytes.split_first_chunk::<4>()?;
        let (bias, rest) = rest.split_first_chunk::<4>()?;
        if rest.len() != SIZE {
            return None;
        }
        let (scale, bias) = (f32::from_le_bytes(*scale), f32::from_le_bytes(*bias));
        let sound = scale.is_finite() && bias.is_finite();
        sound.then(|| Self { weights: rest.iter().map(|b| *b as i8).collect(), scale, bias })
    }

    /// The probability that a report with these features is one: 0 to 1.
    #[must_use]
    pub fn score(&self, features: &[u32]) -> f32 {
        let sum: i32 = features.iter().map(|f| i32::from(self.weights[*f as usize & (SIZE - 1)])).sum();
        1.0 / (1.0 + (-(sum as f32 * self.scale + self.bias)).exp())
    }
}
