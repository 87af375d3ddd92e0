//! Matrices in a section of a model file.

use super::Matrix;
use super::kernel::{OUTPUTS, pack};
use std::borrow::Cow;

/// A matrix as training leaves it: for each output the weights of all inputs, row by row, and the bias.
#[derive(Clone, Copy, Debug)]
pub struct Linear<'a> {
    /// Its numbers.
    pub weights: &'a [f32],
    /// One for each output.
    pub bias: &'a [f32],
}

/// Rows as small whole numbers, and what one stands for in each row.
pub(crate) fn rows(numbers: &[f32], length: usize) -> (Vec<i8>, Vec<f32>) {
    let mut small = Vec::with_capacity(numbers.len());
    let mut scales = Vec::new();
    for row in numbers.chunks_exact(length) {
        let largest = row.iter().fold(1e-6f32, |m, x| m.max(x.abs()));
        scales.push(largest / 127.0);
        small.extend(row.iter().map(|x| (x * 127.0 / largest).round() as i8));
    }
    (small, scales)
}

/// Small numbers as they are written.
pub(crate) fn bytes(small: &[i8]) -> impl Iterator<Item = u8> {
    small.iter().map(|x| x.cast_unsigned())
}

/// Writes numbers.
pub(crate) fn put(out: &mut Vec<u8>, numbers: &[f32]) {
    numbers.iter().for_each(|x| out.extend(x.to_le_bytes()));
}

/// Writes a matrix.
pub(crate) fn put_linear(out: &mut Vec<u8>, linear: Linear<'_>) {
    let inputs = linear.weights.len() / linear.bias.len().max(1);
    let (small, scales) = rows(linear.weights, inputs);
    put(out, &scales);
    put(out, linear.bias);
    out.extend(bytes(&pack(&small, inputs)));
}

/// Takes numbers from the front of a section; `None` where it has too few, or one that is none.
pub(crate) struct Section<'a, 'w> {
    /// What is left of it.
    pub(crate) bytes: &'a [u8],
    /// How small numbers are kept: where they lie or as a copy.
    pub(crate) keep: &'w dyn Fn(&'a [u8]) -> Cow<'static, [i8]>,
}

impl<'a> Section<'a, '_> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (front, rest) = self.bytes.split_at_checked(n)?;
        self.bytes = rest;
        Some(front)
    }

    pub(crate) fn small(&mut self, n: usize) -> Option<Cow<'static, [i8]>> {
        self.take(n).map(self.keep)
    }

    pub(crate) fn whole(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    pub(crate) fn numbers(&mut self, n: usize) -> Option<Vec<f32>> {
        let (numbers, _) = self.take(4 * n)?.as_chunks::<4>();
        numbers.iter().map(|b| Some(f32::from_le_bytes(*b)).filter(|x| x.is_finite())).collect()
    }

    pub(crate) fn linear(&mut self, inputs: usize, outputs: usize) -> Option<Matrix> {
        let scales = self.numbers(outputs)?;
        let bias = self.numbers(outputs)?;
        Matrix::new(self.small(inputs * outputs.next_multiple_of(OUTPUTS))?, scales, bias, inputs)
    }
}

/// A copy of small numbers.
pub(crate) fn copied(bytes: &[u8]) -> Cow<'static, [i8]> {
    bytes.iter().map(|b| b.cast_signed()).collect()
}

/// Small numbers of the program itself, where they lie.
pub(crate) fn in_place(bytes: &'static [u8]) -> Cow<'static, [i8]> {
    bytemuck::cast_slice(bytes).into()
}
