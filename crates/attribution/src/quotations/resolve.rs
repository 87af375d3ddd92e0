//! Which findings stand: a token is reported once, what lies inside another report is nested or dropped.
//!
//! "They hope she will call for calm" holds two reports, of "hope" and of "call for"; they overlap, and those that are worth
//! most together stand.

use super::marked::thinks;
use super::paragraph::Findings;
use super::reader::{Reader, range};
use super::report::{Report, Rule};
use super::{Found, InMarks, Quotations};
use crate::QuotationKind;
use crate::syntax::Pos;
use inquit_tokenizer::{MarkStyle, TokenKind};

/// Nobody's token.
const FREE: u32 = u32::MAX;

/// Where a tag and what it tags begin, so that other contents end before it.
fn tag_start(tag: &Report) -> Option<usize> {
    let parts = tag.content.iter().copied().chain(tag.cue).chain(tag.source.map(|s| (s.start, s.end)));
    parts.map(|p| p.0).min()
}

/// The reports of a paragraph that stand.
#[derive(Debug)]
pub(super) struct Settled {
    /// Each with the kept one inside whose content it stands.
    pub(super) kept: Vec<(Report, Option<usize>)>,
    /// For every report that came in, its number among the kept.
    pub(super) moved: Vec<Option<usize>>,
    /// For each token, the kept report whose content it is.
    content_of: Vec<u32>,
    /// The first of those tokens.
    first: usize,
}

impl Settled {
    /// The kept report whose content holds a token.
    pub(super) fn owner(&self, token: usize) -> Option<usize> {
        let owner = *self.content_of.get(token.checked_sub(self.first)?)?;
        (owner != FREE).then_some(owner as usize)
    }
}

/// Settles the reports of one paragraph with these tokens; the first `direct` of them are tags beside marks and stand
/// as they are.
pub(super) fn settle(
    r: &Reader<'_>,
    tokens: std::ops::Range<usize>,
    mut reports: Vec<Report>,
    direct: usize,
) -> Settled {
    let (tags, others) = reports.split_at_mut(direct);
    let others = Others::new(others);
    for tag in tags {
        if (is_piece(r, tag) && others.surround(tag)) || others.outgrow(r, tag) {
            tag.content.clear();
        }
    }
    let tags = reports[..direct].iter().filter(|tag| !tag.content.is_empty());
    let mut starts: Vec<usize> = tags.filter_map(tag_start).collect();
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
    // For each token of the paragraph, whose content it is.
    let mut content_of = vec![FREE; tokens.len()];
    // A cue may stand at the end of the paragraph before.
    let local = |at: usize| at.saturating_sub(tokens.start).min(tokens.len());
    let at = |list: &[u32], i: usize| if tokens.contains(&i) { list[i - tokens.start] } else { FREE };
    let mut kept: Vec<(Report, Option<usize>)> = Vec::new();
    let mut moved = vec![None; reports.len()];
    let mut reports: Vec<Option<Report>> = reports.into_iter().map(Some).collect();
    let mut cues = vec![false; tokens.len()];
    for i in 0..direct {
        let Some(report) = reports[i].take().filter(|x| !x.content.is_empty()) else { continue };
        for c in &report.content {
            content_of[local(c.0)..local(c.1)].fill(kept.len() as u32);
        }
        if let Some(c) = report.cue {
            cues[local(c.0)..local(c.1)].fill(true);
        }
        moved[i] = Some(kept.len());
        kept.push((report, None));
    }
    // What touches a tag or what it tags is out.
    let free = |report: &Report| {
        !report.content.is_empty()
            && report.content.iter().chain(report.cue.iter()).all(|c| {
                (c.0..c.1).all(|i| at(&content_of, i) == FREE)
                    && !cues[local(c.0)..local(c.1)].contains(&true)
            })
    };
    let mut open: Vec<Span> = (direct..reports.len())
        .filter_map(|i| {
            let report = reports[i].as_ref().filter(|x| free(x))?;
            let spans = || report.content.iter().chain(report.cue.iter());
            let (start, end) = (spans().map(|c| c.0).min()?, spans().map(|c| c.1).max()?);
            Some(Span { start, end, worth: report.confidence - COST, report: i })
        })
        .collect();
    open.sort_by_key(|s| (s.end, s.start, s.report));
    let chosen = best_apart(&open);
    for &i in &chosen {
        let Some(report) = reports[i].take() else { continue };
        for c in &report.content {
            content_of[local(c.0)..local(c.1)].fill(kept.len() as u32);
        }
        moved[i] = Some(kept.len());
        kept.push((report, None));
    }
    // A strong report wholly inside another's content is nested.
    for s in &open {
        let Some(report) = reports[s.report].take_if(|x| strong(r, x)) else { continue };
        let owner = at(&content_of, s.start);
        if owner != FREE
            && (s.start..s.end).all(|i| at(&content_of, i) == owner)
            && kept[owner as usize].0.rule != Rule::Tag
        {
            moved[s.report] = Some(kept.len());
            kept.push((report, Some(owner as usize)));
        }
    }
    Settled { kept, moved, content_of, first: tokens.start }
}

