//! Behind the marks: "…," said Ann. "…," the old man, who had listened, said. "…," according to Ann.

use super::{Tag, addressee, past_comma, speaks, stops};
use crate::lexicon::{Frames, WordSet};
use crate::quotations::noun_phrase::{phrase_forward, subject_before};
use crate::quotations::reader::Reader;
use crate::quotations::sentence_subject::{heard, hears_another};
use crate::quotations::verb_group::verb_group;
use crate::syntax::{Pos, VerbForm};

/// How far from the marks the verb may stand whose subject comes first.
const REACH: usize = 40;

/// The tag that begins at `at`, right after a stretch in marks, and ends before `high`.
pub(in crate::quotations) fn tag_after(r: &Reader<'_>, at: usize, high: usize) -> Option<Tag> {
    let at = past_comma(r, at, high);
    if at >= high || r.in_marks(at) {
        return None;
    }
    if r.is(at, "according") && at + 1 < high && r.is(at + 1, "to") {
        return according_to(r, at, high);
    }
    let adverb = r.pos(at) == Pos::Adv && at + 1 < high && speaks(r, at + 1).is_some();
    let first = at + usize::from(adverb);
    match speaks(r, first) {
        Some((_, particles)) if r.tag(first).form != VerbForm::Gerund => {
            verb_first(r, first, first + 1 + particles, high)
        }
        _ => source_first(r, at, high),
    }
}

/// "…," according to Ann.
fn according_to(r: &Reader<'_>, at: usize, high: usize) -> Option<Tag> {
    let source = phrase_forward(r, at + 2, high, true)?;
    Some(Tag {
        cue: (at, at + 2),
        source: Some(source),
        addressee: None,
        end: source.end,
        why: "“according to” after the marks".into(),
    })
}

/// "…," said Ann: the verb at `verb`, and its subject from `end` on.
fn verb_first(r: &Reader<'_>, verb: usize, end: usize, high: usize) -> Option<Tag> {
    let source = phrase_forward(r, end, high, true)
        .filter(|p| (r.nominal(p.head) || r.pos(p.head) == Pos::Adj) && !r.is_a(p.head, WordSet::TIME))
        // "Tell that to the marines."
        .filter(|p| r.pos(p.head) != Pos::Pron || r.tag(p.head).person > 0)?;
    let told = source.end < high && r.any(source.end, &["to", "at"]);
    Some(Tag {
        cue: (verb, end),
        source: Some(source),
        addressee: addressee(r, verb, source.end, high).filter(|_| told),
        end: source.end,
        why: format!("tag “{} …” after the marks", r.text(verb)),
    })
}

/// "…," Ann said. "…," the old man, who had listened, said.
fn source_first(r: &Reader<'_>, at: usize, high: usize) -> Option<Tag> {
    let mut low = at;
    while low < high
        && (r.pos(low) == Pos::Cconj
            || (r.pos(low) == Pos::Adv && !r.any(low, &["when", "where", "why", "how", "while"])))
        && low < at + 2
    {
        low += 1;
    }
    for verb in low..high.min(low + REACH) {
        if r.in_marks(verb) || stops(r, verb) {
            return None;
        }
        let Some((frames, particles)) = speaks(r, verb) else { continue };
        if hears_another(r, verb, high) {
            continue;
        }
        let g = verb_group(r, verb, particles, low);
        // "they heard Ann shout"
        let heard = heard(r, &g, low);
        if heard.is_none() && (!g.finite || g.passive) {
            continue;
        }
        let subject = heard.or_else(|| subject_before(r, g.start, low).filter(|s| s.start == low));
        if let Some(subject) = subject.filter(|s| frames.has(Frames::DIRECT) || verb <= s.end + 1) {
            return Some(Tag {
                cue: (g.start, g.end),
                source: Some(subject),
                addressee: addressee(r, verb, g.end, high),
                end: g.end,
                why: format!("tag “… {}” after the marks", r.text(verb)),
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::quotations::testing::{BOAT, assert_direct};

    #[test]
    fn behind_the_marks_verb_and_source_stand_in_either_order() {
        for (tag, cue, source) in [
            ("said Ann Lee.", "said", "Ann Lee"),
            ("Ann Lee said.", "said", "Ann Lee"),
            ("said the old man, who had listened.", "said", "the old man, who had listened"),
            ("Ann Lee, the captain, said.", "said", "Ann Lee, the captain"),
            ("she whispered softly.", "whispered", "she"),
            ("the sexton had replied.", "had replied", "the sexton"),
            ("she smiled.", "smiled", "she"),
            ("according to the warden.", "according to", "the warden"),
            ("Ann Lee was heard to shout.", "was heard to shout", "Ann Lee"),
            ("Ann Lee is quoted as saying.", "is quoted as saying", "Ann Lee"),
            ("Ann Lee was reported to have said.", "was reported to have said", "Ann Lee"),
            ("the warden was forced to admit.", "was forced to admit", "the warden"),
            ("she was quoted by the Herald as saying.", "was quoted by the Herald as saying", "she"),
            ("the Herald quoted Ann Lee as saying.", "saying", "Ann Lee"),
            ("they heard Ann Lee say.", "say", "Ann Lee"),
            ("the sexton heard her say.", "say", "her"),
        ] {
            assert_direct(&format!("{BOAT} {tag}"), (BOAT, cue, source));
        }
    }
}
