//! PROVISIONAL first version so that the other stages can begin: to be replaced by the real lexer.

use crate::document::*;
use crate::*;

/// Reads a text into a document.
#[must_use]
pub fn tokenize(text: impl Into<String>) -> Document {
    let text: String = text.into();
    let mut doc = Document {
        text: String::new(),
        tokens: vec![],
        sentences: vec![],
        paragraphs: vec![],
        quoted: vec![],
        diagnostics: vec![],
    };
    let mut at = 0usize;
    for block in text.split_inclusive("\n\n") {
        paragraph(&text, at, at + block.len(), &mut doc);
        at += block.len();
    }
    doc.text = text;
    doc
}

fn paragraph(text: &str, start: usize, end: usize, doc: &mut Document) {
    let pid = ParagraphId::from(doc.paragraphs.len());
    let t0 = doc.tokens.len();
    let s0 = doc.sentences.len();
    let q0 = doc.quoted.len();
    let chars: Vec<(usize, char)> = text[start..end].char_indices().map(|(i, c)| (i + start, c)).collect();
    let mut i = 0;
    let mut sent_start = t0;
    let mut open: Option<usize> = None;
    let at = |i: usize| chars.get(i).map_or(end, |c| c.0);
    let word = |c: char| c.is_alphanumeric() || c == '_';
    while i < chars.len() {
        let (_, c) = chars[i];
        if c.is_whitespace() {
            i += 1;
            continue;
        }
        let mut j = i + 1;
        let kind = if word(c) {
            while j < chars.len()
                && (word(chars[j].1)
                    || (matches!(chars[j].1, '-' | '.')
                        && chars.get(j + 1).is_some_and(|n| word(n.1))
                        && !(chars[j].1 == '.' && j - i > 3)))
            {
                j += 1;
            }
            if chars.get(j).is_some_and(|n| n.1 == '.')
                && matches!(
                    &text[at(i)..at(j)],
                    "Mr" | "Mrs" | "Ms" | "Dr" | "St" | "U.S" | "Sen" | "Rep" | "Gov"
                )
            {
                j += 1;
            }
            if c.is_numeric() { TokenKind::Number } else { TokenKind::Word }
        } else if matches!(c, '\'' | '’') && chars.get(j).is_some_and(|n| word(n.1)) {
            while j < chars.len() && word(chars[j].1) {
                j += 1;
            }
            TokenKind::Word
        } else if matches!(c, '"' | '“' | '”') {
            TokenKind::Mark
        } else {
            while j < chars.len() && chars[j].1 == c && matches!(c, '.' | '-') {
                j += 1;
            }
            TokenKind::Punctuation
        };
        let id = TokenId::from(doc.tokens.len());
        doc.tokens.push(Token {
            range: TextRange::new(at(i) as u32, at(j) as u32),
            kind,
            sentence: SentenceId::from(doc.sentences.len()),
        });
        if kind == TokenKind::Mark {
            if let Some(q) = open.filter(|_| c != '“') {
                let q = &mut doc.quoted[q];
                q.inner = TextRange::new(q.inner.start(), at(i) as u32);
                q.range = TextRange::new(q.range.start(), at(j) as u32);
                q.tokens.end = TokenId(id.0 + 1);
                q.close = Some(id);
                open = None;
            } else {
                open = Some(doc.quoted.len());
                doc.quoted.push(Quoted {
                    range: TextRange::new(at(i) as u32, end as u32),
                    inner: TextRange::new(at(j) as u32, end as u32),
                    tokens: TokenRange::new(id, id),
                    open: id,
                    close: None,
                    style: MarkStyle::Double,
                    depth: 0,
                    parent: None,
                    paragraph: pid,
                    continues: None,
                });
            }
        }
        let stop = |c: char| matches!(c, '.' | '!' | '?');
        let mut k = j;
        while chars.get(k).is_some_and(|c| c.1.is_whitespace()) {
            k += 1;
        }
        let next = chars.get(k).map_or(' ', |c| c.1);
        let prev_stop = i > 0 && stop(chars[i - 1].1);
        if k > j
            && ((kind == TokenKind::Punctuation && stop(c))
                || (kind == TokenKind::Mark && prev_stop && open.is_none()))
            && (next.is_uppercase() || matches!(next, '"' | '“'))
        {
            close_sentence(doc, sent_start, pid);
            sent_start = doc.tokens.len();
        }
        i = j;
    }
    let te = TokenId::from(doc.tokens.len());
    if sent_start < doc.tokens.len() {
        close_sentence(doc, sent_start, pid);
    }
    if t0 == doc.tokens.len() {
        return;
    }
    if let Some(q) = open {
        let e = doc.tokens[te.index() - 1].range.end();
        let q = &mut doc.quoted[q];
        q.tokens.end = te;
        q.range = TextRange::new(q.range.start(), e);
        q.inner = TextRange::new(q.inner.start(), e);
    }
    doc.paragraphs.push(Paragraph {
        range: TextRange::new(doc.tokens[t0].range.start(), doc.tokens[te.index() - 1].range.end()),
        tokens: TokenRange::new(t0.into(), te),
        sentences: SentenceRange::new(s0.into(), doc.sentences.len().into()),
        quoted: QuotedRange::new(q0.into(), doc.quoted.len().into()),
        kind: ParagraphKind::Body,
    });
}

fn close_sentence(doc: &mut Document, start: usize, paragraph: ParagraphId) {
    let end = doc.tokens.len();
    doc.sentences.push(Sentence {
        range: TextRange::new(doc.tokens[start].range.start(), doc.tokens[end - 1].range.end()),
        tokens: TokenRange::new(start.into(), end.into()),
        paragraph,
    });
}
