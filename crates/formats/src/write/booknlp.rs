//! `booknlp`: the tables that readers of BookNLP know: `.tokens`, `.entities` and `.quotes`.
//!
//! Tables are tab-separated without quoting. Tokens are counted from 0 and ends are inclusive, as there. A row of
//! `.quotes` is a stretch of a speaker's own words; its `char_id` is the `COREF` of `.entities`. Fine tags and events are
//! not known and have the value for nothing.

use super::speech::own_words;
use super::{Answer, OffsetUnit, Options, Writer, writer};
use inquit::syntax::{self, Pos, Syntax};
use inquit::tokenizer::{Document, Offsets, TextRange};
use inquit::{Quotation, SpeakerKind};
use std::borrow::Cow;
use std::io::{self, Write};

/// The `.tokens` file.
pub(super) struct Tokens(bool);

/// The `.entities` file.
pub(super) struct Entities(bool);

/// The `.quotes` file.
pub(super) struct Quotes(bool);

impl Tokens {
    pub(super) const fn new(_: Options) -> Self {
        Self(false)
    }
}

impl Entities {
    pub(super) const fn new(_: Options) -> Self {
        Self(false)
    }
}

impl Quotes {
    pub(super) const fn new(_: Options) -> Self {
        Self(false)
    }
}

impl Writer for Tokens {
    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        writer::only_one(&mut self.0, "booknlp")?;
        writeln!(
            out,
            "paragraph_ID\tsentence_ID\ttoken_ID_within_sentence\ttoken_ID_within_document\tword\tlemma\tbyte_onset\t\
             byte_offset\tPOS_tag\tfine_POS_tag\tdependency_relation\tsyntactic_head_ID\tevent"
        )?;
        let doc = answer.found.document();
        let syntax = syntax::analyse(doc);
        // Named after bytes, but BookNLP counts characters.
        let offsets = Offsets::new(doc.text(), OffsetUnit::Chars);
        for (number, sentence) in doc.sentences().iter().enumerate() {
            let tree = syntax.tree(doc, number.into());
            for (i, t) in sentence.tokens.iter().enumerate() {
                let (at, range) = (t.index(), doc.token(t).range);
                let (start, end) = (offsets.convert(range.start()), offsets.convert(range.end()));
                let (word, lemma) = (cell(doc.token_text(t)), syntax.lemma(doc, t));
                let (paragraph, pos) = (sentence.paragraph.index(), syntax.pos(t).name());
                // The root is its own head.
                let (head, relation) = (tree.head(t).unwrap_or(t).index(), tree.label(t).name());
                writeln!(
                    out,
                    "{paragraph}\t{number}\t{i}\t{at}\t{word}\t{}\t{start}\t{end}\t{pos}\t_\t{relation}\t{head}\tO",
                    cell(&lemma)
                )?;
            }
        }
        Ok(())
    }
}

impl Writer for Entities {
    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        writer::only_one(&mut self.0, "booknlp")?;
        writeln!(out, "COREF\tstart_token\tend_token\tprop\tcat\ttext")?;
        let doc = answer.found.document();
        let syntax = syntax::analyse(doc);
        let mentions = (0..)
            .zip(answer.found.speakers())
            .flat_map(|(id, s)| s.mentions.iter().filter_map(move |&r| Some((tokens(doc, r)?, id, s.kind))));
        let mut mentions: Vec<_> = mentions.collect();
        mentions.sort_by_key(|&((start, end), id, _)| (start, std::cmp::Reverse(end), id));
        for (place @ (start, end), id, kind) in mentions {
            let cat = match kind {
                SpeakerKind::Person | SpeakerKind::Group => "PER",
                SpeakerKind::Organisation => "ORG",
                // BookNLP has no such entities, but a quotation may point to one.
                SpeakerKind::Document => "DOC",
            };
            writeln!(out, "{id}\t{start}\t{end}\t{}\t{cat}\t{}", prop(&syntax, place), phrase(doc, place))?;
        }
        Ok(())
    }
}

