//! To the left: "**a clerk who knew the man** said".

use super::{POSSESSIVE, Phrase, RELATIVE};
use crate::lexicon::WordSet;
use crate::quotations::reader::Reader;
use crate::syntax::{Pos, VerbForm};
use inquit_tokenizer::{TokenId, TokenKind};

/// The most pieces that are joined to a phrase: more than any phrase has that is not a list.
const MOST: usize = 12;

/// The noun phrase without modifiers after its head that ends with the token `last`.
pub(in crate::quotations) fn chunk_back(r: &Reader<'_>, last: usize, low: usize) -> Option<Phrase> {
    let substantive = r.nominal(last)
        || r.kind(last) == TokenKind::Mark
        || r.text(last) == "%"
        || r.is(last, "another")
        || r.is_a(last, WordSet::QUANTITY);
    let adjective_as_noun =
        (r.pos(last) == Pos::Adj && !substantive) || (r.pos(last) == Pos::Adv && r.is(last, "elder"));
    if last < low || !(substantive || adjective_as_noun) {
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
    // "The palace itself said no."
    if r.any(last, &["himself", "herself", "itself", "themselves"])
        && last > low
        && matches!(r.pos(last - 1), Pos::Noun | Pos::Propn)
    {
        return chunk_back(r, last - 1, low).map(|chunk| Phrase { end: last + 1, ..chunk });
    }
    if r.pos(last) == Pos::Pron
        && !r.any(last, &["one", "ones", "all", "some", "others", "many", "few", "both"])
    {
        return Some(Phrase { start: last, end: last + 1, head: last });
    }
    while start > low {
        let p = start - 1;
        if r.kind(p) == TokenKind::Mark && r.pos(p) == Pos::Punct {
            let Some(open) = marks_inside(r, p, start, low) else { break };
            start = open;
            continue;
        }
        if !belongs(r, p, start, low) {
            break;
        }
        start = p;
        match r.pos(p) {
            Pos::Pron => break,
            Pos::Det => {
                let before = ["all", "both", "half", "such", "many", "only", "even", "not"];
                while start > low && r.any(start - 1, &before) {
                    start -= 1;
                }
                break;
            }
            _ => {}
        }
    }
    if adjective_as_noun && !(start < last && matches!(r.pos(start), Pos::Det | Pos::Num)) {
        return None;
    }
    Some(Phrase { start, end: last + 1, head })
}

/// Whether the token at `p` belongs to the phrase that begins at `start`, right behind it.
fn belongs(r: &Reader<'_>, p: usize, start: usize, low: usize) -> bool {
    match r.pos(p) {
        Pos::Adj | Pos::Noun | Pos::Propn | Pos::Num | Pos::Sym | Pos::Det => true,
        Pos::Pron => r.any(p, POSSESSIVE),
        Pos::Part => r.genitive(p),
        Pos::Adv => matches!(r.pos(start), Pos::Adj | Pos::Num | Pos::Verb | Pos::Adv),
        // "the tired baker", "the newly opened bridge"
        Pos::Verb => {
            matches!(r.tag(p).form, VerbForm::Participle | VerbForm::Gerund)
                && p > low
                && (matches!(r.pos(p - 1), Pos::Det | Pos::Adj | Pos::Part)
                    || (r.pos(p - 1) == Pos::Verb
                        && p > low + 1
                        && matches!(r.pos(p - 2), Pos::Det | Pos::Part)))
        }
        Pos::Cconj => r.text(p) == "&",
        // "the old, tired baker"
        Pos::Punct => r.comma(p) && p > low && r.pos(p - 1) == Pos::Adj && r.pos(start) == Pos::Adj,
        _ => false,
    }
}

/// The opening mark of a few words in marks that close at `close` and stand inside the phrase that begins at `start`:
/// John "Boots" Halloran, the "old" model.
fn marks_inside(r: &Reader<'_>, close: usize, start: usize, low: usize) -> Option<usize> {
    let open = mark_start(r, close, low)?;
    let inside = open != low
        && start - open <= 8
        && matches!(r.pos(open - 1), Pos::Noun | Pos::Propn | Pos::Det | Pos::Adj);
    inside.then_some(open)
}

/// The opening mark of the stretch that closes at `close`.
fn mark_start(r: &Reader<'_>, close: usize, low: usize) -> Option<usize> {
    let (_, q) = r.outermost(close)?;
    (q.close == Some(TokenId::from(close)) && q.open.index() >= low).then_some(q.open.index())
}

/// Whether what begins at `start` is the object of a finite verb of its own clause (no relative pronoun before the verb).
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
pub(in crate::quotations) fn phrase_back(r: &Reader<'_>, last: usize, low: usize) -> Option<Phrase> {
    let mut phrase = chunk_back(r, last, low)?;
    let mut coordinated = false;
    for _ in 0..MOST {
        // Something has to stand before what joins.
        let Some(p) = phrase.start.checked_sub(1).filter(|p| *p > low) else { break };
        let left = joined_before(r, p, low, coordinated)
            .filter(|at| *at >= low)
            .and_then(|at| chunk_back(r, at, low))
            .filter(|left| !r.is_a(left.head, WordSet::TIME));
        let Some(left) = left else { break };
        phrase.start = left.start;
        phrase.head = left.head;
        coordinated |= r.pos(p) == Pos::Cconj;
    }
    if coordinated && phrase.start > low && r.is(phrase.start - 1, "neither") {
        phrase.start -= 1;
    }
    phrase.end = last + 1;
    Some(phrase)
}

/// The last token of what the word at `p` joins to the phrase right behind it; `coordinated` tells that the phrase is a
/// list already.
fn joined_before(r: &Reader<'_>, p: usize, low: usize, coordinated: bool) -> Option<usize> {
    match r.pos(p) {
        Pos::Adp => before_preposition(r, p, low),
        // "the woman [sitting] …", "the woman [who knows] …"
        Pos::Verb | Pos::Aux => {
            let reduced = r.pos(p) == Pos::Verb
                && matches!(r.tag(p).form, VerbForm::Participle | VerbForm::Gerund)
                && r.nominal(p - 1);
            if reduced { Some(p - 1) } else { relative_before(r, p, low).map(|relative| relative - 1) }
        }
        Pos::Cconj if r.is(p, "nor") => neither(r, p, low).then(|| p - 1),
        Pos::Cconj if !r.any(p, &["but", "yet"]) => before_conjunction(r, p, low),
        // "[the cook,] the baker and the sexton"
        Pos::Punct => (coordinated && r.comma(p) && r.nominal(p - 1)).then_some(p - 1),
        _ => None,
    }
}

/// Whether "neither" leads in what "nor" at `p` joins: "neither [the cook] nor …"
fn neither(r: &Reader<'_>, p: usize, low: usize) -> bool {
    (low..p).rev().take(MOST).take_while(|&i| !r.finite(i) && !r.in_marks(i)).any(|i| r.is(i, "neither"))
}

/// "[the head] of …", "[a person familiar] with …", "[the woman sitting] by …", "[the clerk who came] from …"
fn before_preposition(r: &Reader<'_>, p: usize, low: usize) -> Option<usize> {
    let before = p - 1;
    if r.nominal(before) || (r.pos(before) == Pos::Adj && before > low && r.pos(before - 1) == Pos::Det) {
        return Some(before);
    }
    // "[Most] of the bakers"
    if r.is(p, "of") && r.is_a(before, WordSet::QUANTITY) {
        return Some(before);
    }
    let tag = r.tag(before);
    let reduced = r.pos(before) == Pos::Adj
        || (r.pos(before) == Pos::Verb
            && (matches!(tag.form, VerbForm::Participle | VerbForm::Gerund) || tag.past)
            && !r.is_a(before, WordSet::PAST)
            // "A pause ensued before the lawyer went on": a clause of its own begins.
            && !r.any(p, &["before", "after", "until", "till", "since"]));
    if before > low && reduced && r.nominal(before - 1) {
        return Some(before - 1);
    }
    // "[A mechanic who came out] from …"
    let before = if r.any(before, PARTICLES) && before > low { before - 1 } else { before };
    if r.pos(before) != Pos::Verb {
        return None;
    }
    relative_before(r, before, low).map(|relative| relative - 1)
}

/// Words that belong to the verb before them: "came out".
const PARTICLES: &[&str] = &["out", "up", "down", "over", "in", "back", "off", "away", "round", "along"];

/// "[Ann Lee] and …"; not "he saw [the boat] and …", whose object ends its own clause.
fn before_conjunction(r: &Reader<'_>, p: usize, low: usize) -> Option<usize> {
    let comma = usize::from(r.comma(p - 1));
    if p <= low + comma {
        return None;
    }
    let before = p - 1 - comma;
    let left = chunk_back(r, before, low)?;
    let joined = !is_object(r, left.start, low)
        && !r.is_a(left.head, WordSet::TIME)
        && (comma == 0 || left.start > low);
    joined.then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotations::testing::{PhraseFound, assert_phrase, phrase_found};

    /// The noun phrase that ends before the caret.
    fn noun_phrase_before(text: &str) -> PhraseFound {
        phrase_found(text, |r, unit, at| phrase_back(r, at.checked_sub(1)?, unit.start))
    }

    #[test]
    fn to_the_left_a_phrase_takes_what_belongs_to_its_head() {
        for (text, phrase, head) in [
            ("Ann Lee ^said no.", "Ann Lee", "Lee"),
            ("The tired old baker ^said no.", "The tired old baker", "baker"),
            ("One of the bakers ^said no.", "One of the bakers", "One"),
            ("Most of the bakers ^said no.", "Most of the bakers", "Most"),
            ("Some of the old bakers ^said no.", "Some of the old bakers", "Some"),
            ("Her brother ^said no.", "Her brother", "brother"),
            ("The mayor herself ^said no.", "The mayor herself", "mayor"),
            ("A clerk who came out from the hall ^said no.", "A clerk who came out from the hall", "clerk"),
            ("The baker's brother ^said no.", "The baker's brother", "brother"),
            ("The head of the union ^said no.", "The head of the union", "head"),
            ("A clerk who knew the man ^said no.", "A clerk who knew the man", "clerk"),
            ("The woman sitting by the door ^said no.", "The woman sitting by the door", "woman"),
            ("Ann Lee and Tom Birch ^said no.", "Ann Lee and Tom Birch", "Lee"),
            ("Neither Ann Lee nor Tom Birch ^said no.", "Neither Ann Lee nor Tom Birch", "Lee"),
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
            ("A pause ensued before the baker ^said no.", "the baker", "baker"),
            ("Tom went across the bridge ^shouting.", "the bridge", "bridge"),
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
}
