//! The kernel for processors with AVX-512 and its products of bytes, 64 at a time.

use super::{INPUTS, Pack, STEP, Sink, Sums, Task, tiles};
use bytemuck::cast;
use std::arch::x86_64::{__m512i, _mm512_dpbusd_epi32, _mm512_set1_epi32, _mm512_setzero_si512};

/// As [`super::products`].
#[target_feature(enable = "avx512f,avx512vnni")]
pub(super) fn products(task: Task<'_>, sink: &mut impl Sink) {
    let tile = |[a, b, c, d, e, f]: [&[[u8; STEP]]; INPUTS], weights: &[Pack], all: &mut Sums| {
        let mut sums = [[_mm512_setzero_si512(); 4]; INPUTS];
        for ((((((pack, a), b), c), d), e), f) in weights.iter().zip(a).zip(b).zip(c).zip(d).zip(e).zip(f) {
            let weights: [__m512i; 4] = cast(*pack);
            for (sums, input) in sums.iter_mut().zip([a, b, c, d, e, f]) {
                let input = _mm512_set1_epi32(i32::from_le_bytes(*input));
                for (sum, weights) in sums.iter_mut().zip(weights) {
                    *sum = _mm512_dpbusd_epi32(*sum, input, weights);
                }
            }
        }
        for (all, sums) in all.iter_mut().zip(sums) {
            all.as_chunks_mut()
                .0
                .iter_mut()
                .zip(sums)
                .for_each(|(out, sum)| *out = cast::<_, [i32; 16]>(sum));
        }
    };
    tiles(task.inputs, task.weights, task.steps, tile, sink);
}
