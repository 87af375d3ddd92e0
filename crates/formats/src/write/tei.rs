//! `tei`: TEI P5. Contents are `said`, with `who` where the speaker is known, verbatim parts of mixed ones `q`; cues and
//! sources are `seg`, mentions `rs`. Those who speak stand in the header, the evidence in spans behind the text.

mod header;

use super::nest::{Mark, Step, by_paragraph, nest};
use super::xml::Xml;
use super::{Answer, Options, Writer, names, wire, writer};
use inquit::tokenizer::{Paragraph, ParagraphKind, TextRange};
use inquit::{NotSpeechKind, QuotationId, QuotationKind, SpeakerId};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The one file.
pub(super) struct Tei(bool);

impl Tei {
    pub(super) const fn new(_: Options) -> Self {
        Self(false)
    }
}

/// An element of the text; what is to stand outside of what comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum What {
    Said(QuotationId),
    Source(QuotationId),
    Cue(QuotationId),
    Verbatim(QuotationId),
    Mention(SpeakerId),
    /// A mention with a content in it, as in "the guests, who say it rained": `rs` cannot hold `said`, `seg` can.
    WideMention(SpeakerId),
    NotSpeech(u8),
}

impl Writer for Tei {
    fn document(&mut self, mut out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        writer::only_one(&mut self.0, "tei")?;
        let mut xml = Xml::new(&mut out)?;
        xml.open("TEI", &[("xmlns", "http://www.tei-c.org/ns/1.0"), ("xml:lang", "en")])?;
        xml.line()?;
        header::write(&mut xml, answer)?;
        xml.open("text", &[])?;
        xml.line()?;
        Body::new(answer, xml).write()
    }
}

/// All marks of an answer.
fn marks(answer: &Answer<'_>) -> Vec<Mark<What>> {
    let contents = answer.found.quotations().iter().flat_map(|q| &q.content);
    let mut starts: Vec<u32> = contents.map(|r| r.start()).collect();
    starts.sort_unstable();
    let wide = |r: TextRange| {
        let next = starts.partition_point(|s| *s < r.start());
        starts.get(next).is_some_and(|s| *s < r.end())
    };
    let mut marks = Vec::new();
    let mut add = |range, what| marks.push(Mark { range, what });
    for (id, q) in answer.quotations() {
        q.content.iter().for_each(|&r| add(r, What::Said(id)));
        q.source.iter().for_each(|&r| add(r, What::Source(id)));
        q.cue.iter().for_each(|&r| add(r, What::Cue(id)));
        if q.kind == QuotationKind::Mixed {
            q.verbatim.iter().for_each(|&r| add(r, What::Verbatim(id)));
        }
    }
    for (id, s) in (0..).map(SpeakerId).zip(answer.found.speakers()) {
        for &r in &s.mentions {
            add(r, if wide(r) { What::WideMention(id) } else { What::Mention(id) });
        }
    }
    for n in answer.found.not_speech() {
        let kind = match n.kind {
            NotSpeechKind::Scare => 0,
            NotSpeechKind::Title => 1,
            NotSpeechKind::Nickname => 2,
            NotSpeechKind::Word => 3,
            NotSpeechKind::Written => 4,
            NotSpeechKind::Unsaid => 5,
        };
        add(n.range, What::NotSpeech(kind));
    }
    marks
}

struct Body<'v, 'a, W> {
    answer: &'v Answer<'a>,
    xml: Xml<W>,
    /// For each quotation, how many elements its content takes, and how many of them are written.
    parts: BTreeMap<QuotationId, (usize, usize)>,
}

impl<'v, 'a, W: Write> Body<'v, 'a, W> {
    fn new(answer: &'v Answer<'a>, xml: Xml<W>) -> Self {
        Self { answer, xml, parts: BTreeMap::new() }
    }

