//! What speaks for and against somebody as the speaker of a turn, in numbers.

use super::entity::{Entity, EntityId};
use super::told::Told;
use super::turns::{Manner, Turn, class_fits};
use super::{kinship, presence};
use crate::Gender;
use crate::mentions::Class;

/// How many of the last speakers, each counted once, are remembered.
pub(super) const MEMORY: usize = 6;

/// Who spoke so many speakers ago, or more, spoke some time ago.
const OLD: usize = 3;

/// As many as are compared at once.
const LANES: usize = 8;

/// Stands for no entity.
const NOBODY: u32 = u32::MAX;

/// What the decoder remembers of the turns before: the last speakers, the latest first, each once.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Memory {
    /// Their numbers; behind [`MEMORY`] of them, nobody.
    last: [u32; LANES],
    /// How many times in a row the turn went to the last but one.
    turns: u8,
}

impl Memory {
    /// Nobody has spoken.
    pub(super) const EMPTY: Self = Self { last: [NOBODY; LANES], turns: 0 };

    /// Somebody speaks.
    pub(super) fn push(&mut self, who: EntityId) {
        let at = self.rank(who).unwrap_or(MEMORY - 1);
        self.turns = match at {
            0 => self.turns,
            1 => self.turns.saturating_add(1),
            _ => 0,
        };
        self.last.copy_within(..at.min(MEMORY - 1), 1);
        self.last[0] = who.0;
    }

    /// The last speaker.
    pub(super) fn last(&self) -> Option<EntityId> {
        self.speakers().next()
    }

    /// The last speakers, the latest first.
    pub(super) fn speakers(&self) -> impl Iterator<Item = EntityId> {
        self.last.into_iter().filter(|l| *l != NOBODY).map(EntityId)
    }

    /// The last three speakers after somebody speaks whose rank is known, as numbers; `None`: nobody speaks.
    pub(super) fn latest_after(&self, who: Option<EntityId>, rank: Option<usize>) -> [u32; MEMORY / 2] {
        let [a, b, c, ..] = self.last;
        match (who, rank) {
            (None, _) => [a, b, c],
            (Some(who), Some(0)) => [who.0, b, c],
            (Some(who), Some(1)) => [who.0, a, c],
            (Some(who), _) => [who.0, a, b],
        }
    }

    /// How long ago somebody spoke: 0 for the last speaker.
    #[inline]
    pub(super) fn rank(&self, who: EntityId) -> Option<usize> {
        let same = (0..).zip(self.last).fold(0u32, |same, (i, l)| same | u32::from(l == who.0) << i);
        (same != 0 && who.0 != NOBODY).then_some(same.trailing_zeros() as usize)
    }
}

