//! Taking back a speaker who is not sure enough.

use super::overall;
use crate::Attribution;

/// Below this, a wrong name is more than three times as likely as a right one.
pub const LEAST: f32 = 0.25;

/// Leaves open every speaker less likely than `least`, and says so.
pub(crate) fn abstain(answer: &mut Attribution, least: f32) {
    let Attribution { quotations, speakers, .. } = answer;
    for q in quotations.iter_mut().filter(|q| q.confidences.speaker < least) {
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
}
