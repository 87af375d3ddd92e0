//! Those who speak or could, before they are numbered for the answer.

use super::forms::{Courtesy, Form, FormId};
use super::wording::Wording;
use crate::Gender;
use crate::mentions::{Class, WordId};
use inquit_tokenizer::TokenId;

/// Somebody in the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct EntityId(pub(super) u32);

/// A person, group, organisation or document of the text.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub(super) class: Class,
    /// Their forms of name.
    pub(super) forms: Vec<FormId>,
    /// Courtesy titles they bear.
    pub(super) courtesies: Vec<Courtesy>,
    /// Ranks and kin words they bear: "captain", "aunt".
    pub(super) titles: Vec<String>,
    /// First names, folded, short forms among them.
    pub(super) given: Vec<String>,
    /// Surname, folded.
    pub(super) last: Option<String>,
    pub(super) suffix: Option<&'static str>,
    /// Logarithm of the odds that it is a woman.
    pub(super) odds: f32,
    /// How often they are named.
    pub(super) count: u32,
    pub(super) narrated: u32,
    pub(super) spoken: u32,
    /// The first mention.
    pub(super) first: TokenId,
    /// What to call them, where they have no name: the noun phrase.
    pub(super) name: String,
    /// The noun that somebody without a name is known by: "the carpenter".
    pub(super) noun: Option<WordId>,
    /// What the words are like that somebody without a name is known by.
    pub(super) wording: Wording,
    /// Offices and ranks, as written.
    pub(super) roles: Vec<String>,
    /// Who makes up a group.
    pub(super) members: Vec<EntityId>,
    /// The member of the cast that it is.
    pub(super) cast: Option<u32>,
    /// The cast says that this member tells the text.
    pub(super) narrates: bool,
    /// The text is told by them: its "he" is somebody else.
    pub(super) tells: bool,
    /// Something in the text shows that it is alive: a title, a pronoun, a first name, speech.
    pub(super) animate: bool,
}

impl Entity {
    /// Somebody known by a noun phrase alone.
    pub(super) fn nameless(name: String, class: Class, gender: Gender, first: TokenId) -> Self {
        Self {
            class,
            forms: Vec::new(),
            courtesies: Vec::new(),
            titles: Vec::new(),
            given: Vec::new(),
            last: None,
            suffix: None,
            odds: match gender {
                Gender::Female => 5.0,
                Gender::Male => -5.0,
                Gender::Unknown => 0.0,
            },
            count: 1,
            narrated: 0,
            spoken: 0,
            first,
            name,
            noun: None,
            wording: Wording::default(),
            roles: Vec::new(),
            members: Vec::new(),
            cast: None,
            narrates: false,
            tells: false,
            animate: true,
        }
    }

    /// Female, male or not known.
    pub(super) fn gender(&self) -> Gender {
        if !matches!(self.class, Class::Person | Class::Kin | Class::Unknown) {
            Gender::Unknown
        } else if self.odds > 1.0 {
            Gender::Female
        } else if self.odds < -1.0 {
            Gender::Male
        } else {
            Gender::Unknown
        }
    }

    /// Whether the gender of a pronoun or noun may be theirs.
    pub(super) fn fits(&self, gender: Gender) -> bool {
        gender == Gender::Unknown || self.gender() == Gender::Unknown || self.gender() == gender
    }

    pub(super) fn is_person(&self) -> bool {
        matches!(self.class, Class::Person | Class::Kin | Class::Unknown)
    }
}

/// Logarithm of the odds that the bearer of a form is a woman: the title settles it, else pronouns near, over a weak
/// prior from the first name.
pub(super) fn odds(form: &Form) -> f32 {
    match form.title_gender {
        Gender::Female => return 6.0,
        Gender::Male => return -6.0,
        Gender::Unknown => {}
    }
    let p = form.prior.clamp(0.02, 0.98);
    let prior = (p / (1.0 - p)).ln().clamp(-2.5, 2.5);
    prior + pronoun_odds(form.she, form.he)
}

/// The same where a form is a surname alone, whatever first name it looks like: "Von Graf".
pub(super) fn odds_of_surname(form: &Form) -> f32 {
    pronoun_odds(form.she, form.he)
}

/// The part of pronouns: each is right three times in four; beyond a dozen they tell no more than a dozen do.
fn pronoun_odds(she: u32, he: u32) -> f32 {
    let (she, he) = (she as f32, he as f32);
    let n = she + he;
    let scale = if n > 12.0 { 12.0 / n } else { 1.0 };
    (she - he) * scale * 0.8
}
