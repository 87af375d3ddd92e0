//! The documents of one input, one after the other.

use super::jsonl::{BadLine, Line};
use super::{Article, Encoding, Note, ReadError, decode};
use std::ffi::OsStr;
use std::io::{BufRead, Cursor, Read};
use std::path::Path;

/// The most bytes a document may have: offsets are 32 bits wide.
pub const MAX_BYTES: u64 = u32::MAX as u64;

/// What the name of an input tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// The id of a document that brings none.
    pub id: String,
    /// The name ends as those of JSON lines do.
    pub json_lines: bool,
}

impl Hint {
    /// From the path of a file.
    #[must_use]
    pub fn from_path(path: &Path) -> Self {
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        Self {
            id: path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            json_lines: ["jsonl", "ndjson"].iter().any(|e| extension.eq_ignore_ascii_case(e)),
        }
    }

    /// For an input without a name.
    #[must_use]
    pub fn unnamed(id: &str) -> Self {
        Self { id: id.to_owned(), json_lines: false }
    }
}

/// Reads the documents of one input. JSON lines are read one at a time, so that an input may be larger than memory; a
/// line that is no document is an error of its own, and the next ones go on.
///
/// ```
/// use inquit_formats::{Documents, read::Hint};
/// let lines = "{\"id\": \"a\", \"text\": \"Hi.\"}\nnonsense\n{\"doc_id\": \"b\", \"text\": \"Ho.\"}\n";
/// let read: Vec<_> = Documents::new(lines.as_bytes(), Hint::unnamed("stdin")).collect();
/// assert_eq!(read[0].as_ref().unwrap().id, "a");
/// assert!(read[1].as_ref().unwrap_err().to_string().starts_with("line 2, column 2: expected ident"));
/// assert_eq!(read[2].as_ref().unwrap().text, "Ho.");
/// ```
pub struct Documents<R> {
    input: R,
    hint: Hint,
    limit: u64,
    state: State,
}

enum State {
    /// Nothing read yet.
    Start,
    /// Within JSON lines; so many lines were read.
    Lines(u64),
    /// Within JSON lines that had to be decoded as a whole.
    Decoded(Cursor<String>, u64),
    /// Nothing more to come.
    End,
}

impl<R: BufRead> Documents<R> {
    /// The documents of an input.
    pub fn new(input: R, hint: Hint) -> Self {
        Self { input, hint, limit: MAX_BYTES, state: State::Start }
    }

    /// Allows documents of at most `limit` bytes, and never more than [`MAX_BYTES`].
    #[must_use]
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = limit.min(MAX_BYTES);
        self
    }

    /// Reads the first line, decides what the input is, and returns its first document.
    fn start(&mut self) -> Option<Result<Article, ReadError>> {
        self.state = State::End;
        let mut bytes = Vec::new();
        if let Err(e) = read_line(&mut self.input, &mut bytes, self.limit) {
            return Some(Err(e));
        }
        let first = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        if self.hint.json_lines && !starts_utf16(first) || is_document(first) {
            let line = first.to_vec();
            self.state = State::Lines(1);
            return match self.article(&line, 1) {
                Some(article) => Some(article),
                None => self.next(),
            };
        }
        if let Err(e) = read_rest(&mut self.input, &mut bytes, self.limit) {
            return Some(Err(e));
        }
        let decoded = match decode(bytes) {
            Ok(decoded) => decoded,
            Err(e) => return Some(Err(e)),
        };
        let first = decoded.text.lines().next().unwrap_or_default();
        if self.hint.json_lines || is_document(first.as_bytes()) {
            self.state = State::Decoded(Cursor::new(decoded.text), 0);
            return self.next();
        }
        let notes = match decoded.encoding {
            Encoding::Utf8 => vec![],
            encoding => vec![Note::Decoded { encoding, at: decoded.at }],
        };
        // Other encodings grow when they become UTF-8.
        if decoded.text.len() as u64 > self.limit {
            return Some(Err(ReadError::TooLarge { limit: self.limit }));
        }
        Some(Ok(Article { id: self.hint.id.clone(), text: decoded.text, notes }))
    }

    /// The document on a line; `None` for a blank one.
    fn article(&self, line: &[u8], number: u64) -> Option<Result<Article, ReadError>> {
        if line.iter().all(u8::is_ascii_whitespace) {
            return None;
        }
        Some(match std::str::from_utf8(line) {
            Err(e) => Err(ReadError::LineNotUtf8 { line: number, at: e.valid_up_to() }),
            Ok(line) => match Line::parse(line) {
                Err(BadLine { column, problem }) => Err(ReadError::BadLine { line: number, column, problem }),
                Ok(mut line) => Ok(Article {
                    id: line.take_id().unwrap_or_else(|| format!("{}:{number}", self.hint.id)),
                    text: line.text,
                    notes: vec![],
                }),
            },
        })
    }
}

