//! Options of `inquit evaluate`.

use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

/// Score answers against gold
///
/// GOLD is what people annotated: JSON lines, brat (.ann beside .txt), WebAnno TSV, a novel of PDNC (quotation_info.csv
/// beside novel_text.txt), LitBank (.tsv beside .txt), BookNLP (.quotes beside .tokens), or a folder of these. The
/// second path holds answers (JSON lines, as `attribute --format jsonl` writes them) or texts to be read now; without
/// it, the texts of GOLD are read.
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  inquit evaluate gold.jsonl                           read the texts of the gold file and score the answers
  inquit evaluate gold.jsonl out.jsonl                 score answers that are there already
  inquit evaluate gold.jsonl new.jsonl --against old.jsonl
  inquit evaluate --errors 5 annotations/              show what is wrong, five of each sort
  inquit evaluate --format html gold.jsonl > scores.html

Exit codes: 0 scored, 2 could not run.")]
pub(crate) struct Evaluate {
    /// What people annotated: a file or a folder
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,
    /// Answers as JSON lines, or texts to be read now
    #[arg(value_name = "PREDICTED|TEXTS")]
    pub(crate) answers: Option<PathBuf>,
    /// What to write
    #[arg(short, long, value_enum, default_value_t = View::Table)]
    pub(crate) format: View,
    /// Answers of another run on the same documents; tells which differences are more than luck
    #[arg(long, value_name = "PREDICTED")]
    pub(crate) against: Option<PathBuf>,
    /// How often documents are drawn anew to tell luck
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "against")]
    pub(crate) draws: usize,
    /// Seed of the draws
    #[arg(long, value_name = "N", default_value_t = 1, requires = "against")]
    pub(crate) seed: u64,
    /// Also show N errors of each sort, with the document (table and Markdown)
    #[arg(short, long, value_name = "N", default_value_t = 0)]
    pub(crate) errors: usize,
    /// Only this document
    #[arg(long, value_name = "ID")]
    pub(crate) doc: Option<String>,
    /// Leave out gold documents without an answer; otherwise all they hold counts as missed
    #[arg(long)]
    pub(crate) only_predicted: bool,
    #[command(flatten)]
    pub(crate) reading: super::Reading,
}

/// What scores are written as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub(crate) enum View {
    /// Columns for a terminal
    Table,
    /// A JSON object
    Json,
    /// Markdown
    Markdown,
    /// A page with plots that needs no other file
    Html,
}
