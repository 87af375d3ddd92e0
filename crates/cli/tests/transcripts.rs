//! What people see: each `cmd/*.trycmd` is a transcript that has to come out again, and so is every command that
//! README.md and docs/output.md show. `TRYCMD=overwrite` writes them anew.

#![allow(clippy::unwrap_used)] // a test may end in a panic

#[test]
fn transcripts() {
    // Commands in documents are given from the root of the project.
    std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).unwrap();
    trycmd::TestCases::new().case("crates/cli/tests/cmd/*.trycmd").case("README.md").case("docs/output.md");
}
