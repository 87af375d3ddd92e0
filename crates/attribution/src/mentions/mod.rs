//! Words that stand for somebody who could speak: names, pronouns, noun phrases.

mod known;
mod names;
mod nouns;
mod pronouns;
mod words;

use crate::lexicon::Lexicon;
use crate::syntax::Syntax;
use crate::{Cast, Gender, dateline};
use inquit_tokenizer::{Document, TokenId, TokenRange};

pub(crate) use nouns::noun_mention;
pub(crate) use words::fold_into;
pub use words::{Shape, WordId, WordInfo, Words};

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

/// What a mention stands for, as far as its own words tell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Class {
    /// One human being.
    Person,
    /// One human being by kinship.
    Kin,
    /// Several at once.
    Group,
    /// A body that speaks as one.
    Organisation,
    /// Words on paper, a screen or a wall.
    Document,
    /// A place, which speaks only as its government: "Washington".
    Place,
    /// A name of something; a person, if anything speaks for it.
    Unknown,
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
    /// What it stands for.
    pub class: Class,
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
    pub(crate) words: Words,
}

impl Mentions {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Mention] {
        &self.list
    }

    /// The distinct words of the document and what the lexicon says of them.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The positions of the mentions that begin within some tokens.
    #[must_use]
    pub fn starting_in(&self, tokens: TokenRange) -> std::ops::Range<usize> {
        let start = self.list.partition_point(|m| m.tokens.start < tokens.start);
        let end = self.list.partition_point(|m| m.tokens.start < tokens.end);
        start..end.max(start)
    }
}

/// Finds the mentions of a document.
#[must_use]
pub fn find(doc: &Document, syntax: &Syntax, lexicon: &Lexicon) -> Mentions {
    find_with_cast(doc, syntax, lexicon, None)
}

/// The same; the names of a cast are mentions, too, whatever they look like.
#[must_use]
pub fn find_with_cast(doc: &Document, syntax: &Syntax, lexicon: &Lexicon, cast: Option<&Cast>) -> Mentions {
    let words = Words::read(doc, syntax, lexicon.names());
    let mut list = names::find(doc, syntax, &words);
    // A dateline tells where a report was written; nobody there is talked about.
    let datelines = dateline::find(doc);
    if !datelines.is_empty() {
        list.retain(|m| !dateline::holds(&datelines, m.tokens.start));
    }
    if let Some(cast) = cast {
        known::find(doc, &words, cast, &mut list);
    }
    nouns::find(doc, syntax, &words, &mut list);
    pronouns::find(doc, &words, &mut list);
    list.sort_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end)));
    Mentions { list, words }
}

#[cfg(test)]
pub(crate) fn found(text: &str) -> Vec<(String, MentionKind)> {
    let doc = inquit_tokenizer::tokenize(text);
    let syntax = crate::syntax::analyse(&doc);
    let mentions = find(&doc, &syntax, &Lexicon::english());
    mentions.all().iter().map(|m| (doc.text()[doc.text_range(m.tokens)].to_owned(), m.kind)).collect()
}
