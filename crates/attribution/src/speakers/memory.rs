//! What is remembered of the turns before a turn.

use super::entity::EntityId;

/// How many of the last speakers, each counted once, are remembered.
pub(super) const MEMORY: usize = 6;

/// As many as are compared at once.
const LANES: usize = 8;

/// Stands for no entity.
const NOBODY: u32 = u32::MAX;

/// What the decoder remembers of the turns before: the last speakers, the latest first, each once.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Memory {
    /// Their numbers; behind [`MEMORY`] of them, nobody.
    last: [u32; LANES],
    /// How many times in a row the turn went to the last but one.
    turns: u8,
}

impl Memory {
    /// Nobody has spoken.
    pub(super) const EMPTY: Self = Self { last: [NOBODY; LANES], turns: 0 };

    /// Somebody speaks.
    pub(super) fn push(&mut self, who: EntityId) {
        let at = self.rank(who).unwrap_or(MEMORY - 1);
        self.turns = match at {
            0 => self.turns,
            1 => self.turns.saturating_add(1),
            _ => 0,
        };
        self.last.copy_within(..at.min(MEMORY - 1), 1);
        self.last[0] = who.0;
    }

    /// Whether two have taken turns so far.
    pub(super) fn in_turns(&self) -> bool {
        self.turns >= 2
    }

    /// The last speaker.
    pub(super) fn last(&self) -> Option<EntityId> {
        self.speakers().next()
    }

    /// The last speakers, the latest first.
    pub(super) fn speakers(&self) -> impl Iterator<Item = EntityId> {
        self.last.into_iter().filter(|l| *l != NOBODY).map(EntityId)
    }

    /// The last three speakers after somebody speaks whose rank is known, as numbers; `None`: nobody speaks.
    pub(super) fn latest_after(&self, who: Option<EntityId>, rank: Option<usize>) -> [u32; MEMORY / 2] {
        let [a, b, c, ..] = self.last;
        match (who, rank) {
            (None, _) => [a, b, c],
            (Some(who), Some(0)) => [who.0, b, c],
            (Some(who), Some(1)) => [who.0, a, c],
            (Some(who), _) => [who.0, a, b],
        }
    }

    /// How long ago somebody spoke: 0 for the last speaker.
    #[inline]
    pub(super) fn rank(&self, who: EntityId) -> Option<usize> {
        let same = (0..).zip(self.last).fold(0u32, |same, (i, l)| same | u32::from(l == who.0) << i);
        (same != 0 && who.0 != NOBODY).then_some(same.trailing_zeros() as usize)
    }
}
