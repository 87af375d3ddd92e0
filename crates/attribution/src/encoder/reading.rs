//! What the encoder sees in a paragraph, word by word.

use super::pieces::Piece;
use super::{KINDS, POINT, POINTERS};
use crate::linear::numbers::softmax;
use inquit_tokenizer::{Document, TokenId, TokenRange};

/// What a word can be part of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The words that report.
    Cue,
    /// What is said.
    Content,
    /// Who says it.
    Source,
}

/// What a cue points at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Span {
    /// What is said.
    Content,
    /// Who says it.
    Source,
}

/// A paragraph as the encoder sees it.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    tokens: TokenRange,
    /// For each token its window, its first and its last piece there; pieces count from 1.
    places: Vec<Option<Place>>,
    pub(super) windows: Vec<Window>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
struct Place {
    window: usize,
    first: usize,
    last: usize,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Window {
    /// For each piece the probability that it is part of a cue, a content, a source.
    pub(super) within: Vec<[f32; KINDS]>,
    query: Vec<f32>,
    key: Vec<f32>,
    /// For each piece its token.
    owners: Vec<TokenId>,
}

/// Where a cue points: for each token of the paragraph, with the probability of each of the four ends.
#[derive(Clone, Debug)]
pub struct Pointers {
    start: usize,
    /// Probabilities of the first and last token of the content, then of the source, by token.
    ends: Vec<[f32; POINTERS]>,
    /// The same that there is none here.
    none: [f32; POINTERS],
}

impl Reading {
    pub(super) fn new(tokens: TokenRange) -> Self {
        Self { tokens, places: vec![None; tokens.indices().len()], windows: Vec::new() }
    }

    /// Adds a window of pieces with what the heads say of each: the first and last row are those of its marks.
    pub(super) fn add(
        &mut self,
        doc: &Document,
        pieces: &[Piece],
        tags: &[f32],
        query: Vec<f32>,
        key: Vec<f32>,
    ) {
        let window = self.windows.len();
        let within = tags.as_chunks::<{ 3 * KINDS }>().0.iter().map(|tags| {
            let mut kinds = [0.0; KINDS];
            for (kind, tags) in kinds.iter_mut().zip(tags.as_chunks::<3>().0) {
                let mut shares = *tags;
                softmax(&mut shares);
                *kind = 1.0 - shares[0];
            }
            kinds
        });
        let within = within.collect();
        let mut owners = vec![self.tokens.start];
        let mut at = self.tokens.start.index();
        for (i, piece) in pieces.iter().enumerate() {
            let last = self.tokens.end.index().saturating_sub(1);
            while at < last && doc.token(at.into()).range.end() <= piece.range.start() {
                at += 1;
            }
            owners.push(at.into());
            // A piece may reach over several tokens: "don't" cut in two.
            let mut token = at;
            while token <= last && doc.token(token.into()).range.start() < piece.range.end() {
                if let Some(place) = self.places.get_mut(token - self.tokens.start.index()) {
                    match place {
                        Some(place) => place.last = i + 1,
                        None => *place = Some(Place { window, first: i + 1, last: i + 1 }),
                    }
                }
                token += 1;
            }
        }
        self.windows.push(Window { within, query, key, owners });
    }

    fn place(&self, token: usize) -> Option<Place> {
        *self.places.get(token.checked_sub(self.tokens.start.index())?)?
    }

    /// The probability that a token is part of a cue, a content or a source: 0 to 1.
    #[must_use]
    pub fn within(&self, kind: Kind, token: usize) -> f32 {
        let Some(place) = self.place(token) else { return 0.0 };
        let window = &self.windows[place.window];
        window.within.get(place.first).map_or(0.0, |kinds| kinds[kind as usize])
    }

    /// Where the cue at a token points; nothing if the encoder saw no word there.
    #[must_use]
    pub fn points(&self, cue: usize) -> Option<Pointers> {
        let place = self.place(cue)?;
        let window = self.windows.get(place.window)?;
        let shares = window.shares(place.first)?;
        let start = self.tokens.start.index();
        let mut ends = vec![[0.0; POINTERS]; self.places.len()];
        let mut none = [0.0; POINTERS];
        for (pointer, shares) in shares.iter().enumerate() {
            none[pointer] = shares.first().copied().unwrap_or_default();
            for (share, owner) in shares.iter().zip(&window.owners).skip(1) {
                if let Some(ends) = ends.get_mut(owner.index().wrapping_sub(start)) {
                    ends[pointer] += share;
                }
            }
        }
        Some(Pointers { start, ends, none })
    }
}

impl Window {
    /// For each pointer the share of each piece, the marks before and behind the window among them: in training, the first
    /// stands for nothing to point at.
    pub(super) fn shares(&self, cue: usize) -> Option<[Vec<f32>; POINTERS]> {
        let (queries, _) = self.query.as_chunks::<{ POINTERS * POINT }>();
        let (keys, _) = self.key.as_chunks::<{ POINTERS * POINT }>();
        let (query, _) = queries.get(cue)?.as_chunks::<POINT>();
        let mut out: [Vec<f32>; POINTERS] = Default::default();
        for (pointer, (shares, query)) in out.iter_mut().zip(query).enumerate() {
            shares.extend(keys.iter().map(|key| {
                let key = key.as_chunks::<POINT>().0.get(pointer).unwrap_or(&[0.0; POINT]);
                let sum: f32 = query.iter().zip(key).map(|(q, k)| q * k).sum();
                sum / (POINT as f32).sqrt()
            }));
            softmax(shares);
        }
        Some(out)
    }
}

impl Pointers {
    fn end(&self, token: usize, pointer: usize) -> f32 {
        token.checked_sub(self.start).and_then(|t| self.ends.get(t)).map_or(0.0, |ends| ends[pointer])
    }

    /// The probability that a content or source begins with one of some tokens.
    #[must_use]
    pub fn begins(&self, span: Span, tokens: std::ops::Range<usize>) -> f32 {
        tokens.map(|t| self.end(t, 2 * span as usize)).sum()
    }

    /// The probability that a content or source ends with one of some tokens.
    #[must_use]
    pub fn ends(&self, span: Span, tokens: std::ops::Range<usize>) -> f32 {
        tokens.map(|t| self.end(t, 2 * span as usize + 1)).sum()
    }

    /// The probability that there is no content or source here.
    #[must_use]
    pub fn nothing(&self, span: Span) -> f32 {
        self.none[2 * span as usize]
    }

    /// The tokens that a content or source most likely begins and ends with, each the likeliest first.
    #[must_use]
    pub fn likeliest(&self, span: Span, most: usize, least: f32) -> [Vec<usize>; 2] {
        [0, 1].map(|side| {
            let pointer = 2 * span as usize + side;
            let mut best: Vec<(usize, f32)> =
                self.ends.iter().map(|e| e[pointer]).enumerate().filter(|(_, p)| *p >= least).collect();
            best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            best.into_iter().take(most).map(|(t, _)| t + self.start).collect()
        })
    }
}
