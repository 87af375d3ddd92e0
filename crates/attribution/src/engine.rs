//! The engine: one text in, one answer out.

use crate::{Attribution, lexicon::Lexicon, mentions, quotations, speakers, syntax};

/// Reads texts and says who said what. Made once, shared between threads.
#[derive(Debug, Default)]
pub struct Engine {
    lexicon: Lexicon,
}

impl Engine {
    /// An engine for English with its built-in language data.
    #[must_use]
    pub fn new() -> Self {
        Self { lexicon: Lexicon::english() }
    }

    /// Says who said what in a text.
    #[must_use]
    pub fn attribute(&self, text: impl Into<String>) -> Attribution {
        let document = inquit_tokenizer::tokenize(text);
        let syntax = syntax::analyse(&document);
        let mentions = mentions::find(&document, &syntax, &self.lexicon);
        let found = quotations::find(&document, &syntax, &mentions, &self.lexicon);
        speakers::resolve(document, &syntax, mentions, found, &self.lexicon)
    }
}
