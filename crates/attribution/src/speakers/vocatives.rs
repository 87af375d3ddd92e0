//! Who is spoken to by name inside a quotation: "Come here, Ann."

use super::context::Context;
use super::entity::{Entity, EntityId};
use crate::Gender;
use crate::mentions::{Mention, MentionKind};
use inquit_tokenizer::{TextRange, TokenId, TokenKind};

/// Who is named in a quotation.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    /// Spoken to.
    pub(super) addressed: Vec<EntityId>,
    /// Spoken about.
    pub(super) others: Vec<EntityId>,
    /// Gender of whoever is called "sir", "madam", "my boy".
    pub(super) called: Gender,
}

/// The gender of a word that calls somebody without a name.
fn called(folded: &str) -> Gender {
    match folded {
        "sir" | "sirrah" | "monsieur" | "papa" | "father" | "dad" | "daddy" | "uncle" | "lord" | "boy"
        | "lad" | "son" | "fellow" | "chap" | "gentlemen" | "mister" | "grandfather" => Gender::Male,
        "madam" | "ma'am" | "madame" | "mademoiselle" | "miss" | "mamma" | "mama" | "mother" | "mum"
        | "mummy" | "mom" | "aunt" | "auntie" | "lady" | "girl" | "lass" | "grandmother" | "granny"
        | "ladies" | "missus" => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// Whether a word stands by itself between commas or marks, "my", "dear" and the like before it aside.
fn stands_alone(cx: &Context<'_>, at: TokenId) -> bool {
    let stop = |t: TokenId| {
        t.index() >= cx.doc.tokens().len()
            || cx.is_mark(t)
            || matches!(cx.text_of(t), "," | "." | "!" | "?" | ";" | "—" | "–" | "--" | "…" | "...")
    };
    if !stop(TokenId(at.0 + 1)) {
        return false;
    }
    let mut before = at;
    while before.0 > 0 {
        before = TokenId(before.0 - 1);
        match cx.words().folded(before) {
            "my" | "dear" | "dearest" | "old" | "good" | "poor" | "little" | "yes" | "no" | "oh" | "well"
            | "but" => {}
            _ => break,
        }
    }
    stop(before) || before.0 == 0
}

/// Whether a mention stands where one calls somebody: between commas or marks, at the beginning before a comma, at the
/// end after one, after "my dear", "oh", "yes".
fn is_vocative(cx: &Context<'_>, m: &Mention) -> bool {
    let doc = cx.doc;
    let folded = cx.words().folded(m.tokens.start);
    if folded == "the" || cx.is_genitive(m) {
        return false;
    }
    let sentence = doc.token(m.head).sentence;
    let before = m.tokens.start.0.checked_sub(1).map(TokenId);
    let kind = |t: TokenId| if t.index() < doc.tokens().len() { Some(doc.token(t).kind) } else { None };
    let opens = match before {
        None => true,
        Some(t) => {
            kind(t) == Some(TokenKind::Mark)
                || doc.token(t).sentence != sentence
                || matches!(
                    cx.text_of(t),
                    "," | "—" | "–" | "--" | ";" | "!" | "?" | "." | "…" | ":" | "..." | "-"
                )
        }
    };
    // "dear Ann", "my dear Ann", "oh Ann", "Yes Ann".
    let called = before.is_some_and(|t| {
        matches!(
            cx.words().folded(t),
            "dear"
                | "dearest"
                | "darling"
                | "oh"
                | "o"
                | "ah"
                | "poor"
                | "sweet"
                | "you"
                | "old"
                | "good"
                | "hello"
                | "thanks"
                | "why"
                | "well"
        )
    });
    let after = m.tokens.end;
    let comma = matches!(cx.text_of(after), "," | "—" | "–" | "--" | ";");
    let closes = matches!(kind(after), None | Some(TokenKind::Mark))
        || matches!(cx.text_of(after), "!" | "?" | "." | "…" | "..." | ":")
        || doc.token(after).sentence != sentence;
    if !(opens || called) || !(comma || closes) {
        return false;
    }
    // A name that is a sentence by itself ("You know who. Ann.") answers "who?" as often as it calls: only with ! or ?.
    let begins = |t: TokenId| kind(t) == Some(TokenKind::Mark) || doc.token(t).sentence != sentence;
    let alone = opens && closes && before.is_none_or(begins);
    if alone {
        return matches!(cx.text_of(after), "!" | "?") || cx.text_of(after) == ",";
    }
    // In a list ("Ann, Ben and Cora"), nobody is called.
    let and_near = |from: u32, to: u32| {
        (from..to).map(TokenId).any(|t| {
            t.index() < doc.tokens().len()
                && doc.token(t).sentence == sentence
                && matches!(cx.words().folded(t), "and" | "or")
        })
    };
    let list = comma && {
        // Another name right after the comma, with "and" behind it.
        let next = TokenId(after.0 + 1);
        cx.words().shape(next) == crate::mentions::Shape::Capital
            && !cx.words().is_first(next)
            && cx.words().folded(next) != "i"
            && and_near(after.0 + 1, after.0 + 6)
    };
    !list
}

/// Whether a mention is all that stands between two marks, an end of its sentence aside.
fn is_alone(cx: &Context<'_>, m: &Mention) -> bool {
    let mark = |t: TokenId| t.index() >= cx.doc.tokens().len() || cx.is_mark(t);
    let stop = matches!(cx.text_of(m.tokens.end), "!" | "?" | "." | "…" | "...");
    let after = TokenId(m.tokens.end.0 + u32::from(stop));
    let opens = m.tokens.start.0 == 0
        || mark(TokenId(m.tokens.start.0 - 1))
        || matches!(cx.text_of(TokenId(m.tokens.start.0 - 1)), "—" | "–" | "-");
    let ends = mark(after) || cx.doc.paragraph_of(after) != cx.doc.paragraph_of(m.head);
    opens && ends
}

/// Who is named in the speech of some content, spoken to or about.
pub(super) fn named_in(
    cx: &Context<'_>,
    who: &[Option<EntityId>],
    entities: &[Entity],
    content: &[TextRange],
) -> Named {
    let mut named = Named::default();
    for range in content {
        for t in cx.doc.tokens_in(*range).iter() {
            let gender = called(cx.words().folded(t));
            if gender != Gender::Unknown && stands_alone(cx, t) {
                named.called = gender;
            }
        }
        for i in cx.mentions.starting_in(cx.doc.tokens_in(*range)) {
            let (Some(m), Some(Some(id))) = (cx.mentions.list.get(i), who.get(i)) else { continue };
            if m.kind != MentionKind::Name {
                continue;
            }
            // "Sugar?" asks for it: a word that names nobody anywhere else calls nobody.
            let nobody = is_alone(cx, m)
                && entities.get(id.0 as usize).is_some_and(|e| !e.animate && e.narrated == 0 && e.count <= 1);
            if nobody {
                continue;
            }
            let list = if is_vocative(cx, m) { &mut named.addressed } else { &mut named.others };
            if !list.contains(id) {
                list.push(*id);
            }
        }
    }
    // Called once and spoken about in the same breath is called.
    let Named { addressed, others, .. } = &mut named;
    others.retain(|o| !addressed.contains(o));
    named
}

#[cfg(test)]
mod tests {
    use crate::speakers::testing::speakers;

    #[test]
    fn a_name_that_answers_calls_nobody() {
        let said = speakers(
            "I found Wenda at the pump.\n\n“You're late,” she said.\n\n“Is he here?” I asked.\n\n“Who?”\n\n\
             “You know who. Crispin.”\n\n“He went up to the dam, Bea,” said Wenda.",
        );
        assert_eq!(said[1].as_deref(), Some("Bea"), "Crispin is no name of whoever tells the story");
    }

    #[test]
    fn a_word_that_asks_for_something_calls_nobody() {
        let said = speakers(
            "“Mustard?” said the cook.\n\n“Four,” said Hobb.\n\n“Sugar?”\n\n“None,” said Hobb.\n\n“Then we are done,” \
             said the cook.",
        );
        assert_eq!(said[2].as_deref(), Some("the cook"));
    }
}
