//! WebAnno TSV 3, as INCEpTION exports it.
//!
//! Whatever the layers are called: an annotation is a content, a cue or a source if its layer's name or the value of one
//! of its features says so (`Content`, `Cue`, `Source`, `direct` …). Features `kind`, `speaker` and `tag` are read, and
//! relations between a content and another annotation bind the two. Offsets count UTF-16 units. The text is that of
//! `x.txt` beside it, else put together from the sentences.

use super::brat::{entity, words};
use super::{Document, Entity, File, GoldError, Quotation, Span, kind_of, stem};
use inquit_tokenizer::{OffsetUnit, Offsets};
use std::collections::BTreeMap;
use std::path::Path;

/// A layer's columns.
struct Layer {
    name: String,
    features: Vec<String>,
    relation: bool,
}

/// An annotation over one or more tokens.
#[derive(Default)]
struct Mark {
    /// In UTF-16 units.
    spans: Vec<Span>,
    role: Option<&'static str>,
    features: BTreeMap<String, String>,
}

/// Where an annotation stands: its layer, and its number or else its first token.
type Key = (usize, String);

pub(super) fn read(path: &Path, tsv: &str) -> Result<Document, GoldError> {
    let beside = path.with_extension("txt");
    let text = if beside.exists() { Some(File(&beside).text()?) } else { None };
    parse(&File(path), stem(path), text, tsv)
}

#[derive(Default)]
struct Table {
    layers: Vec<Layer>,
    marks: BTreeMap<Key, Mark>,
    /// One annotation of a token by its number, whatever its layer.
    at: BTreeMap<(String, String), Key>,
    /// Token and number, twice.
    links: Vec<((String, String), (String, String))>,
    text: Vec<u16>,
}

fn parse(file: &File<'_>, id: String, text: Option<String>, tsv: &str) -> Result<Document, GoldError> {
    let mut table = Table::default();
    let mut sentence: Option<String> = None;
    for (i, line) in tsv.lines().enumerate() {
        if let Some(layer) = line.strip_prefix("#T_") {
            table.layers.push(layer_of(layer));
        } else if let Some(words) = line.strip_prefix("#Text=") {
            // A sentence over several lines has several of these.
            let words = unescape(words);
            sentence = Some(sentence.take().map_or(words.clone(), |before| before + "\n" + &words));
        } else if !line.is_empty() && !line.starts_with('#') {
            let row: Vec<&str> = line.split('\t').collect();
            let place = row.get(1).and_then(|p| p.split_once('-'));
            let span = place.and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
            let span: Span = span.ok_or_else(|| {
                file.bad(i + 1, "a row looks like: 1-1, a tab, 0-3, a tab, its word, and its layers")
            })?;
            if let Some(words) = sentence.take() {
                place_text(&mut table.text, span.0, &words);
            }
            table.row(&row, span);
        }
    }
    let text = text.unwrap_or_else(|| String::from_utf16_lossy(&table.text));
    Ok(table.document(id, text))
}

/// Puts a sentence where its first token stands, with line breaks before it.
fn place_text(text: &mut Vec<u16>, start: u32, words: &str) {
    // A file cannot ask for more blank text than a few paragraphs.
    let start = (start as usize).min(text.len() + 10_000);
    if text.len() < start {
        text.resize(start, u16::from(b'\n'));
    }
    text.truncate(start);
    text.extend(words.encode_utf16());
}

fn layer_of(line: &str) -> Layer {
    let (kind, rest) = line.split_once('=').unwrap_or(("", line));
    let mut parts = rest.split('|');
    let name = parts.next().unwrap_or_default();
    let name = name.rsplit('.').next().unwrap_or(name).to_lowercase();
    let features = parts.filter(|p| !p.starts_with("BT_")).map(str::to_lowercase).collect();
    Layer { name, features, relation: kind == "RL" }
}

fn role(name: &str) -> Option<&'static str> {
    match name.to_lowercase().as_str() {
        "content" | "quotation" | "quote" | "direct" | "indirect" | "mixed" => Some("content"),
        "cue" => Some("cue"),
        "source" => Some("source"),
        _ => None,
    }
}

/// A value and the number behind it: `Cue[3]`.
fn value(cell: &str) -> (&str, &str) {
    match cell.strip_suffix(']').and_then(|c| c.rsplit_once('[')) {
        Some((value, number)) => (value, number),
        None => (cell, "0"),
    }
}

