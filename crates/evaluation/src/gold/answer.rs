//! An answer of the engine in the form of gold: where correcting begins.

use super::{Document, Entity, Quotation};
use crate::tally::{KINDS, TAGS};
use inquit::{Attribution, QuotationKind, TagKind};
use inquit_formats::write::wire::{quotation_id, speaker_id};
use inquit_tokenizer::{OffsetUnit, Offsets, TextRange};

impl Document {
    /// What the engine answers, as if somebody had annotated it. Of the speakers, those are entities who say something.
    #[must_use]
    pub fn from_attribution(doc_id: &str, found: &Attribution) -> Self {
        let text = found.document().text();
        let offsets = Offsets::new(text, OffsetUnit::Chars);
        let span = |r: &TextRange| (offsets.convert(r.start()), offsets.convert(r.end()));
        let name = |id: inquit::SpeakerId| speaker_id(id).to_string();
        let quotations = (0..)
            .zip(found.quotations())
            .map(|(i, q)| Quotation {
                id: quotation_id(inquit::QuotationId(i)).to_string(),
                kind: match q.kind {
                    QuotationKind::Direct => KINDS[0],
                    QuotationKind::Mixed => KINDS[1],
                    QuotationKind::Indirect => KINDS[2],
                }
                .to_owned(),
                content: q.content.iter().map(span).collect(),
                cue: q.cue.iter().map(span).collect(),
                source: q.source.iter().map(span).collect(),
                speaker: Some(q.speaker.map(name)),
                addressees: q.addressees.iter().map(|a| name(*a)).collect(),
                explicitness: match q.tag {
                    TagKind::Explicit => Some(TAGS[0]),
                    TagKind::Anaphoric => Some(TAGS[1]),
                    TagKind::Implicit => Some(TAGS[2]),
                    TagKind::None => None,
                }
                .map(str::to_owned),
            })
            .collect();
        let says = |id| found.quotations().iter().any(|q| q.speaker == Some(id));
        let entities = (0..)
            .map(inquit::SpeakerId)
            .zip(found.speakers())
            .filter(|(id, _)| says(*id))
            .map(|(id, s)| Entity {
                id: name(id),
                name: s.name.clone(),
                aliases: Vec::new(),
                mentions: s.mentions.iter().map(span).collect(),
            })
            .collect();
        Self { doc_id: doc_id.to_owned(), corpus: String::new(), text: text.to_owned(), quotations, entities }
    }
}
