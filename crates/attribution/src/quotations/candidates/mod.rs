//! All reports that the words of a sentence could make, and the choice among them.
//!
//! Each word that may report makes a group: what the rules find for it, and, where the score of words allows, every
//! stretch that it could report (`cue_word`, `spans`). The scorer sees a group as a whole (`features`, `scorer`): its
//! reports and "none of them" share a probability of one, and at most one report of each group stands (`choose`).

mod beside;
mod choose;
mod cue_word;
pub(super) mod features;
mod least;
mod scorer;
mod seen;
mod spans;

use self::seen::Pointed;
use super::paragraph;
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
pub(super) use beside::mend;
pub use features::FeatureGroups;
pub use scorer::{CUE_SIZE, REPORT_SIZE, Scorer, Weights};
pub use seen::{Deep, NAMES as SEEN_NAMES, SEEN};

use crate::lexicon::Lexicon;
use crate::syntax::Syntax;
use inquit_tokenizer::{Document, ParagraphId, ParagraphKind, TextRange};

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
    /// What the encoder sees of it, if there is one.
    pub seen: Option<[f32; SEEN]>,
}

/// Room for the groups of a sentence and their scores, to be used again for the next one.
#[derive(Default)]
pub(super) struct Room {
    lists: Lists,
    scores: Vec<f32>,
    shared: features::Room,
    choice: choose::Room,
}

