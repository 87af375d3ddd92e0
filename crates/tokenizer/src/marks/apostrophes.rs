//! Apostrophes and primes at the edge of a word: *'tis*, *boys'*, *nothin'*, *'90s*, *12"*.

use super::context::Side;
use super::form::{Form, NEVER};
use crate::data::{Elision, elision};
use crate::lexer::{Raw, RawKind};

/// An apostrophe after a word that isn't known to have one.
const UNKNOWN_SUFFIX: u32 = 28;

/// What a mark is if it encloses nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Plain {
    /// Part of the word after it.
    Prefix,
    /// Part of the word before it, where letters were left out.
    Suffix,
    /// The possessive of a plural: a token of its own.
    Possessive,
    /// Feet, inches, minutes, seconds.
    Prime,
    /// Nothing in particular.
    Lone,
}

/// The best plain reading of a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) plain: Plain,
    pub(super) cost: u32,
    /// To be added if the mark opens: the word after it is written with an apostrophe anyway.
    pub(super) against_open: u32,
    /// To be added if the mark closes: the word before it is written with an apostrophe anyway.
    pub(super) against_close: u32,
}

impl Reading {
    const fn new(plain: Plain, cost: u32) -> Self {
        Self { plain, cost, against_open: 0, against_close: 0 }
    }
}

/// Reads mark `i` of `raws` as something that encloses nothing.
pub(super) fn read(text: &str, raws: &[Raw], i: usize, form: Form, left: Side, right: Side) -> Reading {
    let before = left.is_word().then(|| i.checked_sub(1).and_then(|p| raws.get(p))).flatten();
    let after = right.is_word().then(|| raws.get(i + 1)).flatten();
    if !form.is_single() {
        // Inches; other marks are nothing by themselves.
        let inch = matches!(form, Form::DoubleStraight | Form::DoubleRight) && left == Side::Digit;
        return if inch { Reading::new(Plain::Prime, 12) } else { Reading::new(Plain::Lone, NEVER) };
    }
    match (before, after) {
        (Some(b), Some(_)) if b.kind == RawKind::Number => Reading::new(Plain::Prime, 2),
        (Some(_), Some(_)) => Reading::new(Plain::Lone, 10),
        (None, Some(a)) => prefix(a.text(text), a.kind, form),
        (Some(b), None) => suffix(b.text(text), b.kind, right, raws.get(i + 1).map(|r| r.text(text))),
        (None, None) if left.is_blank() && right.is_blank() => Reading::new(Plain::Lone, 15),
        (None, None) => Reading::new(Plain::Lone, 60),
    }
}

fn prefix(word: &str, kind: RawKind, form: Form) -> Reading {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let year = kind == RawKind::Number && digits == 2 && matches!(word.get(2..), Some("" | "s"));
    let listed = match elision(word) {
        Some(Elision::Before) => Some(2),
        Some(Elision::BeforeMaybe) => Some(18),
        _ if year => Some(2),
        _ => None,
    };
    let cost = match (listed, form) {
        // A right mark hardly opens, a left one is hardly an apostrophe (but programmes set it so).
        (Some(_), Form::SingleRight) => 0,
        (None, Form::SingleRight) => 12,
        (Some(cost), Form::SingleLeft) => cost + 12,
        (Some(cost), _) => cost,
        (None, Form::SingleLeft) => 60,
        (None, _) => 40,
    };
    Reading { against_open: if listed == Some(2) { 12 } else { 0 }, ..Reading::new(Plain::Prefix, cost) }
}

fn suffix(word: &str, kind: RawKind, right: Side, next: Option<&str>) -> Reading {
    if kind == RawKind::Number && !word.ends_with(['s', 'S']) {
        return Reading::new(Plain::Prime, 10);
    }
    if word.eq_ignore_ascii_case("n") {
        return Reading { against_close: 20, ..Reading::new(Plain::Suffix, 2) };
    }
    let listed = elision(word);
    let dropped_g = listed != Some(Elision::InWhole) && word.len() > 3 && ends_with_in(word);
    if listed == Some(Elision::After) || dropped_g {
        return Reading { against_close: 10, ..Reading::new(Plain::Suffix, 4) };
    }
    if word.ends_with(['s', 'S', 'x', 'z']) {
        let followed_by_word =
            right == Side::Space && next.is_some_and(|n| n.starts_with(char::is_alphanumeric));
        return Reading::new(Plain::Possessive, if followed_by_word { 7 } else { 12 });
    }
    Reading::new(Plain::Suffix, UNKNOWN_SUFFIX)
}

fn ends_with_in(word: &str) -> bool {
    let tail = word.len().checked_sub(2).and_then(|at| word.as_bytes().get(at..));
    tail.is_some_and(|t| t.eq_ignore_ascii_case(b"in"))
}

#[cfg(test)]
mod tests {
    use super::super::style::sides;
    use super::*;
    use crate::lexer::lex;

    /// The reading of the first mark of a text.
    fn first(text: &str) -> Reading {
        let mut raws = Vec::new();
        lex(text, 0, text.len(), &mut raws);
        let mark = raws.iter().enumerate().find_map(|(i, r)| match r.kind {
            RawKind::Mark(form) => Some((i, form, sides(text, r.start as usize, r.end as usize))),
            _ => None,
        });
        let (i, form, (left, right)) = mark.expect("a mark");
        read(text, &raws, i, form, left, right)
    }

    #[test]
    fn known_words_are_cheap() {
        for (text, plain) in [
            ("'tis so", Plain::Prefix),
            ("get 'em", Plain::Prefix),
            ("the '90s", Plain::Prefix),
            ("in ’39", Plain::Prefix),
            ("goin' on", Plain::Suffix),
            ("an' so", Plain::Suffix),
            ("the boys' boat", Plain::Possessive),
            ("5'4", Plain::Prime),
            ("a 12\" board", Plain::Prime),
        ] {
            let reading = first(text);
            assert_eq!(reading.plain, plain, "{text}");
            assert!(reading.cost <= 12, "{text}");
        }
    }

    #[test]
    fn unknown_words_are_dear() {
        for text in ["'lake side", "the lake' side", "again' he", "in '1984'", "yes.' he"] {
            assert!(first(text).cost >= UNKNOWN_SUFFIX, "{text}");
        }
    }

    #[test]
    fn a_right_mark_rather_begins_a_word_than_a_quotation() {
        assert!(first("’lake").cost < first("'lake").cost);
        assert!(first("‘tis").cost > first("'tis").cost);
    }

    #[test]
    fn other_marks_are_never_plain() {
        assert_eq!(first("«a»").cost, NEVER);
        assert_eq!(first("\"a\"").cost, NEVER);
    }
}
