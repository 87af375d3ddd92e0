//! Trains and scores the syntax model as a whole.

use crate::names::{self, Named};
use crate::parser::matrices::Dropout;
use crate::parser::{self, Lesson};
use crate::{conllu, corpora, gold, raw, subjects, sure, tagger, teacher};
use anyhow::Result;
use inquit::syntax::{Model, Table};
use std::path::Path;
use std::time::Instant;

/// Settings of a run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Passes over the training data for the tagger.
    pub epochs: usize,
    /// The same for the parser.
    pub parser_epochs: usize,
    /// The same for its teacher.
    pub teacher_epochs: usize,
    /// Seed.
    pub seed: u64,
}

/// Parts into which the training data is dealt, and passes over each, to tag what the parser learns from.
const CROSS: (usize, usize) = (5, 4);
/// First step of the parser's training.
const STEP: f32 = 0.003;
/// What the parser's training leaves out at random.
const DROPOUT: Dropout = Dropout { word: 0.15, layer: 0.2 };

const TRAIN: [&str; 2] = ["en_ewt-ud-train", "gum-train"];
const DEV: [&str; 2] = ["en_ewt-ud-dev", "gum-dev"];

fn treebank(corpora: &Path, name: &str) -> Result<Vec<conllu::Sentence>> {
    conllu::read(&corpora.join(format!("treebanks/{name}.conllu.gz")))
}

fn training_sentences(corpora: &Path) -> Result<Vec<conllu::Sentence>> {
    let mut sentences = Vec::new();
    for name in TRAIN {
        sentences.extend(treebank(corpora, name)?);
    }
    // Hyphenated words in both ways: in parts, as in the treebanks, and whole, as in running text.
    let joined: Vec<_> = sentences.iter().map(conllu::join_hyphens).collect();
    let changed: Vec<_> =
        joined.into_iter().zip(&sentences).filter(|(j, s)| j != *s).map(|(j, _)| j).collect();
    sentences.extend(changed);
    Ok(sentences)
}

/// A sentence of a treebank to learn from.
fn of_treebank(sentence: &conllu::Sentence, classes: Vec<u8>) -> Lesson {
    let has_names = sentence.words.iter().any(|w| !w.entity.is_empty());
    let names = if has_names { names::of_entities(sentence) } else { Vec::new() };
    Lesson { sentence: sentence.clone(), has_tree: true, names, classes, ..Lesson::default() }
}

/// Sentences with names to learn from.
fn of_names(model: &Model, list: Vec<Named>) -> impl Iterator<Item = Lesson> {
    list.into_iter().map(|Named { sentence, tags }| {
        let classes = tagger::classes(model, &sentence);
        Lesson { sentence, names: tags, classes, ..Lesson::default() }
    })
}

/// Trains the model, writes it to `out`, and scores it. After each pass over the data for the parser the model so far
/// is written.
///
/// # Errors
///
/// If the corpora can't be read or the model can't be written.
pub fn train(corpora: &Path, out: &Path, settings: Settings, say: &mut dyn FnMut(&str)) -> Result<()> {
    let Settings { epochs, parser_epochs, teacher_epochs, seed } = settings;
    let start = Instant::now();
    let seconds = || start.elapsed().as_secs();
    let sentences = training_sentences(corpora)?;
    let lexicon = tagger::lexicon(&sentences, &Default::default());
    let model = Model::from_bytes(&Model::to_bytes("syntax-en", &[(b"lexi", lexicon.clone())]))?;
    let p =
        tagger::train(&model, &sentences, tagger::Settings { epochs, seed, vary: true }, |epoch, right| {
            say(&format!("tagger epoch {epoch}: {:.2} % ({} s)", 100.0 * right, seconds()));
        });
    let (packed, features, weights) = p.pack(3);
    say(&format!("tagger: {features} features, {weights} weights, {} bytes", packed.len()));
    let model = model.with_section(b"tagg", &packed);
    let sure = sure_words(corpora, &model, &sentences, say)?;

    let (parts, passes) = CROSS;
    let cross = tagger::Settings { epochs: passes, seed, vary: true };
    let classes = tagger::cross_tag(&model, &sentences, parts, cross);
    say(&format!("training data tagged in {parts} parts ({} s)", seconds()));
    // From here on as the program tags.
    let model = model.with_section(b"sure", &sure);
    let dev = treebank(corpora, DEV[0])?;
    let of = |section: &[u8]| parser::score(&model.with_section(b"pars", section), &dev);
    let of_parser = |epochs| parser::Settings { epochs, seed, step: STEP, dropout: DROPOUT };
    let mut lessons: Vec<_> = sentences.iter().zip(classes).map(|(s, c)| of_treebank(s, c)).collect();
    let silver = {
        let mut lessons = lessons.clone();
        lessons.iter_mut().for_each(|l| l.names.clear());
        teacher::see(&mut lessons)?;
        say(&format!("{} sentences read by the encoder ({} s)", lessons.len(), seconds()));
        let teacher = parser::train(&lessons, &[], of_parser(teacher_epochs), |epoch, loss, _| {
            say(&format!("teacher epoch {epoch}: loss {loss:.3} ({} s)", seconds()));
        });
        drop(lessons);
        teacher::teach(&teacher, &model, corpora)?
    };
    lessons.extend(of_names(&model, names::training(corpora)?));
    say(&format!("{} sentences of running text read by the teacher ({} s)", silver.len(), seconds()));

    std::fs::create_dir_all(out)?;
    let write = |section: Vec<u8>| {
        let sections = [
            (b"lexi", lexicon.clone()),
            (b"sure", sure.clone()),
            (b"tagg", packed.clone()),
            (b"pars", section),
        ];
        std::fs::write(out.join("syntax-en.bin"), Model::to_bytes("syntax-en", &sections))
    };
    let mut written = Ok(());
    parser::train(&lessons, &silver, of_parser(parser_epochs), |epoch, loss, weights| {
        let section = weights.section();
        say(&format!("parser epoch {epoch}: loss {loss:.3}, {} ({} s)", of(&section), seconds()));
        if written.is_ok() {
            written = write(section);
        }
    });
    written?;
    score(corpora, &Model::from_bytes(&std::fs::read(out.join("syntax-en.bin"))?)?, say)
}

