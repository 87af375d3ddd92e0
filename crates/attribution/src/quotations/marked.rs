//! Links the stretches in marks of one paragraph to the tags beside them: "“We sold the boat,” **she said**, “and the
//! oars.”" is one quotation in two pieces.

use super::inner_tag;
use super::not_speech::{names_a_work, nickname, reads_like_speech};
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use super::sentence_subject::main_subject;
use super::spoken::Spoken;
use super::tag::{Tag, tag_of};
use crate::lexicon::WordSet;
use crate::syntax::Pos;
use inquit_tokenizer::{MarkStyle, Quoted, QuotedId, TokenKind};

/// The most tokens that may part two stretches of one sentence: “Well,” (turning away) “where now?”
const MOST_BETWEEN: usize = 16;

/// The tags of some stretches in marks.
pub(super) struct Marked {
    /// One for each tag, and for each sentence in marks that goes on over what parts it.
    pub(super) reports: Vec<Report>,
    /// For each stretch, which report took it.
    pub(super) owner: Vec<Option<usize>>,
    /// For each stretch with a tag beside it, what was seen of it.
    pub(super) judged: Vec<Option<Spoken>>,
}

/// Links stretches in marks, all of one paragraph or of one outer stretch, to the tags beside them.
pub(super) fn marked(
    r: &mut Reader<'_>,
    quoted: &[QuotedId],
    units: &[Unit],
    paragraph_end: usize,
) -> Marked {
    let mut links = Links {
        quoted,
        units,
        paragraph_end,
        out: Marked {
            reports: Vec::new(),
            owner: vec![None; quoted.len()],
            judged: vec![None; quoted.len()],
        },
        taken: None,
        previous_end: 0,
    };
    for (k, &id) in quoted.iter().enumerate() {
        let q = r.doc.quoted_at(id);
        if names_a_work(r, &q) || nickname(r, &q) {
            continue;
        }
        if !links.labelled(r, k, &q) && !links.unclosed(r, k, &q) {
            links.beside(r, k, &q);
        }
        links.previous_end = q.tokens.end.index();
    }
    links.out
}

/// The links made so far, from the left.
struct Links<'a> {
    quoted: &'a [QuotedId],
    units: &'a [Unit],
    paragraph_end: usize,
    out: Marked,
    /// Where the tag of the stretch before ends, and which report that is.
    taken: Option<(usize, usize)>,
    /// One past the last token of the stretch before.
    previous_end: usize,
}

