//! Products of whole numbers: each of several inputs with each row of weights.
//!
//! Weights lie in the order in which they are read: [`OUTPUTS`] rows side by side, [`STEP`] numbers of each at a time, so
//! that a sum stays in its place of a register from the first product to the last. Sums of whole numbers are the same in
//! any order, so all kernels give the same numbers, and so does every machine.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod vnni;

/// Rows of weights side by side.
pub(super) const OUTPUTS: usize = 64;
/// Numbers of a row that are read at a time; the length of every row is a multiple of it.
pub(super) const STEP: usize = 4;
/// Inputs that are worked on at a time.
const INPUTS: usize = 6;
/// The same where no more are left.
const FEW: usize = 3;

/// What is read at a time: for each of the rows side by side its next few numbers.
pub(super) type Pack = [i8; OUTPUTS * STEP];
/// The sums of a few inputs with the rows side by side.
type Sums<const N: usize> = [[i32; OUTPUTS]; N];

/// What takes sums: of an input with each of the rows side by side from `first` on.
pub(super) trait Sink {
    /// Takes them; compiled for the processor as the kernel is, if it is always put in place.
    fn take(&mut self, input: usize, first: usize, sums: &[i32; OUTPUTS]);
}

/// Inputs and weights. No sum overflows: a row has fewer than 2^31 / 255 / 128 numbers.
pub(super) struct Task<'a> {
    /// One input after the other.
    pub(super) inputs: &'a [[u8; STEP]],
    /// The rows side by side, then those that come next.
    pub(super) weights: &'a [Pack],
    /// The numbers of an input and of a row, by [`STEP`].
    pub(super) steps: usize,
    /// Room for inputs in another form.
    pub(super) wide: &'a mut Vec<[i16; STEP]>,
}

/// Rows of weights in the order in which they are read; what is missing to the last [`OUTPUTS`] is filled up with zeros.
pub(super) fn pack(rows: &[i8], length: usize) -> Vec<i8> {
    let mut out = Vec::with_capacity(rows.len().next_multiple_of(OUTPUTS * length));
    for side in rows.chunks(OUTPUTS * length) {
        for step in 0..length / STEP {
            for row in 0..OUTPUTS {
                let at = row * length + step * STEP;
                out.extend_from_slice(side.get(at..at + STEP).unwrap_or(&[0; STEP]));
            }
        }
    }
    out
}

/// Hands out the sums of each input with each of the rows.
pub(super) fn products(task: Task<'_>, sink: &mut impl Sink) {
    Kernel::best().products(task, sink);
}

/// One for each kind of processor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kernel {
    Plain,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Vnni,
}

impl Kernel {
    /// Those that this processor has what they need for, the best first.
    fn there() -> impl Iterator<Item = Self> {
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as there;
            let vnni = (there!("avx512f") && there!("avx512vnni")).then_some(Self::Vnni);
            let avx2 = there!("avx2").then_some(Self::Avx2);
            vnni.into_iter().chain(avx2).chain([Self::Plain])
        }
        #[cfg(not(target_arch = "x86_64"))]
        [Self::Plain].into_iter()
    }

    fn best() -> Self {
        Self::there().next().unwrap_or(Self::Plain)
    }

    /// As [`products()`]; does nothing on a processor that the kernel is not for.
    #[allow(unsafe_code)]
    fn products(self, task: Task<'_>, sink: &mut impl Sink) {
        match self {
            Self::Plain => plain(&task, sink),
            // SAFETY: the two functions are safe code compiled for processors with the features that were just looked for.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 if Self::there().any(|k| k == self) => unsafe { avx2::products(task, sink) },
            #[cfg(target_arch = "x86_64")]
            Self::Vnni if Self::there().any(|k| k == self) => unsafe { vnni::products(task, sink) },
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 | Self::Vnni => {}
        }
    }
}

/// The same on any processor.
fn plain(task: &Task<'_>, sink: &mut impl Sink) {
    fn sums<const N: usize>(inputs: [&[[u8; STEP]]; N], weights: &[Pack], all: &mut Sums<N>) {
        *all = [[0; OUTPUTS]; N];
        for (input, sums) in inputs.iter().zip(all) {
            for (x, pack) in input.iter().zip(weights) {
                for (sum, w) in sums.iter_mut().zip(pack.as_chunks::<STEP>().0) {
                    *sum += w.iter().zip(x).map(|(w, x)| i32::from(*w) * i32::from(*x)).sum::<i32>();
                }
            }
        }
    }
    tiles(task.inputs, task.weights, task.steps, (sums, sums), sink);
}

