//! The dialogue of a story: all turns decided together.

use super::cluster::Cast;
use super::context::Context;
use super::decode::{Choice, Scene};
use super::entity::EntityId;
use super::features::{F, WHY, is_setting, visit};
use super::focus::Decision;
use super::memory::Memory;
use super::narrator;
use super::told::Told;
use super::turns::Turn;

/// The first-person narrator, if the text has one.
pub(super) fn narrator(
    cx: &Context<'_>,
    who: &[Option<EntityId>],
    turns: &[Turn],
    told: &[Told],
    cast: &mut Cast,
) -> Option<EntityId> {
    let who = who_narrates(cx, who, turns, told, cast);
    if let Some(e) = who.and_then(|id| cast.entities.get_mut(id.0 as usize)) {
        // Not somebody who says "I" in a tag or two of a story about others.
        e.tells = cx.fiction && narrator::first_person(cx).is_some();
    }
    who
}

fn who_narrates(
    cx: &Context<'_>,
    who: &[Option<EntityId>],
    turns: &[Turn],
    told: &[Told],
    cast: &mut Cast,
) -> Option<EntityId> {
    if let Some(i) = cast.entities.iter().position(|e| e.narrates) {
        return Some(EntityId(i as u32));
    }
    let speaks = turns.iter().find(|t| matches!(t.told, Told::First { .. })).map(|t| t.found);
    let tagged = speaks.and_then(|f| cx.found.get(f)).and_then(|f| f.source).map(|s| s.head);
    // Outside the dialogue: "I told her that …".
    let reports = told
        .iter()
        .zip(cx.found)
        .find(|(t, f)| matches!(t, Told::First { .. }) && f.parent.is_none())
        .and_then(|(_, f)| f.source)
        .map(|s| s.head);
    let tells = if cx.fiction { narrator::first_person(cx) } else { None };
    let first = tagged.or(tells).or(reports)?;
    let speaks = |t: &Turn| matches!(t.told, Told::First { .. });
    // Where the narrator tells the text, acting near a turn is as good as speaking there.
    let there = |t: &Turn| speaks(t) || tells.is_some() && (t.beat_first || t.lead_first || t.me);
    let near: Vec<_> = turns
        .iter()
        .enumerate()
        .map(|(i, t)| {
            let is = |k: usize| turns.get(k).is_some_and(there);
            let beside = (1..=3).any(|d| is(i + d) || i >= d && is(i - d)) || tells.is_some() && t.me;
            (t, beside && !speaks(t))
        })
        .collect();
    Some(narrator::identify(cx, who, first, tells.is_some(), &near, cast))
}

/// Decides all turns.
pub(super) fn decide(scene: &Scene<'_>, decisions: &mut [Option<Decision>]) {
    let mut heard = Heard::default();
    let choices = scene.decode();
    for (i, turn) in scene.turns.iter().enumerate() {
        let decision = decision(scene, i, turn, &choices, &heard);
        // "They said": the decoder knows single people only. Whom "he" means where nobody with a name can be meant, what
        // the sentences before are about tells.
        if decision.who.is_none() && matches!(turn.told, Told::Pronoun { .. }) {
            continue;
        }
        if let Some(slot) = decisions.get_mut(turn.found) {
            decision.who.iter().for_each(|who| heard.speaks(*who));
            *slot = Some(decision);
        }
    }
}

fn decision(scene: &Scene<'_>, i: usize, turn: &Turn, choices: &[Choice], heard: &Heard) -> Decision {
    let entities = scene.entities;
    let Some(choice) = choices.get(i) else { return Decision::default() };
    let name = |id: EntityId| entities.get(id.0 as usize).map_or("", |e| e.name.as_str());
    let Some(who) = choice.who else {
        return Decision { why: "the text names nobody who could say it".to_owned(), ..Decision::default() };
    };
    let memory = choice.memory.unwrap_or(Memory::EMPTY);
    if let Told::Pronoun { gender, .. } = turn.told
        && entities.get(who.0 as usize).is_some_and(|e| !e.fits(gender))
    {
        return Decision { why: "nobody whom the pronoun fits is near".to_owned(), ..Decision::default() };
    }
    if turn.told == Told::Nothing && !tied(scene, i, turn, who) {
        let introduced = turn.recent.contains(&who);
        let answers = memory.last() == Some(who) && !turn.same_paragraph && turn.gap == 0;
        let why = if !heard.anybody() && !introduced && !opens(scene, i, who, choices) {
            Some(format!("nobody has spoken yet, and nothing ties the words to {}", name(who)))
        } else if heard.only(who) && answers && choice.candidates.len() < 2 {
            Some(format!("{} spoke right before and nobody else is there who could", name(who)))
        } else {
            None
        };
        if let Some(why) = why {
            return Decision { why, ..Decision::default() };
        }
    }
    let candidates: Vec<(EntityId, f32, String)> =
        choice.candidates.iter().map(|&(id, score)| (id, score, reasons(scene, i, id, &memory))).collect();
    let confidence = match turn.told {
        Told::Name(_) => 0.97,
        Told::First { .. } => 0.95,
        _ => share(who, &choice.candidates),
    };
    let why = match &turn.told {
        Told::Name(_) => format!("the tag names {}", name(who)),
        Told::First { .. } => "“I” is the narrator".to_owned(),
        // Who was chosen is the first of the candidates.
        _ => format!("{} {}", name(who), candidates.first().map_or("", |c| &c.2)),
    };
    Decision { who: Some(who), confidence, why, candidates }
}

