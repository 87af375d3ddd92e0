//! The first-person narrator: whether there is one, and what the others call them.

use super::cluster::Cast;
use super::context::Context;
use super::entity::{Entity, EntityId};
use super::vocatives::Named;
use crate::Gender;
use crate::mentions::{Class, MentionKind};
use inquit_tokenizer::TokenId;

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

/// Makes the narrator, or finds out which of the cast it is.
///
/// Others call the narrator by name in speech; the narration hardly ever does. `near` holds for each turn whether
/// the narrator speaks next to it.
pub(super) fn identify(first: TokenId, turns: &[(bool, &Named)], cast: &mut Cast) -> EntityId {
    let mut votes = vec![0u32; cast.entities.len()];
    for (near, named) in turns {
        for id in named.addressed.iter().filter(|_| *near) {
            if let Some(v) = votes.get_mut(id.0 as usize) {
                *v += 1;
            }
        }
    }
    let best = votes
        .iter()
        .enumerate()
        .filter(|(i, v)| {
            cast.entities.get(*i).is_some_and(|e| {
                (!cast.closed || e.cast.is_some())
                    && e.is_person()
                    && **v > 0
                    && e.narrated * 4 <= e.count
                    && (e.class != Class::Kin)
            })
        })
        .max_by_key(|(i, v)| (**v, std::cmp::Reverse(*i)))
        .map(|(i, _)| EntityId(i as u32));
    if let Some(id) = best {
        if let Some(e) = cast.entities.get_mut(id.0 as usize) {
            e.animate = true;
        }
        return id;
    }
    let id = EntityId(cast.entities.len() as u32);
    cast.entities.push(Entity::nameless("the narrator".to_owned(), Class::Person, Gender::Unknown, first));
    id
}
