//! How far a noun phrase goes, to the left and to the right of where it is met.

use super::Source;
use super::reader::{Reader, range};
use crate::syntax::{Pos, VerbForm};
use inquit_tokenizer::{TokenId, TokenKind};

/// Words that begin a relative clause.
const RELATIVE: &[&str] = &["who", "whom", "whose", "which", "that"];
/// Relatives that a comma may stand before.
const LOOSE_RELATIVE: &[&str] = &["who", "whom", "whose", "which", "where"];
/// Possessives that are tagged as pronouns.
const POSSESSIVE: &[&str] = &["his", "her", "its", "their", "my", "our", "your", "whose"];
/// Nouns of time: "on Monday", "last week" stand between a subject and its verb without belonging to either.
const TIME: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
    "tomorrow",
    "tonight",
    "morning",
    "afternoon",
    "evening",
    "night",
    "week",
    "weekend",
    "month",
    "year",
    "day",
    "hour",
    "noon",
    "midnight",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan.",
    "feb.",
    "aug.",
    "sept.",
    "oct.",
    "nov.",
    "dec.",
    "time",
    "moment",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "ago",
    "earlier",
    "later",
];

/// Words of quantity that stand for people by themselves.
const QUANTITIES: &[&str] =
    &["many", "some", "most", "few", "several", "others", "all", "both", "each", "none", "those", "these"];

/// A stretch of tokens with its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) head: usize,
}

impl Phrase {
    pub(super) fn source(self) -> Source {
        Source { tokens: range(self.start, self.end), head: TokenId::from(self.head) }
    }
}

pub(super) fn is_time(r: &Reader<'_>, at: usize) -> bool {
    r.any(at, TIME)
}

/// The noun phrase without modifiers after its head that ends with the token `last`.
pub(super) fn chunk_back(r: &Reader<'_>, last: usize, low: usize) -> Option<Phrase> {
    let substantive = |at: usize| {
        r.nominal(at) || r.kind(at) == TokenKind::Mark || r.text(at) == "%" || r.any(at, QUANTITIES)
    };
    let adjective_as_noun =
        (r.pos(last) == Pos::Adj && !r.nominal(last)) || (r.pos(last) == Pos::Adv && r.is(last, "elder"));
    if last < low || !(substantive(last) || adjective_as_noun) {
        return None;
    }
    let mut head = last;
    let mut start = last;
    if r.kind(last) == TokenKind::Mark {
        // A name may end with words in marks: the film "Tar".
        start = mark_start(r, last, low)?;
        if start == low || !matches!(r.pos(start - 1), Pos::Noun | Pos::Propn) {
            return None;
        }
        start -= 1;
        head = start;
    }
    if r.pos(last) == Pos::Pron
        && !r.any(last, &["one", "ones", "all", "some", "others", "many", "few", "both"])
    {
        return Some(Phrase { start: last, end: last + 1, head: last });
    }
    while start > low {
        let p = start - 1;
        let inside = match r.pos(p) {
            Pos::Adj | Pos::Noun | Pos::Propn | Pos::Num | Pos::Sym => true,
            Pos::Pron => r.any(p, POSSESSIVE),
            Pos::Part => r.text(p).starts_with(['\'', '’']),
            Pos::Det => true,
            Pos::Adv => matches!(r.pos(start), Pos::Adj | Pos::Num | Pos::Verb | Pos::Adv),
            Pos::Verb => {
                matches!(r.tag(p).form, VerbForm::Participle | VerbForm::Gerund)
                    && p > low
                    && (matches!(r.pos(p - 1), Pos::Det | Pos::Adj | Pos::Part)
                        || (r.pos(p - 1) == Pos::Verb
                            && p > low + 1
                            && matches!(r.pos(p - 2), Pos::Det | Pos::Part)))
            }
            Pos::Cconj => r.text(p) == "&",
            Pos::Punct if r.kind(p) == TokenKind::Mark => {
                let Some(open) = mark_start(r, p, low) else { break };
                if open == low
                    || start - open > 8
                    || !matches!(r.pos(open - 1), Pos::Noun | Pos::Propn | Pos::Det | Pos::Adj)
                {
                    break;
                }
                start = open;
                continue;
            }
            Pos::Punct if r.comma(p) => {
                p > low && r.pos(p - 1) == Pos::Adj && matches!(r.pos(start), Pos::Adj)
            }
            _ => false,
        };
        if !inside {
            break;
        }
        if matches!(r.pos(p), Pos::Pron) {
            start = p;
            break;
        }
        start = p;
        if r.pos(p) == Pos::Det {
            while start > low
                && (r.any(start - 1, &["all", "both", "half", "such", "many", "only", "even", "not"]))
            {
                start -= 1;
            }
            break;
        }
    }
    if adjective_as_noun && !(start < last && matches!(r.pos(start), Pos::Det | Pos::Num)) {
        return None;
    }
    Some(Phrase { start, end: last + 1, head })
}

