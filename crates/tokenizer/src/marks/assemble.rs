//! Raw tokens and the roles of the marks among them become tokens and stretches.

use super::apostrophes::Plain;
use super::form::Form;
use super::pair::Role;
use crate::lexer::{Raw, RawKind, split_joined};
use crate::{
    Diagnostic, DiagnosticCode, Document, MarkStyle, ParagraphId, Quoted, QuotedId, SentenceId, TextRange,
    Token, TokenId, TokenKind, TokenRange,
};

/// One paragraph in the making.
pub(super) struct Assembly<'d> {
    text: &'d str,
    paragraph: ParagraphId,
    doc: &'d mut Document,
    /// Open stretches, outermost first.
    open: Vec<QuotedId>,
    /// Where an apostrophe stands that belongs to the next word.
    prefix: Option<u32>,
    /// Tokens before this one belong to other paragraphs.
    first_token: usize,
}

impl<'d> Assembly<'d> {
    pub(super) fn new(text: &'d str, paragraph: ParagraphId, doc: &'d mut Document) -> Self {
        let first_token = doc.tokens.len();
        Self { text, paragraph, doc, open: Vec::new(), prefix: None, first_token }
    }

    fn push(&mut self, start: u32, end: u32, kind: TokenKind) -> TokenId {
        let id = TokenId::from(self.doc.tokens.len());
        self.doc.tokens.push(Token { range: TextRange::new(start, end), kind, sentence: SentenceId(0) });
        id
    }

    /// A token that is no mark.
    pub(super) fn token(&mut self, raw: Raw) {
        let kind = match raw.kind {
            RawKind::Word => TokenKind::Word,
            RawKind::Number => TokenKind::Number,
            RawKind::Symbol => TokenKind::Symbol,
            RawKind::Punctuation | RawKind::Mark(_) => TokenKind::Punctuation,
        };
        let Some(start) = self.prefix.take() else {
            self.push(raw.start, raw.end, kind);
            return;
        };
        if let Some(cut) = split_joined(raw.text(self.text)) {
            let cut = raw.start + cut as u32;
            self.push(start, cut, TokenKind::Word);
            self.push(cut, raw.end, TokenKind::Word);
        } else {
            self.push(start, raw.end, kind);
        }
    }

    /// A mark in its role.
    pub(super) fn mark(&mut self, raw: Raw, form: Form, role: Role, plain: Plain) {
        match role {
            Role::Plain => self.plain(raw, plain),
            Role::Open { given_up } => {
                self.give_up(given_up);
                let id = self.push(raw.start, raw.end, TokenKind::Mark);
                self.open(id, form.style());
            }
            Role::Close { given_up } => {
                self.give_up(given_up);
                let id = self.push(raw.start, raw.end, TokenKind::Mark);
                if let Some(q) = self.open.pop() {
                    self.close(q, Some(id));
                }
            }
            Role::Unopened => {
                let id = self.push(raw.start, raw.end, TokenKind::Punctuation);
                let range = self.doc.tokens[id.index()].range;
                self.doc.diagnostics.push(Diagnostic { code: DiagnosticCode::UnopenedQuotation, range });
            }
        }
    }

    fn plain(&mut self, raw: Raw, plain: Plain) {
        match plain {
            Plain::Prefix => self.prefix = Some(raw.start),
            Plain::Suffix => {
                match self.doc.tokens.get_mut(self.first_token..).and_then(<[Token]>::last_mut) {
                    Some(word) if word.range.end() == raw.start => {
                        word.range = TextRange::new(word.range.start(), raw.end);
                    }
                    _ => {
                        self.push(raw.start, raw.end, TokenKind::Punctuation);
                    }
                }
            }
            Plain::Possessive => {
                self.push(raw.start, raw.end, TokenKind::Word);
            }
            Plain::Prime => {
                self.push(raw.start, raw.end, TokenKind::Symbol);
            }
            Plain::Lone => {
                self.push(raw.start, raw.end, TokenKind::Punctuation);
            }
        }
    }

    /// The paragraph is a line of dialogue: its first token is the dash.
    pub(super) fn open_dash(&mut self, raws: &mut Vec<Raw>) {
        if raws.is_empty() {
            return;
        }
        let dash = raws.remove(0);
        let id = self.push(dash.start, dash.end, TokenKind::Mark);
        self.open(id, MarkStyle::Dash);
    }

    fn open(&mut self, mark: TokenId, style: MarkStyle) {
        let range = self.doc.tokens[mark.index()].range;
        let id = QuotedId::from(self.doc.quoted.len());
        self.doc.quoted.push(Quoted {
            range,
            inner: TextRange::new(range.end(), range.end()),
            tokens: TokenRange::new(mark, TokenId(mark.0 + 1)),
            open: mark,
            close: None,
            style,
            depth: u16::try_from(self.open.len()).unwrap_or(u16::MAX),
            parent: self.open.last().copied(),
            paragraph: self.paragraph,
            continues: None,
        });
        self.open.push(id);
    }

    /// Ends the innermost stretches here, unclosed.
    fn give_up(&mut self, count: u8) {
        for _ in 0..count {
            if let Some(q) = self.open.pop() {
                self.close(q, None);
            }
        }
    }

    /// Ends a stretch with the last token, which is its closing mark if it has one.
    fn close(&mut self, id: QuotedId, mark: Option<TokenId>) {
        let tokens = &self.doc.tokens;
        let end = TokenId::from(tokens.len());
        let Some(q) = self.doc.quoted.get_mut(id.index()) else { return };
        let last = tokens.last().map_or(q.range.end(), |t| t.range.end());
        let inner_end = mark.and_then(|m| tokens.get(m.index())).map_or(last, |t| t.range.start());
        q.range = TextRange::new(q.range.start(), last);
        q.inner = TextRange::new(q.inner.start(), inner_end);
        q.tokens = TokenRange::new(q.open, end);
        q.close = mark;
    }

    /// Ends what is open; returns it, outermost first.
    pub(super) fn finish(mut self) -> Vec<QuotedId> {
        if let Some(start) = self.prefix.take() {
            // Nothing followed: the apostrophe stands alone.
            self.push(start, self.text.len() as u32, TokenKind::Punctuation);
        }
        let open = std::mem::take(&mut self.open);
        for &id in open.iter().rev() {
            self.close(id, None);
        }
        open
    }
}
