//! The trainer's command line.

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use inquit::confidence::Table;
use inquit::encoder::Encoder;
use inquit::lexicon::Lexicon;
use inquit::quotations::{Deep, FeatureGroups, SEEN, Scorer};
use inquit::syntax::Model;
use inquit::{Engine, Tier};
use inquit_formats::write::wire;
use inquit_training::addressees::{self, Tally};
use inquit_training::confidence::Cases;
use inquit_training::{deep, encoder, gold, reports, speakers, spoken, syntax};
use std::borrow::Cow;
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
        /// Passes over the training data for the tagger.
        #[arg(long, default_value_t = 10)]
        epochs: usize,
        /// Passes over the training data for the parser.
        #[arg(long, default_value_t = 20)]
        parser_epochs: usize,
        /// Passes over the training data for the parser's teacher.
        #[arg(long, default_value_t = 16)]
        teacher_epochs: usize,
        /// Seed.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Look anew for the words whose class is sure, and leave all that the syntax model has learnt as it is.
    SureWords {
        /// Folder of the corpora.
        #[arg(long)]
        corpora: PathBuf,
        /// The model file.
        #[arg(long)]
        model: PathBuf,
        /// Folder that the model goes to.
        #[arg(long)]
        out: PathBuf,
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
        #[arg(long, default_value_t = 8)]
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
        /// Share of the features left out at each step.
        #[arg(long, default_value_t = 0.15)]
        dropout: f32,
    },
    /// Make the encoder's model file of what its training left.
    Encoder {
        /// Folder with `encoder.safetensors` and `vocabulary.txt`.
        #[arg(long)]
        from: PathBuf,
        /// Folder that the model goes to.
        #[arg(long)]
        out: PathBuf,
    },
    /// Learn how far the encoder is trusted, and score the deep tier beside the light one.
    Deep {
        /// Folder of the corpora.
        #[arg(long)]
        corpora: PathBuf,
        /// The encoder's model file.
        #[arg(long)]
        encoder: PathBuf,
        /// Folder that the weights go to.
        #[arg(long)]
        out: PathBuf,
    },
    /// Train the scorer of reports on four fifths of the training part; score it end to end on the last fifth and on the
    /// development part.
    ReportsScore {
        /// Folder of the corpora.
        #[arg(long)]
        corpora: PathBuf,
        /// Once more without each group of features, as a Markdown table.
        #[arg(long)]
        ablation: bool,
    },
    /// Train what the speakers of a dialogue are decided by, on annotated novels.
    Speakers {
        /// Folder of the corpora.
        #[arg(long)]
        corpora: PathBuf,
        /// Folder that the weights go to; without it they are only scored.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Passes over the dialogues.
        #[arg(long, default_value_t = 30)]
        epochs: usize,
        /// Seed.
        #[arg(long, default_value_t = 6)]
        seed: u64,
        /// The first step of Adam.
        #[arg(long, default_value_t = 0.003)]
        step: f32,
        /// Pull towards zero, for a step of 1.
        #[arg(long, default_value_t = 0.01)]
        pull: f32,
        /// Share of the units left out of a batch.
        #[arg(long, default_value_t = 0.3)]
        dropout: f32,
        /// Share of the features that a batch is blind to.
        #[arg(long, default_value_t = 0.05)]
        blind: f32,
        /// How much more a turn of an excerpt counts than one of a whole novel: there are a twentieth as many.
        #[arg(long, default_value_t = 3.0)]
        excerpts: f32,
        /// Also train without each author in turn, and score on the novels of that author.
        #[arg(long)]
        leave_out: bool,
    },
    /// Train what tells speech from other words in quotation marks, on annotated novels and news.
    Spoken {
        /// Folder of the corpora.
        #[arg(long)]
        corpora: PathBuf,
        /// Folder that the weights go to; without it they are only scored.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Pull towards zero.
        #[arg(long, default_value_t = 1.0)]
        pull: f64,
        /// How much more words in an excerpt count than those in a whole novel: there are a twentieth as many.
        #[arg(long, default_value_t = 3.0)]
        excerpts: f64,
        /// File that all cases go to, a line each, for looking at them.
        #[arg(long)]
        cases: Option<PathBuf>,
    },
    /// Fit what makes probabilities of confidence: in minutes, to be done again whenever another model or rule changed.
    Confidence {
        /// Folder of the corpora.
        #[arg(long)]
        corpora: PathBuf,
        /// Folder that the table goes to.
        #[arg(long)]
        out: PathBuf,
        /// Seed of the scorer of reports that stands in for the real one, which knows all training documents.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How much more an answer in an excerpt counts than one in a whole novel: there are a twentieth as many.
        #[arg(long, default_value_t = 8.0)]
        excerpts: f64,
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
        Command::Syntax { corpora, out, epochs, parser_epochs, teacher_epochs, seed } => {
            let settings = syntax::Settings { epochs, parser_epochs, teacher_epochs, seed };
            syntax::train(&corpora, &out, settings, &mut |line| say(line))
        }
        Command::SureWords { corpora, model, out } => {
            syntax::renew_sure(&corpora, &read(&model)?, &out, &mut |line| say(line))
        }
        Command::Reports { corpora, out, epochs, seed, step, decay, dropout } => train_reports(
            &corpora,
            &out,
            reports::Settings { epochs, seed, step, decay, dropout, ..Default::default() },
        ),
        Command::Encoder { from, out } => {
            let vocabulary = std::fs::read_to_string(from.join("vocabulary.txt"))?;
            let model = encoder::model(&read(&from.join("encoder.safetensors"))?, &vocabulary)?;
            std::fs::create_dir_all(&out)?;
            Ok(std::fs::write(out.join("encoder-en.bin"), model)?)
        }
        Command::Deep { corpora, encoder, out } => train_deep(&corpora, &encoder, &out),
        Command::ReportsScore { corpora, ablation } => score_reports(&corpora, ablation),
        Command::Speakers { corpora, out, epochs, seed, step, pull, dropout, blind, excerpts, leave_out } => {
            let settings =
                speakers::Settings { epochs, seed, step, pull, dropout, blind, ..Default::default() };
            train_speakers(&corpora, out.as_deref(), settings, excerpts, leave_out)
        }
        Command::Spoken { corpora, out, pull, excerpts, cases } => {
            train_spoken(&corpora, out.as_deref(), pull, excerpts, cases.as_deref())
        }
        Command::Confidence { corpora, out, seed, excerpts } => {
            fit_confidence(&corpora, &out, seed, excerpts)
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

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{}: can't be read", path.display()))
}

fn load(path: &Path) -> Result<Model> {
    Model::from_bytes(&read(path)?).with_context(|| format!("{}: can't be used", path.display()))
}

fn train_reports(corpora: &Path, out: &Path, settings: reports::Settings) -> Result<()> {
    let lexicon = Lexicon::english();
    let documents: Vec<_> = gold::read(&corpora.join("polnear-train.jsonl"))?
        .iter()
        .map(|d| reports::read(d, &lexicon))
        .collect();
    let scorer = reports::scorer(&documents, &lexicon, settings, say);
    drop(documents);
    let (mut all, mut found) = (0, 0);
    for doc in gold::read(&corpora.join("polnear-dev.jsonl"))? {
        let (quotations, near) = reports::reach(&reports::read(&doc, &lexicon), &lexicon, &scorer);
        all += quotations;
        found += near;
    }
    say(&format!("dev: {all} quotations that are not direct, a candidate comes close to {found} of them"));
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("reports-en.bin"), scorer.to_bytes())?;
    Ok(())
}

