//! `jsonld`: a graph of schema.org's `Quotation` and those who speak, a document.

use super::{Answer, Options, Writer, iri, names, wire};
use inquit::{Quotation, QuotationId, QuotationKind, Speaker, SpeakerId, SpeakerKind};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// A graph a document.
pub(super) struct Graphs;

impl Graphs {
    pub(super) const fn new(_: Options) -> Self {
        Self
    }
}

impl Writer for Graphs {
    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        let work = iri::reference(answer.id);
        let speakers = answer.found.speakers();
        let mut graph = vec![json!({
            "@type": "CreativeWork", "@id": work, "identifier": answer.id, "inLanguage": "en",
        })];
        let mut speaking = BTreeSet::new();
        for (id, q) in answer.quotations() {
            graph.push(quotation(answer, &work, id, q));
            for s in q.speaker.iter().chain(&q.addressees) {
                speaking.insert(*s);
                speaking.extend(speakers.get(s.0 as usize).map_or(&[][..], |s| s.members.as_slice()));
            }
        }
        for id in speaking {
            graph.extend(speakers.get(id.0 as usize).map(|s| speaker(&work, id, s)));
        }
        let document = json!({"@context": "https://schema.org", "@graph": graph});
        serde_json::to_writer_pretty(&mut *out, &document)?;
        out.write_all(b"\n")
    }

    fn resume(&mut self) -> bool {
        true
    }
}

fn quotation(answer: &Answer<'_>, work: &str, id: QuotationId, q: &Quotation) -> Value {
    let found = answer.found;
    let words: Vec<_> = q.content.iter().map(|&r| found.text_of(r)).collect();
    let mut thing = Map::new();
    let mut set = |key: &str, value: Value| thing.insert(key.to_owned(), value);
    let id = wire::quotation_id(id);
    set("@type", "Quotation".into());
    set("@id", part(work, &id));
    set("identifier", (*id).into());
    set("isPartOf", json!({"@id": work}));
    set("text", words.join(" … ").into());
    set("keywords", names::kind_name(q.kind).into());
    if q.kind == QuotationKind::Mixed {
        let own: Vec<_> = q.verbatim.iter().map(|&r| found.text_of(r)).collect();
        set("abstract", own.join(" … ").into());
    }
    if let Some(s) = q.speaker {
        // Only persons and bodies are characters; what stands in a report is based on it.
        let document = found.speakers().get(s.0 as usize).is_some_and(|s| s.kind == SpeakerKind::Document);
        let key = if document { "isBasedOn" } else { "spokenByCharacter" };
        set(key, json!({"@id": part(work, &wire::speaker_id(s))}));
    }
    if !q.addressees.is_empty() {
        let ids: Vec<_> =
            q.addressees.iter().map(|&s| json!({"@id": part(work, &wire::speaker_id(s))})).collect();
        set("audience", json!({"@type": "Audience", "about": ids}));
    }
    set("description", wire::evidence(&q.evidence).into());
    thing.into()
}

fn speaker(work: &str, id: SpeakerId, s: &Speaker) -> Value {
    let mut thing = Map::new();
    let mut set = |key: &str, value: Value| thing.insert(key.to_owned(), value);
    let kind = match s.kind {
        SpeakerKind::Person => "Person",
        SpeakerKind::Group | SpeakerKind::Organisation => "Organization",
        SpeakerKind::Document => "CreativeWork",
    };
    set("@type", kind.into());
    set("@id", part(work, &wire::speaker_id(id)));
    set("name", s.name.as_str().into());
    if s.kind == SpeakerKind::Person {
        if let Some(gender) = names::gender_name(s.gender) {
            let gender = if gender == "male" { "Male" } else { "Female" };
            set("gender", format!("https://schema.org/{gender}").into());
        }
        if !s.roles.is_empty() {
            set("jobTitle", s.roles.clone().into());
        }
    }
    if s.kind != SpeakerKind::Document && !s.members.is_empty() {
        let members: Vec<_> =
            s.members.iter().map(|&m| json!({"@id": part(work, &wire::speaker_id(m))})).collect();
        set("member", members.into());
    }
    thing.into()
}

/// A part of a document's answer as a reference.
fn part(work: &str, id: &str) -> Value {
    format!("{work}#{id}").into()
}

#[cfg(test)]
mod tests {
    use super::super::{Format, testing};
    use super::*;

    #[test]
    fn a_match() {
        insta::assert_snapshot!(testing::written(Format::JsonLd, "news/a match", testing::MATCH));
    }

    #[test]
    fn every_reference_is_defined() {
        for text in testing::TEXTS {
            let document: Value = serde_json::from_str(&testing::written(Format::JsonLd, "x", text)).unwrap();
            let graph = document["@graph"].as_array().unwrap();
            let defined: BTreeSet<_> = graph.iter().filter_map(|t| t["@id"].as_str()).collect();
            assert_eq!(defined.len(), graph.len());
            for thing in graph {
                for key in ["isPartOf", "spokenByCharacter", "isBasedOn"] {
                    let to = thing[key]["@id"].as_str();
                    assert!(to.is_none_or(|to| defined.contains(to)), "{thing}");
                }
            }
        }
    }
}
