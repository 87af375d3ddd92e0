//! As a subject: "**Ann Lee, the captain,** on Monday also said".

use super::{LOOSE_RELATIVE, POSSESSIVE, Phrase, chunk_back, phrase_back};
use crate::lexicon::WordSet;
use crate::quotations::reader::Reader;
use crate::syntax::{Pos, VerbForm};
use inquit_tokenizer::TokenKind;

/// The subject whose verb group begins at `verb`, looked for down to `low`.
pub(in crate::quotations) fn subject_before(r: &Reader<'_>, verb: usize, low: usize) -> Option<Phrase> {
    let at = before_adverbials(r, verb, low);
    if at <= low {
        return None;
    }
    let last = at - 1;
    if r.comma(last) || r.dash(last) || r.text(last) == ")" {
        return loose_before(r, last, low);
    }
    // "those surveyed said": a participle alone behind its noun.
    if r.pos(last) == Pos::Verb
        && r.tag(last).form == VerbForm::Participle
        && last > low
        && (r.nominal(last - 1) || r.is_a(last - 1, WordSet::QUANTITY))
    {
        return phrase_back(r, last - 1, low).map(|p| Phrase { end: last + 1, ..p });
    }
    phrase_back(r, last, low).filter(|p| led_in(r, p, low).is_none())
}

/// Where the adverbs and times right before `verb` begin.
pub(in crate::quotations) fn before_adverbials(r: &Reader<'_>, verb: usize, low: usize) -> usize {
    let mut at = verb;
    for _ in 0..8 {
        if at <= low {
            break;
        }
        let p = at - 1;
        if r.pos(p) == Pos::Adv
            || manner(r, p, low)
            || r.any(p, &["both", "all", "each"]) && r.pos(p) != Pos::Pron
        {
            at = p;
        } else if let Some(before) = time_before(r, at, low) {
            at = before;
        } else {
            break;
        }
    }
    at
}

/// An adverb that a tagger takes for a noun: "returned and **cheerfully** asked".
fn manner(r: &Reader<'_>, at: usize, low: usize) -> bool {
    r.pos(at) == Pos::Noun
        && r.text(at).ends_with("ly")
        && !r.capital(at)
        && !r.person(at)
        && at > low
        && (r.comma(at - 1) || matches!(r.pos(at - 1), Pos::Cconj | Pos::Pron | Pos::Propn))
}

/// The preposition that leads in a phrase right behind a conjunction: "she paused, and **after** a silence said".
pub(in crate::quotations) fn led_in(r: &Reader<'_>, phrase: &Phrase, low: usize) -> Option<usize> {
    let preposition = phrase.start.checked_sub(1).filter(|p| *p > low && r.pos(*p) == Pos::Adp)?;
    let thing = r.pos(phrase.head) == Pos::Noun && !r.person(phrase.head);
    (thing && r.pos(preposition - 1) == Pos::Cconj).then_some(preposition)
}

/// What stands before a noun of time: "last week", "late on Friday".
const TIME_MODIFIERS: &[&str] =
    &["last", "this", "next", "late", "early", "earlier", "later", "that", "one", "every", "each"];

/// Where a phrase of time that ends before `at` begins: "on Monday", "last week".
fn time_before(r: &Reader<'_>, at: usize, low: usize) -> Option<usize> {
    let last = at - 1;
    if last <= low
        || !(r.is_a(last, WordSet::TIME)
            || (r.pos(last) == Pos::Num && last > low && r.is_a(last - 1, WordSet::TIME)))
    {
        return None;
    }
    let led_in = |i: usize| i > low && r.pos(i - 1) == Pos::Adp;
    let chunk = chunk_back(r, last, low).map_or(last, |chunk| chunk.start);
    let mut start = if led_in(chunk) { chunk } else { last };
    // Of "the mayor last week" and "Trump late Friday" only the end is a time.
    let modifies = |i: usize| r.is_a(i, WordSet::TIME) || r.any(i, TIME_MODIFIERS) || r.pos(i) == Pos::Num;
    while start > low && modifies(start - 1) {
        start -= 1;
    }
    if start > low && r.pos(start - 1) == Pos::Adp {
        start -= 1;
    }
    let joins = |p: usize| r.nominal(p) || r.comma(p) || r.pos(p) == Pos::Cconj;
    (start > low && joins(start - 1)).then_some(start)
}

