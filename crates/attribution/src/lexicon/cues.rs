//! Words that report, known by one automaton.

use super::{inflection, list};
use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind, StartKind};
use inquit_tokenizer::{Document, TokenId};
use rustc_hash::FxHashMap;

const VERBS: &str = include_str!("../../data/en/cue-verbs.txt");
const NOUNS: &str = include_str!("../../data/en/cue-nouns.txt");

/// By which complements a cue reports; a set.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Frames(u32);

macro_rules! frames {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $bit:literal;)*) => {
        impl Frames {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*

            /// The frame of that name in the list files.
            fn named(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

frames! {
    /// Introduces or follows words in quotation marks.
    DIRECT = "direct", 0;
    /// Does so only right beside the marks: she smiled.
    MANNER = "manner", 1;
    /// said that it rained
    THAT = "that", 2;
    /// said it rained
    ZERO = "zero", 3;
    /// asked whether it rained
    WH = "wh", 4;
    /// promised to come
    INF = "inf", 5;
    /// suggested going
    ING = "ing", 6;
    /// told them that it rained
    TOLD = "told", 7;
    /// urged them to go
    ORDER = "order", 8;
    /// praised the plan
    OBJECT = "object", 9;
    /// described it as dull
    AS = "as", 10;
    /// is expected to rain
    PASSIVE = "passive", 11;
    /// seems to rain
    RAISING = "raising", 12;
    /// a call for calm
    FOR = "for", 13;
    /// insists on calm
    ON = "on", 14;
    /// refers to calm
    TO = "to", 15;
    /// talks about calm
    ABOUT = "about", 16;
    /// warns of trouble
    OF = "of", 17;
    /// warns against trouble
    AGAINST = "against", 18;
    /// agrees with her
    WITH = "with", 19;
    /// exclaims over it
    OVER = "over", 20;
    /// hints at it
    AT = "at", 21;
    /// believes in it
    IN = "in", 22;
    /// in the view of experts, in her view
    VIEW = "view", 23;
}

impl Frames {
    /// What a verb in no list may report by.
    pub const GENEROUS: Self = Self::THAT
        .with(Self::ZERO)
        .with(Self::WH)
        .with(Self::INF)
        .with(Self::ING)
        .with(Self::OBJECT)
        .with(Self::PREPOSITIONS);
    /// What a noun in no list may report by.
    pub const GENEROUS_NOUN: Self = Self::THAT.with(Self::INF).with(Self::PREPOSITIONS);
    /// All phrases with a preposition.
    const PREPOSITIONS: Self = Self(0b11_1111_1111 << 13);

    /// Whether all of `other` is in the set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the two share a frame.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The frame of a preposition.
    #[must_use]
    pub fn preposition(word: &str) -> Option<Self> {
        /// More bytes than any of them has.
        const MOST: usize = 8;
        let mut lower = [0; MOST];
        let lower = lower.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        Self::named(std::str::from_utf8(lower).ok()?).filter(|f| Self::PREPOSITIONS.has(*f))
    }
}

/// What a word can report by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cue {
    /// A verb.
    Verb {
        /// Its complements.
        frames: Frames,
        /// How many tokens after the verb belong to it: 1 in "pointed out".
        particles: u8,
    },
    /// A noun.
    Noun {
        /// Its complements.
        frames: Frames,
    },
    /// Both: "claim", "call", "promise". The tagger tells which.
    Either {
        /// The verb's complements.
        verb: Frames,
        /// The verb's particles.
        particles: u8,
        /// The noun's complements.
        noun: Frames,
    },
}

/// A word that can report, by its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct CueWord(u32);

/// A verb with the particles that it needs.
#[derive(Debug)]
struct ParticleVerb {
    particles: Vec<&'static str>,
    frames: Frames,
}

#[derive(Debug, Default)]
struct Entry {
    verb: Frames,
    noun: Frames,
    /// Longest first.
    particle_verbs: Vec<ParticleVerb>,
}

/// All words that report.
#[derive(Debug)]
pub struct Cues {
    automaton: AhoCorasick,
    entries: Vec<Entry>,
}

impl Cues {
    /// The lists for English.
    #[must_use]
    pub fn english() -> Self {
        let mut index: FxHashMap<String, usize> = FxHashMap::default();
        let mut words: Vec<String> = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        let mut entry = |word: String, add: &mut dyn FnMut(&mut Entry)| {
            let at = *index.entry(word.clone()).or_insert_with(|| {
                words.push(word);
                entries.push(Entry::default());
                entries.len() - 1
            });
            add(&mut entries[at]);
        };
        for fields in list::entries(VERBS) {
            let mut parts = fields[0].split_whitespace();
            let Some(lemma) = parts.next() else { continue };
            let frames = parts.filter_map(Frames::named).fold(Frames::default(), Frames::with);
            let mut pieces = lemma.split('_');
            let Some(verb) = pieces.next() else { continue };
            let particles: Vec<&'static str> = pieces.collect();
            let forms = inflection::verb_forms(verb, fields.get(1).copied().unwrap_or_default());
            for word in forms {
                entry(word, &mut |e| {
                    if particles.is_empty() {
                        e.verb = e.verb.with(frames);
                    } else {
                        e.particle_verbs.push(ParticleVerb { particles: particles.clone(), frames });
                    }
                });
            }
        }
        for fields in list::entries(NOUNS) {
            let mut parts = fields[0].split_whitespace();
            let Some(lemma) = parts.next() else { continue };
            let frames = parts.filter_map(Frames::named).fold(Frames::default(), Frames::with);
            let plural = inflection::noun_plural(lemma, fields.get(1).copied());
            for word in std::iter::once(lemma.to_owned()).chain(plural) {
                entry(word, &mut |e| e.noun = e.noun.with(frames));
            }
        }
        for e in &mut entries {
            e.particle_verbs.sort_by_key(|p| std::cmp::Reverse(p.particles.len()));
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            // A DFA would be slower to build by a quarter of the start-up, and each word is asked for once.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .prefilter(false)
            .build(&words)
            .expect("the word lists are small and fixed");
        Self { automaton, entries }
    }

    /// The number of a word in lower case, if it can report.
    pub(super) fn number(&self, lower: &str) -> Option<CueWord> {
        let found = self.automaton.find(Input::new(lower).anchored(Anchored::Yes))?;
        (found.end() == lower.len()).then(|| CueWord(found.pattern().as_u32()))
    }

    /// What such a word can report by where it stands, as the token `at`.
    pub(super) fn at(&self, word: CueWord, doc: &Document, at: usize) -> Option<Cue> {
        self.entries.get(word.0 as usize)?.cue(doc, at)
    }
}

impl Entry {
    fn cue(&self, doc: &Document, at: usize) -> Option<Cue> {
        let particle = self.particle_verbs.iter().find(|p| follows(doc, at, &p.particles));
        let (verb, particles) = match particle {
            Some(p) => (p.frames, p.particles.len() as u8),
            None => (self.verb, 0),
        };
        match (verb == Frames::default(), self.noun == Frames::default()) {
            (true, true) => None,
            (false, true) => Some(Cue::Verb { frames: verb, particles }),
            (true, false) => Some(Cue::Noun { frames: self.noun }),
            (false, false) => Some(Cue::Either { verb, particles, noun: self.noun }),
        }
    }
}

/// Whether the tokens after `at` are these words.
fn follows(doc: &Document, at: usize, words: &[&str]) -> bool {
    at + words.len() < doc.tokens().len()
        && words
            .iter()
            .enumerate()
            .all(|(i, w)| doc.token_text(TokenId::from(at + 1 + i)).eq_ignore_ascii_case(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(text: &str) -> Vec<(String, Cue)> {
        let doc = inquit_tokenizer::tokenize(text);
        let english = Cues::english();
        let cue = |i: usize| {
            let text = doc.token_text(TokenId::from(i));
            let word = english.number(&text.to_lowercase())?;
            Some((text.to_owned(), english.at(word, &doc, i)?))
        };
        (0..doc.tokens().len()).filter_map(cue).collect()
    }

    #[test]
    fn forms_are_found_and_parts_of_words_are_not() {
        let found: Vec<String> =
            cues("He SAID it; essays, hearsay and saying so.").into_iter().map(|c| c.0).collect();
        assert_eq!(found, ["SAID", "saying"]);
    }

    #[test]
    fn a_particle_makes_another_verb() {
        let found = cues("She pointed out that it rained.");
        assert!(matches!(found[0].1, Cue::Verb { particles: 1, frames } if frames.has(Frames::THAT)));
    }

    #[test]
    fn each_form_of_a_verb_reports_as_its_lemma() {
        for text in [
            "He demurred.",
            "She averred it.",
            "They referred to it.",
            "He signalled it.",
            "He signaled it.",
            "She coos.",
        ] {
            assert_eq!(cues(text).len(), 1, "{text:?}");
        }
        for text in ["He demured.", "They refered to it.", "She cooes."] {
            assert!(cues(text).is_empty(), "{text:?}; help: a form that nobody writes, see cue-verbs.txt");
        }
    }

    #[test]
    fn no_verb_stands_twice_in_its_list() {
        let mut seen = rustc_hash::FxHashSet::default();
        for fields in list::entries(VERBS) {
            let lemma = fields[0].split_whitespace().next().unwrap_or_default();
            assert!(seen.insert(lemma), "{lemma}; help: put all frames on one line");
        }
    }

    #[test]
    fn every_frame_in_the_lists_is_known() {
        for file in [VERBS, NOUNS] {
            for fields in list::entries(file) {
                for word in fields[0].split_whitespace().skip(1) {
                    assert!(
                        Frames::named(word).is_some(),
                        "{word} in {fields:?} is no frame; help: see cues.rs"
                    );
                }
            }
        }
    }
}
