//! Text to paragraphs, and what each of them is in the layout.

mod kinds;
mod lines;
mod spanning;
mod turns;
mod wrapping;

pub(crate) use lines::Line;

use crate::chars::*;
use lines::lines;
use wrapping::{Measure, Wrapping};

/// A paragraph before its tokens are known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    /// First byte of the first character that is no space.
    pub(crate) start: usize,
    /// Past the last such character.
    pub(crate) end: usize,
    pub(crate) kind: BlockKind,
}

impl Block {
    pub(crate) fn text(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// As [`crate::ParagraphKind`], with bytes where that has tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum BlockKind {
    Body,
    Heading,
    ListItem,
    Byline,
    /// With the bytes of the label.
    Turn {
        start: usize,
        end: usize,
    },
}

/// Finds all paragraphs of a text, in order.
pub(crate) fn split(text: &str) -> Vec<Block> {
    let wrapping = Wrapping::of(text);
    let mut blocks = Vec::new();
    let mut group: Vec<Line> = Vec::new();
    for line in lines(text) {
        if (line.after_blank || group.len() >= LONGEST_GROUP) && !group.is_empty() {
            split_group(text, &group, &wrapping, &mut blocks);
            group.clear();
        }
        group.push(line);
    }
    split_group(text, &group, &wrapping, &mut blocks);
    kinds::assign(text, &mut blocks);
    turns::assign(text, &mut blocks);
    blocks
}

/// Lines without a blank one between them are looked at together, up to this many: it bounds the memory.
const LONGEST_GROUP: usize = 4096;

/// Splits lines between two blank ones into paragraphs.
fn split_group(text: &str, group: &[Line], wrapping: &Wrapping, out: &mut Vec<Block>) {
    let measure = wrapping.of_group(text, group);
    let mut from = 0;
    let mut joined_to = 0;
    for i in 1..=group.len() {
        if measure.is_none() && i < group.len() && i > joined_to {
            joined_to = i - 1 + spanning::lines_joined(text, group, i - 1);
        }
        if i < group.len() && i <= joined_to {
            continue;
        }
        if i < group.len() && !breaks(text, group[i - 1], group[i], measure, i - from > 1) {
            continue;
        }
        out.push(Block { start: group[from].start, end: group[i - 1].end, kind: BlockKind::Body });
        from = i;
    }
}

/// Whether a new paragraph begins with `next`, the line right after `line`. `joined`: `line` itself goes on from another.
fn breaks(text: &str, line: Line, next: Line, measure: Option<Measure>, joined: bool) -> bool {
    let Some(measure) = measure else {
        // One line is one paragraph, but for a line that plainly goes on.
        return !((joined || line.width >= 25) && !line.ends_sentence(text) && next.begins_small(text));
    };
    if kinds::bullet(next.text(text)).is_some()
        && (next.text(text).starts_with('•') || line.ends_sentence(text))
    {
        return true;
    }
    if !line.ends_sentence(text) {
        return turns::caps_label(line.text(text)) && turns::caps_label(next.text(text));
    }
    let begins = next.begins_anew(text);
    let indented = next.indent >= line.indent + 2 && next.indent <= 12;
    let short = measure.leaves_room(line, next, text);
    begins
        && (indented
            || short
                && line.indent == 0
                && next.text(text).starts_with(['"', '“', '‘', '«', '„', '—', '―', '–'])
            || next.text(text).starts_with(['—', '―'])
            || turns::caps_label(next.text(text)))
}

/// Whether a character may stand at the end of a sentence, marks and brackets included.
fn ends_sentence(c: char) -> bool {
    is_terminal(c)
        || matches!(c, '"' | '”' | '’' | '\'' | '»' | '“' | ')' | ':' | '—' | '*' | ']' | '」' | '』')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<&str> {
        split(text).iter().map(|b| b.text(text)).collect()
    }

    #[test]
    fn blank_lines_separate() {
        assert_eq!(paragraphs("\n\n One. \r\n \t\r\nTwo.\n\n\nThree."), ["One.", "Two.", "Three."]);
        assert_eq!(paragraphs(""), [""; 0]);
        assert_eq!(paragraphs(" \n\t\n "), [""; 0]);
    }

    #[test]
    fn hard_wrapped_lines_are_one_paragraph() {
        let text = "The ferry had left an hour before the band arrived, and nobody\n\
                    on the quay could say when, or whether, the next one would be\n\
                    along. They put the drums down and sat on them.\n\n\
                    It rained, as it does in that part of the coast, with a small\n\
                    wind behind it, and the trumpets filled.";
        assert_eq!(paragraphs(text).len(), 2);
    }

    #[test]
    fn one_line_one_paragraph() {
        let text = "Harbour closes\nThe harbour at Selm closed on Monday after a crane fell into it, the port said.\n\
                    “We heard a splash,” said the crane’s driver, who was at lunch.\nNobody was hurt.";
        assert_eq!(paragraphs(text).len(), 4);
    }

    #[test]
    fn a_line_that_goes_on_is_no_paragraph() {
        let text =
            "This sentence was cut in two by a careless programme that\nsaw a margin where there was none.";
        assert_eq!(paragraphs(text).len(), 1);
    }

    #[test]
    fn indented_first_lines() {
        let text = "  The shop opened at nine, and by ten there was nothing left in\n\
                    it but the cat and the smell of oranges, which nobody bought.\n\
                    \x20 \"We're out of string,\" said the grocer to the first of the late\n\
                    comers, who had come for string and for nothing else at all.";
        assert_eq!(paragraphs(text).len(), 2);
    }
}
