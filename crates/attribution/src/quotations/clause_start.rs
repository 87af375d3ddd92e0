//! Where what a verb reports begins: behind adverbs, times and asides, with or without "that".
//!
//! "The mayor said **on Monday, in a letter,** that the bridge is closed."

use super::noun_phrase::phrase_forward;
use super::reader::Reader;
use crate::lexicon::WordSet;
use crate::syntax::{Pos, VerbForm};

/// Words that begin a reported question.
pub(super) const WH: &[&str] =
    &["whether", "if", "how", "why", "what", "who", "where", "when", "which", "whose", "whom"];

/// Prepositions of what may stand between a verb and its clause.
const ADVERBIAL: &[&str] =
    &["in", "on", "at", "during", "after", "before", "through", "via", "from", "to", "for", "with"];

/// Skips what may stand between a verb and its clause: adverbs, times, occasions, an aside between commas.
pub(super) fn skip_light(r: &Reader<'_>, mut at: usize, high: usize) -> usize {
    for _ in 0..4 {
        if at >= high || r.in_marks(at) {
            break;
        }
        // "laughed so hard that he had to leave": a result is no report.
        if r.pos(at) == Pos::Adv && !r.any(at, WH) && !r.any(at, &["there", "so"]) {
            at += 1;
            continue;
        }
        if r.is_a(at, WordSet::TIME) {
            at += 1;
            continue;
        }
        if r.any(at, &["last", "this", "next", "late", "earlier", "early"])
            && at + 1 < high
            && r.is_a(at + 1, WordSet::TIME)
        {
            at += 2;
            continue;
        }
        if let Some(end) = adverbial(r, at, high) {
            at = end;
            continue;
        }
        // ", in an interview,": an aside before "that".
        if (r.comma(at) || r.dash(at))
            && let Some(close) = (at + 1..high.min(at + 24)).find(|&i| {
                (r.comma(i) || r.dash(i))
                    && !r.in_marks(i)
                    && i + 1 < high
                    && r.any(i + 1, &["that", "whether"])
            })
        {
            at = close + 1;
            continue;
        }
        break;
    }
    at
}

/// Whether the "that" at `that` tells what came of something: laughed **so hard that**, was **such a fool that**.
pub(super) fn tells_result(r: &Reader<'_>, from: usize, that: usize) -> bool {
    let degree = |i: usize| r.is(i, "so") && matches!(r.pos(i + 1), Pos::Adj | Pos::Adv) || r.is(i, "such");
    (from..that.saturating_sub(1)).any(degree)
}

/// The most tokens that tell when and by whom what was said in was released.
const RELEASED: usize = 9;

/// The end of a phrase with a preposition at `at` that tells when, where or to whom it was said, if what follows it shows
/// that the clause is still to come: "on Monday that", "in a letter how".
fn adverbial(r: &Reader<'_>, at: usize, high: usize) -> Option<usize> {
    if r.pos(at) != Pos::Adp || !r.any(at, ADVERBIAL) {
        return None;
    }
    let p = phrase_forward(r, at + 1, before_that(r, at + 1, high), false).filter(|p| p.end < high)?;
    let when = r.is_a(p.head, WordSet::TIME) || r.is_a(p.head, WordSet::OCCASION);
    // "said in a report released on Monday that"
    if when
        && r.pos(p.end) == Pos::Verb
        && r.tag(p.end).form == VerbForm::Participle
        && let Some(clause) = (p.end + 1..high.min(p.end + RELEASED))
            .take_while(|&i| !r.in_marks(i) && !r.finite(i) && r.pos(i) != Pos::Aux)
            .find(|&i| r.any(i, &["that", "whether", "how"]) || r.comma(i))
    {
        return Some(clause);
    }
    if !(when || r.any(at, &["to", "at", "on", "during", "in", "after"]) || r.is(p.end, "that")) {
        return None;
    }
    let clause_follows = r.any(p.end, &["that", "whether", "how", "why"])
        || r.comma(p.end)
        || r.dash(p.end)
        || r.pos(p.end) == Pos::Adp
        || r.is_a(p.end, WordSet::TIME)
        || (when && (r.nominal(p.end) || r.pos(p.end) == Pos::Det));
    clause_follows.then_some(p.end)
}

