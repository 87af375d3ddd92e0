//! How the words of a tag without a name tell whether they stand for somebody of their own or for somebody who has a name.
//!
//! "A sleepy-faced carpenter" has none; "the old lady" is mostly somebody whom the text names; "the landlady" is known by what
//! she does, unless the text has told who that is.

use super::context::Context;
use super::entity::{Entity, EntityId};
use super::features::{F, Surroundings};
use super::forms::Courtesy;
use super::told::Told;
use super::turns::{Turn, is_subject};
use crate::Gender;
use crate::lexicon::names::Word;
use crate::mentions::{Class, MentionKind};
use crate::syntax::Pos;
use inquit_tokenizer::{TokenId, TokenRange};

/// What the words of a noun phrase are like.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub(super) struct Wording {
    /// "a carpenter", "one of the men"
    indefinite: bool,
    /// Some phrase for the same person was.
    introduced: bool,
    /// "the carpenter": neither "the man" nor "the aunt".
    trade: bool,
    /// "the sleepy-faced man", "the man in the cart"
    modified: bool,
    /// "the old man", "the poor girl"
    plain: bool,
    /// "her companion"
    theirs: bool,
    /// "the child", "the girl"
    young: bool,
    /// "the child", and not "the girl"
    child: bool,
    /// "the man", and not "the young man"
    grown: bool,
}

/// From what odds on, as a logarithm, a title, a noun or a first name tells whether somebody is a man or a woman.
const TOLD: f32 = 2.0;
/// How far before and behind a tag, in tokens, narration is read for who stands beside its phrase.
const AROUND: (u32, u32) = (400, 200);

/// Whoever stands beside a phrase in one sentence of the narration around a tag, as somebody else: "**The driver** stopped at the
/// gate and **Mr. Hallam** climbed down."
pub(super) fn apart(
    cx: &Context<'_>,
    person: impl Fn(usize) -> Option<EntityId>,
    own: EntityId,
    at: TokenId,
) -> Vec<EntityId> {
    let mut out = Vec::new();
    let around =
        TokenRange::new(TokenId(at.0.saturating_sub(AROUND.0)), TokenId(at.0.saturating_add(AROUND.1)));
    let narrated = |i: usize| {
        let m = cx.mentions.list.get(i)?;
        person(i).filter(|_| !cx.is_speech(m.head)).map(|who| (who, m.tokens))
    };
    let is_told = |t: TokenId| {
        matches!(
            cx.words().folded(t),
            "was"
                | "is"
                | "were"
                | "are"
                | "be"
                | "been"
                | "became"
                | "as"
                | "like"
                | "being"
                | ","
                | "called"
                | "named"
        )
    };
    // Each sentence is read once for the phrase as its subject, and once for the phrase elsewhere in it.
    let mut read = (None, false);
    for i in cx.mentions.starting_in(around) {
        let Some((_, tokens)) = narrated(i).filter(|n| n.0 == own) else { continue };
        let sentence = cx.doc.token(tokens.start).sentence;
        // "Ann was the driver"; "the driver, Ann".
        if tokens.start.0 > 0 && is_told(TokenId(tokens.start.0 - 1))
            || is_told(tokens.end)
            || cx.beside_name(i)
        {
            continue;
        }
        let subject = acts_at(cx, i);
        if read.0 == Some(sentence) && (read.1 || !subject) {
            continue;
        }
        read = (Some(sentence), subject);
        let here = cx.mentions.starting_in(cx.doc.sentence(sentence).tokens);
        // "The magistrate sat down. Tom stood in the dock.": a name that comes second is somebody else's.
        let end = cx.doc.sentence(sentence).tokens.end;
        let goes_on = end < cx.doc.paragraph(cx.doc.paragraph_of(tokens.start)).tokens.end;
        let next =
            goes_on.then(|| cx.mentions.starting_in(cx.doc.sentence(cx.doc.token(end).sentence).tokens));
        let named = |i: &usize| cx.mentions.list.get(*i).is_some_and(|m| m.kind == MentionKind::Name);
        let acts = |i: &usize| named(i) && acts_at(cx, *i);
        let next = next.into_iter().flatten().filter(|i| subject && acts(i));
        for (who, _) in here.chain(next).filter_map(narrated) {
            if who != own && !out.contains(&who) {
                out.push(who);
            }
        }
    }
    out
}

