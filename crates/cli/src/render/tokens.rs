//! Tokens, sentences, paragraphs and quotation marks in columns.

use super::one_line;
use inquit_tokenizer::{Document, MarkStyle, Paragraph, ParagraphKind, Quoted, Token, TokenKind};
use std::io::{self, Write};

/// One token a line: bytes, kind, words; a mark also says which stretch it opens or closes. Paragraphs and sentences
/// have a line of their own before their first token.
pub(crate) fn document(out: &mut impl Write, id: &str, doc: &Document) -> io::Result<()> {
    writeln!(
        out,
        "{}: {} paragraphs, {} sentences, {} tokens, {} stretches between quotation marks",
        one_line(id),
        doc.paragraphs().len(),
        doc.sentences().len(),
        doc.tokens().len(),
        doc.quoted().len()
    )?;
    let marks = Marks::new(doc);
    for (i, paragraph) in doc.paragraphs().iter().enumerate() {
        writeln!(out, "\nparagraph {}: {}", i + 1, paragraph_kind(doc, paragraph))?;
        for s in paragraph.sentences.iter() {
            writeln!(out, "  sentence {}", s.index() + 1)?;
            for t in doc.sentence(s).tokens.iter() {
                let token = doc.token(t);
                token_line(out, doc, token, &marks.at(t.index()))?;
            }
        }
    }
    for d in doc.diagnostics() {
        writeln!(out, "\n{}..{} {}: {d}", d.range.start(), d.range.end(), d.code.as_str())?;
    }
    Ok(())
}

fn token_line(out: &mut impl Write, doc: &Document, token: Token, mark: &str) -> io::Result<()> {
    let range = format!("{}..{}", token.range.start(), token.range.end());
    let words = one_line(&doc.text()[token.range]);
    let line = format!("    {range:<15} {:<11} {words}", token_kind(token.kind));
    if mark.is_empty() { writeln!(out, "{line}") } else { writeln!(out, "{line:<40} {mark}") }
}

/// What each mark does, by token.
struct Marks(Vec<(usize, String)>);

impl Marks {
    fn new(doc: &Document) -> Self {
        let mut marks = Vec::new();
        for (i, q) in doc.quoted().iter().enumerate() {
            let number = i + 1;
            marks.push((q.open.index(), format!("opens {number}: {}", describe(q))));
            if let Some(close) = q.close {
                marks.push((close.index(), format!("closes {number}")));
            }
        }
        marks.sort();
        Self(marks)
    }

    /// What the mark at a token does; empty for other tokens.
    fn at(&self, token: usize) -> String {
        let first = self.0.partition_point(|(t, _)| *t < token);
        let here = self.0.iter().skip(first).take_while(|(t, _)| *t == token);
        here.map(|(_, what)| what.as_str()).collect::<Vec<_>>().join(", ")
    }
}

fn describe(q: &Quoted) -> String {
    let mut what = style(q.style).to_owned();
    if q.depth > 0 {
        what.push_str(&format!(", depth {}", q.depth));
    }
    if let Some(from) = q.continues {
        what.push_str(&format!(", goes on from {}", from.index() + 1));
    }
    if q.close.is_none() {
        what.push_str(", not closed");
    }
    what
}

fn paragraph_kind(doc: &Document, paragraph: &Paragraph) -> String {
    match paragraph.kind {
        ParagraphKind::Body => "body".to_owned(),
        ParagraphKind::Heading => "heading".to_owned(),
        ParagraphKind::ListItem => "list item".to_owned(),
        ParagraphKind::Byline => "byline".to_owned(),
        ParagraphKind::Turn { label } => format!("turn of {}", one_line(&doc.text()[doc.text_range(label)])),
    }
}

const fn token_kind(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Word => "word",
        TokenKind::Number => "number",
        TokenKind::Mark => "mark",
        TokenKind::Punctuation => "punctuation",
        TokenKind::Symbol => "symbol",
    }
}

const fn style(style: MarkStyle) -> &'static str {
    match style {
        MarkStyle::Double => "double",
        MarkStyle::Single => "single",
        MarkStyle::Guillemets => "guillemets",
        MarkStyle::SingleGuillemets => "single guillemets",
        MarkStyle::LowDouble => "low double",
        MarkStyle::LowSingle => "low single",
        MarkStyle::Corner => "corner",
        MarkStyle::WhiteCorner => "white corner",
        MarkStyle::Dash => "dash",
    }
}
