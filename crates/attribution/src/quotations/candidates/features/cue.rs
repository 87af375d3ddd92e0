//! The verb with its auxiliaries, and what stands before it.

use super::Seen;
use crate::quotations::verb_group::verb_group;
use crate::syntax::Pos;

/// Adds them.
pub(super) fn add(s: &mut Seen<'_, '_, '_>) {
    let r = s.r;
    let tag = r.tag(s.head);
    let form = tag.form as u32 * 2 + u32::from(tag.past);
    s.framed(4, &[s.lemma]);
    s.add_framed(5, &[form]);
    if !matches!(tag.pos, Pos::Verb | Pos::Aux) {
        s.add_framed(6, &[s.before(s.head)]);
        s.add(7, &[s.word(s.cue.0), s.lemma]);
        s.framed(7, &[s.pos(s.cue.0), s.pos_before(s.cue.0)]);
        return;
    }
    let g = verb_group(r, s.head, 0, s.unit.start);
    let state = u32::from(g.passive)
        | u32::from(g.finite) << 1
        | u32::from(g.gerund) << 2
        | u32::from(g.infinitive) << 3;
    s.add_framed(8, &[state]);
    s.add(9, &[state, s.lemma]);
    for at in g.start..s.head {
        s.add(10, &[s.word(at)]);
        s.add(11, &[s.word(at), s.lemma]);
    }
    s.add_framed(12, &[s.before(g.start)]);
    s.framed(13, &[s.pos_before(g.start), state]);
}
