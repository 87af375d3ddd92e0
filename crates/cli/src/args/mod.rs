//! The command line.

mod evaluate;
mod input;
mod reading;
mod review;
mod train;

pub(crate) use evaluate::{Evaluate, View};
pub(crate) use input::Input;
pub(crate) use reading::{Reading, Tier};
pub(crate) use review::{Form, Read as ReviewRead, Review, Step, Write as ReviewWrite};
pub(crate) use train::Train;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use inquit_formats::write::Format;
use inquit_tokenizer::OffsetUnit;
use regex::{Regex, RegexBuilder};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Who said what: finds every quotation in a text, with its cue, source and speaker.
#[derive(Parser, Debug)]
#[command(
    name = "inquit",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  inquit attribute article.txt                      who said what, in the running text
  inquit attribute -f jsonl --out said.jsonl news/  a line for each document in a folder
  inquit explain article.txt                        why

Texts, web pages, books, tables and archives of them go in: see inquit attribute --help."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    Attribute(Attribute),
    Explain(Explain),
    Evaluate(Evaluate),
    Review(Review),
    Train(Train),
    Tokens(Tokens),
    Stats(Stats),
    Completions(Completions),
    Man(Man),
}

/// Say who said what
///
/// Reads plain text, Markdown, HTML (its main text), EPUB, DOCX, JSON lines, CSV, TSV, Parquet and WARC, also packed with
/// gzip, zstd or zip, from files, folders or standard input. Writes each quotation with its cue, source, speaker,
/// confidence and evidence. Documents are worked on side by side; the output is in the order of the input and the same for
/// any number of jobs.
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  inquit attribute article.txt                          show the quotations in the running text
  inquit attribute --format json page.html              the same for programs
  inquit attribute -f jsonl news.jsonl.gz > said.jsonl  a line in, a line out
  inquit attribute -f jsonl --text-field body --id-field url news.parquet
  inquit attribute -f jsonl --out said.jsonl archive/   all documents in a folder, to one file
  inquit attribute -f jsonl --out said.jsonl --resume archive/   go on after an interruption
  inquit attribute -f json --out said/ archive/         a file for each document
  inquit attribute -f html --out novel.html novel.epub  a page to look at in a browser
  inquit attribute --speaker 'lee|hope' article.txt     only what these two say
  inquit attribute --min-confidence 0.9 article.txt     name only speakers that are nearly sure
  inquit attribute --cast people.csv novel.txt          only these people speak, under these names
  curl … | inquit attribute --format json --offsets utf16

Exit codes: 0 all was read, 1 a document was skipped (see standard error), 2 could not run or was stopped.")]
pub(crate) struct Attribute {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) cast: Cast,
    /// What to write
    #[arg(short, long, value_parser = formats(), default_value = Format::Text.name())]
    pub(crate) format: Format,
    /// The unit of offsets in JSON and tables
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = Unit::Chars)]
    pub(crate) offsets: Unit,
    /// Write the text that offsets count in, too, in formats that leave it out (JSON)
    #[arg(long)]
    pub(crate) with_text: bool,
    /// Whether a direct quotation that a tag or a paragraph cuts is one quotation, or each of its pieces is one
    #[arg(long, value_enum, value_name = "HOW", default_value_t)]
    pub(crate) pieces: Pieces,
    /// Only quotations of speakers whose name matches this regular expression, in capitals or not
    #[arg(short, long, value_name = "REGEX", value_parser = speaker)]
    pub(crate) speaker: Option<Regex>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) batch: Batch,
}

