//! A cast handed in: who can speak in a text, under which names, with the ids of whoever made the list.
//!
//! A cast is a hard constraint. Speakers come from it and carry the ids of its members; whoever else speaks is left
//! open, and the evidence says who it was. A cast that [`Cast::open`] has opened, such as a register of known people
//! for the news, only lends its ids, and others speak as they do without it.
//!
//! Building costs time in proportion to the aliases; a text costs no more than looking up the words that begin one.

mod alias;

use crate::{Gender, SpeakerKind};
use rustc_hash::{FxHashMap, FxHashSet};
use thiserror::Error;

pub(crate) use alias::{append, is_phrase, key, key_into};

/// Up to how many members a cast is a cast of one story: each of them is looked for under every usual form of the name,
/// as "Ann", "Mrs. Lee" and "Lee" for Ann Lee. A larger one is a register, whose members have to be named as it names
/// them before their other forms count: it has too many Lees.
pub const SMALL: usize = 1000;

/// Somebody who can speak.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CastMember {
    /// Carried through to the answer; unique in the cast.
    pub id: String,
    /// The name to give in the answer.
    pub name: String,
    /// Other names. One that begins with an article ("the butler") or has no capital is a phrase, found in any case.
    pub aliases: Vec<String>,
    /// Gender, where it is known.
    pub gender: Gender,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// An office, a trade. "narrator" says that the member tells the text.
    pub role: Option<String>,
}

impl CastMember {
    /// A person of unknown gender with one name.
    #[must_use]
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            aliases: Vec::new(),
            gender: Gender::Unknown,
            kind: SpeakerKind::Person,
            role: None,
        }
    }

    /// The name and the aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// Whether the list says that this member tells the text.
    pub(crate) fn narrates(&self) -> bool {
        self.role
            .as_deref()
            .into_iter()
            .chain(self.names())
            .any(|n| matches!(key(n).as_str(), "narrator" | "narr"))
    }
}

/// Why a list of members is no cast.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum CastError {
    /// A member without an id.
    #[error("member {number} ({name:?}) has no id; give each an id of its own")]
    NoId {
        /// Counted from 1.
        number: usize,
        /// Its name.
        name: String,
    },
    /// A member without a name.
    #[error("member {number} (id {id:?}) has no name with a letter or digit in it")]
    NoName {
        /// Counted from 1.
        number: usize,
        /// Its id.
        id: String,
    },
    /// Two members with one id.
    #[error(
        "members {first} and {second} both have the id {id:?}; put the names of one speaker into one entry"
    )]
    SameId {
        /// Counted from 1.
        first: usize,
        /// Counted from 1.
        second: usize,
        /// The id.
        id: String,
    },
    /// More than can be numbered.
    #[error("more than {limit} members")]
    TooMany {
        /// The most there may be.
        limit: usize,
    },
}

/// One alias that several members bear. Where a text uses it, whoever of them was named last is meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AliasConflict {
    /// As the first of them has it.
    pub alias: String,
    /// The ids of its bearers, in the order of the list.
    pub members: Vec<String>,
}

/// Who can speak.
///
/// ```
/// use inquit::{Cast, CastMember, Engine};
///
/// let ann = CastMember { aliases: vec!["the mayor".into()], ..CastMember::new("p7", "Ann Lee") };
/// let cast = Cast::new(vec![ann])?;
/// let found = Engine::new().attribute_with_cast("“We won,” said the mayor. “No,” said Tom Orme.", &cast);
/// let said = found.quotations()[0].speaker.map(|s| found.speaker(s));
/// assert_eq!(said.and_then(|s| s.cast_id.as_deref()), Some("p7"));
/// assert_eq!(found.quotations()[1].speaker, None);
/// # Ok::<(), inquit::CastError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cast {
    members: Vec<CastMember>,
    /// The first bearer of each alias, by its key.
    bearer: FxHashMap<Box<str>, Bearer>,
    /// All bearers of those that have several.
    shared: FxHashMap<Box<str>, Vec<u32>>,
    /// The most words of an alias that begins with a word.
    longest: FxHashMap<Box<str>, u8>,
    /// The words of the names of a small cast.
    words: FxHashSet<Box<str>>,
    open: bool,
}

#[derive(Clone, Copy, Debug)]
struct Bearer {
    member: u32,
    /// Found in any case.
    phrase: bool,
}

/// Names of more words are not looked for.
const MOST_WORDS: u8 = 12;

impl Cast {
    /// A cast of these members.
    ///
    /// # Errors
    ///
    /// If a member has no id or no name, or two have the same id.
    pub fn new(members: Vec<CastMember>) -> Result<Self, CastError> {
        let limit = u32::MAX as usize;
        if members.len() > limit {
            return Err(CastError::TooMany { limit });
        }
        let mut cast = Self { bearer: FxHashMap::default(), ..Self::default() };
        cast.bearer.reserve(members.iter().map(|m| m.aliases.len() + 1).sum());
        let mut ids: FxHashMap<&str, usize> = FxHashMap::default();
        let mut key = String::new();
        for (i, m) in members.iter().enumerate() {
            if m.id.trim().is_empty() {
                return Err(CastError::NoId { number: i + 1, name: m.name.clone() });
            }
            if let Some(first) = ids.insert(&m.id, i) {
                return Err(CastError::SameId { first: first + 1, second: i + 1, id: m.id.clone() });
            }
            for (n, name) in m.names().enumerate() {
                key.clear();
                key_into(&mut key, name);
                if !key.is_empty() {
                    cast.add(&key, i as u32, is_phrase(name));
                } else if n == 0 {
                    return Err(CastError::NoName { number: i + 1, id: m.id.clone() });
                }
            }
        }
        if members.len() <= SMALL {
            for name in members.iter().flat_map(CastMember::names).filter(|n| !is_phrase(n)) {
                cast.words.extend(self::key(name).split(' ').map(Box::from));
            }
        }
        cast.members = members;
        Ok(cast)
    }

