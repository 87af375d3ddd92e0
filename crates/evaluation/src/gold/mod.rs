//! Gold quotations, whoever annotated them and in whatever form: JSON lines, brat, WebAnno TSV, the tables of the
//! Project Dialogism Novel Corpus, those of LitBank, and those that BookNLP writes.
//!
//! [`read`] looks at a path's name, and at what lies beside it:
//!
//! | path | read as |
//! |---|---|
//! | `x.jsonl`, `x.ndjson` | a document a line |
//! | `x.ann` beside `x.txt` | brat standoff |
//! | `x.tsv` that begins with `#FORMAT=WebAnno TSV` | WebAnno TSV 3 |
//! | `quotation_info.csv` beside `novel_text.txt` and `character_info.csv` | PDNC |
//! | `x.tsv` with `QUOTE` and `ATTRIB` lines, beside `x.txt` | LitBank quotations |
//! | `x.quotes` beside `x.tokens` | BookNLP |
//! | a folder | all of these in it |

mod answer;
mod book;
mod brat;
mod jsonl;
mod litbank;
mod pdnc;
mod webanno;

pub(crate) use jsonl::{any_spans, text};
pub use jsonl::{spans, to_line};

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// A stretch of text in code points, half open.
pub type Span = (u32, u32);

/// An annotated document.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// Its name.
    pub doc_id: String,
    /// The corpus it belongs to; empty if it does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub corpus: String,
    /// Its text.
    pub text: String,
    /// What is said in it, in order.
    pub quotations: Vec<Quotation>,
    /// Who could speak; empty where the corpus annotates nobody.
    #[serde(default)]
    pub entities: Vec<Entity>,
}

/// An annotated quotation.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Quotation {
    /// Its name, unique in the document.
    #[serde(default)]
    pub id: String,
    /// `direct`, `indirect` or `mixed`.
    #[serde(rename = "type", default = "direct", deserialize_with = "jsonl::kind")]
    pub kind: String,
    /// What is said.
    #[serde(deserialize_with = "jsonl::any_spans")]
    pub content: Vec<Span>,
    /// The words that report; empty if there are none or nobody annotated them.
    #[serde(default, deserialize_with = "jsonl::any_spans")]
    pub cue: Vec<Span>,
    /// The words that name who says it.
    #[serde(default, deserialize_with = "jsonl::any_spans")]
    pub source: Vec<Span>,
    /// Who says it: `None` if speakers are not annotated, `Some(None)` if the text does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "jsonl::present")]
    pub speaker: Option<Option<String>>,
    /// `explicit`, `anaphoric` or `implicit`, where annotated.
    #[serde(default)]
    pub explicitness: Option<String>,
    /// The entities that it is said to.
    #[serde(default)]
    pub addressees: Vec<String>,
}

impl Quotation {
    /// The entity that says it.
    #[must_use]
    pub fn said_by(&self) -> Option<&str> {
        self.speaker.as_ref().and_then(Option::as_deref).filter(|s| !s.is_empty())
    }
}

/// Somebody who could speak.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Entity {
    /// Its name within the document.
    #[serde(deserialize_with = "jsonl::text")]
    pub id: String,
    /// What it is called.
    #[serde(default, deserialize_with = "jsonl::text")]
    pub name: String,
    /// What else it is called.
    #[serde(default, deserialize_with = "jsonl::texts")]
    pub aliases: Vec<String>,
    /// Where it is mentioned.
    #[serde(default, deserialize_with = "jsonl::any_spans")]
    pub mentions: Vec<Span>,
}

fn direct() -> String {
    "direct".to_owned()
}

/// Why a gold file could not be read: which file, where in it, what is wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GoldError {
    /// The system could not read it.
    #[error("{path}: cannot read it: {source}")]
    Io {
        /// Which file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// Nothing in it that is read as gold.
    #[error(
        "{path}: not gold in any form that is read; give .jsonl, .ann beside .txt, a WebAnno .tsv, a LitBank .tsv beside its .txt, quotation_info.csv beside novel_text.txt, or .quotes beside .tokens"
    )]
    Unknown {
        /// Which path.
        path: String,
    },
    /// Something in it makes no sense.
    #[error("{path}:{line}: {problem}")]
    Bad {
        /// Which file.
        path: String,
        /// Counted from 1.
        line: usize,
        /// What is wrong, and what is expected.
        problem: String,
    },
    /// A span that lies outside its text.
    #[error(
        "{path}: document {doc}: the span {start}..{end} lies outside the text, which has {length} code points"
    )]
    Outside {
        /// Which file.
        path: String,
        /// Which document.
        doc: String,
        /// Where the span begins.
        start: u32,
        /// Where it ends.
        end: u32,
        /// Code points of the text.
        length: u32,
    },
}

