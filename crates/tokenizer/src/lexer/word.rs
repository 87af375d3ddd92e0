//! Words: letters with the hyphens, apostrophes and dots that belong to them.

use super::{Lexer, RawKind, clitics};
use crate::chars::*;
use crate::data;

impl Lexer<'_, '_> {
    /// Reads the word at `at`, pushes it (clitics apart) and returns its end.
    pub(super) fn word(&mut self, at: usize) -> usize {
        let mut end = at;
        let mut apostrophe = false;
        // Start of the piece since the last dot or hyphen, and whether a dot lies inside.
        let mut piece = at;
        let mut dotted = false;
        loop {
            end = self.letters(end);
            let Some(c) = self.char(end) else { break };
            let next = end + c.len_utf8();
            if is_hyphen(c) {
                if !self.word_at(next) {
                    break;
                }
                end = next;
                piece = next;
            } else if is_apostrophe(c) {
                if self.letter_at(next) {
                    end = next;
                } else if self.bytes.get(next) == Some(&b'-') && self.letter_at(next + 1) {
                    end = next + 1; // jack-o'-lantern
                } else {
                    break;
                }
                apostrophe = true;
                piece = end;
            } else if c == '.' {
                match self.dot(at, piece, end, dotted) {
                    Dot::Inside => {
                        end = next;
                        piece = next;
                        dotted = true;
                    }
                    Dot::Last => {
                        end = next;
                        if !(self.bytes.get(end) == Some(&b'-') && self.letter_at(end + 1)) {
                            return self.push_with_clitic(at, end, RawKind::Word);
                        }
                    }
                    Dot::Address(past) => return self.push_with_clitic(at, past, RawKind::Word),
                    Dot::Outside => break,
                }
            } else if let Some(past) = self.shortened(at, end, c) {
                end = past;
                break;
            } else if let Some(past) = self.address(at, end, c) {
                return self.push_with_clitic(at, past, RawKind::Word);
            } else if (c == '_' && self.word_at(next) && !self.preceded_by_underscore(at))
                || (c == '&' && self.capital_before(end) && self.capital_at(next))
            {
                end = next;
            } else {
                break;
            }
        }
        if end == at {
            // Unreachable for letters; a lone mark of an unknown class must still move on.
            end = at + self.char(at).map_or(1, char::len_utf8);
        }
        self.push_word(at, end, apostrophe);
        end
    }

    /// The end of `w/`, `w/o` and `b/c` for *with*, *without* and *because*, where a slash follows the letter at `at`.
    fn shortened(&self, at: usize, slash: usize, c: char) -> Option<usize> {
        let rest = self.text.get(slash + 1..).filter(|_| c == '/')?;
        let ends = |n: usize| !self.word_at(slash + 1 + n);
        let length = match self.text.get(at..slash)? {
            "w" | "W" if rest.starts_with(['o', 'O']) && ends(1) => 1,
            "b" | "B" if rest.starts_with(['c', 'C']) && ends(1) => 1,
            "w" | "W" if ends(0) => 0,
            _ => return None,
        };
        Some(slash + 1 + length)
    }

