//! Language data: what words can do. The lists are text files under `data/`, with origin and licence in their heads.

/// The word lists of one language.
#[derive(Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// The lists for English.
    #[must_use]
    pub fn english() -> Self {
        Self {}
    }
}
