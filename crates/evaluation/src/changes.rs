//! What somebody changed in a document: the engine's answer held against the corrected one.

use crate::gold::{Document, Quotation, Span};
use crate::pairing::pair;
use crate::words::Words;
use std::fmt;

/// What happened to one quotation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// It is new.
    Added {
        /// Its content.
        words: String,
    },
    /// It is gone.
    Removed {
        /// Its content.
        words: String,
    },
    /// A part of it is another.
    Part {
        /// Its content, after the change.
        words: String,
        /// Which part: `kind`, `content`, `cue`, `source` or `speaker`.
        part: &'static str,
        /// What it was; empty for none.
        before: String,
        /// What it is; empty for none.
        after: String,
    },
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_none = |s: &str| if s.is_empty() { "none".to_owned() } else { s.to_owned() };
        match self {
            Self::Added { words } => write!(f, "added    {words}"),
            Self::Removed { words } => write!(f, "removed  {words}"),
            Self::Part { words, part, before, after } => {
                write!(f, "{part:<8} {words}: {} instead of {}", or_none(after), or_none(before))
            }
        }
    }
}

/// All changes from one version of a document to another, in order of the text; removals last.
#[must_use]
pub fn changes(before: &Document, after: &Document) -> Vec<Change> {
    let words = Words::new(&after.text);
    let cover = |d: &Document| d.quotations.iter().map(|q| words.cover(&q.content)).collect::<Vec<_>>();
    let (old, new) = (cover(before), cover(after));
    let pairs = pair(&new, &old);
    let mut out = Vec::new();
    let mut kept = vec![false; old.len()];
    for ((q, own), pair) in after.quotations.iter().zip(&new).zip(pairs) {
        let content = text(after, &q.content);
        let Some((was, slot)) = pair
            .filter(|p| p.1 >= 0.5)
            .and_then(|p| before.quotations.get(p.0).zip(kept.get_mut(p.0).map(|k| (p.0, k))))
            .map(|(was, (j, k))| {
                *k = true;
                (was, j)
            })
        else {
            out.push(Change::Added { words: content });
            continue;
        };
        let mut part = |part, before: String, after: String| {
            out.push(Change::Part { words: content.clone(), part, before, after });
        };
        if was.kind != q.kind {
            part("kind", was.kind.clone(), q.kind.clone());
        }
        if old.get(slot) != Some(own) {
            part("content", text(before, &was.content), content.clone());
        }
        for (name, a, b) in [("cue", &was.cue, &q.cue), ("source", &was.source, &q.source)] {
            if words.cover(a) != words.cover(b) {
                part(name, text(before, a), text(after, b));
            }
        }
        let (a, b) = (speaker(before, was), speaker(after, q));
        if q.speaker.is_some() && crate::names::fold(&a) != crate::names::fold(&b) {
            part("speaker", a, b);
        }
    }
    let gone = before.quotations.iter().zip(kept).filter(|(_, kept)| !kept);
    out.extend(gone.map(|(q, _)| Change::Removed { words: text(before, &q.content) }));
    out
}

fn speaker(doc: &Document, q: &Quotation) -> String {
    let id = q.said_by();
    doc.entities.iter().find(|e| Some(e.id.as_str()) == id).map_or(String::new(), |e| e.name.clone())
}

/// The words of some spans on one line.
fn text(doc: &Document, spans: &[Span]) -> String {
    let part = |s: &Span| {
        doc.text.chars().skip(s.0 as usize).take(s.1.saturating_sub(s.0) as usize).collect::<String>()
    };
    let joined = spans.iter().map(part).collect::<Vec<_>>().join(" … ");
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_change_is_told_once() {
        let text = "“We won,” said Ann Lee. Tom denied that it rained.";
        let before = Document::from_attribution("a", &inquit::Engine::new().attribute(text));
        assert!(changes(&before, &before).is_empty());
        let mut after = before.clone();
        after.quotations[0].cue.clear();
        let removed = after.quotations.pop().unwrap();
        let found = changes(&before, &after);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].to_string(), "cue      “We won,”: none instead of said");
        assert!(
            matches!(&found[1], Change::Removed { words } if *words == super::text(&before, &removed.content))
        );
        assert!(matches!(changes(&after, &before)[1], Change::Added { .. }));
    }
}
