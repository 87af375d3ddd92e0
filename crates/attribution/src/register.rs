//! Whether a text reads like a report or like a story.
//!
//! News and novels speak of people in different ways: full names, figures and the words of reports there, pronouns here. All
//! that the stages ask about it is answered from one count over the words outside quotation marks.
//!
//! The scorer of reports has learnt from news alone. "The council proposed **the sale**" reports something in a newspaper;
//! in a novel it is mostly narration, and a word that no list knows has to be all the surer to count. Whether the speakers
//! are those of a story is asked once the quotations are known, which tell more.

use crate::QuotationKind;
use crate::lexicon::names::Word;
use crate::quotations::Found;
use inquit_tokenizer::{Document, Quoted, TokenKind};

/// Words that narration is full of.
const PRONOUNS: &[&str] = &["he", "she", "him", "her", "his", "hers", "himself", "herself", "i", "me", "my"];

/// What a word tells of the register of its text.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Trait {
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
pub(crate) fn of_word(text: &str, lower: &str, word: Word) -> Trait {
    let kind = if word.is(Word::REPORT) {
        Kind::Report
    } else if PRONOUNS.contains(&lower) {
        Kind::Pronoun
    } else {
        Kind::Any
    };
    Trait { capital: text.starts_with(char::is_uppercase), kind }
}

/// What was counted outside quotation marks.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Register {
    words: f32,
    punctuation: f32,
    /// Two capitals in a row.
    names: f32,
    figures: f32,
    reports: f32,
    pronouns: f32,
    /// Paragraphs that are a few words in marks and nothing else, [`MOST_TURNS`] at most.
    turns: f32,
}

/// The most words of a turn that newspapers would not print by itself.
const SHORT: usize = 10;
/// So many turns tell enough.
const MOST_TURNS: f32 = 4.0;

/// A text of few words tells little: as if there were so many more that tell nothing.
const UNTOLD: f32 = 30.0;

impl Register {
    /// Counts over a document; `traits` are those of its tokens.
    pub(crate) fn count(doc: &Document, traits: &[Trait], in_marks: impl Fn(usize) -> bool) -> Self {
        let turns = doc.quoted().iter().filter(|q| is_turn(doc, q)).take(MOST_TURNS as usize).count();
        let mut count = Self { turns: turns as f32, ..Self::default() };
        let mut capital = false;
        for (i, (token, word)) in doc.tokens().iter().zip(traits).enumerate() {
            if in_marks(i) || !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                capital = false;
                count.punctuation +=
                    f32::from(u8::from(token.kind == TokenKind::Punctuation && !in_marks(i)));
                continue;
            }
            count.words += 1.0;
            if word.capital && capital {
                count.names += 1.0;
            }
            capital = word.capital;
            match (token.kind, word.kind) {
                (TokenKind::Number, _) => count.figures += 1.0,
                (_, Kind::Report) => count.reports += 1.0,
                (_, Kind::Pronoun) => count.pronouns += 1.0,
                _ => {}
            }
        }
        count
    }

    /// How much the text reads like a report, set by hand.
    fn likeness(&self) -> f32 {
        (1.2 * self.names + 0.7 * self.figures + 2.0 * self.reports - 0.2 * self.pronouns - 0.6 * self.turns)
            / (UNTOLD + self.words)
    }

    /// Whether the text is news rather than a story.
    pub(crate) fn is_report(&self) -> bool {
        self.likeness() > 0.04
    }

    /// Whether it is news for sure: 9 of 10 articles in PolNeAR are, no excerpt in LitBank is.
    pub(crate) fn is_surely_report(&self) -> bool {
        self.likeness() > 0.055
    }

    /// Whether the speakers are those of a story. The quotations count, too: how many go without a source, and how many
    /// are direct. The weights are those of a logistic regression on news and novels; that of turns was set by hand.
    pub(crate) fn is_story(&self, found: &[Found]) -> bool {
        let (mut direct, mut untagged, mut other) = (0.0, 0.0, 0.0);
        for f in found {
            if f.kind == QuotationKind::Direct {
                direct += 1.0;
                untagged += f32::from(u8::from(f.source.is_none()));
            } else {
                other += 1.0;
            }
        }
        let all = UNTOLD + self.words + self.punctuation;
        0.65 + (20.1 * self.pronouns - 204.8 * self.reports - 124.1 * self.names - 65.8 * self.figures) / all
            + 3.54 * (untagged + 0.3) / (direct + 1.0)
            + 5.02 * (direct + 0.5) / (direct + other + 1.0)
            + 0.8 * self.turns
            > 0.0
    }
}

/// Whether words in marks are a turn of a dialogue: short, and a paragraph.
fn is_turn(doc: &Document, quoted: &Quoted) -> bool {
    quoted.depth == 0
        && quoted.inner_tokens().len() <= SHORT
        && doc.paragraph(doc.paragraph_of(quoted.open)).tokens == quoted.tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn register(text: &str) -> Register {
        let doc = inquit_tokenizer::tokenize(text);
        let names = crate::lexicon::Lexicon::english();
        let of = |i: usize| {
            let text = doc.token_text(i.into());
            let lower = text.to_lowercase();
            of_word(text, &lower, names.names().word(&lower))
        };
        let traits: Vec<Trait> = (0..doc.tokens().len()).map(of).collect();
        let marks: Vec<_> = doc.quoted().iter().map(|q| q.tokens.indices()).collect();
        Register::count(&doc, &traits, |at| marks.iter().any(|m| m.contains(&at)))
    }

    const NEWS: &str = "Senator Edda Voss told the Northmark Assembly on Tuesday that 41 spokesmen of the ministry had \
                        confirmed the report. Governor Paul Ray said the committee would meet on 12 May 2014.";
    const STORY: &str = "She took her hat off, and he looked at her hand. “Is Edda Voss here?” she asked him. He shook \
                         his head and went to his window. He had never liked her hat.";

    #[test]
    fn names_and_figures_make_a_report_and_pronouns_a_story() {
        assert!(register(NEWS).is_report() && register(NEWS).is_surely_report());
        assert!(!register(NEWS).is_story(&[]));
        assert!(!register(STORY).is_report());
        assert!(register(STORY).is_story(&[]));
    }

    #[test]
    fn short_turns_make_a_story_of_a_text_full_of_names() {
        let names = "Edda Voss met Paul Ray and Tom Reed. ";
        assert!(register(names).is_surely_report());
        let talk = format!("{names}\n\n“It is for you.”\n\n“How do you know?”\n\n“It rang.”\n\n“Never.”");
        assert!(!register(&talk).is_surely_report());
        assert!(register(&talk).turns == 4.0 && register(names).turns == 0.0);
    }

    #[test]
    fn what_is_said_counts_for_nothing() {
        assert_eq!(register("“Senator Edda Voss met 41 spokesmen,” she said."), register("“No,” she said."));
    }
}
