//! A tag inside or after what it reports, without marks: "The price, **she said**, would not fall."
//!
//! What stands before the tag has to be a clause, or to go on behind it: "On Monday, the minister said nothing." has no
//! tag.

use super::clause_end::{behind_marked_comma, trim_end};
use super::noun_phrase::{Phrase, phrase_forward, subject_before};
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use super::verb_group::{VerbGroup, verb_group};
use crate::lexicon::{Frames, WordSet};
use crate::syntax::{Pos, VerbForm};

/// "As Finch sees it, the founder has never looked better."
fn fronted(r: &Reader<'_>, unit: Unit, g: &VerbGroup, source: Phrase, close: usize) -> Option<Report> {
    if close + 1 >= unit.end || !r.comma(close) {
        return None;
    }
    let content = (close + 1, trim_end(r, close + 1, unit.end));
    Some(Report {
        rule: Rule::Parenthetical,
        content: vec![content],
        cue: Some((g.start, g.end)),
        source: Some(source),
        addressee: None,
        why: String::new(),
        frame: "“as” before the clause",
        head: g.verb,
        licensed: true,
        confidence: 0.6,
    })
}

/// The report of the verb at `verb` as a tag between commas.
pub(super) fn report(r: &Reader<'_>, unit: Unit, verb: usize) -> Option<Report> {
    if !r.verbal(verb) {
        return None;
    }
    let (frames, particles) = r.verb_cue(verb)?;
    if !frames.any(Frames::ZERO.with(Frames::DIRECT)) {
        return None;
    }
    let g = verb_group(r, verb, particles, unit.start);
    if g.passive || g.gerund || !g.finite {
        return None;
    }
    let closes = |mut at: usize| -> Option<usize> {
        // What may follow inside the tag: when, where, to whom.
        for _ in 0..4 {
            if at >= unit.end || matches!(r.text(at), "." | "," | ";" | "!" | "?") || r.dash(at) {
                return Some(at);
            }
            if r.pos(at) == Pos::Adv || r.is_a(at, WordSet::TIME) {
                at += 1;
            } else if r.any(at, &["last", "this"]) && at + 1 < unit.end && r.is_a(at + 1, WordSet::TIME) {
                at += 2;
            } else if r.pos(at) == Pos::Adp {
                let p = phrase_forward(r, at + 1, unit.end, false)?;
                if !(r.is_a(p.head, WordSet::TIME)
                    || r.is_a(p.head, WordSet::OCCASION)
                    || r.any(at, &["to", "at", "in", "during", "on", "after"]))
                {
                    return None;
                }
                at = p.end;
            } else if frames.any(Frames::TOLD.with(Frames::ORDER)) && (r.nominal(at) || r.pos(at) == Pos::Det)
            {
                at = phrase_forward(r, at, unit.end, false)?.end;
            } else {
                return None;
            }
        }
        None
    };
    // "…, said Ann Lee."
    let parted = |at: usize| r.comma(at) || r.dash(at);
    let inverted = g.start > unit.start + 2 && parted(g.start - 1) && g.start == verb;
    let (start, end, source) = if inverted
        && let Some(p) = phrase_forward(r, g.end, unit.end, true)
        && let Some(end) = closes(p.end)
        && !r.finite(p.end.min(unit.end - 1))
    {
        (g.start, end, p)
    } else {
        let subject = subject_before(r, g.start, unit.start)?;
        let mut opener = subject.start.checked_sub(1).filter(|o| *o >= unit.start)?;
        // "…, as the harbour master confirmed."
        let as_clause = r.is(opener, "as");
        if as_clause && opener == unit.start {
            return fronted(r, unit, &g, subject, closes(g.end)?);
        }
        if as_clause {
            opener -= 1;
        }
        if opener <= unit.start || !parted(opener) {
            return None;
        }
        (opener + 1, closes(g.end)?, subject)
    };
    let before = (unit.start, trim_end(r, unit.start, start - 1));
    // Headlines do without tense: "Bread to cost more, millers warn".
    let clause = (before.0..before.1).any(|i| matches!(r.pos(i), Pos::Verb | Pos::Aux) || r.in_marks(i));
    let mut first = before.0;
    while first < before.1 && r.any(first, &["but", "and", "yet", "still", "so"]) {
        first += 1;
    }
    if first < before.1 && first > before.0 && r.comma(first) {
        first += 1;
    }
    let mut content = vec![(first, before.1)];
    // The content goes on after the tag.
    if end + 1 < unit.end && parted(end) {
        let rest = end + 1;
        let other = r.any(rest, &["which", "who", "and", "but", "according"])
            || (r.pos(rest) == Pos::Verb && r.tag(rest).form == VerbForm::Gerund);
        let goes_on = !other;
        // "The pool, he said, was old, noting that it leaked."
        let noting = (rest + 1..unit.end).find(|&at| {
            r.tag(at).form == VerbForm::Gerund
                && (r.comma(at - 1) || behind_marked_comma(r, at))
                && !r.in_marks(at)
                && r.verb_cue(at).is_some_and(|(f, _)| f.has(Frames::THAT))
        });
        let rest_end = trim_end(r, rest, noting.unwrap_or(unit.end));
        let open =
            before.1 > first && matches!(r.pos(before.1 - 1), Pos::Aux | Pos::Verb | Pos::Adp | Pos::Sconj);
        if goes_on
            && rest_end > rest
            && (open || !clause || !(rest..rest_end).any(|i| r.verb_cue(i).is_some() && r.finite(i)))
        {
            content.push((rest, rest_end));
        }
    }
    if !clause && content.len() < 2 || first >= before.1 {
        return None;
    }
    // "On Monday, the minister said, …" has no content before the tag.
    if content.len() < 2 && before.1 - first < 3 {
        return None;
    }
    if r.any(
        first,
        &[
            "as", "when", "while", "although", "after", "before", "if", "because", "since", "in", "on", "at",
            "asked",
        ],
    ) && content.len() < 2
        && !(first..before.1).any(|i| r.comma(i))
    {
        return None;
    }
    Some(Report {
        rule: Rule::Parenthetical,
        content,
        cue: Some((g.start, g.end)),
        source: Some(source),
        addressee: None,
        why: String::new(),
        frame: "commas around it",
        head: verb,
        licensed: true,
        confidence: 0.8,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{
        assert_indirect, assert_mixed, assert_nothing_reported, assert_reports, assert_rule_is_silent,
        assert_rule_reports,
    };
    use super::*;

    #[test]
    fn a_tag_between_commas_parts_its_clause() {
        for (text, expected) in [
            ("The price, she said, would not fall.", ("The price … would not fall", "said", "she")),
            (
                "The price, the baker told reporters, would not fall.",
                ("The price … would not fall", "told", "the baker"),
            ),
            ("The bridge, she noted, is closed.", ("The bridge … is closed", "noted", "she")),
        ] {
            assert_indirect(text, expected);
        }
    }

    #[test]
    fn another_report_ends_the_clause() {
        assert_reports(
            "The bridge, she said, was “old,” noting that it leaked.",
            &[("The bridge … was “old,”", "said", "she"), ("that it leaked", "noting", "she")],
        );
    }

    #[test]
    fn a_tag_behind_its_clause_may_say_when_and_where() {
        for text in [
            "The bridge is closed, the mayor said.",
            "The bridge is closed, the mayor said on Monday.",
            "The bridge is closed, the mayor said in a statement.",
            "The bridge is closed, the mayor said last week.",
        ] {
            assert_indirect(text, ("The bridge is closed", "said", "the mayor"));
        }
    }

    #[test]
    fn verb_and_subject_may_change_places() {
        assert_indirect("The bridge is closed, said Ann Lee.", ("The bridge is closed", "said", "Ann Lee"));
        assert_indirect(
            "The bridge is closed, says the mayor, who lives beside it.",
            ("The bridge is closed", "says", "the mayor, who lives beside it"),
        );
    }

    #[test]
    fn a_saying_may_be_heard_quoted_or_forced() {
        for (tag, cue) in [
            ("the mayor was quoted as saying", "was quoted as saying"),
            ("the mayor was heard to say", "was heard to say"),
            ("the mayor was forced to admit", "was forced to admit"),
        ] {
            let text = format!("The bridge is closed, {tag}.");
            assert_indirect(&text, ("The bridge is closed", cue, "the mayor"));
        }
    }

    #[test]
    fn as_leads_a_tag() {
        assert_indirect(
            "The bridge, as the harbour master confirmed, is closed.",
            ("The bridge … is closed", "confirmed", "the harbour master"),
        );
        assert_indirect(
            "As Finch sees it, the founder has never looked better.",
            ("the founder has never looked better", "sees it", "Finch"),
        );
    }

    #[test]
    fn words_in_marks_may_be_part_of_it() {
        assert_mixed(
            "The price, she said, would be “a joke” by May.",
            ("The price … would be “a joke” by May", "said", "she"),
            &["“a joke”"],
        );
    }

    #[test]
    fn a_word_that_joins_the_sentence_to_the_one_before_stays_outside() {
        assert_rule_reports(
            report,
            "But the bridge is closed, the mayor ^said.",
            ("the bridge is closed", "said", "the mayor"),
        );
    }

    #[test]
    fn an_adverbial_before_the_comma_is_not_said() {
        assert_nothing_reported("On Monday, the minister said nothing.");
        assert_rule_is_silent(report, "When the storm ended, the mayor ^said.");
    }

    #[test]
    fn two_clauses_that_a_comma_parts_report_nothing() {
        assert_nothing_reported("The bridge was closed, and the mayor left.");
        assert_nothing_reported("The rain fell, the mayor ran home.");
    }

    #[test]
    fn only_a_finite_active_verb_is_a_tag() {
        assert_rule_is_silent(report, "The bridge is closed, ^saying nothing.");
        assert_rule_is_silent(report, "The bridge is closed, the mayor was ^told.");
    }
}
