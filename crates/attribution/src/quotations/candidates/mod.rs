//! All reports that the words of a sentence could make, and the choice among them.
//!
//! Each word that may report makes a group: what the rules find for it, and, where the score of words allows, every
//! stretch that it could report (`cue_word`, `spans`). The scorer sees a group as a whole (`features`, `scorer`): its
//! reports and "none of them" share a probability of one, and at most one report of each group stands (`choose`).

mod choose;
mod cue_word;
mod features;
mod hash;
mod scorer;
mod spans;

use super::paragraph;
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
pub use scorer::{CUE_SIZE, REPORT_SIZE, Scorer, Weights};

use crate::lexicon::Lexicon;
use crate::syntax::Syntax;
use inquit_tokenizer::{Document, ParagraphId, ParagraphKind, TextRange};

/// The least probability with which a report stands whose word no list knows, but whose shape a rule does.
const LEAST: f32 = 0.3;
/// The same where no rule knows the shape, either.
const LEAST_OPEN: f32 = 0.36;
/// The same in a story: the scorer has learnt from news alone.
const LEAST_IN_STORIES: f32 = 0.7;
/// The same for a report that the lexicon licenses.
const LEAST_LICENSED: f32 = 0.3;
/// The most reports of one word.
const MOST: usize = 100;

/// A word that may report, with what its score sees: what that is learnt from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CueWord {
    /// Its bytes.
    pub range: TextRange,
    /// Hashes of its features; the score uses the low bits.
    pub features: Vec<u32>,
}

/// The reports that one word could make, before the scorer has judged them.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// Hashes of the features of the word, which are those of each report, too.
    pub features: Vec<u32>,
    /// The reports.
    pub reports: Vec<Candidate>,
}

/// A report before the scorer has judged it, with what the scorer sees: what it learns from.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// What is said, in bytes, in order.
    pub content: Vec<TextRange>,
    /// The words that report, in bytes.
    pub cue: TextRange,
    /// Who says it, in bytes.
    pub source: Option<TextRange>,
    /// Hashes of its features; the scorer uses the low bits.
    pub features: Vec<u32>,
}

/// The sentences of a document that are read for reports.
fn each_sentence(r: &Reader<'_>, mut see: impl FnMut(Unit, ParagraphKind, ParagraphId)) {
    for i in 0..r.doc.paragraphs().len() {
        let id = ParagraphId::from(i);
        let kind = r.doc.paragraph(id).kind;
        if !matches!(kind, ParagraphKind::Byline | ParagraphKind::Turn { .. }) {
            for unit in r.units(id) {
                see(unit, kind, id);
            }
        }
    }
}

/// Every word outside quotation marks that may report, likely or not.
#[must_use]
pub fn cue_words(doc: &Document, syntax: &Syntax, lexicon: &Lexicon) -> Vec<CueWord> {
    let r = Reader::new(doc, syntax, lexicon, Scorer::none());
    let mut out = Vec::new();
    each_sentence(&r, |unit, _, _| {
        for at in (unit.start..unit.end).filter(|&at| cue_word::may_report(&r, at)) {
            let mut features = Vec::with_capacity(32);
            cue_word::features(&r, unit, at, &mut features);
            out.push(CueWord { range: r.bytes(at, at + 1), features });
        }
    });
    out
}

/// Every report that any word outside quotation marks could make, likely or not, by the word that makes them. `scorer`
/// says which words are looked at; its score of reports is not asked.
#[must_use]
pub fn candidates(doc: &Document, syntax: &Syntax, lexicon: &Lexicon, scorer: &Scorer) -> Vec<Group> {
    let r = Reader::new(doc, syntax, lexicon, scorer).generous_for_training();
    let bytes = |c: (usize, usize)| r.bytes(c.0, c.1);
    let mut out = Vec::new();
    each_sentence(&r, |unit, kind, id| {
        let mut reports = Vec::new();
        paragraph::sentence(&r, unit, kind, id, &mut reports);
        for group in groups(&r, unit, reports) {
            let seen = group.iter().filter_map(|report| {
                let mut features = Vec::with_capacity(128);
                self::features::features(&r, unit, report, &mut features);
                Some(Candidate {
                    content: report.content.iter().copied().map(bytes).collect(),
                    cue: bytes(report.cue?),
                    source: report.source.map(|s| bytes((s.start, s.end))),
                    features,
                })
            });
            let reports = seen.collect();
            let mut features = Vec::with_capacity(32);
            word_features(&r, unit, &group, &mut features);
            out.push(Group { features, reports });
        }
    });
    out
}

