//! Word pieces of a text, each with the bytes that it stands for.
//!
//! The rule is that of BERT's uncased vocabulary (Devlin et al., NAACL 2019): characters are decomposed, their marks
//! dropped, the rest folded to lower case; words end at white space, every punctuation mark is a word; each word is cut
//! from the left into the longest pieces that the vocabulary has. `training/encoder/pieces.py` does the same.

use inquit_tokenizer::TextRange;
use rustc_hash::FxHashMap;
use unicode_general_category::{GeneralCategory as Category, get_general_category};
use unicode_normalization::UnicodeNormalization;

/// A longer word, in characters, is unknown as a whole.
const MOST_CHARACTERS: usize = 100;

/// A piece of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    /// Its number in the vocabulary.
    pub(super) id: u32,
    /// Its bytes.
    pub(super) range: TextRange,
}

/// All pieces there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    ids: FxHashMap<Box<str>, u32>,
    /// What stands before and behind every window, and for what the vocabulary lacks.
    pub(super) begin: u32,
    pub(super) end: u32,
    unknown: u32,
}

/// Room for one word, used again for the next.
#[derive(Debug, Default)]
struct Word {
    /// In lower case, decomposed, without marks.
    folded: String,
    /// For each of its characters: where it ends in `folded`, and the bytes of the text that it comes from.
    characters: Vec<(usize, TextRange)>,
    key: String,
}

impl Vocabulary {
    /// From its pieces, one a line; `None` if one of those that every window needs is missing.
    pub(super) fn new(lines: &str) -> Option<Self> {
        let mut ids = FxHashMap::default();
        for (id, piece) in lines.lines().enumerate() {
            ids.insert(piece.into(), u32::try_from(id).ok()?);
        }
        let id = |piece: &str| ids.get(piece).copied();
        let (begin, end, unknown) = (id("[CLS]")?, id("[SEP]")?, id("[UNK]")?);
        Some(Self { ids, begin, end, unknown })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Adds the pieces of a stretch of text that begins at the byte `offset`.
    pub(super) fn cut(&self, text: &str, offset: u32, out: &mut Vec<Piece>) {
        let mut word = Word::default();
        for (at, c) in text.char_indices() {
            let start = offset + at as u32;
            let range = TextRange::new(start, start + c.len_utf8() as u32);
            if c.is_ascii_alphanumeric() {
                word.add(c.to_ascii_lowercase(), range);
                continue;
            }
            let category = get_general_category(c);
            if c.is_whitespace() || category == Category::SpaceSeparator {
                self.close(&mut word, out);
            } else if matches!(category, Category::Control | Category::Format) || c == '\u{fffd}' {
                // Nothing that anybody sees.
            } else if c.is_ascii_punctuation() || is_punctuation(category) {
                self.close(&mut word, out);
                word.add(c, range);
                self.close(&mut word, out);
            } else {
                for d in c.to_lowercase().nfd() {
                    if get_general_category(d) != Category::NonspacingMark {
                        word.add(d, range);
                    }
                }
            }
        }
        self.close(&mut word, out);
    }

    /// Adds the pieces of a word and empties it.
    fn close(&self, word: &mut Word, out: &mut Vec<Piece>) {
        let before = out.len();
        let mut first = 0;
        while first < word.characters.len() && word.characters.len() <= MOST_CHARACTERS {
            let Some((id, end)) = self.longest(word, first) else {
                out.truncate(before);
                break;
            };
            out.extend(word.range(first, end).map(|range| Piece { id, range }));
            first = end;
        }
        if out.len() == before {
            let whole = word.range(0, word.characters.len());
            out.extend(whole.map(|range| Piece { id: self.unknown, range }));
        }
        word.folded.clear();
        word.characters.clear();
    }

    /// The longest piece at a character of a word, and the character that it ends before.
    fn longest(&self, word: &mut Word, first: usize) -> Option<(u32, usize)> {
        let start = if first == 0 { 0 } else { word.characters.get(first - 1)?.0 };
        word.key.clear();
        word.key.push_str(if first == 0 { "" } else { "##" });
        let mark = word.key.len();
        word.key.push_str(word.folded.get(start..)?);
        for end in (first..word.characters.len()).rev() {
            word.key.truncate(mark + word.characters.get(end)?.0 - start);
            if let Some(id) = self.ids.get(word.key.as_str()) {
                return Some((*id, end + 1));
            }
        }
        None
    }
}

impl Word {
    fn add(&mut self, c: char, range: TextRange) {
        self.folded.push(c);
        self.characters.push((self.folded.len(), range));
    }

    /// The bytes of some of its characters.
    fn range(&self, first: usize, end: usize) -> Option<TextRange> {
        let (first, last) = (self.characters.get(first)?, self.characters.get(end.checked_sub(1)?)?);
        Some(TextRange::new(first.1.start(), last.1.end()))
    }
}

fn is_punctuation(category: Category) -> bool {
    matches!(
        category,
        Category::ConnectorPunctuation
            | Category::DashPunctuation
            | Category::OpenPunctuation
            | Category::ClosePunctuation
            | Category::InitialPunctuation
            | Category::FinalPunctuation
            | Category::OtherPunctuation
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::new("[CLS]\n[SEP]\n[UNK]\nun\n##said\nsaid\ncafe\n“\n,\n##s\nı").unwrap()
    }

    fn cut(text: &str) -> Vec<(u32, &str)> {
        let mut out = Vec::new();
        vocabulary().cut(text, 0, &mut out);
        out.iter().map(|p| (p.id, &text[p.range.start() as usize..p.range.end() as usize])).collect()
    }

    #[test]
    fn words_become_the_longest_pieces() {
        assert_eq!(cut("unsaid"), [(3, "un"), (4, "said")]);
        assert_eq!(cut("“Cafés, said"), [(7, "“"), (6, "Café"), (9, "s"), (8, ","), (5, "said")]);
    }

    #[test]
    fn what_no_piece_begins_is_unknown_as_a_whole() {
        assert_eq!(cut("unsaxd said"), [(2, "unsaxd"), (5, "said")]);
        assert_eq!(cut(&"s".repeat(101)).len(), 1);
    }

    proptest! {
        #[test]
        fn pieces_lie_in_the_text_in_order(text in "\\PC{0,40}") {
            let mut out = Vec::new();
            vocabulary().cut(&text, 0, &mut out);
            for p in &out {
                prop_assert!(text.get(p.range.start() as usize..p.range.end() as usize).is_some_and(|t| !t.is_empty()));
            }
            prop_assert!(out.windows(2).all(|w| w[0].range.start() <= w[1].range.start()));
        }
    }
}
