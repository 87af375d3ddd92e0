//! brat standoff: `x.ann` beside `x.txt`.
//!
//! Contents, cues and sources are text-bound annotations; what belongs together is said by an event
//! (`E1 Attribution:T4 Content:T1 Cue:T2 Source:T3`), or by relations from or to the content (`R1 Cue Arg1:T1 Arg2:T2`).
//! The kind is an attribute of the content (`A1 Kind T1 mixed`), else its type (`Direct`), else told by the marks. The
//! speaker is an attribute or a note of the content or the event, or an entity that a relation `Speaker` leads to.

use super::{Document, Entity, File, GoldError, Quotation, Span, kind_of, stem};
use std::collections::BTreeMap;
use std::path::Path;

/// A text-bound annotation.
struct Bound {
    role: Role,
    /// Its type, in small letters.
    kind: String,
    spans: Vec<Span>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Content,
    Cue,
    Source,
    Other,
}

fn role(kind: &str) -> Role {
    let name = kind.trim_end_matches(|c: char| c.is_ascii_digit());
    match name {
        "content" | "quotation" | "quote" | "direct" | "indirect" | "mixed" => Role::Content,
        "cue" => Role::Cue,
        "source" => Role::Source,
        _ => Role::Other,
    }
}

pub(super) fn read(path: &Path) -> Result<Document, GoldError> {
    let text = File(&path.with_extension("txt")).text()?;
    let file = File(path);
    parse(&file, stem(path), text, &file.text()?)
}

#[derive(Default)]
struct Annotations {
    bound: BTreeMap<String, Bound>,
    /// Which content each event is about, and its parts.
    events: BTreeMap<String, Vec<(String, String)>>,
    relations: Vec<(String, String, String)>,
    /// Of a content or an event: name in small letters, and value.
    attributes: Vec<(String, String, String)>,
}

fn parse(file: &File<'_>, id: String, text: String, ann: &str) -> Result<Document, GoldError> {
    let mut all = Annotations::default();
    for (i, line) in ann.lines().enumerate() {
        annotation(line, &mut all).map_err(|problem| file.bad(i + 1, problem))?;
    }
    // Parts of each content, in the order of their ids.
    let mut parts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut owner: BTreeMap<&str, &str> = BTreeMap::new();
    let of = |id: &str| all.bound.get(id).map_or(Role::Other, |b| b.role);
    for (event, args) in &all.events {
        let contents: Vec<&str> =
            args.iter().map(|a| a.1.as_str()).filter(|a| of(a) == Role::Content).collect();
        let Some(&first) = contents.first() else { continue };
        owner.insert(event, first);
        parts.entry(first).or_default().extend(args.iter().map(|a| a.1.as_str()).filter(|a| *a != first));
        for other in contents.iter().skip(1) {
            owner.insert(other, first);
        }
    }
    let mut speakers: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, a, b) in &all.relations {
        let (a, b) = (a.as_str(), b.as_str());
        let (from, to) = if of(a) == Role::Content { (a, b) } else { (b, a) };
        if of(from) != Role::Content {
            continue;
        }
        if name == "speaker" {
            speakers.insert(from, to);
        }
        parts.entry(from).or_default().push(to);
        if of(to) == Role::Content {
            owner.insert(to, from);
        }
    }
    let mut entities: Vec<Entity> = Vec::new();
    let mut quotations: Vec<Quotation> = Vec::new();
    for (id, bound) in
        all.bound.iter().filter(|(id, b)| b.role == Role::Content && !owner.contains_key(id.as_str()))
    {
        let mut q = Quotation { id: id.clone(), content: bound.spans.clone(), ..Quotation::default() };
        for part in parts.get(id.as_str()).into_iter().flatten().filter_map(|p| all.bound.get(*p)) {
            match part.role {
                Role::Content => q.content.extend(&part.spans),
                Role::Cue => q.cue.extend(&part.spans),
                Role::Source => q.source.extend(&part.spans),
                Role::Other => {}
            }
        }
        for list in [&mut q.content, &mut q.cue, &mut q.source] {
            list.sort_unstable();
            list.dedup();
        }
        let mine =
            all.attributes.iter().filter(|a| a.0 == *id || owner.get(a.0.as_str()) == Some(&id.as_str()));
        let mut kind =
            ["direct", "indirect", "mixed"].contains(&bound.kind.as_str()).then(|| bound.kind.clone());
        for (_, name, value) in mine {
            let lower = value.to_lowercase();
            match name.as_str() {
                "kind" | "type" if ["direct", "indirect", "mixed"].contains(&lower.as_str()) => {
                    kind = Some(lower)
                }
                "tag" | "explicitness" => q.explicitness = Some(lower),
                "speaker" if value.is_empty() => q.speaker = Some(None),
                "speaker" => q.speaker = Some(Some(entity(&mut entities, value, &[]))),
                _ => {}
            }
        }
        if let Some(bound) = speakers.get(id.as_str()).and_then(|s| all.bound.get(*s)) {
            let name = words(&text, &bound.spans);
            q.speaker = Some(Some(entity(&mut entities, &name, &bound.spans)));
        }
        q.kind = kind.unwrap_or_else(|| kind_of(&text, &q.content));
        quotations.push(q);
    }
    // Whoever is annotated as the speaker somewhere is annotated everywhere.
    if !entities.is_empty() {
        quotations.iter_mut().filter(|q| q.speaker.is_none()).for_each(|q| q.speaker = Some(None));
        for q in &quotations {
            if let Some(e) = q.said_by().and_then(|s| entities.iter_mut().find(|e| e.id == s)) {
                e.mentions.extend(&q.source);
            }
        }
    }
    quotations.sort_by(|a, b| a.content.cmp(&b.content));
    Ok(Document { doc_id: id, corpus: String::new(), text, quotations, entities })
}

