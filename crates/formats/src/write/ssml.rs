//! `ssml`: SSML 1.1, a voice for each speaker and one for the narrator. Its text is the text of the document, each
//! character of it.

use super::speech::{self, Line, Voices};
use super::xml::Xml;
use super::{Answer, Options, Writer, names, writer};
use inquit::tokenizer::TextRange;
use std::io::{self, Write};

/// The one file.
pub(super) struct Speech(bool);

impl Speech {
    pub(super) const fn new(_: Options) -> Self {
        Self(false)
    }
}

impl Writer for Speech {
    fn document(&mut self, mut out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        writer::only_one(&mut self.0, "ssml")?;
        let lines = speech::lines(answer);
        let voices = speech::voices(answer);
        let end = answer.found.document().text().len() as u32;
        let mut file = File { answer, voices: &voices, lines: &lines, at: 0, xml: Xml::new(&mut out)? };
        file.xml.open(
            "speak",
            &[("version", "1.1"), ("xmlns", "http://www.w3.org/2001/10/synthesis"), ("xml:lang", "en")],
        )?;
        for paragraph in answer.found.document().paragraphs() {
            file.silence(paragraph.range.start())?;
            file.xml.open("p", &[])?;
            file.read(paragraph.range.end())?;
            file.xml.close("p")?;
        }
        file.silence(end)?;
        file.xml.close("speak")?;
        file.xml.line()
    }
}

struct File<'v, 'a, W> {
    answer: &'v Answer<'a>,
    voices: &'v Voices,
    /// What is still to be read; it begins at or before `at`.
    lines: &'v [Line],
    at: u32,
    xml: Xml<W>,
}

impl<W: Write> File<'_, '_, W> {
    /// Writes what lies between paragraphs: white space.
    fn silence(&mut self, end: u32) -> io::Result<()> {
        let range = TextRange::new(self.at, end);
        self.at = self.at.max(end);
        self.xml.text(self.answer.found.text_of(range))
    }

    /// Writes the lines of a paragraph, each with its voice.
    fn read(&mut self, end: u32) -> io::Result<()> {
        while self.at < end {
            while let [first, rest @ ..] = self.lines
                && first.range.end() <= self.at
            {
                self.lines = rest;
            }
            let Some(line) = self.lines.first() else { break };
            let range = TextRange::new(self.at, line.range.end().min(end));
            let mut attributes = vec![("name", self.voices.name(line.voice))];
            let gender = line.voice.speaker(self.answer).and_then(|s| names::gender_name(s.gender));
            attributes.extend(gender.map(|g| ("gender", g)));
            self.xml.element("voice", &attributes, self.answer.found.text_of(range))?;
            self.at = range.end();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, testing, xml};
    use quick_xml::events::Event;

    #[test]
    fn a_match() {
        insta::assert_snapshot!(testing::written(Format::Ssml, "match", testing::MATCH));
    }

    #[test]
    fn its_text_is_the_text() {
        for text in testing::TEXTS {
            let ssml = testing::written(Format::Ssml, "x", text);
            assert_eq!(testing::xml_text(&ssml), xml::legal(text), "{ssml}");
            let mut reader = quick_xml::Reader::from_str(&ssml);
            while !matches!(reader.read_event().unwrap(), Event::Eof) {}
        }
    }
}
