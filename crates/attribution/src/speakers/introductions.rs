//! Who gives their own name: "I'm Ada Holm." speaks for Ada Holm, and "the man" whose words these are is Ada Holm from there on.

use super::context::Context;
use super::entity::{Entity, EntityId};
use super::focus::Decision;
use super::told::{Reader, Told};
use crate::mentions::{Mention, MentionKind};
use crate::quotations::Found;
use inquit_tokenizer::{TextRange, TokenId, TokenRange};
use rustc_hash::FxHashMap;

/// What each source tells, with those who give their own name in what they say for whatever does not name them.
pub(super) fn apply(
    cx: &Context<'_>,
    who: &[Option<EntityId>],
    entities: &[Entity],
    told: &[Told],
    reader: &mut Reader<'_>,
) -> Vec<Told> {
    let mut known = told.to_vec();
    // Who was known by a phrase alone, and who they are.
    let mut named: FxHashMap<EntityId, EntityId> = FxHashMap::default();
    // The words before ask for a name.
    let mut asked = false;
    for (i, (f, told)) in cx.found.iter().zip(&mut known).enumerate() {
        if let Told::Noun { own, .. } = told
            && let Some(id) = named.get(own)
        {
            *own = *id;
        }
        if f.kind != crate::QuotationKind::Direct || f.parent.is_some() {
            continue;
        }
        let answers = std::mem::replace(&mut asked, asks_name(cx, &f.content));
        let gender = told.gender();
        if gender.is_none() {
            continue;
        }
        let inner = cx.found.get(i + 1..).unwrap_or_default();
        let own = own_name(cx, who, &f.content, inner);
        let Some(id) = own.or_else(|| name_first(cx, who, &f.content).filter(|_| answers)) else { continue };
        // Whom only speech names may be made up: "Call me Cordelia."
        let fits = entities
            .get(id.0 as usize)
            .zip(gender)
            .is_some_and(|(e, gender)| e.is_person() && e.narrated > 0 && e.fits(gender));
        if !fits {
            continue;
        }
        if let (Told::Noun { own, .. }, Some(source)) = (&*told, f.source) {
            named.insert(*own, id);
            reader.is_known_as(source, id);
        }
        *told = Told::Name(id);
    }
    known
}

/// Says so in the decisions on what they say.
pub(super) fn explain(
    told: &[Told],
    known: &[Told],
    entities: &[Entity],
    decisions: &mut [Option<Decision>],
) {
    for ((told, known), decision) in told.iter().zip(known).zip(decisions) {
        if let (Told::Name(id), Some(decision)) = (known, decision)
            && told.gender().is_some()
            && let Some(e) = entities.get(id.0 as usize)
        {
            decision.why = format!("{} is the name that is given there as the own one", e.name);
        }
    }
}

/// Whether some words ask for a name, and for nothing behind it: "What's your name, boy?"
fn asks_name(cx: &Context<'_>, content: &[TextRange]) -> bool {
    /// The most tokens behind the name that is asked for.
    const CALLS: u32 = 4;
    let Some(tokens) = content.last().map(|range| cx.doc.tokens_in(*range)) else { return false };
    let word = |t: u32| cx.words().folded(TokenId(t));
    let asked = (tokens.start.0..tokens.end.0)
        .rev()
        .find(|t| word(*t) == "name" && *t > tokens.start.0 && matches!(word(*t - 1), "your" | "the"));
    asked.is_some_and(|at| (at + 1..tokens.end.0.min(at + 1 + CALLS)).any(|t| cx.text_of(TokenId(t)) == "?"))
}

/// Whoever is named at the beginning of some words.
fn name_first(cx: &Context<'_>, who: &[Option<EntityId>], content: &[TextRange]) -> Option<EntityId> {
    let tokens = content.first().map(|range| cx.doc.tokens_in(*range))?;
    let first = if cx.is_mark(tokens.start) { TokenId(tokens.start.0 + 1) } else { tokens.start };
    let i = cx.mentions.starting_in(TokenRange::new(first, TokenId(first.0 + 1))).next()?;
    let m = cx.mentions.list.get(i)?;
    let ends =
        matches!(cx.text_of(m.tokens.end), "." | "," | "!" | "…" | "—" | "–") || cx.is_mark(m.tokens.end);
    who.get(i).copied().flatten().filter(|_| m.kind == MentionKind::Name && ends)
}

