//! Reads treebanks in CoNLL-U, compressed or not.

use anyhow::{Context, Result, bail};
use inquit::syntax::{Pos, Tag, VerbForm, class_of};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A word of a treebank.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Word {
    /// As written.
    pub form: String,
    /// Number of its class, see [`inquit::syntax::CLASSES`].
    pub class: u8,
    /// Its head, counted from 1; 0 for the root.
    pub head: usize,
    /// Its relation to the head, with subtype.
    pub label: String,
    /// The language's own tag, such as `HYPH`.
    pub xpos: String,
    /// Whether white space follows.
    pub space_after: bool,
    /// The treebank's note on entities that begin or end here, such as `(3-person-new(4-place-new)`.
    pub entity: String,
}

/// A sentence of a treebank.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sentence {
    /// Its words. Words of a contraction are words of their own, ellipses are left out.
    pub words: Vec<Word>,
    /// Its number in the file; a variant of a sentence keeps its number.
    pub number: usize,
    /// Whether a paragraph or a document begins here.
    pub new_paragraph: bool,
}

/// Reads a whole file, decompressed if its name ends in `.gz`.
///
/// # Errors
///
/// If the file can't be read.
pub fn read_text(path: &Path) -> Result<String> {
    let file = File::open(path).with_context(|| format!("{}: can't be opened", path.display()))?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text)
    } else {
        let mut file = file;
        file.read_to_string(&mut text)
    }
    .with_context(|| format!("{}: can't be read", path.display()))?;
    Ok(text)
}

/// Reads a treebank file.
///
/// # Errors
///
/// If the file can't be read or is not CoNLL-U.
pub fn read(path: &Path) -> Result<Vec<Sentence>> {
    parse(&read_text(path)?).with_context(|| format!("{}: not CoNLL-U", path.display()))
}

/// Reads sentences in CoNLL-U.
///
/// # Errors
///
/// If a line has too few columns or a head that is no number.
pub fn parse(text: &str) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    let mut contraction_end = 0;
    let mut contraction_space = true;
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() {
            if !sentence.words.is_empty() {
                sentence.number = sentences.len();
                sentences.push(std::mem::take(&mut sentence));
            }
            contraction_end = 0;
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            sentence.new_paragraph |=
                comment.trim_start().starts_with("newpar") || comment.contains("newdoc");
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, xpos, features, head, label, _, misc] = columns[..] else {
            bail!("line {}: {} columns instead of 10", number + 1, columns.len());
        };
        let space_after = !misc.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((_, end)) = id.split_once('-') {
            contraction_end = end.parse()?;
            contraction_space = space_after;
            continue;
        }
        if id.contains('.') {
            continue;
        }
        let index: usize = id.parse()?;
        let space_after = match index {
            i if i < contraction_end => false,
            i if i == contraction_end => contraction_space,
            _ => space_after,
        };
        sentence.words.push(Word {
            form: form.to_owned(),
            class: class_of(tag(upos, features)),
            head: head.parse().with_context(|| format!("line {}: head {head}", number + 1))?,
            label: label.to_owned(),
            xpos: xpos.to_owned(),
            space_after,
            entity: misc.split('|').find_map(|m| m.strip_prefix("Entity=")).unwrap_or_default().to_owned(),
        });
    }
    if !sentence.words.is_empty() {
        sentence.number = sentences.len();
        sentences.push(sentence);
    }
    Ok(sentences)
}

