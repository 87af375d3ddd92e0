//! A colour for each speaker.

use super::legend::Count;
use inquit::SpeakerId;
use std::collections::BTreeMap;

/// The places of the speakers in the legend, from which their colours follow.
pub(super) struct Colours(BTreeMap<SpeakerId, u64>);

impl Colours {
    pub(super) fn new(counts: &[Count]) -> Self {
        Self(counts.iter().filter_map(|(speaker, _)| *speaker).zip(0..).collect())
    }

    /// The hue as an attribute. Those who say most lie far apart, and neighbours by the golden angle; nobody is grey.
    pub(super) fn style(&self, speaker: Option<SpeakerId>) -> String {
        match speaker.and_then(|s| self.0.get(&s)) {
            // In tenths of a degree.
            Some(place) => format!(" style=\"--hue:{}\"", (place * 1375 + 2100) % 3600 / 10),
            None => " style=\"--saturation:0%\"".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_speakers_look_different() {
        let counts: Vec<Count> = (0..6).map(|i| (Some(SpeakerId(i * 144)), 1)).chain([(None, 9)]).collect();
        let colours = Colours::new(&counts);
        let hue = |s: &Count| -> i32 {
            let style = colours.style(s.0);
            style.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
        };
        for (i, one) in counts[..6].iter().enumerate() {
            for other in &counts[..i] {
                let apart = (hue(one) - hue(other)).rem_euclid(360);
                assert!((30..=330).contains(&apart), "{one:?} {other:?}: {apart}");
            }
        }
        assert!(colours.style(None).contains("saturation:0%"));
    }
}
