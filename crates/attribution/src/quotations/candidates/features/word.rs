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
    let (own, form) = (tag.pos as u32, tag.form as u32 * 2 + u32::from(tag.past));
    let near =
        |n: isize| at.checked_add_signed(n).filter(|i| if n < 0 { *i >= unit.start } else { *i < unit.end });
    // Looked up once: many features have each.
    let [third_before, second_before, before, _, next, second, third] =
        [-3, -2, -1, 0, 1, 2, 3].map(|n| near(n).map_or(NOTHING, |at| r.word(at)));
    let [pos_second_before, pos_before, pos_next, pos_second] =
        [-2, -1, 1, 2].map(|n| near(n).map_or(99, |at| r.pos(at) as u32));
    let kind = feature(100, &[own, form]);
    let known = if groups.has(FeatureGroups::LISTS) { known(r, at) } else { 0 };
    out.push(feature(101, &[kind]));
    if groups.has(FeatureGroups::LISTS) {
        out.extend([
            feature(102, &[kind, known]),
            feature(103, &[kind, known, next]),
            feature(104, &[kind, known, pos_before, pos_next]),
        ]);
    }
    let Surroundings { marks, told, place } = around;
    if groups.has(FeatureGroups::PLACE) {
        out.extend([
            feature(150, &[kind, marks]),
            feature(151, &[kind, told]),
            feature(152, &[kind, place]),
            feature(153, &[known, marks, told]),
            feature(154, &[known, place]),
        ]);
    }
    if !groups.has(FeatureGroups::WORD) {
        return;
    }
    let lemma = r.lemma(at);
    out.extend([
        feature(105, &[lemma]),
        feature(106, &[lemma, own, form]),
        feature(107, &[r.word(at)]),
        feature(108, &[lemma, before]),
        feature(109, &[lemma, next]),
        feature(110, &[lemma, pos_before]),
        feature(111, &[lemma, pos_next]),
        feature(112, &[lemma, pos_next, pos_second]),
        feature(113, &[kind, before]),
        feature(114, &[kind, next]),
        feature(115, &[kind, pos_before, pos_next]),
        feature(116, &[kind, pos_next, pos_second]),
        feature(117, &[kind, pos_second_before, pos_before]),
        feature(118, &[before, next]),
        feature(119, &[kind, second_before]),
        feature(120, &[kind, second]),
        feature(121, &[kind, before, second_before]),
        feature(122, &[kind, next, second]),
        feature(123, &[kind, third]),
        feature(124, &[kind, third_before]),
        feature(125, &[lemma, second]),
        feature(126, &[lemma, next, second]),
    ]);
    if groups.has(FeatureGroups::PLACE) {
        out.extend([
            feature(155, &[lemma, marks]),
            feature(156, &[lemma, told]),
            feature(157, &[lemma, place]),
        ]);
    }
    let [meaning_second_before, meaning_before, meaning_next] =
        [-2, -1, 1].map(|n| near(n).map_or(99, |at| r.meaning(at)));
    out.extend([
        feature(127, &[kind, meaning_before, meaning_next]),
        feature(128, &[lemma, meaning_before]),
        feature(129, &[kind, meaning_second_before, pos_before]),
    ]);
    let text = r.text(at);
    let mut starts = text.char_indices().rev().map(|(i, _)| i).skip(1);
    for n in [131, 132, 133] {
        let end = starts.next().map_or(text, |start| &text[start..]);
        out.push(feature(n, &[kind, code(end)]));
    }
    let mut ends = text.char_indices().map(|(i, _)| i).skip(3);
    for (n, more) in [(137, 0), (139, 1)] {
        let start = ends.nth(more).map_or(text, |end| &text[..end]);
        out.push(feature(n, &[kind, code(start)]));
    }
}
