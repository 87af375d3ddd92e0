//! The output contract, schema 1, as Rust types.
//!
//! Only these types say what the JSON looks like. `docs/schema/attribution-1.json` is generated from them.

use inquit::tokenizer::{OffsetUnit, Offsets, TextRange};
use inquit::{Attribution, Gender, QuotationId, QuotationKind, SpeakerId, SpeakerKind, TagKind};
use serde::Serialize;
use std::io::{self, Write};

/// The version of the contract. It grows when a key changes its meaning or goes; new keys don't count.
pub const SCHEMA: u32 = 1;

/// Who said what in one document.
#[derive(Serialize, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Document<'a> {
    /// The version of this contract: 1.
    pub schema: u32,
    /// The id the document came with, else the name of its file without the extension.
    pub id: &'a str,
    /// The language of the text as an IETF tag.
    pub language: &'static str,
    /// In which unit all offsets of this object count.
    pub offsets: Unit,
    /// The text that offsets count in, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    /// The chapters of a book, in order; left out for all else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section<'a>>,
    /// All quotations in order of their first content.
    pub quotations: Vec<Quotation<'a>>,
    /// Everybody who speaks or is mentioned by name, in order of first mention.
    pub speakers: Vec<Speaker<'a>>,
    /// What was wrong with the text, in order.
    pub diagnostics: Vec<Diagnostic>,
}

/// The unit of offsets.
#[derive(Serialize, Debug)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Unit {
    /// Unicode code points (Python, R).
    Chars,
    /// Bytes of UTF-8 (Rust, Go).
    Bytes,
    /// UTF-16 code units (Java, JavaScript).
    Utf16,
}

/// A stretch of the text, half open.
#[derive(Serialize, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Span<'a> {
    /// Where it begins.
    pub start: u32,
    /// Where it ends: the first offset that is not part of it.
    pub end: u32,
    /// The words themselves.
    pub text: &'a str,
}

/// A chapter of a book, from its heading to the next one.
#[derive(Serialize, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Section<'a> {
    /// Where it begins.
    pub start: u32,
    /// Where it ends: the first offset that is not part of it.
    pub end: u32,
    /// Its heading, if it has one.
    pub title: Option<&'a str>,
}

/// One act of saying.
#[derive(Serialize, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Quotation<'a> {
    /// `q1`, `q2` … in order of the text; unique within the document.
    pub id: String,
    /// How much of the content stands in quotation marks.
    pub kind: Kind,
    /// What is said, marks included; several spans where a tag interrupts it or it goes on over paragraphs.
    pub content: Vec<Span<'a>>,
    /// The parts of the content in quotation marks, marks included.
    pub verbatim: Vec<Span<'a>>,
    /// The words that report.
    pub cue: Option<Span<'a>>,
    /// The words that name who says it.
    pub source: Option<Span<'a>>,
    /// The id of the speaker; null where the text does not say, or not clearly enough (the evidence says which).
    pub speaker: Option<String>,
    /// How the text names the speaker.
    pub tag: Tag,
    /// The ids of those spoken to, where the text tells.
    pub addressees: Vec<String>,
    /// How likely the answer is right, 0 to 1, with two decimals.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    pub confidence: f64,
    /// The same for each part of the answer.
    pub confidences: Confidences,
    /// Who is likeliest to have said it if the speaker did not; null where nobody else comes into question.
    pub runner_up: Option<RunnerUp>,
    /// Why, in words.
    pub evidence: String,
}

/// How likely the parts of an answer are right, 0 to 1, with two decimals.
#[derive(Serialize, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Confidences {
    /// That it is a quotation, and of this kind.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    pub quotation: f64,
    /// That the source is right, or rightly null; if it is a quotation.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    pub source: f64,
    /// That the speaker is right; if it is a quotation. Null without a speaker.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    pub speaker: Option<f64>,
}

/// Who comes second.
#[derive(Serialize, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct RunnerUp {
    /// The id of that speaker.
    pub speaker: String,
    /// How likely, 0 to 1, with two decimals.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    pub confidence: f64,
}

