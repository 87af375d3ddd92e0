//! How the content begins and what is in it.

use super::Seen;
use super::code::bucket;
use crate::syntax::Pos;

/// How many tokens of each stretch are looked at.
const REACH: usize = 60;

/// Adds them.
pub(super) fn add(s: &mut Seen<'_, '_, '_>) {
    let r = s.r;
    let (first, lemma) = (s.first, s.lemma);
    let len = s.report.content.iter().map(|c| c.1 - c.0).sum::<usize>();
    s.framed(40, &[bucket(len)]);
    s.add_framed(41, &[s.word(first)]);
    s.add(42, &[s.word(first), lemma]);
    s.framed(43, &[s.pos(first), s.pos(first + 1)]);
    s.add(44, &[s.pos(first), lemma]);
    s.add(45, &[s.word(first + 1)]);
    s.add(46, &[s.word(first), s.word(first + 1)]);
    s.add(47, &[s.pos(first), s.pos(first + 1), lemma]);
    s.framed(48, &[s.report.content.len() as u32]);
    let (mut verbs, mut marks, mut names) = (0, 0, 0);
    let mut noun = None;
    for c in &s.report.content {
        for at in c.0..c.1.min(c.0 + REACH) {
            verbs += u32::from(r.finite(at));
            marks += u32::from(r.in_marks(at));
            let pos = r.pos(at);
            names += u32::from(pos == Pos::Propn);
            if noun.is_none() && pos == Pos::Noun && (at + 1 >= c.1 || r.pos(at + 1) != Pos::Noun) {
                noun = Some(at);
            }
        }
    }
    s.framed(49, &[verbs.min(4)]);
    s.add(50, &[verbs.min(2), lemma]);
    s.framed(51, &[u32::from(marks > 0), u32::from(r.in_marks(first))]);
    s.framed(52, &[names.min(3)]);
    if let Some(noun) = noun {
        s.add_framed(53, &[s.r.lemma(noun)]);
        s.add(54, &[s.r.lemma(noun), lemma]);
        s.add(55, &[s.r.meaning(noun), lemma]);
    }
    let behind = if first >= s.cue.1 { s.before(first) } else { 0 };
    s.framed(56, &[behind]);
    s.add(57, &[lemma, behind]);
    s.add(58, &[behind, s.word(first)]);
    s.add(59, &[lemma, bucket(len)]);
}
