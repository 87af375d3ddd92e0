//! Whether a text reads like a report or like a story.
//!
//! The scorer has learnt from news alone. "The council proposed **the sale**" reports something in a newspaper; in a novel
//! it is mostly narration, and a word that no list knows has to be all the surer to count.

use crate::lexicon::names::Word;
use inquit_tokenizer::{Document, TokenKind};

/// Words that narration is full of.
const PRONOUNS: &[&str] = &["he", "she", "him", "her", "his", "hers", "himself", "herself", "i", "me", "my"];

/// What a word tells of the register of its text.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Trait {
    /// It begins with a capital.
    capital: bool,
    kind: Kind,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
enum Kind {
    #[default]
    Any,
    /// Reports are full of it.
    Report,
    /// Narration is full of it.
    Pronoun,
}

/// What a word tells, as it is written, in lower case, and as the lists know it.
pub(super) fn of_word(text: &str, lower: &str, word: Word) -> Trait {
    let kind = if word.is(Word::REPORT) {
        Kind::Report
    } else if PRONOUNS.contains(&lower) {
        Kind::Pronoun
    } else {
        Kind::Any
    };
    Trait { capital: text.starts_with(char::is_uppercase), kind }
}

/// How much a text reads like a report: news begins at [`LEAST`], and from [`SURE`] on no story is left. Tells the two
/// apart by how the words outside marks speak of people (full names here, pronouns there), by figures, and by the words
/// that reports are full of; `traits` are those of the tokens.
pub(super) fn likeness_to_a_report(
    doc: &Document,
    traits: &[Trait],
    in_marks: impl Fn(usize) -> bool,
) -> f32 {
    // A text of few words tells little.
    let mut all = 30.0f32;
    let mut sum = 0.0;
    let mut capital = false;
    for (i, (token, word)) in doc.tokens().iter().zip(traits).enumerate() {
        if in_marks(i) || !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
            capital = false;
            continue;
        }
        all += 1.0;
        if word.capital && capital {
            sum += NAME;
        }
        capital = word.capital;
        if token.kind == TokenKind::Number {
            sum += FIGURE;
        } else {
            match word.kind {
                Kind::Report => sum += REPORT,
                Kind::Pronoun => sum += PRONOUN,
                Kind::Any => {}
            }
        }
    }
    sum / all
}

/// What a pair of capitals, a figure, a word of reports and a pronoun tell.
const NAME: f32 = 1.2;
const FIGURE: f32 = 0.7;
const REPORT: f32 = 2.0;
const PRONOUN: f32 = -0.2;
/// How much of it for each word makes a report.
pub(super) const LEAST: f32 = 0.04;
/// How much makes one that is no story for sure: 9 of 10 articles in PolNeAR have it, no excerpt in LitBank has.
pub(super) const SURE: f32 = 0.055;
