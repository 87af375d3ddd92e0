//! XML that is always well formed: elements that close in order, and no character that XML cannot hold.

use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes XML.
pub(super) struct Xml<W> {
    out: quick_xml::Writer<W>,
}

impl<W: Write> Xml<W> {
    /// Begins a file with the XML declaration.
    pub(super) fn new(out: W) -> io::Result<Self> {
        let mut out = quick_xml::Writer::new(out);
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let mut xml = Self { out };
        xml.line()?;
        Ok(xml)
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.out.write_event(Event::Start(start(name, attributes)))
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.out.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Writes an element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.out.write_event(Event::Empty(start(name, attributes)))
    }

    /// Writes text. A carriage return survives, which a parser would turn into a line feed otherwise.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        let legal = legal(text);
        let mut escaped = partial_escape(&*legal);
        if escaped.contains('\r') {
            escaped = Cow::Owned(escaped.replace('\r', "&#13;"));
        }
        self.out.write_event(Event::Text(BytesText::from_escaped(escaped)))
    }

    /// Writes an element with text in it.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        self.text(text)?;
        self.close(name)
    }

    /// Ends a line, where white space has no meaning.
    pub(super) fn line(&mut self) -> io::Result<()> {
        self.out.get_mut().write_all(b"\n")
    }
}

fn start<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        // A parser turns white space into spaces anyway.
        let value = legal(value).replace(char::is_whitespace, " ");
        start.push_attribute((*key, value.as_str()));
    }
    start
}

/// The text with every character that XML 1.0 cannot hold replaced by U+FFFD, which takes the same room in code points
/// and in UTF-16.
pub(super) fn legal(text: &str) -> Cow<'_, str> {
    let illegal = |c: char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    if text.contains(illegal) { Cow::Owned(text.replace(illegal, "\u{FFFD}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_comes_is_legal() {
        let mut out = Vec::new();
        let mut xml = Xml::new(&mut out).unwrap();
        xml.element("a", &[("b", "x\n\"<&>'\u{1}")], "]]> <&\r\n\"'\0𝒜\u{FFFE}").unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <a b=\"x &quot;&lt;&amp;&gt;&apos;\u{FFFD}\">]]&gt; &lt;&amp;&#13;\n\"'\u{FFFD}𝒜\u{FFFD}</a>"
        );
    }
}
