//! The kernel for processors with AVX2: products of numbers of two bytes, sixteen at a time.

use super::{OUTPUTS, Pack, STEP, Sink, Sums, Task, tiles};
use bytemuck::cast;
use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_hadd_epi32, _mm256_madd_epi16,
    _mm256_permute4x64_epi64, _mm256_set1_epi64x, _mm256_setzero_si256,
};

/// Rows that are worked on at a time: what the registers hold.
const ROWS: usize = 8;

/// As [`super::products`].
#[target_feature(enable = "avx2")]
pub(super) fn products(task: Task<'_>, sink: &mut impl Sink) {
    let Task { inputs, weights, steps, wide } = task;
    wide.clear();
    wide.extend(inputs.iter().map(|x| x.map(i16::from)));
    tiles(
        wide,
        weights,
        steps,
        (
            |inputs: [&[[i16; STEP]]; _], weights: &[Pack], all: &mut Sums<_>| parts(inputs, weights, all),
            |inputs: [&[[i16; STEP]]; _], weights: &[Pack], all: &mut Sums<_>| parts(inputs, weights, all),
        ),
        sink,
    );
}

/// The sums of some inputs with the rows side by side.
#[inline]
#[target_feature(enable = "avx2")]
fn parts<const N: usize>(inputs: [&[[i16; STEP]]; N], weights: &[Pack], all: &mut Sums<N>) {
    let inputs = inputs.map(|input| &input[..weights.len()]);
    for part in 0..OUTPUTS / ROWS {
        for (all, sums) in all.iter_mut().zip(sums(inputs, weights, part)) {
            all.as_chunks_mut().0[part] = sums;
        }
    }
}

/// The same with a part of the rows.
#[inline]
#[target_feature(enable = "avx2")]
fn sums<const N: usize>(inputs: [&[[i16; STEP]]; N], weights: &[Pack], part: usize) -> [[i32; ROWS]; N] {
    // For each row two sums, of every other two numbers.
    let mut sums = [(_mm256_setzero_si256(), _mm256_setzero_si256()); N];
    for (step, pack) in weights.iter().enumerate() {
        let [first, second]: [[i8; 16]; 2] = cast(pack.as_chunks::<{ ROWS * STEP }>().0[part]);
        let (first, second) = (_mm256_cvtepi8_epi16(cast(first)), _mm256_cvtepi8_epi16(cast(second)));
        for (sums, input) in sums.iter_mut().zip(inputs) {
            let input = _mm256_set1_epi64x(cast(input[step]));
            sums.0 = _mm256_add_epi32(sums.0, _mm256_madd_epi16(first, input));
            sums.1 = _mm256_add_epi32(sums.1, _mm256_madd_epi16(second, input));
        }
    }
    sums.map(|(first, second)| cast(pairs(first, second)))
}

/// Adds neighbours: eight sums in order.
#[inline]
#[target_feature(enable = "avx2")]
fn pairs(a: __m256i, b: __m256i) -> __m256i {
    _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(a, b))
}
