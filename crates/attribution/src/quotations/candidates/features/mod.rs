//! What the scorer sees of a report: for "Ann Lee said that it rained" the verb, its form, its complement, the kind of
//! source and how the content begins and ends, each by itself and the telling ones in pairs.
//!
//! Each group of features is a file: the word that reports (`word`), its verb group (`cue`), the source (`source`), what is
//! said (`content`), where that ends (`ends`), where in the sentence all of it stands (`place`). Features that look at the
//! cue, the beginning, the end or the source alone are worked out once for all reports of a word that have it in common
//! ([`Sums`]); `stretch` counts what a content holds.

pub(in crate::quotations) mod code;
mod content;
mod cue;
mod ends;
mod place;
mod source;
mod stretch;
pub(super) mod word;

use self::code::{NOTHING, code, feature};
use self::stretch::Stretches;
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

/// A report in its sentence, and the features that were made of it so far.
struct Seen<'r, 'd, 'o> {
    r: &'r Reader<'d>,
    unit: Unit,
    report: &'r Report,
    groups: FeatureGroups,
    /// The word that reports.
    head: usize,
    lemma: u32,
    cue: (usize, usize),
    /// The first token of the content, and one past its last.
    first: usize,
    last: usize,
    /// How many finite verbs its last stretch has, up to a few.
    verbs: u32,
    /// The kind of complement.
    frame: u32,
    stretches: &'o mut Stretches,
    out: &'o mut Vec<u32>,
}

impl<'r, 'd, 'o> Seen<'r, 'd, 'o> {
    /// A report that has a content.
    fn new(
        r: &'r Reader<'d>,
        unit: Unit,
        report: &'r Report,
        stretches: &'o mut Stretches,
        out: &'o mut Vec<u32>,
    ) -> Option<Self> {
        let (first, last) = (report.content.first()?, report.content.last()?);
        let groups = r.scorer().groups;
        let rule = if groups.has(FeatureGroups::LISTS) { report.rule as u32 } else { 0 };
        Some(Self {
            r,
            unit,
            report,
            groups,
            head: report.head,
            lemma: if groups.has(FeatureGroups::WORD) { r.lemma(report.head) } else { NOTHING },
            cue: report.cue.unwrap_or((report.head, report.head + 1)),
            first: first.0,
            last: last.1,
            verbs: stretches.of(r, unit, *last).finite.min(3),
            frame: feature(1, &[code(report.frame), rule]),
            stretches,
            out,
        })
    }

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
    if let Some(mut seen) = Seen::new(r, unit, report, &mut Stretches::default(), out) {
        SHARED.iter().for_each(|part| (part.add)(&mut seen));
        whole(&mut seen);
    }
}

/// Features that look at some of a report only, so that many reports of one word share them.
struct Part {
    add: fn(&mut Seen<'_, '_, '_>),
    /// All that they look at, in a sentence and for a word.
    key: fn(&Seen<'_, '_, '_>) -> Key,
}

/// The kind of complement, the cue, and what else a part looks at.
type Key = (u32, (usize, usize), [usize; 3]);

/// The parts that reports share, by what they look at.
const SHARED: [Part; 4] = [
    Part { add: of_cue, key: |s| (s.frame, s.cue, [usize::from(s.report.licensed), 0, 0]) },
    Part { add: of_begin, key: |s| (s.frame, s.cue, [s.first, 0, 0]) },
    Part { add: of_end, key: |s| (s.frame, (0, 0), [s.last, s.verbs as usize, 0]) },
    Part {
        add: of_source,
        key: |s| (s.frame, s.cue, s.report.source.map_or([usize::MAX; 3], |p| [p.start, p.end, p.head])),
    },
];

/// What its cue and the kind of its complement tell.
fn of_cue(s: &mut Seen<'_, '_, '_>) {
    if s.groups.has(FeatureGroups::WORD) {
        s.out.push(s.frame);
    }
    if s.groups.has(FeatureGroups::LISTS) {
        s.framed(2, &[u32::from(s.report.licensed)]);
        let known = word::known(s.r, s.head);
        s.framed(3, &[known]);
    }
    if s.groups.has(FeatureGroups::CUE) {
        cue::add(s);
    }
    if s.groups.has(FeatureGroups::PLACE) {
        place::of_cue(s);
    }
}

/// What the beginning of its content tells.
fn of_begin(s: &mut Seen<'_, '_, '_>) {
    if s.groups.has(FeatureGroups::CONTENT) {
        content::of_begin(s);
    }
    if s.groups.has(FeatureGroups::PLACE) {
        place::of_begin(s);
    }
}

/// What the end of its content tells.
fn of_end(s: &mut Seen<'_, '_, '_>) {
    if s.groups.has(FeatureGroups::ENDS) {
        ends::of_end(s);
    }
}

/// What its source tells.
fn of_source(s: &mut Seen<'_, '_, '_>) {
    if s.groups.has(FeatureGroups::SOURCE) {
        source::of_source(s);
    }
}

/// What it tells as a whole.
fn whole(s: &mut Seen<'_, '_, '_>) {
    if s.groups.has(FeatureGroups::SOURCE) {
        source::whole(s);
    }
    if s.groups.has(FeatureGroups::CONTENT) {
        content::whole(s);
    }
    if s.groups.has(FeatureGroups::ENDS) {
        ends::whole(s);
    }
}

/// Room for what the reports of a sentence and of a word share.
#[derive(Default)]
pub(super) struct Room {
    features: Vec<u32>,
    stretches: Stretches,
    /// What each part comes to, by what it looks at.
    known: [Vec<(Key, i32)>; SHARED.len()],
}

impl Room {
    /// Forgets what is known of a sentence.
    pub(super) fn clear(&mut self) {
        self.stretches.clear();
    }
}

/// Works out what the reports of one word come to: each part of their features once for all reports that have it in common.
pub(super) struct Sums<'a>(&'a mut Room);

impl<'a> Sums<'a> {
    /// For the reports of another word.
    pub(super) fn new(room: &'a mut Room) -> Self {
        room.known.iter_mut().for_each(Vec::clear);
        Self(room)
    }

    /// What the features of a report come to.
    pub(super) fn of(&mut self, r: &Reader<'_>, unit: Unit, report: &Report) -> f32 {
        let weights = &r.scorer().reports;
        let Room { features, stretches, known } = &mut *self.0;
        let Some(mut seen) = Seen::new(r, unit, report, stretches, features) else { return 0.0 };
        seen.out.clear();
        whole(&mut seen);
        let mut sum = weights.whole(seen.out);
        for (part, known) in SHARED.iter().zip(known) {
            let key = (part.key)(&seen);
            sum += known.iter().rev().find(|k| k.0 == key).map(|k| k.1).unwrap_or_else(|| {
                seen.out.clear();
                (part.add)(&mut seen);
                let sum = weights.whole(seen.out);
                known.push((key, sum));
                sum
            });
        }
        weights.scaled(sum)
    }
}
