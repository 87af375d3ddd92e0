//! A document a line: the form of `docs/evaluation.md`, and the answers of the program itself.

use super::{Document, File, GoldError, Span};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use serde_json::Value;
use std::path::Path;

pub(super) fn read(path: &Path) -> Result<Vec<Document>, GoldError> {
    let file = File(path);
    let text = file.text()?;
    let mut out = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let doc = serde_json::from_str(line).map_err(|e| {
            file.bad(i + 1, format!("{e}; a gold line is an object with doc_id, text and quotations"))
        })?;
        out.push(doc);
    }
    Ok(out)
}

/// A document as a line of JSON, with a line break at its end.
#[must_use]
pub fn to_line(doc: &Document) -> String {
    serde_json::to_string(doc).map(|s| s + "\n").unwrap_or_default()
}

/// Spans in any form: `[start, end]`, `{"start": …, "end": …}`, lists of them, null.
#[must_use]
pub fn spans(value: &Value) -> Vec<Span> {
    let number = |v: &Value| v.as_u64().and_then(|n| u32::try_from(n).ok());
    match value {
        Value::Object(o) => {
            let part = |key: &str| o.get(key).and_then(number);
            part("start").zip(part("end")).into_iter().collect()
        }
        Value::Array(list) => match list.as_slice() {
            [a, b, ..] if list.iter().all(Value::is_u64) => number(a).zip(number(b)).into_iter().collect(),
            list => list.iter().flat_map(spans).collect(),
        },
        _ => Vec::new(),
    }
}

pub(crate) fn any_spans<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<Span>, D::Error> {
    Ok(spans(&Value::deserialize(d)?))
}

/// A key that is there with null differs from one that is not there.
pub(super) fn present<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Option<String>>, D::Error> {
    Ok(Some(match Value::deserialize(d)? {
        Value::String(s) => Some(s),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }))
}

pub(super) fn kind<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    match Option::<String>::deserialize(d)?.filter(|s| !s.is_empty()) {
        None => Ok("direct".to_owned()),
        Some(k) if ["direct", "indirect", "mixed"].contains(&k.as_str()) => Ok(k),
        Some(k) => Err(D::Error::custom(format!("type {k:?}: it has to be direct, indirect or mixed"))),
    }
}

pub(crate) fn text<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(d)? {
        Value::String(s) => s,
        Value::Null => String::new(),
        v => v.to_string(),
    })
}

pub(super) fn texts<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    Ok(Option::<Vec<String>>::deserialize(d)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn spans_come_in_many_forms() {
        assert_eq!(spans(&json!([1, 2])), [(1, 2)]);
        assert_eq!(spans(&json!([[1, 2], [3, 4]])), [(1, 2), (3, 4)]);
        assert_eq!(spans(&json!([{"start": 1, "end": 2, "text": "x"}])), [(1, 2)]);
        assert_eq!(spans(&json!(null)), []);
        assert_eq!(spans(&json!([-1, 2])), []);
    }

    #[test]
    fn a_null_speaker_is_not_an_absent_one() {
        let read = |s: &str| serde_json::from_str::<super::super::Quotation>(s).unwrap().speaker;
        assert_eq!(read(r#"{"content":[0,1],"speaker":null}"#), Some(None));
        assert_eq!(read(r#"{"content":[0,1]}"#), None);
    }

    #[test]
    fn a_document_comes_back_as_it_was_written() {
        let line = r#"{"doc_id":"a","text":"“Go,” he said.","quotations":[{"type":"direct","content":[[0,5]],"cue":[[9,13]]}]}"#;
        let doc: Document = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::from_str::<Document>(&to_line(&doc)).unwrap(), doc);
    }
}
