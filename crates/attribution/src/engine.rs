//! The engine: one text in, one answer out.

use crate::confidence::{self, Table};
use crate::encoder::Encoder;
use crate::quotations::{self, Deep, Scorer};
use crate::speakers::{Means, learning::Dialogue};
use crate::{Attribution, Cast, lexicon::Lexicon, mentions, speakers, syntax};
use std::borrow::Cow;

/// How much is spent on a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tier {
    /// Weighed features of words: a megabyte a second.
    #[default]
    Light,
    /// An encoder reads every paragraph that may report something: better, and some thirty times slower.
    Deep,
    /// The encoder reads texts like those that it has learnt from, which are news; stories are read as in [`Tier::Light`].
    Auto,
}

/// There is no encoder.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "this program was built without the encoder: build it with the feature `deep`, or use the light tier"
)]
pub struct NoEncoder;

/// Reads texts and says who said what. Made once, shared between threads.
#[derive(Debug)]
pub struct Engine {
    lexicon: Lexicon,
    scorer: Cow<'static, Scorer>,
    /// What tells who speaks the turns of a story, if it is not the one that is part of the program.
    dialogue: Option<speakers::Scorer>,
    /// What turns clearness into probabilities; none leaves it as it is.
    table: Option<&'static Table>,
    /// The least probability with which a speaker is named.
    least: f32,
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
            scorer: Cow::Borrowed(Scorer::english()),
            dialogue: None,
            table: Some(Table::english()),
            least: confidence::LEAST,
            model: syntax::Model::english().clone(),
        }
    }

    /// The same without the scorer that was learnt from news: the lexicon alone decides what reports.
    #[must_use]
    pub fn rules_only(self) -> Self {
        Self { scorer: Cow::Borrowed(Scorer::none()), ..self }
    }

    /// The same with another scorer of reports, as one trained on texts of one's own.
    #[must_use]
    pub fn with_scorer(self, scorer: Scorer) -> Self {
        let deep = scorer.deep.clone().or_else(|| self.scorer.deep.clone());
        Self { scorer: Cow::Owned(Scorer { deep, ..scorer }), ..self }
    }

    /// The same with another scorer of who speaks the turns of a story.
    #[must_use]
    pub fn with_dialogue_scorer(self, scorer: speakers::Scorer) -> Self {
        Self { dialogue: Some(scorer), ..self }
    }

    /// With the scorers of that tier: see [`Tier`].
    ///
    /// # Errors
    ///
    /// If it needs the encoder and the program was built without it.
    pub fn with_tier(mut self, tier: Tier) -> Result<Self, NoEncoder> {
        let deep = match tier {
            Tier::Light => None,
            Tier::Deep => Some(Deep { stories: true, ..Deep::english().ok_or(NoEncoder)? }),
            Tier::Auto => Some(Deep::english().ok_or(NoEncoder)?),
        };
        // The built-in scorer is copied, once for an engine.
        self.scorer.to_mut().deep = deep;
        Ok(self)
    }

    /// The same with another encoder, for texts that read like news.
    #[must_use]
    pub fn with_encoder(mut self, encoder: Encoder) -> Self {
        let stories = self.scorer.deep.as_ref().is_some_and(|deep| deep.stories);
        self.scorer.to_mut().deep = Some(Deep { stories, ..Deep::with(Cow::Owned(encoder)) });
        self
    }

    /// Leaves the speaker open where the chosen one is right with less than this probability: 0 names whoever seems
    /// likeliest, 1 nobody. Without this, nobody is named who is three times as likely wrong as right.
    ///
    /// ```
    /// let found = inquit::Engine::new().min_confidence(1.0).attribute("“We won,” said Ann Lee.");
    /// assert_eq!(found.quotations()[0].speaker, None);
    /// ```
    #[must_use]
    pub fn min_confidence(self, least: f32) -> Self {
        Self { least: least.clamp(0.0, 1.0), ..self }
    }

    /// Leaves confidence as the stages see it, and names whoever seems likeliest: what a table is fitted on.
    #[must_use]
    pub fn uncalibrated(self) -> Self {
        Self { table: None, ..self }
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

    /// What the trainer of the speakers' weights learns from: an uncalibrated answer that lists everybody, and its dialogue.
    #[must_use]
    pub fn dialogue(&self, text: impl Into<String>) -> (Attribution, Dialogue) {
        self.stages(text.into(), None, true)
    }

    /// An answer whose confidence is calibrated, if the engine has a table for that.
    fn read(&self, text: String, cast: Option<&Cast>) -> Attribution {
        let (mut answer, _) = self.stages(text, cast, false);
        if let Some(table) = self.table {
            confidence::calibrate(&mut answer, table);
            confidence::abstain(&mut answer, self.least);
        }
        answer
    }

    /// All stages but the last.
    fn stages(&self, text: String, cast: Option<&Cast>, everybody: bool) -> (Attribution, Dialogue) {
        let document = inquit_tokenizer::tokenize(text);
        let syntax = syntax::analyse_with(&self.model, &document).with_reporting(&document, &self.lexicon);
        let mentions = mentions::find_with_cast(&document, &syntax, &self.lexicon, cast);
        let found = quotations::find(&document, &syntax, &self.lexicon, &self.scorer);
        let means = Means { lexicon: &self.lexicon, scorer: self.dialogue.as_ref(), cast, everybody };
        speakers::resolve(document, &syntax, mentions, found, means)
    }
}
