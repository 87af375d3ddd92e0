//! Where the words that a cue reports end: She said **the pond, which is deep, is cold**, adding that she swims there.
//!
//! The stops and their order were chosen by how often a reported clause ends at them in PolNeAR's training part
//! (Newell, Margolin and Ruths, LREC 2018): a comma before another reporting -ing form ends it nine times in ten, a
//! comma before "which" six times in ten, a preposition hardly ever.

use super::noun_phrase::phrase_forward;
use super::reader::Reader;
use crate::lexicon::{Frames, WordSet};
use crate::syntax::{Pos, VerbForm};
use inquit_tokenizer::TokenKind;

/// Those of the conjunctions ([`WordSet::SUBORDINATES`]) that end a verb form, too; all others tell of what is to be done ten times as often as of the report.
const REASONS: &[&str] = &["because", "since", "although", "though"];

/// What is reported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Extent {
    /// A clause: it holds commas, relative clauses, further verbs.
    Clause,
    /// A noun phrase with what belongs to it.
    Phrase,
    /// An infinitive or an -ing form with what belongs to it: "to stay **until the ice breaks**".
    Verbal,
}

/// One past the last token of the content that begins at `start`, at most `high`.
pub(super) fn content_end(r: &Reader<'_>, start: usize, high: usize, extent: Extent) -> usize {
    let phrase = extent != Extent::Clause;
    let mut so_far = SoFar { r, start, high, extent, phrase, verb: phrase };
    let mut at = start;
    while at < high {
        if at > start && may_stop(r, at) && !r.in_marks(at) && so_far.stops(at) {
            break;
        }
        so_far.verb |= r.finite(at) || r.pos(at) == Pos::Aux;
        at = match r.outermost(at) {
            Some((_, q)) if q.open.index() == at => q.tokens.end.index().clamp(at + 1, high),
            _ => at + 1,
        };
    }
    trim_end(r, start, at)
}

/// Whether any content could end before the token at `at`: most tokens are not worth a closer look.
#[inline]
fn may_stop(r: &Reader<'_>, at: usize) -> bool {
    r.is_mark(at) || matches!(r.pos(at), Pos::Cconj | Pos::Adp | Pos::Sconj) || behind_marked_comma(r, at)
}

/// Whether a verb stands behind a comma that stands inside marks: called the plan “dead,” **adding** that it rained.
pub(super) fn behind_marked_comma(r: &Reader<'_>, at: usize) -> bool {
    r.pos(at) == Pos::Verb && at >= 2 && r.kind(at - 1) == TokenKind::Mark && r.comma(at - 2)
}

/// Leaves final punctuation outside.
pub(super) fn trim_end(r: &Reader<'_>, start: usize, mut end: usize) -> usize {
    while end > start + 1
        && !r.in_marks(end - 1)
        && r.mark(end - 1).is_some_and(|mark| {
            matches!(mark, "." | "!" | "?" | "," | ";" | ":" | "…" | "..." | "(" | "•") || r.dash(end - 1)
        })
    {
        end -= 1;
    }
    end
}

/// A verb that reports at `at`, by a clause, by words in marks or by an object.
fn reports(r: &Reader<'_>, at: usize) -> bool {
    matches!(r.pos(at), Pos::Verb | Pos::Aux)
        && r.verb_cue(at).is_some_and(|(f, _)| {
            f.any(Frames::THAT.with(Frames::DIRECT).with(Frames::OBJECT).with(Frames::AS))
        })
}

/// A reporting verb at `at`, perhaps after an adverb or an auxiliary.
fn reports_soon(r: &Reader<'_>, at: usize, high: usize) -> bool {
    (at..high.min(at + 3))
        .find(|&i| !matches!(r.pos(i), Pos::Adv | Pos::Aux))
        .is_some_and(|i| reports(r, i) && matches!(r.tag(i).form, VerbForm::Finite | VerbForm::Participle))
}

/// A content as far as it has been read, and how far it may go.
struct SoFar<'r, 'd> {
    r: &'r Reader<'d>,
    start: usize,
    high: usize,
    extent: Extent,
    /// No clause.
    phrase: bool,
    /// Has a finite verb already: what follows may be another clause. A phrase needs none.
    verb: bool,
}

