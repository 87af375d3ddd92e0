//! Products of matrices and functions on numbers that give the same on every machine: what networks run on.
//!
//! A [`Matrix`] holds whole numbers of one byte with a factor for each row; inputs are brought into whole numbers, too, and
//! the kernel that this processor is best at sums up their products. All else is of basic operations
//! (`numbers`).

mod kernel;
mod matrix;
pub(crate) mod numbers;
pub(crate) mod section;

pub(crate) use matrix::{Matrix, Room};
pub use section::Linear;