macro_rules! features {
    ($($name:ident $why:literal)*) => {
        /// A feature: one thing that speaks for or against a speaker.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(usize)]
        #[allow(clippy::upper_case_acronyms)]
        pub(super) enum F { $($name),* }

        /// What each feature means, in words.
        pub(super) const WHY: &[&str] = &[$($why),*];

        /// Names of the features.
        pub(super) const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

features! {
    // Same paragraph as the turn before: the last speaker, the one before, another recent one, somebody new.
    SameLast "spoke before in the same paragraph"
    SameOther "spoke recently, but another speaks in the same paragraph"
    SameOld "spoke some turns ago, but another speaks in the same paragraph"
    SameNew "has not spoken lately"
    // The paragraph right after.
    NextLast "spoke the turn before and would answer himself"
    NextOther "spoke before the last speaker: turns alternate"
    NextTurns "two have taken turns, and it is their turn again"
    NextTurnsNew "two others have taken turns so far"
    NextThird "spoke three speakers ago"
    NextOld "spoke some turns ago"
    NextNew "has not spoken lately"
    // The same where a name in the tag tells who speaks: it is given where turns alone would not tell.
    NamedLast "is named by the tag, having spoken the turn before"
    NamedOther "is named by the tag, though it is their turn"
    NamedNew "is named by the tag, not having spoken lately"
    // One or two paragraphs of narration between.
    GapLast "spoke last, before some narration"
    GapOther "spoke before the last speaker"
    GapThird "spoke three speakers ago"
    GapOld "spoke some turns ago"
    GapNew "has not spoken lately"
    // More, or a heading.
    FarLast "spoke last, long before"
    FarOther "spoke before the last speaker, long ago"
    FarOld "spoke long ago"
    FarNew "has not spoken before"
    // A pronoun as the source.
    PronounFits "the pronoun has their gender"
    PronounOpen "the pronoun may have their gender"
    PronounClash "the pronoun has the other gender"
    PronounNearest "is the last one named whom the pronoun fits"
    PronounSecond "is the last but one named whom the pronoun fits"
    PronounBeat "is the subject beside the tag"
    PronounBeatPhrase "is the subject beside the tag, without a name"
    PronounBeatOther "is named beside the tag"
    PronounLead "is the subject of the paragraph before"
    PronounSpoke "spoke the turn before the last, and a pronoun needs no name then"
    PronounSelfNext "spoke the turn before, in the paragraph above"
    PronounSpokeNext "spoke the turn before the last; turns alternate"
    PronounSelf "spoke last"
    PronounSubject "is the last subject whom the pronoun fits"
    PronounSubjectSecond "is the last subject but one whom the pronoun fits"
    // What the verb of the tag says.
    GoesOn "spoke last, and the verb says that they go on"
    GoesOnOther "another spoke last, and the verb says that the same goes on"
    AnswersSelf "spoke last, and the verb says that another answers"
    AnswersOther "spoke before the last speaker, and the verb says that another answers"
    // A noun phrase as the source.
    NounOwn "is known by these words"
    NounRole "has this role"
    NounRoleFar "has this role, but is not near"
    NounSpoke "may be called so and spoke before"
    NounOwnSpoke "is known by these words and spoke before"
    NounFits "may be called so"
    NounOther "is known by other words, not by name"
    NounClash "can't be called so"
    NounNext "spoke before the last speaker, and the tag's words fit"
    NounFamily "bears the surname of somebody near whose family the tag names"
    NounOwner "is the one whose family the tag names"
    NounMarried "is married, as the tag's words say"
    NounUnmarried "is not married, as the tag's words say, or the other way round"
    NounNearest "is the last one named who may be called so"
    // No tag: narration of the same paragraph.
    BeatSubject "is the subject in the same paragraph, before the words"
    BeatNamed "is named in the same paragraph, before the words"
    BeatSubjectAfter "is the subject in the same paragraph, after the words"
    BeatNamedAfter "is named in the same paragraph, after the words"
    BeatPhrase "is the subject in the same paragraph, without a name"
    BeatPhraseOther "is mentioned in the same paragraph, without a name"
    LeadPhrase "is the subject of the paragraph before, without a name"
    BeatOpens "is the subject that opens the paragraph"
    BeatMissing "somebody else acts in the same paragraph"
    BeatPronounFits "the pronoun in the same paragraph has their gender"
    BeatPronounClash "the pronoun in the same paragraph has the other gender"
    BeatPronounNearest "is the last one named whom the pronoun in the paragraph fits"
    BeatFirst "the narrator acts in the same paragraph"
    BeatFirstOther "the narrator acts in the same paragraph, not they"
    LeadSubject "is the subject of the paragraph before"
    LeadNamed "is named in the paragraph before"
    LeadIn "the narration before leads into their words"
    LeadPronounFits "the pronoun before has their gender"
    LeadPronounClash "the pronoun before has the other gender"
    Nearest "is the last one named before"
    Second "is the last but one named before"
    Recent "is named not long before"
    Coming "is named soon after"
    NotYet "is named nowhere before"
    // The narrator, and people known by a phrase alone.
    NarratorIsI "is the narrator, who is not the “he” or “she” beside"
    NarratorHears "is the narrator, and the narration beside speaks of “me”"
    NarratorSpokenTo "is the narrator, and the narration beside the turn before speaks of “me”"
    NarratorLead "is the narrator, who acts in the paragraph before"
    NarratorLeadOther "the narrator acts in the paragraph before, not they"
    PhraseNearest "is the last one spoken of before"
    PhraseRecent "is spoken of not long before"
    PhraseNew "is known by a phrase alone and has not spoken lately"
    // Names in speech.
    CallsSelf "is called by name in these words"
    NamesSelf "is named in these words"
    CalledBefore "was called by name the turn before"
    CalledOther "another was called by name the turn before"
    CalledAfter "is called by name the turn after"
    CallsLast "the words call the last speaker by name"
    CallsThird "the words call somebody who did not speak last"
    SpokenTo "was spoken to by the tag before"
    Beside "is named beside the turn before"
    CalledGenderFits "the turn before calls somebody of their gender"
    CalledGenderClash "the turn before calls somebody of the other gender"
    CallsGenderClash "these words call somebody of another gender than the last speaker's"
    Answers "asked the question before"
    // How much they are there.
    Around "is named around"
    AroundMost "is named most around"
    SubjectLast "is the last subject before"
    // Who they are.
    Often "is named often"
    Narrator "is the narrator"
    Named "has a name"
}

/// Weights that are set, not learnt, with the reason. A novel names everybody long before most of its turns, and a piece cut out
/// of one lacks the names that stand before it: neither shows that in a whole short text hardly anybody speaks unannounced while
/// somebody else is there.
pub(super) const HELD: &[(F, f32)] = &[(F::NotYet, -2.0)];

/// Number of features.
pub(super) const COUNT: usize = NAMES.len();

/// What is the same for all candidates of a turn.
pub(super) struct Surroundings<'a> {
    pub(super) turn: &'a Turn,
    pub(super) before: Option<&'a Turn>,
    pub(super) after: Option<&'a Turn>,
    pub(super) narrator: Option<EntityId>,
    pub(super) entities: &'a [Entity],
}

/// All that the features of a turn look at in what is remembered: the same for many memories.
#[derive(Clone, Copy, Debug)]
pub(super) struct Past {
    /// Two have taken turns so far.
    in_turns: bool,
    /// The words call the last speaker by name.
    calls_last: bool,
    /// The words call somebody who can't be the last speaker.
    clashes: bool,
}

impl Past {
    /// How many different ones there are, each with each rank that a candidate can have.
    pub(super) const KINDS: usize = 8 * (OLD + 2);

    pub(super) fn new(s: &Surroundings<'_>, memory: &Memory) -> Self {
        let called = &s.turn.named;
        let last = memory.last();
        let entity = last.and_then(|l| s.entities.get(l.0 as usize));
        Self {
            in_turns: memory.turns >= 2,
            calls_last: last.is_some_and(|l| called.addressed.contains(&l)),
            clashes: called.called != Gender::Unknown && entity.is_some_and(|l| clash(l, called.called)),
        }
    }

    /// Its number, together with the rank of a candidate ([`MEMORY`] or more for none), below [`Past::KINDS`]. For the
    /// features all ranks from [`OLD`] on are alike.
    #[inline]
    pub(super) fn kind(self, rank: u8) -> usize {
        let rank = if rank < MEMORY as u8 { rank.min(OLD as u8) } else { OLD as u8 + 1 };
        let flags = u8::from(self.in_turns) << 2 | u8::from(self.calls_last) << 1 | u8::from(self.clashes);
        usize::from(rank << 3 | flags)
    }
}

/// Reports every feature of a candidate and its value.
pub(super) fn visit(s: &Surroundings<'_>, who: EntityId, memory: &Memory, add: &mut impl FnMut(F, f32)) {
    features(s, who, Past::new(s, memory), memory.rank(who), add);
}

/// The same by what matters of the memory. `rank` tells how long ago the candidate spoke, see [`Memory::rank`].
pub(super) fn features(
    s: &Surroundings<'_>,
    who: EntityId,
    past: Past,
    rank: Option<usize>,
    add: &mut impl FnMut(F, f32),
) {
    let Some(e) = s.entities.get(who.0 as usize) else { return };
    let t = s.turn;
    let spoke_last = rank == Some(0);
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
        Told::Name(_) | Told::First { .. } => {}
        Told::Pronoun { gender, .. } => pronoun(s, who, e, *gender, rank, add),
        Told::Noun { own, role, gender, class, kinship, .. } => {
            noun(s, who, e, (*own, role, *gender, *class), rank, add);
            kinship::family(s, who, e, *kinship, add);
            if rank == Some(1) && adjacent && e.fits(*gender) {
                add(F::NounNext, 1.0);
            }
        }
        Told::Nothing => implicit(s, who, e, add),
    }
    if t.named.addressed.contains(&who) {
        add(F::CallsSelf, 1.0);
    } else if t.named.others.contains(&who) {
        add(F::NamesSelf, 1.0);
    }
    if !t.named.addressed.is_empty() && !t.new_scene && !spoke_last {
        if past.calls_last {
            add(F::CallsLast, 1.0);
        } else if adjacent {
            add(F::CallsThird, 1.0);
        }
    }
    if let Some(before) = s.before.filter(|_| t.gap <= 1 && !t.same_paragraph && !t.new_scene) {
        if before.named.addressed.contains(&who) {
            add(F::CalledBefore, 1.0);
        } else if !before.named.addressed.is_empty() && !spoke_last {
            add(F::CalledOther, 1.0);
        }
        if !spoke_last {
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
        if before.asks && spoke_last {
            add(F::Answers, 1.0);
        }
    }
    if s.after
        .is_some_and(|a| a.gap <= 1 && !a.new_scene && !a.same_paragraph && a.named.addressed.contains(&who))
    {
        add(F::CalledAfter, 1.0);
    }
    if matches!(t.told, Told::Pronoun { .. } | Told::Noun { .. }) && !t.new_scene {
        match (t.manner, rank) {
            (Manner::GoesOn, Some(0)) => add(F::GoesOn, 1.0),
            (Manner::GoesOn, _) => add(F::GoesOnOther, 1.0),
            (Manner::Answers, Some(0)) => add(F::AnswersSelf, 1.0),
            (Manner::Answers, Some(1)) => add(F::AnswersOther, 1.0),
            (Manner::Answers | Manner::Plain, _) => {}
        }
    }
    if let Some(place) = t.around.iter().position(|a| a.0 == who) {
        let times = t.around.get(place).map_or(0, |a| a.1);
        add(F::Around, (1.0 + times as f32).ln());
        if place == 0 {
            add(F::AroundMost, 1.0);
        }
    }
    add(F::Often, (1.0 + e.count as f32).ln() / 4.0);
    if s.narrator == Some(who) {
        add(F::Narrator, 1.0);
        if e.tells && !matches!(t.told, Told::Name(_) | Told::First { .. }) {
            presence::narrator(s, adjacent && rank != Some(0), add);
        }
    } else {
        if t.lead_first && t.told == Told::Nothing {
            add(F::NarratorLeadOther, 1.0);
        }
        if t.told == Told::Nothing && e.first > t.start && !presence::introduces(s, who) {
            add(F::NotYet, 1.0);
        }
    }
    if e.forms.is_empty() && s.narrator != Some(who) {
        presence::phrase(t, who, rank, add);
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
    match t.subjects.iter().filter(|r| fits(r)).position(|r| *r == who) {
        Some(0) => add(F::PronounSubject, 1.0),
        Some(1) => add(F::PronounSubjectSecond, 1.0),
        _ => {}
    }
    let beat = t.beat_before.iter().find(|n| n.who == who);
    match beat {
        Some(n) if n.subject && e.forms.is_empty() => add(F::PronounBeatPhrase, 1.0),
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
    if t.subjects.first() == Some(&who) {
        add(F::SubjectLast, 1.0);
    }
}
