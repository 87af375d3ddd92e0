//! How far from the turn narration names the candidate.

use super::{F, Surroundings};
use crate::speakers::entity::EntityId;

/// Reports the features.
pub(super) fn of_candidate(s: &Surroundings<'_>, who: EntityId, add: &mut impl FnMut(F, f32)) {
    let t = s.turn;
    if let Some(at) = t.recent.iter().position(|r| *r == who).and_then(|i| t.recent_at.get(i)) {
        add(F::Before, at.nearness);
        match at.paragraphs {
            0 => add(F::BeforeHere, 1.0),
            1 => add(F::BeforeAbove, 1.0),
            _ => {}
        }
    }
    if let Some(at) = t.coming.iter().position(|r| *r == who).and_then(|i| t.coming_at.get(i)) {
        add(F::After, at.nearness);
        if at.paragraphs == 1 {
            add(F::AfterBelow, 1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speakers::testing::features;
    use crate::speakers::turns::nearness;

    const TEXT: &str = "Nell came in and shut the door. It was late, and Tobias had lit the lamp long ago.\n\nNell sat \
                        down.\n\n“It has no lid.”\n\nTobias looked up.\n\n“It never had one,” said Nell.";

    fn told(name: &str) -> Vec<(F, f32)> {
        let told = features(TEXT, 0, name).into_iter();
        told.filter(|(f, _)| (F::Before as usize..=F::AfterBelow as usize).contains(&(*f as usize))).collect()
    }

    #[test]
    fn whoever_is_named_nearer_is_nearer() {
        let (nell, tobias) = (told("Nell"), told("Tobias"));
        assert_eq!(nell.iter().map(|(f, _)| *f).collect::<Vec<_>>(), [F::Before, F::BeforeAbove, F::After]);
        assert_eq!(tobias.iter().map(|(f, _)| *f).collect::<Vec<_>>(), [F::Before, F::After, F::AfterBelow]);
        assert!(nell[0].1 > tobias[0].1, "Nell was named last");
        assert!(nell[2].1 < tobias[1].1, "Tobias is named next");
    }

    #[test]
    fn nearness_falls_from_one_to_nothing() {
        assert_eq!((nearness(0), nearness(10_000), nearness(u32::MAX)), (1.0, 0.0, 0.0));
        assert!(nearness(5) > nearness(50) && nearness(50) > 0.0);
    }
}
