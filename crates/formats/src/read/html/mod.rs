//! Web pages: their main text as paragraphs, without menus, footers and the like.
//!
//! `blocks` turns the page into blocks of text that know which `elements` they stand in, without building a tree;
//! `main_text` finds the element that holds the main text, by how much prose stands in it; `boilerplate` knows what
//! never belongs to it.

mod blocks;
mod boilerplate;
mod elements;
mod main_text;

use super::{Options, ReadError};
use blocks::Block;
use encoding_rs::Encoding;

/// How to read a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// All of it, not only the main text.
    whole: bool,
    /// As XML: elements may close themselves.
    xml: bool,
    /// The most elements inside one another.
    depth: usize,
}

impl Style {
    /// A page from the web.
    pub(super) fn page(options: &Options) -> Self {
        Self { whole: options.whole, xml: false, depth: options.limits.depth }
    }

    /// A chapter of a book: all of it is main text.
    #[cfg(feature = "epub")]
    pub(super) fn chapter(options: &Options) -> Self {
        Self { whole: true, xml: true, depth: options.limits.depth }
    }
}

/// What a page says.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Page {
    /// Paragraphs with an empty line between them.
    pub(super) text: String,
    /// The first heading.
    pub(super) heading: Option<String>,
    /// No main text stood out, so this is all of it.
    pub(super) whole_page: bool,
}

/// Reads a page.
pub(super) fn read(html: &str, style: Style) -> Result<Page, ReadError> {
    let page = blocks::read(html, style)?;
    let (kept, whole_page) =
        if style.whole { (page.blocks.iter().collect::<Vec<_>>(), false) } else { main_text::choose(&page) };
    let heading = kept.iter().find(|b| b.heading > 0).map(|b| b.text.replace('\n', " "));
    Ok(Page { text: joined(&kept), heading, whole_page })
}

fn joined(blocks: &[&Block]) -> String {
    let mut text = String::with_capacity(blocks.iter().map(|b| b.text.len() + 2).sum());
    for block in blocks {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&block.text);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The encoding that a page names in its first bytes: `<meta charset="…">` and its older form, or an XML declaration.
pub(super) fn declared(page: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(page.get(..1024).unwrap_or(page)).to_ascii_lowercase();
    ["charset=", "encoding="].iter().find_map(|key| {
        let (_, value) = head.split_once(key)?;
        let value = value.trim_start_matches(['"', '\'', ' ']);
        let label = value.split(['"', '\'', ' ', '>', '/', ';', '?']).next()?;
        Encoding::for_label(label.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn text(html: &str) -> String {
        read(html, Style::page(&Options::default())).unwrap().text
    }

    const PARAGRAPHS: &str = "<p>The council met on Monday, and it was a long evening for all who came to hear it.</p>\
        <blockquote><p>“We can't go on like this, and we won't,” said Ann Lee, who chairs it.</p></blockquote>\
        <p>“No.”</p><p>The members, some of them new, voted late at night, after a break of an hour.</p>";

    const EXPECTED: &str = "The council meets\n\nThe council met on Monday, and it was a long evening for all who came \
        to hear it.\n\n“We can't go on like this, and we won't,” said Ann Lee, who chairs it.\n\n“No.”\n\nThe members, some of \
        them new, voted late at night, after a break of an hour.\n";

    #[test]
    fn an_article_among_menus() {
        let html = format!(
            "<!doctype html><html><head><title>T</title><style>p {{ }}</style></head><body>\
            <header><a href=/>The Paper</a></header><nav><ul><li><a href=/a>News</a><li><a href=/b>Sport</a></ul></nav>\
            <main><article><h1>The council  meets</h1>{PARAGRAPHS}<p><a href=/c>Read more about this, and that, and all else there is</a></p>\
            <div class='share-tools'>Share this story, please, with all of your friends, now, today.</div></article>\
            <aside><p>Most read: other stories, many of them, longer than this one, are here to be read.</p></aside></main>\
            <footer><p>Copyright, all rights reserved, by the owners of this paper, who live here, there and elsewhere.</p></footer>\
            <script>var a = '<p>x</p>';</script></body></html>"
        );
        assert_eq!(text(&html), EXPECTED);
    }

    #[test]
    fn an_article_in_nothing_but_divisions() {
        let html = format!(
            "<html><body class=has-sidebar><div id=menu><a href=1>One</a> <a href=2>Two</a></div><div class=page>\
            <h1>The council meets</h1><div class=story><div>{PARAGRAPHS}</div></div>\
            <div class=sidebar><p>Advice, offers, and more, for all our dear readers, who pay for what they read.</p></div>\
            </div><div class=comments><p>I don't agree, said somebody, and there is nothing, nothing at all, to be done.</p></div></body></html>"
        );
        assert_eq!(text(&html), EXPECTED);
    }

    #[test]
    fn a_page_without_an_article_is_read_whole() {
        let page = read("<p>“We won,” said Ann Lee.", Style::page(&Options::default())).unwrap();
        assert_eq!((page.text.as_str(), page.whole_page), ("“We won,” said Ann Lee.\n", true));
        assert_eq!(text(""), "");
    }

    #[test]
    fn all_of_it_on_request() {
        let options = Options { whole: true, ..Options::default() };
        let page =
            read("<nav>Menu</nav><h2>A</h2><p>B</p><footer>C</footer>", Style::page(&options)).unwrap();
        assert_eq!((page.text.as_str(), page.heading.as_deref()), ("Menu\n\nA\n\nB\n\nC\n", Some("A")));
    }

    #[test]
    fn what_the_page_says_of_its_encoding() {
        let name = |page: &str| declared(page.as_bytes()).map(Encoding::name);
        assert_eq!(name("<meta charset=\"ISO-8859-2\">"), Some("ISO-8859-2"));
        assert_eq!(
            name("<META http-equiv='Content-Type' content='text/html; charset=koi8-r'>"),
            Some("KOI8-R")
        );
        assert_eq!(name("<?xml version='1.0' encoding='windows-1250'?>"), Some("windows-1250"));
        assert_eq!(name("<p>charset=nonsense"), None);
    }
}
