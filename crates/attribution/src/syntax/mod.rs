//! What each word does in its sentence: part of speech, form, lemma.
//!
//! A tagger of our own reads the words of each sentence once, from left to right. What it has learnt is in a
//! [`Model`]; the one for English is part of the program.

mod lemma;
mod model;
mod table;
mod tag;
pub mod tagger;
pub mod words;

use inquit_tokenizer::{Document, TokenId};
use std::borrow::Cow;

pub use model::Model;
pub use table::Table;
pub use tag::{CLASSES, Pos, Tag, VerbForm, class_of};

/// Longest stretch that is analysed as one; longer sentences are cut, at a mark of punctuation if there is one near.
const MAX_WORDS: usize = 256;

/// What each word of a document does; one tag for each token.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    tags: Vec<Tag>,
}

impl Syntax {
    /// The tag of a token.
    #[must_use]
    pub fn tag(&self, id: TokenId) -> Tag {
        self.tags.get(id.index()).copied().unwrap_or_default()
    }

    /// The part of speech of a token.
    #[must_use]
    pub fn pos(&self, id: TokenId) -> Pos {
        self.tag(id).pos
    }

    /// Whether a token is a verb, auxiliaries not among them.
    #[must_use]
    pub fn is_verb(&self, id: TokenId) -> bool {
        self.pos(id).is_verb()
    }

    /// Whether a token can head a noun phrase: a noun, a name, a pronoun, a number.
    #[must_use]
    pub fn is_nominal(&self, id: TokenId) -> bool {
        self.pos(id).is_nominal()
    }

    /// Whether a token is a finite verb or a finite auxiliary.
    #[must_use]
    pub fn is_finite(&self, id: TokenId) -> bool {
        self.tag(id).form == VerbForm::Finite
    }

    /// The form a token has in a dictionary, in lower case unless it is a name: said → say, men → man, 's → be.
    /// Borrowed where the token has that form already.
    #[must_use]
    pub fn lemma<'a>(&self, doc: &'a Document, id: TokenId) -> Cow<'a, str> {
        lemma::lemma(doc.token_text(id), self.tag(id))
    }
}

/// Tags a document with the built-in model for English.
#[must_use]
pub fn analyse(doc: &Document) -> Syntax {
    analyse_with(Model::english(), doc)
}

/// Tags a document.
#[must_use]
pub fn analyse_with(model: &Model, doc: &Document) -> Syntax {
    let mut scratch = Scratch::default();
    let mut tags = Vec::with_capacity(doc.tokens().len());
    for sentence in doc.sentences() {
        let mut rest = sentence.tokens.indices();
        while !rest.is_empty() {
            let end = cut(doc, rest.clone());
            scratch.words.clear();
            for i in rest.start..end {
                scratch.words.push(doc.token_text(i.into()));
            }
            tagger::look_up(model, &scratch.words, &mut scratch.known);
            scratch.classes.clear();
            tagger::tag(model, &scratch.words, &scratch.known, &mut scratch.classes);
            for (i, class) in (rest.start..end).zip(&scratch.classes) {
                tags.resize(i, Tag::default()); // should a token stand in no sentence
                let mut tag = CLASSES.get(*class as usize).copied().unwrap_or_default();
                if tag.pos == Pos::Pron {
                    tag.person = tag::person(doc.token_text(i.into()));
                }
                tags.push(tag);
            }
            rest.start = end;
        }
    }
    tags.resize(doc.tokens().len(), Tag::default());
    Syntax { tags }
}

/// What is used again for each sentence.
#[derive(Debug, Default)]
struct Scratch {
    words: words::Words,
    known: Vec<tagger::Known>,
    classes: Vec<u8>,
}

/// Where to cut off the first part of a long sentence: after the last semicolon, colon or comma in reach.
fn cut(doc: &Document, tokens: std::ops::Range<usize>) -> usize {
    if tokens.len() <= MAX_WORDS {
        return tokens.end;
    }
    let limit = tokens.start + MAX_WORDS;
    let stop = |marks: &[&str]| {
        (tokens.start + MAX_WORDS / 2..limit).rev().find(|i| marks.contains(&doc.token_text((*i).into())))
    };
    stop(&[";", ":", ".", "!", "?"]).or_else(|| stop(&[","])).map_or(limit, |i| i + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn assert_tags(text: &str, expected: &str) {
        let doc = inquit_tokenizer::tokenize(text);
        let syntax = analyse(&doc);
        let found: Vec<_> = (0..doc.tokens().len()).map(|i| syntax.pos(i.into()).name()).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn plain_sentences() {
        assert_tags(
            "The mayor said that the bridge will fall.",
            "DET NOUN VERB SCONJ DET NOUN AUX VERB PUNCT",
        );
        assert_tags("She has denied the report.", "PRON AUX VERB DET NOUN PUNCT");
    }

    #[test]
    fn a_headline_in_capitals() {
        assert_tags("THE MAYOR SAYS THE BRIDGE WILL FALL", "DET NOUN VERB DET NOUN AUX VERB");
    }

    #[test]
    fn forms_of_verbs() {
        let doc = inquit_tokenizer::tokenize(
            "The letter was written by Ann, who says she is leaving and had asked.",
        );
        let s = analyse(&doc);
        let tag = |word: &str| {
            let i = (0..doc.tokens().len()).find(|i| doc.token_text((*i).into()) == word).unwrap();
            s.tag(i.into())
        };
        assert!(tag("written").passive);
        assert_eq!(tag("was").form, VerbForm::Finite);
        assert!(tag("was").past);
        assert_eq!(tag("says").form, VerbForm::Finite);
        assert!(!tag("says").past);
        assert_eq!(tag("leaving").form, VerbForm::Gerund);
        assert_eq!(tag("asked").form, VerbForm::Participle);
        assert_eq!(tag("she").person, 3);
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let text = "the man and the woman, ".repeat(400);
        let doc = inquit_tokenizer::tokenize(text);
        let s = analyse(&doc);
        assert_eq!(s.tags.len(), doc.tokens().len());
    }

    proptest! {
        #[test]
        fn any_text_has_a_tag_for_each_token(text in "\\PC{0,200}") {
            let doc = inquit_tokenizer::tokenize(text);
            let s = analyse(&doc);
            prop_assert_eq!(s.tags.len(), doc.tokens().len());
            for i in 0..doc.tokens().len() {
                let _ = s.lemma(&doc, i.into());
            }
        }
    }
}
