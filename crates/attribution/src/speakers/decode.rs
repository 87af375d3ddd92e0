//! Who speaks, for all turns together: who can, and who is likeliest over all ways to assign the turns (`lattice`).

use super::cluster::Cast;
use super::entity::{Entity, EntityId};
use super::features::{COUNT, Memory, Surroundings};
use super::lattice::Lattice;
use super::told::Told;
use super::turns::Turn;
use super::weights;

/// How many turns before and after are looked through for names that are called.
const CALLS: usize = 6;
/// How many candidates of a turn are told.
const CANDIDATES: usize = 6;
/// The least probability that is told apart.
const LEAST: f32 = 1e-6;

/// Who was chosen for a turn, and how likely the candidates are.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    pub(super) who: Option<EntityId>,
    /// Logarithm of the probability that the candidate speaks, whoever speaks the other turns; likeliest first.
    pub(super) candidates: Vec<(EntityId, f32)>,
    /// What the chosen one was chosen for.
    pub(super) memory: Option<Memory>,
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
        let only = cast.closed.then(|| may_speak(turns, &cast.entities));
        Self { turns, entities: &cast.entities, narrator, weights: weights::english(), only }
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

    /// The speakers of all turns: for each turn the one who is likeliest, whoever speaks the others.
    pub(super) fn decode(&self) -> Vec<Choice> {
        let lattice = Lattice::new(self, 0..self.turns.len(), Memory::EMPTY, &|_, _| true);
        let shares = lattice.shares();
        let mut choices = Vec::with_capacity(self.turns.len());
        let mut by_speaker: Vec<(EntityId, f32, f32, u8)> = Vec::new();
        // Where each entity stands in that list, if it does.
        let mut places = vec![0usize; self.entities.len()];
        for (i, column) in lattice.columns.iter().enumerate() {
            by_speaker.clear();
            for (edge, p) in column.edges.iter().zip(shares.of(i)) {
                let Some(who) = edge.who else { continue };
                let Some(place) = places.get_mut(who.0 as usize) else { continue };
                match by_speaker.get_mut(*place).filter(|c| c.0 == who) {
                    Some(c) => {
                        c.1 += p;
                        if *p > c.2 {
                            (c.2, c.3) = (*p, edge.from);
                        }
                    }
                    None => {
                        *place = by_speaker.len();
                        by_speaker.push((who, *p, *p, edge.from));
                    }
                }
            }
            by_speaker.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            by_speaker.truncate(CANDIDATES);
            let best = by_speaker.first();
            choices.push(Choice {
                who: best.map(|c| c.0),
                candidates: by_speaker.iter().map(|c| (c.0, c.1.max(LEAST).ln())).collect(),
                memory: best.and_then(|c| lattice.memory(i, c.3)),
            });
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
