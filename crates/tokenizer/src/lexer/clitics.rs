//! Where a written word is more than one: *do|n't*, *Clark|'s*, *can|not*.

use crate::chars::is_apostrophe;

/// The most cuts in one written word; what is longer (*y'all'd've*) keeps the rest whole.
pub(super) const MAX_CUTS: usize = 4;

/// Finds the cuts in a word with an apostrophe inside, in order; returns how many.
pub(super) fn cuts(word: &str, out: &mut [usize; MAX_CUTS]) -> usize {
    let mut end = word.len();
    let mut n = 0;
    while n < MAX_CUTS {
        let Some(cut) = word.get(..end).and_then(last_cut) else { break };
        out[n] = cut;
        n += 1;
        end = cut;
    }
    out[..n].reverse();
    n
}

/// The cut before the last clitic of a word.
fn last_cut(word: &str) -> Option<usize> {
    let (at, mark) = word.char_indices().rev().take(4).find(|&(_, c)| is_apostrophe(c))?;
    let after = word.get(at + mark.len_utf8()..)?;
    let is = |s: &str| after.eq_ignore_ascii_case(s);
    let cut = if is("s") || is("m") || is("d") || is("re") || is("ve") || is("ll") {
        at
    } else if is("t") && word.get(..at)?.ends_with(['n', 'N']) {
        at - 1
    } else {
        return None;
    };
    // "'s" or "n't" alone is the clitic itself; "o's" is a letter in the plural and is cut like any other.
    (cut > 0).then_some(cut)
}

/// Negations that are often written without their apostrophe.
const NEGATED: [&str; 14] = [
    "arent", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt", "shouldnt", "wasnt",
    "werent", "wouldnt", "aint",
];

/// Finds the cut in contractions without an apostrophe; returns how many (0 or 1).
pub(super) fn contraction_cuts(word: &str, out: &mut [usize; MAX_CUTS]) -> usize {
    if !(2..=8).contains(&word.len()) {
        return 0;
    }
    let cut = match word.as_bytes()[0] | 0x20 {
        b'c' if word.eq_ignore_ascii_case("cannot") => 3,
        b'g' if word.eq_ignore_ascii_case("gonna") || word.eq_ignore_ascii_case("gotta") => 3,
        b'g' if word.eq_ignore_ascii_case("gimme") => 3,
        b'l' if word.eq_ignore_ascii_case("lemme") => 3,
        b'o' if word.eq_ignore_ascii_case("outta") => 3,
        b'w' if word.eq_ignore_ascii_case("wanna") => 3,
        b'a' if word.eq_ignore_ascii_case("alot") => 1,
        // "Im" and "Ive" are names, "cant", "ill", "its", "lets" and "wont" words of their own.
        b'i' if matches!(word, "im" | "ive") => 1,
        b't' if word.eq_ignore_ascii_case("thats") => 4,
        b'w' if word.eq_ignore_ascii_case("whats") => 4,
        b'a' | b'c' | b'd' | b'h' | b'i' | b's' | b'w'
            if NEGATED.iter().any(|n| word.eq_ignore_ascii_case(n)) =>
        {
            word.len() - 2
        }
        _ => return 0,
    };
    out[0] = cut;
    1
}

/// The cut in a word that begins with an apostrophe: *'t|is*, *'t|was*. `word` has no apostrophe.
pub(crate) fn split_joined(word: &str) -> Option<usize> {
    ["tis", "twas", "twere", "twill", "twould"].iter().any(|w| word.eq_ignore_ascii_case(w)).then_some(1)
}

#[cfg(test)]
mod tests {
    use crate::lexer::tests::words;

    #[test]
    fn negation() {
        assert_eq!(
            words("don't can’t won't ain't shouldn't've DON'T"),
            ["do", "n't", "ca", "n’t", "wo", "n't", "ai", "n't", "should", "n't", "'ve", "DO", "N'T"]
        );
    }

    #[test]
    fn possessives_and_verbs() {
        assert_eq!(
            words("Clark's I'm we'll they’re he'd've who's"),
            ["Clark", "'s", "I", "'m", "we", "'ll", "they", "’re", "he", "'d", "'ve", "who", "'s"]
        );
        assert_eq!(
            words("O'Brien's D'Artagnan ma'am o'clock t'other"),
            ["O'Brien", "'s", "D'Artagnan", "ma'am", "o'clock", "t'other"]
        );
    }

    #[test]
    fn contractions_without_apostrophe() {
        assert_eq!(
            words("I cannot, gonna Gotta wanna cannon"),
            ["I", "can", "not", ",", "gon", "na", "Got", "ta", "wan", "na", "cannon"]
        );
    }

    #[test]
    fn contractions_in_haste() {
        assert_eq!(
            words("i dont know thats alot im outta here gimme"),
            ["i", "do", "nt", "know", "that", "s", "a", "lot", "i", "m", "out", "ta", "here", "gim", "me"]
        );
        assert_eq!(
            words("Jony Ive and Im cant hymns, wont to"),
            ["Jony", "Ive", "and", "Im", "cant", "hymns", ",", "wont", "to"]
        );
    }

    #[test]
    fn wrong_marks_inside_words() {
        assert_eq!(words("don`t don´t Hawai‘i"), ["do", "n`t", "do", "n´t", "Hawai‘i"]);
    }
}
