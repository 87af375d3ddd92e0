//! `script`: who reads what, for speech and performance. The lines tile the text: put together they are the text.

use super::speech::{self, Voice};
use super::{Answer, OffsetUnit, Options, Writer, names, wire};
use inquit::tokenizer::Offsets;
use serde::Serialize;
use std::io::{self, Write};

/// A script a document, as JSON.
pub(super) struct Scripts {
    unit: OffsetUnit,
}

#[derive(Serialize)]
struct Script<'a> {
    id: &'a str,
    language: &'static str,
    offsets: wire::Unit,
    voices: Vec<Part<'a>>,
    lines: Vec<Line<'a>>,
}

/// A voice and whom it speaks for.
#[derive(Serialize)]
struct Part<'a> {
    voice: &'a str,
    speaker: Option<wire::Id>,
    name: Option<&'a str>,
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    gender: Option<&'static str>,
    lines: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    voice: &'a str,
    speaker: Option<wire::Id>,
    quotation: Option<wire::Id>,
    start: u32,
    end: u32,
    text: &'a str,
}

impl Scripts {
    pub(super) const fn new(options: Options) -> Self {
        Self { unit: options.offsets }
    }
}

impl Writer for Scripts {
    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        let offsets = Offsets::new(answer.found.document().text(), self.unit);
        let voices = speech::voices(answer);
        let name = |v: Voice| voices.name(v);
        let lines = speech::lines(answer);
        let script = Script {
            id: answer.id,
            language: "en",
            offsets: self.unit.into(),
            voices: voices
                .all()
                .map(|(voice, name)| {
                    let speaker = voice.speaker(answer);
                    Part {
                        voice: name,
                        speaker: voice.id().map(wire::speaker_id),
                        name: speaker.map(|s| s.name.as_str()),
                        kind: speaker.map(|s| names::type_name(s.kind)),
                        gender: speaker.and_then(|s| names::gender_name(s.gender)),
                        lines: voices.lines(voice),
                    }
                })
                .collect(),
            lines: lines
                .iter()
                .map(|line| Line {
                    voice: name(line.voice),
                    speaker: line.voice.id().map(wire::speaker_id),
                    quotation: line.quotation.map(wire::quotation_id),
                    start: offsets.convert(line.range.start()),
                    end: offsets.convert(line.range.end()),
                    text: answer.found.text_of(line.range),
                })
                .collect(),
        };
        serde_json::to_writer_pretty(&mut *out, &script)?;
        out.write_all(b"\n")
    }

    fn resume(&mut self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, testing};

    #[test]
    fn a_match() {
        insta::assert_snapshot!(testing::written(Format::Script, "match", testing::MATCH));
    }

    #[test]
    fn lines_tile_the_text() {
        for text in testing::TEXTS {
            let script: serde_json::Value =
                serde_json::from_str(&testing::written(Format::Script, "x", text)).unwrap();
            let lines = script["lines"].as_array().unwrap();
            let all: String = lines.iter().map(|l| l["text"].as_str().unwrap()).collect();
            assert_eq!(all, *text);
            assert!(lines.iter().all(|l| l["start"].as_u64() < l["end"].as_u64()));
        }
    }
}
