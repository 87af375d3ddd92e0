//! The weights: a text file with a number, a place of the tag and a feature a line, made by the trainer.

use super::features::{COUNT, FEATURES};
use super::{Spoken, TagPlace};
use crate::named_weights;
use std::sync::LazyLock;

static ENGLISH: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../../../models/spoken-en.txt")));

/// The weights that are part of the program.
pub(super) fn english() -> &'static Weights {
    &ENGLISH
}

/// A weight for each feature and place of the tag.
#[derive(Debug)]
pub(super) struct Weights([[f32; COUNT]; TagPlace::ALL.len()]);

impl Weights {
    /// Reads weights; what is not told weighs nothing.
    pub(super) fn parse(text: &str) -> Self {
        let mut weights = [[0.0; COUNT]; TagPlace::ALL.len()];
        for (name, weight) in named_weights::each(text) {
            let Some((place, feature)) = name.split_once(": ") else { continue };
            let place = TagPlace::ALL.iter().position(|(n, _)| *n == place);
            let feature = FEATURES.iter().position(|n| *n == feature);
            let slot = place.and_then(|p| weights.get_mut(p)).zip(feature).and_then(|(w, f)| w.get_mut(f));
            slot.into_iter().for_each(|slot| *slot = weight);
        }
        Self(weights)
    }

    /// What a feature weighs.
    pub(super) fn of(&self, place: TagPlace, feature: usize) -> f32 {
        self.0.get(place as usize).and_then(|w| w.get(feature)).copied().unwrap_or_default()
    }

    /// What all that was seen weighs.
    pub(super) fn sum(&self, spoken: Spoken) -> f32 {
        spoken.features().map(|f| self.of(spoken.place, f)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_a_weight_for_every_feature_at_every_place_and_none_for_others() {
        let text = include_str!("../../../../../models/spoken-en.txt");
        let names: Vec<String> = text
            .lines()
            .filter_map(|l| l.split_once(' '))
            .filter(|l| l.0 != "#")
            .map(|l| l.1.to_owned())
            .collect();
        let known: Vec<String> = TagPlace::ALL
            .iter()
            .flat_map(|(place, _)| FEATURES.iter().map(move |f| format!("{place}: {f}")))
            .collect();
        assert_eq!(names, known, "train them again: see models/README.md");
    }

    #[test]
    fn lines_that_make_no_sense_weigh_nothing() {
        let weights =
            Weights::parse("# 1 untagged: any\nx untagged: any\n2 nowhere: any\n3 untagged: nothing\n");
        assert_eq!(weights.of(TagPlace::Nowhere, 0), 0.0);
        let weights = Weights::parse(&format!("1.5 tag before: {}", FEATURES[0]));
        assert_eq!(weights.of(TagPlace::Before, 0), 1.5);
        assert_eq!(weights.of(TagPlace::Behind, 0), 0.0);
    }
}
