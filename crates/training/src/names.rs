//! Sentences with names: column files, the entities of a treebank, the silver layer of PolNeAR; and the score of a finder.

use crate::conllu::{Sentence, Word, read_text};
use crate::corpora::Silver;
use crate::parser::example;
use crate::tagger;
use anyhow::{Context, Result, anyhow};
use inquit::lexicon::names::english;
use inquit::syntax::parser::Room;
use inquit::syntax::parser::names::{NameKind, names, tag};
use inquit::syntax::{CLASSES, Model, Pos};
use std::fmt;
use std::path::Path;

/// A sentence and the tag of each of its words.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Its words; they have no tree.
    pub sentence: Sentence,
    /// See [`inquit::syntax::parser::names`].
    pub tags: Vec<u8>,
}

/// The kind that corpora call so; `None` for what is no name here.
fn kind(name: &str) -> Option<NameKind> {
    Some(match name {
        "PER" | "PERSON" | "person" => NameKind::Person,
        "ORG" | "ORGANIZATION" | "organization" | "corporation" | "group" => NameKind::Organisation,
        "LOC" | "LOCATION" | "location" | "place" => NameKind::Place,
        "MISC" | "creative-work" | "product" | "event" | "object" | "abstract" => NameKind::Other,
        _ => return None,
    })
}

/// Adds a word; `label` is "O", or a kind behind "B-" or "I-".
fn push(to: &mut Named, form: &str, label: &str, last: &mut Option<NameKind>) {
    let (place, name) = label.split_once('-').unwrap_or((label, ""));
    let found = kind(name);
    let tag = found.map_or(0, |k| tag(k, place == "B" || *last != found));
    *last = found;
    to.sentence.words.push(Word { form: form.to_owned(), label: "dep".to_owned(), ..Word::default() });
    to.tags.push(tag);
}

/// Reads a file of one word a line, with sentences parted by empty lines: the word first and its label last, or, where lines
/// begin with a number, the word second and its label third.
///
/// # Errors
///
/// If the file can't be read or a line has too few columns.
pub fn read(path: &Path) -> Result<Vec<Named>> {
    let mut all = vec![Named::default()];
    let mut last = None;
    for line in read_text(path)?.lines() {
        if line.trim().is_empty() {
            all.push(Named::default());
            last = None;
            continue;
        }
        if line.starts_with("# ") {
            continue;
        }
        let columns: Vec<&str> = line.split(['\t', ' ']).collect();
        let (form, label) = match columns[..] {
            [_, form, label, _, _] => (form, label),
            [form, .., label] => (form, label),
            _ => {
                return Err(anyhow!("{line:?}: too few columns")).with_context(|| path.display().to_string());
            }
        };
        if let Some(sentence) = all.last_mut() {
            push(sentence, form, label, &mut last);
        }
    }
    all.retain(|s| !s.tags.is_empty());
    Ok(all)
}

/// The tags of a sentence by the treebank's notes on entities: of those that a name heads, the name.
#[must_use]
pub fn of_entities(sentence: &Sentence) -> Vec<u8> {
    let mut spans: Vec<(usize, usize, NameKind)> = Vec::new();
    let mut open: Vec<(&str, usize, Option<NameKind>)> = Vec::new();
    for (at, word) in sentence.words.iter().enumerate() {
        // "(3-person-new(4-place-new" opens two, "4)3)" closes them, "(5-person-giv)" is one word long.
        let mut rest = word.entity.as_str();
        while !rest.is_empty() {
            let opens = rest.starts_with('(');
            let body = rest.trim_start_matches('(');
            let end = body.find(['(', ')']).unwrap_or(body.len());
            let mut parts = body[..end].split('-');
            let id = parts.next().unwrap_or_default();
            if opens {
                open.push((id, at, parts.next().and_then(kind)));
            }
            rest = &body[end..];
            if let Some(behind) = rest.strip_prefix(')') {
                rest = behind;
                if let Some(i) = open.iter().rposition(|o| o.0 == id) {
                    let (_, start, kind) = open.remove(i);
                    spans.extend(kind.map(|k| (start, at + 1, k)));
                }
            }
        }
    }
    spans.sort_by_key(|(start, end, _)| (std::cmp::Reverse(end - start), *start));
    let mut tags = vec![0; sentence.words.len()];
    for (start, end, kind) in spans {
        if let Some((start, end)) = name_in(sentence, start, end)
            && tags[start..end].iter().all(|t| *t == 0)
        {
            (start..end).for_each(|i| tags[i] = tag(kind, i == start));
        }
    }
    tags
}

