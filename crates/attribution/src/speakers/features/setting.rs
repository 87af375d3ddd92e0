//! Features of the turn itself: the same for everybody, so that they tell nothing by themselves, but what others tell may count
//! for more or less beside them.

use super::{F, Surroundings};
use crate::speakers::told::Told;

/// Reports them.
pub(in crate::speakers) fn of_setting(s: &Surroundings<'_>, add: &mut impl FnMut(F, f32)) {
    let t = s.turn;
    add(F::Length, (1.0 + t.length as f32).ln() / 4.0);
    add(F::Gap, (1.0 + t.gap as f32).ln());
    add(F::People, t.around.len() as f32 / 10.0);
    let mut flag = |f: F, is: bool| {
        if is {
            add(f, 1.0);
        }
    };
    flag(F::Asks, t.asks);
    flag(F::Beat, t.beat_before.iter().chain(&t.beat_after).any(|n| n.subject));
    if let Some(before) = s.before {
        flag(F::TaggedBefore, before.told != Told::Nothing);
        flag(F::NamedBefore, matches!(before.told, Told::Name(_)));
        flag(F::PronounBefore, matches!(before.told, Told::Pronoun { .. }));
    }
    if let Some(after) = s.after {
        flag(F::TaggedAfter, after.told != Told::Nothing);
        flag(F::NamedAfter, matches!(after.told, Told::Name(_)));
        flag(F::PronounAfter, matches!(after.told, Told::Pronoun { .. }));
        flag(F::GapAfter, after.gap > 0 || after.new_scene);
        flag(F::SameAfter, after.same_paragraph);
    }
}

#[cfg(test)]
mod tests {
    use super::super::is_setting;
    use super::*;
    use crate::speakers::testing::features;

    const TEXT: &str = "“Is it open?” said Nell.\n\n“It was.” Tobias sat down on it.\n\n“It has no lid,” she \
                        said. “None at all.”";

    fn told(turn: usize, name: &str) -> Vec<(F, f32)> {
        features(TEXT, turn, name).into_iter().filter(|(f, _)| is_setting(*f)).collect()
    }

    #[test]
    fn it_is_the_same_for_everybody() {
        for turn in 0..3 {
            assert_eq!(told(turn, "Nell"), told(turn, "Tobias"));
        }
    }

    #[test]
    fn it_tells_of_the_turn_and_those_beside_it() {
        let flags = |turn| {
            let told = told(turn, "Nell").into_iter().map(|(f, _)| f);
            told.filter(|f| !matches!(f, F::Length | F::Gap | F::People)).collect::<Vec<_>>()
        };
        assert_eq!(flags(0), [F::Asks]);
        assert_eq!(flags(1), [F::Beat, F::TaggedBefore, F::NamedBefore, F::TaggedAfter, F::PronounAfter]);
        assert_eq!(flags(2), [], "the turn before has no tag, and nothing follows");
    }
}
