//! The trainer's command line.

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use inquit::lexicon::Lexicon;
use inquit::syntax::Model;
use inquit_training::{gold, reports, syntax};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Trains the models and scores them against gold data.
#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train the syntax model.
    Syntax {
        /// Folder of the corpora.
        #[arg(long)]
        corpora: PathBuf,
        /// Folder that the model goes to.
        #[arg(long)]
        out: PathBuf,
        /// Passes over the training data for the tagger.
        #[arg(long, default_value_t = 10)]
        epochs: usize,
        /// Passes over the training data for the parser.
        #[arg(long, default_value_t = 16)]
        parser_epochs: usize,
        /// Seed.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Train the scorer of reports on annotated news.
    Reports {
        /// Folder of the corpora.
        #[arg(long)]
        corpora: PathBuf,
        /// Folder that the model goes to.
        #[arg(long)]
        out: PathBuf,
        /// Passes over the reports.
        #[arg(long, default_value_t = 14)]
        epochs: usize,
        /// Seed.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Step of AdaGrad.
        #[arg(long, default_value_t = 0.02)]
        step: f32,
        /// Pull towards zero.
        #[arg(long, default_value_t = 0.001)]
        decay: f32,
    },
    /// Score a syntax model on the dev parts.
    SyntaxScore {
        /// Folder of the corpora.
        #[arg(long)]
        corpora: PathBuf,
        /// Model file instead of the built-in one.
        #[arg(long)]
        model: Option<PathBuf>,
    },
}

fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

fn main() -> Result<()> {
    match Args::parse().command {
        Command::Syntax { corpora, out, epochs, parser_epochs, seed } => {
            let settings = syntax::Settings { epochs, parser_epochs, seed };
            syntax::train(&corpora, &out, settings, &mut |line| say(line))
        }
        Command::Reports { corpora, out, epochs, seed, step, decay } => {
            train_reports(&corpora, &out, reports::Settings { epochs, seed, step, decay })
        }
        Command::SyntaxScore { corpora, model } => {
            let model = match model {
                Some(path) => load(&path)?,
                None => Model::english().clone(),
            };
            syntax::score(&corpora, &model, &mut |line| say(line))
        }
    }
}

fn load(path: &Path) -> Result<Model> {
    let bytes = std::fs::read(path).with_context(|| format!("{}: can't be read", path.display()))?;
    Model::from_bytes(&bytes).with_context(|| format!("{}: can't be used", path.display()))
}

fn train_reports(corpora: &Path, out: &Path, settings: reports::Settings) -> Result<()> {
    let lexicon = Lexicon::english();
    let documents: Vec<_> =
        gold::read(&corpora.join("polnear-train.jsonl"))?.iter().map(reports::read).collect();
    let scorer = reports::scorer(&documents, &lexicon, settings, say);
    drop(documents);
    let (mut all, mut found) = (0, 0);
    for doc in gold::read(&corpora.join("polnear-dev.jsonl"))? {
        let (quotations, near) = reports::reach(&reports::read(&doc), &lexicon, &scorer);
        all += quotations;
        found += near;
    }
    say(&format!("dev: {all} quotations that are not direct, a candidate comes close to {found} of them"));
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("reports-en.bin"), scorer.to_bytes())?;
    Ok(())
}
