//! Does a sentence end after this token?

use crate::chars::*;
use crate::data::{self, Abbreviation};
use crate::marks::Form;
use crate::{Token, TokenKind};

/// If a sentence ends with the token `at` (or with the marks and brackets right after it), the index after its last
/// token. `first` is the first token of the paragraph. `past` is where what closes behind an earlier stop ended, 0 at first:
/// of thousands of stops in a row each is looked at once.
pub(super) fn after(
    text: &str,
    tokens: &[Token],
    first: usize,
    at: usize,
    past: &mut usize,
) -> Option<usize> {
    let stop = stop(text, tokens, first, at)?;
    let mut end = at + 1;
    // What closes right behind the stop belongs to it, and so do more stops: ?"!
    end = past_note(text, tokens, end).max(*past);
    while let Some(t) = tokens.get(end) {
        let touches = tokens[end - 1].range.end() == t.range.start();
        if !touches || !(closes(text, *t) || is_stop(word(text, *t))) {
            break;
        }
        end += 1;
    }
    *past = end;
    if end > at + 1 {
        end = past_note(text, tokens, end);
    }
    let next = tokens.get(end)?;
    let closed = end > at + 1;
    if stop == Stop::Broken && !closed {
        return None;
    }
    let gap = tokens[end - 1].range.end() < next.range.start();
    let opens = next.kind == TokenKind::Mark;
    if !gap && !opens {
        return (!closed && space_is_missing(text, tokens, at, stop)).then_some(end);
    }
    let ends = begins(text, tokens, end, stop, closed)
        || !closed && begins_small(text, tokens, end, (first, at), stop);
    ends.then_some(end)
}

/// Past the number of a note that begins at `at`: `[12]`.
fn past_note(text: &str, tokens: &[Token], at: usize) -> usize {
    match tokens.get(at..at + 3) {
        Some([open, number, close])
            if word(text, *open) == "[" && number.kind == TokenKind::Number && word(text, *close) == "]" =>
        {
            at + 3
        }
        _ => at,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// Full stop.
    Full,
    /// Question, exclamation.
    Loud,
    /// Dots of omission.
    Dots,
    /// A dash before a closing mark: “But I—”
    Broken,
    /// The stop of an abbreviation that may end a sentence.
    Abbreviated,
}

fn word(text: &str, token: Token) -> &str {
    &text[token.range]
}

fn is_stop(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_terminal)
}

fn stop(text: &str, tokens: &[Token], first: usize, at: usize) -> Option<Stop> {
    let token = *tokens.get(at)?;
    let w = word(text, token);
    match token.kind {
        TokenKind::Punctuation => {
            let c = w.chars().next()?;
            if is_dash(c) {
                return tokens.get(at + 1).filter(|t| t.kind == TokenKind::Mark).map(|_| Stop::Broken);
            }
            if !is_terminal(c) {
                return None;
            }
            // "1." at the head of a paragraph is its number.
            if c == '.' && at == first + 1 && tokens.get(first).is_some_and(|t| t.kind == TokenKind::Number) {
                return None;
            }
            // Dots of omission may be spaced: . . .
            let spaced =
                c == '.' && at > first && tokens.get(at - 1).is_some_and(|t| is_stop(word(text, *t)));
            Some(match c {
                '…' => Stop::Dots,
                '.' if spaced => Stop::Dots,
                '.' if w.len() > 1 => Stop::Dots,
                '.' | '。' | '।' => Stop::Full,
                _ => Stop::Loud,
            })
        }
        TokenKind::Word if w.ends_with('.') => {
            let bare = w.get(..w.len() - 1).unwrap_or("");
            match data::abbreviation(bare) {
                Some(Abbreviation::Title | Abbreviation::Number) => None,
                Some(Abbreviation::End) => Some(Stop::Abbreviated),
                // U.S., p.m.; a single initial is part of a name.
                None if bare.contains('.') => Some(Stop::Abbreviated),
                None => None,
            }
        }
        _ => None,
    }
}

/// Whether a sentence begins with the small letter of the token `at`: after a full stop behind a plain word, or after any stop
/// of a paragraph that begins with a small letter itself. Whoever writes without capitals ends sentences, too.
fn begins_small(
    text: &str,
    tokens: &[Token],
    at: usize,
    (first, stop_at): (usize, usize),
    stop: Stop,
) -> bool {
    let small = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|t| t.kind == TokenKind::Word && word(text, *t).starts_with(char::is_lowercase))
    };
    small(at)
        && match stop {
            Stop::Full => small(first) || follows_plain_word(text, tokens, stop_at),
            Stop::Loud => small(first),
            Stop::Dots | Stop::Broken | Stop::Abbreviated => false,
        }
}

