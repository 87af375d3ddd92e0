//! How the content begins and what is in it.

use super::Seen;
use super::code::bucket;

/// Adds those that look at its beginning alone.
pub(super) fn of_begin(s: &mut Seen<'_, '_, '_>) {
    let (first, lemma) = (s.first, s.lemma);
    s.add_framed(41, &[s.word(first)]);
    s.add(42, &[s.word(first), lemma]);
    s.framed(43, &[s.pos(first), s.pos(first + 1)]);
    s.add(44, &[s.pos(first), lemma]);
    s.add(45, &[s.word(first + 1)]);
    s.add(46, &[s.word(first), s.word(first + 1)]);
    s.add(47, &[s.pos(first), s.pos(first + 1), lemma]);
    let behind = if first >= s.cue.1 { s.before(first) } else { 0 };
    s.framed(56, &[behind]);
    s.add(57, &[lemma, behind]);
    s.add(58, &[behind, s.word(first)]);
}

/// Adds those that look at all of it.
pub(super) fn whole(s: &mut Seen<'_, '_, '_>) {
    let (r, lemma) = (s.r, s.lemma);
    let len = s.report.content.iter().map(|c| c.1 - c.0).sum::<usize>();
    s.framed(40, &[bucket(len)]);
    s.framed(48, &[s.report.content.len() as u32]);
    let (mut verbs, mut marks, mut names) = (0, 0, 0);
    let mut noun = None;
    for c in &s.report.content {
        let holds = s.stretches.of(r, s.unit, *c);
        verbs += holds.finite;
        marks += holds.marked;
        names += holds.names;
        noun = noun.or(holds.noun);
    }
    s.framed(49, &[verbs.min(4)]);
    s.add(50, &[verbs.min(2), lemma]);
    s.framed(51, &[u32::from(marks > 0), u32::from(r.in_marks(s.first))]);
    s.framed(52, &[names.min(3)]);
    if let Some(noun) = noun {
        s.add_framed(53, &[r.lemma(noun)]);
        s.add(54, &[r.lemma(noun), lemma]);
        s.add(55, &[r.meaning(noun), lemma]);
    }
    s.add(59, &[lemma, bucket(len)]);
}
