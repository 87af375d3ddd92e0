//! Headlines: "Mayor: bridge will open in May".

use super::clause_end::trim_end;
use super::noun_phrase::phrase_forward;
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use crate::syntax::Pos;
use inquit_tokenizer::TokenKind;

/// The report of a name, a colon and what the name says.
pub(super) fn report(r: &Reader<'_>, unit: Unit) -> Option<Report> {
    let colon = (unit.start + 1..unit.end.min(unit.start + 7)).find(|&i| r.text(i) == ":")?;
    let source = phrase_forward(r, unit.start, colon, false)?;
    if source.end != colon || !(source.start..source.end).any(|i| matches!(r.pos(i), Pos::Propn | Pos::Noun) && r.capital(i)) {
        return None;
    }
    let start = colon + 1;
    let end = trim_end(r, start, unit.end);
    let words = (start..end).filter(|&i| r.kind(i) == TokenKind::Word).count();
    let verb = (start..end).any(|i| matches!(r.pos(i), Pos::Verb | Pos::Aux));
    (words >= 3 && verb).then(|| Report {
        rule: Rule::Headline,
        content: vec![(start, end)],
        cue: Some((colon, colon + 1)),
        source: Some(source),
        addressee: None,
        why: "a name and a colon at the head".into(),
        frame: "a colon",
        head: colon,
        licensed: true,
        confidence: 0.6,
    })
}
