//! One paragraph: tags beside marks first, then all other reports, then what is left in marks.
//!
//! "“We sold the boat,” she said. The “deal,” she told reporters, was hers.": a tag, a report, and words in marks that are
//! a part of it.

use super::candidates::{judge, mend};
use super::goes_on::{Before, Shared, goes_on};
use super::marked::{Marked, marked, unit_of, untagged};
use super::not_speech::{classify, names_a_work, reads_like_speech as sentence_in_marks};
use super::noun_phrase::Phrase;
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use super::resolve::{settle, strong};
use super::spoken::Spoken;
use super::{block, complement, headline, noun_cue, parenthetical, set_phrase};
use crate::NotSpeech;
use inquit_tokenizer::{MarkStyle, ParagraphId, ParagraphKind, QuotedId};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A report and where it stands.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) report: Report,
    /// The finding inside whose content it stands.
    pub(super) parent: Option<usize>,
    /// Said word for word, whatever the marks say: the turn of a transcript.
    pub(super) word_for_word: bool,
}

/// What was found so far in a document.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) list: Vec<Finding>,
    pub(super) not_speech: Vec<NotSpeech>,
    /// Which finding a stretch in marks belongs to.
    pub(super) of_quoted: FxHashMap<QuotedId, usize>,
    /// The stretches that were looked at by themselves.
    pub(super) judged: Vec<(QuotedId, Spoken)>,
}

/// How deep quotations inside quotations are read.
const DEPTH: u16 = 3;

/// Reads one paragraph.
pub(super) fn read(r: &mut Reader<'_>, id: ParagraphId, out: &mut Findings) {
    let paragraph = r.doc.paragraph(id);
    let outermost = |q: &QuotedId| r.doc.quoted_at(*q).depth == 0;
    let quoted: Vec<QuotedId> = paragraph.quoted.iter().filter(outermost).collect();
    match paragraph.kind {
        ParagraphKind::Byline => {
            out.not_speech.extend(quoted.iter().map(|&q| classify(r, &r.doc.quoted_at(q), None)));
        }
        ParagraphKind::Turn { label } => turn(r, label.indices(), paragraph.tokens.indices(), &quoted, out),
        ParagraphKind::Body => match block::report(r, id) {
            Some(report) if !reported_by_its_cue(&report, out) => {
                let at = out.list.len();
                out.list.push(Finding { report, parent: None, word_for_word: false });
                nested(r, &quoted, paragraph.tokens.indices(), at, out);
            }
            _ => body(r, id, &quoted, out),
        },
        _ => body(r, id, &quoted, out),
    }
}

/// Whether one of the last findings has the cue of a report or a part of it.
fn reported_by_its_cue(report: &Report, out: &Findings) -> bool {
    let cue = report.cue.unwrap_or_default();
    out.list.iter().rev().take(8).any(|f| f.report.cue.is_some_and(|c| c.0 < cue.1 && cue.0 < c.1))
}

/// The turn of a transcript: "WARDEN: Is it deep?"
fn turn(
    r: &mut Reader<'_>,
    label: Range<usize>,
    tokens: Range<usize>,
    quoted: &[QuotedId],
    out: &mut Findings,
) {
    let start = (label.end + 1).min(tokens.end);
    if start >= tokens.end || label.is_empty() {
        return;
    }
    let at = out.list.len();
    out.list.push(Finding {
        report: Report {
            rule: Rule::Turn,
            content: vec![(start, tokens.end)],
            cue: None,
            source: Some(Phrase { start: label.start, end: label.end, head: label.end - 1 }),
            addressee: None,
            why: "a turn of a transcript".into(),
            frame: "",
            head: start,
            licensed: true,
            confidence: 0.95,
        },
        parent: None,
        word_for_word: true,
    });
    nested(r, quoted, tokens, at, out);
}

