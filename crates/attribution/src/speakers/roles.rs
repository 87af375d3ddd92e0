//! Who has which role: "Ada Holm, the mayor of Orme", "the judge, Ben Lee", "Prosecutor Cora Hale".

use super::cluster::{Cast, rank};
use super::context::Context;
use super::entity::EntityId;
use crate::Gender;
use crate::lexicon::names::Word;
use crate::mentions::{Class, MentionKind};
use crate::syntax::Pos;
use inquit_tokenizer::{TokenId, TokenRange};
use rustc_hash::{FxHashMap, FxHashSet};

/// For each noun of a role, who is known to have it.
#[derive(Debug, Default)]
pub(super) struct Roles {
    by_noun: FxHashMap<String, Bearers>,
}

/// Those who have a role: in order, and for a quick look, since a text can call thousands "Mr".
#[derive(Debug, Default)]
struct Bearers {
    list: Vec<EntityId>,
    known: FxHashSet<EntityId>,
}

impl Roles {
    /// Everybody with a role, in the order in which the text tells it.
    pub(super) fn of(&self, noun: &str) -> &[EntityId] {
        self.by_noun.get(noun).map_or(&[], |bearers| &bearers.list)
    }

    /// Adds a role, and how somebody with it is spoken of: a lady is "her ladyship".
    fn add(&mut self, noun: &str, id: EntityId) {
        self.add_one(noun, id);
        let style = STYLES.iter().find(|(_, titles)| titles.contains(&noun));
        if let Some((style, _)) = style {
            self.add_one(style, id);
        }
    }

    fn add_one(&mut self, noun: &str, id: EntityId) {
        let bearers = self.by_noun.entry(noun.to_owned()).or_default();
        if bearers.known.insert(id) {
            bearers.list.push(id);
        }
    }
}

/// How those with a title are spoken of: "her ladyship", "his majesty".
const STYLES: [(&str, &[&str]); 6] = [
    ("ladyship", &["lady", "countess", "viscountess", "baroness", "marchioness"]),
    ("lordship", &["lord", "earl", "viscount", "baron", "marquis", "bishop"]),
    ("majesty", &["king", "queen", "emperor", "empress"]),
    ("highness", &["prince", "princess", "archduke"]),
    ("holiness", &["pope"]),
    ("worship", &["mayor"]),
];

/// How many tokens after a comma the noun of an apposition may stand.
const REACH: u32 = 9;

/// Collects the roles of everybody who is named.
pub(super) fn collect(cx: &Context<'_>, who: &[Option<EntityId>], cast: &mut Cast) -> Roles {
    let mut roles = Roles::default();
    let words = cx.words();
    for (i, m) in cx.mentions.list.iter().enumerate() {
        let (MentionKind::Name, Some(Some(id))) = (m.kind, who.get(i)) else { continue };
        let id = *id;
        // Words of office bodies carry: "the Ministry of Ports" is "the ministry".
        if m.class == Class::Organisation {
            for t in m.tokens.iter() {
                if words.info(t).is_some_and(|w| w.noun.is_some()) {
                    roles.add(words.folded(t), id);
                }
            }
            continue;
        }
        // Titles before the name.
        for t in m.tokens.iter() {
            let w = words.word(t);
            if w.title.is_some() {
                let title = words.folded(t);
                roles.add(title, id);
                if rank(title) != title {
                    roles.add(rank(title), id);
                }
            }
        }
        if cx.is_speech(m.head) || !matches!(m.class, Class::Person | Class::Unknown) {
            continue;
        }
        let sentence = cx.doc.sentence(cx.doc.token(m.head).sentence).tokens;
        // "Ben Lee of Orme, the owner,": the role is not Orme's.
        let adposition = |t: TokenId| {
            t.index() < cx.doc.tokens().len()
                && cx.syntax.pos(t) == Pos::Adp
                && matches!(cx.words().folded(t), "of" | "from" | "in" | "at")
        };
        let inside = i.checked_sub(1).and_then(|b| cx.mentions.list.get(b)).is_some_and(|b| {
            b.kind == MentionKind::Name && b.tokens.end.0 + 1 == m.tokens.start.0 && adposition(b.tokens.end)
        });
        if inside {
            continue;
        }
        let behind = cx.mentions.list.get(i + 1).filter(|n| {
            n.kind == MentionKind::Name && n.tokens.start.0 == m.tokens.end.0 + 1 && adposition(m.tokens.end)
        });
        let end = behind.map_or(m.tokens.end, |n| n.tokens.end);
        let beside = [after(cx, end, sentence.end), before(cx, m.tokens.start, sentence.start)];
        let bare = bare(cx, m.tokens.start, sentence.start);
        for (role, noun) in beside.into_iter().chain([bare]).flatten() {
            let gender = words.info(noun).and_then(|w| w.noun).map_or(Gender::Unknown, |(n, _)| n.gender);
            let generic = words.word(noun).is(Word::GENERIC);
            if !generic && cast.entities.get(id.0 as usize).is_some_and(|e| e.fits(gender)) {
                roles.add(words.folded(noun), id);
                add_role(cx, cast, id, role);
            }
        }
    }
    roles
}

