//! Tags beside words in quotation marks: "…," said Ann; Ann said, "…"; "…," she said, "…".
//!
//! Behind the marks the verb or its subject comes first, before the marks a comma or a colon parts them; what stands between
//! may say to whom, when and how, no more: "She smiled at the boy. “It rains.”" has no tag.

use super::noun_phrase::{Phrase, chunk_back, is_time, phrase_back, phrase_forward, subject_before};
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use super::verb_group::{VerbGroup, verb_group};
use crate::lexicon::Frames;
use crate::syntax::{Pos, VerbForm};
use inquit_tokenizer::{Quoted, TokenKind};

/// A reporting clause beside words in marks.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) cue: (usize, usize),
    pub(super) source: Option<Phrase>,
    pub(super) addressee: Option<Phrase>,
    /// One past the last token that the tag is known to take.
    pub(super) end: usize,
    pub(super) why: String,
}

impl Tag {
    pub(super) fn report(self, content: (usize, usize)) -> Report {
        Report {
            rule: Rule::Tag,
            content: vec![content],
            cue: Some(self.cue),
            source: self.source,
            addressee: self.addressee,
            why: self.why,
            frame: "",
            head: self.cue.0,
            licensed: true,
            confidence: 0.95,
        }
    }
}

/// The frames of a verb at `at` that can stand beside marks, and how many particles follow it.
fn speaks(r: &Reader<'_>, at: usize) -> Option<(Frames, usize)> {
    // A short line before a colon is easily taken for a noun phrase: "The Gazette reports:".
    let colon = r.doc.tokens().get(at + 1).is_some() && r.text(at + 1) == ":";
    if !matches!(r.pos(at), Pos::Verb | Pos::Aux)
        && !colon
        && !r.any(at, &["said", "says", "asked", "replied", "cried", "answered"])
    {
        return None;
    }
    r.verb_cue(at).filter(|(f, _)| f.any(Frames::DIRECT.with(Frames::MANNER)))
}

/// Whom the words after the verb name as spoken to: "told **reporters**", "said to **his wife**".
pub(super) fn addressee(r: &Reader<'_>, verb: usize, end: usize, high: usize) -> Option<Phrase> {
    let (frames, _) = r.verb_cue(verb)?;
    let at = if end < high && r.any(end, &["to", "at"]) {
        end + 1
    } else if frames.any(Frames::TOLD.with(Frames::ORDER)) {
        end
    } else {
        return None;
    };
    phrase_forward(r, at, high, false)
}

/// The tag that begins at `at`, right after a stretch in marks, and ends before `high`.
pub(super) fn tag_after(r: &Reader<'_>, mut at: usize, high: usize) -> Option<Tag> {
    if at < high && (r.comma(at) || r.dash(at)) {
        at += 1;
    }
    if at >= high || r.in_marks(at) {
        return None;
    }
    let first =
        if r.pos(at) == Pos::Adv && at + 1 < high && speaks(r, at + 1).is_some() { at + 1 } else { at };
    if r.is(at, "according") && at + 1 < high && r.is(at + 1, "to") {
        let source = phrase_forward(r, at + 2, high, true)?;
        return Some(Tag {
            cue: (at, at + 2),
            source: Some(source),
            addressee: None,
            end: source.end,
            why: "“according to” after the marks".into(),
        });
    }
    // "…," said Ann.
    if let Some((_, particles)) = speaks(r, first)
        && r.tag(first).form != VerbForm::Gerund
    {
        let end = first + 1 + particles;
        let source = phrase_forward(r, end, high, true)
            .filter(|p| (r.nominal(p.head) || r.pos(p.head) == Pos::Adj) && !is_time(r, p.head));
        if let Some(source) = source {
            return Some(Tag {
                cue: (first, end),
                source: Some(source),
                addressee: addressee(r, first, source.end, high)
                    .filter(|_| source.end < high && r.any(source.end, &["to", "at"])),
                end: source.end,
                why: format!("tag “{} …” after the marks", r.text(first)),
            });
        }
        return None;
    }
    // "…," Ann said. / "…," the old man, who had listened, said.
    let mut low = at;
    while low < high
        && (r.pos(low) == Pos::Cconj
            || (r.pos(low) == Pos::Adv && !r.any(low, &["when", "where", "why", "how", "while"])))
        && low < at + 2
    {
        low += 1;
    }
    let mut v = low;
    let stop = high.min(low + 40);
    while v < stop {
        if r.in_marks(v) || stops(r, v) {
            return None;
        }
        if let Some((frames, particles)) = speaks(r, v) {
            let g = verb_group(r, v, particles, low);
            if g.finite
                && !g.passive
                && let Some(subject) = subject_before(r, g.start, low)
                && subject.start == low
                && (frames.has(Frames::DIRECT) || v <= subject.end + 1)
            {
                return Some(Tag {
                    cue: (g.start, g.end),
                    source: Some(subject),
                    addressee: addressee(r, v, g.end, high),
                    end: g.end,
                    why: format!("tag “… {}” after the marks", r.text(v)),
                });
            }
        }
        v += 1;
    }
    None
}