/// A paragraph of prose.
fn body(r: &mut Reader<'_>, id: ParagraphId, quoted: &[QuotedId], out: &mut Findings) {
    let paragraph = r.doc.paragraph(id);
    let tokens = paragraph.tokens.indices();
    let units = r.units(id);
    let mut marks = marked(r, quoted, &units, tokens.end);
    mend(r, tokens.clone(), quoted, &mut marks);
    let Marked { mut reports, owner, judged } = marks;
    let direct = reports.len();
    let mut found = Vec::new();
    for &unit in &units {
        sentence(r, unit, paragraph.kind, id, &mut found);
        judge(r, unit, &mut found, &mut reports);
    }
    let refused: Vec<Option<Spoken>> = judged.iter().map(|s| s.filter(|s| !s.is_speech())).collect();
    drop_refused(r, quoted, &refused, direct, &mut reports);
    let mut settled = settle(r, tokens, reports, direct);
    let base = out.list.len();
    for (report, parent) in settled.kept.drain(..) {
        out.list.push(Finding { report, parent: parent.map(|p| base + p), word_for_word: false });
    }
    out.judged.extend(quoted.iter().zip(judged).filter_map(|(&q, spoken)| Some((q, spoken?))));
    let mut before = Before::new(r, &out.list[base..]);
    for ((&q, owner), refused) in quoted.iter().zip(owner).zip(refused) {
        let open = r.doc.quoted_at(q).open.index();
        let taken = owner.and_then(|o| settled.moved[o]).or_else(|| settled.owner(open)).map(|o| base + o);
        if let Some(at) = whose(r, q, (taken, refused), &units, (base, &mut before), out) {
            out.of_quoted.insert(q, at);
            if r.doc.quoted_at(q).depth < DEPTH {
                inside(r, q, at, out);
            }
        }
    }
}

/// Drops reports of nothing but words in marks that were refused, as their tag makes no speech of them; the first `direct`
/// are tags themselves.
fn drop_refused(
    r: &Reader<'_>,
    quoted: &[QuotedId],
    refused: &[Option<Spoken>],
    direct: usize,
    reports: &mut Vec<Report>,
) {
    let refused = quoted.iter().zip(refused).filter(|(_, refused)| refused.is_some());
    // They lie apart, in order.
    let refused: Vec<Range<usize>> = refused.map(|(id, _)| r.doc.quoted_at(*id).tokens.indices()).collect();
    let all_inside = |report: &Report| {
        let begin = report.content.first().map_or(0, |c| c.0);
        let tokens = refused.get(refused.partition_point(|tokens| tokens.end <= begin));
        tokens.is_some_and(|tokens| report.content.iter().all(|c| tokens.contains(&c.0) && c.1 <= tokens.end))
    };
    let mut at = 0;
    reports.retain(|report| {
        at += 1;
        at <= direct || !all_inside(report)
    });
}

