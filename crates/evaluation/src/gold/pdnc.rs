//! The Project Dialogism Novel Corpus: `quotation_info.csv` beside `novel_text.txt` and, if it is there,
//! `character_info.csv`. Spans count code points; lists are written as Python writes them.

use super::{Document, Entity, File, GoldError, Quotation, Span};
use crate::names::fold;
use std::path::Path;

pub(super) fn read(path: &Path) -> Result<Document, GoldError> {
    let folder = path.parent().unwrap_or(path);
    let text = File(&folder.join("novel_text.txt")).text()?;
    let file = File(path);
    let table = Table::parse(&file, &file.text()?)?;
    if !["quoteByteSpans", "speaker"].iter().all(|c| table.column(c).is_some()) {
        return Err(GoldError::Unknown { path: path.display().to_string() });
    }
    let characters = folder.join("character_info.csv");
    let mut entities = Vec::new();
    if characters.exists() {
        let file = File(&characters);
        let table = Table::parse(&file, &file.text()?)?;
        for row in &table.rows {
            let names = strings(table.cell(row, "Aliases"));
            let name = table.cell(row, "Main Name").to_owned();
            entities.push(Entity {
                id: format!("e{}", entities.len() + 1),
                aliases: names.into_iter().filter(|a| *a != name).collect(),
                name,
                mentions: Vec::new(),
            });
        }
    }
    let mut quotations = Vec::new();
    for (i, row) in table.rows.iter().enumerate() {
        let content = pairs(&numbers(table.cell(row, "quoteByteSpans")));
        if content.is_empty() {
            return Err(file.bad(i + 2, "quoteByteSpans has to look like [[12, 40]]"));
        }
        let speaker = table.cell(row, "speaker").trim();
        let kind = table.cell(row, "quoteType").to_lowercase();
        let tags = ["explicit", "anaphoric", "implicit"];
        let explicitness = tags.iter().find(|t| kind.starts_with(**t)).map(|t| (*t).to_owned());
        let id = table.cell(row, "quoteID");
        let known = !speaker.is_empty() && speaker != "_unknowable";
        let spans = pairs(&numbers(table.cell(row, "mentionSpansList")));
        let names = mentioned(table.cell(row, "mentionEntitiesList"));
        for (span, names) in spans.iter().zip(names) {
            for name in names {
                add(&mut entities, &name, Some(*span));
            }
        }
        quotations.push(Quotation {
            id: if id.is_empty() { format!("q{}", i + 1) } else { id.to_owned() },
            kind: "direct".to_owned(),
            content,
            speaker: Some(known.then(|| add(&mut entities, speaker, None))),
            explicitness,
            ..Quotation::default()
        });
    }
    quotations.sort_by(|a, b| a.content.cmp(&b.content));
    let name = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let doc_id = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Document { doc_id, corpus: "pdnc".to_owned(), text, quotations, entities })
}

/// The entity of that name or alias, made if it is new, with another mention.
fn add(entities: &mut Vec<Entity>, name: &str, mention: Option<Span>) -> String {
    let folded = fold(name);
    let is = |e: &Entity| e.aliases.iter().chain([&e.name]).any(|n| fold(n) == folded);
    let i =
        entities.iter().position(|e| e.name == name).or_else(|| entities.iter().position(is)).unwrap_or_else(
            || {
                let id = format!("e{}", entities.len() + 1);
                entities.push(Entity { id, name: name.to_owned(), ..Entity::default() });
                entities.len() - 1
            },
        );
    let Some(e) = entities.get_mut(i) else { return String::new() };
    e.mentions.extend(mention);
    e.id.clone()
}

struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn parse(file: &File<'_>, text: &str) -> Result<Self, GoldError> {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|e| {
                file.bad(
                    e.position().map_or(1, |p| p.line() as usize),
                    format!("no comma-separated table: {e}"),
                )
            })?;
            rows.push(record.iter().map(str::to_owned).collect());
        }
        let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        Ok(Self { head, rows })
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.head.iter().position(|h| h.trim() == name)
    }

    fn cell<'r>(&self, row: &'r [String], name: &str) -> &'r str {
        self.column(name).and_then(|c| row.get(c)).map_or("", String::as_str)
    }
}

/// All numbers of a list, however deep.
fn numbers(list: &str) -> Vec<u32> {
    list.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect()
}

fn pairs(numbers: &[u32]) -> Vec<Span> {
    numbers.chunks_exact(2).map(|p| (p[0], p[1])).collect()
}

/// All strings of a list or a set, however deep.
fn strings(list: &str) -> Vec<String> {
    nested(list).into_iter().map(|s| s.1).collect()
}

/// The names of each mention: the innermost lists, in order.
fn mentioned(list: &str) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = Vec::new();
    let mut last = None;
    for (group, name) in nested(list) {
        if last != Some(group) {
            out.push(Vec::new());
            last = Some(group);
        }
        if let Some(names) = out.last_mut() {
            names.push(name);
        }
    }
    out
}

/// Strings with the number of the list that each stands in.
fn nested(list: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let mut group = 0;
    let mut chars = list.chars();
    while let Some(c) = chars.next() {
        match c {
            '[' | '{' | '(' => group += 1,
            '\'' | '"' => {
                let mut text = String::new();
                while let Some(d) = chars.next().filter(|d| *d != c) {
                    text.push(if d == '\\' { chars.next().unwrap_or(d) } else { d });
                }
                out.push((group, text));
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_python_writes_them() {
        assert_eq!(strings(r#"{'Mrs. Lee', "Ann's aunt", 'It\'s'}"#), ["Mrs. Lee", "Ann's aunt", "It's"]);
        assert_eq!(
            mentioned("[[['Ann'], ['Bo', 'Cy']], [['Ann']]]"),
            [vec!["Ann"], vec!["Bo", "Cy"], vec!["Ann"]]
        );
        assert_eq!(pairs(&numbers("[[12, 40], [45, 50]]")), [(12, 40), (45, 50)]);
    }

    #[test]
    fn a_novel_is_read_from_its_tables() {
        let folder = std::env::temp_dir().join(format!("inquit-pdnc-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
        write("novel_text.txt", "\"Go, Bo,\" said Ann Lee. \"Who?\"");
        write(
            "character_info.csv",
            "Character ID,Main Name,Aliases,Gender\n0,Ann Lee,\"{'Ann', 'Ann Lee'}\",F\n1,Bo,{'Bo'},M\n",
        );
        write(
            "quotation_info.csv",
            "quoteID,quoteByteSpans,speaker,quoteType,mentionSpansList,mentionEntitiesList\nQ0,\"[[1, 8]]\",Ann,Explicit,\"[[[5, 7]]]\",\"[[['Bo']]]\"\nQ1,\"[[25, 29]]\",_unknowable,Implicit,[[]],[[]]\n",
        );
        let doc = read(&folder.join("quotation_info.csv")).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(doc.entities.len(), 2);
        assert_eq!(doc.entities[1].mentions, [(5, 7)]);
        assert_eq!(doc.quotations[0].said_by(), Some("e1"));
        assert_eq!(doc.quotations[1].speaker, Some(None));
        assert_eq!(doc.quotations[0].explicitness.as_deref(), Some("explicit"));
    }
}
