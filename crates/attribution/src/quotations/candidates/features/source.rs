//! Who says it, and what parts it from its cue and its content.

use super::Seen;
use super::code::bucket;
use crate::quotations::noun_phrase::Phrase;
use crate::syntax::Pos;

/// Which side of the cue it stands on, and whether it begins the sentence.
fn side(s: &Seen<'_, '_, '_>, source: Phrase) -> u32 {
    u32::from(source.start < s.cue.0) | u32::from(source.start == s.unit.start) << 1
}

/// Adds those that look at it and the cue alone.
pub(super) fn of_source(s: &mut Seen<'_, '_, '_>) {
    let r = s.r;
    let Some(source) = s.report.source else {
        s.add_framed(20, &[]);
        s.add(20, &[s.lemma]);
        return;
    };
    let head = source.head;
    let kind = r.pos(head) as u32 * 2 + u32::from(r.tag(head).plural);
    let meaning = r.meaning(head);
    let form = r.tag(s.head).form as u32;
    s.add_framed(21, &[kind]);
    s.add(22, &[kind, s.lemma]);
    s.add(23, &[s.word(head)]);
    s.add_framed(24, &[meaning, kind]);
    s.add(25, &[meaning, s.lemma]);
    if r.pos(head) == Pos::Pron {
        s.framed(26, &[s.word(head)]);
        s.add(26, &[s.word(head), s.lemma]);
    }
    s.add(27, &[bucket(source.end - source.start), kind]);
    s.add_framed(28, &[s.before(source.start)]);
    let side = side(s, source);
    s.framed(29, &[side]);
    // What parts it from its verb.
    s.add(30, &[bucket(s.cue.0.abs_diff(source.end)), side]);
    let (from, to) =
        if source.end <= s.cue.0 { (source.end, s.cue.0) } else { (s.cue.1.min(source.start), source.start) };
    let between = (from..to).filter(|&i| r.comma(i) || r.dash(i)).count().min(3) as u32;
    let verbs = (from..to).filter(|&i| r.finite(i)).count().min(3) as u32;
    s.add_framed(31, &[between, verbs, side]);
    s.add(32, &[s.word(source.end), side]);
    s.add(33, &[s.word(source.end - 1), form]);
    s.framed(36, &[s.pos(source.end), s.pos(source.end + 1), side]);
    s.add(37, &[s.word(source.start), side, kind]);
}

/// Adds those that look at it and the content.
pub(super) fn whole(s: &mut Seen<'_, '_, '_>) {
    let Some(source) = s.report.source else { return };
    let inside = source.end > s.first && source.start < s.last;
    s.add(34, &[u32::from(inside), side(s, source)]);
    s.add(35, &[bucket(s.first.abs_diff(source.end)), u32::from(s.first < source.start)]);
}
