//! Words in quotation marks that nobody says: distance, titles, nicknames, words as words.
//!
//! "The so-called “experts” were late." has no quotation; "Her gentle “How do you do?” was heard by all." has one.

use super::reader::{Reader, Unit};
use super::spoken::Spoken;
use crate::lexicon::WordSet;
use crate::syntax::Pos;
use crate::{NotSpeech, NotSpeechKind};
use inquit_tokenizer::{MarkStyle, Quoted, TokenKind};

/// Whether the marks hold the title of a work, by its capitals and what leads in: "on KRT’s “Morning Glow”", "an episode
/// of “The Late Row”", "a spot titled “The Deep Pond”".
pub(super) fn names_a_work(r: &Reader<'_>, q: &Quoted) -> bool {
    let Some(before) = q.open.index().checked_sub(1) else { return false };
    let owned = matches!(r.text(before), "’s" | "'s") && r.pos(before) != Pos::Aux;
    let work = |at: usize| r.is_a(at, WordSet::WORK);
    let led_in = owned
        || r.any(before, &["titled", "entitled"])
        || work(before)
        || (r.is(before, "of") && before.checked_sub(1).is_some_and(work));
    if !led_in {
        return false;
    }
    let words = q.inner_tokens().indices().filter(|&i| r.kind(i) == TokenKind::Word);
    let capitals = words.clone().filter(|&i| r.capital(i)).count();
    let stops = q.inner_tokens().indices().any(|i| matches!(r.text(i), "!" | "?" | "…" | ";" | "—"));
    words.count() <= 8 && capitals >= 2 && !stops && in_capitals(r, q)
}

/// Whether all words in marks are written as in a title.
fn in_capitals(r: &Reader<'_>, q: &Quoted) -> bool {
    let mut words = q.inner_tokens().indices().filter(|&i| r.kind(i) == TokenKind::Word);
    words.next().is_some_and(|i| r.capital(i))
        && words.all(|i| r.capital(i) || r.text(i).len() <= 3 || r.text(i).starts_with(['\'', '’']))
}

/// Whether untagged words in marks read like speech: they stand alone, or they are a whole sentence.
pub(super) fn reads_like_speech(r: &Reader<'_>, q: &Quoted, unit: Unit) -> bool {
    if q.style == MarkStyle::Dash || q.continues.is_some() {
        return true;
    }
    if names_a_work(r, q) {
        return false;
    }
    let inner = q.inner_tokens();
    let Some(last) = inner.indices().next_back() else { return false };
    let words = inner.indices().filter(|&i| r.kind(i) == TokenKind::Word).count();
    if words == 0 {
        // "…", "?!": silence and surprise are turns too, if they stand alone.
        return alone(r, unit) && !inner.is_empty();
    }
    let first = inner.start.index();
    let sentence =
        matches!(r.text(last), "." | "!" | "?" | "…" | "..." | "," | "—" | "--" | "–" | ";" | ":" | "-")
            || q.close.is_none();
    let opens = r.capital(first) || !r.text(first).starts_with(char::is_lowercase);
    if alone(r, unit) {
        return sentence
            || words > 3
            || (q.open.index() == unit.start && unit.end - q.tokens.end.index() <= 1 && opens);
    }
    // A cry or a question is speech wherever it stands: her gentle "How do you do?"
    if opens
        && words <= 6
        && matches!(r.text(last), "!" | "?")
        && r.pos(q.open.index().saturating_sub(1)) != Pos::Propn
    {
        return true;
    }
    let at_start = q.open.index() == unit.start;
    if !(sentence && opens) {
        return false;
    }
    // After a plain word the marks set off a part of the sentence: they reached the "Avenue."
    let before = q.open.index().checked_sub(1);
    let flows = !at_start && before.is_some_and(|b| r.kind(b) == TokenKind::Word);
    let verb = inner.indices().any(|i| r.finite(i) || r.pos(i) == Pos::Aux);
    if flows || matches!(r.text(last), ",") && !verb {
        return verb && words >= 4 && !r.comma(last);
    }
    at_start || q.tokens.end.index() + 1 >= unit.end || words > 4
}

/// Nothing but words in marks and punctuation in the sentence.
fn alone(r: &Reader<'_>, unit: Unit) -> bool {
    (unit.start..unit.end)
        .all(|i| r.in_marks(i) || matches!(r.kind(i), TokenKind::Punctuation | TokenKind::Symbol))
}

/// Whether the marks hold a nickname inside a name: Gerd “Ironing Board” Halloran.
pub(super) fn nickname(r: &Reader<'_>, q: &Quoted) -> bool {
    // The names on both sides are capitalised; a tagger that does not know one of them may take it for a noun.
    let capital = |i: usize| r.capital(i) && matches!(r.pos(i), Pos::Propn | Pos::Noun | Pos::Adj);
    let beside = |at: Option<usize>| at.filter(|&i| i < r.doc.tokens().len() && capital(i));
    let (first, last) = (beside(q.open.index().checked_sub(1)), beside(Some(q.tokens.end.index())));
    let name = |at: Option<usize>| at.is_some_and(|i| r.pos(i) == Pos::Propn);
    let inner = q.inner_tokens();
    !inner.is_empty()
        && inner.len() <= 3
        && inner.indices().all(|i| matches!(r.kind(i), TokenKind::Word | TokenKind::Number))
        && first.is_some()
        && last.is_some()
        && (name(first) || name(last))
}

