//! How the content ends and what follows.

use super::Seen;
use super::code::{bucket, feature};
use crate::syntax::{Pos, VerbForm};

/// Adds those that look at its end alone, and at how many verbs there are.
pub(super) fn of_end(s: &mut Seen<'_, '_, '_>) {
    let r = s.r;
    let (last, end, verbs) = (s.last, s.unit.end, s.verbs);
    let [before, word, next] = [s.before(last), s.word(last), s.word(last + 1)];
    let [pos_before, pos, pos_next] = [s.pos_before(last), s.pos(last), s.pos(last + 1)];
    let reporting = |at: usize| r.pos(at) == Pos::Verb && r.verb_cue(at).is_some();
    let reports = (last..end.min(last + 3)).find(|at| reporting(*at));
    // What the next piece of the sentence is like: up to its comma, with a verb of its own or without.
    let then = last + usize::from(last < end && (r.comma(last) || r.dash(last)));
    let (mut tense, mut to, mut told) = (0, then, false);
    while to < end.min(then + 20) && (!r.comma(to) || r.in_marks(to)) {
        tense += u32::from(r.finite(to));
        told = told || reporting(to);
        to += 1;
    }
    let form = if then < end { r.tag(then).form } else { VerbForm::None };
    let framed = [
        feature(61, &[word]),
        feature(65, &[pos_before, pos, pos_next]),
        feature(68, &[bucket(end.saturating_sub(last))]),
        feature(78, &[word, form as u32, tense.min(2), u32::from(told)]),
    ];
    s.out.extend(framed);
    s.out.extend(framed.map(|f| feature(s.frame, &[f])));
    s.out.extend([
        feature(s.frame, &[feature(60, &[pos_before])]),
        feature(62, &[word, pos_next]),
        feature(63, &[s.lemma, word]),
        feature(64, &[word, next]),
        feature(66, &[word, pos_next, s.pos(last + 2)]),
        feature(67, &[word, reports.map_or(9, |i| (i - last) as u32)]),
        feature(71, &[word, u32::from(verbs > 0)]),
        feature(76, &[before, word]),
        feature(77, &[s.pos_before(last.saturating_sub(1)), pos_before, pos]),
        feature(79, &[word, bucket(to - then), u32::from(to >= end), verbs]),
        feature(80, &[word, s.word(then), verbs]),
    ]);
}

/// Adds those that look at both ends.
pub(super) fn whole(s: &mut Seen<'_, '_, '_>) {
    let (first, last) = (s.first, s.last);
    let (begin, word) = (s.pos(first), s.word(last));
    let over = u32::from(s.unit.end.saturating_sub(last) < 2);
    let commas = s.report.content.last().map_or(0, |c| s.stretches.of(s.r, s.unit, *c).commas.min(4));
    let framed = [feature(70, &[commas]), feature(72, &[begin, word]), feature(74, &[s.word(first), over])];
    s.out.extend(framed.map(|f| feature(s.frame, &[f])));
    s.out.extend([
        feature(69, &[commas, word]),
        feature(73, &[begin, u32::from(s.verbs > 0), over]),
        feature(75, &[begin, word, s.pos(last + 1)]),
        feature(81, &[s.lemma, over, begin]),
    ]);
}
