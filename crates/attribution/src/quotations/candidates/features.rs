//! What the scorer sees of a report: for "Ann Lee said that it rained" the verb, its form, its complement, the kind of
//! source and how the content begins and ends, each by itself and the telling ones in pairs.

use super::hash::Hash;
use crate::lexicon::Frames;
use crate::quotations::reader::{Reader, Unit};
use crate::quotations::report::Report;
use crate::quotations::verb_group::verb_group;
use crate::syntax::Pos;

/// A number told exactly while it is small, roughly when it is large.
const fn bucket(n: usize) -> u32 {
    match n {
        0..=5 => n as u32,
        6..=8 => 6,
        9..=13 => 7,
        14..=20 => 8,
        21..=35 => 9,
        _ => 10,
    }
}

/// The features of a report in its sentence.
pub(super) fn features(r: &Reader<'_>, unit: Unit, report: &Report, out: &mut Vec<u32>) {
    out.clear();
    let head = report.head;
    let lemma = r.lemma(head);
    let cue = report.cue.unwrap_or((head, head + 1));
    let (first, last) = match (report.content.first(), report.content.last()) {
        (Some(f), Some(l)) => (f.0, l.1),
        _ => return,
    };
    let word = |at: usize| if at < unit.end { r.text(at) } else { "" };
    let before = |at: usize| if at > unit.start { r.text(at - 1) } else { "" };
    let pos = |at: usize| if at < unit.end { r.pos(at) as u32 } else { 99 };
    let frame = Hash::new(1).word(report.frame).number(report.rule as u32);
    let mut add = |h: Hash| out.push(h.done());

    add(frame);
    add(Hash::new(2).word(&lemma));
    add(Hash(frame.0).word(&lemma));
    add(Hash(frame.0).number(u32::from(report.licensed)));
    add(Hash::new(3).word(r.text(head)));
    let (frames, _) = r.verb_cue(head).unwrap_or_default();
    let class = u32::from(frames.has(Frames::DIRECT))
        | u32::from(frames.has(Frames::THAT)) << 1
        | u32::from(frames != Frames::default()) << 2;
    add(Hash(frame.0).number(100 + class));

    // The verb and its auxiliaries.
    let tag = r.tag(head);
    let form = tag.form as u32;
    add(Hash::new(4).number(form).number(u32::from(tag.past)));
    add(Hash(frame.0).number(form).number(u32::from(tag.past)));
    if matches!(tag.pos, Pos::Verb | Pos::Aux) {
        let g = verb_group(r, head, 0, unit.start);
        let state = u32::from(g.passive)
            | u32::from(g.finite) << 1
            | u32::from(g.gerund) << 2
            | u32::from(g.infinitive) << 3;
        add(Hash::new(5).number(state));
        add(Hash(frame.0).number(1000 + state));
        for at in g.start..head {
            add(Hash::new(6).word(r.text(at)));
        }
        add(Hash::new(7).word(before(g.start)));
        add(Hash(frame.0).number(7).word(before(g.start)));
    } else {
        add(Hash::new(8).word(before(head)));
    }

    // Who says it.
    match report.source {
        None => {
            add(Hash::new(9));
            add(Hash(frame.0).number(9));
            add(Hash::new(9).word(&lemma));
        }
        Some(s) => {
            let kind = r.pos(s.head) as u32;
            let plural = u32::from(r.tag(s.head).plural);
            let known = matches!(r.pos(s.head), Pos::Pron);
            add(Hash::new(10).number(kind).number(plural));
            add(Hash(frame.0).number(10).number(kind).number(plural));
            add(Hash::new(11).number(kind).word(&lemma));
            add(Hash::new(12).word(r.text(s.head)));
            if known {
                add(Hash(frame.0).number(12).word(r.text(s.head)));
                add(Hash::new(12).word(r.text(s.head)).word(&lemma));
            }
            add(Hash::new(13).number(bucket(s.end - s.start)));
            add(Hash::new(14).word(before(s.start)));
            add(Hash(frame.0).number(14).word(before(s.start)));
            let side = u32::from(s.start < cue.0) | u32::from(s.start == unit.start) << 1;
            add(Hash(frame.0).number(15).number(side));
            // What parts it from its verb.
            add(Hash::new(16).number(bucket(cue.0.abs_diff(s.end))));
            let (from, to) = if s.end <= cue.0 { (s.end, cue.0) } else { (cue.1.min(s.start), s.start) };
            let between = (from..to).filter(|&i| r.comma(i) || r.dash(i)).count().min(3) as u32;
            let verbs = (from..to).filter(|&i| r.finite(i)).count().min(3) as u32;
            add(Hash::new(49).number(between).number(verbs).number(side));
            add(Hash(frame.0).number(49).number(between).number(verbs).number(side));
            add(Hash::new(50).word(word(s.end)).number(side));
            add(Hash::new(51).word(word(s.end - 1)).number(form));
            add(Hash::new(52).number(u32::from(s.end > first && s.start < last)).number(side));
            add(Hash::new(53).number(bucket(first.abs_diff(s.end))).number(u32::from(first < s.start)));
        }
    }

    // What is said.
    let len = report.content.iter().map(|c| c.1 - c.0).sum::<usize>();
    add(Hash(frame.0).number(17).number(bucket(len)));
    add(Hash::new(18).word(word(first)));
    add(Hash(frame.0).number(18).word(word(first)));
    add(Hash::new(18).word(word(first)).word(&lemma));
    add(Hash(frame.0).number(19).number(pos(first)).number(pos(first + 1)));
    add(Hash::new(20).number(pos(first)).word(&lemma));
    add(Hash::new(21).word(word(first + 1)));
    add(Hash(frame.0).number(22).number(pos(last - 1)));
    add(Hash(frame.0).number(23).word(word(last)));
    add(Hash::new(24).word(word(last)).number(pos(last + 1)));
    add(Hash(frame.0).number(25).number(report.content.len() as u32));
    let mut verbs = 0;
    let mut marks = 0;
    let mut names = 0;
    let mut noun = None;
    for c in &report.content {
        for at in c.0..c.1.min(c.0 + 60) {
            verbs += usize::from(r.finite(at));
            marks += usize::from(r.in_marks(at));
            names += usize::from(r.pos(at) == Pos::Propn);
            if noun.is_none() && r.pos(at) == Pos::Noun && (at + 1 >= c.1 || r.pos(at + 1) != Pos::Noun) {
                noun = Some(at);
            }
        }
    }
    add(Hash(frame.0).number(26).number(verbs.min(4) as u32));
    add(Hash(frame.0).number(27).number((marks > 0) as u32));
    add(Hash(frame.0).number(28).number(names.min(3) as u32));
    if let Some(noun) = noun {
        add(Hash::new(29).word(r.text(noun)));
        add(Hash(frame.0).number(29).word(r.text(noun)));
    }

    // How it begins and ends.
    let behind = if first >= cue.1 { before(first) } else { "" };
    add(Hash(frame.0).number(37).word(behind));
    add(Hash::new(37).word(&lemma).word(behind));
    add(Hash::new(38).word(behind).word(word(first)));
    add(Hash::new(39).word(&lemma).word(word(last)));
    add(Hash::new(40).word(word(last)).word(word(last + 1)));
    add(Hash::new(41).number(pos(last - 1)).number(pos(last)).number(pos(last + 1)));
    add(Hash::new(42).word(word(last)).number(pos(last + 1)).number(pos(last + 2)));
    let reports_next =
        (last..unit.end.min(last + 3)).find(|&i| r.verb_cue(i).is_some() && r.pos(i) == Pos::Verb);
    add(Hash::new(43).word(word(last)).number(reports_next.map_or(9, |i| (i - last) as u32)));
    let left = unit.end.saturating_sub(last);
    add(Hash::new(44).number(bucket(left)));
    add(Hash(frame.0).number(44).number(bucket(left)));
    let commas =
        report.content.last().map_or(0, |c| (c.0..c.1.min(c.0 + 60)).filter(|&i| r.comma(i)).count());
    add(Hash::new(45).number(commas.min(4) as u32).word(word(last)));
    add(Hash(frame.0).number(45).number(commas.min(4) as u32));
    add(Hash::new(46).word(word(last)).number(u32::from(verbs > 0)));
    add(Hash(frame.0).number(46).number(pos(first)).word(word(last)));
    add(Hash::new(47).number(pos(first)).number(u32::from(verbs > 0)).number(u32::from(left < 2)));
    add(Hash(frame.0).number(47).word(word(first)).number(u32::from(left < 2)));
    add(Hash::new(48).number(pos(first)).word(word(last)).number(pos(last + 1)));

    // Where it stands.
    add(Hash(frame.0).number(30).number(u32::from(first < cue.0)));
    add(Hash::new(31).word(word(unit.start)));
    add(Hash::new(32).number(bucket(unit.end - unit.start)));
    add(Hash::new(33).word(word(unit.end.saturating_sub(1))));
    let gap = first.saturating_sub(cue.1);
    add(Hash(frame.0).number(34).number(bucket(gap)));
    let others = (unit.start..cue.0)
        .rev()
        .take(40)
        .filter(|&i| !r.in_marks(i) && r.verb_cue(i).is_some() && r.pos(i) == Pos::Verb)
        .count();
    add(Hash::new(35).number(others.min(3) as u32));
    let hedge = (unit.start..cue.0)
        .rev()
        .take(8)
        .any(|i| r.any(i, &["if", "would", "could", "should", "may", "might", "to"]));
    add(Hash::new(36).number(u32::from(hedge)));
    add(Hash(frame.0).number(36).number(u32::from(hedge)));
}