impl<R: BufRead> Iterator for Documents<R> {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = Vec::new();
            let (read, number) = match &mut self.state {
                State::Start => return self.start(),
                State::End => return None,
                State::Lines(n) => {
                    *n += 1;
                    (read_line(&mut self.input, &mut line, self.limit), *n)
                }
                State::Decoded(text, n) => {
                    *n += 1;
                    (read_line(text, &mut line, self.limit), *n)
                }
            };
            match read {
                Ok(0) => {
                    self.state = State::End;
                    return None;
                }
                Ok(_) => {
                    if let Some(article) = self.article(&line, number) {
                        return Some(article);
                    }
                }
                Err(e) => {
                    self.state = State::End;
                    return Some(Err(match e {
                        ReadError::TooLarge { limit } => ReadError::LineTooLong { line: number, limit },
                        e => e,
                    }));
                }
            }
        }
    }
}

/// A line with at most `limit` bytes; how many were read, 0 at the end of the input.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>, limit: u64) -> Result<usize, ReadError> {
    let read = input.take(limit.saturating_add(1)).read_until(b'\n', line)?;
    if read as u64 > limit { Err(ReadError::TooLarge { limit }) } else { Ok(read) }
}

/// All that is left, so that there are at most `limit` bytes together.
fn read_rest(input: &mut impl Read, bytes: &mut Vec<u8>, limit: u64) -> Result<(), ReadError> {
    let left = limit.saturating_sub(bytes.len() as u64);
    input.take(left.saturating_add(1)).read_to_end(bytes)?;
    if bytes.len() as u64 > limit { Err(ReadError::TooLarge { limit }) } else { Ok(()) }
}

fn starts_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF")
}

/// Whether a first line is a JSON document. Looks at the first byte before it parses.
fn is_document(line: &[u8]) -> bool {
    line.trim_ascii_start().starts_with(b"{")
        && std::str::from_utf8(line).is_ok_and(|line| Line::parse(line).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `id: text`, or the error, for each document.
    fn read(bytes: &[u8], name: &str) -> Vec<String> {
        read_limited(bytes, name, MAX_BYTES)
    }

    fn read_limited(bytes: &[u8], name: &str, limit: u64) -> Vec<String> {
        Documents::new(bytes, Hint::from_path(Path::new(name)))
            .limit(limit)
            .map(|r| match r {
                Ok(a) => {
                    let notes: String = a.notes.iter().map(|n| format!(" ({n})")).collect();
                    format!("{}: {}{notes}", a.id, a.text)
                }
                Err(e) => e.to_string(),
            })
            .collect()
    }

    #[test]
    fn content_decides_before_the_name() {
        let line = br#"{"id":"a","text":"Hi."}"#;
        assert_eq!(read(line, "x.txt"), ["a: Hi."]);
        assert_eq!(read(line, "x.jsonl"), ["a: Hi."]);
        assert_eq!(read(b"{Curly} text.\nMore.", "dir/x.txt"), ["x: {Curly} text.\nMore."]);
        assert_eq!(read(b"{}", "x.txt"), ["x: {}"]);
    }

    #[test]
    fn the_name_decides_where_the_first_line_is_bad() {
        let got = read(b"oops\n\n{\"text\":\"Hi.\"}", "x.NDJSON");
        assert!(got[0].starts_with("line 1, column 1: expected value"), "{got:?}");
        assert_eq!(got[1], "x:3: Hi.");
    }

    #[test]
    fn nothing_in_is_one_empty_text_or_no_line() {
        assert_eq!(read(b"", "x.txt"), ["x: "]);
        assert!(read(b"", "x.jsonl").is_empty());
        assert!(read(b"\n \n", "x.jsonl").is_empty());
    }

    #[test]
    fn a_line_that_is_not_utf8_is_skipped() {
        let got = read(b"{\"text\":\"a\"}\n{\"text\":\"\xE9\"}\n{\"text\":\"b\"}", "x");
        assert_eq!(
            got,
            ["x:1: a", "line 2: byte 9 of the line is not UTF-8; JSON lines have to be UTF-8", "x:3: b"]
        );
    }

    #[test]
    fn json_lines_in_utf16() {
        let mut bytes = b"\xFF\xFE".to_vec();
        bytes.extend("{\"text\":\"é\"}\n{\"text\":\"b\"}".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(read(&bytes, "x.jsonl"), ["x:1: é", "x:2: b"]);
        assert_eq!(read(&bytes, "x.txt"), ["x:1: é", "x:2: b"]);
    }

    #[test]
    fn other_encodings_leave_a_note() {
        assert_eq!(read(b"Ren\xE9e", "x"), ["x: Renée (read as Latin-1, since byte 3 is not UTF-8)"]);
    }

    #[test]
    fn too_large_is_refused() {
        let error = "larger than 8 bytes, the most a document may have; split it into parts";
        assert_eq!(read_limited(b"123456789", "x", 8), [error]);
        assert_eq!(read_limited(b"1234\n6789", "x", 8), [error]);
        assert_eq!(read_limited(b"1234\n678", "x", 8), ["x: 1234\n678"]);
        assert_eq!(read_limited(b"\xE9aaaaaa\xE9", "x", 8), [error]);
        let got = read_limited(b"{\"text\":\"a\"}\n{\"text\":\"too long\"}\n", "x", 16);
        let error = "line 2: longer than 16 bytes, the most a document may have; the rest was not read";
        assert_eq!(got, ["x:1: a", error]);
    }
}
