//! What an input is: by its first bytes, else by its name.

use std::ffi::OsStr;
use std::path::Path;

/// What an input is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Kind {
    /// Plain text: one document.
    Text,
    /// Markdown: one document.
    Markdown,
    /// A web page: one document, its main text.
    Html,
    /// An e-book: one document, its chapters in reading order.
    Epub,
    /// A document of Word: one document.
    Docx,
    /// A JSON object a line, a document each.
    JsonLines,
    /// A table with commas: a document a row.
    Csv,
    /// A table with tabs: a document a row.
    Tsv,
    /// A table by column: a document a row.
    Parquet,
    /// A web archive: a document for each page in it.
    Warc,
    /// Something packed with gzip.
    Gzip,
    /// Something packed with zstd.
    Zstd,
    /// An archive: a document or more for each file in it.
    Zip,
}

/// Names of files end so; the first is the usual one.
const EXTENSIONS: [(Kind, &[&str]); 13] = [
    (Kind::Text, &["txt", "text"]),
    (Kind::Markdown, &["md", "markdown"]),
    (Kind::Html, &["html", "htm", "xhtml"]),
    (Kind::Epub, &["epub"]),
    (Kind::Docx, &["docx"]),
    (Kind::JsonLines, &["jsonl", "ndjson"]),
    (Kind::Csv, &["csv"]),
    (Kind::Tsv, &["tsv", "tab"]),
    (Kind::Parquet, &["parquet"]),
    (Kind::Warc, &["warc", "wet"]),
    (Kind::Gzip, &["gz"]),
    (Kind::Zstd, &["zst"]),
    (Kind::Zip, &["zip"]),
];

impl Kind {
    /// All that a user can name; what is packed is always found out.
    pub const NAMED: [Self; 10] = [
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Epub,
        Self::Docx,
        Self::JsonLines,
        Self::Csv,
        Self::Tsv,
        Self::Parquet,
        Self::Warc,
    ];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Epub => "epub",
            Self::Docx => "docx",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Parquet => "parquet",
            Self::Warc => "warc",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Zip => "zip",
        }
    }

    /// The kind of that name among those that can be named.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMED.into_iter().find(|k| k.name() == name)
    }

    /// By the end of a file's name.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let is = |e: &&str| e.eq_ignore_ascii_case(extension);
        EXTENSIONS.iter().find(|(_, all)| all.iter().any(&is)).map(|(kind, _)| *kind)
    }

    /// The ends of names of files that can be read, such as `txt`.
    pub fn extensions() -> impl Iterator<Item = &'static str> {
        EXTENSIONS.iter().flat_map(|(_, all)| all.iter().copied())
    }

    /// By how an input begins; `None` where that tells nothing, as in plain text. `lines` says whether a first line is
    /// a document of JSON lines.
    pub(super) fn from_content(head: &[u8], lines: impl Fn(&[u8]) -> bool) -> Option<Self> {
        const MAGIC: [(&[u8], Kind); 6] = [
            (b"\x1F\x8B", Kind::Gzip),
            (b"\x28\xB5\x2F\xFD", Kind::Zstd),
            (b"PK\x03\x04", Kind::Zip),
            (b"PK\x05\x06", Kind::Zip), // an archive with nothing in it
            (b"PAR1", Kind::Parquet),
            (b"WARC/", Kind::Warc),
        ];
        if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
            return Some(*kind);
        }
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        if is_html(head) {
            return Some(Self::Html);
        }
        let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
        (line.trim_ascii_start().starts_with(b"{") && lines(line)).then_some(Self::JsonLines)
    }

    /// Whether it can only be read from its end, or by jumping about.
    pub(super) const fn needs_seek(self) -> bool {
        matches!(self, Self::Zip | Self::Epub | Self::Docx | Self::Parquet)
    }
}

