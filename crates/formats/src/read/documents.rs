//! The documents of one input, one after the other, through as many layers of packing as it has.

use super::source::{Shared, read_all};
use super::{Article, Declared, Hint, Kind, Note, Options, ReadError, ReadSeek, decode, gutenberg, lines};
use std::io::{BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

/// The most bytes a document can have: offsets are 32 bits wide.
pub const MAX_BYTES: u64 = u32::MAX as u64;

/// So often something may be packed: a `.jsonl.gz` in a `.zip` is packed twice.
const LAYERS: u32 = 4;

/// Enough to tell what an input is.
const HEAD: u64 = 4096;

/// What a reader hands out.
pub(super) type Item = Result<Article, ReadError>;

/// Documents of some sort.
pub(super) type Items<'a> = Box<dyn Iterator<Item = Item> + 'a>;

/// Reads the documents of one input. JSON lines, tables and archives are read one document at a time, so that an input
/// may be larger than memory; what is no document is an error of its own, and the next ones go on.
///
/// ```
/// use inquit_formats::{Documents, read::Hint};
/// let lines = "{\"id\": \"a\", \"text\": \"Hi.\"}\nnonsense\n{\"doc_id\": \"b\", \"text\": \"Ho.\"}\n";
/// let read: Vec<_> = Documents::new(lines.as_bytes(), Hint::unnamed("stdin")).collect();
/// assert_eq!(read[0].as_ref().unwrap().id, "a");
/// assert!(read[1].as_ref().unwrap_err().to_string().starts_with("line 2, column 2: expected ident"));
/// assert_eq!(read[2].as_ref().unwrap().text, "Ho.");
/// ```
pub struct Documents<'a> {
    items: Items<'a>,
}

impl<'a> Documents<'a> {
    /// The documents of a stream with the usual options.
    pub fn new(input: impl BufRead + 'a, hint: Hint) -> Self {
        Self::with(input, hint, Options::default())
    }

    /// The documents of a stream. Kinds that can only be read by jumping about (zip, EPUB, DOCX, Parquet) are held in
    /// memory, up to the limit for a document.
    pub fn with(input: impl BufRead + 'a, hint: Hint, options: Options) -> Self {
        Self {
            items: Layer { hint, options: Rc::new(options), layers: 0 }.open(Input::Stream(Box::new(input))),
        }
    }

    /// The documents of a file, whatever its size.
    pub fn seekable(file: impl ReadSeek + 'static, hint: Hint, options: Options) -> Self {
        let layer = Layer { hint, options: Rc::new(options), layers: 0 };
        let items = match Shared::new(Box::new(file)) {
            Ok(shared) => layer.open(Input::Anywhere(shared)),
            Err(e) => one(Err(e.into())),
        };
        Self { items }
    }
}

impl Iterator for Documents<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        self.items.next()
    }
}

/// Bytes to read documents from.
pub(super) enum Input<'a> {
    Stream(Box<dyn BufRead + 'a>),
    Anywhere(Shared),
}

impl<'a> Input<'a> {
    fn stream(self) -> Box<dyn BufRead + 'a> {
        match self {
            Self::Stream(stream) => stream,
            Self::Anywhere(shared) => Box::new(BufReader::with_capacity(1 << 16, shared)),
        }
    }

    /// The same where it can be read anywhere, for which a stream is held in memory.
    fn anywhere(self, limit: u64) -> Result<Shared, ReadError> {
        match self {
            Self::Anywhere(shared) => Ok(shared),
            Self::Stream(mut stream) => {
                Ok(Shared::new(Box::new(Cursor::new(read_all(&mut stream, limit)?)))?)
            }
        }
    }
}

/// What is known of an input before it is read.
#[derive(Clone)]
pub(super) struct Layer {
    pub(super) hint: Hint,
    pub(super) options: Rc<Options>,
    /// How often it was packed.
    pub(super) layers: u32,
}

impl Layer {
    /// One layer of packing further in.
    pub(super) fn inner(&self, hint: Hint) -> Self {
        Self { hint, options: self.options.clone(), layers: self.layers + 1 }
    }

