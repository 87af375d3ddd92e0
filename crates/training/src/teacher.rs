//! What the parser learns from besides gold: a teacher reads running text for it.
//!
//! The teacher is the same network, but sees of each word what the encoder of the deep tier makes of it, too; the encoder itself
//! stays as it is. The small network then learns from what the teacher says of more text than there is with gold
//! (distillation, Hinton, Vinyals and Dean 2015, with the best answer alone).

use crate::names::{self, Named};
use crate::parser::matrices::{Example, Matrices, Pass};
use crate::parser::{Lesson, example};
use crate::shares;
use crate::{corpora, gold, tagger};
use anyhow::{Context, Result};
use inquit::encoder::{Encoder, Room};
use inquit::syntax::{Label, Model};
use std::path::Path;
use std::sync::Arc;

/// Layers of the encoder that the teacher sees.
const LAYERS: [usize; 3] = [2, 4, 6];
/// Sentences that the encoder reads at a time.
const TOGETHER: usize = 64;
/// Sentences that the teacher reads at a time.
const BATCH: usize = 20;
/// Sentences of running text between two of which the encoder's states are kept.
const STRETCH: usize = 2000;
/// Fewer or more words are left to others.
const WORDS: std::ops::RangeInclusive<usize> = 4..=70;

/// Lets the encoder read sentences.
///
/// # Errors
///
/// If this program was built without the encoder.
pub fn see(lessons: &mut [Lesson]) -> Result<()> {
    let encoder = Encoder::english().context("the teacher needs the feature `deep`")?;
    let states = shares::of(lessons, |share| {
        let (mut room, mut states) = (Room::default(), Vec::new());
        for few in share.chunks(TOGETHER) {
            let words: Vec<Vec<&str>> =
                few.iter().map(|l| l.sentence.words.iter().map(|w| w.form.as_str()).collect()).collect();
            states.extend(encoder.states(&words, &LAYERS, &mut room));
        }
        states
    });
    lessons.iter_mut().zip(states).for_each(|(lesson, states)| lesson.states = Arc::new(states));
    Ok(())
}

/// What a network says of sentences: head and relation of each word.
fn read(weights: &Matrices, lessons: &[Lesson]) -> Vec<Vec<(u16, Label)>> {
    shares::of(lessons, |share| {
        let mut found = Vec::new();
        for few in share.chunks(BATCH) {
            let examples: Vec<_> = few
                .iter()
                .map(|l| Example { states: l.states.clone(), ..example(&l.sentence, &l.classes) })
                .collect();
            let examples: Vec<_> = examples.iter().collect();
            let mut all = Pass::forward(weights, &examples, None).parse().into_iter();
            found.extend(few.iter().map(|l| all.by_ref().take(l.classes.len()).collect()));
        }
        found
    })
}

/// Reads running text. In news the names are those of the silver layer, elsewhere they are not known.
///
/// # Errors
///
/// If the corpora can't be read or this program was built without the encoder.
pub fn teach(teacher: &Matrices, model: &Model, corpora: &Path) -> Result<Vec<Lesson>> {
    let mut all = Vec::new();
    let mut sentences = running_text(corpora)?;
    sentences.retain(|s| WORDS.contains(&s.sentence.words.len()));
    for stretch in sentences.chunks(STRETCH) {
        let mut lessons: Vec<_> = stretch
            .iter()
            .map(|Named { sentence, tags }| Lesson {
                sentence: sentence.clone(),
                names: tags.clone(),
                classes: tagger::classes(model, sentence),
                has_tree: true,
                ..Lesson::default()
            })
            .collect();
        see(&mut lessons)?;
        let found = read(teacher, &lessons);
        for (mut lesson, found) in lessons.into_iter().zip(found) {
            for (word, (head, label)) in lesson.sentence.words.iter_mut().zip(found) {
                word.head = usize::from(head);
                word.label = label.name().to_owned();
            }
            lesson.states = Arc::default();
            all.push(lesson);
        }
    }
    Ok(all)
}

/// The sentences of news and excerpts, and every other one of novels.
fn running_text(corpora: &Path) -> Result<Vec<Named>> {
    let mut all = Vec::new();
    for (document, layer) in corpora::silver(corpora, "train")? {
        all.extend(names::of_silver(&document.text, &layer));
    }
    for (name, step) in [("pdnc-train", 2), ("litbank-train", 1)] {
        let documents = gold::read(&corpora.join(name).with_extension("jsonl"))?;
        let sentences = documents.iter().flat_map(|d| sentences_of(&d.text));
        all.extend(sentences.step_by(step));
    }
    Ok(all)
}

/// The sentences of a text, in which names are not known.
fn sentences_of(text: &str) -> Vec<Named> {
    let mut sentences = names::of_silver(text, &[]);
    sentences.iter_mut().for_each(|s| s.tags.clear());
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::{Sentence, Word};

    #[test]
    fn a_sentence_of_running_text_has_words_alone() {
        let found = sentences_of("Ann left. The others stayed.");
        let forms: Vec<Vec<_>> =
            found.iter().map(|s| s.sentence.words.iter().map(|w| w.form.as_str()).collect()).collect();
        assert_eq!(forms, [vec!["Ann", "left", "."], vec!["The", "others", "stayed", "."]]);
        assert!(found.iter().all(|s| s.tags.is_empty()));
    }

    #[test]
    fn the_encoder_gives_each_word_its_states() {
        let words = ["Ann", "left", "unquestionably", "."];
        let sentence = Sentence {
            words: words.iter().map(|w| Word { form: (*w).to_owned(), ..Word::default() }).collect(),
            ..Sentence::default()
        };
        let mut lessons = vec![Lesson { sentence, classes: vec![0; 4], ..Lesson::default() }; 2];
        see(&mut lessons).unwrap();
        assert_eq!(lessons[0].states.len(), 4 * LAYERS.len() * 384);
        assert_eq!(lessons[0].states, lessons[1].states, "whatever is read with it");
        let of = |i: usize| &lessons[0].states[i * LAYERS.len() * 384..][..384];
        assert!((0..4).all(|i| of(i).iter().any(|x| *x != 0.0)));
        assert_ne!(of(0), of(1));
    }
}
