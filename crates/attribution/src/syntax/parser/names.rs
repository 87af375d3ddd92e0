//! From scores of tags to names.

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A body that acts as one: firm, office, party, club, newspaper.
    Organisation,
    /// A place: country, town, river, street.
    Place,
    /// Anything else with a name: peoples, works, events, products.
    Other,
}

impl NameKind {
    /// All kinds, in the order of the tags.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::Place, Self::Other];

    /// The usual abbreviation: PER, ORG, LOC, MISC.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Organisation => "ORG",
            Self::Place => "LOC",
            Self::Other => "MISC",
        }
    }
}

/// Tags of a word: no name, or for each kind the first word of a name and a further one.
pub const TAGS: usize = 1 + 2 * NameKind::ALL.len();

/// The tag of a word of a name.
#[must_use]
pub const fn tag(kind: NameKind, first: bool) -> u8 {
    1 + 2 * kind as u8 + if first { 0 } else { 1 }
}

/// Whether a tag can follow another: a further word of a name follows one of the same name.
const fn follows(tag: usize, before: usize) -> bool {
    tag == 0 || tag % 2 == 1 || before == tag || before + 1 == tag
}

/// Finds the best tags of a sentence (Viterbi 1967).
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    from: Vec<[u8; TAGS]>,
}

impl Decoder {
    /// Puts into `tags` the tag of each word, given the scores of all tags for each.
    pub fn decode(&mut self, scores: impl Iterator<Item = [f32; TAGS]>, tags: &mut Vec<u8>) {
        self.from.clear();
        tags.clear();
        let mut best = [0.0; TAGS];
        for (i, scores) in scores.enumerate() {
            let before = best;
            let mut from = [0; TAGS];
            for (tag, score) in scores.into_iter().enumerate() {
                let mut way = (f32::NEG_INFINITY, 0);
                for (last, sum) in before.iter().enumerate() {
                    // Nothing stands before the first word.
                    if *sum > way.0 && follows(tag, if i == 0 { 0 } else { last }) {
                        way = (*sum, last as u8);
                    }
                }
                best[tag] = way.0 + score;
                from[tag] = way.1;
            }
            self.from.push(from);
        }
        let mut tag = 0;
        for (t, sum) in best.iter().enumerate() {
            if *sum > best[usize::from(tag)] {
                tag = t as u8;
            }
        }
        for from in self.from.iter().rev() {
            tags.push(tag);
            tag = from.get(usize::from(tag)).copied().unwrap_or_default();
        }
        tags.reverse();
    }
}

/// The names in a list of tags: first word, one behind the last, kind.
pub fn names(tags: &[u8]) -> impl Iterator<Item = (usize, usize, NameKind)> {
    let kind = |tag: u8| NameKind::ALL.get(usize::from(tag.wrapping_sub(1)) / 2).copied();
    tags.iter().enumerate().filter(|(_, tag)| **tag % 2 == 1).filter_map(move |(start, tag)| {
        let more = tags.get(start + 1..).unwrap_or_default().iter().take_while(|t| **t == tag + 1).count();
        Some((start, start + 1 + more, kind(*tag)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(wanted: &[u8]) -> Vec<u8> {
        let scores =
            wanted.iter().map(|tag| std::array::from_fn(|t| if t == usize::from(*tag) { 1.0 } else { 0.0 }));
        let mut tags = Vec::new();
        Decoder::default().decode(scores, &mut tags);
        tags
    }

    #[test]
    fn what_can_be_stays_as_it_is() {
        let tags = [0, 1, 2, 2, 0, 3, 1, 5, 6];
        assert_eq!(decode(&tags), tags);
        assert_eq!(decode(&[]), []);
        let found: Vec<_> = names(&tags).collect();
        use NameKind::{Organisation, Person, Place};
        assert_eq!(found, [(1, 4, Person), (5, 6, Organisation), (6, 7, Person), (7, 9, Place)]);
    }

    #[test]
    fn a_further_word_follows_a_first_one_of_its_kind() {
        for tags in [[2, 2, 0], [0, 4, 4], [1, 4, 4], [3, 6, 6]] {
            let found = decode(&tags);
            assert!(found.iter().enumerate().all(|(i, t)| {
                follows(usize::from(*t), i.checked_sub(1).map_or(0, |at| usize::from(found[at])))
            }));
            assert_ne!(found, tags);
        }
    }

    #[test]
    fn scores_that_are_no_numbers_do_no_harm() {
        let mut tags = Vec::new();
        Decoder::default().decode([[f32::NAN; TAGS]; 3].into_iter(), &mut tags);
        assert_eq!(tags.len(), 3);
    }
}
