//! A noun phrase: "praised **the plan**", "described **the plan as dull**", "called for **calm**", "said **“no”** to it".

use super::{Complement, Following};
use crate::lexicon::{Frames, WordSet};
use crate::quotations::clause_end::{Extent, content_end};
use crate::quotations::clause_start::infinitive;
use crate::quotations::noun_phrase::phrase_forward;
use crate::syntax::Pos;

impl Following<'_, '_> {
    /// Words in marks that a clause goes on from: said “no” to the plan.
    pub(super) fn in_marks(&self) -> Option<Complement> {
        let frames = Frames::THAT.with(Frames::OBJECT).with(Frames::AS).with(Frames::DIRECT);
        (self.r.in_marks(self.at) && self.frames.any(frames))
            .then(|| self.made(self.at, Extent::Phrase, "words in marks", 0.7))
    }

    /// A preposition of the verb's follows, with nothing but adverbs between.
    pub(super) fn has_preposition(&self) -> bool {
        let (r, at) = (self.r, self.at);
        Frames::preposition(r.text(at)).is_some_and(|f| self.frames.has(f))
            && r.pos(at) != Pos::Verb
            && at + 1 < self.unit.end
            && (self.g.end..at).all(|i| matches!(r.pos(i), Pos::Adv | Pos::Adj))
    }

    /// "called for calm"
    pub(super) fn behind_preposition(&self) -> Option<Complement> {
        let start = self.at + 1;
        if self.r.is_a(start, WordSet::TIME) {
            return None;
        }
        // "called for the president to boycott it" goes on over the infinitive by itself.
        let mut found = self.made(start, Extent::Phrase, "a preposition", 0.55);
        found.cue_end = start;
        Some(found)
    }

    /// "praised the plan", "described the plan as dull"
    pub(super) fn object(&self) -> Option<Complement> {
        let (r, at, unit, g) = (self.r, self.at, self.unit, self.g);
        if !self.frames.any(Frames::AS.with(Frames::OBJECT)) || r.in_marks(at) || at != g.end {
            return None;
        }
        let object = phrase_forward(r, at, unit.end, false)?;
        if self.frames.has(Frames::AS) && self.has_predicate(object.end) {
            let mut found = self.made(at, Extent::Phrase, "an object and a predicate", 0.75);
            found.content = vec![(at, content_end(r, object.end, unit.end, Extent::Phrase).max(object.end))];
            return Some(found);
        }
        // A poll shows figures; a person shows something else.
        let shows = r.any(g.verb, &["show", "shows", "showed", "shown", "showing"]);
        let person = g.start > unit.start
            && r.pos(g.start - 1) == Pos::Pron
            && !r.any(g.start - 1, &["it", "which", "that"]);
        (self.frames.has(Frames::OBJECT) && !(shows && person))
            .then(|| self.made(at, Extent::Phrase, "an object", 0.55))
    }

    /// Whether what the object is said to be begins at `then`: "as dull", "dull", "to be dull", "a bore".
    fn has_predicate(&self, then: usize) -> bool {
        let (r, at, high) = (self.r, self.at, self.unit.end);
        let predicate = then < high
            && (r.is(then, "as")
                || r.in_marks(then)
                || r.pos(then) == Pos::Adj
                || (r.is(then, "to") && infinitive(r, then + 1, high)));
        let double = then < high && r.pos(then) == Pos::Det && r.pos(at) == Pos::Pron;
        predicate || double || (at..then).any(|i| r.in_marks(i))
    }
}

#[cfg(test)]
mod tests {
    use crate::quotations::testing::assert_all;

    #[test]
    fn an_object_and_what_it_is_said_to_be() {
        assert_all(&[
            (
                "The minister praised the nurses of the island.",
                ("the nurses of the island", "praised", "The minister"),
            ),
            (
                "The critic described the play as a long sneeze.",
                ("the play as a long sneeze", "described", "The critic"),
            ),
            ("The poll showed a lead for the Greens.", ("a lead for the Greens", "showed", "The poll")),
        ]);
    }

    #[test]
    fn a_preposition_belongs_to_the_cue() {
        assert_all(&[
            ("The union called for a week of rest.", ("a week of rest", "called for", "The union")),
            ("The warden warned of floods.", ("floods", "warned of", "The warden")),
            ("The cook complained about the stove.", ("the stove", "complained about", "The cook")),
        ]);
    }
}
