//! What each word does in its sentence: part of speech, form, lemma; and what hangs from what.
//!
//! A tagger of our own reads the words of each sentence once, from left to right. A parser of our own builds the tree of
//! a sentence when it is asked for, with the names in it, and keeps it: a [`Syntax`] whose trees nobody asks for costs
//! nothing more. What the two have learnt is in a [`Model`]; the one for English is part of the program. Time is linear in
//! the text: there is a bound on what is analysed as one.
//!
//! For a stage that wants structure: [`Syntax::tree`] gives the [`Tree`] of a sentence; from a verb,
//! [`Tree::subject_of`], [`Tree::complement_of`] and [`Tree::subtree`] lead to who says it, to what is said, and to how
//! far that reaches.

mod distinct;
mod label;
mod lemma;
mod model;
pub mod parser;
mod reporting;
mod subjects;
mod table;
mod tag;
pub mod tagger;
mod tree;
mod weights;
pub mod words;

use self::distinct::Distinct;
use crate::lexicon::Lexicon;
use inquit_tokenizer::{Document, SentenceId, TokenId};
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;
use std::thread::LocalKey;

pub(crate) use distinct::OfEach;
pub use label::Label;
pub(crate) use lemma::lemma;
pub use model::Model;
pub use parser::names::NameKind;
pub use table::Table;
pub use tag::{CLASSES, Pos, Tag, VerbForm, class_of};
pub use tree::{Name, Tree};
pub use weights::Weights;

/// Longest stretch that is analysed as one; longer sentences are cut, at a mark of punctuation if there is one near.
const MAX_WORDS: usize = 256;

/// What each word of a document does; one tag for each token, one tree for each sentence that is asked for.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    tags: Vec<Tag>,
    trees: Vec<OnceLock<Box<Tree>>>,
    model: Model,
    distinct: Distinct,
}

impl Syntax {
    /// The same for a text in which people speak: names and verbs of reporting clauses are such, whatever the tagger took them
    /// for.
    ///
    /// ```
    /// use inquit::lexicon::Lexicon;
    /// use inquit::syntax::{Pos, analyse};
    ///
    /// let doc = inquit::tokenizer::tokenize("“We sold the pool,” Black said.");
    /// let syntax = analyse(&doc).with_reporting(&doc, &Lexicon::english());
    /// assert_eq!(syntax.pos(7.into()), Pos::Propn);
    /// ```
    #[must_use]
    pub fn with_reporting(mut self, doc: &Document, lexicon: &Lexicon) -> Self {
        if self.tags.len() == doc.tokens().len() {
            subjects::mend(doc, lexicon, &self.distinct, &mut self.tags);
            reporting::mend(doc, &self.model, lexicon, &mut self.tags);
        }
        self
    }

    /// The tag of a token.
    #[must_use]
    pub fn tag(&self, id: TokenId) -> Tag {
        self.tags.get(id.index()).copied().unwrap_or_default()
    }

    /// The distinct words of the document, as they are written.
    pub(crate) fn distinct(&self) -> &Distinct {
        &self.distinct
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

    /// The tree of a sentence of the document that was analysed. Built when first asked for, some microseconds a word;
    /// after that it is at hand.
    ///
    /// With another document than that, or a model without a parser, the tree makes no sense, but does no harm.
    #[must_use]
    pub fn tree(&self, doc: &Document, sentence: SentenceId) -> &Tree {
        static NONE: Tree = Tree::none();
        self.trees
            .get(sentence.index())
            .map_or(&NONE, |t| t.get_or_init(|| Box::new(self.parse(doc, sentence))))
    }

    fn parse(&self, doc: &Document, sentence: SentenceId) -> Tree {
        with(&PARSING, |scratch| self.parse_with(scratch, doc, sentence))
    }

    fn parse_with(&self, scratch: &mut tree::Scratch, doc: &Document, sentence: SentenceId) -> Tree {
        let tokens = doc.sentence(sentence).tokens;
        let mut tree = Tree::begin(tokens.start, tokens.len());
        for part in parts(doc, tokens.indices()) {
            scratch.words.clear();
            scratch.classes.clear();
            scratch.lists.clear();
            for i in part {
                let text = doc.token_text(i.into());
                scratch.words.push(text);
                scratch.lists.push(parser::list(text, &mut scratch.lower));
                scratch.classes.push(class_of(self.tag(i.into())));
            }
            tree.add(&self.model, scratch);
        }
        tree.finish()
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
    let distinct = Distinct::read(doc);
    let mut tags = Vec::with_capacity(doc.tokens().len());
    with(&SCRATCH, |scratch| scratch.tag(model, doc, &distinct, &mut tags));
    tags.resize(doc.tokens().len(), Tag::default());
    Syntax { tags, trees: vec![OnceLock::new(); doc.sentences().len()], model: model.clone(), distinct }
}

/// The parts in which a sentence is analysed: itself, most often.
fn parts(doc: &Document, mut rest: Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'_> {
    std::iter::from_fn(move || {
        let part = rest.start..cut(doc, rest.clone());
        rest.start = part.end;
        (!part.is_empty()).then_some(part)
    })
}

/// What is used again for each sentence of a thread.
#[derive(Debug, Default)]
struct Scratch {
    words: words::Words,
    room: tagger::Room,
    classes: Vec<u8>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
    static PARSING: RefCell<tree::Scratch> = RefCell::default();
}

/// Works with what a thread keeps, or with something new if that is in use.
fn with<T: Default, R>(kept: &'static LocalKey<RefCell<T>>, work: impl FnOnce(&mut T) -> R) -> R {
    kept.with(|kept| match kept.try_borrow_mut() {
        Ok(mut kept) => work(&mut kept),
        Err(_) => work(&mut T::default()),
    })
}

impl Scratch {
    /// Tags all tokens of a document.
    fn tag(&mut self, model: &Model, doc: &Document, distinct: &Distinct, tags: &mut Vec<Tag>) {
        let mut spelt = OfEach::new(distinct);
        for sentence in doc.sentences() {
            for part in parts(doc, sentence.tokens.indices()) {
                self.words.clear();
                for i in part.clone() {
                    let spelt = *spelt.get(i, || self.words.spell(doc.token_text(i.into())));
                    self.words.add(spelt);
                }
                self.classes.clear();
                tagger::tag(model, &self.words, &mut self.room, &mut self.classes);
                for (i, class) in part.zip(&self.classes) {
                    tags.resize(i, Tag::default()); // should a token stand in no sentence
                    let mut tag = CLASSES.get(*class as usize).copied().unwrap_or_default();
                    if tag.pos == Pos::Pron {
                        tag.person = tag::person(doc.token_text(i.into()));
                    }
                    tags.push(tag);
                }
            }
        }
    }
}

/// Where to cut off the first part of a long sentence: after the last semicolon, colon or comma in reach.
fn cut(doc: &Document, tokens: Range<usize>) -> usize {
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
