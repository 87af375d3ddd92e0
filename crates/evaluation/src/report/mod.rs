//! All scores of a run, summed up.

mod html;
mod markdown;
mod svg;
mod table;

use crate::bootstrap::Difference;
use crate::calibration::Calibration;
use crate::score::{Case, Scored};
use crate::tally::{KINDS, Scores, TAGS, Tally};
use serde::Serialize;
use std::collections::BTreeMap;

/// What came out of a run.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Of all documents: the yardstick's own scores.
    #[serde(flatten)]
    pub scores: Scores,
    /// By words and boundaries.
    pub finer: Scores,
    /// How far the confidence can be trusted, by what it is about.
    pub calibration: Calibrations,
    /// By kind of the answer.
    pub kinds: Vec<Group>,
    /// By how the gold text names the speaker; where that is annotated.
    pub tags: Vec<Group>,
    /// By corpus, where there is more than one.
    pub corpora: Vec<Part>,
    /// By document.
    pub by_document: Vec<Part>,
    /// Against another run on the same documents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<Difference>,
}

/// Confidence held against truth; none where nothing could be judged.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Calibrations {
    /// The answer as a whole: the speaker where one is given, else the quotation.
    pub overall: Option<Calibration>,
    /// That it is a quotation of its kind.
    pub quotation: Option<Calibration>,
    /// That its source is right.
    pub source: Option<Calibration>,
    /// That its speaker is right.
    pub speaker: Option<Calibration>,
}

/// Some answers together.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// What they share.
    pub name: &'static str,
    /// How many.
    pub answers: usize,
    /// The share of them that are quotations of their kind.
    pub quotation: Option<f64>,
    /// Of those that are quotations, the share with the right source.
    pub source: Option<f64>,
    /// Of those that are quotations and have a speaker, the share with the right one.
    pub speaker: Option<f64>,
    /// The calibration error of the speaker's confidence.
    pub speaker_ece: Option<f64>,
}

/// Some documents together.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// The name of the corpus or the document.
    pub name: String,
    /// Their scores.
    pub scores: Scores,
}

impl Calibrations {
    /// Of some judged answers.
    #[must_use]
    pub fn of<'c>(cases: impl Iterator<Item = &'c Case> + Clone) -> Self {
        let list = |f: &dyn Fn(&Case) -> Option<(f64, bool)>| {
            Calibration::of(&cases.clone().filter_map(f).collect::<Vec<_>>())
        };
        Self {
            overall: list(&|c| {
                let right = match (c.answered, c.quotation_right?) {
                    (true, true) => c.speaker_right?,
                    (_, right) => right,
                };
                Some((c.confidence?, right))
            }),
            quotation: list(&|c| Some((c.parts.quotation?, c.quotation_right?))),
            source: list(&|c| Some((c.parts.source?, c.source_right?))),
            speaker: list(&|c| Some((c.parts.speaker.or(c.confidence)?, c.speaker_right?))),
        }
    }
}

impl Report {
    /// Of the documents of a run.
    #[must_use]
    pub fn new(documents: &[Scored]) -> Self {
        let mut all = Tally::default();
        let mut corpora: BTreeMap<&str, Tally> = BTreeMap::new();
        for d in documents {
            all.add(&d.tally);
            corpora.entry(&d.corpus).or_default().add(&d.tally);
        }
        let cases = documents.iter().flat_map(|d| &d.cases);
        let group = |name, keep: &dyn Fn(&Case) -> bool| {
            let kept: Vec<&Case> = cases.clone().filter(|c| keep(c)).collect();
            let share = |f: fn(&Case) -> Option<bool>| {
                let told: Vec<bool> = kept.iter().filter_map(|c| f(c)).collect();
                (!told.is_empty()).then(|| told.iter().filter(|r| **r).count() as f64 / told.len() as f64)
            };
            Group {
                name,
                answers: kept.len(),
                quotation: share(|c| c.quotation_right),
                source: share(|c| c.source_right),
                speaker: share(|c| c.speaker_right),
                speaker_ece: Calibrations::of(kept.iter().copied()).speaker.map(|c| c.ece),
            }
        };
        let kinds = KINDS.iter().enumerate().map(|(k, name)| group(*name, &|c| c.kind == k));
        let tags = TAGS.iter().take(3).enumerate().map(|(t, name)| group(*name, &|c| c.tag == t));
        Self {
            scores: all.scores(),
            finer: all.finer(),
            calibration: Calibrations::of(cases.clone()),
            kinds: kinds.filter(|g| g.answers > 0).collect(),
            tags: tags.filter(|g| g.answers > 0).collect(),
            corpora: if corpora.len() > 1 {
                corpora
                    .into_iter()
                    .map(|(name, t)| Part { name: name.to_owned(), scores: t.scores() })
                    .collect()
            } else {
                Vec::new()
            },
            by_document: documents
                .iter()
                .map(|d| Part { name: d.doc_id.clone(), scores: d.tally.scores() })
                .collect(),
            against: Vec::new(),
        }
    }

    /// As an indented JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).map(|s| s + "\n").unwrap_or_default()
    }

    /// As columns for a terminal.
    #[must_use]
    pub fn to_table(&self) -> String {
        table::render(self)
    }

    /// As Markdown.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        markdown::render(self)
    }

    /// As a page with plots that needs nothing else: no script, no other file.
    #[must_use]
    pub fn to_html(&self) -> String {
        html::render(self)
    }
}

/// The parts of the calibration by name.
fn parts(c: &Calibrations) -> impl Iterator<Item = (&'static str, &Calibration)> {
    let parts = [
        ("overall", &c.overall),
        ("quotation", &c.quotation),
        ("source", &c.source),
        ("speaker", &c.speaker),
    ];
    parts.into_iter().filter_map(|(name, c)| Some((name, c.as_ref()?)))
}

