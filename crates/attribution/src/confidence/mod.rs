//! How sure an answer is, and whether it is sure enough to name somebody.
//!
//! The stages before say how clear a case looked to them. What that is worth was learnt on annotated news and novels:
//! a logistic regression over a few [`signals`] for each question, its answer mended by steps that hold on documents it
//! was not fitted on (`table`). A speaker who is likelier wrong than right is taken back (`abstain`).

mod abstain;
mod named;
mod signals;
mod table;

pub use abstain::LEAST;
pub(crate) use abstain::abstain;
pub use signals::{Signals, signals};
pub use table::{MODELS, Table, TableError};

use crate::{Attribution, Evidence, QuotationKind, RunnerUp, Speaker};

/// How sure the parts of an answer are: each a probability, 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Confidences {
    /// That it is a quotation, and of this kind.
    pub quotation: f32,
    /// That its source is the right one, or that it rightly has none; if it is a quotation.
    pub source: f32,
    /// That its speaker is the right one; if it is a quotation. Where the speaker was left open: that the one who
    /// seemed likeliest is right; 0 where nobody did.
    pub speaker: f32,
}

/// Which model of the table answers a question about a quotation.
#[must_use]
pub fn model(question: Question, kind: QuotationKind, story: bool, deep: bool) -> &'static str {
    // Annotated novels have direct quotations alone, and no sources. Where a turn stands without a tag, as they do in
    // stories, its having no source is as right as its being a quotation.
    let story = story && kind == QuotationKind::Direct;
    match (question, story, deep) {
        (Question::Quotation | Question::Source, true, _) => "quotation-story",
        (Question::Quotation, false, false) => "quotation-news",
        (Question::Quotation, false, true) => "quotation-deep",
        (Question::Source, false, false) => "source-news",
        (Question::Source, false, true) => "source-deep",
        (Question::Speaker, true, _) => "speaker-story",
        (Question::Speaker, false, false) => "speaker-news",
        (Question::Speaker, false, true) => "speaker-deep",
    }
}

/// What a probability is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Question {
    /// Is it a quotation of this kind?
    Quotation,
    /// Is its source right?
    Source,
    /// Is its speaker right?
    Speaker,
}

/// Turns what the stages before thought of a case into probabilities.
pub(crate) fn calibrate(answer: &mut Attribution, table: &Table) {
    let (story, deep) = (answer.story, answer.deep);
    let mut estimates = Vec::with_capacity(answer.quotations.len());
    let mut fits = None;
    signals::each(answer, |q, s| {
        // All quotations have the same signals.
        let fits = *fits.get_or_insert_with(|| table.fits(s));
        let estimate = |question| {
            let model = model(question, q.kind, story, deep);
            if fits {
                table.estimate_in_order(model, s.of(question))
            } else {
                table.estimate(model, s.of(question))
            }
        };
        let speaker = if q.speaker.is_some() { estimate(Question::Speaker) } else { 0.0 };
        let (quotation, source) = (estimate(Question::Quotation), estimate(Question::Source));
        estimates.push(Confidences { quotation, source, speaker });
    });
    for (q, confidences) in answer.quotations.iter_mut().zip(estimates) {
        q.confidences = confidences;
        q.confidence = overall(confidences, q.speaker.is_some());
        q.evidence.runner_up = runner_up(q, confidences.speaker);
        tell_runner_up(&mut q.evidence, &answer.speakers);
    }
}

/// Says in the evidence who comes second, if that is worth a word.
fn tell_runner_up(evidence: &mut Evidence, speakers: &[Speaker]) {
    let Some(r) = evidence.runner_up else { return };
    let share = (r.probability * 100.0).round();
    if let Some(s) = speakers.get(r.speaker.0 as usize).filter(|_| share >= 1.0) {
        evidence.speaker.push_str(&format!("; else likeliest {} ({share} %)", s.name));
    }
}

/// One number for the answer: that it is a quotation and, where it has a speaker, that this is the right one.
pub(crate) fn overall(parts: Confidences, named: bool) -> f32 {
    if named { parts.quotation * parts.speaker } else { parts.quotation }
}

/// Who comes second: what is left by the first is shared by how well the others fit.
fn runner_up(q: &crate::Quotation, speaker: f32) -> Option<RunnerUp> {
    let chosen = q.speaker?;
    let others = || q.evidence.candidates.iter().filter(|c| c.speaker != chosen);
    let second = others().max_by(|a, b| a.score.total_cmp(&b.score))?;
    let total: f32 = others().map(|c| (c.score - second.score).exp()).sum();
    // Somebody who is no candidate may be right, too.
    let probability = (1.0 - speaker) / (total + 1.0);
    Some(RunnerUp { speaker: second.speaker, probability })
}

#[cfg(test)]
mod tests {
    use crate::Engine;

    #[test]
    fn a_name_in_the_tag_is_surer_than_a_turn_without_one() {
        let found = Engine::new().attribute(
            "“Rain again,” said Ann Lee.\n\n“It never stops,” said Tom Reed.\n\n“Not here.”\n\n“Not anywhere.”",
        );
        let q = found.quotations();
        assert!(q[0].confidences.speaker > q[3].confidences.speaker, "{q:?}");
        for q in q {
            let c = q.confidences;
            assert!([c.quotation, c.source, c.speaker, q.confidence].iter().all(|p| (0.0..=1.0).contains(p)));
        }
    }

    #[test]
    fn a_runner_up_is_never_the_speaker_and_they_do_not_add_up_to_more_than_one() {
        let found = Engine::new().attribute(
            "“Rain again,” said Ann Lee.\n\n“It never stops,” said Tom Reed.\n\n“Not here.”\n\n“Not anywhere.”",
        );
        for q in found.quotations() {
            if let Some(r) = q.evidence.runner_up {
                assert_ne!(Some(r.speaker), q.speaker);
                assert!(q.speaker.is_none() || r.probability + q.confidences.speaker <= 1.0 + 1e-6);
            }
        }
    }

    #[test]
    fn the_evidence_says_who_comes_second() {
        let found = Engine::new().attribute(
            "“Rain again,” said Ann Lee.\n\n“It never stops,” said Tom Reed.\n\n“Not here.”\n\n“Not anywhere.”",
        );
        let q = &found.quotations()[2];
        let second = q.evidence.runner_up.unwrap();
        let name = &found.speaker(second.speaker).name;
        let said = format!("; else likeliest {name} ({} %)", (second.probability * 100.0).round());
        assert!(q.evidence.speaker.ends_with(&said), "{}", q.evidence.speaker);
    }
}