/// Whoever is named in some words as the one who says them; `inner` begins with what is quoted in them.
fn own_name(
    cx: &Context<'_>,
    who: &[Option<EntityId>],
    content: &[TextRange],
    inner: &[Found],
) -> Option<EntityId> {
    let mentions = content.iter().flat_map(|range| cx.mentions.starting_in(cx.doc.tokens_in(*range)));
    let own = |i: &usize| {
        cx.mentions.list.get(*i).is_some_and(|m| {
            let at = cx.doc.token(m.head).range;
            let inner = || inner.iter().take_while(|n| n.parent.is_some()).flat_map(|n| &n.content);
            let quoted = || inner().any(|r| r.start() <= at.start() && at.end() <= r.end());
            m.kind == MentionKind::Name && is_own(cx, m) && !quoted()
        })
    };
    mentions.into_iter().find(own).and_then(|i| who.get(i).copied().flatten())
}

/// Whether the words around a name give it as the speaker's own: "My name is **Ann**.", "I'm **Ann Lee** and …"
fn is_own(cx: &Context<'_>, m: &Mention) -> bool {
    let token = |back: u32| m.tokens.start.0.checked_sub(back).map(TokenId);
    let before = |back: u32| token(back).map_or("", |t| cx.words().folded(t));
    let after = cx.text_of(m.tokens.end);
    let ends = cx.is_mark(m.tokens.end)
        || matches!(after, "" | "." | "," | "!" | "?" | ";" | "…" | "—" | "–" | "--")
        || cx.words().folded(m.tokens.end) == "and";
    if !ends || cx.is_genitive(m) {
        return false;
    }
    // What the clause begins with, counted back from the name.
    let begins = match before(1) {
        "am" | "'m" if before(2) == "i" => 3,
        "is" | "'s" if before(2) == "name" && matches!(before(3), "my" | "the") => 4,
        "'s" if before(2) == "name" => 3,
        "me" if before(2) == "call" => 3,
        _ => return false,
    };
    let Some(last) = token(begins) else { return true };
    cx.is_mark(last)
        || matches!(cx.text_of(last), "." | "," | "!" | "?" | ";" | ":" | "…" | "—" | "–" | "--")
        || matches!(cx.words().folded(last), "and" | "yes" | "no" | "but" | "so" | "well")
        || cx.words().is_first(TokenId(last.0 + 1))
}

#[cfg(test)]
mod tests {
    use crate::speakers::testing::speakers;

    #[test]
    fn whoever_gives_a_name_has_it_from_there_on() {
        let said = speakers(
            "She walked over to the man on the bench.\n\n“What's his name?”\n\n“Bertie,” the man said. “And I'm Walter. \
             Walter Munn.”\n\n“Tell me again,” said Nair.\n\n“No,” the man said.\n\n\
             Walter Munn had told them everything.",
        );
        let said: Vec<_> = said.iter().map(|s| s.as_deref().unwrap_or("")).collect();
        assert_eq!(said[1..], ["Walter Munn", "Nair", "Walter Munn"]);
    }

    #[test]
    fn whoever_is_asked_for_a_name_answers_with_it() {
        let said = speakers(
            "The captain looked at the boy, and Wren looked at the floor.\n\n“What's your name, boy?”\n\n“Wren, \
             sir.”\n\n“Is that your first name?” said the captain.\n\n“It's all I have,” said Wren.",
        );
        assert_eq!(said[1].as_deref(), Some("Wren"));
    }

    #[test]
    fn who_says_what_somebody_is_not_or_whose_they_are_gives_no_name() {
        for words in ["I'm not Walter Munn", "I am Walter Munn's brother", "You think I'm Walter Munn"] {
            let said = speakers(&format!(
                "She met Walter Munn at noon.\n\n“{words},” the man said.\n\n“No,” said Nair.\n\n“No,” the man said."
            ));
            assert_eq!(said[0].as_deref(), Some("the man"), "{words}");
        }
    }
}
