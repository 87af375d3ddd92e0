//! JSON texts of the output contract.

use super::wire::Document;
use inquit::Attribution;
use inquit::tokenizer::OffsetUnit;
use std::io::{self, Write};

/// Writes one document as JSON on one line, with a line break at its end.
///
/// # Errors
///
/// Those of `out`.
pub fn json_line(out: &mut impl Write, id: &str, found: &Attribution, offsets: OffsetUnit) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Document::new(id, found, offsets))?;
    out.write_all(b"\n")
}

/// Writes one document as indented JSON, with a line break at its end.
///
/// # Errors
///
/// Those of `out`.
pub fn json_pretty(
    out: &mut impl Write,
    id: &str,
    found: &Attribution,
    offsets: OffsetUnit,
) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Document::new(id, found, offsets))?;
    out.write_all(b"\n")
}
