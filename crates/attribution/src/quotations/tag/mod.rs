//! Tags beside words in quotation marks: "…," said Ann; Ann said, "…"; "…," she said, "…".
//!
//! Behind the marks the verb or its subject comes first, before the marks a comma or a colon parts them; what stands between
//! may say to whom, when and how, no more: "She smiled at the boy. “It rains.”" has no tag. Each kind of tag is a file.

mod after;
mod answer;
mod any_verb;
mod before;
mod signature;

use super::noun_phrase::{Phrase, chunk_back, phrase_forward};
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use crate::lexicon::Frames;
use crate::syntax::Pos;
pub(super) use after::tag_after;
pub(super) use before::tag_before;
use inquit_tokenizer::{Quoted, TokenKind};

/// A reporting clause beside words in marks.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) cue: (usize, usize),
    pub(super) source: Option<Phrase>,
    pub(super) addressee: Option<Phrase>,
    /// One past the last token that the tag is known to take.
    pub(super) end: usize,
    pub(super) why: String,
}

impl Tag {
    pub(super) fn report(self, content: (usize, usize)) -> Report {
        Report {
            rule: Rule::Tag,
            content: vec![content],
            cue: Some(self.cue),
            source: self.source,
            addressee: self.addressee,
            why: self.why,
            frame: "",
            head: self.cue.0,
            licensed: true,
            confidence: 0.95,
        }
    }
}

/// The frames of a verb at `at` that can stand beside marks, and how many particles follow it.
fn speaks(r: &Reader<'_>, at: usize) -> Option<(Frames, usize)> {
    // A short line before a colon is easily taken for a noun phrase: "The Gazette reports:". "The following answer:" is one.
    // "Mr Smith shot back:" is no phrase, either.
    let last = at + r.verb_cue(at).map_or(0, |(_, particles)| particles);
    let colon = r.doc.tokens().get(last + 1).is_some()
        && r.text(last + 1) == ":"
        && at.checked_sub(1).is_some_and(|before| r.nominal(before))
        && !(r.pos(at) == Pos::Noun && behind_preposition(r, at));
    if !matches!(r.pos(at), Pos::Verb | Pos::Aux)
        && !colon
        && !r.any(at, &["said", "says", "asked", "replied", "cried", "answered"])
    {
        return None;
    }
    r.verb_cue(at).filter(|(f, _)| f.any(Frames::DIRECT.with(Frames::MANNER)))
}

/// Whether a preposition stands before the phrase whose noun a word is: "in a piercing **whisper**:".
fn behind_preposition(r: &Reader<'_>, noun: usize) -> bool {
    let chunk = chunk_back(r, noun, 0);
    chunk.is_some_and(|c| c.start > 0 && c.start < noun && r.pos(c.start - 1) == Pos::Adp)
}

/// Whom the words after the verb name as spoken to: "told **reporters**", "said to **his wife**".
pub(super) fn addressee(r: &Reader<'_>, verb: usize, end: usize, high: usize) -> Option<Phrase> {
    let (frames, _) = r.verb_cue(verb)?;
    let at = if end < high && r.any(end, &["to", "at"]) {
        end + 1
    } else if frames.any(Frames::TOLD.with(Frames::ORDER)) {
        end
    } else {
        return None;
    };
    phrase_forward(r, at, high, false)
}

/// Past the comma or dash that may part a tag from the marks before it.
fn past_comma(r: &Reader<'_>, at: usize, high: usize) -> usize {
    at + usize::from(at < high && (r.comma(at) || r.dash(at)))
}

/// Whether a mark ends the clause of a tag; the dot of an abbreviation before a comma does not: "Ann Lee, R-Vt., said".
fn stops(r: &Reader<'_>, at: usize) -> bool {
    matches!(r.text(at), ";" | "!" | "?")
        || (r.text(at) == "." && !(at + 1 < r.doc.tokens().len() && r.comma(at + 1)))
}