/// Whether what a tag is found for is only a piece of a sentence, and no tag of its own if somebody reports it with more:
/// "They pledged an answer to **what they called “a threat.”**"
fn is_piece(r: &Reader<'_>, tag: &Report) -> bool {
    let [content] = tag.content.as_slice() else { return false };
    tag.rule == Rule::Tag
        && tag.cue.is_some_and(|cue| cue.1 <= content.0)
        && (content.0..content.1)
            .find(|&at| r.kind(at) == TokenKind::Word)
            .is_some_and(|at| r.text(at).starts_with(char::is_lowercase))
}

/// The reports that may take a tag's place, found by where they stand: a paragraph may have as many as tags.
struct Others<'a> {
    /// Where each content begins, in order, and the furthest end of those up to it.
    contents: Vec<(usize, usize)>,
    /// In order of their cues.
    by_cue: Vec<((usize, usize), &'a Report)>,
    /// Tokens of the longest cue.
    longest: usize,
}

impl<'a> Others<'a> {
    fn new(reports: &'a [Report]) -> Self {
        let sure = || reports.iter().filter(|report| report.confidence >= SURROUNDS);
        let mut contents: Vec<_> = sure().flat_map(|report| report.content.iter().copied()).collect();
        contents.sort_unstable();
        let mut furthest = 0;
        for content in &mut contents {
            furthest = furthest.max(content.1);
            content.1 = furthest;
        }
        let mut by_cue: Vec<_> = sure().filter_map(|report| Some((report.cue?, report))).collect();
        by_cue.sort_by_key(|(cue, _)| *cue);
        let longest = by_cue.iter().map(|(cue, _)| cue.1 - cue.0).max().unwrap_or_default();
        Self { contents, by_cue, longest }
    }

    /// Whether one of them reports all of a tag and what it tags.
    fn surround(&self, tag: &Report) -> bool {
        let (Some(start), Some(end)) = (tag_start(tag), tag.content.last().map(|c| c.1)) else {
            return false;
        };
        let before = self.contents.partition_point(|c| c.0 <= start);
        before.checked_sub(1).is_some_and(|last| {
            let furthest = self.contents[last].1;
            end <= furthest + 1 && furthest > start + 2
        })
    }

    /// Whether the same word reports more than the marks hold: "She reported **“nine leaks” in the north wing**".
    fn outgrow(&self, r: &Reader<'_>, tag: &Report) -> bool {
        let (&[(start, end)], Some(cue)) = (tag.content.as_slice(), tag.cue) else { return false };
        let closed = |at: usize| matches!(r.text(at), "," | "." | "?" | "!" | "…" | "—" | "–" | "--");
        if tag.rule != Rule::Tag || cue.1 > start || end < start + 3 || closed(end - 2) {
            return false;
        }
        let before = self.by_cue.partition_point(|(c, _)| c.0 < cue.1);
        let near = self.by_cue[..before].iter().rev().take_while(|(c, _)| c.0 + self.longest > cue.0);
        near.filter(|(c, _)| cue.0 < c.1)
            .any(|(_, other)| other.content.iter().any(|c| c.0 <= start && end + 1 < c.1))
    }
}

