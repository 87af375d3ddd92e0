//! What the encoder sees of a report, as a few numbers: how sure it is of the cue, of both ends of the content and of the
//! source, and of all that lies inside and just outside.
//!
//! They are weighed against the score of the light features by weights that were learnt on articles which neither has
//! learnt from; see `encoder`.

use crate::encoder::{Encoder, Kind, Pointers, Reading, Span};
use crate::named_weights;
use crate::quotations::noun_phrase::Phrase;
use crate::quotations::reader::Reader;
use crate::quotations::report::Report;
use crate::syntax::Pos;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::LazyLock;

/// How many numbers there are.
pub const SEEN: usize = NAMES.len();

/// What each of them is.
pub const NAMES: [&str; 14] = [
    "Light",
    "Bias",
    "Cue",
    "Begin",
    "End",
    "Inside",
    "Before",
    "Behind",
    "SourceBegin",
    "SourceEnd",
    "SourceInside",
    "NoSource",
    "Pointed",
    "Parts",
];

/// An encoder, and how far it is trusted.
#[derive(Clone, Debug)]
pub struct Deep {
    /// What it sees.
    pub encoder: Cow<'static, Encoder>,
    /// The weight of each number of [`NAMES`].
    pub weights: [f32; SEEN],
    /// Whether it is asked in stories, too: it has learnt from news alone.
    pub stories: bool,
}

/// A word that may report, in its paragraph, and where it points.
#[derive(Debug)]
pub(super) struct Pointed {
    pub(super) reading: Rc<Reading>,
    pub(super) pointers: Pointers,
}

/// The least of a logarithm: what is less likely is as good as out of the question.
const FLOOR: f32 = -8.0;

fn log(p: f32) -> f32 {
    if p > 0.0 { p.ln().max(FLOOR) } else { FLOOR }
}

/// The logarithm of how much likelier than not something is.
fn odds(p: f32) -> f32 {
    (log(p) - log(1.0 - p)).clamp(FLOOR, -FLOOR)
}

/// The tokens at the beginning of a stretch that may all stand for it: with the marks before, up to its first word.
fn begins(r: &Reader<'_>, start: usize, end: usize) -> std::ops::Range<usize> {
    let mark = |at: usize| r.pos(at) == Pos::Punct;
    let mut first = start;
    while first > 0 && first + 3 > start && mark(first - 1) {
        first -= 1;
    }
    let word = (start..end).find(|&at| !mark(at)).unwrap_or(start);
    first..(word + 1).min(end.max(start + 1))
}

/// The same at its end.
fn ends(r: &Reader<'_>, start: usize, end: usize) -> std::ops::Range<usize> {
    let mark = |at: usize| r.pos(at) == Pos::Punct;
    let all = r.doc.tokens().len();
    let mut last = end;
    while last < all && last < end + 3 && mark(last) {
        last += 1;
    }
    let word = (start..end).rev().find(|&at| !mark(at)).unwrap_or(end.saturating_sub(1));
    word..last
}

/// The mean of something over some tokens.
fn mean(tokens: impl Iterator<Item = usize>, of: impl Fn(usize) -> f32) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0);
    for at in tokens {
        sum += of(at);
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

impl Pointed {
    /// The numbers of a report of the word; `light` is its score by light features.
    pub(super) fn numbers(&self, r: &Reader<'_>, report: &Report, light: f32) -> [f32; SEEN] {
        let Self { reading, pointers } = self;
        let (Some(first), Some(last)) = (report.content.first(), report.content.last()) else {
            return [0.0; SEEN];
        };
        let part = |kind, at| reading.within(kind, at);
        let word = |at: &usize| r.pos(*at) != Pos::Punct;
        let content = || report.content.iter().flat_map(|c| c.0..c.1).filter(word);
        let all = r.doc.tokens().len();
        let before = (0..first.0).rev().take(3).find(word);
        let behind = (last.1..all).take(3).find(word);
        let outside = |at: Option<usize>| at.map_or(0.0, |at| odds(part(Kind::Content, at)));
        let begin = log(pointers.begins(Span::Content, begins(r, first.0, first.1)));
        let end = log(pointers.ends(Span::Content, ends(r, last.0, last.1)));
        let (source_begin, source_end, source_inside, no_source) = match report.source {
            Some(s) => (
                log(pointers.begins(Span::Source, begins(r, s.start, s.end))),
                log(pointers.ends(Span::Source, ends(r, s.start, s.end))),
                mean((s.start..s.end).filter(word), |at| log(part(Kind::Source, at))),
                0.0,
            ),
            None => (0.0, 0.0, 0.0, log(pointers.nothing(Span::Source))),
        };
        [
            light,
            1.0,
            odds(part(Kind::Cue, report.head)),
            begin,
            end,
            mean(content(), |at| log(part(Kind::Content, at))),
            outside(before),
            outside(behind),
            source_begin,
            source_end,
            source_inside,
            no_source,
            f32::from(u8::from(begin > -0.7 && end > -0.7)),
            report.content.len() as f32 - 1.0,
        ]
    }
}

impl Deep {
    /// The score that the numbers of a report give.
    pub(super) fn score(&self, numbers: &[f32; SEEN]) -> f32 {
        self.weights.iter().zip(numbers).map(|(w, x)| w * x).sum()
    }
}

/// Contents that the encoder points at from a cue: each pair of a likely beginning and a likely end, in tokens.
pub(super) fn contents(pointers: &Pointers) -> impl Iterator<Item = (usize, usize)> {
    pairs(pointers.likeliest(Span::Content, 3, 0.04))
}

/// Sources that the encoder points at, the likeliest first.
pub(super) fn sources<'r>(
    r: &'r Reader<'_>,
    pointers: &Pointers,
) -> impl DoubleEndedIterator<Item = Phrase> + 'r {
    let found: Vec<_> = pairs(pointers.likeliest(Span::Source, 2, 0.1)).collect();
    found.into_iter().map(|(start, end)| {
        let head = (start..end).rev().find(|&at| r.nominal(at)).unwrap_or(end - 1);
        Phrase { start, end, head }
    })
}

/// Each beginning with each end that doesn't lie before it, in tokens.
fn pairs([begins, ends]: [Vec<usize>; 2]) -> impl Iterator<Item = (usize, usize)> {
    begins
        .into_iter()
        .flat_map(move |b| ends.clone().into_iter().filter(move |e| b <= *e).map(move |e| (b, e + 1)))
}

static ENGLISH: LazyLock<[f32; SEEN]> =
    LazyLock::new(|| named_weights::parse(include_str!("../../../../../models/deep-en.txt"), &NAMES));

impl Deep {
    /// The encoder that is part of the program, with the weights that it was tried with; none if it was built without.
    #[must_use]
    pub fn english() -> Option<Self> {
        Encoder::english().map(|encoder| Self::with(Cow::Borrowed(encoder)))
    }

    /// Another encoder with the same weights.
    #[must_use]
    pub fn with(encoder: Cow<'static, Encoder>) -> Self {
        Self { encoder, weights: *ENGLISH, stories: false }
    }
}
