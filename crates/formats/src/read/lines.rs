//! JSON lines: a document a line.

use super::documents::{Item, Layer};
use super::{Article, Options, ReadError};
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::io::{BufRead, Read};

/// The documents of JSON lines.
pub(super) struct Lines<'a> {
    input: Box<dyn BufRead + 'a>,
    layer: Layer,
    number: u64,
    done: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn new(input: Box<dyn BufRead + 'a>, layer: Layer) -> Self {
        Self { input, layer, number: 0, done: false }
    }

    /// The next line with its number; an error if it is too long, behind which the next one can be read.
    fn line(&mut self) -> Result<Option<Vec<u8>>, ReadError> {
        let limit = self.layer.options.limits.document();
        let mut line = Vec::new();
        self.input.as_mut().take(limit.saturating_add(1)).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        if line.len() as u64 > limit {
            if !line.ends_with(b"\n") {
                self.input.skip_until(b'\n')?;
            }
            return Err(ReadError::LineTooLong { line: self.number, limit });
        }
        Ok(Some(line))
    }

    /// The document on a line; `None` for a blank one.
    fn document(&self, line: &[u8]) -> Result<Option<Article>, ReadError> {
        let number = self.number;
        let line = if number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
        let field = || {
            let id = self.layer.options.id_fields().join("` or `");
            format!("`{}`, and `{id}` if it has an id", self.layer.options.text_field)
        };
        match parse(line, &self.layer.options) {
            Ok(None) => Ok(None),
            Ok(Some(Document { id, text })) => {
                let id = id.unwrap_or_else(|| format!("{}:{number}", self.layer.hint.id));
                Ok(Some(Article::new(id, text)))
            }
            Err(BadLine::NotUtf8 { at }) => Err(ReadError::LineNotUtf8 { line: number, at }),
            Err(BadLine::NotDocument { column, problem }) => {
                Err(ReadError::BadLine { line: number, column, problem, field: field() })
            }
        }
    }
}

impl Iterator for Lines<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.done {
            match self.line() {
                Ok(None) => self.done = true,
                Ok(Some(line)) => match self.document(&line) {
                    Ok(None) => {}
                    Ok(Some(article)) => return Some(Ok(article)),
                    Err(e) => return Some(Err(e)),
                },
                Err(e) => {
                    self.done = !matches!(e, ReadError::LineTooLong { .. });
                    return Some(Err(e));
                }
            }
        }
        None
    }
}

/// A document as it stands on a line.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Document {
    id: Option<String>,
    text: String,
}

/// Why a line is no document.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum BadLine {
    NotUtf8 {
        at: usize,
    },
    /// The parser's own words without its line number, which is always 1.
    NotDocument {
        column: usize,
        problem: String,
    },
}

/// The document on a line; `None` for a blank one.
pub(super) fn parse(line: &[u8], options: &Options) -> Result<Option<Document>, BadLine> {
    if line.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    let line = std::str::from_utf8(line).map_err(|e| BadLine::NotUtf8 { at: e.valid_up_to() })?;
    let mut parser = serde_json::Deserializer::from_str(line);
    let document = Fields { text: &options.text_field, ids: &options.id_fields() }
        .deserialize(&mut parser)
        .and_then(|document| parser.end().map(|()| document));
    document.map(Some).map_err(|e| {
        let problem = e.to_string();
        let place = format!(" at line {} column {}", e.line(), e.column());
        let problem = problem.strip_suffix(&place).unwrap_or(&problem).to_owned();
        BadLine::NotDocument { column: e.column(), problem }
    })
}

/// Takes the text and the id out of an object and skips all else.
struct Fields<'f> {
    text: &'f str,
    ids: &'f [&'f str],
}

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = Document;

    fn deserialize<D: serde::Deserializer<'de>>(self, input: D) -> Result<Document, D::Error> {
        input.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Document, M::Error> {
        let mut text = None;
        let mut ids: Vec<Option<String>> = vec![None; self.ids.len()];
        while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            if key == self.text {
                text = Some(map.next_value::<String>()?);
            } else if let Some(slot) = self.ids.iter().position(|id| *id == key).and_then(|i| ids.get_mut(i))
            {
                *slot = id(map.next_value()?, &key)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        let text = text.ok_or_else(|| M::Error::custom(format_args!("missing field `{}`", self.text)))?;
        Ok(Document { id: ids.into_iter().flatten().next(), text })
    }
}

/// Corpora name their documents or number them.
fn id<E: serde::de::Error>(value: Value, field: &str) -> Result<Option<String>, E> {
    match value {
        Value::Null => Ok(None),
        Value::String(s) => Ok(Some(s)),
        Value::Number(n) => Ok(Some(n.to_string())),
        _ => Err(E::custom(format_args!("`{field}` is neither text nor a number"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id_of(line: &str) -> Option<String> {
        parse(line.as_bytes(), &Options::default()).unwrap().unwrap().id
    }

    fn problem(line: &str) -> (usize, String) {
        match parse(line.as_bytes(), &Options::default()) {
            Err(BadLine::NotDocument { column, problem }) => (column, problem),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn ids_of_every_kind() {
        assert_eq!(id_of(r#"{"id":"a","text":""}"#).as_deref(), Some("a"));
        assert_eq!(id_of(r#"{"doc_id":7,"text":""}"#).as_deref(), Some("7"));
        assert_eq!(id_of(r#"{"id":"i","doc_id":"d","text":""}"#).as_deref(), Some("d"));
        assert_eq!(id_of(r#"{"id":null,"text":""}"#), None);
        assert_eq!(id_of(r#"{"text":"","more":[1,{}]}"#), None);
    }

    #[test]
    fn a_line_without_text_is_none() {
        assert_eq!(problem(r#"{"id":"a"}"#), (10, "missing field `text`".to_owned()));
        assert_eq!(problem(r#"{"text":"","id":[]}"#).1, "`id` is neither text nor a number");
        assert!(problem(r#"{"text":""} more"#).1.starts_with("trailing characters"));
    }

    #[test]
    fn named_fields() {
        let options = Options {
            text_field: "body".to_owned(),
            id_field: Some("url \"1\"".to_owned()),
            ..Options::default()
        };
        let line = br#"{"text":"no","id":"no","body":"yes","url \"1\"":"u"}"#;
        let document = parse(line, &options).unwrap().unwrap();
        assert_eq!((document.id.as_deref(), document.text.as_str()), (Some("u"), "yes"));
    }
}
