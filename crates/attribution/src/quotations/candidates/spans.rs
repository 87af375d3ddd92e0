//! What a word could report, whatever word it is: the stretches before it, behind it and on both sides that begin and
//! end where clauses and phrases do.
//!
//! "The council is critical **of the plan, which would close the school**, a spokesman said": behind "critical of", the
//! content could end before the comma or before the tag. Which of them it is, the scorer tells.

use super::seen;
use crate::encoder::Pointers;
use crate::lexicon::WordSet;
use crate::quotations::clause_end::{Extent, behind_marked_comma, content_end, trim_end};
use crate::quotations::clause_start::{WH, skip_light, tells_result};
use crate::quotations::noun_cue::{main_verb, only_raised, possessor};
use crate::quotations::noun_phrase::{Phrase, chunk_back, phrase_back, phrase_forward, subject_before};
use crate::quotations::reader::{Reader, Unit};
use crate::quotations::report::{Report, Rule};
use crate::quotations::sentence_subject::{main_subject, source_of};
use crate::quotations::verb_group::verb_group;
use crate::syntax::{Pos, VerbForm};

/// The most sources that are tried.
const SOURCES: usize = 2;
/// The most beginnings of a content behind its cue.
const STARTS: usize = 4;
/// The most ends of a content.
const ENDS: usize = 7;
/// How far from its beginning the end of a content is looked for.
const REACH: usize = 70;

/// A word that may report, with what goes with it.
struct Anchor {
    /// The tokens of the cue.
    cue: (usize, usize),
    head: usize,
    /// Whom it may name as its source, the likeliest first.
    sources: Vec<Phrase>,
    /// Whether it often names nobody.
    source_may_lack: bool,
    /// What is talked about: the subject of a passive, of an adjective.
    subject: Option<Phrase>,
}

/// All reports that the word at `head` could make; `ends` is room for where a content could end.
pub(super) fn reports(r: &Reader<'_>, unit: Unit, head: usize, ends: &mut Vec<usize>, out: &mut Vec<Report>) {
    let Some(anchor) = anchor(r, unit, head) else { return };
    let starts = starts(r, unit, &anchor);
    for (k, &start) in starts.iter().enumerate() {
        content_ends(r, start, bound(r, unit, head, start), ends);
        for &end in ends.iter().take(if k == 0 { ENDS } else { ENDS - 2 }) {
            push(&anchor, &[(start, end)], start, "what follows", out);
        }
    }
    if let Some(subject) = anchor.subject {
        let own = (subject.start, subject.end);
        push(&anchor, &[own], anchor.cue.1, "its subject", out);
        // "Officers were called to Mill Lane" reports nothing.
        let whereto =
            |start: usize| r.is(start - 1, "to") && matches!(r.pos(start), Pos::Det | Pos::Noun | Pos::Propn);
        for &start in starts.iter().take(2).filter(|start| !whereto(**start)) {
            content_ends(r, start, unit.end, ends);
            for &end in ends.iter().take(4) {
                push(&anchor, &[own, (start, end)], start, "its subject and what follows", out);
            }
        }
    }
    before(r, unit, &anchor, ends, out);
}

/// The contents that the encoder points at from the word at `head`, each with the sources of the word and those that the
/// encoder points at.
pub(super) fn pointed(r: &Reader<'_>, unit: Unit, head: usize, pointers: &Pointers, out: &mut Vec<Report>) {
    let Some(mut anchor) = anchor(r, unit, head) else { return };
    for source in seen::sources(r, pointers).rev() {
        let known = anchor.sources.iter().any(|s| s.start == source.start && s.end == source.end);
        let apart = source.end <= anchor.cue.0 || anchor.cue.1 <= source.start;
        if !known && apart && source.start >= unit.start && source.end <= unit.end {
            anchor.sources.insert(0, source);
        }
    }
    for (start, end) in seen::contents(pointers) {
        let (start, end) = (start.max(unit.start), end.min(unit.end));
        if start >= end {
            continue;
        }
        let end = trim_end(r, start, end);
        let cue = anchor.cue;
        // The cue, and who says it, cut a content in two.
        let parts = if end <= cue.0 || cue.1 <= start {
            vec![(start, end)]
        } else {
            let own = anchor.sources.first().filter(|s| s.start >= start && s.end <= end);
            let low = own.map_or(cue.0, |s| s.start.min(cue.0));
            let high = own.map_or(cue.1, |s| s.end.max(cue.1));
            vec![(start, trim_end(r, start, low)), ((high + usize::from(high < end && r.comma(high))), end)]
        };
        push(&anchor, &parts, cue.1, "what the encoder points at", out);
    }
}