/// How sure a report must be so that tags inside its content are no tags.
const SURROUNDS: f32 = 0.4;

/// What a report must be worth more than, so that it is better than none.
const COST: f32 = 0.2;

/// A report as the stretch from its first to its last token.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
    worth: f32,
    report: usize,
}

/// Of some stretches, sorted by their ends, those that lie apart and are worth most together (weighted interval
/// scheduling; Kleinberg and Tardos, Algorithm Design, section 6.1).
fn best_apart(spans: &[Span]) -> Vec<usize> {
    let mut best = vec![0f32; spans.len() + 1];
    let mut before = Vec::with_capacity(spans.len());
    for (k, s) in spans.iter().enumerate() {
        let free = spans[..k].partition_point(|x| x.end <= s.start);
        before.push(free);
        best[k + 1] = best[k].max(best[free] + s.worth);
    }
    let mut chosen = Vec::new();
    let mut k = spans.len();
    while k > 0 {
        if best[k] > best[k - 1] {
            chosen.push(spans[k - 1].report);
            k = before[k - 1];
        } else {
            k -= 1;
        }
    }
    chosen.reverse();
    chosen
}

/// Whether a clause inside what somebody else says is worth telling: the lexicon knows its verb for one of saying, and a
/// name or a noun says it.
pub(super) fn strong(r: &Reader<'_>, report: &Report) -> bool {
    report.rule == Rule::Clause
        && report.licensed
        && report.source.is_some_and(|s| r.pos(s.head) != Pos::Pron)
        && r.any(report.head, SAYING)
}

/// Verbs of saying plain enough that a report with one of them may be nested in another.
const SAYING: &[&str] =
    &["said", "says", "told", "tells", "asked", "asks", "say", "replied", "answered", "claimed", "claims"];

/// What was found, in words.
fn describe(r: &Reader<'_>, report: &Report) -> String {
    if report.why.is_empty() {
        format!("“{}” with {}", r.text(report.head), report.frame)
    } else {
        report.why.clone()
    }
}

/// Whether nobody hears what is reported: "he thought", "she said to herself".
fn is_thought(r: &Reader<'_>, report: &Report) -> bool {
    let Some(cue) = report.cue else { return false };
    let end = report.source.map_or(cue.1, |s| s.end.max(cue.1));
    let behind = end.min(r.doc.tokens().len())..(end + 2).min(r.doc.tokens().len());
    let to_self = behind.len() == 2
        && r.is(behind.start, "to")
        && r.any(behind.start + 1, &["himself", "herself", "myself", "itself", "themselves"]);
    to_self || thinks(r, cue)
}

