//! Names made alike for comparison.

use unicode_normalization::UnicodeNormalization;

/// A name in small letters, without possessive endings and punctuation, with single spaces.
///
/// ```
/// assert_eq!(inquit_evaluation::names::fold("  Ann-Marie LEE’s "), "ann marie lee");
/// ```
#[must_use]
pub fn fold(name: &str) -> String {
    let chars: Vec<char> = name.nfkc().collect::<String>().to_lowercase().chars().collect();
    let word = |i: usize| chars.get(i).copied().is_some_and(is_word);
    let mut out = String::new();
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        if matches!(c, '\'' | '’') && chars.get(i + 1) == Some(&'s') && !word(i + 2) {
            i += 2;
            continue;
        }
        out.push(if is_word(c) { c } else { ' ' });
        i += 1;
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters, digits and underscores; combining marks are none.
fn is_word(c: char) -> bool {
    use std::sync::LazyLock;
    static WORD: LazyLock<Option<regex::Regex>> =
        LazyLock::new(|| regex::Regex::new(r"^[\p{L}\p{N}_]$").ok());
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    let mut buffer = [0; 4];
    WORD.as_ref().is_some_and(|w| w.is_match(c.encode_utf8(&mut buffer)))
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn names_that_differ_in_dress_are_one() {
        assert_eq!(fold("Mrs. LEE's  aunt"), "mrs lee aunt");
        assert_eq!(fold("the ﬁrm"), "the firm");
        assert_eq!(fold("James' son's-in-law"), "james son in law");
        assert_eq!(fold("it's"), "it");
        assert_eq!(fold("o'seas"), "o seas");
        assert_eq!(fold("—"), "");
    }
}
