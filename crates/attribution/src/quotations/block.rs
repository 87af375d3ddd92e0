//! A block: what a reporting clause and a colon at the end of a paragraph lead in is the next paragraph, marks or none.
//!
//! "The governor wrote:" and below it "**The bridge is unsafe. We have asked for money for ten years.**" How far a block
//! of several paragraphs goes, no mark tells; one is sure.

use super::clause_end::trim_end;
use super::reader::Reader;
use super::report::{Report, Rule};
use super::tag::tag_before;
use inquit_tokenizer::{ParagraphId, ParagraphKind};

/// The fewest tokens of a block: less is a heading or a signature.
const LEAST: usize = 4;

/// The report of the paragraph `id`, if the one before it leads it in.
pub(super) fn report(r: &Reader<'_>, id: ParagraphId) -> Option<Report> {
    let block = r.doc.paragraph(id).tokens.indices();
    let before = r.doc.paragraph(ParagraphId::from(id.index().checked_sub(1)?));
    let high = before.tokens.end.index();
    let colon = high.checked_sub(1)?;
    if before.kind != ParagraphKind::Body
        || before.tokens.is_empty()
        || r.text(colon) != ":"
        || r.in_marks(colon)
        || block.len() < LEAST
        || r.in_marks(block.start)
    {
        return None;
    }
    // A colon alone is the cue of a label, and what a label leads in is a turn.
    let tag = tag_before(r, high, r.sentence_start(colon)).filter(|tag| tag.cue.0 < colon)?;
    let source = tag.source?;
    Some(Report {
        rule: Rule::Clause,
        content: vec![(block.start, trim_end(r, block.start, block.end))],
        cue: Some(tag.cue),
        source: Some(source),
        addressee: tag.addressee,
        why: format!("“{}” and a colon before the paragraph", r.text(tag.cue.0)),
        frame: "",
        head: tag.cue.0,
        licensed: true,
        confidence: 0.7,
    })
}

#[cfg(test)]
mod tests {
    use crate::quotations::testing::{assert_direct, assert_indirect, assert_nothing_reported};

    #[test]
    fn a_colon_at_the_end_leads_in_the_next_paragraph() {
        assert_indirect(
            "The governor wrote:\n\nThe bridge is unsafe. Nobody has come.\n\nThe pond is deep.",
            ("The bridge is unsafe. Nobody has come", "wrote", "The governor"),
        );
        assert_indirect(
            "She left this message:\n\nThe key is under the stone.",
            ("The key is under the stone", "message:", "She"),
        );
    }

    #[test]
    fn marks_tell_better() {
        assert_direct(
            "The governor wrote:\n\n“The bridge is unsafe.”",
            ("“The bridge is unsafe.”", "wrote", "The governor"),
        );
    }

    #[test]
    fn without_a_reporting_clause_or_a_colon_a_paragraph_is_the_narrators() {
        assert_nothing_reported("The bread was good:\n\nThe flour came from the hill.");
        assert_nothing_reported("The governor wrote.\n\nThe bridge was unsafe in those days.");
    }
}
