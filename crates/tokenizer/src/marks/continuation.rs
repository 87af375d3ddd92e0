//! Stretches that go on over paragraphs: each paragraph opens with a mark, only the last one closes.

use super::form::Form;
use super::style::Style;
use crate::paragraphs::Block;
use crate::{Diagnostic, DiagnosticCode, Document, MarkStyle, Quoted, QuotedId, TokenId};

/// How many levels can go on at once.
const LEVELS: usize = 4;

/// The families of the marks with which a paragraph opens, outermost first.
pub(crate) fn continued_styles(text: &str, block: Option<Block>, style: &Style, out: &mut Vec<MarkStyle>) {
    out.clear();
    let Some(block) = block else { return };
    let mut rest = block.text(text);
    while out.len() < LEVELS {
        if let Some(after) = rest.strip_prefix("''").filter(|_| style.singles_make_double) {
            out.push(MarkStyle::Double);
            rest = after;
            continue;
        }
        let mut chars = rest.chars();
        let Some(form) = chars.next().and_then(Form::of) else { break };
        out.push(form.style());
        rest = chars.as_str();
    }
}

/// Links the stretches at the very start of a paragraph, whose first is `first`, to those that the paragraph before left
/// open.
pub(super) fn link(quoted: &mut [Quoted], first: usize, left_open: &[QuotedId]) {
    // The first mark opens the paragraph, each other one stands right behind the one before.
    let mut expected = None;
    for (level, &before) in left_open.iter().enumerate() {
        let style = quoted.get(before.index()).map(|q| q.style);
        let Some(q) = quoted.get_mut(first + level) else { break };
        let touches = expected.is_none_or(|token| q.open == token);
        if !touches || q.depth as usize != level || style != Some(q.style) {
            break;
        }
        q.continues = Some(before);
        expected = Some(TokenId(q.open.0 + 1));
    }
}

/// Adds a diagnostic for each stretch that nothing closes and that doesn't go on, and puts all of them in order.
pub(crate) fn diagnose(doc: &mut Document) {
    let mut continued: Vec<QuotedId> = doc.quoted.iter().filter_map(|q| q.continues).collect();
    continued.sort_unstable();
    for (i, q) in doc.quoted.iter().enumerate() {
        let unclosed = q.close.is_none() && q.style != MarkStyle::Dash;
        if unclosed && continued.binary_search(&QuotedId::from(i)).is_err() {
            doc.diagnostics.push(Diagnostic { code: DiagnosticCode::UnclosedQuotation, range: q.range });
        }
    }
    doc.diagnostics.sort_by_key(|d| (d.range.start(), d.range.end()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paragraphs::split;

    #[test]
    fn the_marks_at_the_head_of_a_paragraph() {
        let text = "“‘It snowed.’”\n\nIt “snowed”.";
        let blocks = split(text);
        let mut out = Vec::new();
        let style = Style::default();
        continued_styles(text, blocks.first().copied(), &style, &mut out);
        assert_eq!(out, [MarkStyle::Double, MarkStyle::Single]);
        continued_styles(text, blocks.get(1).copied(), &style, &mut out);
        assert_eq!(out, []);
        continued_styles(text, None, &style, &mut out);
        assert_eq!(out, []);
    }
}
