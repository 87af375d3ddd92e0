//! The words that outputs use for kinds, tags, types and genders; the same as in the output contract.

use inquit::{Gender, NotSpeechKind, QuotationKind, SpeakerKind, TagKind};

/// The kind of a quotation as outputs name it.
#[must_use]
pub const fn kind_name(kind: QuotationKind) -> &'static str {
    match kind {
        QuotationKind::Direct => "direct",
        QuotationKind::Indirect => "indirect",
        QuotationKind::Mixed => "mixed",
    }
}

/// How the text names the speaker, as outputs name it.
#[must_use]
pub const fn tag_name(tag: TagKind) -> &'static str {
    match tag {
        TagKind::Explicit => "explicit",
        TagKind::Anaphoric => "anaphoric",
        TagKind::Implicit => "implicit",
        TagKind::None => "none",
    }
}

/// What sort of speaker, as outputs name it.
#[must_use]
pub const fn type_name(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Group => "group",
        SpeakerKind::Organisation => "organisation",
        SpeakerKind::Document => "document",
    }
}

/// The gender as outputs name it; none where it is not known.
#[must_use]
pub const fn gender_name(gender: Gender) -> Option<&'static str> {
    match gender {
        Gender::Male => Some("male"),
        Gender::Female => Some("female"),
        Gender::Unknown => None,
    }
}

/// What quoted words that nobody says are, as outputs name it.
#[must_use]
pub const fn not_speech_name(kind: NotSpeechKind) -> &'static str {
    match kind {
        NotSpeechKind::Scare => "scare",
        NotSpeechKind::Title => "title",
        NotSpeechKind::Nickname => "nickname",
        NotSpeechKind::Word => "word",
        NotSpeechKind::Written => "written",
        NotSpeechKind::Unsaid => "unsaid",
    }
}