/// Whether a mark ends the clause of a tag; the dot of an abbreviation before a comma does not: "Ann Lee, R-Vt., said".
fn stops(r: &Reader<'_>, at: usize) -> bool {
    matches!(r.text(at), ";" | "!" | "?")
        || (r.text(at) == "." && !(at + 1 < r.doc.tokens().len() && r.comma(at + 1)))
}

/// Nouns for what is said: "was her answer", "came the reply".
const SAYINGS: &[&str] = &[
    "answer",
    "reply",
    "response",
    "retort",
    "comment",
    "remark",
    "question",
    "exclamation",
    "rejoinder",
    "verdict",
    "greeting",
    "cry",
    "protest",
    "suggestion",
    "advice",
    "observation",
    "conclusion",
    "explanation",
];

/// Nouns for what carries words: "sent this message:".
const WRITINGS: &[&str] = &[
    "message",
    "statement",
    "tweet",
    "note",
    "letter",
    "headline",
    "slogan",
    "motto",
    "line",
    "words",
    "caption",
    "text",
    "email",
    "post",
    "sign",
    "banner",
    "inscription",
    "oath",
    "prayer",
    "joke",
    "quote",
    "thing",
    "point",
];

/// "…," was her answer.
fn answer_after(r: &Reader<'_>, mut at: usize, high: usize) -> Option<Tag> {
    if at < high && (r.comma(at) || r.dash(at)) {
        at += 1;
    }
    if at + 2 >= high || !r.any(at, &["was", "came", "is", "were", "comes"]) {
        return None;
    }
    let noun = (at + 1..high.min(at + 9)).find(|&i| r.any(i, SAYINGS))?;
    if (at + 1..noun).any(|i| r.in_marks(i) || matches!(r.text(i), "," | "." | ";")) {
        return None;
    }
    let owner = (at + 1..noun).find(|&i| r.any(i, &["his", "her", "their", "my", "your", "our"]));
    let source = match owner {
        Some(i) => Some(Phrase { start: i, end: i + 1, head: i }),
        None => (at + 1..noun)
            .find(|&i| r.text(i).starts_with(['\'', '’']) && r.pos(i) == Pos::Part)
            .and_then(|i| phrase_back(r, i - 1, at + 1).map(|p| Phrase { end: i + 1, ..p })),
    };
    Some(Tag {
        cue: (noun, noun + 1),
        source,
        addressee: None,
        end: noun + 1,
        why: format!("“{} … {}” after the marks", r.text(at), r.text(noun)),
    })
}

/// A name behind a dash at the end: “…” — Ann Lee.
fn signature_after(r: &Reader<'_>, at: usize, high: usize, q: &Quoted) -> Option<Tag> {
    if at + 1 >= high
        || !r.dash(at)
        || r.in_marks(at + 1)
        || r.pos(at + 1) != Pos::Propn
        || q.inner_tokens().len() < 3
    {
        return None;
    }
    let source = phrase_forward(r, at + 1, high, true).filter(|p| r.pos(p.head) == Pos::Propn)?;
    let closes = source.end >= high || (source.end + 1 >= high && matches!(r.text(source.end), "." | ";"));
    closes.then(|| Tag {
        cue: (at, at + 1),
        source: Some(source),
        addressee: None,
        end: source.end,
        why: "a name behind a dash after the marks".into(),
    })
}

/// A tag whose verb is in no list: "…," Winsett broke off. Only where a comma or a dash inside the marks promises one.
fn any_verb_after(r: &Reader<'_>, mut at: usize, high: usize) -> Option<Tag> {
    if at < high && (r.comma(at) || r.dash(at)) {
        at += 1;
    }
    if at >= high || r.in_marks(at) {
        return None;
    }
    let plain =
        |v: usize| r.pos(v) == Pos::Verb && matches!(r.tag(v).form, VerbForm::Finite | VerbForm::Participle);
    let (verb, source) = if plain(at) {
        (at, phrase_forward(r, at + 1, high, true)?)
    } else {
        let subject = phrase_forward(r, at, high, false)?;
        let mut v = subject.end;
        while v < high && r.pos(v) == Pos::Adv {
            v += 1;
        }
        (v, subject)
    };
    if verb >= high
        || !plain(verb)
        || !(matches!(r.pos(source.head), Pos::Propn | Pos::Pron) || r.pos(source.start) == Pos::Det)
    {
        return None;
    }
    Some(Tag {
        cue: (verb, verb + 1),
        source: Some(source),
        addressee: None,
        end: source.end.max(verb + 1),
        why: format!("“{}” after a comma in the marks", r.text(verb)),
    })
}

