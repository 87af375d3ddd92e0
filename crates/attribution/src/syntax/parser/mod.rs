//! The dependency parser and the name finder: one network reads a sentence for both.

pub mod decode;
mod input;
pub mod names;
pub mod network;

pub use input::{ROWS, ROWS_PER_WORD, list, rows};
pub use network::{Network, Room};

/// Numbers that stand for a word before the first layer: for both directions half of them.
pub const INPUT: usize = 128;
/// Numbers that stand for a word at each layer: first half from the left, second half from the right.
pub const HIDDEN: usize = 2 * HALF;
/// Numbers of one direction.
pub const HALF: usize = 128;
/// Recurrent layers.
pub const LAYERS: usize = 3;
/// Numbers of a word as a head or a dependent.
pub const ATTENTION: usize = 64;
/// Numbers of a pair of words whose relation is asked for.
pub const RELATION: usize = ATTENTION;
/// Kinds of distances between a word and its head.
pub const DISTANCES: usize = 24;

/// The kind of distance from a dependent, counted from 0, to a head, counted from 1 with 0 for the root.
#[must_use]
pub const fn distance(dependent: usize, head: usize) -> usize {
    let Some(head) = head.checked_sub(1) else { return 0 };
    let far = match head.abs_diff(dependent) {
        0 => return DISTANCES - 1,
        d @ 1..=8 => d,
        9..=12 => 9,
        13..=20 => 10,
        _ => 11,
    };
    if head < dependent { far } else { far + 11 }
}
