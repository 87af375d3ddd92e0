//! What is worth saying about how an input was read.

use std::fmt;

/// Something worth saying about how an input was read; not an error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Note {
    /// Its byte order mark says how it is encoded, and that is not UTF-8.
    Marked {
        /// The encoding's name.
        encoding: &'static str,
    },
    /// It says of itself how it is encoded, and that is not UTF-8.
    Declared {
        /// The encoding's name.
        encoding: &'static str,
    },
    /// The bytes were not UTF-8 and were read as what they look most like.
    Guessed {
        /// The encoding's name.
        encoding: &'static str,
        /// The first byte, counted from 0, that is not UTF-8.
        at: usize,
    },
    /// Project Gutenberg's notices were left out.
    Gutenberg {
        /// How many bytes before the book.
        before: usize,
        /// How many bytes behind it.
        behind: usize,
    },
    /// The main text could not be told from the rest of the page, so all of it was read.
    WholePage,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Marked { encoding } => write!(f, "read as {encoding}, as its byte order mark says"),
            Self::Declared { encoding } => write!(f, "read as {encoding}, as the document says of itself"),
            Self::Guessed { encoding, at } => {
                write!(f, "read as {encoding} by the look of it, since byte {at} is not UTF-8")
            }
            Self::Gutenberg { before, behind } => write!(
                f,
                "left out Project Gutenberg's notices, {before} bytes before the book and {behind} behind it"
            ),
            Self::WholePage => f.write_str("no main text stands out from the page, so all of it was read"),
        }
    }
}