/// Adds a report, with the likeliest source that is no part of the content.
fn push(
    anchor: &Anchor,
    content: &[(usize, usize)],
    start: usize,
    frame: &'static str,
    out: &mut Vec<Report>,
) {
    if content.iter().any(|c| c.0 >= c.1) {
        return;
    }
    // A preposition between the two belongs to the cue.
    let end = if start == anchor.cue.1 + 1 { start } else { anchor.cue.1 };
    let apart = |p: &&Phrase| content.iter().all(|c| p.end <= c.0 || c.1 <= p.start);
    let sources = anchor.sources.iter().filter(apart).take(SOURCES).copied().map(Some);
    let mut named = false;
    let mut made = |source: Option<Phrase>| {
        out.push(Report {
            rule: Rule::Open,
            content: content.to_vec(),
            cue: Some((anchor.cue.0, end)),
            source,
            addressee: None,
            why: String::new(),
            frame,
            head: anchor.head,
            licensed: false,
            confidence: 0.5,
        });
    };
    for source in sources {
        named = true;
        made(source);
    }
    if !named || anchor.source_may_lack {
        made(None);
    }
}

/// The word at `head` with what goes with it.
fn anchor(r: &Reader<'_>, unit: Unit, head: usize) -> Option<Anchor> {
    let low = unit.start;
    let mut sources: Vec<Phrase> = Vec::new();
    let mut subject = None;
    let mut source_may_lack = r.pos(head) == Pos::Noun;
    let agent = |at: usize, words: &[&str]| {
        let by = (at..unit.end.min(at + 1)).find(|&i| r.any(i, words))?;
        phrase_forward(r, by + 1, unit.end, false)
    };
    let cue = match r.pos(head) {
        Pos::Verb => {
            let particles = r.verb_cue(head).map_or(0, |c| c.1);
            let g = verb_group(r, head, particles, low);
            source_may_lack = g.passive || g.gerund || g.infinitive;
            if g.passive {
                subject = subject_before(r, g.start, low);
                sources.extend(agent(g.end, &["by"]));
            } else {
                sources.extend(source_of(r, &g, low));
                sources.extend(subject_before(r, g.start, low));
                sources.extend(phrase_forward(r, g.end, unit.end, true));
            }
            (g.start, g.end)
        }
        Pos::Noun => {
            let chunk = chunk_back(r, head, low);
            sources.extend(chunk.and_then(|chunk| possessor(r, head, chunk.start)));
            sources.extend(agent(head + 1, &["by", "from", "of"]));
            let mut start = head;
            if sources.is_empty() {
                let chunk = chunk?;
                match chunk
                    .start
                    .checked_sub(1)
                    .filter(|v| *v >= low && matches!(r.pos(*v), Pos::Verb | Pos::Aux))
                {
                    // "made the claim that"
                    Some(verb) if only_raised(r, head, verb) => return None,
                    Some(verb) => {
                        let g = verb_group(r, verb, 0, low);
                        start = g.start;
                        sources.extend(source_of(r, &g, low));
                        sources.extend(subject_before(r, g.start, low));
                    }
                    None => sources.extend(main_subject(r, chunk.start, low)),
                }
            }
            (start, head + 1)
        }
        Pos::Adj => {
            let mut start = head;
            while start > low && matches!(r.pos(start - 1), Pos::Adv | Pos::Aux | Pos::Part) {
                start -= 1;
            }
            if start < head && start > low && r.pos(start - 1) == Pos::Verb {
                start -= 1;
            }
            let own = subject_before(r, start, low);
            sources.extend(own);
            subject = own;
            (start, head + 1)
        }
        // ":" and "?"
        _ => {
            if r.text(head) == ":" {
                sources
                    .extend(head.checked_sub(1).filter(|b| *b >= low).and_then(|b| phrase_back(r, b, low)));
                sources.extend(main_subject(r, head, low));
            }
            (head, head + 1)
        }
    };
    let mut apart = 0;
    for k in 0..sources.len() {
        let same = |x: &Phrase| x.start == sources[k].start && x.end == sources[k].end;
        if !sources[..apart].iter().any(same) {
            sources.swap(apart, k);
            apart += 1;
        }
    }
    sources.truncate(apart);
    Some(Anchor { cue, head, sources, source_may_lack, subject })
}

