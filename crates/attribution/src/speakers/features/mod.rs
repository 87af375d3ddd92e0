//! What speaks for and against somebody as the speaker of a turn, in numbers.
//!
//! Some features are the same for everybody (`setting`), some are a candidate's own whatever was said before (`candidate`,
//! `tags`, `distance`), the others depend on what is remembered of the turns before (`past`).

mod candidate;
mod distance;
mod past;
mod setting;
mod tags;

pub(super) use candidate::of_candidate;
pub(super) use past::{Past, of_past};
pub(super) use setting::of_setting;
pub(super) use tags::Tags;

use super::entity::{Entity, EntityId};
use super::memory::Memory;
use super::turns::Turn;
use crate::Gender;

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
    NounOwnTrade "is known by what they do"
    NounOwnModified "is known by words that tell them from others"
    NounOwnAge "is known by words that anybody may be called by"
    NounOwnTheirs "is known by what they are to somebody"
    NounOwnTaken "is known by these words, and somebody with a name may be, too"
    NounOwnIntroduced "was told of not long before without a name"
    NounApart "stands beside the one who is called so as somebody else"
    NounKnownOther "is known by something else than the tag tells"
    NounCalled "is called by a name that is new, beside the words of the one whom the tag tells of"
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
    // Tags near it, in turns that follow each other without narration between.
    TagAfter1 "is named by the tag of the next turn"
    TagAfter2 "is named by the tag two turns on"
    TagAfter3 "is named by the tag three turns on"
    TagAfter4 "is named by the tag four turns on"
    TagAfterOdd "is named by a tag an odd number of turns on"
    TagAfterEven "is named by a tag an even number of turns on"
    TagBefore1 "is named by the tag of the turn before"
    TagBefore2 "is named by the tag two turns before"
    TagBefore3 "is named by the tag three turns before"
    TagBefore4 "is named by the tag four turns before"
    TagBeforeOdd "is named by a tag an odd number of turns before"
    TagBeforeEven "is named by a tag an even number of turns before"
    TagsNear "is named by tags around"
    Tags "is named by tags"
    // How far from it they are named.
    Before "is named shortly before"
    BeforeHere "is named before in the same paragraph"
    BeforeAbove "is named last in the paragraph before"
    After "is named shortly after"
    AfterBelow "is named next in the paragraph after"
    // Whether they are a man or a woman.
    GenderKnown "is known as a man or a woman"
    GenderLast "has the gender of the last one named"
    // How much they are there.
    Around "is named around"
    AroundMost "is named most around"
    SubjectLast "is the last subject before"
    // Who they are.
    Often "is named often"
    Narrator "is the narrator"
    Named "has a name"
    // The turn itself: the same for everybody, but other features may weigh more or less with it.
    Length "many words are said"
    Asks "it is a question"
    Gap "narration stands before it"
    Beat "somebody acts beside it"
    People "many are named around"
    TaggedBefore "the turn before has a tag"
    NamedBefore "the turn before has a name in its tag"
    PronounBefore "the turn before has a pronoun in its tag"
    TaggedAfter "the next turn has a tag"
    NamedAfter "the next turn has a name in its tag"
    PronounAfter "the next turn has a pronoun in its tag"
    GapAfter "narration stands before the next turn"
    SameAfter "the next turn stands in the same paragraph"
}

/// Weights that are set, not learnt, with the reason. A novel names everybody long before most of its turns, and a piece cut out
/// of one lacks the names that stand before it: neither shows that in a whole short text hardly anybody speaks unannounced while
/// somebody else is there. And that a name which is new, called beside what the maid says, is the maid's, novels show a few times
/// only.
pub(super) const HELD: &[(F, f32)] = &[(F::NotYet, -2.0), (F::NounCalled, 2.0)];

/// Number of features.
pub(super) const COUNT: usize = NAMES.len();

/// Whether a feature is the same for everybody.
pub(super) fn is_setting(f: F) -> bool {
    f as usize >= F::Length as usize
}

/// What is the same for all candidates of a turn.
pub(super) struct Surroundings<'a> {
    pub(super) turn: &'a Turn,
    pub(super) before: Option<&'a Turn>,
    pub(super) after: Option<&'a Turn>,
    pub(super) narrator: Option<EntityId>,
    pub(super) entities: &'a [Entity],
    /// Whom the tags of all turns name, and which turn it is.
    pub(super) tags: &'a Tags,
    pub(super) number: usize,
}

impl Surroundings<'_> {
    /// The turn before, if this one may answer it.
    fn answered(&self) -> Option<&Turn> {
        let t = self.turn;
        self.before.filter(|_| t.gap <= 1 && !t.same_paragraph && !t.new_scene)
    }

    /// The turn after this one if it may answer it.
    fn answering(&self) -> Option<&Turn> {
        self.after.filter(|a| a.gap <= 1 && !a.new_scene && !a.same_paragraph)
    }

    /// Whether the turn before or the next one calls somebody by name.
    pub(super) fn calls(&self, who: EntityId) -> bool {
        let beside = self.answered().into_iter().chain(self.answering());
        beside.into_iter().any(|t| t.named.addressed.contains(&who))
    }

    /// The turn follows the one before, in a paragraph of its own and without narration between.
    fn is_adjacent(&self) -> bool {
        !self.turn.same_paragraph && self.turn.gap == 0 && !self.turn.new_scene
    }
}

/// Reports every feature of a candidate and its value.
pub(super) fn visit(s: &Surroundings<'_>, who: EntityId, memory: &Memory, add: &mut impl FnMut(F, f32)) {
    of_setting(s, add);
    of_candidate(s, who, add);
    of_past(s, who, Past::new(s, memory), memory.rank(who), add);
}

fn clash(e: &Entity, gender: Gender) -> bool {
    !e.fits(gender)
}
