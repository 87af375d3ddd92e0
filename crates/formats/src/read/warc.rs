//! Web archives: the pages in the answers that were archived, and texts made from them. All else in there, such as
//! requests, pictures and answers that are errors, is passed over.

use super::documents::{Item, Layer};
use super::source::{Counted, read_all, unpacked};
use super::{Encoding, Hint, ReadError, decode};
use std::io::{BufRead, Cursor, Read};

/// Bytes of the lines before a record's content, and before an answer's.
const HEADER: u64 = 1 << 16;

/// The documents of a web archive.
pub(super) struct Pages<'a> {
    input: Box<dyn BufRead + 'a>,
    layer: Layer,
    /// Records read so far.
    record: u64,
    done: bool,
}

impl<'a> Pages<'a> {
    pub(super) fn new(input: Box<dyn BufRead + 'a>, layer: Layer) -> Self {
        Self { input, layer, record: 0, done: false }
    }

    /// The next record's document; `None` at the end, `Some(None)` for a record that has none.
    fn record(&mut self) -> Result<Option<Option<Item>>, ReadError> {
        let damaged = |problem: &str| ReadError::damaged("WARC", problem);
        let mut version = Vec::new();
        // Two empty lines stand between records.
        loop {
            version.clear();
            if self.input.as_mut().take(HEADER).read_until(b'\n', &mut version)? == 0 {
                return Ok(None);
            }
            if !version.trim_ascii().is_empty() {
                break;
            }
        }
        self.record += 1;
        if !version.starts_with(b"WARC/") {
            return Err(damaged(&format!("record {} does not begin with WARC/", self.record)));
        }
        let header =
            Header::read(&mut self.input).map_err(|p| damaged(&format!("record {}: {p}", self.record)))?;
        let length = header.get("content-length").and_then(|l| l.parse::<u64>().ok());
        let length = length.ok_or_else(|| damaged(&format!("record {} has no length", self.record)))?;
        let mut content = self.input.as_mut().take(length);
        let item = document(&header, &mut content, &self.layer);
        // What was not read of it.
        std::io::copy(&mut content, &mut std::io::sink())?;
        if content.limit() > 0 {
            return Err(damaged(&format!("record {} breaks off", self.record)));
        }
        let name =
            header.get("warc-target-uri").map_or_else(|| format!("record {}", self.record), str::to_owned);
        Ok(Some(item.map(|i| i.map_err(|e| e.within(&name)))))
    }
}

impl Iterator for Pages<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.done {
            match self.record() {
                Ok(Some(Some(item))) => return Some(item),
                Ok(Some(None)) => {}
                Ok(None) => self.done = true,
                Err(e) => {
                    self.done = true;
                    return Some(Err(e));
                }
            }
        }
        None
    }
}

/// Lines of names and values.
struct Header(Vec<(String, String)>);

