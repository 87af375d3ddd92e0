//! Which answer stands for which gold quotation, and which predicted speaker for which gold entity.

use crate::gold::Document;
use crate::names::fold;
use crate::predicted::Speaker;
use crate::words::{Words, jaccard};
use std::collections::{BTreeMap, BTreeSet};

/// Pairs each gold content with at most one predicted one, best overlap first: for each gold one, which predicted one
/// and by how much they overlap.
#[must_use]
pub fn pair(gold: &[Vec<u32>], predicted: &[Vec<u32>]) -> Vec<Option<(usize, f64)>> {
    let mut holding: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (j, words) in predicted.iter().enumerate() {
        for w in words {
            holding.entry(*w).or_default().push(j);
        }
    }
    let mut near: Vec<(f64, usize, usize)> = Vec::new();
    for (i, words) in gold.iter().enumerate() {
        let found: BTreeSet<usize> = words.iter().filter_map(|w| holding.get(w)).flatten().copied().collect();
        near.extend(found.into_iter().filter_map(|j| Some((jaccard(words, predicted.get(j)?), i, j))));
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut out = vec![None; gold.len()];
    let mut used = vec![false; predicted.len()];
    for (overlap, i, j) in near {
        if let (Some(slot @ None), Some(taken @ false)) = (out.get_mut(i), used.get_mut(j)) {
            *slot = Some((j, overlap));
            *taken = true;
        }
    }
    out
}

/// Which gold entity each predicted speaker stands for: the one that most of its mentions are (by place, else by
/// alias), else the one that bears its name.
#[must_use]
pub fn entities<'d>(speakers: &[Speaker], doc: &'d Document, words: &Words) -> BTreeMap<String, &'d str> {
    let mut at: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    let mut called: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for e in &doc.entities {
        for m in &e.mentions {
            if let Some(last) = words.cover(&[*m]).last() {
                at.entry(*last).or_default().insert(&e.id);
            }
        }
        for name in e.aliases.iter().chain([&e.name]).map(|n| fold(n)).filter(|n| !n.is_empty()) {
            called.entry(name).or_default().insert(&e.id);
        }
    }
    let bytes: Vec<usize> = doc.text.char_indices().map(|(i, _)| i).chain([doc.text.len()]).collect();
    let text = |s: (u32, u32)| {
        let range = bytes.get(s.0 as usize).zip(bytes.get(s.1 as usize));
        range.and_then(|(a, b)| doc.text.get(*a..*b)).unwrap_or_default()
    };
    let mut folded: BTreeMap<&str, String> = BTreeMap::new();
    let mut out = BTreeMap::new();
    for s in speakers {
        let mut votes: BTreeMap<&'d str, f64> = BTreeMap::new();
        let mut vote = |who: &BTreeSet<&'d str>, weight: f64| {
            for id in who {
                *votes.entry(id).or_default() += weight / who.len() as f64;
            }
        };
        for m in &s.mentions {
            if let Some(who) = words.cover(&[*m]).last().and_then(|last| at.get(last)) {
                vote(who, 1.0);
            } else {
                let text = text(*m);
                let name = folded.entry(text).or_insert_with(|| fold(text));
                if let Some(who) = called.get(name) {
                    vote(who, 1.0);
                }
            }
        }
        let bears = called.get(&fold(&s.name));
        if let Some(who) = bears {
            vote(who, 0.5);
        }
        let best = votes.values().copied().fold(0.0, f64::max);
        let top: Vec<&'d str> = votes.iter().filter(|(_, v)| **v == best).map(|(id, _)| *id).collect();
        let named = top.iter().find(|id| bears.is_some_and(|b| b.contains(**id)));
        if let Some(id) = named.or(top.first()) {
            out.insert(s.id.clone(), *id);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::Entity;

    #[test]
    fn the_best_overlap_is_paired_first() {
        let gold = [vec![0, 1, 2, 3], vec![4, 5]];
        let predicted = [vec![0, 1, 2, 3, 4, 5], vec![0, 1, 2]];
        assert_eq!(pair(&gold, &predicted), [Some((1, 0.75)), Some((0, 2.0 / 6.0))]);
    }

    #[test]
    fn a_speaker_is_whoever_most_mentions_are() {
        let entity = |id: &str, name: &str, mentions: &[(u32, u32)]| Entity {
            id: id.into(),
            name: name.into(),
            mentions: mentions.to_vec(),
            ..Entity::default()
        };
        let doc = Document {
            text: "Ann met Bo. She left. Mr Lee stayed.".into(),
            entities: vec![
                entity("e1", "Ann", &[(0, 3), (12, 15)]),
                entity("e2", "Bo", &[(8, 10)]),
                entity("e3", "Lee", &[]),
            ],
            ..Document::default()
        };
        let words = Words::new(&doc.text);
        let speaker = |id: &str, name: &str, mentions: &[(u32, u32)]| Speaker {
            id: id.into(),
            name: name.into(),
            mentions: mentions.to_vec(),
        };
        let said = [
            speaker("s1", "Bo", &[(0, 3), (12, 15), (8, 10)]),
            speaker("s2", "LEE", &[]),
            speaker("s3", "Cy", &[]),
        ];
        let found = entities(&said, &doc, &words);
        assert_eq!(found.get("s1"), Some(&"e1"));
        assert_eq!(found.get("s2"), Some(&"e3"));
        assert_eq!(found.get("s3"), None);
    }
}