/// How a run over many documents goes.
#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Batch")]
pub(crate) struct Batch {
    /// Write to this file, or to this folder a file for each document: a folder if it is one or ends in /
    ///
    /// A file appears under its name once it is complete.
    #[arg(short, long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// How many documents to work on at once [default: one for each core]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Go on with a run that was interrupted: same command, same inputs, this option added; starts if there is none
    #[arg(long, requires = "out")]
    pub(crate) resume: bool,
    /// What to do about a document that can't be read
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = OnError::Skip)]
    pub(crate) on_error: OnError,
    /// Write what could not be read to this file, too: a JSON object a line, with input, reason and error
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    /// How to tell of progress on standard error
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Progress::Auto)]
    pub(crate) progress: Progress,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub(crate) enum OnError {
    /// Say so, and go on with the next one
    Skip,
    /// Say so, and stop
    Stop,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub(crate) enum Progress {
    /// A bar on a terminal, and a line at the end of a run with --out
    Auto,
    /// A JSON object a second, and one at the end
    Json,
    /// Not at all
    None,
}

/// Show why
///
/// Writes, for each quotation, which rule found it, who could have said it and why one of them won, and which quoted
/// words were taken for no speech.
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  inquit explain article.txt
  inquit explain --quotation q3 article.txt")]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) cast: Cast,
    /// Only this quotation, by the id it has in other outputs
    #[arg(short, long, value_name = "ID", value_parser = quotation)]
    pub(crate) quotation: Option<inquit::QuotationId>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Show tokens, sentences, paragraphs and quotation marks
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  inquit tokens article.txt
  inquit tokens --syntax article.txt")]
pub(crate) struct Tokens {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Write CoNLL-U: lemmas, parts of speech, forms, heads, relations and names
    #[arg(long, alias = "conllu")]
    pub(crate) syntax: bool,
    #[command(flatten)]
    pub(crate) model: Model,
}

#[derive(ClapArgs, Debug)]
pub(crate) struct Cast {
    /// Who can speak: a list with id, name, aliases, gender and role, as CSV or JSON
    ///
    /// Nobody else is a speaker, and `cast_id` in the output has the id.
    #[arg(id = "cast", long = "cast", value_name = "FILE")]
    pub(crate) path: Option<PathBuf>,
    /// Let people outside the cast speak, too; they have no `cast_id`
    #[arg(id = "cast_open", long = "cast-open", requires = "cast")]
    pub(crate) open: bool,
}

#[derive(ClapArgs, Debug)]
pub(crate) struct Model {
    /// Another syntax model than the built-in one, as the trainer writes it
    #[arg(id = "model", long = "model", value_name = "FILE")]
    pub(crate) path: Option<PathBuf>,
}

/// Count quotations and words in results
///
/// Reads what inquit attribute wrote as JSON or JSON lines, and counts quotations, the words in them and the documents
/// they stand in. Speakers of one name count as one.
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  inquit stats said.jsonl                          who says most
  inquit stats --by gender --format csv said.jsonl
  inquit stats --top 20 --format html said.jsonl > said.html
  inquit attribute -f jsonl news/ | inquit stats --by kind")]
pub(crate) struct Stats {
    /// Files with results, or - for standard input, which is also read without any
    #[arg(value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,
    /// What to count by
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = By::Speaker)]
    pub(crate) by: By,
    /// What to write
    #[arg(short, long, value_enum, default_value_t = StatsFormat::Table)]
    pub(crate) format: StatsFormat,
    /// Only so many rows, those with most quotations
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub(crate) enum By {
    /// Who says it
    Speaker,
    /// Direct, indirect or mixed
    Kind,
    /// The speaker's gender; for those that are no person, what they are
    Gender,
    /// The document it stands in
    Document,
}

impl By {
    /// The head of the column.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Kind => "kind",
            Self::Gender => "gender",
            Self::Document => "document",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub(crate) enum StatsFormat {
    /// Columns for people
    Table,
    /// For spreadsheets
    Csv,
    /// A page with bars
    Html,
}

/// Print completions for a shell
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  inquit completions bash > ~/.local/share/bash-completion/completions/inquit
  inquit completions zsh > ~/.zfunc/_inquit
  inquit completions fish > ~/.config/fish/completions/inquit.fish")]
pub(crate) struct Completions {
    /// For which shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Print the manual page
///
/// Without a command, the page of the program; each command has one of its own.
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  inquit man > inquit.1
  inquit man attribute | man -l -")]
pub(crate) struct Man {
    /// The page of this command
    #[arg(value_name = "COMMAND")]
    pub(crate) page: Option<String>,
}

#[derive(Clone, Copy, ValueEnum, Debug)]
pub(crate) enum Unit {
    /// Unicode code points (Python, R)
    Chars,
    /// Bytes of UTF-8 (Rust, Go)
    Bytes,
    /// UTF-16 code units (Java, JavaScript)
    Utf16,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug, Default)]
pub(crate) enum Pieces {
    /// One, with several stretches of content
    #[default]
    Joined,
    /// Each piece, as corpora of novels count; `of` in JSON names the first one of the same quotation
    Apart,
}

impl From<Unit> for OffsetUnit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Chars => Self::Chars,
            Unit::Bytes => Self::Bytes,
            Unit::Utf16 => Self::Utf16,
        }
    }
}

fn quotation(text: &str) -> Result<inquit::QuotationId, String> {
    let number: Option<u32> = text.strip_prefix('q').and_then(|n| n.parse().ok());
    match number.and_then(|n| n.checked_sub(1)) {
        Some(index) => Ok(inquit::QuotationId(index)),
        None => Err("an id looks like q3".to_owned()),
    }
}

/// Every format with its line of help.
fn formats() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.iter().map(|f| PossibleValue::new(f.name()).help(f.about()));
    PossibleValuesParser::new(values).map(|name| Format::from_name(&name).unwrap_or(Format::Text))
}

/// `64MB`, `1GB`, `500KB` or a number of bytes.
fn size(text: &str) -> Result<u64, String> {
    let upper = text.trim().to_ascii_uppercase();
    let units =
        [("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1)];
    let (number, unit) =
        units.iter().find_map(|(u, n)| Some((upper.strip_suffix(u)?, *n))).unwrap_or((upper.as_str(), 1_u64));
    let number: Option<u64> = number.trim().parse().ok();
    number.and_then(|n| n.checked_mul(unit)).ok_or_else(|| "a size looks like 64MB, 2GB or 5000".to_owned())
}

fn speaker(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).case_insensitive(true).build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn sizes() {
        assert_eq!(size("64MB"), Ok(64_000_000));
        assert_eq!(size("2 gb"), Ok(2_000_000_000));
        assert_eq!(size("12"), Ok(12));
        assert_eq!(size("12b"), Ok(12));
        for bad in ["", "MB", "1.5GB", "-1", "99999999999TB"] {
            assert!(size(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn ids_begin_at_q1() {
        assert_eq!(quotation("q1"), Ok(inquit::QuotationId(0)));
        for bad in ["q0", "1", "q", "q-1", "q4294967296"] {
            assert!(quotation(bad).is_err(), "{bad}");
        }
    }
}
