//! Counts, and the scores made of them.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// What is counted. Those with a kind or a tag are followed by their siblings, in the order of [`KINDS`] and [`TAGS`].
#[allow(missing_docs)] // the scores below say what each is for
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
pub enum Count {
    Documents,
    Missing,
    Gold,
    Predicted,
    Overlap,
    OverlapSource,
    Exact,
    ExactSource,
    GoldCue,
    Cue,
    DirectWithSource,
    DirectSourceRight,
    AnySpeakerGold,
    AnySpeakerRight,
    Unsaid,
    UnsaidSilent,
    SpeakerAnswered,
    SpanGold,
    SpanPredicted,
    SpanRight,
    ContentWordsGold,
    ContentWordsPredicted,
    ContentWordsRight,
    CueWordsGold,
    CueWordsPredicted,
    CueWordsRight,
    SourceWordsGold,
    SourceWordsPredicted,
    SourceWordsRight,
    StartRight,
    EndRight,
    BothRight,
    GoldKind,
    PredictedKind = Self::GoldKind as usize + 3,
    OverlapKind = Self::GoldKind as usize + 6,
    OverlapPredictedKind = Self::GoldKind as usize + 9,
    SpeakerGold = Self::GoldKind as usize + 12,
    SpeakerRight = Self::GoldKind as usize + 16,
    End = Self::GoldKind as usize + 20,
}

/// The kinds of quotations, in the order in which they are counted.
pub const KINDS: [&str; 3] = ["direct", "mixed", "indirect"];
/// The tags of direct quotations; the last one stands for "not annotated".
pub const TAGS: [&str; 4] = ["explicit", "anaphoric", "implicit", "all"];

/// Counts of one or more documents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tally([u64; Count::End as usize]);

impl Default for Tally {
    fn default() -> Self {
        Self([0; Count::End as usize])
    }
}

impl Tally {
    /// Counts `n` more.
    pub fn count(&mut self, what: Count, n: usize) {
        self.count_in(what, 0, n);
    }

    /// Counts `n` more of a kind or a tag.
    pub fn count_in(&mut self, what: Count, sibling: usize, n: usize) {
        if let Some(slot) = self.0.get_mut(what as usize + sibling) {
            *slot += n as u64;
        }
    }

    /// Adds the counts of other documents.
    pub fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a += b);
    }

    /// How many were counted.
    #[must_use]
    pub fn of(&self, what: Count) -> u64 {
        self.of_in(what, 0)
    }

    /// How many of a kind or a tag were counted.
    #[must_use]
    pub fn of_in(&self, what: Count, sibling: usize) -> u64 {
        self.0.get(what as usize + sibling).copied().unwrap_or(0)
    }

    fn speakers(&self, what: Count) -> u64 {
        (0..TAGS.len()).map(|t| self.of_in(what, t)).sum()
    }

    /// The scores of these counts.
    #[must_use]
    pub fn scores(&self) -> Scores {
        use Count as C;
        let n = |c| self.of(c);
        let count = Score::Count;
        let f1 = |right, predicted, gold| Score::Group(prf(n(right), n(predicted), n(gold)));
        let mut out = vec![
            ("documents", count(n(C::Documents))),
            ("documents_missing", count(n(C::Missing))),
            ("gold", count(n(C::Gold))),
            ("predicted", count(n(C::Predicted))),
            ("overlap", f1(C::Overlap, C::Predicted, C::Gold)),
            ("overlap+source", f1(C::OverlapSource, C::Predicted, C::Gold)),
            ("exact", f1(C::Exact, C::Predicted, C::Gold)),
            ("exact+source", f1(C::ExactSource, C::Predicted, C::Gold)),
        ];
        for (k, name) in ["overlap direct", "overlap mixed", "overlap indirect"].into_iter().enumerate() {
            let (gold, predicted) = (self.of_in(C::GoldKind, k), self.of_in(C::PredictedKind, k));
            if gold + predicted > 0 {
                let recall = self.of_in(C::OverlapKind, k) as f64 / gold.max(1) as f64;
                let precision = self.of_in(C::OverlapPredictedKind, k) as f64 / predicted.max(1) as f64;
                let group = vec![
                    ("gold", count(gold)),
                    ("recall", Score::Share(recall)),
                    ("precision_of_kind", Score::Share(precision)),
                ];
                out.push((name, Score::Group(group)));
            }
        }
        let share = |part, all| Score::Share(part as f64 / all as f64);
        if n(C::GoldCue) > 0 {
            out.push(("cue_recall", share(n(C::Cue), n(C::GoldCue))));
        }
        let accuracy = |right, gold| vec![("gold", count(gold)), ("accuracy", share(right, gold))];
        if n(C::DirectWithSource) > 0 {
            let group = accuracy(n(C::DirectSourceRight), n(C::DirectWithSource));
            out.push(("direct_source_accuracy", Score::Group(group)));
        }
        out.push(("direct_spans_exact", f1(C::SpanRight, C::SpanPredicted, C::SpanGold)));
        let (gold, right) = (self.speakers(C::SpeakerGold), self.speakers(C::SpeakerRight));
        if gold > 0 {
            let mut group = accuracy(right, gold);
            group.push(("answered", share(n(C::SpeakerAnswered), gold)));
            for (t, tag) in TAGS.into_iter().take(3).enumerate() {
                let gold = self.of_in(C::SpeakerGold, t);
                if gold > 0 {
                    group.push((tag, share(self.of_in(C::SpeakerRight, t), gold)));
                }
            }
            out.push(("speaker_accuracy", Score::Group(group)));
        }
        if n(C::AnySpeakerGold) != gold {
            let group = accuracy(n(C::AnySpeakerRight), n(C::AnySpeakerGold));
            out.push(("speaker_any_kind", Score::Group(group)));
        }
        if n(C::Unsaid) > 0 {
            let group =
                vec![("gold", count(n(C::Unsaid))), ("share", share(n(C::UnsaidSilent), n(C::Unsaid)))];
            out.push(("silent_when_unsaid", Score::Group(group)));
        }
        Scores(out)
    }

    /// The scores by words and by boundaries, which the yardstick of the gold data does not have.
    #[must_use]
    pub fn finer(&self) -> Scores {
        use Count as C;
        let n = |c| self.of(c);
        let mut out = Vec::new();
        let parts = [
            ("content words", C::ContentWordsRight, C::ContentWordsPredicted, C::ContentWordsGold),
            ("cue words", C::CueWordsRight, C::CueWordsPredicted, C::CueWordsGold),
            ("source words", C::SourceWordsRight, C::SourceWordsPredicted, C::SourceWordsGold),
        ];
        for (name, right, predicted, gold) in parts {
            if n(gold) > 0 {
                out.push((name, Score::Group(prf(n(right), n(predicted), n(gold)))));
            }
        }
        let paired = n(C::Overlap);
        if paired > 0 {
            let share = |c| Score::Share(n(c) as f64 / paired as f64);
            let group = vec![
                ("start", share(C::StartRight)),
                ("end", share(C::EndRight)),
                ("both", share(C::BothRight)),
            ];
            out.push(("boundaries of paired", Score::Group(group)));
        }
        Scores(out)
    }
}

