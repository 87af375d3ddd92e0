//! `parquet`: one row a quotation, with the columns of [`csv`](super::csv), and nested what a table of text flattens:
//! the stretches of the content, the verbatim parts, and, on the speaker's first row, all mentions of the speaker.

mod columns;

use super::table::{self, Row};
use super::{Answer, OffsetUnit, Options, Writer, names};
use columns::Group;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Rows, and bytes of text, after which a row group is written. They bound what is held in memory.
const ROWS: usize = 50_000;
const BYTES: usize = 16 << 20;

/// The columns. Lists have the three levels that the format's specification asks for.
const SCHEMA: &str = "message quotations {
  required binary doc_id (STRING);
  required binary quotation_id (STRING);
  required binary kind (STRING);
  required binary content (STRING);
  required int64 start;
  required int64 end;
  optional binary cue (STRING);
  optional int64 cue_start;
  optional int64 cue_end;
  optional binary source (STRING);
  optional int64 source_start;
  optional int64 source_end;
  optional binary speaker_id (STRING);
  optional binary speaker (STRING);
  optional binary speaker_type (STRING);
  optional binary gender (STRING);
  required binary tag (STRING);
  required group addressees (LIST) { repeated group list { required binary element (STRING); } }
  required double confidence;
  required group verbatim (LIST) { repeated group list { required group element {
    required int64 start; required int64 end; required binary text (STRING); } } }
  required group spans (LIST) { repeated group list { required group element {
    required int64 start; required int64 end; required binary text (STRING); } } }
  required group mentions (LIST) { repeated group list { required group element {
    required int64 start; required int64 end; required binary text (STRING); } } }
  required binary evidence (STRING);
}";

/// One Parquet file, whatever number of documents it takes. Rows are written when enough have come together.
pub(super) struct Table {
    unit: OffsetUnit,
    /// There from `begin` to `end`.
    file: Option<SerializedFileWriter<Pipe>>,
    pipe: Pipe,
    group: Group,
}

impl Table {
    /// A table without rows.
    pub(super) fn new(options: Options) -> Self {
        Self { unit: options.offsets, file: None, pipe: Pipe::default(), group: Group::default() }
    }

    fn open(&self) -> io::Result<SerializedFileWriter<Pipe>> {
        let schema = parse_message_type(SCHEMA).map_err(error)?;
        let properties = WriterProperties::builder()
            .set_created_by(format!("inquit {}", env!("CARGO_PKG_VERSION")))
            .set_compression(Compression::SNAPPY)
            .build();
        SerializedFileWriter::new(self.pipe.clone(), Arc::new(schema), Arc::new(properties)).map_err(error)
    }

    /// Writes the rows that wait as a row group.
    fn flush(&mut self) -> io::Result<()> {
        match &mut self.file {
            Some(file) if self.group.rows() > 0 => std::mem::take(&mut self.group).write(file).map_err(error),
            _ => Ok(()),
        }
    }
}

impl Writer for Table {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.file = Some(self.open()?);
        self.pipe.drain(out)
    }

    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        for row in table::rows(answer, self.unit) {
            add(&mut self.group, &row);
            if self.group.rows() >= ROWS || self.group.bytes() >= BYTES {
                self.flush()?;
            }
        }
        self.pipe.drain(out)
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.flush()?;
        if let Some(file) = self.file.take() {
            file.close().map_err(error)?;
        }
        self.pipe.drain(out)
    }
}

/// Puts a row into the columns, in the order of the schema.
fn add(group: &mut Group, row: &Row<'_>) {
    let q = &row.q;
    let mut to = group.row();
    to.text(row.doc_id);
    to.text(&q.id);
    to.text(row.kind);
    to.text(&row.content);
    to.number(row.start);
    to.number(row.end);
    for span in [&q.cue, &q.source] {
        to.maybe_text(span.as_ref().map(|s| s.text));
        to.maybe_number(span.as_ref().map(|s| s.start));
        to.maybe_number(span.as_ref().map(|s| s.end));
    }
    to.maybe_text(q.speaker.as_deref());
    to.maybe_text(row.speaker.map(|s| s.name.as_str()));
    to.maybe_text(row.speaker.map(|s| names::type_name(s.kind)));
    to.maybe_text(row.speaker.and_then(|s| names::gender_name(s.gender)));
    to.text(row.tag);
    to.texts(&row.addressees);
    to.float(q.confidence);
    to.spans(&q.verbatim);
    to.spans(&q.content);
    to.spans(&row.mentions);
    to.text(&q.evidence);
}

fn error(e: ParquetError) -> io::Error {
    io::Error::other(e)
}

/// Where the library writes to, so that each call can bring the output along.
#[derive(Clone, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    fn drain(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        out.write_all(&waiting)?;
        waiting.clear();
        Ok(())
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use std::fmt::Write as _;

    fn read_back(texts: &[&str]) -> (usize, String) {
        let engine = inquit::Engine::new();
        let (mut out, mut table, mut expected) = (Vec::new(), Table::new(Options::default()), 0);
        table.begin(&mut out).unwrap();
        for text in texts {
            let found = engine.attribute(*text);
            expected += found.quotations().len();
            table.document(&mut out, &Answer::new("a/b", &found)).unwrap();
        }
        table.end(&mut out).unwrap();
        let path =
            std::env::temp_dir().join(format!("inquit-{}-{}.parquet", std::process::id(), texts.len()));
        std::fs::write(&path, out).unwrap();
        let reader = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
        let mut rows = String::new();
        for row in reader.get_row_iter(None).unwrap() {
            for (name, field) in row.unwrap().get_column_iter() {
                writeln!(rows, "{name}: {field}").unwrap();
            }
        }
        std::fs::remove_file(path).unwrap();
        (expected, rows)
    }

    #[test]
    fn a_match() {
        insta::assert_snapshot!(read_back(&[testing::MATCH]).1);
    }

    #[test]
    fn whatever_the_text_holds_comes_back() {
        let (expected, rows) = read_back(testing::TEXTS);
        assert_eq!(rows.matches("quotation_id: ").count(), expected);
        assert!(rows.contains("🦊"), "{rows}");
    }

    #[test]
    fn a_table_may_have_no_rows() {
        assert_eq!(read_back(&[]), (0, String::new()));
    }
}