/// How much of the content stands in quotation marks.
#[derive(Serialize, Debug)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Kind {
    /// All of it.
    Direct,
    /// None of it.
    Indirect,
    /// A part of it.
    Mixed,
}

/// How the text names the speaker.
#[derive(Serialize, Debug)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Tag {
    /// A reporting clause with a name.
    Explicit,
    /// A reporting clause with a pronoun or a noun phrase.
    Anaphoric,
    /// No reporting clause; the speaker follows from the scene.
    Implicit,
    /// Nobody in the text says it.
    None,
}

/// One who speaks or could.
#[derive(Serialize, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Speaker<'a> {
    /// `s1`, `s2` … in order of first mention; unique within the document.
    pub id: String,
    /// The fullest usual form of the name, or the noun phrase.
    pub name: &'a str,
    /// What sort of speaker.
    #[serde(rename = "type")]
    pub kind: Type,
    /// `male`, `female`, or null where neither is known.
    pub gender: Option<Sex>,
    /// Titles and offices.
    pub roles: &'a [String],
    /// The ids of those who make up a group.
    pub members: Vec<String>,
    /// The id in the cast list that was handed in, if any.
    pub cast_id: Option<&'a str>,
    /// Where the text mentions the speaker, in order.
    pub mentions: Vec<Span<'a>>,
}

/// What sort of speaker.
#[derive(Serialize, Debug)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Type {
    /// One human being, or a creature that speaks like one.
    Person,
    /// Several who speak as one.
    Group,
    /// A body that speaks as one.
    Organisation,
    /// A report, a study, a letter, a sign.
    Document,
}

/// Male or female.
#[derive(Serialize, Debug)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Sex {
    /// He.
    Male,
    /// She.
    Female,
}

/// Trouble at a place in the text.
#[derive(Serialize, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Diagnostic {
    /// What sort, such as `unclosed-quotation`.
    pub code: &'static str,
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The same for people.
    pub message: String,
}

/// The chapters of a text.
#[must_use]
pub fn sections<'a>(sections: &'a [crate::read::Section], text: &str, unit: OffsetUnit) -> Vec<Section<'a>> {
    if sections.is_empty() {
        return vec![];
    }
    let offsets = Offsets::new(text, unit);
    let at = |byte: usize| offsets.convert(byte.min(text.len()) as u32);
    let ends = sections.iter().skip(1).map(|s| s.start).chain([text.len()]);
    let section = |(s, end): (&'a crate::read::Section, usize)| Section {
        start: at(s.start),
        end: at(end),
        title: s.title.as_deref(),
    };
    sections.iter().zip(ends).map(section).collect()
}

/// The id of a quotation in outputs: `q1` for the first.
#[must_use]
pub fn quotation_id(id: QuotationId) -> String {
    format!("q{}", u64::from(id.0) + 1)
}

/// The id of a speaker in outputs: `s1` for the first.
#[must_use]
pub fn speaker_id(id: SpeakerId) -> String {
    format!("s{}", u64::from(id.0) + 1)
}

/// The one place that rounds a confidence: two decimals, between 0 and 1.
#[must_use]
pub fn confidence(value: f32) -> f64 {
    let hundredths = (f64::from(value) * 100.0).round().clamp(0.0, 100.0);
    // Not a number becomes 0.
    if hundredths.is_nan() { 0.0 } else { hundredths / 100.0 }
}

/// Why a quotation is one, and why this speaker: one line for people.
#[must_use]
pub fn evidence(evidence: &inquit::Evidence) -> String {
    let parts = [evidence.quotation.as_str(), evidence.speaker.as_str()];
    parts.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("; ")
}

