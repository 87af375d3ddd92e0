//! Who is spoken to, against gold data.
//!
//! Of the gold quotations that have an addressee, the share for which the engine names one, and nobody who is none.

use crate::gold;
use anyhow::{Context, Result};
use inquit::{Attribution, Cast, CastMember, Quotation, SpeakerId};
use inquit_tokenizer::TextRange;
use rustc_hash::FxHashMap;
use std::fmt;

/// How many gold quotations have an addressee, for how many the engine names somebody, and how often it is right.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Gold quotations with an addressee.
    pub gold: usize,
    /// Those for which the engine names one.
    pub answered: usize,
    /// Those for which all whom it names are right.
    pub right: usize,
}

impl Tally {
    /// Adds another document's.
    pub fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.answered += other.answered;
        self.right += other.right;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |n: usize| n as f64 / self.gold.max(1) as f64;
        let (answered, right) = (of(self.answered), of(self.right));
        write!(f, "{} with an addressee, answered {answered:.3}, right {right:.3}", self.gold)
    }
}

/// The entities of a document as a cast: their ids, names and aliases, and nothing else.
///
/// # Errors
///
/// If two have the same id, or one has no name.
pub fn cast(doc: &gold::Document) -> Result<Cast> {
    let member =
        |e: &gold::Entity| CastMember { aliases: e.aliases.clone(), ..CastMember::new(&e.id, &e.name) };
    Cast::new(doc.entities.iter().map(member).collect())
        .with_context(|| format!("{}: its entities make no cast", doc.doc_id))
}

/// Scores one document.
#[must_use]
pub fn score(doc: &gold::Document, found: &Attribution) -> Tally {
    let bytes = Bytes::new(&doc.text);
    let entity = entities(doc, found, &bytes);
    let mut by_start: Vec<(TextRange, &Quotation)> =
        found.quotations().iter().flat_map(|q| q.content.iter().map(move |r| (*r, q))).collect();
    by_start.sort_by_key(|(r, _)| (r.start(), r.end()));
    let mut tally = Tally::default();
    for q in doc.quotations.iter().filter(|q| !q.addressees.is_empty()) {
        tally.gold += 1;
        let Some(same) = counterpart(q, &by_start, &bytes) else { continue };
        if same.addressees.is_empty() {
            continue;
        }
        tally.answered += 1;
        let named = |s: &SpeakerId| entity.get(s).is_some_and(|e| q.addressees.iter().any(|a| a == e));
        tally.right += usize::from(same.addressees.iter().all(named));
    }
    tally
}

/// The found quotation with the most of a gold one's words, if it has half of them.
fn counterpart<'a>(
    gold: &gold::Quotation,
    found: &[(TextRange, &'a Quotation)],
    bytes: &Bytes,
) -> Option<&'a Quotation> {
    let spans: Vec<(u32, u32)> = gold.content.iter().map(|&(s, e)| (bytes.of(s), bytes.of(e))).collect();
    let whole: u32 = spans.iter().map(|(s, e)| e - s).sum();
    let mut best: Option<(u32, &Quotation)> = None;
    for &(start, end) in &spans {
        // Stretches that could reach into it begin at most this many before.
        let to = found.partition_point(|(r, _)| r.start() < end);
        for (_, q) in found.get(to.saturating_sub(8)..to).unwrap_or_default() {
            let shared: u32 = q
                .content
                .iter()
                .flat_map(|r| spans.iter().map(|s| r.end().min(s.1).saturating_sub(r.start().max(s.0))))
                .sum();
            if shared * 2 >= whole && best.is_none_or(|b| shared > b.0) && start < end {
                best = Some((shared, q));
            }
        }
    }
    best.map(|b| b.1)
}

/// The gold entity that most of each speaker's mentions are: by place, else by name.
fn entities<'a>(
    doc: &'a gold::Document,
    found: &Attribution,
    bytes: &Bytes,
) -> FxHashMap<SpeakerId, &'a str> {
    let mut at: FxHashMap<u32, &str> = FxHashMap::default();
    let mut named: FxHashMap<String, &str> = FxHashMap::default();
    for e in &doc.entities {
        for &(_, end) in &e.mentions {
            at.entry(bytes.of(end)).or_insert(&e.id);
        }
        for name in e.aliases.iter().chain([&e.name]) {
            named.entry(plain(name)).or_insert(&e.id);
        }
    }
    let mut out = FxHashMap::default();
    for (i, s) in (0..).zip(found.speakers()) {
        let mut votes: Vec<(&str, u32)> = Vec::new();
        let by_mention = s.mentions.iter().filter_map(|m| {
            at.get(&m.end()).copied().or_else(|| named.get(&plain(found.text_of(*m))).copied())
        });
        for e in by_mention.chain(named.get(&plain(&s.name)).copied()) {
            match votes.iter_mut().find(|v| v.0 == e) {
                Some(v) => v.1 += 1,
                None => votes.push((e, 1)),
            }
        }
        if let Some(&(e, _)) = votes.iter().max_by_key(|v| v.1) {
            out.insert(SpeakerId(i), e);
        }
    }
    out
}

/// A name in lower case, letters and digits alone.
fn plain(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Code points to bytes.
struct Bytes(Vec<u32>);

impl Bytes {
    fn new(text: &str) -> Self {
        Self(text.char_indices().map(|(i, _)| i as u32).chain([text.len() as u32]).collect())
    }

    fn of(&self, point: u32) -> u32 {
        self.0.get(point as usize).or(self.0.last()).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_who_are_named_have_to_be_right() {
        let text = "“Go away, Tom,” said Ann Lee.\n\n“No, Ann,” said Tom Orme.";
        let doc = |first: &str| gold::Document {
            doc_id: "d".into(),
            text: text.into(),
            quotations: vec![quotation((0, 15), first), quotation((31, 41), "a")],
            entities: vec![entity("a", "Ann Lee", "Ann"), entity("t", "Tom Orme", "Tom")],
            ..Default::default()
        };
        let found = inquit::Engine::new().attribute(text);
        assert_eq!(score(&doc("t"), &found), Tally { gold: 2, answered: 2, right: 2 });
        assert_eq!(score(&doc("a"), &found), Tally { gold: 2, answered: 2, right: 1 });
    }

    fn quotation(content: (u32, u32), to: &str) -> gold::Quotation {
        gold::Quotation {
            kind: "direct".into(),
            content: vec![content],
            addressees: vec![to.into()],
            ..Default::default()
        }
    }

    fn entity(id: &str, name: &str, alias: &str) -> gold::Entity {
        let (name, aliases) = (name.into(), vec![alias.into()]);
        gold::Entity { id: id.into(), name, aliases, ..Default::default() }
    }
}
