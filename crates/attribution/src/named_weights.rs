//! Weights in a text file: a number and a name a line, made by the trainer. Lines that begin with `#` are comments.

/// Reads the weights of `names`, in their order; what is not told weighs nothing, what has another name is left out.
pub(crate) fn parse<const N: usize>(text: &str, names: &[&str]) -> [f32; N] {
    let mut weights = [0.0; N];
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let Some((number, name)) = line.split_once(' ') else { continue };
        let slot = names.iter().position(|n| *n == name).and_then(|at| weights.get_mut(at));
        if let (Some(slot), Ok(number)) = (slot, number.parse::<f32>()) {
            *slot = number;
        }
    }
    weights
}
