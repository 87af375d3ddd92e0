//! `inquit train`: the scorer of reports, adapted to somebody's texts.

use crate::args::Train;
use crate::exit::Outcome;
use crate::{engine, output};
use anyhow::{Context, bail};
use inquit::Engine;
use inquit::quotations::Scorer;
use inquit_evaluation::{Annotated, Predicted, Report, bootstrap, gold, score};
use inquit_training::adapt::{self, Adapted};
use inquit_training::reports::Settings;
use std::fmt::Write as _;
use std::io::Write;

/// Of how many documents one is held back.
const HELD_BACK: usize = 5;
/// Draws of the bootstrap.
const DRAWS: usize = 1000;

pub(crate) fn run(args: &Train) -> anyhow::Result<Outcome> {
    let mut known = gold::read(&args.gold)?;
    let held = match &args.test {
        Some(path) => gold::read(path)?,
        None => {
            let every = |i: &usize| i % HELD_BACK == HELD_BACK - 1;
            let (held, rest): (Vec<_>, Vec<_>) = known.into_iter().enumerate().partition(|(i, _)| every(i));
            known = rest.into_iter().map(|d| d.1).collect();
            held.into_iter().map(|d| d.1).collect()
        }
    };
    if held.is_empty() || known.is_empty() {
        bail!(
            "{}: too few documents to learn and to score; correct {HELD_BACK} or more, or give others with --test",
            args.gold.display()
        );
    }
    if let Some(twice) = known.iter().find(|k| held.iter().any(|h| h.text == k.text)) {
        bail!("{}: is to be learnt and scored on; the score would mean nothing", twice.doc_id);
    }
    let base = match &args.base {
        Some(path) => engine::scorer(path)?,
        None => Scorer::english().clone(),
    };
    let settings = Settings { epochs: args.passes, seed: args.seed, ..adapt::SETTINGS };
    let adapted = adapt::adapt(&base, &known, settings);
    if adapted.findings == 0 {
        bail!(
            "{}: nothing outside quotation marks could report anything; there is nothing to learn",
            args.gold.display()
        );
    }
    let (before, tallies_before) = scores(&base, &held)?;
    let (mut after, tallies_after) = scores(&adapted.scorer, &held)?;
    after.against = bootstrap::compare(&tallies_after, &tallies_before, DRAWS, args.seed);
    let card = card(args, &adapted, (known.len(), held.len()), &before, &after);
    let beside = args.out.with_extension("card.md");
    for (path, bytes) in [(&args.out, adapted.scorer.to_bytes()), (&beside, card.into_bytes())] {
        std::fs::write(path, bytes).with_context(|| format!("{}: cannot write it", path.display()))?;
    }
    let mut out = output::stdout();
    writeln!(
        out,
        "learnt {} documents: {} findings, {} of them right",
        known.len(),
        adapted.findings,
        adapted.right
    )?;
    writeln!(out, "on {} documents it has not seen:", held.len())?;
    for d in &after.against {
        writeln!(out, "  {:32} {:.3} before, {:.3} after (p {:.3})", d.score, d.other, d.this, d.p)?;
    }
    writeln!(out, "{} and {}", args.out.display(), beside.display())?;
    out.flush()?;
    Ok(Outcome::Complete)
}

/// How a scorer does on some documents.
fn scores(
    scorer: &Scorer,
    documents: &[gold::Document],
) -> anyhow::Result<(Report, Vec<inquit_evaluation::Tally>)> {
    let engine = Engine::new().with_scorer(scorer.clone());
    let annotated = Annotated::by(documents);
    let scored: Vec<_> = documents
        .iter()
        .map(|d| {
            let answer = Predicted::from_attribution(&d.doc_id, &engine.attribute(d.text.as_str()));
            score(d, Some(&answer), annotated).map_err(anyhow::Error::msg)
        })
        .collect::<Result<_, _>>()?;
    Ok((Report::new(&scored), scored.into_iter().map(|s| s.tally).collect()))
}

/// What the model was made of and how it does.
fn card(
    args: &Train,
    adapted: &Adapted,
    (known, held): (usize, usize),
    before: &Report,
    after: &Report,
) -> String {
    let base =
        args.base.as_ref().map_or("the built-in scorer of reports".to_owned(), |b| b.display().to_string());
    let name = args.out.file_name().unwrap_or_default().to_string_lossy();
    let mut out = format!(
        "# {name}\n\nJudges which words report something, and what; for `inquit --model`.\n\n| | |\n|---|---|\n\
         | begins with | {base} |\n| learnt | {known} documents of {}: {} findings, {} of them right |\n\
         | method | AdaGrad, {} passes, step {}, seed {}; the same bytes each time |\n\
         | confidence | as calibrated for the built-in model; not fitted again |\n\n\
         On {held} documents that it has not seen:\n\n| | before | after | p |\n|---|---:|---:|---:|\n",
        args.gold.display(),
        adapted.findings,
        adapted.right,
        args.passes,
        adapt::SETTINGS.step,
        args.seed,
    );
    for d in &after.against {
        let _ = writeln!(out, "| {} | {:.3} | {:.3} | {:.3} |", d.score, d.other, d.this, d.p);
    }
    let recall = |r: &Report| r.scores.get("overlap.recall").unwrap_or(0.0);
    let _ = writeln!(out, "| overlap.recall | {:.3} | {:.3} | |", recall(before), recall(after));
    out
}
