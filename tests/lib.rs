//! Fixture-based regression tests; see `README.md`.
