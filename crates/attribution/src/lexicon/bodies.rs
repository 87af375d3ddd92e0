//! Sorts of bodies: by which nouns a text comes back to a body, and what the words of its name tell of its sort.

use super::list::entries;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../data/en/bodies.txt");

/// The number of the sort of charities and associations; that of companies is the first.
const CIVIL: usize = 9;

/// Some sorts of bodies.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Sorts(u16);

/// For a word: the sorts that it stands for as a noun, and those that it tells of in a name.
static WORDS: LazyLock<FxHashMap<&'static str, (Sorts, Sorts)>> = LazyLock::new(read);

fn read() -> FxHashMap<&'static str, (Sorts, Sorts)> {
    let mut words: FxHashMap<&'static str, (Sorts, Sorts)> = FxHashMap::default();
    for (number, fields) in entries(FILE).enumerate() {
        let sort = 1u16 << number;
        let nouns = fields.first().and_then(|line| line.split_once(':')).map_or("", |(_, nouns)| nouns);
        nouns.split_whitespace().for_each(|word| words.entry(word).or_default().0.0 |= sort);
        let names = fields.get(1).copied().unwrap_or_default();
        names.split_whitespace().for_each(|word| words.entry(word).or_default().1.0 |= sort);
    }
    words
}

impl Sorts {
    /// Those that a noun in lower case stands for; none for other words.
    pub(crate) fn of_noun(noun: &str) -> Self {
        WORDS.get(noun).map(|w| w.0).unwrap_or_default()
    }

    /// Those that the words of a name in lower case tell of, with one space between them; none where they tell nothing.
    pub(crate) fn of_name(name: &str) -> Self {
        Self(name.split(' ').filter_map(|word| WORDS.get(word)).fold(0, |all, w| all | w.1.0))
    }

    /// Whether a name that tells no sort may be of one of them: a company's or a charity's, but hardly a court's.
    pub(crate) fn may_be_any(self) -> bool {
        self.meet(Self(1 | 1 << CIVIL))
    }

    /// Whether there are none.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether one of them is among others.
    pub(crate) fn meet(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::names::{Word, english};

    #[test]
    fn a_noun_goes_back_to_names_of_its_sort() {
        let meet = |noun, name| Sorts::of_noun(noun).meet(Sorts::of_name(name));
        assert!(meet("company", "ferro foods") && meet("bank", "orme bank") && meet("paper", "orme herald"));
        assert!(
            !meet("union", "ferro foods")
                && !meet("bank", "ferro foods")
                && !meet("company", "orme workers' union")
        );
        assert!(Sorts::of_name("vexel").is_empty() && Sorts::of_noun("pond").is_empty());
    }

    #[test]
    fn each_line_is_a_sort_with_nouns() {
        let lines: Vec<_> = entries(FILE).collect();
        assert!(lines.len() <= 16, "help: a sort is a bit");
        assert!(lines[0][0].starts_with("business:") && lines[CIVIL][0].starts_with("civil:"));
        for line in lines {
            let (name, nouns) = line[0].split_once(':').unwrap();
            assert!(!name.is_empty() && !nouns.trim().is_empty(), "{name}");
            // A ministry is called by its own name alone.
            let of_state = |noun: &&str| english().word(noun).is(Word::STATE);
            assert_eq!(nouns.split_whitespace().find(of_state), None, "{name}");
        }
    }
}
