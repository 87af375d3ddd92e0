//! The distinct words of a document as the scorer, the lists and the register see them: each is looked up once, however
//! often it stands in the text.

use super::candidates::features::code::code;
use crate::lexicon::names::{NounClass, Word};
use crate::lexicon::{Cue, CueWord, Lexicon, WordSet};
use crate::memo::{Seen, recall};
use crate::register::{self, Trait};
use crate::syntax::{OfEach, Syntax, Tag, lemma};
use inquit_tokenizer::Document;

/// A token as the scorer and the lists see it.
#[derive(Clone, Copy, Default)]
pub(super) struct Codes {
    pub(super) word: u32,
    pub(super) lemma: u32,
    pub(super) meaning: u8,
    pub(super) sets: WordSet,
    /// Whether it is a noun for somebody who speaks, whatever it is tagged as.
    pub(super) person: bool,
    pub(super) mark: Mark,
    /// Its length and its first letter.
    head: Head,
}

impl Codes {
    /// Whether a word may be this one, whatever its case: most differ in their length or their first letter.
    #[inline]
    pub(super) fn may_be(self, word: &str) -> bool {
        self.head == Head::of(word)
    }
}

/// What a token is that is no word.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mark {
    /// A word.
    #[default]
    None,
    /// ","
    Comma,
    /// Any dash.
    Dash,
    /// Anything else.
    Other,
}

impl Mark {
    fn of(text: &str) -> Self {
        match text {
            "," => Self::Comma,
            "—" | "–" | "--" | "-" | "―" | "---" => Self::Dash,
            _ if text.starts_with(char::is_alphanumeric) => Self::None,
            _ => Self::Other,
        }
    }
}

/// The low bits of a word's length, and its first letter in lower case.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Head(u8, u8);

impl Head {
    #[inline]
    fn of(word: &str) -> Self {
        Self(word.len() as u8, word.as_bytes().first().map_or(0, u8::to_ascii_lowercase))
    }
}

/// A distinct word, as it is written.
#[derive(Clone, Copy)]
struct Entry {
    codes: Codes,
    register: Trait,
    /// If it can report.
    cue: Option<CueWord>,
    /// The tag that the code of its dictionary form was made for last.
    tag: Tag,
}

thread_local! {
    /// The lists are the same for all documents.
    static SEEN: Seen<Entry> = Seen::default();
}

/// What is known of the tokens of a document.
pub(super) struct Vocabulary {
    pub(super) codes: Vec<Codes>,
    /// What each tells of the document's register.
    pub(super) register: Vec<Trait>,
    /// What each can report by.
    pub(super) cues: Vec<Option<Cue>>,
}

/// Looks up all tokens of a document.
pub(super) fn read(doc: &Document, syntax: &Syntax, lexicon: &Lexicon) -> Vocabulary {
    let n = doc.tokens().len();
    let (mut codes, mut register) = (Vec::with_capacity(n), Vec::with_capacity(n));
    let mut cues = Vec::with_capacity(n);
    let mut entries = OfEach::new(syntax.distinct());
    let mut lower = String::new();
    for at in 0..n {
        let text = doc.token_text(at.into());
        let tag = syntax.tag(at.into());
        let entry = entries.get(at, || recall(&SEEN, text, || Entry::new(text, tag, lexicon, &mut lower)));
        if entry.tag != tag {
            entry.tag = tag;
            entry.codes.lemma = code(&lemma(text, tag));
        }
        codes.push(entry.codes);
        register.push(entry.register);
        cues.push(entry.cue.and_then(|word| lexicon.cue_at(word, doc, at)));
    }
    Vocabulary { codes, register, cues }
}

impl Entry {
    fn new(text: &str, tag: Tag, lexicon: &Lexicon, lower: &mut String) -> Self {
        lower.clear();
        if text.is_ascii() {
            lower.push_str(text);
            lower.make_ascii_lowercase();
        } else {
            lower.extend(text.chars().flat_map(char::to_lowercase));
        }
        let word = lexicon.names().word(lower);
        let codes = Codes {
            word: code(text),
            lemma: code(&lemma(text, tag)),
            meaning: meaning(word),
            person: word.noun.is_some_and(|noun| noun.class == NounClass::Person),
            sets: WordSet::of(lower),
            mark: Mark::of(text),
            head: Head::of(text),
        };
        Self { codes, register: register::of_word(text, lower, word), cue: lexicon.cue_word(lower), tag }
    }
}

/// What kind of thing a word of the lists of names stands for; 0 for all others.
fn meaning(word: Word) -> u8 {
    if let Some(noun) = word.noun {
        return 1 + noun.class as u8;
    }
    let sets = [
        Word::PEOPLE,
        Word::PLACE,
        Word::TIME,
        Word::ORG_END | Word::ORG_START | Word::ORG_PAPER,
        Word::THING,
        Word::REPORT,
    ];
    match sets.iter().position(|s| word.is(*s)) {
        Some(at) => 10 + at as u8,
        None if word.title.is_some() => 8,
        None => u8::from(word.female().is_some()) * 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_the_dictionary_form_of_its_place_and_one_code_whatever_its_case() {
        let doc = inquit_tokenizer::tokenize("She saw the saw. Saws rust, and the Saws rusted.");
        let syntax = crate::syntax::analyse(&doc);
        let Vocabulary { codes, register, cues } = read(&doc, &syntax, &Lexicon::english());
        assert!([codes.len(), register.len(), cues.len()].iter().all(|n| *n == doc.tokens().len()));
        for (at, found) in codes.iter().enumerate() {
            assert_eq!(found.word, code(doc.token_text(at.into())));
            assert_eq!(found.lemma, code(&syntax.lemma(&doc, at.into())), "token {at}");
        }
    }
}
