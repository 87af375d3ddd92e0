//! The two commands of README.md are the ones that work.

#![allow(clippy::unwrap_used)] // a test may end in a panic

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The lines of the `sh` blocks.
fn commands() -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = readme.split("```sh\n").skip(1).filter_map(|b| b.split("```").next());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

#[test]
fn there_are_two() {
    assert_eq!(commands().len(), 2, "{:?}", commands());
}

#[test]
fn the_first_does_the_main_job() {
    let commands = commands();
    let args = commands[0].strip_prefix("cargo run --release -- ").expect("runs the tool");
    let output = Command::new(env!("CARGO_BIN_EXE_inquit"))
        .args(args.split(' '))
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success() && !output.stdout.is_empty(), "{output:?}");
    assert!(args.contains("fixtures/news/mexico.txt"));
}

#[test]
fn the_second_is_what_ci_runs() {
    let script = std::fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(script.lines().any(|l| l == commands()[1]), ".ci/run has no line {:?}", commands()[1]);
}