/// The entity of that name, made if it is new.
pub(super) fn entity(entities: &mut Vec<Entity>, name: &str, mentions: &[Span]) -> String {
    let folded = crate::names::fold(name);
    match entities.iter_mut().find(|e| crate::names::fold(&e.name) == folded) {
        Some(e) => {
            e.mentions.extend(mentions);
            e.id.clone()
        }
        None => {
            let id = format!("e{}", entities.len() + 1);
            let mentions = mentions.to_vec();
            entities.push(Entity { id: id.clone(), name: name.to_owned(), mentions, ..Entity::default() });
            id
        }
    }
}

pub(super) fn words(text: &str, spans: &[Span]) -> String {
    let part =
        |s: &Span| text.chars().skip(s.0 as usize).take(s.1.saturating_sub(s.0) as usize).collect::<String>();
    spans.iter().map(part).collect::<Vec<_>>().join(" ")
}

fn annotation(line: &str, all: &mut Annotations) -> Result<(), String> {
    let mut columns = line.split('\t');
    let (id, rest) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
    let mut fields = rest.split(' ').filter(|f| !f.is_empty());
    match id.chars().next() {
        Some('T') => {
            let kind = fields.next().unwrap_or_default().to_lowercase();
            let places = fields.collect::<Vec<_>>().join(" ");
            let spans: Option<Vec<Span>> = places
                .split(';')
                .map(|p| {
                    let (a, b) = p.trim().split_once(' ')?;
                    Some((a.parse().ok()?, b.parse().ok()?))
                })
                .collect();
            let spans = spans.ok_or("an annotation looks like: T1, a tab, Content 0 9, a tab, its words")?;
            all.bound.insert(id.to_owned(), Bound { role: role(&kind), kind, spans });
        }
        Some('E') => {
            let args =
                fields.filter_map(|f| f.split_once(':')).map(|(r, t)| (r.to_lowercase(), t.to_owned()));
            all.events.insert(id.to_owned(), args.collect());
        }
        Some('R') => {
            let name = fields.next().unwrap_or_default().to_lowercase();
            let mut args = fields.filter_map(|f| f.split_once(':')).map(|a| a.1.to_owned());
            let (a, b) = args
                .next()
                .zip(args.next())
                .ok_or("a relation looks like: R1, a tab, Cue Arg1:T1 Arg2:T2")?;
            all.relations.push((name, a, b));
        }
        Some('A' | 'M') => {
            let name = fields.next().unwrap_or_default().to_lowercase();
            let target = fields.next().unwrap_or_default().to_owned();
            all.attributes.push((target, name, fields.collect::<Vec<_>>().join(" ")));
        }
        Some('#') => {
            // A note "Speaker: Ann Lee", or of the type Speaker.
            let name = fields.next().unwrap_or_default().to_lowercase();
            let target = fields.next().unwrap_or_default().to_owned();
            let value = columns.next().unwrap_or_default();
            let (name, value) = match value.split_once(':') {
                // The program's own notes: "q3: Ann Lee; confidence 0.92; …".
                Some((n, v)) if name == "annotatornotes" && is_id(n) => {
                    let who = v.split(';').next().unwrap_or_default().trim();
                    ("speaker".to_owned(), if who.starts_with("unknown") { "" } else { who })
                }
                Some((n, v)) if name == "annotatornotes" => (n.trim().to_lowercase(), v.trim()),
                _ => (name, value),
            };
            all.attributes.push((target, name, value.to_owned()));
        }
        _ => {}
    }
    Ok(())
}

