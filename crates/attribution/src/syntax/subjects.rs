//! Names and verbs that the tagger takes for other words, told by the rest of the text: "**Brand hopes** he stays" where
//! "Ulla Brand" stood before, "Dilys Hart **backs** his account" where the sentence had no verb.
//!
//! The tagger reads one sentence at a time, and its treebanks say little of people who bear a word for a name.

use super::distinct::Distinct;
use super::{Pos, Tag, VerbForm};
use crate::lexicon::{Lexicon, WordSet};
use inquit_tokenizer::{Document, TokenKind};
use std::ops::Range;

/// A verb in the present.
const PRESENT: Tag =
    Tag { pos: Pos::Verb, form: VerbForm::Finite, past: false, plural: false, passive: false, person: 0 };
/// A name.
const NAME: Tag =
    Tag { pos: Pos::Propn, form: VerbForm::None, past: false, plural: false, passive: false, person: 0 };
/// The most words that a subject takes from the beginning of its sentence.
const LONGEST: usize = 12;

/// Mends the tags of a document.
pub(super) fn mend(doc: &Document, lexicon: &Lexicon, distinct: &Distinct, tags: &mut [Tag]) {
    first_names(doc, lexicon, tags);
    let surnames = surnames(doc, distinct, tags);
    for sentence in doc.sentences() {
        let tokens = sentence.tokens.indices();
        let word = |i: &usize| doc.token((*i).into()).kind == TokenKind::Word;
        let Some(first) = tokens.clone().find(word) else { continue };
        let clause = Clause { doc, lexicon, tokens };
        let known = |i: usize| surnames.get(distinct.number(i)).is_some_and(|known| *known);
        if known(first) {
            clause.name_again(tags, first);
        }
        for at in first + 1..clause.tokens.end {
            if known(at) && clause.is_name(tags, at) {
                tags[at] = NAME;
            }
        }
        clause.verb(tags, first);
        clause.participle(tags, first);
    }
}

/// Mends first names that are words, too, before a surname, and the surname: said **Will Page**, Campaigner **Will Rivers**.
fn first_names(doc: &Document, lexicon: &Lexicon, tags: &mut [Tag]) {
    let lower = |at: usize| doc.token_text(at.into()).starts_with(char::is_lowercase);
    let begins = |at: usize| {
        let sentence = doc.sentence(doc.token(at.into()).sentence);
        sentence.tokens.start.index() == at && doc.token(at.into()).kind == TokenKind::Word
    };
    for at in 1..tags.len().saturating_sub(1) {
        let other = matches!(tags[at].pos, Pos::Aux | Pos::Verb | Pos::Adv | Pos::Intj | Pos::Sconj);
        if !other || !capital(doc, at) || !capital(doc, at + 1) {
            continue;
        }
        let before = lower(at - 1) || begins(at - 1) && matches!(tags[at - 1].pos, Pos::Noun | Pos::Propn);
        let surname = matches!(tags[at + 1].pos, Pos::Propn | Pos::Noun | Pos::Verb | Pos::Adj);
        if before && surname && first_name(doc, lexicon, at) {
            (tags[at], tags[at + 1]) = (NAME, NAME);
        }
    }
}

/// For each distinct word, whether it is the last of somebody's names: Ulla **Brand**.
fn surnames(doc: &Document, distinct: &Distinct, tags: &[Tag]) -> Vec<bool> {
    let mut known = vec![false; distinct.count()];
    let name = |i: usize| tags[i].pos == Pos::Propn;
    for at in 1..tags.len() {
        let last = name(at) && name(at - 1) && !tags.get(at + 1).is_some_and(|t| t.pos == Pos::Propn);
        if last
            && capital(doc, at)
            && capital(doc, at - 1)
            && let Some(known) = known.get_mut(distinct.number(at))
        {
            *known = true;
        }
    }
    known
}

/// Whether a token is somebody's first name.
pub(super) fn first_name(doc: &Document, lexicon: &Lexicon, at: usize) -> bool {
    lexicon.names().word(&doc.token_text(at.into()).to_lowercase()).female().is_some()
}

/// Whether a token begins with a capital.
pub(super) fn capital(doc: &Document, at: usize) -> bool {
    doc.token_text(at.into()).starts_with(char::is_uppercase)
}

