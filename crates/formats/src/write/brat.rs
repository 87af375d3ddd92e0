//! `brat`: the text, and beside it annotations in brat's standoff form.
//!
//! A content is an entity named after its kind, with relations to its cue and its source; the mentions of a speaker
//! stand in one equivalence. Offsets count code points, as brat counts them. `docs/brat/annotation.conf` declares the
//! types for brat.

use super::{Answer, OffsetUnit, Options, Writer, names, speaker_name, wire, writer};
use inquit::tokenizer::{Offsets, TextRange};
use inquit::{Quotation, QuotationKind};
use std::fmt::Write as _;
use std::io::{self, Write};

/// The `.txt` file: the text as it was read, since offsets count in it.
pub(super) struct Text(bool);

/// The `.ann` file.
pub(super) struct Annotations(bool);

impl Text {
    pub(super) const fn new(_: Options) -> Self {
        Self(false)
    }
}

impl Annotations {
    pub(super) const fn new(_: Options) -> Self {
        Self(false)
    }
}

impl Writer for Text {
    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        writer::only_one(&mut self.0, "brat")?;
        out.write_all(answer.found.document().text().as_bytes())
    }
}

impl Writer for Annotations {
    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        writer::only_one(&mut self.0, "brat")?;
        let text = answer.found.document().text();
        let mut lines =
            Lines { answer, offsets: Offsets::new(text, OffsetUnit::Chars), out, entities: 0, others: 0 };
        for (id, q) in answer.quotations() {
            lines.quotation(&wire::quotation_id(id), q)?;
        }
        for s in answer.found.speakers() {
            let mut same = Vec::new();
            for &mention in &s.mentions {
                same.extend(lines.entity("Mention", &[mention])?);
            }
            if same.len() > 1 {
                writeln!(lines.out, "*\tCoref {}", same.join(" "))?;
            }
        }
        Ok(())
    }
}

struct Lines<'v, 'a> {
    answer: &'v Answer<'a>,
    offsets: Offsets<'a>,
    out: &'v mut dyn Write,
    /// How many entities, and how many lines of other sorts, there are so far: brat numbers each.
    entities: usize,
    others: usize,
}

impl Lines<'_, '_> {
    fn quotation(&mut self, id: &str, q: &Quotation) -> io::Result<()> {
        let kind = match q.kind {
            QuotationKind::Direct => "Direct",
            QuotationKind::Indirect => "Indirect",
            QuotationKind::Mixed => "Mixed",
        };
        let Some(content) = self.entity(kind, &q.content)? else { return Ok(()) };
        for (name, relation, range) in [("Cue", "ReportedWith", q.cue), ("Source", "SaidBy", q.source)] {
            let Some(range) = range else { continue };
            if let Some(entity) = self.entity(name, &[range])? {
                self.others += 1;
                writeln!(self.out, "R{}\t{relation} Arg1:{content} Arg2:{entity}", self.others)?;
            }
        }
        self.others += 1;
        writeln!(self.out, "A{}\tTag {content} {}", self.others, names::tag_name(q.tag))?;
        self.others += 1;
        let note = format!(
            "{id}: {}; confidence {:.2}; {}",
            speaker_name(self.answer.found, q),
            wire::confidence(q.confidence),
            wire::evidence(&q.evidence)
        );
        writeln!(self.out, "#{}\tAnnotatorNotes {content}\t{}", self.others, note.replace(breaks, " "))
    }

    /// Writes some stretches as one entity and returns its id; nothing where they hold nothing to see.
    fn entity(&mut self, kind: &str, ranges: &[TextRange]) -> io::Result<Option<String>> {
        let mut places = String::new();
        let mut words: Vec<&str> = Vec::new();
        let text = self.answer.found.document().text();
        // An entity cannot hold a line break or a tab: it goes on behind it.
        for &range in ranges {
            let mut start = range.start();
            for piece in text.get(std::ops::Range::from(range)).unwrap_or_default().split_inclusive(breaks) {
                let next = start + piece.len() as u32;
                let piece = piece.trim_end_matches(breaks);
                if !piece.trim().is_empty() {
                    let separator = if places.is_empty() { "" } else { ";" };
                    let end = start + piece.len() as u32;
                    let (from, to) = (self.offsets.convert(start), self.offsets.convert(end));
                    // Writing to a string cannot fail.
                    let _ = write!(places, "{separator}{from} {to}");
                    words.push(piece);
                }
                start = next;
            }
        }
        if words.is_empty() {
            return Ok(None);
        }
        self.entities += 1;
        writeln!(self.out, "T{}\t{kind} {places}\t{}", self.entities, words.join(" "))?;
        Ok(Some(format!("T{}", self.entities)))
    }
}

/// What readers take for the end of a line or a field.
fn breaks(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::super::{Format, testing};

    #[test]
    fn a_match() {
        let both = testing::written(Format::Brat, "match", testing::MATCH);
        insta::assert_snapshot!(both.strip_prefix(testing::MATCH).unwrap());
    }

    #[test]
    fn places_and_words_agree() {
        for text in testing::TEXTS {
            let both = testing::written(Format::Brat, "x", text);
            let chars: Vec<char> = text.chars().collect();
            for line in both.strip_prefix(text).unwrap().lines() {
                let fields: Vec<_> = line.split('\t').collect();
                let [id, places, words] = fields[..] else { continue };
                if !id.starts_with('T') {
                    continue;
                }
                let (_, places) = places.split_once(' ').unwrap();
                let there = places.split(';').map(|place| {
                    let (start, end) = place.split_once(' ').unwrap();
                    chars[start.parse().unwrap()..end.parse().unwrap()].iter().collect::<String>()
                });
                assert_eq!(there.collect::<Vec<_>>().join(" "), words);
            }
        }
    }

    #[test]
    fn every_type_is_declared() {
        let declared = include_str!("../../../../docs/brat/annotation.conf");
        for text in testing::TEXTS {
            for line in testing::written(Format::Brat, "x", text).strip_prefix(text).unwrap().lines() {
                let kind = line.split(['\t', ' ']).nth(1).unwrap();
                let known = declared.lines().any(|l| l.split([' ', '\t']).next() == Some(kind));
                assert!(known || kind == "AnnotatorNotes", "{line}");
            }
        }
    }
}
