//! Quotation marks around the values of a table: `"a, b"`, and `""` for one inside.

/// Follows the marks of a table that passes by, in pieces of any size.
pub(super) struct Marks {
    delimiter: u8,
    at: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Where a value begins.
    Start,
    /// In a value without marks around it.
    Plain,
    /// In one with marks.
    Inside,
    /// Behind a mark in there, that closes it or is the first of two.
    Closing,
}

impl Marks {
    pub(super) const fn new(delimiter: u8) -> Self {
        Self { delimiter, at: Place::Start }
    }

    /// Goes on over some bytes. False if a mark closed a value in the middle of it: then the marks are the text's own.
    pub(super) fn pass(&mut self, bytes: &[u8]) -> bool {
        let mut around = true;
        for &byte in bytes {
            let ends = byte == self.delimiter || byte == b'\n' || byte == b'\r';
            self.at = match (self.at, byte) {
                (Place::Start, b'"') | (Place::Closing, b'"') => Place::Inside,
                (Place::Inside, b'"') => Place::Closing,
                (Place::Inside, _) => Place::Inside,
                (_, _) if ends => Place::Start,
                (Place::Closing, _) => {
                    around = false;
                    Place::Plain
                }
                (Place::Start | Place::Plain, _) => Place::Plain,
            };
        }
        around
    }

    /// Whether a value with marks around it is still open.
    pub(super) const fn open(&self) -> bool {
        matches!(self.at, Place::Inside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_until_it_closes() {
        let mut marks = Marks::new(b',');
        assert!(marks.pass(b"a,\"b\"\"") && marks.open());
        assert!(marks.pass(b" c") && marks.open());
        assert!(marks.pass(b"\",d\"e\n") && !marks.open());
    }

    #[test]
    fn marks_of_the_text() {
        let around = |table: &[u8]| Marks::new(b'\t').pass(table);
        assert!(around(b"\"a\"\t\"b\"\"c\"\r\n") && around(b"said \"a\" b\n"));
        assert!(!around(b"\"a\" said b\n"));
    }
}
