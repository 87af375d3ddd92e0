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
pub(super) use subject::{before_adverbials, led_in, subject_before};

use super::Source;
use super::reader::range;
use inquit_tokenizer::TokenId;

/// Words that begin a relative clause.
const RELATIVE: &[&str] = &["who", "whom", "whose", "which", "that"];
/// Relatives that a comma may stand before.
const LOOSE_RELATIVE: &[&str] = &["who", "whom", "whose", "which", "where"];
/// Possessives that are tagged as pronouns.
const POSSESSIVE: &[&str] = &["his", "her", "its", "their", "my", "our", "your", "whose"];

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
