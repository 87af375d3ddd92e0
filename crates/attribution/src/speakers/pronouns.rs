//! Sources that are a pronoun, or are as good as one: "he", "his voice", "the other".

use super::context::Context;
use super::told::Told;
use crate::Gender;
use crate::lexicon::WordSet;
use crate::mentions::{Mention, MentionKind};
use crate::quotations::Source;
use inquit_tokenizer::{TokenId, TokenRange};

/// What a pronoun tells.
pub(super) fn read(cx: &Context<'_>, m: &Mention) -> Told {
    match cx.words().folded(m.head) {
        "i" | "me" | "my" | "myself" => Told::First { plural: false },
        "we" | "us" | "our" => Told::First { plural: true },
        "it" | "its" => Told::Pronoun { gender: Gender::Unknown, plural: false, thing: true },
        _ => Told::Pronoun { gender: m.gender, plural: m.plural, thing: false },
    }
}

/// "He took his hat, and he said": the subject is the pronoun that the words end with.
pub(super) fn at_the_end(cx: &Context<'_>, range: TokenRange) -> Option<Told> {
    let last = TokenId(range.end.0.checked_sub(1)?);
    let before = TokenId(last.0.checked_sub(1)?);
    let joins = before > range.start && matches!(cx.words().folded(before), "and" | ",");
    if !joins || !matches!(cx.words().folded(last), "he" | "she" | "i") {
        return None;
    }
    let mut at = cx.mentions.starting_in(TokenRange::new(last, range.end));
    let m = at.find_map(|i| cx.mentions.list.get(i).filter(|m| m.kind == MentionKind::Pronoun))?;
    Some(read(cx, m))
}

/// "The answer came at once": nobody is named.
pub(super) fn saying(cx: &Context<'_>, source: Source) -> Option<Told> {
    let of = |t: TokenId| WordSet::of(cx.words().folded(t)).any(WordSet::SAYING);
    (cx.fiction && of(source.head)).then_some(Told::Nothing)
}

/// "his voice", "her thin lips": whoever it is the voice of.
pub(super) fn voice(cx: &Context<'_>, source: Source) -> Option<Told> {
    let words = cx.words();
    let gender = match words.folded(source.tokens.start) {
        "his" => Gender::Male,
        "her" => Gender::Female,
        _ => return None,
    };
    let owned = cx.fiction && WordSet::of(words.folded(source.head)).any(WordSet::OWNED);
    owned.then_some(Told::Pronoun { gender, plural: false, thing: false })
}

/// "the other", "the latter": in a dialogue whoever of those there the turns tell, never somebody of their own.
pub(super) fn other(cx: &Context<'_>, range: TokenRange) -> Option<Told> {
    let is = cx.fiction && (is_other(cx, range) || says(cx, range, "former"));
    is.then_some(Told::Pronoun { gender: Gender::Unknown, plural: false, thing: false })
}

/// "the other", "the latter": not the one who spoke last.
pub(super) fn is_other(cx: &Context<'_>, range: TokenRange) -> bool {
    says(cx, range, "other") || says(cx, range, "latter")
}

/// Whether some tokens are "the" and a word.
fn says(cx: &Context<'_>, range: TokenRange, word: &str) -> bool {
    range.len() == 2 && range.iter().map(|t| cx.words().folded(t)).eq(["the", word])
}

#[cfg(test)]
mod tests {
    use crate::speakers::testing::speakers;

    #[test]
    fn the_other_is_one_of_those_who_talk() {
        let said = speakers(
            "Jonas lay on the roof. Below him, Edwin held the ladder.\n\n“Are you done?” Edwin called.\n\n“Nearly,” \
             Jonas said.\n\n“You said that at noon,” said the other.",
        );
        assert_eq!(said.last().cloned().flatten().as_deref(), Some("Edwin"));
    }

    #[test]
    fn a_voice_is_nobody_of_its_own() {
        let said = speakers(
            "Ann Lee knocked. Tom Reed sat up.\n\n“Who is it?” said Tom.\n\n“The post,” her voice said.\n\n“At \
             midnight?” said Tom.",
        );
        assert_eq!(said[1].as_deref(), Some("Ann Lee"));
    }

    #[test]
    fn what_belongs_to_somebody_speaks_for_them_and_an_answer_for_nobody_of_its_own() {
        let said = speakers(
            "Ann Lee knocked. Tom Reed sat up.\n\n“Who is it?” said Tom.\n\n“The post,” her eyes said.\n\n“At \
             midnight?” said Tom.\n\nThe answer came at once: “At noon.”",
        );
        assert_eq!(said[1].as_deref(), Some("Ann Lee"));
        assert_eq!(said[3].as_deref(), Some("Ann Lee"));
    }
}
