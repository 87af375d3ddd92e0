//! Whether a word may report at all: "critical" in "is **critical** of", "view" in "in her **view**".
//!
//! The lists of cues hold half of what reports in news. For the other half a score over the word, its lemma and its
//! neighbours, learnt from annotated news, tells which words are worth a closer look.

use crate::encoder::{Kind, Reading};
use crate::quotations::reader::Reader;
use crate::syntax::Pos;

/// The least probability with which a word is looked at closer.
const LEAST: f32 = 0.06;

/// Whether a word outside marks is of a kind that can report.
pub(super) fn may_report(r: &Reader<'_>, at: usize) -> bool {
    !r.in_marks(at)
        && (matches!(r.pos(at), Pos::Verb | Pos::Noun | Pos::Adj) || matches!(r.mark(at), Some(":" | "?")))
}

/// Whether a word with these features is worth a closer look.
pub(super) fn likely(r: &Reader<'_>, features: &[u32]) -> bool {
    r.scorer().cues.probability(features) >= LEAST
}

/// Whether the encoder is asked about a word with these features: it costs a hundred times as much as they do.
pub(super) fn worth_encoding(r: &Reader<'_>, features: &[u32]) -> bool {
    r.scorer().cues.probability(features) >= LEAST_ENCODED
}

/// The least probability with which it is.
const LEAST_ENCODED: f32 = 0.02;

/// Whether the encoder sees a word that may report here.
pub(super) fn seen(reading: &Reading, at: usize) -> bool {
    reading.within(Kind::Cue, at) >= LEAST_SEEN
}

/// The least probability with which it does.
const LEAST_SEEN: f32 = 0.05;