impl Header {
    fn read(input: &mut impl BufRead) -> Result<Self, String> {
        let mut lines = vec![];
        let mut left = HEADER;
        loop {
            let mut line = Vec::new();
            let read = input.take(left).read_until(b'\n', &mut line).map_err(|e| e.to_string())?;
            left -= read as u64;
            if !line.ends_with(b"\n") {
                return Err(if left == 0 {
                    format!("its header is longer than {HEADER} bytes")
                } else {
                    "its header breaks off".to_owned()
                });
            }
            let line = String::from_utf8_lossy(line.trim_ascii()).into_owned();
            if line.is_empty() {
                return Ok(Self(lines));
            }
            if let Some((name, value)) = line.split_once(':') {
                lines.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The type of the content without its parameters, and the encoding among them.
    fn content_type(&self) -> (String, Option<&'static Encoding>) {
        let whole = self.get("content-type").unwrap_or_default().to_ascii_lowercase();
        let kind = whole.split(';').next().unwrap_or_default().trim().to_owned();
        let label = whole.split_once("charset=").map(|(_, l)| l.trim_matches(['"', '\'', ' ']));
        (
            kind,
            label
                .and_then(|l| Encoding::for_label(l.split([';', ' ']).next().unwrap_or_default().as_bytes())),
        )
    }
}

/// The document in a record, if it has one.
fn document(record: &Header, content: &mut impl BufRead, layer: &Layer) -> Option<Item> {
    let id = record.get("warc-target-uri").or(record.get("warc-record-id")).unwrap_or_default();
    let id = id.trim_matches(['<', '>']).to_owned();
    let layer = layer.inner(Hint { id, kind: None });
    match record.get("warc-type")? {
        "response" => answer(content, &layer).transpose(),
        // Texts that were made from pages, and pages that came without an answer around them.
        "conversion" | "resource" => {
            let (kind, encoding) = record.content_type();
            body(content, &kind, encoding, &layer).transpose()
        }
        _ => None,
    }
}

/// The page in an answer; `None` for anything but a page that is there.
fn answer(content: &mut impl BufRead, layer: &Layer) -> Result<Option<super::Article>, ReadError> {
    let damaged = |problem: String| ReadError::Damaged { what: "answer", problem };
    let mut status = Vec::new();
    content.take(HEADER).read_until(b'\n', &mut status)?;
    let status = String::from_utf8_lossy(&status);
    if status.split_ascii_whitespace().nth(1).is_none_or(|code| !code.starts_with('2')) {
        return Ok(None);
    }
    let header = Header::read(content).map_err(damaged)?;
    let (kind, encoding) = header.content_type();
    if !is_page(&kind) {
        return Ok(None);
    }
    let coded = |name: &str, value: &str| header.get(name).is_some_and(|v| v.eq_ignore_ascii_case(value));
    let limit = layer.options.limits.document();
    let mut bytes = read_all(content, limit)?;
    // Some archives keep how the answer was sent, some only say so.
    if coded("transfer-encoding", "chunked") {
        bytes = unchunk(&bytes).unwrap_or(bytes);
    }
    if (coded("content-encoding", "gzip") || coded("content-encoding", "x-gzip"))
        && bytes.starts_with(b"\x1F\x8B")
    {
        let (counted, packed) = Counted::new(Cursor::new(bytes));
        let inner = flate2::read::MultiGzDecoder::new(counted);
        bytes = read_all(&mut unpacked("gzip", inner, packed, layer.options.limits), limit)?;
    }
    body(&mut bytes.as_slice(), &kind, encoding, layer)
}

fn is_page(kind: &str) -> bool {
    matches!(kind, "text/html" | "application/xhtml+xml" | "text/plain")
}

fn body(
    content: &mut impl Read,
    kind: &str,
    encoding: Option<&'static Encoding>,
    layer: &Layer,
) -> Result<Option<super::Article>, ReadError> {
    if !is_page(kind) {
        return Ok(None);
    }
    let bytes = read_all(content, layer.options.limits.document())?;
    if kind == "text/plain" {
        let (text, note) = decode(bytes, layer.declared(encoding))?;
        return layer.article(text, note.into_iter().collect()).map(Some);
    }
    layer.page(bytes, encoding).map(Some)
}

/// What was sent in chunks, as one; `None` if these are no chunks.
fn unchunk(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    loop {
        let end = bytes.iter().position(|b| *b == b'\n')?;
        let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        bytes = bytes.get(end + 1..)?;
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(bytes.get(..size)?);
        bytes = bytes.get(size..)?;
        bytes = bytes.strip_prefix(b"\r\n").or_else(|| bytes.strip_prefix(b"\n")).unwrap_or(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Documents;

    fn record(kind: &str, uri: &str, content: &str) -> String {
        let length = content.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Length: {length}\r\n\r\n{content}\r\n\r\n"
        )
    }

    fn read(warc: &str) -> Vec<String> {
        Documents::new(warc.as_bytes(), Hint::unnamed("x"))
            .map(|r| r.map_or_else(|e| e.to_string(), |a| format!("{}: {}", a.id, a.text)))
            .collect()
    }

    #[test]
    fn pages_are_read_and_the_rest_is_passed_over() {
        let warc = record("warcinfo", "", "software: x")
            + &record("request", "http://a/", "GET / HTTP/1.1\r\n\r\n")
            + &record(
                "response",
                "http://a/",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>“Hi.”",
            )
            + &record("response", "http://b/", "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n<p>No.")
            + &record("response", "http://c/", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx")
            + &record(
                "response",
                "http://d/",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n2\r\nHo\r\n0\r\n\r\n",
            );
        assert_eq!(read(&warc), ["http://a/: “Hi.”\n", "http://d/: Ho\n"]);
    }

    #[test]
    fn a_record_that_breaks_off() {
        let warc = record("response", "http://a/", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nHi.");
        let got = read(&(warc.clone() + warc.get(..warc.len() - 10).unwrap()));
        assert_eq!(
            got,
            ["http://a/: Hi.", "damaged WARC: record 2 breaks off; get it again where it came from"]
        );
    }
}
