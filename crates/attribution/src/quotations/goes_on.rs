//! A quotation that goes on later, with its marks closed before and opened anew, and no tag: after a sentence of
//! narration, or in a paragraph of its own.
//!
//! "“We sold the boat,” Ann Lee said. She had come by train. “**It leaked.**”" has one speaker in a newspaper: in three of
//! four such places PolNeAR's training part annotates one quotation, or two with the same source. In a story somebody
//! else may answer.
//!
//! "“We sold the boat,” Ann Lee said." and below it "“**It leaked. Nobody wanted it.**”" is what newspapers print where
//! somebody speaks at length. PolNeAR's training part annotates nine such paragraphs in ten as part of the quotation
//! before them. A story would have somebody else answer, and so would an interview; there, nothing is joined.
//!
//! "The boat is sold, Ann Lee said. “**It leaked.**”" are two quotations with one tag: of such words in marks, forty-one in
//! forty-four have the source of the tag in PolNeAR's training part.

use super::marked::unit_of;
use super::noun_phrase::Phrase;
use super::paragraph::Finding;
use super::reader::{Reader, Unit};
use super::report::Rule;
use crate::syntax::Pos;
use inquit_tokenizer::{MarkStyle, ParagraphId, ParagraphKind, Quoted};
use std::ops::Range;

/// How many findings back the tag may be: those of one paragraph.
const BACK: usize = 12;

/// The tagged quotation of the paragraph before that the words in marks `q` go on with.
pub(super) fn goes_on(r: &Reader<'_>, q: &Quoted, findings: &[Finding]) -> Option<usize> {
    let id = r.doc.paragraph_of(q.open);
    let before = ParagraphId::from(id.index().checked_sub(1)?);
    let tokens = r.doc.paragraph(before).tokens.indices();
    let plain = r.is_surely_a_report()
        && q.style != MarkStyle::Dash
        && r.doc.paragraph(before).kind == ParagraphKind::Body
        && fills(r, q, id)
        && !answered(r, id);
    if !plain {
        return None;
    }
    let mut tagged = None;
    for (at, finding) in findings.iter().enumerate().rev().take(BACK) {
        let content = &finding.report.content;
        let first = content.get(content.partition_point(|c| c.0 < tokens.start));
        if finding.parent.is_some() || first.is_none_or(|c| c.0 >= tokens.end) {
            continue;
        }
        match finding.report.rule {
            // Two who speak in turn.
            Rule::Untagged | Rule::Turn => return None,
            Rule::Tag if tagged.is_some() => return None,
            Rule::Tag => tagged = Some(at),
            _ => {}
        }
    }
    tagged.filter(|at| findings.get(*at).is_some_and(|f| ends(r, f, tokens) && !addresses(r, q, f)))
}

/// What was quoted in a paragraph of news before a place that moves on from stretch to stretch.
#[derive(Default)]
pub(super) struct Before {
    /// Where each finding ends, in order; those of the paragraph are counted from 0.
    ends: Vec<(usize, usize)>,
    /// How many of them end before the place.
    passed: usize,
    /// The one that ends last before it.
    last: Option<(usize, usize)>,
}

impl Before {
    /// Takes in what was found in a paragraph. Whatever else was reported has a source of its own; what was not said has
    /// none.
    pub(super) fn new(r: &Reader<'_>, found: &[Finding]) -> Self {
        if !r.is_surely_a_report() {
            return Self::default();
        }
        let counts = found.iter().enumerate().filter(|(_, f)| f.parent.is_none() && !unsaid(r, f));
        let mut ends: Vec<_> = counts.filter_map(|(at, f)| Some((ended(f)?, at))).collect();
        ends.sort_unstable();
        Self { ends, ..Self::default() }
    }

    /// The finding `at` of the document has been given the stretch that ends at `end`, before the place that is asked about
    /// next. Those of the paragraph begin at `base`.
    pub(super) fn reaches(&mut self, end: usize, at: usize, base: usize) {
        self.last = self.last.max(at.checked_sub(base).map(|at| (end, at)));
    }

    /// Moves on to the token at `open`.
    fn advance(&mut self, open: usize, found: &[Finding]) {
        while let Some(&end) = self.ends.get(self.passed).filter(|end| end.0 <= open) {
            self.passed += 1;
            // One that was given to a quotation of the paragraph before has nothing left.
            if found.get(end.1).is_some_and(|f| !f.report.content.is_empty()) {
                self.last = self.last.max(Some(end));
            }
        }
    }

