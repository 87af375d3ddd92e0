//! The steps that a lattice can take at a turn: each candidate after each state.
//!
//! A candidate's score depends on the state only by what the features see of it (`Past` and the candidate's rank), so that
//! each of a few scores is worked out once for a turn, when it is first asked for.

use super::decode::Scene;
use super::entity::EntityId;
use super::features::{F, Past, Surroundings, of_candidate, of_past, of_setting};
use super::lattice::STATES;
use super::memory::{MEMORY, Memory};
use super::told::Told;
use super::wording::Wording;
use std::ops::Range;

/// A step so much worse than the best of its turn is no step, as a logarithm of odds.
const REACH: f32 = 12.0;
/// How many steps are put in order at once.
const SOME: usize = 64;
/// How many people could speak a turn at most.
const PEOPLE: usize = 1 << 12;
/// The rank of somebody whom a state doesn't remember.
const NEW: u8 = MEMORY as u8;

/// Where steps are taken.
pub(super) struct Here<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) around: &'a Surroundings<'a>,
    pub(super) turn: usize,
    /// Who may speak a turn.
    pub(super) may: &'a dyn Fn(usize, EntityId) -> bool,
}

impl Here<'_> {
    /// Whether somebody cannot speak the turn, whoever else does: who tells the story is not its "he", a maid not "the driver".
    fn is_shut(&self, who: EntityId) -> bool {
        if Wording::shuts(self.around.turn, who, self.scene.entities) {
            return true;
        }
        matches!(self.around.turn.told, Told::Pronoun { .. } | Told::Noun { .. })
            && self.scene.entities.get(who.0 as usize).is_some_and(|e| e.tells)
    }
}

/// A step from a state: somebody speaks, or nobody can.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) from: u8,
    pub(super) who: Option<EntityId>,
    /// Their place among the people of the turn.
    pub(super) row: u16,
    /// How long ago they spoke in that state.
    pub(super) rank: Option<usize>,
    pub(super) score: f32,
    /// The best score of the state, and that of the step.
    pub(super) sum: f32,
}

/// Somebody who could speak the turn, or nobody, with what they come to in each state.
#[derive(Clone, Copy, Debug)]
struct Row {
    who: Option<EntityId>,
    /// They could, whatever was said before.
    always: bool,
    /// How long ago they spoke, [`NEW`] for not at all.
    ranks: [u8; STATES],
    scores: [f32; STATES],
    /// The best score of the state, and that of the step; below all others where there is no step.
    sums: [f32; STATES],
    /// The best of these.
    top: f32,
}

impl Row {
    const fn new(who: Option<EntityId>, always: bool) -> Self {
        let none = f32::NEG_INFINITY;
        Self { who, always, ranks: [NEW; STATES], scores: [0.0; STATES], sums: [none; STATES], top: none }
    }
}

/// All steps of a turn; kept to be used again.
#[derive(Debug, Default)]
pub(super) struct Steps {
    /// Nobody, and then everybody in order, each once.
    rows: Vec<Row>,
    /// The order in which steps are taken, see [`order`].
    keys: Vec<u64>,
    /// The best sum.
    pub(super) top: f32,
    /// Who could speak the turn, whatever was said before.
    anyway: Vec<EntityId>,
    /// These and those who spoke before; and whether they are of these.
    people: Vec<(EntityId, bool)>,
    /// For each entity, the last turn that it was collected for, counted from 1, and its row there.
    collected: Vec<(u32, u32)>,
    pasts: Vec<Past>,
}

/// Bits of a state in a key.
const STATE_BITS: u32 = STATES.next_power_of_two().ilog2();

/// Sorts higher sums first, and equal ones by row and state.
fn order(sum: f32, row: usize, state: usize) -> u64 {
    let bits = sum.to_bits();
    let rising = if bits >> 31 == 0 { bits | 1 << 31 } else { !bits };
    u64::from(!rising) << 32 | (row << STATE_BITS | state) as u64
}

/// The row of a key.
fn row_of(key: u64) -> usize {
    key as u32 as usize >> STATE_BITS
}

/// The step with a key.
fn step(rows: &[Row], key: u64) -> Option<Step> {
    let (number, state) = (row_of(key), key as usize % (1 << STATE_BITS));
    let row = rows.get(number)?;
    let rank = *row.ranks.get(state)?;
    Some(Step {
        from: state as u8,
        who: row.who,
        row: number as u16,
        rank: (rank < NEW).then_some(usize::from(rank)),
        score: *row.scores.get(state)?,
        sum: *row.sums.get(state)?,
    })
}