/// The subject before loose matter that closes with the comma, dash or bracket at `close`: an apposition, a relative
/// clause, an aside.
fn loose_before(r: &Reader<'_>, close: usize, low: usize) -> Option<Phrase> {
    let same = |at: usize| {
        if r.comma(close) {
            r.comma(at)
        } else if r.dash(close) {
            r.dash(at)
        } else {
            r.text(at) == "("
        }
    };
    let mut verbs = 0;
    let mut relatives = 0;
    let mut plain: Option<usize> = None;
    let mut at = close;
    let mut steps = 0;
    while at > low && steps < 80 {
        at -= 1;
        steps += 1;
        if r.in_marks(at) {
            continue;
        }
        // "Ann, asked if it rained, said": a verb right behind the comma is a participle.
        let participle = at > low && r.pos(at) == Pos::Verb && same(at - 1);
        if r.finite(at) && !participle {
            verbs += 1;
        } else if r.any(
            at,
            &[
                "who", "whom", "whose", "which", "where", "when", "because", "as", "that", "what", "if",
                "whether", "how", "why",
            ],
        ) && matches!(r.pos(at), Pos::Pron | Pos::Sconj | Pos::Adv | Pos::Det)
        {
            relatives += 1;
        }
        // "wiped his face, and, turning round, said": the verb is one of several, and its subject stands before the first.
        if same(at) && r.comma(at) && at > low && r.pos(at - 1) == Pos::Cconj {
            return None;
        }
        if same(at)
            && at > low
            && (r.nominal(at - 1) || r.kind(at - 1) == TokenKind::Mark || r.text(at - 1) == ")")
        {
            let next = at + 1;
            if next >= close {
                return None;
            }
            let loose = r.any(next, LOOSE_RELATIVE)
                || (r.pos(next) == Pos::Adp && next + 1 < close && r.any(next + 1, LOOSE_RELATIVE));
            // The verbs of an auxiliary chain count once too often; two a relative are fine.
            if loose && verbs <= 2 * relatives {
                return extend_loose(r, at, close, low);
            }
            if verbs <= relatives && plain.is_none() && r.pos(next) != Pos::Cconj {
                plain = Some(at);
                if r.text(close) == ")" {
                    break;
                }
            }
            if verbs > relatives + 1 {
                break;
            }
        }
    }
    extend_loose(r, plain?, close, low)
}

/// The comma before a participle whose object or adverbial begins at `start`: "Ann**,** going to | the gate".
fn participle_before(r: &Reader<'_>, start: usize, low: usize) -> Option<usize> {
    /// How many words the participle may have between itself and the phrase.
    const WORDS: usize = 6;
    if start <= low || r.pos(start - 1) == Pos::Punct {
        return None;
    }
    for at in (low + 2..start).rev().take(WORDS) {
        if r.finite(at) || r.in_marks(at) || r.comma(at) {
            return None;
        }
        let participle = r.pos(at) == Pos::Verb && r.tag(at).form == VerbForm::Gerund;
        if participle && r.comma(at - 1) {
            return r.nominal(at - 2).then_some(at - 1);
        }
    }
    None
}

