//! A reporting verb with its auxiliaries: "has denied", "did not say", "is expected", "declined to say".
//!
//! The group is the cue; whether it is passive, a gerund or an infinitive tells where its source is looked for.

use super::reader::Reader;
use crate::lexicon::WordSet;
use crate::syntax::{Pos, VerbForm};

/// A verb and what goes with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct VerbGroup {
    /// First token: an auxiliary, a negation, the governing verb, or the verb itself.
    pub(super) start: usize,
    /// The verb.
    pub(super) verb: usize,
    /// One past the last token, particles included.
    pub(super) end: usize,
    /// was told, is expected
    pub(super) passive: bool,
    /// Has a tense: can have a subject.
    pub(super) finite: bool,
    /// An -ing form without an auxiliary: "…, adding that".
    pub(super) gerund: bool,
    /// Follows "to" with no verb that governs it.
    pub(super) infinitive: bool,
}

/// Forms of "be", which make a passive of a participle.
const BE: &[&str] =
    &["is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re", "’re", "am", "'m", "’m"];
/// What an infinitive may hang on without a meaning of its own: "**went on** to say", "**declined** to say".
const GOVERNORS: &[&str] = &[
    "declined",
    "declines",
    "refused",
    "refuses",
    "went",
    "goes",
    "going",
    "wants",
    "want",
    "wanted",
    "continued",
    "interjected",
    "hastened",
    "continues",
    "had",
    "has",
    "have",
    "expected",
    "supposed",
    "unable",
    "able",
    "failed",
    "used",
    "appeared",
    "seemed",
    "likely",
    "about",
    "ready",
    "willing",
    "quick",
    "reluctant",
    "tried",
    "sought",
    "began",
    "started",
];

/// The most tokens of who is named between such a participle and "as".
const AGENT: usize = 8;

/// The participle that a verb hangs on whose "to" or "as" stands at `link`, or which begins behind `link`.
fn raising(r: &Reader<'_>, link: usize, low: usize) -> Option<usize> {
    let last = link.checked_sub(1).filter(|g| *g > low)?;
    let participle = |g: usize| r.is_a(g, WordSet::CAUGHT) && r.pos(g) == Pos::Verb && r.any(g - 1, BE);
    if participle(last) {
        return Some(last);
    }
    // "was quoted by the Herald as saying"
    let by = (low + 2..link).rev().take(AGENT).find(|&i| r.is(i, "by"))?;
    participle(by - 1).then_some(by - 1)
}

/// The participle that a gerund hangs on which stands behind `before`.
fn raising_gerund(r: &Reader<'_>, before: usize, low: usize) -> Option<usize> {
    let link = if r.is(before, "as") { before } else { before + 1 };
    raising(r, link, low).filter(|g| link == before || *g == before)
}

/// Whether the participle at `participle` is part of the group of a verb that reports: "was **quoted** as saying".
pub(super) fn raises(r: &Reader<'_>, participle: usize, high: usize) -> bool {
    let reach = participle + 2..high.min(participle + AGENT + 3);
    r.is_a(participle, WordSet::CAUGHT)
        && reach
            .filter(|&v| r.verb_cue(v).is_some() && r.pos(v) == Pos::Verb)
            .any(|v| verb_group(r, v, 0, participle.saturating_sub(1)).start < participle)
}

/// The group of the verb at `verb`, looked for down to `low`, with the verb that it is an alternative to.
pub(super) fn verb_group(r: &Reader<'_>, verb: usize, particles: usize, low: usize) -> VerbGroup {
    let own = alone(r, verb, particles, low);
    joined(r, &own, low).unwrap_or(own)
}

