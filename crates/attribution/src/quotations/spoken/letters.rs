//! Which words in marks make up a letter: "“Dear Ann,", "“Yours truly,” “Tom”", and the paragraphs in marks between the
//! two; a note that the narration speaks of right before, and that ends with a name: "“Come at noon. Tom.”"

use inquit_tokenizer::{Document, Quoted, TokenKind};

/// A letter that has begun.
#[derive(Clone, Copy)]
struct Begun {
    /// The number of the stretch where it began.
    first: usize,
    /// The paragraph where it was last gone on with.
    last: usize,
    /// One past its last token.
    end: usize,
    /// Nothing but a greeting stands in the first stretch, as seldom in speech.
    formal: bool,
    /// Only the name below it is missing.
    left: bool,
}

/// For each stretch in marks, whether it is part of a letter. `writes` says whether the word at a place tells of writing.
pub(super) fn letters(doc: &Document, writes: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut letter = vec![false; doc.quoted().len()];
    let mut begun: Option<Begun> = None;
    for (i, q) in doc.quoted().iter().enumerate().filter(|(_, q)| q.depth == 0) {
        let at = doc.paragraph_of(q.open).index();
        let open = q.open.index();
        let end = q.tokens.end.index();
        let opens = doc.paragraphs().get(at).is_some_and(|p| p.tokens.start == q.open);
        if opens && greets(doc, q) {
            begun = Some(Begun { first: i, last: at, end, formal: is_heading(doc, q), left: false });
        } else if opens && begun.is_none() && signed(doc, q) && announced(doc, open, &writes) {
            letter[i] = true;
        }
        let Some(b) = begun else { continue };
        // “Dear Ann,” he wrote, “it rains.”
        let taken_up = at == b.last && (b.end..open).any(&writes);
        let goes_on = opens || taken_up;
        if !goes_on || at > b.last + 1 || b.left && !is_name(doc, q) {
            begun = None;
            continue;
        }
        // Without an end, a greeting alone makes no letter: "“Dear Ann, I never said so.”"
        let leaves = takes_leave(doc, q) || b.formal && b.first < i && (is_name(doc, q) || signed(doc, q));
        begun = Some(Begun { last: at, end, left: leaves, ..b }).filter(|_| !b.left);
        if leaves || b.left {
            letter.get_mut(b.first..=i).unwrap_or_default().fill(true);
        }
    }
    letter
}

/// Whether a stretch is short and no sentence: "Dear Ann,".
fn is_heading(doc: &Document, q: &Quoted) -> bool {
    let inner = q.inner_tokens();
    let last = inner.iter().next_back();
    inner.len() <= NAME
        && last
            .is_some_and(|t| doc.token(t).kind == TokenKind::Word || matches!(doc.token_text(t), "," | ":"))
}

/// How many tokens the name below a letter has at most.
const NAME: usize = 5;

/// Whether nothing but a name stands in a stretch.
fn is_name(doc: &Document, q: &Quoted) -> bool {
    let mut words = q.inner_tokens().iter().filter(|t| doc.token(*t).kind == TokenKind::Word);
    q.inner_tokens().len() <= NAME && words.all(|t| doc.token_text(t).starts_with(char::is_uppercase))
}

/// Whether a name stands behind the last sentence of a stretch, as below a letter: "Come at noon. Tom."
fn signed(doc: &Document, q: &Quoted) -> bool {
    let mut name = false;
    let mut back = q.inner_tokens().iter().rev().enumerate().skip_while(|(_, t)| is_stop(doc.token_text(*t)));
    let before = back.find(|(_, t)| {
        let capital = doc.token_text(*t).starts_with(char::is_uppercase);
        name |= capital;
        !capital
    });
    let Some((at, stop)) = before else { return false };
    name && at <= NAME && is_stop(doc.token_text(stop))
}

/// Whether a token may stand before and behind the name below a letter.
fn is_stop(text: &str) -> bool {
    text == "."
}

/// How far back from the marks a word for a letter is looked for.
const BACK: usize = 30;

/// Whether the paragraph before the marks that open at `open` ends with narration that speaks of writing.
fn announced(doc: &Document, open: usize, writes: &impl Fn(usize) -> bool) -> bool {
    let Some(last) = open.checked_sub(1) else { return false };
    let above = doc.paragraph(doc.paragraph_of(last.into())).tokens.start.index();
    let in_marks = doc.token(last.into()).kind == TokenKind::Mark;
    !in_marks && (above.max(open.saturating_sub(BACK))..open).any(writes)
}

/// How many words of a stretch are looked at for a greeting, and for leave.
const REACH: usize = 12;

/// Whether a stretch begins as letters do: "My dear Ann,".
fn greets(doc: &Document, q: &Quoted) -> bool {
    let mut words = q.inner_tokens().iter().take(3).map(|t| doc.token_text(t));
    let lower = |w: Option<&str>| w.map(str::to_ascii_lowercase).unwrap_or_default();
    let first = lower(words.next());
    let second = lower(words.next());
    matches!(first.as_str(), "dear" | "dearest")
        || (first == "my" && matches!(second.as_str(), "dear" | "dearest"))
}

/// Whether a stretch ends as letters do: "Yours truly, Tom".
fn takes_leave(doc: &Document, q: &Quoted) -> bool {
    q.inner_tokens().iter().rev().take(REACH).any(|t| {
        let word = doc.token_text(t);
        ["yours", "sincerely", "affectionately", "affectionate", "faithfully", "devotedly"]
            .iter()
            .any(|w| word.eq_ignore_ascii_case(w))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_letter(text: &str) -> Vec<bool> {
        let doc = inquit_tokenizer::tokenize(text);
        letters(&doc, |at| matches!(doc.token_text(at.into()), "wrote" | "note"))
    }

    #[test]
    fn a_letter_goes_from_its_greeting_to_its_leave() {
        let text = "Tom read.\n\n“Dear Ann,”\n\n“It rains. The pond is deep.”\n\n“Yours truly, Bob.”\n\n“Is that all?”";
        assert_eq!(in_letter(text), [true, true, true, false]);
    }

    #[test]
    fn a_greeting_alone_makes_no_letter() {
        assert_eq!(
            in_letter("“Dear Ann, it rains.”\n\n“It does.”\n\nTom left.\n\n“Yours, I think.”"),
            [false; 3]
        );
    }

    #[test]
    fn who_writes_may_stand_in_the_first_line() {
        let text = "“Dear Ann,” Bob wrote, “it rains.”\n\n“The pond is deep.”\n\n“Yours truly,”\n\n“Bob”\n\n“Is that all?”";
        assert_eq!(in_letter(text), [true, true, true, true, true, false]);
        let text = "“Dear Ann,” said Bob, “it rains.”\n\n“Yours truly?”";
        assert_eq!(in_letter(text), [false; 3]);
    }

    #[test]
    fn a_name_below_it_is_leave_enough() {
        assert_eq!(in_letter("“Dear Ann,”\n\n“It rains. Bob.”"), [true, true]);
        assert_eq!(
            in_letter("“Dear Ann,”\n\n“It rains.”\n\n“Bob”\n\n“Is that all?”"),
            [true, true, true, false]
        );
    }

    #[test]
    fn a_note_that_was_spoken_of_is_signed() {
        assert_eq!(in_letter("There was a note for her.\n\n“Come at noon. Bob.”\n\n“Well?”"), [true, false]);
        assert_eq!(
            in_letter("There was a note for her.\n\n“Come at noon.”\n\n“I will. Bob.”"),
            [false, false]
        );
        assert_eq!(in_letter("There was a man for her.\n\n“Come at noon. Bob.”"), [false]);
    }
}