/// What a group is made in.
#[derive(Default)]
struct Lists {
    /// Of the word.
    features: Vec<u32>,
    /// Where a content could end.
    ends: Vec<usize>,
    group: Vec<Report>,
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

/// Every word outside quotation marks that may report, likely or not. `scorer` says which groups of features are seen.
#[must_use]
pub fn cue_words(doc: &Document, syntax: &Syntax, lexicon: &Lexicon, scorer: &Scorer) -> Vec<CueWord> {
    let r = Reader::new(doc, syntax, lexicon, scorer);
    let mut out = Vec::new();
    each_sentence(&r, |unit, _, _| {
        let around = features::word::surroundings(&r, unit);
        for at in (unit.start..unit.end).filter(|&at| cue_word::may_report(&r, at)) {
            let mut features = Vec::with_capacity(32);
            features::word::features(&r, unit, around, at, &mut features);
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
        groups(&r, unit, &mut reports, &mut Lists::default(), |features, pointed, group| {
            let word = r.scorer().reports.sum(features);
            let seen = group.iter().filter_map(|report| {
                let mut features = Vec::with_capacity(128);
                self::features::features(&r, unit, report, &mut features);
                let light = word + r.scorer().reports.add(&features);
                Some(Candidate {
                    seen: pointed.map(|p| p.numbers(&r, report, light)),
                    content: report.content.iter().copied().map(bytes).collect(),
                    cue: bytes(report.cue?),
                    source: report.source.map(|s| bytes((s.start, s.end))),
                    features,
                })
            });
            out.push(Group { reports: seen.collect(), features: features.to_vec() });
        });
    });
    out
}

/// The reports of a sentence by the word that makes them: what the rules found, with other ends, and what else the word
/// could report. `see` is given the features of the word and its reports.
fn groups(
    r: &Reader<'_>,
    unit: Unit,
    reports: &mut Vec<Report>,
    Lists { features, ends, group }: &mut Lists,
    mut see: impl FnMut(&[u32], Option<&Pointed>, &mut Vec<Report>),
) {
    reports.sort_by_key(|report| report.head);
    let mut found = reports.drain(..).peekable();
    let around = features::word::surroundings(r, unit);
    for at in unit.start..unit.end {
        group.clear();
        while let Some(report) = found.next_if(|report| report.head == at) {
            group.push(report);
        }
        // Where a clause follows a verb of saying, the rules know best what is said.
        let open = !group.iter().any(well_known) && cue_word::may_report(r, at);
        if group.is_empty() && !open {
            continue;
        }
        features::word::features(r, unit, around, at, features);
        for k in 0..group.len() {
            other_ends(r, unit, k, ends, group);
        }
        let pointed = points(r, at, !group.is_empty(), features);
        if open && (pointed.is_some() || cue_word::likely(r, features)) {
            spans::reports(r, unit, at, ends, group);
        }
        if let Some(pointed) = &pointed {
            spans::pointed(r, unit, at, &pointed.pointers, group);
        }
        let mut apart = 0;
        for k in 0..group.len() {
            let same = |x: &Report| x.content == group[k].content && x.source == group[k].source;
            if apart < MOST && !group[..apart].iter().any(same) {
                if apart != k {
                    group.swap(apart, k);
                }
                apart += 1;
            }
        }
        group.truncate(apart);
        if !group.is_empty() {
            see(features, pointed.as_ref(), group);
        }
    }
    // A rule may name a head outside its sentence; it stands for itself.
    for report in found {
        features::word::features(r, unit, around, report.head, features);
        group.clear();
        group.push(report);
        see(features, points(r, group[0].head, true, features).as_ref(), group);
    }
}

/// The word at `at` as the encoder sees it, where that matters: a rule found something, or it is likely enough to report.
fn points(r: &Reader<'_>, at: usize, found: bool, features: &[u32]) -> Option<Pointed> {
    r.deep()?;
    if !found && !cue_word::worth_encoding(r, features) {
        return None;
    }
    let reading = r.reading(at)?;
    if !found && !cue_word::seen(&reading, at) {
        return None;
    }
    let pointers = reading.points(at)?;
    Some(Pointed { reading, pointers })
}

/// Whether the lexicon licenses a report of a kind that stands in any text.
fn well_known(report: &Report) -> bool {
    report.licensed && matches!(report.rule, Rule::Clause | Rule::Parenthetical | Rule::Phrase)
}

/// Adds the report at `k` of a group with the other ends that its content could have.
fn other_ends(r: &Reader<'_>, unit: Unit, k: usize, ends: &mut Vec<usize>, group: &mut Vec<Report>) {
    let report = group[k].clone();
    let (Some(cue), Some(&last)) = (report.cue, report.content.last()) else { return };
    // What has its subject elsewhere ends at the first comma.
    let bound = report.frame == "a clause without its subject";
    if last.0 < cue.1 || report.rule == Rule::Headline || bound {
        return;
    }
    spans::content_ends(r, last.0, spans::bound(r, unit, report.head, last.0), ends);
    for &end in ends.iter().filter(|e| **e != last.1) {
        let mut other = report.clone();
        if let Some(last) = other.content.last_mut() {
            last.1 = end;
        }
        group.push(other);
    }
}

/// Chooses among the reports that the rules found in a sentence, which are taken out of their list, and those that its words
/// could make beside.
pub(super) fn judge(r: &Reader<'_>, unit: Unit, found: &mut Vec<Report>, out: &mut Vec<Report>) {
    if r.scorer().is_empty() {
        out.append(found);
        return;
    }
    let mut room = r.room().take();
    let Room { lists, scores, shared, choice } = &mut room;
    shared.clear();
    groups(r, unit, found, lists, |word, pointed, group| {
        scores.clear();
        let word = r.scorer().reports.sum(word);
        let mut sums = features::Sums::new(shared);
        for report in &*group {
            let light = word + sums.of(r, unit, report);
            scores.push(match (pointed, &r.scorer().deep) {
                (Some(pointed), Some(deep)) => deep.score(&pointed.numbers(r, report, light)),
                _ => light,
            });
        }
        let Some((best, probability)) = choose::best(group, scores, choice) else { return };
        // The scorer has learnt from news alone; what the lexicon knows well stands in any text.
        let known = group.iter().any(well_known);
        let licensed = group.iter().any(|report| report.licensed);
        let mut report = group.swap_remove(best);
        let news = r.reads_like_a_report();
        // What the encoder has read in news it knows better than the lists.
        let sure = known && (pointed.is_none() || !news);
        let means = least::Means { sure, licensed, news, encoded: pointed.is_some() };
        report.confidence = if sure { probability.max(least::CLAUSE) } else { probability };
        if report.confidence >= least::of(r, &report, means) {
            out.push(report);
        }
    });
    lists.group.clear();
    r.room().replace(room);
}