/// Whether a mention is a subject.
fn acts_at(cx: &Context<'_>, i: usize) -> bool {
    cx.mentions.list.get(i).is_some_and(|m| is_subject(cx, m))
}

impl Wording {
    /// Narration has told of somebody new with these words.
    pub(super) fn introduce(&mut self) {
        self.introduced = true;
    }

    /// Reads a phrase.
    pub(super) fn of(cx: &Context<'_>, tokens: TokenRange, head: TokenId) -> Self {
        let words = cx.words();
        let (opening, noun) = (words.folded(tokens.start), words.folded(head));
        let plain = |t: &TokenId| {
            matches!(
                words.folded(*t),
                "old"
                    | "young"
                    | "elderly"
                    | "little"
                    | "poor"
                    | "good"
                    | "worthy"
                    | "same"
                    | "younger"
                    | "elder"
                    | "dear"
            )
        };
        let before = TokenRange::new(TokenId(tokens.start.0 + 1), head.max(TokenId(tokens.start.0 + 1)));
        let tells = |t: &TokenId| {
            matches!(cx.syntax.pos(*t), Pos::Adj | Pos::Noun | Pos::Propn | Pos::Num | Pos::Verb)
        };
        let indefinite = matches!(opening, "a" | "an" | "one" | "another" | "some");
        let behind = TokenId(head.0 + 1);
        let class = words.info(head).and_then(|w| w.noun).map(|(n, _)| Class::from(n.class));
        Self {
            indefinite,
            introduced: indefinite,
            trade: class.is_none_or(|c| c == Class::Person)
                && !words.word(head).is(Word::GENERIC)
                && noun != "other",
            modified: before.iter().any(|t| tells(&t) && !plain(&t))
                || behind < tokens.end
                    && matches!(words.folded(behind), "in" | "with" | "of" | "at" | "from" | "on" | "by"),
            plain: before.iter().any(|t| plain(&t)),
            young: matches!(noun, "child" | "boy" | "girl" | "lad" | "lass" | "baby"),
            child: matches!(noun, "child" | "boy" | "lad" | "baby"),
            grown: matches!(noun, "man" | "woman" | "gentleman" | "lady")
                && !before
                    .iter()
                    .any(|t| matches!(words.folded(t), "young" | "younger" | "youngest" | "little")),
            theirs: matches!(opening, "his" | "her" | "my" | "their" | "its" | "our"),
        }
    }

    /// Whether somebody cannot be meant, whatever the turns around tell.
    pub(super) fn shuts(turn: &Turn, who: EntityId, entities: &[Entity]) -> bool {
        let Told::Noun { own, role, gender, class, wording, .. } = &turn.told else { return false };
        if who == *own || role.contains(&who) {
            return false;
        }
        let entity = |id: EntityId| entities.get(id.0 as usize);
        let (Some(e), Some(o)) = (entity(who), entity(*own)) else { return false };
        // Where somebody with a name is a doctor, "the doctor" is nobody else who has one.
        if wording.indefinite || wording.trade && !role.is_empty() || e.odds.abs() >= TOLD && !e.fits(*gender)
        {
            return true;
        }
        if !e.forms.is_empty() {
            let grown = || {
                let married = |c: &Courtesy| matches!(c, Courtesy::Mr | Courtesy::Mrs);
                e.courtesies.iter().any(married) || !e.titles.is_empty()
            };
            // "A nun laughed. “No,” said the nun."
            let beside =
                (wording.trade || o.wording.introduced) && turn.beat_before.iter().any(|n| n.who == *own);
            return beside || turn.apart.contains(&who) || wording.young && grown();
        }
        if *class == Class::Kin || e.class == Class::Kin {
            return false;
        }
        // Those with the same noun are one if they may be.
        let other = e.noun == o.noun || (wording.trade || wording.young) && e.wording.trade;
        let ages = e.wording.child && wording.grown || wording.child && e.wording.grown;
        other || ages || wording.modified || turn.recent.contains(own)
    }

