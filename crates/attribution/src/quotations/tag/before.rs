//! Before the marks: Ann said, "…"; Ann said on Monday: "…"; She left this message: "…"; Ann: "…".

use super::{Tag, addressee, speaks};
use crate::lexicon::{Frames, WordSet};
use crate::quotations::noun_phrase::{phrase_back, phrase_forward};
use crate::quotations::reader::Reader;
use crate::quotations::sentence_subject::{coordinated, main_subject, source_of};
use crate::quotations::verb_group::verb_group;
use crate::syntax::Pos;

/// The tag that ends right before the stretch in marks that opens at `open`; `low` is where its sentence, or the
/// stretch before, lets it begin.
pub(in crate::quotations) fn tag_before(r: &Reader<'_>, open: usize, low: usize) -> Option<Tag> {
    if open <= low {
        return None;
    }
    let colon = r.text(open - 1) == ":";
    let stop = colon || r.comma(open - 1) || r.dash(open - 1);
    let mut v = open;
    let limit = low.max(open.saturating_sub(if colon { 40 } else { 24 }));
    while v > limit {
        v -= 1;
        if r.in_marks(v) || matches!(r.text(v), ";" | "!" | "?") {
            break;
        }
        let Some((frames, particles)) = speaks(r, v) else { continue };
        let g = verb_group(r, v, particles, low);
        // "Said Ann Lee, who had come by train, “…”"
        let inverted = (v == low && stop)
            .then(|| phrase_forward(r, g.end, open, true).filter(|p| p.end + 1 >= open))
            .flatten();
        if let Some(source) = inverted.filter(|p| r.pos(p.head) == Pos::Propn) {
            return Some(Tag {
                cue: (g.start, g.end),
                source: Some(source),
                addressee: None,
                end: open,
                why: format!("“{} …” before the marks", r.text(v)),
            });
        }
        let beside = stop && g.end + 1 >= open;
        if !light(r, g.end, open, stop, colon) || !(frames.has(Frames::DIRECT) || beside) {
            return None;
        }
        let source = source_of(r, &g, low);
        // "Said Ellis: “…”"
        let source = source.or_else(|| {
            (v == low || r.pos(v - 1) == Pos::Cconj)
                .then(|| phrase_forward(r, g.end, open, true).filter(|p| !r.is_a(p.head, WordSet::TIME)))
                .flatten()
        });
        if source.is_none() && !(g.gerund || g.passive || coordinated(r, &g, low)) && !colon {
            return None;
        }
        return Some(Tag {
            cue: (g.start, g.end),
            source,
            addressee: addressee(r, v, g.end, open),
            end: open,
            why: format!("“{}” before the marks", r.text(v)),
        });
    }
    if colon { noun_and_colon(r, open, low).or_else(|| name_and_colon(r, open, low)) } else { None }
}

/// "made the following comment: “…”"
fn noun_and_colon(r: &Reader<'_>, open: usize, low: usize) -> Option<Tag> {
    let noun = (low..open - 1)
        .rev()
        .take(4)
        .find(|&i| r.is_a(i, WordSet::SAYING | WordSet::WRITING) || r.noun_cue(i).is_some())?;
    let source = main_subject(r, open - 1, low)?;
    Some(Tag {
        cue: (noun, open),
        source: Some(source),
        addressee: None,
        end: open,
        why: format!("“{}” and a colon before the marks", r.text(noun)),
    })
}

/// "Ann Lee: “…”"
fn name_and_colon(r: &Reader<'_>, open: usize, low: usize) -> Option<Tag> {
    let source = phrase_back(r, open.checked_sub(2)?, low)
        .filter(|p| p.start == low && r.pos(p.head) == Pos::Propn)?;
    Some(Tag {
        cue: (open - 1, open),
        source: Some(source),
        addressee: None,
        end: open,
        why: "a name and a colon before the marks".into(),
    })
}

/// Only what may stand between a verb and the marks: whom, when, where, how.
fn light(r: &Reader<'_>, start: usize, open: usize, stop: bool, colon: bool) -> bool {
    if start >= open {
        return true;
    }
    let verbs = (start..open).filter(|&i| r.finite(i)).count();
    if colon {
        return verbs <= 1;
    }
    if r.any(open - 1, &["that", "whether", "if", "as", "of", "it"])
        || (!stop && (start..open).any(|i| r.is(i, "that")))
        // "said on “The Morning Show” that": what a preposition leads in is no speech.
        || (!stop && r.any(open - 1, &["on", "in", "at", "with", "about", "for", "by", "from"]))
    {
        return false;
    }
    if stop {
        return verbs == 0 || (start..open).any(|i| r.any(i, &["as", "when", "while", "after", "before"]));
    }
    (start..open).all(|i| r.pos(i) == Pos::Adv)
        || (r.any(start, &["in", "on", "at", "to", "during"]) && verbs == 0 && open - start < 8)
        || (verbs == 0
            && open - start < 6
            && r.verb_cue(start.saturating_sub(1)).is_some_and(|(f, _)| f.any(Frames::TOLD)))
}

#[cfg(test)]
mod tests {
    use crate::quotations::testing::{assert_direct, assert_reports};

    #[test]
    fn before_the_marks_stands_a_comma_or_a_colon() {
        let pond = "“The pond is deep.”";
        for (tag, cue, source) in [
            ("Ann Lee said,", "said", "Ann Lee"),
            ("Ann Lee said:", "said", "Ann Lee"),
            ("Ann Lee said on Monday:", "said", "Ann Lee"),
            ("Ann Lee:", ":", "Ann Lee"),
            ("Said Ellis:", "Said", "Ellis"),
            ("The mayor took the cup and said,", "said", "The mayor"),
            ("She left, adding,", "adding", "She"),
            ("Tom Birch went across the yard shouting", "shouting", "Tom Birch"),
            ("She left this message:", "message:", "She"),
            ("She gave the following answer:", "answer:", "She"),
            ("Mr. Birch shot back:", "shot back", "Mr. Birch"),
            ("Another replied,", "replied", "Another"),
            ("Ann Lee said in a rasping whisper:", "said", "Ann Lee"),
            ("Ann Lee said to Tom, with her grave smile:", "said", "Ann Lee"),
            ("Mr. Birch rubbed his chin, and after a few minutes added:", "added", "Mr. Birch"),
            ("Ann Lee came back with the rake and tearfully announced:", "announced", "Ann Lee"),
            ("Tom climbed down and stood at her elbow asking:", "asking", "Tom"),
            ("Mr. Birch shut the lid, locked it, and, nodding to Tom, said:", "said", "Mr. Birch"),
            (
                "Her deputy, Olav Brandt, leaned forward and quickly added:",
                "added",
                "Her deputy, Olav Brandt",
            ),
            ("Ann Lee turned, and in a tone that nobody could mistake replied,", "replied", "Ann Lee"),
            ("Ann Lee took her coat and left the room muttering:", "muttering", "Ann Lee"),
            (
                "The warden, who had listened, interjected to say:",
                "interjected to say",
                "The warden, who had listened",
            ),
            ("Said Ann Lee, who had come by train,", "Said", "Ann Lee, who had come by train"),
        ] {
            assert_direct(&format!("{tag} {pond}"), (pond, cue, source));
        }
    }

    #[test]
    fn the_sentence_before_keeps_its_own_verb() {
        assert_reports("He opened the door. “Never,” he said.", &[("“Never,”", "said", "he")]);
    }
}
