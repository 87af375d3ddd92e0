//! All ways to assign the turns of a dialogue that are worth looking at, and how likely each step of them is.
//!
//! One turn after another, each way so far is extended by each candidate. Ways that agree on the last speakers are one
//! state; the best states are kept. What flows through a state, forwards and backwards, gives the probability of each step
//! (the forward-backward algorithm). The cost grows with the number of turns.

use super::decode::Scene;
use super::entity::EntityId;
use super::features::{F, Past, visit};
use super::memory::{MEMORY, Memory};
use super::steps::{Here, Step, Steps};
use std::collections::BTreeMap;
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

impl Edge {
    fn new(step: &Step, to: u8) -> Self {
        Self { from: step.from, to, who: step.row, weight: step.score }
    }
}

/// A turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column<'a> {
    lattice: &'a Lattice,
    /// Its number in the lattice.
    number: usize,
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
        self.lattice.memory(self.number, state)
    }
}

/// What is remembered before a turn can be told from what is kept before one of so many turns, and who spoke since: to keep it
/// for all states of all turns would take most of the memory.
const KEPT: usize = 16;

/// How a state was reached: from which state, and who spoke, by place in [`Column::people`].
#[derive(Clone, Copy, Debug)]
struct Way {
    from: u8,
    who: u16,
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
    /// How each state before a turn was reached.
    ways: Vec<Way>,
    /// What is remembered in the states before every [`KEPT`]th turn, by turn and state.
    kept: Vec<[Memory; STATES]>,
    forward: Vec<f32>,
    people: Vec<Option<EntityId>>,
    edges: Vec<Edge>,
    /// What the scores of all ways come to, as a logarithm.
    total: f32,
}

/// A lattice that has the probability of each edge instead of its score.
#[derive(Clone, Debug)]
pub(super) struct Shares(Lattice);

/// The states after a turn, told apart by their last three speakers.
#[derive(Default)]
struct After {
    memories: Vec<Memory>,
    ways: Vec<Way>,
    /// The best score of a way there, less that of the best way.
    best: Vec<f32>,
    latest: Vec<[u32; 3]>,
    /// For each of the people of the turn, the newest state that they spoke last in, and for each state the one before
    /// it with the same speaker; [`NONE`] where there is none.
    newest: Vec<u8>,
    older: Vec<u8>,
}

/// No state.
const NONE: u8 = u8::MAX;

impl After {
    /// Begins anew, for so many people.
    fn clear(&mut self, people: usize) {
        self.memories.clear();
        self.ways.clear();
        self.best.clear();
        self.latest.clear();
        self.older.clear();
        self.newest.clear();
        self.newest.resize(people, NONE);
    }

    fn is_full(&self) -> bool {
        self.memories.len() >= STATES
    }

    /// Whether there is a state that the person of a row spoke last in.
    fn is_reached(&self, row: usize) -> bool {
        self.newest.get(row).is_some_and(|state| *state != NONE)
    }

    /// The state that a step from a memory leads to, if it is there. Ways that agree on the last speakers go on alike.
    fn find(&self, step: &Step, from: &Memory) -> Option<u8> {
        let wanted = from.latest_after(step.who, step.rank);
        let mut at = self.newest.get(usize::from(step.row)).copied()?;
        while self.latest.get(usize::from(at))? != &wanted {
            at = self.older.get(usize::from(at)).copied()?;
        }
        Some(at)
    }

