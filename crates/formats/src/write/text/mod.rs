//! The view for people: running text with each quotation marked and numbered, and below each paragraph a line for
//! each quotation that begins in it.

mod wrap;

use super::{Answer, Options, Writer, wire};
use anstyle::{AnsiColor, Style};
use inquit::tokenizer::{ParagraphId, TextRange};
use inquit::{Attribution, Quotation, QuotationId};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io::{self, Write};
use wrap::Wrap;

const NUMBER: Style = AnsiColor::BrightBlack.on_default();
const SPEECH: Style = AnsiColor::Green.on_default();
const NAME: Style = Style::new().bold();
const NOTE: Style = AnsiColor::Yellow.on_default();

/// The view for people.
///
/// ```
/// use inquit_formats::write::TextView;
/// let found = inquit::Engine::new().attribute("“We won,” said Ann Lee.");
/// let mut out = Vec::new();
/// TextView { width: 80, colour: false }.write(&mut out, "match", &found)?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TextView {
    /// Columns of a line; longer words stand out.
    pub width: usize,
    /// Whether to use the colours of a terminal.
    pub colour: bool,
}

/// The view as a format: documents with an empty line between them.
pub(super) struct TextWriter {
    view: TextView,
    first: bool,
}

impl TextWriter {
    pub(super) const fn new(options: Options) -> Self {
        Self { view: TextView { width: options.width, colour: options.colour }, first: true }
    }
}

impl Writer for TextWriter {
    fn document(&mut self, mut out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
        if !std::mem::take(&mut self.first) {
            out.write_all(b"\n")?;
        }
        self.view.write_answer(&mut out, answer)
    }

    fn resume(&mut self) -> bool {
        self.first = false;
        true
    }
}

/// A stretch of content within one paragraph.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Piece {
    paragraph: ParagraphId,
    start: u32,
    end: Reverse<u32>,
    quotation: QuotationId,
}

impl TextView {
    /// Writes the view of one document.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write(&self, out: &mut impl Write, id: &str, found: &Attribution) -> io::Result<()> {
        self.write_with(out, id, found, |q| Some(self.about(found, q)))
    }

    /// Writes only the quotations that are wanted, and only the paragraphs that have one.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_answer(&self, out: &mut impl Write, answer: &Answer<'_>) -> io::Result<()> {
        let found = answer.found;
        let lines = (0..).map(QuotationId).zip(found.quotations());
        let lines = lines.map(|(id, q)| answer.shows(id).then(|| self.about(found, q))).collect();
        self.write_lines(out, answer.id, found, lines)
    }

    /// Writes the view with other words about each quotation: `about` gives what stands behind its number, on one
    /// line, or nothing to leave the quotation out. If it leaves any out, paragraphs without one are left out, too.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_with(
        &self,
        out: &mut impl Write,
        id: &str,
        found: &Attribution,
        about: impl Fn(&Quotation) -> Option<Vec<(Style, String)>>,
    ) -> io::Result<()> {
        self.write_lines(out, id, found, found.quotations().iter().map(about).collect())
    }

    /// `lines` has what to say of each quotation; taken once said.
    fn write_lines(
        &self,
        out: &mut impl Write,
        id: &str,
        found: &Attribution,
        mut lines: Vec<Option<Vec<(Style, String)>>>,
    ) -> io::Result<()> {
        let shown = found.quotations().iter().zip(&lines).filter(|(_, l)| l.is_some()).map(|(q, _)| q);
        let speakers: BTreeSet<_> = shown.clone().filter_map(|q| q.speaker).collect();
        let (shown, speakers) = (count(shown.count(), "quotation"), count(speakers.len(), "speaker"));
        self.line(out, &[(NAME, id.to_owned()), (Style::new(), format!(": {shown}, {speakers}"))])?;

        let all = lines.iter().all(Option::is_some);
        let pieces = pieces(found, |q| lines.get(q.0 as usize).is_some_and(Option::is_some));
        let mut pieces = pieces.as_slice();
        let mut diagnostics = found.diagnostics();
        for (i, paragraph) in found.document().paragraphs().iter().enumerate() {
            let here = split_off(&mut pieces, |p| p.paragraph.index() <= i);
            let diagnostics = split_off(&mut diagnostics, |d| d.range.start() < paragraph.range.end());
            if here.is_empty() && !all {
                continue;
            }
            out.write_all(b"\n")?;
            let mut wrap = Wrap::new(out, self.width, self.colour);
            running_text(&mut wrap, found, paragraph.range, here)?;
            wrap.finish()?;

            let quotations = here.iter().filter_map(|p| {
                let about = lines.get_mut(p.quotation.0 as usize).and_then(Option::take)?;
                let number = (NUMBER, format!("  {:<4}", wire::quotation_id(p.quotation)));
                Some([vec![number], about].concat())
            });
            let trouble =
                diagnostics.iter().map(|d| vec![(NOTE, format!("  ! {d} (byte {})", d.range.start()))]);
            for (i, line) in quotations.chain(trouble).enumerate() {
                if i == 0 {
                    out.write_all(b"\n")?;
                }
                self.line(out, &line)?;
            }
        }
        Ok(())
    }

    /// Speaker, cue, kind and confidence.
    fn about(&self, found: &Attribution, q: &Quotation) -> Vec<(Style, String)> {
        let cue = q.cue.map_or("no cue", |r| found.text_of(r));
        let style = if q.speaker.is_some() { NAME } else { NOTE };
        vec![
            (style, speaker_name(found, q)),
            (
                Style::new(),
                format!(" · {cue} · {} · {:.2}", super::kind_name(q.kind), wire::confidence(q.confidence)),
            ),
        ]
    }

    /// Writes one line as it is; line breaks in it become spaces.
    fn line(&self, out: &mut impl Write, parts: &[(Style, String)]) -> io::Result<()> {
        let mut wrap = Wrap::new(out, usize::MAX, self.colour);
        for (style, text) in parts {
            wrap.glue(*style, &text.replace(char::is_whitespace, " "));
        }
        wrap.finish()
    }
}

