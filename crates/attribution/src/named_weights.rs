//! Weights in a text file: a number and a name a line, made by the trainer. Lines that begin with `#` are comments.

/// All names that a file tells, each with its weight; lines that make no sense are left out.
pub(crate) fn each(text: &str) -> impl Iterator<Item = (&str, f32)> {
    let lines = text.lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|l| l.split_once(' ')).filter_map(|(number, name)| Some((name, number.parse().ok()?)))
}

/// Reads the weights of `names`, in their order; what is not told weighs nothing, what has another name is left out.
pub(crate) fn parse<const N: usize>(text: &str, names: &[&str]) -> [f32; N] {
    let mut weights = [0.0; N];
    for (name, weight) in each(text) {
        let slot = names.iter().position(|n| *n == name).and_then(|at| weights.get_mut(at));
        slot.into_iter().for_each(|slot| *slot = weight);
    }
    weights
}