/// The tag that ends right before the stretch in marks that opens at `open`; `low` is where its sentence, or the
/// stretch before, lets it begin.
pub(super) fn tag_before(r: &Reader<'_>, open: usize, low: usize) -> Option<Tag> {
    if open <= low {
        return None;
    }
    let colon = r.text(open - 1) == ":";
    let stop = colon || r.comma(open - 1) || r.dash(open - 1);
    let mut v = open;
    let limit = low.max(open.saturating_sub(if colon { 40 } else { 24 }));
    while v > limit {
        v -= 1;
        if r.in_marks(v) || matches!(r.text(v), ";" | "!" | "?") {
            break;
        }
        let Some((frames, particles)) = speaks(r, v) else { continue };
        let g = verb_group(r, v, particles, low);
        let beside = stop && g.end + 1 >= open;
        if !light(r, g.end, open, stop, colon) || !(frames.has(Frames::DIRECT) || beside) {
            return None;
        }
        let source = source_of(r, &g, low);
        // "Said Ellis: “…”"
        let source = source.or_else(|| {
            (v == low || r.pos(v - 1) == Pos::Cconj)
                .then(|| phrase_forward(r, g.end, open, true).filter(|p| !is_time(r, p.head)))
                .flatten()
        });
        if source.is_none() && !(g.gerund || g.passive || coordinated(r, &g, low)) && !colon {
            return None;
        }
        return Some(Tag {
            cue: (g.start, g.end),
            source,
            addressee: addressee(r, v, g.end, open),
            end: open,
            why: format!("“{}” before the marks", r.text(v)),
        });
    }
    if colon && open >= 2 {
        // "made the following comment: “…”"
        let noun = (low..open - 1)
            .rev()
            .take(4)
            .find(|&i| r.any(i, SAYINGS) || r.any(i, WRITINGS) || r.noun_cue(i).is_some());
        if let Some(noun) = noun
            && let Some(source) = main_subject(r, open - 1, low)
        {
            return Some(Tag {
                cue: (noun, open),
                source: Some(source),
                addressee: None,
                end: open,
                why: format!("“{}” and a colon before the marks", r.text(noun)),
            });
        }
        // "Ann Lee: “…”"
        let source =
            phrase_back(r, open - 2, low).filter(|p| p.start == low && r.pos(p.head) == Pos::Propn)?;
        return Some(Tag {
            cue: (open - 1, open),
            source: Some(source),
            addressee: None,
            end: open,
            why: "a name and a colon before the marks".into(),
        });
    }
    None
}

/// Only what may stand between a verb and the marks: whom, when, where, how.
fn light(r: &Reader<'_>, start: usize, open: usize, stop: bool, colon: bool) -> bool {
    if start >= open {
        return true;
    }
    let verbs = (start..open).filter(|&i| r.finite(i)).count();
    if colon {
        return verbs <= 1;
    }
    if r.any(open - 1, &["that", "whether", "if", "as", "of", "it"])
        || (!stop && (start..open).any(|i| r.is(i, "that")))
        // "said on “The Morning Show” that": what a preposition leads in is no speech.
        || (!stop && r.any(open - 1, &["on", "in", "at", "with", "about", "for", "by", "from"]))
    {
        return false;
    }
    if stop {
        return verbs == 0 || (start..open).any(|i| r.any(i, &["as", "when", "while", "after", "before"]));
    }
    (start..open).all(|i| r.pos(i) == Pos::Adv)
        || (r.any(start, &["in", "on", "at", "to", "during"]) && verbs == 0 && open - start < 8)
        || (verbs == 0
            && open - start < 6
            && r.verb_cue(start.saturating_sub(1)).is_some_and(|(f, _)| f.any(Frames::TOLD)))
}

/// Whether the verb shares its subject with one before: "took the cup and said".
pub(super) fn coordinated(r: &Reader<'_>, g: &VerbGroup, low: usize) -> bool {
    let mut at = g.start;
    while at > low && r.pos(at - 1) == Pos::Adv {
        at -= 1;
    }
    at > low && (r.pos(at - 1) == Pos::Cconj || r.comma(at - 1) || r.is(at - 1, "then"))
}