impl<'a> Document<'a> {
    /// The answer for one document in the words of the contract.
    #[must_use]
    pub fn new(id: &'a str, found: &'a Attribution, unit: OffsetUnit) -> Self {
        let text = found.document().text();
        let offsets = Offsets::new(text, unit);
        let span = |r: TextRange| Span {
            start: offsets.convert(r.start()),
            end: offsets.convert(r.end()),
            text: found.text_of(r),
        };
        let spans = |ranges: &[TextRange]| ranges.iter().map(|&r| span(r)).collect();
        let ids = |speakers: &[SpeakerId]| speakers.iter().map(|&s| speaker_id(s)).collect();
        Self {
            schema: SCHEMA,
            id,
            language: "en",
            offsets: unit.into(),
            text: None,
            sections: vec![],
            quotations: (0..)
                .zip(found.quotations())
                .map(|(i, q)| Quotation {
                    id: quotation_id(QuotationId(i)),
                    kind: q.kind.into(),
                    content: spans(&q.content),
                    verbatim: spans(&q.verbatim),
                    cue: q.cue.map(span),
                    source: q.source.map(span),
                    speaker: q.speaker.map(speaker_id),
                    tag: q.tag.into(),
                    addressees: ids(&q.addressees),
                    confidence: confidence(q.confidence),
                    confidences: Confidences {
                        quotation: confidence(q.confidences.quotation),
                        source: confidence(q.confidences.source),
                        speaker: q.speaker.map(|_| confidence(q.confidences.speaker)),
                    },
                    runner_up: q.evidence.runner_up.map(|r| RunnerUp {
                        speaker: speaker_id(r.speaker),
                        confidence: confidence(r.probability),
                    }),
                    evidence: evidence(&q.evidence),
                })
                .collect(),
            speakers: (0..)
                .zip(found.speakers())
                .map(|(i, s)| Speaker {
                    id: speaker_id(SpeakerId(i)),
                    name: &s.name,
                    kind: s.kind.into(),
                    gender: match s.gender {
                        Gender::Male => Some(Sex::Male),
                        Gender::Female => Some(Sex::Female),
                        Gender::Unknown => None,
                    },
                    roles: &s.roles,
                    members: ids(&s.members),
                    cast_id: s.cast_id.as_deref(),
                    mentions: spans(&s.mentions),
                })
                .collect(),
            diagnostics: found
                .diagnostics()
                .iter()
                .map(|d| Diagnostic {
                    code: d.code.as_str(),
                    start: offsets.convert(d.range.start()),
                    end: offsets.convert(d.range.end()),
                    message: d.to_string(),
                })
                .collect(),
        }
    }
}

impl Document<'_> {
    /// Writes it as JSON on one line, with a line break at its end.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_line(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        out.write_all(b"\n")
    }

    /// Writes it as indented JSON, with a line break at its end.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_indented(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        out.write_all(b"\n")
    }
}

impl From<OffsetUnit> for Unit {
    fn from(unit: OffsetUnit) -> Self {
        match unit {
            OffsetUnit::Chars => Self::Chars,
            OffsetUnit::Bytes => Self::Bytes,
            OffsetUnit::Utf16 => Self::Utf16,
        }
    }
}

impl From<QuotationKind> for Kind {
    fn from(kind: QuotationKind) -> Self {
        match kind {
            QuotationKind::Direct => Self::Direct,
            QuotationKind::Indirect => Self::Indirect,
            QuotationKind::Mixed => Self::Mixed,
        }
    }
}

impl From<TagKind> for Tag {
    fn from(tag: TagKind) -> Self {
        match tag {
            TagKind::Explicit => Self::Explicit,
            TagKind::Anaphoric => Self::Anaphoric,
            TagKind::Implicit => Self::Implicit,
            TagKind::None => Self::None,
        }
    }
}

impl From<SpeakerKind> for Type {
    fn from(kind: SpeakerKind) -> Self {
        match kind {
            SpeakerKind::Person => Self::Person,
            SpeakerKind::Group => Self::Group,
            SpeakerKind::Organisation => Self::Organisation,
            SpeakerKind::Document => Self::Document,
        }
    }
}

/// The JSON Schema of [`Document`], as a JSON text that ends in a line break.
#[cfg(feature = "schema")]
#[must_use]
pub fn schema() -> String {
    let schema = schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Document<'static>>();
    serde_json::to_string_pretty(&schema).map(|s| s + "\n").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_has_two_decimals_whatever_comes() {
        assert_eq!(confidence(0.974_999), 0.97);
        assert_eq!(confidence(0.07), 0.07);
        assert_eq!(confidence(1.5), 1.0);
        assert_eq!(confidence(-0.1), 0.0);
        assert_eq!(confidence(f32::NAN), 0.0);
    }
}
