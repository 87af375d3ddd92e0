//! How to read: what a user may choose, and how much of an input is too much.

use super::Kind;

/// How to read inputs. All but the limits decide what the documents are.
#[derive(Clone, PartialEq, Debug)]
pub struct Options {
    /// What the input is; `None` to find out. Compression is unpacked whatever this says.
    pub kind: Option<Kind>,
    /// How the bytes of a text stand for characters; `None` to find out.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The field of JSON lines, or the column of a table, that holds the text.
    pub text_field: String,
    /// The field or column that holds the id; `None` for `doc_id`, else `id`, where there is one.
    pub id_field: Option<String>,
    /// Keeps all of the text: menus and footers of a web page, Project Gutenberg's licence.
    pub whole: bool,
    /// How much is too much.
    pub limits: Limits,
}

impl Default for Options {
    /// Finds out what an input is; the text stands in `text`.
    fn default() -> Self {
        Self {
            kind: None,
            encoding: None,
            text_field: "text".to_owned(),
            id_field: None,
            whole: false,
            limits: Limits::default(),
        }
    }
}

impl Options {
    /// The fields that may hold an id, the best first.
    pub(super) fn id_fields(&self) -> Vec<&str> {
        self.id_field.as_deref().map_or_else(|| vec!["doc_id", "id"], |f| vec![f])
    }
}

/// How much of an input is too much. They guard memory and time against damaged and hostile inputs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Bytes of one document, as it is stored and as text in UTF-8. Never more than [`MAX_BYTES`](super::MAX_BYTES).
    pub document: u64,
    /// Bytes that one compressed input may unpack to.
    pub unpacked: u64,
    /// How many times as large as its input what is unpacked may be, from 8 MB on.
    pub ratio: u64,
    /// Elements inside one another, in HTML and XML.
    pub depth: usize,
    /// Files in one archive.
    pub entries: usize,
}

impl Default for Limits {
    /// 64 MB a document; 100 GB, 200 times the size and 100,000 files for what is packed; 256 elements deep.
    fn default() -> Self {
        Self { document: 64_000_000, unpacked: 100_000_000_000, ratio: 200, depth: 256, entries: 100_000 }
    }
}

impl Limits {
    /// The most bytes of a document that this run can hold.
    pub(super) fn document(&self) -> u64 {
        self.document.min(super::MAX_BYTES)
    }
}
