//! Headings, list items, bylines and credits.

use super::{Block, BlockKind};
use crate::chars::*;
use crate::data::{in_layout, is_name_particle};

/// Longest heading, in bytes.
const LONGEST_HEADING: usize = 160;
/// Longest byline or credit, in bytes.
const LONGEST_BYLINE: usize = 200;

/// Sets the kind of each paragraph by its looks and its place.
pub(super) fn assign(text: &str, blocks: &mut [Block]) {
    let count = blocks.len();
    for (i, block) in blocks.iter_mut().enumerate() {
        let body = block.text(text);
        let place =
            Place { first: i == 0 && count > 1, head: i < 4 && count > 2, last: i > 0 && i + 1 == count };
        block.kind = kind(body, place);
    }
}

/// Where in the document a paragraph stands.
#[derive(Clone, Copy)]
struct Place {
    first: bool,
    /// Among the first few.
    head: bool,
    last: bool,
}

fn kind(body: &str, place: Place) -> BlockKind {
    if is_division(body) {
        return BlockKind::Heading;
    }
    let item = bullet(body);
    let rest = item.map_or(body, |at| body.get(at..).unwrap_or("").trim_start_matches(is_space));
    if rest.len() <= LONGEST_BYLINE
        && (is_credit(rest) || (is_name_line(rest) && (place.last || place.head && !place.first)))
    {
        return BlockKind::Byline;
    }
    if item.is_some() {
        return BlockKind::ListItem;
    }
    if is_heading(body, place.first) { BlockKind::Heading } else { BlockKind::Body }
}

/// Past the bullet or number that a list item begins with.
pub(super) fn bullet(body: &str) -> Option<usize> {
    let first = char_at(body, 0)?;
    let past = first.len_utf8();
    let spaced = |at: usize| char_at(body, at).is_some_and(is_space);
    if matches!(first, '•' | '●' | '▪' | '■' | '◦' | '○' | '‣' | '⁃' | '►' | '➤' | '◆' | '✔' | '✓')
    {
        return Some(past);
    }
    if matches!(first, '*' | '-' | '·') && spaced(past) {
        return Some(past);
    }
    let digits = body.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let ending = body.as_bytes().get(digits)?;
    ((1..=2).contains(&digits) && matches!(ending, b'.' | b')') && spaced(digits + 1)).then_some(digits + 1)
}

/// *By Ann Lee*, *Photo: Ann Lee*, *(Ann Lee/Daily Post)*, *Ann Lee/Daily Post*.
fn is_credit(body: &str) -> bool {
    let inner = body.strip_prefix('(').and_then(|b| b.strip_suffix(')')).unwrap_or(body);
    if let Some((who, agency)) = inner.split_once('/')
        && is_name_line(who.trim())
        && is_name_line(agency.trim())
    {
        return true;
    }
    let mut end = 0;
    for (words, word) in inner.split_whitespace().take(4).enumerate() {
        end = inner.get(end..).and_then(|r| r.find(word)).map_or(end, |at| end + at + word.len());
        let head = inner.get(..end).unwrap_or("");
        let rest = inner.get(end..).unwrap_or("").trim();
        let with_colon = head.strip_suffix(':');
        let listed = in_layout("credit", with_colon.unwrap_or(head));
        // Without a colon a name must follow, and no verb may make a sentence of it.
        if listed && !rest.is_empty() && (with_colon.is_some() || (begins_big(rest) && !is_sentence(rest))) {
            // One plain word without a colon is too little, but for "By".
            if with_colon.is_some() || words > 0 || head.eq_ignore_ascii_case("by") {
                return true;
            }
        }
        if with_colon.is_some() {
            break;
        }
    }
    false
}

fn begins_big(s: &str) -> bool {
    s.starts_with(|c: char| c.is_uppercase())
}

/// Whether a line ends like a sentence or has several small words in a row, as only a sentence does.
fn is_sentence(s: &str) -> bool {
    let small = s.split_whitespace().filter(|w| w.starts_with(char::is_lowercase)).count();
    s.ends_with(['!', '?', '"', '”', '’', ':']) || (s.ends_with('.') && small > 0) || small > 4
}

/// Two to six words, all with capitals but for particles, no full stop: a name and what is added to it.
fn is_name_line(s: &str) -> bool {
    let mut big = 0;
    for word in s.split_whitespace() {
        if word.starts_with(char::is_uppercase) && !word.chars().any(|c| c.is_ascii_digit() || is_quote(c)) {
            big += 1;
        } else if !is_name_particle(word) && word != "&" && !word.starts_with("al-") {
            return false;
        }
        if big > 6 {
            return false;
        }
    }
    let caps = s.chars().all(|c| !c.is_lowercase());
    big >= 1
        && !caps
        && !s.ends_with(['.', '!', '?', ':', ';', ','])
        && s.split_whitespace().count() <= 8
        && (big >= 2 || s.len() > 2)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '‘' | '«' | '»' | '„')
}

