//! Text to paragraphs, sentences, tokens and quotation marks.
//!
//! ```
//! let doc = inquit_tokenizer::tokenize("“We won,” said Ann Lee. “It was fun.”");
//! assert_eq!(doc.quoted().len(), 2);
//! assert_eq!(&doc.text()[doc.quoted()[0].inner], "We won,");
//! assert_eq!(doc.sentences().len(), 2);
//! ```
//!
//! Any text goes in, nothing is lost, nothing fails: what is wrong with a text comes out as a [`Diagnostic`]. There is no
//! model and no I/O, the same text always gives the same [`Document`], and time and memory grow linearly with the text
//! whatever is in it.
//!
//! # What comes out
//!
//! - [`Paragraph`]s: parted by blank lines; a single line break parts them too unless the text is hard-wrapped or the line
//!   plainly goes on. Headings, list items, bylines and the turns of a transcript are told apart ([`ParagraphKind`]).
//! - [`Sentence`]s, which tile the tokens of their paragraph. A closing mark stays with the stop before it, and
//!   `“Is it?” she asked.` is one sentence.
//! - [`Token`]s. Between two of them lies nothing but white space and invisible characters.
//! - [`Quoted`] stretches between quotation marks of any family, nested to any depth, one for each paragraph that a
//!   quotation runs through; and lines of dialogue that begin with a dash.
//!
//! # What is one token
//!
//! | text | tokens |
//! |---|---|
//! | `don't`, `can’t`, `cannot` | `do` `n't`, `ca` `n’t`, `can` `not` |
//! | `Clark's`, `boys'`, `we'll` | `Clark` `'s`, `boys` `'`, `we` `'ll` |
//! | `'em`, `nothin'`, `'90s`, `'tis` | `'em`, `nothin'`, `'90s`, `'t` `is` |
//! | `well-known`, `U.S.`, `Mr.`, `J.` | one word each |
//! | `$4.5`, `12"` | `$` `4.5`, `12` `"` (a symbol, no mark) |
//! | `...`, `--`, `?!` | one each |
//! | `_so_` | `_` `so` `_` |
//! | `@ann`, `#tag`, `example.org`, `a@example.org` | one word each |
//!
//! # How it works
//!
//! One pass over the whole text reads its habits (how its lines are wrapped, in which marks its speech stands, whether
//! dashes open dialogue, whether it is a transcript). Then one paragraph after the other is read into raw tokens, its
//! quotation marks are paired by the cheapest reading of all of them together, apostrophes and primes are joined to their
//! words or set apart, and sentences are divided.

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