impl SoFar<'_, '_> {
    /// Whether the content ends before the token at `at`, which is not its first and stands outside marks.
    fn stops(&self, at: usize) -> bool {
        let r = self.r;
        match r.mark(at) {
            Some(";" | "•") => return true,
            Some(":") => return self.phrase,
            _ => {}
        }
        if at + 1 >= self.high {
            return false;
        }
        if r.dash(at) {
            self.stops_at_dash(at + 1)
        } else if r.comma(at) {
            self.stops_at_comma(at + 1)
        } else if behind_marked_comma(r, at) {
            self.stops_at_comma(at)
        } else {
            match r.pos(at) {
                Pos::Cconj => self.stops_at_conjunction(at),
                Pos::Adp | Pos::Sconj => self.stops_at_preposition(at),
                _ => false,
            }
        }
    }

    /// A dash that nothing closes and that another clause follows.
    fn stops_at_dash(&self, next: usize) -> bool {
        let (r, high) = (self.r, self.high);
        let opens = r.pos(next) == Pos::Det
            || reports_soon(r, next, high)
            || (self.phrase && r.pos(next) != Pos::Adj);
        self.verb && opens && closing_dash(r, next, high).is_none()
    }

    /// A comma with the token `next` behind it.
    fn stops_at_comma(&self, next: usize) -> bool {
        let (r, high) = (self.r, self.high);
        if r.in_marks(next) {
            return false;
        }
        // ", adding that"
        if r.pos(next) == Pos::Verb
            && r.tag(next).form == VerbForm::Gerund
            && (self.phrase || reports(r, next) || lends_subject(r, next, high))
        {
            return true;
        }
        if r.is(next, "according") || r.is(next, "per") {
            return true;
        }
        if self.verb && r.any(next, &["which", "who", "where", "while", "although"]) {
            return !comes_back(r, next, high);
        }
        if r.pos(next) == Pos::Cconj {
            return self.stops_at_comma_and(next);
        }
        if self.verb && reports_soon(r, next, high) && r.finite(next) {
            return true;
        }
        if self.phrase {
            if matches!(r.pos(next), Pos::Sconj | Pos::Pron)
                || r.any(next, &["when", "where", "while", "as", "after", "before", "because"])
            {
                return true;
            }
            // A clause of its own: "praised the plan, he was".
            if let Some(p) = phrase_forward(r, next, high, false) {
                return p.end < high && r.finite(p.end);
            }
        }
        // Another tag: "…, the minister said."
        phrase_forward(r, next, high, false).is_some_and(|p| {
            p.end < high
                && reports(r, p.end)
                && r.finite(p.end)
                && (p.end + 1 >= high || matches!(r.text(p.end + 1), "." | "," | ";"))
        })
    }

    /// A comma and the conjunction at `conjunction`: another report or, after "but", any clause ends the content.
    fn stops_at_comma_and(&self, conjunction: usize) -> bool {
        let (r, high) = (self.r, self.high);
        let after = conjunction + 1;
        if after >= high || r.in_marks(after) {
            return false;
        }
        if reports_soon(r, after, high) {
            return true;
        }
        if self.phrase && matches!(r.pos(after), Pos::Verb | Pos::Aux) {
            return true;
        }
        if !(self.verb && matches!(r.pos(after), Pos::Pron | Pos::Det | Pos::Noun | Pos::Propn)) {
            return false;
        }
        let Some(p) = phrase_forward(r, after, high, false).filter(|p| p.end < high) else { return false };
        // ", and its leader, Saskia Rourke, plans"
        if r.comma(p.end)
            && let Some(close) = (p.end + 1..high.min(p.end + 12)).find(|&i| r.comma(i))
            && reports_soon(r, close + 1, high)
        {
            return true;
        }
        let clause = matches!(r.pos(p.end), Pos::Verb | Pos::Aux | Pos::Adv)
            && (p.end..high.min(p.end + 3)).any(|i| r.finite(i));
        clause && (r.is(conjunction, "but") || reports_soon(r, p.end, high))
    }

