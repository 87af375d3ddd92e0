//! Phrases that name a source: "**according to** the warden, the pond is deep", "per", "in the view of", "in her opinion".
//!
//! They stand before, inside or behind what they report; a measure behind "according to" ("in a row according to height")
//! is nobody's word. "**To the warden**, the pond is deep" may tell of a view, which the scorer judges.

use super::clause_end::trim_end;
use super::clause_start::clause_starts;
use super::noun_phrase::{Phrase, phrase_forward};
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use crate::lexicon::{Frames, WordSet};
use crate::syntax::Pos;

/// A phrase and the words that name its source.
struct SetPhrase {
    start: usize,
    end: usize,
    cue: (usize, usize),
    source: Phrase,
}

/// The most tokens that tell more of a source up to its comma.
const MORE: usize = 14;

/// Where a source that seems to end at `at` ends if a preposition leads on to a comma: "according to a survey **by the
/// trust,** four in ten".
fn on_to_comma(r: &Reader<'_>, at: usize, high: usize) -> usize {
    if at >= high || r.pos(at) != Pos::Adp {
        return at;
    }
    let stop = (at..high.min(at + MORE)).find(|&i| r.is_mark(i) || r.finite(i) || r.pos(i) == Pos::Aux);
    stop.filter(|&i| r.comma(i)).unwrap_or(at)
}

/// The phrase that begins at `at`, if one does.
fn at(r: &Reader<'_>, at: usize, unit: Unit) -> Option<SetPhrase> {
    let high = unit.end;
    let phrase = |cue: (usize, usize), from: usize| {
        let source = phrase_forward(r, from, high, true)?;
        // "according to height": a measure is nobody's word.
        if source.start == source.head && r.is_a(source.head, WordSet::MEASURE) && !r.capital(source.head) {
            return None;
        }
        let source = Phrase { end: on_to_comma(r, source.end, high), ..source };
        let mut end = source.end;
        // "according to the centre, which …": what is loose belongs to the source, commas close it.
        if end < high && r.comma(end) {
            end += 1;
        }
        Some(SetPhrase { start: at, end, cue, source })
    };
    if r.is(at, "according") && at + 2 < high && r.is(at + 1, "to") {
        return phrase((at, at + 2), at + 2);
    }
    if r.is(at, "per")
        && at + 1 < high
        && matches!(r.pos(at + 1), Pos::Propn | Pos::Det | Pos::Pron)
        && (at == unit.start || r.comma(at - 1))
    {
        return phrase((at, at + 1), at + 1);
    }
    if r.any(at, &["to", "for"]) {
        return beholder(r, at, unit);
    }
    if r.is(at, "in") && at + 2 < high {
        // in the view of X
        let noun =
            (at + 1..high.min(at + 8)).find(|&i| r.noun_cue(i).is_some_and(|f| f.has(Frames::VIEW)))?;
        if r.any(at + 1, &["the"]) && noun == at + 2 && noun + 2 < high && r.is(noun + 1, "of") {
            return phrase((noun, noun + 1), noun + 2);
        }
        if r.any(at + 1, &["his", "her", "their", "my", "our", "its", "your"]) && noun == at + 2 {
            let source = Phrase { start: at + 1, end: at + 2, head: at + 1 };
            let end = noun + 1 + usize::from(noun + 1 < high && r.comma(noun + 1));
            return Some(SetPhrase { start: at, end, cue: (noun, noun + 1), source });
        }
        if noun >= at + 3 && r.text(noun - 1).starts_with(['\'', '’']) {
            let source = super::noun_phrase::chunk_back(r, noun - 2, at + 1)?;
            let end = noun + 1 + usize::from(noun + 1 < high && r.comma(noun + 1));
            return Some(SetPhrase { start: at, end, cue: (noun, noun + 1), source });
        }
    }
    None
}

/// In whose eyes a clause is true: "**to the warden**, the pond is deep", "because **to her**, “the pond is deep”".
fn beholder(r: &Reader<'_>, at: usize, unit: Unit) -> Option<SetPhrase> {
    let opens = at == unit.start || r.any(at - 1, &["because", "but", "and", "yet"]);
    if !opens {
        return None;
    }
    let source = phrase_forward(r, at + 1, unit.end, true)?;
    let source = Phrase { end: on_to_comma(r, source.end, unit.end), ..source };
    let head = source.head;
    let somebody = match r.pos(head) {
        Pos::Propn => r.capital(head) && !r.is_a(head, WordSet::TIME),
        Pos::Pron => r.any(head, &["her", "him", "me", "us", "them", "many", "others", "some"]),
        _ => r.person(head),
    };
    let (comma, then) = (source.end, source.end + 1);
    let clause = || {
        then < unit.end && r.comma(comma) && (r.in_marks(then) || clause_starts(r, then, unit.end).is_some())
    };
    (somebody && clause()).then_some(SetPhrase { start: at, end: then, cue: (at, at + 1), source })
}

