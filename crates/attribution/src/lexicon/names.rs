//! What words can do in names and in noun phrases for people: first names, titles, kin, trades, bodies, places.

use super::lines::{self, Lines};
use crate::Gender;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const FIRST_NAMES: &str = include_str!("../../data/en/first_names.txt");
/// Where each of them stands.
#[allow(long_running_const_eval)]
static FIRST_NAME_PLACES: [u32; 1 << 16] = lines::places(FIRST_NAMES);
const NICKNAMES: &str = include_str!("../../data/en/nicknames.txt");
const TITLES: &str = include_str!("../../data/en/titles.txt");
const NOUNS: &str = include_str!("../../data/en/nouns.txt");
const ORGANISATIONS: &str = include_str!("../../data/en/organisations.txt");
const PLACES: &str = include_str!("../../data/en/places.txt");
const GENRE: &str = include_str!("../../data/en/genre.txt");
const NOT_NAMES: &str = include_str!("../../data/en/not_names.txt");

/// What sort of title.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TitleKind {
    /// Mr, Lady, Sir: part of the name; two that disagree are two people.
    Honorific,
    /// Aunt, Uncle: a family word before a name.
    Kin,
    /// Captain, Senator, Dr: a rank, a calling or an office.
    Rank,
}

/// A word that stands before a name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Title {
    /// What sort.
    pub kind: TitleKind,
    /// Whose.
    pub gender: Gender,
}

/// What a noun for somebody who speaks stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NounClass {
    /// One human being by trade, office, age or character.
    Person,
    /// One human being by kinship.
    Kin,
    /// Several at once.
    Group,
    /// A body that speaks as one.
    Organisation,
    /// Words on paper, a screen or a wall.
    Document,
}

/// A noun for somebody who can speak.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Noun {
    /// What it stands for.
    pub class: NounClass,
    /// Whose.
    pub gender: Gender,
}

/// What one word can do. A word can do several things: "general" is a title, a noun and a modifier.
#[derive(Clone, Copy, Default, Debug)]
pub struct Word {
    /// Stands before a name.
    pub title: Option<Title>,
    /// Heads a noun phrase for somebody, in the form it stands in.
    pub noun: Option<Noun>,
    /// Sets of the lists, see the constants of [`Word`].
    sets: u16,
    /// Percent of bearers who are female, plus one; 0 if it is no first name.
    female: u8,
    /// The same before 1930.
    female_old: u8,
}

impl Word {
    /// Stands between the title of an office and what it is about: "prime", "foreign".
    pub const MODIFIER: u16 = 1;
    /// Follows a name: "Jr".
    pub const SUFFIX: u16 = 1 << 1;
    /// Belongs to a surname: "van", "de".
    pub const PARTICLE: u16 = 1 << 2;
    /// Closes the name of a body.
    pub const ORG_END: u16 = 1 << 3;
    /// Opens the name of a body.
    pub const ORG_START: u16 = 1 << 4;
    /// Is the name of a body, or closes that of a newspaper.
    pub const ORG_PAPER: u16 = 1 << 5;
    /// A country, a state or a city.
    pub const PLACE: u16 = 1 << 6;
    /// An adjective or a people of a country.
    pub const PEOPLE: u16 = 1 << 7;
    /// A day, a month, a season.
    pub const TIME: u16 = 1 << 8;
    /// A capitalised thing.
    pub const THING: u16 = 1 << 9;
    /// A common word, capitalised only where a sentence begins.
    pub const COMMON: u16 = 1 << 10;
    /// Reports are full of it, stories are not.
    pub const REPORT: u16 = 1 << 11;
    /// A noun that anybody may be called by in passing.
    pub const GENERIC: u16 = 1 << 12;
    /// Stands for a thing, a place or a body, but is the last name of many: "hill", "church".
    pub const SURNAME: u16 = 1 << 13;
    /// A body of a state, whose name has this word: "the ministry" is none that is called something else.
    pub const STATE: u16 = 1 << 14;
    /// The sets of what is nobody's name.
    pub(crate) const SETS_OF_THINGS: u16 =
        Self::TIME | Self::THING | Self::PLACE | Self::ORG_END | Self::ORG_START | Self::ORG_PAPER;
    /// The sets that tell what sort of name a word belongs to.
    pub(crate) const SETS: [u16; 10] = [
        Self::MODIFIER,
        Self::SUFFIX,
        Self::PARTICLE,
        Self::ORG_END,
        Self::ORG_START,
        Self::ORG_PAPER,
        Self::PLACE,
        Self::PEOPLE,
        Self::TIME,
        Self::THING,
    ];

