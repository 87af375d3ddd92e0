//! Dialogue that begins with a dash: `—Yes, said Ann.`
//!
//! A dash at the head of a paragraph may also be a bullet, the author of a motto or a broken sentence. So the document is
//! asked first: several paragraphs must begin with the same sort of dash, end like sentences, look like speech, and
//! outnumber those that begin with a quotation mark.

use super::form::Form;
use crate::chars::*;
use crate::data;
use crate::paragraphs::{Block, BlockKind};

/// The sorts of dashes, by what else they are used for.
const SORTS: usize = 4;

/// Which sorts of dashes open lines of dialogue in a document.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Dialogue {
    opens: [bool; SORTS],
}

#[derive(Clone, Copy, Default)]
struct Count {
    lines: usize,
    /// That end like a sentence.
    ended: usize,
    /// That ask, exclaim or are tagged.
    like_speech: usize,
    tagged: usize,
}

impl Dialogue {
    /// Asks the whole document.
    pub(crate) fn of(text: &str, blocks: &[Block]) -> Self {
        let mut counts = [Count::default(); SORTS];
        let mut marked = 0;
        for block in blocks {
            let body = block.text(text);
            marked += usize::from(body.chars().next().and_then(Form::of).is_some());
            let Some((sort, rest)) = lead(body) else { continue };
            let Some(count) = counts.get_mut(sort) else { continue };
            let tagged = words(rest).any(data::is_tag_verb);
            count.lines += 1;
            count.ended += usize::from(is_ended(rest));
            count.like_speech += usize::from(tagged || rest.contains(['?', '!']));
            count.tagged += usize::from(tagged);
        }
        let mut opens = [false; SORTS];
        for (sort, (open, n)) in opens.iter_mut().zip(counts).enumerate() {
            let speaks = match sort {
                EM => n.like_speech > 0 || n.lines > 3,
                EN | DOUBLE_HYPHEN => n.like_speech > 0,
                _ => n.lines > 2 && n.tagged > 0 && n.like_speech * 3 >= n.lines,
            };
            *open = speaks
                && n.lines > marked
                && n.ended * 2 > n.lines
                && (n.lines > 1 || sort == EM && n.tagged > 0);
        }
        Self { opens }
    }

    /// Whether a paragraph is a line of dialogue.
    pub(crate) fn opens(&self, text: &str, block: Block) -> bool {
        let may = matches!(block.kind, BlockKind::Body | BlockKind::ListItem | BlockKind::Heading);
        match lead(block.text(text)) {
            Some((sort, rest)) if may => {
                self.opens.get(sort) == Some(&true) && (is_ended(rest) || block.kind == BlockKind::Body)
            }
            _ => false,
        }
    }
}

const EM: usize = 0;
const EN: usize = 1;
const DOUBLE_HYPHEN: usize = 2;
const HYPHEN: usize = 3;

/// The sort of dash that a paragraph begins with, and what follows it.
fn lead(body: &str) -> Option<(usize, &str)> {
    let first = body.chars().next()?;
    let run = body.len() - body.trim_start_matches(first).len();
    let rest = body.get(run..)?;
    let sort = match (first, run / first.len_utf8()) {
        ('—' | '―' | '\u{2e3a}', 1..=2) => EM,
        ('–' | '‒', 1) => EN,
        ('-', 2..=3) => DOUBLE_HYPHEN,
        ('-', 1) => HYPHEN,
        _ => return None,
    };
    let said = rest.trim_start_matches(is_space);
    let begins =
        said.starts_with(|c: char| is_word(c) || is_opening(c) || is_apostrophe(c) || matches!(c, '…' | '.'));
    // -5 degrees
    let number = sort == HYPHEN && rest.starts_with(|c: char| c.is_ascii_digit());
    (begins && !number).then_some((sort, said))
}

fn is_ended(body: &str) -> bool {
    let dashed = body.ends_with(is_dash) && body.split_whitespace().count() > 3;
    dashed
        || body
            .trim_end_matches(|c: char| Form::of(c).is_some() || matches!(c, ')' | '_'))
            .ends_with(is_terminal)
}

fn words(body: &str) -> impl Iterator<Item = &str> {
    body.split(|c: char| !is_word(c)).filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::{MarkStyle, tokenize};

    /// The paragraphs that are lines of dialogue, without their dash.
    fn lines(text: &str) -> Vec<String> {
        let doc = tokenize(text);
        let dashes = doc.quoted().iter().filter(|q| q.style == MarkStyle::Dash);
        dashes.map(|q| doc.text()[q.inner].trim().to_owned()).collect()
    }

    #[test]
    fn lines_of_dialogue() {
        let text = "—Is it far, asked Ann, or near?\nThe road was long—very long—and dry.\n—Far, said Bo.\n—How far?";
        assert_eq!(lines(text), ["Is it far, asked Ann, or near?", "Far, said Bo.", "How far?"]);
        let text = "– We had a cheque, she says.\n\nThe goat ate it.\n\n– It was a good cheque.";
        assert_eq!(lines(text).len(), 2);
        let text = "- Where were you? she said.\n- Out.\n- Out where?\n- Just out.";
        assert_eq!(lines(text).len(), 4);
    }

    #[test]
    fn lists_are_not() {
        assert_eq!(lines("You need:\n- two eggs\n- flour\n- a bowl, said to be clean"), [""; 0]);
        assert_eq!(lines("– two eggs.\n\n– some flour.\n\n– a bowl."), [""; 0]);
    }

    #[test]
    fn mottos_datelines_and_numbers_are_not() {
        assert_eq!(lines("“Eat the eggs.”\n\n— Ann Lee\n\n“Eat them all.”\n\n— Bo Lind"), [""; 0]);
        assert_eq!(lines("SELM, Tuesday — The lake is dry, said Ann Lee.\n\nOTTA — So is the sea."), [""; 0]);
        assert_eq!(lines("— I —\n\nIt rained.\n\n— II —\n\nIt rained more."), [""; 0]);
    }

    #[test]
    fn a_text_with_marks_has_no_dash_dialogue() {
        assert_eq!(lines("“Is it far?” said Ann.\n\n“No.”\n\n—and that was all? he thought."), [""; 0]);
    }

    #[test]
    fn marks_inside_are_inside() {
        let doc = tokenize("—She said “no”, said Ann.\n—Did she?");
        let depths: Vec<_> = doc.quoted().iter().map(|q| q.depth).collect();
        assert_eq!(depths, [0, 1, 0]);
        assert!(doc.diagnostics().is_empty());
    }
}