/// The opening mark of the stretch that closes at `close`.
fn mark_start(r: &Reader<'_>, close: usize, low: usize) -> Option<usize> {
    let (_, q) = r.outermost(close)?;
    (q.close == Some(TokenId::from(close)) && q.open.index() >= low).then_some(q.open.index())
}

/// Whether what ends at `last` is the object of a finite verb of its own clause (no relative pronoun before the verb).
fn is_object(r: &Reader<'_>, start: usize, low: usize) -> bool {
    let mut at = start;
    for _ in 0..12 {
        if at == low {
            return false;
        }
        at -= 1;
        match r.pos(at) {
            Pos::Verb => return relative_before(r, at, low).is_none(),
            Pos::Aux if r.any(at, &["is", "was", "are", "were"]) => {
                return relative_before(r, at, low).is_none();
            }
            Pos::Adp | Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num | Pos::Part | Pos::Det => {}
            Pos::Pron if r.any(at, POSSESSIVE) => {}
            _ => return false,
        }
    }
    false
}

/// The relative pronoun whose verb group ends with the verb at `verb`.
fn relative_before(r: &Reader<'_>, verb: usize, low: usize) -> Option<usize> {
    let mut at = verb;
    while at > low {
        at -= 1;
        match r.pos(at) {
            Pos::Aux | Pos::Adv | Pos::Part | Pos::Verb => {}
            _ if r.any(at, RELATIVE) => return (at > low).then_some(at),
            _ => return None,
        }
    }
    None
}

/// The whole noun phrase that ends with the token `last`: with prepositional phrases, reduced and restrictive relative
/// clauses and coordination to its left. What is parted by commas is not looked at.
pub(super) fn phrase_back(r: &Reader<'_>, last: usize, low: usize) -> Option<Phrase> {
    let mut phrase = chunk_back(r, last, low)?;
    let mut coordinated = false;
    for _ in 0..12 {
        if phrase.start <= low + 1 && phrase.start == low {
            break;
        }
        let p = phrase.start - 1;
        let extend = |phrase: &mut Phrase, at: usize| -> bool {
            match (at >= low).then(|| chunk_back(r, at, low)).flatten() {
                Some(left) if !is_time(r, left.head) => {
                    phrase.start = left.start;
                    phrase.head = left.head;
                    true
                }
                _ => false,
            }
        };
        let went = match r.pos(p) {
            _ if p <= low => false,
            Pos::Adp | Pos::Sconj if r.pos(p) == Pos::Adp => {
                let before = p - 1;
                if r.nominal(before)
                    || (r.pos(before) == Pos::Adj && before > low && r.pos(before - 1) == Pos::Det)
                {
                    extend(&mut phrase, before)
                } else if before > low
                    && (r.pos(before) == Pos::Adj
                        || (r.pos(before) == Pos::Verb
                            && (matches!(r.tag(before).form, VerbForm::Participle | VerbForm::Gerund)
                                || r.tag(before).past)))
                    && r.nominal(before - 1)
                {
                    extend(&mut phrase, before - 1)
                } else if r.pos(before) == Pos::Verb {
                    match relative_before(r, before, low) {
                        Some(rel) => extend(&mut phrase, rel - 1),
                        None => false,
                    }
                } else {
                    false
                }
            }
            Pos::Verb
                if matches!(r.tag(p).form, VerbForm::Participle | VerbForm::Gerund) && r.nominal(p - 1) =>
            {
                extend(&mut phrase, p - 1)
            }
            Pos::Verb | Pos::Aux => match relative_before(r, p, low) {
                Some(rel) => extend(&mut phrase, rel - 1),
                None => false,
            },
            Pos::Cconj if !r.any(p, &["but", "nor", "yet"]) => {
                let comma = usize::from(r.comma(p - 1));
                let before = p - 1 - comma;
                let joined = p > low + comma
                    && chunk_back(r, before, low).is_some_and(|c| {
                        !is_object(r, c.start, low) && !is_time(r, c.head) && (comma == 0 || c.start > low)
                    });
                if joined && extend(&mut phrase, before) {
                    coordinated = true;
                    true
                } else {
                    false
                }
            }
            Pos::Punct if coordinated && r.comma(p) && r.nominal(p - 1) => extend(&mut phrase, p - 1),
            _ => false,
        };
        if !went {
            break;
        }
    }
    phrase.end = last + 1;
    Some(phrase)
}

