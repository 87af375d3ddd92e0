//! A reporting verb with its auxiliaries: "has denied", "did not say", "is expected", "declined to say".

use super::reader::Reader;
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

const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re", "’re", "am", "'m", "’m"];
const GOVERNORS: &[&str] = &[
    "declined", "declines", "refused", "refuses", "went", "goes", "going", "wants", "want", "wanted", "continued",
    "continues", "had", "has", "have", "expected", "supposed", "unable", "able", "failed", "used", "appeared",
    "seemed", "likely", "about", "ready", "willing", "quick", "reluctant", "tried", "sought", "began", "started",
];

/// The group of the verb at `verb`, looked for down to `low`.
pub(super) fn verb_group(r: &Reader<'_>, verb: usize, particles: usize, low: usize) -> VerbGroup {
    let mut start = verb;
    let mut passive = false;
    let mut auxiliary = false;
    let mut infinitive = false;
    let mut at = verb;
    while at > low {
        let p = at - 1;
        match r.pos(p) {
            Pos::Aux => {
                auxiliary = true;
                passive |= r.any(p, BE) && r.tag(verb).form == VerbForm::Participle && at <= verb;
                start = p;
                at = p;
                // An auxiliary at the very start of a question has its subject behind it.
            }
            Pos::Part if r.any(p, &["n't", "n’t", "not", "never"]) => {
                start = p;
                at = p;
            }
            Pos::Part if r.is(p, "to") && start == verb => {
                infinitive = true;
                let Some(g) = p.checked_sub(1).filter(|g| *g >= low) else { break };
                let governor = if r.is(g, "on") && g > low && r.any(g - 1, &["went", "goes", "go"]) { g - 1 } else { g };
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
            // "It also said": the adverb stands alone.
            _ => break,
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
    VerbGroup {
        start,
        verb,
        end: verb + 1 + particles,
        passive,
        // A verb that the tagger took for a noun has its tense from its ending.
        finite: form == VerbForm::Finite || auxiliary || past || r.pos(verb) == Pos::Noun,
        gerund: form == VerbForm::Gerund && !auxiliary,
        infinitive,
    }
}
