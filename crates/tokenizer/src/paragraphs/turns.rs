//! Turns of a transcript: `HOST: …`, `Q: …`, `Ann Lee: …`.
//!
//! A label with a colon is common outside transcripts too (headlines, captions), so the whole document must look like
//! one: labels come back, or questions have answers.

use super::{Block, BlockKind};
use crate::chars::is_space;
use crate::data::in_layout;
use rustc_hash::FxHashMap;

/// Longest label, in bytes.
const LONGEST: usize = 48;

#[derive(Clone, Copy, PartialEq, Eq)]
enum LabelKind {
    /// `Q:`, `A:`
    QuestionAnswer,
    /// `HOST:`
    Caps,
    /// `Ann Lee:`
    Name,
}

/// Makes turns of the paragraphs whose label is a speaker's.
pub(super) fn assign(text: &str, blocks: &mut [Block]) {
    let labels: Vec<(usize, &str, LabelKind)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(i, block)| label(block.text(text)).map(|(name, kind)| (i, name, kind)))
        .collect();
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for &(_, name, _) in &labels {
        *counts.entry(name).or_default() += 1;
    }
    let count = |name: &str| counts.get(name).copied().unwrap_or(0);
    let of = |kind: LabelKind| labels.iter().filter(move |l| l.2 == kind);
    let comes_back = |kind: LabelKind| of(kind).filter(|l| count(l.1) > 1).count();

    let dialogue = count("Q") > 0 && count("A") > 0;
    let caps = of(LabelKind::Caps).count();
    let names = of(LabelKind::Name).count();
    let in_caps =
        dialogue || caps >= 2 && (caps * 2 >= blocks.len() || caps >= 3 && comes_back(LabelKind::Caps) > 0);
    let in_names = names >= 3 && comes_back(LabelKind::Name) >= 2 && names * 5 >= blocks.len() * 2;
    // Among questions and answers, whoever asks or answers may be named once: "The Herald: And then?"
    let first = of(LabelKind::QuestionAnswer).next().map_or(usize::MAX, |l| l.0);
    for &(i, name, kind) in &labels {
        let is_turn = match kind {
            LabelKind::QuestionAnswer => dialogue,
            LabelKind::Caps => in_caps,
            LabelKind::Name => in_names || dialogue && (count(name) > 1 || i > first),
        };
        if let Some(block) = blocks.get_mut(i).filter(|_| is_turn) {
            let body = block.text(text);
            let start = block.start + (body.len() - unmarked(body).len());
            block.kind = BlockKind::Turn { start, end: start + name.len() };
        }
    }
}

/// Whether a line begins with a label in capitals.
pub(super) fn caps_label(line: &str) -> bool {
    matches!(label(line), Some((_, LabelKind::Caps | LabelKind::QuestionAnswer)))
}

/// A quoted transcript has a mark before each label.
fn unmarked(body: &str) -> &str {
    body.strip_prefix(['"', '“']).unwrap_or(body)
}

/// The label before the colon, if it could be a speaker's.
fn label(body: &str) -> Option<(&str, LabelKind)> {
    let body = unmarked(body);
    if !body.starts_with(char::is_uppercase) {
        return None;
    }
    let colon = body.bytes().take(LONGEST).position(|b| b == b':')?;
    let (name, rest) = (body.get(..colon)?, body.get(colon + 1..)?);
    if !(rest.is_empty() || rest.starts_with(is_space)) || in_layout("label", name) {
        return None;
    }
    if matches!(name, "Q" | "A") {
        return Some((name, LabelKind::QuestionAnswer));
    }
    // HOST (laughing): the brackets are no part of the name's looks.
    let bare = name.split_once(" (").map_or(name, |(n, _)| n);
    let words = bare.split_whitespace().count();
    let plain =
        bare.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '&' | '#'));
    if !(1..=5).contains(&words) || !plain {
        return None;
    }
    let caps = !bare.chars().any(char::is_lowercase) && bare.chars().filter(|c| c.is_uppercase()).count() > 1;
    if caps {
        return Some((name, LabelKind::Caps));
    }
    let big =
        bare.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    (big && words <= 3).then_some((name, LabelKind::Name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paragraphs::split;

    fn turns(text: &str) -> Vec<&str> {
        let label = |b: &Block| match b.kind {
            BlockKind::Turn { start, end } => text.get(start..end).unwrap_or("?"),
            _ => "",
        };
        split(text).iter().map(label).collect()
    }

    #[test]
    fn labels_that_come_back() {
        let text = "HOST: What is wrong with the beans?\n\nALVA: Nothing.\n\nDR. OTT: Rust.\n\nALVA: No.";
        assert_eq!(turns(text), ["HOST", "ALVA", "DR. OTT", "ALVA"]);
        let text = "Ann Lee: Is it far?\nBo: It is.\nAnn Lee: How far?\nBo: Far.";
        assert_eq!(turns(text), ["Ann Lee", "Bo", "Ann Lee", "Bo"]);
    }

    #[test]
    fn quoted_transcripts() {
        let text = "“WALL: Is it dry?\n\n“PENN: It is.\n\n“WALL: Oh.”";
        assert_eq!(turns(text), ["WALL", "PENN", "WALL"]);
    }

    #[test]
    fn questions_and_answers() {
        let text = "The pilot spoke to us.\n\nQ: Was it cold?\n\nA: Yes.\n\nShe laughed.";
        assert_eq!(turns(text), ["", "Q", "A", ""]);
    }

    #[test]
    fn somebody_is_named_among_questions_and_answers() {
        let text =
            "Q&A: Ann Lee on cold\n\nQ: Was it cold?\n\nA: Yes.\n\nThe Herald: And deep?\n\nLee: Very.";
        assert_eq!(turns(text), ["", "Q", "A", "The Herald", "Lee"]);
    }

    #[test]
    fn a_headline_is_no_turn() {
        let body = "The swans on the lake will stay, the park said.";
        assert_eq!(turns(&format!("Selm Daily News: Paris is full\n\n{body}\n\n{body}")), ["", "", ""]);
        assert_eq!(turns(&format!("HARTIG: ‘SWANS MUST PAY’\n\n{body}")), ["", ""]);
        assert_eq!(
            turns(&format!("{body}\n\nMORE: The swans\n\n{body}\n\nMORE: The lake\n\nMORE: The park")),
            ["", "", "", "", ""]
        );
    }
}