/// What words in marks are if they are not speech.
pub(super) fn classify(r: &Reader<'_>, q: &Quoted, spoken: Option<Spoken>) -> NotSpeech {
    let before = q.open.index().checked_sub(1);
    let kind = if nickname(r, q) {
        NotSpeechKind::Nickname
    } else if before.is_some_and(|i| {
        r.any(
            i,
            &[
                "word", "words", "term", "terms", "phrase", "name", "called", "named", "means", "mean",
                "meaning", "say", "letter",
            ],
        )
    }) {
        NotSpeechKind::Word
    } else if spoken.is_some_and(Spoken::is_unsaid) {
        NotSpeechKind::Unsaid
    } else if spoken.is_some_and(Spoken::is_written) {
        NotSpeechKind::Written
    } else if in_capitals(r, q) {
        NotSpeechKind::Title
    } else {
        NotSpeechKind::Scare
    };
    NotSpeech { range: q.range, kind, spoken }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_direct, assert_indirect, assert_not_speech, assert_nothing_reported};
    use crate::NotSpeechKind::{Nickname, Scare, Title, Unsaid, Word, Written};

    #[test]
    fn words_that_stand_alone_are_speech() {
        for text in ["“Where did you go?”", "“Never.”", "“The pond is deep.”", "“…”"] {
            assert_direct(text, (text, "", ""));
        }
    }

    #[test]
    fn a_sentence_at_the_head_of_another_is_speech() {
        assert_direct("“It rains.” Tom shut the window.", ("“It rains.”", "", ""));
    }

    #[test]
    fn a_cry_or_a_question_is_speech_wherever_it_stands() {
        assert_direct("She gave him her gentle “How do you do?” and left.", ("“How do you do?”", "", ""));
    }

    #[test]
    fn what_the_narrator_calls_it_is_not() {
        for text in [
            "The so-called “experts” were late.",
            "They lived in the “old town” then.",
            "They reached the “Avenue.”",
        ] {
            assert_nothing_reported(text);
        }
    }

    #[test]
    fn a_nickname_stands_inside_a_name() {
        assert_not_speech("They met Gerd “Ironing Board” Halloran there.", &[("“Ironing Board”", Nickname)]);
        let text = "Gerd “Ironing Board” Halloran said that it rained.";
        assert_indirect(text, ("that it rained", "said", "Gerd “Ironing Board” Halloran"));
        assert_not_speech("They met John “Boots” Halloran at the race.", &[("“Boots”", Nickname)]);
    }

    #[test]
    fn a_word_is_named_as_a_word() {
        assert_not_speech("The word “pond” has four letters.", &[("“pond”", Word)]);
        assert_not_speech("The term “pond” is old.", &[("“pond”", Word)]);
    }

    #[test]
    fn a_title_has_capitals() {
        assert_not_speech("The boy held “The Deep Pond” on his lap.", &[("“The Deep Pond”", Title)]);
    }

    #[test]
    fn a_title_after_its_owner_or_its_kind_is_not_said() {
        for text in [
            "The dam is safe, Paul Ray said on KRT’s “State of the Town.”",
            "On the latest episode of “The Late Late Row,” Paul Ray blamed the mayor.",
            "The spot, titled “The Deep Pond,” says nothing.",
        ] {
            let found = crate::Engine::new().attribute(text);
            assert!(
                found.quotations().iter().all(|q| q.kind != crate::QuotationKind::Direct),
                "{text}: {found:?}"
            );
        }
        // What somebody says may be his own, too.
        assert_direct("Ann’s “We will not go!” was loud.", ("“We will not go!”", "", ""));
    }

    #[test]
    fn what_somebody_only_might_say_is_not_said() {
        assert_not_speech(
            "She looked at the door as if to say, “I was not born for this.”",
            &[("“I was not born for this.”", Unsaid)],
        );
        assert_direct("“A live one?” Ann wanted to know.", ("“A live one?”", "wanted to know", "Ann"));
    }

    #[test]
    fn letters_are_written() {
        let found = crate::Engine::new().attribute(
            "“It came today,” said Ruth, and read it.\n\n“Dear Mrs Oakley,\n\n“I must return the harp.\n\n“Yours \
             sincerely,\n\n“Dorothea Finch.”\n\n“Well,” said her mother.",
        );
        assert_eq!(found.quotations().len(), 2, "{found:?}");
        assert!(found.not_speech().iter().all(|n| n.kind == Written), "{found:?}");
    }

    #[test]
    fn all_else_keeps_its_distance() {
        assert_not_speech("The so-called “experts” were late.", &[("“experts”", Scare)]);
    }
}
