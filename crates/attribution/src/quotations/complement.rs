//! What follows a reporting verb: a clause, an infinitive, a gerund, an object.

use super::clause_end::{Extent, content_end};
use super::noun_phrase::{Phrase, is_time, occasion, phrase_forward, subject_before};
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use super::tag::{coordinated, source_of};
use super::verb_group::{VerbGroup, verb_group};
use crate::lexicon::Frames;
use crate::syntax::{Pos, VerbForm};

const WH: &[&str] =
    &["whether", "if", "how", "why", "what", "who", "where", "when", "which", "whose", "whom"];

/// A complement and how it is built.
struct Complement {
    content: Vec<(usize, usize)>,
    cue_end: usize,
    addressee: Option<Phrase>,
    rule: Rule,
    frame: &'static str,
    confidence: f32,
}

/// The report of the verb at `verb`, if it has a complement that it reports.
pub(super) fn report(r: &Reader<'_>, unit: Unit, verb: usize) -> Option<Report> {
    if !r.verbal(verb) {
        return None;
    }
    let (frames, particles) = r.verb_cue(verb).unwrap_or_default();
    if r.verb_cue(verb).is_none() && !r.generous() {
        return None;
    }
    let g = verb_group(r, verb, particles, unit.start);
    // "Asked by a judge whether": a participle with an agent at the head of a clause.
    let fronted = r.tag(verb).form == VerbForm::Participle
        && g.start == verb
        && (verb == unit.start || r.comma(verb - 1))
        && g.end < unit.end
        && r.is(g.end, "by");
    if g.passive || fronted {
        return passive(r, unit, &g, frames);
    }
    let low = unit.start;
    // What the lexicon does not license is for the scorer to judge.
    let known = complement(r, unit, &g, frames);
    let licensed = known.is_some();
    let c = known.or_else(|| {
        if r.generous() { complement(r, unit, &g, Frames::GENEROUS.with(frames)) } else { None }
    })?;
    let source = source_of(r, &g, low);
    if source.is_none() && !g.gerund && !coordinated(r, &g, low) {
        return None;
    }
    // Participles before nouns and bare -ing forms at the start of a name are no reports.
    if !g.finite && !g.gerund && !g.infinitive && !coordinated(r, &g, low) {
        return None;
    }
    if g.infinitive && c.rule != Rule::Clause {
        return None;
    }
    let mut content = c.content;
    let first = content.first().map_or(0, |c| c.0);
    if frames.has(Frames::RAISING) {
        let subject = source?;
        content.insert(0, (subject.start, subject.end));
        return Some(Report {
            rule: Rule::Complement,
            content,
            cue: Some((g.start, c.cue_end)),
            source: None,
            addressee: None,
            why: String::new(),
            frame: c.frame,
            head: verb,
            licensed,
            confidence: 0.4,
        });
    }
    // A relative pronoun or a conjunction can't be reported by its own clause.
    if source.is_some_and(|s| s.end > first) && c.frame != "a relative and its verb" {
        return None;
    }
    // "While she said that it rained, he said": the clause in front ends where the main one begins.
    if let Some(main) = main_clause(r, unit, source.map_or(g.start, |s| s.start))
        && let Some(last) = content.last_mut()
        && last.0 < main
        && main < last.1
    {
        last.1 = main;
    }
    Some(Report {
        rule: c.rule,
        content,
        cue: Some((g.start, c.cue_end)),
        source,
        addressee: c.addressee,
        why: String::new(),
        frame: c.frame,
        head: verb,
        licensed,
        confidence: c.confidence,
    })
}

/// Where the main clause begins behind a subordinate one at the head of the sentence whose subject begins at `subject`.
fn main_clause(r: &Reader<'_>, unit: Unit, subject: usize) -> Option<usize> {
    let opens = subject.checked_sub(1).filter(|o| *o >= unit.start && *o <= unit.start + 1)?;
    if !r.any(
        opens,
        &["while", "although", "though", "as", "when", "if", "because", "since", "after", "before"],
    ) {
        return None;
    }
    (subject..unit.end).find(|&i| r.comma(i) && !r.in_marks(i) && clause_starts(r, i + 1, unit.end).is_some())
}