    fn write(mut self) -> io::Result<()> {
        let paragraphs = self.answer.found.document().paragraphs();
        let marks = by_paragraph(paragraphs, marks(self.answer));
        let steps: Vec<_> = paragraphs.iter().zip(marks).map(|(p, marks)| nest(p.range, marks)).collect();
        for step in steps.iter().flatten() {
            if let Step::Open(What::Said(id)) = step {
                self.parts.entry(*id).or_default().0 += 1;
            }
        }
        self.xml.open("body", &[])?;
        self.xml.line()?;
        self.divisions(paragraphs, &steps)?;
        self.xml.close("body")?;
        self.xml.line()?;
        self.evidence()?;
        header::documents(&mut self.xml, self.answer)?;
        self.xml.close("text")?;
        self.xml.line()?;
        self.xml.close("TEI")?;
        self.xml.line()
    }

    /// A division for each heading and what follows it, and one for what stands before the first heading.
    fn divisions(&mut self, paragraphs: &[Paragraph], steps: &[Vec<Step<What>>]) -> io::Result<()> {
        self.xml.open("div", &[])?;
        self.xml.line()?;
        // Whether the division has anything but headings yet.
        let mut filled = false;
        let mut list = false;
        for (paragraph, steps) in paragraphs.iter().zip(steps) {
            let item = paragraph.kind == ParagraphKind::ListItem;
            if item != list {
                if item {
                    self.xml.open("list", &[])?
                } else {
                    self.xml.close("list")?
                }
                self.xml.line()?;
                list = item;
            }
            let (name, attributes) = match paragraph.kind {
                ParagraphKind::Heading => ("head", &[][..]),
                ParagraphKind::ListItem => ("item", &[][..]),
                ParagraphKind::Byline => ("ab", &[("type", "byline")][..]),
                ParagraphKind::Body | ParagraphKind::Turn { .. } => ("p", &[][..]),
            };
            if name == "head" && filled {
                self.xml.close("div")?;
                self.xml.line()?;
                self.xml.open("div", &[])?;
                self.xml.line()?;
            }
            filled = name != "head";
            self.xml.open(name, attributes)?;
            self.inline(steps)?;
            self.xml.close(name)?;
            self.xml.line()?;
        }
        if list {
            self.xml.close("list")?;
            self.xml.line()?;
        }
        if !filled {
            self.xml.empty("p", &[])?;
            self.xml.line()?;
        }
        self.xml.close("div")?;
        self.xml.line()
    }

    fn inline(&mut self, steps: &[Step<What>]) -> io::Result<()> {
        for step in steps {
            match *step {
                Step::Open(what) => self.open(what)?,
                Step::Text(range) => self.xml.text(self.answer.found.text_of(range))?,
                Step::Close(what) => self.xml.close(element(what))?,
            }
        }
        Ok(())
    }

    fn open(&mut self, what: What) -> io::Result<()> {
        let name = element(what);
        match what {
            What::Said(id) => self.said(id),
            What::Source(id) => self.xml.open(name, &[("type", "source"), ("corresp", &to(id))]),
            What::Cue(id) => self.xml.open(name, &[("type", "cue"), ("corresp", &to(id))]),
            What::Verbatim(_) => self.xml.open(name, &[("type", "verbatim")]),
            What::Mention(id) => {
                let kind = self.answer.found.speakers().get(id.0 as usize).map(|s| names::type_name(s.kind));
                let to = format!("#{}", wire::speaker_id(id));
                self.xml.open(name, &[("type", kind.unwrap_or_default()), ("ref", &to)])
            }
            What::WideMention(id) => {
                let to = format!("#{}", wire::speaker_id(id));
                self.xml.open(name, &[("type", "mention"), ("corresp", &to)])
            }
            What::NotSpeech(2) => self.xml.open(name, &[("type", "nickname")]),
            What::NotSpeech(_) => self.xml.open(name, &[]),
        }
    }

