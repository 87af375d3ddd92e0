//! What the tests of the stage ask of a text: who says each of its quotations.

use super::entity::EntityId;
use super::features::{F, visit};
use super::learning::Dialogue;
use super::memory::Memory;
use super::scorer::Scorer;
use super::wording::Wording;
use crate::Engine;

/// The name of the speaker of each quotation, however unsure; "nobody" where there is none.
pub(super) fn names(text: &str) -> Vec<String> {
    speakers(text).into_iter().map(|who| who.unwrap_or_else(|| "nobody".to_owned())).collect()
}

/// The dialogue of a text, and somebody in it who is known by a part of their name.
fn dialogue(text: &str, name: &str) -> (Dialogue, EntityId) {
    let (found, dialogue) = Engine::new().dialogue(text);
    let who =
        (0..found.speakers().len() as u32).find(|i| found.speaker(crate::SpeakerId(*i)).name.contains(name));
    let entity = dialogue.number.iter().position(|n| n.map(|n| n.0) == who).expect("somebody has the name");
    (dialogue, EntityId(entity as u32))
}

/// The features of somebody, known by a part of their name, at a turn, counted from 0, when nobody has spoken before.
pub(super) fn features(text: &str, turn: usize, name: &str) -> Vec<(F, f32)> {
    let (dialogue, who) = dialogue(text, name);
    let scene = dialogue.scene(Scorer::english());
    let mut out = Vec::new();
    let around = scene.around(turn).expect("there are so many turns");
    visit(&around, who, &Memory::EMPTY, &mut |f, x| out.push((f, x)));
    out
}

/// Whether the tag of a turn, counted from 0, cannot mean somebody who is known by a part of their name.
pub(super) fn cannot_be(text: &str, turn: usize, name: &str) -> bool {
    let (dialogue, who) = dialogue(text, name);
    Wording::shuts(&dialogue.turns[turn], who, &dialogue.entities)
}

/// The name of the speaker of each quotation, however unsure.
pub(super) fn speakers(text: &str) -> Vec<Option<String>> {
    let found = Engine::new().min_confidence(0.0).attribute(text);
    found.quotations().iter().map(|q| q.speaker.map(|s| found.speaker(s).name.clone())).collect()
}