/// Goes over all inputs, a few at a time, with all weights, some rows at a time; these stay close to the processor. The two
/// functions put the sums of [`INPUTS`] and of [`FEW`] inputs in their place.
#[inline(always)]
fn tiles<T>(
    inputs: &[[T; STEP]],
    weights: &[Pack],
    steps: usize,
    (many, few): (
        impl Fn([&[[T; STEP]]; INPUTS], &[Pack], &mut Sums<INPUTS>),
        impl Fn([&[[T; STEP]]; FEW], &[Pack], &mut Sums<FEW>),
    ),
    sink: &mut impl Sink,
) {
    if steps == 0 {
        return;
    }
    let count = inputs.len() / steps;
    let (mut of_many, mut of_few) = ([[0; OUTPUTS]; INPUTS], [[0; OUTPUTS]; FEW]);
    // Where fewer are left, the last one fills their places.
    let input = |i: usize| {
        let at = i.min(count - 1);
        &inputs[at * steps..(at + 1) * steps]
    };
    for (side, weights) in weights.chunks_exact(steps).enumerate() {
        let mut first = 0;
        while first < count {
            if count - first > FEW {
                many(std::array::from_fn(|i| input(first + i)), weights, &mut of_many);
                hand_out(&of_many, first, count, side, sink);
                first += INPUTS;
            } else {
                few(std::array::from_fn(|i| input(first + i)), weights, &mut of_few);
                hand_out(&of_few, first, count, side, sink);
                first += FEW;
            }
        }
    }
}

#[inline(always)]
fn hand_out(all: &[[i32; OUTPUTS]], first: usize, count: usize, side: usize, sink: &mut impl Sink) {
    for (i, sums) in all.iter().enumerate().take(count - first) {
        sink.take(first + i, side * OUTPUTS, sums);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Found = Vec<(usize, usize, [i32; OUTPUTS])>;

    impl Sink for Found {
        fn take(&mut self, input: usize, first: usize, sums: &[i32; OUTPUTS]) {
            self.push((input, first, *sums));
        }
    }

    fn found(inputs: &[u8], rows: &[i8], length: usize, with: impl FnOnce(Task<'_>, &mut Found)) -> Found {
        let (packed, mut wide, mut found) = (pack(rows, length), Vec::new(), Vec::new());
        let weights = packed.as_chunks().0;
        let task = Task { inputs: inputs.as_chunks().0, weights, steps: length / STEP, wide: &mut wide };
        with(task, &mut found);
        found
    }

    fn by_hand(inputs: &[u8], rows: &[i8], length: usize) -> Vec<(usize, usize, i32)> {
        let mut out = Vec::new();
        for (i, input) in inputs.chunks_exact(length).enumerate() {
            for (r, row) in rows.chunks_exact(length).enumerate() {
                out.push((i, r, row.iter().zip(input).map(|(w, x)| i32::from(*w) * i32::from(*x)).sum()));
            }
        }
        out
    }

    fn numbers() -> impl Strategy<Value = (Vec<u8>, Vec<i8>, usize)> {
        (0usize..15, 0usize..140, 1usize..5).prop_flat_map(|(inputs, rows, steps)| {
            let length = steps * STEP;
            (
                prop::collection::vec(any::<u8>(), inputs * length),
                prop::collection::vec(any::<i8>(), rows * length),
                Just(length),
            )
        })
    }

    proptest! {
        #[test]
        fn the_plain_kernel_is_right((inputs, rows, length) in numbers()) {
            let found = found(&inputs, &rows, length, |task, out| plain(&task, out));
            for (input, row, sum) in by_hand(&inputs, &rows, length) {
                let tile = found.iter().find(|(i, r, _)| *i == input && (*r..*r + OUTPUTS).contains(&row));
                prop_assert_eq!(tile.map(|(_, r, sums)| sums[row - r]), Some(sum));
            }
        }

        #[test]
        fn every_kernel_gives_the_same_sums((inputs, rows, length) in numbers()) {
            let slow = found(&inputs, &rows, length, |task, out| plain(&task, out));
            for kernel in Kernel::there() {
                let fast = found(&inputs, &rows, length, |task, out| {
                    kernel.products(task, out);
                });
                prop_assert_eq!(&slow, &fast, "{:?}", kernel);
            }
        }
    }

    #[test]
    fn the_largest_numbers_fit() {
        let length = 2048;
        for w in [127, -128] {
            for kernel in Kernel::there() {
                let fast = found(&vec![255; length], &vec![w; length], length, |task, out| {
                    kernel.products(task, out);
                });
                assert_eq!(fast[0].2[0], 255 * 2048 * i32::from(w));
                assert_eq!(fast[0].2[1], 0, "rows that are not there are zeros");
            }
        }
    }
}
