//! What each piece of a window sees of the others (Vaswani et al., NeurIPS 2017).

use super::{HEADS, HIDDEN, WIDTH};
use crate::linear::numbers::shares;
use pulp::{Arch, Simd, WithSimd};

/// Pieces whose keys lie side by side, so that all are scored at once: a multiple of what fits into any register.
const SIDE: usize = 16;
/// Pieces that look at the same time.
const QUERIES: usize = 8;

/// Room for the numbers of one head, used again for the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    /// Keys of pieces side by side; what is missing to the last is zeros.
    keys: Vec<[[f32; SIDE]; WIDTH]>,
    values: Vec<[f32; WIDTH]>,
    /// For each query how well each piece fits it.
    scores: [Vec<[f32; SIDE]>; QUERIES],
    /// For each piece its shares.
    shares: Vec<[f32; QUERIES]>,
}

/// The query, key and value of a piece, each of all heads.
type Row = [f32; 3 * HIDDEN];

/// Makes of queries, keys and values what each piece of a window sees of all.
pub(super) fn attend(rows: &[Row], room: &mut Room, seen: &mut [[f32; HIDDEN]]) {
    // Lanes are summed apart, so that their number does not matter.
    Arch::new().dispatch(Attend { rows, room, seen });
}

struct Attend<'a> {
    rows: &'a [Row],
    room: &'a mut Room,
    seen: &'a mut [[f32; HIDDEN]],
}

impl WithSimd for Attend<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { rows, room, seen } = self;
        let scale = 1.0 / (WIDTH as f32).sqrt();
        for head in (0..HEADS).map(|head| head * WIDTH) {
            room.read(rows, head);
            for (first, seen) in seen.chunks_mut(QUERIES).enumerate() {
                // Where fewer are left, the last one fills their places.
                let mut queries = [[0.0; QUERIES]; WIDTH];
                for i in 0..QUERIES {
                    let row = &rows[(first * QUERIES + i).min(rows.len() - 1)];
                    let query = &row[head..head + WIDTH];
                    queries.iter_mut().zip(query).for_each(|(side, x)| side[i] = x * scale);
                }
                room.score(simd, &queries);
                let all = room.share(rows.len());
                let sums = room.mix(simd);
                for ((seen, sums), all) in seen.iter_mut().zip(&sums).zip(all) {
                    let to = &mut seen[head..head + WIDTH];
                    to.iter_mut().zip(sums).for_each(|(to, sum)| *to = sum / all);
                }
            }
        }
    }
}

/// For each of some queries the sum of rows, each times a factor of the query: one register's worth of numbers at a time.
#[inline(always)]
fn sums<S: Simd, const N: usize>(
    simd: S,
    factors: &[[f32; QUERIES]],
    rows: &[[f32; N]],
    mut put: impl FnMut(usize, usize, S::f32s),
) {
    for part in 0..N * size_of::<f32>() / size_of::<S::f32s>() {
        let mut sums = [simd.splat_f32s(0.0); QUERIES];
        for (factors, row) in factors.iter().zip(rows) {
            let row = S::as_simd_f32s(row).0[part];
            for (sum, factor) in sums.iter_mut().zip(factors) {
                // Not as one operation: other processors round in between.
                *sum = simd.add_f32s(*sum, simd.mul_f32s(simd.splat_f32s(*factor), row));
            }
        }
        for (query, sum) in sums.into_iter().enumerate() {
            put(query, part, sum);
        }
    }
}

impl Room {
    /// Takes the keys and values of a head.
    #[inline(always)]
    fn read(&mut self, rows: &[Row], head: usize) {
        self.keys.clear();
        self.keys.resize(rows.len().div_ceil(SIDE), [[0.0; SIDE]; WIDTH]);
        self.values.clear();
        for (rows, keys) in rows.chunks(SIDE).zip(&mut self.keys) {
            for (i, row) in rows.iter().enumerate() {
                let key = &row[HIDDEN + head..HIDDEN + head + WIDTH];
                keys.iter_mut().zip(key).for_each(|(side, x)| side[i] = *x);
                let mut value = [0.0; WIDTH];
                value.copy_from_slice(&row[2 * HIDDEN + head..2 * HIDDEN + head + WIDTH]);
                self.values.push(value);
            }
        }
    }

    /// How well each piece fits each of some queries.
    #[inline(always)]
    fn score<S: Simd>(&mut self, simd: S, queries: &[[f32; QUERIES]; WIDTH]) {
        let Self { keys, scores, .. } = self;
        scores.iter_mut().for_each(|scores| scores.resize(keys.len(), [0.0; SIDE]));
        for (at, keys) in keys.iter().enumerate() {
            sums(
                simd,
                queries,
                keys,
                #[inline(always)]
                |query, part, sum| S::as_mut_simd_f32s(&mut scores[query][at]).0[part] = sum,
            );
        }
    }

    /// Turns scores of so many pieces into shares of what comes back.
    #[inline(always)]
    fn share(&mut self, pieces: usize) -> [f32; QUERIES] {
        self.shares.resize(pieces, [0.0; QUERIES]);
        let mut all = [0.0; QUERIES];
        for (query, (scores, all)) in self.scores.iter_mut().zip(&mut all).enumerate() {
            let scores = &mut scores.as_flattened_mut()[..pieces];
            *all = shares(scores);
            self.shares.iter_mut().zip(scores).for_each(|(shares, x)| shares[query] = *x);
        }
        all
    }

    /// The values of all pieces together, by the shares that each of some queries has of them.
    #[inline(always)]
    fn mix<S: Simd>(&self, simd: S) -> [[f32; WIDTH]; QUERIES] {
        let mut out = [[0f32; WIDTH]; QUERIES];
        sums(
            simd,
            &self.shares,
            &self.values,
            #[inline(always)]
            |query, part, sum| S::as_mut_simd_f32s(&mut out[query]).0[part] = sum,
        );
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_piece_sees_all_by_how_well_they_fit() {
        for n in [1, 3, 4, 17, 33] {
            let number = |i: usize, d: usize| ((i * 31 + d * 17) % 23) as f32 / 11.0 - 1.0;
            let rows: Vec<Row> = (0..n).map(|i| std::array::from_fn(|d| number(i, d))).collect();
            let mut seen = vec![[0.0; HIDDEN]; n];
            attend(&rows, &mut Room::default(), &mut seen);
            for (i, seen) in seen.iter().enumerate() {
                for head in (0..HEADS).map(|head| head * WIDTH) {
                    let fit = |j: usize| -> f32 {
                        (head..head + WIDTH).map(|d| rows[i][d] * rows[j][HIDDEN + d]).sum::<f32>()
                            / (WIDTH as f32).sqrt()
                    };
                    let shares: Vec<f32> = (0..n).map(|j| fit(j).exp()).collect();
                    let all: f32 = shares.iter().sum();
                    for d in head..head + WIDTH {
                        let expected: f32 =
                            shares.iter().zip(&rows).map(|(s, row)| s / all * row[2 * HIDDEN + d]).sum();
                        assert!((seen[d] - expected).abs() < 1e-4, "{} instead of {expected}", seen[d]);
                    }
                }
            }
        }
    }
}
