//! Functions on numbers, made of basic operations only: those give the same everywhere, the system's library does not.

use pulp::{Arch, Simd, WithSimd};

/// Runs something compiled for this kind of processor, if all of it is put in place; the results are the same on all.
pub(crate) fn dispatch<R>(run: impl FnOnce() -> R) -> R {
    struct Run<F>(F);
    impl<R, F: FnOnce() -> R> WithSimd for Run<F> {
        type Output = R;

        #[inline(always)]
        fn with_simd<S: Simd>(self, _: S) -> R {
            self.0()
        }
    }
    Arch::new().dispatch(Run(run))
}

/// Adding so large a number leaves room for whole ones alone: it rounds to the nearest.
const ROUND: f32 = 12_582_912.0;

/// The nearest whole number, for magnitudes below four million.
#[inline(always)]
pub(crate) fn nearest(x: f32) -> i32 {
    (x + ROUND).to_bits().wrapping_sub(ROUND.to_bits()).cast_signed()
}

/// The exponential function, right to six digits; what is too small for a number becomes the smallest normal one.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0) * std::f32::consts::LOG2_E;
    let rest = x - ((x + ROUND) - ROUND);
    // 2^rest for -0.5 to 0.5: the series of exp(rest · ln 2).
    let power = 1.0
        + rest
            * (std::f32::consts::LN_2
                + rest
                    * (0.240_226_5
                        + rest
                            * (0.055_504_11
                                + rest * (0.009_618_129 + rest * (0.001_333_356 + rest * 0.000_154_035)))));
    power * f32::from_bits((nearest(x) + 127).cast_unsigned() << 23)
}

/// The linear unit with a smooth bend (Hendrycks and Gimpel 2016), in the form with the hyperbolic tangent.
#[inline(always)]
pub(crate) fn gelu(x: f32) -> f32 {
    let inner = 0.797_884_6 * (x + 0.044_715 * x * x * x);
    // 0.5 · (1 + tanh(y)) is 1 / (1 + exp(-2y)).
    x / (1.0 + exp(-2.0 * inner))
}

/// The hyperbolic tangent, right to three digits; made of basic operations, which give the same everywhere.
#[must_use]
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let s = x * x;
    let above = x * (135_135.0 + s * (17_325.0 + s * (378.0 + s)));
    let below = 135_135.0 + s * (62_370.0 + s * (3_150.0 + s * 28.0));
    above / below
}

/// The logistic function.
#[must_use]
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// Lanes in which a row is worked on: sums of the same numbers in the same order are the same everywhere.
const LANES: usize = 16;

/// Brings what comes of each number of a row together, lane by lane and then the lanes.
#[inline(always)]
fn fold(row: &[f32], start: f32, of: impl Fn(f32) -> f32, with: impl Fn(f32, f32) -> f32) -> f32 {
    let (chunks, rest) = row.as_chunks::<LANES>();
    let mut lanes = [start; LANES];
    for chunk in chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane = with(*lane, of(*x));
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        *lane = with(*lane, of(*x));
    }
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] = with(lanes[i], lanes[i + half]);
        }
        half /= 2;
    }
    lanes[0]
}

#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    fold(row, 0.0, of, |a, b| a + b)
}

#[inline(always)]
fn lower(a: f32, b: f32) -> f32 {
    if b < a { b } else { a }
}

#[inline(always)]
fn higher(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

/// The lowest and the highest number of a row.
#[inline(always)]
pub(crate) fn range(row: &[f32]) -> (f32, f32) {
    let first = row.first().copied().unwrap_or_default();
    (fold(row, first, |x| x, lower), fold(row, first, |x| x, higher))
}

/// Turns scores into shares of what comes back.
#[inline(always)]
pub(crate) fn shares(scores: &mut [f32]) -> f32 {
    let largest = fold(scores, f32::NEG_INFINITY, |x| x, higher);
    scores.iter_mut().for_each(|s| *s = exp(*s - largest));
    sum(scores, |x| x)
}

/// Turns scores into shares of one.
#[inline(always)]
pub(crate) fn softmax(scores: &mut [f32]) {
    let all = shares(scores);
    scores.iter_mut().for_each(|s| *s /= all);
}

/// Brings a row to mean 0 and variance 1, then stretches and moves each number (Ba, Kiros and Hinton 2016).
#[inline(always)]
pub(crate) fn normalise(row: &mut [f32], stretch: &[f32], shift: &[f32]) {
    let n = row.len() as f32;
    let mean = sum(row, |x| x) / n;
    row.iter_mut().for_each(|x| *x -= mean);
    let variance = sum(row, |x| x * x) / n;
    let scale = 1.0 / (variance + 1e-12).sqrt();
    for ((x, a), b) in row.iter_mut().zip(stretch).zip(shift) {
        *x = *x * scale * a + b;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_nearly_right() {
        for i in -8700..8800 {
            let x = i as f32 / 100.0;
            let error = (f64::from(exp(x)) / f64::from(x).exp() - 1.0).abs();
            assert!(error < 1e-5, "{x}: {error}");
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-37);
    }

    #[test]
    fn gelu_is_nearly_right() {
        for i in -600..600 {
            let x = f64::from(i) / 100.0;
            let true_one =
                0.5 * x * (1.0 + ((2.0 / std::f64::consts::PI).sqrt() * (x + 0.044715 * x * x * x)).tanh());
            assert!((f64::from(gelu(x as f32)) - true_one).abs() < 1e-5, "{x}");
        }
    }

    #[test]
    fn tanh_is_nearly_right() {
        for i in -800..800 {
            let x = i as f32 / 100.0;
            assert!((tanh(x) - x.tanh()).abs() < 2e-4, "{x}");
        }
    }

    #[test]
    fn shares_are_one_together() {
        let mut s = [1.0, 2.0, -50.0];
        softmax(&mut s);
        assert!((s.iter().sum::<f32>() - 1.0).abs() < 1e-6 && s[1] > s[0] && s[0] > s[2]);
    }

    #[test]
    fn lanes_leave_nothing_out() {
        for n in 1..40 {
            let row: Vec<f32> = (0..n).map(|i| ((i * 7 + 3) % n) as f32).collect();
            let count = n as f32;
            assert_eq!(sum(&row, |x| x), row.iter().sum::<f32>());
            assert!(n % 7 == 0 || range(&row) == (0.0, count - 1.0), "{n}");
        }
        assert_eq!(range(&[]), (0.0, 0.0));
    }

    #[test]
    fn halves_go_to_even_numbers() {
        assert_eq!([-1.5, -0.4, 0.5, 0.6, 254.6].map(nearest), [-2, 0, 0, 1, 255]);
    }

    #[test]
    fn a_normal_row_has_no_mean() {
        let mut row: Vec<f32> = (0..20).map(|i| i as f32).collect();
        normalise(&mut row, &[1.0; 20], &[0.0; 20]);
        assert!(row.iter().sum::<f32>().abs() < 1e-5);
        assert!((row.iter().map(|x| x * x).sum::<f32>() / 20.0 - 1.0).abs() < 1e-5);
    }
}
