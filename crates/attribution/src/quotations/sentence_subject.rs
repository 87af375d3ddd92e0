//! Whose verb it is: its own subject, or that of the clause that it hangs on.
//!
//! "**The mayor** smiled, adding that it rained." "**The mayor** took the cup and said no."

use super::noun_phrase::{
    Phrase, before_adverbials, chunk_back, led_in, phrase_back, phrase_forward, subject_before,
};
use super::reader::Reader;
use super::verb_group::{VerbGroup, verb_group};
use crate::lexicon::{Frames, WordSet};
use crate::syntax::{Pos, Tag, VerbForm};

/// The subject of a reporting verb: its own, or that of the clause it hangs on.
pub(super) fn source_of(r: &Reader<'_>, g: &VerbGroup, low: usize) -> Option<Phrase> {
    if let Some(heard) = heard(r, g, low) {
        return Some(heard);
    }
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
        && !where_one_goes(r, &described, low)
    {
        let name = r.pos(g.start - 1) == Pos::Propn || r.pos(g.start - 1) == Pos::Pron;
        return if name { chunk_back(r, g.start - 1, low) } else { Some(described) };
    }
    if g.gerund || g.infinitive || coordinated(r, g, low) {
        return main_subject(r, g.start, low).or_else(|| inverted_subject(r, g.start, low));
    }
    None
}

/// The subject behind the verb of the tag before: "“…,” said **Ann Lee**, adding that it rained".
fn inverted_subject(r: &Reader<'_>, before: usize, low: usize) -> Option<Phrase> {
    let verb = (low..before).rev().take(TAG).find(|&i| r.finite(i) && !r.in_marks(i))?;
    let begins = verb == low || r.is_mark(verb - 1) || r.comma(verb - 1);
    let says = r.verb_cue(verb).is_some_and(|(f, _)| f.has(Frames::DIRECT));
    (begins && says).then(|| phrase_forward(r, verb + 1, before, true)).flatten()
}

/// The most tokens of a tag that goes on with an -ing form.
const TAG: usize = 24;
/// The most tokens of whoever is quoted and told more of.
const APPOSITION: usize = 12;

/// Whoever is heard or quoted by somebody else with the words of the group: "they heard **Ann** shout", "the paper quoted
/// **Ann** as saying".
pub(super) fn heard(r: &Reader<'_>, g: &VerbGroup, low: usize) -> Option<Phrase> {
    let before = g.start.checked_sub(1)?;
    let Tag { form, past, .. } = r.tag(g.verb);
    let bare = !past && matches!(form, VerbForm::Gerund | VerbForm::Infinitive | VerbForm::Finite);
    let (last, verbs) = if g.infinitive && r.is(before, "to") {
        (before.checked_sub(1)?, WordSet::FORCES)
    } else if r.is(before, "as") && form == VerbForm::Gerund {
        (before.checked_sub(1)?, WordSet::QUOTES)
    } else if g.start == g.verb && !g.infinitive && bare {
        (before, WordSet::HEARS)
    } else {
        return None;
    };
    if last <= low {
        return None;
    }
    let whom = if r.any(last, &["him", "her", "them", "me", "us"]) {
        Phrase { start: last, end: last + 1, head: last }
    } else if r.comma(last) {
        // "quoted the referee, Dag Holm, as saying"
        let hears = (low..last).rev().take(APPOSITION).find(|&v| r.is_a(v, verbs))?;
        phrase_forward(r, hears + 1, last + 1, true).filter(|p| p.end >= last)?
    } else {
        chunk_back(r, last, low)?
    };
    let hears = whom.start.checked_sub(1).filter(|v| *v >= low)?;
    // "He heard himself say"
    if r.any(whom.head, &["himself", "herself", "themselves", "myself"]) {
        return subject_before(r, verb_group(r, hears, 0, low).start, low);
    }
    (r.is_a(hears, verbs) && !r.in_marks(hears)).then_some(whom)
}

/// Whether the verb at `verb` tells who heard or quoted somebody else, whose words they are: "the Herald **quoted** Ann as
/// saying".
pub(super) fn hears_another(r: &Reader<'_>, verb: usize, high: usize) -> bool {
    let reach = verb + 2..high.min(verb + 9);
    r.is_a(verb, WordSet::QUOTES | WordSet::HEARS)
        && reach
            .filter(|&v| r.verb_cue(v).is_some() && r.pos(v) == Pos::Verb)
            .any(|v| heard(r, &verb_group(r, v, 0, verb), verb).is_some_and(|whom| whom.start == verb + 1))
}

