//! What is wrong with a text, as values: bad text is never an error.

use crate::TextRange;
use std::fmt;

/// What sort of trouble.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum DiagnosticCode {
    /// A quotation mark opens and nothing closes it.
    UnclosedQuotation,
    /// A quotation mark closes and nothing opened it.
    UnopenedQuotation,
    /// The text is larger than 4 GiB and was cut.
    TextTooLarge,
}

impl DiagnosticCode {
    /// The name in outputs, such as `unclosed-quotation`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnclosedQuotation => "unclosed-quotation",
            Self::UnopenedQuotation => "unopened-quotation",
            Self::TextTooLarge => "text-too-large",
        }
    }
}

/// Trouble at a place in the text. The rest of the document is unharmed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// What sort.
    pub code: DiagnosticCode,
    /// Where.
    pub range: TextRange,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.code {
            DiagnosticCode::UnclosedQuotation => {
                "no mark closes this quotation; it was taken to end with its paragraph"
            }
            DiagnosticCode::UnopenedQuotation => {
                "this mark closes a quotation that no mark opened; it was left alone"
            }
            DiagnosticCode::TextTooLarge => {
                "the text is larger than 4 GiB; the rest was left out: split the document"
            }
        })
    }
}
