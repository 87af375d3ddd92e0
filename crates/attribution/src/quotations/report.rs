//! What one rule found, before the findings are held against each other: "that it rained", reported by "said", by Ann Lee.

use super::noun_phrase::Phrase;

/// Which rule made a report; the earlier in this list, the more it is trusted where two overlap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Rule {
    /// A turn of a transcript.
    Turn,
    /// A tag beside words in marks.
    Tag,
    /// A clause after its verb.
    Clause,
    /// A clause around or before its tag.
    Parenthetical,
    /// "according to".
    Phrase,
    /// An infinitive, a gerund, an object, a phrase with a preposition.
    Complement,
    /// A noun with its complement.
    Noun,
    /// Anything that a word in no list could report.
    Open,
    /// A headline.
    Headline,
    /// Words in marks that stand alone.
    Untagged,
}

/// A content with its cue and source.
#[derive(Clone, Debug)]
pub(super) struct Report {
    /// Which rule.
    pub(super) rule: Rule,
    /// Token ranges, in order, not empty.
    pub(super) content: Vec<(usize, usize)>,
    /// The words that report.
    pub(super) cue: Option<(usize, usize)>,
    /// Who says it.
    pub(super) source: Option<Phrase>,
    /// Who is told.
    pub(super) addressee: Option<Phrase>,
    /// What was found, in words; empty where `frame` and `head` tell.
    pub(super) why: String,
    /// By which kind of complement it reports: "a that-clause".
    pub(super) frame: &'static str,
    /// The word that reports: the verb, the noun, the first word of the phrase.
    pub(super) head: usize,
    /// Whether the lexicon knows that the word reports in this way.
    pub(super) licensed: bool,
    /// How often such a finding is right: 0 to 1.
    pub(super) confidence: f32,
}
