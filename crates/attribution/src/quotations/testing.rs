//! What the tests of the rules say about sentences: a text goes in, and what is reported of it is put in words.
//!
//! Texts go through the real tokenizer, tagger and lexicon, without the scorer: the rules alone decide, whatever was
//! learnt last. A caret in a text points at the token after it and is no part of the text: `The mayor ^said no.`

use super::noun_phrase::Phrase;
use super::reader::{Reader, Unit};
use super::report::Report;
use super::{Found, Quotations, Scorer, find};
use crate::lexicon::Lexicon;
use crate::syntax;
use crate::{NotSpeechKind, QuotationKind};
use inquit_tokenizer::{Document, tokenize};
use std::sync::LazyLock;

/// Something said, in marks, with a comma that a tag follows.
pub(super) const BOAT: &str = "“We sold the boat,”";

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::english);

/// A content with its cue and source, in the words of the text; what is not there is an empty string. The pieces of a
/// content that a tag parts are joined with " … ".
pub(super) type Said<'a> = (&'a str, &'a str, &'a str);

/// A text and what the stage found in it.
struct Reading {
    doc: Document,
    quotations: Quotations,
}

impl Reading {
    fn of(text: &str) -> Self {
        let doc = tokenize(text);
        let syntax = syntax::analyse(&doc).with_reporting(&doc, &LEXICON);
        let quotations = find(&doc, &syntax, &LEXICON, Scorer::none());
        Self { doc, quotations }
    }

    fn content(&self, found: &Found) -> String {
        let pieces: Vec<&str> = found.content.iter().map(|c| &self.doc.text()[*c]).collect();
        pieces.join(" … ")
    }

    fn said(&self, found: &Found) -> (String, String, String) {
        let words = |tokens| self.doc.text()[self.doc.text_range(tokens)].to_owned();
        let cue = found.cue.map(words).unwrap_or_default();
        let source = found.source.map(|s| words(s.tokens)).unwrap_or_default();
        (self.content(found), cue, source)
    }

    /// What was found and which rule did so, for the message of a test that fails.
    fn explained(&self) -> String {
        if self.quotations.found.is_empty() {
            return "nothing was reported".into();
        }
        self.quotations
            .found
            .iter()
            .map(|f| format!("{:?}: {} ({:?})\n", self.said(f), f.why, f.kind))
            .collect()
    }

    #[track_caller]
    fn only(&self) -> &Found {
        match &*self.quotations.found {
            [one] => one,
            _ => panic!("one quotation was expected in {:?}\n{}", self.doc.text(), self.explained()),
        }
    }
}