/// Takes the elements off the front for which `first` is true; they stand together there.
fn split_off<'s, T>(list: &mut &'s [T], first: impl Fn(&T) -> bool) -> &'s [T] {
    let (front, rest) = list.split_at(list.partition_point(first));
    *list = rest;
    front
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Who says it, in words: the speaker's name, else the source's words.
#[must_use]
pub fn speaker_name(found: &Attribution, q: &Quotation) -> String {
    match (q.speaker, q.source) {
        (Some(s), _) => found.speaker(s).name.clone(),
        (None, Some(source)) => format!("unknown (“{}”)", found.text_of(source)),
        (None, None) => "unknown".to_owned(),
    }
}

/// The contents to mark, cut at the ends of paragraphs, in order; what encloses stands before what it encloses.
fn pieces(found: &Attribution, keep: impl Fn(QuotationId) -> bool) -> Vec<Piece> {
    let paragraphs = found.document().paragraphs();
    let mut pieces = Vec::new();
    for (id, q) in (0..).map(QuotationId).zip(found.quotations()).filter(|(id, _)| keep(*id)) {
        for content in &q.content {
            let first = paragraphs.partition_point(|p| p.range.end() <= content.start());
            let overlapping = paragraphs.iter().enumerate().skip(first);
            for (p, paragraph) in overlapping.take_while(|(_, p)| p.range.start() < content.end()) {
                pieces.push(Piece {
                    paragraph: p.into(),
                    start: content.start().max(paragraph.range.start()),
                    end: Reverse(content.end().min(paragraph.range.end())),
                    quotation: id,
                });
            }
        }
    }
    pieces.sort_unstable();
    pieces
}

/// The text of a paragraph with `[q1 …]` around each piece.
fn running_text(
    wrap: &mut Wrap<'_, impl Write>,
    found: &Attribution,
    paragraph: TextRange,
    pieces: &[Piece],
) -> io::Result<()> {
    let text = |start, end| found.text_of(TextRange::new(start, end));
    let mut pieces = pieces.iter().peekable();
    // The ends of the open pieces, the next one last.
    let mut open: Vec<u32> = Vec::new();
    let mut at = paragraph.start();
    loop {
        let opens = pieces.peek().map(|p| p.start);
        let closes = open.last().copied();
        let style = if open.is_empty() { Style::new() } else { SPEECH };
        match (opens, closes) {
            (opens, Some(end)) if opens.is_none_or(|start| end <= start) => {
                wrap.text(style, text(at, end))?;
                at = at.max(end);
                open.pop();
                wrap.glue(NUMBER, "]");
            }
            (Some(start), _) => {
                let Some(piece) = pieces.next() else { break };
                wrap.text(style, text(at, start))?;
                at = at.max(start);
                wrap.glue(NUMBER, &format!("[{} ", wire::quotation_id(piece.quotation)));
                let place = open.partition_point(|&end| end > piece.end.0);
                open.insert(place, piece.end.0);
            }
            _ => break,
        }
    }
    wrap.text(Style::new(), text(at, paragraph.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“We won,” said Ann Lee. “It was fun.”\n\nNothing happened.\n\n“No,” said Bob Hope.";

    fn view(text: &str, keep: impl Fn(&Quotation) -> bool) -> String {
        let found = inquit::Engine::new().attribute(text);
        let mut out = Vec::new();
        let answer = Answer::new("x", &found).only(keep);
        TextView { width: 80, colour: false }.write_answer(&mut out, &answer).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_quotation_in_two_pieces_has_one_line() {
        let view = view(TEXT, |_| true);
        assert!(view.contains("[q1 “We won,”] said Ann Lee. [q1 “It was fun.”]\n"), "{view}");
        assert_eq!(view.matches("\n  q1 ").count(), 1, "{view}");
        assert!(view.contains("\n\nNothing happened.\n\n"), "{view}");
    }

    #[test]
    fn what_is_left_out_takes_its_paragraph_along() {
        let view = view(TEXT, |q| q.content.len() == 1);
        assert!(view.starts_with("x: 1 quotation, "), "{view}");
        assert!(view.contains("[q2 “No,”] said Bob Hope."), "{view}");
        assert!(!view.contains("won") && !view.contains("Nothing"), "{view}");
    }

    #[test]
    fn text_without_quotations_is_only_wrapped() {
        let found = inquit::Engine::new().attribute("A plain line of text.\n\nAnother one here.");
        let mut out = Vec::new();
        TextView { width: 12, colour: false }.write(&mut out, "x", &found).unwrap();
        let view = String::from_utf8(out).unwrap();
        assert_eq!(view, "x: 0 quotations, 0 speakers\n\nA plain line\nof text.\n\nAnother one\nhere.\n");
    }
}
