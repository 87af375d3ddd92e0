//! Where answers go: standard output, one file, or a folder with a file or more for each document. Files and folders
//! never show half of anything: what is being written has another name until it is whole.

use super::journal::State;
use crate::input::{Found, Source};
use anyhow::{Context, bail};
use inquit_formats::write::{Answer, Format, Options, Part};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Where a command line wants the output.
#[derive(Clone)]
pub(super) enum Place {
    File(PathBuf),
    Folder(PathBuf),
    /// A device or a pipe by name: written as it is, and never gone on with.
    Stream(PathBuf),
}

impl Place {
    /// A folder if there is one of that name, if it ends in a slash, or if the format needs one.
    pub(super) fn of(out: &Path, format: Format, options: Options) -> Self {
        let slash = out.as_os_str().as_encoded_bytes().last().is_some_and(|b| *b == b'/' || *b == b'\\');
        if slash || out.is_dir() || format.parts(options).len() > 1 {
            Self::Folder(out.to_owned())
        } else if is_stream(out) {
            Self::Stream(out.to_owned())
        } else {
            Self::File(out.to_owned())
        }
    }

    /// Where the state of the run is kept, if it can be gone on with at all.
    pub(super) fn journal(&self) -> Option<PathBuf> {
        match self {
            Self::File(path) => Some(with_suffix(path, ".resume")),
            Self::Folder(folder) => Some(folder.join(".inquit.resume")),
            Self::Stream(_) => None,
        }
    }

    /// Whether an interrupted run can be gone on with: always in a folder, in one file if the format allows it.
    pub(super) fn can_resume(&self, format: Format, options: Options) -> bool {
        match self {
            Self::File(_) => only(format, options).is_ok_and(|mut part| part.writer.resume()),
            Self::Folder(_) => true,
            Self::Stream(_) => false,
        }
    }

    /// What a file is called until it is whole.
    pub(super) fn part(&self, path: &Path) -> PathBuf {
        with_suffix(path, ".part")
    }
}

/// Whether there is something of that name that is no file and no folder.
pub(super) fn is_stream(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir())
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(suffix);
    name.into()
}

pub(super) enum Output {
    Standard { out: BufWriter<io::StdoutLock<'static>>, part: Part },
    Stream { out: BufWriter<File>, part: Part, path: PathBuf },
    File { out: BufWriter<File>, part: Part, path: PathBuf },
    Folder { folder: PathBuf, format: Format, options: Options, inputs: Inputs },
}

impl Output {
    /// Opens it, at the place where an interrupted run had come to, and writes what stands before all documents.
    pub(super) fn open(
        place: Option<&Place>,
        format: Format,
        options: Options,
        inputs: Inputs,
        state: &State,
    ) -> anyhow::Result<Self> {
        let Some(place) = place else {
            let mut part = only(format, options)?;
            let mut out = crate::output::stdout();
            part.writer.begin(&mut out)?;
            return Ok(Self::Standard { out, part });
        };
        let (path, stream) = match place.clone() {
            Place::Folder(folder) => {
                if folder.is_file() {
                    bail!("{} is a file, and {} needs a folder", folder.display(), format.name());
                }
                fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
                return Ok(Self::Folder { inputs: inputs.below(&folder), folder, format, options });
            }
            Place::File(path) => (path, false),
            Place::Stream(path) => (path, true),
        };
        let mut part = only(format, options)?;
        let begun = if stream { path.clone() } else { with_suffix(&path, ".part") };
        let cannot = || format!("cannot write {}", begun.display());
        inputs.spare(&path)?;
        if state.items > 0 {
            let mut file = OpenOptions::new().write(true).open(&begun).with_context(cannot)?;
            if file.metadata().with_context(cannot)?.len() < state.bytes || !part.writer.resume() {
                bail!("cannot resume: a part of {} is lost; start anew without --resume", begun.display());
            }
            file.set_len(state.bytes).with_context(cannot)?;
            file.seek(SeekFrom::End(0)).with_context(cannot)?;
            return Ok(Self::File { out: buffered(file), part, path });
        }
        let file = if stream { OpenOptions::new().write(true).open(&begun) } else { File::create(&begun) };
        let mut out = buffered(file.with_context(cannot)?);
        part.writer.begin(&mut out).with_context(cannot)?;
        Ok(if stream { Self::Stream { out, part, path } } else { Self::File { out, part, path } })
    }

    /// Whether each document needs the name of a file.
    pub(super) const fn wants_names(&self) -> bool {
        matches!(self, Self::Folder { .. })
    }

