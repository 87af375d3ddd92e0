//! How far a noun phrase goes from where it is met: to the left (`back`), to the right (`forward`), and as the subject
//! of a verb (`subject`).
//!
//! "**The head of the union, who had listened,** said …": left of its verb. "…," said **Ann Lee, the captain**: right of
//! it.

mod back;
mod forward;
mod subject;

pub(super) use back::{chunk_back, phrase_back};
pub(super) use forward::phrase_forward;
pub(super) use subject::subject_before;

use super::Source;
use super::reader::{Reader, range};
use inquit_tokenizer::TokenId;

/// Words that begin a relative clause.
const RELATIVE: &[&str] = &["who", "whom", "whose", "which", "that"];
/// Relatives that a comma may stand before.
const LOOSE_RELATIVE: &[&str] = &["who", "whom", "whose", "which", "where"];
/// Possessives that are tagged as pronouns.
const POSSESSIVE: &[&str] = &["his", "her", "its", "their", "my", "our", "your", "whose"];
/// Nouns of time: "on Monday", "last week" stand between a subject and its verb without belonging to either.
const TIME: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
    "tomorrow",
    "tonight",
    "morning",
    "afternoon",
    "evening",
    "night",
    "week",
    "weekend",
    "month",
    "year",
    "day",
    "hour",
    "noon",
    "midnight",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan.",
    "feb.",
    "aug.",
    "sept.",
    "oct.",
    "nov.",
    "dec.",
    "time",
    "moment",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "ago",
    "earlier",
    "later",
];

/// Nouns of an occasion: "in a statement", "at a rally" tell where it was said.
const OCCASION: &[&str] = &[
    "statement",
    "interview",
    "interviews",
    "email",
    "e-mail",
    "letter",
    "speech",
    "tweet",
    "post",
    "release",
    "memo",
    "briefing",
    "conference",
    "call",
    "message",
    "voice",
    "tone",
    "whisper",
    "way",
    "column",
    "article",
    "essay",
    "testimony",
    "debate",
    "report",
    "remarks",
    "appearance",
    "response",
    "reply",
];

/// Words of quantity that stand for people by themselves.
const QUANTITIES: &[&str] =
    &["many", "some", "most", "few", "several", "others", "all", "both", "each", "none", "those", "these"];

/// A stretch of tokens with its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// The last word of the name, the noun, the pronoun.
    pub(super) head: usize,
}

impl Phrase {
    /// The phrase as the source of a quotation.
    pub(super) fn source(self) -> Source {
        Source { tokens: range(self.start, self.end), head: TokenId::from(self.head) }
    }
}

/// A noun of time at `at`.
pub(super) fn is_time(r: &Reader<'_>, at: usize) -> bool {
    r.any(at, TIME)
}

/// A noun of an occasion at `head`.
pub(super) fn occasion(r: &Reader<'_>, head: usize) -> bool {
    r.any(head, OCCASION)
}

#[cfg(test)]
mod tests {
    use super::super::testing::at_caret;
    use super::*;

    #[test]
    fn times_and_occasions_are_known_by_their_nouns() {
        let at = |text, look: fn(&Reader<'_>, usize) -> bool| at_caret(text, |r, _, at| look(r, at));
        assert!(at("She spoke on ^Monday.", is_time));
        assert!(!at("She spoke on ^deck.", is_time));
        assert!(at("She said so in an ^interview.", occasion));
        assert!(!at("She said so in a ^garden.", occasion));
    }
}