/// Running text in which words are looked at: news, novels, excerpts.
const TEXTS: [&str; 3] = ["polnear-train", "pdnc-train", "litbank-train"];

fn sure_words(
    corpora: &Path,
    model: &Model,
    sentences: &[conllu::Sentence],
    say: &mut dyn FnMut(&str),
) -> Result<Vec<u8>> {
    let mut texts = Vec::new();
    for name in TEXTS {
        texts.extend(gold::read(&corpora.join(name).with_extension("jsonl"))?.into_iter().map(|d| d.text));
    }
    let list = sure::list(model, sentences, texts.iter().map(String::as_str));
    say(&format!("words whose class is sure: {} bytes", list.len()));
    Ok(list)
}

/// Finds the sure words of a model anew and writes it to a folder: what was learnt stays as it is.
///
/// # Errors
///
/// If the corpora or the model can't be read, or the model can't be written.
pub fn renew_sure(corpora: &Path, model: &[u8], out: &Path, say: &mut dyn FnMut(&str)) -> Result<()> {
    let with = Model::from_bytes(model)?.with_section(b"sure", &Table::build(&[], 1.0));
    let list = sure_words(corpora, &with, &training_sentences(corpora)?, say)?;
    let model = Model::replace_section(model, b"sure", list)?;
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("syntax-en.bin"), &model)?;
    score(corpora, &Model::from_bytes(&model)?, say)
}

/// Scores a model on the development parts.
///
/// # Errors
///
/// If the corpora can't be read.
pub fn score(corpora: &Path, model: &Model, say: &mut dyn FnMut(&str)) -> Result<()> {
    for name in DEV {
        let gold = treebank(corpora, name)?;
        let words = gold.iter().map(|s| s.words.len()).sum::<usize>() as f64;
        let start = Instant::now();
        let (pos, class) = tagger::score(model, &gold);
        let speed = words / start.elapsed().as_secs_f64();
        say(&format!("{name}: UPOS {:.2}, class {:.2}, {speed:.0} words/s", 100.0 * pos, 100.0 * class));
        let start = Instant::now();
        let s = parser::score(model, &gold);
        let speed = words / start.elapsed().as_secs_f64();
        say(&format!("{name}: {s}, {speed:.0} words/s with the tagger"));
    }
    for joined in [false, true] {
        let gold = treebank(corpora, DEV[0])?;
        let gold = if joined { gold.iter().map(conllu::join_hyphens).collect() } else { gold };
        let what = if joined { "raw, words with hyphens whole" } else { "raw" };
        say(&format!("{} {what}: {}", DEV[0], raw::score(&gold)));
    }
    for (name, gold) in names::held_back(corpora)? {
        say(&format!("{name}: names F1 {}", names::score(model, &gold)));
    }
    say(&format!("polnear-dev: {}", subjects::score(&corpora::silver(corpora, "dev")?, model)));
    Ok(())
}
