//! Whom a verb names before what it reports: "told **reporters** that it rained", "urged **the crew** to stay".

use super::{Complement, Following};
use crate::lexicon::Frames;
use crate::quotations::clause_end::{Extent, content_end};
use crate::quotations::clause_start::{WH, before_that, clause_starts, infinitive, skip_light};
use crate::quotations::noun_phrase::{Phrase, phrase_forward};
use crate::quotations::reader::Reader;
use crate::syntax::Pos;

impl Following<'_, '_> {
    /// "told reporters that", "urged them to"
    pub(super) fn with_addressee(&self) -> Option<Complement> {
        let (r, at, high) = (self.r, self.at, self.unit.end);
        if !self.frames.any(Frames::TOLD.with(Frames::ORDER)) || r.in_marks(at) || r.is(at, "that") {
            return None;
        }
        // Words after "that" are what is said, not who is told.
        let whom = phrase_forward(r, at, before_that(r, at, high), false)?;
        if has_verb(r, &whom, high) {
            return None;
        }
        let mut found = self.told(&whom).or_else(|| self.ordered(&whom))?;
        found.addressee = Some(whom);
        Some(found)
    }

    /// "told [reporters] that it rained"
    fn told(&self, whom: &Phrase) -> Option<Complement> {
        let (r, high) = (self.r, self.unit.end);
        let then = skip_light(r, whom.end, high);
        if !self.frames.has(Frames::TOLD) || then >= high {
            return None;
        }
        let question = r.any(then, WH);
        let clause = question || r.is(then, "that") || clause_starts(r, then, high).is_some();
        (clause && (question || self.frames.has(Frames::THAT)))
            .then(|| self.made(then, Extent::Clause, "an addressee and a clause", 0.85))
    }

    /// "urged [the crew] to stay"
    fn ordered(&self, whom: &Phrase) -> Option<Complement> {
        let (r, high) = (self.r, self.unit.end);
        if !self.frames.has(Frames::ORDER)
            || whom.end + 1 >= high
            || !r.is(whom.end, "to")
            || !infinitive(r, whom.end + 1, high)
        {
            return None;
        }
        // Pronouns stay outside, as an addressee; a phrase belongs to what is asked for.
        let pronoun = r.pos(whom.head) == Pos::Pron && whom.end - whom.start == 1;
        let start = if pronoun { whom.end } else { self.at };
        let mut order = self.made(start, Extent::Phrase, "an order", 0.7);
        order.extend_to(content_end(r, whom.end, high, Extent::Verbal));
        Some(order)
    }
}

/// The phrase after a verb that takes an addressee is the subject of a clause: told [the plan works].
fn has_verb(r: &Reader<'_>, whom: &Phrase, high: usize) -> bool {
    whom.end < high && (r.finite(whom.end) || r.pos(whom.end) == Pos::Aux)
}

#[cfg(test)]
mod tests {
    use crate::quotations::testing::{assert_addressee, assert_indirect, assert_nothing_reported};

    #[test]
    fn an_addressee_stands_before_the_clause() {
        let text = "She told reporters that the roof had leaked for years.";
        assert_indirect(text, ("that the roof had leaked for years", "told", "She"));
        assert_addressee(text, "reporters");
        let text = "The sexton asked the boy whether it rained.";
        assert_indirect(text, ("whether it rained", "asked", "The sexton"));
        assert_addressee(text, "the boy");
        assert_nothing_reported("She told the boy.");
    }

    #[test]
    fn an_order() {
        let text = "The captain urged the crew to stay below.";
        assert_indirect(text, ("the crew to stay below", "urged", "The captain"));
        assert_addressee(text, "the crew");
        let text = "The captain urged them to stay below.";
        assert_indirect(text, ("to stay below", "urged", "The captain"));
        assert_addressee(text, "them");
    }
}
