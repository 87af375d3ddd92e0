//! How likely a report has to be to stand.
//!
//! The numbers were chosen on PolNeAR's development part and on short hard texts.

use crate::quotations::reader::Reader;
use crate::quotations::report::{Report, Rule};
use crate::syntax::Pos;

/// For one that the lexicon licenses and that is a clause.
pub(super) const CLAUSE: f32 = 0.22;
/// For one that the lexicon licenses and that is a phrase: "rejected **the plan**".
const PHRASE: f32 = 0.26;
/// For a noun: "her **vow** to stay" tells of a report more often than it makes one.
const NOUN: f32 = 0.46;
/// For a pronoun alone: "she wrote **it**" seldom tells what is said.
const PRONOUN: f32 = 0.55;
/// Where no list knows the word, but a rule the shape.
const UNKNOWN: f32 = 0.25;
/// Where no rule knows the shape, either.
const OPEN: f32 = 0.3;
/// For any report where the encoder was asked: it knows words and shapes alike.
const ENCODED: f32 = 0.37;
/// The same where nobody says it.
const ENCODED_SOURCELESS: f32 = 0.5;
/// In a story, where no list knows the word: the scorer has learnt from news alone.
const IN_STORIES: f32 = 0.7;
/// For what nobody says.
const SOURCELESS: f32 = 0.3;
/// For a thing: the fewer words it has, the less it says. "He has cooked **it twice**".
const OBJECT: f32 = 0.25;
/// What fewer words than so many add where something has no source, or is a thing.
const FEW: [(usize, f32); 2] = [(4, 0.15), (8, 0.05)];
/// What they add where the encoder was asked.
const FEW_ENCODED: [(usize, f32); 2] = [(4, 0.1), (8, 0.05)];

/// What is known of a report besides its own parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Means {
    /// The lexicon knows well that it reports; nothing but the ends of its content is asked.
    pub(super) sure: bool,
    /// The lexicon knows that the word reports in some way.
    pub(super) licensed: bool,
    /// The text reads like news.
    pub(super) news: bool,
    /// An encoder has read it.
    pub(super) encoded: bool,
}

/// The least probability with which a report stands.
pub(super) fn of(r: &Reader<'_>, report: &Report, means: Means) -> f32 {
    let Means { sure, licensed, news, encoded } = means;
    if sure {
        return CLAUSE;
    }
    let of_kind = match report.rule {
        _ if !licensed && !news => IN_STORIES,
        _ if encoded => return of_encoded(report),
        _ if pronoun_alone(r, report) => PRONOUN,
        Rule::Noun if licensed => NOUN,
        _ if licensed => PHRASE,
        Rule::Open => OPEN,
        _ => UNKNOWN,
    };
    of_kind.max(of_parts(report))
}

/// By what it says, and whether anybody says it.
fn of_parts(report: &Report) -> f32 {
    let object = matches!(report.frame, "an object" | "a preposition" | "what follows");
    let least = match (object, report.source.is_some()) {
        (true, true) => OBJECT,
        (false, true) => return 0.0,
        // "The buyers are believed to be dentists": the source is left out.
        (false, false) if report.frame.ends_with(", passive") => return 0.0,
        (_, false) => SOURCELESS,
    };
    least + few(report, &FEW)
}

/// The same where the encoder was asked.
fn of_encoded(report: &Report) -> f32 {
    let least = if report.source.is_some() { ENCODED } else { ENCODED_SOURCELESS };
    least + few(report, &FEW_ENCODED)
}

/// What is asked the more of what has few words.
fn few(report: &Report, steps: &[(usize, f32)]) -> f32 {
    let words: usize = report.content.iter().map(|(start, end)| end - start).sum();
    steps.iter().find(|(most, _)| words < *most).map_or(0.0, |(_, more)| *more)
}

/// Whether what is said is one pronoun.
fn pronoun_alone(r: &Reader<'_>, report: &Report) -> bool {
    matches!(report.content.as_slice(), [(start, end)] if start + 1 == *end && r.pos(*start) == Pos::Pron)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotations::noun_phrase::Phrase;

    fn report(frame: &'static str, words: usize, source: bool) -> Report {
        Report {
            rule: Rule::Complement,
            content: vec![(2, 2 + words)],
            cue: Some((1, 2)),
            source: source.then_some(Phrase { start: 0, end: 1, head: 0 }),
            addressee: None,
            why: String::new(),
            frame,
            head: 1,
            licensed: false,
            confidence: 0.0,
        }
    }

    #[test]
    fn the_less_is_said_and_by_nobody_the_more_is_asked() {
        let of = |frame, words, source| of_parts(&report(frame, words, source));
        assert_eq!(of("a that-clause", 3, true), 0.0);
        assert!(of("an object", 9, true) < of("an object", 7, true));
        assert!(of("an object", 7, true) < of("an object", 3, true));
        assert!(of("an object", 9, true) < of("an object", 9, false));
        assert_eq!(of("an infinitive, passive", 3, false), 0.0);
        let encoded = |words, source| of_encoded(&report("a that-clause", words, source));
        assert!(encoded(9, true) < encoded(7, true) && encoded(7, true) < encoded(3, true));
        assert!(encoded(9, true) < encoded(9, false));
    }
}