/// The subject of a reporting verb: its own, or that of the clause it hangs on.
pub(super) fn source_of(r: &Reader<'_>, g: &VerbGroup, low: usize) -> Option<Phrase> {
    if g.finite
        && !g.infinitive
        && let Some(own) = subject_before(r, g.start, low)
        && !coordinated_object(r, g, &own)
    {
        return Some(own);
    }
    // "footage of Hettie asking": who is described says it.
    if g.gerund
        && g.start > low
        && r.nominal(g.start - 1)
        && let Some(described) = phrase_back(r, g.start - 1, low)
    {
        let name = r.pos(g.start - 1) == Pos::Propn || r.pos(g.start - 1) == Pos::Pron;
        return if name { chunk_back(r, g.start - 1, low) } else { Some(described) };
    }
    if g.gerund || g.infinitive || coordinated(r, g, low) {
        return main_subject(r, g.start, low);
    }
    None
}

/// The phrase ends right before a conjunction: it is not the subject of what follows.
fn coordinated_object(r: &Reader<'_>, g: &VerbGroup, own: &Phrase) -> bool {
    (own.end..g.start).any(|i| r.pos(i) == Pos::Cconj)
}

/// The subject of the nearest finite verb before `before`.
pub(super) fn main_subject(r: &Reader<'_>, before: usize, low: usize) -> Option<Phrase> {
    let mut at = before;
    let mut tries = 0;
    let mut fallback = None;
    while at > low && tries < 6 {
        at -= 1;
        if r.in_marks(at) || !(r.finite(at) || r.pos(at) == Pos::Aux) {
            continue;
        }
        tries += 1;
        let g = verb_group(r, at, 0, low);
        let Some(subject) = subject_before(r, g.start, low) else { continue };
        // The subject of a clause inside another is not the subject of the sentence.
        let mut before = subject.start;
        while before > low && r.any(before - 1, &["both", "all", "even", "only"]) {
            before -= 1;
        }
        let embedded = before > low
            && (r.any(
                before - 1,
                &[
                    "that", "if", "whether", "because", "when", "while", "as", "what", "how", "why",
                    "before", "after", "since",
                ],
            ) || r.pos(before - 1) == Pos::Verb);
        let relative = r.any(subject.head, &["who", "which", "that", "it", "there", "this", "what"]);
        if !embedded && !relative {
            return Some(subject);
        }
        fallback = fallback.or((!relative).then_some(subject));
        at = subject.start.max(low);
    }
    fallback
}

