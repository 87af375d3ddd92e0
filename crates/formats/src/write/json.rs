//! The contract as JSON: an indented object a document, or a line a document.

use super::{Answer, Options, Writer};
use std::io::{self, BufWriter, IntoInnerError, Write};

/// An indented object a document.
pub(super) struct Indented(Options);

/// A line a document.
pub(super) struct Lines(Options);

impl Indented {
    pub(super) const fn new(options: Options) -> Self {
        Self(options)
    }
}

impl Lines {
    pub(super) const fn new(options: Options) -> Self {
        Self(options)
    }
}

impl Writer for Indented {
    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        gathered(out, |out| document(&self.0, answer).write_indented(out))
    }

    fn resume(&mut self) -> bool {
        true
    }
}

impl Writer for Lines {
    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        gathered(out, |out| document(&self.0, answer).write_line(out))
    }

    fn resume(&mut self) -> bool {
        true
    }
}

/// Writes by way of a buffer whose kind is known here: JSON comes in many small pieces, and `out` may be of any kind.
fn gathered<'a>(
    out: &'a mut dyn Write,
    write: impl FnOnce(&mut BufWriter<&'a mut dyn Write>) -> io::Result<()>,
) -> io::Result<()> {
    let mut buffer = BufWriter::with_capacity(1 << 14, out);
    write(&mut buffer)?;
    // Hands over what is left; `out` itself is flushed by its owner.
    buffer.into_inner().map(drop).map_err(IntoInnerError::into_error)
}

fn document<'a>(options: &Options, answer: &Answer<'a>) -> super::wire::Document<'a> {
    let mut document = answer.wire(options.offsets);
    document.text = options.text.then(|| answer.found.document().text());
    document
}
