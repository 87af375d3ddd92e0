//! What a careful reader finds in a text, and how an answer differs from it.

use inquit::tokenizer::TextRange;
use inquit::{Attribution, Quotation};
use inquit_formats::write::{kind_name, speaker_name};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The file `NAME.truth.toml` beside a text.
#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields)]
pub struct Truth {
    /// Every quotation, in order of the text.
    #[serde(default)]
    pub quotation: Vec<TrueQuotation>,
    /// Words in quotation marks that nobody says.
    #[serde(default)]
    pub not_speech: Vec<TrueNotSpeech>,
}

/// One act of saying.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct TrueQuotation {
    /// `direct`, `indirect` or `mixed`.
    pub kind: String,
    /// Its pieces, literally, in order of the text.
    pub content: Vec<String>,
    /// The words that report; absent if there are none.
    pub cue: Option<String>,
    /// The words that name who says it; absent if there are none.
    pub source: Option<String>,
    /// Who says it; absent if the text does not say.
    pub speaker: Option<String>,
    /// Which occurrence of the first piece in the text is meant, counted from 1. Without it, the first that does not
    /// stand before the quotation before.
    pub nth: Option<usize>,
}

/// Words in quotation marks that nobody says.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct TrueNotSpeech {
    /// Literally, with their marks.
    pub text: String,
}

impl Truth {
    /// Reads a truth.
    ///
    /// # Errors
    ///
    /// What is wrong with the file.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|e| e.to_string())
    }

    /// How an answer differs, one line a difference; empty if it does not.
    ///
    /// # Errors
    ///
    /// A piece of the truth that is not in the text.
    pub fn differences(&self, found: &Attribution) -> Result<Vec<String>, String> {
        let text = found.document().text();
        let mut differences = Vec::new();
        let mut unmatched: Vec<&Quotation> = found.quotations().iter().collect();
        let mut from = 0;
        for truth in &self.quotation {
            let pieces = truth.pieces(text, from)?;
            from = pieces.first().map_or(from, |r| r.start() as usize);
            let words = words(text, &pieces);
            let Some(i) = unmatched.iter().position(|q| self::words(text, &q.content) == words) else {
                differences.push(format!("missing: {} {:?}", truth.kind, truth.content));
                continue;
            };
            let q = unmatched.remove(i);
            truth.compare(found, q, &mut differences);
        }
        for q in unmatched {
            let content: Vec<_> = q.content.iter().map(|&r| found.text_of(r)).collect();
            differences.push(format!("too much: {} {content:?}", kind_name(q.kind)));
        }
        for n in &self.not_speech {
            let meant: Vec<_> = occurrences(text, &n.text).collect();
            if meant.is_empty() {
                return Err(format!("not in the text: {:?}", n.text));
            }
            if !found.not_speech().iter().any(|f| meant.iter().any(|m| m.overlaps(f.range))) {
                differences.push(format!("missing: not speech {:?}", n.text));
            }
        }
        Ok(differences)
    }
}

impl TrueQuotation {
    /// Where the pieces stand.
    fn pieces(&self, text: &str, from: usize) -> Result<Vec<TextRange>, String> {
        let mut at = from;
        let mut ranges = Vec::new();
        for (i, piece) in self.content.iter().enumerate() {
            let range = match self.nth.filter(|_| i == 0) {
                Some(n) => occurrences(text, piece).nth(n.saturating_sub(1)),
                None => occurrences(text, piece).find(|r| r.start() as usize >= at),
            };
            let range = range.ok_or_else(|| format!("not in the text from byte {at} on: {piece:?}"))?;
            at = range.end() as usize;
            ranges.push(range);
        }
        Ok(ranges)
    }

    /// Compares everything but the content, which is the same.
    fn compare(&self, found: &Attribution, q: &Quotation, differences: &mut Vec<String>) {
        let of = self.content.first().map_or("", String::as_str);
        let mut tell = |what, truth: &str, answer: &str| {
            differences.push(format!("{what} of {of:?}: {answer:?} and not {truth:?}"));
        };
        if kind_name(q.kind) != self.kind {
            tell("kind", &self.kind, kind_name(q.kind));
        }
        for (what, truth, answer) in [("cue", &self.cue, q.cue), ("source", &self.source, q.source)] {
            // A colon reports without words.
            let answer = answer.filter(|&r| found.text_of(r).contains(char::is_alphanumeric));
            let same = match (truth, answer) {
                (None, None) => true,
                (Some(t), Some(r)) => occurrences(found.document().text(), t).any(|o| o.overlaps(r)),
                _ => false,
            };
            if !same {
                tell(what, truth.as_deref().unwrap_or("none"), answer.map_or("none", |r| found.text_of(r)));
            }
        }
        let same = match (&self.speaker, q.speaker) {
            (None, None) => true,
            (Some(name), Some(id)) => {
                let s = found.speaker(id);
                let forms = s.mentions.iter().map(|&r| found.text_of(r));
                forms.chain([s.name.as_str()]).any(|form| normal(form) == normal(name))
            }
            _ => false,
        };
        if !same {
            tell("speaker", self.speaker.as_deref().unwrap_or("unknown"), &speaker_name(found, q));
        }
    }
}

fn occurrences<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = TextRange> {
    text.match_indices(words).map(|(at, m)| TextRange::new(at as u32, (at + m.len()) as u32))
}

/// The letters and digits that some ranges cover: contents are the same if these are, whatever marks, points and
/// spaces belong to them.
fn words(text: &str, ranges: &[TextRange]) -> BTreeSet<u32> {
    let mut covered = BTreeSet::new();
    for r in ranges {
        let chars = text[*r].char_indices().filter(|(_, c)| c.is_alphanumeric());
        covered.extend(chars.map(|(i, _)| r.start() + i as u32));
    }
    covered
}

/// A name without capitals, punctuation, possessive ending and leading article.
fn normal(name: &str) -> String {
    let name = name.to_lowercase().replace("’s", "").replace("'s", "");
    let mut words: Vec<_> = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.len() > 1 && matches!(words.first(), Some(&"the" | &"a" | &"an")) {
        words.remove(0);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_article() {
        assert_eq!(normal("The Harbour-Master’s"), normal("harbour master"));
        assert_eq!(normal("The"), "the");
        assert_ne!(normal("Ann Lee"), normal("Ann"));
    }

    #[test]
    fn an_empty_truth_wants_no_quotation() {
        let found = inquit::Engine::new().attribute("Nothing is said here.");
        assert_eq!(Truth::parse("# none").unwrap().differences(&found).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_piece_that_is_not_in_the_text_is_an_error() {
        let found = inquit::Engine::new().attribute("Nothing is said here.");
        let truth = Truth::parse("[[quotation]]\nkind = 'direct'\ncontent = ['“No”']").unwrap();
        assert_eq!(truth.differences(&found).unwrap_err(), "not in the text from byte 0 on: \"“No”\"");
    }
}
