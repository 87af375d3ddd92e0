//! Scores the tokenizer on the raw text of a treebank, as the official scorer of Universal Dependencies does: a token or
//! a sentence is right if it begins and ends where a gold one does, white space left aside.

use crate::conllu::Sentence;
use std::collections::BTreeSet;
use std::fmt;

/// Right ones, found ones, gold ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
    right: usize,
    found: usize,
    gold: usize,
}

impl Count {
    fn of(found: &BTreeSet<(usize, usize)>, gold: &BTreeSet<(usize, usize)>) -> Self {
        Self { right: found.intersection(gold).count(), found: found.len(), gold: gold.len() }
    }

    /// The harmonic mean of precision and recall, in percent.
    #[must_use]
    pub fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64
    }
}

/// How well raw text was cut.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Score {
    /// Tokens; the words of contractions count each.
    pub tokens: Count,
    /// Sentences.
    pub sentences: Count,
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tokens F1 {:.2}, sentences F1 {:.2}", self.tokens.f1(), self.sentences.f1())
    }
}

/// Puts the sentences together to one text, paragraph by paragraph, and has it cut again.
#[must_use]
pub fn score(gold: &[Sentence]) -> Score {
    let mut text = String::new();
    let (mut tokens, mut sentences) = (BTreeSet::new(), BTreeSet::new());
    let mut at = 0;
    for s in gold {
        if s.new_paragraph && !text.is_empty() {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        let start = at;
        for w in &s.words {
            let length = w.form.chars().filter(|c| !c.is_whitespace()).count();
            tokens.insert((at, at + length));
            at += length;
            text.push_str(&w.form);
            text.push_str(if w.space_after { " " } else { "" });
        }
        sentences.insert((start, at));
    }
    let doc = inquit_tokenizer::tokenize(text);
    // For each byte how many characters that are no white space stand before it.
    let mut places = vec![0; doc.text().len() + 1];
    let mut count = 0;
    for (i, c) in doc.text().char_indices() {
        places[i] = count;
        count += usize::from(!c.is_whitespace());
        places[i + c.len_utf8()] = count;
    }
    let place = |r: inquit_tokenizer::TextRange| (places[r.start() as usize], places[r.end() as usize]);
    let found = doc.tokens().iter().map(|t| place(t.range)).collect();
    let cut = doc.sentences().iter().map(|s| place(s.range)).collect();
    Score { tokens: Count::of(&found, &tokens), sentences: Count::of(&cut, &sentences) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::Word;

    fn sentence(words: &[(&str, bool)]) -> Sentence {
        let word = |(form, space): &(&str, bool)| Word {
            form: (*form).to_owned(),
            space_after: *space,
            ..Word::default()
        };
        Sentence { words: words.iter().map(word).collect(), ..Sentence::default() }
    }

    #[test]
    fn counts_what_is_cut_alike() {
        let gold = [
            sentence(&[("She", true), ("did", false), ("n't", true), ("go", false), (".", true)]),
            sentence(&[("Re", false), ("do", true), ("it", false), (".", true)]),
        ];
        let s = score(&gold);
        assert_eq!(s.tokens, Count { right: 7, found: 8, gold: 9 });
        assert_eq!(s.sentences, Count { right: 2, found: 2, gold: 2 });
    }
}
