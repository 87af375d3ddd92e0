//! How likely words in quotation marks are speech: a logistic regression over what stands in them and around them.
//!
//! "“It rains.”" fills a paragraph and is speech; "what people called “society”" has a verb beside it and is none; "as if to
//! say: “Never!”" has a tag that nobody utters. Rules find the tag; whether it makes speech of the marks, and whether marks
//! without one are speech, is decided by weights. Those of words without a tag, with one before and with one behind the
//! marks are learnt apart, as the same sign means another thing there. `context` looks at what the whole document tells.

mod context;
mod features;
mod letters;
mod unsaid;
mod weights;

use super::reader::{Reader, Unit};
use super::tag::Tag;
pub(super) use context::Surroundings;
pub use features::FEATURES;
use features::Seen;
use inquit_tokenizer::{QuotedId, TextRange};

/// Where the tag of words in marks stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum TagPlace {
    /// There is none.
    #[default]
    Nowhere,
    /// Before the marks, or at both sides.
    Before,
    /// Behind them.
    Behind,
}

impl TagPlace {
    /// All places, with the name that weights have.
    pub const ALL: [(&'static str, Self); 3] =
        [("untagged", Self::Nowhere), ("tag before", Self::Before), ("tag behind", Self::Behind)];
}

/// What was seen of words in quotation marks, for and against their being speech.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Spoken {
    place: TagPlace,
    seen: Seen,
    /// The tag tells what somebody only might say.
    unsaid: bool,
}

impl Spoken {
    /// Looks at the stretch `id`, whose sentence is `unit` and whose tag is `tag`.
    pub(super) fn of(r: &Reader<'_>, id: QuotedId, unit: Unit, tag: Option<&Tag>) -> Self {
        let open = r.doc.quoted_at(id).open.index();
        let place = match tag {
            None => TagPlace::Nowhere,
            Some(tag) if tag.cue.0 < open => TagPlace::Before,
            Some(_) => TagPlace::Behind,
        };
        // Behind the marks it asks or comments: “A live one?” she wanted to know.
        let unsaid = tag.filter(|_| place == TagPlace::Before);
        let unsaid = unsaid.is_some_and(|tag| unsaid::is_unsaid(r, unit, tag));
        Self { place, seen: features::see(r, id, unit, tag), unsaid }
    }

    /// Where its tag stands.
    #[must_use]
    pub fn place(self) -> TagPlace {
        self.place
    }

    /// How likely it is speech: 0 to 1.
    #[must_use]
    pub fn probability(self) -> f32 {
        1.0 / (1.0 + (-weights::english().sum(self)).exp())
    }

    /// The features that were seen, by number: see [`FEATURES`].
    pub fn features(self) -> impl Iterator<Item = usize> {
        self.seen.numbers()
    }

    /// What speaks for it (above 0) and against it, in the words of the weights: the name of a feature and its weight.
    pub fn reasons(self) -> impl Iterator<Item = (&'static str, f32)> {
        let weights = weights::english();
        self.features().filter_map(move |f| Some((*FEATURES.get(f)?, weights.of(self.place, f))))
    }

    /// Whether it is written rather than said, if it is no speech.
    pub(super) fn is_written(self) -> bool {
        self.seen.is_written()
    }

    /// Whether its tag tells what somebody only might say, if it is no speech.
    pub(super) fn is_unsaid(self) -> bool {
        self.unsaid || self.seen.is_unsaid()
    }

    /// Whether it is taken for speech. What nobody utters is none, however much it looks like it.
    pub(super) fn is_speech(self) -> bool {
        let least = if self.place == TagPlace::Nowhere { LEAST } else { LEAST_TAGGED };
        !self.unsaid && self.probability() >= least
    }
}

/// How likely speech has to be that nobody is told to say. With less, more other words are let in than speech is found, in
/// novels and in news.
const LEAST: f32 = 0.5;
/// And that a tag stands beside: what is kept out loses the speaker whom the tag names.
const LEAST_TAGGED: f32 = 0.4;

/// Words in marks that were looked at, and what was seen of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InMarks {
    /// With the marks.
    pub range: TextRange,
    /// What was seen.
    pub spoken: Spoken,
}
