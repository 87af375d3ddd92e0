//! `inquit review`: gold from corrected answers.

use crate::args::{Form, Review, ReviewRead, ReviewWrite, Step};
use crate::exit::Outcome;
use crate::{engine, input, output};
use anyhow::{Context, bail};
use inquit::Attribution;
use inquit_evaluation::changes::changes;
use inquit_evaluation::gold;
use inquit_formats::write::{Answer, Format, Options};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

pub(crate) fn run(args: &Review) -> anyhow::Result<Outcome> {
    match &args.step {
        Step::Write(args) => write(args),
        Step::Read(args) => read(args),
    }
}

fn write(args: &ReviewWrite) -> anyhow::Result<Outcome> {
    let engine = engine::load(&args.reading)?;
    fs::create_dir_all(&args.to).with_context(|| format!("{}: cannot make the folder", args.to.display()))?;
    let mut out = output::stdout();
    let mut kept = false;
    let outcome = input::for_each(&args.input, |article| {
        let found = engine.attribute(article.text);
        let files = match args.form {
            Form::Brat => written(Format::Brat, &article.id, &found)?,
            Form::Webanno => {
                // What lies between the sentences is not in the table.
                let text = ("txt", found.document().text().as_bytes().to_vec());
                [written(Format::WebAnno, &article.id, &found)?, vec![text]].concat()
            }
            Form::Jsonl => {
                let line = gold::to_line(&gold::Document::from_attribution(&article.id, &found));
                vec![("jsonl", line.into_bytes())]
            }
        };
        for (extension, bytes) in files {
            let path = args.to.join(format!("{}.{extension}", file_name(&article.id)));
            // Somebody's corrections are worth more than a new answer.
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(mut file) => {
                    file.write_all(&bytes).with_context(|| format!("{}: cannot write it", path.display()))?
                }
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {
                    kept = true;
                    output::complain(format_args!("{}: is there already and was left alone", path.display()));
                }
                Err(e) => return Err(e).with_context(|| format!("{}: cannot write it", path.display())),
            }
        }
        Ok(writeln!(out, "{}: {} quotations to check", article.id, found.quotations().len())?)
    })?;
    out.flush()?;
    Ok(if kept { Outcome::Skipped } else { outcome })
}

/// The files of one answer, with their extensions.
fn written(format: Format, id: &str, found: &Attribution) -> anyhow::Result<Vec<(&'static str, Vec<u8>)>> {
    let answer = Answer::new(id, found);
    let mut files = Vec::new();
    for mut part in format.parts(Options::default()) {
        let mut bytes = Vec::new();
        part.writer.begin(&mut bytes)?;
        part.writer.document(&mut bytes, &answer)?;
        part.writer.end(&mut bytes)?;
        files.push((part.extension, bytes));
    }
    Ok(files)
}

/// A document's id as the name of a file.
fn file_name(id: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' };
    let name: String = id.chars().map(safe).collect();
    if name.starts_with('.') { format!("_{name}") } else { name }
}

fn read(args: &ReviewRead) -> anyhow::Result<Outcome> {
    let documents = gold::read(&args.path)?;
    let engine = engine::load(&args.reading)?;
    let mut out = output::stdout();
    for doc in &documents {
        let before = gold::Document::from_attribution(&doc.doc_id, &engine.attribute(doc.text.as_str()));
        let found = changes(&before, doc);
        writeln!(out, "{}: {} quotations, {} changes", doc.doc_id, doc.quotations.len(), found.len())?;
        for change in found {
            writeln!(out, "  {change}")?;
        }
    }
    if let Some(path) = &args.gold {
        let total = append(path, documents, args.replace)?;
        writeln!(out, "{} has {total} documents", path.display())?;
    }
    out.flush()?;
    Ok(Outcome::Complete)
}

/// Adds documents to a gold file; how many it has then.
fn append(path: &Path, documents: Vec<gold::Document>, replace: bool) -> anyhow::Result<usize> {
    let mut all = if path.exists() { gold::read(path)? } else { Vec::new() };
    for doc in documents {
        match all.iter_mut().find(|d| d.doc_id == doc.doc_id) {
            Some(old) if replace => *old = doc,
            Some(_) => {
                bail!("{}: has a document {} already; --replace replaces it", path.display(), doc.doc_id)
            }
            None => all.push(doc),
        }
    }
    // The old file stays whole until the new one is.
    let new = path.with_extension("jsonl.new");
    let text: String = all.iter().map(gold::to_line).collect();
    fs::write(&new, text).with_context(|| format!("{}: cannot write it", new.display()))?;
    fs::rename(&new, path).with_context(|| format!("{}: cannot write it", path.display()))?;
    Ok(all.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_cannot_leave_the_folder() {
        assert_eq!(file_name("news/2016:a b"), "news_2016_a_b");
        assert_eq!(file_name("../../etc"), "_.._.._etc");
    }
}