fn train_deep(corpora: &Path, encoder: &Path, out: &Path) -> Result<()> {
    let start = Instant::now();
    let seconds = || start.elapsed().as_secs_f64();
    let lexicon = Lexicon::english();
    let encoder = Encoder::from_bytes(&read(encoder)?)?;
    let news = gold::read(&corpora.join("polnear-train.jsonl"))?;
    let (held, mut scorer) = deep::unseen(&news, &lexicon, reports::Settings::default());
    say(&format!("light scorer ({:.0} s)", seconds()));
    scorer.deep = Some(Deep { encoder: Cow::Owned(encoder), weights: [0.0; SEEN], stories: true });
    let groups: Vec<_> =
        held.iter().flat_map(|d| deep::groups(&reports::read(d, &lexicon), &lexicon, &scorer)).collect();
    say(&format!("{} documents, {} groups ({:.0} s)", held.len(), groups.len(), seconds()));
    let weights = deep::train(&groups, 400, say);
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("deep-en.txt"), deep::write(&weights))?;
    let dev = gold::read(&corpora.join("polnear-dev.jsonl"))?;
    let mut real = Scorer::english().clone();
    for name in ["light", "deep"] {
        let engine = Engine::new().with_scorer(real.clone());
        let start = Instant::now();
        let scores = reports::score(&engine, &dev)?;
        say(&format!("{name}: {:.1} s", start.elapsed().as_secs_f64()));
        for figure in [
            "overlap.f1",
            "overlap.precision",
            "overlap.recall",
            "overlap+source.f1",
            "exact.f1",
            "exact+source.f1",
            "cue_recall",
        ] {
            say(&format!("  {figure} {:.4}", scores.get(figure).unwrap_or_default()));
        }
        if let Some(deep) = &scorer.deep {
            real.deep = Some(Deep { weights, ..deep.clone() });
        }
    }
    Ok(())
}

