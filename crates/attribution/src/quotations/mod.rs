//! Contents with their cue and source.
//!
//! [`find`] goes over the document once. In each paragraph it links words in quotation marks to the tags beside them
//! (`marked`, `tag`, `inner_tag`), a paragraph to the colon before it (`block`), lets every verb, noun and phrase that can report make its finding (`complement`,
//! `passive`, `parenthetical`, `set_phrase`, `noun_cue`, `headline`), lets the scorer choose among them and all else that
//! the word could report (`candidates`),
//! settles which findings stand (`resolve`), and tells what is left in marks apart (`not_speech`). The rules share what
//! they know of sentences: `reader`, `verb_group`, `noun_phrase`, `sentence_subject`, `clause_start`, `clause_end`.

mod block;
mod candidates;
mod clause_end;
mod clause_start;
mod complement;
mod goes_on;
mod headline;
mod inner_tag;
mod marked;
mod not_speech;
mod noun_cue;
mod noun_phrase;
mod paragraph;
mod parenthetical;
mod passive;
mod reader;
mod report;
mod resolve;
mod sentence_subject;
mod set_phrase;
mod spoken;
mod tag;
#[cfg(test)]
mod testing;
mod verb_group;
mod vocabulary;

use crate::lexicon::Lexicon;
use crate::register::Register;
use crate::syntax::Syntax;
use crate::{NotSpeech, QuotationKind};
pub use candidates::{
    CUE_SIZE, Candidate, CueWord, Deep, FeatureGroups, Group, REPORT_SIZE, SEEN, SEEN_NAMES, Scorer, Weights,
    candidates, cue_words,
};

pub use spoken::{FEATURES as SPOKEN_FEATURES, InMarks, Spoken, TagPlace};

use inquit_tokenizer::{Document, QuotedId, TextRange, TokenId, TokenRange};

/// The words that name who says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Source {
    /// The whole noun phrase with title, apposition and relative clause.
    pub tokens: TokenRange,
    /// Its head: the last word of the name, the noun, the pronoun.
    pub head: TokenId,
}

/// A quotation before anybody knows who the speaker is.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// Direct, indirect or mixed.
    pub kind: QuotationKind,
    /// What is said, in bytes, in order.
    pub content: Vec<TextRange>,
    /// The stretches between quotation marks that are part of the content, in order.
    pub quoted: Vec<QuotedId>,
    /// The words that report; the last one of them is the head.
    pub cue: Option<TokenRange>,
    /// The words that name who says it.
    pub source: Option<Source>,
    /// Whom the tag names as spoken to: "told **reporters**", "said to **his wife**".
    pub addressee: Option<Source>,
    /// Stands inside the content of this one (index into the list).
    pub parent: Option<u32>,
    /// Which rule found it, in words.
    pub why: String,
    /// How sure the rule is that this is a quotation with this cue and source: 0 to 1.
    pub confidence: f32,
    /// What was seen of its words in marks, if they were looked at by themselves.
    pub spoken: Option<Spoken>,
    /// Direct, and nobody hears it: the cue tells of a thought.
    pub thought: bool,
}

impl Found {
    /// The parts of the content that stand in quotation marks, marks included: where a tag stands inside a stretch,
    /// only what the content has of it.
    #[must_use]
    pub fn verbatim(&self, doc: &Document) -> Vec<TextRange> {
        let mut quoted: Vec<TextRange> = self.quoted.iter().map(|&q| doc.quoted_at(q).range).collect();
        quoted.sort_unstable();
        let mut parts: Vec<TextRange> = Vec::new();
        let mut first = 0;
        for q in quoted {
            // Contents are in order, so those before this stretch are before all later ones, too.
            while self.content.get(first).is_some_and(|c| c.end() <= q.start()) {
                first += 1;
            }
            for c in self.content.iter().skip(first).take_while(|c| c.start() < q.end()) {
                let part = TextRange::new(q.start().max(c.start()), q.end().min(c.end()));
                // A stretch inside another one is part of it.
                if parts.last().is_none_or(|last| last.end() <= part.start()) {
                    parts.push(part);
                }
            }
        }
        parts
    }
}

/// What the stage hands on.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Quotations {
    /// In order of the first content; a parent before its children.
    pub found: Vec<Found>,
    /// Words in quotation marks that nobody says.
    pub not_speech: Vec<NotSpeech>,
    /// All words in quotation marks that were looked at by themselves: what the trainer of their weights learns from.
    pub in_marks: Vec<InMarks>,
    /// Whether an encoder judged what reports.
    pub deep: bool,
    /// What tells news from stories.
    pub(crate) register: Register,
}

/// Finds the quotations of a document. The scorer judges what verbs, nouns and phrases report; with an empty one, the
/// lexicon alone decides.
#[must_use]
pub fn find(doc: &Document, syntax: &Syntax, lexicon: &Lexicon, scorer: &Scorer) -> Quotations {
    let mut reader = reader::Reader::new(doc, syntax, lexicon, scorer);
    let mut out = paragraph::Findings::default();
    for i in 0..doc.paragraphs().len() {
        paragraph::read(&mut reader, i.into(), &mut out);
    }
    resolve::finish(&reader, out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax;
    use proptest::prelude::*;

    fn read(text: String, scorer: &Scorer) -> (Document, Quotations) {
        let lexicon = Lexicon::english();
        let doc = inquit_tokenizer::tokenize(text);
        let syntax = syntax::analyse(&doc);
        let quotations = find(&doc, &syntax, &lexicon, scorer);
        (doc, quotations)
    }

    /// Words and marks that the rules look at, in any order and number.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "said",
            "told",
            "that",
            "whether",
            "according to",
            "claim",
            "asked",
            "adding",
            "was",
            "expected",
            "to",
            "by",
            "Ann Lee",
            "she",
            "the warden",
            "’s",
            "pond",
            "deep",
            "who",
            "which",
            "and",
            "but",
            "in",
            "on Monday",
            "not",
            "“",
            "”",
            "‘",
            "’",
            "\"",
            "«",
            "»",
            "—",
            "--",
            ",",
            ".",
            "?",
            "!",
            ":",
            ";",
            "(",
            ")",
            "…",
            "\n\n",
            "\n",
            "Q:",
            "WARDEN:",
        ]);
        prop::collection::vec(piece, 0..60).prop_map(|p| p.join(" "))
    }

    proptest! {
        #[test]
        fn whatever_is_read_every_content_is_in_order_and_every_parent_before_its_child(text in pieces()) {
            for scorer in [Scorer::none(), Scorer::english()] {
                let (doc, quotations) = read(text.clone(), scorer);
                for (i, found) in quotations.found.iter().enumerate() {
                    prop_assert!(!found.content.is_empty());
                    prop_assert!(found.content.iter().all(|c| !c.is_empty() && c.end() as usize <= doc.text().len()));
                    prop_assert!(found.content.windows(2).all(|w| w[0].end() <= w[1].start()), "{:?}", found);
                    prop_assert!(found.parent.is_none_or(|p| (p as usize) < i), "{:?}", found);
                    prop_assert!((0.0..=1.0).contains(&found.confidence));
                    let verbatim = found.verbatim(&doc);
                    prop_assert_eq!(verbatim.is_empty(), found.quoted.is_empty());
                }
            }
        }
    }
}
