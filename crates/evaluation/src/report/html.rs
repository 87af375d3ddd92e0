//! A page with tables and plots; no script, no other file.

use super::svg::{Guide, plot};
use super::{Report, parts, table::value, tables};
use std::fmt::Write;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;margin:.5rem 0 1.5rem}th,td{padding:.15rem .7rem;text-align:right;border-bottom:1px solid #8884}\
th:first-child,td:first-child{text-align:left}figure{display:inline-block;margin:0 1rem 1rem 0}figcaption{font-weight:600}\
svg{font-size:11px;fill:currentColor}.grid{stroke:#8884}.guide{stroke:#888;stroke-dasharray:4 3}\
.line{fill:none;stroke:#2a6fb0;stroke-width:1.5}circle{fill:#2a6fb0;fill-opacity:.75}\
@media(prefers-color-scheme:dark){body{background:#161616;color:#ddd}}";

pub(super) fn render(report: &Report) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>inquit: scores</title><style>{STYLE}</style></head><body>\n<h1>Scores</h1>\n<table>\n"
    );
    for (name, score) in report.scores.0.iter().chain(&report.finer.0) {
        let _ = writeln!(out, "<tr><td>{}</td><td>{}</td></tr>", escape(name), escape(&value(score)));
    }
    out.push_str("</table>\n<h2>Can the confidence be trusted?</h2>\n");
    for (name, c) in parts(&report.calibration) {
        let most = c.bins.iter().map(|b| b.answers).max().unwrap_or(1) as f64;
        let bins: Vec<_> = c.bins.iter().map(|b| (b.confidence, b.right, b.answers as f64 / most)).collect();
        let kept: Vec<_> = c.kept.iter().map(|k| (k.coverage, 1.0 - k.right, 0.0)).collect();
        let _ = writeln!(
            out,
            "<figure><figcaption>{name}: reliability, ECE {:.3}</figcaption>{}</figure>\n<figure><figcaption>{name}: risk, the surest answers kept</figcaption>{}</figure>",
            c.ece,
            plot("confidence", "share right", &bins, Guide::Diagonal),
            plot("share kept", "share wrong", &kept, Guide::Line),
        );
    }
    for table in tables(report) {
        let _ = writeln!(out, "<h2>{}</h2>\n<table>", table.title);
        let cells = |row: &[String], tag: &str| {
            row.iter().map(|c| format!("<{tag}>{}</{tag}>", escape(c))).collect::<String>()
        };
        let head: Vec<String> = table.head.iter().map(|h| (*h).to_owned()).collect();
        let _ = writeln!(out, "<tr>{}</tr>", cells(&head, "th"));
        for row in &table.rows {
            let _ = writeln!(out, "<tr>{}</tr>", cells(row, "td"));
        }
        out.push_str("</table>\n");
    }
    out.push_str("</body></html>\n");
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
