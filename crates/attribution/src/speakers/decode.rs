//! Who speaks, for all turns together: a beam search over the text.
//!
//! One turn after another, each way to have assigned the turns so far is extended by each candidate; ways that agree on
//! the last speakers are merged, the best are kept. The cost grows with the number of turns.

use super::cluster::Cast;
use super::entity::{Entity, EntityId};
use super::features::{COUNT, F, MEMORY, Memory, Surroundings, WEIGHTS, visit};
use super::told::Told;
use super::turns::Turn;

/// How many ways are kept.
const BEAM: usize = 24;

/// How many turns before and after are looked through for names that are called.
const CALLS: usize = 6;

/// Who was chosen for a turn, and how the candidates scored.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    pub(super) who: Option<EntityId>,
    /// Best score of any way in which the candidate speaks; best candidate first.
    pub(super) candidates: Vec<(EntityId, f32)>,
    /// What the chosen one was chosen for.
    pub(super) memory: Option<Memory>,
}

impl Choice {
    /// Takes over who speaks on the best way. What comes later may speak for one who was far behind at this turn; they
    /// are a candidate like the others.
    fn choose(&mut self, step: &Step) {
        self.who = step.who;
        self.memory = Some(step.memory);
        if let Some(who) = step.who
            && self.candidates.iter().all(|c| c.0 != who)
        {
            let score = self.candidates.pop().map_or(0.0, |c| c.1);
            self.candidates.push((who, score));
        }
    }
}

struct Way {
    score: f32,
    memory: Memory,
    /// The step that led here.
    step: u32,
}

struct Step {
    who: Option<EntityId>,
    memory: Memory,
    before: u32,
}

