//! How the content begins and what is in it.

use super::Seen;
use super::code::{bucket, feature};

/// Adds those that look at its beginning alone.
pub(super) fn of_begin(s: &mut Seen<'_, '_, '_>) {
    let (first, lemma) = (s.first, s.lemma);
    let [word, next] = [s.word(first), s.word(first + 1)];
    let [pos, pos_next] = [s.pos(first), s.pos(first + 1)];
    let behind = if first >= s.cue.1 { s.before(first) } else { 0 };
    let alone = feature(41, &[word]);
    let framed = [alone, feature(43, &[pos, pos_next]), feature(56, &[behind])];
    s.out.extend(framed.map(|f| feature(s.frame, &[f])));
    s.out.extend([
        alone,
        feature(42, &[word, lemma]),
        feature(44, &[pos, lemma]),
        feature(45, &[next]),
        feature(46, &[word, next]),
        feature(47, &[pos, pos_next, lemma]),
        feature(57, &[lemma, behind]),
        feature(58, &[behind, word]),
    ]);
}

/// Adds those that look at all of it.
pub(super) fn whole(s: &mut Seen<'_, '_, '_>) {
    let (r, lemma) = (s.r, s.lemma);
    let len = bucket(s.report.content.iter().map(|c| c.1 - c.0).sum::<usize>());
    let (mut verbs, mut marks, mut names) = (0, 0, 0);
    let mut noun = None;
    for c in &s.report.content {
        let holds = s.stretches.of(r, s.unit, *c);
        verbs += holds.finite;
        marks += holds.marked;
        names += holds.names;
        noun = noun.or(holds.noun);
    }
    let framed = [
        feature(40, &[len]),
        feature(48, &[s.report.content.len() as u32]),
        feature(49, &[verbs.min(4)]),
        feature(51, &[u32::from(marks > 0), u32::from(r.in_marks(s.first))]),
        feature(52, &[names.min(3)]),
    ];
    s.out.extend(framed.map(|f| feature(s.frame, &[f])));
    s.out.extend([feature(50, &[verbs.min(2), lemma]), feature(59, &[lemma, len])]);
    if let Some(noun) = noun {
        s.add_framed(53, &[r.lemma(noun)]);
        s.add(54, &[r.lemma(noun), lemma]);
        s.add(55, &[r.meaning(noun), lemma]);
    }
}
