//! What a transformer encoder sees in a paragraph: how likely each word is part of a cue, a content or a source, and
//! where a cue points: at the first and last word of what is said, and of who says it.
//!
//! Text → word pieces (`pieces`) → windows of them (`windows`) → layers (`network`, `attention`) → a [`Reading`]
//! (`reading`). Every machine gets the same numbers, see `linear`. The weights begin as those of MiniLM (Wang et al.,
//! NeurIPS 2020) and were trained on annotated news: see the model's card.

mod attention;
mod model;
mod network;
mod pieces;
mod reading;
mod windows;

pub use crate::linear::Linear;
pub use model::{Normal, Trained, TrainedLayer, write};
pub use reading::{Kind, Pointers, Reading, Span};

use self::network::Network;
use self::pieces::Vocabulary;
use self::windows::Windows;
use crate::linear::Matrix;
use inquit_tokenizer::{Document, ParagraphId};

/// Numbers that stand for a piece.
const HIDDEN: usize = 384;
/// The same inside a layer.
const INNER: usize = 1536;
/// Heads of attention, and the numbers that each looks at.
const HEADS: usize = 12;
const WIDTH: usize = HIDDEN / HEADS;
const LAYERS: usize = 6;
/// The most pieces of a window, with the marks before and behind it.
const LONGEST: usize = 192;
/// Cue, content, source.
const KINDS: usize = 3;
/// The first and last piece of the content and of the source.
const POINTERS: usize = 4;
/// Numbers by which a cue and what it points at are held against each other.
const POINT: usize = 64;

/// A trained encoder.
#[derive(Clone, Debug, Default)]
pub struct Encoder {
    vocabulary: Vocabulary,
    network: Network,
    tags: Matrix,
    query: Matrix,
    key: Matrix,
}

/// Room for the numbers of some paragraphs, used again for the next.
#[derive(Clone, Debug, Default)]
pub struct Room {
    windows: Windows,
    network: network::Room,
    tags: Vec<f32>,
    query: Vec<f32>,
    key: Vec<f32>,
}

/// Word pieces that are worth reading together: each of the weights serves all of them before the next is fetched.
const TOGETHER: usize = 192;

#[cfg(feature = "deep")]
static ENGLISH: std::sync::LazyLock<Option<Encoder>> =
    std::sync::LazyLock::new(|| Encoder::built_in(include_bytes!("../../../../models/encoder-en.bin")).ok());

impl Encoder {
    /// The encoder for English that is part of the program; none if it was built without the feature `deep`.
    #[must_use]
    pub fn english() -> Option<&'static Self> {
        #[cfg(feature = "deep")]
        return ENGLISH.as_ref();
        #[cfg(not(feature = "deep"))]
        None
    }

    /// The same without rounding the numbers that weights are multiplied by: many times slower, to see what that costs.
    #[must_use]
    pub fn unrounded(mut self) -> Self {
        let Self { network, tags, query, key, .. } = &mut self;
        network.matrices().chain([tags, query, key]).for_each(Matrix::take_inputs_as_they_are);
        self
    }

    /// Reads some paragraphs, from the first on as many as are worth reading together: at least one, if there is any.
    #[must_use]
    pub fn read(
        &self,
        doc: &Document,
        paragraphs: impl IntoIterator<Item = ParagraphId>,
        room: &mut Room,
    ) -> Vec<(ParagraphId, Reading)> {
        let mut readings = Vec::new();
        room.windows.clear();
        for id in paragraphs {
            let paragraph = doc.paragraph(id);
            room.windows.add(&self.vocabulary, doc, paragraph, readings.len());
            readings.push((id, Reading::new(paragraph.tokens)));
            if room.windows.ids.len() >= TOGETHER {
                break;
            }
        }
        self.fill(doc, &mut readings, room);
        readings
    }

    /// What stands for the words of some sentences after some of the layers (numbers from 1): for each word the means over
    /// its pieces, 384 numbers a layer, one layer after the other. For training other models.
    #[must_use]
    pub fn states<'a>(
        &self,
        sentences: &[impl AsRef<[&'a str]>],
        layers: &[usize],
        room: &mut Room,
    ) -> Vec<Vec<f32>> {
        let width = HIDDEN * layers.len();
        let mut states: Vec<Vec<f32>> = Vec::with_capacity(sentences.len());
        let Room { windows, network, .. } = room;
        windows.clear();
        for (number, words) in sentences.iter().enumerate() {
            let words = words.as_ref();
            windows.add_words(&self.vocabulary, words, number);
            states.push(vec![0.0; words.len() * width]);
            if windows.ids.len() < TOGETHER && number + 1 < sentences.len() {
                continue;
            }
            self.network.run_through(&windows.ids, &windows.ends, network, |layer, rows| {
                let Some(k) = layers.iter().position(|l| *l == layer) else { return };
                for (number, pieces, window) in windows.iter() {
                    // Behind the mark that begins it.
                    let mut rows = rows.as_chunks::<HIDDEN>().0[window].iter().skip(1);
                    for word in pieces.chunk_by(|a, b| a.range == b.range) {
                        let share = 1.0 / word.len() as f32;
                        let start = word[0].range.start() as usize * width + k * HIDDEN;
                        let to = &mut states[number][start..start + HIDDEN];
                        for row in rows.by_ref().take(word.len()) {
                            to.iter_mut().zip(row).for_each(|(t, x)| *t += x * share);
                        }
                    }
                }
            });
            windows.clear();
        }
        states
    }

    /// Adds the windows in `room` to the readings of their paragraphs.
    fn fill(&self, doc: &Document, readings: &mut [(ParagraphId, Reading)], room: &mut Room) {
        let Room { windows, network, tags, query, key } = room;
        self.network.run(&windows.ids, &windows.ends, network);
        let network::Room { pieces, products, .. } = network;
        self.tags.apply(pieces, products, tags, |x| x);
        self.query.apply(pieces, products, query, |x| x);
        self.key.apply(pieces, products, key, |x| x);
        for (number, pieces, rows) in windows.iter() {
            if let Some((_, reading)) = readings.get_mut(number) {
                let of = |numbers: &[f32], each: usize| numbers[rows.start * each..rows.end * each].to_vec();
                let each = POINTERS * POINT;
                reading.add(doc, pieces, &of(tags, 3 * KINDS), of(query, each), of(key, each));
            }
        }
    }
}

