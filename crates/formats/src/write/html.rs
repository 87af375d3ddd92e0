//! `html`: one page to look at: the running text with each quotation in its speaker's colour, a legend that counts and
//! filters, and a table of all quotations.
//!
//! The page asks no server for anything and works without its script: that only adds the filters, the card about a
//! quotation and the arc to its source. All words of the text are escaped.

mod colours;
mod legend;

use super::nest::{Mark, Step, by_paragraph, nest};
use super::{Answer, Options, Writer, names, wire, writer, xml};
use colours::Colours;
use inquit::tokenizer::{ParagraphKind, TextRange};
use inquit::{Quotation, QuotationId, SpeakerId};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Nothing may be loaded, whatever the text holds.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'";

/// The page.
pub(super) struct Page(bool);

impl Page {
    pub(super) const fn new(_: Options) -> Self {
        Self(false)
    }
}

impl Writer for Page {
    fn document(&mut self, out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        writer::only_one(&mut self.0, "html")?;
        let id = escape(answer.id);
        let counts = legend::counts(answer);
        let colours = Colours::new(&counts);
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <title>{id}: who said what</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#text\">To the text</a>\n<header>\n<h1>{id}</h1>\n<p>{}</p>\n</header>\n",
            legend::summary(&counts)
        )?;
        writeln!(out, "<div class=\"page\">")?;
        legend::write(out, answer, &counts, &colours)?;
        text(out, answer, &colours)?;
        out.write_all(
            b"<aside id=\"card\" aria-live=\"polite\" aria-label=\"About a quotation\" hidden></aside>\n</div>\n",
        )?;
        table(out, answer, &colours)?;
        write!(out, "<script>\n{SCRIPT}</script>\n</body>\n</html>\n")
    }
}

/// What is marked in the text; what is to stand outside comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum What {
    Said(QuotationId),
    Source(QuotationId),
    Cue(QuotationId),
}

/// The running text.
fn text(out: &mut dyn Write, answer: &Answer<'_>, colours: &Colours) -> io::Result<()> {
    let mut marks = Vec::new();
    for (id, q) in answer.quotations() {
        let mut add = |range: TextRange, what| marks.push(Mark { range, what });
        q.content.iter().for_each(|&r| add(r, What::Said(id)));
        q.source.iter().for_each(|&r| add(r, What::Source(id)));
        q.cue.iter().for_each(|&r| add(r, What::Cue(id)));
    }
    let paragraphs = answer.found.document().paragraphs();
    let marks = by_paragraph(paragraphs, marks);
    // The first part of a content has the number and the place to jump to.
    let mut begun = BTreeSet::new();
    writeln!(out, "<main id=\"text\" tabindex=\"-1\">\n<svg id=\"arc\" aria-hidden=\"true\"><path/></svg>")?;
    for (paragraph, marks) in paragraphs.iter().zip(marks) {
        let (name, class) = match paragraph.kind {
            ParagraphKind::Heading => ("h2", ""),
            ParagraphKind::ListItem => ("p", " class=\"item\""),
            ParagraphKind::Byline => ("p", " class=\"byline\""),
            ParagraphKind::Body | ParagraphKind::Turn { .. } => ("p", ""),
        };
        write!(out, "<{name}{class} dir=\"auto\">")?;
        for step in nest(paragraph.range, marks) {
            match step {
                Step::Text(range) => write!(out, "{}", escape(answer.found.text_of(range)))?,
                Step::Close(_) => write!(out, "</span>")?,
                Step::Open(what) => open(out, answer, colours, what, &mut begun)?,
            }
        }
        writeln!(out, "</{name}>")?;
    }
    if paragraphs.is_empty() {
        writeln!(out, "<p>The text is empty.</p>")?;
    }
    writeln!(out, "</main>")
}

fn open(
    out: &mut dyn Write,
    answer: &Answer<'_>,
    colours: &Colours,
    what: What,
    begun: &mut BTreeSet<QuotationId>,
) -> io::Result<()> {
    let (class, id) = match what {
        What::Said(id) => ("said", id),
        What::Source(id) => ("source", id),
        What::Cue(id) => ("cue", id),
    };
    let Some(q) = answer.found.quotations().get(id.0 as usize) else { return write!(out, "<span>") };
    let first = class == "said" && begun.insert(id);
    let (name, kind) = (wire::quotation_id(id), names::kind_name(q.kind));
    let place = if first { format!(" id=\"{name}\"") } else { String::new() };
    write!(out, "<span class=\"{class} {kind}\"{place} data-q=\"{name}\"{}>", colours.style(q.speaker))?;
    if first {
        let who = escape(who(answer, q));
        let number = u64::from(id.0) + 1;
        write!(
            out,
            "<a class=\"number\" href=\"#{name}-row\" aria-label=\"Quotation {number}, {kind}, {who}\">{number}</a>"
        )?;
    }
    Ok(())
}