/// Where "that" begins soon after `at`, so that a noun phrase before it does not take it for a relative; else `high`.
pub(super) fn before_that(r: &Reader<'_>, at: usize, high: usize) -> usize {
    (at + 1..high.min(at + 14)).find(|&i| r.is(i, "that") && !r.in_marks(i)).unwrap_or(high)
}

/// Whether a clause with a finite verb begins at `at`; returns the end of its subject.
pub(super) fn clause_starts(r: &Reader<'_>, at: usize, high: usize) -> Option<usize> {
    if at >= high {
        return None;
    }
    // "both the mayor and her deputy are"
    let at = if r.any(at, &["both", "either", "neither"]) && at + 1 < high { at + 1 } else { at };
    let verb = |i: usize| r.finite(i) || r.pos(i) == Pos::Aux;
    if r.is(at, "there") || r.is(at, "it") {
        return (at + 1 < high && verb(at + 1)).then_some(at + 1);
    }
    let subject = phrase_forward(r, at, high, false)?;
    let mut i = subject.end;
    while i < high && i < subject.end + 4 {
        if verb(i) {
            return Some(subject.end);
        }
        match r.pos(i) {
            Pos::Adv | Pos::Part => i += 1,
            // Two subjects of one verb: "the mayor and her deputy are".
            Pos::Cconj => {
                let second = phrase_forward(r, i + 1, high, false)?;
                return (second.end < high && verb(second.end)).then_some(second.end);
            }
            // "the river “will not get narrower”": the verb stands in the marks.
            Pos::Punct if r.opened_at(i).is_some() => {
                let inner = (i + 1..high.min(i + 3)).find(|&j| r.pos(j) != Pos::Adv)?;
                return verb(inner).then_some(subject.end);
            }
            // A relative clause or apposition of the subject.
            Pos::Punct if r.comma(i) || r.dash(i) => {
                let close =
                    (i + 1..high.min(i + 30)).find(|&j| (r.comma(j) || r.dash(j)) && !r.in_marks(j))?;
                let k = close + 1;
                return (k < high && verb(k)).then_some(subject.end);
            }
            Pos::Pron | Pos::Det | Pos::Sconj if r.any(i, &["who", "that", "which"]) => {
                // Two finite verbs: the clause's own and the relative's.
                let count = (i..high.min(i + 25)).filter(|&j| verb(j)).count();
                return (count >= 2).then_some(subject.end);
            }
            _ => {
                // "officials quoted by the paper have said": a reduced relative.
                if r.pos(i) == Pos::Verb && r.tag(i).form == VerbForm::Participle {
                    let goes_on = (i + 1..high.min(i + 15)).any(verb);
                    return goes_on.then_some(subject.end);
                }
                return None;
            }
        }
    }
    None
}

/// A clause without "that" begins here, perhaps with an adverbial.
pub(super) fn opens_clause(r: &Reader<'_>, at: usize, high: usize) -> bool {
    if clause_starts(r, at, high).is_some() {
        return true;
    }
    // "said in 2012 he would", "said if elected he would", "said “the plan” was".
    if r.in_marks(at) {
        let Some((_, q)) = r.outermost(at) else { return false };
        let end = q.tokens.end.index();
        return end < high && (r.finite(end) || r.pos(end) == Pos::Aux);
    }
    if matches!(r.pos(at), Pos::Sconj | Pos::Adp | Pos::Cconj) {
        return (at + 1..high.min(at + 14)).any(|i| {
            !r.in_marks(i)
                && (r.nominal(i) || r.pos(i) == Pos::Det)
                && i > at + 1
                && r.comma(i - 1)
                && clause_starts(r, i, high).is_some()
        }) || (r.pos(at) == Pos::Sconj && (at..high.min(at + 10)).any(|i| r.finite(i)));
    }
    // A gerund as the subject: "said raising taxes would".
    r.pos(at) == Pos::Verb
        && r.tag(at).form == VerbForm::Gerund
        && phrase_forward(r, at + 1, high, false)
            .is_some_and(|p| p.end < high && (r.finite(p.end) || r.pos(p.end) == Pos::Aux))
}

