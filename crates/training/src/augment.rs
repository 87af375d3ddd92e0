//! Variants of a sentence as other hands would write it: headlines, capitals, no capitals, no full stop.

use crate::conllu::Sentence;
use crate::random::Random;

/// Now and then gives a sentence another dress, so that the models don't lean on one.
#[must_use]
pub fn vary(sentence: &Sentence, random: &mut Random) -> Sentence {
    let mut s = sentence.clone();
    match random.below(100) {
        0..4 => recase(&mut s, str::to_lowercase),
        4..8 => recase(&mut s, str::to_uppercase),
        8..12 => recase(&mut s, headline),
        _ => {}
    }
    if random.chance(6) && drop_last_mark(&mut s) {
        s.words.pop();
    }
    s
}

fn recase(s: &mut Sentence, f: impl Fn(&str) -> String) {
    for w in &mut s.words {
        w.form = f(&w.form);
    }
}

/// Capitals on all but short words.
fn headline(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(c) if word.chars().count() > 3 => c.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

/// Whether the last word is a full stop that nothing hangs from.
fn drop_last_mark(s: &mut Sentence) -> bool {
    let n = s.words.len();
    n > 2
        && s.words.last().is_some_and(|w| w.form == "." && w.head != 0)
        && s.words.iter().all(|w| w.head != n)
}