impl Table {
    fn row(&mut self, row: &[&str], span: Span) {
        let token = row.first().copied().unwrap_or_default();
        let mut column = 3;
        for l in 0..self.layers.len() {
            let Some(layer) = self.layers.get(l) else { continue };
            let wide = if layer.relation { layer.features.len() + 1 } else { layer.features.len().max(1) };
            let cells: Vec<Vec<&str>> = (column..column + wide)
                .map(|c| {
                    row.get(c)
                        .copied()
                        .unwrap_or("_")
                        .split('|')
                        .filter(|c| *c != "_" && !c.is_empty())
                        .collect()
                })
                .collect();
            column += wide;
            if layer.relation {
                for from in cells.last().into_iter().flatten() {
                    let (head, numbers) = value(from);
                    let (a, b) = numbers.split_once('_').unwrap_or(("0", "0"));
                    self.links.push(((head.to_owned(), a.to_owned()), (token.to_owned(), b.to_owned())));
                }
                continue;
            }
            let stacked = cells.iter().map(Vec::len).max().unwrap_or(0);
            for s in 0..stacked {
                let number = cells
                    .iter()
                    .filter_map(|c| c.get(s))
                    .map(|c| value(c).1)
                    .find(|n| *n != "0")
                    .unwrap_or("0");
                let key = (l, if number == "0" { token.to_owned() } else { format!("[{number}]") });
                self.at.entry((token.to_owned(), number.to_owned())).or_insert_with(|| key.clone());
                let mark = self.marks.entry(key).or_default();
                mark.spans.push(span);
                mark.role = mark.role.or(role(&layer.name));
                for (f, cell) in cells.iter().enumerate() {
                    let v = unescape(cell.get(s).map_or("*", |c| value(c).0));
                    let name = layer.features.get(f).map_or("", String::as_str);
                    if v == "*" {
                        continue;
                    }
                    // What a feature says comes before the layer's name.
                    if let Some(r) = role(&v).filter(|_| name != "kind") {
                        mark.role = Some(r);
                    }
                    mark.features.insert(name.to_owned(), v);
                }
            }
        }
    }

    fn document(self, id: String, text: String) -> Document {
        // From UTF-16 units to code points.
        let mut points: Vec<u32> = Vec::new();
        for (i, c) in text.chars().enumerate() {
            points.extend(std::iter::repeat_n(i as u32, c.len_utf16()));
        }
        points.push(Offsets::new(&text, OffsetUnit::Chars).convert(text.len() as u32));
        let last = points.last().copied().unwrap_or(0);
        let point = |n: u32| points.get(n as usize).copied().unwrap_or(last);
        // Tokens side by side become one span: nothing but white space lies between.
        let spans = |list: &[Span]| -> Vec<Span> {
            let mut out: Vec<Span> = Vec::new();
            for &(a, b) in list {
                let (a, b) = (point(a), point(b));
                match out.last_mut() {
                    Some(l) if a <= l.1 || words(&text, &[(l.1, a)]).trim().is_empty() => l.1 = l.1.max(b),
                    _ => out.push((a, b)),
                }
            }
            out
        };
        let mut parts: BTreeMap<&Key, Vec<&Key>> = BTreeMap::new();
        for (a, b) in &self.links {
            let find = |k: &(String, String)| self.at.get(k);
            let (Some(a), Some(b)) = (find(a), find(b)) else { continue };
            let content = |k: &Key| self.marks.get(k).is_some_and(|m| m.role == Some("content"));
            let (from, to) = if content(a) { (a, b) } else { (b, a) };
            if content(from) {
                parts.entry(from).or_default().push(to);
            }
        }
        // As the program writes it: what has the same value in the feature `quotation` belongs together.
        let mut first: BTreeMap<&str, &Key> = BTreeMap::new();
        let mut grouped: Vec<(&Key, &str, u32)> = Vec::new();
        for (key, mark) in &self.marks {
            if let Some(group) = mark.features.get("quotation").filter(|_| mark.role.is_some()) {
                grouped.push((key, group, mark.spans.first().map_or(0, |s| s.0)));
            }
        }
        grouped.sort_by_key(|g| g.2);
        for (key, group, _) in &grouped {
            if self.marks.get(*key).is_some_and(|m| m.role == Some("content")) {
                first.entry(group).or_insert(key);
            }
        }
        for (key, group, _) in &grouped {
            if let Some(owner) = first.get(group).filter(|o| *o != key) {
                parts.entry(owner).or_default().push(key);
            }
        }
        let mut entities: Vec<Entity> = Vec::new();
        let mut quotations: Vec<Quotation> = Vec::new();
        let taken = |k: &Key| parts.iter().any(|(from, list)| *from != k && list.contains(&k));
        for (key, mark) in self.marks.iter().filter(|(_, m)| m.role == Some("content")) {
            if taken(key) {
                continue;
            }
            let mut content = mark.spans.clone();
            let mut q = Quotation { id: format!("q{}", quotations.len() + 1), ..Quotation::default() };
            for part in parts.get(key).into_iter().flatten().filter_map(|k| self.marks.get(*k)) {
                match part.role {
                    Some("content") => content.extend(&part.spans),
                    Some("cue") => q.cue.extend(spans(&part.spans)),
                    Some("source") => q.source.extend(spans(&part.spans)),
                    _ => {}
                }
            }
            content.sort_unstable();
            q.content = spans(&content);
            q.cue.sort_unstable();
            q.source.sort_unstable();
            let feature = |name: &str| mark.features.get(name).filter(|v| !v.is_empty());
            if let Some(name) = feature("speaker") {
                let speaker = entity(&mut entities, name, &q.source);
                q.speaker = Some(Some(speaker));
            }
            q.explicitness = feature("tag").or(feature("explicitness")).map(|t| t.to_lowercase());
            let kinds = ["direct", "indirect", "mixed"];
            let kind = mark.features.values().map(|v| v.to_lowercase()).find(|v| kinds.contains(&v.as_str()));
            q.kind = kind.unwrap_or_else(|| kind_of(&text, &q.content));
            quotations.push(q);
        }
        if !entities.is_empty() {
            quotations.iter_mut().filter(|q| q.speaker.is_none()).for_each(|q| q.speaker = Some(None));
        }
        quotations.sort_by(|a, b| a.content.cmp(&b.content));
        Document { doc_id: id, corpus: String::new(), text, quotations, entities }
    }
}

