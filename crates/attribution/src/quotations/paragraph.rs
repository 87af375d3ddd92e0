//! One paragraph: tags beside marks first, then all other reports, then what is left in marks.

use super::inner_tag;
use super::not_speech::{classify, reads_like_speech};
use super::noun_phrase::Phrase;
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use super::resolve::{settle, strong};
use super::tag::{Tag, tag_of};
use super::{complement, headline, noun_cue, parenthetical, set_phrase};
use crate::NotSpeech;
use inquit_tokenizer::{MarkStyle, ParagraphId, ParagraphKind, Quoted, QuotedId, TokenKind};
use rustc_hash::FxHashMap;

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
    of_quoted: FxHashMap<QuotedId, usize>,
}

/// The least score with which a report stands whose word no list knows.
const LEAST: f32 = 0.45;
/// The same for one that the lexicon licenses.
const LEAST_LICENSED: f32 = 0.28;

/// How deep quotations inside quotations are read.
const DEPTH: u16 = 3;

/// Reads one paragraph.
pub(super) fn read(r: &mut Reader<'_>, id: ParagraphId, out: &mut Findings) {
    let paragraph = r.doc.paragraph(id);
    let tokens = paragraph.tokens.indices();
    match paragraph.kind {
        ParagraphKind::Byline => {
            for q in paragraph.quoted.iter() {
                if r.doc.quoted_at(q).depth == 0 {
                    out.not_speech.push(classify(r, &r.doc.quoted_at(q)));
                }
            }
            return;
        }
        ParagraphKind::Turn { label } => {
            let label = label.indices();
            let start = (label.end + 1).min(tokens.end);
            if start < tokens.end && label.end > label.start {
                let source = Phrase { start: label.start, end: label.end, head: label.end - 1 };
                let at = out.list.len();
                out.list.push(Finding {
                    report: Report {
                        rule: Rule::Turn,
                        content: vec![(start, tokens.end)],
                        cue: None,
                        source: Some(source),
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
                let inside: Vec<QuotedId> =
                    paragraph.quoted.iter().filter(|&q| r.doc.quoted_at(q).depth == 0).collect();
                nested(r, &inside, tokens.clone(), at, out);
            }
            return;
        }
        _ => {}
    }
    let units = r.units(id);
    let quoted: Vec<QuotedId> = paragraph.quoted.iter().filter(|&q| r.doc.quoted_at(q).depth == 0).collect();
    let mut tagged: Vec<Report> = Vec::new();
    let mut owner: Vec<Option<usize>> = vec![None; quoted.len()];
    marked(r, &quoted, &units, tokens.end, &mut tagged, &mut owner);

    let mut reports = tagged;
    let direct = reports.len();
    for &unit in &units {
        let first = reports.len();
        sentence(r, unit, paragraph.kind, id, &mut reports);
        judge(r, unit, first, &mut reports);
    }
    let mut settled = settle(r, tokens.clone(), reports, direct);
    let base = out.list.len();
    for (report, parent) in settled.kept.drain(..) {
        out.list.push(Finding { report, parent: parent.map(|p| base + p), word_for_word: false });
    }
    for (k, &q) in quoted.iter().enumerate() {
        let quote = r.doc.quoted_at(q);
        let mut at = owner[k]
            .and_then(|o| settled.moved[o])
            .or_else(|| settled.owner(quote.open.index()))
            .map(|o| base + o);
        // It goes on from the paragraph before.
        let earlier = quote
            .continues
            .filter(|_| quote.style != MarkStyle::Dash)
            .and_then(|c| out.of_quoted.get(&c).copied());
        match (earlier, at) {
            (Some(e), None) if out.list[e].report.rule != Rule::Turn => {
                out.list[e].report.content.push((quote.tokens.start.index(), quote.tokens.end.index()));
                at = Some(e);
            }
            (Some(e), Some(a))
                if a >= base && out.list[e].report.cue.is_none() && out.list[a].report.rule == Rule::Tag =>
            {
                // The tag of the last paragraph speaks for all.
                let late = out.list[a].report.clone();
                let target = &mut out.list[e].report;
                target.content.extend(late.content);
                (target.cue, target.source, target.addressee) = (late.cue, late.source, late.addressee);
                (target.rule, target.why, target.confidence) = (late.rule, late.why, late.confidence);
                out.list[a].report.content.clear();
                at = Some(e);
            }
            (None, None) => {
                let unit = unit_of(&units, quote.open.index());
                if reads_like_speech(r, &quote, unit) {
                    out.list.push(Finding {
                        report: untagged(vec![(quote.tokens.start.index(), quote.tokens.end.index())]),
                        parent: None,
                        word_for_word: false,
                    });
                    at = Some(out.list.len() - 1);
                } else {
                    out.not_speech.push(classify(r, &quote));
                }
            }
            _ => {}
        }
        if let Some(at) = at {
            out.of_quoted.insert(q, at);
            if quote.depth < DEPTH {
                inside(r, q, at, out);
            }
        }
    }
}

fn untagged(content: Vec<(usize, usize)>) -> Report {
    Report {
        rule: Rule::Untagged,
        content,
        cue: None,
        source: None,
        addressee: None,
        why: "words in marks that stand alone".into(),
        frame: "",
        head: 0,
        licensed: true,
        confidence: 0.8,
    }
}

fn unit_of(units: &[Unit], at: usize) -> Unit {
    let after = units.partition_point(|u| u.start <= at);
    after.checked_sub(1).map(|i| units[i]).filter(|u| at < u.end).unwrap_or(Unit { start: at, end: at + 1 })
}

/// All verbs, nouns and phrases of a sentence that report something.
fn candidates(r: &Reader<'_>, unit: Unit, reports: &mut Vec<Report>) {
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

/// Lets the scorer judge the reports of a sentence, from `first` on; what it finds unlikely goes.
fn judge(r: &Reader<'_>, unit: Unit, first: usize, reports: &mut Vec<Report>) {
    if r.scorer().is_empty() {
        return;
    }
    let mut features = Vec::with_capacity(64);
    for report in &mut reports[first..] {
        super::features::features(r, unit, report, &mut features);
        report.confidence = r.scorer().score(&features);
        // The scorer has learnt from news alone; what the lexicon knows well stands in any text.
        if report.licensed && matches!(report.rule, Rule::Clause | Rule::Parenthetical | Rule::Phrase) {
            report.confidence = report.confidence.max(LEAST_LICENSED);
        }
    }
    let tail = reports.split_off(first);
    let least = |report: &Report| if report.licensed { LEAST_LICENSED } else { LEAST };
    reports.extend(tail.into_iter().filter(|report| report.confidence >= least(report)));
}

/// All findings of the rules outside marks with their features, for training.
pub(super) fn observe(r: &Reader<'_>, id: ParagraphId, out: &mut Vec<(Report, Vec<u32>)>) {
    let paragraph = r.doc.paragraph(id);
    if matches!(paragraph.kind, ParagraphKind::Byline | ParagraphKind::Turn { .. }) {
        return;
    }
    for unit in r.units(id) {
        let mut reports = Vec::new();
        sentence(r, unit, paragraph.kind, id, &mut reports);
        for report in reports {
            let mut features = Vec::with_capacity(64);
            super::features::features(r, unit, &report, &mut features);
            out.push((report, features));
        }
    }
}

/// The findings in one sentence, headlines among them.
fn sentence(r: &Reader<'_>, unit: Unit, kind: ParagraphKind, id: ParagraphId, reports: &mut Vec<Report>) {
    candidates(r, unit, reports);
    if matches!(kind, ParagraphKind::Heading) || id.index() == 0 {
        reports.extend(headline::report(r, unit));
    }
}

/// Links the stretches in marks of one paragraph (or of one outer stretch) to the tags beside them. `owner` tells for
/// each stretch which report took it.
fn marked(
    r: &mut Reader<'_>,
    quoted: &[QuotedId],
    units: &[Unit],
    paragraph_end: usize,
    reports: &mut Vec<Report>,
    owner: &mut [Option<usize>],
) {
    // Where the tag of the stretch before ends, and which report that is.
    let mut taken: Option<(usize, usize)> = None;
    let mut previous_end = 0;
    for (k, &id) in quoted.iter().enumerate() {
        let q = r.doc.quoted_at(id);
        let (open, end) = (q.open.index(), q.tokens.end.index());
        let unit = unit_of(units, open);
        let next_open = quoted.get(k + 1).map_or(usize::MAX, |&n| r.doc.quoted_at(n).open.index());
        if let Some((source, start)) = inner_tag::label(r, &q) {
            owner[k] = Some(reports.len());
            taken = None;
            previous_end = end;
            let mut report = untagged(vec![(start, end)]);
            (report.source, report.rule, report.confidence) = (Some(source), Rule::Tag, 0.9);
            report.why = "a label in capitals inside the marks".into();
            reports.push(report);
            continue;
        }
        let continued = q.close.is_none() && quoted_goes_on(r, id);
        if q.close.is_none() && !continued {
            r.enter(id);
            let (pieces, tag) = inner_tag::split(r, &q);
            r.leave(id);
            if let Some(tag) = tag {
                owner[k] = Some(reports.len());
                let mut report = tag.clone().report(pieces[0]);
                report.content = pieces;
                taken = Some((end, reports.len()));
                reports.push(report);
                previous_end = end;
                continue;
            }
        }
        let mut low = unit.start.max(previous_end);
        let mut continues = None;
        if let Some((tag_end, report)) = taken
            && joins(r, tag_end, open, unit, &q)
        {
            continues = Some(report);
            low = low.max(tag_end);
        }
        let tag: Option<Tag> = tag_of(r, &q, unit, low, next_open, paragraph_end);
        match (tag, continues) {
            // Its own tag, unless it is the one that stands before it and was the last stretch's.
            (Some(mut t), _) => {
                // "…," she said, adding, "…": the sentence's subject stands in the tag before.
                if t.source.is_none()
                    && let Some((_, earlier)) = taken
                    && previous_end > unit.start
                {
                    t.source = reports[earlier].source;
                }
                taken = Some((t.end.max(t.source.map_or(0, |s| s.end)).max(end), reports.len()));
                owner[k] = Some(reports.len());
                // The sentence in front of the marks flows into them: The roof, though, would “have to go,” she said.
                let begin = if t.cue.0 >= end && flows_in(r, &q, low) { low } else { open };
                reports.push(t.report((begin, end)));
                // A stretch right before, in the same sentence, shares the tag: “A.” “B,” said Ann.
                if k > 0
                    && owner[k - 1].is_none()
                    && previous_end == open
                    && unit_of(units, previous_end - 1).start == unit.start
                {
                    owner[k - 1] = owner[k];
                    let before = r.doc.quoted_at(quoted[k - 1]);
                    if let Some(last) = reports.last_mut() {
                        last.content.insert(0, (before.tokens.start.index(), before.tokens.end.index()));
                    }
                }
            }
            (None, Some(report)) => {
                owner[k] = Some(report);
                reports[report].content.push((open, end));
                taken = Some((end, report));
            }
            (None, None) => {
                // “Well,” (turning away) “where now?”: one sentence goes on over what parts it.
                let parted = k > 0
                    && owner[k - 1].is_none()
                    && previous_end > unit.start
                    && previous_end < open
                    && open - previous_end < 16
                    && goes_on(r, quoted[k - 1], open);
                if parted {
                    owner[k] = Some(reports.len());
                    owner[k - 1] = Some(reports.len());
                    let before = r.doc.quoted_at(quoted[k - 1]);
                    let pieces = vec![(before.tokens.start.index(), before.tokens.end.index()), (open, end)];
                    taken = Some((end, reports.len()));
                    reports.push(untagged(pieces));
                } else {
                    taken = None;
                }
            }
        }
        previous_end = end;
    }
}

/// Whether the words from `low` on lead into the marks without a break: they are part of what is said.
fn flows_in(r: &Reader<'_>, q: &Quoted, low: usize) -> bool {
    let open = q.open.index();
    let inner = q.inner_tokens().start.index();
    if open < low + 2 || r.capital(inner) || r.in_marks(open - 1) {
        return false;
    }
    let clause = (low..open).all(|i| !r.in_marks(i) && !matches!(r.text(i), ":" | ";"));
    let joined = r.kind(open - 1) == TokenKind::Word || r.comma(open - 1);
    // A beat is no content: She smiled, “well,” and said.
    let reports = (low..open).any(|i| r.verb_cue(i).is_some() && r.finite(i));
    clause && joined && !reports
}

/// Whether the sentence in marks breaks off at a comma or a dash and the stretch that opens at `open` takes it up.
fn goes_on(r: &Reader<'_>, before: QuotedId, open: usize) -> bool {
    let inner = r.doc.quoted_at(before).inner_tokens().indices();
    let breaks = inner
        .last()
        .is_some_and(|last| r.comma(last) || r.dash(last) || matches!(r.text(last), ";" | "…" | "..."));
    let lower = r.text(open + 1).starts_with(char::is_lowercase);
    let marked = matches!(r.text(open - 1), "," | ")" | ";") || r.dash(open - 1);
    breaks && (lower || marked)
}

/// Whether a later stretch goes on from this one.
fn quoted_goes_on(r: &Reader<'_>, id: QuotedId) -> bool {
    // Each line of dash dialogue ends by itself.
    r.doc.quoted_at(id).style != MarkStyle::Dash
        && r.doc.quoted()[id.index() + 1..].iter().take(64).any(|q| q.continues == Some(id))
}

/// Whether a stretch belongs to the quotation whose tag ended at `tag_end`: nothing but the rest of the tag's sentence
/// stands between, and it reads like more of the same speech.
fn joins(r: &Reader<'_>, tag_end: usize, open: usize, unit: Unit, q: &Quoted) -> bool {
    if tag_end > open {
        return false;
    }
    let stops = (tag_end..open).filter(|&i| matches!(r.text(i), "." | "!" | "?") && !r.in_marks(i)).count();
    // How she said it may follow the tag; another sentence may not.
    if stops > 1 || (stops == 1 && !matches!(r.text(open - 1), "." | "!" | "?")) {
        return false;
    }
    if stops == 0 && open > tag_end {
        let last = open - 1;
        if !(matches!(r.text(last), "," | ":" | ";") || r.dash(last) || r.in_marks(last)) {
            return false;
        }
    }
    // “I think she will” and more like it: a clause in marks opens the next sentence.
    let inner = q.inner_tokens().indices();
    let clause =
        open == unit.start && r.capital(inner.start) && inner.len() > 5 && inner.clone().any(|i| r.finite(i));
    stops == 0 || clause || reads_like_speech(r, q, unit)
}

/// Reads what stands in marks inside the stretch `id`, which the finding `at` took.
fn inside(r: &mut Reader<'_>, id: QuotedId, at: usize, out: &mut Findings) {
    let children = r.children(id);
    let q = r.doc.quoted_at(id);
    r.enter(id);
    nested(r, &children, q.tokens.indices(), at, out);
    r.leave(id);
}

fn nested(
    r: &mut Reader<'_>,
    quoted: &[QuotedId],
    tokens: std::ops::Range<usize>,
    parent: usize,
    out: &mut Findings,
) {
    let units = r.units_in(tokens.clone());
    let mut reports = Vec::new();
    let mut owner = vec![None; quoted.len()];
    marked(r, quoted, &units, tokens.end, &mut reports, &mut owner);
    // What somebody is quoted as reporting of others: “The notary says that it rained.”
    let direct = reports.len();
    for &unit in &units {
        candidates(r, unit, &mut reports);
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
            None if quote.style != MarkStyle::Dash => out.not_speech.push(classify(r, &quote)),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_direct, assert_nested, assert_nothing_reported, assert_reports};

    #[test]
    fn a_tag_in_the_middle_has_speech_on_both_sides() {
        assert_direct(
            "“We sold the boat,” she said, “and the oars.”",
            ("“We sold the boat,” … “and the oars.”", "said", "she"),
        );
        assert_direct(
            "“We sold the boat,” she said. “It leaked.”",
            ("“We sold the boat,” … “It leaked.”", "said", "she"),
        );
    }

    #[test]
    fn another_sentence_after_the_tag_parts_two_quotations() {
        assert_reports(
            "“We sold the boat,” she said. Tom shut the window. “It rains.”",
            &[("“We sold the boat,”", "said", "she"), ("“It rains.”", "", "")],
        );
    }

    #[test]
    fn stretches_side_by_side_share_a_tag() {
        assert_direct("“Go,” “now,” said Ann.", ("“Go,” … “now,”", "said", "Ann"));
    }

    #[test]
    fn one_sentence_goes_on_over_what_parts_it() {
        assert_direct("“Well,” (she turned away) “where now?”", ("“Well,” … “where now?”", "", ""));
    }

    #[test]
    fn an_ing_form_takes_the_source_of_the_tag_before() {
        assert_reports(
            "“We sold the boat,” Ann said, adding, “It leaked.”",
            &[("“We sold the boat,”", "said", "Ann"), ("“It leaked.”", "adding", "Ann")],
        );
    }

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