/// The name that heads a stretch, without the title before it.
fn name_in(sentence: &Sentence, start: usize, end: usize) -> Option<(usize, usize)> {
    let words = &sentence.words;
    let is_name = |i: usize| CLASSES[words[i].class as usize].pos == Pos::Propn;
    let head = (start..end).find(|i| !(start + 1..=end).contains(&words[*i].head))?;
    if !is_name(head) {
        return None;
    }
    let links =
        |i: usize| matches!(words[i].form.as_str(), "of" | "the" | "and" | "&" | "'s" | "-" | "for" | "de");
    let belongs = |i: usize| is_name(i) || links(i);
    let (mut first, mut last) = (head, head + 1);
    while first > start && belongs(first - 1) {
        first -= 1;
    }
    while last < end && belongs(last) {
        last += 1;
    }
    while first < head && !is_name(first) {
        first += 1;
    }
    while last > head + 1 && !is_name(last - 1) {
        last -= 1;
    }
    // "President Lee" is named "Lee", but "Duke of Kent" is a name as it stands.
    let title = |i: usize| english().word(words[i].form.to_lowercase().trim_end_matches('.')).title.is_some();
    while first + 1 < last && title(first) && is_name(first + 1) {
        first += 1;
    }
    Some((first, last))
}

/// The sentences of a text by our tokenizer, with the names of a silver layer.
#[must_use]
pub fn of_silver(text: &str, layer: &[Silver]) -> Vec<Named> {
    let doc = inquit::tokenizer::tokenize(text);
    // Where each character begins, as the layer counts in characters.
    let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(text.len());
    let mut words = layer
        .iter()
        .flat_map(|s| s.start.iter().zip(&s.end).zip(&s.ner))
        .map(|((start, end), label)| (byte(*start), byte(*end), label.as_str()))
        .peekable();
    let mut all = Vec::new();
    for sentence in doc.sentences() {
        let (mut named, mut last) = (Named::default(), None);
        for i in sentence.tokens.indices() {
            let range = doc.token(i.into()).range;
            while words.peek().is_some_and(|w| w.1 <= range.start() as usize) {
                words.next();
            }
            let label = words.peek().filter(|w| w.0 < range.end() as usize).map_or("O", |w| w.2);
            push(&mut named, doc.token_text(i.into()), &format!("I-{label}"), &mut last);
        }
        all.push(named);
    }
    all
}

/// Times that Wikigold is seen for one time of the others: it is small, and true to what a name is here.
const TIMES: usize = 3;

/// Wikigold, with what is held back of it: of every five runs of fifty sentences the last.
fn wikigold(corpora: &Path) -> Result<(Vec<Named>, Vec<Named>)> {
    let (mut known, mut held) = (Vec::new(), Vec::new());
    for (i, sentence) in read(&corpora.join("ner/wikigold-train.conll.gz"))?.into_iter().enumerate() {
        if i / 50 % 5 == 4 { &mut held } else { &mut known }.push(sentence);
    }
    Ok((known, held))
}

/// Sentences to learn names from, besides those of treebanks.
///
/// # Errors
///
/// If a file can't be read.
pub fn training(corpora: &Path) -> Result<Vec<Named>> {
    let known = wikigold(corpora)?.0;
    let mut all = Vec::new();
    (0..TIMES).for_each(|_| all.extend(known.iter().cloned()));
    all.extend(read(&corpora.join("ner/wnut17-train.conll.gz"))?);
    Ok(all)
}

/// Sentences to score a finder on: what is held back of Wikigold, and the development part of EWT.
///
/// # Errors
///
/// If a file can't be read.
pub fn held_back(corpora: &Path) -> Result<[(&'static str, Vec<Named>); 2]> {
    let ewt = read(&corpora.join("ner/uner_en_ewt-dev.iob2.gz"))?;
    Ok([("wikigold, held back", wikigold(corpora)?.1), ("en_ewt-dev", ewt)])
}

/// Scores a model on sentences with given tokens.
#[must_use]
pub fn score(model: &Model, gold: &[Named]) -> Score {
    let (mut score, mut room) = (Score::default(), Room::default());
    let (mut heads, mut found) = (Vec::new(), Vec::new());
    for Named { sentence, tags } in gold {
        let e = example(sentence, &tagger::classes(model, sentence));
        model.parser().parse(&e.rows, &mut room, &mut heads, &mut found);
        score.add(&found, tags);
    }
    score
}

/// How well names are found, by kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Score {
    /// Right, found and gold ones of each kind.
    counts: [[usize; 3]; NameKind::ALL.len()],
}

impl Score {
    /// Adds a sentence: what was found, and what is true.
    pub fn add(&mut self, found: &[u8], gold: &[u8]) {
        let gold: Vec<_> = names(gold).collect();
        for name in names(found) {
            self.counts[name.2 as usize][1] += 1;
            self.counts[name.2 as usize][0] += usize::from(gold.contains(&name));
        }
        gold.iter().for_each(|name| self.counts[name.2 as usize][2] += 1);
    }

