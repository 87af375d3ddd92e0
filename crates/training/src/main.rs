//! The trainer's command line.

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use inquit::Engine;
use inquit::lexicon::Lexicon;
use inquit::syntax::Model;
use inquit_formats::write::wire;
use inquit_training::addressees::{self, Tally};
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
        /// Passes over the cases.
        #[arg(long, default_value_t = 6)]
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
    /// Write the answers for annotated documents whose cast is given: names and aliases of the gold entities.
    CastGiven {
        /// A file of annotated documents.
        #[arg(long)]
        gold: PathBuf,
        /// File that the answers go to, as JSON lines.
        #[arg(long)]
        out: PathBuf,
    },
    /// Score who is spoken to, where the annotation says so.
    Addressees {
        /// A file of annotated documents.
        #[arg(long)]
        gold: PathBuf,
        /// With the cast given.
        #[arg(long)]
        cast: bool,
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
        Command::CastGiven { gold, out } => cast_given(&gold, &out),
        Command::Addressees { gold, cast } => score_addressees(&gold, cast),
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
    let mut cases = Vec::new();
    for doc in gold::read(&corpora.join("polnear-train.jsonl"))? {
        cases.extend(reports::cases(&doc, &lexicon));
    }
    let right = cases.iter().filter(|c| c.target > 0.0).count();
    say(&format!("{} cases, {right} of them right", cases.len()));
    let scorer =
        reports::train(&cases, settings, |epoch, loss| say(&format!("epoch {epoch}: loss {loss:.4}")));
    let mut held = Vec::new();
    for doc in gold::read(&corpora.join("polnear-dev.jsonl"))? {
        held.extend(reports::cases(&doc, &lexicon));
    }
    for least in [0.3, 0.4, 0.5, 0.6] {
        let said: Vec<_> = held.iter().filter(|c| scorer.score(&c.features) >= least).collect();
        let hits = said.iter().filter(|c| c.target > 0.0).count();
        let all = held.iter().filter(|c| c.target > 0.0).count();
        say(&format!(
            "dev, score at least {least}: precision {:.3}, recall {:.3} of what the rules can find",
            hits as f64 / said.len().max(1) as f64,
            hits as f64 / all.max(1) as f64
        ));
    }
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("reports-en.bin"), scorer.to_bytes())?;
    Ok(())
}

fn cast_given(gold: &Path, out: &Path) -> Result<()> {
    let engine = Engine::new();
    let file = std::fs::File::create(out).with_context(|| format!("{}: can't be written", out.display()))?;
    let mut file = std::io::BufWriter::new(file);
    for doc in gold::read(gold)? {
        let found = engine.attribute_with_cast(&*doc.text, &doc.cast()?);
        wire::Document::new(&doc.doc_id, &found, Default::default()).write_line(&mut file)?;
    }
    Ok(file.flush()?)
}

fn score_addressees(gold: &Path, cast: bool) -> Result<()> {
    let engine = Engine::new();
    let mut all = Tally::default();
    for doc in gold::read(gold)? {
        let found = match cast {
            true => engine.attribute_with_cast(&*doc.text, &doc.cast()?),
            false => engine.attribute(&*doc.text),
        };
        let tally = addressees::score(&doc, &found);
        say(&format!("{}: {tally}", doc.doc_id));
        all.add(tally);
    }
    say(&format!("all: {all}"));
    Ok(())
}
