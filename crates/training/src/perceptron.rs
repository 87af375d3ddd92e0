//! The averaged perceptron: weights by feature and class, and their packing.

use inquit::syntax::Weights;
use rustc_hash::FxHashMap;

/// A weight and what is needed for its average over all steps.
#[derive(Clone, Copy, Debug)]
struct Cell {
    class: u8,
    weight: i32,
    /// Sum over all changes of change times step.
    moments: i64,
}

/// Weights in training.
#[derive(Clone, Debug, Default)]
pub struct Perceptron {
    index: FxHashMap<u32, u32>,
    cells: Vec<Vec<Cell>>,
    keys: Vec<u32>,
    step: i64,
}

impl Perceptron {
    /// Adds the weights of a feature to the scores.
    #[inline]
    pub fn add(&self, key: u32, scores: &mut [i32]) {
        if let Some(cells) = self.index.get(&key).and_then(|i| self.cells.get(*i as usize)) {
            for c in cells {
                if let Some(s) = scores.get_mut(c.class as usize) {
                    *s += c.weight;
                }
            }
        }
    }

    /// Goes one step on; averages are taken over steps.
    pub const fn tick(&mut self) {
        self.step += 1;
    }

    /// Changes the weight of a feature for a class.
    pub fn update(&mut self, key: u32, class: u8, change: i32) {
        let index = *self.index.entry(key).or_insert_with(|| {
            self.cells.push(Vec::new());
            self.keys.push(key);
            self.keys.len() as u32 - 1
        });
        let moment = i64::from(change) * self.step;
        let cells = &mut self.cells[index as usize];
        match cells.iter_mut().find(|c| c.class == class) {
            Some(c) => {
                c.weight += change;
                c.moments += moment;
            }
            None => cells.push(Cell { class, weight: change, moments: moment }),
        }
    }

    /// The averaged weights packed, see [`Weights::build`], and how many features and weights are left in it. The largest weight
    /// becomes 127 (to cut off even the largest few costs accuracy); those that become less than `smallest` are left
    /// out.
    #[must_use]
    pub fn pack(&self, smallest: i32) -> (Vec<u8>, usize, usize) {
        let steps = (self.step + 1) as f64;
        let average = |c: &Cell| f64::from(c.weight) - c.moments as f64 / steps;
        let largest = self.cells.iter().flatten().map(|c| average(c).abs()).fold(1e-6, f64::max);
        let scale = 127.0 / largest;
        let mut features: Vec<(u32, Vec<(u8, i8)>)> = Vec::new();
        let mut weights = 0;
        for (key, cells) in self.keys.iter().zip(&self.cells) {
            let mut packed: Vec<(u8, i8)> = cells
                .iter()
                .map(|c| (c.class, (average(c) * scale).round().clamp(-127.0, 127.0) as i32))
                .filter(|(_, w)| w.abs() >= smallest)
                .map(|(c, w)| (c, w as i8))
                .collect();
            packed.sort_unstable();
            weights += packed.len();
            if !packed.is_empty() {
                features.push((*key, packed));
            }
        }
        (Weights::build(&features), features.len(), weights)
    }
}
