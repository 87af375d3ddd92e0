//! The dialogue of a story: all turns decided together.

use super::cluster::Cast;
use super::context::Context;
use super::decode::{Choice, Scene};
use super::entity::{Entity, EntityId};
use super::features::{F, Memory, WHY, visit};
use super::focus::Decision;
use super::narrator;
use super::told::Told;
use super::turns::Turn;

/// The first-person narrator, if the text has one.
pub(super) fn narrator(cx: &Context<'_>, turns: &[Turn], told: &[Told], cast: &mut Cast) -> Option<EntityId> {
    let speaks = turns.iter().find(|t| matches!(t.told, Told::First { .. })).map(|t| t.found);
    let tagged = speaks.and_then(|f| cx.found.get(f)).and_then(|f| f.source).map(|s| s.head);
    // Outside the dialogue: "I told her that …".
    let reports = told
        .iter()
        .zip(cx.found)
        .find(|(t, f)| matches!(t, Told::First { .. }) && f.parent.is_none())
        .and_then(|(_, f)| f.source)
        .map(|s| s.head);
    let first = tagged.or(if cx.fiction { narrator::first_person(cx) } else { None }).or(reports)?;
    let near: Vec<_> = turns
        .iter()
        .enumerate()
        .map(|(i, t)| {
            let is = |k: usize| turns.get(k).is_some_and(|o| matches!(o.told, Told::First { .. }));
            let beside = i > 0 && is(i - 1) || is(i + 1);
            (beside && !matches!(t.told, Told::First { .. }), &t.named)
        })
        .collect();
    Some(narrator::identify(first, &near, cast))
}

/// Decides all turns.
pub(super) fn decide(
    turns: &[Turn],
    entities: &[Entity],
    narrator: Option<EntityId>,
    decisions: &mut [Option<Decision>],
) {
    let scene = Scene::new(turns, entities, narrator);
    for (i, (turn, choice)) in turns.iter().zip(scene.decode()).enumerate() {
        if let Some(slot) = decisions.get_mut(turn.found) {
            *slot = Some(decision(&scene, i, turn, &choice, entities));
        }
    }
}

fn decision(scene: &Scene<'_>, i: usize, turn: &Turn, choice: &Choice, entities: &[Entity]) -> Decision {
    let name = |id: EntityId| entities.get(id.0 as usize).map_or("", |e| e.name.as_str());
    let Some(who) = choice.who else {
        return Decision { why: "the text names nobody who could say it".to_owned(), ..Decision::default() };
    };
    let memory = choice.memory.unwrap_or(Memory::EMPTY);
    let candidates: Vec<(EntityId, f32, String)> =
        choice.candidates.iter().map(|&(id, score)| (id, score, reasons(scene, i, id, &memory))).collect();
    let confidence = match turn.told {
        Told::Name(_) => 0.97,
        Told::First { .. } => 0.95,
        _ => softmax(who, &choice.candidates),
    };
    let why = match &turn.told {
        Told::Name(_) => format!("the tag names {}", name(who)),
        Told::First { .. } => "“I” is the narrator".to_owned(),
        _ => format!("{} {}", name(who), reasons(scene, i, who, &memory)),
    };
    Decision { who: Some(who), confidence, why, candidates }
}

/// Share of one candidate among all.
fn softmax(who: EntityId, candidates: &[(EntityId, f32)]) -> f32 {
    let best = candidates.first().map_or(0.0, |c| c.1);
    let total: f32 = candidates.iter().map(|c| (c.1 - best).exp()).sum();
    let own = candidates.iter().find(|c| c.0 == who).map_or(0.05, |c| (c.1 - best).exp());
    if total > 0.0 { (own / total).clamp(0.05, 0.95) } else { 0.5 }
}

/// What speaks for and against somebody, the weightiest first.
fn reasons(scene: &Scene<'_>, i: usize, who: EntityId, memory: &Memory) -> String {
    let Some(around) = scene.around(i) else { return String::new() };
    let mut list: Vec<(f32, F)> = Vec::new();
    visit(&around, who, memory, &mut |f: F, x| {
        let weight = x * scene.weights.get(f as usize).copied().unwrap_or(0.0);
        if weight.abs() >= 0.3 && f != F::Often {
            list.push((weight, f));
        }
    });
    list.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    list.truncate(3);
    list.iter().filter_map(|(_, f)| WHY.get(*f as usize)).copied().collect::<Vec<_>>().join("; ")
}
