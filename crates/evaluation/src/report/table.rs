//! Columns for a terminal.

use super::{Report, tables};
use crate::tally::{Score, Scores};
use std::fmt::Write;

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    scores(&mut out, &report.scores);
    scores(&mut out, &report.finer);
    for table in tables(report) {
        let _ = writeln!(out, "\n{}", table.title);
        let wide = |i: usize| {
            let cells = table.rows.iter().filter_map(|r| r.get(i)).map(|c| c.chars().count());
            cells.chain(table.head.get(i).map(|h| h.chars().count())).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..table.head.len()).map(wide).collect();
        let head: Vec<String> = table.head.iter().map(|h| (*h).to_owned()).collect();
        for row in [&head].into_iter().chain(&table.rows) {
            let mut line = String::new();
            for (i, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let _ =
                    if i == 0 { write!(line, "  {cell:width$}") } else { write!(line, "  {cell:>width$}") };
            }
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
    out
}

fn scores(out: &mut String, scores: &Scores) {
    for (name, score) in &scores.0 {
        let _ = writeln!(out, "{name:24} {}", value(score));
    }
}

/// A score on one line.
pub(super) fn value(score: &Score) -> String {
    match score {
        Score::Count(n) => n.to_string(),
        Score::Share(x) => format!("{x:.3}"),
        Score::Group(g) => g.iter().map(|(n, s)| format!("{n} {}", value(s))).collect::<Vec<_>>().join("  "),
    }
}