/// The subject whose verb group begins at `verb`, looked for down to `low`.
pub(super) fn subject_before(r: &Reader<'_>, verb: usize, low: usize) -> Option<Phrase> {
    let mut at = verb;
    // Adverbs and times between subject and verb.
    for _ in 0..8 {
        if at <= low {
            return None;
        }
        let p = at - 1;
        if matches!(r.pos(p), Pos::Adv) || r.any(p, &["both", "all", "each"]) && r.pos(p) != Pos::Pron {
            at = p;
        } else if let Some(before) = time_before(r, at, low) {
            at = before;
        } else {
            break;
        }
    }
    if at <= low {
        return None;
    }
    let last = at - 1;
    if r.comma(last) || r.dash(last) || r.text(last) == ")" {
        return loose_before(r, last, low);
    }
    // "those surveyed said": a participle alone behind its noun.
    if r.pos(last) == Pos::Verb
        && r.tag(last).form == VerbForm::Participle
        && last > low
        && (r.nominal(last - 1) || r.any(last - 1, QUANTITIES))
    {
        return phrase_back(r, last - 1, low).map(|p| Phrase { end: last + 1, ..p });
    }
    let phrase = phrase_back(r, last, low)?;
    // An apposition without a comma after it: "his deputy, Hugo Sandoval said".
    Some(phrase)
}

/// Where a phrase of time that ends before `at` begins: "on Monday", "last week".
fn time_before(r: &Reader<'_>, at: usize, low: usize) -> Option<usize> {
    let last = at - 1;
    if last <= low || !(is_time(r, last) || (r.pos(last) == Pos::Num && last > low && is_time(r, last - 1))) {
        return None;
    }
    let chunk = chunk_back(r, last, low).unwrap_or(Phrase { start: last, end: at, head: last });
    let mut start = chunk.start;
    // "Trump last week said": the chunk has swallowed the name.
    if matches!(r.pos(start), Pos::Propn | Pos::Pron) && start < last && !r.any(start, POSSESSIVE) {
        start = last;
        while start > low
            && r.any(start - 1, &["last", "this", "next", "late", "early", "earlier", "the", "that", "one"])
        {
            start -= 1;
        }
    }
    if start > low && r.pos(start - 1) == Pos::Adp {
        start -= 1;
    }
    (start > low && (r.nominal(start - 1) || r.comma(start - 1))).then_some(start)
}

