//! The distinct words of a document with what the lexicon knows of them and how the text uses them.

use crate::lexicon::names::{self, Names, Noun, Word};
use crate::memo::{Seen, recall};
use crate::syntax::{OfEach, Pos, Syntax};
use inquit_tokenizer::{Document, ParagraphKind, SentenceId, TokenId, TokenKind};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::collections::hash_map::Entry;
use std::hash::BuildHasher;

/// A distinct word, without regard to case, diacritics and a final stop.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct WordId(pub u32);

/// How a token is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// No letter first.
    Other,
    /// lower
    Lower,
    /// Capital
    Capital,
    /// CAPITALS, two letters or more.
    Upper,
}

/// What is known of a distinct word.
#[derive(Clone, Debug)]
pub struct WordInfo {
    /// From the lexicon.
    pub word: Word,
    /// From the lexicon: what it stands for as a noun, and whether for several.
    pub noun: Option<(Noun, bool)>,
    /// How often it stands in lower case.
    pub lower: u32,
    /// How often it stands with a capital where no sentence begins.
    pub capital_inside: u32,
    /// How often it stands with a capital at the beginning of a sentence.
    pub capital_first: u32,
    /// How often, with a capital, a title such as "Mr." or a first name stands before it.
    pub named: u32,
}

/// The words of a document.
#[derive(Clone, Debug, Default)]
pub struct Words {
    ids: Vec<WordId>,
    shapes: Vec<Shape>,
    first: Vec<bool>,
    info: Vec<WordInfo>,
    /// The distinct words one after the other: lower case, no diacritics, no final stop.
    folded: String,
    /// Where each of them ends, in bytes.
    ends: Vec<usize>,
}

/// Letters with diacritics and the letters they go back to, for names: "Peña" and "Pena" are one.
const FOLDS: [(&str, char); 15] = [
    ("àáâãäåāăą", 'a'),
    ("çćč", 'c'),
    ("ďđ", 'd'),
    ("èéêëēėęě", 'e'),
    ("ğ", 'g'),
    ("ìíîïīįı", 'i'),
    ("łľ", 'l'),
    ("ñńň", 'n'),
    ("òóôõöøōő", 'o'),
    ("řŕ", 'r'),
    ("śšş", 's'),
    ("ťţ", 't'),
    ("ùúûüūůű", 'u'),
    ("ýÿ", 'y'),
    ("źžż", 'z'),
];

/// All those letters lie here.
const FOLDED: std::ops::RangeInclusive<char> = 'à'..='ž';

/// Appends a word in lower case, without diacritics and without a final stop.
pub(crate) fn fold_into(out: &mut String, word: &str) {
    let word = word.strip_suffix('.').unwrap_or(word);
    for c in word.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        if c == '’' {
            out.push('\'');
            continue;
        }
        for c in c.to_lowercase() {
            if !FOLDED.contains(&c) {
                out.push(c);
                continue;
            }
            match FOLDS.iter().find(|(from, _)| from.contains(c)) {
                Some(&(_, to)) => out.push(to),
                None => out.push(c),
            }
        }
    }
}

/// Whether a word before a month's name makes it one: "since May".
pub(super) fn dates(folded: &str) -> bool {
    matches!(
        folded,
        "in" | "of"
            | "since"
            | "until"
            | "till"
            | "last"
            | "next"
            | "early"
            | "late"
            | "this"
            | "by"
            | "during"
    )
}

/// What follows a particle that is written together with a name: "al-**Hadad**", "d'**Artagnan**".
fn without_particle(text: &str) -> Option<&str> {
    /// Arabic articles, as they are written before letters of all kinds, and those of French and Italian.
    const PARTICLES: [&str; 12] =
        ["al-", "el-", "an-", "ar-", "as-", "ash-", "at-", "ad-", "d'", "d’", "l'", "l’"];
    // Each word of a text is asked.
    if !text.starts_with(['a', 'd', 'e', 'l']) {
        return None;
    }
    let rest = PARTICLES.iter().find_map(|p| text.strip_prefix(p))?;
    rest.starts_with(char::is_uppercase).then_some(rest)
}

