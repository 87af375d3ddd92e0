//! Why an input could not be read.

use std::io;
use thiserror::Error;

/// Why a document was skipped. Says what is wrong, where, and the way out; the caller adds which file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The system could not read it.
    #[error("cannot read it")]
    Io(#[from] io::Error),
    /// Larger than a document may be.
    #[error("larger than {limit} bytes, the most a document may have; split it into parts")]
    TooLarge {
        /// The most bytes a document may have.
        limit: u64,
    },
    /// Not text at all.
    #[error("not text: byte {at} is {byte:#04x}; convert it to plain text first")]
    Binary {
        /// The offending byte, counted from 0.
        at: usize,
        /// Its value.
        byte: u8,
    },
    /// UTF-8 for the most part, but broken.
    #[error("broken UTF-8: byte {at} is {byte:#04x}, while the text around it is UTF-8; repair or remove it")]
    BrokenUtf8 {
        /// The offending byte, counted from 0.
        at: usize,
        /// Its value.
        byte: u8,
    },
    /// UTF-16 with half a character in it.
    #[error("broken UTF-16: byte {at} begins half a character; convert it to UTF-8 first")]
    BrokenUtf16 {
        /// The offending byte, counted from 0.
        at: usize,
    },
    /// Some other encoding.
    #[error(
        "neither UTF-8 (byte {at} is {byte:#04x}) nor plausible as Windows-1252 or Latin-1; convert it to UTF-8 first"
    )]
    UnknownEncoding {
        /// The first byte, counted from 0, that is not UTF-8.
        at: usize,
        /// Its value.
        byte: u8,
    },
    /// A line that should hold a JSON document and does not.
    #[error(
        "line {line}, column {column}: {problem}; each line has to be a JSON object with `text`, and `doc_id` or `id`"
    )]
    BadLine {
        /// Counted from 1.
        line: u64,
        /// Counted in bytes from 1; 0 where the whole line is meant.
        column: usize,
        /// What is wrong there.
        problem: String,
    },
    /// A line that is not UTF-8.
    #[error("line {line}: byte {at} of the line is not UTF-8; JSON lines have to be UTF-8")]
    LineNotUtf8 {
        /// Counted from 1.
        line: u64,
        /// Counted from 0 at the start of the line.
        at: usize,
    },
    /// A line larger than a document may be; nothing after it is read.
    #[error("line {line}: longer than {limit} bytes, the most a document may have; the rest was not read")]
    LineTooLong {
        /// Counted from 1.
        line: u64,
        /// The most bytes a line may have.
        limit: u64,
    },
}

impl ReadError {
    /// Whether later documents of the same input can still be read.
    #[must_use]
    pub const fn recoverable(&self) -> bool {
        matches!(self, Self::BadLine { .. } | Self::LineNotUtf8 { .. })
    }
}
