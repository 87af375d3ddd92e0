//! Words that stand for somebody who could speak: names, pronouns, noun phrases.

use crate::Gender;
use crate::lexicon::Lexicon;
use crate::syntax::Syntax;
use inquit_tokenizer::{Document, TokenId, TokenRange};

/// A mention of a [`Mentions`] list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MentionId(pub u32);

/// What sort of mention.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MentionKind {
    /// A proper name, with or without a title: "Mr Tillerson", "the Wilson Center".
    Name,
    /// I, he, her, they …
    Pronoun,
    /// A noun phrase: "the ministry", "her aunt", "a person familiar with the matter".
    Noun,
}

/// Words that stand for somebody.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Mention {
    /// The words, title and determiner among them, appositions and relative clauses not.
    pub tokens: TokenRange,
    /// The word that carries the meaning: the last word of a name, the noun of a phrase.
    pub head: TokenId,
    /// What sort.
    pub kind: MentionKind,
    /// Stands for several.
    pub plural: bool,
    /// Probability that a female is meant, 0 to 1; 0.5 where nothing is known.
    pub female: f32,
    /// Gender where a pronoun, a title or a kin word settles it.
    pub gender: Gender,
}

/// The mentions of a document, in order of their first token; those that begin together, longer first.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    pub(crate) list: Vec<Mention>,
}

impl Mentions {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Mention] {
        &self.list
    }
}

/// Finds the mentions of a document.
#[must_use]
pub fn find(_doc: &Document, _syntax: &Syntax, _lexicon: &Lexicon) -> Mentions {
    Mentions::default()
}