/// The features that the reports of a group share: those of its word.
fn word_features(r: &Reader<'_>, unit: Unit, group: &[Report], out: &mut Vec<u32>) {
    out.clear();
    if let Some(first) = group.first() {
        cue_word::features(r, unit, first.head, out);
    }
}

/// The reports of a sentence by the word that makes them: what the rules found, with other ends, and what else the word
/// could report.
fn groups(r: &Reader<'_>, unit: Unit, reports: Vec<Report>) -> Vec<Vec<Report>> {
    let mut groups: Vec<Vec<Report>> = Vec::new();
    let mut reports = reports;
    reports.sort_by_key(|report| report.head);
    let mut found = reports.into_iter().peekable();
    let mut features = Vec::with_capacity(32);
    let mut ends = Vec::new();
    for at in unit.start..unit.end {
        let mut group = Vec::new();
        while let Some(report) = found.next_if(|report| report.head == at) {
            group.push(report);
        }
        for k in 0..group.len() {
            other_ends(r, unit, k, &mut ends, &mut group);
        }
        // Where a clause follows a verb of saying, the rules know best what is said.
        if !group.iter().any(well_known) && cue_word::likely(r, unit, at, &mut features) {
            spans::reports(r, unit, at, &mut group);
        }
        let mut apart: Vec<Report> = Vec::with_capacity(group.len());
        for report in group {
            if apart.len() < MOST
                && !apart.iter().any(|x| x.content == report.content && x.source == report.source)
            {
                apart.push(report);
            }
        }
        if !apart.is_empty() {
            groups.push(apart);
        }
    }
    // A rule may name a head outside its sentence; it stands for itself.
    groups.extend(found.map(|report| vec![report]));
    groups
}

/// Whether the lexicon licenses a report of a kind that stands in any text.
fn well_known(report: &Report) -> bool {
    report.licensed && matches!(report.rule, Rule::Clause | Rule::Parenthetical | Rule::Phrase)
}

/// Adds the report at `k` of a group with the other ends that its content could have.
fn other_ends(r: &Reader<'_>, unit: Unit, k: usize, ends: &mut Vec<usize>, group: &mut Vec<Report>) {
    let report = group[k].clone();
    let (Some(cue), Some(&last)) = (report.cue, report.content.last()) else { return };
    if last.0 < cue.1 || report.rule == Rule::Headline {
        return;
    }
    spans::content_ends(r, last.0, unit.end, ends);
    for &end in ends.iter().filter(|e| **e != last.1) {
        let mut other = report.clone();
        if let Some(last) = other.content.last_mut() {
            last.1 = end;
        }
        group.push(other);
    }
}

/// Chooses among the reports that the rules found in a sentence and those that its words could make beside.
pub(super) fn judge(r: &Reader<'_>, unit: Unit, found: Vec<Report>, out: &mut Vec<Report>) {
    if r.scorer().is_empty() {
        out.extend(found);
        return;
    }
    let mut features = Vec::with_capacity(128);
    let mut scores = Vec::new();
    for mut group in groups(r, unit, found) {
        scores.clear();
        word_features(r, unit, &group, &mut features);
        let word = r.scorer().reports.sum(&features);
        for report in &group {
            self::features::features(r, unit, report, &mut features);
            scores.push(word + r.scorer().reports.add(&features));
        }
        let Some((best, probability)) = choose::best(&group, &scores) else { continue };
        // The scorer has learnt from news alone; what the lexicon knows well stands in any text.
        let known = group.iter().any(well_known);
        let licensed = group.iter().any(|report| report.licensed);
        let mut report = group.swap_remove(best);
        report.confidence = if known { probability.max(LEAST_LICENSED) } else { probability };
        let least = match report.rule {
            _ if licensed => LEAST_LICENSED,
            _ if !r.reads_like_a_report() => LEAST_IN_STORIES,
            Rule::Open => LEAST_OPEN,
            _ => LEAST,
        };
        if report.confidence >= least {
            out.push(report);
        }
    }
}
