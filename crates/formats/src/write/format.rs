//! The formats there are, and what each of them is made of.

#[cfg(feature = "parquet")]
use super::parquet;
use super::{Answer, Writer, csv, json, text};
use inquit::tokenizer::OffsetUnit;

/// What an answer is written as.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Format {
    /// Running text with each quotation marked, for people.
    Text,
    /// An indented JSON object a document.
    Json,
    /// A JSON object a line, a line a document.
    Jsonl,
    /// A table with a row a quotation, commas between the fields.
    Csv,
    /// The same with tabs.
    Tsv,
    /// The same in columns, with lists.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// What a user may choose about how answers are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// The unit of offsets.
    pub offsets: OffsetUnit,
    /// Columns of a line for people.
    pub width: usize,
    /// Whether to use the colours of a terminal.
    pub colour: bool,
    /// Whether to write the text that offsets count in, where the format leaves it out otherwise.
    pub text: bool,
}

impl Default for Options {
    /// Code points, 100 columns, no colour, no text.
    fn default() -> Self {
        Self { offsets: OffsetUnit::Chars, width: 100, colour: false, text: false }
    }
}

/// One of the files that a format is made of.
pub struct Part {
    /// How its name ends, without the dot; unique within the format.
    pub extension: &'static str,
    /// Fills it.
    pub writer: Box<dyn Writer>,
}

impl Format {
    /// All formats in the order in which help lists them.
    pub const ALL: &'static [Self] = &[
        Self::Text,
        Self::Json,
        Self::Jsonl,
        Self::Csv,
        Self::Tsv,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }

    /// What it is, in a line of help.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Text => "Running text with each quotation marked, for people",
            Self::Json => "An indented JSON object a document",
            Self::Jsonl => "A JSON object a line, a line a document",
            Self::Csv => "A table with a row a quotation",
            Self::Tsv => "The same with tabs between the fields",
            #[cfg(feature = "parquet")]
            Self::Parquet => "The same as Parquet, with lists of spans and mentions",
        }
    }

    /// The format of that name.
    ///
    /// ```
    /// use inquit_formats::write::Format;
    /// assert_eq!(Format::from_name("jsonl"), Some(Format::Jsonl));
    /// assert_eq!(Format::from_name("pdf"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.name() == name)
    }

    /// The files it is made of: most formats have one; those with several need a folder to write to.
    #[must_use]
    pub fn parts(self, options: Options) -> Vec<Part> {
        let part = |extension, writer| Part { extension, writer };
        match self {
            Self::Text => vec![part("txt", Box::new(text::TextWriter::new(options)))],
            Self::Json => vec![part("json", Box::new(json::Indented::new(options)))],
            Self::Jsonl => vec![part("jsonl", Box::new(json::Lines::new(options)))],
            Self::Csv => vec![part("csv", Box::new(csv::Table::comma(options)))],
            Self::Tsv => vec![part("tsv", Box::new(csv::Table::tab(options)))],
            #[cfg(feature = "parquet")]
            Self::Parquet => vec![part("parquet", Box::new(parquet::Table::new(options)))],
        }
    }
}

/// The answer for one document in one format, as bytes: for formats made of one file.
///
/// # Errors
///
/// Those of the writer.
pub fn to_bytes(format: Format, options: Options, answer: &Answer<'_>) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    for mut part in format.parts(options) {
        part.writer.begin(&mut out)?;
        part.writer.document(&mut out, answer)?;
        part.writer.end(&mut out)?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found_again() {
        for &f in Format::ALL {
            assert_eq!(Format::from_name(f.name()), Some(f));
            assert!(!f.parts(Options::default()).is_empty());
        }
    }
}
