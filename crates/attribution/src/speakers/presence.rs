//! What speaks for and against those whom no name stands for: the narrator, people known by a phrase alone, and people whom
//! the text has not named yet.

use super::entity::EntityId;
use super::features::{F, Surroundings};
use super::turns::Turn;
use crate::Gender;

/// Whether what stands behind a turn may be the first to tell who speaks it: where nobody was named before, or where the
/// narration beside or the next turn names them.
pub(super) fn introduces(s: &Surroundings<'_>, who: EntityId) -> bool {
    let named_after = s.after.is_some_and(|a| a.named.addressed.contains(&who));
    named_after || s.turn.recent.is_empty() || s.turn.beat_after.iter().any(|n| n.who == who)
}

/// What tells of the narrator, whom no name and no phrase of the narration stands for.
pub(super) fn narrator(t: &Turn, add: &mut impl FnMut(F, f32)) {
    if t.beat_pronoun != Gender::Unknown && !t.beat_first {
        add(F::NarratorIsI, 1.0);
    }
    if t.me {
        add(F::NarratorHears, 1.0);
    }
    if t.lead_first {
        add(F::NarratorLead, 1.0);
    }
}

/// Whether the narrator, who did not speak last, was spoken to.
pub(super) fn spoken_to(s: &Surroundings<'_>, add: &mut impl FnMut(F, f32)) {
    if s.before.is_some_and(|before| before.me) {
        add(F::NarratorSpokenTo, 1.0);
    }
}

/// What tells of somebody who is known by a phrase alone.
pub(super) fn phrase(t: &Turn, who: EntityId, add: &mut impl FnMut(F, f32)) {
    match t.recent.iter().position(|r| *r == who) {
        Some(0) => add(F::PhraseNearest, 1.0),
        Some(_) => add(F::PhraseRecent, 1.0),
        None => {}
    }
}
