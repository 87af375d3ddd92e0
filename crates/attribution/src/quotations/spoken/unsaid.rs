//! Tags that tell what somebody only might say: "She was tempted to cry “Never!”", "His look seemed to say “Never!”".

use crate::quotations::reader::{Reader, Unit};
use crate::quotations::tag::Tag;

/// How many tokens before the cue may make it hypothetical.
pub(super) const BEFORE_CUE: usize = 6;

/// Whether it is certain that nobody says it: what they wanted to answer, a look that seems to say it, or one "as if to
/// say" it.
pub(super) fn is_unsaid(r: &Reader<'_>, unit: Unit, tag: &Tag) -> bool {
    let low = unit.start.max(tag.cue.0.saturating_sub(BEFORE_CUE)) + 1;
    (low..tag.cue.1).filter(|&at| !r.in_marks(at - 1)).any(|at| {
        // He seemed to understand, and said so: what only seems has to be the saying.
        let seems = at + 1 >= tag.cue.0 && (r.any(at - 1, SEEMS) || as_much_as(r, at));
        r.is(at, "to") && (r.any(at - 1, WISHES) || seems)
            || r.any(at, &["if", "though"]) && r.is(at - 1, "as") && (at..tag.cue.1).any(|at| r.is(at, "to"))
    })
}

/// Whether it may well be that nobody says it: "ready to answer", "felt like answering", "on the point of saying".
pub(super) fn may_be_unsaid(r: &Reader<'_>, unit: Unit, tag: &Tag) -> bool {
    // "to" may be part of the cue or not.
    let low = (unit.start + 1).max(tag.cue.0.saturating_sub(1));
    // “A live one?” she wanted to know.
    let asks = tag.cue.1.checked_sub(1).is_some_and(|last| r.is(last, "know"));
    let mut near = (low..tag.cue.1).filter(|&at| !r.in_marks(at - 1) && !r.in_marks(at));
    near.any(|at| {
        if r.is(at, "to") {
            return r.any(at - 1, WISHES) && !asks
                || r.any(at - 1, SEEMS)
                || r.any(at - 1, READY)
                || as_much_as(r, at);
        }
        let of = || at >= 2 && r.is(at - 1, "of") && r.any(at - 2, POINT);
        at >= tag.cue.0 && r.text(at).ends_with("ing") && (r.any(at - 1, LIKE) || of())
    })
}

/// "as much as to say": the word "to" at `at`.
fn as_much_as(r: &Reader<'_>, at: usize) -> bool {
    at >= 3 && r.is(at - 1, "as") && r.is(at - 2, "much") && r.is(at - 3, "as")
}

/// Words for what somebody would like to do, and mostly does not.
const WISHES: &[&str] =
    &["wanted", "longed", "wished", "hoped", "yearned", "ached", "wants", "longs", "wishes", "tempted"];

/// What things do that cannot speak.
const SEEMS: &[&str] = &["seem", "seems", "seemed", "appear", "appears", "appeared"];

/// What stands before "to" and does not tell whether it came to that.
const READY: &[&str] = &[
    "inclined",
    "ready",
    "likely",
    "afraid",
    "able",
    "unable",
    "about",
    "going",
    "easy",
    "possible",
    "impossible",
    "useless",
    "absurd",
    "impulse",
    "temptation",
    "tongue",
    "desire",
    "desired",
    "power",
    "courage",
    "right",
    "reason",
    "occasion",
    "dying",
    "prepared",
    "intending",
    "intended",
    "supposed",
    "expected",
    "disposed",
    "like",
    "liked",
];

/// What stands before an -ing form with the same meaning.
const LIKE: &[&str] = &["like", "without", "from"];

/// And before "of" and such a form.
const POINT: &[&str] = &[
    "instead",
    "point",
    "thought",
    "think",
    "temptation",
    "power",
    "verge",
    "dream",
    "dreamed",
    "hope",
    "idea",
    "intention",
];

#[cfg(test)]
mod tests {
    use crate::NotSpeechKind::Unsaid;
    use crate::quotations::testing::{assert_direct, assert_not_speech};

    #[test]
    fn what_a_gesture_comes_to_is_not_said() {
        assert_not_speech(
            "Ann shut the window, as much as to say, “We are late.”",
            &[("“We are late.”", Unsaid)],
        );
    }

    #[test]
    fn who_seems_to_do_something_else_may_speak() {
        let found =
            crate::Engine::new().attribute("As Tom did not appear to understand, Ann added: “We are late.”");
        let direct = |q: &crate::Quotation| q.kind == crate::QuotationKind::Direct;
        assert!(found.quotations().iter().any(direct), "{found:?}");
    }

    #[test]
    fn who_asks_wants_to_know() {
        assert_direct("“A live one?” Ann wanted to know.", ("“A live one?”", "wanted to know", "Ann"));
    }
}
