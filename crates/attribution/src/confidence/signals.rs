//! What an answer is judged by: how clear each case looked to the stages before, and the answers around it.

use super::Question;
use super::named::Names;
use crate::{Attribution, Quotation, QuotationKind, SpeakerId, TagKind};
use inquit_tokenizer::TextRange;

/// Where nobody else could speak, the lead is as large as this.
const MOST: f32 = 6.0;
/// How many quotations before and after are looked at.
const AROUND: usize = 2;
/// How many quotations before tell how many people talk.
const SCENE: usize = 6;
/// As many words between two quotations are no nearer than any more.
const FAR: usize = 200;

/// The signals of one quotation, by question: name and value, always the same names in the same order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Signals {
    /// For [`Question::Quotation`] and [`Question::Source`].
    pub found: Vec<(&'static str, f32)>,
    /// For [`Question::Speaker`].
    pub speaker: Vec<(&'static str, f32)>,
}

impl Signals {
    /// Those of a question.
    #[must_use]
    pub fn of(&self, question: Question) -> &[(&'static str, f32)] {
        match question {
            Question::Quotation | Question::Source => &self.found,
            Question::Speaker => &self.speaker,
        }
    }
}

/// The signals of every quotation of an answer that is not calibrated yet.
#[must_use]
pub fn signals(answer: &Attribution) -> Vec<Signals> {
    let mut all = Vec::with_capacity(answer.quotations().len());
    each(answer, |_, signals| all.push(signals.clone()));
    all
}

/// Shows the signals of one quotation after the other.
pub(super) fn each(answer: &Attribution, mut see: impl FnMut(&Quotation, &Signals)) {
    let quotations = answer.quotations();
    let leads: Vec<f32> = quotations.iter().map(lead).collect();
    let names = Names::of(answer);
    let mut signals = Signals::default();
    let mut since_tag = MOST;
    let mut gap = FAR;
    for (i, q) in quotations.iter().enumerate() {
        since_tag = if q.source.is_some() { 0.0 } else { (since_tag + 1.0).min(MOST) };
        let coming = quotations.get(i + 1).map_or(FAR, |after| narration(answer, q, after));
        found(answer, q, &mut signals.found);
        let around = Around { leads: &leads, names: &names, since_tag, gap, coming };
        speaker(answer, i, q, &around, &mut signals.speaker);
        see(q, &signals);
        gap = coming;
    }
}

/// What stands around a quotation.
struct Around<'a> {
    /// By how much each speaker of the text leads.
    leads: &'a [f32],
    names: &'a Names,
    /// How many quotations ago one had a source.
    since_tag: f32,
    /// Words between the quotation before and this one, and between this one and the next.
    gap: usize,
    coming: usize,
}

/// How many words stand between two quotations, [`FAR`] at most.
fn narration(answer: &Attribution, q: &Quotation, after: &Quotation) -> usize {
    let to = after.content.first().map_or(0, |r| r.start());
    let from = q.content.last().map_or(0, |r| r.end()).min(to);
    words(answer.text_of(TextRange::new(from, to))).min(FAR)
}

/// How many stretches without white space a text has: what `split_whitespace` counts, with no need to decode plain letters.
fn words(text: &str) -> usize {
    let (mut count, mut inside, mut at) = (0, false, 0);
    while let Some(&byte) = text.as_bytes().get(at) {
        let (space, length) = if byte.is_ascii() {
            (byte == b' ' || (b'\t'..=b'\r').contains(&byte), 1)
        } else {
            let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
            (c.is_whitespace(), c.len_utf8())
        };
        count += usize::from(!space && !inside);
        inside = !space;
        at += length;
    }
    count
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// The log odds of a raw score.
fn odds(p: f32) -> f32 {
    let p = p.clamp(0.02, 0.98);
    (p / (1.0 - p)).ln()
}

fn found(answer: &Attribution, q: &Quotation, out: &mut Vec<(&'static str, f32)>) {
    let count: usize = q.content.iter().map(|r| words(answer.text_of(*r))).sum();
    let raw = odds(q.confidences.quotation);
    let kind = |k: QuotationKind| q.kind == k;
    let source = q.source.map_or("", |s| answer.text_of(s));
    out.clear();
    out.extend([
        ("one", 1.0),
        ("mixed", flag(kind(QuotationKind::Mixed))),
        ("indirect", flag(kind(QuotationKind::Indirect))),
        ("raw", raw),
        ("raw, direct", raw * flag(kind(QuotationKind::Direct))),
        ("raw, indirect", raw * flag(kind(QuotationKind::Indirect))),
        ("no cue", flag(q.cue.is_none())),
        ("no source", flag(q.source.is_none())),
        ("no source, direct", flag(q.source.is_none() && kind(QuotationKind::Direct))),
        ("one word", flag(count == 1)),
        ("few words", flag((2..4).contains(&count))),
        ("some words", flag((4..8).contains(&count))),
        ("several pieces", flag(q.content.len() > 1)),
        ("source is a pronoun", flag(!source.contains(' ') && source.len() <= 4)),
        ("long source", flag(source.split_whitespace().nth(6).is_some())),
    ]);
}

/// By how much the chosen speaker leads the next one; 0 where nobody was chosen.
fn lead(q: &Quotation) -> f32 {
    let Some(chosen) = q.speaker else { return 0.0 };
    let own = q.evidence.candidates.iter().find(|c| c.speaker == chosen).map_or(0.0, |c| c.score);
    let others = q.evidence.candidates.iter().filter(|c| c.speaker != chosen).map(|c| own - c.score);
    others.fold(MOST, f32::min).clamp(-2.0, MOST)
}

fn speaker(
    answer: &Attribution,
    i: usize,
    q: &Quotation,
    around: &Around<'_>,
    out: &mut Vec<(&'static str, f32)>,
) {
    let quotations = answer.quotations();
    let &Around { leads, names, since_tag, gap, coming } = around;
    let at = |k: Option<usize>| k.and_then(|k| quotations.get(k));
    let (before, second) = (at(i.checked_sub(1)), at(i.checked_sub(2)));
    let after = quotations.get(i + 1);
    let who = |q: Option<&Quotation>| q.and_then(|q| q.speaker);
    let same = |q: Option<&Quotation>| q.is_some() && who(q) == q_speaker(who(q), quotations.get(i));
    let near =
        || (i.saturating_sub(AROUND)..=i + AROUND).filter(|k| *k != i).filter_map(|k| leads.get(k).copied());
    let mean = near().sum::<f32>() / near().count().max(1) as f32;
    let least = near().fold(MOST, f32::min);
    let scene = quotations.get(i.saturating_sub(SCENE)..i).unwrap_or_default();
    let spoke = |s: SpeakerId| scene.iter().any(|q| q.speaker == Some(s));
    let heard = q.speaker.is_some_and(spoke);
    let people = distinct(scene.iter().filter_map(|q| q.speaker));
    let speaker = q.speaker.map(|s| answer.speaker(s));
    let mentions = speaker.map_or(0, |s| s.mentions.len());
    // Whoever is named only later may be somebody else; where nobody is named before, often nobody in the text says it.
    let begins = q.content.first().map_or(0, |r| r.start());
    let first = |s: &crate::Speaker| s.mentions.first().map_or(u32::MAX, |m| m.start());
    let later = speaker.is_some_and(|s| first(s) >= begins);
    let nobody = answer.speakers().first().is_none_or(|s| first(s) >= begins);
    let nameless = speaker.is_some_and(crate::Speaker::is_nameless);
    let untagged = q.source.is_none();
    let explicit = q.tag == TagKind::Explicit;
    let anaphoric = q.tag == TagKind::Anaphoric;
    let source = q.source.map_or("", |s| answer.text_of(s));
    let pronoun = anaphoric && ["he", "she"].iter().any(|w| source.eq_ignore_ascii_case(w));
    let own = leads.get(i).copied().unwrap_or(0.0);
    let named = q.speaker.map(|s| names.before(answer, s, begins)).unwrap_or_default();
    let raw = odds(q.confidences.speaker);
    let length = (answer.document().text().len().max(1000) as f32 / 1000.0).ln();
    out.clear();
    out.extend([
        ("one", 1.0),
        ("explicit", flag(explicit)),
        ("anaphoric", flag(anaphoric)),
        ("source is he or she", flag(pronoun)),
        ("source is I", flag(matches!(source, "I" | "we" | "We"))),
        ("raw, untagged", raw * flag(untagged)),
        ("raw, anaphoric", raw * flag(anaphoric)),
        ("raw, explicit", raw * flag(explicit)),
        ("lead, untagged", own.min(3.0) * flag(untagged)),
        ("lead, anaphoric", own.min(3.0) * flag(anaphoric)),
        ("large lead, untagged", (own - 3.0).max(0.0) * flag(untagged)),
        ("large lead, anaphoric", (own - 3.0).max(0.0) * flag(anaphoric)),
        ("behind", flag(own < 0.0)),
        ("alone", flag(q.evidence.candidates.len() < 2)),
        ("mean lead around", mean * flag(!explicit)),
        ("least lead around", least * flag(!explicit)),
        ("since a tag", since_tag),
        ("next is tagged", flag(untagged && after.is_some_and(|a| a.source.is_some()))),
        ("same as before", flag(same(before))),
        ("same as before, near, untagged", flag(same(before) && gap < 30 && untagged)),
        ("same as second before", flag(same(second) && !same(before))),
        ("same as second before, untagged", flag(same(second) && !same(before) && untagged)),
        ("same as next", flag(same(after))),
        ("gap", (gap as f32 + 1.0).ln() * flag(!explicit)),
        ("gap to next", (coming as f32 + 1.0).ln() * flag(!explicit)),
        ("no gap, untagged", flag(gap == 0 && untagged)),
        ("people", people as f32 * flag(!explicit)),
        ("heard shortly before", flag(heard)),
        ("heard shortly before, untagged", flag(heard && untagged)),
        ("mentions", (mentions as f32 + 1.0).ln()),
        ("mentions, untagged", (mentions as f32 + 1.0).ln() * flag(untagged)),
        ("named only later, untagged", flag(later && untagged)),
        ("nobody named before, untagged", flag(nobody && untagged)),
        ("nameless", flag(nameless)),
        ("nameless, anaphoric", flag(nameless && anaphoric)),
        ("length", length),
        ("length, untagged", length * flag(untagged)),
        ("length, anaphoric", length * flag(anaphoric)),
        ("quotation", odds(q.confidences.quotation)),
        ("since named, untagged", named.back * flag(untagged)),
        ("since named, anaphoric", named.back * flag(anaphoric)),
        ("others since, untagged", named.between * flag(untagged)),
        ("others since, anaphoric", named.between * flag(anaphoric)),
        ("others near, untagged", named.rivals * flag(untagged)),
        ("others near, anaphoric", named.rivals * flag(anaphoric)),
    ]);
}

/// How many of a few speakers are different.
fn distinct(speakers: impl Iterator<Item = SpeakerId> + Clone) -> usize {
    speakers.clone().enumerate().filter(|(i, s)| !speakers.clone().take(*i).any(|other| other == *s)).count()
}

/// The speaker of a quotation if the other one has a speaker; else somebody who equals nobody.
fn q_speaker(other: Option<SpeakerId>, q: Option<&Quotation>) -> Option<SpeakerId> {
    match other {
        Some(_) => q.and_then(|q| q.speaker),
        None => Some(SpeakerId(u32::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::Engine;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_those_that_white_space_splits(text in "[a\\PC\\s\u{85}\u{a0}\u{1c}\u{2003}]{0,40}") {
            prop_assert_eq!(words(&text), text.split_whitespace().count());
        }
    }

    #[test]
    fn every_quotation_has_the_same_signals_and_all_are_numbers() {
        let found = Engine::new().uncalibrated().attribute(
            "“Rain,” said Ann Lee.\n\n“Again?”\n\nShe told Tom that it would stop. A report called it “rare”.",
        );
        let all = super::signals(&found);
        assert_eq!(all.len(), found.quotations().len());
        let names = |s: &super::Signals| s.found.iter().chain(&s.speaker).map(|f| f.0).collect::<Vec<_>>();
        for s in &all {
            assert_eq!(names(s), names(&all[0]));
            assert!(s.found.iter().chain(&s.speaker).all(|f| f.1.is_finite()), "{s:?}");
        }
    }
}
