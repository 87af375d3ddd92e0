//! The trainer's command line.

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use inquit::syntax::Model;
use inquit_training::{conllu, tagger};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

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
        /// Passes over the training data.
        #[arg(long, default_value_t = 10)]
        epochs: usize,
        /// Seed.
        #[arg(long, default_value_t = 1)]
        seed: u64,
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
        Command::Syntax { corpora, out, epochs, seed } => train(&corpora, &out, epochs, seed),
        Command::SyntaxScore { corpora, model } => {
            let model = match model {
                Some(path) => load(&path)?,
                None => Model::english().clone(),
            };
            score(&corpora, &model)
        }
    }
}

fn load(path: &Path) -> Result<Model> {
    let bytes = std::fs::read(path).with_context(|| format!("{}: can't be read", path.display()))?;
    Model::from_bytes(&bytes).with_context(|| format!("{}: can't be used", path.display()))
}

fn train(corpora: &Path, out: &Path, epochs: usize, seed: u64) -> Result<()> {
    let start = Instant::now();
    let mut sentences = Vec::new();
    for name in ["en_ewt-ud-train", "gum-train"] {
        sentences.extend(conllu::read(&corpora.join(format!("treebanks/{name}.conllu.gz")))?);
    }
    // Hyphenated words in both ways: in parts, as in the treebanks, and whole, as in running text.
    let joined: Vec<_> = sentences.iter().map(conllu::join_hyphens).collect();
    let changed: Vec<_> =
        joined.into_iter().zip(&sentences).filter(|(j, s)| j != *s).map(|(j, _)| j).collect();
    sentences.extend(changed);
    let lexicon = tagger::lexicon(&sentences, &Default::default());
    let model = Model::from_bytes(&Model::to_bytes("syntax-en", &[(b"lexi", lexicon.clone())]))?;
    let settings = tagger::Settings { epochs, seed, vary: true };
    let p = tagger::train(&model, &sentences, settings, |epoch, right| {
        say(&format!(
            "tagger epoch {epoch}: {:.2} % ({:.0} s)",
            100.0 * right,
            start.elapsed().as_secs_f64()
        ));
    });
    let (packed, features, weights) = p.pack(3);
    say(&format!("tagger: {features} features, {weights} weights, {} bytes", packed.len()));
    let bytes = Model::to_bytes("syntax-en", &[(b"lexi", lexicon), (b"tagg", packed)]);
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("syntax-en.bin"), &bytes)?;
    score(corpora, &Model::from_bytes(&bytes)?)
}

fn score(corpora: &Path, model: &Model) -> Result<()> {
    for name in ["en_ewt-ud-dev", "gum-dev"] {
        let gold = conllu::read(&corpora.join(format!("treebanks/{name}.conllu.gz")))?;
        let words: usize = gold.iter().map(|s| s.words.len()).sum();
        let start = Instant::now();
        let (pos, class) = tagger::score(model, &gold);
        let speed = words as f64 / start.elapsed().as_secs_f64();
        say(&format!("{name}: UPOS {:.2}, class {:.2}, {speed:.0} words/s", 100.0 * pos, 100.0 * class));
    }
    Ok(())
}
