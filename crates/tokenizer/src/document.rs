//! What the tokenizer hands on: the text and small values that point into it.

use crate::{
    Diagnostic, ParagraphId, QuotedId, QuotedRange, SentenceId, SentenceRange, TextRange, TokenId, TokenRange,
};

/// What sort of token.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TokenKind {
    /// Letters, perhaps with hyphens, dots or digits inside; also a clitic (`n't`, `'s`), a handle, an address.
    Word,
    /// Digits, with what belongs to them.
    Number,
    /// A quotation mark that opens or closes a stretch, see [`Quoted`].
    Mark,
    /// Any other punctuation. Runs of dots or hyphens are one token.
    Punctuation,
    /// Anything else: currency, arithmetic, emoji.
    Symbol,
}

/// A word, a number, a mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands.
    pub range: TextRange,
    /// What sort.
    pub kind: TokenKind,
    /// The sentence it belongs to.
    pub sentence: SentenceId,
}

/// A sentence; sentences tile the tokens of their paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// From the first to the last token.
    pub range: TextRange,
    /// Its tokens.
    pub tokens: TokenRange,
    /// Its paragraph.
    pub paragraph: ParagraphId,
}

/// What a paragraph is in the layout of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParagraphKind {
    /// Running text.
    Body,
    /// A headline, a title, a chapter heading.
    Heading,
    /// An item of a list.
    ListItem,
    /// A byline, a credit, a dateline standing alone: names in it are nobody who speaks.
    Byline,
    /// A turn of a transcript: `NAME: …`, `Q: …`. The label is the name without the colon.
    Turn {
        /// Tokens of the label, the colon not among them.
        label: TokenRange,
    },
}

/// A paragraph. Paragraphs don't overlap; what lies between them is white space.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paragraph {
    /// From the first to the last token.
    pub range: TextRange,
    /// Its tokens.
    pub tokens: TokenRange,
    /// Its sentences.
    pub sentences: SentenceRange,
    /// The stretches between quotation marks that open in it.
    pub quoted: QuotedRange,
    /// What it is.
    pub kind: ParagraphKind,
}

/// The family of marks around a stretch. Straight and curly forms may be mixed in one pair.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MarkStyle {
    /// `"…"`, `“…”`, ` ``…'' `, `''…''`.
    Double,
    /// `'…'`, `‘…’`.
    Single,
    /// `«…»` or `»…«`.
    Guillemets,
    /// `‹…›` or `›…‹`.
    SingleGuillemets,
    /// `„…“` or `„…”`.
    LowDouble,
    /// `‚…‘` or `‚…’`.
    LowSingle,
    /// `「…」`.
    Corner,
    /// `『…』`.
    WhiteCorner,
    /// A dialogue dash at the start of a paragraph or line. The stretch goes to the end of that line; a tag may
    /// stand inside it.
    Dash,
}

/// A stretch between quotation marks (or after a dialogue dash), within one paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quoted {
    /// With its marks.
    pub range: TextRange,
    /// Without its marks.
    pub inner: TextRange,
    /// Tokens, marks among them.
    pub tokens: TokenRange,
    /// The opening mark.
    pub open: TokenId,
    /// The closing mark. `None`: the stretch ends with its paragraph (a dash, a missing mark, or it goes on in the
    /// next paragraph).
    pub close: Option<TokenId>,
    /// The family of its marks.
    pub style: MarkStyle,
    /// 0 for the outermost, 1 for one inside another, and so on.
    pub depth: u16,
    /// The stretch that it stands in.
    pub parent: Option<QuotedId>,
    /// Its paragraph.
    pub paragraph: ParagraphId,
    /// The stretch in an earlier paragraph that this one goes on from: each paragraph opens with a mark, only the
    /// last one closes.
    pub continues: Option<QuotedId>,
}

impl Quoted {
    /// The tokens between the marks.
    #[must_use]
    pub fn inner_tokens(&self) -> TokenRange {
        TokenRange::new(TokenId(self.open.0 + 1), self.close.unwrap_or(self.tokens.end))
    }
}

/// A text and its structure. The document owns the text; everything else indexes into it.
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) text: String,
    pub(crate) tokens: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) quoted: Vec<Quoted>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// The whole text, as it came in.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All tokens in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All sentences in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// All paragraphs in order.
    #[must_use]
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// All stretches between quotation marks, in order of their opening marks: a parent stands before its children.
    #[must_use]
    pub fn quoted(&self) -> &[Quoted] {
        &self.quoted
    }

    /// What was wrong with the text.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// One token.
    #[must_use]
    pub fn token(&self, id: TokenId) -> Token {
        self.tokens[id.index()]
    }

    /// The words of one token.
    #[must_use]
    pub fn token_text(&self, id: TokenId) -> &str {
        &self.text.as_str()[self.tokens[id.index()].range]
    }

    /// One sentence.
    #[must_use]
    pub fn sentence(&self, id: SentenceId) -> Sentence {
        self.sentences[id.index()]
    }

    /// One paragraph.
    #[must_use]
    pub fn paragraph(&self, id: ParagraphId) -> Paragraph {
        self.paragraphs[id.index()]
    }

    /// The paragraph of a token.
    #[must_use]
    pub fn paragraph_of(&self, id: TokenId) -> ParagraphId {
        self.sentence(self.token(id).sentence).paragraph
    }

    /// One stretch between quotation marks.
    #[must_use]
    pub fn quoted_at(&self, id: QuotedId) -> Quoted {
        self.quoted[id.index()]
    }

    /// The bytes from the first to the last of some tokens; for none, the empty range before the next token.
    #[must_use]
    pub fn text_range(&self, tokens: TokenRange) -> TextRange {
        let start = self.tokens.get(tokens.start.index()).map_or(self.text.len() as u32, |t| t.range.start());
        if tokens.is_empty() {
            return TextRange::new(start, start);
        }
        TextRange::new(start, self.tokens[tokens.end.index() - 1].range.end())
    }

    /// The tokens that begin inside a range of bytes.
    #[must_use]
    pub fn tokens_in(&self, range: TextRange) -> TokenRange {
        let start = self.tokens.partition_point(|t| t.range.start() < range.start());
        let end = self.tokens.partition_point(|t| t.range.start() < range.end());
        TokenRange::new(start.into(), end.into())
    }
}