    /// A conjunction without a comma at `at`.
    fn stops_at_conjunction(&self, at: usize) -> bool {
        let (r, high) = (self.r, self.high);
        let next = at + 1;
        let form = r.tag(next).form;
        if self.verb && reports_soon(r, next, high) {
            // "called on her": a preposition that the cue takes tells that it reports by itself.
            let own = next + 1 < high
                && Frames::preposition(r.text(next + 1))
                    .is_some_and(|f| r.verb_cue(next).is_some_and(|(frames, _)| frames.has(f)));
            return form != VerbForm::Infinitive
                && (own || form != VerbForm::Participle || !shares_auxiliary(r, self.start, at));
        }
        let gerund = form == VerbForm::Gerund;
        if self.phrase && (r.finite(next) || (r.pos(next) == Pos::Verb && gerund && self.start + 1 < at)) {
            return true;
        }
        if gerund && reports(r, next) {
            return true;
        }
        let then = next + 1;
        if !self.verb || then >= high {
            return false;
        }
        // "but he denied it"
        if r.any(at, &["but", "yet"])
            && r.pos(next) == Pos::Pron
            && (r.finite(then) || r.pos(then) == Pos::Aux)
        {
            return reports_soon(r, then, high);
        }
        // "said he would go and she said he would stay"
        r.nominal(next) && r.finite(then) && reports(r, then)
    }

    /// A preposition or a subordinating conjunction at `at`: when and where it was said is no part of it.
    fn stops_at_preposition(&self, at: usize) -> bool {
        let (r, high) = (self.r, self.high);
        if r.is_a(at, WordSet::LOCATES)
            && let Some(p) = phrase_forward(r, at + 1, high, false)
        {
            if r.is_a(p.head, WordSet::OCCASION) && !r.is(at, "on") {
                return r.any(at, &["in", "during", "via"]) && p.end >= high.saturating_sub(8);
            }
            if self.phrase && r.is_a(p.head, WordSet::TIME) {
                return true;
            }
        }
        match self.extent {
            Extent::Clause => false,
            // What a conjunction begins tells of the report, not of what is reported.
            Extent::Phrase => {
                r.is_a(at, WordSet::SUBORDINATES) && (!r.is(at, "as") || r.pos(at) == Pos::Sconj)
            }
            Extent::Verbal => r.is_a(at, WordSet::SUBORDINATES) && r.any(at, REASONS),
        }
    }
}

/// "raising hopes that": a light verb whose object reports.
fn lends_subject(r: &Reader<'_>, at: usize, high: usize) -> bool {
    (at + 1..high.min(at + 4)).any(|i| {
        r.pos(i) == Pos::Noun
            && r.noun_cue(i).is_some()
            && i + 1 < high
            && r.any(i + 1, &["that", "of", "about", "for"])
    })
}

/// Whether a participle after the conjunction at `at` leans on an auxiliary before it: "was seen and called".
fn shares_auxiliary(r: &Reader<'_>, start: usize, at: usize) -> bool {
    let mut i = at;
    while i > start && at - i < 12 {
        i -= 1;
        if r.pos(i) == Pos::Verb {
            return r.tag(i).form == VerbForm::Participle
                && i > start
                && (r.pos(i - 1) == Pos::Aux || r.pos(i - 1) == Pos::Adv);
        }
        if r.finite(i) {
            return false;
        }
    }
    false
}

/// The dash that closes an aside opened before `from`.
fn closing_dash(r: &Reader<'_>, from: usize, high: usize) -> Option<usize> {
    (from..high.min(from + 25)).find(|&i| r.dash(i) && !r.in_marks(i))
}

