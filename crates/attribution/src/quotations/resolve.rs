//! Which findings stand: a token is reported once, what lies inside another report is nested or dropped.

use super::paragraph::Findings;
use super::reader::{Reader, range};
use super::report::{Report, Rule};
use super::{Found, Quotations};
use crate::QuotationKind;
use inquit_tokenizer::{MarkStyle, TokenKind};

/// Nobody's token.
const FREE: u32 = u32::MAX;

/// Where a tag and what it tags begin, so that other contents end before it.
fn tag_start(tag: &Report) -> Option<usize> {
    let parts = tag.content.iter().copied().chain(tag.cue).chain(tag.source.map(|s| (s.start, s.end)));
    parts.map(|p| p.0).min()
}

/// Settles the reports of one paragraph with these tokens; the first `direct` of them are tags beside marks and stand
/// as they are.
///
/// Returns those kept, each with the kept one inside whose content it stands, and for every report its new number.
pub(super) fn settle(
    r: &Reader<'_>,
    tokens: std::ops::Range<usize>,
    mut reports: Vec<Report>,
    direct: usize,
) -> (Vec<(Report, Option<usize>)>, Vec<Option<usize>>) {
    let mut starts: Vec<usize> = reports[..direct].iter().filter_map(tag_start).collect();
    starts.sort_unstable();
    for report in &mut reports[direct..] {
        for c in &mut report.content {
            if let Some(&cut) = starts.get(starts.partition_point(|s| *s <= c.0)).filter(|s| **s < c.1) {
                c.1 = cut;
            }
            c.1 = super::clause_end::trim_end(r, c.0, c.1);
        }
        report.content.retain(|c| c.0 < c.1);
    }
    // The outermost first; of two that begin together the longer.
    let mut order: Vec<usize> = (direct..reports.len()).collect();
    order.sort_by_key(|&i| {
        let content = &reports[i].content;
        let len: usize = content.iter().map(|c| c.1 - c.0).sum();
        (content.first().map_or(usize::MAX, |c| c.0), std::cmp::Reverse(len), i)
    });
    // For each token of the paragraph, whose content it is and whose cue.
    let mut content_of = vec![FREE; tokens.len()];
    let mut cue_of = vec![FREE; tokens.len()];
    // A cue may stand at the end of the paragraph before.
    let local = |at: usize| at.saturating_sub(tokens.start).min(tokens.len());
    let at = |list: &[u32], i: usize| if tokens.contains(&i) { list[i - tokens.start] } else { FREE };
    let mut kept: Vec<(Report, Option<usize>)> = Vec::new();
    let mut moved = vec![None; reports.len()];
    let mut reports: Vec<Option<Report>> = reports.into_iter().map(Some).collect();
    for i in (0..direct).chain(order) {
        let Some(report) = reports[i].take().filter(|x| !x.content.is_empty()) else { continue };
        let mut parent = None;
        if i >= direct {
            let mut owners = report.content.iter().flat_map(|c| c.0..c.1).map(|i| at(&content_of, i));
            let first = owners.next().unwrap_or(FREE);
            let one_owner = owners.all(|o| o == first);
            let cue = report.cue.map_or(FREE, |c| at(&content_of, c.0));
            let cue_taken = report.cue.is_some_and(|c| at(&cue_of, c.0) != FREE);
            if !one_owner || first != cue || cue_taken {
                continue;
            }
            if first != FREE {
                let outer = &kept[first as usize].0;
                if report.rule != Rule::Clause || outer.rule == Rule::Tag || !strong(r, &report) {
                    continue;
                }
                parent = Some(first as usize);
            }
        }
        let number = kept.len() as u32;
        for c in &report.content {
            content_of[local(c.0)..local(c.1)].fill(number);
        }
        if let Some(c) = report.cue {
            cue_of[local(c.0)..local(c.1)].fill(number);
        }
        moved[i] = Some(kept.len());
        kept.push((report, parent));
    }
    (kept, moved)
}

/// A clause inside a clause is kept where it names who says it.
fn strong(r: &Reader<'_>, report: &Report) -> bool {
    report.confidence >= 0.85
        && report.source.is_some_and(|s| r.pos(s.head) != crate::syntax::Pos::Pron)
        && report.cue.is_some_and(|c| r.any(c.1 - 1, &["said", "says", "told", "say"]))
}

/// Turns the findings of a document into quotations.
pub(super) fn finish(r: &Reader<'_>, findings: Findings) -> Quotations {
    let mut order: Vec<usize> = (0..findings.list.len()).filter(|&i| !findings.list[i].report.content.is_empty()).collect();
    order.sort_by_key(|&i| (findings.list[i].report.content[0].0, usize::from(findings.list[i].parent.is_some()), i));
    let mut place = vec![None; findings.list.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = Some(new as u32);
    }
    let mut found = Vec::with_capacity(order.len());
    for &old in &order {
        let finding = &findings.list[old];
        let report = &finding.report;
        let mut quoted = Vec::new();
        let (mut inside, mut outside) = (0, 0);
        for &(start, end) in &report.content {
            // Marks inside other marks are one piece of their own.
            if let Some(id) = r.opened_at(start).filter(|id| r.doc.quoted_at(*id).depth > 0) {
                quoted.push(id);
                inside += 1;
                continue;
            }
            for at in start..end {
                if r.kind(at) != TokenKind::Word && r.kind(at) != TokenKind::Number {
                    continue;
                }
                match r.outermost(at) {
                    Some((id, q)) => {
                        inside += 1;
                        if quoted.last() != Some(&id) && q.style != MarkStyle::Dash {
                            quoted.push(id);
                        }
                    }
                    None => outside += 1,
                }
            }
        }
        let kind = if finding.word_for_word || outside == 0 {
            QuotationKind::Direct
        } else if inside == 0 {
            QuotationKind::Indirect
        } else {
            QuotationKind::Mixed
        };
        let mut content: Vec<_> = report.content.iter().map(|c| r.bytes(c.0, c.1)).collect();
        content.sort();
        found.push(Found {
            kind,
            content,
            quoted,
            cue: report.cue.map(|c| range(c.0, c.1)),
            source: report.source.map(super::noun_phrase::Phrase::source),
            addressee: report.addressee.map(super::noun_phrase::Phrase::source),
            parent: finding.parent.and_then(|p| place[p]),
            why: report.why.clone(),
            confidence: report.confidence,
        });
    }
    let mut not_speech = findings.not_speech;
    not_speech.sort_by_key(|n| (n.range.start(), n.range.end()));
    Quotations { found, not_speech }
}
