//! The table of counts in columns, as CSV, and as a page with bars.

use super::Table;
use super::count::Counts;
use crate::args::StatsFormat;
use std::io::{self, Write};

/// Writes the table; at most `top` rows.
pub(crate) fn render(
    out: &mut impl Write,
    table: &Table,
    format: StatsFormat,
    top: Option<usize>,
) -> io::Result<()> {
    let rows = table.rows(top);
    match format {
        StatsFormat::Table => columns(out, table, &rows),
        StatsFormat::Csv => csv(out, table, &rows),
        StatsFormat::Html => html(out, table, &rows),
    }
}

fn columns(out: &mut impl Write, table: &Table, rows: &[(&str, Counts)]) -> io::Result<()> {
    const LONGEST: usize = 50;
    let short = |name: &str| {
        let name = crate::render::one_line(name);
        if name.chars().count() <= LONGEST {
            return name;
        }
        name.chars().take(LONGEST - 1).chain(['…']).collect()
    };
    let head = table.by.name();
    let width =
        rows.iter().map(|(name, _)| short(name).chars().count()).chain([head.len(), 5]).max().unwrap_or(5);
    writeln!(out, "{head:<width$}  quotations     words  documents")?;
    let total = [("total", table.total)];
    for (name, c) in rows.iter().chain(&total) {
        writeln!(out, "{:<width$}  {:>10}  {:>8}  {:>9}", short(name), c.quotations, c.words, c.documents)?;
    }
    Ok(())
}

fn csv(out: &mut impl Write, table: &Table, rows: &[(&str, Counts)]) -> io::Result<()> {
    write!(out, "{},quotations,words,documents\r\n", table.by.name())?;
    for (name, c) in rows {
        let name = if name.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", name.replace('"', "\"\""))
        } else {
            (*name).to_owned()
        };
        write!(out, "{name},{},{},{}\r\n", c.quotations, c.words, c.documents)?;
    }
    Ok(())
}

fn html(out: &mut impl Write, table: &Table, rows: &[(&str, Counts)]) -> io::Result<()> {
    let by = table.by.name();
    let most = rows.iter().map(|(_, c)| c.quotations).max().unwrap_or(0).max(1);
    let t = table.total;
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Quotations by {by}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>\n\
         :root {{ color-scheme: light dark }}\n\
         body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}\n\
         table {{ border-collapse: collapse; width: 100% }} th {{ text-align: left; font-weight: 600 }}\n\
         td, th {{ padding: .2rem .6rem }} td.n, th.n {{ text-align: right; font-variant-numeric: tabular-nums }}\n\
         td.b {{ width: 40% }} td.b div {{ background: #3b75b5; height: 1rem; border-radius: 2px; min-width: 1px }}\n\
         @media (max-width: 40rem) {{ td.b, th.b {{ display: none }} }}\n</style></head>\n<body><h1>Quotations by {by}</h1>\n\
         <p>{} quotations with {} words in {} documents.</p>\n<table><thead><tr><th scope=\"col\">{by}</th>\
         <th class=\"b\" aria-hidden=\"true\"></th><th class=\"n\" scope=\"col\">quotations</th>\
         <th class=\"n\" scope=\"col\">words</th><th class=\"n\" scope=\"col\">documents</th></tr></thead><tbody>\n",
        t.quotations, t.words, t.documents
    )?;
    for (name, c) in rows {
        let share = c.quotations as f64 * 100.0 / most as f64;
        writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"b\" aria-hidden=\"true\"><div style=\"width:{share:.1}%\"></div></td>\
             <td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
            escape(name),
            c.quotations,
            c.words,
            c.documents
        )?;
    }
    writeln!(out, "</tbody></table></body></html>")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::By;
    use crate::stats::Results;

    fn shown(format: StatsFormat) -> String {
        let result = r#"{"id":"<a>, \"b\"","quotations":[{"kind":"direct","content":[{"text":"“No.”"}],"speaker":null}],"speakers":[]}"#;
        let mut table = Table::new(By::Document);
        table.add(&Results::new(result.as_bytes()).next().unwrap().unwrap());
        let mut out = vec![];
        render(&mut out, &table, format, None).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn names_are_escaped() {
        assert_eq!(
            shown(StatsFormat::Csv),
            "document,quotations,words,documents\r\n\"<a>, \"\"b\"\"\",1,1,1\r\n"
        );
        let page = shown(StatsFormat::Html);
        assert!(page.contains("&lt;a&gt;, &quot;b&quot;") && !page.contains("<a>"), "{page}");
        assert!(
            shown(StatsFormat::Table).starts_with("document  quotations     words  documents\n<a>, \"b\" ")
        );
    }
}
