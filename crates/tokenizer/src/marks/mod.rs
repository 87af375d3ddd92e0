//! Quotation marks: which open, which close, which are apostrophes; and the stretches between them.
//!
//! [`style`] reads the habits of the document, [`context`] and [`apostrophes`] say what each role of a mark costs where it
//! stands, [`pair`] finds the cheapest reading of a paragraph, [`assemble`] makes tokens and stretches of it, and
//! [`continuation`] joins stretches that go on in the next paragraph.

mod apostrophes;
mod assemble;
mod context;
mod continuation;
mod dashes;
mod form;
mod pair;
mod style;

pub(crate) use continuation::{continued_styles, diagnose};
pub(crate) use dashes::Dialogue;
pub(crate) use form::Form;
pub(crate) use style::Style;

use crate::lexer::{Raw, RawKind};
use crate::paragraphs::Block;
use crate::{Document, MarkStyle, QuotedId};
use apostrophes::Plain;
use assemble::Assembly;
use pair::{Candidate, Pairing, Role};

/// Resolves the marks of one paragraph after the other; keeps its buffers between them.
pub(crate) struct Marks {
    style: Style,
    pairing: Pairing,
    candidates: Vec<Candidate>,
    plains: Vec<Plain>,
    roles: Vec<Role>,
    /// Stretches that the paragraph before left open, outermost first.
    left_open: Vec<QuotedId>,
}

impl Marks {
    pub(crate) fn new(style: Style) -> Self {
        Self {
            style,
            pairing: Pairing::new(style.single_first),
            candidates: Vec::new(),
            plains: Vec::new(),
            roles: Vec::new(),
            left_open: Vec::new(),
        }
    }

    /// Finishes the tokens of a paragraph and pushes them and its stretches to `doc`. `dash` says that the paragraph is
    /// a line of dialogue that begins with a dash.
    pub(crate) fn resolve(
        &mut self,
        text: &str,
        block: Block,
        raws: &mut Vec<Raw>,
        continued: &[MarkStyle],
        dash: bool,
        doc: &mut Document,
    ) {
        if self.style.singles_make_double {
            join_singles(raws);
        }
        // Marks beyond the paragraph are no neighbours.
        let text = text.get(..block.end).unwrap_or(text);
        self.candidates.clear();
        self.plains.clear();
        self.roles.clear();
        for (i, raw) in raws.iter().enumerate() {
            let RawKind::Mark(form) = raw.kind else { continue };
            let (mut left, right) = style::sides(text, raw.start as usize, raw.end as usize);
            if raw.start as usize == block.start {
                left = context::Side::Edge;
            }
            let reading = apostrophes::read(text, raws, i, form, left, right);
            let word_end = if form.is_single() { loose_end(left, right) } else { 0 };
            self.candidates.push(Candidate {
                form,
                open: context::open_cost(left, right) + form.opening(&self.style) + reading.against_open,
                close: context::close_cost(left, right) + form.closing() + word_end + reading.against_close,
                plain: reading.cost,
            });
            self.plains.push(reading.plain);
        }
        self.pairing.pair(&self.candidates, continued, &mut self.roles);
        let paragraph = doc.paragraphs.len().into();
        let (first, first_token) = (doc.quoted.len(), doc.tokens.len());
        let mut assembly = Assembly::new(text, paragraph, doc);
        if dash {
            assembly.open_dash(raws);
        }
        let mut at = 0;
        for &raw in raws.iter() {
            let RawKind::Mark(form) = raw.kind else {
                assembly.token(raw);
                continue;
            };
            let role = self.roles.get(at).copied().unwrap_or(Role::Plain);
            let plain = self.plains.get(at).copied().unwrap_or(Plain::Lone);
            at += 1;
            assembly.mark(raw, form, role, plain);
        }
        let open = assembly.finish();
        let at_start = doc.quoted.get(first).is_some_and(|q| q.open.index() == first_token);
        if at_start {
            continuation::link(&mut doc.quoted, first, &self.left_open);
        }
        self.left_open = open;
    }
}

/// A single mark right after a word closes less often than one after a stop.
const fn loose_end(left: context::Side, right: context::Side) -> u32 {
    match (left, right) {
        (context::Side::Letter | context::Side::Digit, context::Side::Space) => 6,
        (context::Side::Letter | context::Side::Digit, _) => 2,
        _ => 0,
    }
}

/// Makes one double mark of two single ones that touch.
fn join_singles(raws: &mut Vec<Raw>) {
    let single = |r: Raw| r.kind == RawKind::Mark(Form::SingleStraight);
    let mut to = 0;
    let mut from = 0;
    while let Some(&raw) = raws.get(from) {
        let twin = raws.get(from + 1).filter(|&&n| single(raw) && single(n) && n.start == raw.end).copied();
        raws[to] = match twin {
            Some(n) => Raw { start: raw.start, end: n.end, kind: RawKind::Mark(Form::DoubleSingles) },
            None => raw,
        };
        from += 1 + usize::from(twin.is_some());
        to += 1;
    }
    raws.truncate(to);
}

#[cfg(test)]
mod tests;
