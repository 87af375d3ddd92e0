//! How much each feature weighs: a text file with a number and a name a line, made by the trainer.

use super::features::{COUNT, NAMES};
use crate::named_weights;
use std::sync::LazyLock;

static ENGLISH: LazyLock<[f32; COUNT]> =
    LazyLock::new(|| parse(include_str!("../../../../models/speakers-en.txt")));

/// The weights that are part of the program.
pub(super) fn english() -> &'static [f32; COUNT] {
    &ENGLISH
}

/// Reads weights; what is not told weighs nothing.
pub(super) fn parse(text: &str) -> [f32; COUNT] {
    named_weights::parse(text, NAMES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speakers::features::HELD;

    #[test]
    fn the_file_has_a_weight_for_every_feature_and_none_for_others() {
        let text = include_str!("../../../../models/speakers-en.txt");
        let names: Vec<&str> =
            text.lines().filter_map(|l| l.split_once(' ')).filter(|l| l.0 != "#").map(|l| l.1).collect();
        assert_eq!(names, NAMES, "train them again: see models/README.md");
        assert!(english().iter().all(|w| w.is_finite()));
        assert!(HELD.iter().all(|(f, weight)| english()[*f as usize] == *weight));
    }

    #[test]
    fn lines_that_make_no_sense_weigh_nothing() {
        assert_eq!(parse("# 1 SameLast\nx SameLast\n2 Nobody\n"), [0.0; COUNT]);
        assert_eq!(parse(&format!("1.5 {}", NAMES[0]))[0], 1.5);
    }
}
