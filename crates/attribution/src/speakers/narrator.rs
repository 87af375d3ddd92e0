//! The first-person narrator: whether there is one, and what the others call them.

use super::cluster::Cast;
use super::context::Context;
use super::entity::{Entity, EntityId};
use super::told::Told;
use super::turns::Turn;
use crate::Gender;
use crate::lexicon::WordSet;
use crate::mentions::{Class, Mention, MentionKind};
use inquit_tokenizer::{TokenId, TokenRange};

/// How many tokens of narration in ten thousand must be "I", "me" or "my" for a story told in the first person.
const RATE: u32 = 60;

/// Finds out whether the narration speaks of itself as "I", and where it does so first.
pub(super) fn first_person(cx: &Context<'_>) -> Option<TokenId> {
    let mut first = None;
    let mut count = 0u32;
    for m in cx.mentions.all() {
        if m.kind == MentionKind::Pronoun
            && !cx.is_speech(m.head)
            && matches!(cx.words().folded(m.head), "i" | "me" | "my" | "myself")
        {
            first.get_or_insert(m.head);
            count += 1;
        }
    }
    let narration = (0..cx.doc.tokens().len()).filter(|t| !cx.is_speech(TokenId::from(*t))).count() as u32;
    // Long texts quote letters and diaries; a short one may say "I" once.
    let enough = count * 10_000 > narration.saturating_mul(RATE) && count >= 1;
    first.filter(|_| enough)
}

/// What a name that somebody gives as their own counts for, in times that others call them by it.
const GIVEN: u32 = 4;

/// Whether the words before a name give it as the narrator's own: "my name is Ann", "call me Ann", "I, Ann Lee,".
fn gives_own(cx: &Context<'_>, m: &Mention) -> bool {
    let sentence = cx.doc.token(m.head).sentence;
    let before = |back: u32| {
        let at = m.tokens.start.0.checked_sub(back).map(TokenId);
        let at = at.filter(|t| cx.doc.token(*t).sentence == sentence);
        at.map_or("", |t| cx.words().folded(t))
    };
    match before(1) {
        "is" | "was" | "'s" | "’s" => before(2) == "name" && before(3) == "my",
        "me" => before(2) == "call" && before(3) != "not",
        "," => before(2) == "i" && cx.text_of(m.tokens.end) == ",",
        _ => false,
    }
}

/// Whether somebody says a name right after "I am".
fn says_i_am(cx: &Context<'_>, m: &Mention) -> bool {
    let before =
        |back: u32| m.tokens.start.0.checked_sub(back).map_or("", |at| cx.words().folded(TokenId(at)));
    matches!(before(1), "am" | "'m" | "’m") && before(2) == "i" && !cx.is_genitive(m)
}

