//! A page as blocks of text and the elements they stand in, in the order of the page. No tree is built: what is open is
//! a stack, so that time and memory are linear in the page and no nesting overflows.

use super::elements::{ends, is_block, is_look, is_void};
use super::{Style, boilerplate};
use crate::ReadError;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// A page.
#[derive(Default, Debug)]
pub(super) struct Blocks {
    pub(super) blocks: Vec<Block>,
    /// In the order in which they open; the first one stands for the page.
    pub(super) elements: Vec<Element>,
}

/// A paragraph, heading, item or cell.
#[derive(Debug)]
pub(super) struct Block {
    /// Never empty; single spaces, and line breaks only where the page has them.
    pub(super) text: String,
    /// The innermost element that it stands in.
    pub(super) element: usize,
    /// How many bytes of it are links.
    pub(super) links: usize,
    /// 1 to 6 for a heading, else 0.
    pub(super) heading: u8,
    /// It stands in something that is around the main text by its element.
    pub(super) around: bool,
}

/// An element that may hold the main text.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) parent: usize,
    /// The first element that is not inside it.
    pub(super) end: usize,
    /// It is by its name made for the main text: the higher, the more.
    pub(super) rank: u8,
    /// It has a name for what stands around the main text.
    pub(super) named_around: bool,
    /// It is a paragraph or the like: what is said of it is said of its parent.
    pub(super) leaf: bool,
}

/// Cuts a page into blocks.
pub(super) fn read(html: &str, style: Style) -> Result<Blocks, ReadError> {
    let page = Element { parent: 0, end: usize::MAX, rank: 0, named_around: false, leaf: false };
    let state = State { style, out: Blocks { blocks: vec![], elements: vec![page] }, ..State::new(style) };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(state)), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    // The sink never asks for a pause.
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.flush();
    match state.too_deep {
        Some(line) => Err(ReadError::TooDeep { limit: style.depth, line }),
        None => Ok(state.out),
    }
}

