//! Gold quotations, in the form of the `.jsonl` corpora.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// An annotated document. Offsets count code points.
#[derive(Debug, Deserialize)]
pub struct Document {
    /// Its name.
    pub doc_id: String,
    /// Its text.
    pub text: String,
    /// What is said in it.
    pub quotations: Vec<Quotation>,
}

/// An annotated quotation.
#[derive(Debug, Deserialize)]
pub struct Quotation {
    /// `direct`, `indirect` or `mixed`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is said.
    pub content: Vec<(u32, u32)>,
    /// The words that report.
    #[serde(default)]
    pub cue: Vec<(u32, u32)>,
    /// Who says it.
    #[serde(default)]
    pub source: Vec<(u32, u32)>,
}

/// Reads a file of annotated documents, one a line.
///
/// # Errors
///
/// If the file can't be read or a line is no document.
pub fn read(path: &Path) -> Result<Vec<Document>> {
    let file = std::fs::File::open(path).with_context(|| format!("{}: can't be read", path.display()))?;
    BufReader::new(file)
        .lines()
        .enumerate()
        .map(|(i, line)| {
            serde_json::from_str(&line?).with_context(|| format!("{}:{}: no document", path.display(), i + 1))
        })
        .collect()
}
