//! Views that only the command line has.

pub(crate) mod conllu;
pub(crate) mod explain;
pub(crate) mod tokens;

/// A piece of text on one line: white space becomes one space, control characters become harmless.
pub(crate) fn one_line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
