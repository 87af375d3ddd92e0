//! Options of `inquit review`.

use super::{Input, Reading};
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Make gold by correcting answers
///
/// `write` writes what the engine says about each text into a folder, to be corrected in brat, in INCEpTION or in any editor. `read`
/// reads the corrected files back, shows what was changed, and adds them to a gold file that `evaluate` and `train` take.
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  inquit review write --to work archive/            answers for all texts of a folder, for brat
  inquit review read --gold mine.jsonl work         show the corrections and add the documents to mine.jsonl
  inquit evaluate mine.jsonl                        score the engine on them")]
pub(crate) struct Review {
    #[command(subcommand)]
    pub(crate) step: Step,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Step {
    Write(Write),
    Read(Read),
}

/// Write answers to be corrected
#[derive(ClapArgs, Debug)]
pub(crate) struct Write {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The folder that they go to; files that are there already are left alone
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: PathBuf,
    /// How they are written
    #[arg(short, long, value_enum, default_value_t = Form::Brat)]
    pub(crate) form: Form,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Read corrected answers and add them to a gold file
#[derive(ClapArgs, Debug)]
pub(crate) struct Read {
    /// The corrected files, or their folder: any form that `evaluate` reads
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// The gold file that they are added to; without it, changes are shown and nothing is written
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: Option<PathBuf>,
    /// Replace documents that the gold file has already
    #[arg(long, requires = "gold")]
    pub(crate) replace: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// How answers are written for correction.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub(crate) enum Form {
    /// A text and its annotations, for brat
    Brat,
    /// WebAnno TSV 3.3, for INCEpTION
    Webanno,
    /// A line of JSON a document, each in its own file
    Jsonl,
}