impl Links<'_> {
    /// Gives stretch `k` a report of its own; the tag and the stretch end before `end`.
    fn take(&mut self, k: usize, report: Report, end: usize) {
        self.out.owner[k] = Some(self.out.reports.len());
        self.taken = Some((end, self.out.reports.len()));
        self.out.reports.push(report);
    }

    /// Whether stretch `k` comes after one that nobody has taken.
    fn follows_untaken(&self, k: usize) -> bool {
        k > 0 && self.out.owner[k - 1].is_none()
    }

    /// The tokens of the stretch before stretch `k`.
    fn before(&self, r: &Reader<'_>, k: usize) -> (usize, usize) {
        let tokens = r.doc.quoted_at(self.quoted[k - 1]).tokens;
        (tokens.start.index(), tokens.end.index())
    }

    /// A label in capitals at the head of the stretch: “WARDEN: Is it deep?”
    fn labelled(&mut self, r: &Reader<'_>, k: usize, q: &Quoted) -> bool {
        let Some((source, start)) = inner_tag::label(r, q) else { return false };
        let end = q.tokens.end.index();
        let mut report = untagged(vec![(start, end)]);
        (report.source, report.rule, report.confidence) = (Some(source), Rule::Tag, 0.9);
        report.why = "a label in capitals inside the marks".into();
        self.take(k, report, end);
        // What follows is not said by the same.
        self.taken = None;
        true
    }

    /// A tag inside a stretch that no mark closes.
    fn unclosed(&mut self, r: &mut Reader<'_>, k: usize, q: &Quoted) -> bool {
        let id = self.quoted[k];
        if q.close.is_some() || goes_on_later(r, id) {
            return false;
        }
        r.enter(id);
        let (pieces, tag) = inner_tag::split(r, q);
        r.leave(id);
        let (Some(tag), Some(&first)) = (tag, pieces.first()) else { return false };
        let mut report = tag.report(first);
        report.content = pieces;
        self.take(k, report, q.tokens.end.index());
        true
    }

    /// A tag beside the stretch, that of the stretch before, or none.
    fn beside(&mut self, r: &Reader<'_>, k: usize, q: &Quoted) {
        let (open, end) = (q.open.index(), q.tokens.end.index());
        let unit = unit_of(self.units, open);
        let next_open = self.quoted.get(k + 1).map_or(usize::MAX, |&n| r.doc.quoted_at(n).open.index());
        let shared = self.taken.filter(|&(tag_end, _)| joins(r, tag_end, open, unit, q));
        // The tag of the stretch before is not looked at again.
        let low = unit.start.max(self.previous_end).max(shared.map_or(0, |(tag_end, _)| tag_end));
        let tag = tag_of(r, q, unit, low, next_open, self.paragraph_end);
        let tag = tag.filter(|tag| self.is_speech(r, k, q, unit, tag));
        match (tag, shared) {
            (Some(tag), _) => self.own_tag(r, k, q, tag, low),
            (None, Some((_, report))) => {
                self.out.owner[k] = Some(report);
                self.out.reports[report].content.push((open, end));
                self.taken = Some((end, report));
            }
            (None, None) => {
                let parted = self.follows_untaken(k)
                    && self.previous_end > unit.start
                    && self.previous_end < open
                    && open - self.previous_end < MOST_BETWEEN
                    && goes_on(r, self.quoted[k - 1], open);
                self.taken = None;
                if parted {
                    let pieces = vec![self.before(r, k), (open, end)];
                    self.take(k, untagged(pieces), end);
                    self.out.owner[k - 1] = self.out.owner[k];
                }
            }
        }
    }

    /// Whether its tag makes speech of stretch `k`: "She wanted to say “no”" does not.
    fn is_speech(&mut self, r: &Reader<'_>, k: usize, q: &Quoted, unit: Unit, tag: &Tag) -> bool {
        // What stands in other marks is quoted by somebody, and each line of dash dialogue is speech.
        if q.depth > 0 || q.style == MarkStyle::Dash {
            return true;
        }
        // Nobody hears a thought, and it is a quotation all the same.
        if thinks(r, tag.cue) && tag.source.is_some() && r.capital(q.inner_tokens().start.index()) {
            return true;
        }
        let spoken = Spoken::of(r, self.quoted[k], unit, Some(tag));
        self.out.judged[k] = Some(spoken);
        spoken.is_speech()
    }

    /// Takes stretch `k` for its tag; what that can take begins at `low`.
    fn own_tag(&mut self, r: &Reader<'_>, k: usize, q: &Quoted, mut tag: Tag, low: usize) {
        let (open, end) = (q.open.index(), q.tokens.end.index());
        let unit = unit_of(self.units, open);
        // "…," she said, adding, "…": the sentence's subject stands in the tag before.
        if tag.source.is_none()
            && let Some((_, earlier)) = self.taken
            && self.previous_end > unit.start
        {
            tag.source = self.out.reports[earlier].source;
        }
        // She called the deal “dead,” adding, “…”: the stretch before is no quotation of its own.
        if tag.source.is_none() && self.previous_end > unit.start && tag.cue.1 <= open {
            tag.source = main_subject(r, tag.cue.0, unit.start);
        }
        let tag_end = tag.end.max(tag.source.map_or(0, |s| s.end)).max(end);
        // The sentence in front of the marks flows into them: The roof, though, would “have to go,” she said. What is left
        // of the sentence of an earlier tag tells how that was said: “Oh,” said Tom, with a sigh, “if only!” he said.
        let goes_on = self.taken.is_some_and(|(tag_end, _)| tag_end > unit.start);
        let begin = if tag.cue.0 >= end && !goes_on && flows_in(r, q, low) { low } else { open };
        let mut report = tag.report((begin, end));
        // A stretch right before, in the same sentence, shares the tag: “Go,” “now,” said Ann.
        let shares = self.follows_untaken(k)
            && self.previous_end == open
            && unit_of(self.units, self.previous_end - 1).start == unit.start;
        if shares {
            report.content.insert(0, self.before(r, k));
        }
        self.take(k, report, tag_end);
        if shares {
            self.out.owner[k - 1] = self.out.owner[k];
        }
    }
}

/// Whether a cue tells of a thought.
pub(super) fn thinks(r: &Reader<'_>, cue: (usize, usize)) -> bool {
    (cue.0..cue.1).any(|at| r.is_a(at, WordSet::THINKS))
}

