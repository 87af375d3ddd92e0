//! Tables for a README or a pull request.

use super::{Report, table::value, tables};
use std::fmt::Write;

pub(super) fn render(report: &Report) -> String {
    let mut out = String::from("| score | |\n|---|---|\n");
    for (name, score) in report.scores.0.iter().chain(&report.finer.0) {
        let _ = writeln!(out, "| {name} | {} |", value(score));
    }
    for table in tables(report) {
        let _ = writeln!(out, "\n### {}\n", table.title);
        let _ = writeln!(out, "| {} |", table.head.join(" | "));
        let _ = writeln!(out, "|---|{}", "---:|".repeat(table.head.len().saturating_sub(1)));
        for row in &table.rows {
            let cells: Vec<String> = row.iter().map(|c| c.replace('|', r"\|")).collect();
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
    }
    out
}
