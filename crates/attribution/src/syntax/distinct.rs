//! The distinct words of a document, as they are written: what depends on a word alone is worked out once for each, however
//! often it stands there.

use inquit_tokenizer::Document;
use rustc_hash::FxHashMap;

/// The distinct words of a document by number, in the order in which they come first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Distinct {
    of: Vec<u32>,
    count: usize,
}

impl Distinct {
    /// Reads a document.
    pub(super) fn read(doc: &Document) -> Self {
        /// Most articles have fewer; room for more comes when it is needed.
        const USUAL: usize = 2048;
        let tokens = doc.tokens();
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        known.reserve((tokens.len() / 2).min(USUAL));
        let number = |token: &inquit_tokenizer::Token| {
            let next = known.len() as u32;
            *known.entry(&doc.text()[token.range]).or_insert(next)
        };
        let of = tokens.iter().map(number).collect();
        Self { of, count: known.len() }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The number of a token's word.
    pub(super) fn number(&self, at: usize) -> usize {
        self.of.get(at).map_or(usize::MAX, |number| *number as usize)
    }
}

/// What was worked out for the distinct words of a document, in their order.
#[derive(Debug)]
pub(crate) struct OfEach<'a, T> {
    distinct: &'a Distinct,
    found: Vec<T>,
}

impl<'a, T> OfEach<'a, T> {
    pub(crate) fn new(distinct: &'a Distinct) -> Self {
        Self { distinct, found: Vec::with_capacity(distinct.count) }
    }

    /// What the word of a token comes to, made where it comes first. Tokens are to be asked for in order.
    #[inline]
    pub(crate) fn get(&mut self, at: usize, make: impl FnOnce() -> T) -> &mut T {
        // A token of another document than the words are of has no number: its word is made each time.
        let number = self.distinct.number(at).min(self.found.len());
        if number == self.found.len() {
            self.found.push(make());
        }
        &mut self.found[number]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_made_once_and_case_tells_words_apart() {
        let doc = inquit_tokenizer::tokenize("The boat and the boat and The boat.");
        let distinct = Distinct::read(&doc);
        assert_eq!(distinct.count, 5, "The, boat, and, the, the stop");
        let (mut each, mut made) = (OfEach::new(&distinct), 0);
        for at in 0..doc.tokens().len() {
            let text = doc.token_text(at.into());
            let found = each.get(at, || {
                made += 1;
                text
            });
            assert_eq!(*found, text);
        }
        assert_eq!(made, 5);
    }

    #[test]
    fn tokens_of_no_document_are_made_each_time() {
        let distinct = Distinct::default();
        let mut each = OfEach::new(&distinct);
        assert_eq!([3, 0, 9].map(|at| *each.get(at, || at)), [3, 0, 9]);
    }
}
