//! One line of a JSON lines file.

use serde::Deserialize;

/// A document as it stands on a line. Other keys are ignored.
#[derive(Deserialize, Debug)]
pub(super) struct Line {
    doc_id: Option<Id>,
    id: Option<Id>,
    pub(super) text: String,
}

/// Corpora name their documents or number them.
#[derive(Deserialize, Debug)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// Why a line is no document. The parser's own words without its line number, which is always 1.
#[derive(Debug)]
pub(super) struct BadLine {
    pub(super) column: usize,
    pub(super) problem: String,
}

impl Line {
    pub(super) fn parse(line: &str) -> Result<Self, BadLine> {
        serde_json::from_str(line).map_err(|e| {
            let problem = e.to_string();
            let place = format!(" at line {} column {}", e.line(), e.column());
            BadLine {
                column: e.column(),
                problem: problem.strip_suffix(&place).unwrap_or(&problem).to_owned(),
            }
        })
    }

    /// `doc_id`, else `id`.
    pub(super) fn take_id(&mut self) -> Option<String> {
        Some(match self.doc_id.take().or(self.id.take())? {
            Id::Text(s) => s,
            Id::Number(n) => n.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(line: &str) -> Option<String> {
        Line::parse(line).unwrap().take_id()
    }

    #[test]
    fn ids_of_every_kind() {
        assert_eq!(id(r#"{"id":"a","text":""}"#).as_deref(), Some("a"));
        assert_eq!(id(r#"{"doc_id":7,"text":""}"#).as_deref(), Some("7"));
        assert_eq!(id(r#"{"doc_id":"d","id":"i","text":""}"#).as_deref(), Some("d"));
        assert_eq!(id(r#"{"id":null,"text":""}"#), None);
        assert_eq!(id(r#"{"text":"","more":[1,{}]}"#), None);
    }

    #[test]
    fn a_line_without_text_is_none() {
        let error = Line::parse(r#"{"id":"a"}"#).unwrap_err();
        assert_eq!((error.column, error.problem.as_str()), (10, "missing field `text`"));
    }
}
