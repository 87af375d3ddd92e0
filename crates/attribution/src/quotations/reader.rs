//! A document as the rules read it: tokens by position, with their tags, cues and the marks around them.
//!
//! Words in marks hide from the rules that read a sentence ("The mayor said “I never said so” and left." has one verb that
//! reports) until the stretch is entered and read as if it stood alone.

use super::candidates::{self, Deep, Scorer};
use super::spoken::Surroundings;
use super::vocabulary::{self, Codes, Mark, Vocabulary};
use crate::dateline;
use crate::encoder::{Reading, Room};
use crate::lexicon::{Cue, Frames, Lexicon, WordSet};
use crate::register::Register;
use crate::syntax::{Pos, Syntax, Tag, VerbForm};
use inquit_tokenizer::{Document, ParagraphId, Quoted, QuotedId, TextRange, TokenId, TokenKind, TokenRange};
use std::cell::RefCell;
use std::rc::Rc;

/// The most tokens outside marks that a sentence is read with: what reports in a longer one would cost time with the
/// square of its length.
pub(super) const LONGEST: usize = 400;

/// How many spaces make a gap.
const GAP: usize = 3;

/// What all rules look at. Positions are token numbers of the document.
pub(super) struct Reader<'a> {
    pub(super) doc: &'a Document,
    syntax: &'a Syntax,
    cues: Vec<Option<Cue>>,
    /// For each token, the outermost stretch between marks that holds it, its marks included.
    outermost: Vec<Option<QuotedId>>,
    /// Each token's word and dictionary form as codes, and what kind of thing it stands for.
    codes: Vec<Codes>,
    /// What a report is worth; empty, the lexicon alone decides.
    scorer: &'a Scorer,
    /// The paragraphs that the encoder read last.
    read: RefCell<Read>,
    /// Room for the choice among reports, used again from sentence to sentence.
    room: RefCell<candidates::Room>,
    /// Whether words that no list knows may report, because a scorer judges them.
    generous: bool,
    /// How much the text reads like news or like a story.
    register: Register,
    /// Where no sentence begins before the dash.
    datelines: Vec<TokenRange>,
    /// What the whole document tells of its words in marks.
    surroundings: Surroundings,
}

/// What the encoder has read, and its room.
#[derive(Default)]
struct Read {
    readings: Vec<(ParagraphId, Rc<Reading>)>,
    room: Room,
}

