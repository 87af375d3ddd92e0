//! Paths to documents. What cannot be read is told on standard error and skipped; the others go on.

use crate::exit::Outcome;
use crate::output::complain;
use anyhow::{Context, bail};
use inquit_formats::read::Hint;
use inquit_formats::{Article, Documents, ReadError};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};

/// Files that are read from a folder, by extension.
const EXTENSIONS: [&str; 4] = ["txt", "text", "jsonl", "ndjson"];

/// Calls `each` with every document of the paths, in order. Without paths, standard input is read.
///
/// # Errors
///
/// Those of `each`, which end the run. What cannot be read is not among them.
pub(crate) fn for_each(
    paths: &[PathBuf],
    mut each: impl FnMut(Article) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    let stdin = [PathBuf::from("-")];
    let paths = if paths.is_empty() { &stdin } else { paths };
    let mut run = Run { each: &mut each, outcome: Outcome::Complete };
    for path in paths {
        if path.as_os_str() == "-" {
            let input = io::stdin();
            if input.is_terminal() {
                complain(
                    "inquit: reading text from the terminal; end it with Ctrl-D, or give a file: see --help",
                );
            }
            run.documents("standard input", input.lock(), Hint::unnamed("stdin"))?;
        } else if path.is_dir() {
            match list(path) {
                Ok(files) => files.iter().try_for_each(|file| run.file(file))?,
                Err(e) => run.skip(path.display(), &e),
            }
        } else {
            run.file(path)?;
        }
    }
    Ok(run.outcome)
}

struct Run<'f, F> {
    each: &'f mut F,
    outcome: Outcome,
}

impl<F: FnMut(Article) -> anyhow::Result<()>> Run<'_, F> {
    fn file(&mut self, path: &Path) -> anyhow::Result<()> {
        match File::open(path).map_err(anyhow::Error::from) {
            Ok(file) => {
                self.documents(&path.display().to_string(), BufReader::new(file), Hint::from_path(path))
            }
            Err(e) => {
                self.skip(path.display(), &e);
                Ok(())
            }
        }
    }

    fn documents(&mut self, name: &str, input: impl BufRead, hint: Hint) -> anyhow::Result<()> {
        for document in Documents::new(input, hint) {
            match document {
                Ok(article) => {
                    for note in &article.notes {
                        complain(format_args!("{name}: note: {note}"));
                    }
                    (self.each)(article)?;
                }
                Err(e) => self.skip(name, &chain(e)),
            }
        }
        Ok(())
    }

    fn skip(&mut self, name: impl std::fmt::Display, error: &anyhow::Error) {
        complain(format_args!("{name}: {error:#}"));
        self.outcome = Outcome::Skipped;
    }
}

/// An error with its causes; the path before it already says that it is about reading.
fn chain(error: ReadError) -> anyhow::Error {
    match error {
        ReadError::Io(e) => e.into(),
        e => e.into(),
    }
}

/// The readable files of a folder and of those in it, sorted; hidden ones are left out.
fn list(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let entry = entry?;
            let path = entry.path();
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if entry.file_type()?.is_dir() && !hidden {
                folders.push(path);
            } else if !hidden && has_extension(&path) {
                files.push(path);
            }
        }
    }
    if files.is_empty() {
        bail!("no file in this folder ends in .{}; name the files to read", EXTENSIONS.join(", ."));
    }
    files.sort();
    Ok(files)
}

fn has_extension(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    EXTENSIONS.iter().any(|e| extension.eq_ignore_ascii_case(e))
}
