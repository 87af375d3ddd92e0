//! Nouns that report: "Edda's claim that …", "his call for calm", "a warning from the ministry that …".
//!
//! Who says it stands before the noun as its possessor, behind it with "by" or "from", or is the subject of a light verb:
//! "**she** made the claim that". With none of them, nobody is known to say it, and nothing is reported.

use super::clause_end::{Extent, content_end};
use super::clause_start::WH;
use super::noun_phrase::{Phrase, chunk_back, phrase_back, phrase_forward};
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use super::sentence_subject::main_subject;
use super::verb_group::verb_group;
use crate::lexicon::Frames;
use crate::syntax::{Pos, VerbForm};

/// Possessors of the noun: "**his** claim".
const POSSESSIVE: &[&str] = &["his", "her", "their", "its", "my", "our", "your"];
/// Verbs that lend their subject to the noun: "made the claim that".
const LIGHT: &[&str] = &[
    "made",
    "makes",
    "make",
    "making",
    "issued",
    "issues",
    "issuing",
    "expressed",
    "expresses",
    "expressing",
    "gave",
    "gives",
    "giving",
    "raised",
    "raises",
    "raising",
    "repeated",
    "repeats",
    "repeating",
    "voiced",
    "voices",
    "offered",
    "offers",
    "offering",
    "delivered",
    "has",
    "have",
    "had",
    "renewed",
    "leveled",
    "levelled",
    "took",
    "takes",
];

/// The report of the noun at `noun`.
pub(super) fn report(r: &Reader<'_>, unit: Unit, noun: usize) -> Option<Report> {
    if !r.noun(noun) {
        return None;
    }
    let known = r.noun_cue(noun);
    let licensed = known.is_some();
    if !licensed && !r.generous() {
        return None;
    }
    let frames = known.unwrap_or(Frames::GENEROUS_NOUN);
    let high = unit.end;
    let mut at = noun + 1;
    let mut agent = None;
    if at < high && r.any(at, &["by", "from"]) {
        let that = (at + 1..high.min(at + 14)).find(|&i| r.is(i, "that") && !r.in_marks(i)).unwrap_or(high);
        let p = phrase_forward(r, at + 1, that, false)?;
        at = p.end;
        agent = Some(p);
    }
    if at >= high {
        return None;
    }
    let (start, extent, cue_end, frame) = if frames.has(Frames::THAT) && r.is(at, "that") && at + 1 < high {
        (at, Extent::Clause, noun + 1, "a that-clause after the noun")
    } else if frames.has(Frames::INF)
        && r.is(at, "to")
        && at + 1 < high
        && matches!(r.pos(at + 1), Pos::Verb | Pos::Aux)
    {
        (at, Extent::Verbal, noun + 1, "an infinitive after the noun")
    } else if let Some(f) = Frames::preposition(r.text(at))
        && frames.has(f)
        && at + 1 < high
    {
        // "a call by the bishops for calm": who says it parts the preposition from the noun.
        (
            at + 1,
            Extent::Phrase,
            if agent.is_some() { noun + 1 } else { at + 1 },
            "a preposition after the noun",
        )
    } else {
        return None;
    };
    let chunk = chunk_back(r, noun, unit.start).or_else(|| {
        // The tagger took the noun for a verb; the possessor tells better.
        let owner = phrase_back(r, noun.checked_sub(2)?, unit.start)?;
        Some(Phrase { start: owner.start, end: noun + 1, head: noun })
    })?;
    let mut cue_start = noun;
    let mut source = agent;
    let mut confidence = 0.5;
    if source.is_none() {
        source = possessor(r, noun, chunk.start);
    }
    if source.is_none() {
        // made the claim that
        let v = chunk
            .start
            .checked_sub(1)
            .filter(|v| *v >= unit.start && r.any(*v, LIGHT) && matches!(r.pos(*v), Pos::Verb | Pos::Aux))?;
        if only_raised(r, noun, v) {
            return None;
        }
        let g = verb_group(r, v, 0, unit.start);
        cue_start = g.start;
        source = super::noun_phrase::subject_before(r, g.start, unit.start)
            .or_else(|| if g.finite { None } else { main_subject(r, g.start, unit.start) });
        source?;
        confidence = 0.45;
    }
    let end = content_end(r, start, main_verb(r, unit, noun, start).unwrap_or(high), extent);
    (end > start).then(|| Report {
        rule: Rule::Noun,
        content: vec![(start, end)],
        cue: Some((cue_start, cue_end)),
        source,
        addressee: None,
        why: String::new(),
        frame,
        head: noun,
        licensed,
        confidence,
    })
}

