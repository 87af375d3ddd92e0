//! What every step of the stage looks at: the document, its mentions, what was found, and which tokens are speech.

use crate::QuotationKind;
use crate::mentions::{Mention, Mentions, Words};
use crate::quotations::Found;
use crate::syntax::{Pos, Syntax};
use inquit_tokenizer::{Document, ParagraphKind, TokenId, TokenKind, TokenRange};

/// The inputs of the stage and what is quickly derived from them.
pub(super) struct Context<'a> {
    pub(super) doc: &'a Document,
    pub(super) syntax: &'a Syntax,
    pub(super) mentions: &'a Mentions,
    pub(super) found: &'a [Found],
    /// For each token: the outermost direct quotation it stands in, counted from 1; 0 for narration.
    speech: Vec<u32>,
    /// Share of the paragraphs of running text that hold a direct quotation.
    pub(super) dialogue: f32,
    /// The text reads like a story and not like a report, see [`Context::new`].
    pub(super) fiction: bool,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        doc: &'a Document,
        syntax: &'a Syntax,
        mentions: &'a Mentions,
        found: &'a [Found],
    ) -> Self {
        let mut speech = vec![0; doc.tokens().len()];
        for (i, f) in found.iter().enumerate() {
            let ranges = if f.kind == QuotationKind::Direct { f.content.clone() } else { f.verbatim(doc) };
            for range in ranges {
                for slot in speech.get_mut(doc.tokens_in(range).indices()).unwrap_or_default() {
                    if *slot == 0 {
                        *slot = i as u32 + 1;
                    }
                }
            }
        }
        let mut cx = Self { doc, syntax, mentions, found, speech, dialogue: 0.0, fiction: false };
        cx.measure();
        cx
    }

    /// Tells a story from a report. A report names its sources with each quotation and dates them; a story has whole
    /// paragraphs of speech without a tag, and narrates in the past with pronouns.
    fn measure(&mut self) {
        let (mut body, mut dialogue) = (0u32, 0u32);
        let mut seen = vec![false; self.doc.paragraphs().len()];
        for f in self.found.iter().filter(|f| f.kind == QuotationKind::Direct && f.parent.is_none()) {
            for range in &f.content {
                let at = self.doc.tokens_in(*range).start;
                if at.index() < self.doc.tokens().len()
                    && let Some(slot) = seen.get_mut(self.doc.paragraph_of(at).index())
                {
                    *slot = true;
                }
            }
        }
        for (p, has) in self.doc.paragraphs().iter().zip(&seen) {
            if p.kind == ParagraphKind::Body {
                body += 1;
                dialogue += u32::from(*has);
            }
        }
        self.dialogue = if body == 0 { 0.0 } else { dialogue as f32 / body as f32 };
        let (mut untagged, mut direct, mut indirect) = (0u32, 0u32, 0u32);
        for f in self.found.iter().filter(|f| f.parent.is_none()) {
            if f.kind == QuotationKind::Direct {
                direct += 1;
                untagged += u32::from(f.source.is_none());
            } else {
                indirect += 1;
            }
        }
        let long = self.doc.tokens().len() > 15_000;
        let roles = self.roles_in_apposition();
        self.fiction = direct > 0
            && (long && direct > indirect / 4
                || self.dialogue >= 0.5 && indirect <= direct / 2 && roles == 0
                || untagged * 3 > direct && direct > indirect && roles == 0);
    }

    /// Marks of a report: a figure of age after a name ("Ann Lee, 58,"), a dateline, "told reporters".
    fn roles_in_apposition(&self) -> u32 {
        let words = self.words();
        let mut count = 0;
        for m in self.mentions.all() {
            let after = |k: u32| {
                let t = TokenId(m.tokens.end.0 + k);
                (t.index() < self.doc.tokens().len() && !self.is_speech(t)).then_some(t)
            };
            let Some(comma) = after(0).filter(|t| self.text_of(*t) == ",") else { continue };
            let Some(next) = after(1) else { continue };
            if m.kind != crate::mentions::MentionKind::Name
                || self.doc.token(comma).sentence != self.doc.token(next).sentence
            {
                continue;
            }
            let age = self.doc.token(next).kind == TokenKind::Number;
            let who = words.folded(next) == "who"
                && after(2).is_some_and(|t| self.syntax.tag(t).pos == Pos::Verb && !self.syntax.tag(t).past);
            count += u32::from(age || who);
        }
        count
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
        self.speech.get(token.index()).is_some_and(|s| *s > 0)
    }

    /// The outermost direct quotation that a token stands in.
    pub(super) fn quotation_of(&self, token: TokenId) -> Option<usize> {
        self.speech.get(token.index()).and_then(|s| s.checked_sub(1)).map(|s| s as usize)
    }

    pub(super) fn is_mark(&self, token: TokenId) -> bool {
        token.index() < self.doc.tokens().len() && self.doc.token(token).kind == TokenKind::Mark
    }

    /// Whether a genitive ending follows a mention: "Ann's".
    pub(super) fn is_genitive(&self, m: &Mention) -> bool {
        matches!(self.text_of(m.tokens.end), "'s" | "’s" | "'" | "’") && !self.is_mark(m.tokens.end)
    }
}
