//! What people have: plain text in the usual encodings, and JSON lines.
//!
//! Content decides first: an input whose first line is a JSON object with a `text` is JSON lines, whatever it is
//! called. A name that ends in `.jsonl` or `.ndjson` decides where the first line is not such an object. All else is
//! plain text.

mod documents;
mod encoding;
mod error;
mod jsonl;

pub use documents::{Documents, Hint, MAX_BYTES};
pub use encoding::{Encoding, decode};
pub use error::ReadError;

use std::fmt;

/// One text to read, with a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Article {
    /// The document's own id, else the file's name without its extension.
    pub id: String,
    /// The whole text; a byte order mark is not part of it.
    pub text: String,
    /// What a careful reader would want to know of how it was read.
    pub notes: Vec<Note>,
}

/// Something worth saying about how an input was read; not an error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Note {
    /// The bytes were not UTF-8 and were read as something else.
    Decoded {
        /// As what.
        encoding: Encoding,
        /// The first byte, counted from 0, that is not UTF-8.
        at: usize,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decoded { encoding: encoding @ (Encoding::Utf16Le | Encoding::Utf16Be), .. } => {
                write!(f, "read as {encoding}, as its byte order mark says")
            }
            Self::Decoded { encoding, at } => write!(f, "read as {encoding}, since byte {at} is not UTF-8"),
        }
    }
}