/// All quotations, a row each.
fn table(out: &mut dyn Write, answer: &Answer<'_>, colours: &Colours) -> io::Result<()> {
    writeln!(
        out,
        "<details id=\"all\">\n<summary>All quotations</summary>\n<div class=\"scroll\"><table>\n\
         <thead><tr><th scope=\"col\">No.</th><th scope=\"col\">Speaker</th><th scope=\"col\">Words</th>\
         <th scope=\"col\">Kind</th><th scope=\"col\">Cue</th><th scope=\"col\">Source</th>\
         <th scope=\"col\">Confidence</th><th scope=\"col\">Evidence</th></tr></thead>\n<tbody>"
    )?;
    for (id, q) in answer.quotations() {
        let name = wire::quotation_id(id);
        let words: Vec<_> = q.content.iter().map(|&r| answer.found.text_of(r)).collect();
        let of = |range: Option<TextRange>| escape(range.map_or("", |r| answer.found.text_of(r)));
        writeln!(
            out,
            "<tr id=\"{name}-row\" data-q=\"{name}\" data-speaker=\"{}\" data-kind=\"{}\"{}>\
             <td><a href=\"#{name}\">{}</a></td><th scope=\"row\">{}</th><td>{}</td><td>{}, {}</td><td>{}</td>\
             <td>{}</td><td>{:.2}</td><td>{}</td></tr>",
            speaker_value(q.speaker),
            names::kind_name(q.kind),
            colours.style(q.speaker),
            u64::from(id.0) + 1,
            escape(who(answer, q)),
            escape(&words.join(" … ")),
            names::kind_name(q.kind),
            names::tag_name(q.tag),
            of(q.cue),
            of(q.source),
            wire::confidence(q.confidence),
            escape(&wire::evidence(&q.evidence)),
        )?;
    }
    writeln!(out, "</tbody>\n</table></div>\n</details>")
}

/// Who says it, in words.
fn who<'a>(answer: &Answer<'a>, q: &Quotation) -> &'a str {
    let speaker = q.speaker.and_then(|s| answer.found.speakers().get(s.0 as usize));
    speaker.map_or("unknown", |s| s.name.as_str())
}

/// The value that the filter knows a speaker by.
fn speaker_value(speaker: Option<SpeakerId>) -> String {
    speaker.map_or_else(|| "unknown".to_owned(), |id| wire::speaker_id(id).to_string())
}

/// Text that cannot be taken for markup, neither between tags nor in an attribute.
fn escape(text: &str) -> String {
    let legal: Cow<'_, str> = xml::legal(text);
    quick_xml::escape::escape(&*legal).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{Format, testing};

    #[test]
    fn a_match() {
        let page = testing::written(Format::Html, "news/a match", testing::MATCH);
        let (_, body) = page.split_once("</style>").unwrap();
        let (body, _) = body.split_once("<script>").unwrap();
        insta::assert_snapshot!(body);
    }

    #[test]
    fn no_text_becomes_markup() {
        for text in testing::TEXTS {
            let page = testing::written(Format::Html, "</title><script>", text);
            let (head, body) = page.split_once("</style>").unwrap();
            assert_eq!(head.matches('<').count(), 9, "{head}");
            assert_eq!(body.matches("<script>").count(), 1, "{body}");
            assert_eq!(body.matches("</script>").count(), 1, "{body}");
            assert!(!body.contains('\0') && !body.contains('\u{1b}'));
        }
    }

    #[test]
    fn every_link_has_its_place() {
        for text in testing::TEXTS {
            let page = testing::written(Format::Html, "x", text);
            for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert_eq!(page.matches(&format!(" id=\"{link}\"")).count(), 1, "{link}");
            }
        }
    }

    #[test]
    fn nothing_is_asked_of_a_server() {
        let page = testing::written(Format::Html, "x", testing::MATCH);
        for asks in ["src=", "@import", "url(", "fetch(", "http://", "https://"] {
            assert!(!page.contains(asks), "{asks}");
        }
    }
}