/// Where a content behind the cue could begin.
fn starts(r: &Reader<'_>, unit: Unit, anchor: &Anchor) -> Vec<usize> {
    let high = unit.end;
    let cue_end = anchor.cue.1;
    let mut starts: Vec<usize> = Vec::with_capacity(STARTS);
    let mut add = |at: usize| {
        let opens =
            at < high && (r.in_marks(at) || !matches!(r.pos(at), Pos::Punct | Pos::Part) || r.is(at, "to"));
        // "voted on Monday" tells when.
        let when = opens && at > cue_end && r.pos(at - 1) == Pos::Adp && r.is_a(at, WordSet::TIME);
        if opens && !when && starts.len() < STARTS && !starts.contains(&at) {
            starts.push(at);
        }
    };
    if cue_end >= high {
        return starts;
    }
    let opener =
        |at: usize| at < high && (r.pos(at) == Pos::Adp || r.comma(at) || r.text(at) == ":" || r.dash(at));
    if opener(cue_end) {
        add(cue_end + 1);
    }
    if !matches!(r.text(cue_end), "," | ":") {
        add(cue_end);
    }
    add(skip_light(r, cue_end, high));
    // Whom it is said to: "told the council about", "warned the mayor that".
    let from = if r.any(cue_end, &["to", "with", "by", "from", "of"]) { cue_end + 1 } else { cue_end };
    if let Some(whom) = phrase_forward(r, from, high, false)
        && whom.end < high
    {
        let then = whom.end;
        if opener(then) {
            add(then + 1);
        } else if r.any(then, &["that", "to"]) || r.any(then, WH) || r.pos(then) == Pos::Aux {
            add(then);
        }
    }
    // "a claim by the mayor that", "a demand by the union for".
    if let Some(agent) = anchor.sources.iter().find(|s| s.start == cue_end + 1 && r.pos(cue_end) == Pos::Adp)
    {
        let then = agent.end;
        if then < high && r.pos(then) == Pos::Adp {
            add(then + 1);
        } else if then < high && r.any(then, &["that", "to"]) {
            add(then);
        }
    }
    // "her view is that"
    if let Some(that) = (cue_end..high.min(cue_end + 12)).find(|&i| !r.in_marks(i) && r.is(i, "that"))
        && !tells_result(r, cue_end, that)
    {
        add(that);
    }
    if r.pos(cue_end) == Pos::Aux {
        add(cue_end + 1);
    }
    starts
}

/// Where a content that begins at `start` has to end: before the verb whose subject is the noun that reports it.
pub(super) fn bound(r: &Reader<'_>, unit: Unit, head: usize, start: usize) -> usize {
    r.noun(head).then(|| main_verb(r, unit, head, start)).flatten().unwrap_or(unit.end)
}

