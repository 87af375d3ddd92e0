//! What BookNLP writes: `x.quotes` and `x.tokens`, with `x.txt` if it lies beside, else a text put together from the
//! tokens.

use super::{Document, Entity, File, GoldError, Quotation, Span, stem};
use std::path::Path;

pub(super) fn read(path: &Path) -> Result<Document, GoldError> {
    let tokens = path.with_extension("tokens");
    let beside = path.with_extension("txt");
    let text = if beside.exists() { Some(File(&beside).text()?) } else { None };
    let tokens_file = File(&tokens);
    parse((&File(path), &File(path).text()?), (&tokens_file, &tokens_file.text()?), stem(path), text)
}

type Named<'a> = (&'a File<'a>, &'a str);

fn parse(
    quotes: Named<'_>,
    tokens: Named<'_>,
    id: String,
    text: Option<String>,
) -> Result<Document, GoldError> {
    let mut at: Vec<Span> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for (i, row) in rows(tokens, &["byte_onset", "byte_offset", "word"]) {
        let row = row?;
        let span = row[0].parse().ok().zip(row[1].parse().ok());
        at.push(span.ok_or_else(|| tokens.0.bad(i, "byte_onset and byte_offset have to be numbers"))?);
        words.push(row[2]);
    }
    let text = text.unwrap_or_else(|| {
        let mut out = String::new();
        let mut length = 0;
        for (&(start, _), word) in at.iter().zip(&words) {
            let gap = start.saturating_sub(length).min(1000);
            out.extend(std::iter::repeat_n(' ', gap as usize));
            out.push_str(word);
            length += gap + word.chars().count() as u32;
        }
        out
    });
    let stretch = |first: &str, last: &str| -> Option<Span> {
        let (first, last) = (at.get(first.parse::<usize>().ok()?)?, at.get(last.parse::<usize>().ok()?)?);
        Some((first.0, last.1))
    };
    let mut quotations = Vec::new();
    let mut entities: Vec<Entity> = Vec::new();
    let columns = ["quote_start", "quote_end", "mention_start", "mention_end", "mention_phrase", "char_id"];
    for (i, row) in rows(quotes, &columns) {
        let row = row?;
        let content = stretch(row[0], row[1])
            .ok_or_else(|| quotes.0.bad(i, "quote_start and quote_end have to be numbers of tokens"))?;
        let mention = stretch(row[2], row[3]);
        let who = row[5].trim();
        if !who.is_empty() && who != "None" {
            let e = match entities.iter_mut().find(|e| e.id == who) {
                Some(e) => e,
                None => {
                    entities.push(Entity {
                        id: who.to_owned(),
                        name: row[4].to_owned(),
                        ..Entity::default()
                    });
                    match entities.last_mut() {
                        Some(e) => e,
                        None => continue,
                    }
                }
            };
            // Pronouns make poor names.
            if !row[4].chars().next().is_some_and(char::is_lowercase)
                && e.name.chars().next().is_some_and(char::is_lowercase)
            {
                e.name = row[4].to_owned();
            }
            e.mentions.extend(mention);
        }
        quotations.push(Quotation {
            id: format!("q{}", quotations.len() + 1),
            kind: "direct".to_owned(),
            content: vec![content],
            speaker: Some((!who.is_empty() && who != "None").then(|| who.to_owned())),
            ..Quotation::default()
        });
    }
    quotations.sort_by(|a, b| a.content.cmp(&b.content));
    Ok(Document { doc_id: id, corpus: String::new(), text, quotations, entities })
}

/// The wanted columns of each row, with the number of its line.
fn rows<'t>(
    (file, text): Named<'t>,
    wanted: &'t [&'t str],
) -> impl Iterator<Item = (usize, Result<Vec<&'t str>, GoldError>)> {
    let mut lines = text.lines().enumerate();
    let head: Vec<&str> = lines.next().map(|l| l.1.split('\t').collect()).unwrap_or_default();
    let columns: Vec<Option<usize>> = wanted.iter().map(|w| head.iter().position(|h| h == w)).collect();
    lines.filter(|(_, l)| !l.trim().is_empty()).map(move |(i, line)| {
        let cells: Vec<&str> = line.split('\t').collect();
        let row: Option<Vec<&str>> = columns.iter().map(|c| cells.get((*c)?).copied()).collect();
        (
            i + 1,
            row.ok_or_else(|| file.bad(i + 1, format!("the columns {} have to be there", wanted.join(", ")))),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_found_by_their_tokens() {
        let tokens = "word\tbyte_onset\tbyte_offset\n“\t0\t1\nGo\t1\t3\n”\t3\t4\nsaid\t5\t9\nAnn\t10\t13\n";
        let quotes = "quote_start\tquote_end\tmention_start\tmention_end\tmention_phrase\tchar_id\tquote\n0\t2\t4\t4\tAnn\t7\t“ Go ”\n";
        let (q, t) = (File(Path::new("a.quotes")), File(Path::new("a.tokens")));
        let doc = parse((&q, quotes), (&t, tokens), "a".into(), None).unwrap();
        assert_eq!(doc.text, "“Go” said Ann");
        assert_eq!(doc.quotations[0].content, [(0, 4)]);
        assert_eq!(
            (doc.quotations[0].said_by(), &doc.entities[0].mentions[..]),
            (Some("7"), &[(10, 13)][..])
        );
    }
}