/// The subject before loose matter that closes with the comma, dash or bracket at `close`: an apposition, a relative
/// clause, an aside.
fn loose_before(r: &Reader<'_>, close: usize, low: usize) -> Option<Phrase> {
    let same = |at: usize| {
        if r.comma(close) {
            r.comma(at)
        } else if r.dash(close) {
            r.dash(at)
        } else {
            r.text(at) == "("
        }
    };
    let mut verbs = 0;
    let mut relatives = 0;
    let mut plain: Option<usize> = None;
    let mut at = close;
    let mut steps = 0;
    while at > low && steps < 80 {
        at -= 1;
        steps += 1;
        if r.in_marks(at) {
            continue;
        }
        if r.finite(at) {
            verbs += 1;
        } else if (r
            .any(at, &["who", "whom", "whose", "which", "where", "when", "because", "as", "that", "what"]))
            && matches!(r.pos(at), Pos::Pron | Pos::Sconj | Pos::Adv | Pos::Det)
        {
            relatives += 1;
        }
        if same(at)
            && at > low
            && (r.nominal(at - 1) || r.kind(at - 1) == TokenKind::Mark || r.text(at - 1) == ")")
        {
            let next = at + 1;
            if next >= close {
                return None;
            }
            let loose = r.any(next, LOOSE_RELATIVE)
                || (r.pos(next) == Pos::Adp && next + 1 < close && r.any(next + 1, LOOSE_RELATIVE));
            // The verbs of an auxiliary chain count once too often; two a relative are fine.
            if loose && verbs <= 2 * relatives {
                return extend_loose(r, at, close, low);
            }
            if verbs <= relatives && plain.is_none() && r.pos(next) != Pos::Cconj {
                plain = Some(at);
                if r.text(close) == ")" {
                    break;
                }
            }
            if verbs > relatives + 1 {
                break;
            }
        }
    }
    extend_loose(r, plain?, close, low)
}

/// The subject before the opening of loose matter at `open`; the matter belongs to it unless it is an adverbial.
fn extend_loose(r: &Reader<'_>, open: usize, close: usize, low: usize) -> Option<Phrase> {
    let mut phrase = phrase_back(r, open - 1, low)
        .or_else(|| (r.text(open - 1) == ")").then(|| loose_before(r, open - 1, low)).flatten())?;
    if is_time(r, phrase.head) {
        return None;
    }
    let next = open + 1;
    let adverbial = matches!(r.pos(next), Pos::Adv | Pos::Adp | Pos::Sconj) && {
        let second = (next + 1).min(close);
        // "formerly of the Treasury" tells who she is.
        let tells =
            r.pos(next) == Pos::Adv && matches!(r.pos(second), Pos::Adp | Pos::Det | Pos::Adj | Pos::Noun);
        let relative = r.any(second, LOOSE_RELATIVE) || r.any(next, LOOSE_RELATIVE);
        !tells && !relative
    };
    phrase.end = if adverbial || (close == next + 1 && r.pos(next) == Pos::Adv) { open } else { close };
    // "Ann Lee, the captain, a doctor, said": one more apposition to the left.
    if phrase.start > low + 1
        && r.comma(phrase.start - 1)
        && matches!(r.pos(phrase.start), Pos::Det | Pos::Noun | Pos::Adj)
        && r.pos(phrase.start - 2) == Pos::Propn
        && let Some(first) = phrase_back(r, phrase.start - 2, low)
        && (first.start == low || r.pos(first.start - 1) != Pos::Adp)
    {
        phrase.start = first.start;
        phrase.head = first.head;
    }
    Some(phrase)
}

