//! Whether a word may report at all: "critical" in "is **critical** of", "view" in "in her **view**".
//!
//! The lists of cues hold half of what reports in news. For the other half a score over the word, its lemma and its
//! neighbours, learnt from annotated news, tells which words are worth a closer look.

use crate::quotations::reader::Reader;
use crate::syntax::Pos;

/// The least probability with which a word is looked at closer.
const LEAST: f32 = 0.06;

/// Whether a word outside marks is of a kind that can report.
pub(super) fn may_report(r: &Reader<'_>, at: usize) -> bool {
    !r.in_marks(at)
        && (matches!(r.pos(at), Pos::Verb | Pos::Noun | Pos::Adj) || matches!(r.text(at), ":" | "?"))
}

/// Whether a word with these features is worth a closer look.
pub(super) fn likely(r: &Reader<'_>, features: &[u32]) -> bool {
    r.scorer().cues.probability(features) >= LEAST
}
