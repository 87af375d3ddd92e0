//! Reads the documents of PolNeAR with the automatic trees that come with them.

use crate::conllu::read_text;
use crate::gold;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
struct Annotated {
    doc_id: String,
    sentences: Vec<Silver>,
}

/// A sentence of the silver layer.
#[derive(Deserialize)]
pub struct Silver {
    /// Where each word begins, in code points.
    pub start: Vec<usize>,
    /// Where it ends.
    pub end: Vec<usize>,
    /// Heads, counted from 1; 0 for the root, -1 for none.
    pub head: Vec<i32>,
    /// Stanford relations.
    pub rel: Vec<String>,
    /// Kinds of names, "O" for none.
    pub ner: Vec<String>,
}

/// The documents of a part of PolNeAR that have a silver layer, and the sentences of it.
///
/// # Errors
///
/// If a file can't be read or is not of that kind.
pub fn silver(corpora: &Path, part: &str) -> Result<Vec<(gold::Document, Vec<Silver>)>> {
    let documents = gold::read(&corpora.join(format!("polnear-{part}.jsonl")))?;
    let mut documents: BTreeMap<_, _> = documents.into_iter().map(|d| (d.doc_id.clone(), d)).collect();
    let path = corpora.join(format!("polnear-{part}.corenlp.jsonl.gz"));
    let mut out = Vec::new();
    for line in read_text(&path)?.lines() {
        let layer: Annotated =
            serde_json::from_str(line).with_context(|| format!("{}: no document", path.display()))?;
        let Some(document) = documents.remove(&layer.doc_id) else { continue };
        out.push((document, layer.sentences));
    }
    Ok(out)
}
