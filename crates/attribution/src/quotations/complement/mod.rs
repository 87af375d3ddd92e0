//! What follows a reporting verb: "said **that it rained**", "promised **to come**", "urged **them to go**", "praised **the
//! plan**".
//!
//! Which of these a verb takes stands in the cue lists. With a scorer, a verb is also tried with what no list knows of
//! it; the scorer then tells whether it reports. Each kind of complement is a file.

mod addressee;
mod clause;
mod no_subject;
mod object;
mod verbal;

use super::clause_end::{Extent, content_end};
use super::clause_start::{clause_starts, skip_light};
use super::noun_phrase::Phrase;
use super::passive;
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use super::sentence_subject::{coordinated, hears_another, source_of};
use super::verb_group::{VerbGroup, verb_group};
use crate::lexicon::Frames;

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
    if hears_another(r, verb, unit.end) {
        return None;
    }
    let g = verb_group(r, verb, particles, unit.start);
    if g.passive {
        return passive::report(r, unit, &g, frames);
    }
    if passive::fronted(r, unit, &g, frames) {
        return passive::report(r, passive::before_main_clause(r, unit, &g), &g, frames);
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
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_nothing_reported, assert_rule_is_silent, assert_rule_reports};
    use super::report;

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
