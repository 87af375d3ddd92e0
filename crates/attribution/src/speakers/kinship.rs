//! What the words of a tag tell of a family: whose somebody is, and whether they are married.

use super::context::Context;
use super::entity::{Entity, EntityId};
use super::features::{F, Surroundings};
use super::forms::Courtesy;
use crate::Gender;
use inquit_tokenizer::{TokenId, TokenRange};

/// What a noun phrase tells of the family of whoever it stands for.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub(super) struct Kinship {
    /// "his mother": a member of the family of a man; the gender of whoever it is.
    pub(super) owner: Option<Gender>,
    /// Is married or has been, or is not.
    married: Option<bool>,
}

impl Kinship {
    /// Reads the words up to a head.
    pub(super) fn of(cx: &Context<'_>, tokens: TokenRange, head: TokenId) -> Self {
        let words = cx.words();
        let head = words.folded(head);
        let owner = match words.folded(tokens.start) {
            "his" => Some(Gender::Male),
            "her" => Some(Gender::Female),
            "their" | "my" => Some(Gender::Unknown),
            _ => None,
        };
        let kin = matches!(
            head,
            "mother"
                | "father"
                | "wife"
                | "husband"
                | "son"
                | "daughter"
                | "brother"
                | "sister"
                | "aunt"
                | "uncle"
                | "cousin"
                | "niece"
                | "nephew"
                | "mamma"
                | "papa"
                | "grandmother"
                | "grandfather"
                | "mother-in-law"
                | "father-in-law"
                | "son-in-law"
                | "daughter-in-law"
                | "brother-in-law"
                | "sister-in-law"
        );
        let young = || tokens.iter().any(|t| words.folded(t) == "young");
        let married = match head {
            "wife" | "mother" | "widow" | "mamma" | "mother-in-law" | "grandmother" | "matron" => Some(true),
            "girl" | "child" | "maiden" | "boy" | "lad" | "bride-to-be" | "spinster" => Some(false),
            "lady" | "woman" if young() => Some(false),
            _ => None,
        };
        Self { owner: owner.filter(|_| kin), married }
    }

    /// Whether the titles somebody bears agree with what is told of a marriage, if both tell anything.
    pub(super) fn marriage(self, courtesies: &[Courtesy]) -> Option<bool> {
        let married = self.married?;
        let bears = |c| courtesies.contains(&c);
        match (bears(Courtesy::Mrs), bears(Courtesy::Miss)) {
            (true, false) => Some(married),
            (false, true) => Some(!married),
            _ => None,
        }
    }
}

/// Whether somebody can be "his mother" or "the old lady".
pub(super) fn family(
    s: &Surroundings<'_>,
    who: EntityId,
    e: &Entity,
    kinship: Kinship,
    add: &mut impl FnMut(F, f32),
) {
    /// How many of those named last may be whose family it is.
    const OWNERS: usize = 4;
    match kinship.marriage(&e.courtesies) {
        Some(true) => add(F::NounMarried, 1.0),
        Some(false) => add(F::NounUnmarried, 1.0),
        None => {}
    }
    let Some(owner) = kinship.owner else { return };
    let entity = |id: &EntityId| s.entities.get(id.0 as usize);
    let owns = |id: &&EntityId| entity(id).is_some_and(|o| o.is_person() && o.fits(owner));
    if s.turn.subjects.iter().chain(&s.turn.recent).find(owns) == Some(&who) {
        add(F::NounOwner, 1.0);
    }
    let near = s.turn.recent.iter().filter(|id| **id != who).filter(owns).take(OWNERS);
    if e.last.is_some() && near.filter_map(entity).any(|o| o.last == e.last) {
        add(F::NounFamily, 1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wife_is_a_mrs_and_a_girl_a_miss() {
        let told = |married| Kinship { owner: None, married };
        assert_eq!(told(Some(true)).marriage(&[Courtesy::Mrs]), Some(true));
        assert_eq!(told(Some(true)).marriage(&[Courtesy::Miss]), Some(false));
        assert_eq!(told(Some(false)).marriage(&[Courtesy::Miss]), Some(true));
        assert_eq!(told(Some(true)).marriage(&[Courtesy::Mr]), None);
        assert_eq!(told(None).marriage(&[Courtesy::Mrs]), None);
    }
}
