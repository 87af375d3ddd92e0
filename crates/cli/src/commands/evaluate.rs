//! `inquit evaluate`: answers held against gold.

use crate::args::{Evaluate, Input, View};
use crate::engine;
use crate::exit::Outcome;
use crate::{input, output};
use anyhow::{Context, bail};
use inquit_evaluation::{Annotated, Predicted, Report, Scored, Tally, bootstrap, gold, score};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

type Answers = BTreeMap<String, Predicted>;

pub(crate) fn run(args: &Evaluate) -> anyhow::Result<Outcome> {
    let mut documents = gold::read(&args.gold)?;
    if let Some(id) = &args.doc {
        documents.retain(|d| d.doc_id == *id);
        if documents.is_empty() {
            bail!("{}: no document is called {id}", args.gold.display());
        }
    }
    let engine = engine::load(&args.reading)?;
    let answers = match &args.answers {
        None => documents.iter().map(|d| attribute(&engine, &d.doc_id, &d.text)).collect(),
        Some(path) if is_answers(path)? => predicted(path)?,
        Some(path) => texts(&engine, path, &documents)?,
    };
    if args.only_predicted {
        documents.retain(|d| answers.contains_key(&d.doc_id));
    }
    let beyond = answers.keys().filter(|id| !documents.iter().any(|d| d.doc_id == **id)).count();
    if beyond > 0 && args.doc.is_none() {
        output::complain(format_args!("note: {beyond} predicted documents are not in the gold file"));
    }
    let scored = all(&documents, &answers)?;
    let mut report = Report::new(&scored);
    if let Some(path) = &args.against {
        let other = all(&documents, &predicted(path)?)?;
        let tallies = |list: &[Scored]| list.iter().map(|s| s.tally.clone()).collect::<Vec<Tally>>();
        report.against = bootstrap::compare(&tallies(&scored), &tallies(&other), args.draws, args.seed);
    }
    let mut text = match args.format {
        View::Table => report.to_table(),
        View::Json => report.to_json(),
        View::Markdown => report.to_markdown(),
        View::Html => report.to_html(),
    };
    if matches!(args.format, View::Table | View::Markdown) {
        errors(&mut text, &scored, args.errors);
    }
    let mut out = output::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Complete)
}

fn all(documents: &[gold::Document], answers: &Answers) -> anyhow::Result<Vec<Scored>> {
    let annotated = Annotated::by(documents);
    documents
        .iter()
        .map(|d| score(d, answers.get(&d.doc_id), annotated).map_err(anyhow::Error::msg))
        .collect()
}

fn attribute(engine: &inquit::Engine, id: &str, text: &str) -> (String, Predicted) {
    (id.to_owned(), Predicted::from_attribution(id, &engine.attribute(text)))
}

/// Whether a file holds answers: its first line is an object with quotations.
fn is_answers(path: &Path) -> anyhow::Result<bool> {
    if path.is_dir() {
        return Ok(false);
    }
    let file = std::fs::File::open(path).with_context(|| format!("{}: cannot read it", path.display()))?;
    let mut line = String::new();
    // What is no UTF-8 is a text.
    if std::io::BufRead::read_line(&mut std::io::BufReader::new(file), &mut line).is_err() {
        return Ok(false);
    }
    let value: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
    Ok(value.get("quotations").is_some())
}

fn predicted(path: &Path) -> anyhow::Result<Answers> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("{}: cannot read it", path.display()))?;
    Predicted::read(&text).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))
}

/// Reads texts now; each has to be that of the gold document with its id.
fn texts(engine: &inquit::Engine, path: &Path, documents: &[gold::Document]) -> anyhow::Result<Answers> {
    let mut answers = Answers::new();
    let outcome = input::for_each(&Input::of(path), |article| {
        if let Some(doc) = documents.iter().find(|d| d.doc_id == article.id)
            && doc.text != article.text
        {
            bail!(
                "{}: the text of {} is not the one that was annotated; offsets would point elsewhere",
                path.display(),
                article.id
            );
        }
        answers.extend([attribute(engine, &article.id, &article.text)]);
        Ok(())
    })?;
    if outcome == Outcome::Skipped {
        bail!("{}: not all of it could be read", path.display());
    }
    Ok(answers)
}

/// Shows some errors of each sort.
fn errors(out: &mut String, scored: &[Scored], most: usize) {
    if most == 0 {
        return;
    }
    let mut sorts: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for s in scored {
        for e in &s.errors {
            sorts.entry(&e.sort).or_default().push((&s.doc_id, &e.words));
        }
    }
    for (sort, list) in sorts {
        let _ = writeln!(out, "\n-- {sort}: {} of {}", list.len().min(most), list.len());
        for (doc, words) in list.into_iter().take(most) {
            let _ = writeln!(out, "   {doc}: {words}");
        }
    }
}
