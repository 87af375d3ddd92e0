//! Sets of words that rules ask for by what they mean: times, occasions, words for what is said.

use super::list::entries;
use rustc_hash::FxHashMap;
use std::ops::BitOr;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../data/en/word_sets.txt");

/// The sets that a word is in.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct WordSet(u32);

impl WordSet {
    /// Heads a phrase of time: "Monday", "week".
    pub(crate) const TIME: Self = Self(1);
    /// Heads a phrase that tells where something was said: "statement", "debate".
    pub(crate) const OCCASION: Self = Self(1 << 1);
    /// Names what is said: "answer".
    pub(crate) const SAYING: Self = Self(1 << 2);
    /// Carries words: "message".
    pub(crate) const WRITING: Self = Self(1 << 3);
    /// Has a title: "film".
    pub(crate) const WORK: Self = Self(1 << 4);
    /// Stands for somebody although it looks like an adjective: "official".
    pub(crate) const PEOPLE: Self = Self(1 << 5);
    /// Stands for people by itself: "many".
    pub(crate) const QUANTITY: Self = Self(1 << 6);
    /// Past of a verb and not its participle: "went".
    pub(crate) const PAST: Self = Self(1 << 7);
    /// Reports that whoever spoke last speaks on: "continued".
    pub(crate) const GOES_ON: Self = Self(1 << 8);
    /// Reports that another speaks: "replied".
    pub(crate) const ANSWERS: Self = Self(1 << 9);

    /// Makes of a report what might be reported: "if", "would".
    pub(crate) const HEDGE: Self = Self(1 << 10);
    /// Begins a clause or a phrase that a content may end before: "which", "while".
    pub(crate) const OPENS: Self = Self(1 << 11);
    /// Reports what nobody hears: "thought".
    pub(crate) const THINKS: Self = Self(1 << 12);
    /// Tells of writing or reading: "wrote".
    pub(crate) const WRITES: Self = Self(1 << 13);
    /// Tells when or where, before a phrase: "during".
    pub(crate) const LOCATES: Self = Self(1 << 14);
    /// Begins a clause that tells more of another: "because".
    pub(crate) const SUBORDINATES: Self = Self(1 << 15);
    /// A measure, by itself behind "according to": "height".
    pub(crate) const MEASURE: Self = Self(1 << 16);
    /// Tells what sort of text a headline heads: "interview".
    pub(crate) const LABEL: Self = Self(1 << 17);
    /// Has for its object whoever speaks: they "heard" Ann shout.
    pub(crate) const HEARS: Self = Self(1 << 18);
    /// The same before "as": the paper "quoted" Ann as saying.
    pub(crate) const QUOTES: Self = Self(1 << 19);
    /// Tells how a saying came to be known or about: was "quoted" as saying, was "forced" to admit.
    pub(crate) const CAUGHT: Self = Self(1 << 20);
    /// Tells what somebody is whose name stood right before: "the striker".
    pub(crate) const EPITHET: Self = Self(1 << 21);
    /// May keep an object as a participle: a man "named" Lee.
    pub(crate) const TWO_OBJECTS: Self = Self(1 << 22);
    /// A body that bears the name of its town: "hospital".
    pub(crate) const OF_TOWN: Self = Self(1 << 23);
    /// A participle that tells what befell somebody: "born" above a shop.
    pub(crate) const BEFALLS: Self = Self(1 << 24);
    /// What children call their parents by, and no title: "da".
    pub(crate) const CALLS_KIN: Self = Self(1 << 25);
    /// Before "to" has for its object whoever speaks: it "caused" Ann to say.
    pub(crate) const FORCES: Self = Self(1 << 26);
    /// Tells somebody from others with the same noun: the "tall" man.
    pub(crate) const CONTRASTS: Self = Self(1 << 27);
    /// Tells that there are several: the "second" man.
    pub(crate) const ORDERS: Self = Self(1 << 28);
    /// Speaks for whoever has it, in a story: his "voice".
    pub(crate) const OWNED: Self = Self(1 << 29);

    /// The sets by their names in the file.
    const NAMED: [(&'static str, Self); 30] = [
        ("time", Self::TIME),
        ("occasion", Self::OCCASION),
        ("saying", Self::SAYING),
        ("writing", Self::WRITING),
        ("work", Self::WORK),
        ("people", Self::PEOPLE),
        ("quantity", Self::QUANTITY),
        ("past", Self::PAST),
        ("goes_on", Self::GOES_ON),
        ("answers", Self::ANSWERS),
        ("hedge", Self::HEDGE),
        ("opens", Self::OPENS),
        ("thinks", Self::THINKS),
        ("writes", Self::WRITES),
        ("locates", Self::LOCATES),
        ("subordinates", Self::SUBORDINATES),
        ("measure", Self::MEASURE),
        ("label", Self::LABEL),
        ("hears", Self::HEARS),
        ("quotes", Self::QUOTES),
        ("caught", Self::CAUGHT),
        ("epithet", Self::EPITHET),
        ("two_objects", Self::TWO_OBJECTS),
        ("of_town", Self::OF_TOWN),
        ("befalls", Self::BEFALLS),
        ("calls_kin", Self::CALLS_KIN),
        ("forces", Self::FORCES),
        ("contrasts", Self::CONTRASTS),
        ("orders", Self::ORDERS),
        ("owned", Self::OWNED),
    ];

    /// The sets that a word in lower case is in.
    pub(crate) fn of(word: &str) -> Self {
        static SETS: LazyLock<FxHashMap<&'static str, WordSet>> = LazyLock::new(WordSet::read);
        SETS.get(word).copied().unwrap_or_default()
    }

    /// Whether any of those sets is among them.
    pub(crate) const fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    fn read() -> FxHashMap<&'static str, Self> {
        let mut sets: FxHashMap<&'static str, Self> = FxHashMap::default();
        for (name, words) in entries(FILE).filter_map(|fields| fields.first()?.split_once(':')) {
            let Some((_, set)) = Self::NAMED.iter().find(|(known, _)| *known == name) else { continue };
            for word in words.split_whitespace() {
                let known = sets.entry(word).or_default();
                *known = *known | *set;
            }
        }
        sets
    }
}

impl BitOr for WordSet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_be_in_several_sets_or_none() {
        assert!(WordSet::of("reply").any(WordSet::SAYING) && WordSet::of("reply").any(WordSet::OCCASION));
        assert!(WordSet::of("monday").any(WordSet::TIME) && !WordSet::of("monday").any(WordSet::SAYING));
        assert_eq!(WordSet::of("pond"), WordSet::default());
    }

    #[test]
    fn every_line_names_a_known_set_and_every_set_has_a_line() {
        let names: Vec<&str> =
            entries(FILE).filter_map(|f| f.first()?.split_once(':')).map(|(name, _)| name).collect();
        let known: Vec<&str> = WordSet::NAMED.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, known, "help: data/en/word_sets.txt has a line for each set, in this order");
    }
}
