//! Dialogue that begins with a dash.

use super::style::Style;
use crate::paragraphs::Block;

/// Whether, and with which dash, lines of dialogue begin in a document.
pub(crate) struct Dialogue;

impl Dialogue {
    pub(crate) fn of(_text: &str, _blocks: &[Block], _style: &Style) -> Self {
        Self
    }

    /// Whether a paragraph is a line of dialogue.
    pub(crate) fn opens(&self, _text: &str, _block: Block) -> bool {
        false
    }
}
