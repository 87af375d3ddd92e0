//! Where answers go: standard output, one file, or a folder with a file or more for each document. Files and folders
//! never show half of anything: what is being written has another name until it is whole.

use super::journal::State;
use anyhow::{Context, bail};
use inquit_formats::write::{Answer, Format, Options, Part};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Where a command line wants the output.
#[derive(Clone)]
pub(super) enum Place {
    File(PathBuf),
    Folder(PathBuf),
}

impl Place {
    /// A folder if there is one of that name, if it ends in a slash, or if the format needs one.
    pub(super) fn of(out: &Path, format: Format, options: Options) -> Self {
        let slash = out.as_os_str().as_encoded_bytes().last().is_some_and(|b| *b == b'/' || *b == b'\\');
        if slash || out.is_dir() || format.parts(options).len() > 1 {
            Self::Folder(out.to_owned())
        } else {
            Self::File(out.to_owned())
        }
    }

    /// Where the state of the run is kept.
    pub(super) fn journal(&self) -> PathBuf {
        match self {
            Self::File(path) => with_suffix(path, ".resume"),
            Self::Folder(folder) => folder.join(".inquit.resume"),
        }
    }

    /// What a file is called until it is whole.
    pub(super) fn part(&self, path: &Path) -> PathBuf {
        with_suffix(path, ".part")
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(suffix);
    name.into()
}

pub(super) enum Output {
    Standard { out: BufWriter<io::StdoutLock<'static>>, part: Part },
    File { out: BufWriter<File>, part: Part, path: PathBuf },
    Folder { folder: PathBuf, format: Format, options: Options },
}

impl Output {
    /// Opens it, at the place where an interrupted run had come to, and writes what stands before all documents.
    pub(super) fn open(
        out: Option<&Path>,
        format: Format,
        options: Options,
        state: &State,
    ) -> anyhow::Result<Self> {
        let Some(out) = out else {
            let mut part = only(format, options)?;
            let mut out = crate::output::stdout();
            part.writer.begin(&mut out)?;
            return Ok(Self::Standard { out, part });
        };
        let path = match Place::of(out, format, options) {
            Place::Folder(folder) => {
                fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
                return Ok(Self::Folder { folder, format, options });
            }
            Place::File(path) => path,
        };
        let mut part = only(format, options)?;
        let begun = with_suffix(&path, ".part");
        let cannot = || format!("cannot write {}", begun.display());
        if state.items > 0 {
            if !part.writer.resume() {
                bail!(
                    "cannot resume: a {} file can't be gone on with; write to a folder (--out {}/), or start anew without --resume",
                    format.name(),
                    out.display()
                );
            }
            let mut file = OpenOptions::new().write(true).open(&begun).with_context(cannot)?;
            if file.metadata().with_context(cannot)?.len() < state.bytes {
                bail!("cannot resume: a part of {} is lost; start anew without --resume", begun.display());
            }
            file.set_len(state.bytes).with_context(cannot)?;
            file.seek(SeekFrom::End(0)).with_context(cannot)?;
            return Ok(Self::File { out: buffered(file), part, path });
        }
        let mut out = buffered(File::create(&begun).with_context(cannot)?);
        part.writer.begin(&mut out).with_context(cannot)?;
        Ok(Self::File { out, part, path })
    }

    /// Whether each document needs the name of a file.
    pub(super) const fn wants_names(&self) -> bool {
        matches!(self, Self::Folder { .. })
    }

    /// One document; `file` is what to call it in a folder.
    pub(super) fn document(&mut self, file: Option<&str>, answer: &Answer<'_>) -> anyhow::Result<()> {
        match self {
            Self::Standard { out, part } => Ok(part.writer.document(out, answer)?),
            Self::File { out, part, path } => {
                part.writer.document(out, answer).with_context(|| format!("cannot write {}", path.display()))
            }
            Self::Folder { folder, format, options } => {
                let name = folder.join(file.unwrap_or("document"));
                for part in format.parts(*options) {
                    let path = with_suffix(&name, &format!(".{}", part.extension));
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
            Self::File { .. } | Self::Folder { .. } => Ok(()),
        }
    }

    /// Makes sure that all of it is on disk, and tells how much there is.
    pub(super) fn sync(&mut self) -> anyhow::Result<u64> {
        match self {
            Self::Standard { .. } | Self::Folder { .. } => Ok(0),
            Self::File { out, path, .. } => {
                let cannot = || format!("cannot write {}", path.display());
                out.flush().with_context(cannot)?;
                out.get_ref().sync_data().with_context(cannot)?;
                out.stream_position().with_context(cannot)
            }
        }
    }

    /// Writes what stands behind all documents, and gives it its name.
    pub(super) fn finish(&mut self) -> anyhow::Result<()> {
        match self {
            Self::Standard { out, part } => {
                part.writer.end(out)?;
                Ok(out.flush()?)
            }
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
