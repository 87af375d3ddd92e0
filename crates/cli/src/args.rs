//! The command line.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use inquit_formats::write::Format;
use inquit_tokenizer::OffsetUnit;
use regex::{Regex, RegexBuilder};
use std::path::PathBuf;

/// Who said what: finds every quotation in a text, with its cue, source and speaker.
#[derive(Parser, Debug)]
#[command(name = "inquit", version, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    Attribute(Attribute),
    Explain(Explain),
    Tokens(Tokens),
}

/// Say who said what
///
/// Reads plain text and JSON lines (a document a line, with `doc_id` or `id`, and `text`) and writes each quotation
/// with its cue, source, speaker, confidence and evidence.
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  inquit attribute article.txt                        show the quotations in the running text
  inquit attribute --format json article.txt          the same for programs
  inquit attribute --format jsonl news.jsonl > out    answer a line a document
  inquit attribute --speaker 'lee|hope' article.txt   only what these two say
  curl … | inquit attribute --format json --offsets utf16

Exit codes: 0 all was read, 1 a document was skipped (see standard error), 2 could not run.")]
pub(crate) struct Attribute {
    #[command(flatten)]
    pub(crate) input: Input,
    /// What to write
    #[arg(short, long, value_parser = formats(), default_value = Format::Text.name())]
    pub(crate) format: Format,
    /// The unit of offsets in JSON
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = Unit::Chars)]
    pub(crate) offsets: Unit,
    /// Write the text that offsets count in, too, in formats that leave it out (JSON)
    #[arg(long)]
    pub(crate) with_text: bool,
    /// Only quotations of speakers whose name matches this regular expression, in capitals or not
    #[arg(short, long, value_name = "REGEX", value_parser = speaker)]
    pub(crate) speaker: Option<Regex>,
    /// Leave out the model that was learnt from news; the word lists alone decide what reports
    #[arg(long)]
    pub(crate) rules_only: bool,
    #[command(flatten)]
    pub(crate) model: Model,
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
    /// Only this quotation, by the id it has in other outputs
    #[arg(short, long, value_name = "ID", value_parser = quotation)]
    pub(crate) quotation: Option<inquit::QuotationId>,
    #[command(flatten)]
    pub(crate) model: Model,
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
    /// Write CoNLL-U: lemmas, parts of speech, forms, heads and relations
    #[arg(long, alias = "conllu")]
    pub(crate) syntax: bool,
    #[command(flatten)]
    pub(crate) model: Model,
}

#[derive(ClapArgs, Debug)]
pub(crate) struct Model {
    /// Another syntax model than the built-in one, as the trainer writes it
    #[arg(id = "model", long = "model", value_name = "FILE")]
    pub(crate) path: Option<PathBuf>,
}

#[derive(ClapArgs, Debug)]
pub(crate) struct Input {
    /// Files, folders (their .txt and .jsonl files), or - for standard input, which is also read without any
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
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
    fn ids_begin_at_q1() {
        assert_eq!(quotation("q1"), Ok(inquit::QuotationId(0)));
        for bad in ["q0", "1", "q", "q-1", "q4294967296"] {
            assert!(quotation(bad).is_err(), "{bad}");
        }
    }
}