/// The noun phrase that begins at `start` and ends before `high`, with what belongs to it on the right.
///
/// `tag` says that the phrase follows its verb in a tag ("said the sexton, who had come up …"): then appositions and
/// relative clauses parted by commas belong to it.
pub(super) fn phrase_forward(r: &Reader<'_>, start: usize, high: usize, tag: bool) -> Option<Phrase> {
    let mut at = start;
    let mut head = None;
    while at < high {
        let ok = match r.pos(at) {
            Pos::Det | Pos::Adj | Pos::Num | Pos::Sym => true,
            Pos::Noun | Pos::Propn => {
                head = Some(at);
                true
            }
            Pos::Pron => {
                if r.any(at, POSSESSIVE)
                    && at + 1 < high
                    && matches!(r.pos(at + 1), Pos::Noun | Pos::Adj | Pos::Propn | Pos::Num)
                {
                    true
                } else if at == start {
                    head = Some(at);
                    at += 1;
                    break;
                } else {
                    false
                }
            }
            Pos::Part => r.text(at).starts_with(['\'', '’']) && head.is_some(),
            Pos::Adv => {
                head.is_none() && at + 1 < high && matches!(r.pos(at + 1), Pos::Adj | Pos::Num | Pos::Verb)
            }
            Pos::Verb => {
                matches!(r.tag(at).form, VerbForm::Participle | VerbForm::Gerund)
                    && at > start
                    && (head.is_none() || r.pos(at - 1) == Pos::Part)
            }
            Pos::Cconj => r.text(at) == "&" && head.is_some(),
            Pos::Punct if r.kind(at) == TokenKind::Mark => {
                let Some((_, q)) = r.outermost(at) else { break };
                let close = q.tokens.end.index();
                // Words in marks inside the phrase: the "old model" of clubs, the "old" model.
                if head.is_none() && at > start && close - at <= 6 && close < high {
                    let inner = q
                        .inner_tokens()
                        .indices()
                        .next_back()
                        .filter(|&i| matches!(r.pos(i), Pos::Noun | Pos::Propn));
                    let adjective = matches!(r.pos(close), Pos::Noun | Pos::Propn | Pos::Adj);
                    if inner.is_some() || adjective {
                        head = inner;
                        at = close;
                        continue;
                    }
                }
                // A nickname inside a name: Gerd "Ironing Board" Halloran.
                if head.is_some() && close - at <= 6 && close < high && r.pos(close) == Pos::Propn {
                    at = close;
                    continue;
                }
                false
            }
            Pos::Punct if r.comma(at) => {
                head.is_none()
                    && at > start
                    && r.pos(at - 1) == Pos::Adj
                    && at + 1 < high
                    && r.pos(at + 1) == Pos::Adj
            }
            _ => false,
        };
        if !ok {
            break;
        }
        at += 1;
    }
    // "two dozen of them", "many doubted": a number or a quantity stands for the noun.
    let quantity = || {
        let last = at.checked_sub(1).filter(|l| *l >= start)?;
        let counts =
            r.pos(last) == Pos::Num || r.text(last) == "%" || (last == start && r.any(last, QUANTITIES));
        counts.then_some(last)
    };
    let head = head.or_else(quantity);
    // "the smallest", "the elder": an adjective stands for the noun.
    let head = head.or_else(|| (at > start + 1 && r.pos(at - 1) == Pos::Adj).then(|| at - 1))?;
    let mut end = at;
    while let Some(more) = modifier(r, end, head, high, tag).filter(|more| *more > end) {
        end = more;
    }
    Some(Phrase { start, end, head })
}