/// A sentence as the rules see it: what stands in marks never ends it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(doc: &'a Document, syntax: &'a Syntax, lexicon: &Lexicon, scorer: &'a Scorer) -> Self {
        let mut outermost = vec![None; doc.tokens().len()];
        for (i, q) in doc.quoted().iter().enumerate() {
            if q.depth == 0 {
                outermost[q.tokens.indices()].fill(Some(QuotedId::from(i)));
            }
        }
        let Vocabulary { codes, register, cues } = vocabulary::read(doc, syntax, lexicon);
        let writes =
            |at: usize| codes.get(at).is_some_and(|c: &Codes| c.sets.any(WordSet::WRITING | WordSet::WRITES));
        let surroundings = Surroundings::new(doc, writes);
        let register = Register::count(doc, &register, |at| outermost[at].is_some());
        Self {
            doc,
            syntax,
            cues,
            outermost,
            codes,
            scorer,
            read: RefCell::default(),
            room: RefCell::default(),
            generous: !scorer.is_empty(),
            register,
            datelines: dateline::find(doc),
            surroundings,
        }
    }

    /// What the whole document tells of its words in marks.
    pub(super) fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// Whether words that no list knows may report, because a scorer judges them.
    pub(super) fn generous(&self) -> bool {
        self.generous
    }

    /// The same for a scorer that is still to be trained: everything is looked at.
    pub(super) fn generous_for_training(self) -> Self {
        Self { generous: true, ..self }
    }

    /// Whether the text is news rather than a story.
    pub(super) fn reads_like_a_report(&self) -> bool {
        self.register.is_report()
    }

    /// Whether the text is news for sure.
    pub(super) fn is_surely_a_report(&self) -> bool {
        self.register.is_surely_report()
    }

    /// What tells news from stories.
    pub(super) fn register(&self) -> Register {
        self.register
    }

    pub(super) fn scorer(&self) -> &'a Scorer {
        self.scorer
    }

    /// Room for the choice among reports.
    pub(super) fn room(&self) -> &RefCell<candidates::Room> {
        &self.room
    }

    /// The encoder, if there is one for a text like this.
    pub(super) fn deep(&self) -> Option<&'a Deep> {
        self.scorer.deep.as_ref().filter(|deep| deep.stories || self.reads_like_a_report())
    }

    /// The paragraph of a token as the encoder sees it; nothing if there is no encoder, or not for a text like this.
    pub(super) fn reading(&self, at: usize) -> Option<Rc<Reading>> {
        let deep = self.deep()?;
        let id = self.doc.paragraph_of(at.into());
        let mut read = self.read.borrow_mut();
        let Read { readings, room } = &mut *read;
        if !readings.iter().any(|(known, _)| *known == id) {
            // The rules go from one paragraph to the next, and ask about nearly all in which something may report.
            let next = (id.index() + 1..self.doc.paragraphs().len()).map(ParagraphId::from);
            let ahead = next.filter(|id| {
                let mut tokens = self.doc.paragraph(*id).tokens.indices();
                tokens.any(|at| self.pos(at) == Pos::Verb || self.in_marks(at))
            });
            let read = deep.encoder.read(self.doc, std::iter::once(id).chain(ahead), room);
            *readings = read.into_iter().map(|(id, reading)| (id, Rc::new(reading))).collect();
        }
        readings.iter().find(|(known, _)| *known == id).map(|(_, reading)| Rc::clone(reading))
    }

    /// The code of a token's word.
    pub(super) fn word(&self, at: usize) -> u32 {
        self.codes[at].word
    }

    /// The code of its dictionary form.
    pub(super) fn lemma(&self, at: usize) -> u32 {
        self.codes[at].lemma
    }

    /// What kind of thing it stands for, 0 if no list tells.
    pub(super) fn meaning(&self, at: usize) -> u32 {
        u32::from(self.codes[at].meaning)
    }

    pub(super) fn text(&self, at: usize) -> &'a str {
        self.doc.token_text(TokenId::from(at))
    }

    #[inline]
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.codes[at].may_be(word) && self.text(at).eq_ignore_ascii_case(word)
    }

    #[inline]
    pub(super) fn any(&self, at: usize, words: &[&str]) -> bool {
        let codes = self.codes[at];
        words.iter().any(|w| codes.may_be(w) && self.text(at).eq_ignore_ascii_case(w))
    }

    /// Whether the word is in one of these sets.
    pub(super) fn is_a(&self, at: usize, sets: WordSet) -> bool {
        self.codes[at].sets.any(sets)
    }

    pub(super) fn tag(&self, at: usize) -> Tag {
        self.syntax.tag(TokenId::from(at))
    }

    pub(super) fn pos(&self, at: usize) -> Pos {
        self.tag(at).pos
    }

    pub(super) fn kind(&self, at: usize) -> TokenKind {
        self.doc.tokens()[at].kind
    }

    /// A finite verb or auxiliary.
    pub(super) fn finite(&self, at: usize) -> bool {
        let tag = self.tag(at);
        matches!(tag.pos, Pos::Verb | Pos::Aux) && tag.form == VerbForm::Finite
    }

    /// A noun for somebody: "baker".
    pub(super) fn person(&self, at: usize) -> bool {
        self.codes.get(at).is_some_and(|codes| codes.person)
    }

    /// A word that can end a noun phrase.
    pub(super) fn nominal(&self, at: usize) -> bool {
        match self.pos(at) {
            Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num => self.kind(at) != TokenKind::Mark,
            // People named by what they are: "a U.S. official tells"; and the last word of a name: "Northmark Mutual".
            Pos::Adj => {
                (self.is_a(at, WordSet::PEOPLE)
                    || self.person(at)
                    || (at > 0 && self.capital(at) && self.pos(at - 1) == Pos::Propn))
                    && !self.doc.tokens().get(at + 1).is_some_and(|_| {
                        matches!(self.pos(at + 1), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num)
                    })
            }
            _ => false,
        }
    }

    pub(super) fn comma(&self, at: usize) -> bool {
        self.codes[at].mark == Mark::Comma
    }

    pub(super) fn dash(&self, at: usize) -> bool {
        self.codes[at].mark == Mark::Dash
    }

    /// Whether it is no word and no number.
    pub(super) fn is_mark(&self, at: usize) -> bool {
        self.codes[at].mark != Mark::None
    }

    /// Its text, if it is no word and no number.
    pub(super) fn mark(&self, at: usize) -> Option<&'a str> {
        self.is_mark(at).then(|| self.text(at))
    }

    /// Whether a wide gap stands before a token in its line: a dash was lost there when the text was copied.
    pub(super) fn gap(&self, at: usize) -> bool {
        let tokens = self.doc.tokens();
        let (Some(before), Some(token)) = (at.checked_sub(1).and_then(|b| tokens.get(b)), tokens.get(at))
        else {
            return false;
        };
        let (from, to) = (before.range.end() as usize, token.range.start() as usize);
        to >= from + GAP && self.doc.text().get(from..to).is_some_and(|gap| gap.bytes().all(|b| b == b' '))
    }

    /// A capital first letter.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.text(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// The outermost stretch between marks that holds the token.
    pub(super) fn outermost(&self, at: usize) -> Option<(QuotedId, Quoted)> {
        self.outermost[at].map(|q| (q, self.doc.quoted_at(q)))
    }

    pub(super) fn in_marks(&self, at: usize) -> bool {
        self.outermost[at].is_some()
    }

    /// Whether a token that can report does so as a verb here. A tagger may take "denies" for a noun; "that" after it,
    /// or commas around it, and a noun before it, tell better.
    pub(super) fn verbal(&self, at: usize) -> bool {
        if self.pos(at) == Pos::Verb {
            return !(self.noun_cue(at).is_some() && self.possessed(at));
        }
        let Some(Cue::Verb { frames, .. }) = self.cues[at] else { return false };
        self.pos(at) == Pos::Noun
            && at > 0
            && self.nominal(at - 1)
            && frames.has(Frames::THAT)
            && (self.that_follows(at) || self.between_commas(at, frames))
    }

    /// "notes that", "notes only that".
    fn that_follows(&self, at: usize) -> bool {
        (at + 1..self.doc.tokens().len())
            .find(|next| self.pos(*next) != Pos::Adv)
            .is_some_and(|next| self.is(next, "that"))
    }

    /// "Bread to cost more, millers **warn**", "the name, Anquetil **insists**, was old".
    fn between_commas(&self, at: usize, frames: Frames) -> bool {
        let ends = |at: usize| {
            at >= self.doc.tokens().len()
                || matches!(self.text(at), "," | "." | ";")
                || self.doc.tokens()[at].sentence != self.doc.tokens()[at - 1].sentence
        };
        let told = frames.any(Frames::TOLD.with(Frames::ORDER));
        if !(ends(at + 1) || (told && self.nominal(at + 1) && ends(at + 2))) {
            return false;
        }
        let low = self.sentence_start(at);
        let owner = (low..at)
            .rev()
            .take_while(|i| matches!(self.pos(*i), Pos::Noun | Pos::Propn | Pos::Det | Pos::Adj));
        owner.last().is_some_and(|first| first > low && self.comma(first - 1))
    }

    /// Whether a token that can report does so as a noun here.
    pub(super) fn noun(&self, at: usize) -> bool {
        self.pos(at) == Pos::Noun || (self.pos(at) == Pos::Verb && self.possessed(at))
    }

    /// After a possessor, or what else stands before nouns alone: "Edda's claim", "the following comment".
    fn possessed(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let listed = self.is(before, "following") && before > 0 && self.pos(before - 1) == Pos::Det;
        self.genitive(before) || listed
    }

    /// The mark of a possessor: "Edda**'s**", "the bakers**'**".
    pub(super) fn genitive(&self, at: usize) -> bool {
        self.pos(at) == Pos::Part && self.text(at).starts_with(['\'', '’'])
    }

    /// The frames of a token as a reporting verb, and how many particles follow it.
    pub(super) fn verb_cue(&self, at: usize) -> Option<(Frames, usize)> {
        match self.cues[at]? {
            Cue::Verb { frames, particles } | Cue::Either { verb: frames, particles, .. } => {
                Some((frames, particles as usize))
            }
            Cue::Noun { .. } => None,
        }
    }

    /// The frames of a token as a reporting noun.
    pub(super) fn noun_cue(&self, at: usize) -> Option<Frames> {
        match self.cues[at]? {
            Cue::Noun { frames } | Cue::Either { noun: frames, .. } => Some(frames),
            Cue::Verb { .. } => None,
        }
    }

    /// The sentences of a paragraph, joined where a boundary lies inside marks.
    pub(super) fn units(&self, paragraph: ParagraphId) -> Vec<Unit> {
        let tokens = self.doc.paragraph(paragraph).tokens.indices();
        let mut units = self.units_in(tokens.clone());
        if let Ok(at) = self.datelines.binary_search_by_key(&tokens.start, |d| d.start.index()) {
            let end = self.datelines[at].end.index();
            units.retain(|u| u.end > end);
            if let Some(first) = units.first_mut() {
                first.start = first.start.max(end);
            }
        }
        units
    }

    /// The sentences of some tokens of one paragraph, joined where a boundary lies inside marks, cut where they are
    /// longer than any sentence that is read for its meaning.
    pub(super) fn units_in(&self, tokens: std::ops::Range<usize>) -> Vec<Unit> {
        let Some(first) = self.doc.tokens().get(tokens.start) else { return Vec::new() };
        let rest = &self.doc.sentences()[first.sentence.index()..];
        let mut units: Vec<Unit> =
            Vec::with_capacity(rest.partition_point(|s| s.tokens.start.index() < tokens.end).min(8));
        let mut open = false;
        // How many tokens of the last unit stand outside marks.
        let mut outside = 0;
        for s in rest.iter().take_while(|s| s.tokens.start.index() < tokens.end) {
            let (start, end) =
                (s.tokens.start.index().max(tokens.start), s.tokens.end.index().min(tokens.end));
            match units.last_mut() {
                Some(last) if open => last.end = end,
                _ => {
                    units.push(Unit { start, end });
                    outside = 0;
                }
            }
            open = end < tokens.end
                && self.outermost[end].is_some()
                && self.outermost[end] == self.outermost[end - 1];
            self.cut_long(&mut units, start, &mut outside);
        }
        units
    }

    /// Cuts the last unit where more than [`LONGEST`] tokens of it stand `outside` marks, of which those before `from` have
    /// been counted: many sentences may lie within one pair of marks.
    fn cut_long(&self, units: &mut Vec<Unit>, from: usize, outside: &mut usize) {
        let Some(end) = units.last().map(|last| last.end) else { return };
        for at in (from..end).filter(|&at| self.outermost[at].is_none()) {
            *outside += 1;
            if *outside > LONGEST {
                if let Some(last) = units.last_mut() {
                    last.end = at;
                }
                units.push(Unit { start: at, end });
                *outside = 1;
            }
        }
    }

    /// The stretches in marks that stand directly inside this one.
    pub(super) fn children(&self, id: QuotedId) -> Vec<QuotedId> {
        let end = self.doc.quoted_at(id).range.end();
        let rest = self.doc.quoted().iter().enumerate().skip(id.index() + 1);
        rest.take_while(|(_, q)| q.range.start() < end)
            .filter(|(_, q)| q.parent == Some(id))
            .map(|(i, _)| QuotedId::from(i))
            .collect()
    }

    /// The first token of a token's sentence.
    pub(super) fn sentence_start(&self, at: usize) -> usize {
        self.doc.sentence(self.doc.tokens()[at].sentence).tokens.start.index()
    }

    /// The stretch whose opening mark is this token.
    pub(super) fn opened_at(&self, at: usize) -> Option<QuotedId> {
        let id = TokenId::from(at);
        self.doc.quoted().binary_search_by_key(&id, |q| q.open).ok().map(QuotedId::from)
    }

    /// Reads the inside of a stretch in marks as if its marks weren't there, until [`Reader::leave`].
    pub(super) fn enter(&mut self, id: QuotedId) {
        let tokens = self.doc.quoted_at(id).tokens.indices();
        self.outermost[tokens].fill(None);
        for child in self.children(id) {
            let tokens = self.doc.quoted_at(child).tokens.indices();
            self.outermost[tokens].fill(Some(child));
        }
    }

    /// Takes back [`Reader::enter`].
    pub(super) fn leave(&mut self, id: QuotedId) {
        let q = self.doc.quoted_at(id);
        self.outermost[q.tokens.indices()].fill(Some(id));
    }

    /// The bytes of some tokens.
    pub(super) fn bytes(&self, start: usize, end: usize) -> TextRange {
        self.doc.text_range(range(start, end))
    }
}