/// The finding that the stretch `q` belongs to: the one that took it here, the one that it goes on with from the
/// paragraph before, or one of its own if it reads like speech. What was found in this paragraph begins at `base`; a tag
/// beside the stretch may have been `refused`.
fn whose(
    r: &Reader<'_>,
    q: QuotedId,
    (taken, refused): (Option<usize>, Option<Spoken>),
    units: &[Unit],
    (base, before): (usize, &mut Before),
    out: &mut Findings,
) -> Option<usize> {
    let quote = r.doc.quoted_at(q);
    let content = (quote.tokens.start.index(), quote.tokens.end.index());
    let earlier = quote.continues.filter(|_| quote.style != MarkStyle::Dash);
    let earlier = earlier.and_then(|c| out.of_quoted.get(&c).copied());
    let alone = earlier.is_none() && taken.is_none() && refused.is_none();
    let shared = alone.then(|| before.shared(r, &quote, units, &out.list[base..])).flatten();
    match (earlier, taken) {
        (Some(earlier), None) if out.list[earlier].report.rule != Rule::Turn => {
            out.list[earlier].report.content.push(content);
            before.reaches(content.1, earlier, base);
            Some(earlier)
        }
        // The tag of the last paragraph speaks for all.
        (Some(earlier), Some(late))
            if late >= base
                && out.list[earlier].report.cue.is_none()
                && out.list[late].report.rule == Rule::Tag =>
        {
            let tagged = out.list[late].report.clone();
            out.list[late].report.content.clear();
            let whole = &mut out.list[earlier].report;
            whole.content.extend(tagged.content);
            (whole.cue, whole.source, whole.addressee) = (tagged.cue, tagged.source, tagged.addressee);
            (whole.rule, whole.why, whole.confidence) = (tagged.rule, tagged.why, tagged.confidence);
            Some(earlier)
        }
        (None, None) if alone && speaks(r, q, units, shared, out) => {
            let within = before.goes_on(r, &quote, &out.list[base..]).map(|at| at + base);
            let at = if let Some(tagged) = within.or_else(|| goes_on(r, &quote, &out.list)) {
                out.list[tagged].report.content.push(content);
                tagged
            } else {
                let mut report = untagged(vec![content]);
                if let Some(shared) = shared {
                    (report.cue, report.source) = (Some(shared.cue), Some(shared.source));
                    report.why = "words in marks that share the tag before them".into();
                }
                out.list.push(Finding { report, parent: None, word_for_word: false });
                out.list.len() - 1
            };
            before.reaches(content.1, at, base);
            Some(at)
        }
        (None, None) => {
            let spoken = refused.or_else(|| out.judged.last().filter(|(id, _)| *id == q).map(|(_, s)| *s));
            out.not_speech.push(classify(r, &quote, spoken));
            None
        }
        (_, taken) => taken,
    }
}

/// Whether words in marks without a tag of their own are speech.
fn speaks(r: &Reader<'_>, id: QuotedId, units: &[Unit], shared: Option<Shared>, out: &mut Findings) -> bool {
    let q = r.doc.quoted_at(id);
    let unit = unit_of(units, q.open.index());
    // The boat is sold, she said. “It leaked.”
    reads_like_speech(r, id, unit, out)
        || shared.is_some_and(|s| s.right_before) && sentence_in_marks(r, &q, unit)
}

/// Whether words in marks without a tag are speech.
fn reads_like_speech(r: &Reader<'_>, id: QuotedId, unit: Unit, out: &mut Findings) -> bool {
    let q = r.doc.quoted_at(id);
    // What goes on from speech is speech; from the paragraphs of a letter, the letter.
    if q.style == MarkStyle::Dash || q.continues.is_some_and(|c| out.of_quoted.contains_key(&c)) {
        return true;
    }
    if names_a_work(r, &q) || q.inner_tokens().is_empty() {
        return false;
    }
    let spoken = Spoken::of(r, id, unit, None);
    out.judged.push((id, spoken));
    // In a report a sentence in marks that is a paragraph is quoted, even if nobody tells of whom.
    let paragraph = r.doc.paragraph(r.doc.paragraph_of(q.open)).tokens.start;
    spoken.is_speech() || r.reads_like_a_report() && q.open == paragraph && sentence_in_marks(r, &q, unit)
}

/// All verbs, nouns and phrases of a sentence that report something.
fn found_by_rules(r: &Reader<'_>, unit: Unit, reports: &mut Vec<Report>) {
    for at in unit.start..unit.end {
        if r.in_marks(at) {
            continue;
        }
        // A verb in no list must not hide the tag that the lexicon knows.
        let complement = complement::report(r, unit, at);
        match complement {
            Some(found) if found.licensed => reports.push(found),
            other => match parenthetical::report(r, unit, at) {
                Some(found) => reports.push(found),
                None => reports.extend(other),
            },
        }
        reports.extend(noun_cue::report(r, unit, at));
    }
    set_phrase::reports(r, unit, reports);
}