/// The reports of set phrases in a sentence.
pub(super) fn reports(r: &Reader<'_>, unit: Unit, out: &mut Vec<Report>) {
    let mut i = unit.start;
    while i < unit.end {
        if r.in_marks(i) || !r.any(i, &["according", "per", "in", "to", "for"]) {
            i += 1;
            continue;
        }
        let Some(p) = at(r, i, unit) else {
            i += 1;
            continue;
        };
        i = p.end;
        let view = r.any(p.cue.0, &["to", "for"]);
        let opens = view
            || p.start == unit.start
            || (p.start == unit.start + 1
                && (r.pos(unit.start) == Pos::Cconj || r.pos(unit.start) == Pos::Punct))
            || (p.start == unit.start + 2 && r.comma(p.start - 1));
        let mut content = Vec::new();
        if opens {
            let end = trim_end(r, p.end, unit.end);
            if end > p.end {
                content.push((p.end, end));
            }
        } else {
            let mut start = unit.start;
            while start < p.start && r.any(start, &["but", "and", "yet", "still"]) {
                start += 1;
            }
            // Behind a semicolon or a dash another clause begins.
            if let Some(cut) =
                (start..p.start).rev().find(|&k| !r.in_marks(k) && (r.text(k) == ";" || r.dash(k)))
                && p.start - cut > 6
            {
                start = cut + 1;
            }
            let end = trim_end(r, start, p.start);
            if end > start {
                content.push((start, end));
            }
            // The content goes on after the phrase between commas.
            if r.comma(p.start - 1) && p.end < unit.end && p.end > p.source.end {
                let rest = trim_end(r, p.end, unit.end);
                let clause = (start..end).any(|k| r.finite(k) || r.pos(k) == Pos::Aux);
                // "It is, according to him, large": the clause before the phrase is not complete.
                let open =
                    end > start && matches!(r.pos(end - 1), Pos::Aux | Pos::Verb | Pos::Adp | Pos::Sconj);
                if rest > p.end && (!clause || open) {
                    content.push((p.end, rest));
                }
            }
        }
        if content.is_empty() {
            continue;
        }
        out.push(Report {
            rule: Rule::Phrase,
            content,
            cue: Some(p.cue),
            source: Some(p.source),
            addressee: None,
            why: String::new(),
            frame: if view { "a view" } else { "its source" },
            head: p.cue.0,
            licensed: !view,
            confidence: 0.85,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{
        assert_indirect, assert_mixed, assert_nothing_reported, assert_rule_is_silent, assert_rule_reports,
    };
    use super::*;

    #[test]
    fn according_to_stands_before_inside_and_behind() {
        for (text, content, cue) in [
            ("According to the warden, the pond is deep.", "the pond is deep", "According to"),
            ("But according to the warden, the pond is deep.", "the pond is deep", "according to"),
            ("The pond is deep, according to the warden.", "The pond is deep", "according to"),
            ("The pond is deep according to the warden.", "The pond is deep", "according to"),
            ("The pond, according to the warden, is deep.", "The pond … is deep", "according to"),
        ] {
            assert_indirect(text, (content, cue, "the warden"));
        }
    }

    #[test]
    fn a_source_goes_on_up_to_its_comma() {
        for (text, source) in [
            ("According to a report by the warden, the pond is deep.", "a report by the warden"),
            ("The pond, according to a report from last May, is deep.", "a report from last May"),
        ] {
            let content = if text.starts_with("The") { "The pond … is deep" } else { "the pond is deep" };
            let cue = if text.starts_with("The") { "according to" } else { "According to" };
            assert_indirect(text, (content, cue, source));
        }
    }

    #[test]
    fn words_in_marks_may_be_part_of_it() {
        assert_mixed(
            "The pond is “quite deep” in May, according to the warden.",
            ("The pond is “quite deep” in May", "according to", "the warden"),
            &["“quite deep”"],
        );
    }

    #[test]
    fn a_view_has_an_owner() {
        for (text, cue, source) in [
            ("In her view, the pond is deep.", "view", "her"),
            ("In the view of the warden, the pond is deep.", "view", "the warden"),
            ("In the warden's opinion, the pond is deep.", "opinion", "the warden"),
        ] {
            assert_indirect(text, ("the pond is deep", cue, source));
        }
    }

    #[test]
    fn per_names_a_source_at_the_head_or_behind_a_comma() {
        assert_indirect("Per the warden, the pond is deep.", ("the pond is deep", "Per", "the warden"));
        assert_indirect("The pond is deep, per the warden.", ("The pond is deep", "per", "the warden"));
        assert_nothing_reported("The wage is nine crowns per hour.");
        assert_nothing_reported("They drank one cup per the rules of the house.");
    }

    #[test]
    fn a_bare_noun_may_be_somebody() {
        for source in ["police", "legend", "research"] {
            let text = format!("The pond is deep, according to {source}.");
            assert_indirect(&text, ("The pond is deep", "according to", source));
        }
    }

    #[test]
    fn a_clause_is_true_in_the_eyes_of_somebody() {
        let rule = |r: &Reader<'_>, unit: Unit, _: usize| {
            let mut out = Vec::new();
            reports(r, unit, &mut out);
            out.pop()
        };
        assert_rule_reports(
            rule,
            "^To the warden, the pond is deep.",
            ("the pond is deep", "To", "the warden"),
        );
        assert_rule_reports(
            rule,
            "^They swim because to her, “water is life”.",
            ("“water is life”", "to", "her"),
        );
        for text in [
            "^For years, the pond was deep.",
            "^To the pond, the road is deep.",
            "^They gave it to her, the pond was deep.",
            "^To Ann, with love.",
        ] {
            assert_rule_is_silent(rule, text);
        }
    }

    #[test]
    fn a_measure_is_nobodys_word() {
        assert_nothing_reported("The children stood in a row according to height.");
    }

    #[test]
    fn a_place_is_no_view() {
        assert_nothing_reported("In the valley the pond is deep.");
        assert_nothing_reported("In her garden, the pond is deep.");
    }
}