struct Clause<'a> {
    doc: &'a Document,
    lexicon: &'a Lexicon,
    tokens: Range<usize>,
}

impl Clause<'_> {
    fn text(&self, at: usize) -> &str {
        self.doc.token_text(at.into())
    }

    /// Whether what is tagged as a noun looks like a verb of the third person.
    fn could_be_a_verb(&self, tags: &[Tag], at: usize) -> bool {
        let text = self.text(at);
        self.tokens.contains(&at)
            && tags[at].pos == Pos::Noun
            && tags[at].plural
            && text.ends_with('s')
            && !text.ends_with("ings")
            && !text.starts_with(char::is_uppercase)
            && self.lexicon.names().word(text).noun.is_none()
    }

    /// Whether what is tagged as a noun looks like a verb in the past: "Sam Hart **disagreed**."
    fn could_be_a_past(&self, tags: &[Tag], at: usize) -> bool {
        let text = self.text(at);
        self.tokens.contains(&at)
            && tags[at].pos == Pos::Noun
            && text.ends_with("ed")
            && text.starts_with(char::is_lowercase)
            && self.lexicon.names().word(text).noun.is_none()
    }

    /// Whether a word that is a name elsewhere in the text has the capital of one here: "But **Sharp** disagreed."
    fn is_name(&self, tags: &[Tag], at: usize) -> bool {
        let before = self.text(at - 1);
        let lower = before.starts_with(char::is_lowercase) || tags[at - 1].pos == Pos::Cconj;
        lower && capital(self.doc, at) && !matches!(tags[at].pos, Pos::Propn | Pos::Pron | Pos::Det)
    }

    /// Mends the first word of a sentence, which is a name elsewhere in the text, where it stands as a subject does.
    fn name_again(&self, tags: &mut [Tag], first: usize) {
        // "Sharp later disagreed."
        let adverb = tags.get(first + 1).is_some_and(|t| t.pos == Pos::Adv);
        let next = first + 1 + usize::from(adverb);
        if !self.tokens.contains(&next) || matches!(tags[first].pos, Pos::Propn | Pos::Det | Pos::Pron) {
            return;
        }
        let Tag { pos, form, past, .. } = tags[next];
        let verb = form == VerbForm::Finite && (pos == Pos::Aux || past || self.text(next).ends_with('s'));
        // "Brand names cost more": the word is no name where a verb follows anyway.
        let noun = tags[first].pos == Pos::Verb
            && !adverb
            && self.could_be_a_verb(tags, next)
            && tags.get(next + 1).is_none_or(|t| t.form != VerbForm::Finite);
        if verb {
            tags[first] = NAME;
        } else if noun {
            (tags[first], tags[next]) = (NAME, PRESENT);
        }
    }

    /// Mends what the tagger took for a participle that tells more of a subject, where an object stands behind it and no other
    /// verb before the next clause: "The company **cut** jobs that it said …"
    fn participle(&self, tags: &mut [Tag], first: usize) {
        let subject = |i: &usize| {
            matches!(tags[*i].pos, Pos::Propn | Pos::Det | Pos::Noun | Pos::Adj | Pos::Part | Pos::Num)
        };
        let Some(verb) = (first..self.tokens.end).take(LONGEST).find(|i| !subject(i)) else { return };
        let noun = |i: usize| matches!(tags[i].pos, Pos::Noun | Pos::Propn);
        let Tag { pos: Pos::Verb, form: VerbForm::Participle, .. } = tags[verb] else { return };
        let object = |i: usize| {
            noun(i)
                || matches!(tags[i].pos, Pos::Det | Pos::Adj | Pos::Num)
                    && self.tokens.contains(&(i + 1))
                    && noun(i + 1)
        };
        let known = WordSet::of(&self.text(verb).to_lowercase()).any(WordSet::TWO_OBJECTS);
        if verb == first || !noun(verb - 1) || known || verb + 1 >= self.tokens.end || !object(verb + 1) {
            return;
        }
        let behind = verb + 1..self.tokens.end;
        let ends = |i: &usize| {
            matches!(self.text(*i), "," | ";" | "—" | "–" | "that" | "which" | "who" | "whose" | "whom" | ".")
        };
        let mut clause = behind.take_while(|i| !ends(i)).peekable();
        let time = |i: usize| WordSet::of(&self.text(i).to_lowercase()).any(WordSet::TIME);
        let late =
            clause.clone().take_while(|i| tags[*i].pos.is_content() || tags[*i].pos == Pos::Det).any(time);
        if clause.peek().is_some()
            && !late
            && clause.all(|i| tags[i].pos != Pos::Aux && tags[i].form != VerbForm::Finite)
        {
            tags[verb] = Tag { past: true, ..PRESENT };
        }
    }

    /// Mends what the tagger took for a noun behind the subject of a sentence that has no verb.
    fn verb(&self, tags: &mut [Tag], first: usize) {
        let more = |i: usize| {
            self.tokens.contains(&i)
                && matches!(
                    tags[i].pos,
                    Pos::Det | Pos::Pron | Pos::Propn | Pos::Adp | Pos::Sconj | Pos::Part
                )
        };
        let subject =
            |i: &usize| matches!(tags[*i].pos, Pos::Propn | Pos::Det | Pos::Noun | Pos::Adj | Pos::Part);
        let start = first + usize::from(tags[first].pos == Pos::Cconj);
        let reach = (start..self.tokens.end).take(LONGEST);
        let named = |i: usize| i > start && tags[i - 1].pos == Pos::Propn && capital(self.doc, i - 1);
        let ends = |i: usize| self.tokens.contains(&i) && tags[i].pos == Pos::Punct;
        let found = reach.take_while(subject).find(|&i| {
            named(i)
                && (self.could_be_a_verb(tags, i) && more(i + 1)
                    || self.could_be_a_past(tags, i) && (more(i + 1) || ends(i + 1)))
        });
        let Some(verb) = found else { return };
        let none =
            self.tokens.clone().all(|i| tags[i].form != VerbForm::Finite && !matches!(tags[i].pos, Pos::Aux));
        if none && self.text(self.tokens.end - 1) == "." {
            tags[verb] = Tag { past: self.could_be_a_past(tags, verb), ..PRESENT };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::analyse;
    use super::*;

    /// The words of a text that are of a kind by the mending alone.
    fn mended(text: &str, pos: Pos) -> Vec<String> {
        let doc = inquit_tokenizer::tokenize(text);
        let before = analyse(&doc);
        let mut tags = before.tags.clone();
        mend(&doc, &Lexicon::english(), &before.distinct, &mut tags);
        let new = |i: &usize| tags[*i].pos == pos && before.tags[*i].pos != pos;
        (0..tags.len()).filter(new).map(|i| doc.token_text(i.into()).to_owned()).collect()
    }

    #[test]
    fn whoever_was_named_is_named_again() {
        for (text, name) in [
            ("Manager Ulla Brand was happy. Brand hopes he stays.", "Brand"),
            ("Kurt Schilling came. Schilling describes himself as a swimmer.", "Schilling"),
            ("Tom Young came. Young scored twice.", "Young"),
            ("Linda Flores came. Flores later told the town.", "Flores"),
            ("Tom Sharp came. But Sharp disagreed.", "Sharp"),
            ("It rained, said Will Rivers.", "Will"),
        ] {
            assert_eq!(mended(text, Pos::Propn), [name], "{text}");
        }
        assert_eq!(mended("Manager Ulla Brand was happy. Brand hopes he stays.", Pos::Verb), ["hopes"]);
        assert_eq!(mended("Campaigner Will Orme left.", Pos::Propn), ["Will", "Orme"]);
    }

    #[test]
    fn the_word_of_a_name_is_a_word_where_it_stands_as_one() {
        for text in [
            "Shelley Long came. Long lines formed at the door.",
            "Shelley Long came. Long before that, it rained.",
            "Tom Will came. Will it rain?",
            "Ulla Brand came. Brand names cost more.",
        ] {
            assert_eq!(mended(text, Pos::Propn), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_sentence_has_a_verb() {
        assert_eq!(mended("But Prosser's colleague Dilys Hart backs his account.", Pos::Verb), ["backs"]);
        assert_eq!(mended("Germany targets a surge of mail.", Pos::Verb), ["targets"]);
        for text in [
            "Dilys Hart backs his account",
            "Orlando shootings near the lake.",
            "Trump voters in the hall.",
            "The mayor of Hart backs his account, and lies.",
        ] {
            assert_eq!(mended(text, Pos::Verb), [""; 0], "{text}");
        }
    }
}