/// The findings in one sentence, headlines among them.
pub(super) fn sentence(
    r: &Reader<'_>,
    unit: Unit,
    kind: ParagraphKind,
    id: ParagraphId,
    reports: &mut Vec<Report>,
) {
    found_by_rules(r, unit, reports);
    if matches!(kind, ParagraphKind::Heading) || id.index() == 0 {
        reports.extend(headline::report(r, unit));
    }
}

/// Reads what stands in marks inside the stretch `id`, which the finding `at` took.
fn inside(r: &mut Reader<'_>, id: QuotedId, at: usize, out: &mut Findings) {
    let children = r.children(id);
    let q = r.doc.quoted_at(id);
    r.enter(id);
    nested(r, &children, q.tokens.indices(), at, out);
    r.leave(id);
}

/// Reads some tokens that the finding `parent` reports, with the stretches in marks among them.
fn nested(r: &mut Reader<'_>, quoted: &[QuotedId], tokens: Range<usize>, parent: usize, out: &mut Findings) {
    let units = r.units_in(tokens.clone());
    let Marked { mut reports, owner, .. } = marked(r, quoted, &units, tokens.end);
    // What somebody is quoted as reporting of others: “The notary says that it rained.”
    let direct = reports.len();
    for &unit in &units {
        found_by_rules(r, unit, &mut reports);
    }
    let mut at = 0;
    reports.retain(|report| {
        at += 1;
        at <= direct || strong(r, report)
    });
    let mut settled = settle(r, tokens, reports, direct);
    let base = out.list.len();
    for (report, inner) in settled.kept.drain(..) {
        out.list.push(Finding {
            report,
            parent: Some(inner.map_or(parent, |i| base + i)),
            word_for_word: false,
        });
    }
    for (k, &q) in quoted.iter().enumerate() {
        let quote = r.doc.quoted_at(q);
        match owner[k].and_then(|o| settled.moved[o]) {
            Some(o) => {
                out.of_quoted.insert(q, base + o);
                if quote.depth < DEPTH {
                    inside(r, q, base + o, out);
                }
            }
            None if quote.style != MarkStyle::Dash => out.not_speech.push(classify(r, &quote, None)),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_direct, assert_nested, assert_nothing_reported, assert_reports};

    #[test]
    fn a_quotation_goes_on_over_paragraphs() {
        assert_direct(
            "“We sold the boat.\n\n“It leaked,” said Ann.",
            ("“We sold the boat. … “It leaked,”", "said", "Ann"),
        );
        assert_direct(
            "Ann said, “We sold the boat.\n\n“It leaked.”",
            ("“We sold the boat. … “It leaked.”", "said", "Ann"),
        );
    }

    #[test]
    fn turns_of_a_transcript() {
        assert_reports(
            "WARDEN: Is it deep?\n\nLEE: It is.\n\nWARDEN: Good.",
            &[("Is it deep?", "", "WARDEN"), ("It is.", "", "LEE"), ("Good.", "", "WARDEN")],
        );
    }

    #[test]
    fn thoughts_are_told_apart() {
        let found = crate::Engine::new().attribute(
            "“Never,” he thought. “Never,” she said to herself. “Never,” said Ann. “Never,” she said to Tom Birch.",
        );
        let thoughts: Vec<bool> = found.quotations().iter().map(|q| q.thought).collect();
        assert_eq!(thoughts, [true, true, false, false], "{found:?}");
    }

    #[test]
    fn marks_inside_marks_are_read_as_if_they_stood_alone() {
        assert_nested(
            "“The sexton said, ‘It rains,’ and left,” said Ann.",
            "‘It rains,’",
            "“The sexton said, ‘It rains,’ and left,”",
        );
    }

    #[test]
    fn narration_reports_nothing() {
        for text in ["", "The pond was deep.", "Tom shut the window. It rained.", "* * *", "12 45 —"] {
            assert_nothing_reported(text);
        }
    }
}
