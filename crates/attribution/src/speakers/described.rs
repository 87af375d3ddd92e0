//! Who is known by a phrase alone in a story: "a stout gentleman" is "the gentleman" from there on, until another one comes in.
//!
//! A novel has many waiters. A phrase goes back to the last one told of with its noun whom its words fit: "the tall man" is not
//! the short one, "another man" nobody of before, and after "a maid came in" the maid is that one.

use super::context::Context;
use super::entity::EntityId;
use super::turns::is_subject;
use crate::lexicon::WordSet;
use crate::mentions::{Class, Mention, MentionKind, WordId};
use crate::syntax::Pos;
use inquit_tokenizer::{TokenId, TokenRange};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// How many of those told of last with a noun are looked through.
const BACK: usize = 32;
/// How far ahead, in tokens, somebody may be the source of a quotation whom narration tells of before.
const AHEAD: u32 = 2000;
/// The most words of a phrase that are kept.
const WORDS: usize = 8;

/// What a word of a phrase does beside its noun.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    /// Any word before it: "the worthy man".
    Plain,
    /// One that tells them from others: "the tall man".
    Contrast,
    /// One that tells that there are several: "the second man".
    Order,
    /// A word of what stands behind it: "the man in the grey coat".
    Behind,
}

/// The words of a phrase beside its noun.
#[derive(Clone, Debug, Default)]
pub(super) struct Description(Vec<(WordId, Role)>);

impl Description {
    /// Reads the words of a phrase; what stands behind its noun up to a comma or a clause.
    pub(super) fn of(cx: &Context<'_>, tokens: TokenRange, head: TokenId) -> Self {
        let words = cx.words();
        let tells = |t: &TokenId| {
            matches!(cx.syntax.pos(*t), Pos::Adj | Pos::Noun | Pos::Propn | Pos::Num)
                || cx.syntax.pos(*t) == Pos::Verb && *t < head
        };
        let role = |t: TokenId| {
            let set = WordSet::of(words.folded(t));
            if set.any(WordSet::ORDERS) {
                Role::Order
            } else if set.any(WordSet::CONTRASTS) {
                Role::Contrast
            } else {
                Role::Plain
            }
        };
        let before = TokenRange::new(tokens.start, head);
        let mut list: Vec<_> = before
            .iter()
            .filter(|t| tells(t) || WordSet::of(words.folded(*t)).any(WordSet::ORDERS))
            .map(|t| (words.id(t), role(t)))
            .collect();
        let behind = TokenRange::new(TokenId(head.0 + 1), tokens.end.max(TokenId(head.0 + 1)));
        let ends = |t: &TokenId| {
            matches!(cx.text_of(*t), "," | ";" | "—" | "–" | "(")
                || matches!(words.folded(*t), "who" | "which" | "that" | "whose" | "and" | "as")
        };
        let led_in = behind.iter().next().is_some_and(|t| cx.syntax.pos(t) == Pos::Adp);
        let behind = behind.iter().take_while(|t| !ends(t)).filter(|t| led_in && tells(t));
        list.extend(behind.map(|t| (words.id(t), Role::Behind)));
        list.truncate(WORDS);
        Self(list)
    }

    fn has(&self, word: WordId) -> bool {
        self.0.iter().any(|w| w.0 == word)
    }

    /// Whether some words of a kind are on both sides, and none is on both.
    fn conflicts(&self, other: &Self, role: Role) -> bool {
        let of = |d: &Self| d.0.iter().any(|w| w.1 == role);
        of(self) && of(other) && !self.0.iter().any(|w| w.1 == role && other.has(w.0))
    }

    /// Whether somebody of whom this is known may be meant by other words.
    fn may_be(&self, asked: &Self) -> bool {
        let order = asked.0.iter().filter(|w| w.1 == Role::Order).all(|w| self.has(w.0));
        order && !self.conflicts(asked, Role::Contrast) && !self.conflicts(asked, Role::Behind)
    }

    /// Whether this tells nothing that is not known of somebody.
    fn is_told(&self, known: &Self) -> bool {
        self.0.iter().all(|w| known.has(w.0))
    }

    fn add(&mut self, more: &Self) {
        for w in &more.0 {
            if self.0.len() < WORDS && !self.has(w.0) {
                self.0.push(*w);
            }
        }
    }
}

/// A noun and those told of with it.
#[derive(Debug, Default)]
struct Noun {
    /// Where a phrase with the noun begins whose bearer is known, and whom it stands for.
    told: BTreeMap<TokenId, EntityId>,
    /// Where narration tells of a new one: "A maid came in."
    introduced: Vec<TokenId>,
}

