//! The engine: one text in, one answer out.

use crate::quotations::{self, Scorer};
use crate::{Attribution, Cast, lexicon::Lexicon, mentions, speakers, syntax};

/// Reads texts and says who said what. Made once, shared between threads.
#[derive(Debug)]
pub struct Engine {
    lexicon: Lexicon,
    scorer: &'static Scorer,
    model: syntax::Model,
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Engine {
    /// An engine for English with its built-in language data.
    #[must_use]
    pub fn new() -> Self {
        Self {
            lexicon: Lexicon::english(),
            scorer: Scorer::english(),
            model: syntax::Model::english().clone(),
        }
    }

    /// The same without the scorer that was learnt from news: the lexicon alone decides what reports.
    #[must_use]
    pub fn rules_only(self) -> Self {
        Self { scorer: Scorer::none(), ..self }
    }

    /// The same with another model of the language's syntax.
    ///
    /// ```
    /// use inquit::{Engine, syntax::Model};
    ///
    /// let damaged = Model::from_bytes(b"no model");
    /// assert!(damaged.is_err());
    /// let engine = Engine::new().with_model(Model::english().clone());
    /// assert_eq!(engine.attribute("“We won,” said Ann Lee.").quotations().len(), 1);
    /// ```
    #[must_use]
    pub fn with_model(self, model: syntax::Model) -> Self {
        Self { model, ..self }
    }

    /// Says who said what in a text.
    #[must_use]
    pub fn attribute(&self, text: impl Into<String>) -> Attribution {
        self.read(text.into(), None)
    }

    /// Says who said what in a text whose speakers are known: see [`Cast`].
    #[must_use]
    pub fn attribute_with_cast(&self, text: impl Into<String>, cast: &Cast) -> Attribution {
        self.read(text.into(), Some(cast))
    }

    fn read(&self, text: String, cast: Option<&Cast>) -> Attribution {
        let document = inquit_tokenizer::tokenize(text);
        let syntax = syntax::analyse_with(&self.model, &document);
        let mentions = mentions::find_with_cast(&document, &syntax, &self.lexicon, cast);
        let found = quotations::find(&document, &syntax, &self.lexicon, self.scorer);
        speakers::resolve(document, &syntax, mentions, found, &self.lexicon, cast)
    }
}