    /// The documents of an input. Never fails as a whole: what is wrong comes as an item.
    pub(super) fn open<'a>(self, input: Input<'a>) -> Items<'a> {
        if self.layers > LAYERS {
            return one(Err(ReadError::Layers { limit: LAYERS }));
        }
        self.try_open(input).unwrap_or_else(|e| one(Err(e)))
    }

    fn try_open<'a>(self, input: Input<'a>) -> Result<Items<'a>, ReadError> {
        let limit = self.options.limits.document();
        let (kind, input) = self.kind(input)?;
        if kind.needs_seek() {
            return self.jump(kind, input.anywhere(limit)?);
        }
        let mut stream = input.stream();
        Ok(match kind {
            Kind::JsonLines => Box::new(lines::Lines::new(stream, self)),
            #[cfg(feature = "csv")]
            Kind::Csv | Kind::Tsv if is_utf16(stream.fill_buf()?) => {
                // As spreadsheets save "Unicode text". Only UTF-8 can be read row by row.
                let (text, mut note) = decode(read_all(&mut stream, limit)?, self.declared(None))?;
                let rows = super::table::documents(Box::new(Cursor::new(text)), kind, self)?;
                Box::new(rows.map(move |row| {
                    let mut article = row?;
                    article.notes.extend(note.take());
                    Ok(article)
                }))
            }
            #[cfg(feature = "csv")]
            Kind::Csv | Kind::Tsv => super::table::documents(stream, kind, self)?,
            #[cfg(feature = "warc")]
            Kind::Warc => Box::new(super::warc::Pages::new(stream, self)),
            #[cfg(feature = "gzip")]
            Kind::Gzip => {
                let (counted, packed) = super::source::Counted::new(stream);
                let inner = flate2::read::MultiGzDecoder::new(counted);
                let inner = super::source::unpacked("gzip", inner, packed, self.options.limits);
                self.inner(self.hint.clone()).open(Input::Stream(inner))
            }
            #[cfg(feature = "zstd")]
            Kind::Zstd => {
                let (counted, packed) = super::source::Counted::new(stream);
                let inner = zstd::stream::read::Decoder::new(counted)?;
                let inner = super::source::unpacked("zstd", inner, packed, self.options.limits);
                self.inner(self.hint.clone()).open(Input::Stream(inner))
            }
            Kind::Text => {
                let bytes = read_all(&mut stream, limit)?;
                let marked = is_utf16(&bytes);
                let (text, note) = decode(bytes, self.declared(None))?;
                // JSON lines as some editors save them: only now can they be told.
                if marked && self.is_lines(text.as_bytes()) {
                    return Ok(Box::new(lines::Lines::new(Box::new(Cursor::new(text)), self)));
                }
                one(self.article(text, note.into_iter().collect()))
            }
            #[cfg(feature = "markdown")]
            Kind::Markdown => {
                let (text, note) = decode(read_all(&mut stream, limit)?, self.declared(None))?;
                one(self.article(super::markdown::text(&text), note.into_iter().collect()))
            }
            #[cfg(feature = "html")]
            Kind::Html => one(self.page(read_all(&mut stream, limit)?, None)),
            #[allow(unreachable_patterns)] // with all features on
            kind => return Err(without(kind)),
        })
    }

    fn jump<'a>(self, kind: Kind, shared: Shared) -> Result<Items<'a>, ReadError> {
        match kind {
            #[cfg(feature = "parquet")]
            Kind::Parquet => super::parquet::documents(shared, self),
            #[cfg(feature = "zip")]
            Kind::Zip | Kind::Docx | Kind::Epub => super::archive::documents(kind, shared, self),
            kind => {
                drop(shared);
                Err(without(kind))
            }
        }
    }

    /// What an input is, and the input as if nothing had been read of it.
    fn kind<'a>(&self, input: Input<'a>) -> Result<(Kind, Input<'a>), ReadError> {
        let (head, input) = match input {
            Input::Anywhere(shared) => {
                let mut stream = BufReader::with_capacity(HEAD as usize, shared.clone());
                (self.head(&mut stream)?, Input::Anywhere(shared))
            }
            Input::Stream(mut stream) => {
                let head = self.head(&mut stream)?;
                (head.clone(), Input::Stream(Box::new(Cursor::new(head).chain(stream))))
            }
        };
        let content = Kind::from_content(&head, |line| self.is_document(line));
        let kind = match (content, self.options.kind) {
            // Whatever is named is meant for what is inside.
            (Some(packed @ (Kind::Gzip | Kind::Zstd)), _) => packed,
            (Some(Kind::Zip), named) => match named.or(self.hint.kind) {
                Some(kind @ (Kind::Epub | Kind::Docx)) => kind,
                _ => Kind::Zip,
            },
            (_, Some(named)) => named,
            (Some(kind), None) => kind,
            (None, None) => match self.hint.kind {
                // Only by their marks; without them the name is wrong.
                Some(kind) if head.is_empty() && (kind.needs_seek() || kind == Kind::Warc) => {
                    return Err(ReadError::damaged(kind.name(), "the file is empty"));
                }
                None | Some(Kind::Gzip | Kind::Zstd | Kind::Zip | Kind::Warc) => Kind::Text,
                Some(kind) if kind.needs_seek() => {
                    return Err(ReadError::damaged(kind.name(), "its first bytes are not those of one"));
                }
                Some(Kind::JsonLines) if is_utf16(&head) => Kind::Text,
                Some(kind) => kind,
            },
        };
        Ok((kind, input))
    }

    /// The first line, and more where a line tells nothing. Does not wait for more than it needs.
    fn head(&self, stream: &mut dyn BufRead) -> Result<Vec<u8>, ReadError> {
        let mut head = Vec::new();
        stream.take(HEAD).read_until(b'\n', &mut head)?;
        let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).trim_ascii_start();
        if start.starts_with(b"{") {
            let left = self.options.limits.document().saturating_sub(head.len() as u64);
            if !head.ends_with(b"\n") {
                stream.take(left).read_until(b'\n', &mut head)?;
            }
        } else if start.is_empty() || start.starts_with(b"<") {
            stream.take(HEAD.saturating_sub(head.len() as u64)).read_to_end(&mut head)?;
        }
        Ok(head)
    }

    /// Whether a first line is a JSON document.
    fn is_document(&self, line: &[u8]) -> bool {
        lines::parse(line, &self.options).is_ok_and(|d| d.is_some())
    }

    fn is_lines(&self, text: &[u8]) -> bool {
        self.options.kind.or(self.hint.kind) == Some(Kind::JsonLines)
            || self.is_document(text.split(|b| *b == b'\n').next().unwrap_or_default())
    }

    pub(super) fn declared(&self, document: Option<&'static encoding_rs::Encoding>) -> Declared {
        Declared { user: self.options.encoding, document }
    }

    /// A whole text as a document, without Project Gutenberg's notices.
    pub(super) fn article(&self, mut text: String, mut notes: Vec<Note>) -> Item {
        if !self.options.whole
            && let Some(body) = gutenberg::body(&text)
        {
            notes.push(Note::Gutenberg { before: body.start, behind: text.len() - body.end });
            text.truncate(body.end);
            text.drain(..body.start);
        }
        // Other encodings grow when they become UTF-8.
        let limit = self.options.limits.document();
        if text.len() as u64 > limit {
            return Err(ReadError::TooLarge { limit });
        }
        Ok(Article { notes, ..Article::new(self.hint.id.clone(), text) })
    }

    /// A web page as a document. `declared` is what came with it.
    #[cfg(feature = "html")]
    pub(super) fn page(&self, bytes: Vec<u8>, declared: Option<&'static encoding_rs::Encoding>) -> Item {
        let declared = declared.or_else(|| super::html::declared(&bytes));
        let (page, note) = decode(bytes, self.declared(declared))?;
        let read = super::html::read(&page, super::html::Style::page(&self.options))?;
        let whole = (read.whole_page && !read.text.is_empty()).then_some(Note::WholePage);
        self.article(read.text, note.into_iter().chain(whole).collect())
    }
}

