//! The table of counts.

use super::results::Document;
use crate::args::By;
use std::collections::{BTreeMap, HashMap};

/// Counts of one row.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Counts {
    pub(crate) quotations: u64,
    /// Words of their contents.
    pub(crate) words: u64,
    /// Documents with at least one.
    pub(crate) documents: u64,
}

/// Counts by something.
pub(crate) struct Table {
    pub(crate) by: By,
    /// The order of rows does not depend on the order of documents.
    rows: BTreeMap<String, Counts>,
    pub(crate) total: Counts,
}

/// Where the text names nobody.
const NOBODY: &str = "(nobody named)";

impl Table {
    pub(crate) fn new(by: By) -> Self {
        Self { by, rows: BTreeMap::new(), total: Counts::default() }
    }

    /// Adds the quotations of a document. Speakers of one name are one speaker.
    pub(crate) fn add(&mut self, document: &Document) {
        let speakers: HashMap<&str, _> = document.speakers.iter().map(|s| (s.id.as_str(), s)).collect();
        let mut here: BTreeMap<&str, Counts> = BTreeMap::new();
        for q in &document.quotations {
            let speaker = q.speaker.as_deref().and_then(|id| speakers.get(id));
            let key = match self.by {
                By::Speaker => speaker.map_or(NOBODY, |s| s.name.as_str()),
                By::Kind => q.kind.as_str(),
                By::Gender => speaker.map_or(NOBODY, |s| match s.gender.as_deref() {
                    Some(gender) => gender,
                    None if s.kind == "person" => "(not known)",
                    None => s.kind.as_str(),
                }),
                By::Document => document.id.as_str(),
            };
            let counts = here.entry(key).or_default();
            counts.quotations += 1;
            counts.words += q.content.iter().map(|s| words(&s.text)).sum::<u64>();
        }
        for (key, counts) in here {
            for sum in [self.rows.entry(key.to_owned()).or_default(), &mut self.total] {
                sum.quotations += counts.quotations;
                sum.words += counts.words;
            }
            self.rows.entry(key.to_owned()).or_default().documents += 1;
        }
        self.total.documents += 1;
    }

    /// The rows with most quotations first, those of equal counts by name; at most `top`.
    pub(crate) fn rows(&self, top: Option<usize>) -> Vec<(&str, Counts)> {
        let mut rows: Vec<_> = self.rows.iter().map(|(name, counts)| (name.as_str(), *counts)).collect();
        rows.sort_by_key(|(_, c)| std::cmp::Reverse((c.quotations, c.words)));
        rows.truncate(top.unwrap_or(usize::MAX));
        rows
    }
}

/// Words are what stands between spaces and has a letter or a digit.
fn words(text: &str) -> u64 {
    text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Results;

    fn table(by: By) -> Vec<(String, u64, u64, u64)> {
        let results = r#"
            {"id":"a","quotations":[{"kind":"direct","content":[{"text":"“We won,”"},{"text":"“It was – fun.”"}],"speaker":"s1"},
              {"kind":"indirect","content":[{"text":"that it rained"}],"speaker":null}],
             "speakers":[{"id":"s1","name":"Ann Lee","type":"person","gender":"female"}]}
            {"id":"b","quotations":[{"kind":"direct","content":[{"text":"“No.”"}],"speaker":"s2"}],
             "speakers":[{"id":"s1","name":"Bob","type":"person","gender":null},{"id":"s2","name":"Ann Lee","type":"person","gender":"female"}]}"#;
        let mut table = Table::new(by);
        for document in Results::new(results.as_bytes()) {
            table.add(&document.unwrap());
        }
        assert_eq!(table.total, Counts { quotations: 3, words: 9, documents: 2 });
        table
            .rows(None)
            .into_iter()
            .map(|(name, c)| (name.to_owned(), c.quotations, c.words, c.documents))
            .collect()
    }

    #[test]
    fn by_everything() {
        let row = |name: &str, q, w, d| (name.to_owned(), q, w, d);
        assert_eq!(table(By::Speaker), [row("Ann Lee", 2, 6, 2), row(NOBODY, 1, 3, 1)]);
        assert_eq!(table(By::Kind), [row("direct", 2, 6, 2), row("indirect", 1, 3, 1)]);
        assert_eq!(table(By::Gender), [row("female", 2, 6, 2), row(NOBODY, 1, 3, 1)]);
        assert_eq!(table(By::Document), [row("a", 2, 8, 1), row("b", 1, 1, 1)]);
    }
}
