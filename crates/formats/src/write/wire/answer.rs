//! An answer of the engine in the words of the contract.

use super::{
    Confidences, Diagnostic, Document, Kind, Quotation, RunnerUp, SCHEMA, Section, Sex, Span, Speaker, Tag,
    Type, Unit, quotation_id, speaker_id,
};
use inquit::tokenizer::{OffsetUnit, Offsets, TextRange};
use inquit::{Attribution, Gender, QuotationId, QuotationKind, SpeakerId, SpeakerKind, TagKind};
use std::borrow::Cow;

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

/// The one place that rounds a confidence: two decimals, between 0 and 1.
#[must_use]
pub fn confidence(value: f32) -> f64 {
    let hundredths = (f64::from(value) * 100.0).round().clamp(0.0, 100.0);
    // Not a number becomes 0.
    if hundredths.is_nan() { 0.0 } else { hundredths / 100.0 }
}

/// Why a quotation is one, and why this speaker: one line for people.
#[must_use]
pub fn evidence(evidence: &inquit::Evidence) -> Cow<'_, str> {
    match (evidence.quotation.as_str(), evidence.speaker.as_str()) {
        (one, "") | ("", one) => one.into(),
        (quotation, speaker) => [quotation, "; ", speaker].concat().into(),
    }
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
                    of: q.of.map(quotation_id),
                    kind: q.kind.into(),
                    thought: q.thought,
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