fn score_reports(corpora: &Path, ablation: bool) -> Result<()> {
    let lexicon = Lexicon::english();
    let all = gold::read(&corpora.join("polnear-train.jsonl"))?;
    let (held, known): (Vec<_>, Vec<_>) = all.into_iter().enumerate().partition(|(i, _)| i % 5 == 4);
    let known: Vec<_> = known.iter().map(|(_, d)| reports::read(d, &lexicon)).collect();
    let held: Vec<_> = held.into_iter().map(|(_, d)| d).collect();
    let dev = gold::read(&corpora.join("polnear-dev.jsonl"))?;
    let figures = ["overlap.f1", "overlap+source.f1", "exact.f1", "cue_recall"];
    let mut out = std::io::stdout().lock();
    writeln!(out, "| | held out: {} | dev: {} |", figures.join(" | "), figures.join(" | "))?;
    writeln!(out, "|---|{}", "---:|".repeat(2 * figures.len()))?;
    let mut row = |name: &str, groups| -> Result<()> {
        let settings = reports::Settings { groups, ..Default::default() };
        let engine = Engine::new().with_scorer(reports::scorer(&known, &lexicon, settings, |_| {}));
        write!(out, "| {name} |")?;
        for docs in [&held, &dev] {
            let scores = reports::score(&engine, docs)?;
            for figure in figures {
                write!(out, " {:.3} |", scores.get(figure).unwrap_or_default())?;
            }
        }
        Ok(writeln!(out)?)
    };
    row("all", FeatureGroups::EVERY)?;
    if ablation {
        for (name, group) in FeatureGroups::ALL {
            row(&format!("without {name}"), FeatureGroups::EVERY.without(group))?;
        }
    }
    Ok(())
}

fn train_spoken(
    corpora: &Path,
    out: Option<&Path>,
    pull: f64,
    excerpts: f64,
    list: Option<&Path>,
) -> Result<()> {
    let lexicon = Lexicon::english();
    let read = |name: &str, weight: f64| -> Result<Vec<spoken::Case>> {
        let documents = gold::read(&corpora.join(format!("{name}.jsonl")))?;
        Ok(documents.iter().flat_map(|d| spoken::read(d, &lexicon, Scorer::english(), weight)).collect())
    };
    let mut train = read("pdnc-train", 1.0)?;
    train.extend(read("litbank-train", excerpts)?);
    train.extend(read("polnear-train", 1.0)?);
    let dev = ["pdnc-dev", "litbank-dev", "polnear-dev"];
    let dev = dev.iter().map(|name| Ok((*name, read(name, 1.0)?))).collect::<Result<Vec<_>>>()?;
    if let Some(list) = list {
        let mut file = std::io::BufWriter::new(std::fs::File::create(list)?);
        let parts = [("train", &train)].into_iter().chain(dev.iter().map(|(name, cases)| (*name, cases)));
        for (part, c) in parts.flat_map(|(part, cases)| cases.iter().map(move |c| (part, c))) {
            let line = (part, &c.title, c.place as usize, c.right, c.weight, &c.features, &c.words);
            writeln!(file, "{}", serde_json::to_string(&line)?)?;
        }
    }
    let all: Vec<_> = train.iter().collect();
    say(&format!("{} stretches in marks to learn from", all.len()));
    let told = |name: &str, s: spoken::Score| {
        let spoken::Score { hit, wrong, missed, kept_out } = s;
        say(&format!(
            "{name}: F1 {:.4} ({hit} hit, {wrong} wrong, {missed} missed, {kept_out} kept out)",
            s.f1()
        ));
    };
    told("authors left out", spoken::leave_out(&train, speakers::AUTHORS, pull));
    let weights = spoken::train(&all, pull);
    told("train", spoken::score(&train, &weights));
    for (name, cases) in &dev {
        let everything = cases.iter().filter(|c| c.right).count();
        say(&format!("{name}: {everything} of {} are speech", cases.len()));
        told(name, spoken::score(cases, &weights));
    }
    if let Some(out) = out {
        std::fs::create_dir_all(out)?;
        std::fs::write(out.join("spoken-en.txt"), spoken::write(&weights))?;
    }
    Ok(())
}