impl Steps {
    /// Who could speak, by row.
    pub(super) fn people(&self) -> impl ExactSizeIterator<Item = Option<EntityId>> {
        self.rows.iter().map(|row| row.who)
    }

    /// How many steps are within reach of the best one.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// Puts some more steps in order, the best first, where those before `done` are: gives the end of those.
    pub(super) fn sort_some(&mut self, done: usize) -> usize {
        let rest = self.keys.get_mut(done..).unwrap_or_default();
        let some = rest.len().min(SOME);
        if some < rest.len() {
            rest.select_nth_unstable(some);
        }
        rest.get_mut(..some).unwrap_or_default().sort_unstable();
        done + some
    }

    /// Keeps some of the steps from `done` on, of some rows, and puts these in order.
    pub(super) fn keep(&mut self, done: usize, rows: impl Fn(usize) -> bool, wanted: impl Fn(&Step) -> bool) {
        let keys = &mut self.keys;
        let mut kept = done;
        for at in done..keys.len() {
            if rows(row_of(keys[at])) && step(&self.rows, keys[at]).is_some_and(|step| wanted(&step)) {
                keys[kept] = keys[at];
                kept += 1;
            }
        }
        keys.truncate(kept);
        keys.get_mut(done..).unwrap_or_default().sort_unstable();
    }

    /// Some of the steps.
    pub(super) fn list(&self, which: Range<usize>) -> impl Iterator<Item = Step> {
        self.keys.get(which).unwrap_or_default().iter().filter_map(|key| step(&self.rows, *key))
    }

    /// Collects them, from each state with its best score so far.
    pub(super) fn collect(&mut self, here: &Here<'_>, states: &[Memory], best: &[f32]) {
        let open = here.scene.candidates(here.turn, &mut self.anyway);
        self.gather(here, states, open);
        self.remember(here.turn, states);
        self.pasts.clear();
        self.pasts.extend(states.iter().map(|m| Past::new(here.around, m)));
        self.nobody(here, states, best, open);
        self.weigh(here, states, best, open);
        self.top = self.rows.iter().map(|row| row.top).fold(f32::NEG_INFINITY, f32::max);
        self.keys.clear();
        let near = |sum: f32| self.top - sum <= REACH;
        for (number, row) in self.rows.iter().enumerate().filter(|(_, row)| near(row.top)) {
            // All are written, and those that are not near overwritten: that is faster than to guess which are.
            let (mut keys, mut count) = ([0; STATES], 0);
            for (state, sum) in row.sums.iter().enumerate().take(states.len()) {
                keys[count % STATES] = order(*sum, number, state);
                count += usize::from(near(*sum));
            }
            self.keys.extend(keys.iter().take(count));
        }
    }

    /// Makes a row for everybody who could speak; where it is open who does, those who spoke before, too.
    fn gather(&mut self, here: &Here<'_>, states: &[Memory], open: bool) {
        self.collected.resize(here.scene.entities.len(), (0, 0));
        let now = here.turn as u32 + 1;
        let collected = &mut self.collected;
        let mut new = |who: EntityId| {
            collected.get_mut(who.0 as usize).is_some_and(|last| std::mem::replace(&mut last.0, now) != now)
        };
        let mut new = |who: EntityId| !here.is_shut(who) && new(who);
        self.people.clear();
        self.people.extend(self.anyway.iter().filter(|who| new(**who)).map(|who| (*who, true)));
        if open {
            let spoke = states.iter().flat_map(Memory::speakers);
            self.people.extend(spoke.filter(|who| new(*who)).map(|who| (who, false)));
        }
        self.people.truncate(PEOPLE);
        self.people.sort_unstable();
        self.rows.clear();
        self.rows.push(Row::new(None, false));
        self.rows.extend(self.people.iter().map(|(who, always)| Row::new(Some(*who), *always)));
        for (number, (who, _)) in (1..).zip(&self.people) {
            if let Some(slot) = self.collected.get_mut(who.0 as usize) {
                slot.1 = number;
            }
        }
    }

