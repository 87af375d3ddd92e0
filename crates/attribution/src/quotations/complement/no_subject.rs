//! A clause whose subject stands before the verb that reports it: "the plan, **which** critics said **was unfair**".

use super::{Complement, Following};
use crate::lexicon::Frames;
use crate::quotations::clause_end::Extent;
use crate::quotations::noun_phrase::subject_before;
use crate::syntax::Pos;

impl Following<'_, '_> {
    /// "which critics said was unfair": what is said has the relative for its subject.
    pub(super) fn relative_and_verb(&self) -> Option<Complement> {
        let (r, low) = (self.r, self.unit.start);
        if !self.frames.has(Frames::ZERO) || !self.verb_follows() {
            return None;
        }
        let own = subject_before(r, self.g.start, low).filter(|own| own.start > low)?;
        let relative = own.start - 1;
        if !r.any(relative, &["which", "who", "that"])
            || !matches!(r.pos(relative), Pos::Pron | Pos::Sconj | Pos::Det)
        {
            return None;
        }
        let mut found = self.made(self.at, Extent::Clause, "a relative and its verb", 0.7);
        found.end_at_comma(r);
        found.content.insert(0, (relative, own.start));
        Some(found)
    }

    /// "what officials say are efforts": a noun phrase, and it ends at the first comma.
    pub(super) fn what_they_say(&self) -> Option<Complement> {
        let (r, g) = (self.r, self.g);
        let what = || (self.unit.start..g.start).rev().take(12).any(|i| r.is(i, "what"));
        if !self.frames.has(Frames::ZERO) || !self.verb_follows() || !what() {
            return None;
        }
        let mut found = self.made(self.at, Extent::Clause, "a clause without its subject", 0.7);
        found.end_at_comma(r);
        Some(found)
    }

    /// A finite verb or auxiliary right behind the group.
    fn verb_follows(&self) -> bool {
        self.at == self.g.end && (self.r.finite(self.at) || self.r.pos(self.at) == Pos::Aux)
    }
}

#[cfg(test)]
mod tests {
    use crate::quotations::complement::report;
    use crate::quotations::testing::assert_rule_reports;

    #[test]
    fn the_relative_is_part_of_what_is_said() {
        assert_rule_reports(
            report,
            "She voted for the plan, which critics ^said was unfair.",
            ("which … was unfair", "said", "critics"),
        );
    }

    #[test]
    fn without_its_subject_it_ends_at_the_comma() {
        assert_rule_reports(
            report,
            "He left what officials ^say was a trap, and slept.",
            ("was a trap", "say", "officials"),
        );
    }
}
