//! Reporting clauses beside words in marks, in which the tagger takes verbs and names for other words: “…,” **Black**
//! said. “…,” Viguerie **concludes**. **Schilling** told the Herald.
//!
//! It has learnt from treebanks, in which few people speak. A comma inside the marks promises a verb, and a capital that no
//! sentence asks for beside a verb that reports is a name, whatever else the word could be.

use super::{Model, Pos, Tag, VerbForm, subjects, words};
use crate::lexicon::names::{NounClass, Word};
use crate::lexicon::{Cue, Frames, Lexicon};
use inquit_tokenizer::{Document, TokenKind};
use std::ops::Range;

/// The most words from the marks to the verb that is looked for.
const REACH: usize = 8;

/// The most words of a name that signs something.
const LONGEST_NAME: usize = 5;

/// A verb in the past.
const FINITE: Tag =
    Tag { pos: Pos::Verb, form: VerbForm::Finite, past: true, plural: false, passive: false, person: 0 };

/// Mends the tags of a document.
pub(super) fn mend(doc: &Document, model: &Model, lexicon: &Lexicon, tags: &mut [Tag]) {
    let clauses = Clauses { doc, model, lexicon };
    for at in 1..tags.len() {
        if clauses.is_mark(at - 1)
            && let Some((verb, tag)) = clauses.verb(tags, at)
        {
            tags[verb] = tag;
        }
        if clauses.is_mark(at)
            && let Some((verb, tag)) = clauses.verb_before(tags, at - 1)
        {
            tags[verb] = tag;
        }
    }
    for sentence in doc.sentences() {
        let tokens = sentence.tokens.indices();
        for at in tokens.clone() {
            if clauses.shoots_back(tags, at, &tokens) {
                tags[at] = FINITE;
            }
            let Some(pos) = clauses.instead(tags, at, &tokens) else { continue };
            tags[at] = Tag { pos, ..Tag::default() };
            // A name that has a verb behind it is its subject, and what has a subject has a tense.
            if pos == Pos::Propn && tokens.contains(&(at + 1)) && clauses.says(tags, at + 1) {
                let Tag { form, past, .. } = tags[at + 1];
                tags[at + 1] = Tag { past: past || form == VerbForm::Participle, ..FINITE };
            }
        }
    }
}

struct Clauses<'a> {
    doc: &'a Document,
    model: &'a Model,
    lexicon: &'a Lexicon,
}