/// Makes the narrator, or finds out which of the cast it is.
///
/// Others call the narrator by name in speech; the narration hardly ever does, unless it tells its own name. `turns` holds
/// for each turn whether the narrator speaks or acts next to it; `tells`: the text is told in the first person.
pub(super) fn identify(
    cx: &Context<'_>,
    who: &[Option<EntityId>],
    first: TokenId,
    tells: bool,
    turns: &[(&Turn, bool)],
    cast: &mut Cast,
) -> EntityId {
    let mut votes = vec![(0u32, false); cast.entities.len()];
    // Whom the narrator calls is somebody else.
    let own_words = |t: &Turn| t.beat_first || matches!(t.told, Told::First { .. });
    // "“…, miss,” the boy said. “Sit down, Dan,” said the ferryman.": whoever is answered has spoken.
    let answers = |i: usize| {
        let tagged = |i: usize| match turns.get(i).map(|(t, _)| &t.told) {
            Some(Told::Name(id) | Told::Noun { own: id, .. }) => Some(*id),
            _ => None,
        };
        let before = i.checked_sub(1).and_then(tagged);
        before.is_some() && tagged(i).is_some() && before != tagged(i)
    };
    let called = |near: bool, votes: &mut Vec<(u32, bool)>| {
        let near = turns.iter().enumerate().filter(|(_, (t, n))| *n == near && !own_words(t));
        for (_, (turn, _)) in near.filter(|(i, _)| !answers(*i)) {
            for id in &turn.named.addressed {
                if let Some((v, _)) = votes.get_mut(id.0 as usize) {
                    *v += 1;
                }
            }
        }
    };
    called(true, &mut votes);
    let own = |tokens: TokenRange, is_own: &dyn Fn(&Mention) -> bool, votes: &mut Vec<(u32, bool)>| {
        for i in cx.mentions.starting_in(tokens) {
            let (Some(m), Some(Some(id))) = (cx.mentions.list.get(i), who.get(i)) else { continue };
            if m.kind == MentionKind::Name
                && is_own(m)
                && let Some((v, given)) = votes.get_mut(id.0 as usize)
            {
                *v += GIVEN;
                *given = true;
            }
        }
    };
    let all = TokenRange::new(TokenId(0), TokenId(cx.doc.tokens().len() as u32));
    own(all, &|m| !cx.is_speech(m.head) && gives_own(cx, m), &mut votes);
    for (turn, _) in turns.iter().filter(|(t, _)| matches!(t.told, Told::First { plural: false })) {
        for range in cx.found.get(turn.found).map(|f| f.content.as_slice()).unwrap_or_default() {
            own(cx.doc.tokens_in(*range), &|m| gives_own(cx, m) || says_i_am(cx, m), &mut votes);
        }
    }
    let best = |votes: &[(u32, bool)], cast: &Cast| {
        let may = |i: usize, given: bool| {
            cast.entities.get(i).is_some_and(|e| {
                (!cast.closed || e.cast.is_some())
                    && e.is_person()
                    && (given && e.narrated <= 2 || e.narrated * 4 <= e.count)
                    && (e.class != Class::Kin)
                    && !e.given.iter().chain(&e.last).any(|name| WordSet::of(name).any(WordSet::CALLS_KIN))
            })
        };
        let voted = votes.iter().enumerate().filter(|(i, (v, given))| *v > 0 && may(*i, *given));
        let most = voted.max_by_key(|(i, (v, _))| (*v, std::cmp::Reverse(*i)));
        most.map(|(i, _)| EntityId(i as u32))
    };
    let found = best(&votes, cast).or_else(|| {
        // Nobody is called near the narrator: whoever is called elsewhere, where the narrator tells the text.
        if tells {
            called(false, &mut votes);
        }
        best(&votes, cast)
    });
    if let Some(id) = found {
        if let Some(e) = cast.entities.get_mut(id.0 as usize) {
            e.animate = true;
        }
        return id;
    }
    let id = EntityId(cast.entities.len() as u32);
    cast.entities.push(Entity::nameless("the narrator".to_owned(), Class::Person, Gender::Unknown, first));
    id
}

#[cfg(test)]
mod tests {
    use crate::speakers::testing::speakers;

    #[test]
    fn who_only_acts_is_named_by_the_others() {
        let said = speakers(
            "My uncle looked up from his soup.\n\n“You are wet.”\n\nI shut the door. “It rains.”\n\n“Sit down, Hugo,” \
             said my uncle.",
        );
        assert_eq!(said[1].as_deref(), Some("Hugo"));
    }

    #[test]
    fn the_narration_may_tell_its_own_name() {
        let said = speakers(
            "My name is Rosa Quint, and I kept the bees.\n\n“Are they asleep?” said the bishop.\n\n“They are bees,” I \
             said.\n\n“I asked you something, Miss Quint.”",
        );
        assert_eq!(said[1].as_deref(), Some("Rosa Quint"));
        assert_ne!(said[2].as_deref(), Some("Rosa Quint"));
    }

    #[test]
    fn whoever_is_answered_is_not_the_narrator() {
        let said = speakers(
            "I sat in the stern.\n\n“What does he say?” I asked.\n\n“There, miss,” the boy cried.\n\n“Sit down, Dan,” the \
             ferryman said.",
        );
        assert_ne!(said[0].as_deref(), Some("Dan"));
    }

    #[test]
    fn a_tag_may_introduce_the_narrator() {
        let said =
            speakers("“I am Otto Brand,” I said.\n\n“I am not,” said the porter.\n\n“So I see,” I said.");
        assert_eq!(said[2].as_deref(), Some("Otto Brand"));
    }
}
