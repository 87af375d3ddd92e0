//! All ways to assign the turns of a dialogue that are worth looking at, and how likely each step of them is.
//!
//! One turn after another, each way so far is extended by each candidate. Ways that agree on the last speakers are one
//! state; the best states are kept. What flows through a state, forwards and backwards, gives the probability of each step
//! (the forward-backward algorithm). The cost grows with the number of turns.

use super::decode::Scene;
use super::entity::EntityId;
use super::features::{COUNT, F, Memory, visit};
use super::steps::{Here, Steps};
use std::ops::Range;

/// How many states are kept after a turn.
pub(super) const STATES: usize = 24;

/// One way to go on: somebody speaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// The state before and the state after.
    pub(super) from: u8,
    to: u8,
    /// Who speaks, by place in [`Column::people`].
    pub(super) who: u16,
    /// The score of the step; in [`Shares`] its probability.
    pub(super) weight: f32,
}

/// A turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column<'a> {
    /// What is remembered before the turn, by state.
    before: &'a [Memory],
    /// Logarithm of what flows into each of these states; the best is 0.
    forward: &'a [f32],
    /// Who could speak.
    pub(super) people: &'a [Option<EntityId>],
    pub(super) edges: &'a [Edge],
}

impl Column<'_> {
    /// Who speaks on an edge.
    pub(super) fn who(&self, edge: &Edge) -> Option<EntityId> {
        self.people.get(usize::from(edge.who)).copied().flatten()
    }

    /// What is remembered before the turn in a state.
    pub(super) fn memory(&self, state: u8) -> Option<Memory> {
        self.before.get(usize::from(state)).copied()
    }
}

/// Where a turn stands in the lists of a [`Lattice`].
#[derive(Clone, Debug)]
struct Place {
    states: Range<usize>,
    people: Range<usize>,
    edges: Range<usize>,
}

/// The turns of a range. What belongs to each lies in lists that all of them share.
#[derive(Clone, Debug)]
pub(super) struct Lattice {
    start: usize,
    places: Vec<Place>,
    before: Vec<Memory>,
    forward: Vec<f32>,
    people: Vec<Option<EntityId>>,
    edges: Vec<Edge>,
    /// What the scores of all ways come to, as a logarithm.
    total: f32,
}

/// A lattice that has the probability of each edge instead of its score.
#[derive(Clone, Debug)]
pub(super) struct Shares(Lattice);

/// The last three speakers of each state, side by side so that all states are compared at once.
#[derive(Default)]
struct Latest {
    hashes: [u32; STATES],
    speakers: [[u32; 3]; STATES],
    states: usize,
}

impl Latest {
    /// The state with these.
    #[inline]
    fn find(&self, latest: [u32; 3]) -> Option<usize> {
        let wanted = Self::hash(latest);
        let mut same =
            self.hashes.iter().enumerate().fold(0u32, |same, (i, h)| same | u32::from(*h == wanted) << i);
        same &= (1 << self.states) - 1;
        while same != 0 {
            let at = same.trailing_zeros() as usize;
            if self.speakers.get(at) == Some(&latest) {
                return Some(at);
            }
            same &= same - 1;
        }
        None
    }

    /// Adds a state, below [`STATES`].
    fn push(&mut self, latest: [u32; 3]) {
        if let (Some(hash), Some(speakers)) =
            (self.hashes.get_mut(self.states), self.speakers.get_mut(self.states))
        {
            (*hash, *speakers) = (Self::hash(latest), latest);
            self.states += 1;
        }
    }

    fn hash([a, b, c]: [u32; 3]) -> u32 {
        (a.wrapping_mul(31).wrapping_add(b)).wrapping_mul(961).wrapping_add(c)
    }
}

/// The logarithm of a sum of exponentials, added to one term after the other.
fn add(to: &mut f32, x: f32) {
    let (high, low) = if x > *to { (x, *to) } else { (*to, x) };
    *to = if low == f32::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() };
}