struct Sink(RefCell<State>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        if state.too_deep.is_some() {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.open(&tag, line),
            Token::TagToken(tag) => state.close(&tag.name),
            Token::CharacterTokens(text) => state.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// An element that is open.
struct Open {
    name: String,
    element: Option<usize>,
    hidden: bool,
    around: bool,
    link: bool,
    pre: bool,
    heading: u8,
}

struct State {
    style: Style,
    out: Blocks,
    stack: Vec<Open>,
    text: String,
    links: usize,
    too_deep: Option<u64>,
}

impl State {
    fn new(style: Style) -> Self {
        Self { style, out: Blocks::default(), stack: vec![], text: String::new(), links: 0, too_deep: None }
    }

    fn hidden(&self) -> bool {
        self.stack.last().is_some_and(|o| o.hidden)
    }

    fn element(&self) -> usize {
        self.stack.iter().rev().find_map(|o| o.element).unwrap_or(0)
    }

    fn open(&mut self, tag: &Tag, line: u64) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        match name {
            "br" if !self.hidden() => self.line_break(),
            "hr" => self.flush(),
            _ => {}
        }
        if is_void(name) || is_look(name) {
            return TokenSinkResult::Continue;
        }
        let block = is_block(name);
        if block {
            self.flush();
        }
        // Inline elements that were forgotten end with the paragraph.
        if block && self.stack.iter().rev().take_while(|o| !is_block(&o.name)).count() < self.stack.len() {
            while let Some(open) = self.stack.last() {
                let inline = !is_block(&open.name) && !open.hidden;
                let paragraph = self.stack.iter().rev().find(|o| is_block(&o.name));
                if ends(name, &open.name) || inline && paragraph.is_some_and(|p| ends(name, &p.name)) {
                    self.pop();
                } else {
                    break;
                }
            }
        }
        if name == "q" && !self.hidden() {
            self.text.push('“');
        }
        if self.style.xml && tag.self_closing {
            return TokenSinkResult::Continue;
        }
        if self.stack.len() >= self.style.depth {
            self.too_deep = Some(line);
            return TokenSinkResult::Continue;
        }
        self.push(tag, block);
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
            "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    fn push(&mut self, tag: &Tag, block: bool) {
        let attribute = |name: &str| tag.attrs.iter().find(|a| &*a.name.local == name).map(|a| &*a.value);
        let name: &str = &tag.name;
        let parent = self.stack.last();
        let role = attribute("role");
        let (hidden, around) = parent.map_or((false, false), |p| (p.hidden, p.around));
        let heading = match name.as_bytes() {
            [b'h', n @ b'1'..=b'6'] => n - b'0',
            _ => parent.map_or(0, |p| p.heading),
        };
        let unseen = attribute("hidden").is_some()
            || attribute("aria-hidden") == Some("true")
            || attribute("style").is_some_and(|s| s.replace(' ', "").contains("display:none"));
        let open = Open {
            hidden: hidden || boilerplate::is_hidden(name) || unseen && !self.style.xml,
            around: around || boilerplate::is_around(name, role),
            link: name == "a" && attribute("href").is_some() || parent.is_some_and(|p| p.link),
            pre: name == "pre" || parent.is_some_and(|p| p.pre),
            heading,
            element: block.then_some(self.out.elements.len()),
            name: name.to_owned(),
        };
        if block {
            let whole = matches!(name, "html" | "body" | "main" | "article");
            let named = [attribute("class"), attribute("id")].into_iter().flatten();
            let element = Element {
                parent: self.element(),
                end: usize::MAX,
                rank: match name {
                    _ if attribute("itemprop") == Some("articleBody") => 3,
                    "article" => 2,
                    "main" => 1,
                    _ if role == Some("main") => 1,
                    _ => 0,
                },
                named_around: !whole && named.into_iter().any(boilerplate::names_around),
                leaf: matches!(name, "p" | "li" | "td" | "pre" | "dd" | "dt" | "blockquote" | "figcaption")
                    || heading > 0,
            };
            self.out.elements.push(element);
        }
        self.stack.push(open);
    }

    fn close(&mut self, name: &str) {
        if is_look(name) || is_void(name) {
            if name == "br" {
                self.line_break();
            }
            return;
        }
        let Some(at) = self.stack.iter().rposition(|o| o.name == name) else { return };
        // An inline element ends nothing around it.
        if !is_block(name) && self.stack.iter().skip(at).any(|o| is_block(&o.name)) {
            return;
        }
        if name == "q" && !self.hidden() {
            self.text.push('”');
        }
        if is_block(name) {
            self.flush();
        }
        while self.stack.len() > at {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let count = self.out.elements.len();
        if let Some(element) = self.stack.pop().and_then(|o| o.element)
            && let Some(element) = self.out.elements.get_mut(element)
        {
            element.end = count;
        }
    }

    /// A line break; two of them end the paragraph.
    fn line_break(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if self.text.ends_with('\n') {
            self.flush();
        } else if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden() {
            return;
        }
        let before = self.text.len();
        let pre = self.stack.last().is_some_and(|o| o.pre);
        for c in text.chars() {
            match c {
                '\n' if pre => self.text.push('\n'),
                c if c.is_whitespace() => {
                    if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                        self.text.push(' ');
                    }
                }
                // Marks of where a word may break, and nothing.
                '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\0' => {}
                c => self.text.push(c),
            }
        }
        if self.stack.last().is_some_and(|o| o.link) {
            self.links += self.text.len() - before;
        }
    }

    fn flush(&mut self) {
        let text = self.text.trim();
        if !text.is_empty() {
            let open = self.stack.last();
            let block = Block {
                text: text.to_owned(),
                element: self.element(),
                links: self.links,
                heading: open.map_or(0, |o| o.heading),
                around: open.is_some_and(|o| o.around),
            };
            self.out.blocks.push(block);
        }
        self.text.clear();
        self.links = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Options;

    fn blocks(html: &str) -> Vec<String> {
        let page = read(html, Style::page(&Options::default())).unwrap();
        page.blocks.into_iter().map(|b| b.text).collect()
    }

    #[test]
    fn paragraphs_whose_end_is_left_out() {
        assert_eq!(
            blocks("<p>One <b>two<p>three</b> <i>four<ul><li>a<li>b</ul>five"),
            ["One two", "three four", "a", "b", "five"]
        );
    }

    #[test]
    fn breaks_entities_and_marks() {
        assert_eq!(blocks("A &ldquo;b&rdquo;<br>c<br><br>d&nbsp;e <q>f</q>"), ["A “b”\nc", "d e “f”"]);
        assert_eq!(blocks("<pre>a\n  b</pre>"), ["a\nb"]);
    }

    #[test]
    fn unseen_text_is_left_out() {
        assert_eq!(
            blocks(
                "a<script>b<p>c</script><span hidden>d</span><p style='display: none'>e</p><textarea><p>f</textarea>"
            ),
            ["a"]
        );
    }

    #[test]
    fn broken_pages() {
        assert_eq!(blocks("</p></div>a</b><div><p>b</div></span>c"), ["a", "b", "c"]);
        assert_eq!(blocks("<p>a < b & c <"), ["a < b & c <"]);
        assert_eq!(blocks("<p"), Vec::<String>::new());
    }

    #[test]
    fn nesting_has_an_end() {
        let deep = "<div>\n".repeat(1_000_000);
        let error = read(&deep, Style::page(&Options::default())).unwrap_err();
        assert!(
            error.to_string().starts_with("line 257: more than 256 elements inside one another"),
            "{error}"
        );
        // Forgotten ends are no nesting.
        assert_eq!(blocks(&"<p><b><a href=x>a".repeat(1000)).len(), 1000);
        assert_eq!(blocks(&"<ul><li>a</ul><tr><td>".repeat(100)).len(), 100);
    }
}
