//! Paths to inputs, and inputs to documents.

use crate::args::Input;
use crate::exit::Outcome;
use crate::output::complain;
use inquit_formats::read::{Hint, Kind};
use inquit_formats::{Article, Documents, ReadError};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufReader, IsTerminal, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// One input: a file or standard input.
pub(crate) struct Source {
    /// As messages call it.
    pub(crate) name: String,
    path: Option<PathBuf>,
    hint: Hint,
    /// Bytes on disk; `None` where nobody knows.
    pub(crate) size: Option<u64>,
}

/// What the paths of a command line lead to: inputs, and what is wrong with the others.
pub(crate) type Found = Result<Source, (String, anyhow::Error)>;

/// The inputs of a command line, in its order; the files of a folder are sorted. Without paths, standard input.
pub(crate) fn sources(input: &Input) -> Vec<Found> {
    let stdin = [PathBuf::from("-")];
    let paths = if input.paths.is_empty() { &stdin } else { input.paths.as_slice() };
    let mut found = vec![];
    for path in paths {
        if path.as_os_str() == "-" {
            let name = "standard input".to_owned();
            found.push(Ok(Source { name, path: None, hint: Hint::unnamed("stdin"), size: None }));
        } else if path.is_dir() {
            folder(path, input, &mut found);
        } else if !path.exists() && path.to_string_lossy().contains(['*', '?', '[']) {
            pattern(path, input, &mut found);
        } else {
            found.push(Ok(Source::file(path, Hint::from_path(path))));
        }
    }
    found
}

/// Calls `each` with every document of a command line, in order. What cannot be read is told on standard error and
/// skipped; the others go on.
///
/// # Errors
///
/// Those of `each`, which end the run.
pub(crate) fn for_each(
    input: &Input,
    mut each: impl FnMut(Article) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Complete;
    for found in sources(input) {
        let read = found.and_then(|source| {
            let documents = source.documents(input, &Arc::default());
            documents.map(|d| (source.name.clone(), d)).map_err(|e| (source.name, e.into()))
        });
        let (name, documents) = match read {
            Ok(read) => read,
            Err((name, e)) => {
                complain(format_args!("{name}: {e:#}"));
                outcome = Outcome::Skipped;
                continue;
            }
        };
        for document in documents {
            match document {
                Ok(article) => {
                    for note in &article.notes {
                        complain(format_args!("{name}: note: {note}"));
                    }
                    each(article)?;
                }
                Err(e) => {
                    complain(format_args!("{name}: {}", in_words(&e)));
                    outcome = Outcome::Skipped;
                }
            }
        }
    }
    Ok(outcome)
}

/// An error as it is told behind the name of the input, which already says that it is about reading.
pub(crate) fn in_words(error: &ReadError) -> String {
    match error {
        ReadError::Io(e) => e.to_string(),
        e => e.to_string(),
    }
}

impl Source {
    fn file(path: &Path, hint: Hint) -> Self {
        let size = fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|m| m.len());
        Self { name: path.display().to_string(), path: Some(path.to_owned()), hint, size }
    }

    /// The file it is, unless it is standard input.
    pub(crate) fn file_path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What tells this input from another of the same name: its size and when it was changed.
    pub(crate) fn stamp(&self) -> String {
        self.path.as_ref().map_or_else(|| self.name.clone(), |p| stamp(p))
    }

    /// The documents in it. `read` counts the bytes that were read of it.
    ///
    /// # Errors
    ///
    /// If it cannot be opened.
    pub(crate) fn documents(&self, input: &Input, read: &Arc<AtomicU64>) -> io::Result<Documents<'static>> {
        let options = input.options();
        let Some(path) = &self.path else {
            let stdin = io::stdin();
            if stdin.is_terminal() {
                complain(
                    "inquit: reading text from the terminal; end it with Ctrl-D, or give a file: see --help",
                );
            }
            let counted = Counted { inner: stdin.lock(), read: read.clone() };
            return Ok(Documents::with(BufReader::new(counted), self.hint.clone(), options));
        };
        let counted = Counted { inner: File::open(path)?, read: read.clone() };
        Ok(if self.size.is_some() {
            Documents::seekable(counted, self.hint.clone(), options)
        } else {
            // A pipe by name.
            Documents::with(BufReader::new(counted), self.hint.clone(), options)
        })
    }
}

/// What tells a file from another of the same name, or from what it was before.
pub(crate) fn stamp(path: &Path) -> String {
    let about = fs::metadata(path).ok();
    let size = about.as_ref().filter(|m| m.is_file()).map(fs::Metadata::len);
    let changed = about.and_then(|m| m.modified().ok());
    let changed = changed.and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
    format!("{} {size:?} {:?}", path.display(), changed.map(|d| d.as_nanos()))
}

/// Counts what is read through it.
struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read.fetch_add(read as u64, Relaxed);
        Ok(read)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// The files that a pattern of the command line matches.
fn pattern(path: &Path, input: &Input, found: &mut Vec<Found>) {
    let name = path.display().to_string();
    // Hidden files have to be named.
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..Default::default() };
    let paths = match glob::glob_with(&path.to_string_lossy(), options) {
        Ok(paths) => paths,
        Err(e) => return found.push(Err((name, anyhow::anyhow!("no file and no pattern: {e}")))),
    };
    let before = found.len();
    for path in paths {
        match path {
            Ok(path) if path.is_dir() => {}
            Ok(path) if is_left_out(&path, input) => {}
            Ok(path) => found.push(Ok(Source::file(&path, Hint::from_path(&path)))),
            Err(e) => found.push(Err((e.path().display().to_string(), std::io::Error::from(e).into()))),
        }
    }
    if found.len() == before {
        found.push(Err((name, anyhow::anyhow!("no file matches this pattern"))));
    }
}

/// The readable files of a folder and of those in it, sorted; hidden ones are left out.
fn folder(root: &Path, input: &Input, found: &mut Vec<Found>) {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    let before = found.len();
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(e) => {
                found.push(Err((folder.display().to_string(), e.into())));
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            // A link to a folder might lead round in a circle.
            if entry.file_type().is_ok_and(|t| t.is_dir()) {
                folders.push(path);
            } else if is_wanted(path.strip_prefix(root).unwrap_or(&path), input)
                // A link that leads nowhere is told when it is opened; pipes and devices have to be named.
                && fs::metadata(&path).map_or(true, |m| m.is_file())
            {
                files.push(path);
            }
        }
    }
    if files.is_empty() && found.len() == before {
        let ends = Kind::extensions().collect::<Vec<_>>().join(", .");
        let problem = if input.include.is_empty() && input.exclude.is_empty() {
            anyhow::anyhow!(
                "no file in this folder ends in .{ends}; name the files to read, or use --include"
            )
        } else {
            anyhow::anyhow!("no file in this folder is left by --include and --exclude")
        };
        found.push(Err((root.display().to_string(), problem)));
    }
    files.sort();
    let source = |path: &PathBuf| {
        let hint = Hint::from_relative(path.strip_prefix(root).unwrap_or(path));
        Ok(Source::file(path, hint))
    };
    found.extend(files.iter().map(source));
}

fn is_wanted(path: &Path, input: &Input) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    let wanted = if input.include.is_empty() {
        Kind::from_extension(extension).is_some()
    } else {
        input.include.iter().any(|p| p.matches_path(path))
    };
    wanted && !is_left_out(path, input)
}

fn is_left_out(path: &Path, input: &Input) -> bool {
    input.exclude.iter().any(|p| p.matches_path(path))
}