impl Clauses<'_> {
    fn text(&self, at: usize) -> &str {
        self.doc.token_text(at.into())
    }

    fn capital(&self, at: usize) -> bool {
        subjects::capital(self.doc, at)
    }

    fn is_mark(&self, at: usize) -> bool {
        self.doc.token(at.into()).kind == TokenKind::Mark
    }

    /// Whether a word could be a verb beside words in marks.
    fn reports(&self, at: usize) -> bool {
        let text = self.text(at);
        let cue = || {
            let word = self.lexicon.cue_word(text)?;
            self.lexicon.cue_at(word, self.doc, at)
        };
        !self.capital(at)
            && !text.ends_with("ing")
            && matches!(cue(), Some(Cue::Verb { frames, .. } | Cue::Either { verb: frames, .. }) if frames.has(Frames::DIRECT))
    }

    /// Whether a token is tagged as such a verb.
    fn says(&self, tags: &[Tag], at: usize) -> bool {
        tags[at].pos == Pos::Verb && tags[at].form != VerbForm::Gerund && self.reports(at)
    }

    /// The verb of the clause that ends with the colon at `colon`, right before an opening mark, and its tag, if the tagger
    /// saw none: "Husby **shot** back: “…”".
    fn verb_before(&self, tags: &[Tag], colon: usize) -> Option<(usize, Tag)> {
        let sentence = self.doc.sentence(self.doc.token(colon.into()).sentence).tokens.indices();
        if self.text(colon) != ":" || colon > sentence.start + REACH {
            return None;
        }
        let clause = || sentence.start..colon;
        if clause().any(|i| matches!(tags[i].pos, Pos::Verb | Pos::Aux)) {
            return None;
        }
        let verb = clause().skip(1).find(|i| tags[*i].pos == Pos::Noun && self.reports(*i))?;
        let lone = verb == sentence.start + 1 && self.capital(sentence.start);
        // "Reader Tom Reed emails from Orme: “…”"
        let nominal = |i: usize| matches!(tags[i].pos, Pos::Noun | Pos::Propn | Pos::Adj | Pos::Det);
        let named = tags[verb - 1].pos == Pos::Propn && (sentence.start..verb).all(nominal);
        let acts = named && self.text(verb).ends_with('s') && self.text(verb) != "quotes";
        (lone || acts).then_some((verb, Tag { past: lone, ..FINITE }))
    }

    /// The verb of the clause that begins at `start`, right behind a closing mark, and its tag, if the tagger saw none.
    fn verb(&self, tags: &[Tag], start: usize) -> Option<(usize, Tag)> {
        let inside = self.text(start.checked_sub(2)?);
        if !matches!(inside, "," | "?" | "!") || self.doc.token(start.into()).kind != TokenKind::Word {
            return None;
        }
        let clause = (start..tags.len()).take(REACH).take_while(|i| tags[*i].pos != Pos::Punct);
        let mut found = None;
        for at in clause {
            match tags[at].pos {
                Pos::Verb | Pos::Aux => return None,
                Pos::Noun | Pos::Adj if at > start && self.subject(tags, at - 1) && self.reports(at) => {
                    found = Some(at);
                }
                _ => {}
            }
        }
        let verb = found?;
        // A new sentence may begin behind a question: only somebody's name right before the verb makes a tag of it.
        let named = matches!(tags[verb - 1].pos, Pos::Propn | Pos::Pron);
        (inside == "," || named && verb == start + 1).then(|| {
            let past = !self.text(verb).ends_with('s');
            (verb, Tag { past, ..FINITE })
        })
    }

    /// Whether a subject can end with a token.
    fn subject(&self, tags: &[Tag], at: usize) -> bool {
        match tags[at].pos {
            Pos::Propn | Pos::Noun | Pos::Adj => true,
            Pos::Pron => matches!(self.text(at), "he" | "she" | "they" | "I" | "we" | "one"),
            _ => false,
        }
    }

    /// What a word is instead of what it was taken for.
    fn instead(&self, tags: &[Tag], at: usize, sentence: &Range<usize>) -> Option<Pos> {
        let name = || {
            self.is_described(at, sentence)
                || self.goes_with_name(tags, at, sentence)
                || self.opens_name(tags, at, sentence)
                || self.is_name(tags, at, sentence)
        };
        if self.could_be_a_name(tags, at) && name()
            || self.signs(tags, at, sentence)
            || self.is_particle(tags, at, sentence)
        {
            Some(Pos::Propn)
        } else if self.is_genitive(tags, at, sentence) {
            Some(Pos::Part)
        } else if self.is_trade(tags, at, sentence) {
            Some(Pos::Noun)
        } else if self.is_modifier(tags, at, sentence) {
            Some(Pos::Adj)
        } else if self.is_adverb(tags, at, sentence) {
            Some(Pos::Adv)
        } else {
            self.is_noun(tags, at, sentence).then_some(Pos::Noun)
        }
    }

    /// Whether a token is written as a name is, and tagged as none.
    fn could_be_a_name(&self, tags: &[Tag], at: usize) -> bool {
        let other = matches!(
            tags[at].pos,
            Pos::Adj | Pos::Verb | Pos::Adv | Pos::Adp | Pos::Aux | Pos::Sconj | Pos::Intj | Pos::X
        );
        other && self.capital(at) && self.text(at).contains(char::is_lowercase)
    }

    /// Whether a word that nobody knows is told more of: **Finch**, a nurse, says; **Finch**, 81, says.
    fn is_described(&self, at: usize, sentence: &Range<usize>) -> bool {
        let more = |i: usize| {
            matches!(self.text(i), "a" | "an" | "the" | "who" | "whose")
                || self.doc.token(i.into()).kind == TokenKind::Number
        };
        at + 2 < sentence.end && self.text(at + 1) == "," && more(at + 2) && self.unknown(at)
    }

    /// Whether what looks like an -ing form opens the name that is the subject of its sentence: **Downing** Street said.
    fn opens_name(&self, tags: &[Tag], at: usize, sentence: &Range<usize>) -> bool {
        tags[at].form == VerbForm::Gerund
            && at == sentence.start
            && at + 2 < sentence.end
            && tags[at + 1].pos == Pos::Propn
            && self.capital(at + 1)
            && self.lexicon.names().word(&self.text(at + 1).to_lowercase()).is(Word::THING | Word::ORG_END)
            && tags[at + 2].pos == Pos::Verb
            && tags[at + 2].form == VerbForm::Finite
    }

    /// Whether what looks like a verb is the last word of a name: Orme **United** manager Ann Lee.
    fn goes_with_name(&self, tags: &[Tag], at: usize, sentence: &Range<usize>) -> bool {
        let named = |b: usize| sentence.contains(&b) && tags[b].pos == Pos::Propn && self.capital(b);
        tags[at].pos == Pos::Verb
            && at.checked_sub(1).is_some_and(named)
            && sentence.contains(&(at + 1))
            && tags[at + 1].pos == Pos::Noun
            && !self.capital(at + 1)
    }

    /// Whether it stands beside a verb that reports as its subject does.
    fn is_name(&self, tags: &[Tag], at: usize, sentence: &Range<usize>) -> bool {
        let says = |i: usize| sentence.contains(&i) && self.says(tags, i);
        let before = at.checked_sub(1).filter(|b| sentence.contains(b));
        let free = before.is_some_and(|b| self.goes_on(tags, b));
        if says(at + 1) {
            return match tags[at].pos {
                // "Tom Black said."
                Pos::Adj if free => before.is_some_and(|b| tags[b].pos != Pos::Det),
                // A headline has capitals everywhere.
                _ if free => before.is_some_and(|b| !self.capital(b)),
                Pos::Adj => true,
                Pos::Verb => self.unknown(at) || self.first_name(at),
                _ => self.first_name(at),
            };
        }
        // "said Black."
        let behind = free && before.is_some_and(says);
        let more = sentence.contains(&(at + 1))
            && (tags[at + 1].pos.is_content() || matches!(tags[at + 1].pos, Pos::Det | Pos::Num | Pos::Pron));
        behind && !more && matches!(tags[at].pos, Pos::Adj | Pos::Verb | Pos::Aux | Pos::Intj)
    }

    /// Whether it is part of a name that signs words in marks, taken for something else: “…” — **Nell** Carden Grey.
    fn signs(&self, tags: &[Tag], at: usize, sentence: &Range<usize>) -> bool {
        let no_name = matches!(tags[at].pos, Pos::Propn | Pos::Pron | Pos::Det | Pos::Intj | Pos::Num);
        if no_name || !self.capital(at) {
            return false;
        }
        let dash = |i: usize| matches!(self.text(i), "—" | "–" | "―" | "--" | "-");
        let ends = |i: &usize| !self.capital(*i);
        let before = (0..at).rev().take(LONGEST_NAME).find(ends);
        let behind_marks = before.is_some_and(|i| dash(i) && i > 0 && self.is_mark(i - 1));
        let end = (at + 1..sentence.end).take(LONGEST_NAME).find(ends).unwrap_or(sentence.end);
        let closes = end == sentence.end || end + 1 == sentence.end && self.text(end) == ".";
        let alone = before.is_some_and(|i| i + 1 == at) && end == at + 1;
        behind_marks && closes && (!alone || self.unknown(at) || self.first_name(at))
    }

    /// Whether a word that is none of the language stands inside a name: Obras **del** Sur.
    fn is_particle(&self, tags: &[Tag], at: usize, sentence: &Range<usize>) -> bool {
        let name = |i: usize| sentence.contains(&i) && tags[i].pos == Pos::Propn && self.capital(i);
        tags[at].pos == Pos::X
            && self.lexicon.names().word(self.text(at)).is(Word::PARTICLE)
            && at.checked_sub(1).is_some_and(name)
            && (name(at + 1) || tags.get(at + 1).is_some_and(|t| t.pos == Pos::X) && name(at + 2))
    }

    /// Whether an apostrophe stands for the genitive of several: the Drivers**’** Union.
    fn is_genitive(&self, tags: &[Tag], at: usize, sentence: &Range<usize>) -> bool {
        let adjacent = |a: usize, b: usize| {
            self.doc.token(a.into()).range.end() == self.doc.token(b.into()).range.start()
        };
        tags[at].pos == Pos::Punct
            && at > sentence.start
            && matches!(tags[at - 1].pos, Pos::Noun | Pos::Propn)
            && matches!(self.text(at), "'" | "’")
            && !self.is_mark(at)
            && self.text(at - 1).ends_with('s')
            && adjacent(at - 1, at)
            && sentence.contains(&(at + 1))
            && matches!(tags[at + 1].pos, Pos::Noun | Pos::Propn | Pos::Adj)
            && !adjacent(at, at + 1)
    }

    /// Whether somebody's trade before their name was taken for a word that stands beside others: United **defender** Gary Stokes.
    fn is_trade(&self, tags: &[Tag], at: usize, sentence: &Range<usize>) -> bool {
        let other =
            matches!(tags[at].pos, Pos::Adp | Pos::Sconj | Pos::Cconj | Pos::Aux | Pos::Part | Pos::X);
        let name = |i: usize| sentence.contains(&i) && tags[i].pos == Pos::Propn && self.capital(i);
        let person = || {
            let noun = self.lexicon.names().word(self.text(at)).noun;
            noun.is_some_and(|n| n.class == NounClass::Person)
        };
        other && name(at + 1) && person()
    }

    /// Whether a participle tells what sort of person it is: said **retired** surgeon Ann Lee; Ann Lee, a **retired** surgeon,
    /// said.
    fn is_modifier(&self, tags: &[Tag], at: usize, sentence: &Range<usize>) -> bool {
        tags[at].pos == Pos::Verb
            && self.text(at).ends_with("ed")
            && sentence.contains(&(at + 1))
            && matches!(tags[at + 1].pos, Pos::Noun | Pos::Propn)
            && at.checked_sub(1).is_some_and(|b| {
                sentence.contains(&b)
                    && (self.says(tags, b) || matches!(self.text(b), "a" | "an") && tags[b].pos == Pos::Det)
            })
    }

    /// Whether what looks like a noun is a verb with its particle: Mel Reed, her rival, **shot** back that it rained.
    fn shoots_back(&self, tags: &[Tag], at: usize, sentence: &Range<usize>) -> bool {
        tags[at].pos == Pos::Noun
            && at > sentence.start
            && at + 2 < sentence.end
            && matches!(tags[at + 1].pos, Pos::Adv | Pos::Adp)
            && self.text(at + 1) == "back"
            && matches!(self.text(at + 2), "that" | "at" | "," | ":")
            && (self.text(at - 1) == "," || tags[at - 1].pos == Pos::Propn)
            && self.reports(at)
    }

    /// Whether what looks like a noun tells how it was said: said her husband **meekly**.
    fn is_adverb(&self, tags: &[Tag], at: usize, sentence: &Range<usize>) -> bool {
        let text = self.text(at);
        let nominal = |b: usize| matches!(tags[b].pos, Pos::Noun | Pos::Propn | Pos::Pron);
        tags[at].pos == Pos::Noun
            && text.ends_with("ly")
            && text.len() > 5
            && !self.capital(at)
            && self.lexicon.names().word(text).noun.is_none()
            && at >= sentence.start + 2
            && nominal(at - 1)
            && (sentence.start..at - 1).rev().take(4).any(|b| self.says(tags, b))
            && (at + 1 >= sentence.end || tags[at + 1].pos == Pos::Punct)
    }

    /// Whether what looks like a verb begins the subject of a reporting clause: …, **transport** officials said.
    fn is_noun(&self, tags: &[Tag], at: usize, sentence: &Range<usize>) -> bool {
        let Tag { pos: Pos::Verb, form: VerbForm::Finite | VerbForm::Infinitive, past: false, .. } = tags[at]
        else {
            return false;
        };
        let begins = at.checked_sub(1).is_some_and(|b| sentence.contains(&b) && self.text(b) == ",");
        let rest = (at + 1..sentence.end).take(REACH);
        let subject = rest.take_while(|i| matches!(tags[*i].pos, Pos::Noun | Pos::Propn)).last();
        begins && subject.is_some_and(|last| sentence.contains(&(last + 1)) && self.says(tags, last + 1))
    }

    /// Whether the sentence goes on behind a token: nothing but a name asks for a capital there.
    fn goes_on(&self, tags: &[Tag], at: usize) -> bool {
        let comma = |i: usize| matches!(self.text(i), "," | "—" | "–" | "--");
        if self.is_mark(at) {
            // “…,” Black said: the comma inside the marks goes on.
            return at.checked_sub(1).is_some_and(comma);
        }
        tags[at].pos != Pos::Punct || comma(at)
    }

    /// Whether the tagger has never seen a word.
    fn unknown(&self, at: usize) -> bool {
        let mut words = words::Words::default();
        words.push(self.text(at));
        words.list().iter().all(|w| self.model.lexicon.first(w.key).is_none())
    }

    fn first_name(&self, at: usize) -> bool {
        subjects::first_name(self.doc, self.lexicon, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::analyse;

    /// The words of a kind, and those that are so only by the mending.
    fn mended(text: &str, pos: Pos) -> (Vec<String>, Vec<String>) {
        let doc = inquit_tokenizer::tokenize(text);
        let before = analyse(&doc);
        let after = before.clone().with_reporting(&doc, &Lexicon::english());
        let of = |only_new: bool| {
            let is =
                |i: &usize| after.pos((*i).into()) == pos && !(only_new && before.pos((*i).into()) == pos);
            (0..doc.tokens().len()).filter(is).map(|i| doc.token_text(i.into()).to_owned()).collect()
        };
        (of(false), of(true))
    }

    #[test]
    fn who_reports_is_a_name_whatever_the_word() {
        for (text, name) in [
            ("“We sold the pool years ago,” Black said.", "Black"),
            ("“We sold the pool years ago,” Quick told the town.", "Quick"),
            ("“We sold the pool,” From said. “Nobody noticed.”", "From"),
            ("“The pool was never deep,” Will wrote.", "Will"),
            ("Smbatyan added, “The pool is deep.”", "Smbatyan"),
            ("Schilling told the town that it was deep.", "Schilling"),
            ("“The pool is deep,” said Black.", "Black"),
            ("Black said that it was deep.", "Black"),
            ("Finch, a retired nurse, says she would rather drown.", "Finch"),
        ] {
            assert_eq!(mended(text, Pos::Propn).0, [name], "{text}");
        }
    }

    #[test]
    fn whoever_signs_has_a_name() {
        let text = "“The pool was never deep.” — Nell Carden Grey.";
        assert_eq!(mended(text, Pos::Propn).0, ["Nell", "Carden", "Grey"]);
        for text in [
            "“The pool was deep.” — Then she left.",
            "“Was the pool deep?” — Never.",
            "The pool was deep — Nell Deeply Regrets That",
        ] {
            assert_eq!(mended(text, Pos::Propn).1, [""; 0], "{text}");
        }
    }

    #[test]
    fn a_verb_at_the_end_of_a_name_is_none() {
        let text = "Orme United manager Ann Lee believes that it is deep.";
        assert_eq!(mended(text, Pos::Propn).0, ["Orme", "United", "Ann", "Lee"]);
    }

    #[test]
    fn a_capital_that_the_sentence_asks_for_makes_no_name() {
        for text in [
            "“Is it deep?” Then said the boy: “Yes.”",
            "Often told stories are the best.",
            "Asked told him nothing.",
            "“It is deep.” Suddenly added weight broke it.",
            "Council Quickly Said No to the Pool",
            "The mayor said Mexican officials had left.",
        ] {
            assert_eq!(mended(text, Pos::Propn).1, [""; 0], "{text}");
        }
    }

    #[test]
    fn a_comma_in_the_marks_promises_a_verb() {
        for (text, verb) in [
            ("“The pool could win the vote,” Viguerie concludes.", "concludes"),
            ("“Not a single accomplishment,” Bozell answers.", "answers"),
            ("“That is too late,” the editorial notes.", "notes"),
            ("“Not a pool?” Bozell answers.", "answers"),
            ("Husby shot back: “It is a pool.”", "shot"),
            ("Her rival, Mel Husby, shot back that it was a pool.", "shot"),
            ("Reader Tom Husby emails from Orme: “It is a pool.”", "emails"),
        ] {
            let found = mended(text, Pos::Verb).0;
            assert!(found.iter().any(|w| w == verb), "{text}: {found:?}");
        }
        for text in [
            "She sold “The Pool,” a book of answers.",
            "The questions: “Is it deep? Is it old?”",
            "“Is it?” Long answers followed.",
            "“The Pool,” his answer to the critics, is long.",
        ] {
            assert_eq!(mended(text, Pos::Verb).1, [""; 0], "{text}");
        }
    }

    #[test]
    fn the_subject_of_a_tag_holds_no_verb() {
        let text = "The county will close nine ferries, transport officials said.";
        assert_eq!(mended(text, Pos::Noun).1, ["transport"]);
        for text in ["He came, saw officials and said no.", "If you go, transport the officials."] {
            assert_eq!(mended(text, Pos::Noun).1, [""; 0], "{text}");
        }
    }

    #[test]
    fn what_stands_between_the_verb_and_its_subject() {
        let text = "“Forget about it,” said retired swimmer Ann Lee.";
        assert_eq!(mended(text, Pos::Adj).0, ["retired"]);
        assert_eq!(mended("“You do,” said her husband meekly.", Pos::Adv).0, ["meekly"]);
        assert_eq!(mended("“You do,” said her family.", Pos::Adv).1, [""; 0]);
        assert_eq!(mended("A retired nurse says that it is late.", Pos::Adj).0, ["retired", "late"]);
    }
}