fn prf(right: u64, predicted: u64, gold: u64) -> Vec<(&'static str, Score)> {
    let share = |all: u64| if all == 0 { 0.0 } else { right as f64 / all as f64 };
    let (p, r) = (share(predicted), share(gold));
    let f1 = if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
    vec![("precision", Score::Share(p)), ("recall", Score::Share(r)), ("f1", Score::Share(f1))]
}

/// A score.
#[derive(Clone, PartialEq, Debug)]
pub enum Score {
    /// How many.
    Count(u64),
    /// Which share: 0 to 1.
    Share(f64),
    /// Several that belong together.
    Group(Vec<(&'static str, Score)>),
}

/// Named scores in a fixed order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Scores(pub Vec<(&'static str, Score)>);

impl Scores {
    /// The score of a path such as `overlap.f1`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<f64> {
        let (name, rest) = path.split_once('.').map_or((path, None), |(n, r)| (n, Some(r)));
        let value = |s: &Score| match s {
            Score::Count(n) => Some(*n as f64),
            Score::Share(x) => Some(*x),
            Score::Group(_) => None,
        };
        let score = &self.0.iter().find(|(n, _)| *n == name)?.1;
        match (score, rest) {
            (Score::Group(group), Some(rest)) => value(&group.iter().find(|(n, _)| *n == rest)?.1),
            (score, None) => value(score),
            _ => None,
        }
    }
}

impl Serialize for Scores {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.0.len()))?;
        for (name, score) in &self.0 {
            map.serialize_entry(name, score)?;
        }
        map.end()
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Count(n) => s.serialize_u64(*n),
            Self::Share(x) => s.serialize_f64(*x),
            Self::Group(group) => {
                let mut map = s.serialize_map(Some(group.len()))?;
                for (name, score) in group {
                    map.serialize_entry(name, score)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_found_by_their_path() {
        let mut t = Tally::default();
        t.count(Count::Gold, 4);
        t.count(Count::Predicted, 2);
        t.count(Count::Overlap, 2);
        let scores = t.scores();
        assert_eq!(scores.get("overlap.recall"), Some(0.5));
        assert_eq!(scores.get("overlap.precision"), Some(1.0));
        assert_eq!(scores.get("gold"), Some(4.0));
        assert_eq!(scores.get("overlap"), None);
        assert_eq!(scores.get("speaker_accuracy.accuracy"), None);
    }
}