/// Whether a phrase tells where somebody goes or stands, who is the one to speak: "Tom went across **the yard** shouting", "sat
/// down at **her feet** asking".
fn where_one_goes(r: &Reader<'_>, phrase: &Phrase, low: usize) -> bool {
    if r.pos(phrase.head) != Pos::Noun || r.person(phrase.head) {
        return false;
    }
    // "shook his head saying", "left the room saying"
    let object = phrase.start > low && r.pos(phrase.start - 1) == Pos::Verb;
    let carries = WordSet::WRITING | WordSet::OCCASION | WordSet::SAYING | WordSet::WORK;
    if object && !r.is_a(phrase.head, carries) {
        let leaves = ["left", "leaves", "entered", "enters", "crossed", "crosses", "reached", "reaches"];
        return r.any(phrase.start, &["his", "her", "my", "their"]) || r.any(phrase.start - 1, &leaves);
    }
    let particle = |at: usize| matches!(r.pos(at), Pos::Adp | Pos::Adv);
    let verb = (low..phrase.start).rev().find(|&at| !particle(at));
    verb.is_some_and(|v| v + 1 < phrase.start && r.pos(v) == Pos::Verb)
}

/// Whether the verb shares its subject with one before: "took the cup and said", "paused and after a while said".
pub(super) fn coordinated(r: &Reader<'_>, g: &VerbGroup, low: usize) -> bool {
    let at = before_adverbials(r, g.start, low);
    let chunk = at.checked_sub(1).and_then(|last| chunk_back(r, last, low));
    let at = chunk.and_then(|chunk| led_in(r, &chunk, low)).or_else(|| restricted(r, at, low)).unwrap_or(at);
    at > low && (r.pos(at - 1) == Pos::Cconj || r.comma(at - 1) || r.is(at - 1, "then"))
}

/// Where a phrase begins that a relative clause ends right before `at`: "turned and **in a tone that all knew** said".
fn restricted(r: &Reader<'_>, at: usize, low: usize) -> Option<usize> {
    /// The most words of it.
    const LONGEST: usize = 12;
    let inside = || (low + 1..at).rev().take(LONGEST).take_while(|&i| !r.comma(i) && !r.in_marks(i));
    let preposition = inside().find(|&i| r.pos(i) == Pos::Adp && r.pos(i - 1) == Pos::Cconj)?;
    let relative = inside().any(|i| i > preposition && r.any(i, &["that", "which", "who"]));
    (relative && !r.nominal(at - 1)).then_some(preposition)
}

/// The phrase ends right before a conjunction: it is not the subject of what follows.
fn coordinated_object(r: &Reader<'_>, g: &VerbGroup, own: &Phrase) -> bool {
    (own.end..g.start).any(|i| r.pos(i) == Pos::Cconj)
}

/// Whether a verb with whom it is said to stands right before the clause that begins at `at`: told reporters **the pool was** old.
fn told_before(r: &Reader<'_>, at: usize, low: usize) -> bool {
    let Some(whom) = at.checked_sub(1).filter(|last| *last > low).and_then(|last| chunk_back(r, last, low))
    else {
        return false;
    };
    whom.start > low
        && r.pos(whom.start - 1) == Pos::Verb
        && r.verb_cue(whom.start - 1).is_some_and(|(f, _)| f.has(Frames::TOLD))
}

/// Whether what looks like a verb stands before a noun as an adjective does: "in her neatly **gloved** hands".
fn attributive(r: &Reader<'_>, at: usize, low: usize) -> bool {
    let mut before = at;
    while before > low && r.pos(before - 1) == Pos::Adv {
        before -= 1;
    }
    before > low
        && r.text(at).ends_with("ed")
        && r.any(before - 1, &["a", "an", "the", "his", "her", "its", "their", "my", "our", "your"])
        && matches!(r.pos(at + 1), Pos::Noun)
}

/// Whoever "it was" stands before, with "who" behind at `who`: "it was **Ann** who spoke".
fn cleft(r: &Reader<'_>, who: usize, low: usize) -> Option<Phrase> {
    let chunk = chunk_back(r, who.checked_sub(1)?, low)?;
    let be = chunk.start.checked_sub(1).filter(|be| *be > low && r.any(*be, &["was", "is", "’s", "'s"]))?;
    r.is(be - 1, "it").then_some(chunk)
}