/// The text reports exactly these, in this order.
#[track_caller]
pub(super) fn assert_reports(text: &str, expected: &[Said<'_>]) {
    let reading = Reading::of(text);
    let found: Vec<_> = reading.quotations.found.iter().map(|f| reading.said(f)).collect();
    let found: Vec<Said<'_>> = found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(found, expected, "in {text:?} was found:\n{}", reading.explained());
}

/// The text reports nothing.
#[track_caller]
pub(super) fn assert_nothing_reported(text: &str) {
    let reading = Reading::of(text);
    assert!(reading.quotations.found.is_empty(), "{text:?} should report nothing\n{}", reading.explained());
}

#[track_caller]
fn assert_kind(text: &str, expected: Said<'_>, kind: QuotationKind) {
    assert_reports(text, &[expected]);
    assert_eq!(Reading::of(text).only().kind, kind, "{text:?}");
}

/// The text reports this alone, all of it in marks or behind a dash.
#[track_caller]
pub(super) fn assert_direct(text: &str, expected: Said<'_>) {
    assert_kind(text, expected, QuotationKind::Direct);
}

/// The text reports this alone, none of it in marks.
#[track_caller]
pub(super) fn assert_indirect(text: &str, expected: Said<'_>) {
    assert_kind(text, expected, QuotationKind::Indirect);
}

/// The text reports this alone, and `verbatim` are the parts of it in marks.
#[track_caller]
pub(super) fn assert_mixed(text: &str, expected: Said<'_>, verbatim: &[&str]) {
    assert_kind(text, expected, QuotationKind::Mixed);
    let reading = Reading::of(text);
    let parts = reading.only().verbatim(&reading.doc);
    let parts: Vec<&str> = parts.iter().map(|p| &reading.doc.text()[*p]).collect();
    assert_eq!(parts, verbatim, "parts in marks of {text:?}");
}

/// The text reports one thing, and names whom it was said to.
#[track_caller]
pub(super) fn assert_addressee(text: &str, expected: &str) {
    let reading = Reading::of(text);
    let tokens = reading.only().addressee.map(|a| reading.doc.text_range(a.tokens));
    assert_eq!(tokens.map_or("", |t| &reading.doc.text()[t]), expected, "addressee in {text:?}");
}

/// The content `inner` stands inside the content `outer`.
#[track_caller]
pub(super) fn assert_nested(text: &str, inner: &str, outer: &str) {
    let reading = Reading::of(text);
    let found = &reading.quotations.found;
    let child = found.iter().find(|f| reading.content(f) == inner);
    let parent = child.and_then(|c| c.parent).and_then(|p| found.get(p as usize)).map(|p| reading.content(p));
    assert_eq!(parent.as_deref(), Some(outer), "what holds {inner:?} in {text:?}:\n{}", reading.explained());
}

/// Nobody says these words in marks.
#[track_caller]
pub(super) fn assert_not_speech(text: &str, expected: &[(&str, NotSpeechKind)]) {
    let reading = Reading::of(text);
    let found = &reading.quotations.not_speech;
    let found: Vec<_> = found.iter().map(|n| (&reading.doc.text()[n.range], n.kind)).collect();
    assert_eq!(found, expected, "words in marks that are no speech, in {text:?}\n{}", reading.explained());
}

/// The words of some tokens, as they stand in the text.
pub(super) fn words(r: &Reader<'_>, tokens: (usize, usize)) -> String {
    r.doc.text()[r.bytes(tokens.0, tokens.1)].to_owned()
}

/// Reads a text with a caret: what `look` finds there. It is handed the reader, the sentence, and the token that the
/// caret points at.
pub(super) fn at_caret<T>(text: &str, look: impl FnOnce(&mut Reader<'_>, Unit, usize) -> T) -> T {
    let byte = text.find('^').expect("help: put a caret before the token that the test is about");
    let doc = tokenize(text.replacen('^', "", 1));
    let syntax = syntax::analyse(&doc).with_reporting(&doc, &LEXICON);
    let mut reader = Reader::new(&doc, &syntax, &LEXICON, Scorer::none());
    let at = doc.tokens().partition_point(|t| (t.range.start() as usize) < byte);
    assert!(at < doc.tokens().len(), "help: the caret stands behind the last token of {text:?}");
    let units = reader.units(doc.paragraph_of(at.into()));
    let unit = units.into_iter().find(|u| (u.start..u.end).contains(&at));
    look(&mut reader, unit.expect("every token stands in a sentence"), at)
}

/// The phrase that `look` finds at the caret, in the words of the text, with its head.
pub(super) fn phrase_found(
    text: &str,
    look: impl FnOnce(&Reader<'_>, Unit, usize) -> Option<Phrase>,
) -> PhraseFound {
    at_caret(text, |r, unit, at| {
        look(r, unit, at).map(|p| (words(r, (p.start, p.end)), words(r, (p.head, p.head + 1))))
    })
}

/// A phrase and its head, in the words of the text.
pub(super) type PhraseFound = Option<(String, String)>;

/// What was found is this phrase with this head.
#[track_caller]
pub(super) fn assert_phrase(found: PhraseFound, expected: (&str, &str), text: &str) {
    let found = found.as_ref().map(|(phrase, head)| (phrase.as_str(), head.as_str()));
    assert_eq!(found, Some(expected), "(phrase, head) in {text:?}");
}

/// What one rule reports of the token at the caret, before the findings are held against each other.
pub(super) fn reported_by(
    rule: impl FnOnce(&Reader<'_>, Unit, usize) -> Option<Report>,
    text: &str,
) -> Option<(String, String, String)> {
    at_caret(text, |r, unit, at| {
        rule(r, unit, at).map(|report| {
            let pieces: Vec<String> = report.content.iter().map(|&c| words(r, c)).collect();
            let cue = report.cue.map(|c| words(r, c)).unwrap_or_default();
            let source = report.source.map(|s| words(r, (s.start, s.end))).unwrap_or_default();
            (pieces.join(" … "), cue, source)
        })
    })
}

/// The rule reports this of the token at the caret.
#[track_caller]
pub(super) fn assert_rule_reports(
    rule: impl FnOnce(&Reader<'_>, Unit, usize) -> Option<Report>,
    text: &str,
    expected: Said<'_>,
) {
    let found = reported_by(rule, text);
    let found = found.as_ref().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()));
    assert_eq!(found, Some(expected), "{text:?}");
}

/// The rule reports nothing of the token at the caret.
#[track_caller]
pub(super) fn assert_rule_is_silent(
    rule: impl FnOnce(&Reader<'_>, Unit, usize) -> Option<Report>,
    text: &str,
) {
    assert_eq!(reported_by(rule, text), None, "{text:?}");
}

/// Each text reports one indirect quotation, and this one.
#[track_caller]
pub(super) fn assert_all(cases: &[(&str, Said<'_>)]) {
    for (text, expected) in cases {
        assert_indirect(text, *expected);
    }
}
