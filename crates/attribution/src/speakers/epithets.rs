//! What stands for somebody whose name stood shortly before, in a report: "the Swede", "the 22-year-old", "the former champion",
//! "the striker".
//!
//! A judge or an officer whom nobody has named is somebody of their own; so is "the student" where the text has told of "a
//! student" before.

use super::context::Context;
use crate::lexicon::WordSet;
use crate::lexicon::names::Word;
use crate::mentions::{Class, MentionKind, Shape, WordId};
use crate::quotations::Source;
use inquit_tokenizer::{TokenId, TokenRange};
use rustc_hash::FxHashSet;

/// Tells which sources are such phrases.
#[derive(Debug, Default)]
pub(super) struct Epithets {
    /// Nouns for somebody whom the text tells of without a name: "a student".
    introduced: FxHashSet<WordId>,
}

impl Epithets {
    pub(super) fn collect(cx: &Context<'_>) -> Self {
        if cx.fiction {
            return Self::default();
        }
        let mut introduced = FxHashSet::default();
        for (i, m) in cx.mentions.list.iter().enumerate() {
            let indefinite = matches!(cx.words().folded(m.tokens.start), "a" | "an" | "another" | "one");
            if m.kind == MentionKind::Noun && m.class == Class::Person && indefinite && !cx.beside_name(i) {
                introduced.insert(cx.words().id(m.head));
            }
        }
        Self { introduced }
    }

    /// Whether a source is one.
    pub(super) fn has(&self, cx: &Context<'_>, source: Source) -> bool {
        let words = cx.words();
        if cx.fiction || words.folded(source.tokens.start) != "the" {
            return false;
        }
        let Some(phrase) = phrase(cx, source.tokens) else { return false };
        let last = TokenId(phrase.end.0 - 1);
        let (folded, word) = (words.folded(last), words.word(last));
        let singular = !words.info(last).and_then(|w| w.noun).is_some_and(|(_, plural)| plural);
        let body = words
            .info(last)
            .and_then(|w| w.noun)
            .is_some_and(|(n, _)| !matches!(Class::from(n.class), Class::Person | Class::Kin));
        if !singular || body && !word.is(Word::PEOPLE) {
            return false;
        }
        let aged = phrase.iter().any(|t| words.folded(t).ends_with("-year-old"));
        let former = matches!(words.folded(TokenId(phrase.start.0 + 1)), "former" | "ex" | "one-time");
        let native = word.is(Word::PEOPLE) && words.shape(last) == Shape::Capital && !folded.ends_with('s');
        let epithet = WordSet::of(folded).any(WordSet::EPITHET);
        aged || former && words.shape(last) == Shape::Lower
            || native
            || epithet && !self.introduced.contains(&words.id(last))
    }
}

/// The phrase up to a comma or whatever else ends it, if it has more than its article and one word of it is no name.
fn phrase(cx: &Context<'_>, tokens: TokenRange) -> Option<TokenRange> {
    let ends = |t: &TokenId| {
        cx.words().shape(*t) == Shape::Other && !cx.text_of(*t).ends_with("-old")
            || cx.text_of(*t).starts_with(['\'', '’'])
            || matches!(cx.words().folded(*t), "of" | "who" | "with" | "from")
    };
    let end = tokens.iter().skip(1).find(ends).unwrap_or(tokens.end);
    (end.0 > tokens.start.0 + 1).then_some(TokenRange::new(tokens.start, end))
}

#[cfg(test)]
mod tests {
    use crate::speakers::testing::speakers;

    fn last(text: &str) -> Option<String> {
        speakers(text).pop().flatten()
    }

    #[test]
    fn who_was_named_right_before_is_called_what_they_are() {
        for by in ["the Swede", "the 31-year-old", "the former Orme captain", "the striker"] {
            let text = format!(
                "The town of Orme voted on Monday, said Marta Hale.\n\nOlaf Lund had no complaints. “Sometimes \
                 you clap,” {by} said."
            );
            assert_eq!(last(&text).as_deref(), Some("Olaf Lund"), "{by}");
        }
    }

    #[test]
    fn an_office_and_whoever_was_told_of_without_a_name_are_somebody_else() {
        for by in ["the judge", "the officer", "the Swedish police", "the student"] {
            let text = format!(
                "The town of Orme voted on Monday, said Marta Hale. A student had fallen ill.\n\nOlaf Lund had no \
                 complaints. “Sometimes you clap,” {by} said."
            );
            assert_eq!(last(&text).as_deref(), Some(by), "{by}");
        }
    }
}
