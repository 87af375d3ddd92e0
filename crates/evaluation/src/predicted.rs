//! Answers, as the program writes them.

use crate::gold::Span;
use inquit_formats::write::wire;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Who said what in one document, in code points.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
pub struct Predicted {
    /// The document's name: `doc_id`, else `id`.
    #[serde(alias = "doc_id", default)]
    pub id: String,
    /// All quotations.
    #[serde(default)]
    pub quotations: Vec<Said>,
    /// All speakers.
    #[serde(default)]
    pub speakers: Vec<Speaker>,
}

/// One quotation of an answer.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
pub struct Said {
    /// `direct`, `indirect` or `mixed`.
    #[serde(default = "direct")]
    pub kind: String,
    /// What is said.
    #[serde(default, deserialize_with = "crate::gold::any_spans")]
    pub content: Vec<Span>,
    /// The words that report.
    #[serde(default, deserialize_with = "crate::gold::any_spans")]
    pub cue: Vec<Span>,
    /// The words that name who says it.
    #[serde(default, deserialize_with = "crate::gold::any_spans")]
    pub source: Vec<Span>,
    /// Who says it.
    #[serde(default)]
    pub speaker: Option<String>,
    /// How sure the answer is as a whole: 0 to 1.
    #[serde(default)]
    pub confidence: Option<f64>,
    /// How sure each part of it is.
    #[serde(default)]
    pub confidences: Option<Parts>,
}

/// How sure the parts of an answer are: 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug, Default, Deserialize)]
pub struct Parts {
    /// That it is a quotation of this kind.
    #[serde(default)]
    pub quotation: Option<f64>,
    /// That the source is right, given that it is a quotation.
    #[serde(default)]
    pub source: Option<f64>,
    /// That the speaker is right, given that it is a quotation.
    #[serde(default)]
    pub speaker: Option<f64>,
}

/// A speaker of an answer.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
pub struct Speaker {
    /// Its id.
    #[serde(deserialize_with = "crate::gold::text")]
    pub id: String,
    /// Its name.
    #[serde(default, deserialize_with = "crate::gold::text")]
    pub name: String,
    /// Where it is mentioned.
    #[serde(default, deserialize_with = "crate::gold::any_spans")]
    pub mentions: Vec<Span>,
}

fn direct() -> String {
    "direct".to_owned()
}

impl Predicted {
    /// What the engine answers, under the name of the document.
    #[must_use]
    pub fn from_attribution(id: &str, found: &inquit::Attribution) -> Self {
        let wire = wire::Document::new(id, found, inquit_tokenizer::OffsetUnit::Chars);
        let spans = |list: &[wire::Span<'_>]| list.iter().map(|s| (s.start, s.end)).collect();
        let span = |s: &Option<wire::Span<'_>>| s.iter().map(|s| (s.start, s.end)).collect();
        Self {
            id: id.to_owned(),
            quotations: wire
                .quotations
                .iter()
                .map(|q| Said {
                    kind: match q.kind {
                        wire::Kind::Direct => "direct",
                        wire::Kind::Indirect => "indirect",
                        wire::Kind::Mixed => "mixed",
                    }
                    .to_owned(),
                    content: spans(&q.content),
                    cue: span(&q.cue),
                    source: span(&q.source),
                    speaker: q.speaker.as_deref().map(str::to_owned),
                    confidence: Some(q.confidence),
                    confidences: Some(Parts {
                        quotation: Some(q.confidences.quotation),
                        source: Some(q.confidences.source),
                        speaker: q.confidences.speaker,
                    }),
                })
                .collect(),
            speakers: wire
                .speakers
                .iter()
                .map(|s| Speaker {
                    id: s.id.to_string(),
                    name: s.name.to_owned(),
                    mentions: spans(&s.mentions),
                })
                .collect(),
        }
    }

    /// Reads a file of answers, a document a line.
    ///
    /// # Errors
    ///
    /// In words: which line, and what is wrong.
    pub fn read(text: &str) -> Result<BTreeMap<String, Self>, String> {
        let mut out = BTreeMap::new();
        for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let answer: Self = parse(line).map_err(|e| format!("line {}: {e}", i + 1))?;
            out.insert(answer.id.clone(), answer);
        }
        Ok(out)
    }
}

fn parse(line: &str) -> Result<Predicted, String> {
    let mut value: serde_json::Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
    let Some(object) = value.as_object_mut() else { return Err("not a JSON object".to_owned()) };
    if let Some(id) = object.remove("doc_id") {
        object.insert("id".to_owned(), id);
    }
    match object.get("offsets").and_then(|o| o.as_str()) {
        None | Some("chars") => {}
        Some(other) => return Err(format!("offsets count {other}; write the answers with --offsets chars")),
    }
    serde_json::from_value(value).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_by_either_name() {
        let read = Predicted::read(
            "{\"doc_id\":\"a\",\"id\":\"x\"}\n\n{\"id\":\"b\",\"quotations\":[{\"content\":[0,3]}]}\n",
        );
        let read = read.unwrap();
        assert_eq!(read.keys().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(read["b"].quotations[0].content, [(0, 3)]);
    }

    #[test]
    fn other_offsets_are_refused() {
        let error = Predicted::read("{\"id\":\"a\",\"offsets\":\"bytes\"}").unwrap_err();
        assert!(error.starts_with("line 1: offsets count bytes"), "{error}");
    }
}
