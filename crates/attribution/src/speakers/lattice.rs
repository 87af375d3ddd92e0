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
const STATES: usize = 24;

/// One way to go on: somebody speaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// The state before and the state after.
    pub(super) from: u8,
    to: u8,
    pub(super) who: Option<EntityId>,
    score: f32,
}

/// A turn.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// What is remembered before the turn, by state.
    before: Box<[Memory]>,
    pub(super) edges: Box<[Edge]>,
}

/// The turns of a range.
#[derive(Clone, Debug)]
pub(super) struct Lattice {
    start: usize,
    pub(super) columns: Vec<Column>,
    /// Logarithm of what flows into each state before each turn, the end included; the best is 0.
    forward: Vec<Vec<f32>>,
    /// What the scores of all ways come to, as a logarithm.
    total: f32,
}

/// The probability of each edge.
#[derive(Clone, Debug)]
pub(super) struct Shares(Vec<Vec<f32>>);

impl Shares {
    /// Those of a turn, counted from the start of the range.
    pub(super) fn of(&self, column: usize) -> &[f32] {
        self.0.get(column).map_or(&[], Vec::as_slice)
    }
}

/// The last three speakers of each state, side by side so that all states are compared at once.
#[derive(Default)]
struct Latest {
    speakers: [[u32; STATES]; 3],
    states: usize,
}

impl Latest {
    /// The state with these.
    #[inline]
    fn find(&self, latest: [u32; 3]) -> Option<usize> {
        let [a, b, c] = &self.speakers;
        let mut same = 0u32;
        for (i, ((a, b), c)) in a.iter().zip(b).zip(c).enumerate() {
            same |= u32::from((a ^ latest[0]) | (b ^ latest[1]) | (c ^ latest[2]) == 0) << i;
        }
        same &= (1 << self.states) - 1;
        (same != 0).then_some(same.trailing_zeros() as usize)
    }

    /// Adds a state, below [`STATES`].
    fn push(&mut self, latest: [u32; 3]) {
        for (speakers, who) in self.speakers.iter_mut().zip(latest) {
            if let Some(slot) = speakers.get_mut(self.states) {
                *slot = who;
            }
        }
        self.states = (self.states + 1).min(STATES);
    }
}

/// The logarithm of a sum of exponentials, added to one term after the other.
fn add(to: &mut f32, x: f32) {
    let (high, low) = if x > *to { (x, *to) } else { (*to, x) };
    *to = if low == f32::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() };
}

