//! Direct quotations taken apart: each stretch on its own, as corpora of fiction count them.
//!
//! "“We sold the boat,” said Ann, “and the oars.”" is one act of saying in two pieces. LitBank, BookNLP and what was made
//! like them annotate two quotations of one speaker.

use crate::{Attribution, Quotation, QuotationId, QuotationKind};
use inquit_tokenizer::TextRange;

impl Attribution {
    /// The same answer with every stretch of a direct quotation as a quotation of its own. Each keeps cue, source, speaker
    /// and evidence of the whole; [`Quotation::of`] of the later pieces tells which is the first one. Mixed and indirect
    /// quotations stay as they are.
    ///
    /// ```
    /// let found = inquit::Engine::new().attribute("“We sold the boat,” said Ann Lee, “and the oars.”").apart();
    /// let pieces: Vec<_> = found.quotations().iter().map(|q| (found.text_of(q.content[0]), q.of)).collect();
    /// let first = inquit::QuotationId(0);
    /// assert_eq!(pieces, [("“We sold the boat,”", None), ("“and the oars.”", Some(first))]);
    /// ```
    #[must_use]
    pub fn apart(mut self) -> Self {
        // Each piece with the number of the whole.
        let mut pieces: Vec<(usize, Quotation)> = Vec::with_capacity(self.quotations.len());
        for (whole, q) in std::mem::take(&mut self.quotations).into_iter().enumerate() {
            if q.kind != QuotationKind::Direct || q.content.len() < 2 {
                pieces.push((whole, q));
                continue;
            }
            pieces.extend(q.content.iter().map(|&range| (whole, piece(&q, range))));
        }
        // A stable order: of two that begin together, the outer one stays the first.
        pieces.sort_by_key(|(_, q)| q.content.first().map_or(u32::MAX, |c| c.start()));
        let wholes = pieces.iter().map(|(whole, _)| whole + 1).max().unwrap_or_default();
        let mut first = vec![None; wholes];
        for (number, (whole, q)) in (0..).zip(&mut pieces) {
            match first.get_mut(*whole) {
                Some(Some(first)) => q.of = Some(*first),
                Some(slot) => *slot = Some(QuotationId(number)),
                None => {}
            }
        }
        self.quotations = pieces.into_iter().map(|(_, q)| q).collect();
        self
    }
}

/// One stretch of a direct quotation.
fn piece(whole: &Quotation, range: TextRange) -> Quotation {
    let inside = |v: &&TextRange| range.start() <= v.start() && v.end() <= range.end();
    Quotation {
        content: vec![range],
        verbatim: whole.verbatim.iter().filter(inside).copied().collect(),
        ..whole.clone()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Engine, QuotationKind};

    #[test]
    fn pieces_are_in_order_of_the_text_and_share_all_but_their_words() {
        let text = "“Go,” said Ann Lee, “before I tell them what he said: ‘Never,’ he said, ‘not me.’ Go!”\n\n\
                    Tom Birch told her that it rained.";
        let joined = Engine::new().attribute(text);
        let apart = joined.clone().apart();
        let starts: Vec<_> = apart.quotations().iter().map(|q| q.content[0].start()).collect();
        assert!(starts.is_sorted(), "{starts:?}");
        assert!(apart.quotations().len() > joined.quotations().len());
        for q in apart.quotations() {
            if let Some(first) = q.of {
                let first = &apart.quotations()[first.0 as usize];
                assert_eq!(first.of, None);
                assert_eq!((first.cue, first.source, first.speaker), (q.cue, q.source, q.speaker));
            }
            if q.kind == QuotationKind::Direct {
                assert_eq!(q.verbatim, q.content);
            }
        }
        let words = |found: &crate::Attribution| {
            found
                .quotations()
                .iter()
                .flat_map(|q| q.content.clone())
                .collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(words(&joined), words(&apart));
        assert_eq!(apart.clone().apart().quotations(), apart.quotations());
    }
}
