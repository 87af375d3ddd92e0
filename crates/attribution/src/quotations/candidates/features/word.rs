//! What the scores see of a word that may report, whatever it reports: the word, its dictionary form, its neighbours.

use super::FeatureGroups;
use super::code::{NOTHING, bucket, code, feature};
use crate::lexicon::Frames;
use crate::quotations::reader::{LONGEST, Reader, Unit};

/// What the lists of cues know of a word: 0 if none holds it.
pub(super) fn known(r: &Reader<'_>, at: usize) -> u32 {
    let (frames, _) = r.verb_cue(at).unwrap_or_default();
    u32::from(frames.has(Frames::DIRECT))
        | u32::from(frames.has(Frames::THAT)) << 1
        | u32::from(frames != Frames::default()) << 2
        | u32::from(r.noun_cue(at).is_some()) << 3
}

/// What surrounds the words of a sentence, as codes.
#[derive(Clone, Copy)]
pub(in crate::quotations::candidates) struct Surroundings {
    /// Whether words stand in marks, here and right before.
    marks: u32,
    /// Whether the sentence before has a word that often reports.
    told: u32,
    /// Which paragraph of the text it is, and whether the sentence begins it.
    place: u32,
}

/// What surrounds a sentence.
pub(in crate::quotations::candidates) fn surroundings(r: &Reader<'_>, unit: Unit) -> Surroundings {
    let marks = (unit.start..unit.end).any(|i| r.in_marks(i));
    let before = unit.start.checked_sub(1);
    let marked = before.is_some_and(|b| r.in_marks(b) || r.in_marks(b.saturating_sub(1)));
    let direct = |i: &usize| !r.in_marks(*i) && r.verb_cue(*i).is_some_and(|(f, _)| f.has(Frames::DIRECT));
    let told = before.map_or(2, |b| {
        let start = r.sentence_start(b).max(b.saturating_sub(LONGEST));
        u32::from((start..=b).any(|i| direct(&i)))
    });
    let paragraph = r.doc.paragraph_of(unit.start.into());
    let begins = r.doc.paragraph(paragraph).tokens.start.index() == unit.start;
    Surroundings {
        marks: u32::from(marks) | u32::from(marked) << 1,
        told,
        place: bucket(paragraph.index()).min(4) * 2 + u32::from(begins),
    }
}

/// The features of the word at `at`.
pub(in crate::quotations::candidates) fn features(
    r: &Reader<'_>,
    unit: Unit,
    around: Surroundings,
    at: usize,
    out: &mut Vec<u32>,
) {
    out.clear();
    let groups = r.scorer().groups;
    let tag = r.tag(at);
    let form = tag.form as u32 * 2 + u32::from(tag.past);
    let near =
        |n: isize| at.checked_add_signed(n).filter(|i| if n < 0 { *i >= unit.start } else { *i < unit.end });
    let pos = |n: isize| near(n).map_or(99, |at| r.pos(at) as u32);
    let word = |n: isize| near(n).map_or(NOTHING, |at| r.word(at));
    let meaning = |n: isize| near(n).map_or(99, |at| r.meaning(at));
    let kind = feature(100, &[tag.pos as u32, form]);
    let known = if groups.has(FeatureGroups::LISTS) { known(r, at) } else { 0 };
    let mut add = |number: u32, parts: &[u32]| out.push(feature(number, parts));
    add(101, &[kind]);
    if groups.has(FeatureGroups::LISTS) {
        add(102, &[kind, known]);
        add(103, &[kind, known, word(1)]);
        add(104, &[kind, known, pos(-1), pos(1)]);
    }
    if groups.has(FeatureGroups::PLACE) {
        add(150, &[kind, around.marks]);
        add(151, &[kind, around.told]);
        add(152, &[kind, around.place]);
        add(153, &[known, around.marks, around.told]);
        add(154, &[known, around.place]);
    }
    if !groups.has(FeatureGroups::WORD) {
        return;
    }
    let lemma = r.lemma(at);
    add(105, &[lemma]);
    add(106, &[lemma, tag.pos as u32, form]);
    add(107, &[r.word(at)]);
    add(108, &[lemma, word(-1)]);
    add(109, &[lemma, word(1)]);
    add(110, &[lemma, pos(-1)]);
    add(111, &[lemma, pos(1)]);
    add(112, &[lemma, pos(1), pos(2)]);
    add(113, &[kind, word(-1)]);
    add(114, &[kind, word(1)]);
    add(115, &[kind, pos(-1), pos(1)]);
    add(116, &[kind, pos(1), pos(2)]);
    add(117, &[kind, pos(-2), pos(-1)]);
    add(118, &[word(-1), word(1)]);
    add(119, &[kind, word(-2)]);
    add(120, &[kind, word(2)]);
    add(121, &[kind, word(-1), word(-2)]);
    add(122, &[kind, word(1), word(2)]);
    add(123, &[kind, word(3)]);
    add(124, &[kind, word(-3)]);
    add(125, &[lemma, word(2)]);
    add(126, &[lemma, word(1), word(2)]);
    if groups.has(FeatureGroups::PLACE) {
        add(155, &[lemma, around.marks]);
        add(156, &[lemma, around.told]);
        add(157, &[lemma, around.place]);
    }
    add(127, &[kind, meaning(-1), meaning(1)]);
    add(128, &[lemma, meaning(-1)]);
    add(129, &[kind, meaning(-2), pos(-1)]);
    let text = r.text(at);
    for n in [2, 3, 4] {
        let end = text.char_indices().rev().nth(n - 1).map_or(text, |(i, _)| &text[i..]);
        add(129 + n as u32, &[kind, code(end)]);
    }
    for n in [3, 5] {
        let start = text.char_indices().nth(n).map_or(text, |(i, _)| &text[..i]);
        add(134 + n as u32, &[kind, code(start)]);
    }
}