impl Lattice {
    /// The ways through some turns, after what is remembered from before them; `may` says who may speak a turn.
    pub(super) fn new(
        scene: &Scene<'_>,
        range: Range<usize>,
        start: Memory,
        may: &dyn Fn(usize, EntityId) -> bool,
    ) -> Self {
        let mut this = Self { start: range.start, columns: Vec::new(), forward: vec![vec![0.0]], total: 0.0 };
        // The memory and the best score of each state.
        let mut states = vec![start];
        let mut best = vec![0.0f32];
        let mut steps = Steps::default();
        let (mut next, mut next_best) = (Vec::with_capacity(STATES), Vec::with_capacity(STATES));
        let mut edges = Vec::new();
        for i in range {
            let Some(around) = scene.around(i) else { break };
            let here = Here { scene, around: &around, turn: i, may };
            steps.collect(&here, &states, &best);
            next.clear();
            next_best.clear();
            edges.clear();
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
                edges.push(Edge { from: step.from, to: to as u8, who: step.who, score: step.score });
            }
            this.columns.push(Column { before: states.as_slice().into(), edges: edges.as_slice().into() });
            std::mem::swap(&mut states, &mut next);
            std::mem::swap(&mut best, &mut next_best);
            this.flow(states.len());
        }
        let mut end = f32::NEG_INFINITY;
        this.forward.last().into_iter().flatten().for_each(|x| add(&mut end, *x));
        this.total += end;
        this
    }

    /// Carries what flows through the states on over the last turn.
    fn flow(&mut self, states: usize) {
        let (Some(column), Some(before)) = (self.columns.last(), self.forward.last()) else { return };
        let mut after = vec![f32::NEG_INFINITY; states];
        for e in &column.edges {
            if let (Some(slot), Some(x)) = (after.get_mut(usize::from(e.to)), before.get(usize::from(e.from)))
            {
                add(slot, x + e.score);
            }
        }
        let most = after.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        if most.is_finite() {
            after.iter_mut().for_each(|x| *x -= most);
            self.total += most;
        }
        self.forward.push(after);
    }

    /// The probability of each edge among those of its turn.
    pub(super) fn shares(&self) -> Shares {
        let last = self.forward.last().map_or(0, Vec::len);
        let mut after = vec![0.0f32; last];
        let mut out: Vec<Vec<f32>> = Vec::with_capacity(self.columns.len());
        for (column, forward) in self.columns.iter().zip(&self.forward).rev() {
            let mut before = vec![f32::NEG_INFINITY; column.before.len()];
            let mut sum = f32::NEG_INFINITY;
            let mut shares: Vec<f32> = Vec::with_capacity(column.edges.len());
            for e in &column.edges {
                let onward = e.score + after.get(usize::from(e.to)).copied().unwrap_or(f32::NEG_INFINITY);
                let flows = onward + forward.get(usize::from(e.from)).copied().unwrap_or(f32::NEG_INFINITY);
                shares.push(flows);
                add(&mut sum, flows);
                if let Some(slot) = before.get_mut(usize::from(e.from)) {
                    add(slot, onward);
                }
            }
            shares.iter_mut().for_each(|x| *x = (*x - sum).exp());
            let most = before.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            if most.is_finite() {
                before.iter_mut().for_each(|x| *x -= most);
            }
            after = before;
            out.push(shares);
        }
        out.reverse();
        Shares(out)
    }

    /// What is remembered before a turn, counted from the start of the range, in a state.
    pub(super) fn memory(&self, column: usize, state: u8) -> Option<Memory> {
        self.columns.get(column)?.before.get(usize::from(state)).copied()
    }

    /// What the scores of all ways come to, as a logarithm.
    pub(super) fn total(&self) -> f32 {
        self.total
    }

    /// What is remembered before each turn on the likeliest steps.
    pub(super) fn memories(&self) -> Vec<Memory> {
        let shares = self.shares();
        let likeliest = |(i, c): (usize, &Column)| {
            let edges = c.edges.iter().zip(shares.of(i));
            let best = edges.max_by(|a, b| a.1.total_cmp(b.1)).map(|e| e.0.from);
            best.and_then(|from| self.memory(i, from)).unwrap_or(Memory::EMPTY)
        };
        self.columns.iter().enumerate().map(likeliest).collect()
    }

    /// Adds `sign` times what is to be expected of each feature.
    pub(super) fn expect(&self, scene: &Scene<'_>, sign: f32, out: &mut [f32; COUNT]) {
        let shares = self.shares();
        for (i, column) in self.columns.iter().enumerate() {
            let Some(around) = scene.around(self.start + i) else { continue };
            for (e, p) in column.edges.iter().zip(shares.of(i)).filter(|(_, p)| **p > 1e-4) {
                if let (Some(who), Some(memory)) = (e.who, self.memory(i, e.from)) {
                    visit(&around, who, &memory, &mut |f: F, x| {
                        if let Some(slot) = out.get_mut(f as usize) {
                            *slot += sign * p * x;
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
        let lattice = Lattice::new(&scene, 0..4, Memory::EMPTY, &|_, _| true);
        let shares = lattice.shares();
        assert_eq!(lattice.columns.len(), 4);
        for (i, choice) in scene.decode().iter().enumerate() {
            let sum: f32 = shares.of(i).iter().sum();
            assert!((sum - 1.0).abs() < 1e-3, "turn {i}: {sum}");
            assert!(choice.who.is_some());
            assert_eq!(choice.who, choice.candidates.first().map(|c| c.0));
            assert!(choice.candidates.is_sorted_by(|a, b| a.1 >= b.1));
        }
    }
}
