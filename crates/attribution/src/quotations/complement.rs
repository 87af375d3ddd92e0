//! What follows a reporting verb: "said **that it rained**", "promised **to come**", "urged **them to go**", "praised **the
//! plan**".
//!
//! Which of these a verb takes stands in the cue lists. With a scorer, a verb is also tried with what no list knows of
//! it; the scorer then tells whether it reports.

use super::clause_end::{Extent, content_end};
use super::clause_start::{
    WH, aside_follows, before_that, clause_starts, infinitive, opens_clause, skip_light,
};
use super::noun_phrase::{Phrase, is_time, phrase_forward, subject_before};
use super::passive;
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use super::tag::{coordinated, source_of};
use super::verb_group::{VerbGroup, verb_group};
use crate::lexicon::Frames;
use crate::syntax::{Pos, VerbForm};

/// A complement and how it is built.
struct Complement {
    content: Vec<(usize, usize)>,
    cue_end: usize,
    addressee: Option<Phrase>,
    rule: Rule,
    frame: &'static str,
    confidence: f32,
}

impl Complement {
    /// Ends it at `end`, if it ended before.
    fn extend_to(&mut self, end: usize) {
        if let Some(last) = self.content.last_mut() {
            last.1 = last.1.max(end);
        }
    }

    /// Ends it before its first comma.
    fn end_at_comma(&mut self, r: &Reader<'_>) {
        if let Some(last) = self.content.last_mut()
            && let Some(comma) = (last.0..last.1).find(|&i| r.comma(i) && !r.in_marks(i))
        {
            last.1 = comma;
        }
    }
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
        return passive::report(r, unit, &g, frames);
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

/// What follows a verb group, and what its verb can report by.
struct Following<'r, 'd> {
    r: &'r Reader<'d>,
    unit: Unit,
    g: &'r VerbGroup,
    frames: Frames,
    /// The first token behind the group, adverbs, times and asides left out.
    at: usize,
}

/// The complement that the verb of the group `g` reports by.
fn complement(r: &Reader<'_>, unit: Unit, g: &VerbGroup, frames: Frames) -> Option<Complement> {
    if g.end >= unit.end {
        return None;
    }
    let mut f = Following { r, unit, g, frames, at: g.end };
    if let Some(speech) = f.behind_colon() {
        return Some(speech);
    }
    f.at = skip_light(r, f.at, unit.end);
    if f.at >= unit.end {
        return None;
    }
    let marked = f.with_addressee().or_else(|| f.that()).or_else(|| f.question()).or_else(|| f.infinitive());
    // What seems takes nothing else.
    if marked.is_some() || frames.has(Frames::RAISING) {
        return marked.or_else(|| f.what_seems());
    }
    let bare = f.relative_and_verb().or_else(|| f.what_they_say()).or_else(|| f.clause());
    let bare = bare.or_else(|| f.gerund()).or_else(|| f.in_marks());
    if bare.is_some() {
        return bare;
    }
    if f.has_preposition() { f.behind_preposition() } else { f.object() }
}

impl Following<'_, '_> {
    /// What begins at `start`, as far as it goes.
    fn made(&self, start: usize, extent: Extent, frame: &'static str, confidence: f32) -> Complement {
        Complement {
            content: vec![(start, content_end(self.r, start, self.unit.end, extent))],
            cue_end: self.g.end,
            addressee: None,
            rule: if extent == Extent::Clause { Rule::Clause } else { Rule::Complement },
            frame,
            confidence,
        }
    }

    /// A finite verb or auxiliary right behind the group.
    fn verb_follows(&self) -> bool {
        self.at == self.g.end && (self.r.finite(self.at) || self.r.pos(self.at) == Pos::Aux)
    }

    /// "said: …"
    fn behind_colon(&self) -> Option<Complement> {
        let (r, start) = (self.r, self.at + 1);
        let colon = r.text(self.at) == ":" && self.frames.has(Frames::DIRECT);
        (colon && start < self.unit.end && !r.in_marks(start))
            .then(|| self.made(start, Extent::Clause, "a colon", 0.7))
    }

    /// "told reporters that", "urged them to"
    fn with_addressee(&self) -> Option<Complement> {
        let (r, at, high) = (self.r, self.at, self.unit.end);
        if !self.frames.any(Frames::TOLD.with(Frames::ORDER)) || r.in_marks(at) || r.is(at, "that") {
            return None;
        }
        // Words after "that" are what is said, not who is told.
        let whom = phrase_forward(r, at, before_that(r, at, high), false)?;
        if has_verb(r, &whom, high) {
            return None;
        }
        let mut found = self.told(&whom).or_else(|| self.ordered(&whom))?;
        found.addressee = Some(whom);
        Some(found)
    }

    /// "told [reporters] that it rained"
    fn told(&self, whom: &Phrase) -> Option<Complement> {
        let (r, high) = (self.r, self.unit.end);
        let then = skip_light(r, whom.end, high);
        if !self.frames.has(Frames::TOLD) || then >= high {
            return None;
        }
        let question = r.any(then, WH);
        let clause = question || r.is(then, "that") || clause_starts(r, then, high).is_some();
        (clause && (question || self.frames.has(Frames::THAT)))
            .then(|| self.made(then, Extent::Clause, "an addressee and a clause", 0.85))
    }