/// The tag of a stretch in marks.
pub(super) fn tag_of(
    r: &Reader<'_>,
    q: &Quoted,
    unit: Unit,
    low: usize,
    next_open: usize,
    paragraph_end: usize,
) -> Option<Tag> {
    let open = q.open.index();
    let end = q.tokens.end.index();
    // The paragraph before ended with a colon: “The mayor wrote:”.
    let low = if open > 0 && open == low && r.text(open - 1) == ":" && !r.in_marks(open - 1) {
        r.sentence_start(open - 1)
    } else {
        low
    };
    let last = q.inner_tokens().indices().next_back();
    // Marks inside may hide the comma: “The plan that you called ‘wise,’” she said.
    let stop = q.inner_tokens().indices().rev().find(|&i| r.kind(i) != TokenKind::Mark);
    let last_text = stop.map_or("", |i| r.text(i));
    let mut high = unit.end.min(next_open);
    let at_end = end >= unit.end || (end + 1 == unit.end && matches!(r.text(end), "." | "!" | "?"));
    if at_end
        && matches!(last_text, "?" | "!" | "," | "—" | "–" | "--" | "…" | "..." | "-")
        && end < paragraph_end
    {
        // The sentence was cut at the mark, yet a tag may follow: "Is it?" Ann asked.
        high = next_open.min(paragraph_end).min(end + 40);
        if let Some(stop) = (end..high).find(|&i| stops(r, i) && r.kind(i) != TokenKind::Word) {
            high = stop;
        }
    }
    if at_end && end < paragraph_end && r.dash(end) && next_open > end {
        high = next_open.min(paragraph_end).min(end + 20);
    }
    let before = tag_before(r, open, low);
    let after = |any: bool| {
        if q.close.is_none() || end >= high {
            return None;
        }
        // Without a stop inside the marks or a comma behind them the sentence goes on: the “old” plan and the new one.
        let stop = last.is_some_and(|l| r.kind(l) != TokenKind::Word && r.kind(l) != TokenKind::Number)
            || r.comma(end)
            || r.dash(end);
        if !stop && r.pos(end) == Pos::Cconj {
            return None;
        }
        let known = tag_after(r, end, high).or_else(|| answer::answer_after(r, end, high));
        let known = known.or_else(|| signature::signature_after(r, end, high, q));
        // A comma inside the marks promises a tag, whatever its verb.
        if known.is_none() && any && matches!(last_text, "," | "—" | "--") {
            any_verb::any_verb_after(r, end, high)
        } else {
            known
        }
    };
    match (before, last_text) {
        // "He bowed and, saying “It is late,” left the room."
        (Some(b), ",") => after(b.source.is_none()).or(Some(b)),
        (Some(b), _) => Some(b),
        (None, _) => after(true),
    }
}

#[cfg(test)]
mod tests {
    use crate::quotations::testing::{assert_addressee, assert_direct, assert_nothing_reported};

    #[test]
    fn a_question_or_a_cry_does_not_end_the_sentence() {
        assert_direct("“Is it raining?” asked Tom.", ("“Is it raining?”", "asked", "Tom"));
        assert_direct("“Never!” the boy cried.", ("“Never!”", "cried", "the boy"));
    }

    #[test]
    fn marks_inside_do_not_hide_the_comma() {
        let said = "“You called the boat ‘a wreck,’”";
        assert_direct(&format!("{said} the boy objected."), (said, "objected", "the boy"));
        assert_direct(&format!("{said} Northmark countered."), (said, "countered", "Northmark"));
    }

    #[test]
    fn the_tag_before_the_marks_stands_though_the_sentence_goes_on() {
        let said = "“Mind the step,”";
        assert_direct(
            &format!("Ann Lee bowed and, saying, {said} led the way."),
            (said, "saying", "Ann Lee"),
        );
        assert_direct(&format!("Ann Lee bowed. {said} said Tom."), (said, "said", "Tom"));
    }

    #[test]
    fn whom_it_was_said_to() {
        assert_addressee("“We sold the boat,” she told the sexton.", "the sexton");
        assert_addressee("“We sold the boat,” she said to the sexton.", "the sexton");
        assert_addressee("She told the sexton, “We sold the boat.”", "the sexton");
        assert_addressee("“We sold the boat,” she said on Monday.", "");
    }

    #[test]
    fn a_sentence_beside_the_marks_is_no_tag() {
        assert_direct("“It rains.” Tom shut the window.", ("“It rains.”", "", ""));
        assert_direct("She smiled at the boy. “The pond is deep.”", ("“The pond is deep.”", "", ""));
        assert_nothing_reported("The boy held “The Deep Pond” on his lap and said nothing.");
    }
}