/// Lowers logarithms so that the largest is 0; gives by how much.
fn lower(logarithms: &mut [f32]) -> f32 {
    let most = logarithms.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if !most.is_finite() {
        return 0.0;
    }
    logarithms.iter_mut().for_each(|x| *x -= most);
    most
}

impl Lattice {
    /// The ways through some turns, after what is remembered from before them; `may` says who may speak a turn.
    pub(super) fn new(
        scene: &Scene<'_>,
        range: Range<usize>,
        start: Memory,
        may: &dyn Fn(usize, EntityId) -> bool,
    ) -> Self {
        let mut this = Self {
            start: range.start,
            places: Vec::with_capacity(range.len()),
            before: Vec::new(),
            forward: Vec::new(),
            people: Vec::new(),
            edges: Vec::new(),
            total: 0.0,
        };
        // The memory of each state, the best score of a way there, and what flows into it.
        let (mut states, mut best, mut flows) = (vec![start], vec![0.0f32], vec![0.0f32]);
        let (mut next, mut next_best) = (Vec::with_capacity(STATES), Vec::with_capacity(STATES));
        let mut steps = Steps::default();
        for i in range {
            let Some(around) = scene.around(i) else { break };
            steps.collect(&Here { scene, around: &around, turn: i, may }, &states, &best);
            next.clear();
            next_best.clear();
            let first = this.edges.len();
            let mut latest = Latest::default();
            for step in steps.best_first() {
                let Some(memory) = states.get(usize::from(step.from)) else { continue };
                // Ways that agree on the last speakers go on alike.
                let same = memory.latest_after(step.who, step.rank);
                let to = match latest.find(same) {
                    Some(k) => k,
                    None if next.len() < STATES => {
                        let mut memory = *memory;
                        step.who.iter().for_each(|who| memory.push(*who));
                        next.push(memory);
                        next_best.push(step.sum - steps.top);
                        latest.push(same);
                        next.len() - 1
                    }
                    None => continue,
                };
                this.edges.push(Edge { from: step.from, to: to as u8, who: step.row, weight: step.score });
            }
            this.push(first, &states, &flows, steps.people());
            std::mem::swap(&mut states, &mut next);
            std::mem::swap(&mut best, &mut next_best);
            this.flow(states.len(), &mut flows);
        }
        let mut end = f32::NEG_INFINITY;
        flows.iter().for_each(|x| add(&mut end, *x));
        this.total += end;
        this
    }

    /// Adds a turn whose edges are those from `first` on.
    fn push(
        &mut self,
        first: usize,
        states: &[Memory],
        flows: &[f32],
        people: impl Iterator<Item = Option<EntityId>>,
    ) {
        let (state, person) = (self.before.len(), self.people.len());
        self.before.extend(states);
        self.forward.extend(flows);
        self.people.extend(people);
        self.places.push(Place {
            states: state..self.before.len(),
            people: person..self.people.len(),
            edges: first..self.edges.len(),
        });
    }

    fn column(&self, place: &Place) -> Column<'_> {
        Column {
            before: self.before.get(place.states.clone()).unwrap_or_default(),
            forward: self.forward.get(place.states.clone()).unwrap_or_default(),
            people: self.people.get(place.people.clone()).unwrap_or_default(),
            edges: self.edges.get(place.edges.clone()).unwrap_or_default(),
        }
    }

    /// Carries what flows through the states on over the last turn, to so many states.
    fn flow(&mut self, states: usize, flows: &mut Vec<f32>) {
        flows.clear();
        flows.resize(states, f32::NEG_INFINITY);
        let Some(column) = self.places.last().map(|place| self.column(place)) else { return };
        for e in column.edges {
            if let (Some(slot), Some(x)) =
                (flows.get_mut(usize::from(e.to)), column.forward.get(usize::from(e.from)))
            {
                add(slot, x + e.weight);
            }
        }
        self.total += lower(flows);
    }

    /// The probability of each edge among those of its turn.
    pub(super) fn shares(mut self) -> Shares {
        // Logarithm of what flows out of each state, from the last turn to the first.
        let mut after = vec![0.0f32; STATES];
        let mut before = Vec::with_capacity(STATES);
        for place in self.places.iter().rev() {
            let forward = self.forward.get(place.states.clone()).unwrap_or_default();
            before.clear();
            before.resize(forward.len(), f32::NEG_INFINITY);
            let mut sum = f32::NEG_INFINITY;
            let edges = self.edges.get_mut(place.edges.clone()).unwrap_or_default();
            for e in &mut *edges {
                let onward = e.weight + after.get(usize::from(e.to)).copied().unwrap_or(f32::NEG_INFINITY);
                e.weight = onward + forward.get(usize::from(e.from)).copied().unwrap_or(f32::NEG_INFINITY);
                add(&mut sum, e.weight);
                if let Some(slot) = before.get_mut(usize::from(e.from)) {
                    add(slot, onward);
                }
            }
            edges.iter_mut().for_each(|e| e.weight = (e.weight - sum).exp());
            lower(&mut before);
            std::mem::swap(&mut after, &mut before);
        }
        Shares(self)
    }

    /// What the scores of all ways come to, as a logarithm.
    pub(super) fn total(&self) -> f32 {
        self.total
    }
}