/// Words in marks without a tag.
pub(super) fn untagged(content: Vec<(usize, usize)>) -> Report {
    Report {
        rule: Rule::Untagged,
        content,
        cue: None,
        source: None,
        addressee: None,
        why: "words in marks that stand alone".into(),
        frame: "",
        head: 0,
        licensed: true,
        confidence: 0.8,
    }
}

/// The sentence that holds a token.
pub(super) fn unit_of(units: &[Unit], at: usize) -> Unit {
    let after = units.partition_point(|u| u.start <= at);
    after.checked_sub(1).map(|i| units[i]).filter(|u| at < u.end).unwrap_or(Unit { start: at, end: at + 1 })
}

/// Whether the words from `low` on lead into the marks without a break: they are part of what is said.
fn flows_in(r: &Reader<'_>, q: &Quoted, low: usize) -> bool {
    let open = q.open.index();
    let inner = q.inner_tokens().start.index();
    if open < low + 2 || r.capital(inner) || r.in_marks(open - 1) {
        return false;
    }
    let clause = (low..open).all(|i| !r.in_marks(i) && !matches!(r.text(i), ":" | ";"));
    // In a story a comma parts narration from speech: He shut the window, “for the last time,” he said.
    let joined = r.kind(open - 1) == TokenKind::Word || r.comma(open - 1) && r.reads_like_a_report();
    // A beat is no content: She smiled, “well,” and said.
    let reports = (low..open).any(|i| r.verb_cue(i).is_some() && r.finite(i));
    clause && joined && !reports
}

/// Whether the sentence in marks breaks off at a comma or a dash and the stretch that opens at `open` takes it up.
fn goes_on(r: &Reader<'_>, before: QuotedId, open: usize) -> bool {
    let before = r.doc.quoted_at(before);
    let end = before.tokens.end.index();
    let inside = before
        .inner_tokens()
        .indices()
        .last()
        .is_some_and(|last| r.comma(last) || r.dash(last) || matches!(r.text(last), ";" | "…" | "..."));
    // “It is all”—she shut the window—“the same to me.”
    let breaks = inside || r.dash(end) || r.text(end) == "(" || r.gap(end);
    let lower = open + 1 < r.doc.tokens().len() && r.text(open + 1).starts_with(char::is_lowercase);
    let marked = matches!(r.text(open - 1), "," | ")" | ";") || r.dash(open - 1) || r.gap(open);
    // The plan was “dead,” noting that it was “ours to kill.”
    let reports = (end..open).any(|i| r.pos(i) == Pos::Verb && r.verb_cue(i).is_some());
    breaks && (lower || marked) && !reports
}

/// Whether a later stretch goes on from this one.
fn goes_on_later(r: &Reader<'_>, id: QuotedId) -> bool {
    // Each line of dash dialogue ends by itself.
    r.doc.quoted_at(id).style != MarkStyle::Dash
        && r.doc.quoted()[id.index() + 1..].iter().take(64).any(|q| q.continues == Some(id))
}