/// Whether it begins as web pages do, behind white space, comments and an XML declaration.
fn is_html(head: &[u8]) -> bool {
    let mut rest = head.trim_ascii_start();
    for _ in 0..8 {
        let skipped = ["<!--", "<?"].iter().zip(["-->", "?>"]).find_map(|(open, close)| {
            let inside = rest.strip_prefix(open.as_bytes())?;
            let end = inside.windows(close.len()).position(|w| w == close.as_bytes())?;
            inside.get(end + close.len()..)
        });
        match skipped {
            Some(behind) => rest = behind.trim_ascii_start(),
            None => break,
        }
    }
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|start| rest.get(..start.len()).is_some_and(|r| r.eq_ignore_ascii_case(start.as_bytes())))
}

/// What the name of an input tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// The id of a document that brings none.
    pub id: String,
    /// What the end of the name says that it is, once unpacked.
    pub kind: Option<Kind>,
}

impl Hint {
    /// From the path of a file: the id is its name without folders and extension, and without `.gz` or `.zst`.
    ///
    /// ```
    /// use inquit_formats::read::{Hint, Kind};
    /// let hint = Hint::from_path("old/news.jsonl.gz".as_ref());
    /// assert_eq!((hint.id.as_str(), hint.kind), ("news", Some(Kind::JsonLines)));
    /// ```
    #[must_use]
    pub fn from_path(path: &Path) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str());
        Self::from_relative(Path::new(name))
    }

    /// The same with the folders in the id, for a path within a folder or an archive: `a/news.txt` has the id `a/news`.
    #[must_use]
    pub fn from_relative(path: &Path) -> Self {
        let of = |p: &Path| p.extension().and_then(OsStr::to_str).and_then(Kind::from_extension);
        let (mut path, mut kind) = (path.to_owned(), of(path));
        while matches!(kind, Some(Kind::Gzip | Kind::Zstd)) {
            path.set_extension("");
            kind = of(&path);
        }
        let id = path.with_extension("");
        let id = if id.as_os_str().is_empty() { path } else { id };
        let id = id.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        Self { id, kind }
    }

    /// For an input without a name.
    #[must_use]
    pub fn unnamed(id: &str) -> Self {
        Self { id: id.to_owned(), kind: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells() {
        let kind = |head: &[u8]| Kind::from_content(head, |line| line.ends_with(b"}"));
        assert_eq!(kind(b"\x1F\x8B\x08"), Some(Kind::Gzip));
        assert_eq!(kind(b"WARC/1.0\r\n"), Some(Kind::Warc));
        assert_eq!(kind(b"\n <!DOCTYPE HTML>"), Some(Kind::Html));
        assert_eq!(kind(b"<?xml version='1.0'?><!-- a > b --><html>"), Some(Kind::Html));
        assert_eq!(kind(b"<em>Well</em>, he said."), None);
        assert_eq!(kind(b"<!-- without end"), None);
        assert_eq!(kind(b"\xEF\xBB\xBF{}\n"), Some(Kind::JsonLines));
        assert_eq!(kind(b"{ no\n}"), None);
        assert_eq!(kind(b""), None);
    }

    #[test]
    fn names_tell_id_and_kind() {
        let hint = |name: &str| {
            let hint = Hint::from_relative(Path::new(name));
            (hint.id, hint.kind)
        };
        assert_eq!(hint("a/b.TXT"), ("a/b".into(), Some(Kind::Text)));
        assert_eq!(hint("b.warc.gz"), ("b".into(), Some(Kind::Warc)));
        assert_eq!(hint("b.gz"), ("b".into(), None));
        assert_eq!(hint("v1.2.txt").0, "v1.2");
        assert_eq!(hint(".txt").0, ".txt");
        assert_eq!(Hint::from_path(Path::new("/x/y.html")).id, "y");
    }

    #[test]
    fn every_named_kind_has_an_extension() {
        for kind in Kind::NAMED {
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
            assert!(EXTENSIONS.iter().any(|(k, _)| *k == kind));
        }
    }
}
