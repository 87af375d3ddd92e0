//! Times the whole pipeline and each stage and prints Markdown; see README.md.
//!
//! Each measurement runs in a process of its own, so that its peak of memory is its own.

use inquit::{Engine, Tier, lexicon::Lexicon, mentions, quotations, speakers, syntax, tokenizer};
use inquit_benches::{Genre, documents, peak_memory};
use inquit_formats::write::{OffsetUnit, wire};
use std::error::Error;
use std::io::{self, Write};
use std::process::Command;
use std::time::Instant;

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    // Cargo adds `--bench`.
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["one", genre, kilobytes] => one(parse(genre)?, kilobytes.parse()?, Tier::Light),
        ["one", genre, kilobytes, DEEP] => one(parse(genre)?, kilobytes.parse()?, Tier::Deep),
        ["texts", genre, kilobytes] => texts(parse(genre)?, kilobytes.parse()?),
        ["file", path] => stages(&mut io::stdout().lock(), &[std::fs::read_to_string(path)?]),
        ["--quick"] => report(&[100, 1000]),
        [] => report(&[100, 1000, 10_000, 50_000]),
        _ => Err("usage: cargo bench -p inquit-benches --bench pipeline [-- --quick | -- file PATH]".into()),
    }
}

/// What the deep tier is called.
const DEEP: &str = "deep";

fn parse(name: &str) -> Result<Genre, String> {
    Genre::ALL.into_iter().find(|g| g.name() == name).ok_or(format!("no such genre: {name}"))
}

fn report(sizes: &[usize]) -> Outcome {
    let mut out = io::stdout().lock();
    let begin = Instant::now();
    let answer = Engine::new().attribute("“We won,” said Ann Lee.");
    let ready = 1e3 * begin.elapsed().as_secs_f64();
    writeln!(
        out,
        "From nothing to {} quotation in a short text: {ready:.0} ms.\n",
        answer.quotations().len()
    )?;

    writeln!(out, "## The whole pipeline, one thread\n")?;
    writeln!(out, "| text | size | quotations | time | speed | tokens/s | peak memory |")?;
    writeln!(out, "|---|---:|---:|---:|---:|---:|---:|")?;
    let light = Genre::ALL.iter().flat_map(|genre| sizes.iter().map(|kilobytes| (*genre, *kilobytes, None)));
    for (genre, kilobytes, tier) in light.chain([(Genre::News, 100, Some(DEEP))]) {
        let child = Command::new(std::env::current_exe()?)
            .args(["one", genre.name(), &kilobytes.to_string()])
            .args(tier)
            .output()?;
        if !child.status.success() {
            return Err(String::from_utf8_lossy(&child.stderr).into());
        }
        out.write_all(&child.stdout)?;
        out.flush()?;
    }
    for genre in Genre::ALL {
        writeln!(out, "\n## The stages, {}, 1 MB\n", genre.name())?;
        stages(&mut out, &documents(genre, 1_000_000)?)?;
    }
    Ok(())
}

/// The texts themselves, for others to be timed on: JSONL.
fn texts(genre: Genre, kilobytes: usize) -> Outcome {
    let mut out = io::stdout().lock();
    for (i, text) in documents(genre, kilobytes * 1000)?.iter().enumerate() {
        serde_json::to_writer(&mut out, &serde_json::json!({"id": i.to_string(), "text": text}))?;
        writeln!(out)?;
    }
    Ok(())
}

/// One line of the table: text to JSON, the best of some runs.
fn one(genre: Genre, kilobytes: usize, tier: Tier) -> Outcome {
    let texts = documents(genre, kilobytes * 1000)?;
    let bytes: usize = texts.iter().map(String::len).sum();
    let engine = Engine::new().with_tier(tier)?;
    let (mut best, mut tokens, mut found) = (f64::INFINITY, 0, 0);
    for _ in 0..(20_000 / kilobytes).clamp(1, 20) {
        let begin = Instant::now();
        (tokens, found) = (0, 0);
        for text in &texts {
            let answer = engine.attribute(text.as_str());
            wire::Document::new("x", &answer, OffsetUnit::Chars).write_line(&mut io::sink())?;
            tokens += answer.document().tokens().len();
            found += answer.quotations().len();
        }
        best = best.min(begin.elapsed().as_secs_f64());
    }
    writeln!(
        io::stdout(),
        "| {}{} | {:.1} MB | {found} | {best:.3} s | {:.1} MB/s | {:.2} million | {} |",
        genre.name(),
        if tier == Tier::Light { "" } else { ", deep tier" },
        bytes as f64 / 1e6,
        bytes as f64 / 1e6 / best,
        tokens as f64 / 1e6 / best,
        peak_memory().map_or("not known".to_owned(), |mb| format!("{mb:.0} MB")),
    )?;
    Ok(())
}

/// How long each stage takes, the best of ten runs.
fn stages(out: &mut impl Write, texts: &[String]) -> Outcome {
    const NAMES: [&str; 6] = ["tokenizer", "syntax", "mentions", "quotations", "speakers", "JSON"];
    let lexicon = Lexicon::english();
    let mut best = [f64::INFINITY; NAMES.len()];
    // The trees of all sentences; the pipeline asks for some of them, if any.
    let (mut trees, mut tokens) = (f64::INFINITY, 0);
    for _ in 0..10 {
        let mut times = [0.0; NAMES.len()];
        let mut all_trees = 0.0;
        tokens = 0;
        for text in texts {
            let [a, b, c, d, e, f] = &mut times;
            let text = text.clone();
            let document = timed(a, || tokenizer::tokenize(text));
            let tags = timed(b, || syntax::analyse(&document));
            let fresh = tags.clone();
            timed(&mut all_trees, || {
                (0..document.sentences().len()).for_each(|s| {
                    std::hint::black_box(fresh.tree(&document, s.into()));
                });
            });
            tokens += document.tokens().len();
            let who = timed(c, || mentions::find(&document, &tags, &lexicon));
            let quotations =
                timed(d, || quotations::find(&document, &tags, &lexicon, quotations::Scorer::english()));
            let means = speakers::Means { lexicon: &lexicon, scorer: None, cast: None, everybody: false };
            let (answer, _) = timed(e, || speakers::resolve(document, &tags, who, quotations, means));
            timed(f, || wire::Document::new("x", &answer, OffsetUnit::Chars).write_line(&mut io::sink()))?;
        }
        for (best, time) in best.iter_mut().zip(times) {
            *best = best.min(time);
        }
        trees = trees.min(all_trees);
    }
    let all: f64 = best.iter().sum();
    writeln!(out, "| stage | time | share |\n|---|---:|---:|")?;
    for (name, time) in NAMES.iter().zip(best) {
        writeln!(out, "| {name} | {:.1} ms | {:.0} % |", 1e3 * time, 100.0 * time / all)?;
    }
    let [_, tags, ..] = best;
    writeln!(
        out,
        "\nTrees of every sentence, which the pipeline does not ask for: {:.0} ms; with the tags {:.0} tokens a second.",
        1e3 * trees,
        tokens as f64 / (trees + tags)
    )?;
    Ok(())
}

fn timed<T>(total: &mut f64, stage: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let result = stage();
    *total += begin.elapsed().as_secs_f64();
    result
}