    /// The tagged quotation of the same paragraph that the words in marks `q` go on with, among what was found there.
    pub(super) fn goes_on(&mut self, r: &Reader<'_>, q: &Quoted, found: &[Finding]) -> Option<usize> {
        let open = q.open.index();
        if !r.is_surely_a_report() || q.style == MarkStyle::Dash || q.inner_tokens().len() < SPEECH {
            return None;
        }
        self.advance(open, found);
        let (_, at) = self.last?;
        let report = &found.get(at)?.report;
        (report.rule == Rule::Tag && report.source.is_some()).then_some(at)
    }

    /// The tag of the last report before the words in marks `q`, if it speaks for them, too: it stands in their sentence, or
    /// it ends the sentence right before.
    pub(super) fn shared(
        &mut self,
        r: &Reader<'_>,
        q: &Quoted,
        units: &[Unit],
        found: &[Finding],
    ) -> Option<Shared> {
        if !r.is_surely_a_report() || q.style == MarkStyle::Dash {
            return None;
        }
        self.advance(q.open.index(), found);
        let (end, at) = self.last?;
        let report = &found.get(at)?.report;
        let (cue, content) = (report.cue?, report.content.last()?);
        let (own, before) = (unit_of(units, q.open.index()), unit_of(units, end.checked_sub(1)?));
        let same = own.start == before.start;
        let right_before = own.start == q.open.index() && before.end == own.start && cue.1 > content.1;
        (same || right_before).then_some(Shared { cue, source: report.source?, right_before })
    }
}

/// What words in marks share with the report before them.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    /// Its words that report.
    pub(super) cue: (usize, usize),
    /// Who says it.
    pub(super) source: Phrase,
    /// It ends the sentence right before.
    pub(super) right_before: bool,
}

/// The fewest tokens that are speech for sure, no name or word in marks.
const SPEECH: usize = 6;

/// Whether a report says that nothing was said: "He didn't suggest a sale."
fn unsaid(r: &Reader<'_>, finding: &Finding) -> bool {
    let negative = |at| r.any(at, &["not", "n't", "n’t", "never", "declined", "refused"]);
    finding.report.cue.is_some_and(|(start, end)| (start.saturating_sub(2)..end).any(negative))
}

/// One past the last token of a quotation and its tag.
fn ended(finding: &Finding) -> Option<usize> {
    let report = &finding.report;
    let content = report.content.last()?.1;
    Some(content.max(report.cue.map_or(0, |c| c.1)).max(report.source.map_or(0, |s| s.end)))
}

/// Whether words in marks speak to the one who said what was found: “Be quiet, Adelaide.”
fn addresses(r: &Reader<'_>, q: &Quoted, finding: &Finding) -> bool {
    let Some(name) = finding.report.source.map(|s| s.head).filter(|head| r.pos(*head) == Pos::Propn) else {
        return false;
    };
    // What no mark closes may end with the text.
    let beside = |at: usize| at >= r.doc.tokens().len() || r.is_mark(at);
    q.inner_tokens().indices().any(|at| r.text(at) == r.text(name) && beside(at - 1) && beside(at + 1))
}

/// Whether the words in marks are the whole of a paragraph.
fn fills(r: &Reader<'_>, q: &Quoted, id: ParagraphId) -> bool {
    let tokens = r.doc.paragraph(id).tokens.indices();
    q.tokens.start.index() == tokens.start && q.tokens.end.index() == tokens.end
}

/// Whether the paragraph after this one holds words in marks and nothing else: two who speak in turn.
fn answered(r: &Reader<'_>, id: ParagraphId) -> bool {
    let next = ParagraphId::from(id.index() + 1);
    r.doc.paragraphs().get(next.index()).is_some_and(|p| {
        r.opened_at(p.tokens.start.index()).is_some_and(|q| fills(r, &r.doc.quoted_at(q), next))
    })
}

/// Whether the paragraph ends with the quotation, its tag, or the sentence that the tag stands in, and asks nothing.
fn ends(r: &Reader<'_>, finding: &Finding, paragraph: Range<usize>) -> bool {
    let Some(last) = ended(finding) else { return false };
    let content = finding.report.content.last().map_or(0, |c| c.1);
    let asks = (paragraph.start..content).rev().take(3).any(|at| r.text(at) == "?");
    let sentence = paragraph.end.checked_sub(1).map(|at| r.sentence_start(at));
    !asks && sentence.is_some_and(|start| start < last)
}

#[cfg(test)]
mod tests {
    use crate::quotations::testing::assert_reports;

