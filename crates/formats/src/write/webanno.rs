//! `webanno`: WebAnno TSV 3.3, a token a line, as INCEpTION reads it.
//!
//! One layer, `webanno.custom.Quotation`, with a span for each stretch of content, each cue and each source. Spans of
//! one quotation have the same value in its feature `quotation`. Offsets count UTF-16 units, as the format asks for.

use super::{Answer, OffsetUnit, Options, Writer, names, wire, writer};
use inquit::tokenizer::{Document, Offsets, Sentence, TextRange};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// The features of the layer, in the order of their columns.
const FEATURES: [&str; 5] = ["role", "quotation", "kind", "speaker", "confidence"];

/// The one file.
pub(super) struct Tokens(bool);

impl Tokens {
    pub(super) const fn new(_: Options) -> Self {
        Self(false)
    }
}

/// An annotation.
struct Span {
    /// Its first token, and the one behind its last.
    tokens: (usize, usize),
    /// Its values, escaped, in the order of [`FEATURES`].
    values: [String; FEATURES.len()],
    /// A number that tells it apart where it has several tokens or shares one; 0 if it needs none.
    number: usize,
}

impl Writer for Tokens {
    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        writer::only_one(&mut self.0, "webanno")?;
        let doc = answer.found.document();
        let offsets = Offsets::new(doc.text(), OffsetUnit::Utf16);
        writeln!(out, "#FORMAT=WebAnno TSV 3.3")?;
        writeln!(out, "#T_SP=webanno.custom.Quotation|{}\n", FEATURES.join("|"))?;
        let spans = spans(answer);
        let mut waiting = spans.iter().peekable();
        let mut open: Vec<&Span> = Vec::new();
        for (number, sentence) in (1..).zip(doc.sentences()) {
            text(out, doc, sentence)?;
            for (i, id) in sentence.tokens.iter().enumerate() {
                let at = id.index();
                open.retain(|s| s.tokens.1 > at);
                while let Some(span) = waiting.next_if(|s| s.tokens.0 <= at) {
                    open.push(span);
                }
                let range = doc.token(id).range;
                let (start, end) = (offsets.convert(range.start()), offsets.convert(range.end()));
                let word = clean(doc.token_text(id));
                write!(out, "{number}-{}\t{start}-{end}\t{}\t", i + 1, escape_text(&word))?;
                for feature in 0..FEATURES.len() {
                    write!(out, "{}\t", column(&open, feature))?;
                }
                writeln!(out)?;
            }
        }
        Ok(())
    }
}

/// The words of a sentence: a line for each of its lines.
fn text(out: &mut dyn Write, doc: &Document, sentence: &Sentence) -> io::Result<()> {
    writeln!(out)?;
    for line in clean(&doc.text()[sentence.range]).split('\n') {
        writeln!(out, "#Text={}", escape_text(line))?;
    }
    Ok(())
}

/// One value for each annotation of a token; `_` where there is none.
fn column(open: &[&Span], feature: usize) -> String {
    let mut all = String::new();
    for span in open {
        if !all.is_empty() {
            all.push('|');
        }
        all.push_str(span.values.get(feature).map_or("*", String::as_str));
        if span.number > 0 {
            // Writing to a string cannot fail.
            let _ = write!(all, "[{}]", span.number);
        }
    }
    if all.is_empty() { "_".to_owned() } else { all }
}

/// All annotations in order of their first tokens, the longer ones first, numbered where they need it.
fn spans(answer: &Answer<'_>) -> Vec<Span> {
    let doc = answer.found.document();
    let mut spans = Vec::new();
    for (id, q) in answer.quotations() {
        let speaker = q.speaker.and_then(|s| answer.found.speakers().get(s.0 as usize));
        let mut add = |role: &str, range: TextRange| {
            let values = [
                role.to_owned(),
                wire::quotation_id(id).to_string(),
                names::kind_name(q.kind).to_owned(),
                speaker.map_or_else(|| "*".to_owned(), |s| escape_value(&s.name)),
                format!("{:.2}", wire::confidence(q.confidence)),
            ];
            let tokens = tokens(doc, range);
            if tokens.0 < tokens.1 {
                spans.push(Span { tokens, values, number: 0 });
            }
        };
        q.content.iter().for_each(|&r| add("content", r));
        q.cue.iter().for_each(|&r| add("cue", r));
        q.source.iter().for_each(|&r| add("source", r));
    }
    spans.sort_by_key(|s| (s.tokens.0, std::cmp::Reverse(s.tokens.1)));
    let mut number = 0;
    let mut reach = 0;
    for i in 0..spans.len() {
        let next = spans.get(i + 1).map_or(usize::MAX, |s| s.tokens.0);
        let Some(span) = spans.get_mut(i) else { break };
        let (start, end) = span.tokens;
        if end - start > 1 || start < reach || next < end {
            number += 1;
            span.number = number;
        }
        reach = reach.max(end);
    }
    spans
}

/// The tokens that share a character with a range.
fn tokens(doc: &Document, range: TextRange) -> (usize, usize) {
    let all = doc.tokens();
    (
        all.partition_point(|t| t.range.end() <= range.start()),
        all.partition_point(|t| t.range.start() < range.end()),
    )
}

/// Characters that no XML can hold, as INCEpTION stores documents, give way to others of the same width.
fn clean(text: &str) -> Cow<'_, str> {
    super::xml::legal(text)
}

/// Escapes what a line of text cannot hold.
fn escape_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out
}

/// Escapes what separates values.
fn escape_value(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | '[' | ']' | '|' | '_' | ';' | '*' => out.extend(['\\', c]),
            '-' if chars.peek() == Some(&'>') => out.push_str("\\-"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Format, testing};
    use super::*;

    #[test]
    fn a_match() {
        insta::assert_snapshot!(testing::written(Format::WebAnno, "match", testing::MATCH));
    }

    #[test]
    fn each_line_has_each_column_and_offsets_fit() {
        for text in testing::TEXTS {
            let units: Vec<u16> = text.encode_utf16().collect();
            for line in testing::written(Format::WebAnno, "x", text).lines() {
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                let fields: Vec<_> = line.split('\t').collect();
                assert_eq!(fields.len(), 3 + FEATURES.len() + 1, "{line}");
                let (start, end) = fields[1].split_once('-').unwrap();
                let word = &units[start.parse().unwrap()..end.parse().unwrap()];
                assert_eq!(fields[2], escape_text(&clean(&String::from_utf16(word).unwrap())));
                let stacked = |f: &&str| f.matches('|').count() - f.matches("\\|").count();
                assert!(fields[3..8].windows(2).all(|w| stacked(&w[0]) == stacked(&w[1])), "{line}");
            }
        }
    }

    #[test]
    fn what_separates_values_is_escaped() {
        assert_eq!(escape_value("a|b_c[1] -> *;\\\t"), "a\\|b\\_c\\[1\\] \\-> \\*\\;\\\\ ");
    }
}