    fn add(&mut self, key: &str, member: u32, phrase: bool) {
        match self.bearer.get_mut(key) {
            None => {
                self.bearer.insert(key.into(), Bearer { member, phrase });
                let words = key.split(' ').count().min(usize::from(MOST_WORDS)) as u8;
                let opening = key.split(' ').next().unwrap_or_default();
                match self.longest.get_mut(opening) {
                    Some(l) => *l = words.max(*l),
                    None => {
                        self.longest.insert(opening.into(), words);
                    }
                }
            }
            Some(b) => {
                b.phrase |= phrase;
                let first = b.member;
                if first != member {
                    let all = self.shared.entry(key.into()).or_insert_with(|| vec![first]);
                    if all.last() != Some(&member) {
                        all.push(member);
                    }
                }
            }
        }
    }

    /// Lets others speak, too: they keep their names and have no cast id.
    #[must_use]
    pub fn open(self) -> Self {
        Self { open: true, ..self }
    }

    /// Whether others may speak.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The members, in the order they were given.
    #[must_use]
    pub fn members(&self) -> &[CastMember] {
        &self.members
    }

    /// The aliases that several members bear, in the order of the list. Worth telling: the list may be mended.
    #[must_use]
    pub fn conflicts(&self) -> Vec<AliasConflict> {
        let mut out: Vec<AliasConflict> = Vec::new();
        if self.shared.is_empty() {
            return out;
        }
        let mut told: FxHashMap<&[u32], Vec<String>> = FxHashMap::default();
        for (i, m) in self.members.iter().enumerate() {
            for name in m.names() {
                let key = key(name);
                let Some(all) = self.shared.get(key.as_str()).filter(|a| a.first() == Some(&(i as u32)))
                else {
                    continue;
                };
                // "Duke" and "the Duke" are one alias.
                let keys = told.entry(all).or_default();
                if keys.contains(&key) {
                    continue;
                }
                keys.push(key);
                let ids = all.iter().filter_map(|b| self.members.get(*b as usize)).map(|m| m.id.clone());
                out.push(AliasConflict { alias: name.to_owned(), members: ids.collect() });
            }
        }
        out
    }

    /// Who bears a name, by its key.
    pub(crate) fn bearers(&self, key: &str) -> Bearers<'_> {
        match self.shared.get(key) {
            Some(all) => Bearers::Several(all),
            None => self.bearer.get(key).map_or(Bearers::Nobody, |b| Bearers::One(b.member)),
        }
    }

    /// Whether a name is found in any case; `None` if nobody bears it.
    pub(crate) fn phrase(&self, key: &str) -> Option<bool> {
        self.bearer.get(key).map(|b| b.phrase)
    }

    /// Whether a word stands in a name of a small cast.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// The most words of a name that begins with a word, 0 if none does.
    pub(crate) fn longest(&self, word: &str) -> u8 {
        self.longest.get(word).copied().unwrap_or(0)
    }
}

/// Who bears a name.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bearers<'a> {
    Nobody,
    One(u32),
    Several(&'a [u32]),
}

impl Bearers<'_> {
    /// Their places in the list.
    pub(crate) fn list(self) -> Vec<u32> {
        match self {
            Self::Nobody => Vec::new(),
            Self::One(m) => vec![m],
            Self::Several(all) => all.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(id: &str, name: &str, aliases: &[&str]) -> CastMember {
        CastMember { aliases: aliases.iter().map(|a| (*a).to_owned()).collect(), ..CastMember::new(id, name) }
    }

    #[test]
    fn an_alias_of_two_is_told() {
        let members = vec![
            member("a", "Ann Orme", &["Mrs. Orme", "The Duchess"]),
            member("b", "Bea Orme", &["mrs orme", "Bea"]),
            member("c", "Duchess", &[]),
        ];
        let cast = Cast::new(members).unwrap();
        let conflicts: Vec<_> =
            cast.conflicts().into_iter().map(|c| (c.alias, c.members.join(" "))).collect();
        assert_eq!(
            conflicts,
            [("Mrs. Orme".to_owned(), "a b".to_owned()), ("The Duchess".to_owned(), "a c".to_owned())]
        );
    }

    #[test]
    fn ids_are_unique_and_names_are_there() {
        let error = |list: Vec<CastMember>| Cast::new(list).unwrap_err().to_string();
        assert_eq!(
            error(vec![member("a", "Ann", &[]), member("a", "Bea", &[])]),
            "members 1 and 2 both have the id \"a\"; put the names of one speaker into one entry"
        );
        assert_eq!(
            error(vec![member(" ", "Ann", &[])]),
            "member 1 (\"Ann\") has no id; give each an id of its own"
        );
        assert_eq!(
            error(vec![member("a", "—", &[])]),
            "member 1 (id \"a\") has no name with a letter or digit in it"
        );
    }

    #[test]
    fn an_alias_said_twice_is_no_conflict() {
        let cast = Cast::new(vec![member("a", "Ann", &["ann", "Ann"])]).unwrap();
        assert!(cast.conflicts().is_empty());
        assert!(matches!(cast.bearers("ann"), Bearers::One(0)));
    }
}