/// Those known by a phrase alone.
#[derive(Debug, Default)]
pub(super) struct Described {
    nouns: FxHashMap<WordId, Noun>,
    known: FxHashMap<EntityId, Description>,
}

impl Described {
    /// Reads where the narration of a story tells of somebody new.
    pub(super) fn collect(cx: &Context<'_>) -> Self {
        let mut this = Self::default();
        if !cx.fiction {
            return this;
        }
        for m in cx.mentions.list.iter().filter(|m| is_new(cx, m)) {
            this.nouns.entry(cx.words().id(m.head)).or_default().introduced.push(m.tokens.start);
        }
        this
    }

    /// Whom a source that begins at `at` goes back to.
    pub(super) fn who(&self, noun: WordId, words: &Description, at: TokenId) -> Option<EntityId> {
        let noun = self.nouns.get(&noun)?;
        let fits = |who: &EntityId| self.known.get(who).is_none_or(|known| known.may_be(words));
        let (told, who) = noun.told.range(..=at).rev().take(BACK).find(|t| fits(t.1))?;
        let new = noun.introduced.partition_point(|i| *i <= at);
        let introduced = new.checked_sub(1).and_then(|i| noun.introduced.get(i));
        introduced.is_none_or(|i| i <= told).then_some(*who)
    }

    /// Notes whom a source stands for.
    pub(super) fn tell(&mut self, noun: WordId, words: &Description, at: TokenId, who: EntityId) {
        self.nouns.entry(noun).or_default().told.insert(at, who);
        self.known.entry(who).or_default().add(words);
    }

    /// Whom a phrase of the narration speaks of.
    pub(super) fn narrated(&self, cx: &Context<'_>, m: &Mention) -> Option<EntityId> {
        let noun = self.nouns.get(&cx.words().id(m.head))?;
        let (at, words) = (m.tokens.start, Description::of(cx, m.tokens, m.head));
        let fits = |who: &EntityId| self.known.get(who).is_some_and(|known| words.is_told(known));
        let mut before = noun.told.range(..=at).rev().take(BACK);
        let mut ahead = noun.told.range(at..TokenId(at.0.saturating_add(AHEAD))).take(BACK);
        if tells_of_new(cx, m) {
            // Nobody comes in who has spoken before.
            let spoke = |who: &EntityId| before.clone().any(|t| t.1 == who);
            return ahead.find(|t| fits(t.1) && !spoke(t.1)).map(|t| *t.1);
        }
        before.find(|t| fits(t.1)).or_else(|| ahead.find(|t| fits(t.1))).map(|t| *t.1)
    }
}

/// Whether a phrase has the article of somebody new: "a maid".
pub(super) fn tells_of_new(cx: &Context<'_>, m: &Mention) -> bool {
    matches!(cx.words().folded(m.tokens.start), "a" | "an" | "another")
}

/// Whether narration tells of somebody new: "A maid came in."
fn is_new(cx: &Context<'_>, m: &Mention) -> bool {
    m.kind == MentionKind::Noun
        && !m.plural
        && m.class == Class::Person
        && tells_of_new(cx, m)
        && !cx.is_speech(m.head)
        && (is_subject(cx, m)
            || m.tokens.start.0 > 1 && cx.words().folded(TokenId(m.tokens.start.0 - 2)) == "there")
}

#[cfg(test)]
mod tests {
    use crate::speakers::testing::names;

    #[test]
    fn words_that_tell_people_apart_do() {
        let names = names(
            "Two men stood at the bar. Ann Lee wiped it.\n\n“Rain,” said the tall man.\n\n“Snow,” said the short \
             man.\n\n“Both,” said Ann.\n\n“Rain,” said the tall man.\n\n“Neither,” said another man.",
        );
        assert_eq!(names, ["the tall man", "the short man", "Ann Lee", "the tall man", "another man"]);
    }

    #[test]
    fn whoever_comes_in_is_the_one_from_there_on() {
        let names = names(
            "Ann Lee sat down. “Tea,” said Ann.\n\n“At once,” said the waiter.\n\nAt noon she went to the other house. \
             A waiter came up.\n\n“Tea,” said Ann Lee.\n\n“We have none,” said the waiter.",
        );
        assert_eq!(names[1], "the waiter");
        assert_eq!(names[3], "the waiter");
    }
}
