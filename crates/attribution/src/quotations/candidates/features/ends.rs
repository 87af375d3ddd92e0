//! How the content ends and what follows.

use super::Seen;
use super::code::bucket;
use crate::syntax::{Pos, VerbForm};

/// Adds those that look at its end alone, and at how many verbs there are.
pub(super) fn of_end(s: &mut Seen<'_, '_, '_>) {
    let r = s.r;
    let (last, end, verbs) = (s.last, s.unit.end, s.verbs);
    s.framed(60, &[s.pos_before(last)]);
    s.add_framed(61, &[s.word(last)]);
    s.add(62, &[s.word(last), s.pos(last + 1)]);
    s.add(63, &[s.lemma, s.word(last)]);
    s.add(64, &[s.word(last), s.word(last + 1)]);
    s.add_framed(65, &[s.pos_before(last), s.pos(last), s.pos(last + 1)]);
    s.add(66, &[s.word(last), s.pos(last + 1), s.pos(last + 2)]);
    let reports = (last..end.min(last + 3)).find(|&i| r.verb_cue(i).is_some() && r.pos(i) == Pos::Verb);
    s.add(67, &[s.word(last), reports.map_or(9, |i| (i - last) as u32)]);
    s.add_framed(68, &[bucket(end.saturating_sub(last))]);
    s.add(71, &[s.word(last), u32::from(verbs > 0)]);
    s.add(76, &[s.before(last), s.word(last)]);
    s.add(77, &[s.pos_before(last.saturating_sub(1)), s.pos_before(last), s.pos(last)]);
    // What the next piece of the sentence is like: up to its comma, with a verb of its own or without.
    let then = last + usize::from(last < end && (r.comma(last) || r.dash(last)));
    let (mut tense, mut to, mut reporting) = (0, then, 0);
    while to < end.min(then + 20) && (!r.comma(to) || r.in_marks(to)) {
        tense += u32::from(r.finite(to));
        reporting += u32::from(r.verb_cue(to).is_some() && r.pos(to) == Pos::Verb);
        to += 1;
    }
    let form = if then < end { r.tag(then).form } else { VerbForm::None };
    let shape = [s.word(last), form as u32, tense.min(2), reporting.min(1)];
    s.add_framed(78, &shape);
    s.add(79, &[s.word(last), bucket(to - then), u32::from(to >= end), verbs]);
    s.add(80, &[s.word(last), s.word(then), verbs]);
}

/// Adds those that look at both ends.
pub(super) fn whole(s: &mut Seen<'_, '_, '_>) {
    let (first, last) = (s.first, s.last);
    let begin = s.pos(first);
    let over = u32::from(s.unit.end.saturating_sub(last) < 2);
    let commas = s.report.content.last().map_or(0, |c| s.stretches.of(s.r, s.unit, *c).commas.min(4));
    s.add(69, &[commas, s.word(last)]);
    s.framed(70, &[commas]);
    s.framed(72, &[begin, s.word(last)]);
    s.add(73, &[begin, u32::from(s.verbs > 0), over]);
    s.framed(74, &[s.word(first), over]);
    s.add(75, &[begin, s.word(last), s.pos(last + 1)]);
    s.add(81, &[s.lemma, over, begin]);
}