impl Shares {
    /// All turns.
    pub(super) fn columns(&self) -> impl Iterator<Item = Column<'_>> {
        self.0.places.iter().map(|place| self.0.column(place))
    }

    /// What is remembered before each turn on the likeliest steps.
    pub(super) fn memories(&self) -> Vec<Memory> {
        let likeliest = |c: Column<'_>| {
            let best = c.edges.iter().max_by(|a, b| a.weight.total_cmp(&b.weight));
            best.and_then(|e| c.memory(e.from)).unwrap_or(Memory::EMPTY)
        };
        self.columns().map(likeliest).collect()
    }

    /// Adds `sign` times what is to be expected of each feature.
    pub(super) fn expect(&self, scene: &Scene<'_>, sign: f32, out: &mut [f32; COUNT]) {
        for (i, column) in self.columns().enumerate() {
            let Some(around) = scene.around(self.0.start + i) else { continue };
            for e in column.edges.iter().filter(|e| e.weight > 1e-4) {
                if let (Some(who), Some(memory)) = (column.who(e), column.memory(e.from)) {
                    visit(&around, who, &memory, &mut |f: F, x| {
                        if let Some(slot) = out.get_mut(f as usize) {
                            *slot += sign * e.weight * x;
                        }
                    });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use crate::speakers::weights;

    #[test]
    fn the_steps_of_a_turn_share_all_probability_and_the_likeliest_speaker_is_chosen() {
        let text =
            "“Rain again,” said Ann Lee.\n\n“It never stops,” said Tom Reed.\n\n“Not here.”\n\n“Nor there.”";
        let (_, dialogue) = Engine::new().dialogue(text);
        let scene = dialogue.scene(weights::english());
        let shares = Lattice::new(&scene, 0..4, Memory::EMPTY, &|_, _| true).shares();
        assert_eq!(shares.columns().count(), 4);
        for (i, (choice, column)) in scene.decode().iter().zip(shares.columns()).enumerate() {
            let sum: f32 = column.edges.iter().map(|e| e.weight).sum();
            assert!((sum - 1.0).abs() < 1e-3, "turn {i}: {sum}");
            assert!(choice.who.is_some());
            assert_eq!(choice.who, choice.candidates.first().map(|c| c.0));
            assert!(choice.candidates.is_sorted_by(|a, b| a.1 >= b.1));
        }
    }

    #[test]
    fn states_are_told_apart_by_their_speakers_even_where_hashes_are_alike() {
        let mut latest = Latest::default();
        let keys = [[1, 2, 3], [1, 2, 964], [0, 33, 3], [1, 3, 3]];
        assert_eq!(Latest::hash(keys[0]), Latest::hash(keys[2]));
        keys.iter().for_each(|k| latest.push(*k));
        for (i, key) in keys.iter().enumerate() {
            assert_eq!(latest.find(*key), Some(i));
        }
        assert_eq!(latest.find([2, 2, 3]), None);
        assert_eq!(latest.find([0; 3]), None, "help: a place without a state equals nothing");
    }
}
