//! Scores the parser on what the engine needs it for: the subjects of verbs that report.
//!
//! Of PolNeAR's annotated sources, those with a word that is the subject of their cue in the corpus's CoreNLP layer are
//! looked for in our own trees, over raw text.

use crate::corpora::Silver;
use crate::gold::Document;
use inquit::syntax::{Model, analyse_with};
use inquit_tokenizer::TextRange;
use std::fmt;

/// How many subjects were found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Score {
    /// Sources of which our tree, too, makes a word the subject of the cue.
    pub found: usize,
    /// Sources of which the CoreNLP layer does.
    pub all: usize,
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = 100.0 * self.found as f64 / self.all.max(1) as f64;
        write!(f, "{} of {} subjects of cues found, {percent:.2} %", self.found, self.all)
    }
}

/// Whether a word of the source is a subject of a word of the cue, by the silver layer. Ranges count code points.
fn is_subject(sentences: &[Silver], cue: &[(u32, u32)], source: &[(u32, u32)]) -> bool {
    let within = |s: &Silver, i: usize, ranges: &[(u32, u32)]| {
        let (start, end) = (s.start[i], s.end[i]);
        ranges.iter().any(|(a, b)| *a as usize <= start && end <= *b as usize)
    };
    sentences.iter().any(|s| {
        (0..s.start.len()).any(|i| {
            s.rel.get(i).is_some_and(|r| r.starts_with("nsubj"))
                && within(s, i, source)
                && s.head
                    .get(i)
                    .and_then(|h| usize::try_from(*h).ok()?.checked_sub(1))
                    .is_some_and(|h| h < s.start.len() && within(s, h, cue))
        })
    })
}

/// Scores a model on annotated documents with their silver layer.
#[must_use]
pub fn score(documents: &[(Document, Vec<Silver>)], model: &Model) -> Score {
    let mut score = Score::default();
    for (gold, silver) in documents {
        let bytes: Vec<u32> =
            gold.text.char_indices().map(|(i, _)| i as u32).chain([gold.text.len() as u32]).collect();
        let doc = inquit_tokenizer::tokenize(gold.text.clone());
        let syntax = analyse_with(model, &doc);
        let tokens = |ranges: &[(u32, u32)]| -> Vec<_> {
            let range = |(a, b): &(u32, u32)| {
                Some(TextRange::new(*bytes.get(*a as usize)?, *bytes.get(*b as usize)?))
            };
            ranges.iter().filter_map(range).flat_map(|r| doc.tokens_in(r).iter()).collect()
        };
        for q in gold.quotations.iter().filter(|q| is_subject(silver, &q.cue, &q.source)) {
            let source = tokens(&q.source);
            score.all += 1;
            score.found += usize::from(tokens(&q.cue).into_iter().any(|t| {
                let subject = syntax.tree(&doc, doc.token(t).sentence).subject_of(t);
                subject.is_some_and(|s| source.contains(&s))
            }));
        }
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::Quotation;

    #[test]
    fn a_subject_in_both_trees_counts() {
        let text = "The mayor said that the bridge will fall.";
        let silver = Silver {
            ner: Vec::new(),
            start: vec![0, 4, 10],
            end: vec![3, 9, 14],
            head: vec![2, 3, 0],
            rel: ["det", "nsubj", "root"].map(str::to_owned).to_vec(),
        };
        let quotation = |cue| Quotation {
            kind: "indirect".to_owned(),
            content: vec![(15, 40)],
            cue: vec![cue],
            source: vec![(0, 9)],
            ..Quotation::default()
        };
        let gold = Document {
            doc_id: "x".to_owned(),
            text: text.to_owned(),
            quotations: vec![quotation((10, 14)), quotation((4, 9))],
            ..Document::default()
        };
        let score = score(&[(gold, vec![silver])], Model::english());
        assert_eq!(score, Score { found: 1, all: 1 });
    }
}
