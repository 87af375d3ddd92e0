//! To the right: said **the sexton, who had come up**; told **the head of the union**.

use super::{LOOSE_RELATIVE, POSSESSIVE, Phrase, RELATIVE};
use crate::lexicon::WordSet;
use crate::quotations::reader::Reader;
use crate::syntax::{Pos, VerbForm};
use inquit_tokenizer::TokenKind;

/// The noun phrase that begins at `start` and ends before `high`, with what belongs to it on the right.
///
/// `tag` says that the phrase follows its verb in a tag ("said the sexton, who had come up …"): then appositions and
/// relative clauses parted by commas belong to it.
pub(in crate::quotations) fn phrase_forward(
    r: &Reader<'_>,
    start: usize,
    high: usize,
    tag: bool,
) -> Option<Phrase> {
    let (at, head) = chunk_forward(r, start, high);
    // "two dozen of them", "many doubted": a number or a quantity stands for the noun.
    let quantity = || {
        let last = at.checked_sub(1).filter(|l| *l >= start)?;
        let counts = r.pos(last) == Pos::Num
            || r.text(last) == "%"
            || (last == start && r.is_a(last, WordSet::QUANTITY));
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

/// Where the noun phrase that begins at `start` ends without what follows its head, and the head if it is a noun, a name
/// or a pronoun.
fn chunk_forward(r: &Reader<'_>, start: usize, high: usize) -> (usize, Option<usize>) {
    let mut at = start;
    let mut head = None;
    while at < high {
        match r.pos(at) {
            Pos::Noun | Pos::Propn => head = Some(at),
            Pos::Pron if possesses(r, at, high) => {}
            Pos::Pron if at == start => return (at + 1, Some(at)),
            Pos::Punct if r.kind(at) == TokenKind::Mark => {
                let Some((close, inner)) = marks_inside(r, at, start, high, head) else { break };
                head = inner;
                at = close;
                continue;
            }
            _ if belongs(r, at, start, high, head.is_some()) => {}
            _ => break,
        }
        at += 1;
    }
    (at, head)
}

/// A possessive with its noun behind it.
fn possesses(r: &Reader<'_>, at: usize, high: usize) -> bool {
    r.any(at, POSSESSIVE)
        && at + 1 < high
        && matches!(r.pos(at + 1), Pos::Noun | Pos::Adj | Pos::Propn | Pos::Num)
}

/// Whether a token that is no noun, pronoun or mark belongs to the phrase that began at `start`; `headed` tells that a
/// noun has been met.
fn belongs(r: &Reader<'_>, at: usize, start: usize, high: usize, headed: bool) -> bool {
    let next = |kinds: &[Pos]| at + 1 < high && kinds.contains(&r.pos(at + 1));
    match r.pos(at) {
        // A second article begins another phrase: "told the council the bridge was closed".
        Pos::Det => !headed || r.any(at - 1, &["half", "both", "all", "such", "quite"]),
        Pos::Adj | Pos::Num | Pos::Sym => true,
        Pos::Part => headed && r.genitive(at),
        Pos::Adv => !headed && next(&[Pos::Adj, Pos::Num, Pos::Verb]),
        Pos::Verb => {
            matches!(r.tag(at).form, VerbForm::Participle | VerbForm::Gerund)
                && at > start
                && (!headed || r.pos(at - 1) == Pos::Part)
        }
        Pos::Cconj => headed && r.text(at) == "&",
        // "the old, tired baker"
        Pos::Punct => !headed && r.comma(at) && at > start && r.pos(at - 1) == Pos::Adj && next(&[Pos::Adj]),
        _ => false,
    }
}

/// One past a few words in marks that open at `at` inside the phrase, and its head then.
fn marks_inside(
    r: &Reader<'_>,
    at: usize,
    start: usize,
    high: usize,
    head: Option<usize>,
) -> Option<(usize, Option<usize>)> {
    let (_, q) = r.outermost(at)?;
    let close = q.tokens.end.index();
    if close - at > 6 || close >= high {
        return None;
    }
    match head {
        // A nickname inside a name: Gerd "Ironing Board" Halloran.
        Some(_) => (r.pos(close) == Pos::Propn).then_some((close, head)),
        // Words in marks inside the phrase: the "old model" of clubs, the "old" model.
        None if at > start => {
            let last = q.inner_tokens().indices().next_back();
            let inner = last.filter(|&i| matches!(r.pos(i), Pos::Noun | Pos::Propn));
            let adjective = matches!(r.pos(close), Pos::Noun | Pos::Propn | Pos::Adj);
            (inner.is_some() || adjective).then_some((close, inner))
        }
        None => None,
    }
}

/// The end of what modifies the phrase that ends before `at`, if something does.
fn modifier(r: &Reader<'_>, at: usize, head: usize, high: usize, tag: bool) -> Option<usize> {
    if at >= high || r.in_marks(at) {
        return None;
    }
    let name = r.pos(head) == Pos::Propn;
    let preposition_follows = || at + 1 < high && r.pos(at + 1) == Pos::Adp;
    match r.pos(at) {
        Pos::Adp => after_preposition(r, at, head, high),
        // "a person [familiar with the matter]"
        Pos::Adj if !name && preposition_follows() => reduced(r, at, high),
        // "said a woman [sitting by the door]"
        Pos::Verb
            if !name
                && tag
                && matches!(r.tag(at).form, VerbForm::Participle | VerbForm::Gerund)
                && preposition_follows() =>
        {
            reduced(r, at, high)
        }
        Pos::Cconj if !r.any(at, &["but", "nor", "yet", "or"]) && at + 1 < high => {
            // "and she laughed" begins a clause.
            let second = no_clause(r, at + 1, high)?;
            (r.pos(second.head) != Pos::Pron).then_some(second.end)
        }
        Pos::Pron | Pos::Sconj | Pos::Det if !name && r.any(at, RELATIVE) => relative_clause(r, at, high),
        Pos::Punct if tag && r.comma(at) && at + 1 < high => after_comma(r, at + 1, high),
        Pos::Punct if r.text(at) == "(" => {
            (at + 1..high.min(at + 12)).find(|&i| r.text(i) == ")").map(|close| close + 1)
        }
        _ => None,
    }
}

/// "the head [of the union]", "a spokesman [for the mill]"; names take "of" alone.
fn after_preposition(r: &Reader<'_>, at: usize, head: usize, high: usize) -> Option<usize> {
    let next = at + 1;
    if next >= high || r.is_a(next, WordSet::TIME) {
        return None;
    }
    let noun = !matches!(r.pos(head), Pos::Propn | Pos::Pron);
    let belongs = r.is(at, "of") || (noun && r.any(at, ATTRIBUTIVE));
    if !belongs || r.any(next, &["statement", "interview"]) {
        return None;
    }
    let object = phrase_forward(r, next, high, false)?;
    // "in a statement", "in an interview" tell where it was said, not who said it.
    let adverbial =
        r.is_a(object.head, WordSet::TIME) || (r.is(at, "in") && r.is_a(object.head, WordSet::OCCASION));
    (!adverbial).then_some(object.end)
}

/// Prepositions that join a phrase to the noun before it.
const ATTRIBUTIVE: &[&str] =
    &["in", "at", "for", "from", "with", "on", "to", "near", "behind", "inside", "about", "against", "like"];

/// A reduced relative clause: the word at `at`, a preposition and a phrase.
fn reduced(r: &Reader<'_>, at: usize, high: usize) -> Option<usize> {
    phrase_forward(r, at + 2, high, false).filter(|p| !r.is_a(p.head, WordSet::TIME)).map(|p| p.end)
}

/// The phrase that begins at `start`, unless it is the subject of a clause.
fn no_clause(r: &Reader<'_>, start: usize, high: usize) -> Option<Phrase> {
    let phrase = phrase_forward(r, start, high, false)?;
    // The verb may stand in marks: "according to Ann Lee, the bridge “was old”".
    let verb = phrase.end + usize::from(phrase.end < high && r.kind(phrase.end) == TokenKind::Mark);
    let clause = verb < high && (r.finite(verb) || r.pos(verb) == Pos::Aux);
    (!clause).then_some(phrase)
}

/// What a comma parts from the name or noun of a tag: a relative clause, an age, an apposition.
fn after_comma(r: &Reader<'_>, next: usize, high: usize) -> Option<usize> {
    let relative = r.any(next, LOOSE_RELATIVE)
        || (r.pos(next) == Pos::Adp && next + 1 < high && r.any(next + 1, LOOSE_RELATIVE));
    if relative {
        return relative_clause(r, next, high);
    }
    // An age: "Rosaura Lindahl, 29, who".
    if r.pos(next) == Pos::Num && (next + 1 >= high || !r.nominal(next + 1)) {
        return Some(next + 1);
    }
    if r.any(next, &["a", "an", "the", "one", "another"])
        || matches!(r.pos(next), Pos::Noun | Pos::Propn | Pos::Adj)
        || r.any(next, POSSESSIVE)
    {
        return no_clause(r, next, high).filter(|p| !r.is_a(p.head, WordSet::TIME)).map(|p| p.end);
    }
    // ", and his deputy"
    if r.pos(next) == Pos::Cconj && next + 1 < high && r.any(next + 1, &["the", "a", "an", "his", "her"]) {
        return no_clause(r, next + 1, high).map(|p| p.end);
    }
    None
}

/// The end of a relative clause that begins at `start`: where its sentence, its comma or the marks end it.
fn relative_clause(r: &Reader<'_>, start: usize, high: usize) -> Option<usize> {
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
    use super::*;
    use crate::quotations::testing::{PhraseFound, assert_phrase, phrase_found};

    /// The noun phrase that begins at the caret.
    fn noun_phrase_from(text: &str) -> PhraseFound {
        phrase_found(text, |r, unit, at| phrase_forward(r, at, unit.end, false))
    }

    /// The noun phrase that begins at the caret, behind the verb of a tag.
    fn noun_phrase_of_tag(text: &str) -> PhraseFound {
        phrase_found(text, |r, unit, at| phrase_forward(r, at, unit.end, true))
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
            ("They heard ^half the village.", "half the village", "village"),
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
            ("They told ^the council the bridge was closed.", "the council", "council"),
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
}
