//! A passive that reports: "the bridge is expected to open", "they were told that it rained", "the plan was praised by
//! the nurses".
//!
//! The content has the subject in it where that is what is talked about; the agent behind "by" is the source.

use super::clause_end::{Extent, content_end};
use super::clause_start::{WH, before_that, infinitive, skip_light};
use super::noun_phrase::{Phrase, phrase_forward, subject_before};
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use super::verb_group::{VerbGroup, raises};
use crate::lexicon::Frames;
use crate::syntax::{Pos, VerbForm};

/// The report of the passive verb group `g`.
pub(super) fn report(r: &Reader<'_>, unit: Unit, g: &VerbGroup, frames: Frames) -> Option<Report> {
    let high = unit.end;
    let subject = if g.passive { subject_before(r, g.start, unit.start) } else { None };
    let at = skip_light(r, g.end, high);
    if at >= high || raises(r, g.verb, high) {
        return None;
    }
    let (source, after) = if r.is(at, "by") {
        let agent = phrase_forward(r, at + 1, before_that(r, at + 1, high), false)?;
        // "quoted by name" names nobody.
        if r.pos(agent.head) == Pos::Noun && agent.end == at + 2 && !r.tag(agent.head).plural {
            return None;
        }
        (Some(agent), skip_light(r, agent.end, high))
    } else {
        (None, at)
    };
    let made = |content: Vec<(usize, usize)>,
                source: Option<Phrase>,
                addressee: Option<Phrase>,
                frame: &'static str,
                confidence: f32| Report {
        rule: Rule::Complement,
        content,
        cue: Some((g.start, g.end)),
        source,
        addressee,
        why: String::new(),
        frame,
        head: g.verb,
        licensed: true,
        confidence,
    };
    if after < high && r.is(after, "that") && frames.has(Frames::THAT) {
        let end = content_end(r, after, high, Extent::Clause);
        return Some(made(
            vec![(after, end)],
            source,
            subject.filter(|s| !r.is(s.head, "it")),
            "a that-clause, passive",
            0.75,
        ));
    }
    if after < high && frames.has(Frames::WH) && r.any(after, WH) {
        let end = content_end(r, after, high, Extent::Clause);
        return Some(made(vec![(after, end)], source, subject, "a question, passive", 0.6));
    }
    let subject = subject?;
    if after < high
        && r.is(after, "to")
        && infinitive(r, after + 1, high)
        && frames.any(Frames::PASSIVE.with(Frames::ORDER))
    {
        let end = content_end(r, after, high, Extent::Verbal);
        return Some(made(
            vec![(subject.start, subject.end), (after, end)],
            source,
            None,
            "an infinitive, passive",
            0.55,
        ));
    }
    if after < high && r.is(after, "as") && frames.has(Frames::AS) {
        let end = content_end(r, after, high, Extent::Phrase);
        return Some(made(
            vec![(subject.start, subject.end), (after, end)],
            source,
            None,
            "what it is said to be, passive",
            0.5,
        ));
    }
    if source.is_some() && frames.any(Frames::OBJECT.with(Frames::AS)) {
        return Some(made(vec![(subject.start, subject.end)], source, None, "an agent, passive", 0.5));
    }
    // "had been promised a vote"
    if frames.has(Frames::TOLD) && frames.has(Frames::OBJECT) {
        let end = content_end(r, after, high, Extent::Phrase);
        return phrase_forward(r, after, high, false)
            .map(|_| made(vec![(after, end)], source, Some(subject), "an object, passive", 0.5));
    }
    None
}

/// Whether the verb of the group is a participle at the head of a clause: "**Asked** by a judge whether he had eaten, Tom
/// nodded". Without an agent it has to be one that is told something, and has to open its sentence.
pub(super) fn fronted(r: &Reader<'_>, unit: Unit, g: &VerbGroup, frames: Frames) -> bool {
    let opens = g.verb == unit.start;
    // A past tense at the head of a sentence, which has no subject there, is a participle, too.
    let tag = r.tag(g.verb);
    (tag.form == VerbForm::Participle || (opens && tag.past))
        && g.start == g.verb
        && (opens || r.comma(g.verb - 1))
        && g.end < unit.end
        && (r.is(g.end, "by")
            || opens && frames.has(Frames::TOLD) && (r.is(g.end, "that") || r.any(g.end, WH)))
}

/// The part of the sentence before the main clause that a participle at its head leads up to: what was asked ends there.
pub(super) fn before_main_clause(r: &Reader<'_>, unit: Unit, g: &VerbGroup) -> Unit {
    // A comma right behind the agent opens an aside: "Asked by Ann Lee, the captain, whether".
    let own = (g.end..unit.end).find(|&i| r.is(i, "that") || r.any(i, WH)).unwrap_or(g.end);
    let mut verb = false;
    let mut main = |i: usize| {
        verb |= r.finite(i) || r.pos(i) == Pos::Aux;
        verb && r.comma(i) && !r.in_marks(i) && phrase_forward(r, i + 1, unit.end, false).is_some()
    };
    let end = (own..unit.end).find(|&i| main(i)).unwrap_or(unit.end);
    Unit { start: unit.start, end }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_addressee, assert_indirect, assert_nothing_reported};

    #[test]
    fn what_is_talked_about_is_part_of_the_content() {
        for (text, expected) in [
            ("The bridge is expected to open in May.", ("The bridge … to open in May", "is expected", "")),
            ("Passengers were asked to wait.", ("Passengers … to wait", "were asked", "")),
            ("The painter was described as a genius.", ("The painter … as a genius", "was described", "")),
            (
                "The plan was praised by the nurses of the island.",
                ("The plan", "was praised", "the nurses of the island"),
            ),
        ] {
            assert_indirect(text, expected);
        }
    }

    #[test]
    fn who_is_told_is_an_addressee() {
        let text = "The passengers were told that the boat was late.";
        assert_indirect(text, ("that the boat was late", "were told", ""));
        assert_addressee(text, "The passengers");
    }

    #[test]
    fn an_agent_is_a_source() {
        assert_indirect(
            "The children were told by the sexton that it rained.",
            ("that it rained", "were told", "the sexton"),
        );
        assert_nothing_reported("The warden was quoted by name.");
    }

    #[test]
    fn a_participle_in_front_ends_where_the_main_clause_begins() {
        assert_indirect(
            "Asked by a clerk whether he had eaten, Tom nodded.",
            ("whether he had eaten", "Asked", "a clerk"),
        );
        assert_indirect(
            "Told that the boat had sunk, the widow left.",
            ("that the boat had sunk", "Told", ""),
        );
    }

    #[test]
    fn other_passives_report_nothing() {
        for text in
            ["The door was locked by the sexton.", "The bread is baked to last.", "The bell was heard."]
        {
            assert_nothing_reported(text);
        }
    }
}
