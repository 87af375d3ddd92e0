//! Quotations that span lines: verse, slogans, messages. Where one line is one paragraph, the lines of such a quotation
//! still belong together.

use super::lines::Line;
use crate::chars::*;

/// How many lines a quotation may span.
const LONGEST: usize = 8;

/// How many of the lines after `group[at]` belong to a quotation that is open at its end and that they close.
pub(super) fn lines_joined(text: &str, group: &[Line], at: usize) -> usize {
    let Some(open) = group.get(at).and_then(|l| open_at_end(l.text(text))) else { return 0 };
    for (ahead, line) in group.iter().skip(at + 1).take(LONGEST).enumerate() {
        match first_mark(line.text(text), open) {
            Some(Found::Closes) => return ahead + 1,
            Some(Found::Opens) => return 0,
            None => {}
        }
    }
    0
}

enum Found {
    Opens,
    Closes,
}

/// Whether a character is a mark that may span lines. Single marks are too often apostrophes.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」')
}

fn closes(open: char, c: char) -> bool {
    match open {
        '"' | '“' => matches!(c, '"' | '”'),
        '„' => matches!(c, '“' | '”' | '"'),
        '«' => c == '»',
        '»' => c == '«',
        '「' => c == '」',
        _ => false,
    }
}

/// The mark whose stretch is open at the end of a line.
fn open_at_end(line: &str) -> Option<char> {
    let mut open = None;
    for (at, c) in line.char_indices().filter(|&(_, c)| is_mark(c)) {
        match open {
            Some(o) if closes(o, c) => open = None,
            _ if opens(line, at, c) => open = Some(c),
            _ => {}
        }
    }
    open
}

/// Whether the mark at `at` stands where one opens: nothing but space, a bracket or a dash before it.
fn opens(line: &str, at: usize, c: char) -> bool {
    let before =
        char_before(line, at).is_none_or(|b| is_space(b) || is_opening(b) || is_dash(b) || b == '\'');
    let after = char_at(line, at + c.len_utf8()).is_some_and(|a| !is_space(a) || c == '«');
    before && after
}

/// What the first mark of a line does to a stretch that `open` opened.
fn first_mark(line: &str, open: char) -> Option<Found> {
    let (at, c) = line.char_indices().find(|&(_, c)| is_mark(c))?;
    Some(if closes(open, c) && !opens(line, at, c) { Found::Closes } else { Found::Opens })
}

#[cfg(test)]
mod tests {
    use crate::paragraphs::split;

    fn count(text: &str) -> usize {
        split(text).len()
    }

    #[test]
    fn a_quotation_over_lines_is_one_paragraph() {
        assert_eq!(
            count("The sign on the gate is long.\n\"No boats.\nNo goats.\nNo swans.\"\nNobody reads it."),
            3
        );
        assert_eq!(count("»Gute Nacht.\nIch gehe.«\nEr ging."), 2);
    }

    #[test]
    fn a_mark_at_each_line_is_a_paragraph_each() {
        assert_eq!(count("“The lake is dry.\n“It was wet.\n“It will be wet.”\nShe sighed."), 4);
    }

    #[test]
    fn a_missing_mark_joins_nothing() {
        assert_eq!(count("“The lake is dry, she said.\nThe mayor said “nothing” to that.\nIt rained."), 3);
    }
}
