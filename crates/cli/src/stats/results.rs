//! Results as `--format json` and `jsonl` write them: what is counted of them.

use serde::Deserialize;
use serde_json::de::IoRead;
use std::io::Read;

/// One document.
#[derive(Deserialize)]
pub(crate) struct Document {
    pub(super) id: String,
    pub(super) quotations: Vec<Quotation>,
    pub(super) speakers: Vec<Speaker>,
}

#[derive(Deserialize)]
pub(super) struct Quotation {
    pub(super) kind: String,
    pub(super) content: Vec<Span>,
    pub(super) speaker: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Span {
    pub(super) text: String,
}

#[derive(Deserialize)]
pub(super) struct Speaker {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) gender: Option<String>,
}

/// The documents of one file, one after the other, on lines or not.
pub(crate) struct Results<R: Read>(serde_json::StreamDeserializer<'static, IoRead<R>, Document>);

impl<R: Read> Results<R> {
    pub(crate) fn new(input: R) -> Self {
        Self(serde_json::Deserializer::from_reader(input).into_iter())
    }
}

impl<R: Read> Iterator for Results<R> {
    /// An error is the last item: where the next document begins, nobody can tell.
    type Item = anyhow::Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.0.next()?;
        Some(item.map_err(|e| {
            let (line, column, problem) = (e.line(), e.column(), e.to_string());
            let place = format!(" at line {line} column {column}");
            let problem = problem.strip_suffix(&place).unwrap_or(&problem);
            anyhow::anyhow!(
                "line {line}, column {column}: {problem}; results are what inquit attribute --format jsonl writes; the rest was not counted"
            )
        }))
    }
}