fn shape(text: &str) -> Shape {
    let text = without_particle(text).unwrap_or(text);
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        None => Shape::Other,
        Some(c) if !c.is_uppercase() => Shape::Lower,
        Some(_) => {
            let mut rest = letters.peekable();
            if rest.peek().is_some() && rest.all(char::is_uppercase) { Shape::Upper } else { Shape::Capital }
        }
    }
}

/// Whether a sentence is a heading that writes every word of some length with a capital: "The Owl Comes Back to Orme".
/// There, a capital says nothing of a word.
pub(super) fn in_title_case(doc: &Document, sentence: SentenceId) -> bool {
    let s = doc.sentence(sentence);
    if doc.paragraph(s.paragraph).kind != ParagraphKind::Heading {
        return false;
    }
    let word = |t: &TokenId| doc.token(*t).kind == TokenKind::Word;
    // "Dr. Hale and Ada Orme came up." is a short sentence: a title gives its last word a capital.
    if s.tokens.iter().rev().find(word).is_some_and(|t| shape(doc.token_text(t)) == Shape::Lower) {
        return false;
    }
    let mut capitals = 0;
    for t in s.tokens.iter().filter(|t| doc.token(*t).kind == TokenKind::Word) {
        match shape(doc.token_text(t)) {
            Shape::Capital => capitals += 1,
            Shape::Lower if doc.token_text(t).chars().count() >= LONG => return false,
            Shape::Lower | Shape::Upper | Shape::Other => {}
        }
    }
    capitals >= 3
}

/// Letters of a word that a title-case line writes with a capital.
const LONG: usize = 5;

/// Where each distinct word stands in the list of words, by its hash; words whose hash is taken have the next one.
#[derive(Default)]
struct Index(FxHashMap<u64, WordId>);

impl Index {
    /// The word with this folded form, added if it is not in the list yet.
    fn find_or_add(&mut self, words: &mut Words, folded: &str, names: &Names) -> WordId {
        let mut hash = FxBuildHasher.hash_one(folded);
        loop {
            match self.0.entry(hash) {
                Entry::Occupied(known) if words.folded_of(*known.get()) == folded => return *known.get(),
                Entry::Occupied(_) => hash = hash.wrapping_add(1),
                Entry::Vacant(free) => {
                    let (word, noun) = listed(names, folded);
                    words.folded.push_str(folded);
                    words.ends.push(words.folded.len());
                    words.info.push(WordInfo {
                        word,
                        noun,
                        lower: 0,
                        capital_inside: 0,
                        capital_first: 0,
                        named: 0,
                    });
                    return *free.insert(WordId(words.info.len() as u32 - 1));
                }
            }
        }
    }
}

/// What the lists know of a word by its folded form.
fn listed(names: &Names, folded: &str) -> (Word, Option<(Noun, bool)>) {
    thread_local! {
        /// By the lists of the program.
        static SEEN: Seen<(Word, Option<(Noun, bool)>)> = Seen::default();
    }
    let look_up = || {
        let word = names.word(folded);
        (word, names.noun_of(word, folded))
    };
    if std::ptr::eq(names, names::english()) { recall(&SEEN, folded, look_up) } else { look_up() }
}