/// Whether the clause goes on after the loose relative clause that begins at `from`: a comma and then a finite verb.
fn comes_back(r: &Reader<'_>, from: usize, high: usize) -> bool {
    (from + 1..high.min(from + 25))
        .find(|&i| r.comma(i) && !r.in_marks(i))
        .is_some_and(|i| i + 1 < high && (r.finite(i + 1) || r.pos(i + 1) == Pos::Aux))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at_caret, words};
    use super::*;

    /// What is reported from the caret on.
    #[track_caller]
    fn assert_ends(extent: Extent, text: &str, expected: &str) {
        let found = at_caret(text, |r, unit, at| words(r, (at, content_end(r, at, unit.end, extent))));
        assert_eq!(found, expected, "{text:?}");
    }

    #[track_caller]
    fn assert_clause(text: &str, expected: &str) {
        assert_ends(Extent::Clause, text, expected);
    }

    #[track_caller]
    fn assert_phrase(text: &str, expected: &str) {
        assert_ends(Extent::Phrase, text, expected);
    }

    #[test]
    fn a_clause_ends_with_its_sentence_without_the_stop() {
        assert_clause("She said ^that it rained.", "that it rained");
        assert_clause("Did she say ^that it rained?", "that it rained");
        assert_clause("She said ^that it rained …", "that it rained");
    }

    #[test]
    fn a_clause_holds_lists_and_relative_clauses_that_come_back() {
        assert_clause(
            "She said ^the boat, the oars and the sail are old.",
            "the boat, the oars and the sail are old",
        );
        assert_clause("She said ^the pond, which is deep, is cold.", "the pond, which is deep, is cold");
        assert_clause("She said ^the pond — the old one — is cold.", "the pond — the old one — is cold");
    }

    #[test]
    fn a_loose_relative_at_the_end_is_the_narrators() {
        assert_clause("She said ^the pond is deep, which pleased the boy.", "the pond is deep");
        assert_clause("She said ^the pond is deep, while the boy slept.", "the pond is deep");
    }

    #[test]
    fn another_report_ends_a_clause() {
        for text in [
            "She said ^the pond is deep, adding that it was cold.",
            "She said ^the pond is deep, and added that it was cold.",
            "She said ^the pond is deep and added that it was cold.",
            "She said ^the pond is deep, but denied that it was cold.",
            "She said ^the pond is deep, according to the Gazette.",
            "She said ^the pond is deep, the mayor confirmed.",
            "She said ^the pond is deep; the boy slept.",
            "She said ^the pond is deep, stating on Monday that it was “cold.”",
        ] {
            assert_clause(text, "the pond is deep");
        }
    }

    #[test]
    fn what_only_looks_like_another_report_does_not_end_a_clause() {
        assert_clause("She said ^the pond is deep and cold.", "the pond is deep and cold");
        assert_clause("She said ^he swims and dives there.", "he swims and dives there");
        assert_clause("She said ^the bill was read and approved.", "the bill was read and approved");
    }

    #[test]
    fn marks_are_stepped_over() {
        assert_clause("She said ^the “old; deep” pond is cold; he slept.", "the “old; deep” pond is cold");
        assert_clause("She said ^the pond is “old,” adding that it was “cold.”", "the pond is “old,”");
    }

    #[test]
    fn a_phrase_ends_before_a_clause_of_its_own() {
        assert_phrase("She praised ^the nurses, who were tired.", "the nurses");
        assert_phrase("She called for ^a week of rest because it rained.", "a week of rest");
        assert_phrase("She praised ^the plan and left.", "the plan");
        assert_phrase("She praised ^the plan, he was told.", "the plan");
        assert_phrase("She praised ^the plan: it was short.", "the plan");
    }

    #[test]
    fn a_phrase_ends_before_when_it_was_said() {
        assert_phrase("She praised ^the plan on Monday.", "the plan");
        assert_phrase("She praised ^the plan in an interview.", "the plan");
    }

    #[test]
    fn a_verb_form_holds_when_and_how_long_it_is_to_be_done() {
        let verbal = |text, expected| assert_ends(Extent::Verbal, text, expected);
        verbal("She proposed ^waiting until spring comes.", "waiting until spring comes");
        verbal("She promised ^to come before the ice breaks.", "to come before the ice breaks");
        verbal("She promised ^to come if it rains.", "to come if it rains");
        verbal("She denied ^taking it because it was cheap.", "taking it");
    }

    #[test]
    fn a_phrase_holds_what_belongs_to_its_noun() {
        assert_phrase("She praised ^the nurses of the island.", "the nurses of the island");
        assert_phrase("She praised ^the nurses and the cook.", "the nurses and the cook");
    }

    #[test]
    fn one_token_is_never_trimmed_away() {
        let end = at_caret("She said ^… it.", |r, _, at| trim_end(r, at, at + 1) - at);
        assert_eq!(end, 1);
    }
}
