//! What a report is worth: logistic scores over hashed features, learnt from annotated news.
//!
//! There are two: whether a word reports at all, and which of the reports that it could make it makes. The weights of
//! each lie in one array of 16-bit numbers, looked up by the low bits of a feature's hash; there is nothing to parse.
//! Features that collide share a weight, which costs little (Weinberger et al., ICML 2009).

use super::features::FeatureGroups;
use super::seen::Deep;
use crate::model_file::{LoadModelError, ModelFile};
use std::borrow::Cow;
use std::sync::LazyLock;

/// How many weights the score of reports has: a power of two.
pub const REPORT_SIZE: usize = 1 << 18;
/// How many weights the score of words has: a power of two.
pub const CUE_SIZE: usize = 1 << 16;

/// How the weights of a file are kept.
type Keep<'a> = fn(&'a [[u8; 2]]) -> Cow<'static, [[u8; 2]]>;

/// Weights of hashed features.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// 16-bit numbers, little-endian; those of the built-in scorer are used where they lie in the program.
    weights: Cow<'static, [[u8; 2]]>,
    /// What a weight of 1 stands for.
    scale: f32,
    bias: f32,
}

impl Weights {
    /// From weights, as many as a power of two.
    #[must_use]
    pub fn new(weights: &[f32], bias: f32) -> Self {
        let largest = weights.iter().fold(1e-6f32, |m, w| m.max(w.abs()));
        let scale = largest / 32767.0;
        let weights = weights.iter().map(|w| ((w / scale).round() as i16).to_le_bytes()).collect();
        Self { weights, scale, bias }
    }

    /// The weights and the bias, where further training begins.
    #[must_use]
    pub fn values(&self) -> (Vec<f32>, f32) {
        (self.weights.iter().map(|w| f32::from(i16::from_le_bytes(*w)) * self.scale).collect(), self.bias)
    }

    fn to_section(&self) -> Vec<u8> {
        let mut section = Vec::with_capacity(2 * self.weights.len() + 8);
        section.extend(self.scale.to_le_bytes());
        section.extend(self.bias.to_le_bytes());
        section.extend(self.weights.as_flattened());
        section
    }

    fn from_section<'a>(section: &'a [u8], size: usize, keep: Keep<'a>) -> Option<Self> {
        let (scale, rest) = section.split_first_chunk::<4>()?;
        let (bias, rest) = rest.split_first_chunk::<4>()?;
        let (scale, bias) = (f32::from_le_bytes(*scale), f32::from_le_bytes(*bias));
        let (weights, odd) = rest.as_chunks::<2>();
        (odd.is_empty() && weights.len() == size && scale.is_finite() && bias.is_finite()).then(|| Self {
            weights: keep(weights),
            scale,
            bias,
        })
    }

    /// The sum of the weights of some features, and the bias.
    #[must_use]
    pub fn sum(&self, features: &[u32]) -> f32 {
        self.add(features) + self.bias
    }

    /// The sum of the weights of some more features, without the bias.
    #[must_use]
    pub fn add(&self, features: &[u32]) -> f32 {
        self.scaled(self.whole(features))
    }

    /// The sum of the weights of some features as they are stored: such sums can be added without loss.
    pub(super) fn whole(&self, features: &[u32]) -> i32 {
        // As many weights as a power of two, or none.
        let mask = self.weights.len().wrapping_sub(1);
        features
            .iter()
            .filter_map(|f| self.weights.get(*f as usize & mask))
            .map(|w| i32::from(i16::from_le_bytes(*w)))
            .sum()
    }

    /// What a sum of weights as they are stored stands for.
    pub(super) fn scaled(&self, sum: i32) -> f32 {
        sum as f32 * self.scale
    }

    /// The probability that the sum stands for: 0 to 1.
    #[must_use]
    pub fn probability(&self, features: &[u32]) -> f32 {
        1.0 / (1.0 + (-self.sum(features)).exp())
    }
}

/// What judges words that may report and the reports that they may make.
#[derive(Clone, Debug, Default)]
pub struct Scorer {
    /// Whether a word reports, see [`CueWord::features`](super::CueWord::features).
    pub cues: Weights,
    /// Which report it makes, see [`Candidate::features`](super::Candidate::features).
    pub reports: Weights,
    /// An encoder that is asked, too.
    pub deep: Option<Deep>,
    /// Which features both see: all of them, but where a trainer leaves some out.
    pub groups: FeatureGroups,
}

static ENGLISH: LazyLock<Scorer> = LazyLock::new(|| {
    let file = ModelFile::built_in(include_bytes!("../../../../../models/reports-en.bin"));
    file.and_then(|file| Scorer::from_file(&file, Cow::Borrowed)).unwrap_or_default()
});
static NONE: LazyLock<Scorer> = LazyLock::new(Scorer::default);

/// The sections that hold the weights, with their sizes.
const CUES: (&[u8; 4], usize) = (b"cues", CUE_SIZE);
const REPORTS: (&[u8; 4], usize) = (b"repo", REPORT_SIZE);

impl Scorer {
    /// The scorer for English that is part of the program.
    #[must_use]
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// No scorer: the lexicon alone decides.
    #[must_use]
    pub fn none() -> &'static Self {
        &NONE
    }

    /// A scorer that knows nothing: the lexicon alone decides.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reports.weights.is_empty()
    }

    /// The bytes of a model file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let sections = [(CUES.0, self.cues.to_section()), (REPORTS.0, self.reports.to_section())];
        ModelFile::write("reports-en", &sections)
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// If the bytes are no model, one of another version, cut short or damaged, or a model of something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LoadModelError> {
        Self::from_file(&ModelFile::read(bytes)?, |weights| Cow::Owned(weights.to_vec()))
    }

    fn from_file<'a>(file: &ModelFile<'a>, keep: Keep<'a>) -> Result<Self, LoadModelError> {
        let section = |number: u32, (name, size): (&[u8; 4], usize)| {
            file.sections
                .get(number as usize)
                .filter(|(kind, _)| kind == name)
                .and_then(|(_, bytes)| Weights::from_section(bytes, size, keep))
                .ok_or(LoadModelError::BadSection { section: number })
        };
        Ok(Self {
            cues: section(0, CUES)?,
            reports: section(1, REPORTS)?,
            deep: None,
            groups: FeatureGroups::default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Scorer {
        let mut weights = vec![0.0; REPORT_SIZE];
        weights[7] = 2.0;
        weights[9] = -1.0;
        Scorer {
            cues: Weights::new(&[0.0; CUE_SIZE], 0.5),
            reports: Weights::new(&weights, -0.5),
            ..Scorer::default()
        }
    }

    #[test]
    fn a_feature_moves_the_probability_its_way() {
        let s = small().reports;
        assert!(s.probability(&[7]) > 0.5 && s.probability(&[9]) < 0.5);
        assert!(s.probability(&[7, 9]) < s.probability(&[7]));
    }

    #[test]
    fn no_weights_say_nothing() {
        assert_eq!(Weights::default().probability(&[1, 2, 3]), 0.5);
    }

    #[test]
    fn a_scorer_comes_back_as_it_was_written() {
        let s = small();
        let back = Scorer::from_bytes(&s.to_bytes()).unwrap();
        assert_eq!(back.reports.sum(&[7, 9]).to_bits(), s.reports.sum(&[7, 9]).to_bits());
        assert_eq!(back.cues.sum(&[7]).to_bits(), s.cues.sum(&[7]).to_bits());
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
