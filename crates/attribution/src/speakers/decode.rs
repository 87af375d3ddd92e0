//! Who speaks, for all turns together: who can, and who is likeliest over all ways to assign the turns (`lattice`).

use super::cluster::Cast;
use super::entity::{Entity, EntityId};
use super::features::{Surroundings, Tags};
use super::lattice::{Edge, Lattice};
use super::memory::Memory;
use super::scorer::Scorer;
use super::told::Told;
use super::turns::Turn;

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

/// How likely somebody speaks a turn.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// The probability of all steps that say so.
    share: f32,
    /// The first of the likeliest of them.
    likeliest: Option<Edge>,
}

impl Tally {
    fn add(&mut self, edge: &Edge) {
        self.share += edge.weight;
        if self.likeliest.is_none_or(|e| edge.weight > e.weight) {
            self.likeliest = Some(*edge);
        }
    }
}

/// What the search looks at.
pub(super) struct Scene<'a> {
    pub(super) turns: &'a [Turn],
    pub(super) entities: &'a [Entity],
    pub(super) narrator: Option<EntityId>,
    pub(super) scorer: &'a Scorer,
    /// Who may speak a turn that does not name its speaker, in order; `None`: everybody.
    pub(super) only: Option<Vec<EntityId>>,
    /// Whom the tags name.
    pub(super) tags: Tags,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        turns: &'a [Turn],
        cast: &'a Cast,
        narrator: Option<EntityId>,
        scorer: &'a Scorer,
    ) -> Self {
        let only = cast.closed.then(|| may_speak(turns, &cast.entities));
        Self { only, ..Self::open(turns, &cast.entities, narrator, scorer) }
    }

    /// Everybody may speak.
    pub(super) fn open(
        turns: &'a [Turn],
        entities: &'a [Entity],
        narrator: Option<EntityId>,
        scorer: &'a Scorer,
    ) -> Self {
        Self { turns, entities, narrator, scorer, only: None, tags: Tags::new(turns, entities) }
    }

    /// The turn and those beside it.
    pub(super) fn around(&self, i: usize) -> Option<Surroundings<'_>> {
        Some(Surroundings {
            turn: self.turns.get(i)?,
            before: i.checked_sub(1).and_then(|k| self.turns.get(k)),
            after: self.turns.get(i + 1),
            narrator: self.narrator,
            entities: self.entities,
            tags: &self.tags,
            number: i,
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
        let shares = Lattice::new(self, 0..self.turns.len(), Memory::EMPTY, &|_, _| true).shares();
        let mut choices = Vec::with_capacity(self.turns.len());
        let (mut tallies, mut order) = (Vec::new(), Vec::new());
        for column in shares.columns() {
            tallies.clear();
            tallies.resize(column.people.len(), Tally::default());
            for edge in column.edges {
                if let Some(tally) = tallies.get_mut(usize::from(edge.who)) {
                    tally.add(edge);
                }
            }
            order.clear();
            let speak = column.people.iter().zip(&tallies).filter(|(_, tally)| tally.likeliest.is_some());
            order.extend(speak.filter_map(|(who, tally)| Some(((*who)?, *tally))));
            order.sort_unstable_by(|a, b| b.1.share.total_cmp(&a.1.share).then(a.0.cmp(&b.0)));
            order.truncate(CANDIDATES);
            let best = order.first();
            choices.push(Choice {
                who: best.map(|c| c.0),
                candidates: order.iter().map(|(who, tally)| (*who, tally.share.max(LEAST).ln())).collect(),
                memory: best.and_then(|c| column.memory(c.1.likeliest?.from)),
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