/// *Chapter Two*, *PART I. The Lake*.
fn is_division(body: &str) -> bool {
    let mut words = body.split_whitespace();
    let first =
        words.next().is_some_and(|w| begins_big(w) && in_layout("division", w.trim_end_matches(['.', ':'])));
    first
        && body.len() <= LONGEST_HEADING
        && words.all(|w| begins_big(w) || !w.starts_with(char::is_alphabetic) || w.len() < 4)
}

/// Short, without a full stop, and written in capitals, or with capitals, or at the head of the document.
fn is_heading(body: &str, first: bool) -> bool {
    if body.len() > LONGEST_HEADING {
        return false;
    }
    let begins_quote = body.starts_with(|c: char| is_quote(c) || is_dash(c) || c == '\'');
    if body.starts_with('[') && body.ends_with(']') || is_label(body) {
        return true;
    }
    if !body.chars().any(char::is_lowercase) && body.chars().any(char::is_uppercase) {
        // "NO!" may be speech or thought; a heading has more than a word, or no stop.
        return !begins_quote
            && (!body.ends_with(['.', '!', '?', ',']) || body.split_whitespace().count() > 2);
    }
    if begins_quote {
        return false;
    }
    if body.ends_with(['.', '!', '?', ',', ':', '"', '”', '…', '»', '-', '—']) {
        // A headline may end with a mark or a question, or be printed with a stop.
        let asks = body.ends_with(['"', '”', '?']) && !body.contains(". ");
        return first && (asks || (has_title_case(body) && body.split_whitespace().count() > 3));
    }
    if first {
        return true;
    }
    !body.ends_with(['\'', '’', ';', ')']) && has_title_case(body)
}

/// A line that begins with a label in capitals that is no speaker's: *MORE: …*, *ABSTRACT.*
fn is_label(body: &str) -> bool {
    let label = body.split_once(':').map_or_else(|| body.trim_end_matches('.'), |(label, _)| label);
    !label.chars().any(char::is_lowercase) && in_layout("label", label)
}

/// Whether nearly all words but the short ones have capitals.
fn has_title_case(body: &str) -> bool {
    let (mut long, mut big) = (0, 0);
    for word in body.split_whitespace() {
        let capital = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if word.len() > 3 || capital {
            long += 1;
            big += usize::from(capital);
        }
    }
    big > 0 && big * 10 >= long * 8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paragraphs::split;

    fn kinds(text: &str) -> Vec<BlockKind> {
        split(text).iter().map(|b| b.kind).collect()
    }

    const BODY: &str = "The lake has been dry since May, and the boats lie in the grass.";

    #[test]
    fn bylines_and_credits() {
        for line in [
            "By Ola Brandt",
            "(Wilma Costa/Selm Gazette)",
            "Siri Vang/Nordfoto",
            "Additional reporting: Wally Idun. Photograph courtesy of the Corn Club",
            "Photo: Ann Lee",
            "  • Leo Wrighton",
            "Leo van der Wrighton",
        ] {
            let text = format!("{BODY}\n\n{BODY}\n\n{line}");
            assert_eq!(kinds(&text).last(), Some(&BlockKind::Byline), "{line}");
        }
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in
            ["By Monday the water was gone.", "By Jove!", "Source close to the lake are dry", "Follow me."]
        {
            let text = format!("{BODY}\n\n{BODY}\n\n{line}");
            assert_ne!(kinds(&text).last(), Some(&BlockKind::Byline), "{line}");
        }
    }

    #[test]
    fn headings() {
        let text = format!(
            "Lake is ‘gone for good’\n\n{BODY}\n\nCHAPTER TWO\n\n{BODY}\n\nWhat the Fish Knew\n\n{BODY}"
        );
        let h = BlockKind::Heading;
        let b = BlockKind::Body;
        assert_eq!(kinds(&text), [h, b, h, b, h, b]);
        let text = format!(
            "Lake of Selm Is Gone for Good, Town Says.\n\nABSTRACT.\n\n{BODY}\n\nChapter Two\n\n{BODY}"
        );
        assert_eq!(kinds(&text), [h, h, b, h, b]);
        assert_eq!(kinds(&format!("Bo shut the door. \"No more.\"\n\n{BODY}")), [b, b]);
    }

    #[test]
    fn speech_without_a_stop_is_no_heading() {
        assert_eq!(kinds("“But Ann said—”\n\n“I know what Ann said”"), [BlockKind::Body, BlockKind::Body]);
    }

    #[test]
    fn list_items() {
        let text = "• Tram 4 is running.\n• Tram 9 is not.\n• “Sorry,” the driver said.";
        assert_eq!(kinds(text), [BlockKind::ListItem; 3]);
        assert_eq!(bullet("1. First"), Some(2));
        assert_eq!(bullet("1984. It was"), None);
        assert_eq!(bullet("-5 degrees"), None);
    }
}
