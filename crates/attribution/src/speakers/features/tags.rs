//! Tags that name the candidate: in a talk of two, somebody who is named an even number of turns on or back speaks now.

use super::{F, Surroundings};
use crate::speakers::entity::EntityId;
use crate::speakers::told::Told;
use crate::speakers::turns::Turn;

/// How many turns are looked through, each way, for one that a tag gives to the candidate.
const FAR: usize = 10;
/// How many are looked through for how often that happens.
const AROUND: usize = 15;

/// Whether a tag names somebody as the speaker of a turn.
fn names(turn: &Turn, who: EntityId) -> bool {
    matches!(turn.told, Told::Name(id) if id == who)
}

/// Whether a turn goes on where the one before it ended, and how many turns on that is.
fn step(turn: &Turn) -> Option<usize> {
    (turn.gap == 0 && !turn.new_scene).then_some(usize::from(!turn.same_paragraph))
}

/// How many turns on the next tag names somebody, if nothing stands between.
fn next(s: &Surroundings<'_>, who: EntityId) -> Option<usize> {
    let mut far = 0;
    for turn in s.turns.iter().skip(s.number + 1).take(FAR) {
        far += step(turn)?;
        if names(turn, who) {
            return Some(far);
        }
    }
    None
}

/// How many turns back the last tag names somebody.
fn last(s: &Surroundings<'_>, who: EntityId) -> Option<usize> {
    let mut far = 0;
    let turns = s.turns.get(s.number.saturating_sub(FAR)..=s.number)?;
    for pair in turns.windows(2).rev() {
        let [before, turn] = pair else { return None };
        far += step(turn)?;
        if names(before, who) {
            return Some(far);
        }
    }
    None
}

/// Reports the features.
pub(super) fn of_candidate(s: &Surroundings<'_>, who: EntityId, add: &mut impl FnMut(F, f32)) {
    let own = s.tags.get(who.0 as usize).copied().unwrap_or_default();
    let here = u32::from(names(s.turn, who));
    if own <= here {
        return;
    }
    add(F::Tags, ((1 + own - here) as f32).ln() / 4.0);
    let around = s.number.saturating_sub(AROUND)..(s.number + AROUND + 1).min(s.turns.len());
    let around = s.turns.get(around).unwrap_or_default();
    let near = around.iter().filter(|t| names(t, who)).count() as u32 - here;
    if near == 0 {
        return;
    }
    add(F::TagsNear, (1.0 + near as f32).ln());
    if let Some(far) = next(s, who) {
        let exact = [F::TagAfter1, F::TagAfter2, F::TagAfter3, F::TagAfter4];
        exact.get(far.wrapping_sub(1)).iter().for_each(|f| add(**f, 1.0));
        add(if far % 2 == 1 { F::TagAfterOdd } else { F::TagAfterEven }, 1.0);
    }
    if let Some(far) = last(s, who) {
        let exact = [F::TagBefore1, F::TagBefore2, F::TagBefore3, F::TagBefore4];
        exact.get(far.wrapping_sub(1)).iter().for_each(|f| add(**f, 1.0));
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
