//! What speaks for and against somebody as the speaker of a turn, in numbers.

use super::entity::{Entity, EntityId};
use super::told::Told;
use super::turns::{Turn, class_fits};
use crate::Gender;
use crate::mentions::Class;

/// How many of the last speakers, each counted once, are remembered.
pub(super) const MEMORY: usize = 6;

/// What the decoder remembers of the turns before: the last speakers, the latest first, each once.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Memory {
    pub(super) last: [Option<EntityId>; MEMORY],
    /// How many times in a row the turn went to the last but one.
    pub(super) turns: u8,
}

impl Memory {
    /// Nobody has spoken.
    pub(super) const EMPTY: Self = Self { last: [None; MEMORY], turns: 0 };

    /// Somebody speaks.
    pub(super) fn push(&mut self, who: EntityId) {
        let at = self.last.iter().position(|l| *l == Some(who)).unwrap_or(MEMORY - 1);
        self.turns = match at {
            0 => self.turns,
            1 => self.turns.saturating_add(1),
            _ => 0,
        };
        if let Some(part) = self.last.get_mut(..=at) {
            part.rotate_right(1);
        }
        if let Some(first) = self.last.first_mut() {
            *first = Some(who);
        }
    }

    /// How long ago somebody spoke: 0 for the last speaker.
    fn rank(&self, who: EntityId) -> Option<usize> {
        self.last.iter().position(|l| *l == Some(who))
    }
}