    /// The same; a new state if there is room for one more.
    fn reach(&mut self, step: &Step, from: &Memory, top: f32) -> Option<u8> {
        let known = self.find(step, from);
        if known.is_some() || self.is_full() {
            return known;
        }
        let newest = self.newest.get_mut(usize::from(step.row))?;
        let mut memory = *from;
        step.who.iter().for_each(|who| memory.push(*who));
        self.memories.push(memory);
        self.ways.push(Way { from: step.from, who: step.row });
        self.best.push(step.sum - top);
        self.latest.push(from.latest_after(step.who, step.rank));
        self.older.push(std::mem::replace(newest, self.latest.len() as u8 - 1));
        Some(*newest)
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
            ways: Vec::new(),
            kept: Vec::new(),
            forward: Vec::new(),
            people: Vec::new(),
            edges: Vec::new(),
            total: 0.0,
        };
        // What is remembered in each state, the best score of a way there, and what flows into it.
        let (mut states, mut best, mut flows) = (vec![start], vec![0.0f32], vec![0.0f32]);
        let mut steps = Steps::default();
        let mut after = After { ways: vec![Way { from: 0, who: 0 }], ..After::default() };
        let turns = range.len();
        for i in range {
            let Some(around) = scene.around(i) else { break };
            steps.collect(&Here { scene, around: &around, turn: i, may }, &states, &best);
            this.reserve(turns);
            let (first, way) = (this.edges.len(), this.ways.len());
            this.ways.extend(&after.ways);
            if this.places.len().is_multiple_of(KEPT) {
                let mut memories = [Memory::EMPTY; STATES];
                memories.iter_mut().zip(&states).for_each(|(to, from)| *to = *from);
                this.kept.push(memories);
            }
            this.take(&mut steps, &states, &mut after);
            this.push(first, way, &flows, steps.people());
            std::mem::swap(&mut states, &mut after.memories);
            std::mem::swap(&mut best, &mut after.best);
            this.flow(states.len(), &mut flows);
        }
        let mut end = f32::NEG_INFINITY;
        flows.iter().for_each(|x| add(&mut end, *x));
        this.total += end;
        this
    }

    /// After some of so many turns, makes room for what all of them seem to need: lists that long are better not copied.
    fn reserve(&mut self, turns: usize) {
        const SOME: usize = 64;
        if self.places.len() == SOME {
            let rest = |len: usize| len / SOME * (turns - SOME);
            self.edges.reserve(rest(self.edges.len()));
            self.ways.reserve(rest(self.ways.len()));
            self.forward.reserve(rest(self.forward.len()));
            self.people.reserve(rest(self.people.len()));
            self.kept.reserve(turns / KEPT);
        }
    }

    /// Takes the steps from some states, the best first, as long as they lead to one of the best states.
    fn take(&mut self, steps: &mut Steps, states: &[Memory], after: &mut After) {
        after.clear(steps.people().len());
        let mut done = 0;
        while !after.is_full() && done < steps.len() {
            let sorted = steps.sort_some(done);
            for step in steps.list(done..sorted) {
                let to =
                    states.get(usize::from(step.from)).and_then(|from| after.reach(&step, from, steps.top));
                self.edges.extend(to.map(|to| Edge::new(&step, to)));
            }
            done = sorted;
        }
        // What leads nowhere needs no order.
        let to = |step: &Step| states.get(usize::from(step.from)).and_then(|from| after.find(step, from));
        steps.keep(done, |row| after.is_reached(row), |step| to(step).is_some());
        let rest = steps.list(done..steps.len());
        self.edges.extend(rest.filter_map(|step| Some(Edge::new(&step, to(&step)?))));
    }

    /// Adds a turn whose edges are those from `first` on, and whose states those from `state` on.
    fn push(
        &mut self,
        first: usize,
        state: usize,
        flows: &[f32],
        people: impl Iterator<Item = Option<EntityId>>,
    ) {
        let person = self.people.len();
        self.forward.extend(flows);
        self.people.extend(people);
        self.places.push(Place {
            states: state..self.ways.len(),
            people: person..self.people.len(),
            edges: first..self.edges.len(),
        });
    }

    /// What is remembered before a turn in a state.
    fn memory(&self, turn: usize, state: u8) -> Option<Memory> {
        if usize::from(state) >= self.places.get(turn)?.states.len() {
            return None;
        }
        let (mut spoke, mut count, mut state) = ([None; KEPT], 0, state);
        for turn in (turn / KEPT * KEPT..turn).rev() {
            let way = self.ways.get(self.places.get(turn + 1)?.states.clone())?.get(usize::from(state))?;
            let people = self.people.get(self.places.get(turn)?.people.clone())?;
            *spoke.get_mut(count)? = *people.get(usize::from(way.who))?;
            (count, state) = (count + 1, way.from);
        }
        let mut memory = *self.kept.get(turn / KEPT)?.get(usize::from(state))?;
        spoke.iter().take(count).rev().flatten().for_each(|who| memory.push(*who));
        Some(memory)
    }

    /// A turn by its number.
    fn column(&self, number: usize) -> Option<Column<'_>> {
        let place = self.places.get(number)?;
        Some(Column {
            lattice: self,
            number,
            forward: self.forward.get(place.states.clone()).unwrap_or_default(),
            people: self.people.get(place.people.clone()).unwrap_or_default(),
            edges: self.edges.get(place.edges.clone()).unwrap_or_default(),
        })
    }

    /// Carries what flows through the states on over the last turn, to so many states.
    fn flow(&mut self, states: usize, flows: &mut Vec<f32>) {
        flows.clear();
        flows.resize(states, f32::NEG_INFINITY);
        let last = self.places.len().checked_sub(1);
        let Some(column) = last.and_then(|number| self.column(number)) else { return };
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
        (0..self.0.places.len()).filter_map(|number| self.0.column(number))
    }

    /// What is remembered before each turn on the likeliest steps.
    pub(super) fn memories(&self) -> Vec<Memory> {
        let likeliest = |c: Column<'_>| {
            let best = c.edges.iter().max_by(|a, b| a.weight.total_cmp(&b.weight));
            best.and_then(|e| c.memory(e.from)).unwrap_or(Memory::EMPTY)
        };
        self.columns().map(likeliest).collect()
    }

    /// Adds `sign` times how the scores of all steps, each by its probability, grow with each number of the scorer.
    pub(super) fn expect(&self, scene: &Scene<'_>, sign: f32, slope: &mut [f32]) {
        let mut features = Vec::new();
        for (i, column) in self.columns().enumerate() {
            let Some(around) = scene.around(self.0.start + i) else { continue };
            let memories: Vec<_> = (0..STATES as u8).map_while(|state| column.memory(state)).collect();
            // Steps that the features see alike count together.
            let mut alike: BTreeMap<(u16, usize), (f32, &Memory)> = BTreeMap::new();
            for e in column.edges.iter().filter(|e| e.weight > 1e-4) {
                if let (Some(who), Some(memory)) = (column.who(e), memories.get(usize::from(e.from))) {
                    let rank = memory.rank(who).unwrap_or(MEMORY) as u8;
                    let kind = Past::new(&around, memory).kind(rank);
                    alike.entry((e.who, kind)).or_insert((0.0, memory)).0 += e.weight;
                }
            }
            for ((who, _), (share, memory)) in alike {
                let Some(Some(who)) = column.people.get(usize::from(who)) else { continue };
                features.clear();
                visit(&around, *who, memory, &mut |f: F, x| features.push((f, x)));
                scene.scorer.slope(&features, sign * share, slope);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use crate::speakers::scorer::Scorer;

    #[test]
    fn the_steps_of_a_turn_share_all_probability_and_the_likeliest_speaker_is_chosen() {
        let text =
            "“Rain again,” said Ann Lee.\n\n“It never stops,” said Tom Reed.\n\n“Not here.”\n\n“Nor there.”";
        let (_, dialogue) = Engine::new().dialogue(text);
        let scene = dialogue.scene(Scorer::english());
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
    fn what_is_remembered_is_told_from_who_spoke_since_it_was_kept() {
        let names = ["Ann Lee", "Tom Reed", "Ida Park", "Abe Cole"];
        let text: Vec<String> = (0..3 * KEPT)
            .map(|i| match i % 5 {
                0..3 => format!("“Number {i},” said {}.", names[(i * i + i / 3) % 4]),
                3 => "“No more.”".to_owned(),
                _ => "She nodded. “All of them.”".to_owned(),
            })
            .collect();
        let (_, dialogue) = Engine::new().dialogue(text.join("\n\n"));
        let scene = dialogue.scene(Scorer::english());
        let shares = Lattice::new(&scene, 0..3 * KEPT, Memory::EMPTY, &|_, _| true).shares();
        let columns: Vec<_> = shares.columns().collect();
        let mut memories = vec![Memory::EMPTY];
        for (i, column) in columns.iter().enumerate() {
            if let Some(before) = i.checked_sub(1) {
                let ways = &shares.0.ways[shares.0.places[i].states.clone()];
                let next = ways.iter().map(|way| {
                    let mut memory = memories[usize::from(way.from)];
                    columns[before].people[usize::from(way.who)].iter().for_each(|who| memory.push(*who));
                    memory
                });
                memories = next.collect();
            }
            for (state, memory) in (0..).zip(&memories) {
                assert_eq!(column.memory(state), Some(*memory), "before turn {i}");
            }
        }
        assert!(memories.len() > 1);
        assert_eq!(columns[0].memory(1), None);
    }

    #[test]
    fn steps_that_leave_the_same_last_speakers_lead_to_one_state() {
        let step = |who: u32, rank| Step {
            from: 0,
            who: Some(EntityId(who)),
            row: who as u16,
            rank,
            score: 0.0,
            sum: 0.0,
        };
        let after_turns = |speakers: &[u32]| {
            let mut memory = Memory::EMPTY;
            speakers.iter().for_each(|s| memory.push(EntityId(*s)));
            memory
        };
        let (long, short) = (after_turns(&[4, 1, 2, 3]), after_turns(&[1, 2, 3]));
        let mut after = After::default();
        after.clear(5);
        let state = after.reach(&step(1, Some(2)), &long, 0.0);
        assert!(state.is_some());
        assert_eq!(after.reach(&step(1, Some(2)), &short, 0.0), state);
        assert_ne!(after.reach(&step(3, Some(0)), &short, 0.0), state);
        assert_ne!(after.reach(&step(1, Some(0)), &after_turns(&[2, 1]), 0.0), state);
        assert_eq!(after.find(&step(4, None), &short), None);
    }
}