/// The subject before the opening of loose matter at `open`; the matter belongs to it unless it is an adverbial.
fn extend_loose(r: &Reader<'_>, open: usize, close: usize, low: usize) -> Option<Phrase> {
    let mut phrase = phrase_back(r, open - 1, low)
        .or_else(|| (r.text(open - 1) == ")").then(|| loose_before(r, open - 1, low)).flatten())?;
    if r.is_a(phrase.head, WordSet::TIME) {
        return None;
    }
    // "Ann, going to the gate, where Tom stood, said": the gate belongs to loose matter, too.
    if let Some(comma) = participle_before(r, phrase.start, low).filter(|_| r.comma(open)) {
        return extend_loose(r, comma, close, low);
    }
    // "Ann Lee, 81, a retired baker, said": an age is nobody.
    if r.pos(phrase.head) == Pos::Num
        && phrase.start + 1 == open
        && phrase.start > low + 1
        && r.comma(phrase.start - 1)
    {
        let open = phrase.start - 1;
        return extend_loose(r, open, close, low);
    }
    let next = open + 1;
    let adverbial = matches!(r.pos(next), Pos::Adv | Pos::Adp | Pos::Sconj) && {
        let second = (next + 1).min(close);
        // "formerly of the Treasury" tells who she is.
        let tells =
            r.pos(next) == Pos::Adv && matches!(r.pos(second), Pos::Adp | Pos::Det | Pos::Adj | Pos::Noun);
        let relative = r.any(second, LOOSE_RELATIVE) || r.any(next, LOOSE_RELATIVE);
        !tells && !relative
    };
    phrase.end = if adverbial || (close == next + 1 && r.pos(next) == Pos::Adv) { open } else { close };
    // "Ann Lee, the captain, a doctor, said": one more apposition to the left.
    if phrase.start > low + 1
        && r.comma(phrase.start - 1)
        && (matches!(r.pos(phrase.start), Pos::Det | Pos::Noun | Pos::Adj) || r.any(phrase.start, POSSESSIVE))
        && r.pos(phrase.start - 2) == Pos::Propn
        && let Some(first) = phrase_back(r, phrase.start - 2, low)
        && (first.start == low || r.pos(first.start - 1) != Pos::Adp)
    {
        phrase.start = first.start;
        phrase.head = first.head;
    }
    Some(phrase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotations::testing::{PhraseFound, assert_phrase, phrase_found};

    /// The subject of the verb at the caret.
    fn subject_of(text: &str) -> PhraseFound {
        phrase_found(text, |r, unit, at| subject_before(r, at, unit.start))
    }

    #[test]
    fn adverbs_and_times_stand_between_a_subject_and_its_verb() {
        for text in [
            "The mayor ^said no.",
            "The mayor also ^said no.",
            "The mayor on Monday ^said no.",
            "The mayor on Monday also ^said no.",
            "The mayor last week ^said no.",
            "The mayor late Friday ^said no.",
            "The mayor yesterday ^said no.",
            "The mayor on the following day ^said no.",
            "The mayor, however, ^said no.",
        ] {
            assert_phrase(subject_of(text), ("The mayor", "mayor"), text);
        }
    }

    #[test]
    fn a_subject_takes_its_apposition_and_loose_relative_clause() {
        for (text, phrase) in [
            ("Ann Lee, the captain, ^said no.", "Ann Lee, the captain"),
            ("Ann Lee, 29, ^said no.", "Ann Lee, 29"),
            ("Ann Lee, 81, a retired baker, ^said no.", "Ann Lee, 81, a retired baker"),
            (
                "Ann Lee, his former pupil, who had listened, ^said no.",
                "Ann Lee, his former pupil, who had listened",
            ),
            ("Ann Lee, who had listened, ^said no.", "Ann Lee, who had listened"),
            ("Ann Lee, asked if she was tired, ^said no.", "Ann Lee, asked if she was tired"),
            (
                "Ann Lee, going to the gate, where the boy stood, ^said no.",
                "Ann Lee, going to the gate, where the boy stood",
            ),
            ("Ann Lee — a baker by trade — ^said no.", "Ann Lee — a baker by trade"),
            (
                "Ann Lee, the captain of the boat, who had listened, ^said no.",
                "Ann Lee, the captain of the boat, who had listened",
            ),
        ] {
            assert_phrase(subject_of(text), (phrase, "Lee"), text);
        }
    }

    #[test]
    fn a_verb_at_the_head_of_its_sentence_has_no_subject_before_it() {
        assert_eq!(subject_of("^Say no."), None);
        assert_eq!(subject_of("Never ^say no."), None);
    }
}
