//! A matrix of small whole numbers with a factor for each row, and its product with inputs.

use super::kernel::{self, OUTPUTS, Pack, STEP, Sink, Task};
use super::numbers::{self, dispatch};
use std::borrow::Cow;

/// Weights and bias of a layer: for each output a row of whole numbers between −127 and 127, and what one stands for.
///
/// Rows are filled up with zeros to a multiple of [`OUTPUTS`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Matrix {
    /// In the order in which the kernel reads them.
    weights: Cow<'static, [i8]>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    /// For each row what comes of an input of ones, without bias.
    ones: Vec<f32>,
    inputs: usize,
    outputs: usize,
    /// Whether inputs are taken as they are.
    unrounded: bool,
}

/// Room for the whole numbers of a product, used again for the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Room {
    whole: Vec<u8>,
    ranges: Vec<Range>,
    wide: Vec<[i16; STEP]>,
}

/// What the whole numbers of an input stand for: 0 for the lowest, and each for one step more.
#[derive(Clone, Copy, Debug)]
struct Range {
    low: f32,
    step: f32,
}

/// The number that the highest of an input becomes.
const HIGHEST: f32 = 255.0;

impl Matrix {
    /// `None` unless the numbers fit each other and the kernel; `weights` are as [`kernel::pack`] leaves them.
    pub(crate) fn new(
        weights: Cow<'static, [i8]>,
        mut scales: Vec<f32>,
        mut bias: Vec<f32>,
        inputs: usize,
    ) -> Option<Self> {
        let outputs = bias.len();
        let rows = outputs.next_multiple_of(OUTPUTS);
        let fits = scales.len() == outputs
            && weights.len() == inputs * rows
            && inputs.is_multiple_of(STEP)
            && inputs <= 2048;
        if !fits {
            return None;
        }
        scales.resize(rows, 0.0);
        bias.resize(rows, 0.0);
        let zeros = || vec![0.0; rows];
        let new = Self { weights, scales, bias: zeros(), ones: zeros(), inputs, outputs, unrounded: false };
        let whole = vec![[1; STEP]; inputs / STEP];
        let mut ones = Vec::new();
        let ranges = &[Range { low: 0.0, step: 1.0 }];
        kernel::products(new.task(&whole, &mut Vec::new()), &mut Finish::new(&new, ranges, &mut ones, |x| x));
        ones.resize(rows, 0.0);
        Some(Self { ones, bias, ..new })
    }

    fn task<'a>(&'a self, inputs: &'a [[u8; STEP]], wide: &'a mut Vec<[i16; STEP]>) -> Task<'a> {
        Task { inputs, weights: self.packs(), steps: self.inputs / STEP, wide }
    }

    fn packs(&self) -> &[Pack] {
        self.weights.as_chunks().0
    }

    /// Leaves inputs unrounded from now on: slow.
    pub(crate) fn take_inputs_as_they_are(&mut self) {
        self.unrounded = true;
    }

    /// Puts the outputs for each of several inputs one after the other, each bent by a function.
    #[inline]
    pub(crate) fn apply(
        &self,
        inputs: &[f32],
        room: &mut Room,
        out: &mut Vec<f32>,
        bend: impl Fn(f32) -> f32,
    ) {
        if self.unrounded {
            return self.apply_unrounded(inputs, out, bend);
        }
        let Room { whole, ranges, wide } = room;
        whole.resize(inputs.len(), 0);
        ranges.clear();
        dispatch(
            #[inline(always)]
            || {
                for (input, whole) in
                    inputs.chunks_exact(self.inputs).zip(whole.chunks_exact_mut(self.inputs))
                {
                    ranges.push(round(input, whole));
                }
            },
        );
        kernel::products(self.task(whole.as_chunks().0, wide), &mut Finish::new(self, ranges, out, bend));
    }

    /// The same of inputs as they are.
    fn apply_unrounded(&self, inputs: &[f32], out: &mut Vec<f32>, bend: impl Fn(f32) -> f32) {
        out.clear();
        for input in inputs.chunks_exact(self.inputs) {
            for (side, packs) in self.packs().chunks_exact(self.inputs / STEP).enumerate() {
                let mut sums = [0f32; OUTPUTS];
                for (x, pack) in input.as_chunks::<STEP>().0.iter().zip(packs) {
                    for (sum, weights) in sums.iter_mut().zip(pack.as_chunks::<STEP>().0) {
                        *sum += x.iter().zip(weights).map(|(x, w)| x * f32::from(*w)).sum::<f32>();
                    }
                }
                let rows = side * OUTPUTS..self.outputs.min((side + 1) * OUTPUTS);
                let rows = self.scales[rows.clone()].iter().zip(&self.bias[rows]);
                out.extend(sums.iter().zip(rows).map(|(sum, (scale, bias))| bend(sum * scale + bias)));
            }
        }
    }
}

