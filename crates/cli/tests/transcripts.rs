//! What people see: each `cmd/*.trycmd` is a transcript that has to come out again, and so is every command that
//! README.md shows. `TRYCMD=overwrite` writes them anew.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd").case("../../README.md").case("../../docs/output.md");
}