    /// Notes in the rows how long ago everybody spoke.
    fn remember(&mut self, turn: usize, states: &[Memory]) {
        let now = turn as u32 + 1;
        for (state, memory) in states.iter().enumerate().take(STATES) {
            for (rank, who) in (0..NEW).zip(memory.speakers()) {
                let row = self.collected.get(who.0 as usize).filter(|(turn, _)| *turn == now);
                if let Some(row) = row.and_then(|(_, number)| self.rows.get_mut(*number as usize)) {
                    row.ranks[state] = rank;
                }
            }
        }
    }

    /// The steps on which nobody speaks: where nobody is there who could.
    fn nobody(&mut self, here: &Here<'_>, states: &[Memory], best: &[f32], open: bool) {
        let shut = |who: &EntityId| here.is_shut(*who);
        let Some(row) = self.rows.first_mut().filter(|_| self.anyway.iter().all(shut)) else { return };
        for ((sum, memory), so_far) in row.sums.iter_mut().zip(states).zip(best) {
            if !(open && memory.speakers().any(|who| !here.is_shut(who))) {
                *sum = *so_far;
                row.top = row.top.max(*sum);
            }
        }
    }

    /// Scores the steps on which somebody speaks.
    fn weigh(&mut self, here: &Here<'_>, states: &[Memory], best: &[f32], open: bool) {
        let may = |who: EntityId| (here.may)(here.turn, who);
        let anyway = self.people.iter().any(|(who, anyway)| *anyway && may(*who));
        // Where nobody may speak, anybody can.
        let held = |m: &Memory| anyway || open && m.speakers().any(|who| may(who) && !here.is_shut(who));
        let scorer = here.scene.scorer;
        let mut setting = scorer.nothing();
        of_setting(here.around, &mut |f: F, x| scorer.add(&mut setting, f, x));
        for row in self.rows.iter_mut() {
            let Some(who) = row.who else { continue };
            let mut own = setting;
            of_candidate(here.around, who, &mut |f: F, x| scorer.add(&mut own, f, x));
            let may = may(who);
            // Not a number where nobody has asked yet.
            let mut known = [f32::NAN; Past::KINDS];
            for (state, (past, so_far)) in self.pasts.iter().zip(best).enumerate().take(STATES) {
                let rank = row.ranks[state];
                if !(row.always || rank < NEW) || !may && states.get(state).is_some_and(held) {
                    continue;
                }
                let known = &mut known[past.kind(rank)];
                if known.is_nan() {
                    let rank = (rank < NEW).then_some(usize::from(rank));
                    let mut sums = own;
                    of_past(here.around, who, *past, rank, &mut |f: F, x| scorer.add(&mut sums, f, x));
                    *known = scorer.score(&sums);
                }
                row.scores[state] = *known;
                row.sums[state] = so_far + *known;
                if row.sums[state] > row.top {
                    row.top = row.sums[state];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn higher_sums_come_first_and_equal_ones_in_the_order_of_the_list() {
        let sums = [-1.5, 0.0, 3.0, -0.25, 3.0, 1e-9];
        let mut keys: Vec<_> = sums.iter().enumerate().map(|(i, s)| order(*s, 0, i)).collect();
        keys.sort_unstable();
        let places: Vec<_> = keys.iter().map(|k| *k as u32).collect();
        assert_eq!(places, [2, 4, 5, 1, 3, 0]);
    }

    #[test]
    fn some_steps_after_others_come_in_order_and_what_is_not_kept_is_gone() {
        let row =
            Row { sums: std::array::from_fn(|k| (k * 7 % 24) as f32), top: 23.0, ..Row::new(None, true) };
        let mut steps = Steps { rows: vec![row; 10], ..Steps::default() };
        let keys = (0..10).flat_map(|number| (0..STATES).map(move |k| order(row.sums[k], number, k)));
        steps.keys.extend(keys);
        let (first, mut sorted) = (steps.sort_some(0), steps.keys.clone());
        sorted.sort_unstable();
        assert_eq!(first, SOME);
        assert_eq!(steps.keys[..first], sorted[..first]);
        steps.keep(first, |row| row < 5, |step| step.row == 3);
        let of_row = |step: &Step| step.row == 3;
        let wanted: Vec<u8> = sorted[first..]
            .iter()
            .filter_map(|key| step(&steps.rows, *key))
            .filter(of_row)
            .map(|s| s.from)
            .collect();
        assert_eq!(steps.list(first..steps.len()).map(|s| s.from).collect::<Vec<_>>(), wanted);
    }
}
