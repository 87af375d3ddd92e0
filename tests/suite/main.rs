//! Tests that are not one a fixture.

#![allow(clippy::unwrap_used)] // a test may end in a panic

mod arrows;
mod determinism;
mod kept;
mod properties;
mod schema;
mod seed;
mod surnames;
mod tiers;
mod who_is_who;
