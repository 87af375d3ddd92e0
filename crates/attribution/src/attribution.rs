//! The answer: quotations and speakers of one document.

use crate::quotations::Spoken;
use crate::{Confidences, Evidence};
use inquit_tokenizer::{Diagnostic, Document, TextRange};

/// A quotation of an [`Attribution`], counted from 0 in order of the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct QuotationId(pub u32);

/// A speaker of an [`Attribution`], counted from 0 in order of first mention.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SpeakerId(pub u32);

/// How much of the content stands in quotation marks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum QuotationKind {
    /// All of it.
    Direct,
    /// None of it.
    Indirect,
    /// A part of it.
    Mixed,
}

/// How the text names the one who says it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TagKind {
    /// A reporting clause with a name.
    Explicit,
    /// A reporting clause with a pronoun or a noun phrase.
    Anaphoric,
    /// No reporting clause; the speaker follows from the scene.
    Implicit,
    /// Nobody in the text says it.
    None,
}

/// Male, female, several or not known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
    /// Not told, or neither.
    #[default]
    Unknown,
}

/// What can speak.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SpeakerKind {
    /// One human being, or a creature that speaks like one.
    Person,
    /// Several: "residents", "Pence and Tillerson".
    Group,
    /// A body that speaks as one: a firm, a ministry, a newspaper.
    Organisation,
    /// A report, a study, a letter, a sign.
    Document,
}

/// One act of saying.
#[derive(Clone, PartialEq, Debug)]
pub struct Quotation {
    /// Direct, indirect or mixed.
    pub kind: QuotationKind,
    /// What is said, in bytes; several ranges where a tag stands in the middle or it goes on over paragraphs. In order,
    /// never empty, never overlapping. Quotation marks belong to it.
    pub content: Vec<TextRange>,
    /// The parts of the content that stand in quotation marks, marks included. Empty for an indirect quotation.
    pub verbatim: Vec<TextRange>,
    /// The words that report.
    pub cue: Option<TextRange>,
    /// The words that name who says it.
    pub source: Option<TextRange>,
    /// Who says it.
    pub speaker: Option<SpeakerId>,
    /// How the text names the speaker.
    pub tag: TagKind,
    /// Who is spoken to, where the text tells.
    pub addressees: Vec<SpeakerId>,
    /// How likely it is that the quotation and its speaker (or, without one, the quotation) are right: 0 to 1.
    pub confidence: f32,
    /// The same for each part of the answer.
    pub confidences: Confidences,
    /// Why.
    pub evidence: Evidence,
    /// Direct, and nobody hears it: "“Never,” he thought".
    pub thought: bool,
    /// The first piece of the same act of saying, if this is a later one: see [`Attribution::apart`].
    pub of: Option<QuotationId>,
}

/// One who speaks or could.
#[derive(Clone, PartialEq, Debug)]
pub struct Speaker {
    /// The fullest usual form of the name, or the noun phrase.
    pub name: String,
    /// Person, group, organisation or document.
    pub kind: SpeakerKind,
    /// Gender where the text or the name tells.
    pub gender: Gender,
    /// Titles and offices: "Mexican Foreign Minister".
    pub roles: Vec<String>,
    /// Who makes up the group, where they are speakers themselves.
    pub members: Vec<SpeakerId>,
    /// The id of the member of the cast that this is, if a cast was handed in and holds them.
    pub cast_id: Option<String>,
    /// Where the text mentions the speaker, in order.
    pub mentions: Vec<TextRange>,
}

impl Speaker {
    /// Known by a noun phrase alone: "the landlady".
    pub(crate) fn is_nameless(&self) -> bool {
        !self.name.contains(char::is_uppercase)
    }
}

/// Words in quotation marks that nobody says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotSpeech {
    /// With the marks.
    pub range: TextRange,
    /// What they are instead.
    pub kind: NotSpeechKind,
    /// What was seen of them, for and against their being speech, if they were looked at by themselves.
    pub spoken: Option<Spoken>,
}

/// What words in quotation marks are when they are not speech.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NotSpeechKind {
    /// Distance from a word: the "restored" mill.
    Scare,
    /// The title of a song, a book, a film.
    Title,
    /// A nickname inside a name.
    Nickname,
    /// A word as a word: the word "comet".
    Word,
    /// What is written and not said: the paragraphs of a letter, an inscription.
    Written,
    /// What somebody only might say: a look "as if to say", what they wanted to answer.
    Unsaid,
}

/// Who said what in one document.
#[derive(Clone, Debug)]
pub struct Attribution {
    pub(crate) document: Document,
    pub(crate) quotations: Vec<Quotation>,
    pub(crate) speakers: Vec<Speaker>,
    pub(crate) not_speech: Vec<NotSpeech>,
    pub(crate) story: bool,
    pub(crate) deep: bool,
}

impl Attribution {
    /// The text and its structure.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Every quotation, in order of its first content.
    #[must_use]
    pub fn quotations(&self) -> &[Quotation] {
        &self.quotations
    }

    /// Everybody who speaks, and everybody else who is mentioned by name, in order of first mention.
    #[must_use]
    pub fn speakers(&self) -> &[Speaker] {
        &self.speakers
    }

    /// One speaker.
    #[must_use]
    pub fn speaker(&self, id: SpeakerId) -> &Speaker {
        &self.speakers[id.0 as usize]
    }

    /// Words in quotation marks that are not speech, in order.
    #[must_use]
    pub fn not_speech(&self) -> &[NotSpeech] {
        &self.not_speech
    }

    /// Whether an encoder judged what reports: see [`Tier`](crate::Tier).
    #[must_use]
    pub fn is_deep(&self) -> bool {
        self.deep
    }

    /// Whether the text was read as a story, and not as a report.
    #[must_use]
    pub fn is_story(&self) -> bool {
        self.story
    }

    /// What was wrong with the text.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.document.diagnostics()
    }

    /// The words of a range.
    #[must_use]
    pub fn text_of(&self, range: TextRange) -> &str {
        &self.document.text()[range]
    }
}