    /// What makes a text news: names, figures, days.
    const NEWS: &str = "The council of Corrow Reach sold 14 boats on Tuesday, 3 May 2019, and the Northmark Harbour Trust \
                        of Mayor Edda Krishnan bought 12 of them on Wednesday.\n\n";
    const TAGGED: (&str, &str, &str) =
        ("“We sold the boat,” … “It leaked. Nobody wanted it.”", "said", "Ann Lee of Corrow Reach");

    fn said(rest: &str) -> String {
        format!("{NEWS}“We sold the boat,” said Ann Lee of Corrow Reach{rest}")
    }

    #[test]
    fn a_paragraph_in_marks_goes_on_with_the_one_before() {
        assert_reports(&said(".\n\n“It leaked. Nobody wanted it.”\n\nThe pond is deep."), &[TAGGED]);
    }

    #[test]
    fn in_a_paragraph_it_goes_on_after_a_sentence_of_narration() {
        let text = said(". The gulls rose. “It leaked and it listed to the left.”");
        let both = "“We sold the boat,” … “It leaked and it listed to the left.”";
        assert_reports(&text, &[(both, "said", "Ann Lee of Corrow Reach")]);
    }

    #[test]
    fn a_tag_that_ends_the_sentence_before_speaks_for_the_marks_too() {
        let text = format!(
            "{NEWS}The boat is sold, said Ann Lee of Corrow Reach. “It leaked and it listed to the left.”"
        );
        let source = "Ann Lee of Corrow Reach";
        let second = ("“It leaked and it listed to the left.”", "said", source);
        assert_reports(&text, &[("The boat is sold", "said", source), second]);
    }

    #[test]
    fn what_was_not_said_stands_between_no_more_than_narration() {
        let text = said(". She did not say that it was old. “We knew it leaked, and we won’t miss it.”");
        let both = "“We sold the boat,” … “We knew it leaked, and we won’t miss it.”";
        assert_reports(
            &text,
            &[(both, "said", "Ann Lee of Corrow Reach"), ("that it was old", "did not say", "She")],
        );
    }

    #[test]
    fn who_is_reported_in_between_may_be_the_one_who_goes_on() {
        let text = said(". Tom Birch denied that it was old. “We knew it leaked, and we won’t miss it.”");
        assert_reports(
            &text,
            &[
                ("“We sold the boat,”", "said", "Ann Lee of Corrow Reach"),
                ("that it was old", "denied", "Tom Birch"),
                ("“We knew it leaked, and we won’t miss it.”", "", ""),
            ],
        );
    }

    #[test]
    fn two_in_a_row_are_two_who_talk() {
        let text = said(".\n\n“It leaked.”\n\n“It did not leak.”");
        assert_reports(
            &text,
            &[
                ("“We sold the boat,”", "said", "Ann Lee of Corrow Reach"),
                ("“It leaked.”", "", ""),
                ("“It did not leak.”", "", ""),
            ],
        );
    }

    #[test]
    fn a_question_is_answered_by_somebody_else() {
        let text = format!("{NEWS}“Is it sold?” said Ann Lee of Corrow Reach.\n\n“It leaked.”");
        assert_reports(
            &text,
            &[("“Is it sold?”", "said", "Ann Lee of Corrow Reach"), ("“It leaked.”", "", "")],
        );
    }

    #[test]
    fn whoever_is_spoken_to_does_not_go_on() {
        let text = format!("{NEWS}“Please wait,” said Adelaide.\n\n“Be quiet, Adelaide.”");
        assert_reports(&text, &[("“Please wait,”", "said", "Adelaide"), ("“Be quiet, Adelaide.”", "", "")]);
        let text = format!("{NEWS}“Please wait,” said Adelaide.\n\n“Be quiet, Adelaide");
        assert_reports(&text, &[("“Please wait,”", "said", "Adelaide"), ("“Be quiet, Adelaide", "", "")]);
    }

    #[test]
    fn after_a_sentence_of_narration_nothing_is_joined() {
        let text = said(". The gulls rose.\n\n“It leaked.”");
        assert_reports(
            &text,
            &[("“We sold the boat,”", "said", "Ann Lee of Corrow Reach"), ("“It leaked.”", "", "")],
        );
    }

    #[test]
    fn in_a_story_somebody_answers() {
        assert_reports(
            "“We sold the boat,” she said.\n\n“It leaked.”\n\nHe looked at her. She looked at him and at her hands.",
            &[("“We sold the boat,”", "said", "she"), ("“It leaked.”", "", "")],
        );
    }
}