#[cfg(all(test, feature = "deep"))]
mod tests {
    use super::pieces::Piece;
    use super::*;
    use inquit_tokenizer::{TextRange, TokenRange};
    use std::cell::{Cell, RefCell};

    /// What the trainer's own network says of the article, see `training/encoder/reference.py`.
    const REFERENCE: &str = include_str!("../../../../models/encoder-en.reference.tsv");
    const ARTICLE: &str = include_str!("../../../../fixtures/news/mexico.txt");

    fn numbers(line: &str) -> Vec<f32> {
        line.split('\t').skip(1).map(|n| n.parse().expect("the reference is a table of numbers")).collect()
    }

    /// A window of the reference: what it says of each piece, and where the cues among them point.
    #[derive(Default)]
    struct Told {
        pieces: Vec<Vec<f32>>,
        points: Vec<Vec<f32>>,
    }

    fn windows() -> Vec<Told> {
        let mut out: Vec<Told> = Vec::new();
        for line in REFERENCE.lines().filter(|l| !l.starts_with('#')) {
            match (line.split('\t').next(), out.last_mut()) {
                (Some("piece"), Some(window)) => window.pieces.push(numbers(line)),
                (Some("points"), Some(window)) => window.points.push(numbers(line)),
                _ => out.push(Told::default()),
            }
        }
        out
    }

    /// Reads the windows of the reference; hands out each probability beside the trainer's, and whether a cue points where
    /// the trainer's network points most, with how much.
    fn compare(
        encoder: &Encoder,
        told: &[Told],
        mut probability: impl FnMut(f32, f32),
        mut pointer: impl FnMut(bool, f32, f32),
    ) {
        let doc = inquit_tokenizer::tokenize(ARTICLE);
        let mut room = Room::default();
        let reading = Reading::new(TokenRange::new(0usize.into(), doc.tokens().len().into()));
        for Told { pieces, .. } in told {
            let start = pieces[0][1] as usize;
            let end = pieces[pieces.len() - 1][2] as usize;
            let mut own = Vec::new();
            encoder.vocabulary.cut(&ARTICLE[start..end], start as u32, &mut own);
            let expected =
                |p: &Vec<f32>| Piece { id: p[0] as u32, range: TextRange::new(p[1] as u32, p[2] as u32) };
            assert_eq!(own, pieces.iter().map(expected).collect::<Vec<_>>());
            room.windows.whole(&encoder.vocabulary, own);
        }
        let mut readings = [(0usize.into(), reading)];
        encoder.fill(&doc, &mut readings, &mut room);
        let [(_, reading)] = &readings;
        assert_eq!(reading.windows.len(), told.len());
        for (window, Told { pieces, points }) in reading.windows.iter().zip(told) {
            for (own, expected) in window.within[1..].iter().zip(pieces) {
                own.iter().zip(&expected[3..]).for_each(|(own, expected)| probability(*own, *expected));
            }
            for cue in points {
                let shares = window.shares(cue[0] as usize).expect("the cue is a piece of the window");
                for (shares, expected) in shares.iter().zip(cue[1..].as_chunks::<2>().0) {
                    let own = shares[expected[0] as usize];
                    pointer(shares.iter().all(|x| *x <= own), own, expected[1]);
                }
            }
        }
    }