/// Skips what may stand between a verb and its clause: adverbs, times, occasions, an aside between commas.
fn skip_light(r: &Reader<'_>, mut at: usize, high: usize) -> usize {
    for _ in 0..4 {
        if at >= high || r.in_marks(at) {
            break;
        }
        if r.pos(at) == Pos::Adv && !r.any(at, WH) && !r.is(at, "there") {
            at += 1;
            continue;
        }
        if is_time(r, at) {
            at += 1;
            continue;
        }
        if (r.any(at, &["last", "this", "next", "late", "earlier", "early"]))
            && at + 1 < high
            && is_time(r, at + 1)
        {
            at += 2;
            continue;
        }
        if r.pos(at) == Pos::Adp
            && r.any(
                at,
                &[
                    "in", "on", "at", "during", "after", "before", "through", "via", "from", "to", "for",
                    "with",
                ],
            )
            && let Some(p) = phrase_forward(r, at + 1, before_that(r, at + 1, high), false)
            && (is_time(r, p.head)
                || occasion(r, p.head)
                || r.any(at, &["to", "at", "on", "during", "in", "after"])
                || (p.end < high && r.is(p.end, "that")))
            && p.end < high
            && (r.any(p.end, &["that", "whether", "how", "why"])
                || r.comma(p.end)
                || r.dash(p.end)
                || r.pos(p.end) == Pos::Adp
                || is_time(r, p.end)
                || (r.nominal(p.end) || r.pos(p.end) == Pos::Det)
                    && (is_time(r, p.head) || occasion(r, p.head)))
        {
            at = p.end;
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

/// Where "that" begins soon after `at`, so that a noun phrase before it does not take it for a relative; else `high`.
fn before_that(r: &Reader<'_>, at: usize, high: usize) -> usize {
    (at + 1..high.min(at + 14)).find(|&i| r.is(i, "that") && !r.in_marks(i)).unwrap_or(high)
}

/// Whether a clause with a finite verb begins at `at`; returns the end of its subject.
pub(super) fn clause_starts(r: &Reader<'_>, at: usize, high: usize) -> Option<usize> {
    if at >= high {
        return None;
    }
    // An adverbial first: "if elected, he would".
    let at = if r.any(at, &["both", "either", "neither"]) && at + 1 < high { at + 1 } else { at };
    let be = |i: usize| r.finite(i) || r.pos(i) == Pos::Aux;
    if r.is(at, "there") || r.is(at, "it") {
        return (at + 1 < high && be(at + 1)).then_some(at + 1);
    }
    let subject = phrase_forward(r, at, high, false)?;
    let mut i = subject.end;
    while i < high && i < subject.end + 4 {
        if r.finite(i) || (r.pos(i) == Pos::Aux) {
            return Some(subject.end);
        }
        match r.pos(i) {
            Pos::Adv | Pos::Part => i += 1,
            // Two subjects of one verb: "the mayor and her deputy are".
            Pos::Cconj => {
                let second = phrase_forward(r, i + 1, high, false)?;
                return (second.end < high && be(second.end)).then_some(second.end);
            }
            // A relative clause or apposition of the subject.
            Pos::Punct if r.comma(i) || r.dash(i) => {
                let close =
                    (i + 1..high.min(i + 30)).find(|&j| (r.comma(j) || r.dash(j)) && !r.in_marks(j))?;
                let k = close + 1;
                return (k < high && (r.finite(k) || r.pos(k) == Pos::Aux)).then_some(subject.end);
            }
            Pos::Pron | Pos::Det | Pos::Sconj if r.any(i, &["who", "that", "which"]) => {
                // Two finite verbs: the clause's own and the relative's.
                let verbs = (i..high.min(i + 25)).filter(|&j| r.finite(j) || r.pos(j) == Pos::Aux).count();
                return (verbs >= 2).then_some(subject.end);
            }
            _ => {
                // "officials quoted by the paper have said": a reduced relative.
                if r.pos(i) == Pos::Verb && r.tag(i).form == VerbForm::Participle {
                    let verbs = (i + 1..high.min(i + 15)).any(|j| r.finite(j) || r.pos(j) == Pos::Aux);
                    return verbs.then_some(subject.end);
                }
                return None;
            }
        }
    }
    None
}

fn complement(r: &Reader<'_>, unit: Unit, g: &VerbGroup, frames: Frames) -> Option<Complement> {
    let high = unit.end;
    let mut at = g.end;
    if at >= high {
        return None;
    }
    let made = |start: usize, extent: Extent, rule: Rule, frame: &'static str, confidence: f32| {
        let end = content_end(r, start, high, extent);
        (end > start).then(|| Complement {
            content: vec![(start, end)],
            cue_end: g.end,
            addressee: None,
            rule,
            frame,
            confidence,
        })
    };
    // "said: …"
    if r.text(at) == ":" && frames.has(Frames::DIRECT) && at + 1 < high && !r.in_marks(at + 1) {
        return made(at + 1, Extent::Clause, Rule::Clause, "a colon", 0.7);
    }
    at = skip_light(r, at, high);
    if at >= high {
        return None;
    }
    // Whom: "told reporters that".
    if frames.any(Frames::TOLD.with(Frames::ORDER)) && !r.in_marks(at) && !r.is(at, "that") {
        // Words after "that" are what is said, not who is told.
        if let Some(whom) = phrase_forward(r, at, before_that(r, at, high), false)
            && !clause_only(r, at, &whom, high)
        {
            let then = skip_light(r, whom.end, high);
            if frames.has(Frames::TOLD) && then < high {
                let clause = r.is(then, "that") || r.any(then, WH) || clause_starts(r, then, high).is_some();
                if clause && (frames.has(Frames::THAT) || r.any(then, WH)) {
                    let mut c = made(then, Extent::Clause, Rule::Clause, "an addressee and a clause", 0.85)?;
                    c.addressee = Some(whom);
                    return Some(c);
                }
            }
            if frames.has(Frames::ORDER)
                && whom.end + 1 < high
                && r.is(whom.end, "to")
                && infinitive(r, whom.end + 1, high)
            {
                // Pronouns stay outside, as an addressee; a phrase belongs to what is asked for.
                let pronoun = r.pos(whom.head) == Pos::Pron && whom.end - whom.start == 1;
                let start = if pronoun { whom.end } else { at };
                let mut c = made(start, Extent::Phrase, Rule::Complement, "an order", 0.7)?;
                c.content[0].1 = content_end(r, whom.end, high, Extent::Phrase).max(c.content[0].1);
                c.addressee = Some(whom);
                return Some(c);
            }
        }
    }
    if frames.any(Frames::THAT.with(Frames::ZERO)) && r.is(at, "that") {
        // "that" as a pronoun: said that.
        let pronoun =
            at + 1 >= high || (matches!(r.text(at + 1), "." | "," | ";") && !aside_follows(r, at + 1, high));
        if !pronoun {
            return made(at, Extent::Clause, Rule::Clause, "a that-clause", 0.9);
        }
    }
    if frames.has(Frames::WH) && r.any(at, WH) {
        return made(at, Extent::Clause, Rule::Clause, "a question", 0.8);
    }
    if frames.has(Frames::INF) && r.is(at, "to") && infinitive(r, at + 1, high) {
        return made(at, Extent::Phrase, Rule::Complement, "an infinitive", 0.6);
    }
    if frames.has(Frames::RAISING) {
        return (r.is(at, "to") || matches!(r.pos(at), Pos::Adj | Pos::Verb))
            .then(|| made(at, Extent::Phrase, Rule::Complement, "what seems", 0.4))
            .flatten();
    }
    // "which critics said was unfair": what is said has the relative for its subject.
    if frames.has(Frames::ZERO)
        && (r.finite(at) || r.pos(at) == Pos::Aux)
        && at == g.end
        && let Some(own) = subject_before(r, g.start, unit.start)
        && own.start > unit.start
        && r.any(own.start - 1, &["which", "who", "that"])
        && matches!(r.pos(own.start - 1), Pos::Pron | Pos::Sconj | Pos::Det)
    {
        let mut c = made(at, Extent::Clause, Rule::Clause, "a relative and its verb", 0.7)?;
        if let Some(comma) = (at..c.content[0].1).find(|&i| r.comma(i) && !r.in_marks(i)) {
            c.content[0].1 = comma;
        }
        c.content.insert(0, (own.start - 1, own.start));
        return Some(c);
    }
    // "what officials say are efforts"
    if frames.has(Frames::ZERO) && (r.finite(at) || r.pos(at) == Pos::Aux) && at == g.end {
        let what = (unit.start..g.start).rev().take(12).find(|&i| r.is(i, "what"));
        if what.is_some() {
            // It is a noun phrase itself, and ends at the first comma.
            let mut c = made(at, Extent::Clause, Rule::Clause, "a clause", 0.7)?;
            if let Some(comma) = (at..c.content[0].1).find(|&i| r.comma(i) && !r.in_marks(i)) {
                c.content[0].1 = comma;
            }
            return Some(c);
        }
    }
    if frames.has(Frames::ZERO) && !r.comma(at) && !(r.pos(at) == Pos::Adp) && opens_clause(r, at, high) {
        return made(at, Extent::Clause, Rule::Clause, "a clause", 0.85);
    }
    if frames.has(Frames::ING)
        && matches!(r.pos(at), Pos::Verb | Pos::Aux)
        && r.tag(at).form == VerbForm::Gerund
    {
        return made(at, Extent::Phrase, Rule::Complement, "a gerund", 0.6);
    }
    // Words in marks that a clause goes on from: said “no” to the plan.
    if r.in_marks(at) && frames.any(Frames::THAT.with(Frames::OBJECT).with(Frames::AS).with(Frames::DIRECT)) {
        return made(at, Extent::Phrase, Rule::Complement, "words in marks", 0.7);
    }
    if let Some(f) = Frames::preposition(&r.text(at).to_ascii_lowercase())
        && frames.has(f)
        && r.pos(at) != Pos::Verb
        && at + 1 < high
        && (g.end..at).all(|i| matches!(r.pos(i), Pos::Adv | Pos::Adj))
    {
        let start = at + 1;
        let mut c = made(start, Extent::Phrase, Rule::Complement, "a preposition", 0.55)?;
        // "called for the president to boycott it" goes on over the infinitive by itself.
        c.cue_end = at + 1;
        return (!is_time(r, start)).then_some(c);
    }
    if frames.any(Frames::AS.with(Frames::OBJECT)) && !r.in_marks(at) && at == g.end {
        let object = phrase_forward(r, at, high, false)?;
        if frames.has(Frames::AS) {
            let then = object.end;
            let predicate = then < high
                && (r.is(then, "as")
                    || r.in_marks(then)
                    || r.pos(then) == Pos::Adj
                    || (r.is(then, "to") && infinitive(r, then + 1, high)));
            let double = then < high && matches!(r.pos(then), Pos::Det) && r.pos(at) == Pos::Pron;
            if predicate || double || (at..then).any(|i| r.in_marks(i)) {
                let mut c = made(at, Extent::Phrase, Rule::Complement, "an object and a predicate", 0.75)?;
                c.content[0].1 = content_end(r, then, high, Extent::Phrase).max(then);
                return Some(c);
            }
        }
        // A poll shows figures; a person shows something else.
        let shows = r.any(g.verb, &["show", "shows", "showed", "shown", "showing"]);
        let person = g.start > unit.start
            && r.pos(g.start - 1) == Pos::Pron
            && !r.any(g.start - 1, &["it", "which", "that"]);
        if frames.has(Frames::OBJECT) && !(shows && person) {
            return made(at, Extent::Phrase, Rule::Complement, "an object", 0.55);
        }
    }
    None
}

/// The phrase after a verb that takes an addressee is the subject of a clause: told [the plan works].
fn clause_only(r: &Reader<'_>, _at: usize, whom: &Phrase, high: usize) -> bool {
    whom.end < high && (r.finite(whom.end) || r.pos(whom.end) == Pos::Aux)
}

fn infinitive(r: &Reader<'_>, at: usize, high: usize) -> bool {
    at < high
        && (r.verb_cue(at).is_some() && r.pos(at) == Pos::Noun
            || matches!(r.pos(at), Pos::Verb | Pos::Aux)
            || (r.pos(at) == Pos::Adv && at + 1 < high && matches!(r.pos(at + 1), Pos::Verb | Pos::Aux)))
}

/// "that, if elected, he": a comma after "that" opens an aside.
fn aside_follows(r: &Reader<'_>, at: usize, high: usize) -> bool {
    r.comma(at) && (at + 1..high.min(at + 25)).any(|i| r.comma(i))
}

/// A clause without "that" begins here, perhaps with an adverbial.
fn opens_clause(r: &Reader<'_>, at: usize, high: usize) -> bool {
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

/// "is expected to", "was told that", "was criticised by".
fn passive(r: &Reader<'_>, unit: Unit, g: &VerbGroup, frames: Frames) -> Option<Report> {
    let high = unit.end;
    let subject = if g.passive { subject_before(r, g.start, unit.start) } else { None };
    let at = skip_light(r, g.end, high);
    if at >= high {
        return None;
    }
    let mut source = None;
    let mut after = at;
    if r.is(at, "by") {
        let p = phrase_forward(r, at + 1, before_that(r, at + 1, high), false)?;
        // "quoted by name" names nobody.
        if r.pos(p.head) == Pos::Noun && p.end == at + 2 && !r.tag(p.head).plural {
            return None;
        }
        after = skip_light(r, p.end, high);
        source = Some(p);
    }
    let report = |content: Vec<(usize, usize)>,
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
        return Some(report(
            vec![(after, end)],
            source,
            subject.filter(|s| !r.is(s.head, "it")),
            "a that-clause, passive",
            0.75,
        ));
    }
    if after < high && frames.has(Frames::WH) && r.any(after, WH) {
        let end = content_end(r, after, high, Extent::Clause);
        return Some(report(vec![(after, end)], source, subject, "a question, passive", 0.6));
    }
    let subject = subject?;
    if after < high
        && r.is(after, "to")
        && infinitive(r, after + 1, high)
        && frames.any(Frames::PASSIVE.with(Frames::ORDER))
    {
        let end = content_end(r, after, high, Extent::Phrase);
        return Some(report(
            vec![(subject.start, subject.end), (after, end)],
            source,
            None,
            "an infinitive, passive",
            0.55,
        ));
    }
    if after < high && r.is(after, "as") && frames.has(Frames::AS) {
        let end = content_end(r, after, high, Extent::Phrase);
        return Some(report(
            vec![(subject.start, subject.end), (after, end)],
            source,
            None,
            "what it is said to be, passive",
            0.5,
        ));
    }
    if source.is_some() && frames.any(Frames::OBJECT.with(Frames::AS)) {
        return Some(report(vec![(subject.start, subject.end)], source, None, "an agent, passive", 0.5));
    }
    // "had been promised a vote"
    if frames.has(Frames::TOLD) && frames.has(Frames::OBJECT) {
        let end = content_end(r, after, high, Extent::Phrase);
        return phrase_forward(r, after, high, false)
            .map(|_| report(vec![(after, end)], source, Some(subject), "an object, passive", 0.5));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::{
        Said, assert_addressee, assert_indirect, assert_nothing_reported, assert_rule_is_silent,
        assert_rule_reports,
    };
    use super::report;

    #[track_caller]
    fn assert_all(cases: &[(&str, Said<'_>)]) {
        for (text, expected) in cases {
            assert_indirect(text, *expected);
        }
    }

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

    #[test]
    fn a_passive() {
        assert_all(&[
            ("The bridge is expected to open in May.", ("The bridge … to open in May", "is expected", "")),
            ("Passengers were asked to wait.", ("Passengers … to wait", "were asked", "")),
            ("The painter was described as a genius.", ("The painter … as a genius", "was described", "")),
            (
                "The plan was praised by the nurses of the island.",
                ("The plan", "was praised", "the nurses of the island"),
            ),
        ]);
        let text = "The passengers were told that the boat was late.";
        assert_indirect(text, ("that the boat was late", "were told", ""));
        assert_addressee(text, "The passengers");
    }

    #[test]
    fn what_seems_has_its_subject_in_the_content() {
        assert_indirect("The seeds seem to sleep.", ("The seeds … to sleep", "seem", ""));
    }

    #[test]
    fn an_ing_form_and_a_coordinated_verb_take_the_subject_of_the_sentence() {
        assert_rule_reports(
            report,
            "The mayor smiled, ^adding that it rained.",
            ("that it rained", "adding", "The mayor"),
        );
        assert_rule_reports(
            report,
            "The mayor took the cup and ^said that it was hot.",
            ("that it was hot", "said", "The mayor"),
        );
    }

    #[test]
    fn the_same_verbs_do_other_things_too() {
        for text in [
            "She added salt to the soup.",
            "She called her brother.",
            "He pointed at the map.",
            "They said goodbye.",
            "He showed her the ring.",
            "He knows the road.",
            "The claimed reward was never paid.",
            "The house that Jack built said nothing.",
        ] {
            assert_nothing_reported(text);
        }
    }

    #[test]
    fn a_noun_is_not_this_rules_business() {
        assert_rule_is_silent(report, "Edda's ^claim that it rained was false.");
    }
}
