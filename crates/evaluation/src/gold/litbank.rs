//! LitBank's quotations: `x.tsv` with a line for each quotation (`QUOTE`, id, first sentence, first token, last sentence,
//! last token, its words) and each speaker (`ATTRIB`, id, entity), beside `x.txt` with a sentence a line, its tokens
//! parted by spaces.

use super::{Document, Entity, File, GoldError, Quotation, Span, stem};
use std::path::Path;

pub(super) fn read(path: &Path, tsv: &str) -> Result<Document, GoldError> {
    let text = File(&path.with_extension("txt")).text()?;
    parse(&File(path), stem(path), text, tsv)
}

fn parse(file: &File<'_>, id: String, text: String, tsv: &str) -> Result<Document, GoldError> {
    let mut sentences: Vec<Vec<Span>> = Vec::new();
    let mut at = 0u32;
    for line in text.split('\n') {
        let mut tokens = Vec::new();
        let mut start = at;
        for word in line.split(' ') {
            let end = start + word.chars().count() as u32;
            if !word.is_empty() && word != "\r" {
                tokens.push((start, end));
            }
            start = end + 1;
        }
        sentences.push(tokens);
        at += line.chars().count() as u32 + 1;
    }
    let token = |sentence: &str, token: &str| -> Option<Span> {
        sentences.get(sentence.parse::<usize>().ok()?)?.get(token.parse::<usize>().ok()?).copied()
    };
    let mut quotations: Vec<Quotation> = Vec::new();
    let mut entities: Vec<Entity> = Vec::new();
    for (i, line) in tsv.lines().enumerate() {
        let row: Vec<&str> = line.trim_end().split('\t').collect();
        match row.as_slice() {
            ["QUOTE", id, s1, t1, s2, t2, ..] => {
                let (first, last) = token(s1, t1).zip(token(s2, t2)).ok_or_else(|| {
                    file.bad(
                        i + 1,
                        "the text beside has no such token; sentences are lines, tokens are parted by spaces",
                    )
                })?;
                quotations.push(Quotation {
                    id: (*id).to_owned(),
                    kind: "direct".to_owned(),
                    content: vec![(first.0, last.1)],
                    speaker: Some(None),
                    ..Quotation::default()
                });
            }
            ["ATTRIB", id, who, ..] => {
                let Some(q) = quotations.iter_mut().find(|q| q.id == *id) else {
                    return Err(file.bad(i + 1, format!("no QUOTE line before it has the id {id}")));
                };
                q.speaker = Some(Some((*who).to_owned()));
                if !entities.iter().any(|e| e.id == *who) {
                    // "Esther_Summerson-1": a name and a number.
                    let name = who.rsplit_once('-').map_or(*who, |n| n.0).replace('_', " ");
                    entities.push(Entity { id: (*who).to_owned(), name, ..Entity::default() });
                }
            }
            [""] => {}
            _ => return Err(file.bad(i + 1, "a line begins with QUOTE or ATTRIB")),
        }
    }
    quotations.sort_by(|a, b| a.content.cmp(&b.content));
    Ok(Document { doc_id: id, corpus: "litbank".to_owned(), text, quotations, entities })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_spans_and_names_lose_their_numbers() {
        let text = "Rain fell .\n“ Go , ” said Ann Lee .\n".to_owned();
        let tsv = "QUOTE\tQ1\t1\t0\t1\t3\t“ Go , ”\nATTRIB\tQ1\tAnn_Lee-4\n";
        let doc = parse(&File(Path::new("a.tsv")), "a".into(), text, tsv).unwrap();
        assert_eq!(doc.quotations[0].content, [(12, 20)]);
        assert_eq!(
            (doc.quotations[0].said_by(), doc.entities[0].name.as_str()),
            (Some("Ann_Lee-4"), "Ann Lee")
        );
    }

    #[test]
    fn a_token_that_is_not_there_is_told() {
        let error = parse(&File(Path::new("a.tsv")), "a".into(), "Go .".into(), "QUOTE\tQ1\t0\t0\t0\t9\tx")
            .unwrap_err();
        assert!(error.to_string().starts_with("a.tsv:1: the text beside has no such token"));
    }
}