/// Who has been given a turn so far.
#[derive(Default)]
struct Heard {
    first: Option<EntityId>,
    others: bool,
}

impl Heard {
    fn speaks(&mut self, who: EntityId) {
        let first = *self.first.get_or_insert(who);
        self.others |= first != who;
    }

    fn anybody(&self) -> bool {
        self.first.is_some()
    }

    /// Nobody else has spoken.
    fn only(&self, who: EntityId) -> bool {
        self.first == Some(who) && !self.others
    }
}

/// How many turns on the first tags of a talk are looked for.
const OPENING: usize = 8;

/// Whether a turn opens a talk that is told further on: later turns are tied to its speaker and to somebody else, and until
/// then nobody answers himself and no narration stands between.
fn opens(scene: &Scene<'_>, i: usize, who: EntityId, choices: &[Choice]) -> bool {
    let (mut own, mut other) = (false, false);
    let mut last = Some(who);
    for k in i + 1..i + OPENING {
        let (Some(t), Some(c)) = (scene.turns.get(k), choices.get(k)) else { return false };
        let Some(now) = c.who else { return false };
        if t.gap > 0 || t.new_scene || last == Some(now) && !t.same_paragraph {
            return false;
        }
        last = Some(now);
        if t.told != Told::Nothing || acts(scene, t, now) || called(scene, k, now) {
            own |= now == who;
            other |= now != who;
            if own && other {
                return true;
            }
        }
    }
    false
}

/// Whether anything beside an untagged turn ties it to somebody: they act there, or are called in a turn near it.
fn tied(scene: &Scene<'_>, i: usize, turn: &Turn, who: EntityId) -> bool {
    acts(scene, turn, who) || turn.lead.iter().any(|n| n.who == who) || called(scene, i, who)
}

/// Whether somebody is named in the narration of a turn's paragraph.
fn acts(scene: &Scene<'_>, turn: &Turn, who: EntityId) -> bool {
    let beside = turn.beat_before.iter().chain(&turn.beat_after).any(|n| n.who == who);
    beside || turn.beat_first && scene.narrator == Some(who)
}

/// Whether somebody is called by name in a turn near.
fn called(scene: &Scene<'_>, i: usize, who: EntityId) -> bool {
    let near = scene.turns.get(i.saturating_sub(2)..(i + 3).min(scene.turns.len())).unwrap_or_default();
    near.iter().any(|t| t.named.addressed.contains(&who))
}

/// The probability of one candidate.
fn share(who: EntityId, candidates: &[(EntityId, f32)]) -> f32 {
    candidates.iter().find(|c| c.0 == who).map_or(0.05, |c| c.1.exp()).clamp(0.02, 0.98)
}

/// What speaks for and against somebody, the weightiest first.
fn reasons(scene: &Scene<'_>, i: usize, who: EntityId, memory: &Memory) -> String {
    let Some(around) = scene.around(i) else { return String::new() };
    let mut features = Vec::new();
    visit(&around, who, memory, &mut |f: F, x| features.push((f, x)));
    let sums = scene.scorer.sums(&features);
    // What is the same for everybody tells nothing about anybody.
    let told = features.iter().filter(|(f, _)| *f != F::Often && !is_setting(*f));
    let mut list: Vec<(f32, F)> = told.map(|(f, x)| (scene.scorer.share(&sums, *f, *x), *f)).collect();
    list.retain(|(share, _)| share.abs() >= 0.3);
    list.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    list.truncate(3);
    list.iter().filter_map(|(_, f)| WHY.get(*f as usize)).copied().collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use crate::speakers::testing::{names, speakers};

    #[test]
    fn a_talk_of_two_is_opened_by_those_whom_its_later_turns_name() {
        let names = names(
            "“Is it open?”\n\n“It was.”\n\n“It has no lid,” said Nell.\n\n“It never had one,” said Tobias, and sat \
             down on it.",
        );
        assert_eq!(names, ["Nell", "Tobias", "Nell", "Tobias"]);
    }

    #[test]
    fn who_tells_the_story_is_never_he() {
        let said = speakers(
            "The surgeon had my hand. I looked at my boots.\n\n“Sit down,” he said.\n\n“I would rather not,” I \
             said.\n\n“It’s broken, Mr Quill,” he said.",
        );
        assert_eq!(said[1].as_deref(), Some("Mr Quill"));
        assert_ne!(said[0].as_deref(), Some("Mr Quill"));
        assert_ne!(said[2].as_deref(), Some("Mr Quill"));
    }

    #[test]
    fn voices_before_the_only_one_who_is_named_stay_open() {
        let said = speakers(
            "They had waited since noon.\n\n“Is it the ferry?”\n\n“It’s a cloud.”\n\n“It’s both,” said Tobias, who \
             could not see.",
        );
        assert_eq!(said, [None, None, Some("Tobias".to_owned())]);
    }

    #[test]
    fn an_unknown_name_that_acts_may_speak() {
        let said = speakers(
            "Orrin climbed up. Quell held the ladder and looked away.\n\n“It’s the bolt,” said Quell.\n\n“It was the \
             bolt yesterday.”\n\n“Then it’s the bolt again,” said Quell.",
        );
        assert_eq!(said[1].as_deref(), Some("Orrin"));
    }
}
