//! What every step of the stage looks at: the document, its mentions, what was found, and which tokens are speech.

use crate::QuotationKind;
use crate::lexicon::names::Word;
use crate::mentions::{Mention, Mentions, Shape, Words};
use crate::quotations::Found;
use crate::syntax::Syntax;
use inquit_tokenizer::{Document, TokenId, TokenKind, TokenRange};

/// The inputs of the stage and what is quickly derived from them.
pub(super) struct Context<'a> {
    pub(super) doc: &'a Document,
    pub(super) syntax: &'a Syntax,
    pub(super) mentions: &'a Mentions,
    pub(super) found: &'a [Found],
    /// For each token: whether it is spoken, word for word.
    speech: Vec<bool>,
    /// The text reads like a story and not like a report.
    pub(super) fiction: bool,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        doc: &'a Document,
        syntax: &'a Syntax,
        mentions: &'a Mentions,
        found: &'a [Found],
    ) -> Self {
        let mut speech = vec![false; doc.tokens().len()];
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
        let mut cx = Self { doc, syntax, mentions, found, speech, fiction: false };
        cx.measure();
        cx
    }

    /// Tells a story from a report: by how the narration speaks of people (pronouns here, full names there), by figures
    /// and the words that reports are full of, and by how many quotations go without a source. The weights are those of
    /// a logistic regression on news and novels.
    fn measure(&mut self) {
        let (mut all, mut pronouns, mut reports, mut names, mut figures) = (30.0f32, 0.0, 0.0, 0.0, 0.0);
        let words = self.words();
        let mut capital = false;
        for (i, token) in self.doc.tokens().iter().enumerate() {
            let id = TokenId::from(i);
            if self.is_speech(id) || matches!(token.kind, TokenKind::Mark | TokenKind::Symbol) {
                capital = false;
                continue;
            }
            all += 1.0;
            let upper = matches!(words.shape(id), Shape::Capital | Shape::Upper);
            if upper && capital {
                names += 1.0;
            }
            capital = upper;
            if token.kind == TokenKind::Number {
                figures += 1.0;
            } else if words.word(id).is(Word::REPORT) {
                reports += 1.0;
            } else if matches!(
                words.folded(id),
                "he" | "she" | "him" | "her" | "his" | "hers" | "himself" | "herself" | "i" | "me" | "my"
            ) {
                pronouns += 1.0;
            }
        }
        let (mut direct, mut untagged, mut other) = (0.0, 0.0, 0.0);
        for f in self.found {
            if f.kind == QuotationKind::Direct {
                direct += 1.0;
                untagged += f32::from(u8::from(f.source.is_none()));
            } else {
                other += 1.0;
            }
        }
        let score =
            0.65 + 20.1 * pronouns / all - 204.8 * reports / all - 124.1 * names / all - 65.8 * figures / all
                + 3.54 * (untagged + 0.3) / (direct + 1.0)
                + 5.02 * (direct + 0.5) / (direct + other + 1.0);
        self.fiction = score > 0.0;
    }

    pub(super) fn words(&self) -> &'a Words {
        self.mentions.words()
    }

    /// The words of some tokens.
    pub(super) fn text(&self, tokens: TokenRange) -> &'a str {
        &self.doc.text()[self.doc.text_range(tokens)]
    }

    /// The words of one token, empty past the end.
    pub(super) fn text_of(&self, token: TokenId) -> &'a str {
        if token.index() < self.doc.tokens().len() { self.doc.token_text(token) } else { "" }
    }

    /// Whether a token stands in a direct quotation.
    pub(super) fn is_speech(&self, token: TokenId) -> bool {
        self.speech.get(token.index()).copied().unwrap_or(false)
    }

    pub(super) fn is_mark(&self, token: TokenId) -> bool {
        token.index() < self.doc.tokens().len() && self.doc.token(token).kind == TokenKind::Mark
    }

    /// Whether a genitive ending follows a mention: "Ann's".
    pub(super) fn is_genitive(&self, m: &Mention) -> bool {
        matches!(self.text_of(m.tokens.end), "'s" | "’s" | "'" | "’") && !self.is_mark(m.tokens.end)
    }
}
