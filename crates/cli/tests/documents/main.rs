//! Documents of every kind through the binary: what is read, what is refused, and runs over many.

#![allow(clippy::unwrap_used)] // a test may end in a panic

mod batch;
mod common;
mod hostile;
mod places;
mod readers;
mod resume;
mod writers;
