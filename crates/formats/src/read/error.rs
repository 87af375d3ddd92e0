//! Why an input could not be read.

use std::io;
use thiserror::Error;

/// Why a document was skipped. Says what is wrong, where, and the way out, in which it calls options as the command line
/// does; the caller adds which file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The system could not read it.
    #[error("cannot read it")]
    Io(#[source] io::Error),
    /// Larger than a document may be.
    #[error("larger than {limit} bytes, the most a document may have; split it, or raise --max-document")]
    TooLarge {
        /// The most bytes a document may have.
        limit: u64,
    },
    /// More comes out of it than may.
    #[error("unpacks to more than {limit} bytes; if it is to be trusted, raise --max-unpacked")]
    Unpacked {
        /// The most bytes it may unpack to.
        limit: u64,
    },
    /// It unpacks to so many times its size that it looks like an attack.
    #[error(
        "unpacks to more than {limit} times its size after byte {at} of it, as bombs do; if it is to be trusted, raise --max-ratio"
    )]
    Ratio {
        /// How many times as large it may become.
        limit: u64,
        /// How many bytes of it were read.
        at: u64,
    },
    /// Elements inside one another without end.
    #[error(
        "line {line}: more than {limit} elements inside one another; if it is to be trusted, raise --max-depth"
    )]
    TooDeep {
        /// The most elements inside one another.
        limit: usize,
        /// Where that is exceeded, counted from 1.
        line: u64,
    },
    /// An archive with too many files.
    #[error("{entries} files in one archive, {limit} may be; raise --max-entries or unpack it first")]
    Entries {
        /// How many there are.
        entries: usize,
        /// How many may be.
        limit: usize,
    },
    /// Archives inside archives.
    #[error("packed more than {limit} times over; unpack it first")]
    Layers {
        /// How often something may be packed.
        limit: u32,
    },
    /// Broken off, or not what it claims to be.
    #[error("damaged {what}: {problem}; get it again where it came from")]
    Damaged {
        /// What it should be.
        what: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// It is well, but we can't.
    #[error("{problem}")]
    Unsupported {
        /// What can't be read, and the way out.
        problem: String,
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
    #[error(
        "broken UTF-8: byte {at} is {byte:#04x}, while the text around it is UTF-8; repair it, or name its --encoding"
    )]
    BrokenUtf8 {
        /// The offending byte, counted from 0.
        at: usize,
        /// Its value.
        byte: u8,
    },
    /// Bytes that the encoding does not have.
    #[error(
        "broken {encoding}: some bytes stand for nothing; convert it to UTF-8 first, or name its --encoding"
    )]
    Undecodable {
        /// The encoding that was named or guessed.
        encoding: &'static str,
    },
    /// A line that should hold a JSON document and does not.
    #[error("line {line}{}: {problem}; each line has to be a JSON object with a {field}", at_column(*.column))]
    BadLine {
        /// Counted from 1.
        line: u64,
        /// Counted in bytes from 1; 0 where the whole line is meant.
        column: usize,
        /// What is wrong there.
        problem: String,
        /// The field that holds the text, in quotes.
        field: String,
    },
    /// A line that is not UTF-8.
    #[error("line {line}: byte {at} of the line is not UTF-8; JSON lines have to be UTF-8")]
    LineNotUtf8 {
        /// Counted from 1.
        line: u64,
        /// Counted from 0 at the start of the line.
        at: usize,
    },
    /// A line larger than a document may be.
    #[error("line {line}: longer than {limit} bytes, the most a document may have; raise --max-document")]
    LineTooLong {
        /// Counted from 1.
        line: u64,
        /// The most bytes a line may have.
        limit: u64,
    },
    /// A table without the column for the text or the id.
    #[error("no column {wanted:?}; there are {found}: name the right one with --text-field or --id-field")]
    NoColumn {
        /// The column looked for.
        wanted: String,
        /// Those there are.
        found: String,
    },
    /// A column that can't be text.
    #[error("column {column:?} holds {found}, not text; name another with --text-field or --id-field")]
    WrongColumn {
        /// Its name.
        column: String,
        /// What it holds.
        found: String,
    },
    /// A row of a table that is no document; the next ones go on.
    #[error("row {row}: {problem}")]
    BadRow {
        /// Counted from 1; the names of columns are not counted.
        row: u64,
        /// What is wrong there.
        problem: String,
    },
    /// Trouble with a file in an archive, or with a record; the next ones go on.
    #[error("{entry}: {error}")]
    Within {
        /// The name of the file in the archive, or of the record.
        entry: String,
        /// What is wrong with it.
        error: Box<Self>,
    },
}

/// Where on a line; nothing where all of it is meant.
fn at_column(column: usize) -> String {
    if column == 0 { String::new() } else { format!(", column {column}") }
}

impl ReadError {
    /// The sort of trouble in a word or three, to count by.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Io(_) => "unreadable",
            Self::TooLarge { .. } | Self::LineTooLong { .. } => "too large",
            Self::Unpacked { .. } | Self::Ratio { .. } => "unpacks to too much",
            Self::TooDeep { .. } | Self::Layers { .. } => "too deep",
            Self::Entries { .. } => "too many files",
            Self::Damaged { .. } => "damaged",
            Self::Unsupported { .. } => "not supported",
            Self::Binary { .. } => "not text",
            Self::BrokenUtf8 { .. } | Self::Undecodable { .. } | Self::LineNotUtf8 { .. } => {
                "broken encoding"
            }
            Self::BadLine { .. } => "bad line",
            Self::NoColumn { .. } | Self::WrongColumn { .. } => "no text column",
            Self::BadRow { .. } => "bad row",
            Self::Within { error, .. } => error.reason(),
        }
    }

    pub(super) fn damaged(what: &'static str, problem: impl ToString) -> Self {
        Self::Damaged { what, problem: problem.to_string() }
    }

    pub(super) fn within(self, entry: &str) -> Self {
        // One name is enough where archives lie inside one another: the outer one.
        Self::Within { entry: entry.to_owned(), error: Box::new(self) }
    }

    /// As an error of a reader, from which `From` gets it back.
    pub(super) fn into_io(self) -> io::Error {
        match self {
            Self::Io(e) => e,
            e => io::Error::other(e),
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(error) => Self::Io(error),
        }
    }
}