impl Words {
    /// Reads a document once.
    #[must_use]
    pub fn read(doc: &Document, syntax: &Syntax, names: &Names) -> Self {
        let n = doc.tokens().len();
        let mut words = Self {
            ids: Vec::with_capacity(n),
            shapes: Vec::with_capacity(n),
            first: Vec::with_capacity(n),
            ..Self::default()
        };
        // A word is folded and looked up once for each way to write it.
        let mut written = OfEach::new(syntax.distinct());
        let mut index = Index::default();
        let mut key = String::new();
        let mut sentence = None;
        let mut begins = true;
        let mut tells = true;
        let (mut before_names, mut before_word) = (false, false);
        for (i, token) in doc.tokens().iter().enumerate() {
            let text = &doc.text()[token.range];
            if sentence != Some(token.sentence) {
                (sentence, begins) = (Some(token.sentence), true);
                tells = !in_title_case(doc, token.sentence);
            }
            let (id, shape) = *written.get(i, || {
                key.clear();
                fold_into(&mut key, text);
                (index.find_or_add(&mut words, &key, names), shape(text))
            });
            let shape = if token.kind == TokenKind::Word { shape } else { Shape::Other };
            let info = &mut words.info[id.0 as usize];
            match shape {
                Shape::Lower => info.lower += 1,
                Shape::Capital if tells => {
                    // A tagger that saw the sentence may know that its first word is a name.
                    if begins && syntax.pos(TokenId::from(i)) != Pos::Propn {
                        info.capital_first += 1;
                    } else {
                        info.capital_inside += 1;
                    }
                    let thing = info.word.is(Word::SETS_OF_THINGS) && !info.word.is(Word::SURNAME);
                    info.named += u32::from(before_names || before_word && !thing);
                }
                Shape::Capital | Shape::Upper | Shape::Other => {}
            }
            // "Will Page": a word that is a first name, too, but "Long Island" is nobody.
            before_word = shape == Shape::Capital
                && !begins
                && info.word.female().is_some()
                && syntax.pos(TokenId::from(i)) == Pos::Propn;
            before_names = shape == Shape::Capital
                && (info.word.title.is_some() || info.word.female().is_some() && !info.word.is(Word::COMMON))
                || before_names && text == ".";
            words.ids.push(id);
            words.shapes.push(shape);
            words.first.push(begins && shape != Shape::Other);
            begins = match token.kind {
                TokenKind::Mark => true,
                TokenKind::Punctuation => begins || matches!(text, ":" | "…" | "—" | "–" | "--" | ";"),
                TokenKind::Word | TokenKind::Number | TokenKind::Symbol => false,
            };
        }
        words
    }

    /// The folded forms of all distinct words, by id.
    pub(super) fn each(&self) -> impl Iterator<Item = &str> {
        (0..self.info.len() as u32).map(|id| self.folded_of(WordId(id)))
    }

    /// The word of a token.
    #[must_use]
    pub fn id(&self, token: TokenId) -> WordId {
        self.ids.get(token.index()).copied().unwrap_or(WordId(u32::MAX))
    }

    /// What is known of the word of a token; `None` past the end.
    #[must_use]
    pub fn info(&self, token: TokenId) -> Option<&WordInfo> {
        self.ids.get(token.index()).and_then(|id| self.info.get(id.0 as usize))
    }

    /// The folded form of a token, empty past the end.
    #[must_use]
    pub fn folded(&self, token: TokenId) -> &str {
        self.ids.get(token.index()).map_or("", |id| self.folded_of(*id))
    }

    /// A distinct word in lower case, without diacritics and a final stop.
    #[must_use]
    pub fn folded_of(&self, id: WordId) -> &str {
        let at = id.0 as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(at).and_then(|end| self.folded.get(start..*end)).unwrap_or_default()
    }

    /// What the lexicon knows of a token.
    #[must_use]
    pub fn word(&self, token: TokenId) -> Word {
        self.info(token).map_or(Word::default(), |i| i.word)
    }

    /// How a token is written.
    #[must_use]
    pub fn shape(&self, token: TokenId) -> Shape {
        self.shapes.get(token.index()).copied().unwrap_or(Shape::Other)
    }

    /// Whether a token is the first word of a sentence, or follows an opening mark or a colon.
    #[must_use]
    pub fn is_first(&self, token: TokenId) -> bool {
        self.first.get(token.index()).copied().unwrap_or(false)
    }

    /// How many distinct words there are.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.info.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(s: &str) -> String {
        let mut out = String::new();
        fold_into(&mut out, s);
        out
    }

    #[test]
    fn every_letter_that_is_folded_lies_among_them() {
        assert!(FOLDS.iter().all(|(from, _)| from.chars().all(|c| FOLDED.contains(&c))));
    }

    #[test]
    fn diacritics_case_and_stops_do_not_count() {
        assert_eq!(folded("Peña"), "pena");
        assert_eq!(folded("Žižek"), "zizek");
        assert_eq!(folded("Mr."), "mr");
        assert_eq!(folded("O’Hara"), "o'hara");
    }

    #[test]
    fn counts_say_how_the_text_writes_a_word() {
        let doc = inquit_tokenizer::tokenize("Will came. The will was read by Will.");
        let syntax = crate::syntax::analyse(&doc);
        let words = Words::read(&doc, &syntax, crate::lexicon::names::english());
        let info = words.info(TokenId(0)).unwrap();
        assert_eq!(info.lower, 1);
        assert!(info.capital_inside >= 1);
        assert!(words.is_first(TokenId(0)));
        assert!(!words.is_first(TokenId(1)));
    }
}
