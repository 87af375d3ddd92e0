//! Products of whole numbers: each of several inputs with each row of weights.
//!
//! Sums of whole numbers are the same in any order, so the kernel for newer processors and the plain one give the same
//! numbers, and so does every machine.

#[cfg(target_arch = "x86_64")]
use pulp::{NullaryFnOnce, x86::V3};
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::__m256i;

/// How many numbers are multiplied at once; every length of a row is a multiple of it.
pub(super) const LANES: usize = 16;

/// For each input the sums of its products with all rows of weights, one input after the other.
///
/// An input and a row of weights have `length` numbers, a multiple of [`LANES`]. No sum overflows as long as the
/// magnitudes in a row of inputs stay below 2^31 / 127 / `length`; what overflows wraps.
pub(super) fn products(inputs: &[i16], weights: &[i8], length: usize, out: &mut Vec<i32>) {
    out.clear();
    if length == 0 {
        return;
    }
    let rows = weights.len() / length;
    out.resize(inputs.len() / length * rows, 0);
    let task = Task { inputs, weights, length, rows, out };
    #[cfg(target_arch = "x86_64")]
    if let Some(simd) = V3::try_new() {
        simd.vectorize(OnV3 { simd, task });
        return;
    }
    plain(task);
}

struct Task<'a> {
    inputs: &'a [i16],
    weights: &'a [i8],
    length: usize,
    rows: usize,
    out: &'a mut [i32],
}

impl Task<'_> {
    #[inline(always)]
    fn put(&mut self, input: usize, row: usize, sum: i32) {
        if let Some(place) = self.out.get_mut(input * self.rows + row) {
            *place = sum;
        }
    }
}

/// The same on any processor.
fn plain(mut task: Task<'_>) {
    let (inputs, weights) = (task.inputs, task.weights);
    for (r, row) in weights.chunks_exact(task.length).enumerate() {
        for (t, input) in inputs.chunks_exact(task.length).enumerate() {
            let sum = row
                .iter()
                .zip(input)
                .fold(0i32, |sum, (w, x)| sum.wrapping_add(i32::from(*w) * i32::from(*x)));
            task.put(t, r, sum);
        }
    }
}

/// The kernel for processors with AVX2.
#[cfg(target_arch = "x86_64")]
struct OnV3<'a> {
    simd: V3,
    task: Task<'a>,
}

#[cfg(target_arch = "x86_64")]
impl NullaryFnOnce for OnV3<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { simd, mut task } = self;
        let (inputs, weights, length) = (task.inputs, task.weights, task.length);
        // Four inputs with two rows: what the registers hold.
        for (pair, rows) in weights.chunks(2 * length).enumerate() {
            let (first, second) = rows.split_at(length.min(rows.len()));
            for (four, inputs) in inputs.chunks(4 * length).enumerate() {
                let mut input = inputs.chunks_exact(length);
                if let (Some(a), Some(b), Some(c), Some(d), false) =
                    (input.next(), input.next(), input.next(), input.next(), second.is_empty())
                {
                    let sums = tile(simd, first, second, [a, b, c, d]);
                    for (t, (x, y)) in sums.into_iter().enumerate() {
                        task.put(4 * four + t, 2 * pair, x);
                        task.put(4 * four + t, 2 * pair + 1, y);
                    }
                    continue;
                }
                for (t, input) in inputs.chunks_exact(length).enumerate() {
                    task.put(4 * four + t, 2 * pair, single(simd, first, input));
                    if !second.is_empty() {
                        task.put(4 * four + t, 2 * pair + 1, single(simd, second, input));
                    }
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn widen(simd: V3, weights: &[i8; LANES]) -> __m256i {
    simd.avx2._mm256_cvtepi8_epi16(pulp::cast(*weights))
}

/// Adds sixteen products to eight sums.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn add(simd: V3, sum: __m256i, weights: __m256i, input: &[i16; LANES]) -> __m256i {
    simd.avx2._mm256_add_epi32(sum, simd.avx2._mm256_madd_epi16(weights, pulp::cast(*input)))
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn total(sums: __m256i) -> i32 {
    let sums: [i32; 8] = pulp::cast(sums);
    sums.iter().fold(0, |a, b| a.wrapping_add(*b))
}

/// Two rows with four inputs: a pair of sums for each input.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn tile(simd: V3, first: &[i8], second: &[i8], inputs: [&[i16]; 4]) -> [(i32, i32); 4] {
    let (first, second) = (first.as_chunks::<LANES>().0, second.as_chunks::<LANES>().0);
    let [a, b, c, d] = inputs.map(|x| x.as_chunks::<LANES>().0);
    let zero = simd.avx._mm256_setzero_si256();
    let mut sums = [(zero, zero); 4];
    for (((((u, v), a), b), c), d) in first.iter().zip(second).zip(a).zip(b).zip(c).zip(d) {
        let (u, v) = (widen(simd, u), widen(simd, v));
        for (sum, input) in sums.iter_mut().zip([a, b, c, d]) {
            sum.0 = add(simd, sum.0, u, input);
            sum.1 = add(simd, sum.1, v, input);
        }
    }
    sums.map(|(x, y)| (total(x), total(y)))
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn single(simd: V3, row: &[i8], input: &[i16]) -> i32 {
    let mut sum = simd.avx._mm256_setzero_si256();
    for (w, x) in row.as_chunks::<LANES>().0.iter().zip(input.as_chunks::<LANES>().0) {
        sum = add(simd, sum, widen(simd, w), x);
    }
    total(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_kernel_gives_the_same_sums(
            (inputs, weights) in (0usize..10, 0usize..7).prop_flat_map(|(inputs, rows)| (
                prop::collection::vec(any::<i16>(), inputs * 2 * LANES),
                prop::collection::vec(any::<i8>(), rows * 2 * LANES),
            ))
        ) {
            let length = 2 * LANES;
            let rows = weights.len() / length;
            let mut fast = Vec::new();
            products(&inputs, &weights, length, &mut fast);
            let mut slow = vec![0; fast.len()];
            plain(Task { inputs: &inputs, weights: &weights, length, rows, out: &mut slow });
            prop_assert_eq!(fast, slow);
        }
    }

    #[test]
    fn sums_of_products() {
        let mut out = Vec::new();
        products(&[1; LANES], &[[2; LANES], [-3; LANES]].concat(), LANES, &mut out);
        assert_eq!(out, [32, -48]);
    }
}
