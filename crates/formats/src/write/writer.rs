//! How answers reach a file: one writer for each file of a format, document by document, in the order of the input.

use super::wire;
use crate::read::Section;
use inquit::tokenizer::OffsetUnit;
use inquit::{Attribution, Quotation, QuotationId};
use std::io::{self, Write};

/// Writes documents of one run to one output, one after the other: `begin`, any number of `document`, `end`.
///
/// The caller owns the output, buffers it, and hands over the same one each time. The same documents give the same
/// bytes.
pub trait Writer: Send {
    /// What stands before the first document, such as the names of columns.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let _ = out;
        Ok(())
    }

    /// One document. May hold it back until later ones or the end come.
    ///
    /// # Errors
    ///
    /// Those of `out`; and one in words where the format cannot hold it, such as a second document.
    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()>;

    /// What stands behind the last document.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let _ = out;
        Ok(())
    }

    /// Stands in for `begin` where an output is to be continued that another writer began and that was cut off behind
    /// a whole document. False if the format does not allow that: because it holds documents back, or because what
    /// comes depends on what stands there already.
    fn resume(&mut self) -> bool {
        false
    }
}

/// One document and who said what in it, as a writer gets it.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The document's id.
    pub id: &'a str,
    /// Who said what.
    pub found: &'a Attribution,
    /// The chapters of a book, in order; empty for all else.
    pub sections: &'a [Section],
    /// For each quotation whether it is wanted; `None` if all are.
    shown: Option<Vec<bool>>,
}

impl<'a> Answer<'a> {
    /// With all its quotations.
    #[must_use]
    pub const fn new(id: &'a str, found: &'a Attribution) -> Self {
        Self { id, found, sections: &[], shown: None }
    }

    /// With the chapters of the book that it is.
    #[must_use]
    pub const fn with_sections(mut self, sections: &'a [Section]) -> Self {
        self.sections = sections;
        self
    }

    /// Only with the quotations for which `keep` is true. Ids stay as they are; speakers stay, all of them.
    #[must_use]
    pub fn only(mut self, keep: impl Fn(&Quotation) -> bool) -> Self {
        self.shown = Some(self.found.quotations().iter().map(keep).collect());
        self
    }

    /// Whether a quotation is wanted.
    #[must_use]
    pub fn shows(&self, id: QuotationId) -> bool {
        self.shown.as_ref().is_none_or(|s| s.get(id.0 as usize).copied().unwrap_or(false))
    }

    /// The wanted quotations with their ids, in order.
    pub fn quotations(&self) -> impl Iterator<Item = (QuotationId, &'a Quotation)> {
        (0..).map(QuotationId).zip(self.found.quotations()).filter(|(id, _)| self.shows(*id))
    }

    /// The answer in the words of the contract.
    #[must_use]
    pub fn wire(&self, offsets: OffsetUnit) -> wire::Document<'a> {
        let mut document = wire::Document::new(self.id, self.found, offsets);
        document.sections = wire::sections(self.sections, self.found.document().text(), offsets);
        if let Some(shown) = &self.shown {
            let mut shown = shown.iter();
            document.quotations.retain(|_| shown.next().copied().unwrap_or(false));
        }
        document
    }
}

/// For formats whose files hold one document: complains about a second one. `seen` is whether there was one.
pub(super) fn only_one(seen: &mut bool, format: &str) -> io::Result<()> {
    if std::mem::replace(seen, true) {
        let message =
            format!("a file of {format} holds one document; write to a folder to get a file for each");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    Ok(())
}