/// Makes outputs of sums.
struct Finish<'a, F> {
    matrix: &'a Matrix,
    ranges: &'a [Range],
    out: &'a mut [f32],
    bend: F,
}

impl<'a, F: Fn(f32) -> f32> Finish<'a, F> {
    fn new(matrix: &'a Matrix, ranges: &'a [Range], out: &'a mut Vec<f32>, bend: F) -> Self {
        out.resize(ranges.len() * matrix.outputs, 0.0);
        Self { matrix, ranges, out, bend }
    }
}

impl<F: Fn(f32) -> f32> Sink for Finish<'_, F> {
    #[inline(always)]
    fn take(&mut self, input: usize, first: usize, sums: &[i32; OUTPUTS]) {
        let Matrix { scales, ones, bias, outputs, .. } = self.matrix;
        let (scales, ones, bias) = (&scales[first..], &ones[first..], &bias[first..]);
        let Range { low, step } = self.ranges[input];
        let fill = |side: &mut [f32; OUTPUTS]| {
            for ((x, sum), ((scale, one), bias)) in
                side.iter_mut().zip(sums).zip(scales.iter().zip(ones).zip(bias))
            {
                *x = (self.bend)(*sum as f32 * (step * scale) + (low * one + bias));
            }
        };
        let place = &mut self.out[input * outputs + first..(input + 1) * outputs];
        if let Some(place) = place.first_chunk_mut() {
            fill(place);
        } else {
            let mut side = [0.0; OUTPUTS];
            fill(&mut side);
            place.copy_from_slice(&side[..place.len()]);
        }
    }
}

/// Brings an input into whole numbers.
#[inline(always)]
fn round(input: &[f32], whole: &mut [u8]) -> Range {
    let (low, high) = numbers::range(input);
    let step = ((high - low) / HIGHEST).max(1e-9);
    let steps = 1.0 / step;
    for (whole, x) in whole.iter_mut().zip(input) {
        *whole = numbers::nearest((x - low) * steps).to_le_bytes()[0];
    }
    Range { low, step }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_come_near_those_of_broken_numbers() {
        const LENGTH: usize = 2 * STEP;
        let inputs: Vec<f32> = (0..2 * LENGTH).map(|i| (i as f32 - 13.0) * 0.37).collect();
        let weights: Vec<i8> = (0..2 * LENGTH).map(|i| (i * 7 % 255) as u8 as i8).collect();
        let packed = kernel::pack(&weights, LENGTH).into();
        let matrix = Matrix::new(packed, vec![0.01, 0.02], vec![0.5, -0.5], LENGTH).unwrap();
        let mut out = Vec::new();
        matrix.apply(&inputs, &mut Room::default(), &mut out, |x| 2.0 * x);
        for (t, input) in inputs.chunks(LENGTH).enumerate() {
            for (o, row) in weights.chunks(LENGTH).enumerate() {
                let sum: f32 = row.iter().zip(input).map(|(w, x)| f32::from(*w) * x).sum();
                let expected = 2.0 * (sum * [0.01, 0.02][o] + [0.5, -0.5][o]);
                assert!((out[t * 2 + o] - expected).abs() < 0.1, "{} {expected}", out[t * 2 + o]);
            }
        }
    }

    #[test]
    fn an_input_is_rounded_to_the_nearest_of_its_steps() {
        let mut whole = [0; 4];
        let Range { low, step } = round(&[-1.0, 0.0, 1.0, 50.0], &mut whole);
        assert_eq!((low, step, whole), (-1.0, 0.2, [0, 5, 10, 255]));
        round(&[3.0; 4], &mut whole);
        assert_eq!(whole, [0; 4], "there is but one");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let new = |weights, outputs, inputs| {
            Matrix::new(vec![0; weights].into(), vec![1.0; outputs], vec![0.0; outputs], inputs)
        };
        assert!(new(OUTPUTS * STEP, OUTPUTS, STEP).is_some() && new(OUTPUTS * STEP, 9, STEP).is_some());
        assert!(new(OUTPUTS * STEP - 1, OUTPUTS, STEP).is_none(), "too few weights");
        assert!(new(OUTPUTS * 3, OUTPUTS, 3).is_none(), "rows of no whole step");
        assert!(new(OUTPUTS * 4096, OUTPUTS, 4096).is_none(), "sums that may overflow");
    }
}