/// Token numbers as a range of ids.
pub(super) fn range(start: usize, end: usize) -> TokenRange {
    TokenRange::new(TokenId::from(start), TokenId::from(end))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at_caret, words};
    use crate::lexicon::WordSet;

    /// The sentences of the caret's paragraph as the rules see them.
    fn units(text: &str) -> Vec<String> {
        at_caret(text, |r, _, at| {
            let units = r.units(r.doc.paragraph_of(at.into()));
            units.iter().map(|u| words(r, (u.start, u.end))).collect()
        })
    }

    #[test]
    fn sentences_inside_marks_stay_one_unit() {
        assert_eq!(
            units("^She said: “It rains. It pours.” He slept."),
            ["She said: “It rains. It pours.”", "He slept."]
        );
        assert_eq!(units("^It rains. It pours."), ["It rains.", "It pours."]);
    }

    #[test]
    fn a_sentence_beyond_all_length_is_cut() {
        let text = format!("^It rained{} in the end.", " and it rained".repeat(400));
        assert!(units(&text).len() > 1, "help: LONGEST bounds what is read as one sentence");
        let quoted = format!("^She said: “It rained{}.”", " and it rained".repeat(400));
        assert_eq!(units(&quoted).len(), 1, "words in marks do not count");
    }

    #[test]
    fn marks_are_seen_from_outside_and_from_inside() {
        at_caret("She said: ^“He cried ‘never’ and left.”", |r, _, at| {
            let (outer, _) = r.outermost(at).expect("the caret stands at a mark");
            assert_eq!(r.opened_at(at), Some(outer));
            let (inner, _) = (r.children(outer)[0], assert_eq!(r.children(outer).len(), 1));
            let never = at + 4;
            assert_eq!(r.text(never), "never");
            assert_eq!(r.outermost(never).map(|o| o.0), Some(outer));
            r.enter(outer);
            assert!(!r.in_marks(at + 1), "inside, the marks of the stretch are not there");
            assert_eq!(r.outermost(never).map(|o| o.0), Some(inner));
            r.leave(outer);
            assert_eq!(r.outermost(never).map(|o| o.0), Some(outer));
        });
    }

    #[test]
    fn a_possessor_makes_a_noun_of_what_could_be_a_verb() {
        at_caret("Edda's ^claim that it rained was false.", |r, _, at| {
            assert!(r.noun(at) && !r.verbal(at));
        });
        at_caret("Edda made the following ^comment: it rained.", |r, _, at| {
            assert!(r.noun(at) && !r.verbal(at));
        });
        at_caret("They ^claim that it rained.", |r, _, at| assert!(r.verbal(at) && !r.noun(at)));
    }

    #[test]
    fn a_clause_makes_a_verb_of_what_could_be_a_noun() {
        for text in ["The log ^notes that it rained.", "The log ^notes only that it rained."] {
            at_caret(text, |r, _, at| assert!(r.verbal(at), "{text:?}"));
        }
        at_caret("The log ^notes were lost.", |r, _, at| assert!(!r.verbal(at)));
    }

    #[test]
    fn commas_make_a_verb_of_what_could_be_a_noun() {
        for text in ["Bridge to close, engineers ^warn", "The name, Anquetil ^insists, was not his idea."] {
            at_caret(text, |r, _, at| assert!(r.verbal(at), "{text:?}"));
        }
        at_caret("He brought papers, court ^claims, and bread.", |r, _, at| assert!(!r.verbal(at)));
    }

    #[test]
    fn people_may_be_named_by_an_adjective() {
        at_caret("A senior ^official tells us no.", |r, _, at| assert!(r.nominal(at)));
        at_caret("The ^official reply came late.", |r, _, at| {
            assert!(!r.nominal(at), "here it is an adjective")
        });
    }

    #[test]
    fn times_and_occasions_are_known_by_their_nouns() {
        let is = |text, sets| at_caret(text, |r, _, at| r.is_a(at, sets));
        assert!(is("She spoke on ^Monday.", WordSet::TIME));
        assert!(!is("She spoke on ^deck.", WordSet::TIME));
        assert!(is("She said so in an ^interview.", WordSet::OCCASION));
        assert!(!is("She said so in a ^garden.", WordSet::TIME | WordSet::OCCASION));
    }

    #[test]
    fn the_particle_tells_which_verb_it_is() {
        at_caret("She ^pointed out that it rained.", |r, _, at| {
            assert_eq!(r.verb_cue(at).map(|c| c.1), Some(1))
        });
        at_caret("The ^pond is deep.", |r, _, at| {
            assert!(r.verb_cue(at).is_none() && r.noun_cue(at).is_none())
        });
    }
}
