//! Language data: what words can do. The lists are text files under `data/`, with origin and licence in their heads.

mod cues;
mod inflection;
mod lines;
mod list;
pub mod names;
mod word_sets;

pub use cues::{Cue, Cues, Frames};

use inquit_tokenizer::Document;
use names::Names;
pub(crate) use word_sets::WordSet;

/// The word lists of one language. Made once, shared.
#[derive(Debug)]
pub struct Lexicon {
    cues: Cues,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::english()
    }
}

impl Lexicon {
    /// The lists for English.
    #[must_use]
    pub fn english() -> Self {
        Self { cues: Cues::english() }
    }

    /// What reports in a document: verbs, nouns and phrases, in order.
    pub(crate) fn cues_in(&self, doc: &Document) -> Vec<Option<Cue>> {
        self.cues.scan(doc)
    }

    /// The lists about names and nouns for people.
    #[must_use]
    pub fn names(&self) -> &'static Names {
        names::english()
    }
}