fn add_role(cx: &Context<'_>, cast: &mut Cast, id: EntityId, role: TokenRange) {
    let text = cx.spaced(role);
    if let Some(e) = cast.entities.get_mut(id.0 as usize) {
        e.animate = true;
        if e.roles.len() < 4 && !text.is_empty() && !e.roles.contains(&text) {
            e.roles.push(text);
        }
    }
}

fn speaks(cx: &Context<'_>, t: TokenId) -> bool {
    cx.words()
        .info(t)
        .and_then(|w| w.noun)
        .is_some_and(|(n, plural)| !plural && matches!(Class::from(n.class), Class::Person | Class::Kin))
}

/// ", the mayor of Orme, …", ", director of …": the role after a name, and its noun.
fn after(cx: &Context<'_>, comma: TokenId, end: TokenId) -> Option<(TokenRange, TokenId)> {
    if comma >= end || !matches!(cx.text_of(comma), "," | "(" | "—" | "–") {
        return None;
    }
    let start = TokenId(comma.0 + 1);
    let limit = TokenId(end.0.min(start.0 + REACH));
    let mut noun = None;
    for t in TokenRange::new(start, limit).iter() {
        let folded = cx.words().folded(t);
        if matches!(cx.text_of(t), "," | ")" | "." | ";" | "—" | "–") || cx.is_mark(t) {
            break;
        }
        if matches!(folded, "of" | "for" | "at" | "in" | "who" | "which" | "whose" | "and" | "with" | "to") {
            break;
        }
        // A participle begins a clause ("nodding his head"), no apposition.
        if !matches!(
            cx.syntax.pos(t),
            Pos::Det | Pos::Adj | Pos::Noun | Pos::Propn | Pos::Num | Pos::Pron | Pos::Part | Pos::X
        ) && !matches!(cx.text_of(t), "-" | "'s" | "’s")
        {
            return None;
        }
        if speaks(cx, t) {
            noun = Some(t);
        }
    }
    let noun = noun?;
    // What the role is of: up to the next comma.
    let stop = TokenRange::new(noun, TokenId(end.0.min(noun.0 + 12)))
        .iter()
        .find(|t| {
            matches!(cx.text_of(*t), "," | ")" | "." | ";" | "—" | "–")
                || cx.is_mark(*t)
                || matches!(cx.words().folded(*t), "who" | "which")
        })
        .unwrap_or(TokenId(noun.0 + 1));
    // A clause instead of an apposition: a comma alone must close it.
    (matches!(cx.text_of(stop), "," | ")" | "." | "—" | "–" | ";") || cx.is_mark(stop))
        .then_some((TokenRange::new(start, stop), noun))
}

/// "council leader Ben Lee": a role right before a name, without an article.
fn bare(cx: &Context<'_>, name: TokenId, start: TokenId) -> Option<(TokenRange, TokenId)> {
    /// The most words of such a role.
    const LONGEST: u32 = 5;
    let noun = name.0.checked_sub(1).map(TokenId).filter(|t| *t >= start && speaks(cx, *t))?;
    let nominal = |t: &TokenId| {
        matches!(cx.syntax.pos(*t), Pos::Adj | Pos::Noun | Pos::Propn | Pos::Num) && !cx.is_mark(*t)
    };
    let range = start.0.max(noun.0.saturating_sub(LONGEST))..noun.0;
    let first = range.rev().map(TokenId).take_while(nominal).last().unwrap_or(noun);
    let before = first.0.checked_sub(1).map(TokenId).filter(|t| *t >= start);
    let determined = before.is_some_and(|t| matches!(cx.syntax.pos(t), Pos::Det | Pos::Pron | Pos::Part));
    (!determined).then_some((TokenRange::new(first, name), noun))
}

/// "the judge, Ben Lee", "her publisher Ben Lee": the role before a name, and its noun.
fn before(cx: &Context<'_>, name: TokenId, start: TokenId) -> Option<(TokenRange, TokenId)> {
    let mut last = TokenId(name.0.checked_sub(1)?);
    if cx.text_of(last) == "," {
        last = TokenId(last.0.checked_sub(1)?);
    }
    if last < start {
        return None;
    }
    let range = cx
        .mentions
        .starting_in(TokenRange::new(start.max(TokenId(last.0.saturating_sub(14))), TokenId(last.0 + 1)));
    // The phrase that ends here, or one whose complement does: "the chair of the jury, Ann Lee".
    let comma = cx.text_of(TokenId(name.0 - 1)) == ",";
    let m = cx.mentions.list.get(range)?.iter().find(|m| {
        m.kind == MentionKind::Noun
            && speaks(cx, m.head)
            && (m.head == last
                || comma
                    && m.head < last
                    && cx.words().folded(TokenId(m.head.0 + 1)) == "of"
                    && TokenRange::new(m.head, last)
                        .iter()
                        .all(|t| !matches!(cx.text_of(t), "," | ";") && cx.syntax.pos(t) != Pos::Verb))
    })?;
    Some((TokenRange::new(m.tokens.start, TokenId(last.0 + 1)), m.head))
}

#[cfg(test)]
mod tests {
    use crate::speakers::testing::speakers;

    #[test]
    fn a_style_stands_for_whoever_has_the_title() {
        let said = speakers(
            "Lady Ashcombe received Captain Rourke and Miss Vane in the blue room.\n\n“You shoot,” said her ladyship.",
        );
        assert_eq!(said[0].as_deref(), Some("Lady Ashcombe"));
    }
}