/// A verb, perhaps after an adverb: what "to" begins is an infinitive.
pub(super) fn infinitive(r: &Reader<'_>, at: usize, high: usize) -> bool {
    at < high
        && (r.verb_cue(at).is_some() && r.pos(at) == Pos::Noun
            || matches!(r.pos(at), Pos::Verb | Pos::Aux)
            || (r.pos(at) == Pos::Adv && at + 1 < high && matches!(r.pos(at + 1), Pos::Verb | Pos::Aux)))
}

/// "that, if elected, he": a comma after "that" opens an aside.
pub(super) fn aside_follows(r: &Reader<'_>, at: usize, high: usize) -> bool {
    r.comma(at) && (at + 1..high.min(at + 25)).any(|i| r.comma(i))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at_caret, words};
    use super::*;

    /// What stands from the first word of the clause on, the caret standing behind the verb.
    fn behind_adverbials(text: &str) -> String {
        at_caret(text, |r, unit, at| words(r, (skip_light(r, at, unit.end), unit.end)))
    }

    #[test]
    fn when_and_where_it_was_said_stands_before_the_clause() {
        for text in [
            "She said ^that it rained.",
            "She said ^again that it rained.",
            "She said ^yesterday that it rained.",
            "She said ^last week that it rained.",
            "She said ^on Monday that it rained.",
            "She said ^in a letter on Monday that it rained.",
            "She said ^in a report released late on Monday that it rained.",
            "She said ^, after a long silence, that it rained.",
        ] {
            assert_eq!(behind_adverbials(text), "that it rained.", "{text:?}");
        }
    }

    #[test]
    fn what_came_of_something_is_not_said() {
        assert_eq!(behind_adverbials("She laughed ^so hard that it rained."), "so hard that it rained.");
        let result = |text| at_caret(text, |r, unit, at| tells_result(r, unit.start, at));
        assert!(result("She laughed so hard ^that it rained."));
        assert!(result("It was such a loud laugh ^that it rained."));
        assert!(!result("She said so, and added ^that it rained."));
        assert!(!result("She said ^that it rained so hard."));
    }

    #[test]
    fn what_is_said_is_not_skipped() {
        assert_eq!(behind_adverbials("She said ^in the garden it rained."), "in the garden it rained.");
        assert_eq!(behind_adverbials("She said ^there was rain."), "there was rain.");
        assert_eq!(behind_adverbials("She knows ^when it rained."), "when it rained.");
    }

    fn clause(text: &str) -> bool {
        at_caret(text, |r, unit, at| opens_clause(r, at, unit.end))
    }

    #[test]
    fn a_clause_has_a_subject_and_a_finite_verb() {
        for text in [
            "She said ^it rained.",
            "She said ^the mayor and her deputy are late.",
            "She said ^the mayor, her deputy, is late.",
            "She said ^if it rained he would stay.",
            "She said ^raising taxes is wrong.",
            "She said ^“the plan” is dead.",
        ] {
            assert!(clause(text), "{text:?}");
        }
    }

    #[test]
    fn a_phrase_alone_is_no_clause() {
        for text in ["She said ^a prayer.", "She said ^“no” to him.", "She said ^nothing of the boat."] {
            assert!(!clause(text), "{text:?}");
        }
    }

    #[test]
    fn an_infinitive_is_a_verb_behind_to() {
        let verb = |text| at_caret(text, |r, unit, at| infinitive(r, at, unit.end));
        assert!(verb("She hopes to ^win."));
        assert!(verb("She hopes to ^quickly win."));
        assert!(!verb("She went to ^the pond."));
    }
}
