//! From text to document, paragraph by paragraph.

use crate::marks::{self, Dialogue, Marks, Style};
use crate::paragraphs::{self, Block, BlockKind};
use crate::{
    Diagnostic, DiagnosticCode, Document, Paragraph, ParagraphId, ParagraphKind, QuotedRange, SentenceRange,
    TextRange, TokenId, TokenRange, lexer, sentences,
};

/// Reads a text into a document. Takes any text, never fails, and takes time linear in its length.
///
/// ```
/// let doc = inquit_tokenizer::tokenize("“Is it far?” she asked.");
/// assert_eq!(doc.sentences().len(), 1);
/// assert_eq!(doc.tokens().len(), 9);
/// ```
#[must_use]
pub fn tokenize(text: impl Into<String>) -> Document {
    let mut text: String = text.into();
    let mut diagnostics = Vec::new();
    cut(&mut text, LARGEST, &mut diagnostics);
    let blocks = paragraphs::split(&text);
    let style = Style::of(&text);
    let dialogue = Dialogue::of(&text, &blocks);
    let mut doc = Document {
        text: String::new(),
        tokens: Vec::with_capacity(text.len() / 4),
        sentences: Vec::new(),
        paragraphs: Vec::with_capacity(blocks.len()),
        quoted: Vec::new(),
        diagnostics,
    };
    let mut marks = Marks::new(style);
    let mut raws = Vec::new();
    let mut continued = Vec::new();
    for (i, &block) in blocks.iter().enumerate() {
        let dash = dialogue.opens(&text, block);
        raws.clear();
        lexer::lex(&text, block.start, block.end, &mut raws);
        marks::continued_styles(&text, blocks.get(i + 1).copied(), &style, &mut continued);
        let first = (doc.tokens.len(), doc.sentences.len(), doc.quoted.len());
        marks.resolve(&text, block, &mut raws, &continued, dash, &mut doc);
        sentences::divide(&text, first.0, ParagraphId::from(doc.paragraphs.len()), &mut doc);
        let kind = if dash { BlockKind::Body } else { block.kind };
        push_paragraph(Block { kind, ..block }, first, &mut doc);
    }
    marks::diagnose(&mut doc);
    doc.text = text;
    doc
}

/// Offsets are 32 bits wide.
const LARGEST: usize = u32::MAX as usize - 1;

/// Cuts a text that is too large, at a character boundary.
fn cut(text: &mut String, largest: usize, diagnostics: &mut Vec<Diagnostic>) {
    if text.len() <= largest {
        return;
    }
    let mut end = largest;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    let range = TextRange::new(end as u32, end as u32);
    diagnostics.push(Diagnostic { code: DiagnosticCode::TextTooLarge, range });
}

/// Pushes the paragraph whose tokens, sentences and stretches begin at `first`.
fn push_paragraph(block: Block, first: (usize, usize, usize), doc: &mut Document) {
    let tokens = TokenRange::new(first.0.into(), doc.tokens.len().into());
    let Some(own) = doc.tokens.get(tokens.indices()).filter(|t| !t.is_empty()) else { return };
    let (Some(a), Some(b)) = (own.first(), own.last()) else { return };
    let kind = match block.kind {
        BlockKind::Body => ParagraphKind::Body,
        BlockKind::Heading => ParagraphKind::Heading,
        BlockKind::ListItem => ParagraphKind::ListItem,
        BlockKind::Byline => ParagraphKind::Byline,
        BlockKind::Turn { start, end } => {
            let from = own.partition_point(|t| (t.range.start() as usize) < start);
            let past = own.partition_point(|t| t.range.end() as usize <= end);
            let id = |i: usize| TokenId::from(first.0 + i);
            ParagraphKind::Turn { label: TokenRange::new(id(from), id(past)) }
        }
    };
    doc.paragraphs.push(Paragraph {
        range: TextRange::new(a.range.start(), b.range.end()),
        tokens,
        sentences: SentenceRange::new(first.1.into(), doc.sentences.len().into()),
        quoted: QuotedRange::new(first.2.into(), doc.quoted.len().into()),
        kind,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_too_large_is_cut_at_a_character() {
        let mut text = "aé".to_owned();
        let mut diagnostics = Vec::new();
        cut(&mut text, 2, &mut diagnostics);
        assert_eq!(text, "a");
        assert_eq!(diagnostics[0].code, DiagnosticCode::TextTooLarge);
    }
}
