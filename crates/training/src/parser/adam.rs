//! Steps down the gradient (Adam, Kingma and Ba 2015).

use super::matrices::{Example, Matrices, at};

/// Weight of the past in the mean of the gradient.
const FIRST: f32 = 0.9;
/// Weight of the past in the mean of its square.
const SECOND: f32 = 0.99;
/// Longest gradient that is followed whole.
const LONGEST: f32 = 5.0;

/// The means of gradients.
#[derive(Clone, Debug)]
pub struct Adam {
    first: Matrices,
    second: Matrices,
    steps: i32,
}

impl Adam {
    /// Nothing seen yet.
    #[must_use]
    pub fn new(states: usize) -> Self {
        Self { first: Matrices::zero(states), second: Matrices::zero(states), steps: 0 }
    }

    /// Takes a step and sets the gradient to zero. Of the table of words only the rows in the batch are touched.
    pub fn step(
        &mut self,
        weights: &mut Matrices,
        gradient: &mut Matrices,
        batch: &[&Example],
        scale: f32,
        step: f32,
    ) {
        self.steps += 1;
        let mut touched: Vec<u32> = batch.iter().flat_map(|e| e.rows.iter().flatten().copied()).collect();
        touched.sort_unstable();
        touched.dedup();
        let mut square = 0f32;
        for g in &gradient.0[1..] {
            square += g.iter().map(|x| x * x).sum::<f32>();
        }
        for r in &touched {
            square += gradient.0[at::TABLE].row(*r as usize).iter().map(|x| x * x).sum::<f32>();
        }
        let length = square.sqrt() * scale;
        let scale = if length > LONGEST { scale * LONGEST / length } else { scale };
        let rate = step * (1.0 - SECOND.powi(self.steps)).sqrt() / (1.0 - FIRST.powi(self.steps));
        let update = |w: &mut [f32], g: &mut [f32], m: &mut [f32], v: &mut [f32]| {
            for (((w, g), m), v) in w.iter_mut().zip(g).zip(m).zip(v) {
                let x = *g * scale;
                *m = FIRST * *m + (1.0 - FIRST) * x;
                *v = SECOND * *v + (1.0 - SECOND) * x * x;
                *w -= rate * *m / (v.sqrt() + 1e-8);
                *g = 0.0;
            }
        };
        for i in 0..weights.0.len() {
            let all = [&mut weights.0[i], &mut gradient.0[i], &mut self.first.0[i], &mut self.second.0[i]];
            let columns = all[0].ncols();
            let [w, g, m, v] = all.map(|a| a.as_slice_mut().unwrap_or_default());
            if i == at::TABLE {
                for r in &touched {
                    let row = *r as usize * columns..(*r as usize + 1) * columns;
                    update(&mut w[row.clone()], &mut g[row.clone()], &mut m[row.clone()], &mut v[row]);
                }
            } else {
                update(w, g, m, v);
            }
        }
    }
}

/// Moves an average towards the weights of now.
pub fn average(average: &mut Matrices, weights: &Matrices, keep: f32) {
    for (a, w) in average.0.iter_mut().zip(&weights.0) {
        a.zip_mut_with(w, |a, w| *a = keep * *a + (1.0 - keep) * w);
    }
}
