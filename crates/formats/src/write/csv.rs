//! `csv` and `tsv`: a header, then one row a quotation.
//!
//! Fields are quoted where they hold a delimiter, a quotation mark or a line break, as RFC 4180 has it; what is not
//! known is empty.

use super::table::{self, Row};
use super::{Answer, OffsetUnit, Options, Writer, names, wire};
use std::io::{self, Write};

/// The table, row by row.
pub(super) struct Table {
    delimiter: u8,
    unit: OffsetUnit,
}

/// The names of the columns, in order.
const COLUMNS: [&str; 22] = [
    "doc_id",
    "quotation_id",
    "kind",
    "content",
    "start",
    "end",
    "cue",
    "cue_start",
    "cue_end",
    "source",
    "source_start",
    "source_end",
    "speaker_id",
    "speaker",
    "speaker_type",
    "gender",
    "tag",
    "addressees",
    "confidence",
    "verbatim",
    "spans",
    "evidence",
];

impl Table {
    /// With commas between the fields.
    pub(super) const fn comma(options: Options) -> Self {
        Self { delimiter: b',', unit: options.offsets }
    }

    /// With tabs between the fields.
    pub(super) const fn tab(options: Options) -> Self {
        Self { delimiter: b'\t', unit: options.offsets }
    }

    fn open<'o>(&self, out: &'o mut dyn Write) -> csv::Writer<&'o mut dyn Write> {
        csv::WriterBuilder::new().delimiter(self.delimiter).from_writer(out)
    }
}

impl Writer for Table {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = self.open(out);
        table.write_record(COLUMNS)?;
        table.flush()
    }

    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        let mut table = self.open(out);
        for row in table::rows(answer, self.unit) {
            table.write_record(fields(&row))?;
        }
        table.flush()
    }

    fn resume(&mut self) -> bool {
        true
    }
}

fn fields(row: &Row<'_>) -> [String; COLUMNS.len()] {
    let q = &row.q;
    let [cue, cue_start, cue_end] = span(q.cue.as_ref());
    let [source, source_start, source_end] = span(q.source.as_ref());
    let speaker = row.speaker;
    let spans: Vec<_> = q.content.iter().map(|s| format!("{}-{}", s.start, s.end)).collect();
    [
        row.doc_id.to_owned(),
        q.id.to_string(),
        row.kind.to_owned(),
        row.content.clone(),
        row.start.to_string(),
        row.end.to_string(),
        cue,
        cue_start,
        cue_end,
        source,
        source_start,
        source_end,
        q.speaker.as_deref().unwrap_or_default().to_owned(),
        speaker.map(|s| s.name.clone()).unwrap_or_default(),
        speaker.map(|s| names::type_name(s.kind).to_owned()).unwrap_or_default(),
        speaker.and_then(|s| names::gender_name(s.gender)).unwrap_or_default().to_owned(),
        row.tag.to_owned(),
        row.addressees.join("; "),
        format!("{:.2}", q.confidence),
        table::joined(&q.verbatim),
        spans.join(";"),
        q.evidence.to_string(),
    ]
}

fn span(span: Option<&wire::Span<'_>>) -> [String; 3] {
    span.map_or_else(Default::default, |s| [s.text.to_owned(), s.start.to_string(), s.end.to_string()])
}

#[cfg(test)]
mod tests {
    use super::super::{Format, testing};
    use super::*;

    const ID: &str = "a/b, \"c\"";

    #[test]
    fn a_match() {
        insta::assert_snapshot!(testing::written(Format::Csv, "match", testing::MATCH));
    }

    #[test]
    fn whatever_the_text_holds_comes_back() {
        for text in testing::TEXTS {
            for (format, delimiter) in [(Format::Csv, b','), (Format::Tsv, b'\t')] {
                let table = testing::written(format, ID, text);
                let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(table.as_bytes());
                assert_eq!(reader.headers().unwrap(), &COLUMNS[..]);
                let found = inquit::Engine::new().attribute(*text);
                let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
                assert_eq!(rows.len(), found.quotations().len());
                for (row, q) in rows.iter().zip(found.quotations()) {
                    let content: Vec<_> = q.content.iter().map(|&r| found.text_of(r)).collect();
                    assert_eq!(&row[0], ID);
                    assert_eq!(&row[3], content.join(" … "));
                }
            }
        }
    }
}