    /// "urged [the crew] to stay"
    fn ordered(&self, whom: &Phrase) -> Option<Complement> {
        let (r, high) = (self.r, self.unit.end);
        if !self.frames.has(Frames::ORDER)
            || whom.end + 1 >= high
            || !r.is(whom.end, "to")
            || !infinitive(r, whom.end + 1, high)
        {
            return None;
        }
        // Pronouns stay outside, as an addressee; a phrase belongs to what is asked for.
        let pronoun = r.pos(whom.head) == Pos::Pron && whom.end - whom.start == 1;
        let start = if pronoun { whom.end } else { self.at };
        let mut order = self.made(start, Extent::Phrase, "an order", 0.7);
        order.extend_to(content_end(r, whom.end, high, Extent::Phrase));
        Some(order)
    }

    /// "said that it rained"
    fn that(&self) -> Option<Complement> {
        let (r, next, high) = (self.r, self.at + 1, self.unit.end);
        if !self.frames.any(Frames::THAT.with(Frames::ZERO)) || !r.is(self.at, "that") {
            return None;
        }
        // "said that.": a pronoun.
        let pronoun =
            next >= high || (matches!(r.text(next), "." | "," | ";") && !aside_follows(r, next, high));
        (!pronoun).then(|| self.made(self.at, Extent::Clause, "a that-clause", 0.9))
    }

    /// "asked whether it rained"
    fn question(&self) -> Option<Complement> {
        (self.frames.has(Frames::WH) && self.r.any(self.at, WH))
            .then(|| self.made(self.at, Extent::Clause, "a question", 0.8))
    }

    /// "promised to come"
    fn infinitive(&self) -> Option<Complement> {
        let (r, at) = (self.r, self.at);
        (self.frames.has(Frames::INF) && r.is(at, "to") && infinitive(r, at + 1, self.unit.end))
            .then(|| self.made(at, Extent::Phrase, "an infinitive", 0.6))
    }

    /// "seems to sleep", "seems tired"
    fn what_seems(&self) -> Option<Complement> {
        (self.r.is(self.at, "to") || matches!(self.r.pos(self.at), Pos::Adj | Pos::Verb))
            .then(|| self.made(self.at, Extent::Phrase, "what seems", 0.4))
    }

    /// "which critics said was unfair": what is said has the relative for its subject.
    fn relative_and_verb(&self) -> Option<Complement> {
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
    fn what_they_say(&self) -> Option<Complement> {
        let (r, g) = (self.r, self.g);
        let what = || (self.unit.start..g.start).rev().take(12).any(|i| r.is(i, "what"));
        if !self.frames.has(Frames::ZERO) || !self.verb_follows() || !what() {
            return None;
        }
        let mut found = self.made(self.at, Extent::Clause, "a clause without its subject", 0.7);
        found.end_at_comma(r);
        Some(found)
    }

    /// "said it rained"
    fn clause(&self) -> Option<Complement> {
        let (r, at) = (self.r, self.at);
        let may = self.frames.has(Frames::ZERO) && !r.comma(at) && r.pos(at) != Pos::Adp;
        (may && opens_clause(r, at, self.unit.end)).then(|| self.made(at, Extent::Clause, "a clause", 0.85))
    }

    /// "suggested going"
    fn gerund(&self) -> Option<Complement> {
        let (r, at) = (self.r, self.at);
        let gerund = matches!(r.pos(at), Pos::Verb | Pos::Aux) && r.tag(at).form == VerbForm::Gerund;
        (gerund && self.frames.has(Frames::ING)).then(|| self.made(at, Extent::Phrase, "a gerund", 0.6))
    }

    /// Words in marks that a clause goes on from: said “no” to the plan.
    fn in_marks(&self) -> Option<Complement> {
        let frames = Frames::THAT.with(Frames::OBJECT).with(Frames::AS).with(Frames::DIRECT);
        (self.r.in_marks(self.at) && self.frames.any(frames))
            .then(|| self.made(self.at, Extent::Phrase, "words in marks", 0.7))
    }

    /// A preposition of the verb's follows, with nothing but adverbs between.
    fn has_preposition(&self) -> bool {
        let (r, at) = (self.r, self.at);
        Frames::preposition(&r.text(at).to_ascii_lowercase()).is_some_and(|f| self.frames.has(f))
            && r.pos(at) != Pos::Verb
            && at + 1 < self.unit.end
            && (self.g.end..at).all(|i| matches!(r.pos(i), Pos::Adv | Pos::Adj))
    }

    /// "called for calm"
    fn behind_preposition(&self) -> Option<Complement> {
        let start = self.at + 1;
        if is_time(self.r, start) {
            return None;
        }
        // "called for the president to boycott it" goes on over the infinitive by itself.
        let mut found = self.made(start, Extent::Phrase, "a preposition", 0.55);
        found.cue_end = start;
        Some(found)
    }

    /// "praised the plan", "described the plan as dull"
    fn object(&self) -> Option<Complement> {
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

/// The phrase after a verb that takes an addressee is the subject of a clause: told [the plan works].
fn has_verb(r: &Reader<'_>, whom: &Phrase, high: usize) -> bool {
    whom.end < high && (r.finite(whom.end) || r.pos(whom.end) == Pos::Aux)
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
