//! Where in the sentence the report stands, and what else is there.

use super::Seen;
use super::code::bucket;
use crate::lexicon::WordSet;
use crate::syntax::Pos;

/// Adds those that look at the cue alone.
pub(super) fn of_cue(s: &mut Seen<'_, '_, '_>) {
    let r = s.r;
    let (start, end) = (s.unit.start, s.unit.end);
    s.add(86, &[s.word(start)]);
    s.add(87, &[bucket(end - start)]);
    s.add(88, &[s.before(end)]);
    let others = (start..s.cue.0)
        .rev()
        .take(40)
        .filter(|&i| !r.in_marks(i) && r.verb_cue(i).is_some() && r.pos(i) == Pos::Verb)
        .count();
    s.add_framed(90, &[others.min(3) as u32]);
    let hedge = (start..s.cue.0).rev().take(8).any(|i| r.is_a(i, WordSet::HEDGE));
    s.add_framed(91, &[u32::from(hedge)]);
    // Up to the comma or conjunction before it.
    let clause = (start..s.cue.0).rev().take(20).find(|&i| {
        r.comma(i) || matches!(r.pos(i), Pos::Sconj | Pos::Cconj) || r.any(i, &["who", "which", "that"])
    });
    let opener = clause.map_or(0, |i| s.word(i));
    s.add_framed(92, &[opener]);
    s.add(93, &[opener, s.lemma]);
}

/// Adds those that look at where the content begins.
pub(super) fn of_begin(s: &mut Seen<'_, '_, '_>) {
    s.framed(85, &[u32::from(s.first < s.cue.0)]);
    s.framed(89, &[bucket(s.first.saturating_sub(s.cue.1))]);
}
