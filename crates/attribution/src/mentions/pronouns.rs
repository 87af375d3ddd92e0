//! Personal pronouns.

use super::{Class, Mention, MentionKind, Words};
use crate::Gender;
use inquit_tokenizer::{Document, TokenId, TokenRange};

/// Number, class and gender of a personal pronoun, in lower case.
fn pronoun(lower: &str) -> Option<(bool, Class, Gender)> {
    Some(match lower {
        "he" | "him" | "his" | "himself" => (false, Class::Person, Gender::Male),
        "she" | "her" | "hers" | "herself" => (false, Class::Person, Gender::Female),
        "i" | "me" | "my" | "mine" | "myself" | "you" | "your" | "yours" | "yourself" => {
            (false, Class::Person, Gender::Unknown)
        }
        "we" | "us" | "our" | "ours" | "ourselves" | "they" | "them" | "their" | "theirs" | "themselves" => {
            (true, Class::Group, Gender::Unknown)
        }
        "it" | "its" | "itself" => (false, Class::Organisation, Gender::Unknown),
        _ => return None,
    })
}

/// Adds the pronouns of a document.
pub(super) fn find(doc: &Document, words: &Words, list: &mut Vec<Mention>) {
    for i in 0..doc.tokens().len() {
        let id = TokenId::from(i);
        let folded = words.folded(id);
        if folded.len() > 10 {
            continue;
        }
        if let Some((plural, class, gender)) = pronoun(folded) {
            let female = match gender {
                Gender::Female => 1.0,
                Gender::Male => 0.0,
                Gender::Unknown => 0.5,
            };
            let tokens = TokenRange::new(id, TokenId(id.0 + 1));
            list.push(Mention {
                tokens,
                head: id,
                kind: MentionKind::Pronoun,
                class,
                plural,
                female,
                gender,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MentionKind, found};

    #[test]
    fn personal_pronouns_are_found() {
        let all = found("He told her that they were late.");
        let said: Vec<_> = all.iter().filter(|m| m.1 == MentionKind::Pronoun).map(|m| m.0.as_str()).collect();
        assert_eq!(said, ["He", "her", "they"]);
    }
}
