//! A tag whose verb is in no list: "…," Winsett broke off.

use super::{Tag, past_comma};
use crate::quotations::noun_phrase::{Phrase, phrase_forward};
use crate::quotations::reader::Reader;
use crate::syntax::{Pos, VerbForm};

/// The tag behind the marks, whatever its verb. Only where a comma or a dash inside the marks promises one.
pub(super) fn any_verb_after(r: &Reader<'_>, at: usize, high: usize) -> Option<Tag> {
    let at = past_comma(r, at, high);
    if at >= high || r.in_marks(at) {
        return None;
    }
    let plain =
        |v: usize| r.pos(v) == Pos::Verb && matches!(r.tag(v).form, VerbForm::Finite | VerbForm::Participle);
    let (verb, source) = if plain(at) {
        // "…," led the way across the room.
        let speaks = |p: &Phrase| r.pos(p.head) != Pos::Noun || r.person(p.head);
        (at, phrase_forward(r, at + 1, high, true).filter(speaks)?)
    } else {
        let subject = phrase_forward(r, at, high, false)?;
        let mut v = subject.end;
        while v < high && r.pos(v) == Pos::Adv {
            v += 1;
        }
        (v, subject)
    };
    if verb >= high
        || !plain(verb)
        || !(matches!(r.pos(source.head), Pos::Propn | Pos::Pron) || r.pos(source.start) == Pos::Det)
    {
        return None;
    }
    Some(Tag {
        cue: (verb, verb + 1),
        source: Some(source),
        addressee: None,
        end: source.end.max(verb + 1),
        why: format!("“{}” after a comma in the marks", r.text(verb)),
    })
}

#[cfg(test)]
mod tests {
    use crate::quotations::testing::assert_direct;

    #[test]
    fn a_comma_in_the_marks_promises_a_tag_whatever_its_verb() {
        assert_direct("“It rains,” Winsett broke off.", ("“It rains,”", "broke", "Winsett"));
        assert_direct("“It rains.” Winsett broke off.", ("“It rains.”", "", ""));
        assert_direct("“It rains,” led the way down to the boats.", ("“It rains,”", "", ""));
    }
}
