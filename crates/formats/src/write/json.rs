//! The contract as JSON: an indented object a document, or a line a document.

use super::{Answer, Options, Writer};
use std::io::{self, Write};

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
    fn document(&mut self, mut out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        document(&self.0, answer).write_indented(&mut out)
    }

    fn resume(&mut self) -> bool {
        true
    }
}

impl Writer for Lines {
    fn document(&mut self, mut out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        document(&self.0, answer).write_line(&mut out)
    }

    fn resume(&mut self) -> bool {
        true
    }
}

fn document<'a>(options: &Options, answer: &Answer<'a>) -> super::wire::Document<'a> {
    let mut document = answer.wire(options.offsets);
    document.text = options.text.then(|| answer.found.document().text());
    document
}
