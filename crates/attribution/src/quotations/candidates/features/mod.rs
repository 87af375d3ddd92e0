//! What the scorer sees of a report: for "Ann Lee said that it rained" the verb, its form, its complement, the kind of
//! source and how the content begins and ends, each by itself and the telling ones in pairs.
//!
//! Each group of features is a file: the word that reports (`word`), its verb group (`cue`), the source (`source`), what is
//! said (`content`), where that ends (`ends`), where in the sentence all of it stands (`place`).

pub(in crate::quotations) mod code;
mod content;
mod cue;
mod ends;
mod place;
mod source;
pub(super) mod word;

use self::code::{NOTHING, code, feature};
use crate::quotations::reader::{Reader, Unit};
use crate::quotations::report::Report;

/// Groups of features, a set: a scorer can be trained without some to see what they bring.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FeatureGroups(u8);

impl FeatureGroups {
    /// Every group, with its name.
    pub const ALL: [(&'static str, Self); 7] = [
        ("the word and its neighbours", Self::WORD),
        ("what the lists know", Self::LISTS),
        ("auxiliaries and form", Self::CUE),
        ("the source", Self::SOURCE),
        ("what is said", Self::CONTENT),
        ("where it ends", Self::ENDS),
        ("where it stands", Self::PLACE),
    ];
    /// All of them.
    pub const EVERY: Self = Self(u8::MAX);
    /// The word that reports, its dictionary form and its neighbours.
    pub const WORD: Self = Self(1);
    /// Which complements the lists of cues know of the word, and which rule found the report.
    pub const LISTS: Self = Self(1 << 1);
    /// Auxiliaries, negation, tense, voice.
    pub const CUE: Self = Self(1 << 2);
    /// Who says it.
    pub const SOURCE: Self = Self(1 << 3);
    /// How the content begins and what is in it.
    pub const CONTENT: Self = Self(1 << 4);
    /// How it ends and what follows.
    pub const ENDS: Self = Self(1 << 5);
    /// Its place in the sentence.
    pub const PLACE: Self = Self(1 << 6);

    /// All groups but those.
    #[must_use]
    pub const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Whether any of those groups is in it.
    #[must_use]
    pub const fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

impl Default for FeatureGroups {
    /// All of them.
    fn default() -> Self {
        Self::EVERY
    }
}

/// What adds the features of a group.
type Add = fn(&mut Seen<'_, '_, '_>);

/// A report in its sentence, and the features that were made of it so far.
struct Seen<'r, 'd, 'o> {
    r: &'r Reader<'d>,
    unit: Unit,
    report: &'r Report,
    /// The word that reports.
    head: usize,
    lemma: u32,
    cue: (usize, usize),
    /// The first token of the content, and one past its last.
    first: usize,
    last: usize,
    /// The kind of complement.
    frame: u32,
    out: &'o mut Vec<u32>,
}

impl Seen<'_, '_, '_> {
    /// The code of the word at `at`.
    fn word(&self, at: usize) -> u32 {
        if at < self.unit.end { self.r.word(at) } else { NOTHING }
    }

    /// The code of the word before `at`.
    fn before(&self, at: usize) -> u32 {
        if at > self.unit.start { self.r.word(at - 1) } else { NOTHING }
    }

    /// The part of speech at `at`.
    fn pos(&self, at: usize) -> u32 {
        if at < self.unit.end { self.r.pos(at) as u32 } else { 99 }
    }

    /// The part of speech before `at`.
    fn pos_before(&self, at: usize) -> u32 {
        if at > self.unit.start { self.r.pos(at - 1) as u32 } else { 99 }
    }

    /// A feature.
    fn add(&mut self, kind: u32, parts: &[u32]) {
        self.out.push(feature(kind, parts));
    }

    /// A feature, by itself and together with the kind of complement.
    fn add_framed(&mut self, kind: u32, parts: &[u32]) {
        let alone = feature(kind, parts);
        self.out.push(alone);
        self.out.push(feature(self.frame, &[alone]));
    }

    /// A feature together with the kind of complement.
    fn framed(&mut self, kind: u32, parts: &[u32]) {
        self.out.push(feature(self.frame, &[feature(kind, parts)]));
    }
}

/// The features of a report in its sentence.
pub(super) fn features(r: &Reader<'_>, unit: Unit, report: &Report, out: &mut Vec<u32>) {
    out.clear();
    add(r, unit, report, FeatureGroups::EVERY, out);
}

/// Works out what the reports of one word come to, one after the other: most share all but their source with the report
/// before.
pub(super) struct Sums<'a, 'f> {
    last: Option<(&'a Report, i32)>,
    features: &'f mut Vec<u32>,
}

impl<'a, 'f> Sums<'a, 'f> {
    /// For the reports of another word; `features` is room for features.
    pub(super) fn new(features: &'f mut Vec<u32>) -> Self {
        Self { last: None, features }
    }

    /// What the features of a report come to.
    pub(super) fn of(&mut self, r: &Reader<'_>, unit: Unit, report: &'a Report) -> f32 {
        let weights = &r.scorer().reports;
        let rest = match self.last {
            Some((last, rest)) if alike_but_for_the_source(last, report) => rest,
            _ => {
                self.features.clear();
                let others = FeatureGroups::EVERY.without(FeatureGroups::SOURCE);
                add(r, unit, report, others, self.features);
                weights.whole(self.features)
            }
        };
        self.last = Some((report, rest));
        self.features.clear();
        if !report.content.is_empty() {
            add(r, unit, report, FeatureGroups::SOURCE, self.features);
        }
        weights.scaled(rest + weights.whole(self.features))
    }
}

/// Whether two reports have the same features but for those of their sources.
fn alike_but_for_the_source(a: &Report, b: &Report) -> bool {
    let key = |r: &Report| (r.head, r.cue, r.rule, r.licensed);
    key(a) == key(b) && a.frame == b.frame && a.content == b.content
}

/// Adds those features of a report that are of some groups.
fn add(r: &Reader<'_>, unit: Unit, report: &Report, wanted: FeatureGroups, out: &mut Vec<u32>) {
    let (Some(first), Some(last)) = (report.content.first(), report.content.last()) else { return };
    let groups = r.scorer().groups;
    let lists = groups.has(FeatureGroups::LISTS);
    let mut seen = Seen {
        r,
        unit,
        report,
        head: report.head,
        lemma: if groups.has(FeatureGroups::WORD) { r.lemma(report.head) } else { NOTHING },
        cue: report.cue.unwrap_or((report.head, report.head + 1)),
        first: first.0,
        last: last.1,
        frame: feature(1, &[code(report.frame), if lists { report.rule as u32 } else { 0 }]),
        out,
    };
    if wanted.has(FeatureGroups::WORD) {
        seen.out.push(seen.frame);
    }
    if lists && wanted.has(FeatureGroups::LISTS) {
        seen.framed(2, &[u32::from(report.licensed)]);
        let known = word::known(r, report.head);
        seen.framed(3, &[known]);
    }
    let files: [(FeatureGroups, Add); 5] = [
        (FeatureGroups::CUE, cue::add),
        (FeatureGroups::SOURCE, source::add),
        (FeatureGroups::CONTENT, content::add),
        (FeatureGroups::ENDS, ends::add),
        (FeatureGroups::PLACE, place::add),
    ];
    for (group, add) in files {
        if groups.has(group) && wanted.has(group) {
            add(&mut seen);
        }
    }
}