/// Makes errors of one file.
#[derive(Clone, Copy)]
pub(crate) struct File<'a>(pub(crate) &'a Path);

impl File<'_> {
    pub(crate) fn bad(&self, line: usize, problem: impl Into<String>) -> GoldError {
        GoldError::Bad { path: self.0.display().to_string(), line, problem: problem.into() }
    }

    pub(crate) fn text(&self) -> Result<String, GoldError> {
        let io = |source| GoldError::Io { path: self.0.display().to_string(), source };
        let bytes = std::fs::read(self.0).map_err(io)?;
        let text = inquit_formats::read::decode(bytes, inquit_formats::read::Declared::default())
            .map_err(|e| io(std::io::Error::new(std::io::ErrorKind::InvalidData, e.to_string())))?;
        Ok(text.0)
    }
}

/// Reads gold from a file or a folder, in order of the files' names.
///
/// # Errors
///
/// If something can't be read, is no gold, or lies outside its text.
pub fn read(path: &Path) -> Result<Vec<Document>, GoldError> {
    let documents = if path.is_dir() { folder(path)? } else { file(path)? };
    for doc in &documents {
        check(path, doc)?;
    }
    Ok(documents)
}

fn extension(path: &Path) -> String {
    path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase()
}

fn file(path: &Path) -> Result<Vec<Document>, GoldError> {
    let unknown = || GoldError::Unknown { path: path.display().to_string() };
    match extension(path).as_str() {
        "ann" => brat::read(path).map(|d| vec![d]),
        "csv" => pdnc::read(path).map(|d| vec![d]),
        "quotes" => book::read(path).map(|d| vec![d]),
        "tsv" => {
            let head = File(path).text()?;
            if head.starts_with("#FORMAT=WebAnno TSV") {
                webanno::read(path, &head).map(|d| vec![d])
            } else if head.lines().any(|l| l.starts_with("QUOTE\t")) {
                litbank::read(path, &head).map(|d| vec![d])
            } else {
                Err(unknown())
            }
        }
        "txt" | "text" if path.with_extension("ann").exists() => {
            brat::read(&path.with_extension("ann")).map(|d| vec![d])
        }
        "jsonl" | "ndjson" | "json" => jsonl::read(path),
        _ => Err(unknown()),
    }
}

fn folder(path: &Path) -> Result<Vec<Document>, GoldError> {
    let io = |source| GoldError::Io { path: path.display().to_string(), source };
    let mut files: Vec<PathBuf> = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(io)? {
            let entry = entry.map_err(io)?;
            let path = entry.path();
            if entry.file_type().map_err(io)?.is_dir() {
                folders.push(path);
            } else {
                let name = entry.file_name().to_string_lossy().into_owned();
                let wanted =
                    matches!(extension(&path).as_str(), "ann" | "quotes" | "tsv" | "jsonl" | "ndjson")
                        || name == "quotation_info.csv";
                if wanted && !name.starts_with('.') {
                    files.push(path);
                }
            }
        }
    }
    files.sort();
    let mut out = Vec::new();
    for f in &files {
        match file(f) {
            // Tables of other things may lie beside.
            Err(GoldError::Unknown { .. }) => {}
            read => out.extend(read?),
        }
    }
    if out.is_empty() { Err(GoldError::Unknown { path: path.display().to_string() }) } else { Ok(out) }
}

/// Every span lies in the text.
fn check(path: &Path, doc: &Document) -> Result<(), GoldError> {
    let length = doc.text.chars().count() as u32;
    let quoted = doc.quotations.iter().flat_map(|q| q.content.iter().chain(&q.cue).chain(&q.source));
    let named = doc.entities.iter().flat_map(|e| &e.mentions);
    match quoted.chain(named).find(|s| s.0 > s.1 || s.1 > length) {
        None => Ok(()),
        Some(&(start, end)) => Err(GoldError::Outside {
            path: path.display().to_string(),
            doc: doc.doc_id.clone(),
            start,
            end,
            length,
        }),
    }
}

/// The name of a document: its file's without the extension.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The kind of a quotation by what of its content stands in quotation marks, for corpora that don't annotate it.
pub(crate) fn kind_of(text: &str, content: &[Span]) -> String {
    let doc = inquit_tokenizer::tokenize(text);
    let offsets = inquit_tokenizer::Offsets::new(text, inquit_tokenizer::OffsetUnit::Chars);
    let quoted: Vec<Span> = doc
        .quoted()
        .iter()
        .map(|q| (offsets.convert(q.range.start()), offsets.convert(q.range.end())))
        .collect();
    let words = crate::words::Words::new(text);
    let inside = words.cover(&quoted);
    let content = words.cover(content);
    match crate::words::shared(&content, &inside) {
        0 => "indirect",
        n if n == content.len() => "direct",
        _ => "mixed",
    }
    .to_owned()
}