/// The scores that stand for a document or a corpus in one row.
const ROW: [(&str, &str); 6] = [
    ("gold", "gold"),
    ("overlap F1", "overlap.f1"),
    ("+ source", "overlap+source.f1"),
    ("exact F1", "exact.f1"),
    ("spans F1", "direct_spans_exact.f1"),
    ("speaker", "speaker_accuracy.accuracy"),
];

/// A row of [`ROW`]; empty where there is no such score.
fn row(part: &Part) -> Vec<String> {
    ROW.iter()
        .map(|(_, path)| match part.scores.get(path) {
            Some(n) if *path == "gold" => format!("{n}"),
            Some(x) => format!("{x:.3}"),
            None => String::new(),
        })
        .collect()
}

/// A table of any kind: head, and rows whose first cell is a name.
struct Rows {
    title: &'static str,
    head: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// Everything but the scores as tables.
fn tables(report: &Report) -> Vec<Rows> {
    let share = |x: f64| format!("{x:.3}");
    let maybe = |x: Option<f64>| x.map_or(String::new(), share);
    let mut out = Vec::new();
    let head = vec!["", "answers", "right", "ECE", "Brier", "AURC", "right of surest 80 %", "at confidence"];
    let rows = parts(&report.calibration)
        .map(|(name, c)| {
            let kept = c.keeping(0.8);
            let mut row = vec![name.to_owned(), c.answers.to_string()];
            row.extend([share(c.right), share(c.ece), share(c.brier), share(c.aurc)]);
            row.extend([maybe(kept.map(|k| k.right)), maybe(kept.map(|k| k.confidence))]);
            row
        })
        .collect();
    out.push(Rows { title: "confidence", head, rows });
    let bins = |c: &Calibration| {
        let row = |b: &crate::calibration::Bin| {
            vec![
                format!("{:.1}–{:.1}", b.from, b.to),
                b.answers.to_string(),
                share(b.confidence),
                share(b.right),
            ]
        };
        c.bins.iter().map(row).collect()
    };
    if let Some(c) = &report.calibration.speaker {
        let head = vec!["", "answers", "mean confidence", "right"];
        out.push(Rows { title: "reliability of the speaker", head, rows: bins(c) });
    }
    for (title, groups) in
        [("by kind of the answer", &report.kinds), ("by tag in the gold text", &report.tags)]
    {
        let head = vec!["", "answers", "quotation", "source", "speaker", "speaker ECE"];
        let row = |g: &Group| {
            let mut row = vec![g.name.to_owned(), g.answers.to_string()];
            row.extend([g.quotation, g.source, g.speaker, g.speaker_ece].map(maybe));
            row
        };
        out.push(Rows { title, head, rows: groups.iter().map(row).collect() });
    }
    for (title, list) in [("by corpus", &report.corpora), ("by document", &report.by_document)] {
        let head = [""].into_iter().chain(ROW.iter().map(|r| r.0)).collect();
        let rows = list.iter().map(|p| [p.name.clone()].into_iter().chain(row(p)).collect()).collect();
        out.push(Rows { title, head, rows });
    }
    let head = vec!["", "this", "other", "difference", "95 % from", "to", "p"];
    let rows = report.against.iter().map(|d| {
        let signed = |x: f64| format!("{x:+.3}");
        vec![
            d.score.to_owned(),
            share(d.this),
            share(d.other),
            signed(d.difference),
            signed(d.low),
            signed(d.high),
            share(d.p),
        ]
    });
    out.push(Rows { title: "against the other run", head, rows: rows.collect() });
    out.retain(|t| !t.rows.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::predicted::Parts;
    use crate::tally::Count;

    pub(super) fn sample() -> Report {
        let case = |i: usize| Case {
            quotation: i,
            kind: i % 2,
            tag: i % 3,
            confidence: Some(0.1 * i as f64),
            parts: Parts { quotation: Some(0.9), source: Some(0.5), speaker: Some(0.1 * i as f64) },
            quotation_right: Some(true),
            source_right: Some(i.is_multiple_of(2)),
            speaker_right: Some(i > 3),
            answered: true,
        };
        let mut tally = Tally::default();
        tally.count(Count::Documents, 1);
        tally.count(Count::Gold, 10);
        tally.count(Count::Predicted, 10);
        tally.count(Count::Overlap, 8);
        let scored = |name: &str, corpus: &str| Scored {
            doc_id: name.into(),
            corpus: corpus.into(),
            tally: tally.clone(),
            cases: (0..10).map(case).collect(),
            errors: Vec::new(),
        };
        let mut report = Report::new(&[scored("a|<b>", "x"), scored("c", "y")]);
        report.against = crate::bootstrap::compare(&[tally.clone()], &[tally], 10, 1);
        report
    }

    #[test]
    fn json_has_the_yardsticks_keys_at_the_top() {
        let json: serde_json::Value = serde_json::from_str(&sample().to_json()).unwrap();
        assert_eq!(json["overlap"]["precision"], 0.8);
        assert_eq!(json["calibration"]["speaker"]["answers"], 20);
        assert_eq!(json["by_document"][0]["name"], "a|<b>");
    }

    #[test]
    fn every_view_tells_of_calibration_documents_and_the_other_run() {
        let report = sample();
        for view in [report.to_table(), report.to_markdown(), report.to_html()] {
            for word in ["ECE", "by document", "against the other run", "reliability"] {
                assert!(view.contains(word), "no {word:?} in {view}");
            }
        }
    }

    #[test]
    fn names_cannot_break_the_page() {
        assert!(!sample().to_html().contains("<b>"));
        assert!(sample().to_markdown().contains(r"a\|<b>"));
    }
}
