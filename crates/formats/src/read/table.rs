//! Tables with commas or tabs: a document a row, the columns named in the first one.

use super::documents::{Item, Items, Layer};
use super::{Article, Kind, ReadError, decode};
use csv::ByteRecord;
use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// The documents of a table.
///
/// # Errors
///
/// If there is no column for the text.
pub(super) fn documents<'a>(
    input: Box<dyn BufRead + 'a>,
    kind: Kind,
    layer: Layer,
) -> Result<Items<'a>, ReadError> {
    let limit = layer.options.limits.document();
    let left = Rc::new(Cell::new(allowance(limit)));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if kind == Kind::Tsv { b'\t' } else { b',' })
        .flexible(true)
        .from_reader(Guarded { input, left: left.clone(), limit });
    let header = reader.byte_headers().map_err(|e| error(e, 0))?.clone();
    if header.is_empty() {
        return Ok(Box::new(std::iter::empty()));
    }
    let names: Vec<String> = header.iter().map(|n| String::from_utf8_lossy(n).trim().to_owned()).collect();
    let column = |name: &str| names.iter().position(|n| n == name);
    let missing = |wanted: &str| ReadError::NoColumn { wanted: wanted.to_owned(), found: names.join(", ") };
    let text = &layer.options.text_field;
    let text = column(text).ok_or_else(|| missing(text))?;
    let id = layer.options.id_fields().into_iter().find_map(column);
    if let (None, Some(wanted)) = (id, &layer.options.id_field) {
        return Err(missing(wanted));
    }
    Ok(Box::new(Rows { reader, left, limit, text, id, layer, row: 0, done: false }))
}

struct Rows<'a> {
    reader: csv::Reader<Guarded<'a>>,
    /// How many bytes the row being read may still have.
    left: Rc<Cell<u64>>,
    limit: u64,
    text: usize,
    id: Option<usize>,
    layer: Layer,
    row: u64,
    done: bool,
}

impl Iterator for Rows<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if self.done {
            return None;
        }
        self.left.set(allowance(self.limit));
        self.row += 1;
        let mut record = ByteRecord::new();
        match self.reader.read_byte_record(&mut record) {
            Ok(true) => Some(self.article(&record)),
            Ok(false) => None,
            Err(e) => {
                // Where the next row begins, nobody can tell.
                self.done = true;
                Some(Err(error(e, self.row)))
            }
        }
    }
}

impl Rows<'_> {
    fn article(&self, record: &ByteRecord) -> Item {
        let bad = |problem: String| ReadError::BadRow { row: self.row, problem };
        let text = record.get(self.text).ok_or_else(|| {
            bad(format!(
                "has {} columns and none for the text; look for marks that don't close",
                record.len()
            ))
        })?;
        let (text, note) =
            decode(text.to_vec(), self.layer.declared(None)).map_err(|e| bad(format!("the text is {e}")))?;
        if text.len() as u64 > self.layer.options.limits.document() {
            return Err(bad(ReadError::TooLarge { limit: self.layer.options.limits.document() }.to_string()));
        }
        let id = self.id.and_then(|i| record.get(i)).filter(|id| !id.is_empty());
        let id = id.map_or_else(
            || format!("{}:{}", self.layer.hint.id, self.row),
            |id| String::from_utf8_lossy(id).into_owned(),
        );
        Ok(Article { notes: note.into_iter().collect(), ..Article::new(id, text) })
    }
}

fn error(error: csv::Error, row: u64) -> ReadError {
    match error.into_kind() {
        csv::ErrorKind::Io(e) => match ReadError::from(e) {
            ReadError::TooLarge { limit } => ReadError::BadRow {
                row,
                problem: format!(
                    "longer than {limit} bytes, the most a document may have, or its marks don't close; the rest was not read"
                ),
            },
            e => e,
        },
        kind => ReadError::BadRow { row, problem: format!("{kind:?}") },
    }
}

/// The reader looks ahead by its buffer.
fn allowance(limit: u64) -> u64 {
    limit.saturating_add(1 << 16)
}

/// Ends with an error once a row has taken too much.
struct Guarded<'a> {
    input: Box<dyn BufRead + 'a>,
    left: Rc<Cell<u64>>,
    limit: u64,
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        match self.left.get().checked_sub(read as u64) {
            Some(left) => self.left.set(left),
            None => return Err(ReadError::TooLarge { limit: self.limit }.into_io()),
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use crate::read::{Documents, Hint, Options};
    use std::path::Path;

    fn read(bytes: &[u8], name: &str, options: Options) -> Vec<String> {
        Documents::with(bytes, Hint::from_path(Path::new(name)), options)
            .map(|r| r.map_or_else(|e| e.to_string(), |a| format!("{}: {}", a.id, a.text)))
            .collect()
    }

    #[test]
    fn rows_with_and_without_ids() {
        let table =
            "\u{FEFF}id,note,text\r\na,,\"“Hi,”\nsaid Ann.\"\r\n,,\"He said \"\"no\"\".\"\r\nshort\r\n";
        let got = read(table.as_bytes(), "x.csv", Options::default());
        assert_eq!(got[..2], ["a: “Hi,”\nsaid Ann.", "x:2: He said \"no\"."]);
        assert!(got[2].starts_with("row 3: has 1 columns and none for the text"), "{got:?}");
        assert_eq!(read(b"text\tid\nHo.\t7\n", "x.tsv", Options::default()), ["7: Ho."]);
    }

    #[test]
    fn columns_have_to_be_there() {
        let none = ["no column \"text\"; there are a, b: name the one with the text-field or id-field"];
        assert_eq!(read(b"a,b\n1,2\n", "x.csv", Options::default()), none);
        let options =
            Options { text_field: "b".to_owned(), id_field: Some("c".to_owned()), ..Options::default() };
        assert!(read(b"a,b\n1,2\n", "x.csv", options)[0].starts_with("no column \"c\""));
    }

    #[test]
    fn a_mark_that_never_closes_ends_at_the_limit() {
        let mut table = b"text\nfirst\n\"".to_vec();
        table.resize(300_000, b'a');
        let mut options = Options::default();
        options.limits.document = 1000;
        let got = read(&table, "x.csv", options);
        assert_eq!(got[0], "x:1: first");
        assert!(got[1].starts_with("row 2: longer than 1000 bytes") && got.len() == 2, "{}", got[1]);
    }

    #[test]
    fn other_encodings() {
        assert_eq!(read(b"text\nRen\xE9e said no.\n", "x.csv", Options::default()), ["x:1: Renée said no."]);
        assert!(read(b"", "x.csv", Options::default()).is_empty());
    }
}
