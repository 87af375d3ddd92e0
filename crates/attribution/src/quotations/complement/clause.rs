//! A clause: "said **that it rained**", "asked **whether it rained**", "said **it rained**", "said: **it rained**".

use super::{Complement, Following};
use crate::lexicon::Frames;
use crate::quotations::clause_end::Extent;
use crate::quotations::clause_start::{WH, aside_follows, opens_clause};
use crate::syntax::Pos;

impl Following<'_, '_> {
    /// "said: …"
    pub(super) fn behind_colon(&self) -> Option<Complement> {
        let (r, start) = (self.r, self.at + 1);
        let colon = r.text(self.at) == ":" && self.frames.has(Frames::DIRECT);
        (colon && start < self.unit.end && !r.in_marks(start))
            .then(|| self.made(start, Extent::Clause, "a colon", 0.7))
    }

    /// "said that it rained"
    pub(super) fn that(&self) -> Option<Complement> {
        let (r, next, high) = (self.r, self.at + 1, self.unit.end);
        if !self.frames.any(Frames::THAT.with(Frames::ZERO)) || !r.is(self.at, "that") {
            return None;
        }
        // "said that.": a pronoun.
        let pronoun =
            next >= high || (matches!(r.text(next), "." | "," | ";") && !aside_follows(r, next, high));
        if pronoun {
            return None;
        }
        let found = self.made(self.at, Extent::Clause, "a that-clause", 0.9);
        // "said that much": no clause is without a verb.
        let verb = |i: usize| matches!(r.pos(i), Pos::Verb | Pos::Aux) || r.in_marks(i);
        found.content.iter().any(|c| (c.0..c.1).any(verb)).then_some(found)
    }

    /// "asked whether it rained"
    pub(super) fn question(&self) -> Option<Complement> {
        (self.frames.has(Frames::WH) && self.r.any(self.at, WH))
            .then(|| self.made(self.at, Extent::Clause, "a question", 0.8))
    }

    /// "said it rained"
    pub(super) fn clause(&self) -> Option<Complement> {
        let (r, at) = (self.r, self.at);
        let may = self.frames.has(Frames::ZERO) && !r.comma(at) && r.pos(at) != Pos::Adp;
        (may && opens_clause(r, at, self.unit.end)).then(|| self.made(at, Extent::Clause, "a clause", 0.85))
    }
}

#[cfg(test)]
mod tests {
    use crate::quotations::testing::{assert_all, assert_indirect, assert_mixed, assert_nothing_reported};

    #[test]
    fn a_clause_with_that() {
        assert_all(&[
            ("Ann Lee said that it rained.", ("that it rained", "said", "Ann Lee")),
            (
                "The ferry company has confirmed that the crossing was cancelled.",
                ("that the crossing was cancelled", "has confirmed", "The ferry company"),
            ),
            (
                "The growers of the valley, tired and wet, argued that the dam leaks.",
                ("that the dam leaks", "argued", "The growers of the valley, tired and wet"),
            ),
        ]);
    }

    #[test]
    fn the_verb_of_a_clause_may_stand_in_marks() {
        assert_mixed(
            "The baker said the ovens “will stay cold” all winter.",
            ("the ovens “will stay cold” all winter", "said", "The baker"),
            &["“will stay cold”"],
        );
    }

    #[test]
    fn a_clause_without_that() {
        assert_all(&[
            ("The baker said the ovens were cold.", ("the ovens were cold", "said", "The baker")),
            ("The baker said there was no bread.", ("there was no bread", "said", "The baker")),
            (
                "The baker said if it rained he would close.",
                ("if it rained he would close", "said", "The baker"),
            ),
            ("The teacher said: the pond is deep.", ("the pond is deep", "said", "The teacher")),
        ]);
    }

    #[test]
    fn times_occasions_and_asides_stand_before_the_clause() {
        for text in [
            "The teacher said on Monday that the pond is deep.",
            "The teacher said in a letter that the pond is deep.",
            "The teacher said last week that the pond is deep.",
            "The teacher said, after a long silence, that the pond is deep.",
        ] {
            assert_indirect(text, ("that the pond is deep", "said", "The teacher"));
        }
    }

    #[test]
    fn that_alone_is_a_pronoun() {
        assert_nothing_reported("He said that.");
        assert_nothing_reported("He said that, and left.");
    }

    #[test]
    fn a_question() {
        assert_all(&[
            (
                "The judge asked whether the door had been locked.",
                ("whether the door had been locked", "asked", "The judge"),
            ),
            ("Marta Quill asked how the fire began.", ("how the fire began", "asked", "Marta Quill")),
            ("The mill did not say when it would close.", ("when it would close", "did not say", "The mill")),
        ]);
    }
}
