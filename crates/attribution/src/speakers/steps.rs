//! The steps that a lattice can take at a turn: each candidate after each state.
//!
//! A candidate's score depends on the state only by what the features see of it (`Past` and the candidate's rank), so that
//! each of a few scores is worked out once for a turn, when it is first asked for.

use super::decode::Scene;
use super::entity::EntityId;
use super::features::{F, Memory, Past, Surroundings, features};

/// A step so much worse than the best of its turn is no step, as a logarithm of odds.
const REACH: f32 = 12.0;

/// Where steps are taken.
pub(super) struct Here<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) around: &'a Surroundings<'a>,
    pub(super) turn: usize,
    /// Who may speak a turn.
    pub(super) may: &'a dyn Fn(usize, EntityId) -> bool,
}

/// A step from a state: somebody speaks, or nobody can.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) from: u8,
    pub(super) who: Option<EntityId>,
    /// How long ago they spoke in that state.
    pub(super) rank: Option<usize>,
    pub(super) score: f32,
    /// The best score of the state, and that of the step.
    pub(super) sum: f32,
}

/// All steps of a turn; kept to be used again.
#[derive(Debug, Default)]
pub(super) struct Steps {
    /// By speaker and state.
    list: Vec<Step>,
    /// The order in which they are taken: see [`order`].
    keys: Vec<u64>,
    /// The best sum.
    pub(super) top: f32,
    /// Who could speak the turn, whatever was said before.
    anyway: Vec<EntityId>,
    /// These and those who spoke before, in order, each once; and whether they are of these.
    people: Vec<(EntityId, bool)>,
    /// For each entity, the last turn that it was collected for, counted from 1.
    collected: Vec<u32>,
    pasts: Vec<Past>,
}

/// Sorts higher sums first, and equal ones by their place in the list.
fn order(sum: f32, place: usize) -> u64 {
    let bits = sum.to_bits();
    let rising = if bits >> 31 == 0 { bits | 1 << 31 } else { !bits };
    u64::from(!rising) << 32 | place as u64
}

impl Steps {
    /// The steps within reach of the best one, the best first.
    pub(super) fn best_first(&self) -> impl Iterator<Item = &Step> {
        self.keys.iter().filter_map(|key| self.list.get((key & u64::from(u32::MAX)) as usize))
    }

    /// Collects them, from each state with its best score so far.
    pub(super) fn collect(&mut self, here: &Here<'_>, states: &[Memory], best: &[f32]) {
        self.list.clear();
        let open = here.scene.candidates(here.turn, &mut self.anyway);
        self.collected.resize(here.scene.entities.len(), 0);
        let now = here.turn as u32 + 1;
        let collected = &mut self.collected;
        let mut new = |who: EntityId| {
            collected.get_mut(who.0 as usize).is_some_and(|last| std::mem::replace(last, now) != now)
        };
        self.people.clear();
        self.people.extend(self.anyway.iter().filter(|who| new(**who)).map(|who| (*who, true)));
        if open {
            let spoke = states.iter().flat_map(Memory::speakers);
            self.people.extend(spoke.filter(|who| new(*who)).map(|who| (who, false)));
        }
        self.people.sort_unstable();
        self.pasts.clear();
        self.pasts.extend(states.iter().map(|m| Past::new(here.around, m)));
        let may = |who: EntityId| (here.may)(here.turn, who);
        let anyway = self.people.iter().any(|(who, anyway)| *anyway && may(*who));
        // Where nobody may speak, anybody can.
        let held = |m: &Memory| anyway || open && m.speakers().any(may);
        for ((from, memory), &so_far) in (0u8..).zip(states).zip(best) {
            if self.anyway.is_empty() && !(open && memory.last().is_some()) {
                self.list.push(Step { from, who: None, rank: None, score: 0.0, sum: so_far });
            }
        }
        for &(who, always) in &self.people {
            let may = may(who);
            // Not a number where nobody has asked yet.
            let mut scores = [f32::NAN; Past::KINDS];
            for (((from, memory), past), so_far) in (0u8..).zip(states).zip(&self.pasts).zip(best) {
                let rank = memory.rank(who);
                if !(always || rank.is_some()) || !may && held(memory) {
                    continue;
                }
                let Some(score) = scores.get_mut(past.kind(rank)) else { continue };
                if score.is_nan() {
                    *score = 0.0;
                    features(here.around, who, *past, rank, &mut |f: F, x| {
                        *score += here.scene.weights.get(f as usize).copied().unwrap_or(0.0) * x;
                    });
                }
                self.list.push(Step { from, who: Some(who), rank, score: *score, sum: so_far + *score });
            }
        }
        self.top = self.list.iter().map(|s| s.sum).fold(f32::NEG_INFINITY, f32::max);
        self.keys.clear();
        let near = self.list.iter().enumerate().filter(|(_, s)| self.top - s.sum <= REACH);
        self.keys.extend(near.map(|(place, s)| order(s.sum, place)));
        self.keys.sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn higher_sums_come_first_and_equal_ones_in_the_order_of_the_list() {
        let sums = [-1.5, 0.0, 3.0, -0.25, 3.0, 1e-9];
        let mut keys: Vec<_> = sums.iter().enumerate().map(|(i, s)| order(*s, i)).collect();
        keys.sort_unstable();
        let places: Vec<_> = keys.iter().map(|k| *k as u32).collect();
        assert_eq!(places, [2, 4, 5, 1, 3, 0]);
    }
}
