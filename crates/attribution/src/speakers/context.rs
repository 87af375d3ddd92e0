//! What every step of the stage looks at: the document, its mentions, what was found, and which tokens are speech.

use crate::mentions::{Mention, MentionKind, Mentions, Words};
use crate::quotations::{Found, Quotations};
use crate::syntax::Syntax;
use crate::{NotSpeech, NotSpeechKind, QuotationKind};
use inquit_tokenizer::{Document, TokenId, TokenKind, TokenRange};

/// The inputs of the stage and what is quickly derived from them.
pub(super) struct Context<'a> {
    pub(super) doc: &'a Document,
    pub(super) syntax: &'a Syntax,
    pub(super) mentions: &'a Mentions,
    pub(super) found: &'a [Found],
    /// For each token: whether it is spoken, word for word.
    speech: Vec<bool>,
    /// For each token: whether it is what somebody says in other words.
    reported: Vec<bool>,
    /// Words in quotation marks that nobody says.
    not_speech: &'a [NotSpeech],
    /// The text reads like a story and not like a report.
    pub(super) fiction: bool,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        doc: &'a Document,
        syntax: &'a Syntax,
        mentions: &'a Mentions,
        quotations: &'a Quotations,
    ) -> Self {
        let found = quotations.found.as_slice();
        let mut speech = vec![false; doc.tokens().len()];
        let mut reported = speech.clone();
        for f in found.iter().filter(|f| f.kind != QuotationKind::Direct && f.parent.is_none()) {
            for range in &f.content {
                reported.get_mut(doc.tokens_in(*range).indices()).unwrap_or_default().fill(true);
            }
        }
        for f in found {
            // What lies in speech is marked with it; marking it again would take the depth times the length.
            let outer = f.parent.and_then(|p| found.get(p as usize));
            if outer.is_some_and(|o| o.kind == QuotationKind::Direct) {
                continue;
            }
            let ranges = if f.kind == QuotationKind::Direct { f.content.clone() } else { f.verbatim(doc) };
            for range in ranges {
                speech.get_mut(doc.tokens_in(range).indices()).unwrap_or_default().fill(true);
            }
        }
        let fiction = quotations.register.is_story(found);
        Self { doc, syntax, mentions, found, speech, reported, not_speech: &quotations.not_speech, fiction }
    }

    pub(super) fn words(&self) -> &'a Words {
        self.mentions.words()
    }

    /// The words of some tokens.
    pub(super) fn text(&self, tokens: TokenRange) -> &'a str {
        &self.doc.text()[self.doc.text_range(tokens)]
    }

    /// The same with one space between words, whatever stands there.
    pub(super) fn spaced(&self, tokens: TokenRange) -> String {
        let text = self.text(tokens);
        let mut out = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }

    /// The words of one token, empty past the end.
    pub(super) fn text_of(&self, token: TokenId) -> &'a str {
        if token.index() < self.doc.tokens().len() { self.doc.token_text(token) } else { "" }
    }

    /// Whether a token stands in a direct quotation.
    pub(super) fn is_speech(&self, token: TokenId) -> bool {
        self.speech.get(token.index()).copied().unwrap_or(false)
    }

    /// Whether a token stands in what somebody says in other words.
    pub(super) fn is_reported(&self, token: TokenId) -> bool {
        self.reported.get(token.index()).copied().unwrap_or(false)
    }

    /// Whether a token stands in marks as a title, a word or something written, and names nobody by itself.
    pub(super) fn is_set_apart(&self, token: TokenId) -> bool {
        let Some(at) = self.doc.tokens().get(token.index()).map(|t| t.range) else { return false };
        let after = self.not_speech.partition_point(|n| n.range.start() <= at.start());
        let around = after.checked_sub(1).and_then(|i| self.not_speech.get(i));
        around.is_some_and(|n| n.kind != NotSpeechKind::Nickname && at.end() <= n.range.end())
    }

    pub(super) fn is_mark(&self, token: TokenId) -> bool {
        token.index() < self.doc.tokens().len() && self.doc.token(token).kind == TokenKind::Mark
    }

    /// Whether a name stands right beside a noun phrase: "the judge, Ada Holm".
    pub(super) fn beside_name(&self, i: usize) -> bool {
        let Some(m) = self.mentions.list.get(i) else { return false };
        let near = |j: usize, comma: TokenId| {
            self.mentions.list.get(j).is_some_and(|n| {
                n.kind == MentionKind::Name
                    && (n.tokens.start == m.tokens.end
                        || n.tokens.start.0 == m.tokens.end.0 + 1 && self.text_of(comma) == ","
                        || n.tokens.end.0 + 1 == m.tokens.start.0 && self.text_of(n.tokens.end) == ",")
            })
        };
        near(i + 1, m.tokens.end) || i > 0 && near(i - 1, m.tokens.end)
    }

    /// Whether a genitive ending follows a mention: "Ann's".
    pub(super) fn is_genitive(&self, m: &Mention) -> bool {
        matches!(self.text_of(m.tokens.end), "'s" | "’s" | "'" | "’") && !self.is_mark(m.tokens.end)
    }
}