impl Writer for Quotes {
    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        writer::only_one(&mut self.0, "booknlp")?;
        writeln!(out, "quote_start\tquote_end\tmention_start\tmention_end\tmention_phrase\tchar_id\tquote")?;
        let doc = answer.found.document();
        let rows = answer
            .quotations()
            .flat_map(|(_, q)| own_words(q).iter().filter_map(move |&r| Some((tokens(doc, r)?, r, q))));
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|(place, ..)| *place);
        for (place, range, q) in rows {
            let mention = mention(answer, q, range).and_then(|r| tokens(doc, r));
            let (from, to, words) = match mention {
                Some(m) => (m.0.to_string(), m.1.to_string(), phrase(doc, m)),
                None => ("None".to_owned(), "None".to_owned(), "None".to_owned()),
            };
            let speaker = q.speaker.map_or_else(|| "None".to_owned(), |s| s.0.to_string());
            writeln!(
                out,
                "{}\t{}\t{from}\t{to}\t{words}\t{speaker}\t{}",
                place.0,
                place.1,
                phrase(doc, place)
            )?;
        }
        Ok(())
    }
}

/// The words that name the speaker: the source, else the mention of the speaker that stands last before the words, else
/// the first one.
fn mention(answer: &Answer<'_>, q: &Quotation, words: TextRange) -> Option<TextRange> {
    q.source.or_else(|| {
        let mentions = &answer.found.speakers().get(q.speaker?.0 as usize)?.mentions;
        let before = mentions.partition_point(|m| m.start() < words.start());
        mentions.get(before.saturating_sub(1)).copied()
    })
}

/// The first and the last of the tokens that share a character with a range.
fn tokens(doc: &Document, range: TextRange) -> Option<(usize, usize)> {
    let all = doc.tokens();
    let start = all.partition_point(|t| t.range.end() <= range.start());
    let end = all.partition_point(|t| t.range.start() < range.end());
    (start < end).then(|| (start, end - 1))
}

/// A name, a pronoun or another noun phrase.
fn prop(syntax: &Syntax, (start, end): (usize, usize)) -> &'static str {
    let mut pos = (start..=end).map(|i| syntax.pos(i.into()));
    if pos.clone().all(|p| matches!(p, Pos::Pron | Pos::Det)) {
        "PRON"
    } else if pos.any(|p| p == Pos::Propn) {
        "PROP"
    } else {
        "NOM"
    }
}

/// Tokens with spaces between them.
fn phrase(doc: &Document, (start, end): (usize, usize)) -> String {
    let words: Vec<_> = (start..=end).map(|i| cell(doc.token_text(i.into()))).collect();
    words.join(" ")
}

/// What a table without quoting can hold.
fn cell(text: &str) -> Cow<'_, str> {
    let bad = |c: char| c.is_control() || c.is_whitespace();
    if text.contains(bad) { Cow::Owned(text.replace(bad, " ")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::super::{Answer, Format, Options, testing};

    fn files(text: &str) -> [String; 3] {
        let found = inquit::Engine::new().attribute(text);
        let parts = Format::BookNlp.parts(Options::default());
        let mut files = parts.into_iter().map(|mut part| {
            let mut out = Vec::new();
            part.writer.document(&mut out, &Answer::new("x", &found)).unwrap();
            String::from_utf8(out).unwrap()
        });
        std::array::from_fn(|_| files.next().unwrap())
    }

    #[test]
    fn a_match() {
        let [tokens, entities, quotes] = files(testing::MATCH);
        let some: Vec<_> = tokens.lines().take(12).collect();
        insta::assert_snapshot!(format!("{}\n\n{entities}\n{quotes}", some.join("\n")));
    }

    #[test]
    fn quotes_point_to_tokens_and_entities() {
        for text in testing::TEXTS {
            let [tokens, entities, quotes] = files(text);
            let rows = |file: &str, columns: usize| -> Vec<Vec<String>> {
                let rows = file.lines().skip(1).map(|l| l.split('\t').map(str::to_owned).collect::<Vec<_>>());
                rows.inspect(|r| assert_eq!(r.len(), columns, "{r:?}")).collect()
            };
            let tokens: Vec<_> = rows(&tokens, 13).into_iter().map(|r| r[4].clone()).collect();
            let entities = rows(&entities, 6);
            for quote in rows(&quotes, 7) {
                let place = quote[0].parse().unwrap()..=quote[1].parse().unwrap();
                assert_eq!(tokens[place].join(" "), quote[6]);
                assert!(quote[5] == "None" || entities.iter().any(|e| e[0] == quote[5]), "{quote:?}");
            }
        }
    }
}