/// The end of what modifies the phrase that ends before `at`, if something does.
fn modifier(r: &Reader<'_>, at: usize, head: usize, high: usize, tag: bool) -> Option<usize> {
    if at >= high || r.in_marks(at) {
        return None;
    }
    let name = r.pos(head) == Pos::Propn;
    let plain =
        |from: usize| phrase_forward(r, from, high, false).filter(|p| !is_time(r, p.head)).map(|p| p.end);
    match r.pos(at) {
        Pos::Adp => {
            let next = at + 1;
            if next >= high || is_time(r, next) {
                return None;
            }
            let belongs = r.is(at, "of")
                || (!name
                    && r.any(
                        at,
                        &[
                            "in", "at", "for", "from", "with", "on", "to", "near", "behind", "inside",
                            "about", "against", "like",
                        ],
                    )
                    && r.pos(head) != Pos::Pron);
            if !belongs || r.any(next, &["statement", "interview"]) {
                return None;
            }
            let p = phrase_forward(r, next, high, false)?;
            // "in a statement", "in an interview" tell where it was said, not who said it.
            if is_time(r, p.head) || (r.is(at, "in") && occasion(r, p.head)) {
                return None;
            }
            Some(p.end)
        }
        Pos::Adj if !name && at + 1 < high && r.pos(at + 1) == Pos::Adp => plain(at + 2),
        Pos::Verb
            if !name
                && tag
                && matches!(r.tag(at).form, VerbForm::Participle | VerbForm::Gerund)
                && at + 1 < high
                && r.pos(at + 1) == Pos::Adp =>
        {
            plain(at + 2)
        }
        Pos::Cconj if !r.any(at, &["but", "nor", "yet", "or"]) && at + 1 < high => {
            let p = phrase_forward(r, at + 1, high, false)?;
            // "and she laughed" begins a clause.
            let clause = p.end < high && (r.finite(p.end) || r.pos(p.end) == Pos::Aux);
            (!clause && r.pos(p.head) != Pos::Pron).then_some(p.end)
        }
        Pos::Pron | Pos::Sconj | Pos::Det if !name && r.any(at, RELATIVE) => clause_forward(r, at, high),
        Pos::Punct if tag && r.comma(at) && at + 1 < high => {
            let next = at + 1;
            let relative = r.any(next, LOOSE_RELATIVE)
                || (r.pos(next) == Pos::Adp && next + 1 < high && r.any(next + 1, LOOSE_RELATIVE));
            if relative {
                return clause_forward(r, next, high);
            }
            // An age: "Rosaura Lindahl, 29, who".
            if r.pos(next) == Pos::Num && (next + 1 >= high || !r.nominal(next + 1)) {
                return Some(next + 1);
            }
            if r.any(next, &["a", "an", "the", "one", "another"])
                || matches!(r.pos(next), Pos::Noun | Pos::Propn | Pos::Adj)
                || r.any(next, POSSESSIVE)
            {
                let p = phrase_forward(r, next, high, false)?;
                let clause = p.end < high && (r.finite(p.end) || r.pos(p.end) == Pos::Aux);
                return (!clause && !is_time(r, p.head)).then_some(p.end);
            }
            if r.pos(next) == Pos::Cconj
                && next + 1 < high
                && r.any(next + 1, &["the", "a", "an", "his", "her"])
            {
                let p = phrase_forward(r, next + 1, high, false)?;
                let clause = p.end < high && (r.finite(p.end) || r.pos(p.end) == Pos::Aux);
                return (!clause).then_some(p.end);
            }
            None
        }
        Pos::Punct if r.text(at) == "(" => {
            let close = (at + 1..high.min(at + 12)).find(|&i| r.text(i) == ")")?;
            Some(close + 1)
        }
        _ => None,
    }
}

/// Nouns of an occasion: "in a statement", "at a rally".
pub(super) fn occasion(r: &Reader<'_>, head: usize) -> bool {
    r.any(
        head,
        &[
            "statement",
            "interview",
            "interviews",
            "email",
            "e-mail",
            "letter",
            "speech",
            "tweet",
            "post",
            "release",
            "memo",
            "briefing",
            "conference",
            "call",
            "message",
            "voice",
            "tone",
            "whisper",
            "way",
            "column",
            "article",
            "essay",
            "testimony",
            "debate",
            "report",
            "remarks",
            "appearance",
            "response",
            "reply",
        ],
    )
}