/// A backslash stands before what would end a cell or a line.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('t') => out.push('\t'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TSV: &str = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Part|role|speaker\n#T_RL=custom.Link|label|BT_custom.Part\n\n\n#Text=“Go,” said Ann Lee.\n1-1\t0-1\t“\tContent[1]\tAnn Lee[1]\t_\t_\n1-2\t1-3\tGo\tContent[1]\tAnn Lee[1]\t_\t_\n1-3\t3-4\t,\tContent[1]\tAnn Lee[1]\t_\t_\n1-4\t4-5\t”\tContent[1]\tAnn Lee[1]\t_\t_\n1-5\t6-10\tsaid\tCue\t*\tcue\t1-1[1_0]\n1-6\t11-14\tAnn\tSource[2]\t*[2]\tsource\t1-1[1_2]\n1-7\t15-18\tLee\tSource[2]\t*[2]\t_\t_\n1-8\t18-19\t.\t_\t_\t_\t_\n";

    #[test]
    fn annotations_and_what_binds_them_are_read() {
        let doc = parse(&File(Path::new("a.tsv")), "a".into(), None, TSV).unwrap();
        assert_eq!(doc.text, "“Go,” said Ann Lee.");
        let q = &doc.quotations[0];
        assert_eq!(
            (&q.content[..], &q.cue[..], &q.source[..]),
            (&[(0, 5)][..], &[(6, 10)][..], &[(11, 18)][..])
        );
        assert_eq!(
            (q.kind.as_str(), q.said_by(), doc.entities[0].name.as_str()),
            ("direct", Some("e1"), "Ann Lee")
        );
    }

    #[test]
    fn what_the_program_writes_reads_back() {
        use inquit_formats::write::{Answer, Format, Options, to_bytes};
        let text = "“We won,” said Ann Lee. “We did.”\n\nTom denied that it rained.";
        let found = inquit::Engine::new().attribute(text);
        let tsv = to_bytes(Format::WebAnno, Options::default(), &Answer::new("a", &found)).unwrap();
        let tsv = String::from_utf8(tsv).unwrap();
        let back = parse(&File(Path::new("a.tsv")), "a".into(), Some(text.to_owned()), &tsv).unwrap();
        let doc = Document::from_attribution("a", &found);
        assert_eq!(doc.quotations.len(), back.quotations.len());
        assert_eq!(crate::changes::changes(&doc, &back), []);
    }

    #[test]
    fn a_row_without_offsets_is_told_with_its_line() {
        let error = parse(&File(Path::new("a.tsv")), "a".into(), None, "#FORMAT=WebAnno TSV 3.3\n1-1\tx\n")
            .unwrap_err();
        assert!(error.to_string().starts_with("a.tsv:2: a row looks like"), "{error}");
    }
}
