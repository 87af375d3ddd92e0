//! Tags that name the candidate: in a talk of two, somebody who is named an even number of turns on or back speaks now.

use super::{F, Surroundings};
use crate::speakers::entity::{Entity, EntityId};
use crate::speakers::told::Told;
use crate::speakers::turns::Turn;

/// How many turns are looked through, each way, for one that a tag gives to the candidate.
const FAR: usize = 10;
/// How many are looked through for how often that happens.
const AROUND: usize = 15;
/// Stands for no entity.
const NOBODY: u32 = u32::MAX;

/// Whom the tags of a dialogue name.
#[derive(Debug)]
pub(in crate::speakers) struct Tags {
    /// For each turn: whom its tag names, [`NOBODY`] for nobody.
    named: Vec<u32>,
    /// For each turn: how many turns on it is from the one before, if it goes on where that one ended.
    steps: Vec<Option<u8>>,
    /// For each entity: how many tags name it.
    often: Vec<u32>,
    /// The logarithm of one more than each small number.
    logarithms: [f32; 2 * AROUND + 2],
}

impl Tags {
    pub(in crate::speakers) fn new(turns: &[Turn], entities: &[Entity]) -> Self {
        let named = |t: &Turn| if let Told::Name(id) = t.told { id.0 } else { NOBODY };
        let step = |t: &Turn| (t.gap == 0 && !t.new_scene).then_some(u8::from(!t.same_paragraph));
        let named: Vec<u32> = turns.iter().map(named).collect();
        let mut often = vec![0; entities.len()];
        named.iter().for_each(|who| often.get_mut(*who as usize).into_iter().for_each(|n| *n += 1));
        let logarithms = std::array::from_fn(|n| (1.0 + n as f32).ln());
        Self { steps: turns.iter().map(step).collect(), named, often, logarithms }
    }

    /// How many turns on the next tag names somebody, if nothing stands between.
    fn next(&self, number: usize, who: u32) -> Option<u8> {
        let mut far = 0;
        for (named, step) in self.named.iter().zip(&self.steps).skip(number + 1).take(FAR) {
            far += (*step)?;
            if *named == who {
                return Some(far);
            }
        }
        None
    }

    /// How many turns back the last tag names somebody.
    fn last(&self, number: usize, who: u32) -> Option<u8> {
        let mut far = 0;
        for at in (number.saturating_sub(FAR)..number).rev() {
            far += (*self.steps.get(at + 1)?)?;
            if *self.named.get(at)? == who {
                return Some(far);
            }
        }
        None
    }

    /// How many tags around a turn name somebody, the turn's own among them.
    fn around(&self, number: usize, who: u32) -> u32 {
        let around = number.saturating_sub(AROUND)..(number + AROUND + 1).min(self.named.len());
        self.named.get(around).unwrap_or_default().iter().map(|named| u32::from(*named == who)).sum()
    }
}

/// Reports the features.
pub(super) fn of_candidate(s: &Surroundings<'_>, who: EntityId, add: &mut impl FnMut(F, f32)) {
    let (tags, who) = (s.tags, who.0);
    let own = tags.often.get(who as usize).copied().unwrap_or_default();
    let here = u32::from(tags.named.get(s.number) == Some(&who));
    if own <= here {
        return;
    }
    add(F::Tags, ((1 + own - here) as f32).ln() / 4.0);
    let near = tags.around(s.number, who).saturating_sub(here);
    if near == 0 {
        return;
    }
    add(F::TagsNear, tags.logarithms.get(near as usize).copied().unwrap_or_default());
    if let Some(far) = tags.next(s.number, who) {
        let exact = [F::TagAfter1, F::TagAfter2, F::TagAfter3, F::TagAfter4];
        exact.get(usize::from(far).wrapping_sub(1)).iter().for_each(|f| add(**f, 1.0));
        add(if far % 2 == 1 { F::TagAfterOdd } else { F::TagAfterEven }, 1.0);
    }
    if let Some(far) = tags.last(s.number, who) {
        let exact = [F::TagBefore1, F::TagBefore2, F::TagBefore3, F::TagBefore4];
        exact.get(usize::from(far).wrapping_sub(1)).iter().for_each(|f| add(**f, 1.0));
        add(if far % 2 == 1 { F::TagBeforeOdd } else { F::TagBeforeEven }, 1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::super::F;
    use crate::speakers::testing::features;

    const TALK: &str = "“Is it the ferry?” said Tobias.\n\n“It’s a cloud.”\n\n“It’s both.”\n\n“It’s neither,” said \
                        Nell.\n\nThe wind fell.\n\n“Then what is it?” said Tobias.";

    fn told(turn: usize, name: &str) -> Vec<F> {
        let of_tags = |f: &F| (F::TagAfter1 as usize..F::TagsNear as usize).contains(&(*f as usize));
        features(TALK, turn, name).into_iter().map(|(f, _)| f).filter(of_tags).collect()
    }

    #[test]
    fn a_tag_tells_by_how_many_turns_away_it_is() {
        assert_eq!(told(1, "Tobias"), [F::TagBefore1, F::TagBeforeOdd]);
        assert_eq!(told(2, "Tobias"), [F::TagBefore2, F::TagBeforeEven]);
        assert_eq!(told(1, "Nell"), [F::TagAfter2, F::TagAfterEven]);
        assert_eq!(told(2, "Nell"), [F::TagAfter1, F::TagAfterOdd]);
    }

    #[test]
    fn behind_narration_it_tells_nothing() {
        assert_eq!(told(4, "Nell"), []);
        assert_eq!(told(3, "Tobias"), [F::TagBefore3, F::TagBeforeOdd]);
    }

    #[test]
    fn a_turns_own_tag_is_none_of_those_around() {
        let count = |turn, name: &str| {
            let told = features(TALK, turn, name);
            told.into_iter().find(|(f, _)| *f == F::TagsNear).map(|(_, x)| x.exp().round() as u32 - 1)
        };
        assert_eq!((count(3, "Nell"), count(1, "Nell")), (None, Some(1)));
        assert_eq!((count(0, "Tobias"), count(1, "Tobias")), (Some(1), Some(2)));
    }
}
