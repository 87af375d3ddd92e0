//! What the trainer of the speakers' weights sees: the dialogue of a text, and how its likelihood grows with each weight.

use super::decode::Scene;
use super::entity::{Entity, EntityId};
use super::features::{COUNT, HELD};
use super::lattice::Lattice;
use super::memory::Memory;
pub use super::scorer::{PARAMETERS, Scorer, UNITS};
use super::turns::Turn;
use crate::SpeakerId;
use std::ops::Range;

/// How many features there are.
pub const FEATURES: usize = COUNT;

/// The weights that are set and not learnt, by number of the feature, which no unit sees.
pub fn held() -> impl Iterator<Item = (usize, f32)> {
    HELD.iter().map(|(f, weight)| (*f as usize, *weight))
}

/// The turns of a story, with whoever could speak them; made by [`Engine::dialogue`](crate::Engine::dialogue).
#[derive(Debug)]
pub struct Dialogue {
    pub(super) turns: Vec<Turn>,
    pub(super) entities: Vec<Entity>,
    pub(super) narrator: Option<EntityId>,
    /// The number of each entity in the answer.
    pub(super) number: Vec<Option<SpeakerId>>,
}

/// Some turns of a dialogue, and what is remembered from those before them.
#[derive(Clone, Debug)]
pub struct Stretch {
    turns: Range<usize>,
    before: Memory,
}

/// For each turn, who may speak it: nobody means that it is not known.
pub type Labels = [Vec<SpeakerId>];

impl Dialogue {
    /// The quotation that each turn is, counted from 0.
    pub fn quotations(&self) -> impl Iterator<Item = usize> + '_ {
        self.turns.iter().map(|t| t.found)
    }

    /// Cuts the dialogue into stretches of so many turns; what is remembered before each is what the labels say.
    #[must_use]
    pub fn stretches(&self, scorer: &Scorer, labels: &Labels, turns: usize) -> Vec<Stretch> {
        let scene = self.scene(scorer);
        let memories = self.told(&scene, 0..self.turns.len(), Memory::EMPTY, labels).shares().memories();
        (0..self.turns.len())
            .step_by(turns.max(1))
            .filter_map(|from| {
                let to = (from + turns.max(1)).min(self.turns.len());
                Some(Stretch { turns: from..to, before: *memories.get(from)? })
            })
            .collect()
    }

    /// The logarithm of how likely the labels of a stretch are; `slope` gets how it grows with each
    /// number of the scorer.
    #[must_use]
    pub fn gradient(&self, scorer: &Scorer, labels: &Labels, stretch: &Stretch, slope: &mut [f32]) -> f32 {
        let scene = self.scene(scorer);
        let told = self.told(&scene, stretch.turns.clone(), stretch.before, labels);
        let all = Lattice::new(&scene, stretch.turns.clone(), stretch.before, &|_, _| true);
        let likelihood = told.total() - all.total();
        told.shares().expect(&scene, 1.0, slope);
        all.shares().expect(&scene, -1.0, slope);
        likelihood
    }

    /// Who speaks each turn, by this scorer.
    #[must_use]
    pub fn decode(&self, scorer: &Scorer) -> Vec<Option<SpeakerId>> {
        let number = |id: EntityId| self.number.get(id.0 as usize).copied().flatten();
        self.scene(scorer).decode().into_iter().map(|c| c.who.and_then(number)).collect()
    }

    pub(super) fn scene<'a>(&'a self, scorer: &'a Scorer) -> Scene<'a> {
        Scene::open(&self.turns, &self.entities, self.narrator, scorer)
    }

    /// The ways that agree with the labels.
    fn told(&self, scene: &Scene<'_>, turns: Range<usize>, before: Memory, labels: &Labels) -> Lattice {
        Lattice::new(scene, turns, before, &|turn, who| {
            let number = self.number.get(who.0 as usize).copied().flatten();
            labels.get(turn).is_none_or(|l| l.is_empty() || number.is_some_and(|n| l.contains(&n)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use crate::speakers::features::F;

    const TEXT: &str = "“Rain again,” said Ann Lee.\n\n“It never stops,” said Tom Reed.\n\n“Not here.”\n\nShe looked \
                        out. “Not anywhere.”\n\n“No,” said Tom.";

    #[test]
    fn labels_that_the_weights_agree_with_are_likelier_than_others() {
        let (found, dialogue) = Engine::new().dialogue(TEXT);
        let speakers = dialogue.decode(Scorer::english());
        assert_eq!(speakers.len(), found.quotations().len());
        let labels: Vec<_> = speakers.iter().map(|s| s.iter().copied().collect()).collect();
        let turned: Vec<_> = speakers.iter().rev().map(|s| s.iter().copied().collect()).collect();
        let likelihood = |labels: &Labels| {
            let stretches = dialogue.stretches(Scorer::english(), labels, 100);
            dialogue.gradient(Scorer::english(), labels, &stretches[0], &mut [0.0; PARAMETERS])
        };
        assert!(likelihood(&labels) <= 1e-4);
        assert!(likelihood(&turned) < likelihood(&labels));
    }

    #[test]
    fn the_gradient_is_how_the_likelihood_grows() {
        let (_, dialogue) = Engine::new().dialogue(TEXT);
        let labels: Vec<_> =
            dialogue.decode(Scorer::english()).iter().map(|s| s.iter().copied().collect()).collect();
        let scorer = Scorer::english();
        let stretch = dialogue.stretches(scorer, &labels, 100).remove(0);
        let mut slope = [0.0; PARAMETERS];
        let before = dialogue.gradient(scorer, &labels, &stretch, &mut slope);
        let (line, row) = Scorer::feature(F::NextLast as usize);
        let steepest = row.max_by(|a, b| slope[*a].abs().total_cmp(&slope[*b].abs())).unwrap();
        assert!(slope[steepest] != 0.0);
        for at in [line, steepest] {
            let mut numbers = scorer.numbers().to_vec();
            numbers[at] += 0.01;
            let after = dialogue.gradient(&Scorer::of(numbers), &labels, &stretch, &mut [0.0; PARAMETERS]);
            assert!(((after - before) / 0.01 - slope[at]).abs() < 0.02, "{before} {after} {}", slope[at]);
        }
    }
}
