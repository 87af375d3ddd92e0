//! Functions on numbers, made of basic operations only: those give the same everywhere, the system's library does not.

/// The exponential function, right to six digits; what is too small for a number becomes the smallest normal one.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0) * std::f32::consts::LOG2_E;
    // Adding and taking away so large a number rounds to the nearest whole one.
    const ROUND: f32 = 12_582_912.0;
    let whole = (x + ROUND) - ROUND;
    let rest = x - whole;
    // 2^rest for -0.5 to 0.5: the series of exp(rest · ln 2).
    let power = 1.0
        + rest
            * (std::f32::consts::LN_2
                + rest
                    * (0.240_226_5
                        + rest
                            * (0.055_504_11
                                + rest * (0.009_618_129 + rest * (0.001_333_356 + rest * 0.000_154_035)))));
    power * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

/// The linear unit with a smooth bend (Hendrycks and Gimpel 2016), in the form with the hyperbolic tangent.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    let inner = 0.797_884_6 * (x + 0.044_715 * x * x * x);
    // 0.5 · (1 + tanh(y)) is 1 / (1 + exp(-2y)).
    x / (1.0 + exp(-2.0 * inner))
}

/// Turns scores into shares of one.
#[inline(always)]
pub(super) fn softmax(scores: &mut [f32]) {
    let largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut all = 0.0;
    for s in scores.iter_mut() {
        *s = exp(*s - largest);
        all += *s;
    }
    for s in scores.iter_mut() {
        *s /= all;
    }
}

/// Lanes in which a row is summed: sums of the same numbers in the same order are the same everywhere.
const LANES: usize = 8;

#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = row.as_chunks::<LANES>();
    let mut sums = [0f32; LANES];
    for chunk in chunks {
        for (s, x) in sums.iter_mut().zip(chunk) {
            *s += of(*x);
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|x| of(*x)).sum::<f32>()
}

/// Brings a row to mean 0 and variance 1, then stretches and moves each number (Ba, Kiros and Hinton 2016).
#[inline(always)]
pub(super) fn normalise(row: &mut [f32], stretch: &[f32], shift: &[f32]) {
    let n = row.len() as f32;
    let mean = sum(row, |x| x) / n;
    let variance = sum(row, |x| (x - mean) * (x - mean)) / n;
    let scale = 1.0 / (variance + 1e-12).sqrt();
    for ((x, a), b) in row.iter_mut().zip(stretch).zip(shift) {
        *x = (*x - mean) * scale * a + b;
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
    fn shares_are_one_together() {
        let mut s = [1.0, 2.0, -50.0];
        softmax(&mut s);
        assert!((s.iter().sum::<f32>() - 1.0).abs() < 1e-6 && s[1] > s[0] && s[0] > s[2]);
    }

    #[test]
    fn a_normal_row_has_no_mean() {
        let mut row: Vec<f32> = (0..20).map(|i| i as f32).collect();
        normalise(&mut row, &[1.0; 20], &[0.0; 20]);
        assert!(row.iter().sum::<f32>().abs() < 1e-5);
        assert!((row.iter().map(|x| x * x).sum::<f32>() / 20.0 - 1.0).abs() < 1e-5);
    }
}