/// The tag of a stretch in marks.
pub(super) fn tag_of(
    r: &Reader<'_>,
    q: &Quoted,
    unit: Unit,
    low: usize,
    next_open: usize,
    paragraph_end: usize,
) -> Option<Tag> {
    let open = q.open.index();
    let end = q.tokens.end.index();
    // The paragraph before ended with a colon: “The mayor wrote:”.
    let low = if open > 0 && open == low && r.text(open - 1) == ":" && !r.in_marks(open - 1) {
        r.sentence_start(open - 1)
    } else {
        low
    };
    let last = q.inner_tokens().indices().next_back();
    let last_text = last.map_or("", |i| r.text(i));
    let mut high = unit.end.min(next_open);
    let at_end = end >= unit.end || (end + 1 == unit.end && matches!(r.text(end), "." | "!" | "?"));
    if at_end
        && matches!(last_text, "?" | "!" | "," | "—" | "–" | "--" | "…" | "..." | "-")
        && end < paragraph_end
    {
        // The sentence was cut at the mark, yet a tag may follow: "Is it?" Ann asked.
        high = next_open.min(paragraph_end).min(end + 40);
        if let Some(stop) = (end..high).find(|&i| stops(r, i) && r.kind(i) != TokenKind::Word) {
            high = stop;
        }
    }
    if at_end && end < paragraph_end && r.dash(end) && next_open > end {
        high = next_open.min(paragraph_end).min(end + 20);
    }
    let after = || {
        if q.close.is_none() || end >= high {
            return None;
        }
        // Without a stop inside the marks or a comma behind them the sentence goes on: the “old” plan and the new one.
        let stop = last.is_some_and(|l| r.kind(l) != TokenKind::Word && r.kind(l) != TokenKind::Number)
            || r.comma(end)
            || r.dash(end);
        if !stop && r.pos(end) == Pos::Cconj {
            return None;
        }
        let known = tag_after(r, end, high).or_else(|| answer_after(r, end, high));
        let known = known.or_else(|| signature_after(r, end, high, q));
        // A comma inside the marks promises a tag, whatever its verb.
        if known.is_none() && matches!(last_text, "," | "—" | "--") {
            any_verb_after(r, end, high)
        } else {
            known
        }
    };
    let before = tag_before(r, open, low);
    match (before, last_text) {
        (Some(b), ",") => after().or(Some(b)),
        (Some(b), _) => Some(b),
        (None, _) => after(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{
        assert_addressee, assert_direct, assert_nothing_reported, assert_reports, phrase_found,
    };
    use super::*;

    const BOAT: &str = "“We sold the boat,”";

    #[test]
    fn behind_the_marks_verb_and_source_stand_in_either_order() {
        for (tag, cue, source) in [
            ("said Ann Lee.", "said", "Ann Lee"),
            ("Ann Lee said.", "said", "Ann Lee"),
            ("said the old man, who had listened.", "said", "the old man, who had listened"),
            ("Ann Lee, the captain, said.", "said", "Ann Lee, the captain"),
            ("she whispered softly.", "whispered", "she"),
            ("the sexton had replied.", "had replied", "the sexton"),
            ("she smiled.", "smiled", "she"),
            ("according to the warden.", "according to", "the warden"),
        ] {
            assert_direct(&format!("{BOAT} {tag}"), (BOAT, cue, source));
        }
    }

    #[test]
    fn a_question_or_a_cry_does_not_end_the_sentence() {
        assert_direct("“Is it raining?” asked Tom.", ("“Is it raining?”", "asked", "Tom"));
        assert_direct("“Never!” the boy cried.", ("“Never!”", "cried", "the boy"));
    }

    #[test]
    fn before_the_marks_stands_a_comma_or_a_colon() {
        let pond = "“The pond is deep.”";
        for (tag, cue, source) in [
            ("Ann Lee said,", "said", "Ann Lee"),
            ("Ann Lee said:", "said", "Ann Lee"),
            ("Ann Lee said on Monday:", "said", "Ann Lee"),
            ("Ann Lee:", ":", "Ann Lee"),
            ("Said Ellis:", "Said", "Ellis"),
            ("The mayor took the cup and said,", "said", "The mayor"),
            ("She left, adding,", "adding", "She"),
            ("She left this message:", "message:", "She"),
        ] {
            assert_direct(&format!("{tag} {pond}"), (pond, cue, source));
        }
    }

    #[test]
    fn whom_it_was_said_to() {
        assert_addressee("“We sold the boat,” she told the sexton.", "the sexton");
        assert_addressee("“We sold the boat,” she said to the sexton.", "the sexton");
        assert_addressee("She told the sexton, “We sold the boat.”", "the sexton");
        assert_addressee("“We sold the boat,” she said on Monday.", "");
    }

    #[test]
    fn an_answer_and_a_signature_are_tags_too() {
        assert_direct("“It rains,” was her answer.", ("“It rains,”", "answer", "her"));
        assert_direct("“It rains,” came the sexton's reply.", ("“It rains,”", "reply", "the sexton's"));
        assert_direct(
            "“Rain is a kind of company.” — Ada Voss",
            ("“Rain is a kind of company.”", "—", "Ada Voss"),
        );
    }

    #[test]
    fn a_comma_in_the_marks_promises_a_tag_whatever_its_verb() {
        assert_direct("“It rains,” Winsett broke off.", ("“It rains,”", "broke", "Winsett"));
        assert_direct("“It rains.” Winsett broke off.", ("“It rains.”", "", ""));
    }

    #[test]
    fn a_sentence_beside_the_marks_is_no_tag() {
        assert_direct("“It rains.” Tom shut the window.", ("“It rains.”", "", ""));
        assert_direct("She smiled at the boy. “The pond is deep.”", ("“The pond is deep.”", "", ""));
        assert_nothing_reported("The boy held “The Deep Pond” on his lap and said nothing.");
    }

    #[test]
    fn the_sentence_before_keeps_its_own_verb() {
        assert_reports("He opened the door. “Never,” he said.", &[("“Never,”", "said", "he")]);
    }

    #[test]
    fn the_subject_of_a_verb_that_has_none_is_the_sentences() {
        let subject = |text| phrase_found(text, |r, unit, at| main_subject(r, at, unit.start)).map(|p| p.0);
        assert_eq!(subject("The mayor smiled, ^adding that it rained.").as_deref(), Some("The mayor"));
        assert_eq!(
            subject("The mayor, who had slept, took the cup and ^said no.").as_deref(),
            Some("The mayor, who had slept")
        );
        assert_eq!(subject("^Adding salt, she left."), None);
    }
}
