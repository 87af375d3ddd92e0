//! One row a quotation: what the tables have in common.

use super::{Answer, OffsetUnit, names, wire};
use inquit::{Quotation, Speaker};

/// What stands between the stretches of a content where they are one value.
const GAP: &str = " … ";

/// One quotation with all that belongs to it.
pub(super) struct Row<'a> {
    /// The id of the document.
    pub(super) doc_id: &'a str,
    /// The quotation in the words of the contract.
    pub(super) q: wire::Quotation<'a>,
    pub(super) kind: &'static str,
    pub(super) tag: &'static str,
    /// All stretches of the content as one value.
    pub(super) content: String,
    /// Where the first stretch begins and the last one ends.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Who says it.
    pub(super) speaker: Option<&'a Speaker>,
    /// All mentions of the speaker, if this is the speaker's first row: repeated on each row they would grow with the
    /// square of the text. Only Parquet has room for them.
    #[cfg_attr(not(feature = "parquet"), allow(dead_code))]
    pub(super) mentions: Vec<wire::Span<'a>>,
    /// The names of those spoken to.
    pub(super) addressees: Vec<&'a str>,
}

/// The rows of an answer.
pub(super) fn rows<'a>(answer: &Answer<'a>, unit: OffsetUnit) -> Vec<Row<'a>> {
    let wire::Document { quotations, mut speakers, .. } = answer.wire(unit);
    let rows =
        answer.quotations().zip(quotations).map(|((_, found), q)| row(answer, found, q, &mut speakers));
    rows.collect()
}

fn row<'a>(
    answer: &Answer<'a>,
    found: &'a Quotation,
    q: wire::Quotation<'a>,
    wire: &mut [wire::Speaker<'a>],
) -> Row<'a> {
    let speakers = answer.found.speakers();
    let index = found.speaker.map(|s| s.0 as usize);
    Row {
        doc_id: answer.id,
        kind: names::kind_name(found.kind),
        tag: names::tag_name(found.tag),
        content: joined(&q.content),
        start: q.content.first().map_or(0, |s| s.start),
        end: q.content.last().map_or(0, |s| s.end),
        speaker: index.and_then(|i| speakers.get(i)),
        mentions: index
            .and_then(|i| wire.get_mut(i))
            .map(|s| std::mem::take(&mut s.mentions))
            .unwrap_or_default(),
        addressees: found
            .addressees
            .iter()
            .filter_map(|a| speakers.get(a.0 as usize))
            .map(|s| s.name.as_str())
            .collect(),
        q,
    }
}

/// The words of some stretches as one value.
pub(super) fn joined(spans: &[wire::Span<'_>]) -> String {
    spans.iter().map(|s| s.text).collect::<Vec<_>>().join(GAP)
}