/// Whether a stop stands behind a word in small letters that is no abbreviation by its looks.
fn follows_plain_word(text: &str, tokens: &[Token], stop: usize) -> bool {
    let Some(before) = stop.checked_sub(1).and_then(|before| tokens.get(before)) else { return false };
    let w = word(text, *before);
    let plain = w.len() >= LONG && w.chars().all(char::is_lowercase) && data::abbreviation(w).is_none();
    plain && before.range.end() == tokens[stop].range.start()
}

/// An abbreviation that no list knows is seldom longer than this.
const LONG: usize = 3;

/// Whether the space behind a stop was forgotten: "it rained.The". Dots are a stop where there are more than three.
fn space_is_missing(text: &str, tokens: &[Token], at: usize, stop: Stop) -> bool {
    let next = tokens.get(at + 1).filter(|t| t.kind == TokenKind::Word).map_or("", |t| word(text, *t));
    let plain = next.len() > 1 && !next.chars().all(char::is_uppercase);
    let ends = match stop {
        Stop::Full | Stop::Loud => true,
        Stop::Dots => word(text, tokens[at]).len() > 3 && next.starts_with(char::is_uppercase),
        Stop::Broken | Stop::Abbreviated => false,
    };
    ends && plain && follows_plain_word(text, tokens, at)
}

/// Whether a token closes what stands before it.
fn closes(text: &str, token: Token) -> bool {
    let w = word(text, token);
    match token.kind {
        TokenKind::Mark => true,
        TokenKind::Punctuation => {
            matches!(w, ")" | "]" | "}" | "_" | "*" | "）" | "】")
                || w.chars().next().and_then(Form::of).is_some()
        }
        _ => false,
    }
}

/// Whether the token `at` begins a sentence after such a stop.
fn begins(text: &str, tokens: &[Token], at: usize, stop: Stop, closed: bool) -> bool {
    let mut i = at;
    // Look through marks and brackets at what they enclose.
    while let Some(t) = tokens.get(i).filter(|_| i < at + 4) {
        let opens = t.kind == TokenKind::Mark || word(text, *t).chars().next().is_some_and(is_opening);
        if !opens {
            break;
        }
        i += 1;
    }
    let Some(&next) = tokens.get(i) else { return true };
    let w = word(text, next);
    if is_stop(w) && i == at {
        return false;
    }
    let Some(c) = w.chars().find(|&c| !is_apostrophe(c)) else { return true };
    if is_dash(c) {
        // After a dash the sentence goes on, unless it begins like a new one.
        return tokens.get(i + 1).is_none_or(|t| !word(text, *t).starts_with(char::is_lowercase));
    }
    if c.is_lowercase() {
        // Only a mark of its own makes a sentence of what begins small.
        return i > at && stop != Stop::Dots && stop != Stop::Abbreviated && closed;
    }
    match stop {
        Stop::Abbreviated => data::is_sentence_starter(w) || closed && (i > at || c.is_uppercase()),
        Stop::Broken => tokens.get(at).is_some_and(|t| t.kind == TokenKind::Mark),
        Stop::Dots if !closed => i > at || c.is_uppercase() && w != "I",
        Stop::Loud | Stop::Dots if closed && i == at => !is_tag(text, tokens, at),
        _ => i > at || !matches!(c, ',' | ';' | ':' | ')' | ']'),
    }
}

/// Whether somebody and a verb of saying follow: *Ann Lee asked*, *Mr. Lee said*, *The old man cried*.
fn is_tag(text: &str, tokens: &[Token], at: usize) -> bool {
    let described = tokens.get(at).is_some_and(|t| data::is_determiner(word(text, *t)));
    for (n, t) in tokens.iter().skip(at).take(5).enumerate() {
        let w = word(text, *t);
        if data::is_tag_verb(w) {
            return n > 0;
        }
        let name = t.kind == TokenKind::Word && w.starts_with(|c: char| c.is_uppercase() || is_apostrophe(c));
        let may_follow = n > 0 && (described || data::is_name_particle(w));
        if !(name || may_follow) {
            return false;
        }
    }
    false
}
