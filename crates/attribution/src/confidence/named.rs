//! How a speaker is named before a quotation: how far back, and who else could be meant.

use crate::{Attribution, Gender, SpeakerId, SpeakerKind};

/// How many mentions before a quotation are looked at.
const WINDOW: usize = 60;
/// Mentions further back than this, in bytes, are not near.
const NEAR: u32 = 2000;
/// Whoever is not named among the mentions looked at is as far back as this.
const FAR: u32 = 20_000;
/// More others than this tell no more.
const MOST: usize = 5;

/// All mentions of a text.
pub(super) struct Names {
    /// Start and speaker, in order.
    mentions: Vec<(u32, SpeakerId)>,
}

/// What the names before one quotation tell of its speaker.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Named {
    /// How far back the last mention is: the logarithm of hundreds of bytes, 0 right before.
    pub(super) back: f32,
    /// How many others who could be meant are named since then.
    pub(super) between: f32,
    /// How many others who could be meant are named near.
    pub(super) rivals: f32,
}

impl Names {
    pub(super) fn of(answer: &Attribution) -> Self {
        let mut mentions = Vec::with_capacity(answer.speakers().iter().map(|s| s.mentions.len()).sum());
        for (id, speaker) in (0..).map(SpeakerId).zip(answer.speakers()) {
            mentions.extend(speaker.mentions.iter().map(|m| (m.start(), id)));
        }
        mentions.sort_unstable();
        Self { mentions }
    }

    /// What is told of somebody before a byte of the text.
    pub(super) fn before(&self, answer: &Attribution, who: SpeakerId, start: u32) -> Named {
        let gender = answer.speaker(who).gender;
        // Those of the other gender are no rivals.
        let rival = |id: SpeakerId| {
            let s = answer.speaker(id);
            let open = s.gender == Gender::Unknown || gender == Gender::Unknown;
            id != who && s.kind == SpeakerKind::Person && (open || s.gender == gender)
        };
        let at = self.mentions.partition_point(|m| m.0 < start);
        let window = self.mentions.get(at.saturating_sub(WINDOW)..at).unwrap_or_default();
        let mut others = [who; MOST];
        let (mut found, mut near) = (0, 0);
        let mut last = None;
        for &(place, id) in window.iter().rev() {
            if id == who {
                last = last.or(Some((start - place, found)));
            } else if let Some((known, [slot, ..])) = others.split_at_mut_checked(found)
                && rival(id)
                && !known.contains(&id)
            {
                *slot = id;
                found += 1;
                near += usize::from(start - place < NEAR);
            }
        }
        let (back, between) = last.unwrap_or((FAR, found));
        Named { back: (back as f32 / 100.0 + 1.0).ln(), between: between as f32, rivals: near as f32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;

    #[test]
    fn others_of_the_other_gender_and_bodies_are_no_rivals() {
        let found = Engine::new().attribute(
            "Mr. Reed came in. Mrs. Lee sat by the fire. Mr. Orme stood up. “Rain,” said Mr. Reed. “Rain.”",
        );
        let names = Names::of(&found);
        let by_name =
            |n: &str| (0u32..).zip(found.speakers()).find(|s| s.1.name.contains(n)).map(|s| SpeakerId(s.0));
        let before = |n| {
            names.before(&found, by_name(n).unwrap(), found.document().text().find("“Rain,").unwrap() as u32)
        };
        let (reed, lee, orme) = (before("Reed"), before("Lee"), before("Orme"));
        assert_eq!((reed.between, reed.rivals), (1.0, 1.0));
        assert_eq!((lee.between, lee.rivals), (0.0, 0.0));
        assert_eq!((orme.between, orme.rivals), (0.0, 1.0));
        assert!(reed.back > lee.back && lee.back > orme.back && orme.back > 0.0);
    }

    #[test]
    fn whoever_is_not_named_before_is_far_back() {
        let found = Engine::new().attribute("“Rain again,” said Ann Lee.");
        let named = Names::of(&found).before(&found, SpeakerId(0), 0);
        assert_eq!(named, Named { back: (FAR as f32 / 100.0 + 1.0).ln(), between: 0.0, rivals: 0.0 });
    }
}
