//! Text to paragraphs, sentences, tokens and quotation marks.
//!
//! ```
//! let doc = inquit_tokenizer::tokenize("“We won,” said Ann Lee. “It was fun.”");
//! assert_eq!(doc.quoted().len(), 2);
//! assert_eq!(&doc.text()[doc.quoted()[0].inner], "We won,");
//! ```
//!
//! Any text goes in, nothing is lost, nothing fails: what is wrong with a text comes out as a [`Diagnostic`].

mod chars;
mod data;
mod diagnostic;
mod document;
mod ids;
mod lexer;
mod marks;
mod offsets;
mod paragraphs;
mod range;
mod sentences;
mod tokenize;

pub use diagnostic::{Diagnostic, DiagnosticCode};
pub use document::{Document, MarkStyle, Paragraph, ParagraphKind, Quoted, Sentence, Token, TokenKind};
pub use ids::{
    ParagraphId, ParagraphRange, QuotedId, QuotedRange, SentenceId, SentenceRange, TokenId, TokenRange,
};
pub use offsets::{OffsetUnit, Offsets};
pub use range::TextRange;
pub use tokenize::tokenize;
