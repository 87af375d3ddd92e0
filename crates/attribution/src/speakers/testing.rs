//! What the tests of the stage ask of a text: who says each of its quotations.

use crate::Engine;

/// The name of the speaker of each quotation, however unsure; "nobody" where there is none.
pub(super) fn names(text: &str) -> Vec<String> {
    speakers(text).into_iter().map(|who| who.unwrap_or_else(|| "nobody".to_owned())).collect()
}

/// The name of the speaker of each quotation, however unsure.
pub(super) fn speakers(text: &str) -> Vec<Option<String>> {
    let found = Engine::new().min_confidence(0.0).attribute(text);
    found.quotations().iter().map(|q| q.speaker.map(|s| found.speaker(s).name.clone())).collect()
}
