//! Tables with commas or tabs: a document a row, the columns named in the first one.

mod marks;

use super::documents::{Item, Items, Layer};
use super::{Article, Kind, ReadError, decode};
use csv::ByteRecord;
use marks::Marks;
use std::cell::{Cell, RefCell};
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
    let delimiter = if kind == Kind::Tsv { b'\t' } else { b',' };
    let mut input = input;
    // Many write tabs between texts as they are, quotation marks and all.
    let mut head = Vec::new();
    input.as_mut().take(limit).read_until(b'\n', &mut head)?;
    let mut marks = Marks::new(delimiter);
    let quoting = kind != Kind::Tsv || marks.pass(&head) && marks.pass(input.fill_buf()?);
    let input = Box::new(io::Cursor::new(head).chain(input));
    let left = Rc::new(Cell::new(allowance(limit)));
    let marks = Rc::new(RefCell::new(Marks::new(delimiter)));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(quoting)
        .flexible(true)
        .from_reader(Guarded { input, left: left.clone(), limit, marks: marks.clone() });
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
    let marks = quoting.then_some(marks);
    Ok(Box::new(Rows {
        reader,
        left,
        limit,
        marks,
        next: None,
        columns: header.len(),
        text,
        id,
        layer,
        row: 0,
        done: false,
    }))
}

struct Rows<'a> {
    reader: csv::Reader<Guarded<'a>>,
    /// How many bytes the row being read may still have.
    left: Rc<Cell<u64>>,
    limit: u64,
    /// Where the marks around values stand, if there are any.
    marks: Option<Rc<RefCell<Marks>>>,
    /// A row that was read ahead.
    next: Option<csv::Result<Option<ByteRecord>>>,
    columns: usize,
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
        self.row += 1;
        let record = match self.next.take() {
            Some(read) => read,
            None => self.read(),
        };
        match record {
            Ok(Some(record)) => Some(self.article(&record)),
            Ok(None) => None,
            Err(e) => {
                // Where the next row begins, nobody can tell.
                self.done = true;
                Some(Err(error(e, self.row)))
            }
        }
    }
}

impl Rows<'_> {
    fn read(&mut self) -> csv::Result<Option<ByteRecord>> {
        self.left.set(allowance(self.limit));
        let mut record = ByteRecord::new();
        Ok(self.reader.read_byte_record(&mut record)?.then_some(record))
    }

    /// Whether the row that was just read is the last one and ends inside marks.
    fn is_open(&mut self) -> bool {
        let inside = self.marks.as_ref().is_some_and(|m| m.borrow().open());
        // Most often that is only how far the reader looked ahead.
        if !inside {
            return false;
        }
        let next = self.read();
        let last = matches!(next, Ok(None));
        self.next = Some(next);
        last
    }

    fn article(&mut self, record: &ByteRecord) -> Item {
        let row = self.row;
        let bad = |problem: String| ReadError::BadRow { row, problem };
        if self.is_open() {
            let problem = "a mark opens a value and never closes, so that all from there to the end is one value; close it";
            return Err(bad(problem.to_owned()));
        }
        if record.iter().skip(self.columns).any(|value| !value.is_empty()) {
            return Err(bad(format!(
                "has {} values for {} columns; texts with what separates values need \" around them",
                record.len(),
                self.columns
            )));
        }
        let text = record.get(self.text).ok_or_else(|| {
            bad(format!(
                "has {} of {} values and none for the text; look for marks that don't close",
                record.len(),
                self.columns
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
    marks: Rc<RefCell<Marks>>,
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.marks.borrow_mut().pass(buffer.get(..read).unwrap_or_default());
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
        assert!(got[2].starts_with("row 3: has 1 of 3 values and none for the text"), "{got:?}");
        assert_eq!(read(b"text\tid\nHo.\t7\n", "x.tsv", Options::default()), ["7: Ho."]);
    }

    #[test]
    fn columns_have_to_be_there() {
        let none = ["no column \"text\"; there are a, b: name the right one with --text-field or --id-field"];
        assert_eq!(read(b"a,b\n1,2\n", "x.csv", Options::default()), none);
        let options =
            Options { text_field: "b".to_owned(), id_field: Some("c".to_owned()), ..Options::default() };
        assert!(read(b"a,b\n1,2\n", "x.csv", options)[0].starts_with("no column \"c\""));
    }

    #[test]
    fn rows_of_another_length() {
        let got = read(b"id,text\n1,We won, said Ann.\n2,Yes.,\n3,No.\n", "x.csv", Options::default());
        assert!(got[0].starts_with("row 1: has 3 values for 2 columns"), "{got:?}");
        assert_eq!(got[1..], ["2: Yes.", "3: No."]);
    }

    #[test]
    fn a_mark_that_never_closes_is_told_at_the_end() {
        let got = read(b"text\nfirst\n\"second\nthird\n", "x.csv", Options::default());
        assert_eq!(got[0], "x:1: first");
        assert!(
            got[1].starts_with("row 2: a mark opens a value and never closes") && got.len() == 2,
            "{got:?}"
        );
        assert_eq!(read(b"text\n\"one\"", "x.csv", Options::default()), ["x:1: one"]);
    }

    #[test]
    fn tabs_between_texts_as_they_are() {
        let got = read(b"id\ttext\n1\t\"We won,\" said Ann.\n2\t\"No.\"\n", "x.tsv", Options::default());
        assert_eq!(got, ["1: \"We won,\" said Ann.", "2: \"No.\""]);
        let got = read(b"id\ttext\n1\t\"\"\"We won,\"\" said\tAnn.\"\n2\tNo.\n", "x.tsv", Options::default());
        assert_eq!(got, ["1: \"We won,\" said\tAnn.", "2: No."]);
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
        let wide: Vec<u8> =
            "\u{FEFF}id\ttext\n1\t“No.”\n2\tYes.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let read_wide: Vec<_> = Documents::new(wide.as_slice(), Hint::from_path(Path::new("x.tsv")))
            .map(|r| r.map(|a| (a.text, a.notes.len())).unwrap())
            .collect();
        assert_eq!(read_wide, [("“No.”".to_owned(), 1), ("Yes.".to_owned(), 0)]);
        assert_eq!(read(b"text\nRen\xE9e said no.\n", "x.csv", Options::default()), ["x:1: Renée said no."]);
        assert!(read(b"", "x.csv", Options::default()).is_empty());
    }
}