/// The group of one verb.
fn alone(r: &Reader<'_>, verb: usize, particles: usize, low: usize) -> VerbGroup {
    let mut start = verb;
    let mut passive = false;
    let mut auxiliary = false;
    let mut infinitive = false;
    let mut raised = false;
    let mut at = verb;
    while at > low {
        let p = at - 1;
        match r.pos(p) {
            Pos::Aux => {
                auxiliary = true;
                passive |= !raised && r.any(p, BE) && r.tag(verb).form == VerbForm::Participle && at <= verb;
                start = p;
                at = p;
                // An auxiliary at the very start of a question has its subject behind it.
            }
            Pos::Part if r.any(p, &["n't", "n’t", "not", "never"]) => {
                start = p;
                at = p;
            }
            Pos::Part if r.is(p, "to") && (start == verb || r.is(start, "have")) => {
                if let Some(participle) = raising(r, p, low) {
                    (start, at, auxiliary, raised) = (participle, participle, true, true);
                    continue;
                }
                if start < verb {
                    break;
                }
                infinitive = true;
                let Some(g) = p.checked_sub(1).filter(|g| *g >= low) else { break };
                let governor =
                    if r.is(g, "on") && g > low && r.any(g - 1, &["went", "goes", "go"]) { g - 1 } else { g };
                if matches!(r.pos(governor), Pos::Verb | Pos::Aux | Pos::Adj) && r.any(governor, GOVERNORS) {
                    infinitive = false;
                    start = governor;
                    at = governor;
                    auxiliary |= r.pos(governor) == Pos::Verb;
                    continue;
                }
                break;
            }
            Pos::Adv if p > low && matches!(r.pos(p - 1), Pos::Aux | Pos::Part) => at = p,
            // "was quoted as saying", "was heard saying"; in "It also said" the adverb stands alone.
            _ => {
                let gerund = start == verb && r.tag(verb).form == VerbForm::Gerund;
                let Some(participle) = gerund.then(|| raising_gerund(r, p, low)).flatten() else { break };
                (start, at, auxiliary, raised) = (participle, participle, true, true);
            }
        }
        if verb - at > 8 {
            break;
        }
    }
    let form = r.tag(verb).form;
    // A past tense taken for a participle: no auxiliary leads it, no agent follows it.
    let follower = verb + 1 + particles;
    let past = form == VerbForm::Participle
        && start == verb
        && verb > low
        && (r.nominal(verb - 1) || r.comma(verb - 1) || matches!(r.pos(verb - 1), Pos::Cconj | Pos::Adv))
        && r.doc.tokens().get(follower).is_some_and(|_| !r.is(follower, "by"));
    // A present tense taken for an infinitive: "critics say", with neither "to" nor a modal before it.
    let present =
        form == VerbForm::Infinitive && start == verb && !infinitive && verb > low && r.nominal(verb - 1);
    VerbGroup {
        start,
        verb,
        end: verb + 1 + particles,
        passive,
        // A verb that the tagger took for a noun has its tense from its ending.
        finite: form == VerbForm::Finite || auxiliary || past || present || r.pos(verb) == Pos::Noun,
        gerund: form == VerbForm::Gerund && !auxiliary,
        infinitive,
    }
}