/// Turns the findings of a document into quotations.
pub(super) fn finish(r: &Reader<'_>, findings: Findings) -> Quotations {
    let mut order: Vec<usize> =
        (0..findings.list.len()).filter(|&i| !findings.list[i].report.content.is_empty()).collect();
    order.sort_by_key(|&i| {
        (findings.list[i].report.content[0].0, usize::from(findings.list[i].parent.is_some()), i)
    });
    let mut place = vec![None; findings.list.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = Some(new as u32);
    }
    let mut spoken = vec![None; findings.list.len()];
    for (id, seen) in &findings.judged {
        if let Some(slot) = findings.of_quoted.get(id).and_then(|&at| spoken.get_mut(at)) {
            slot.get_or_insert(*seen);
        }
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
        // Inside what another says, only marks inside those marks count.
        if finding.parent.is_some() && report.rule != Rule::Tag {
            quoted.clear();
            let start = report.content[0].0;
            let level = u16::from(r.outermost(start).is_some_and(|(_, q)| q.open.index() < start));
            for at in report.content.iter().flat_map(|c| c.0..c.1).filter(|&at| r.kind(at) == TokenKind::Mark)
            {
                quoted.extend(r.opened_at(at).filter(|id| r.doc.quoted_at(*id).depth >= level));
            }
            (inside, outside) = (quoted.len(), 1);
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
            why: describe(r, report),
            confidence: report.confidence,
            spoken: spoken.get(old).copied().flatten(),
            thought: kind == QuotationKind::Direct && is_thought(r, report),
        });
    }
    let judged = findings.judged.iter();
    let in_marks = judged.map(|&(id, spoken)| InMarks { range: r.doc.quoted_at(id).range, spoken }).collect();
    let mut not_speech = findings.not_speech;
    not_speech.sort_by_key(|n| (n.range.start(), n.range.end()));
    Quotations { found, not_speech, in_marks, deep: r.deep().is_some(), register: r.register() }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_mixed, assert_nested, assert_reports, at_caret, words};
    use super::*;

    /// A report of these tokens, without source.
    fn report(rule: Rule, content: (usize, usize), cue: (usize, usize)) -> Report {
        Report {
            rule,
            content: vec![content],
            cue: Some(cue),
            source: None,
            addressee: None,
            why: String::new(),
            frame: "",
            head: cue.0,
            licensed: true,
            confidence: 0.9,
        }
    }

    /// The contents that stand after `reports` of the caret's sentence are settled.
    fn settled(text: &str, reports: impl FnOnce(usize, usize) -> (Vec<Report>, usize)) -> Vec<String> {
        at_caret(text, |r, unit, _| {
            let (reports, direct) = reports(unit.start, unit.end);
            let settled = settle(r, unit.start..unit.end, reports, direct);
            settled.kept.iter().flat_map(|(report, _)| report.content.iter().map(|&c| words(r, c))).collect()
        })
    }

    #[test]
    fn a_content_ends_where_a_tag_begins() {
        // Tokens: She said it rained , and Tom said “ No . ”
        let found = settled("^She said it rained, and Tom said “No.”", |start, end| {
            let tag = report(Rule::Tag, (start + 8, end), (start + 6, start + 8));
            (vec![tag, report(Rule::Clause, (start + 2, end), (start + 1, start + 2))], 1)
        });
        assert_eq!(found, ["“No.”", "it rained, and"]);
    }

    #[test]
    fn of_two_contents_the_outer_one_stands() {
        let found = settled("^They hope she will call for calm.", |start, end| {
            let outer = report(Rule::Clause, (start + 2, end - 1), (start + 1, start + 2));
            let inner = report(Rule::Complement, (start + 6, end - 1), (start + 4, start + 6));
            (vec![inner, outer], 0)
        });
        assert_eq!(found, ["she will call for calm"]);
    }

    #[test]
    fn contents_that_cross_do_not_stand_together() {
        let found = settled("^She said it rained and it poured.", |start, end| {
            let first = report(Rule::Clause, (start + 2, start + 6), (start + 1, start + 2));
            let second = report(Rule::Clause, (start + 4, end - 1), (start, start + 1));
            (vec![first, second], 0)
        });
        assert_eq!(found, ["it rained and it"]);
    }

    #[test]
    fn a_cue_reports_once() {
        let found = settled("^She said it rained and it poured.", |start, end| {
            let cue = (start + 1, start + 2);
            (
                vec![
                    report(Rule::Clause, (start + 2, start + 4), cue),
                    report(Rule::Clause, (start + 5, end - 1), cue),
                ],
                0,
            )
        });
        assert_eq!(found, ["it rained"]);
    }

    #[test]
    fn a_named_report_inside_a_report_is_nested() {
        assert_nested(
            "Ann Lee said that the warden told reporters that the pond is deep.",
            "that the pond is deep",
            "that the warden told reporters that the pond is deep",
        );
        assert_reports(
            "Ann Lee said that she hopes to win.",
            &[("that she hopes to win", "said", "Ann Lee")],
        );
    }

    #[test]
    fn the_kind_says_how_much_stands_in_marks() {
        assert_mixed(
            "The warden said that the pond is “quite deep” and “too cold” in May.",
            ("that the pond is “quite deep” and “too cold” in May", "said", "The warden"),
            &["“quite deep”", "“too cold”"],
        );
    }
}
