//! Project Gutenberg's notices before and after the text of a book.

use std::ops::Range;

/// Where the book itself stands; `None` if there is no such notice. Looks at whole lines only.
///
/// ```text
/// *** START OF THE PROJECT GUTENBERG EBOOK … ***
/// *** END OF THE PROJECT GUTENBERG EBOOK … ***
/// ```
pub(super) fn body(text: &str) -> Option<Range<usize>> {
    let (mut start, mut end) = (None, None);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        match notice(line) {
            // The last one in front: old books have one behind each part of the licence.
            Some(Notice::Start) if end.is_none() && start.is_none_or(|s| at - s < 20_000) => {
                start = Some(next)
            }
            Some(Notice::End) if end.is_none() && (start.is_some() || at > 0) => end = Some(at),
            _ => {}
        }
        at = next;
    }
    if start.is_none() && end.is_none() {
        return None;
    }
    let range = start.unwrap_or(0)..end.unwrap_or(text.len());
    let inside = text.get(range.clone())?;
    let first = inside.len() - inside.trim_start_matches(['\n', '\r']).len();
    let last = inside.trim_end().len().max(first);
    Some(range.start + first..range.start + last)
}

enum Notice {
    Start,
    End,
}

fn notice(line: &str) -> Option<Notice> {
    let line = line.trim();
    if !line.starts_with(['*', 'E', 'e']) {
        return None;
    }
    let upper = |n: usize| line.chars().take(n).collect::<String>().to_ascii_uppercase();
    if line.starts_with("***") {
        let line = upper(80);
        let words = line.trim_start_matches(['*', ' ']);
        let about = words.contains("PROJECT GUTENBERG");
        return match () {
            () if about && words.starts_with("START OF") => Some(Notice::Start),
            () if about && words.starts_with("END OF") => Some(Notice::End),
            () => None,
        };
    }
    let line = upper(40);
    if line.starts_with("*END*THE SMALL PRINT") || line.starts_with("*END THE SMALL PRINT") {
        return Some(Notice::Start);
    }
    let end = ["END OF PROJECT GUTENBERG", "END OF THE PROJECT GUTENBERG", "END OF THIS PROJECT GUTENBERG"];
    end.iter().any(|e| line.starts_with(e)).then_some(Notice::End)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Option<&str> {
        body(text).map(|r| &text[r])
    }

    #[test]
    fn both_notices_are_cut() {
        let text = "The Project Gutenberg eBook of X\n\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\n\n\
            \tChapter 1\n\n“Hi.”\n\n*** END OF THE PROJECT GUTENBERG EBOOK X ***\nLicence\n";
        assert_eq!(cut(text), Some("\tChapter 1\n\n“Hi.”"));
    }

    #[test]
    fn old_books() {
        let text = "Small print.\r\n*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*\r\n\r\nOne.\r\n\
            End of Project Gutenberg Etext of X\r\n";
        assert_eq!(cut(text), Some("One."));
    }

    #[test]
    fn other_texts_stay() {
        assert_eq!(cut("He spoke of Project Gutenberg.\n*** START OF THE SHOW ***\n"), None);
        assert_eq!(cut(""), None);
    }

    #[test]
    fn nothing_between_the_notices() {
        let text =
            "*** START OF THE PROJECT GUTENBERG EBOOK X ***\n*** END OF THE PROJECT GUTENBERG EBOOK X ***";
        assert_eq!(cut(text), Some(""));
    }
}