    /// Past the letters, digits and combining marks at `at`.
    pub(super) fn letters(&self, mut at: usize) -> usize {
        loop {
            while self.bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                at += 1;
            }
            match self.char(at) {
                Some(c) if !c.is_ascii() && is_word(c) => at += c.len_utf8(),
                _ => return at,
            }
        }
    }

    /// Pushes a word that doesn't end with a letter, or is an address or a number, and the `'s` after it: *the U.S.'s*.
    /// Returns where the next token begins.
    pub(super) fn push_with_clitic(&mut self, start: usize, end: usize, kind: RawKind) -> usize {
        self.push(start, end, kind);
        let Some(c) = self.char(end).filter(|&c| is_apostrophe(c)) else { return end };
        let s = end + c.len_utf8();
        if matches!(self.bytes.get(s), Some(b's' | b'S')) && !self.word_at(s + 1) {
            return self.push(end, s + 1, RawKind::Word);
        }
        end
    }

    fn push_word(&mut self, start: usize, end: usize, apostrophe: bool) {
        let word = self.text.get(start..end).unwrap_or("");
        let mut cuts = [0; clitics::MAX_CUTS];
        let n = if apostrophe {
            clitics::cuts(word, &mut cuts)
        } else {
            clitics::contraction_cuts(word, &mut cuts)
        };
        let mut from = start;
        for cut in cuts.iter().take(n) {
            from = self.push(from, start + cut, RawKind::Word);
        }
        self.push(from, end, RawKind::Word);
    }

    fn preceded_by_underscore(&self, at: usize) -> bool {
        at > 0 && self.bytes.get(at - 1) == Some(&b'_')
    }

    fn capital_at(&self, at: usize) -> bool {
        self.char(at).is_some_and(char::is_uppercase)
    }

    fn capital_before(&self, at: usize) -> bool {
        char_before(self.text, at).is_some_and(char::is_uppercase)
    }

    /// What the dot at `dot` is to the word that began at `at` and whose last piece began at `piece`.
    fn dot(&self, at: usize, piece: usize, dot: usize, dotted: bool) -> Dot {
        let next = dot + 1;
        let letters = self.text.get(piece..dot).unwrap_or("");
        let single = letters.chars().filter(|c| !is_combining(*c)).count() == 1
            && letters.starts_with(char::is_alphabetic);
        if let Some(past) = self.word_at(next).then(|| self.dotted_address(at, dot)).flatten() {
            return Dot::Address(past);
        }
        if self.letter_at(next) {
            // U.S., a.m., Ph.D.; but not "end.Then".
            let after = self.letters(next);
            let short = letters.len() <= 2 && after == next + 1 && self.bytes.get(after) == Some(&b'.');
            if (single && (dotted || after <= next + 4)) || short {
                return Dot::Inside;
            }
            return Dot::Outside;
        }
        if self.digit_at(next) {
            return Dot::Outside;
        }
        // A run of dots is an ellipsis, not the end of an abbreviation.
        if self.bytes.get(next) == Some(&b'.') {
            let word = self.text.get(at..dot).unwrap_or("");
            if self.run(dot, '.') == dot + 2 && data::is_abbreviation(word, || false) {
                return Dot::Last; // "Inc.."
            }
            return self.masked_address(dot).map_or(Dot::Outside, Dot::Address);
        }
        let word = self.text.get(at..dot).unwrap_or("");
        if dotted || data::is_abbreviation(word, || self.number_follows(next)) {
            return Dot::Last;
        }
        if single && at == piece && letters.starts_with(char::is_uppercase) && self.initial(letters, next) {
            return Dot::Last;
        }
        Dot::Outside
    }

    /// Whether a capital before a dot is the initial of a name: another capital follows. "I" alone is the pronoun,
    /// unless another initial follows.
    fn initial(&self, letter: &str, next: usize) -> bool {
        let from = self.after_spaces(next);
        if !self.capital_at(from) {
            return false;
        }
        let after = self.letters(from);
        let another = after == from + 1 && self.bytes.get(after) == Some(&b'.');
        let closed_up = from == next;
        another
            || closed_up
            || letter != "I" && !data::is_sentence_starter(self.text.get(from..after).unwrap_or(""))
    }

    fn number_follows(&self, next: usize) -> bool {
        self.digit_at(self.after_spaces(next))
    }

    /// Past a few white-space characters; more than a few are no gap inside a name.
    fn after_spaces(&self, mut at: usize) -> usize {
        for _ in 0..4 {
            match self.char(at) {
                Some(c) if is_space(c) => at += c.len_utf8(),
                _ => break,
            }
        }
        at
    }
}

enum Dot {
    /// Letters follow that belong to the same word.
    Inside,
    /// The word ends with it.
    Last,
    /// It lies inside an address that ends at this byte.
    Address(usize),
    /// It is a full stop.
    Outside,
}

#[cfg(test)]
mod tests {
    use crate::lexer::tests::words;

    #[test]
    fn hyphens_keep_a_word_together() {
        assert_eq!(words("a well-known co-op - yes"), ["a", "well-known", "co-op", "-", "yes"]);
        assert_eq!(words("Peña-Nieto"), ["Peña-Nieto"]);
        assert_eq!(words("jack-o'-lantern will-o’-the-wisp"), ["jack-o'-lantern", "will-o’-the-wisp"]);
    }

    #[test]
    fn abbreviations_keep_their_dot() {
        assert_eq!(
            words("Mr. Oduya of the U.S. left at 5 p.m. today."),
            ["Mr.", "Oduya", "of", "the", "U.S.", "left", "at", "5", "p.m.", "today", "."]
        );
        assert_eq!(words("the U. S. Embassy"), ["the", "U.", "S.", "Embassy"]);
        assert_eq!(
            words("the U.S.-led force, the U.S.'s rules"),
            ["the", "U.S.-led", "force", ",", "the", "U.S.", "'s", "rules"]
        );
        assert_eq!(words("a Ph.D. and an M.Sc. degree"), ["a", "Ph.D.", "and", "an", "M.Sc.", "degree"]);
    }

    #[test]
    fn initials_keep_their_dot_and_the_pronoun_does_not() {
        assert_eq!(words("J. R. Smith and A. P. Rao"), ["J.", "R.", "Smith", "and", "A.", "P.", "Rao"]);
        assert_eq!(words("So do I. Ann does not."), ["So", "do", "I", ".", "Ann", "does", "not", "."]);
        assert_eq!(words("It was plan B. The end"), ["It", "was", "plan", "B", ".", "The", "end"]);
    }

    #[test]
    fn a_missing_space_after_a_stop_ends_the_word() {
        assert_eq!(words("the end.Then more"), ["the", "end", ".", "Then", "more"]);
        assert_eq!(words("gone...Then"), ["gone", "...", "Then"]);
    }

    #[test]
    fn no_is_number_only_before_a_number() {
        assert_eq!(
            words("No. 4 is here. No. Never."),
            ["No.", "4", "is", "here", ".", "No", ".", "Never", "."]
        );
    }

    #[test]
    fn words_shortened_with_a_slash() {
        assert_eq!(
            words("b/c of tea w/ milk, w/o sugar, and/or"),
            ["b/c", "of", "tea", "w/", "milk", ",", "w/o", "sugar", ",", "and", "/", "or"]
        );
    }

    #[test]
    fn ampersand_between_capitals() {
        assert_eq!(words("AT&T, Q&A; salt&pepper"), ["AT&T", ",", "Q&A", ";", "salt", "&", "pepper"]);
    }
}