    /// Whether the word is in one of the sets.
    #[must_use]
    pub const fn is(self, sets: u16) -> bool {
        self.sets & sets != 0
    }

    /// Probability that a bearer of this first name is female; `None` if it is no first name.
    #[must_use]
    pub fn female(self) -> Option<f32> {
        (self.female > 0).then(|| f32::from(self.female - 1) / 100.0)
    }

    /// The same for those born before 1930.
    #[must_use]
    pub fn female_old(self) -> Option<f32> {
        (self.female_old > 0).then(|| f32::from(self.female_old - 1) / 100.0)
    }
}

/// Endings that make somebody of another word.
const ENDINGS: &[(&str, Gender)] = &[
    ("keeper", Gender::Unknown),
    ("maker", Gender::Unknown),
    ("monger", Gender::Unknown),
    ("wright", Gender::Unknown),
    ("master", Gender::Male),
    ("mistress", Gender::Female),
];

/// The lists about names of one language.
#[derive(Debug)]
pub struct Names {
    first_names: Lines,
    /// All other words.
    words: FxHashMap<&'static str, Word>,
    nicknames: FxHashMap<&'static str, &'static str>,
}

/// The lists for English, read at first use.
#[must_use]
pub fn english() -> &'static Names {
    static NAMES: LazyLock<Names> = LazyLock::new(Names::read);
    &NAMES
}

/// Lines that are no comments.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|l| !l.starts_with('#') && !l.is_empty())
}

/// Lines of the form `class gender: words` or `class: words`.
fn classes(
    text: &'static str,
) -> impl Iterator<Item = (&'static str, Gender, std::str::SplitWhitespace<'static>)> {
    lines(text).filter_map(|l| {
        let (head, words) = l.split_once(':')?;
        let (class, gender) = head.split_once(' ').unwrap_or((head, "-"));
        let gender = match gender {
            "f" => Gender::Female,
            "m" => Gender::Male,
            _ => Gender::Unknown,
        };
        Some((class, gender, words.split_whitespace()))
    })
}

impl Names {
    fn read() -> Self {
        let mut words: FxHashMap<&'static str, Word> = FxHashMap::default();
        for (class, gender, list) in classes(TITLES) {
            let kind = match class {
                "honorific" => TitleKind::Honorific,
                "kin" => TitleKind::Kin,
                "rank" => TitleKind::Rank,
                other => {
                    let set = match other {
                        "modifier" => Word::MODIFIER,
                        "suffix" => Word::SUFFIX,
                        _ => Word::PARTICLE,
                    };
                    list.for_each(|w| words.entry(w).or_default().sets |= set);
                    continue;
                }
            };
            for w in list {
                words.entry(w).or_default().title = Some(Title { kind, gender });
            }
        }
        for (class, gender, list) in classes(NOUNS) {
            let class = match class {
                "person" => NounClass::Person,
                "kin" => NounClass::Kin,
                "group" => NounClass::Group,
                "organisation" => NounClass::Organisation,
                "generic" | "state" => {
                    let set = if class == "state" { Word::STATE } else { Word::GENERIC };
                    list.for_each(|w| words.entry(w).or_default().sets |= set);
                    continue;
                }
                _ => NounClass::Document,
            };
            for w in list {
                // The first class that lists a word wins: "captain" is a soldier before a player.
                words.entry(w).or_default().noun.get_or_insert(Noun { class, gender });
            }
        }
        for (text, sets) in [
            (
                ORGANISATIONS,
                &[("end", Word::ORG_END), ("start", Word::ORG_START), ("paper", Word::ORG_PAPER)][..],
            ),
            (GENRE, &[("report", Word::REPORT)][..]),
            (PLACES, &[("people", Word::PEOPLE), ("", Word::PLACE)][..]),
            (
                NOT_NAMES,
                &[
                    ("time", Word::TIME),
                    ("thing", Word::THING),
                    ("word", Word::COMMON),
                    ("surname", Word::SURNAME),
                ][..],
            ),
        ] {
            for (class, _, list) in classes(text) {
                let set = sets.iter().find(|(c, _)| *c == class || c.is_empty()).map_or(0, |(_, s)| *s);
                list.for_each(|w| words.entry(w).or_default().sets |= set);
            }
        }
        let nicknames = lines(NICKNAMES).filter_map(|l| l.split_once('\t')).collect();
        Self { first_names: Lines::new(FIRST_NAMES, &FIRST_NAME_PLACES), words, nicknames }
    }

    /// What a word can do. Takes lower case without a final stop.
    #[must_use]
    pub fn word(&self, lower: &str) -> Word {
        let word = self.words.get(lower).copied();
        match self.first_name(lower) {
            Some((female, female_old)) => Word { female, female_old, ..word.unwrap_or_default() },
            None => word.unwrap_or_else(|| self.compound(lower)),
        }
    }