/// Whose noun it is, looked for down to `low`, where its phrase begins: "**her** claim", "**Edda's** claim".
pub(super) fn possessor(r: &Reader<'_>, noun: usize, low: usize) -> Option<Phrase> {
    if let Some(p) = (low..noun).find(|&i| r.any(i, POSSESSIVE)) {
        return Some(Phrase { start: p, end: p + 1, head: p });
    }
    let mark = (low..noun).rev().find(|&i| r.genitive(i))?;
    let owner = phrase_back(r, mark.checked_sub(1)?, low)?;
    Some(Phrase { end: mark + 1, ..owner })
}

/// What raises hopes need not hope: "the sun **raised hopes** that".
pub(super) fn only_raised(r: &Reader<'_>, noun: usize, verb: usize) -> bool {
    r.any(noun, &["hope", "hopes", "fear", "fears", "expectation", "expectations"])
        && r.any(verb, &["raised", "raises", "raising"])
}

/// The verb of the sentence, if the noun that reports is its subject: "Edda's claim that the turbines hum in B flat
/// **has** divided the valley". What is said begins at `start` and ends before it.
pub(super) fn main_verb(r: &Reader<'_>, unit: Unit, noun: usize, start: usize) -> Option<usize> {
    let finite = |i: usize| !r.in_marks(i) && (r.finite(i) || r.pos(i) == Pos::Aux);
    let begin = chunk_back(r, noun, unit.start).map_or(noun, |chunk| chunk.start);
    if start <= noun || (unit.start..begin).any(finite) {
        return None;
    }
    // A clause has a verb of its own.
    let clause = r.is(start, "that") || r.any(start, WH);
    let verbal = r.is(start, "to") || r.tag(start).form == VerbForm::Gerund;
    let mut own = usize::from(clause);
    let mut at = start + 1 + usize::from(clause || verbal);
    while at < unit.end {
        if finite(at) {
            if own == 0 {
                return Some(at);
            }
            own -= 1;
            // The rest of the verb group; a tense begins another: "that the minister had resigned **were** false".
            while at + 1 < unit.end
                && matches!(r.pos(at + 1), Pos::Aux | Pos::Adv | Pos::Part | Pos::Verb)
                && !r.finite(at + 1)
            {
                at += 1;
            }
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::{
        assert_indirect, assert_nothing_reported, assert_rule_is_silent, assert_rule_reports,
    };
    use super::*;

    #[test]
    fn a_possessor_says_it() {
        for (text, expected) in [
            (
                "Edda's claim that the pond is deep has divided the village.",
                ("that the pond is deep", "claim", "Edda's"),
            ),
            ("His promise to come was kept.", ("to come", "promise", "His")),
            ("The village heard her plea for an open road.", ("an open road", "plea for", "her")),
        ] {
            assert_indirect(text, expected);
        }
    }

    #[test]
    fn an_agent_says_it() {
        assert_rule_reports(
            report,
            "A ^warning from the ministry that the dam is old came late.",
            ("that the dam is old", "warning", "the ministry"),
        );
        assert_rule_reports(
            report,
            "We read a ^claim by the warden that the pond is deep.",
            ("that the pond is deep", "claim", "the warden"),
        );
        assert_rule_reports(
            report,
            "A ^call by the bishops for a week of calm went unheard.",
            ("a week of calm", "call", "the bishops"),
        );
    }

    #[test]
    fn a_light_verb_lends_its_subject() {
        assert_indirect(
            "She made the claim that the pond is deep.",
            ("that the pond is deep", "made the claim", "She"),
        );
        assert_indirect(
            "The council has issued a warning that the dam is old.",
            ("that the dam is old", "has issued a warning", "The council"),
        );
    }

    #[test]
    fn nobody_to_say_it_is_no_report() {
        assert_rule_is_silent(report, "The ^claim that the pond is deep is old.");
        assert_nothing_reported("The claim was false.");
    }

    #[test]
    fn what_raises_hopes_need_not_hope() {
        assert_nothing_reported("The sun raised hopes that the snow would melt.");
    }

    #[test]
    fn a_noun_without_its_complement_reports_nothing() {
        assert_rule_is_silent(report, "Edda's ^claim was false.");
        assert_rule_is_silent(report, "Edda's ^promise came late.");
        assert_rule_is_silent(report, "They ^claim that it rained.");
    }

    #[test]
    fn the_verb_of_the_sentence_ends_the_content() {
        for (text, expected) in [
            (
                "Edda's ^claim that the pond is deep has divided the village.",
                ("that the pond is deep", "claim", "Edda's"),
            ),
            (
                "The warden's ^call for a week of calm went unheard.",
                ("a week of calm", "call for", "The warden's"),
            ),
            (
                "Edda's ^claim that the minister had resigned was false.",
                ("that the minister had resigned", "claim", "Edda's"),
            ),
            (
                "The warden's ^warning that the dam would burst was ignored.",
                ("that the dam would burst", "warning", "The warden's"),
            ),
            ("Her ^call for calm went unheard.", ("calm", "call for", "Her")),
            ("His ^promise to come was kept.", ("to come", "promise", "His")),
        ] {
            assert_rule_reports(report, text, expected);
        }
    }
}