/// The group together with the verb that it is an alternative to: "neither confirmed nor **denied**".
fn joined(r: &Reader<'_>, group: &VerbGroup, low: usize) -> Option<VerbGroup> {
    let or = group.start.checked_sub(1).filter(|or| r.any(*or, &["or", "nor"]))?;
    let other = or
        .checked_sub(1)
        .filter(|v| *v >= low && r.pos(*v) == Pos::Verb && r.verb_cue(*v).is_some() && !r.in_marks(*v))?;
    let mut first = alone(r, other, 0, low);
    if first.start > low && r.any(first.start - 1, &["neither", "either"]) {
        first.start -= 1;
        // Verbs that it joins have a tense, be they taken for participles.
        first.finite |= r.tag(other).form == VerbForm::Participle;
    }
    Some(VerbGroup { verb: group.verb, end: group.end, ..first })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at_caret, words};
    use super::*;

    /// The group of the verb at the caret: its words, and the group itself.
    fn group(text: &str) -> (String, VerbGroup) {
        at_caret(text, |r, unit, at| {
            let particles = r.verb_cue(at).map_or(0, |(_, particles)| particles);
            let g = verb_group(r, at, particles, unit.start);
            (words(r, (g.start, g.end)), g)
        })
    }

    #[track_caller]
    fn assert_group(text: &str, expected: &str) -> VerbGroup {
        let (found, g) = group(text);
        assert_eq!(found, expected, "{text:?}");
        g
    }

    #[test]
    fn how_a_saying_came_about_belongs_to_the_verb() {
        for (text, expected) in [
            ("The miller was heard to ^shout that it was late.", "was heard to shout"),
            ("The miller could be heard ^saying that it was late.", "could be heard saying"),
            ("The miller is quoted as ^saying that it was late.", "is quoted as saying"),
            ("The miller was quoted by the Herald as ^saying that.", "was quoted by the Herald as saying"),
            ("The miller was reported to have ^said that.", "was reported to have said"),
            ("The miller was forced to ^admit that it was late.", "was forced to admit"),
        ] {
            let g = assert_group(text, expected);
            assert!(g.finite && !g.passive && !g.gerund && !g.infinitive, "{text:?}");
        }
        assert_group("The mill was seen by the miller ^saying no.", "saying");
        assert_group("The miller was paid to ^say that it was late.", "say");
    }

    #[test]
    fn auxiliaries_and_negations_belong_to_the_verb() {
        for (text, expected) in [
            ("The mill has ^denied the leak.", "has denied"),
            ("The mill did not ^say when.", "did not say"),
            ("She hasn't ^confirmed the date.", "hasn't confirmed"),
            ("He had already ^announced it.", "had already announced"),
            ("She would have ^refused.", "would have refused"),
        ] {
            assert!(assert_group(text, expected).finite, "{text:?}");
        }
    }

    #[test]
    fn an_adverb_alone_stays_outside() {
        assert_group("The mill also ^said no.", "said");
        assert_group("She never ^said no.", "said");
    }

    #[test]
    fn a_passive_has_a_form_of_be_before_a_participle() {
        assert!(assert_group("The bridge is ^expected to open.", "is expected").passive);
        assert!(assert_group("He had been ^told to wait.", "had been told").passive);
        assert!(!assert_group("The bridge has ^opened.", "has opened").passive, "have makes no passive");
        assert!(
            !assert_group("She was ^saying that it rained.", "was saying").passive,
            "nor does an -ing form"
        );
    }

    #[test]
    fn what_governs_an_infinitive_belongs_to_it() {
        assert!(!assert_group("The mill declined to ^say why.", "declined to say").infinitive);
        assert!(!assert_group("She went on to ^claim that it rained.", "went on to claim").infinitive);
    }

    #[test]
    fn an_infinitive_that_nothing_governs_stands_alone() {
        let g = assert_group("She came home to ^say that it rained.", "say");
        assert!(g.infinitive && !g.finite);
    }

    #[test]
    fn an_ing_form_is_a_gerund_unless_an_auxiliary_leads_it() {
        assert!(assert_group("She left, ^adding that it rained.", "adding").gerund);
        assert!(!assert_group("She was ^adding salt.", "was adding").gerund);
    }

    #[test]
    fn a_past_tense_after_its_subject_is_finite() {
        assert!(assert_group("The clerk quietly ^confirmed it.", "confirmed").finite);
        assert!(assert_group("The clerk ^noted that it rained.", "noted").finite);
    }

    #[test]
    fn an_alternative_is_part_of_the_group() {
        for (text, expected) in [
            ("The vet neither confirmed nor ^denied that it was fed.", "neither confirmed nor denied"),
            ("She could not confirm or ^deny that it was fed.", "could not confirm or deny"),
        ] {
            assert!(assert_group(text, expected).finite, "{text:?}");
        }
        assert_group("She slept or ^said no.", "said");
        assert_group("She confirmed and ^defended the plan.", "defended");
    }

    #[test]
    fn particles_end_the_group() {
        assert_group("She ^pointed out that it rained.", "pointed out");
        assert_group("He ^chimed in that it rained.", "chimed in");
    }
}
