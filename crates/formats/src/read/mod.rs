//! What people have: texts, pages, books, tables and archives of them, packed or not; and [`cast()`] lists of who can
//! speak.
//!
//! What an input is, its content decides first: the marks of gzip, zstd, zip, Parquet and WARC, the start of a web page,
//! a first line that is a JSON object with the text in it. Where that tells nothing the end of its name decides, and
//! all else is plain text. [`Options::kind`] overrides both.
//!
//! [`Documents`] hands out one [`Article`] after the other. What can't be read is an error of its own that says what is
//! wrong, where, and the way out; the next document goes on. Everything that is packed or nested is read within
//! [`Limits`].

// What several readers share lies idle where only some of them are built.
#![cfg_attr(
    not(all(feature = "docx", feature = "epub", feature = "parquet", feature = "warc", feature = "zstd")),
    allow(dead_code)
)]

#[cfg(feature = "zip")]
mod archive;
mod cast;
mod documents;
#[cfg(feature = "docx")]
mod docx;
mod encoding;
#[cfg(feature = "epub")]
mod epub;
mod error;
mod gutenberg;
#[cfg(feature = "html")]
mod html;
mod kind;
mod lines;
#[cfg(feature = "markdown")]
mod markdown;
mod note;
mod options;
#[cfg(feature = "parquet")]
mod parquet;
mod source;
#[cfg(feature = "csv")]
mod table;
#[cfg(feature = "warc")]
mod warc;
#[cfg(any(feature = "docx", feature = "epub"))]
mod xml;

pub use cast::{ReadCastError, cast};
pub use documents::{Documents, MAX_BYTES};
pub use encoding::{Declared, decode};
pub use encoding_rs::Encoding;
pub use error::ReadError;
pub use kind::{Hint, Kind};
pub use note::Note;
pub use options::{Limits, Options};
pub use source::ReadSeek;

/// One text to read, with a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Article {
    /// The document's own id, else the file's name without its extension.
    pub id: String,
    /// The whole text, which all offsets count in; a byte order mark is not part of it.
    pub text: String,
    /// The chapters of a book, in order; empty for all else.
    pub sections: Vec<Section>,
    /// What a careful reader would want to know of how it was read.
    pub notes: Vec<Note>,
}

/// A chapter of a book. It reaches to the next one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// Its heading, if it has one.
    pub title: Option<String>,
    /// Where in the text it begins, in bytes.
    pub start: usize,
}

impl Article {
    /// A text without notes and sections.
    #[must_use]
    pub const fn new(id: String, text: String) -> Self {
        Self { id, text, sections: vec![], notes: vec![] }
    }
}
