//! The kernel for processors with AVX-512 and its products of bytes, 64 at a time.

use super::{Pack, STEP, Sink, Sums, Task, tiles};
use bytemuck::cast;
use std::arch::x86_64::{__m512i, _mm512_dpbusd_epi32, _mm512_set1_epi32, _mm512_setzero_si512};

/// As [`super::products`].
#[target_feature(enable = "avx512f,avx512vnni")]
pub(super) fn products(task: Task<'_>, sink: &mut impl Sink) {
    tiles(
        task.inputs,
        task.weights,
        task.steps,
        (
            |inputs: [&[[u8; STEP]]; _], weights: &[Pack], all: &mut Sums<_>| sums(inputs, weights, all),
            |inputs: [&[[u8; STEP]]; _], weights: &[Pack], all: &mut Sums<_>| sums(inputs, weights, all),
        ),
        sink,
    );
}

/// The sums of some inputs with the rows side by side.
#[inline]
#[target_feature(enable = "avx512f,avx512vnni")]
fn sums<const N: usize>(inputs: [&[[u8; STEP]]; N], weights: &[Pack], all: &mut Sums<N>) {
    let inputs = inputs.map(|input| &input[..weights.len()]);
    let mut sums = [[_mm512_setzero_si512(); 4]; N];
    for (step, pack) in weights.iter().enumerate() {
        let weights: [__m512i; 4] = cast(*pack);
        for (sums, input) in sums.iter_mut().zip(inputs) {
            let input = _mm512_set1_epi32(i32::from_le_bytes(input[step]));
            for (sum, weights) in sums.iter_mut().zip(weights) {
                *sum = _mm512_dpbusd_epi32(*sum, input, weights);
            }
        }
    }
    for (all, sums) in all.iter_mut().zip(sums) {
        all.as_chunks_mut().0.iter_mut().zip(sums).for_each(|(out, sum)| *out = cast::<_, [i32; 16]>(sum));
    }
}
