//! Paragraphs cut into windows of word pieces: what the encoder reads at a time.

use super::LONGEST;
use super::pieces::{Piece, Vocabulary};
use inquit_tokenizer::{Document, Paragraph, TextRange};
use std::ops::Range;

/// Windows of some paragraphs.
#[derive(Clone, Debug, Default)]
pub(super) struct Windows {
    /// The pieces of all windows, one window after the other.
    pieces: Vec<Piece>,
    windows: Vec<Window>,
    /// Room for the pieces of a sentence or a word.
    sentence: Vec<Piece>,
    /// As the network takes them: with the marks before and behind each window, and where each of them ends.
    pub(super) ids: Vec<u32>,
    pub(super) ends: Vec<usize>,
}

/// A window: its paragraph, by the order in which they were added, and its pieces.
#[derive(Clone, Debug)]
struct Window {
    paragraph: usize,
    pieces: Range<usize>,
}

/// The most pieces of a window, apart from its marks.
const MOST: usize = LONGEST - 2;

impl Windows {
    /// Forgets all windows.
    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        self.windows.clear();
        self.ids.clear();
        self.ends.clear();
    }

    /// Adds the windows of a paragraph. One that is longer than a window is cut between its sentences, at worst anywhere.
    pub(super) fn add(
        &mut self,
        vocabulary: &Vocabulary,
        doc: &Document,
        paragraph: Paragraph,
        number: usize,
    ) {
        let mut start = self.pieces.len();
        let mut sentence = std::mem::take(&mut self.sentence);
        for range in paragraph.sentences.iter().map(|sentence| doc.sentence(sentence).range) {
            sentence.clear();
            let text = doc.text().get(range.start() as usize..range.end() as usize).unwrap_or_default();
            vocabulary.cut(text, range.start(), &mut sentence);
            if self.pieces.len() - start + sentence.len() > MOST && sentence.len() <= MOST {
                start = self.close(vocabulary, number, start);
            }
            for piece in &sentence {
                self.pieces.push(*piece);
                if self.pieces.len() - start == MOST {
                    start = self.close(vocabulary, number, start);
                }
            }
        }
        self.close(vocabulary, number, start);
        self.sentence = sentence;
    }

    /// Adds the windows of a sentence that is there word by word; the range of a piece is the number of its word. One that is
    /// longer than a window is cut between its words.
    pub(super) fn add_words(&mut self, vocabulary: &Vocabulary, words: &[&str], number: usize) {
        let mut start = self.pieces.len();
        let mut pieces = std::mem::take(&mut self.sentence);
        for (at, word) in (0..).zip(words) {
            pieces.clear();
            vocabulary.cut(word, 0, &mut pieces);
            pieces.truncate(MOST);
            if self.pieces.len() - start + pieces.len() > MOST {
                start = self.close(vocabulary, number, start);
            }
            let range = TextRange::new(at, at + 1);
            self.pieces.extend(pieces.iter().map(|piece| Piece { range, ..*piece }));
        }
        self.close(vocabulary, number, start);
        self.sentence = pieces;
    }

    /// Adds a window of these pieces.
    #[cfg(test)]
    pub(super) fn whole(&mut self, vocabulary: &Vocabulary, pieces: Vec<Piece>) {
        let start = self.pieces.len();
        self.pieces.extend(pieces);
        self.close(vocabulary, 0, start);
    }

    /// Makes a window of the pieces since `start`, if there are any, and says where the next one begins.
    fn close(&mut self, vocabulary: &Vocabulary, paragraph: usize, start: usize) -> usize {
        let end = self.pieces.len();
        if start < end {
            self.ids.push(vocabulary.begin);
            self.ids.extend(self.pieces[start..].iter().map(|p| p.id));
            self.ids.push(vocabulary.end);
            self.ends.push(self.ids.len());
            self.windows.push(Window { paragraph, pieces: start..end });
        }
        end
    }

    /// Each window: the number of its paragraph, its pieces, and the rows of the network that are its own.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &[Piece], Range<usize>)> {
        self.windows.iter().zip(&self.ends).map(|(window, end)| {
            let pieces = &self.pieces[window.pieces.clone()];
            (window.paragraph, pieces, end - pieces.len() - 2..*end)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<usize> {
        let vocabulary = Vocabulary::new("[CLS]\n[SEP]\n[UNK]\nw").unwrap();
        let doc = inquit_tokenizer::tokenize(text);
        let mut windows = Windows::default();
        for number in 0..doc.paragraphs().len() {
            windows.add(&vocabulary, &doc, doc.paragraph(number.into()), number);
        }
        let mut at = 0;
        for (number, pieces, rows) in windows.iter() {
            assert_eq!(rows, at..at + pieces.len() + 2);
            assert!(number < doc.paragraphs().len() && rows.len() <= LONGEST);
            assert_eq!((windows.ids[rows.start], windows.ids[rows.end - 1]), (0, 1));
            at = rows.end;
        }
        assert_eq!(windows.ids.len(), at);
        windows.iter().map(|(_, pieces, _)| pieces.len()).collect()
    }

    #[test]
    fn a_paragraph_is_a_window_if_it_can_be() {
        assert_eq!(cut("w w w. W w.\n\nW w w.\n\n"), [7, 4]);
        assert_eq!(cut(""), []);
    }

    #[test]
    fn a_sentence_word_by_word_is_cut_between_words() {
        let vocabulary = Vocabulary::new("[CLS]\n[SEP]\n[UNK]\nw\n##w").unwrap();
        let mut windows = Windows::default();
        windows.add_words(&vocabulary, &["ww"; 100], 7);
        let found: Vec<_> = windows.iter().map(|(number, pieces, _)| (number, pieces.len())).collect();
        assert_eq!(found, [(7, 190), (7, 10)]);
        let words = windows.iter().flat_map(|(_, pieces, _)| pieces.chunk_by(|a, b| a.range == b.range));
        assert!(words.zip(0..).all(|(word, at)| word.len() == 2 && word[0].range.start() == at));
    }

    #[test]
    fn a_long_one_is_cut_between_sentences_at_worst_anywhere() {
        let sentence = |words: usize| format!("W{}.", " w".repeat(words - 2));
        assert_eq!(cut(&[sentence(100), sentence(60), sentence(80)].join(" ")), [160, 80]);
        assert_eq!(cut(&[sentence(100), sentence(300)].join(" ")), [190, 190, 20]);
        assert_eq!(cut(&sentence(190)), [190]);
    }
}