fn train_speakers(
    corpora: &Path,
    out: Option<&Path>,
    settings: speakers::Settings,
    excerpts: f32,
    leave_out: bool,
) -> Result<()> {
    let start = Instant::now();
    let engine = Engine::new();
    let read = |name: &str, weight: f32| -> Result<_> {
        Ok(speakers::read(&engine, &gold::read(&corpora.join(format!("{name}.jsonl")))?, weight))
    };
    let mut train = read("pdnc-train", 1.0)?;
    train.extend(read("litbank-train", excerpts)?);
    let dev = [("pdnc-dev", read("pdnc-dev", 1.0)?), ("litbank-dev", read("litbank-dev", 1.0)?)];
    let seconds = || start.elapsed().as_secs_f64();
    say(&format!("{} documents to learn from ({:.0} s)", train.len(), seconds()));
    let all: Vec<_> = train.iter().collect();
    if leave_out {
        let (mut right, mut count) = (0.0, 0.0);
        for author in speakers::AUTHORS {
            let (own, others): (Vec<_>, Vec<_>) = train.iter().partition(|s| author.wrote(&s.title));
            let weights = speakers::train(&others, settings, |_| {});
            let share = speakers::right(&own, &weights);
            let turns: usize = own.iter().map(|s| s.known()).sum();
            right += share * turns as f32;
            count += turns as f32;
            say(&format!("{}: {share:.4} of {turns} right ({:.0} s)", author.name, seconds()));
        }
        say(&format!("authors left out: {:.4} right", right / count));
    }
    let weights = speakers::train(&all, settings, say);
    say(&format!("train: {:.4} right", speakers::right(&all, &weights)));
    for (name, scenes) in &dev {
        let scenes: Vec<_> = scenes.iter().collect();
        let before = speakers::right(&scenes, inquit::speakers::learning::Scorer::english());
        let after = speakers::right(&scenes, &weights);
        say(&format!("{name}: {before:.4} right before, {after:.4} now ({:.0} s)", seconds()));
    }
    if let Some(out) = out {
        std::fs::create_dir_all(out)?;
        std::fs::write(out.join("speakers-en.txt"), speakers::write(&weights))?;
    }
    Ok(())
}

