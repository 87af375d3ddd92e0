//! Tests that are not one a fixture.

mod arrows;
mod determinism;
mod properties;
mod schema;
mod seed;
