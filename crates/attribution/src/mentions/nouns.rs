//! Noun phrases whose noun can speak: "her aunt", "the old man", "residents", "two officials".

use super::{Class, Mention, MentionKind, Shape, Words};
use crate::Gender;
use crate::lexicon::names::{NounClass, Word};
use crate::syntax::{Pos, Syntax};
use inquit_tokenizer::{Document, TokenId, TokenKind, TokenRange};

/// How many words may stand between the determiner and the noun.
const MODIFIERS: u32 = 5;

impl From<NounClass> for Class {
    fn from(class: NounClass) -> Self {
        match class {
            NounClass::Person => Self::Person,
            NounClass::Kin => Self::Kin,
            NounClass::Group => Self::Group,
            NounClass::Organisation => Self::Organisation,
            NounClass::Document => Self::Document,
        }
    }
}

/// Whether a word can open a noun phrase.
pub(super) fn is_determiner(folded: &str) -> bool {
    matches!(
        folded,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "my"
            | "your"
            | "our"
            | "their"
            | "its"
            | "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "some"
            | "several"
            | "many"
            | "most"
            | "few"
            | "both"
            | "all"
            | "another"
            | "other"
            | "no"
            | "every"
            | "each"
            | "any"
            | "either"
            | "neither"
            | "which"
            | "what"
            | "whose"
    )
}

/// The mention that a noun heads, if it stands where a noun phrase can.
pub(crate) fn noun_mention(doc: &Document, syntax: &Syntax, words: &Words, head: TokenId) -> Option<Mention> {
    let info = words.info(head)?;
    let known = info.noun;
    let sentence = doc.sentence(doc.token(head).sentence).tokens;
    let mut start = head;
    let mut determined = false;
    for back in 1..=MODIFIERS {
        let Some(at) = head.0.checked_sub(back).map(TokenId).filter(|at| *at >= sentence.start) else {
            break;
        };
        let text = doc.token_text(at);
        if is_determiner(words.folded(at)) {
            (start, determined) = (at, true);
            // "one of them", "all the king's men": a second determiner may stand before the first.
            continue;
        }
        if determined {
            break;
        }
        if matches!(text, "'s" | "’s" | "'" | "’") && at > sentence.start {
            // "Ann's aunt": the owner is a part of the phrase.
            let mut owner = TokenId(at.0 - 1);
            while owner > sentence.start && matches!(words.shape(TokenId(owner.0 - 1)), Shape::Capital) {
                owner = TokenId(owner.0 - 1);
            }
            (start, determined) = (owner, true);
            break;
        }
        let token = doc.token(at);
        let fits = match syntax.pos(at) {
            Pos::Adj | Pos::Noun | Pos::Propn | Pos::Num => true,
            Pos::Verb => text.ends_with("ed") || text.ends_with("ing"),
            Pos::Adv => true,
            Pos::X => token.kind == TokenKind::Word && !words.word(at).is(Word::COMMON),
            _ => false,
        };
        if !fits {
            break;
        }
        start = at;
    }
    let plural = known.is_some_and(|(_, p)| p) || syntax.tag(head).plural;
    let class = known.map_or(if plural { Class::Group } else { Class::Unknown }, |(n, _)| {
        if plural && !matches!(n.class, NounClass::Organisation | NounClass::Document) {
            Class::Group
        } else {
            n.class.into()
        }
    });
    let gender = known.map_or(Gender::Unknown, |(n, _)| n.gender);
    let female = match gender {
        Gender::Female => 1.0,
        Gender::Male => 0.0,
        Gender::Unknown => 0.5,
    };
    if !determined {
        // "Then residents": an adverb before a bare noun is no part of it.
        while start < head && matches!(syntax.pos(start), Pos::Adv | Pos::Verb) {
            start = TokenId(start.0 + 1);
        }
    }
    let tokens = TokenRange::new(start, TokenId(head.0 + 1));
    (determined || plural).then_some(Mention {
        tokens,
        head,
        kind: MentionKind::Noun,
        class,
        plural,
        female,
        gender,
    })
}

/// Adds the noun phrases of a document; those inside names are left out.
pub(super) fn find(doc: &Document, syntax: &Syntax, words: &Words, list: &mut Vec<Mention>) {
    let names = list.len();
    let mut name = 0;
    for i in 0..doc.tokens().len() {
        let id = TokenId::from(i);
        while name < names && list.get(name).is_some_and(|m| m.tokens.end <= id) {
            name += 1;
        }
        if name < names && list.get(name).is_some_and(|m| m.tokens.contains(id)) {
            continue;
        }
        if words.info(id).is_none_or(|w| w.noun.is_none()) || words.shape(id) == Shape::Other {
            continue;
        }
        if !matches!(
            syntax.pos(id),
            Pos::Noun | Pos::Propn | Pos::Adj | Pos::Pron | Pos::X | Pos::Det | Pos::Num
        ) {
            continue;
        }
        let next = TokenId(id.0 + 1);
        if next.index() < doc.tokens().len()
            && doc.token(next).sentence == doc.token(id).sentence
            && (syntax.pos(next) == Pos::Noun && syntax.pos(id) != Pos::X)
        {
            continue; // "company car"
        }
        if let Some(m) = noun_mention(doc, syntax, words, id) {
            list.push(m);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MentionKind, found};

    fn nouns(text: &str) -> Vec<String> {
        found(text).into_iter().filter(|m| m.1 == MentionKind::Noun).map(|m| m.0).collect()
    }

    #[test]
    fn phrases_with_determiner_and_adjectives() {
        assert_eq!(nouns("At last the old farmer said nothing."), ["the old farmer"]);
        assert_eq!(nouns("It was her aunt who spoke."), ["her aunt"]);
    }

    #[test]
    fn bare_plurals_are_groups() {
        assert_eq!(nouns("Then residents said no."), ["residents"]);
    }
}
