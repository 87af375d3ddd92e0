//! Why an answer is what it is.

use crate::SpeakerId;
use crate::quotations::Spoken;

/// Why a quotation was taken for one, and why its speaker was chosen.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Evidence {
    /// Which rule found the quotation, in words: "the verb “said” with a that-clause after it".
    pub quotation: String,
    /// What was seen of its words in marks, for and against their being speech; none where a rule is sure, as of dialogue
    /// after a dash.
    pub spoken: Option<Spoken>,
    /// Why this speaker, or why none, in words, and who comes second: "“He” is Victor Clark, who spoke before; else
    /// likeliest Ben Orme (12 %)".
    pub speaker: String,
    /// Who else could have said it, best first; the chosen one is among them.
    pub candidates: Vec<Candidate>,
    /// Who comes second, if anybody does.
    pub runner_up: Option<RunnerUp>,
}

/// Who is likeliest to have said it if the chosen speaker has not.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RunnerUp {
    /// Who.
    pub speaker: SpeakerId,
    /// How likely: 0 to 1.
    pub probability: f32,
}

/// Somebody who could have said it.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// Who.
    pub speaker: SpeakerId,
    /// How well it fits; comparable within one quotation only.
    pub score: f32,
    /// What speaks for and against, in words.
    pub why: String,
}
