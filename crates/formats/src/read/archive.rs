//! Zip archives: folders of documents, and the two kinds of document that are archives themselves. The library reads the
//! archive's directory; what is in it is unpacked here, within the limits and as a stream.

use super::documents::{Input, Items, Layer};
use super::source::{Counted, Shared, unpacked};
use super::{Hint, Kind, Limits, ReadError};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use zip::{CompressionMethod, ZipArchive};

/// The documents of an archive, or the one that it is.
pub(super) fn documents<'a>(kind: Kind, shared: Shared, layer: Layer) -> Result<Items<'a>, ReadError> {
    #[allow(unused_mut)] // with some features off
    let mut archive = Archive::open(shared, layer.options.limits)?;
    match kind {
        #[cfg(feature = "epub")]
        Kind::Epub => return Ok(super::documents::one(super::epub::document(&mut archive, &layer))),
        #[cfg(feature = "epub")]
        Kind::Zip if archive.has(super::epub::CONTAINER) => {
            return Ok(super::documents::one(super::epub::document(&mut archive, &layer)));
        }
        #[cfg(feature = "docx")]
        Kind::Docx => return Ok(super::documents::one(super::docx::document(&mut archive, &layer))),
        #[cfg(feature = "docx")]
        Kind::Zip if archive.has(super::docx::MAIN) => {
            return Ok(super::documents::one(super::docx::document(&mut archive, &layer)));
        }
        Kind::Zip => {}
        kind => {
            let problem = format!("it is {}, which this build cannot read", kind.name());
            return Err(ReadError::Unsupported { problem });
        }
    }
    let readable = |e: &&Entry| {
        let extension = Path::new(&e.name).extension().and_then(|e| e.to_str()).unwrap_or_default();
        let file = e.name.rsplit('/').next().unwrap_or_default();
        let hidden = file.starts_with('.') || e.name.starts_with("__MACOSX/");
        !hidden && Kind::from_extension(extension).is_some()
    };
    let entries: Vec<Entry> = archive.entries.iter().filter(readable).cloned().collect();
    if entries.is_empty() && !archive.entries.is_empty() {
        let problem = "no file in this archive has a name that ends as those that can be read".to_owned();
        return Err(ReadError::Unsupported { problem });
    }
    Ok(Box::new(Folder { archive, entries: entries.into_iter(), layer, open: None }))
}

/// The documents of the files in an archive, in the order of the archive.
struct Folder<'a> {
    archive: Archive,
    entries: std::vec::IntoIter<Entry>,
    layer: Layer,
    open: Option<(String, Items<'a>)>,
}

impl Iterator for Folder<'_> {
    type Item = super::documents::Item;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((name, documents)) = &mut self.open {
                if let Some(item) = documents.next() {
                    return Some(item.map_err(|e| e.within(name)));
                }
                self.open = None;
            }
            let entry = self.entries.next()?;
            match self.archive.stream(&entry) {
                Ok(stream) => {
                    let hint = Hint::from_relative(Path::new(&entry.name));
                    let documents = self.layer.inner(hint).open(Input::Stream(stream));
                    self.open = Some((entry.name, documents));
                }
                Err(e) => return Some(Err(e.within(&entry.name))),
            }
        }
    }
}

/// A file in an archive.
#[derive(Clone)]
struct Entry {
    name: String,
    start: u64,
    packed: u64,
    method: CompressionMethod,
    encrypted: bool,
}

/// An archive and what is in it.
pub(super) struct Archive {
    shared: Shared,
    entries: Vec<Entry>,
    names: HashMap<String, usize>,
    limits: Limits,
    /// How many bytes were unpacked for [`read`](Self::read).
    read: u64,
}

impl Archive {
    pub(super) fn open(shared: Shared, limits: Limits) -> Result<Self, ReadError> {
        let damaged = |e: zip::result::ZipError| match e {
            zip::result::ZipError::Io(e) if e.kind() != std::io::ErrorKind::UnexpectedEof => e.into(),
            e => ReadError::damaged("zip", format!("the list of files at its end can't be read ({e})")),
        };
        let mut archive = ZipArchive::new(shared.clone()).map_err(damaged)?;
        let count = archive.len();
        if count > limits.entries {
            return Err(ReadError::Entries { entries: count, limit: limits.entries });
        }
        let mut entries = Vec::with_capacity(count);
        for i in 0..count {
            let file = archive.by_index_raw(i).map_err(damaged)?;
            if file.is_dir() {
                continue;
            }
            let name = file.name().map_err(damaged)?.replace('\\', "/");
            entries.push(Entry {
                name,
                start: file.data_start().unwrap_or(u64::MAX),
                packed: file.compressed_size(),
                method: file.compression(),
                encrypted: file.encrypted(),
            });
        }
        let names = (0..).zip(&entries).map(|(i, e)| (e.name.clone(), i)).collect();
        Ok(Self { shared, entries, names, limits, read: 0 })
    }

    #[cfg(any(feature = "docx", feature = "epub"))]
    fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// A whole file; `None` if it is not there. All files together may not be larger than a document.
    #[cfg(any(feature = "docx", feature = "epub"))]
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(entry) = self.names.get(name).and_then(|&i| self.entries.get(i)) else { return Ok(None) };
        let limit = self.limits.document();
        let left = limit.saturating_sub(self.read);
        let bytes = self.stream(entry).and_then(|mut s| super::source::read_all(&mut s, left)).map_err(
            |e| match e {
                ReadError::TooLarge { .. } => ReadError::TooLarge { limit },
                e => e.within(name),
            },
        )?;
        self.read += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// A file as it is unpacked.
    fn stream<'a>(&self, entry: &Entry) -> Result<Box<dyn BufRead + 'a>, ReadError> {
        if entry.encrypted {
            let problem = "it is encrypted; unpack it with its password first".to_owned();
            return Err(ReadError::Unsupported { problem });
        }
        let packed = self.shared.from(entry.start).take(entry.packed);
        let (packed, read) = Counted::new(BufReader::with_capacity(1 << 15, packed));
        match entry.method {
            CompressionMethod::Stored => Ok(Box::new(BufReader::new(packed))),
            CompressionMethod::DEFLATE => {
                Ok(unpacked("zip", flate2::read::DeflateDecoder::new(packed), read, self.limits))
            }
            #[cfg(feature = "zstd")]
            CompressionMethod::ZSTD => {
                Ok(unpacked("zip", zstd::stream::read::Decoder::new(packed)?, read, self.limits))
            }
            method => Err(ReadError::Unsupported {
                problem: format!("it is packed with {method:?}, which is not known here; unpack it first"),
            }),
        }
    }
}
