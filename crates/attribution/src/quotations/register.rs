//! Whether a text reads like a report or like a story.
//!
//! The scorer has learnt from news alone. "The council proposed **the sale**" reports something in a newspaper; in a novel
//! it is mostly narration, and a word that no list knows has to be all the surer to count.

use crate::lexicon::Lexicon;
use crate::lexicon::names::Word;
use inquit_tokenizer::{Document, TokenKind};

/// Words that narration is full of.
const PRONOUNS: &[&str] = &["he", "she", "him", "her", "his", "hers", "himself", "herself", "i", "me", "my"];

/// Tells a report from a story by how the words outside marks speak of people (full names here, pronouns there), by
/// figures, and by the words that reports are full of.
pub(super) fn reads_like_a_report(
    doc: &Document,
    lexicon: &Lexicon,
    in_marks: impl Fn(usize) -> bool,
) -> bool {
    let names = lexicon.names();
    // A text of few words tells little.
    let mut all = 30.0f32;
    let mut sum = 0.0;
    let mut capital = false;
    let mut lower = String::new();
    for (i, token) in doc.tokens().iter().enumerate() {
        if in_marks(i) || !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
            capital = false;
            continue;
        }
        all += 1.0;
        let text = doc.token_text(i.into());
        let upper = text.starts_with(char::is_uppercase);
        lower.clear();
        lower.extend(text.chars().flat_map(char::to_lowercase));
        if upper && capital {
            sum += NAME;
        }
        capital = upper;
        if token.kind == TokenKind::Number {
            sum += FIGURE;
        } else if names.word(&lower).is(Word::REPORT) {
            sum += REPORT;
        } else if PRONOUNS.contains(&lower.as_str()) {
            sum += PRONOUN;
        }
    }
    sum / all > LEAST
}

/// What a pair of capitals, a figure, a word of reports and a pronoun tell.
const NAME: f32 = 1.2;
const FIGURE: f32 = 0.7;
const REPORT: f32 = 2.0;
const PRONOUN: f32 = -0.2;
/// How much of it for each word makes a report.
const LEAST: f32 = 0.04;