/// The subject of the nearest finite verb before `before`, outside what dashes set apart.
pub(super) fn main_subject(r: &Reader<'_>, before: usize, low: usize) -> Option<Phrase> {
    // Last, what a tagger takes for participles: "Her deputy, Ann Lee, **leaned** forward and said".
    let past = |at: usize| r.tag(at).form == VerbForm::Participle || r.is_a(at, WordSet::PAST);
    let participle = |at: usize| r.pos(at) == Pos::Verb && past(at);
    nearest_subject(r, before, low, |at| r.finite(at) || r.pos(at) == Pos::Aux)
        .or_else(|| nearest_subject(r, before, low, participle))
}

/// The subject of the nearest verb that `has_tense`.
fn nearest_subject(
    r: &Reader<'_>,
    before: usize,
    low: usize,
    has_tense: impl Fn(usize) -> bool,
) -> Option<Phrase> {
    let mut at = before;
    let mut tries = 0;
    let mut fallback = None;
    while at > low && tries < 6 {
        at -= 1;
        // What stands between dashes has subjects of its own: "Crowds filled the quay – where **the crew** slept – chanting".
        if r.dash(at)
            && let Some(open) = (low + 1..at).rev().find(|&i| r.dash(i))
        {
            at = open;
            continue;
        }
        if r.in_marks(at) || !has_tense(at) || attributive(r, at, low) {
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
                    "before", "after", "since", "where",
                ],
            ) || r.pos(before - 1) == Pos::Verb
                || told_before(r, before, low));
        let whose = |at: usize| r.is(at, "whose");
        let relative = r.any(subject.head, &["who", "which", "that", "it", "there", "this", "what"])
            || whose(subject.start)
            || before > low && whose(before - 1);
        // "It was Ann who spoke first, saying"
        if r.is(subject.head, "who")
            && let Some(cleft) = cleft(r, subject.start, low)
        {
            return Some(cleft);
        }
        if !embedded && !relative {
            return Some(subject);
        }
        fallback = fallback.or((!relative).then_some(subject));
        at = subject.start.max(low);
    }
    fallback
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotations::reader::Unit;
    use crate::quotations::testing::phrase_found;

    #[test]
    fn whoever_is_heard_or_quoted_says_it() {
        let source = |text| {
            let of = |r: &Reader<'_>, unit: Unit, at: usize| {
                source_of(r, &verb_group(r, at, 0, unit.start), unit.start)
            };
            phrase_found(text, of).map(|p| p.0)
        };
        for (text, expected) in [
            ("The Herald quoted Ann Lee as ^saying that it rained.", "Ann Lee"),
            ("The Herald quoted the miller, Ann Lee, as ^saying that it rained.", "the miller, Ann Lee"),
            ("The guests heard the miller ^shout that it rained.", "the miller"),
            ("The guests heard him ^saying that it rained.", "him"),
            ("The guests listened to him, ^saying that it rained.", "The guests"),
            ("“It is late,” said Ann Lee of Orme, ^adding that it rained.", "Ann Lee of Orme"),
            ("The guests told Ann Lee by ^saying that it rained.", "The guests"),
            ("The noise caused Ann Lee to ^say that it rained.", "Ann Lee"),
            ("He said it with a care which made Ann Lee ^ask if it rained.", "Ann Lee"),
            ("The old man found himself ^saying that it rained.", "The old man"),
            ("It was Ann Lee who spoke first, ^saying that it rained.", "Ann Lee"),
        ] {
            assert_eq!(source(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_subject_of_a_verb_that_has_none_is_the_sentences() {
        let subject = |text| phrase_found(text, |r, unit, at| main_subject(r, at, unit.start)).map(|p| p.0);
        assert_eq!(subject("The mayor smiled, ^adding that it rained.").as_deref(), Some("The mayor"));
        assert_eq!(
            subject("The mayor, who had slept, took the cup and ^said no.").as_deref(),
            Some("The mayor, who had slept")
        );
        assert_eq!(
            subject("The mayor walked to the pond, where the gulls slept, while ^singing.").as_deref(),
            Some("The mayor")
        );
        assert_eq!(
            subject("The mayor looked at the box in her neatly gloved hands, and ^said no.").as_deref(),
            Some("The mayor")
        );
        assert_eq!(
            subject("The mayor told reporters the pool was old and ^urged them to leave.").as_deref(),
            Some("The mayor")
        );
        assert_eq!(subject("The mayor went across the yard ^shouting no.").as_deref(), Some("The mayor"));
        let crowds = "Some crowds filled the quay - where Northmark played the crew - while ^chanting.";
        assert_eq!(subject(crowds).as_deref(), Some("Some crowds"));
        assert_eq!(subject("- The mayor looked up - and ^said no.").as_deref(), Some("The mayor"));
        assert_eq!(subject("^Adding salt, she left."), None);
    }
}
