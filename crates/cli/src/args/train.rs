//! Options of `inquit train`.

use clap::Args as ClapArgs;
use std::path::PathBuf;

/// Adapt the engine to your texts
///
/// Learns corrected documents (see `review`) on top of a model of what reports: which words and phrases of these texts
/// report something, and what. Writes a model that `--model` takes, and beside it a card that says what it was made of and
/// how it scored before and after on documents that it has not seen.
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  inquit train --gold mine.jsonl --out mine.bin             every fifth document is held back for scoring
  inquit train --gold mine.jsonl --test others.jsonl --out mine.bin
  inquit attribute --model mine.bin article.txt")]
pub(crate) struct Train {
    /// Corrected documents: any form that `evaluate` reads
    #[arg(long, value_name = "GOLD")]
    pub(crate) gold: PathBuf,
    /// The model file to write; the card beside it ends in .card.md
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The model to begin with; the built-in one if none is given
    #[arg(long, value_name = "MODEL")]
    pub(crate) base: Option<PathBuf>,
    /// Documents to score on, so that all of GOLD can be learnt
    #[arg(long, value_name = "GOLD")]
    pub(crate) test: Option<PathBuf>,
    /// Passes over the documents
    #[arg(long, value_name = "N", default_value_t = inquit_training::adapt::SETTINGS.epochs)]
    pub(crate) passes: usize,
    /// Seed of their order
    #[arg(long, value_name = "N", default_value_t = inquit_training::adapt::SETTINGS.seed)]
    pub(crate) seed: u64,
}
