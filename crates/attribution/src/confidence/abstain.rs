//! Taking back a speaker who is not sure enough.

use super::overall;
use crate::{Attribution, Quotation};

/// Below this, a wrong name is more than three times as likely as a right one.
pub const LEAST: f32 = 0.25;

/// Leaves open every speaker less likely than `least`, and says so. Up to [`LEAST`], whoever is called by the very words of the
/// source stays: "the landlady" may turn out to be Mrs. Hale, but that a landlady speaks, the text says.
pub(crate) fn abstain(answer: &mut Attribution, least: f32) {
    let says = |q: &Quotation| least <= LEAST && is_in_so_many_words(answer, q);
    let stays: Vec<bool> =
        answer.quotations.iter().map(|q| q.confidences.speaker >= least || says(q)).collect();
    let Attribution { quotations, speakers, .. } = answer;
    for (q, _) in quotations.iter_mut().zip(stays).filter(|(_, stays)| !stays) {
        let Some(name) = q.speaker.and_then(|s| speakers.get(s.0 as usize)).map(|s| s.name.as_str()) else {
            continue;
        };
        let share = |p: f32| (p * 100.0).round();
        q.evidence.speaker = format!(
            "left open: {name} is right with {} %, less than the {} % asked for ({})",
            share(q.confidences.speaker),
            share(least),
            q.evidence.speaker
        );
        q.speaker = None;
        q.confidence = overall(q.confidences, false);
    }
}

/// Whether the speaker has no name and the source has a word of the phrase that they are known by.
fn is_in_so_many_words(answer: &Attribution, q: &Quotation) -> bool {
    const DETERMINERS: [&str; 9] = ["the", "a", "an", "his", "her", "my", "their", "this", "that"];
    let Some((speaker, source)) = q.speaker.zip(q.source) else { return false };
    let speaker = answer.speaker(speaker);
    let source = answer.text_of(source).to_lowercase();
    let tells = |word: &str| !DETERMINERS.contains(&word) && source.split_whitespace().any(|w| w == word);
    speaker.is_nameless() && speaker.name.split_whitespace().any(tells)
}

#[cfg(test)]
mod tests {
    use crate::Engine;

    const TEXT: &str = "“We won,” said Ann Lee. “It was close.”";

    #[test]
    fn who_is_not_sure_enough_is_left_open_and_the_evidence_says_why() {
        let found = Engine::new().min_confidence(1.0).attribute(TEXT);
        let q = &found.quotations()[0];
        assert_eq!(q.speaker, None);
        assert!(
            q.evidence.speaker.starts_with("left open: Ann Lee is right with "),
            "{}",
            q.evidence.speaker
        );
        assert!(q.evidence.speaker.contains("less than the 100 % asked for"), "{}", q.evidence.speaker);
    }

    #[test]
    fn nothing_is_left_open_if_nothing_is_asked_for() {
        let found = Engine::new().min_confidence(0.0).attribute(TEXT);
        assert!(found.quotations().iter().all(|q| q.speaker.is_some()));
    }

    #[test]
    fn who_is_called_by_the_very_words_of_the_source_stays() {
        let found = Engine::new().attribute(
            "Ann Lee rang.\n\n“We are full,” said the landlady.\n\n“Oh,” said Ann Lee.\n\n“Oh,” she said.",
        );
        let says: Vec<_> = found.quotations().iter().map(|q| super::is_in_so_many_words(&found, q)).collect();
        assert_eq!(says, [true, false, false]);
        let open = Engine::new().min_confidence(1.0).attribute("“We are full,” said the landlady.");
        assert_eq!(open.quotations()[0].speaker, None);
    }
}
