//! Finds the words whose class is sure: the tagger need not think about them.
//!
//! A word is sure if the treebanks give it one class nearly always and the tagger, left to itself, gives it that class nearly
//! always in running text. Some hundred words are, and they are half of a text.

use crate::conllu::Sentence;
use inquit::syntax::tagger::{Room, tag};
use inquit::syntax::words::Words;
use inquit::syntax::{CLASSES, Model, Table};
use inquit::tokenizer::tokenize;
use std::collections::BTreeMap;

/// A word has to be this often in the treebanks and in running text.
const LEAST: [u32; 2] = [10, 50];
/// And has to have its class in this share of its places there.
const SHARE: [f64; 2] = [0.99, 0.997];

type Counts = BTreeMap<u32, [u32; CLASSES.len()]>;

/// The list, as a table of words to classes. `model` is one without such a list.
#[must_use]
pub fn list<'a>(model: &Model, sentences: &[Sentence], texts: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let gold = in_treebanks(sentences);
    let list: Vec<_> = in_texts(model, texts)
        .into_iter()
        .filter_map(|(key, counts)| {
            let class = sure(&counts, 1)?;
            (sure(gold.get(&key)?, 0)? == class).then_some((key, vec![(class, 0)]))
        })
        .collect();
    Table::build(&list, 1.0)
}

/// The class that has nearly all places.
fn sure(counts: &[u32; CLASSES.len()], bound: usize) -> Option<u8> {
    let all: u32 = counts.iter().sum();
    let class = (0..counts.len()).max_by_key(|c| counts[*c])?;
    (all >= LEAST[bound] && f64::from(counts[class]) >= SHARE[bound] * f64::from(all)).then_some(class as u8)
}

fn in_treebanks(sentences: &[Sentence]) -> Counts {
    let (mut counts, mut words) = (Counts::new(), Words::default());
    for s in sentences {
        words.clear();
        s.words.iter().for_each(|w| words.push(&w.form));
        for (w, gold) in words.list().iter().zip(&s.words) {
            counts.entry(w.key).or_default()[gold.class as usize] += 1;
        }
    }
    counts
}

fn in_texts<'a>(model: &Model, texts: impl Iterator<Item = &'a str>) -> Counts {
    let mut counts = Counts::new();
    let (mut words, mut room, mut classes) = (Words::default(), Room::default(), Vec::new());
    for text in texts {
        let doc = tokenize(text);
        for sentence in doc.sentences() {
            words.clear();
            classes.clear();
            sentence.tokens.indices().for_each(|i| words.push(doc.token_text(i.into())));
            tag(model, &words, &mut room, &mut classes);
            for (w, class) in words.list().iter().zip(&classes) {
                counts.entry(w.key).or_default()[usize::from(*class)] += 1;
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_with_one_class_in_nearly_all_places_is_sure() {
        let mut counts = [0; CLASSES.len()];
        counts[4] = 1000;
        counts[7] = 2;
        assert_eq!(sure(&counts, 0), Some(4));
        assert_eq!(sure(&counts, 1), Some(4));
        counts[7] = 4;
        assert_eq!(sure(&counts, 1), None);
        assert_eq!(sure(&[1; CLASSES.len()], 0), None);
    }

    #[test]
    fn a_rare_word_is_not() {
        let mut counts = [0; CLASSES.len()];
        counts[4] = LEAST[0] - 1;
        assert_eq!(sure(&counts, 0), None);
    }
}