/// Whether a word is the id of a quotation: q3.
fn is_id(word: &str) -> bool {
    word.strip_prefix('q').is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_writes_for_brat_reads_back() {
        let text = "“We won,” said Ann Lee. Tom denied that it\nrained.";
        let found = inquit::Engine::new().attribute(text);
        let options = inquit_formats::write::Options::default();
        let answer = inquit_formats::write::Answer::new("a", &found);
        let both =
            inquit_formats::write::to_bytes(inquit_formats::write::Format::Brat, options, &answer).unwrap();
        let ann = String::from_utf8(both).unwrap().replacen(text, "", 1);
        let back = parse(&File(Path::new("a.ann")), "a".into(), text.to_owned(), &ann).unwrap();
        let doc = Document::from_attribution("a", &found);
        assert!(!doc.quotations.is_empty());
        assert_eq!(crate::changes::changes(&doc, &back), []);
    }

    fn read(ann: &str) -> Result<Document, GoldError> {
        let text = "“We won,” said Ann Lee. She told me it rained.".to_owned();
        parse(&File(Path::new("a.ann")), "a".into(), text, ann)
    }

    #[test]
    fn events_bind_what_belongs_together() {
        let doc = read("T1\tContent 0 9\t“We won,”\nT2\tCue 10 14\tsaid\nT3\tSource 15 22\tAnn Lee\nT4\tAttribution 10 14\tsaid\nE1\tAttribution:T4 Content:T1 Cue:T2 Source:T3\nA1\tSpeaker E1 Ann Lee\n").unwrap();
        let q = &doc.quotations[0];
        assert_eq!(
            (q.kind.as_str(), &q.content[..], &q.cue[..], &q.source[..]),
            ("direct", &[(0, 9)][..], &[(10, 14)][..], &[(15, 22)][..])
        );
        assert_eq!((q.said_by(), doc.entities[0].name.as_str()), (Some("e1"), "Ann Lee"));
    }

    #[test]
    fn relations_do_too_and_contents_may_have_gaps() {
        let doc =
            read("T1\tIndirect 32 34;35 45\tme it rained\nT2\tCue 28 32\ttold\nR1\tCue Arg1:T1 Arg2:T2\n")
                .unwrap();
        let q = &doc.quotations[0];
        assert_eq!((q.kind.as_str(), q.content.len(), &q.cue[..]), ("indirect", 2, &[(28, 32)][..]));
        assert_eq!(q.speaker, None);
    }

    #[test]
    fn nonsense_is_told_with_its_line() {
        let error = read("T1\tContent 0 9\t…\nT2\tCue ten\tsaid").unwrap_err().to_string();
        assert!(error.starts_with("a.ann:2: an annotation looks like"), "{error}");
    }
}
