//! How old people are, and who of them is "the younger man".

use super::context::Context;
use super::entity::EntityId;
use crate::mentions::{Mention, MentionKind};
use inquit_tokenizer::TokenId;

/// The ages, in years, that the text tells beside names, in its order, each person once.
#[derive(Debug, Default)]
pub(super) struct Ages(Vec<(EntityId, u32)>);

/// How many people with an age are kept apart. Where there are more, nobody is "the younger".
const MOST: usize = 64;

/// Ages that somebody who speaks may have.
const YEARS: std::ops::RangeInclusive<u32> = 2..=120;

impl Ages {
    /// Collects the ages of everybody who is named: "Ann Lee, 58,", "Ann Lee (58)", "Ann Lee is 58".
    pub(super) fn collect(cx: &Context<'_>, who: &[Option<EntityId>]) -> Self {
        let mut ages = Self::default();
        for (m, id) in cx.mentions.list.iter().zip(who) {
            let Some(id) = id.filter(|_| m.kind == MentionKind::Name && !cx.is_speech(m.head)) else {
                continue;
            };
            if let Some(age) = age(cx, m).filter(|_| ages.0.iter().all(|a| a.0 != id)) {
                ages.0.push((id, age));
            }
            if ages.0.len() > MOST {
                return Self::default();
            }
        }
        ages
    }

    /// The elder or the younger of two, the eldest or the youngest of several; only of those who fit.
    pub(super) fn of(&self, word: &str, fits: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        let (older, two) = match word {
            "elder" | "older" => (true, true),
            "younger" => (false, true),
            "eldest" | "oldest" => (true, false),
            "youngest" => (false, false),
            _ => return None,
        };
        let list: Vec<_> = self.0.iter().filter(|a| fits(a.0)).collect();
        if list.len() < 2 || two && list.len() > 2 {
            return None;
        }
        let order = |a: &&&(EntityId, u32)| if older { u32::MAX - a.1 } else { a.1 };
        let best = list.iter().min_by_key(order)?;
        // Of the same age: nothing tells.
        (list.iter().filter(|a| a.1 == best.1).count() == 1).then_some(best.0)
    }
}

fn age(cx: &Context<'_>, m: &Mention) -> Option<u32> {
    let at = m.tokens.end;
    let next = TokenId(at.0 + 1);
    let number = match cx.text_of(at) {
        "," | "(" | "is" if matches!(cx.text_of(next), "aged" | "now") => TokenId(next.0 + 1),
        "," | "(" | "is" => next,
        _ => return None,
    };
    let age = cx.text_of(number).parse().ok().filter(|years| YEARS.contains(years))?;
    matches!(cx.text_of(TokenId(number.0 + 1)), "," | "." | ")" | ";" | "and" | "years").then_some(age)
}

#[cfg(test)]
mod tests {
    use super::MOST;
    use crate::speakers::testing::speakers;

    #[test]
    fn the_younger_and_the_elder_are_told_by_their_ages() {
        let text = "Otto Brand, 71, and Karl Stein, 40, came in. “It leaks,” said the younger man. “It always did,” \
                    said the elder.";
        assert_eq!(speakers(text), [Some("Karl Stein".to_owned()), Some("Otto Brand".to_owned())]);
    }

    #[test]
    fn in_a_crowd_nobody_is_the_younger() {
        let name =
            |i: usize| format!("{}son", char::from(b'A' + (i % 26) as u8).to_string() + &"abcd"[i / 26..]);
        let crowd: String = (0..=MOST).map(|i| format!("Ann {}, 30, came. ", name(i))).collect();
        let two = "Otto Brand, 71, and Karl Stein, 40, came. “It leaks,” said the eldest man.";
        assert_eq!(speakers(two), [Some("Otto Brand".to_owned())]);
        assert_eq!(speakers(&(crowd + two)), [Some("the eldest man".to_owned())]);
    }

    #[test]
    fn without_two_ages_nobody_is_the_younger() {
        let text = "Otto Brand, 71, and Karl Stein came in. “It leaks,” said the younger man.";
        assert_eq!(speakers(text), [Some("the younger man".to_owned())]);
    }
}
