//! URLs, e-mail addresses, domain names, file names, handles and tags: one word each.

use super::Lexer;
use crate::chars::*;

/// Endings that make `word.ending` an address. Short on purpose: a full stop without a space after it is common.
const DOMAINS: [&str; 14] =
    ["com", "org", "net", "gov", "edu", "co", "uk", "io", "eu", "de", "fr", "info", "tv", "biz"];

/// Endings that make `word.ending` a file's name.
const FILES: [&str; 24] = [
    "pdf", "doc", "docx", "htm", "html", "txt", "rtf", "xls", "xlsx", "csv", "ppt", "pptx", "jpg", "jpeg",
    "gif", "png", "zip", "exe", "mp3", "mp4", "xml", "json", "php", "odt",
];

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
            '@' if self.word_at(at + 1) => Some(self.domain(at + 1)),
            _ => None,
        }
    }

    /// The end of the address that began as a word at `start` and has its first dot at `dot`, if it is one.
    pub(super) fn dotted_address(&self, start: usize, dot: usize) -> Option<usize> {
        let end = self.domain(dot + 1);
        match self.char(end) {
            Some('@') => self.address(start, end, '@'),
            _ => self.domain_name(start, dot, end).or_else(|| self.named_in_parts(dot, end)),
        }
    }

    /// The end of an address whose middle was made unreadable, as groups do: `ann...@example.com`. Its dots begin at `dots`.
    pub(super) fn masked_address(&self, dots: usize) -> Option<usize> {
        let sign = self.run(dots, '.');
        (self.bytes.get(sign) == Some(&b'@') && self.word_at(sign + 1)).then(|| self.domain(sign + 1))
    }

    /// `report.pdf`, and what is named in small letters with more than one dot: `alt.animals.rabbits`. The first dot is at
    /// `dot`, the end at `end`.
    fn named_in_parts(&self, dot: usize, end: usize) -> Option<usize> {
        let parts = self.text.get(dot + 1..end)?;
        let last = parts.rsplit('.').next()?;
        let small = |part: &str| part.len() > 1 && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        let group = parts.contains('.') && parts.split('.').all(small);
        (FILES.iter().any(|f| last.eq_ignore_ascii_case(f)) || group).then_some(end)
    }

    /// The end of an ending that stands for files of its kind: `.doc`.
    pub(super) fn file_ending(&self, dot: usize) -> Option<usize> {
        let end = self.letters(dot + 1);
        let ending = self.text.get(dot + 1..end)?;
        FILES.iter().any(|f| ending.eq_ignore_ascii_case(f)).then_some(end)
    }

    /// `name.ending/path`, if `ending` is a known one.
    fn domain_name(&self, start: usize, dot: usize, end: usize) -> Option<usize> {
        let www = self.text.get(start..dot)?.eq_ignore_ascii_case("www");
        let last = self.text.get(dot + 1..end)?.rsplit('.').next()?;
        if !(www && self.word_at(dot + 1) || DOMAINS.iter().any(|d| last.eq_ignore_ascii_case(d))) {
            return None;
        }
        // Upper case after the dot is the next sentence: "a house.De Vries".
        if !www && last != "Com" && !self.text.get(dot + 1..end)?.starts_with(|c: char| c.is_lowercase()) {
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
    fn names_of_files_and_groups_are_one_word() {
        assert_eq!(
            words("Open Notes_2.pdf, the .doc files and sci.geo.rivers-lakes now."),
            ["Open", "Notes_2.pdf", ",", "the", ".doc", "files", "and", "sci.geo.rivers-lakes", "now", "."]
        );
        assert_eq!(words("the end.then more"), ["the", "end", ".", "then", "more"]);
    }

    #[test]
    fn mail_may_be_masked_or_lack_its_ending() {
        assert_eq!(
            words("From ann...@example.com or Lee@NORTH."),
            ["From", "ann...@example.com", "or", "Lee@NORTH", "."]
        );
        assert_eq!(words("Well... @ann_lee"), ["Well", "...", "@ann_lee"]);
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
