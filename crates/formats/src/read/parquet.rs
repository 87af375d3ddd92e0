//! Parquet: a document a row, text and id each in a column. Only these two columns are read.

use super::documents::{Item, Items, Layer};
use super::source::Shared;
use super::{Article, ReadError};
use bytes::Bytes;
use parquet::basic::{ConvertedType, LogicalType, Type as Physical};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::reader::{ChunkReader, FileReader, Length};
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::{Type, TypePtr};
use std::io::Read;
use std::sync::Arc;

impl Length for Shared {
    fn len(&self) -> u64 {
        self.len()
    }
}

impl ChunkReader for Shared {
    type T = std::io::BufReader<Self>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        Ok(std::io::BufReader::with_capacity(1 << 16, self.from(start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        // What a damaged file claims need not be there.
        let there = start.checked_add(length as u64).is_some_and(|end| end <= Self::len(self));
        if !there {
            return Err(ParquetError::EOF(format!("bytes {start} to {start} + {length} are behind the end")));
        }
        let mut bytes = vec![0; length];
        self.from(start).read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// The documents of a Parquet file.
///
/// # Errors
///
/// If it is damaged, or has no column of text by that name.
pub(super) fn documents<'a>(shared: Shared, layer: Layer) -> Result<Items<'a>, ReadError> {
    let reader = SerializedFileReader::new(shared).map_err(damaged)?;
    let schema = reader.metadata().file_metadata().schema_descr().root_schema_ptr();
    let options = &layer.options;
    let text = column(&schema, &options.text_field)?;
    check_text(&text)?;
    let id = match &options.id_field {
        Some(name) => Some(column(&schema, name)?),
        None => options.id_fields().iter().find_map(|name| column(&schema, name).ok()),
    };
    if let Some(id) = id.as_ref().filter(|id| !id.is_primitive()) {
        return Err(wrong(id, "a structure"));
    }
    let limits = options.limits;
    for group in reader.metadata().row_groups() {
        for chunk in group.columns().iter().filter(|c| c.column_path().string() == options.text_field) {
            let (packed, out) = (chunk.compressed_size().max(1), chunk.uncompressed_size());
            if out as u64 > 8 << 20 && (out / packed) as u64 >= limits.ratio {
                return Err(ReadError::Ratio { limit: limits.ratio, at: chunk.byte_range().0 });
            }
        }
    }
    let names = (text.name().to_owned(), id.as_ref().map(|id| id.name().to_owned()));
    // The order of the schema, which the reader wants.
    let wanted =
        schema.get_fields().iter().filter(|f| f.name() == names.0 || Some(f.name()) == names.1.as_deref());
    let projection = Type::group_type_builder(schema.name()).with_fields(wanted.cloned().collect()).build();
    let projection = projection.map_err(damaged)?;
    // A few rows at a time: a row may be a book.
    let rows = RowIter::from_file_into(Box::new(reader)).project(Some(projection)).map_err(damaged)?;
    Ok(Box::new(Rows { rows: rows.with_batch_size(32), names, layer, row: 0, done: false }))
}

/// A column at the top of the schema.
fn column(schema: &TypePtr, name: &str) -> Result<TypePtr, ReadError> {
    let fields = schema.get_fields();
    fields.iter().find(|f| f.name() == name).map(Arc::clone).ok_or_else(|| ReadError::NoColumn {
        wanted: name.to_owned(),
        found: fields.iter().map(|f| f.name()).collect::<Vec<_>>().join(", "),
    })
}

/// Text is bytes that the schema doesn't call anything but text; some programs don't call them text either.
fn check_text(column: &TypePtr) -> Result<(), ReadError> {
    if !column.is_primitive() {
        return Err(wrong(column, "a structure"));
    }
    let info = column.get_basic_info();
    if info.has_repetition() && info.repetition() == parquet::basic::Repetition::REPEATED {
        return Err(wrong(column, "lists"));
    }
    match column.get_physical_type() {
        Physical::BYTE_ARRAY => match (info.logical_type_ref(), info.converted_type()) {
            (None | Some(LogicalType::String), ConvertedType::NONE | ConvertedType::UTF8) => Ok(()),
            (other, converted) => {
                let found = other.map_or_else(|| converted.to_string(), |l| format!("{l:?}"));
                Err(wrong(column, &found))
            }
        },
        other => Err(wrong(column, &other.to_string())),
    }
}

fn wrong(column: &TypePtr, found: &str) -> ReadError {
    ReadError::WrongColumn { column: column.name().to_owned(), found: found.to_owned() }
}

fn damaged(error: ParquetError) -> ReadError {
    match error {
        ParquetError::External(e) => match e.downcast::<std::io::Error>() {
            Ok(e) => (*e).into(),
            Err(e) => ReadError::damaged("Parquet", e),
        },
        e => ReadError::damaged("Parquet", e),
    }
}

struct Rows {
    rows: RowIter<'static>,
    names: (String, Option<String>),
    layer: Layer,
    row: u64,
    done: bool,
}

impl Iterator for Rows {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if self.done {
            return None;
        }
        self.row += 1;
        match self.rows.next()? {
            Ok(row) => Some(self.article(row)),
            Err(e) => {
                self.done = true;
                Some(Err(damaged(e)))
            }
        }
    }
}

impl Rows {
    fn article(&self, row: Row) -> Item {
        let bad = |problem: String| Err(ReadError::BadRow { row: self.row, problem });
        let (mut text, mut id) = (None, None);
        for (name, value) in row.into_columns() {
            if name == self.names.0 {
                text = match value {
                    Field::Str(s) => Some(s),
                    Field::Bytes(b) => match std::str::from_utf8(b.data()) {
                        Ok(s) => Some(s.to_owned()),
                        Err(e) => return bad(format!("byte {} of the text is not UTF-8", e.valid_up_to())),
                    },
                    _ => None,
                };
            } else {
                id = match value {
                    Field::Null => None,
                    Field::Str(s) => Some(s),
                    Field::Bytes(b) => Some(String::from_utf8_lossy(b.data()).into_owned()),
                    other => Some(other.to_string()),
                };
            }
        }
        let Some(text) = text else { return bad("the text is missing (null)".to_owned()) };
        let limit = self.layer.options.limits.document();
        if text.len() as u64 > limit {
            return bad(ReadError::TooLarge { limit }.to_string());
        }
        Ok(Article::new(id.unwrap_or_else(|| format!("{}:{}", self.layer.hint.id, self.row)), text))
    }
}
