//! Features that depend on what is remembered: who spoke before, and how long ago.

use super::{F, Surroundings, clash};
use crate::Gender;
use crate::speakers::entity::{Entity, EntityId};
use crate::speakers::memory::{MEMORY, Memory};
use crate::speakers::presence;
use crate::speakers::told::Told;
use crate::speakers::turns::{Manner, class_fits};

/// Who spoke so many speakers ago, or more, spoke some time ago.
const OLD: usize = 3;

/// All that the features of a turn look at in what is remembered: the same for many memories.
#[derive(Clone, Copy, Debug)]
pub(in crate::speakers) struct Past {
    /// Two have taken turns so far.
    in_turns: bool,
    /// The words call the last speaker by name.
    calls_last: bool,
    /// The words call somebody who can't be the last speaker.
    clashes: bool,
}

impl Past {
    /// How many different ones there are, each with each rank that a candidate can have.
    pub(in crate::speakers) const KINDS: usize = 8 * (OLD + 2);

    pub(in crate::speakers) fn new(s: &Surroundings<'_>, memory: &Memory) -> Self {
        let called = &s.turn.named;
        let last = memory.last();
        let entity = last.and_then(|l| s.entities.get(l.0 as usize));
        Self {
            in_turns: memory.in_turns(),
            calls_last: last.is_some_and(|l| called.addressed.contains(&l)),
            clashes: called.called != Gender::Unknown && entity.is_some_and(|l| clash(l, called.called)),
        }
    }

    /// Its number, together with the rank of a candidate ([`MEMORY`] or more for none), below [`Past::KINDS`]. For the
    /// features all ranks from [`OLD`] on are alike.
    #[inline]
    pub(in crate::speakers) fn kind(self, rank: u8) -> usize {
        let rank = if rank < MEMORY as u8 { rank.min(OLD as u8) } else { OLD as u8 + 1 };
        let flags = u8::from(self.in_turns) << 2 | u8::from(self.calls_last) << 1 | u8::from(self.clashes);
        usize::from(rank << 3 | flags)
    }
}

/// Reports the features of a candidate that depend on what is remembered. `rank` tells how long ago the candidate spoke, see
/// [`Memory::rank`].
pub(in crate::speakers) fn of_past(
    s: &Surroundings<'_>,
    who: EntityId,
    past: Past,
    rank: Option<usize>,
    add: &mut impl FnMut(F, f32),
) {
    let Some(e) = s.entities.get(who.0 as usize) else { return };
    let t = s.turn;
    let spoke_last = rank == Some(0);
    let adjacent = s.is_adjacent();
    add(order(s, rank), 1.0);
    if adjacent && past.in_turns {
        match rank {
            Some(1) => add(F::NextTurns, 1.0),
            Some(0) => {}
            _ => add(F::NextTurnsNew, 1.0),
        }
    }
    match &t.told {
        Told::Name(_) if adjacent => match rank {
            Some(0) => add(F::NamedLast, 1.0),
            Some(1) => add(F::NamedOther, 1.0),
            Some(_) => {}
            None => add(F::NamedNew, 1.0),
        },
        Told::Pronoun { .. } => match rank {
            Some(1) => add(if adjacent { F::PronounSpokeNext } else { F::PronounSpoke }, 1.0),
            Some(0) => add(if adjacent { F::PronounSelfNext } else { F::PronounSelf }, 1.0),
            _ => {}
        },
        Told::Noun { own, role, gender, class, .. } => {
            let near = rank.is_some() || t.recent.contains(&who);
            if who == *own {
                if rank.is_some() {
                    add(F::NounOwnSpoke, 1.0);
                }
            } else if role.contains(&who) {
                add(if near { F::NounRole } else { F::NounRoleFar }, 1.0);
            } else if e.fits(*gender) && class_fits(e, *class) && rank.is_some() {
                add(F::NounSpoke, 1.0);
            }
            if rank == Some(1) && adjacent && e.fits(*gender) {
                add(F::NounNext, 1.0);
            }
        }
        Told::Name(_) | Told::First { .. } | Told::Nothing => {}
    }
    if !t.named.addressed.is_empty() && !t.new_scene && !spoke_last {
        if past.calls_last {
            add(F::CallsLast, 1.0);
        } else if adjacent {
            add(F::CallsThird, 1.0);
        }
    }
    answers(s, who, e, past, spoke_last, add);
    if matches!(t.told, Told::Pronoun { .. } | Told::Noun { .. }) && !t.new_scene {
        match (t.manner, rank) {
            (Manner::GoesOn, Some(0)) => add(F::GoesOn, 1.0),
            (Manner::GoesOn, _) => add(F::GoesOnOther, 1.0),
            (Manner::Answers, Some(0)) => add(F::AnswersSelf, 1.0),
            (Manner::Answers, Some(1)) => add(F::AnswersOther, 1.0),
            (Manner::Answers | Manner::Plain, _) => {}
        }
    }
    if s.narrator == Some(who) {
        if e.tells && !matches!(t.told, Told::Name(_) | Told::First { .. }) && adjacent && !spoke_last {
            presence::spoken_to(s, add);
        }
    } else if e.forms.is_empty() && rank.is_none() {
        add(F::PhraseNew, 1.0);
    }
}

/// How long ago the candidate spoke, by where the turn stands.
fn order(s: &Surroundings<'_>, rank: Option<usize>) -> F {
    let t = s.turn;
    if t.same_paragraph {
        match rank {
            Some(0) => F::SameLast,
            Some(1) => F::SameOther,
            Some(_) => F::SameOld,
            None => F::SameNew,
        }
    } else if s.is_adjacent() {
        match rank {
            Some(0) => F::NextLast,
            Some(1) => F::NextOther,
            Some(2) => F::NextThird,
            Some(_) => F::NextOld,
            None => F::NextNew,
        }
    } else if t.gap <= 2 && !t.new_scene {
        match rank {
            Some(0) => F::GapLast,
            Some(1) => F::GapOther,
            Some(2) => F::GapThird,
            Some(_) => F::GapOld,
            None => F::GapNew,
        }
    } else {
        match rank {
            Some(0) => F::FarLast,
            Some(1) => F::FarOther,
            Some(_) => F::FarOld,
            None => F::FarNew,
        }
    }
}

/// Whether the turn before was spoken to the candidate.
fn answers(
    s: &Surroundings<'_>,
    who: EntityId,
    e: &Entity,
    past: Past,
    spoke_last: bool,
    add: &mut impl FnMut(F, f32),
) {
    let Some(before) = s.answered() else { return };
    if spoke_last {
        if before.asks {
            add(F::Answers, 1.0);
        }
        return;
    }
    if !before.named.addressed.is_empty() && !before.named.addressed.contains(&who) {
        add(F::CalledOther, 1.0);
    }
    if before.spoken_to == Some(who) {
        add(F::SpokenTo, 1.0);
    }
    if before.beat_after.iter().chain(&before.beat_before).any(|n| n.who == who) {
        add(F::Beside, 1.0);
    }
    if before.named.called != Gender::Unknown {
        if clash(e, before.named.called) {
            add(F::CalledGenderClash, 1.0);
        } else if e.gender() == before.named.called {
            add(F::CalledGenderFits, 1.0);
        }
    }
    if past.clashes {
        add(F::CallsGenderClash, 1.0);
    }
}