/// What the search looks at.
pub(super) struct Scene<'a> {
    pub(super) turns: &'a [Turn],
    pub(super) entities: &'a [Entity],
    pub(super) narrator: Option<EntityId>,
    pub(super) weights: &'a [f32; COUNT],
    /// Who may speak a turn that does not name its speaker, in order; `None`: everybody.
    pub(super) only: Option<Vec<EntityId>>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(turns: &'a [Turn], cast: &'a Cast, narrator: Option<EntityId>) -> Self {
        const W: &[f32; COUNT] = match WEIGHTS.first_chunk() {
            Some(w) => w,
            None => panic!("one weight for each feature"),
        };
        let only = cast.closed.then(|| may_speak(turns, &cast.entities));
        Self { turns, entities: &cast.entities, narrator, weights: W, only }
    }

    /// The turn and those beside it.
    pub(super) fn around(&self, i: usize) -> Option<Surroundings<'a>> {
        Some(Surroundings {
            turn: self.turns.get(i)?,
            before: i.checked_sub(1).and_then(|k| self.turns.get(k)),
            after: self.turns.get(i + 1),
            narrator: self.narrator,
            entities: self.entities,
        })
    }

    /// Collects everybody who could speak a turn, whatever was said before, and tells whether those who spoke before
    /// can, too.
    pub(super) fn candidates(&self, i: usize, out: &mut Vec<EntityId>) -> bool {
        out.clear();
        let Some(t) = self.turns.get(i) else { return false };
        let person = |id: &EntityId| self.entities.get(id.0 as usize).is_some_and(Entity::is_person);
        match &t.told {
            Told::Name(id) => {
                out.push(*id);
                false
            }
            Told::First { .. } => {
                out.extend(self.narrator);
                false
            }
            Told::Pronoun { plural: true, .. } => false,
            Told::Pronoun { .. } | Told::Nothing | Told::Noun { .. } => {
                if let Told::Noun { own, role, class, .. } = &t.told {
                    out.push(*own);
                    out.extend(role);
                    if !matches!(class, crate::mentions::Class::Person | crate::mentions::Class::Kin) {
                        return false;
                    }
                }
                out.extend(t.beat_before.iter().chain(&t.beat_after).chain(&t.lead).map(|n| n.who));
                out.extend(&t.recent);
                out.extend(&t.coming);
                out.extend(self.narrator);
                let near = self.turns.get(i.saturating_sub(CALLS)..(i + CALLS + 1).min(self.turns.len()));
                for o in near.unwrap_or_default() {
                    out.extend(o.named.addressed.iter().filter(|id| person(id)));
                    if let Told::Name(id) = o.told {
                        out.push(id);
                    }
                }
                let own = if let Told::Noun { own, .. } = t.told { Some(own) } else { None };
                if let Some(only) = &self.only {
                    out.retain(|id| Some(*id) == own || only.binary_search(id).is_ok());
                }
                true
            }
        }
    }

    /// The best speakers for all turns.
    pub(super) fn decode(&self) -> Vec<Choice> {
        let mut steps: Vec<Step> = Vec::with_capacity(self.turns.len() * BEAM);
        let mut beam = vec![Way { score: 0.0, memory: Memory::EMPTY, step: u32::MAX }];
        let mut choices = vec![Choice::default(); self.turns.len()];
        let (mut fixed, mut all) = (Vec::new(), Vec::new());
        let mut next: Vec<(f32, Option<EntityId>, usize)> = Vec::new();
        for (i, choice) in choices.iter_mut().enumerate() {
            let Some(around) = self.around(i) else { break };
            let open = self.candidates(i, &mut fixed);
            next.clear();
            for (w, way) in beam.iter().enumerate() {
                all.clear();
                all.extend_from_slice(&fixed);
                if open {
                    all.extend(way.memory.last.iter().flatten());
                }
                all.sort_unstable();
                all.dedup();
                if all.is_empty() {
                    next.push((way.score, None, w));
                }
                for &who in &all {
                    let mut score = way.score;
                    visit(&around, who, &way.memory, &mut |f: F, x| score += self.weights[f as usize] * x);
                    next.push((score, Some(who), w));
                }
            }
            next.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
            for &(score, who, _) in &next {
                let Some(who) = who else { continue };
                if choice.candidates.len() < 6 && !choice.candidates.iter().any(|c| c.0 == who) {
                    choice.candidates.push((who, score));
                }
            }
            let mut kept: Vec<Way> = Vec::with_capacity(BEAM);
            for &(score, who, w) in &next {
                if kept.len() == BEAM {
                    break;
                }
                let Some(way) = beam.get(w) else { continue };
                let mut memory = way.memory;
                if let Some(who) = who {
                    memory.push(who);
                }
                // Ways that agree on the last three speakers go on alike.
                let same = |k: &Way| k.memory.last[..MEMORY / 2] == memory.last[..MEMORY / 2];
                if kept.iter().any(same) {
                    continue;
                }
                let step = steps.len() as u32;
                steps.push(Step { who, memory: way.memory, before: way.step });
                kept.push(Way { score, memory, step });
            }
            beam = kept;
        }
        let mut at = beam.first().map_or(u32::MAX, |w| w.step);
        for choice in choices.iter_mut().rev() {
            let Some(step) = steps.get(at as usize) else { break };
            choice.choose(step);
            at = step.before;
        }
        choices
    }
}

/// Whom a closed cast lets speak where no name is told: its members, and outsiders whom some tag names, since what is
/// theirs must not be given to a member.
fn may_speak(turns: &[Turn], entities: &[Entity]) -> Vec<EntityId> {
    let mut out: Vec<EntityId> =
        (0..).zip(entities).filter(|(_, e)| e.cast.is_some()).map(|(i, _)| EntityId(i)).collect();
    out.extend(turns.iter().filter_map(|t| if let Told::Name(id) = t.told { Some(id) } else { None }));
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_chosen_is_a_candidate() {
        let candidates: Vec<_> = (0..6).map(|i| (EntityId(i), 1.0 - i as f32)).collect();
        for chosen in [0, 5, 9] {
            let mut choice = Choice { candidates: candidates.clone(), ..Choice::default() };
            choice.choose(&Step { who: Some(EntityId(chosen)), memory: Memory::EMPTY, before: u32::MAX });
            assert_eq!(choice.who, Some(EntityId(chosen)));
            assert_eq!(choice.candidates.len(), 6);
            assert!(choice.candidates.iter().any(|c| c.0 == EntityId(chosen)), "{:?}", choice.candidates);
        }
    }
}
