//! URLs, e-mail addresses, domain names, handles and tags: one word each.

use super::Lexer;
use crate::chars::*;

/// Endings that make `word.ending` an address. Short on purpose: a full stop without a space after it is common.
const DOMAINS: [&str; 14] =
    ["com", "org", "net", "gov", "edu", "co", "uk", "io", "eu", "de", "fr", "info", "tv", "biz"];

/// A domain name has at most this many bytes. The bound keeps `a.a.a.…` linear.
const LONGEST: usize = 253;

impl Lexer<'_, '_> {
    /// The end of the address that began as a word at `start` and goes on with `c` at `at`, if it is one.
    pub(super) fn address(&self, start: usize, at: usize, c: char) -> Option<usize> {
        match c {
            ':' => {
                let scheme = self.text.get(start..at)?;
                let known = ["http", "https", "ftp", "mailto"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
                let rest = self.text.get(at..)?;
                (known && (rest.starts_with("://") || scheme.len() == 6)).then(|| self.url(at))
            }
            '@' if self.word_at(at + 1) => {
                let end = self.domain(at + 1);
                self.text.get(at + 1..end)?.contains('.').then_some(end)
            }
            _ => None,
        }
    }

    /// The end of the address that began as a word at `start` and has its first dot at `dot`, if it is one.
    pub(super) fn dotted_address(&self, start: usize, dot: usize) -> Option<usize> {
        let end = self.domain(dot + 1);
        match self.char(end) {
            Some('@') => self.address(start, end, '@'),
            _ => self.domain_name(start, dot, end),
        }
    }

    /// `name.ending/path`, if `ending` is a known one.
    fn domain_name(&self, start: usize, dot: usize, end: usize) -> Option<usize> {
        let www = self.text.get(start..dot)?.eq_ignore_ascii_case("www");
        let last = self.text.get(dot + 1..end)?.rsplit('.').next()?;
        if !(www && self.word_at(dot + 1) || DOMAINS.iter().any(|d| last.eq_ignore_ascii_case(d))) {
            return None;
        }
        // Upper case after the dot is the next sentence: "a house.De Vries".
        if !www && !self.text.get(dot + 1..end)?.starts_with(|c: char| c.is_lowercase()) {
            return None;
        }
        Some(match self.bytes.get(end) {
            Some(b'/') => self.url(end),
            _ => end,
        })
    }

    /// Past letters, digits, hyphens and inner dots, no farther than a name may be long.
    fn domain(&self, start: usize) -> usize {
        let mut at = start;
        loop {
            at = self.letters(at);
            match self.char(at) {
                Some('.' | '-' | '_') if at < start + LONGEST && self.word_at(at + 1) => at += 1,
                _ => return at,
            }
        }
    }

    /// Past all that can stand in a URL, without the punctuation that ends the sentence around it.
    fn url(&self, start: usize) -> usize {
        let mut end = start;
        while let Some(c) = self.char(end) {
            if is_space(c) || matches!(c, '"' | '<' | '>' | '“' | '”' | '«' | '»' | '‘' | '’') {
                break;
            }
            end += c.len_utf8();
        }
        let open = self.text.get(start..end).is_some_and(|u| u.contains('('));
        while end > start {
            match char_before(self.text, end) {
                Some(c @ ('.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']' | '}' | '…')) => {
                    end -= c.len_utf8()
                }
                Some(')') if !open => end -= 1,
                _ => break,
            }
        }
        end
    }

    /// The end of `@handle` or `#tag`.
    pub(super) fn handle(&self, at: usize, sign: char) -> Option<usize> {
        let first = self.char(at + 1)?;
        if !(first.is_alphabetic() || (sign == '@' && (first == '_' || first.is_ascii_digit()))) {
            return None;
        }
        let mut end = at + 1;
        while let Some(c) = self.char(end).filter(|&c| is_word(c) || c == '_') {
            end += c.len_utf8();
        }
        Some(end)
    }
}

#[cfg(test)]
mod tests {
    use crate::lexer::tests::words;

    #[test]
    fn addresses_are_one_word() {
        assert_eq!(
            words("See https://example.org/a?b=(c), or (www.example.com)."),
            ["See", "https://example.org/a?b=(c)", ",", "or", "(", "www.example.com", ")", "."]
        );
        assert_eq!(
            words("Mail ann.lee@example.co.uk. Ask example.com/x!"),
            ["Mail", "ann.lee@example.co.uk", ".", "Ask", "example.com/x", "!"]
        );
        assert_eq!(words("Example.com's page"), ["Example.com", "'s", "page"]);
    }

    #[test]
    fn a_stop_without_space_is_no_address() {
        assert_eq!(
            words("a big house.De Vries left.com"),
            ["a", "big", "house", ".", "De", "Vries", "left.com"]
        );
    }

    #[test]
    fn handles_and_tags() {
        assert_eq!(
            words("@ann_lee said #NoWay, #1 @ home"),
            ["@ann_lee", "said", "#NoWay", ",", "#", "1", "@", "home"]
        );
    }
}
