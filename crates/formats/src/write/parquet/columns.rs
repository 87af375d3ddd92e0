//! Rows turned into columns, with the levels that tell absent values and lists apart.

use super::super::wire;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::Result;
use parquet::file::writer::SerializedFileWriter;
use std::io::Write;

/// The values of a column, of one type.
enum Values {
    Text(Vec<ByteArray>),
    Number(Vec<i64>),
    Float(Vec<f64>),
}

/// A column that is filled row by row.
struct Column {
    values: Values,
    /// 1 where there is a value, 0 where there is none; not used where there is always one.
    definition: Vec<i16>,
    /// 0 where a row begins, 1 where its list goes on.
    repetition: Vec<i16>,
}

/// Rows that are not yet written.
#[derive(Default)]
pub(super) struct Group {
    columns: Vec<Column>,
    rows: usize,
    bytes: usize,
}

impl Group {
    pub(super) const fn rows(&self) -> usize {
        self.rows
    }

    /// About how much text the rows hold.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Begins a row. Each row must add to the same columns in the same order.
    pub(super) fn row(&mut self) -> Filler<'_> {
        self.rows += 1;
        Filler { group: self, next: 0 }
    }

    /// Writes a row group.
    pub(super) fn write<W: Write + Send>(self, file: &mut SerializedFileWriter<W>) -> Result<()> {
        let mut group = file.next_row_group()?;
        for column in self.columns {
            let Some(mut writer) = group.next_column()? else { break };
            let (definition, repetition) =
                (Some(column.definition.as_slice()), Some(column.repetition.as_slice()));
            match column.values {
                Values::Text(v) => writer.typed::<ByteArrayType>().write_batch(&v, definition, repetition)?,
                Values::Number(v) => writer.typed::<Int64Type>().write_batch(&v, definition, repetition)?,
                Values::Float(v) => writer.typed::<DoubleType>().write_batch(&v, definition, repetition)?,
            };
            writer.close()?;
        }
        group.close().map(drop)
    }
}

/// One value with its levels.
enum Value<'v> {
    Text(&'v str),
    Number(u32),
    Float(f64),
}

/// A row that is being filled.
pub(super) struct Filler<'g> {
    group: &'g mut Group,
    next: usize,
}

impl Filler<'_> {
    pub(super) fn text(&mut self, text: &str) {
        self.maybe_text(Some(text));
    }

    pub(super) fn maybe_text(&mut self, text: Option<&str>) {
        self.put(text.map(Value::Text).into_iter(), || Values::Text(Vec::new()));
    }

    pub(super) fn number(&mut self, number: u32) {
        self.maybe_number(Some(number));
    }

    pub(super) fn maybe_number(&mut self, number: Option<u32>) {
        self.put(number.map(Value::Number).into_iter(), || Values::Number(Vec::new()));
    }

    pub(super) fn float(&mut self, number: f64) {
        self.put(std::iter::once(Value::Float(number)), || Values::Float(Vec::new()));
    }

    pub(super) fn texts(&mut self, texts: &[&str]) {
        self.put(texts.iter().map(|t| Value::Text(t)), || Values::Text(Vec::new()));
    }

    /// A list of stretches is three columns.
    pub(super) fn spans(&mut self, spans: &[wire::Span<'_>]) {
        self.put(spans.iter().map(|s| Value::Number(s.start)), || Values::Number(Vec::new()));
        self.put(spans.iter().map(|s| Value::Number(s.end)), || Values::Number(Vec::new()));
        self.put(spans.iter().map(|s| Value::Text(s.text)), || Values::Text(Vec::new()));
    }

    /// Adds this row's values to the next column: none, one, or a list of them.
    fn put<'v>(&mut self, values: impl Iterator<Item = Value<'v>>, empty: impl Fn() -> Values) {
        let at = self.next;
        self.next += 1;
        while self.group.columns.len() <= at {
            let column = Column { values: empty(), definition: Vec::new(), repetition: Vec::new() };
            self.group.columns.push(column);
        }
        let Some(column) = self.group.columns.get_mut(at) else { return };
        let before = column.definition.len();
        for value in values {
            column.repetition.push(i16::from(column.definition.len() > before));
            column.definition.push(1);
            match (value, &mut column.values) {
                (Value::Text(text), Values::Text(all)) => {
                    self.group.bytes += text.len();
                    all.push(text.into());
                }
                (Value::Number(n), Values::Number(all)) => all.push(n.into()),
                (Value::Float(x), Values::Float(all)) => all.push(x),
                // The order of the columns is fixed, so a column has values of one type.
                _ => {}
            }
        }
        if column.definition.len() == before {
            column.definition.push(0);
            column.repetition.push(0);
        }
    }
}