    /// How many bearers of a first name are female, see [`Word`].
    fn first_name(&self, lower: &str) -> Option<(u8, u8)> {
        let mut shares = self.first_names.get(lower)?.split('\t');
        let now: u8 = shares.next()?.parse().ok()?;
        let old = shares.next().and_then(|old| old.parse().ok()).unwrap_or(now);
        Some((now.min(100) + 1, old.min(100) + 1))
    }

    /// A word in no list, by its last part: "toll-keeper", "clockmaker" are somebody.
    fn compound(&self, lower: &str) -> Word {
        let person = |gender| Some(Noun { class: NounClass::Person, gender });
        let noun = match lower.rsplit_once('-') {
            Some((first, last)) if !first.is_empty() => {
                let noun = self.words.get(last).and_then(|w| w.noun);
                noun.filter(|n| matches!(n.class, NounClass::Person | NounClass::Kin))
            }
            _ => ENDINGS
                .iter()
                .find(|(ending, _)| lower.strip_suffix(ending).is_some_and(|first| first.len() > 2))
                .and_then(|(_, gender)| person(*gender)),
        };
        Word { noun, ..Word::default() }
    }

    /// What a noun stands for, and whether it stands for several. Takes lower case.
    #[must_use]
    pub fn noun(&self, lower: &str) -> Option<(Noun, bool)> {
        self.noun_of(self.word(lower), lower)
    }

    /// The same for a word that has been looked up.
    #[must_use]
    pub fn noun_of(&self, word: Word, lower: &str) -> Option<(Noun, bool)> {
        if let Some(noun) = word.noun {
            return Some((noun, noun.class == NounClass::Group));
        }
        let singular =
            |s: &str| self.words.get(s).and_then(|w| w.noun).filter(|n| n.class != NounClass::Group);
        let stem = lower.strip_suffix('s')?;
        let noun = singular(stem).or_else(|| stem.strip_suffix('e').and_then(singular)).or_else(|| {
            let stem = stem.strip_suffix("ie")?;
            singular(&format!("{stem}y"))
        })?;
        Some((noun, true))
    }

    /// The full names that a short form may stand for; empty if it is none. Takes lower case.
    pub fn full_forms(&self, lower: &str) -> impl Iterator<Item = &'static str> + use<> {
        self.nicknames.get(lower).copied().unwrap_or("").split(' ').filter(|s| !s.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names_have_a_gender() {
        let n = english();
        assert!(n.word("margaret").female().unwrap() > 0.9);
        assert!(n.word("henry").female().unwrap() < 0.1);
        assert!(n.word("evelyn").female_old().is_some());
        assert_eq!(n.word("xyzzy").female(), None);
    }

    #[test]
    fn titles_have_kind_and_gender() {
        let n = english();
        let t = n.word("mrs").title.unwrap();
        assert_eq!((t.kind, t.gender), (TitleKind::Honorific, Gender::Female));
        assert_eq!(n.word("senator").title.unwrap().kind, TitleKind::Rank);
        assert_eq!(n.word("aunt").title.unwrap().kind, TitleKind::Kin);
    }

    #[test]
    fn nouns_know_their_plural() {
        let n = english();
        assert_eq!(n.noun("secretaries").map(|(n, p)| (n.class, p)), Some((NounClass::Person, true)));
        assert_eq!(n.noun("companies").map(|(n, p)| (n.class, p)), Some((NounClass::Organisation, true)));
        assert_eq!(n.noun("witnesses").map(|(n, p)| (n.class, p)), Some((NounClass::Group, true)));
        assert_eq!(n.noun("aunt").map(|(n, p)| (n.gender, p)), Some((Gender::Female, false)));
        assert_eq!(n.noun("table"), None);
    }

    #[test]
    fn the_last_part_of_a_word_tells_who_it_is() {
        let n = english();
        for person in ["toll-keeper", "clockmaker", "post-mistress", "fishmonger"] {
            assert_eq!(n.noun(person).map(|(n, _)| n.class), Some(NounClass::Person), "{person}");
        }
        assert_eq!(n.noun("quizmistress").map(|(n, _)| n.gender), Some(Gender::Female));
        assert_eq!(n.noun("table-cloth"), None);
        assert_eq!(n.noun("-maker"), None);
    }

    #[test]
    fn short_forms_lead_to_full_names() {
        let n = english();
        assert!(n.full_forms("lizzy").any(|f| f == "elizabeth"));
        assert_eq!(n.full_forms("zzz").count(), 0);
    }
}
