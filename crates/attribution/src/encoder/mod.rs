//! What a transformer encoder sees in a paragraph: how likely each word is part of a cue, a content or a source, and
//! where a cue points: at the first and last word of what is said, and of who says it.
//!
//! Text → word pieces (`pieces`) → layers (`network`, `matrix`, `kernel`, `numbers`) → a [`Reading`] (`reading`). Products
//! are of whole numbers and all else of basic operations, so every machine gets the same numbers. The weights begin as
//! those of MiniLM (Wang et al., NeurIPS 2020) and were trained on annotated news: see the model's card.

mod kernel;
mod matrix;
mod model;
mod network;
mod numbers;
mod pieces;
mod reading;

pub use model::{Linear, Normal, Trained, TrainedLayer, write};
pub use reading::{Kind, Pointers, Reading, Span};

use self::matrix::Matrix;
use self::network::Network;
use self::pieces::{Piece, Vocabulary};
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

/// Room for the numbers of one window, used again for the next.
#[derive(Clone, Debug, Default)]
pub struct Room {
    network: network::Room,
    tags: Vec<f32>,
    ids: Vec<u32>,
}

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

    /// Reads a paragraph. One that is longer than a window is cut between its sentences, at worst anywhere.
    #[must_use]
    pub fn read(&self, doc: &Document, paragraph: ParagraphId, room: &mut Room) -> Reading {
        let paragraph = doc.paragraph(paragraph);
        let mut reading = Reading::new(paragraph.tokens);
        let mut window: Vec<Piece> = Vec::with_capacity(LONGEST);
        let mut pieces: Vec<Piece> = Vec::new();
        let most = LONGEST - 2;
        for sentence in paragraph.sentences.iter() {
            let range = doc.sentence(sentence).range;
            pieces.clear();
            let text = doc.text().get(range.start() as usize..range.end() as usize).unwrap_or_default();
            self.vocabulary.cut(text, range.start(), &mut pieces);
            if window.len() + pieces.len() > most && pieces.len() <= most {
                self.close(doc, &mut window, room, &mut reading);
            }
            for piece in &pieces {
                window.push(*piece);
                if window.len() == most {
                    self.close(doc, &mut window, room, &mut reading);
                }
            }
        }
        self.close(doc, &mut window, room, &mut reading);
        reading
    }

    /// Reads a window, if there is anything in it, and empties it.
    fn close(&self, doc: &Document, window: &mut Vec<Piece>, room: &mut Room, reading: &mut Reading) {
        if window.is_empty() {
            return;
        }
        room.ids.clear();
        room.ids.push(self.vocabulary.begin);
        room.ids.extend(window.iter().map(|p| p.id));
        room.ids.push(self.vocabulary.end);
        self.network.run(&room.ids, &mut room.network);
        let network::Room { pieces, products, .. } = &mut room.network;
        self.tags.apply(pieces, products, &mut room.tags);
        let (mut query, mut key) = (Vec::new(), Vec::new());
        self.query.apply(pieces, products, &mut query);
        self.key.apply(pieces, products, &mut key);
        reading.add(doc, window, &room.tags, query, key);
        window.clear();
    }
}

#[cfg(all(test, feature = "deep"))]
mod tests {
    use super::reading::Reading;
    use super::*;
    use inquit_tokenizer::{TextRange, TokenRange};

    /// What the trainer's own network says of the article, see `training/encoder/reference.py`.
    const REFERENCE: &str = include_str!("../../../../models/encoder-en.reference.tsv");
    const ARTICLE: &str = include_str!("../../../../fixtures/news/mexico.txt");
    /// Weights are rounded alike on both sides; the rest is inputs as whole numbers, and functions made of basic ones.
    const CLOSE: f32 = 2e-3;

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

    #[test]
    fn the_program_says_what_the_trainer_says() {
        let encoder = Encoder::english().unwrap();
        let doc = inquit_tokenizer::tokenize(ARTICLE);
        let mut room = Room::default();
        let (mut cues, mut seen) = (0, 0);
        for Told { pieces, points } in windows() {
            let start = pieces[0][1] as usize;
            let end = pieces[pieces.len() - 1][2] as usize;
            let mut own = Vec::new();
            encoder.vocabulary.cut(&ARTICLE[start..end], start as u32, &mut own);
            let expected =
                |p: &Vec<f32>| Piece { id: p[0] as u32, range: TextRange::new(p[1] as u32, p[2] as u32) };
            assert_eq!(own, pieces.iter().map(expected).collect::<Vec<_>>());
            let mut reading = Reading::new(TokenRange::new(0usize.into(), doc.tokens().len().into()));
            encoder.close(&doc, &mut own, &mut room, &mut reading);
            let window = &reading.windows[0];
            for (own, expected) in window.within[1..].iter().zip(&pieces) {
                for (own, expected) in own.iter().zip(&expected[3..]) {
                    assert!((own - expected).abs() < CLOSE, "{own} instead of {expected}");
                    seen += 1;
                }
            }
            for cue in points {
                let shares = window.shares(cue[0] as usize).unwrap();
                for (shares, expected) in shares.iter().zip(cue[1..].as_chunks::<2>().0) {
                    let own = shares[expected[0] as usize];
                    assert!((own - expected[1]).abs() < CLOSE, "{own} instead of {}", expected[1]);
                }
                cues += 1;
            }
        }
        assert!(seen > 1000 && cues > 10, "help: the reference is nearly empty");
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
        let reading = encoder.read(&doc, 0usize.into(), &mut Room::default());
        let said = (0..doc.tokens().len()).find(|&t| doc.token_text(t.into()) == "said").unwrap();
        assert!(reading.within(Kind::Cue, said) > 0.5);
        assert!(reading.points(said).is_some() && reading.points(doc.tokens().len()).is_none());
    }
}
