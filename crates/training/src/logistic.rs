//! Logistic regression with a few signals, by Newton's method.

/// A case.
#[derive(Clone, Debug)]
pub struct Row {
    /// One value a signal.
    pub values: Vec<f64>,
    /// What it is to predict.
    pub right: bool,
    /// How much it counts.
    pub weight: f64,
}

/// The probability that weights give for some values.
#[must_use]
pub fn probability(weights: &[f64], values: &[f64]) -> f64 {
    let sum: f64 = weights.iter().zip(values).map(|(w, v)| w * v).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// The weights that make the cases likeliest, with a pull towards zero.
#[must_use]
pub fn fit(rows: &[Row], pull: f64) -> Vec<f64> {
    let n = rows.first().map_or(0, |r| r.values.len());
    let mut weights = vec![0.0; n];
    for _ in 0..30 {
        // Gradient, and the matrix of second derivatives with the gradient as its last column.
        let mut system = vec![vec![0.0; n + 1]; n];
        for r in rows {
            let p = probability(&weights, &r.values);
            let error = r.weight * (if r.right { 1.0 } else { 0.0 } - p);
            let curve = r.weight * p * (1.0 - p);
            for (row, a) in system.iter_mut().zip(&r.values).filter(|(_, a)| **a != 0.0) {
                for (cell, b) in row.iter_mut().zip(&r.values) {
                    *cell += curve * a * b;
                }
                if let Some(last) = row.last_mut() {
                    *last += error * a;
                }
            }
        }
        for (i, (row, w)) in system.iter_mut().zip(&weights).enumerate() {
            if let Some(cell) = row.get_mut(i) {
                *cell += pull;
            }
            if let Some(last) = row.last_mut() {
                *last -= pull * w;
            }
        }
        let step = solve(system);
        weights.iter_mut().zip(&step).for_each(|(w, s)| *w += s);
        if step.iter().all(|s| s.abs() < 1e-7) {
            break;
        }
    }
    weights
}

/// Solves a system of linear equations by elimination; what cannot be told becomes 0.
fn solve(mut m: Vec<Vec<f64>>) -> Vec<f64> {
    let n = m.len();
    for i in 0..n {
        let best = (i..n).max_by(|a, b| m[*a][i].abs().total_cmp(&m[*b][i].abs())).unwrap_or(i);
        m.swap(i, best);
        let pivot = m[i].clone();
        if pivot[i].abs() < 1e-12 {
            continue;
        }
        for (k, row) in m.iter_mut().enumerate().filter(|(k, _)| *k != i) {
            let factor = row[i] / pivot[i];
            if factor != 0.0 && k != i {
                row.iter_mut().zip(&pivot).for_each(|(a, b)| *a -= factor * b);
            }
        }
    }
    (0..n).map(|i| if m[i][i].abs() < 1e-12 { 0.0 } else { m[i][n] / m[i][i] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_become_probabilities() {
        let row = |i: usize| Row {
            values: vec![1.0, (i % 2) as f64],
            right: i.is_multiple_of(2) || i % 10 == 1,
            weight: 1.0,
        };
        let rows: Vec<_> = (0..1000).map(row).collect();
        let w = fit(&rows, 1e-3);
        assert!((probability(&w, &[1.0, 1.0]) - 0.2).abs() < 0.01);
        assert!(probability(&w, &[1.0, 0.0]) > 0.99);
    }

    #[test]
    fn weight_counts() {
        let row = |right, weight| Row { values: vec![1.0], right, weight };
        let w = fit(&[row(true, 3.0), row(false, 1.0)], 1e-6);
        assert!((probability(&w, &[1.0]) - 0.75).abs() < 0.01);
    }
}
