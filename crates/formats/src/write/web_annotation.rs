//! `web-annotation`: an annotation page of the W3C Web Annotation data model a document.
//!
//! One annotation for each content, with the speaker as its body, and one for each cue and source, linked to it. Each
//! stretch is given by position, in code points as the model asks for, and by its words with what stands around them.

use super::{Answer, OffsetUnit, Options, Writer, iri, names, wire};
use inquit::tokenizer::{Offsets, TextRange};
use inquit::{Quotation, QuotationId, SpeakerKind};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Characters of context before and after a stretch.
const CONTEXT: usize = 32;

/// A page a document.
pub(super) struct Pages;

impl Pages {
    pub(super) const fn new(_: Options) -> Self {
        Self
    }
}

impl Writer for Pages {
    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        let view = View {
            answer,
            source: iri::reference(answer.id),
            offsets: Offsets::new(answer.found.document().text(), OffsetUnit::Chars),
        };
        let items: Vec<_> = answer.quotations().flat_map(|(id, q)| view.annotations(id, q)).collect();
        let page = json!({
            "@context": ["http://www.w3.org/ns/anno.jsonld", {"schema": "https://schema.org/"}],
            "id": format!("{}#quotations", view.source),
            "type": "AnnotationPage",
            "items": items,
        });
        serde_json::to_writer_pretty(&mut *out, &page)?;
        out.write_all(b"\n")
    }

    fn resume(&mut self) -> bool {
        true
    }
}

struct View<'v, 'a> {
    answer: &'v Answer<'a>,
    /// The document as a reference.
    source: String,
    offsets: Offsets<'a>,
}

impl View<'_, '_> {
    /// What is said, and the words that report it and name who says it.
    fn annotations(&self, id: QuotationId, q: &Quotation) -> Vec<Value> {
        let id = wire::quotation_id(id);
        let mut body = vec![
            text("classifying", names::kind_name(q.kind)),
            text("describing", &wire::evidence(&q.evidence)),
        ];
        body.extend(q.speaker.map(|_| self.speaker(q)));
        let mut all = vec![self.annotation(&id, "identifying", body, &q.content)];
        for (part, range) in [("cue", q.cue), ("source", q.source)] {
            let Some(range) = range else { continue };
            let link = json!({"type": "SpecificResource", "purpose": "linking", "source": self.part(&id)});
            let body = vec![text("classifying", part), link];
            all.push(self.annotation(&format!("{id}.{part}"), "linking", body, &[range]));
        }
        all
    }

    fn annotation(&self, id: &str, motivation: &str, body: Vec<Value>, ranges: &[TextRange]) -> Value {
        let targets: Vec<_> = ranges.iter().map(|&r| self.target(r)).collect();
        json!({
            "id": self.part(id),
            "type": "Annotation",
            "motivation": motivation,
            "body": body,
            "target": targets,
        })
    }

    /// Who says it, as a person or body of schema.org.
    fn speaker(&self, q: &Quotation) -> Value {
        let mut resource = Map::new();
        if let Some((id, s)) =
            q.speaker.and_then(|id| Some((id, self.answer.found.speakers().get(id.0 as usize)?)))
        {
            let kind = match s.kind {
                SpeakerKind::Person => "schema:Person",
                SpeakerKind::Group | SpeakerKind::Organisation => "schema:Organization",
                SpeakerKind::Document => "schema:CreativeWork",
            };
            resource.insert("id".to_owned(), self.part(&wire::speaker_id(id)).into());
            resource.insert("type".to_owned(), kind.into());
            resource.insert("schema:name".to_owned(), s.name.as_str().into());
        }
        json!({"type": "SpecificResource", "purpose": "identifying", "source": resource})
    }

    fn target(&self, range: TextRange) -> Value {
        let text = self.answer.found.document().text();
        let (before, rest) = text.split_at_checked(range.start() as usize).unwrap_or((text, ""));
        let (exact, after) = rest.split_at_checked(range.len() as usize).unwrap_or((rest, ""));
        let prefix = before.char_indices().rev().take(CONTEXT).last().and_then(|(at, _)| before.get(at..));
        let suffix: String = after.chars().take(CONTEXT).collect();
        json!({
            "source": self.source,
            "selector": [
                {
                    "type": "TextPositionSelector",
                    "start": self.offsets.convert(range.start()),
                    "end": self.offsets.convert(range.end()),
                },
                {
                    "type": "TextQuoteSelector",
                    "exact": exact,
                    "prefix": prefix.unwrap_or_default(),
                    "suffix": suffix,
                },
            ],
        })
    }

    /// A part of the document's answer as a reference.
    fn part(&self, id: &str) -> String {
        format!("{}#{id}", self.source)
    }
}

fn text(purpose: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value})
}

#[cfg(test)]
mod tests {
    use super::super::{Format, testing};
    use super::*;

    #[test]
    fn a_match() {
        insta::assert_snapshot!(testing::written(Format::WebAnnotation, "news/a match", testing::MATCH));
    }

    #[test]
    fn positions_and_words_agree() {
        for text in testing::TEXTS {
            let page: Value =
                serde_json::from_str(&testing::written(Format::WebAnnotation, "x", text)).unwrap();
            let chars: Vec<char> = text.chars().collect();
            for target in
                page["items"].as_array().unwrap().iter().flat_map(|i| i["target"].as_array().unwrap())
            {
                let [position, quote] = [&target["selector"][0], &target["selector"][1]];
                let at = |key: &str| position[key].as_u64().unwrap() as usize;
                let words: String = chars[at("start")..at("end")].iter().collect();
                assert_eq!(quote["exact"], words);
                let before: String = chars[at("start").saturating_sub(CONTEXT)..at("start")].iter().collect();
                assert_eq!(quote["prefix"], before);
            }
        }
    }
}