    #[test]
    fn without_rounding_the_program_says_what_the_trainer_says() {
        // Weights are rounded alike on both sides; what differs is the order of sums and the functions made of basic ones.
        let close =
            |own: f32, expected: f32| assert!((own - expected).abs() < 1e-3, "{own} instead of {expected}");
        let (mut cues, mut seen) = (0, 0);
        compare(
            &Encoder::english().unwrap().clone().unrounded(),
            // The others are left to the next test: without rounding it takes long.
            &windows()[..6],
            |own, expected| {
                close(own, expected);
                seen += 1;
            },
            |_, own, expected| {
                close(own, expected);
                cues += 1;
            },
        );
        assert!(seen > 300 && cues > 10, "help: the reference is nearly empty: {seen}, {cues}");
    }

    #[test]
    fn rounding_changes_no_tag() {
        let (changes, cues) = (RefCell::new(Vec::new()), Cell::new(0));
        compare(
            Encoder::english().unwrap(),
            &windows(),
            |own, expected| {
                assert_eq!(own > 0.5, expected > 0.5, "{own} instead of {expected}");
                changes.borrow_mut().push((own - expected).abs());
            },
            |most, own, expected| {
                assert!(most || expected < 0.5, "{own} instead of {expected}, and less than elsewhere");
                changes.borrow_mut().push((own - expected).abs());
                cues.set(cues.get() + 1);
            },
        );
        let changes = changes.into_inner();
        let mean = changes.iter().sum::<f32>() / changes.len() as f32;
        assert!(mean < 0.002 && changes.iter().all(|change| *change < 0.1), "{mean}");
        assert!(mean > 0.0 && changes.len() > 2000 && cues.get() > 40, "help: the reference is nearly empty");
    }

    #[test]
    fn a_damaged_model_is_refused() {
        let whole = include_bytes!("../../../../models/encoder-en.bin");
        assert!(Encoder::from_bytes(&whole[..whole.len() - 1]).is_err());
        assert!(Encoder::from_bytes(b"").is_err());
        let mut bytes = whole.to_vec();
        bytes[1_000_000] ^= 1;
        assert!(Encoder::from_bytes(&bytes).is_err());
    }

    #[test]
    fn a_paragraph_longer_than_a_window_is_read_to_its_end() {
        let encoder = Encoder::english().unwrap();
        let text = format!("{}The mayor said the bridge would close.", "word ".repeat(400));
        let doc = inquit_tokenizer::tokenize(text);
        let (_, reading) = &encoder.read(&doc, [0usize.into()], &mut Room::default())[0];
        let said = (0..doc.tokens().len()).find(|&t| doc.token_text(t.into()) == "said").unwrap();
        assert!(reading.within(Kind::Cue, said) > 0.5);
        assert!(reading.points(said).is_some() && reading.points(doc.tokens().len()).is_none());
    }

    #[test]
    fn what_is_read_together_does_not_matter() {
        let encoder = Encoder::english().unwrap();
        let doc = inquit_tokenizer::tokenize(ARTICLE);
        let all = || (0..doc.paragraphs().len()).map(ParagraphId::from);
        let mut room = Room::default();
        let (mut first, mut together) = (0, 0);
        while first < doc.paragraphs().len() {
            let readings = encoder.read(&doc, all().skip(first), &mut room);
            together = together.max(readings.len());
            for (id, reading) in &readings {
                let alone = encoder.read(&doc, [*id], &mut Room::default());
                assert_eq!(alone[0].0, *id);
                assert!(alone[0].1 == *reading, "paragraph {} differs", id.index());
            }
            first += readings.len();
        }
        assert!(together > 1, "help: each is read alone");
        assert!(encoder.read(&doc, [], &mut room).is_empty());
    }
}
