//! A verb form: "promised **to come**", "denied **taking the ring**", "seems **to sleep**".

use super::{Complement, Following};
use crate::lexicon::Frames;
use crate::quotations::clause_end::Extent;
use crate::quotations::clause_start::infinitive;
use crate::syntax::{Pos, VerbForm};

impl Following<'_, '_> {
    /// "promised to come"
    pub(super) fn infinitive(&self) -> Option<Complement> {
        let (r, at) = (self.r, self.at);
        (self.frames.has(Frames::INF) && r.is(at, "to") && infinitive(r, at + 1, self.unit.end))
            .then(|| self.made(at, Extent::Verbal, "an infinitive", 0.6))
    }

    /// "seems to sleep", "seems tired"
    pub(super) fn what_seems(&self) -> Option<Complement> {
        (self.r.is(self.at, "to") || matches!(self.r.pos(self.at), Pos::Adj | Pos::Verb))
            .then(|| self.made(self.at, Extent::Phrase, "what seems", 0.4))
    }

    /// "suggested going"
    pub(super) fn gerund(&self) -> Option<Complement> {
        let (r, at) = (self.r, self.at);
        let gerund = matches!(r.pos(at), Pos::Verb | Pos::Aux) && r.tag(at).form == VerbForm::Gerund;
        (gerund && self.frames.has(Frames::ING)).then(|| self.made(at, Extent::Verbal, "a gerund", 0.6))
    }
}

#[cfg(test)]
mod tests {
    use crate::quotations::testing::{assert_all, assert_indirect};

    #[test]
    fn an_infinitive_or_a_gerund() {
        assert_all(&[
            ("The gardener promised to water the roses.", ("to water the roses", "promised", "The gardener")),
            ("She hopes to win.", ("to win", "hopes", "She")),
            (
                "The chairman declined to say whether the mill would close.",
                ("whether the mill would close", "declined to say", "The chairman"),
            ),
            ("The clerk denied taking the ring.", ("taking the ring", "denied", "The clerk")),
        ]);
    }

    #[test]
    fn what_seems_has_its_subject_in_the_content() {
        assert_indirect("The seeds seem to sleep.", ("The seeds … to sleep", "seem", ""));
    }
}
