//! The output contract, schema 1, as Rust types.
//!
//! Only these types say what the JSON looks like. `docs/schema/attribution-1.json` is generated from them; `answer` fills
//! them.

mod answer;
mod id;

pub use answer::{confidence, evidence, sections};
pub use id::{Id, quotation_id, speaker_id};

use serde::Serialize;
use std::borrow::Cow;
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
    pub id: Id,
    /// The id of the first piece of the same act of saying; only where quotations were taken apart into their pieces, and
    /// only with the later ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Id>,
    /// How much of the content stands in quotation marks.
    pub kind: Kind,
    /// True where direct words are thought and nobody hears them; left out for all else.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub thought: bool,
    /// What is said, marks included; several spans where a tag interrupts it or it goes on over paragraphs.
    pub content: Vec<Span<'a>>,
    /// The parts of the content in quotation marks, marks included.
    pub verbatim: Vec<Span<'a>>,
    /// The words that report.
    pub cue: Option<Span<'a>>,
    /// The words that name who says it.
    pub source: Option<Span<'a>>,
    /// The id of the speaker; null where the text does not say, or not clearly enough (the evidence says which).
    pub speaker: Option<Id>,
    /// How the text names the speaker.
    pub tag: Tag,
    /// The ids of those spoken to, where the text tells.
    pub addressees: Vec<Id>,
    /// How likely the answer is right, 0 to 1, with two decimals.
    #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
    pub confidence: f64,
    /// The same for each part of the answer.
    pub confidences: Confidences,
    /// Who is likeliest to have said it if the speaker did not; null where nobody else comes into question.
    pub runner_up: Option<RunnerUp>,
    /// Why, in words.
    pub evidence: Cow<'a, str>,
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
    pub speaker: Id,
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
    pub id: Id,
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
    pub members: Vec<Id>,
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
