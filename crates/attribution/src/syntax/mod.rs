//! What each word does in its sentence.

use inquit_tokenizer::{Document, TokenId};

/// The universal part of speech of a token (universaldependencies.org, version 2).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[repr(u8)]
#[allow(missing_docs)] // the names are the tag set's own
pub enum Pos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

/// The form of a verb or auxiliary.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum VerbForm {
    /// No verb.
    #[default]
    None,
    /// Present, past or imperative with a subject: says, said, say.
    Finite,
    /// to say, can say.
    Infinitive,
    /// saying.
    Gerund,
    /// said, as in has said, was said.
    Participle,
}

/// What is known of one token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tag {
    /// Part of speech.
    pub pos: Pos,
    /// Form, if it is a verb or an auxiliary.
    pub form: VerbForm,
    /// Past tense, if it is a finite verb or an auxiliary.
    pub past: bool,
    /// Plural, if it is a noun, a name, a pronoun or a determiner.
    pub plural: bool,
}

/// What each word of a document does; one tag for each token.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    tags: Vec<Tag>,
}

impl Syntax {
    /// The tag of a token.
    #[must_use]
    pub fn tag(&self, id: TokenId) -> Tag {
        self.tags[id.index()]
    }

    /// The part of speech of a token.
    #[must_use]
    pub fn pos(&self, id: TokenId) -> Pos {
        self.tags[id.index()].pos
    }
}

/// Tags a document.
#[must_use]
pub fn analyse(doc: &Document) -> Syntax {
    // PROVISIONAL: the trained tagger takes this place.
    Syntax { tags: vec![Tag::default(); doc.tokens().len()] }
}
