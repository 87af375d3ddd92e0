//! Markdown: the text without its marks. Headings, paragraphs, list items and block quotes stay paragraphs of their
//! own; code and images are left out.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The text of a Markdown document.
pub(super) fn text(markdown: &str) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut out = String::with_capacity(markdown.len());
    // What is inside these is not prose.
    let mut left_out = 0_usize;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. } | Tag::MetadataBlock(_)) => left_out += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image | TagEnd::MetadataBlock(_)) => {
                left_out = left_out.saturating_sub(1);
            }
            _ if left_out > 0 => {}
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::Item
                | Tag::TableRow
                | Tag::TableHead,
            ) => paragraph(&mut out),
            Event::Start(Tag::TableCell) if !out.ends_with('\n') && !out.is_empty() => out.push(' '),
            Event::Text(t) | Event::Code(t) => out.push_str(&t),
            Event::SoftBreak | Event::HardBreak if out.ends_with('\n') || out.is_empty() => {}
            Event::SoftBreak | Event::HardBreak => out.push('\n'),
            Event::Rule => paragraph(&mut out),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// An empty line, unless there is one.
fn paragraph(out: &mut String) {
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push_str("\n\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_stays_and_marks_go() {
        let markdown = "---\ntitle: x\n---\n# A *heading*\n\nOne\ntwo, [said](http://x) **Ann**.\n\n> “Quoted,”\n> he said.\n\n\
            - first\n- second\n\n```\ncode\n```\n![a picture](x.png)\nLast &amp; least.";
        assert_eq!(
            text(markdown),
            "A heading\n\nOne\ntwo, said Ann.\n\n“Quoted,”\nhe said.\n\nfirst\n\nsecond\n\nLast & least.\n"
        );
    }

    #[test]
    fn tables_and_html() {
        assert_eq!(text("| a | b |\n|---|---|\n| c | d |\n"), "a b\n\nc d\n");
        assert_eq!(text("Well <em>said</em>.\n"), "Well said.\n");
        assert_eq!(text(""), "");
    }

    #[test]
    fn deep_nesting_ends() {
        let deep = ">".repeat(20_000) + " a";
        assert!(text(&deep).ends_with("a\n"));
        let deep = "[".repeat(20_000) + "a";
        assert!(text(&deep).contains('a'));
    }
}
