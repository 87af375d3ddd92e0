//! Typed indices, so that a token can't be taken for a sentence.

/// Declares an index type over `u32` and its half-open range.
macro_rules! id {
    ($(#[$doc:meta])* $id:ident, $(#[$range_doc:meta])* $range:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
        pub struct $id(pub u32);

        impl $id {
            /// The position in the document's list.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl From<usize> for $id {
            fn from(i: usize) -> Self {
                debug_assert!(u32::try_from(i).is_ok());
                Self(i as u32)
            }
        }

        $(#[$range_doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
        pub struct $range {
            /// The first one.
            pub start: $id,
            /// One past the last one.
            pub end: $id,
        }

        impl $range {
            /// From `start` up to, not including, `end`. An `end` before `start` gives the empty range at `start`.
            #[must_use]
            pub const fn new(start: $id, end: $id) -> Self {
                Self { start, end: if end.0 < start.0 { start } else { end } }
            }

            /// How many.
            #[must_use]
            pub const fn len(self) -> usize {
                (self.end.0 - self.start.0) as usize
            }

            /// Whether there are none.
            #[must_use]
            pub const fn is_empty(self) -> bool {
                self.start.0 == self.end.0
            }

            /// Whether `at` is among them.
            #[must_use]
            pub const fn contains(self, at: $id) -> bool {
                self.start.0 <= at.0 && at.0 < self.end.0
            }

            /// Each of them in order.
            pub fn iter(self) -> impl DoubleEndedIterator<Item = $id> + ExactSizeIterator {
                (self.start.0..self.end.0).map($id)
            }

            /// As positions in the document's list.
            #[must_use]
            pub const fn indices(self) -> std::ops::Range<usize> {
                self.start.0 as usize..self.end.0 as usize
            }
        }
    };
}

id!(
    /// A token of a document.
    TokenId,
    /// Neighbouring tokens.
    TokenRange
);
id!(
    /// A sentence of a document.
    SentenceId,
    /// Neighbouring sentences.
    SentenceRange
);
id!(
    /// A paragraph of a document.
    ParagraphId,
    /// Neighbouring paragraphs.
    ParagraphRange
);
id!(
    /// A stretch between quotation marks.
    QuotedId,
    /// Neighbouring stretches between quotation marks, in order of their opening marks.
    QuotedRange
);
