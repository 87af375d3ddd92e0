//! Whether a word may report at all: "critical" in "is **critical** of", "view" in "in her **view**".
//!
//! The lists of cues hold half of what reports in news. For the other half a score over the word, its lemma and its
//! neighbours, learnt from annotated news, tells which words are worth a closer look.

use super::hash::Hash;
use crate::lexicon::Frames;
use crate::quotations::reader::{Reader, Unit};
use crate::syntax::Pos;

/// The least probability with which a word is looked at closer.
const LEAST: f32 = 0.06;

/// Whether a word outside marks is of a kind that can report.
pub(super) fn may_report(r: &Reader<'_>, at: usize) -> bool {
    !r.in_marks(at)
        && (matches!(r.pos(at), Pos::Verb | Pos::Noun | Pos::Adj) || matches!(r.text(at), ":" | "?"))
}

/// Whether the word at `at` is worth a closer look.
pub(super) fn likely(r: &Reader<'_>, unit: Unit, at: usize, features: &mut Vec<u32>) -> bool {
    if !may_report(r, at) {
        return false;
    }
    self::features(r, unit, at, features);
    r.scorer().cues.probability(features) >= LEAST
}

/// What the score sees of a word.
pub(super) fn features(r: &Reader<'_>, unit: Unit, at: usize, out: &mut Vec<u32>) {
    out.clear();
    let lemma = r.lemma(at);
    let tag = r.tag(at);
    let form = tag.form as u32 * 2 + u32::from(tag.past);
    let pos = |at: Option<usize>| at.map_or(99, |at| r.pos(at) as u32);
    let word = |at: Option<usize>| at.map_or("", |at| r.text(at));
    let before = |n: usize| at.checked_sub(n).filter(|b| *b >= unit.start);
    let after = |n: usize| Some(at + n).filter(|a| *a < unit.end);
    let (frames, _) = r.verb_cue(at).unwrap_or_default();
    let class = u32::from(frames.has(Frames::DIRECT))
        | u32::from(frames.has(Frames::THAT)) << 1
        | u32::from(frames != Frames::default()) << 2
        | u32::from(r.noun_cue(at).is_some()) << 3;
    let own = Hash::new(1001).word(&lemma);
    let kind = Hash::new(1002).number(tag.pos as u32).number(form);
    let mut add = |h: Hash| out.push(h.done());
    add(own);
    add(own.number(tag.pos as u32).number(form));
    add(kind);
    add(kind.number(class));
    add(Hash::new(1003).word(r.text(at)));
    add(own.number(4).word(word(before(1))));
    add(own.number(5).word(word(after(1))));
    add(own.number(6).number(pos(before(1))));
    add(own.number(7).number(pos(after(1))));
    add(own.number(8).number(pos(after(1))).number(pos(after(2))));
    add(kind.number(9).word(word(before(1))));
    add(kind.number(10).word(word(after(1))));
    add(kind.number(11).number(pos(before(1))).number(pos(after(1))));
    add(kind.number(12).number(pos(after(1))).number(pos(after(2))));
    add(kind.number(13).number(pos(before(2))).number(pos(before(1))));
    add(kind.number(14).number(class).word(word(after(1))));
    add(Hash::new(1015).word(word(before(1))).word(word(after(1))));
    add(kind.number(16).word(word(before(2))));
    add(kind.number(17).word(word(after(2))));
    add(kind.number(18).word(word(before(1))).word(word(before(2))));
    let text = r.text(at);
    for n in [3, 4] {
        let end = text.char_indices().rev().nth(n - 1).map_or(text, |(i, _)| &text[i..]);
        add(kind.number(18 + n as u32).word(end));
    }
}