/// Our tag for a universal part of speech and its features.
#[must_use]
pub fn tag(upos: &str, features: &str) -> Tag {
    let pos = Pos::ALL.into_iter().find(|p| p.name() == upos).unwrap_or(Pos::X);
    let has = |f: &str| features.split('|').any(|x| x == f);
    let mut tag = Tag { pos, ..Tag::default() };
    match pos {
        Pos::Verb | Pos::Aux => {
            let past = has("Tense=Past");
            tag.form = if has("VerbForm=Inf") {
                VerbForm::Infinitive
            } else if has("VerbForm=Ger") || has("VerbForm=Part") && !past {
                VerbForm::Gerund
            } else if has("VerbForm=Part") {
                VerbForm::Participle
            } else {
                VerbForm::Finite
            };
            tag.past = tag.form == VerbForm::Finite && past;
            tag.passive = pos == Pos::Verb && tag.form == VerbForm::Participle && has("Voice=Pass");
        }
        Pos::Noun | Pos::Propn | Pos::Pron | Pos::Det => {
            tag.plural = has("Number=Plur") || has("Number=Ptan")
        }
        _ => {}
    }
    tag
}

/// Joins words linked by a hyphen without white space (`well`, `-`, `known`) into one word, as our tokenizer has
/// them. The joined word takes the place of the part that all others hang from.
#[must_use]
pub fn join_hyphens(sentence: &Sentence) -> Sentence {
    let words = &sentence.words;
    let linked = |i: usize| !words[i].space_after && i + 1 < words.len();
    let is_hyphen = |i: usize| words[i].form == "-" && words[i].xpos == "HYPH";
    let letter = |i: usize| words[i].form.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '\'');
    // group[i]: number of the joined word that the i-th word belongs to.
    let mut groups: Vec<(usize, usize)> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let start = i;
        while letter(i)
            && linked(i)
            && i + 2 < words.len()
            && is_hyphen(i + 1)
            && linked(i + 1)
            && letter(i + 2)
        {
            i += 2;
        }
        i += 1;
        groups.push((start, i));
    }
    let mut new_index = vec![0; words.len() + 1];
    for (g, (start, end)) in groups.iter().enumerate() {
        (*start..*end).for_each(|i| new_index[i + 1] = g + 1);
    }
    let words = groups
        .iter()
        .map(|&(start, end)| {
            let inside = |h: usize| h > start && h <= end;
            let top = (start..end).rev().find(|i| !inside(words[*i].head)).unwrap_or(start);
            Word {
                form: words[start..end].iter().map(|w| w.form.as_str()).collect(),
                head: new_index[words[top].head],
                space_after: words[end - 1].space_after,
                ..words[top].clone()
            }
        })
        .collect();
    Sentence { words, ..*sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# newpar\n# text = Well-known men don't.\n\
        1\tWell\twell\tADV\tRB\t_\t3\tadvmod\t_\tSpaceAfter=No\n\
        2\t-\t-\tPUNCT\tHYPH\t_\t3\tpunct\t_\tSpaceAfter=No\n\
        3\tknown\tknown\tADJ\tJJ\t_\t4\tamod\t_\t_\n\
        4\tmen\tman\tNOUN\tNNS\tNumber=Plur\t5\tnsubj\t_\t_\n\
        5-6\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
        5\tdo\tdo\tVERB\tVBP\tMood=Ind|VerbForm=Fin\t0\troot\t_\t_\n\
        6\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_\n\
        7\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n\n";

    #[test]
    fn reads_words_and_spaces() {
        let s = &parse(SAMPLE).unwrap()[0];
        assert!(s.new_paragraph);
        let spaces: Vec<_> = s.words.iter().map(|w| w.space_after).collect();
        assert_eq!(spaces, [false, false, true, true, false, false, true]);
    }

    #[test]
    fn joins_hyphens() {
        let s = join_hyphens(&parse(SAMPLE).unwrap()[0]);
        let shown: Vec<_> = s.words.iter().map(|w| format!("{} {} {}", w.form, w.head, w.label)).collect();
        assert_eq!(shown, ["Well-known 2 amod", "men 3 nsubj", "do 0 root", "n't 3 advmod", ". 3 punct"]);
    }

    #[test]
    fn says_where_a_file_is_wrong() {
        assert!(parse("1\tOne\n").unwrap_err().to_string().contains("line 1"));
    }
}