    /// One document; `file` is what to call it in a folder.
    pub(super) fn document(&mut self, file: Option<&str>, answer: &Answer<'_>) -> anyhow::Result<()> {
        match self {
            Self::Standard { out, part } => Ok(part.writer.document(out, answer)?),
            Self::Stream { out, part, path } | Self::File { out, part, path } => {
                part.writer.document(out, answer).with_context(|| format!("cannot write {}", path.display()))
            }
            Self::Folder { folder, format, options, inputs } => {
                let name = folder.join(file.unwrap_or("document"));
                for part in format.parts(*options) {
                    let path = with_suffix(&name, &format!(".{}", part.extension));
                    inputs.spare(&path)?;
                    whole(&path, part, answer).with_context(|| format!("cannot write {}", path.display()))?;
                }
                Ok(())
            }
        }
    }

    /// Lets a reader at the other end see what is there.
    pub(super) fn flush(&mut self) -> anyhow::Result<()> {
        match self {
            Self::Standard { out, .. } => Ok(out.flush()?),
            Self::Stream { out, path, .. } => {
                out.flush().with_context(|| format!("cannot write {}", path.display()))
            }
            Self::File { .. } | Self::Folder { .. } => Ok(()),
        }
    }

    /// Makes sure that all of it is on disk, and tells how much there is.
    pub(super) fn sync(&mut self) -> anyhow::Result<u64> {
        match self {
            Self::Standard { .. } | Self::Stream { .. } | Self::Folder { .. } => Ok(0),
            Self::File { out, path, .. } => {
                let cannot = || format!("cannot write {}", path.display());
                out.flush().with_context(cannot)?;
                out.get_ref().sync_data().with_context(cannot)?;
                out.stream_position().with_context(cannot)
            }
        }
    }

    /// Removes what was written of a file.
    pub(super) fn discard(&self) {
        if let Self::File { path, .. } = self {
            let _ = fs::remove_file(with_suffix(path, ".part"));
        }
    }

    /// Writes what stands behind all documents, and gives it its name.
    pub(super) fn finish(&mut self) -> anyhow::Result<()> {
        match self {
            Self::Standard { out, part } => {
                part.writer.end(out)?;
                Ok(out.flush()?)
            }
            Self::Stream { out, part, path } => part
                .writer
                .end(out)
                .and_then(|()| out.flush())
                .with_context(|| format!("cannot write {}", path.display())),
            Self::File { out, part, path } => part
                .writer
                .end(out)
                .and_then(|()| out.flush())
                .and_then(|()| out.get_ref().sync_all())
                .and_then(|()| fs::rename(with_suffix(path, ".part"), &*path))
                .with_context(|| format!("cannot write {}", path.display())),
            Self::Folder { .. } => Ok(()),
        }
    }
}

/// The files that are read, so that none of them is written over.
#[derive(Default)]
pub(super) struct Inputs(BTreeSet<PathBuf>);

impl Inputs {
    pub(super) fn of(sources: &[Found]) -> Self {
        Self(
            sources
                .iter()
                .flatten()
                .filter_map(Source::file_path)
                .filter_map(|p| fs::canonicalize(p).ok())
                .collect(),
        )
    }

    /// Those in a folder and the folders in it: an output into that folder can meet no others.
    fn below(mut self, folder: &Path) -> Self {
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        self.0.retain(|path| path.starts_with(&folder));
        self
    }

    /// Complains if a file that is to be written is one of them.
    pub(super) fn spare(&self, path: &Path) -> anyhow::Result<()> {
        if !self.0.is_empty() && fs::canonicalize(path).is_ok_and(|p| self.0.contains(&p)) {
            bail!("{} is an input, and would be written over; write elsewhere", path.display());
        }
        Ok(())
    }
}

/// The one file that a format is made of.
fn only(format: Format, options: Options) -> anyhow::Result<Part> {
    let mut parts = format.parts(options);
    match (parts.pop(), parts.is_empty()) {
        (Some(part), true) => Ok(part),
        _ => bail!(
            "{} is made of several files for each document; name a folder for them with --out",
            format.name()
        ),
    }
}

fn buffered(file: File) -> BufWriter<File> {
    BufWriter::with_capacity(1 << 18, file)
}

/// Writes a file with one document under another name first.
fn whole(path: &Path, mut part: Part, answer: &Answer<'_>) -> io::Result<()> {
    let begun = with_suffix(path, ".part");
    let create = || File::create(&begun);
    let file = create().or_else(|e| match (e.kind(), path.parent()) {
        (io::ErrorKind::NotFound, Some(parent)) => fs::create_dir_all(parent).and_then(|()| create()),
        _ => Err(e),
    })?;
    let mut out = buffered(file);
    part.writer.begin(&mut out)?;
    part.writer.document(&mut out, answer)?;
    part.writer.end(&mut out)?;
    out.flush()?;
    fs::rename(&begun, path)
}
