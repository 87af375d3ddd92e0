//! Language data: what words can do. The lists are text files under `data/`, with origin and licence in their heads.

pub(crate) mod bodies;
mod cues;
mod inflection;
mod lines;
mod list;
pub mod names;
mod word_sets;

pub(crate) use cues::CueWord;
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

    /// A word in lower case as one that can report, if it is one.
    pub(crate) fn cue_word(&self, lower: &str) -> Option<CueWord> {
        self.cues.number(lower)
    }

    /// What such a word can report by where it stands, as the token `at`.
    pub(crate) fn cue_at(&self, word: CueWord, doc: &Document, at: usize) -> Option<Cue> {
        self.cues.at(word, doc, at)
    }

    /// The lists about names and nouns for people.
    #[must_use]
    pub fn names(&self) -> &'static Names {
        names::english()
    }
}