macro_rules! features {
    ($($name:ident $weight:literal $why:literal)*) => {
        /// A feature: one thing that speaks for or against a speaker.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(usize)]
        #[allow(clippy::upper_case_acronyms)]
        pub(super) enum F { $($name),* }

        /// What each feature means, in words.
        pub(super) const WHY: &[&str] = &[$($why),*];

        /// How much each feature weighs.
        pub(super) const WEIGHTS: &[f32] = &[$($weight),*];

        /// Names of the features.
        #[allow(dead_code)]
        pub(super) const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

features! {
    // Same paragraph as the turn before: the last speaker, the one before, another recent one, somebody new.
    SameLast 0.44 "spoke before in the same paragraph"
    SameOther -0.62 "spoke recently, but another speaks in the same paragraph"
    SameOld -0.58 "spoke some turns ago, but another speaks in the same paragraph"
    SameNew -1.18 "has not spoken lately"
    // The paragraph right after.
    NextLast -1.29 "spoke the turn before and would answer himself"
    NextOther 0.54 "spoke before the last speaker: turns alternate"
    NextTurns 0.49 "two have taken turns, and it is their turn again"
    NextTurnsNew -0.15 "two others have taken turns so far"
    NextThird 0.22 "spoke three speakers ago"
    NextOld 0.03 "spoke some turns ago"
    NextNew -0.51 "has not spoken lately"
    // One or two paragraphs of narration between.
    GapLast 0.28 "spoke last, before some narration"
    GapOther 0.10 "spoke before the last speaker"
    GapThird 0.06 "spoke three speakers ago"
    GapOld -0.10 "spoke some turns ago"
    GapNew -0.53 "has not spoken lately"
    // More, or a heading.
    FarLast 0.08 "spoke last, long before"
    FarOther 0.04 "spoke before the last speaker, long ago"
    FarOld 0.07 "spoke long ago"
    FarNew -0.05 "has not spoken before"
    // A pronoun as the source.
    PronounFits -0.09 "the pronoun has their gender"
    PronounOpen -0.78 "the pronoun may have their gender"
    PronounClash -6.00 "the pronoun has the other gender"
    PronounNearest 0.82 "is the last one named whom the pronoun fits"
    PronounSecond 0.24 "is the last but one named whom the pronoun fits"
    PronounBeat 1.38 "is the subject beside the tag"
    PronounBeatOther 0.04 "is named beside the tag"
    PronounLead 1.00 "is the subject of the paragraph before"
    PronounSpoke 0.11 "spoke the turn before the last, and a pronoun needs no name then"
    PronounSelfNext 1.52 "spoke the turn before, in the paragraph above"
    PronounSpokeNext -0.07 "spoke the turn before the last; turns alternate"
    PronounSelf -0.05 "spoke last"
    // A noun phrase as the source.
    NounOwn 1.30 "is known by these words"
    NounRole 1.43 "has this role"
    NounRoleFar 0.73 "has this role, but is not near"
    NounSpoke -0.19 "may be called so and spoke before"
    NounOwnSpoke 0.00 "is known by these words and spoke before"
    NounFits 0.69 "may be called so"
    NounOther 0.37 "is known by other words, not by name"
    NounClash -6.00 "can't be called so"
    NounNearest 0.16 "is the last one named who may be called so"
    // No tag: narration of the same paragraph.
    BeatSubject 2.12 "is the subject in the same paragraph, before the words"
    BeatNamed 0.83 "is named in the same paragraph, before the words"
    BeatSubjectAfter 0.65 "is the subject in the same paragraph, after the words"
    BeatNamedAfter 0.56 "is named in the same paragraph, after the words"
    BeatPhrase 1.14 "is the subject in the same paragraph, without a name"
    BeatPhraseOther 0.51 "is mentioned in the same paragraph, without a name"
    LeadPhrase 0.32 "is the subject of the paragraph before, without a name"
    BeatOpens -0.21 "is the subject that opens the paragraph"
    BeatMissing 0.09 "somebody else acts in the same paragraph"
    BeatPronounFits 0.24 "the pronoun in the same paragraph has their gender"
    BeatPronounClash -1.80 "the pronoun in the same paragraph has the other gender"
    BeatPronounNearest 0.02 "is the last one named whom the pronoun in the paragraph fits"
    BeatFirst 1.44 "the narrator acts in the same paragraph"
    BeatFirstOther 0.26 "the narrator acts in the same paragraph, not they"
    LeadSubject 0.46 "is the subject of the paragraph before"
    LeadNamed 0.44 "is named in the paragraph before"
    LeadIn 0.53 "the narration before leads into their words"
    LeadPronounFits 0.23 "the pronoun before has their gender"
    LeadPronounClash -0.70 "the pronoun before has the other gender"
    Nearest 0.48 "is the last one named before"
    Second 0.24 "is the last but one named before"
    Recent 0.03 "is named not long before"
    Coming 0.24 "is named soon after"
    // Names in speech.
    CallsSelf -2.28 "is called by name in these words"
    NamesSelf -2.06 "is named in these words"
    CalledBefore 1.04 "was called by name the turn before"
    CalledOther -0.65 "another was called by name the turn before"
    CalledAfter 0.60 "is called by name the turn after"
    CallsLast -0.20 "the words call the last speaker by name"
    CallsThird -0.46 "the words call somebody who did not speak last"
    SpokenTo 0.95 "was spoken to by the tag before"
    Beside -0.01 "is named beside the turn before"
    CalledGenderFits 0.54 "the turn before calls somebody of their gender"
    CalledGenderClash -0.30 "the turn before calls somebody of the other gender"
    CallsGenderClash -0.50 "these words call somebody of another gender than the last speaker's"
    Answers -0.04 "asked the question before"
    // Who they are.
    Often 0.09 "is named often"
    Narrator 0.54 "is the narrator"
    Named 0.32 "has a name"
}

/// Number of features.
pub(super) const COUNT: usize = WEIGHTS.len();

/// What is the same for all candidates of a turn.
pub(super) struct Surroundings<'a> {
    pub(super) turn: &'a Turn,
    pub(super) before: Option<&'a Turn>,
    pub(super) after: Option<&'a Turn>,
    pub(super) narrator: Option<EntityId>,
    pub(super) entities: &'a [Entity],
}

/// Reports every feature of a candidate and its value.
pub(super) fn visit(s: &Surroundings<'_>, who: EntityId, memory: &Memory, add: &mut impl FnMut(F, f32)) {
    let Some(e) = s.entities.get(who.0 as usize) else { return };
    let t = s.turn;
    let rank = memory.rank(who);
    let adjacent = !t.same_paragraph && t.gap == 0 && !t.new_scene;
    add(
        if t.same_paragraph {
            match rank {
                Some(0) => F::SameLast,
                Some(1) => F::SameOther,
                Some(_) => F::SameOld,
                None => F::SameNew,
            }
        } else if adjacent {
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
        },
        1.0,
    );
    if adjacent && memory.turns >= 2 {
        match rank {
            Some(1) => add(F::NextTurns, 1.0),
            Some(0) => {}
            _ => add(F::NextTurnsNew, 1.0),
        }
    }
    match &t.told {
        Told::Name(_) | Told::First { .. } => {}
        Told::Pronoun { gender, .. } => pronoun(s, who, e, *gender, rank, add),
        Told::Noun { own, role, gender, class, .. } => {
            noun(s, who, e, (*own, role, *gender, *class), rank, add)
        }
        Told::Nothing => implicit(s, who, e, add),
    }
    if t.named.addressed.contains(&who) {
        add(F::CallsSelf, 1.0);
    } else if t.named.others.contains(&who) {
        add(F::NamesSelf, 1.0);
    }
    let last = memory.last.first().copied().flatten();
    if !t.named.addressed.is_empty() && !t.new_scene && last != Some(who) {
        if last.is_some_and(|l| t.named.addressed.contains(&l)) {
            add(F::CallsLast, 1.0);
        } else if adjacent {
            add(F::CallsThird, 1.0);
        }
    }
    if let Some(before) = s.before.filter(|_| t.gap <= 1 && !t.same_paragraph && !t.new_scene) {
        if before.named.addressed.contains(&who) {
            add(F::CalledBefore, 1.0);
        } else if !before.named.addressed.is_empty() && last != Some(who) {
            add(F::CalledOther, 1.0);
        }
        if last != Some(who) {
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
            let last = last.and_then(|l| s.entities.get(l.0 as usize));
            if t.named.called != Gender::Unknown && last.is_some_and(|l| clash(l, t.named.called)) {
                add(F::CallsGenderClash, 1.0);
            }
        }
        if before.asks && last == Some(who) {
            add(F::Answers, 1.0);
        }
    }
    if s.after
        .is_some_and(|a| a.gap <= 1 && !a.new_scene && !a.same_paragraph && a.named.addressed.contains(&who))
    {
        add(F::CalledAfter, 1.0);
    }
    add(F::Often, (1.0 + e.count as f32).ln() / 4.0);
    if s.narrator == Some(who) {
        add(F::Narrator, 1.0);
    }
    if !e.forms.is_empty() {
        add(F::Named, 1.0);
    }
}

fn clash(e: &Entity, gender: Gender) -> bool {
    !e.fits(gender)
}

fn pronoun(
    s: &Surroundings<'_>,
    who: EntityId,
    e: &Entity,
    gender: Gender,
    rank: Option<usize>,
    add: &mut impl FnMut(F, f32),
) {
    let t = s.turn;
    add(
        if clash(e, gender) {
            F::PronounClash
        } else if e.gender() == gender && gender != Gender::Unknown {
            F::PronounFits
        } else {
            F::PronounOpen
        },
        1.0,
    );
    let fits = |id: &EntityId| s.entities.get(id.0 as usize).is_some_and(|e| e.fits(gender));
    match t.recent.iter().filter(|r| fits(r)).position(|r| *r == who) {
        Some(0) => add(F::PronounNearest, 1.0),
        Some(1) => add(F::PronounSecond, 1.0),
        _ => {}
    }
    let beat = t.beat_before.iter().find(|n| n.who == who);
    match beat {
        Some(n) if n.subject => add(F::PronounBeat, 1.0),
        Some(_) => add(F::PronounBeatOther, 1.0),
        None => {}
    }
    if t.lead.iter().any(|n| n.who == who && n.subject) {
        add(F::PronounLead, 1.0);
    }
    let adjacent = !t.same_paragraph && t.gap == 0 && !t.new_scene;
    match rank {
        Some(1) => add(if adjacent { F::PronounSpokeNext } else { F::PronounSpoke }, 1.0),
        Some(0) => add(if adjacent { F::PronounSelfNext } else { F::PronounSelf }, 1.0),
        _ => {}
    }
}

fn noun(
    s: &Surroundings<'_>,
    who: EntityId,
    e: &Entity,
    (own, role, gender, class): (EntityId, &[EntityId], Gender, Class),
    rank: Option<usize>,
    add: &mut impl FnMut(F, f32),
) {
    let fits = |e: &Entity| e.fits(gender) && class_fits(e, class);
    let near = rank.is_some() || s.turn.recent.contains(&who);
    if who == own {
        add(F::NounOwn, 1.0);
        if rank.is_some() {
            add(F::NounOwnSpoke, 1.0);
        }
    } else if role.contains(&who) {
        add(if near { F::NounRole } else { F::NounRoleFar }, 1.0);
    } else if fits(e) {
        add(if e.forms.is_empty() { F::NounOther } else { F::NounFits }, 1.0);
        if rank.is_some() {
            add(F::NounSpoke, 1.0);
        }
    } else {
        add(F::NounClash, 1.0);
    }
    if s.turn.recent.iter().find(|r| s.entities.get(r.0 as usize).is_some_and(fits)) == Some(&who) {
        add(F::NounNearest, 1.0);
    }
}

fn implicit(s: &Surroundings<'_>, who: EntityId, e: &Entity, add: &mut impl FnMut(F, f32)) {
    let t = s.turn;
    let before = t.beat_before.iter().find(|n| n.who == who);
    let after = t.beat_after.iter().find(|n| n.who == who);
    let nameless = e.forms.is_empty();
    if nameless {
        let mut near = before.into_iter().chain(after);
        if near.clone().any(|n| n.subject) {
            add(F::BeatPhrase, 1.0);
        } else if near.next().is_some() {
            add(F::BeatPhraseOther, 1.0);
        }
    } else {
        match before {
            Some(n) if n.subject => add(F::BeatSubject, 1.0),
            Some(_) => add(F::BeatNamed, 1.0),
            None => {}
        }
        match after {
            Some(n) if n.subject => add(F::BeatSubjectAfter, 1.0),
            Some(_) => add(F::BeatNamedAfter, 1.0),
            None => {}
        }
    }
    if t.beat_before.last().is_some_and(|n| n.who == who && n.subject) {
        add(F::BeatOpens, 1.0);
    }
    if before.is_none() && after.is_none() && t.beat_before.iter().chain(&t.beat_after).any(|n| n.subject) {
        add(F::BeatMissing, 1.0);
    }
    if t.beat_pronoun != Gender::Unknown {
        if clash(e, t.beat_pronoun) {
            add(F::BeatPronounClash, 1.0);
        } else if e.gender() == t.beat_pronoun {
            add(F::BeatPronounFits, 1.0);
        }
        let fits = |id: &&EntityId| s.entities.get(id.0 as usize).is_some_and(|e| e.fits(t.beat_pronoun));
        if t.recent.iter().find(fits) == Some(&who) {
            add(F::BeatPronounNearest, 1.0);
        }
    }
    if t.beat_first {
        add(if s.narrator == Some(who) { F::BeatFirst } else { F::BeatFirstOther }, 1.0);
    }
    match t.lead.iter().find(|n| n.who == who) {
        Some(n) if nameless && n.subject => {
            add(F::LeadPhrase, 1.0);
        }
        Some(n) if n.subject => {
            add(F::LeadSubject, 1.0);
            if t.led_in {
                add(F::LeadIn, 1.0);
            }
        }
        Some(_) => add(F::LeadNamed, 1.0),
        None => {}
    }
    if t.lead_pronoun != Gender::Unknown {
        if clash(e, t.lead_pronoun) {
            add(F::LeadPronounClash, 1.0);
        } else if e.gender() == t.lead_pronoun {
            add(F::LeadPronounFits, 1.0);
        }
    }
    let named =
        |id: &&EntityId| nameless || s.entities.get(id.0 as usize).is_some_and(|e| !e.forms.is_empty());
    match t.recent.iter().filter(named).position(|r| *r == who).filter(|_| !nameless) {
        Some(0) => add(F::Nearest, 1.0),
        Some(1) => add(F::Second, 1.0),
        Some(_) => add(F::Recent, 1.0),
        None => {}
    }
    if t.coming.contains(&who) {
        add(F::Coming, 1.0);
    }
}