    /// Reports what it tells of a candidate; `role`: somebody with a name has the role that it tells.
    pub(super) fn of_candidate(
        self,
        s: &Surroundings<'_>,
        who: EntityId,
        own: EntityId,
        role: bool,
        add: &mut impl FnMut(F, f32),
    ) {
        let entity = |id: EntityId| s.entities.get(id.0 as usize);
        let (Some(e), Some(o)) = (entity(who), entity(own)) else { return };
        if who == own {
            let told = [
                (self.trade && !role, F::NounOwnTrade),
                (role, F::NounOwnTaken),
                (self.modified, F::NounOwnModified),
                (self.plain, F::NounOwnAge),
                (self.theirs, F::NounOwnTheirs),
                (
                    !self.indefinite && o.wording.introduced && s.turn.recent.contains(&own),
                    F::NounOwnIntroduced,
                ),
            ];
            told.iter().filter(|(is, _)| *is).for_each(|(_, f)| add(*f, 1.0));
            return;
        }
        if s.turn.apart.contains(&who) {
            add(F::NounApart, 1.0);
        }
        // "“Sit,” said the maid." "“Thank you, Dora.”"
        let new = s.before.is_none_or(|before| e.first >= before.start);
        let named = !e.forms.is_empty() && (e.narrated > 0 || e.gender() != Gender::Unknown);
        if new && named && s.calls(who) {
            add(F::NounCalled, 1.0);
        }
        if self.trade && (!e.titles.is_empty() || !e.roles.is_empty()) {
            add(F::NounKnownOther, 1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::speakers::testing::{cannot_be, names};

    #[test]
    fn who_cannot_be_meant_is_none_of_the_candidates() {
        let with = |tag: &str, name: &str| {
            let text = format!(
                "Mr. Pell sat down. Miss Orme stood.\n\n“Here,” said the clerk.\n\n“There,” said the child.\n\n“Now,” \
                 said {tag}.\n\n“No,” said Miss Orme.\n\n“Yes,” said Mr. Pell."
            );
            cannot_be(&text, 2, name)
        };
        // A woman is no man, nor the other way round.
        assert!(with("the woman", "Pell") && !with("the woman", "Orme"));
        assert!(with("the gentleman", "Orme") && !with("the gentleman", "Pell"));
        // Who does one thing does no other; "the man" may do anything.
        assert!(with("the usher", "clerk") && !with("the man", "clerk"));
        assert!(with("the stout man", "clerk") && with("the man", "child") && with("a man", "Pell"));
    }

    #[test]
    fn what_somebody_does_is_nobody_elses_work() {
        let names = names(
            "The magistrate sat down. Tom Pell stood in the dock.\n\n“Is it him?” asked the magistrate.\n\n“It is,” \
             said the usher.\n\n“Silence!” cried the clerk.\n\n“I said nothing,” said Tom.",
        );
        assert_eq!(names, ["the magistrate", "the usher", "the clerk", "Tom Pell"]);
    }

    #[test]
    fn a_man_is_no_woman_a_child_no_doctor_and_a_stranger_nobody_of_before() {
        let names = names(
            "Dr. Lessing and Ada Orme came up.\n\n“Sit,” said Ada.\n\n“Where?” said the child.\n\n“There,” said the \
             doctor.\n\n“I was first,” said a man at the door.\n\n“You were not,” said Ada.\n\n“Go,” said the man.",
        );
        let expected =
            ["Ada Orme", "the child", "Dr. Lessing", "a man at the door", "Ada Orme", "a man at the door"];
        assert_eq!(names, expected);
    }

    #[test]
    fn a_new_name_that_is_called_beside_their_words_is_theirs() {
        let names = names(
            "Tom Pell rang. “The mistress is out,” said the maid.\n\n“Who is it, Dora?” said a voice above.\n\n“A \
             gentleman, ma’am,” said the maid.",
        );
        assert_eq!(names[2], "Dora");
    }
}
