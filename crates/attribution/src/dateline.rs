//! Datelines: "**LONDON (AP) —** The council voted". They tell where and when a report was written; nobody there speaks, and
//! no sentence begins before the dash.

use inquit_tokenizer::{Document, Paragraph, ParagraphKind, TokenId, TokenKind, TokenRange};

/// The most tokens of a dateline.
const MOST: usize = 16;
/// Months as they stand in datelines, by their first letters.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What makes a dateline of the words before a dash.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// "(AP)", "March 3".
    Sure,
    /// A place in capitals alone. Several such lines are a play: "ALICE — Where is it?"
    Capitals,
}

/// The datelines of a document, in order, each with its dash.
pub(crate) fn find(doc: &Document) -> Vec<TokenRange> {
    let mut found: Vec<(TokenRange, Sign)> =
        doc.paragraphs().iter().filter_map(|p| dateline(doc, p)).collect();
    if found.iter().filter(|(_, sign)| *sign == Sign::Capitals).count() > 1 {
        found.retain(|(_, sign)| *sign == Sign::Sure);
    }
    found.into_iter().map(|(range, _)| range).collect()
}

/// Whether a token stands in one of the datelines of a document.
pub(crate) fn holds(datelines: &[TokenRange], at: TokenId) -> bool {
    let after = datelines.partition_point(|d| d.start <= at);
    after.checked_sub(1).is_some_and(|last| at < datelines[last].end)
}

fn dateline(doc: &Document, paragraph: &Paragraph) -> Option<(TokenRange, Sign)> {
    let tokens = paragraph.tokens;
    let first = tokens.iter().next()?;
    if !matches!(paragraph.kind, ParagraphKind::Body | ParagraphKind::Heading)
        || doc.token(first).kind != TokenKind::Word
    {
        return None;
    }
    let (mut sure, mut capitals) = (false, false);
    for at in tokens.iter().take(MOST) {
        let text = doc.token_text(at);
        match text {
            "—" | "–" | "--" | "-" => {
                let next = tokens.iter().find(|t| *t > at)?;
                let begins = doc.token(next).kind == TokenKind::Mark
                    || doc.token_text(next).starts_with(char::is_uppercase);
                let sign = if sure { Sign::Sure } else { Sign::Capitals };
                return (begins && (sure || capitals))
                    .then_some((TokenRange { start: first, end: next }, sign));
            }
            "(" => sure = true,
            ")" | "," | "." | "/" | "of" | "de" | "la" | "and" => {}
            _ if doc.token(at).kind == TokenKind::Number => {}
            _ if text.starts_with(char::is_uppercase) => {
                sure |= at != first && text.get(..3).is_some_and(|start| MONTHS.contains(&start));
                capitals |= at == first && text.len() > 2 && !text.contains(char::is_lowercase);
            }
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let doc = inquit_tokenizer::tokenize(text);
        let text_of = |r: &TokenRange| r.iter().map(|t| doc.token_text(t)).collect::<Vec<_>>().join(" ");
        find(&doc).iter().map(text_of).collect()
    }

    #[test]
    fn a_place_an_agency_a_day() {
        let news = "The council voted on Monday to close the pool.";
        for (line, tokens) in [
            ("LONDON (AP) —", "LONDON ( AP ) —"),
            ("SKELBY –", "SKELBY –"),
            ("Skelby, March 3 -", "Skelby , March 3 -"),
            ("PORT ORME, Calif. --", "PORT ORME , Calif. --"),
        ] {
            assert_eq!(found(&format!("{line} {news}")), [tokens]);
        }
    }

    #[test]
    fn what_only_looks_like_one() {
        for text in [
            "The mayor — The old one — left.",
            "NASA - which flew there - left.",
            "Ann Lee — Tom's sister — left.",
            "ALICE — Where is it?\n\nTOM — Here.",
            "Skelby is old.",
            "(AP) —",
            "",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