/// Whether a byte order mark of UTF-16 stands at the beginning.
fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF")
}

pub(super) fn one<'a>(item: Item) -> Items<'a> {
    Box::new(std::iter::once(item))
}

/// Built without the reader.
fn without(kind: Kind) -> ReadError {
    ReadError::Unsupported { problem: format!("it is {}, which this build cannot read", kind.name()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// `id: text`, or the error, for each document.
    fn read(bytes: &[u8], name: &str) -> Vec<String> {
        read_limited(bytes, name, MAX_BYTES)
    }

    fn read_limited(bytes: &[u8], name: &str, limit: u64) -> Vec<String> {
        let mut options = Options::default();
        options.limits.document = limit;
        Documents::with(bytes, Hint::from_path(Path::new(name)), options)
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
    fn mixed_line_ends_stay_as_they_are() {
        assert_eq!(read(b"a\r\nb\rc\n", "x"), ["x: a\r\nb\rc\n"]);
        assert_eq!(read(b"{\"text\":\"a\"}\r\n{\"text\":\"b\"}\n", "x"), ["x:1: a", "x:2: b"]);
    }

    #[test]
    fn too_large_is_refused_and_the_next_line_goes_on() {
        let error = "larger than 8 bytes, the most a document may have; split it, or raise --max-document";
        assert_eq!(read_limited(b"123456789", "x", 8), [error]);
        assert_eq!(read_limited(b"1234\n6789", "x", 8), [error]);
        assert_eq!(read_limited(b"1234\n678", "x", 8), ["x: 1234\n678"]);
        assert_eq!(read_limited(b"\xE9aaaaaa\xE9", "x", 8), [error]);
        let got =
            read_limited(b"{\"text\":\"a\"}\n{\"text\":\"much too long\"}\n{\"text\":\"b\"}", "x.jsonl", 16);
        let error = "line 2: longer than 16 bytes, the most a document may have; raise --max-document";
        assert_eq!(got, ["x:1: a", error, "x:3: b"]);
    }

    #[test]
    fn a_name_that_promises_more_is_an_error() {
        assert_eq!(
            read(b"text", "x.parquet"),
            ["damaged parquet: its first bytes are not those of one; get it again where it came from"]
        );
        assert_eq!(read(b"text", "x.gz"), ["x: text"]);
    }
}