/// The end of a relative clause that begins at `start`: where its sentence, its comma or the marks end it.
fn clause_forward(r: &Reader<'_>, start: usize, high: usize) -> Option<usize> {
    let mut at = start + 1;
    let mut verb = false;
    while at < high {
        if r.in_marks(at) {
            let Some((_, q)) = r.outermost(at) else { break };
            let close = q.tokens.end.index();
            // Words in marks inside the clause belong to it if the clause goes on.
            if close < high && !r.comma(close) && r.kind(close) == TokenKind::Word && !r.capital(close) {
                at = close;
                continue;
            }
            break;
        }
        verb |= matches!(r.pos(at), Pos::Verb | Pos::Aux);
        if matches!(r.text(at), "." | "!" | "?" | ";" | ":") || r.dash(at) && verb {
            break;
        }
        if r.comma(at) && verb {
            let next = at + 1;
            // A comma inside the clause: in lists, before another relative, around an aside that comes back.
            let inside = next < high
                && !r.in_marks(next)
                && (r.pos(next) == Pos::Cconj && next + 1 < high && !r.finite(next + 1)
                    || r.pos(next) == Pos::Num
                    || (r.pos(next) == Pos::Det && !r.is(next, "that"))
                    || r.any(next, LOOSE_RELATIVE)
                    || r.pos(next) == Pos::Adp && (next + 2..high.min(next + 5)).any(|i| r.comma(i)));
            if !inside {
                break;
            }
        }
        at += 1;
    }
    // Final commas stay outside.
    while at > start && matches!(r.text(at - 1), "," | "." | ";") {
        at -= 1;
    }
    verb.then_some(at)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at_caret, phrase_found};
    use super::*;

    type Found = Option<(String, String)>;

    #[track_caller]
    fn assert_phrase(found: Found, expected: (&str, &str), text: &str) {
        let found = found.as_ref().map(|(phrase, head)| (phrase.as_str(), head.as_str()));
        assert_eq!(found, Some(expected), "(phrase, head) in {text:?}");
    }

    /// The noun phrase that ends before the caret.
    fn noun_phrase_before(text: &str) -> Found {
        phrase_found(text, |r, unit, at| phrase_back(r, at.checked_sub(1)?, unit.start))
    }

    /// The subject of the verb at the caret.
    fn subject_of(text: &str) -> Found {
        phrase_found(text, |r, unit, at| subject_before(r, at, unit.start))
    }

    /// The noun phrase that begins at the caret.
    fn noun_phrase_from(text: &str) -> Found {
        phrase_found(text, |r, unit, at| phrase_forward(r, at, unit.end, false))
    }

    /// The noun phrase that begins at the caret, behind the verb of a tag.
    fn noun_phrase_of_tag(text: &str) -> Found {
        phrase_found(text, |r, unit, at| phrase_forward(r, at, unit.end, true))
    }

    #[test]
    fn to_the_left_a_phrase_takes_what_belongs_to_its_head() {
        for (text, phrase, head) in [
            ("Ann Lee ^said no.", "Ann Lee", "Lee"),
            ("The tired old baker ^said no.", "The tired old baker", "baker"),
            ("One of the bakers ^said no.", "One of the bakers", "One"),
            ("Her brother ^said no.", "Her brother", "brother"),
            ("The baker's brother ^said no.", "The baker's brother", "brother"),
            ("The head of the union ^said no.", "The head of the union", "head"),
            ("A clerk who knew the man ^said no.", "A clerk who knew the man", "clerk"),
            ("The woman sitting by the door ^said no.", "The woman sitting by the door", "woman"),
            ("Ann Lee and Tom Birch ^said no.", "Ann Lee and Tom Birch", "Lee"),
        ] {
            assert_phrase(noun_phrase_before(text), (phrase, head), text);
        }
    }

    #[test]
    fn to_the_left_a_phrase_ends_where_another_clause_or_adverbial_stands() {
        for (text, phrase, head) in [
            ("He saw the boat and Tom ^said no.", "Tom", "Tom"),
            ("In the morning the baker ^said no.", "the baker", "baker"),
            ("It rained, but Tom ^said no.", "Tom", "Tom"),
            ("Because it rained she ^said no.", "she", "she"),
        ] {
            assert_phrase(noun_phrase_before(text), (phrase, head), text);
        }
    }

    #[test]
    fn to_the_left_of_a_verb_or_a_preposition_no_phrase_ends() {
        assert_eq!(noun_phrase_before("He ran ^said."), None);
        assert_eq!(noun_phrase_before("It came from ^said."), None);
    }

    #[test]
    fn adverbs_and_times_stand_between_a_subject_and_its_verb() {
        for text in [
            "The mayor ^said no.",
            "The mayor also ^said no.",
            "The mayor on Monday ^said no.",
            "The mayor on Monday also ^said no.",
            "The mayor, however, ^said no.",
        ] {
            assert_phrase(subject_of(text), ("The mayor", "mayor"), text);
        }
    }

    #[test]
    fn a_subject_takes_its_apposition_and_loose_relative_clause() {
        for (text, phrase) in [
            ("Ann Lee, the captain, ^said no.", "Ann Lee, the captain"),
            ("Ann Lee, 29, ^said no.", "Ann Lee, 29"),
            ("Ann Lee, who had listened, ^said no.", "Ann Lee, who had listened"),
            ("Ann Lee — a baker by trade — ^said no.", "Ann Lee — a baker by trade"),
            (
                "Ann Lee, the captain of the boat, who had listened, ^said no.",
                "Ann Lee, the captain of the boat, who had listened",
            ),
        ] {
            assert_phrase(subject_of(text), (phrase, "Lee"), text);
        }
    }

    #[test]
    fn a_verb_at_the_head_of_its_sentence_has_no_subject_before_it() {
        assert_eq!(subject_of("^Say no."), None);
        assert_eq!(subject_of("Never ^say no."), None);
    }

    #[test]
    fn to_the_right_a_phrase_takes_what_belongs_to_its_head() {
        for (text, phrase, head) in [
            ("They told ^her the truth.", "her", "her"),
            ("They heard ^her brother.", "her brother", "brother"),
            ("They heard ^the council of the valley.", "the council of the valley", "council"),
            ("They heard ^the cook and the baker.", "the cook and the baker", "cook"),
            ("They heard ^John “Boots” Halloran.", "John “Boots” Halloran", "Halloran"),
            ("They heard ^the boy who slept upstairs.", "the boy who slept upstairs", "boy"),
        ] {
            assert_phrase(noun_phrase_from(text), (phrase, head), text);
        }
    }

    #[test]
    fn to_the_right_a_phrase_leaves_times_and_clauses_alone() {
        for (text, phrase, head) in [
            ("They told ^Ann Lee on Monday.", "Ann Lee", "Lee"),
            ("They told ^Ann Lee in an interview.", "Ann Lee", "Lee"),
            ("They told ^the cook in an interview.", "the cook", "cook"),
            ("They told ^the cook and she laughed.", "the cook", "cook"),
            ("They told ^Ann Lee, the captain, the truth.", "Ann Lee", "Lee"),
        ] {
            assert_phrase(noun_phrase_from(text), (phrase, head), text);
        }
        assert_eq!(noun_phrase_from("They ^told her."), None);
        assert_eq!(noun_phrase_from("They went ^to her."), None);
    }

    #[test]
    fn in_a_tag_a_phrase_takes_what_commas_part_from_it() {
        for (text, phrase) in [
            ("“No,” said ^Ann Lee, the captain.", "Ann Lee, the captain"),
            ("“No,” said ^Ann Lee, who had listened.", "Ann Lee, who had listened"),
            ("“No,” said ^Ann Lee, 29, from Hull.", "Ann Lee, 29"),
            ("“No,” said ^Ann Lee (the captain).", "Ann Lee (the captain)"),
        ] {
            assert_phrase(noun_phrase_of_tag(text), (phrase, "Lee"), text);
        }
    }

    #[test]
    fn in_a_tag_a_clause_after_the_comma_stays_outside() {
        for text in [
            "“No,” said ^Ann Lee, and she left.",
            "“No,” said ^Ann Lee, shutting the door.",
            "“No,” said ^Ann Lee, the boy asleep was hers.",
        ] {
            assert_phrase(noun_phrase_of_tag(text), ("Ann Lee", "Lee"), text);
        }
    }

    #[test]
    fn times_and_occasions_are_known_by_their_nouns() {
        let at = |text, look: fn(&Reader<'_>, usize) -> bool| at_caret(text, |r, _, at| look(r, at));
        assert!(at("She spoke on ^Monday.", is_time));
        assert!(!at("She spoke on ^deck.", is_time));
        assert!(at("She said so in an ^interview.", occasion));
        assert!(!at("She said so in a ^garden.", occasion));
    }
}