/// Where a content that begins at `start` could end: the likeliest first.
pub(super) fn content_ends(r: &Reader<'_>, start: usize, high: usize, ends: &mut Vec<usize>) {
    ends.clear();
    let add = |end: usize, ends: &mut Vec<usize>| {
        let end = trim_end(r, start, end);
        if end > start && ends.len() < ENDS && !ends.contains(&end) {
            ends.push(end);
        }
    };
    let clause = content_end(r, start, high, Extent::Clause);
    // "said that it rained and called for calm": no content reaches over another report.
    let high = if another_report(r, clause, high) { clause } else { high };
    add(clause, ends);
    add(content_end(r, start, high, Extent::Phrase), ends);
    add(high, ends);
    if !r.in_marks(start)
        && let Some(p) = phrase_forward(r, start, high, false)
    {
        add(p.end, ends);
    }
    let mut at = start + 1;
    while at < high.min(start + REACH) && ends.len() < ENDS {
        if let Some((_, q)) = r.outermost(at) {
            at = q.tokens.end.index().max(at + 1);
            continue;
        }
        let stop = r.comma(at)
            || r.dash(at)
            || matches!(r.mark(at), Some(";" | ":"))
            || matches!(r.pos(at), Pos::Cconj | Pos::Sconj)
            || r.is_a(at, WordSet::OPENS);
        if stop {
            add(at, ends);
        }
        at += 1;
    }
}

/// Whether another verb reports right behind a content that ends at `end`: "…, and called for calm", "…, adding that".
fn another_report(r: &Reader<'_>, end: usize, high: usize) -> bool {
    let comma = usize::from(end < high && r.comma(end));
    let then = end + comma;
    if then < high && behind_marked_comma(r, then) && r.tag(then).form == VerbForm::Gerund {
        return true;
    }
    let joins = then < high && (r.pos(then) == Pos::Cconj || (comma == 1 && r.pos(then) == Pos::Verb));
    // Nothing else would have ended the clause before a participle.
    let participle = comma == 1 && then < high && r.tag(then).form == VerbForm::Gerund;
    participle
        || joins && (then..high.min(then + 3)).any(|i| r.pos(i) == Pos::Verb && r.verb_cue(i).is_some())
}

/// Contents before the cue and its source: "**Bread will cost more**, millers warn".
fn before(r: &Reader<'_>, unit: Unit, anchor: &Anchor, ends: &mut Vec<usize>, out: &mut Vec<Report>) {
    let own = anchor.sources.iter().find(|s| s.end <= anchor.cue.0 && s.end + 4 > anchor.cue.0);
    let question = r.text(anchor.head) == "?";
    for tag in [own.map(|s| s.start), Some(anchor.cue.0)].into_iter().flatten() {
        let Some(mut opener) = tag.checked_sub(1).filter(|o| *o > unit.start) else { continue };
        if r.any(opener, &["as", "so"]) && opener > unit.start + 1 {
            opener -= 1;
        }
        let end = if question {
            tag
        } else if r.comma(opener)
            || r.dash(opener)
            || r.in_marks(opener)
            || matches!(r.text(opener), "!" | "?")
        {
            trim_end(r, unit.start, if r.in_marks(opener) { opener + 1 } else { opener })
        } else {
            continue;
        };
        let mut first = unit.start;
        while first < end && (r.any(first, &["but", "and", "yet", "still", "so"]) || r.comma(first)) {
            first += 1;
        }
        let mut starts = vec![first];
        let cuts = (first + 1..end.saturating_sub(1)).rev().take(REACH).filter(|&i| {
            !r.in_marks(i)
                && (r.comma(i) || r.dash(i) || matches!(r.mark(i), Some(";" | ":")) || r.pos(i) == Pos::Cconj)
        });
        starts.extend(cuts.take(2).map(|i| i + 1));
        // The content goes on behind the tag.
        let rest = (anchor.cue.1..unit.end.min(anchor.cue.1 + 25))
            .find(|&i| !r.in_marks(i) && (r.comma(i) || r.dash(i)))
            .map(|c| c + 1)
            .filter(|s| *s < unit.end);
        for &start in &starts {
            push(anchor, &[(start, end)], end, "what stands before", out);
            if let Some(rest) = rest.filter(|_| start == first) {
                content_ends(r, rest, unit.end, ends);
                for &rest_end in ends.iter().take(3) {
                    push(anchor, &[(start, end), (rest, rest_end)], end, "what stands around", out);
                }
            }
        }
    }
}