/// Whether a stretch belongs to the quotation whose tag ended at `tag_end`: nothing but the rest of the tag's sentence
/// stands between, and it reads like more of the same speech.
fn joins(r: &Reader<'_>, tag_end: usize, open: usize, unit: Unit, q: &Quoted) -> bool {
    if tag_end > open {
        return false;
    }
    let stops = (tag_end..open).filter(|&i| matches!(r.text(i), "." | "!" | "?") && !r.in_marks(i)).count();
    // How she said it may follow the tag; another sentence may not.
    if stops > 1 || (stops == 1 && !matches!(r.text(open - 1), "." | "!" | "?")) {
        return false;
    }
    if stops == 0 && open > tag_end {
        let last = open - 1;
        if !(matches!(r.text(last), "," | ":" | ";") || r.dash(last) || r.in_marks(last) || r.gap(open)) {
            return false;
        }
    }
    let inner = q.inner_tokens().indices();
    // “We sold it,” Ann said. “The boat leaked” and sank, she said: the sentence goes on behind the marks, with its own tag.
    let behind = q.tokens.end.index();
    let word = |at: usize| r.kind(at) == TokenKind::Word;
    let flows_on = behind < unit.end && word(behind) && inner.clone().next_back().is_some_and(word);
    if stops > 0
        && flows_on
        && (behind..unit.end).any(|at| !r.in_marks(at) && r.verb_cue(at).is_some() && r.finite(at))
    {
        return false;
    }
    // “I think she will” and more like it: a clause in marks opens the next sentence.
    let clause =
        open == unit.start && r.capital(inner.start) && inner.len() > 5 && inner.clone().any(|i| r.finite(i));
    stops == 0 || clause || reads_like_speech(r, q, unit)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_direct, assert_mixed, assert_reports};

    #[test]
    fn a_tag_in_the_middle_has_speech_on_both_sides() {
        assert_direct(
            "“We sold the boat,” she said, “and the oars.”",
            ("“We sold the boat,” … “and the oars.”", "said", "she"),
        );
        assert_direct(
            "“We sold the boat,” she said. “It leaked.”",
            ("“We sold the boat,” … “It leaked.”", "said", "she"),
        );
    }

    #[test]
    fn another_sentence_after_the_tag_parts_two_quotations() {
        assert_reports(
            "“We sold the boat,” she said. Tom shut the window. “It rains.”",
            &[("“We sold the boat,”", "said", "she"), ("“It rains.”", "", "")],
        );
    }

    #[test]
    fn a_sentence_that_goes_on_behind_the_marks_has_its_own_tag() {
        assert_reports(
            "“This is wrong,” Ann said. “You pushed the sailors to the edge” to sell the boat, she said.",
            &[
                ("“This is wrong,”", "said", "Ann"),
                ("“You pushed the sailors to the edge” to sell the boat", "said", "she"),
            ],
        );
    }

    #[test]
    fn stretches_side_by_side_share_a_tag() {
        assert_direct("“Go,” “now,” said Ann.", ("“Go,” … “now,”", "said", "Ann"));
    }

    #[test]
    fn one_sentence_goes_on_over_what_parts_it() {
        assert_direct("“Well,” (she turned away) “where now?”", ("“Well,” … “where now?”", "", ""));
    }

    #[test]
    fn what_a_dash_parts_is_one_quotation_even_if_the_dash_was_lost() {
        for text in [
            "“It is all”—she shut the window—“the same to me.”",
            "“It is all” (she shut the window) “the same to me.”",
            "“It is all”   she shut the window   “the same to me.”",
        ] {
            assert_direct(text, ("“It is all” … “the same to me.”", "", ""));
        }
    }

    #[test]
    fn what_reports_between_two_stretches_parts_them() {
        assert_reports(
            "The plan was “dead,” she said, noting that it was “ours to kill.”",
            &[("The plan was “dead,”", "said", "she"), ("that it was “ours to kill.”", "noting", "she")],
        );
        assert_reports(
            "The plan was “dead,” noting that it was “ours to kill.”",
            &[("that it was “ours to kill.”", "noting", "The plan")],
        );
    }

    #[test]
    fn an_ing_form_without_a_tag_before_takes_the_subject_of_its_sentence() {
        assert_reports(
            "Ann Lee called the plan “dead,” adding, “It leaked.”",
            &[("the plan “dead,”", "called", "Ann Lee"), ("“It leaked.”", "adding", "Ann Lee")],
        );
    }

    #[test]
    fn an_ing_form_takes_the_source_of_the_tag_before() {
        assert_reports(
            "“We sold the boat,” Ann said, adding, “It leaked.”",
            &[("“We sold the boat,”", "said", "Ann"), ("“It leaked.”", "adding", "Ann")],
        );
    }

    #[test]
    fn a_sentence_that_flows_into_the_marks_is_part_of_what_is_said() {
        assert_mixed(
            "The old roof would “have to go,” she said.",
            ("The old roof would “have to go,”", "said", "she"),
            &["“have to go,”"],
        );
        assert_direct("She waved. “We have to go,” she said.", ("“We have to go,”", "said", "she"));
    }

    #[test]
    fn how_the_first_piece_was_said_is_no_part_of_the_second() {
        assert_reports(
            "“Oh,” said Tom Birch, with a heavy sigh, “if only we could,” he said.",
            &[("“Oh,”", "said", "Tom Birch"), ("“if only we could,”", "said", "he")],
        );
    }

    #[test]
    fn a_tag_is_not_taken_twice() {
        assert_reports(
            "“Go,” said Ann. “Why?” asked Tom.",
            &[("“Go,”", "said", "Ann"), ("“Why?”", "asked", "Tom")],
        );
    }
}
