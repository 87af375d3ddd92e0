//! Names as keys: without case, diacritics, stops and leading article, so that a list and a text agree on them.

use crate::mentions::fold_into;

/// The key of a name: "The O’Brien-Lees" → "obrien lees".
pub(crate) fn key(name: &str) -> String {
    let mut out = String::new();
    key_into(&mut out, name);
    out
}

/// Writes the key of a name into an empty string; nothing for a name without letters or digits.
pub(crate) fn key_into(out: &mut String, name: &str) {
    let mut folded = String::new();
    let mut articles = true;
    for word in name.split_whitespace() {
        if articles && is_article(word) {
            continue;
        }
        articles = false;
        folded.clear();
        fold_into(&mut folded, word);
        append(out, &folded);
    }
}

/// Appends a folded word to a key, with a space before it unless the key is empty.
pub(crate) fn append(out: &mut String, folded: &str) {
    for part in folded.split(|c: char| !c.is_alphanumeric() && c != '\'') {
        let at = out.len();
        if at > 0 {
            out.push(' ');
        }
        let start = out.len();
        out.extend(part.chars().filter(|c| *c != '\''));
        if out.len() == start {
            out.truncate(at);
        }
    }
}

fn is_article(word: &str) -> bool {
    ["the", "a", "an"].iter().any(|a| a.eq_ignore_ascii_case(word))
}

/// Whether a name is a phrase, which a text may write in any case: it begins with an article or has no capital.
pub(crate) fn is_phrase(name: &str) -> bool {
    name.split_whitespace().next().is_some_and(is_article) || !name.chars().any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_leave_out_what_texts_write_differently() {
        for (name, want) in [
            ("Mrs. Hale", "mrs hale"),
            ("The Old  Man", "old man"),
            ("Station-Master", "station master"),
            ("O’Brien", "obrien"),
            ("Peña", "pena"),
            ("A. P. Reed", "a p reed"),
            ("A.P. Reed", "a p reed"),
            ("the", ""),
            ("—", ""),
        ] {
            assert_eq!(key(name), want, "{name}");
        }
    }

    #[test]
    fn phrases_begin_with_an_article_or_have_no_capital() {
        assert!(is_phrase("The Butler") && is_phrase("old man") && !is_phrase("Old Catherine"));
    }
}