    /// Each part of a content but the first points to the one before it, each but the last to the one after it.
    fn said(&mut self, id: QuotationId) -> io::Result<()> {
        let Some(q) = self.answer.found.quotations().get(id.0 as usize) else {
            return self.xml.open("said", &[]);
        };
        let parts = self.parts.entry(id).or_default();
        parts.1 += 1;
        let (all, number) = *parts;
        let part = |n| match n {
            1 => wire::quotation_id(id).to_string(),
            n => format!("{}.{n}", wire::quotation_id(id)),
        };
        let mut attributes = vec![("xml:id", part(number))];
        attributes.extend(q.speaker.map(|s| ("who", format!("#{}", wire::speaker_id(s)))));
        if !q.addressees.is_empty() {
            let all: Vec<_> = q.addressees.iter().map(|&s| format!("#{}", wire::speaker_id(s))).collect();
            attributes.push(("toWhom", all.join(" ")));
        }
        let direct = q.kind == QuotationKind::Direct;
        attributes.push(("direct", direct.to_string()));
        if q.thought {
            attributes.push(("aloud", false.to_string()));
        }
        if number > 1 {
            attributes.push(("prev", format!("#{}", part(number - 1))));
        }
        if number < all {
            attributes.push(("next", format!("#{}", part(number + 1))));
        }
        let attributes: Vec<_> = attributes.iter().map(|(k, v)| (*k, v.as_str())).collect();
        self.xml.open("said", &attributes)
    }

    /// Why, and how sure, behind the text.
    fn evidence(&mut self) -> io::Result<()> {
        // A content without an element, between paragraphs, cannot be pointed to.
        let all: Vec<_> = self.answer.quotations().filter(|(id, _)| self.parts.contains_key(id)).collect();
        if all.is_empty() {
            return Ok(());
        }
        self.xml.open("spanGrp", &[("type", "evidence")])?;
        self.xml.line()?;
        for (id, q) in all {
            let confidence = format!("{:.2}", wire::confidence(q.confidence));
            let words =
                format!("{}, {confidence}: {}", names::kind_name(q.kind), wire::evidence(&q.evidence));
            self.xml.element(
                "span",
                &[("from", &to(id)), ("ana", &format!("#{}", names::tag_name(q.tag)))],
                &words,
            )?;
            self.xml.line()?;
        }
        self.xml.close("spanGrp")?;
        self.xml.line()
    }
}

/// A reference to a quotation.
fn to(id: QuotationId) -> String {
    format!("#{}", wire::quotation_id(id))
}

const fn element(what: What) -> &'static str {
    match what {
        What::Said(_) => "said",
        What::Source(_) | What::Cue(_) | What::WideMention(_) => "seg",
        What::Verbatim(_) => "q",
        What::Mention(_) => "rs",
        What::NotSpeech(0) => "soCalled",
        What::NotSpeech(1) => "title",
        What::NotSpeech(2) => "addName",
        What::NotSpeech(3) => "mentioned",
        What::NotSpeech(_) => "q",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, testing, xml};

    #[test]
    fn a_match() {
        insta::assert_snapshot!(testing::written(Format::Tei, "news/a match", testing::MATCH));
    }

    #[test]
    fn a_mention_that_holds_a_content_is_a_segment() {
        let text = include_str!("../../../../fixtures/phenomena/passive/expected.txt");
        let tei = testing::written(Format::Tei, "x", text);
        assert!(tei.contains(r#"<seg type="mention""#), "{tei}");
        let inside = tei.split("<rs ").skip(1).filter_map(|rs| rs.split("</rs>").next());
        assert!(inside.into_iter().all(|rs| !rs.contains("<said")), "{tei}");
    }

    #[test]
    fn each_paragraph_keeps_its_text() {
        for text in testing::TEXTS {
            let tei = testing::written(Format::Tei, "x", text);
            let all = testing::xml_text(&tei);
            let found = inquit::Engine::new().attribute(*text);
            for p in found.document().paragraphs() {
                assert!(all.contains(&*xml::legal(found.text_of(p.range))), "{tei}");
            }
        }
    }
}
