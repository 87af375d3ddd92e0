//! Gold quotations, in the form of the `.jsonl` corpora.

use anyhow::{Context, Result};
use inquit::{Cast, CastMember};
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
    /// Who speaks or is mentioned in it.
    #[serde(default)]
    pub entities: Vec<Entity>,
}

/// An annotated person, or whatever else speaks.
#[derive(Debug, Deserialize)]
pub struct Entity {
    /// Unique in the document.
    pub id: String,
    /// The usual name.
    pub name: String,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// `M`, `F` or `U`.
    pub gender: Option<String>,
    /// Where the text mentions it.
    #[serde(default)]
    pub mentions: Vec<(u32, u32)>,
}

impl Document {
    /// The entities as a cast: their ids, names and aliases, and nothing else.
    ///
    /// # Errors
    ///
    /// If two have the same id, or one has no name.
    pub fn cast(&self) -> Result<Cast> {
        let member =
            |e: &Entity| CastMember { aliases: e.aliases.clone(), ..CastMember::new(&e.id, &e.name) };
        Cast::new(self.entities.iter().map(member).collect())
            .with_context(|| format!("{}: its entities make no cast", self.doc_id))
    }
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
    /// The entity that says it.
    #[serde(default)]
    pub speaker: Option<String>,
    /// The entities that it is said to.
    #[serde(default)]
    pub addressees: Vec<String>,
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
