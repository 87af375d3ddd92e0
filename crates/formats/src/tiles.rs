//! The text cut into speech, cues, sources and narration, without gap or overlap.

use inquit::Attribution;
use inquit::tokenizer::TextRange;

/// What the words of a tile do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TileKind {
    /// Content of a quotation.
    Speech,
    /// The words that report.
    Cue,
    /// The words that name who says it.
    Source,
    /// All else.
    Narration,
}

/// A stretch of text whose words do one thing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tile {
    /// Where, in bytes; never empty.
    pub range: TextRange,
    /// What its words do.
    pub kind: TileKind,
}

/// Cuts the text into tiles. What stands inside a content is speech, whatever else it is: a quotation inside another
/// makes no tiles of its own. A cue inside a source is a cue.
#[must_use]
pub fn tiles(found: &Attribution) -> Vec<Tile> {
    /// Where a range begins (+1) or ends (−1).
    struct Edge(u32, TileKind, i32);
    let mut edges = Vec::new();
    let mut mark = |range: TextRange, kind| {
        edges.push(Edge(range.start(), kind, 1));
        edges.push(Edge(range.end(), kind, -1));
    };
    for q in found.quotations() {
        q.content.iter().for_each(|&r| mark(r, TileKind::Speech));
        q.cue.iter().for_each(|&r| mark(r, TileKind::Cue));
        q.source.iter().for_each(|&r| mark(r, TileKind::Source));
    }
    edges.sort_unstable_by_key(|e| e.0);

    let end = found.document().text().len() as u32;
    let mut tiles: Vec<Tile> = Vec::new();
    // How many ranges of each kind are open; the first kind that has one gives the tile its name.
    let mut open = [(TileKind::Speech, 0), (TileKind::Cue, 0), (TileKind::Source, 0)];
    let mut start = 0;
    for Edge(at, kind, step) in edges.into_iter().chain([Edge(end, TileKind::Narration, 0)]) {
        if at > start {
            let kind = open.iter().find(|(_, n)| *n > 0).map_or(TileKind::Narration, |(k, _)| *k);
            match tiles.last_mut() {
                Some(last) if last.kind == kind => last.range = TextRange::new(last.range.start(), at),
                _ => tiles.push(Tile { range: TextRange::new(start, at), kind }),
            }
            start = at;
        }
        open.iter_mut().filter(|(k, _)| *k == kind).for_each(|(_, n)| *n += step);
    }
    tiles
}

#[cfg(test)]
mod tests {
    #[test]
    fn they_cover_the_text() {
        let text = "“We won,” said Ann Lee. “It was fun.”";
        let found = inquit::Engine::new().attribute(text);
        let rebuilt: String = super::tiles(&found).iter().map(|t| &text[t.range]).collect();
        assert_eq!(rebuilt, text);
    }
}