    /// The harmonic mean of precision and recall of a kind.
    #[must_use]
    pub fn f1(&self, kind: NameKind) -> f64 {
        let [right, found, gold] = self.counts[kind as usize];
        2.0 * right as f64 / (found + gold).max(1) as f64
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, kind) in NameKind::ALL.into_iter().enumerate() {
            write!(f, "{}{} {:.3}", if i > 0 { ", " } else { "" }, kind.name(), self.f1(kind))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::parse;

    /// The names that tags stand for, as text.
    fn told(words: &[Word], tags: &[u8]) -> Vec<String> {
        let text = |a, b| words[a..b].iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" ");
        names(tags).map(|(a, b, kind)| format!("{} {}", text(a, b), kind.name())).collect()
    }

    #[test]
    fn a_file_of_columns() {
        let dir = std::env::temp_dir().join(format!("inquit-names-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let path = dir.join("names.conll");
        let read_as = |text: &str| {
            std::fs::write(&path, text).unwrap();
            let read = read(&path).unwrap();
            read.iter().flat_map(|n| told(&n.sentence.words, &n.tags)).collect::<Vec<_>>()
        };
        // Without a sign of where a name begins, neighbours of one kind are one.
        let plain = "Ann I-PER\nLee I-PER\nof O\nOslo I-LOC\n\nOslo I-LOC\nTimes I-ORG\n";
        assert_eq!(read_as(plain), ["Ann Lee PER", "Oslo LOC", "Oslo LOC", "Times ORG"]);
        assert_eq!(
            read_as("Ann\\tB-person\nLee\\tB-person\n".replace("\\t", "\t").as_str()),
            ["Ann PER", "Lee PER"]
        );
        let numbered = "# text = Ann\n1\tAnn\tB-PER\t-\t-\n2\tLee\tI-PER\t-\t-\n";
        assert_eq!(read_as(numbered), ["Ann Lee PER"]);
        std::fs::write(&path, "Ann\n").unwrap();
        assert!(read(&path).is_err_and(|e| format!("{e:#}").contains("too few columns")));
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn entities_that_a_name_heads() {
        let lines = [
            ("Mr", "PROPN", 5, "nsubj", "(1-person-new-nnnnn"),
            ("Lee", "PROPN", 1, "flat", "1)"),
            ("of", "ADP", 4, "case", ""),
            ("Oslo", "PROPN", 1, "nmod", "(2-place-new)"),
            ("met", "VERB", 0, "root", ""),
            ("the", "DET", 7, "det", "(3-person-new"),
            ("mayor", "NOUN", 5, "obj", ""),
            ("of", "ADP", 10, "case", ""),
            ("the", "DET", 10, "det", "(4-organization-new"),
            ("Council", "PROPN", 7, "nmod", "4)3)"),
        ];
        let line = |(i, (form, pos, head, label, entity)): (usize, &(&str, &str, u8, &str, &str))| {
            let misc = if entity.is_empty() { "_".to_owned() } else { format!("Entity={entity}") };
            format!("{}\t{form}\t{form}\t{pos}\t_\t_\t{head}\t{label}\t_\t{misc}\n", i + 1)
        };
        let text: String = lines.iter().enumerate().map(line).chain(["\n".to_owned()]).collect();
        let sentence = &parse(&text).unwrap()[0];
        let found = told(&sentence.words, &of_entities(sentence));
        assert_eq!(found, ["Lee PER", "Oslo LOC", "Council ORG"]);
    }

    #[test]
    fn the_names_of_a_silver_layer() {
        let layer = Silver {
            start: vec![0, 5, 9, 13],
            end: vec![4, 8, 13, 14],
            head: Vec::new(),
            rel: Vec::new(),
            ner: ["O", "PERSON", "PERSON", "O"].map(str::to_owned).to_vec(),
        };
        let named = &of_silver("Dëar Ann Leeë.", &[layer])[0];
        assert_eq!(told(&named.sentence.words, &named.tags), ["Ann Leeë PER"]);
    }

    #[test]
    fn a_name_is_right_as_a_whole() {
        let mut score = Score::default();
        let person = |first| tag(NameKind::Person, first);
        score.add(&[person(true), person(false), 0, person(true)], &[person(true), person(false), 0, 0]);
        score.add(&[person(true), 0], &[person(true), person(false)]);
        assert_eq!(score.f1(NameKind::Person), 2.0 / 5.0);
        assert_eq!(score.f1(NameKind::Place), 0.0);
    }
}
