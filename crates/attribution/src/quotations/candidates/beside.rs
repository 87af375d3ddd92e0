//! Tags beside marks as the encoder sees them: who says it where the tag's own rules are at a loss, and the tag itself where
//! they find none: "“Bobby Scott!” **Scott's niece, Marcia Price of Newport, shouted** to the crowd."

use super::seen;
use crate::encoder::{Kind, Pointers, Reading, Span};
use crate::quotations::marked::{Marked, untagged};
use crate::quotations::not_speech::nickname;
use crate::quotations::noun_phrase::Phrase;
use crate::quotations::reader::Reader;
use crate::quotations::report::{Report, Rule};
use inquit_tokenizer::QuotedId;
use std::ops::Range;

/// How sure the encoder has to be of a source to name it in the place of another one, and how unsure of that.
const SURE: f32 = 0.6;
const UNSURE: f32 = 0.1;
/// How likely a word has to be a cue, and its content to begin or to end with the marks, to be their tag.
const TAGS: f32 = 0.5;

/// Mends the tags of some stretches in marks, all of one paragraph with these tokens.
pub(in crate::quotations) fn mend(
    r: &Reader<'_>,
    tokens: Range<usize>,
    quoted: &[QuotedId],
    marked: &mut Marked,
) {
    if quoted.is_empty() {
        return;
    }
    let Some(reading) = r.reading(tokens.start) else { return };
    for report in marked.reports.iter_mut().filter(|report| report.rule == Rule::Tag && report.cue.is_some())
    {
        if let Some(pointers) = reading.points(report.head)
            && let Some(source) = other_source(r, &pointers, report)
        {
            report.source = Some(source);
        }
    }
    let open = marked.owner.iter().any(Option::is_none);
    if !open {
        return;
    }
    let stretches: Vec<Range<usize>> = quoted.iter().map(|&q| r.doc.quoted_at(q).tokens.indices()).collect();
    let begins = |pointers: &Pointers, q: &Range<usize>| {
        pointers.begins(Span::Content, q.start..(q.start + 2).min(q.end))
    };
    let ends = |pointers: &Pointers, q: &Range<usize>| {
        pointers.ends(Span::Content, q.end.saturating_sub(3).max(q.start)..q.end)
    };
    for (cue, pointers) in cues(r, &reading, tokens) {
        // What is said begins with one stretch and ends with this or another one: a tag may stand between.
        let first = stretches.iter().position(|q| begins(&pointers, q) >= TAGS);
        let last = stretches.iter().position(|q| ends(&pointers, q) >= TAGS);
        let (Some(first), Some(last)) = (first, last) else { continue };
        let own = first..last + 1;
        let free = !own.is_empty()
            && own.clone().all(|k| marked.owner[k].is_none())
            && own.clone().all(|k| cue.end <= stretches[k].start || stretches[k].end <= cue.start);
        if !free {
            continue;
        }
        // A nickname among them is part of a name: Scott's niece, Marcia “Cia” Price, shouted.
        let said = own.clone().filter(|&k| !nickname(r, &r.doc.quoted_at(quoted[k])));
        let mut report = untagged(said.map(|k| (stretches[k].start, stretches[k].end)).collect());
        report.rule = Rule::Tag;
        report.cue = Some((cue.start, cue.end));
        report.head = cue.end - 1;
        report.why = "the tag that the encoder sees".into();
        report.source = pointed(r, &pointers, &report);
        marked.owner[own].fill(Some(marked.reports.len()));
        marked.reports.push(report);
    }
}

/// The cues outside marks that the encoder sees, and where they point.
fn cues(r: &Reader<'_>, reading: &Reading, tokens: Range<usize>) -> Vec<(Range<usize>, Pointers)> {
    let mut out = Vec::new();
    let mut at = tokens.start;
    let cue = |at: usize| !r.in_marks(at) && reading.within(Kind::Cue, at) >= TAGS;
    while at < tokens.end {
        let start = at;
        while at < tokens.end && cue(at) {
            at += 1;
        }
        if start < at {
            out.extend(reading.points(at - 1).map(|pointers| (start..at, pointers)));
        }
        at += 1;
    }
    out
}

/// The source that the encoder points at with confidence, where it has little in that of the report.
fn other_source(r: &Reader<'_>, pointers: &Pointers, report: &Report) -> Option<Phrase> {
    let own = report.source.map_or(pointers.nothing(Span::Source), |s| {
        pointers.begins(Span::Source, s.start..s.end).max(pointers.ends(Span::Source, s.start..s.end))
    });
    if own >= UNSURE { None } else { pointed(r, pointers, report) }
}

/// The source that the encoder points at, if it is no part of the rest.
fn pointed(r: &Reader<'_>, pointers: &Pointers, report: &Report) -> Option<Phrase> {
    let source = seen::sources(r, pointers).next()?;
    let sure = pointers.begins(Span::Source, source.start..source.start + 1) >= SURE
        && pointers.ends(Span::Source, source.end.checked_sub(1)?..source.end) >= SURE;
    let apart =
        report.content.iter().chain(report.cue.iter()).all(|c| source.end <= c.0 || c.1 <= source.start);
    (sure && apart && !set_apart(r, &source, report.head)).then_some(source)
}

/// Whether dashes set a phrase apart from the cue behind it: "the quay – where **Northmark** played – while chanting".
fn set_apart(r: &Reader<'_>, source: &Phrase, cue: usize) -> bool {
    // A dash at the very beginning sets nothing apart.
    let first = r.sentence_start(source.start) + 1;
    (source.end..cue).any(|at| r.dash(at)) && (first..source.start).any(|at| r.dash(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotations::noun_phrase::phrase_back;
    use crate::quotations::testing::at_caret;

    #[test]
    fn dashes_set_a_phrase_apart() {
        let apart = |text: &str, cue: &str| {
            at_caret(text, |r, unit, at| {
                let source = phrase_back(r, at, unit.start).expect("the caret stands at the end of a phrase");
                let cue = (at..unit.end).find(|&i| r.text(i) == cue).expect("the cue stands behind");
                set_apart(r, &source, cue)
            })
        };
        assert!(apart("Crowds filled the quay - where the ^crew slept - while chanting.", "chanting"));
        assert!(!apart("Crowds filled the quay - where the ^crew slept while chanting.", "chanting"));
        assert!(!apart("The ^crew filled the quay - where it slept - while chanting.", "chanting"));
        assert!(!apart("- The ^crew - said no.", "said"));
    }
}
