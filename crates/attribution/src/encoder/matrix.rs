//! A matrix of small whole numbers with a factor for each row, and its product with inputs.

use super::kernel::{self, LANES};
use std::borrow::Cow;

/// The largest magnitude of an input as a whole number: with it the sum over 2048 products with a weight fits.
const LARGEST: f32 = 8191.0;

/// Weights and bias of a layer: for each output a row of whole numbers between −127 and 127, and what one stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct Matrix {
    weights: Cow<'static, [i8]>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
}

/// Room for the whole numbers of a product, used again for the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    whole: Vec<i16>,
    scales: Vec<f32>,
    sums: Vec<i32>,
}

impl Matrix {
    /// `None` unless the numbers fit each other and the kernel.
    pub(super) fn new(
        weights: Cow<'static, [i8]>,
        scales: Vec<f32>,
        bias: Vec<f32>,
        inputs: usize,
    ) -> Option<Self> {
        let fits = scales.len() == bias.len()
            && weights.len() == inputs * bias.len()
            && inputs.is_multiple_of(LANES)
            && inputs <= 2048;
        fits.then_some(Self { weights, scales, bias, inputs })
    }

    /// How many numbers come out for each input.
    pub(super) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Puts the outputs for each of several inputs one after the other.
    pub(super) fn apply(&self, inputs: &[f32], room: &mut Room, out: &mut Vec<f32>) {
        room.whole.clear();
        room.scales.clear();
        for input in inputs.chunks_exact(self.inputs) {
            let largest = input.iter().fold(1e-6f32, |m, x| m.max(x.abs()));
            let scale = LARGEST / largest;
            room.whole.extend(input.iter().map(|x| (x * scale + if *x < 0.0 { -0.5 } else { 0.5 }) as i16));
            room.scales.push(largest / LARGEST);
        }
        kernel::products(&room.whole, &self.weights, self.inputs, &mut room.sums);
        out.clear();
        for (sums, scale) in room.sums.chunks_exact(self.outputs()).zip(&room.scales) {
            let numbers = sums.iter().zip(&self.scales).zip(&self.bias);
            out.extend(numbers.map(|((sum, own), bias)| *sum as f32 * (scale * own) + bias));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_come_near_those_of_broken_numbers() {
        let inputs: Vec<f32> = (0..2 * LANES).map(|i| (i as f32 - 13.0) * 0.37).collect();
        let weights: Vec<i8> = (0..2 * LANES).map(|i| (i * 7 % 255) as u8 as i8).collect();
        let matrix = Matrix::new(weights.clone().into(), vec![0.01, 0.02], vec![0.5, -0.5], LANES).unwrap();
        let mut out = Vec::new();
        matrix.apply(&inputs, &mut Room::default(), &mut out);
        for (t, input) in inputs.chunks(LANES).enumerate() {
            for (o, row) in weights.chunks(LANES).enumerate() {
                let sum: f32 = row.iter().zip(input).map(|(w, x)| f32::from(*w) * x).sum();
                let expected = sum * [0.01, 0.02][o] + [0.5, -0.5][o];
                assert!((out[t * 2 + o] - expected).abs() < 2e-2, "{} {expected}", out[t * 2 + o]);
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(Matrix::new(vec![0; 15].into(), vec![1.0], vec![0.0], 15).is_none());
        assert!(Matrix::new(vec![0; 15].into(), vec![1.0], vec![0.0], LANES).is_none());
        assert!(Matrix::new(vec![0; 4096].into(), vec![1.0], vec![0.0], 4096).is_none());
    }
}