fn fit_confidence(corpora: &Path, out: &Path, seed: u64, excerpts: f64) -> Result<()> {
    let start = Instant::now();
    let mut cases = Cases::default();
    // News: the scorer of reports has learnt from these documents, so one that has not seen the last fifth judges it.
    let news = gold::read(&corpora.join("polnear-train.jsonl"))?;
    let (held, known): (Vec<_>, Vec<_>) = news.iter().enumerate().partition(|(i, _)| i % 5 == 4);
    let lexicon = Lexicon::english();
    let known: Vec<_> = known.iter().map(|(_, d)| reports::read(d, &lexicon)).collect();
    let settings = reports::Settings { seed, ..reports::Settings::default() };
    let scorer = reports::scorer(&known, &lexicon, settings, |_| {});
    drop(known);
    let held: Vec<_> = held.into_iter().map(|(_, d)| d.clone()).collect();
    cases.add(&Engine::new().with_scorer(scorer).uncalibrated(), &held, 1.0);
    say(&format!("news: {} documents ({:.0} s)", held.len(), start.elapsed().as_secs_f64()));
    // The same for the deep tier, on the articles that the encoder has not seen either.
    let (held, scorer) = deep::unseen(&news, &lexicon, settings);
    let held: Vec<_> = held.into_iter().cloned().collect();
    cases.add(&Engine::new().with_scorer(scorer).with_tier(Tier::Auto)?.uncalibrated(), &held, 1.0);
    say(&format!("news, deep: {} documents ({:.0} s)", held.len(), start.elapsed().as_secs_f64()));
    // Novels: whole ones, and excerpts, which count as much together. Each is judged by a scorer of dialogues that does not
    // know it, nor other novels by its author.
    let engine = Engine::new().uncalibrated();
    let mut novels = Vec::new();
    for (name, weight) in [("pdnc-train", 1.0), ("litbank-train", excerpts)] {
        let documents = gold::read(&corpora.join(format!("{name}.jsonl")))?;
        let scenes = speakers::read(&engine, &documents, weight as f32);
        novels.extend(documents.into_iter().zip(scenes).map(|(doc, scenes)| (weight, doc, scenes)));
    }
    for fold in 0..speakers::FOLDS {
        let (own, others): (Vec<_>, Vec<_>) =
            (0..).zip(&novels).partition(|(i, (_, doc, _))| speakers::fold(&doc.doc_id, *i) == fold);
        let others: Vec<_> = others.into_iter().map(|(_, (_, _, scenes))| scenes).collect();
        let scorer = speakers::train(&others, speakers::Settings::default(), |_| {});
        let engine = Engine::new().uncalibrated().with_dialogue_scorer(scorer);
        for alike in own.chunk_by(|(_, a), (_, b)| a.0 == b.0) {
            let documents: Vec<_> = alike.iter().map(|(_, (_, doc, _))| doc.clone()).collect();
            alike.iter().take(1).for_each(|(_, (weight, ..))| cases.add(&engine, &documents, *weight));
        }
        say(&format!("{} novels and excerpts ({:.0} s)", own.len(), start.elapsed().as_secs_f64()));
    }
    let head = "# What the signals of an answer are worth as a probability, see confidence-en.card.md. Fitted by:\n\
                # cargo run --release -p inquit-training -- confidence --corpora ../shared/corpora --out models\n";
    let table = cases.fit(say);
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("confidence-en.txt"), format!("{head}{table}"))?;
    // On what nothing was fitted on.
    let table = Table::parse(&table)?;
    let deep = Engine::new().uncalibrated().with_tier(Tier::Auto)?;
    for (name, engine) in
        [("polnear-dev", &engine), ("polnear-dev", &deep), ("pdnc-dev", &engine), ("litbank-dev", &engine)]
    {
        let mut cases = Cases::default();
        cases.add(engine, &gold::read(&corpora.join(format!("{name}.jsonl")))?, 1.0);
        for line in cases.check(&table) {
            say(&format!("{name}, {line}"));
        }
    }
    say(&format!("{:.0} s", start.elapsed().as_secs_f64()));
    Ok(())
}

fn cast_given(gold: &Path, out: &Path) -> Result<()> {
    let engine = Engine::new();
    let file = std::fs::File::create(out).with_context(|| format!("{}: can't be written", out.display()))?;
    let mut file = std::io::BufWriter::new(file);
    for doc in gold::read(gold)? {
        let found = engine.attribute_with_cast(&*doc.text, &addressees::cast(&doc)?);
        wire::Document::new(&doc.doc_id, &found, Default::default()).write_line(&mut file)?;
    }
    Ok(file.flush()?)
}

fn score_addressees(gold: &Path, cast: bool) -> Result<()> {
    let engine = Engine::new();
    let mut all = Tally::default();
    for doc in gold::read(gold)? {
        let found = match cast {
            true => engine.attribute_with_cast(&*doc.text, &addressees::cast(&doc)?),
            false => engine.attribute(&*doc.text),
        };
        let tally = addressees::score(&doc, &found);
        say(&format!("{}: {tally}", doc.doc_id));
        all.add(tally);
    }
    say(&format!("all: {all}"));
    Ok(())
}
