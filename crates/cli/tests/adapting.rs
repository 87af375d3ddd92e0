//! docs/adapting.md can be repeated: every command that it shows gives what it shows.

#![allow(clippy::unwrap_used)] // a test may end in a panic

use std::fs;
use std::path::Path;
use std::process::Command;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { fs::copy(&path, &target).map(|_| ()).unwrap() }
    }
}

#[test]
fn the_example_can_be_repeated() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("adapting");
    let _ = fs::remove_dir_all(&folder);
    copy(&docs.join("adapting.in"), &folder);
    let text = fs::read_to_string(docs.join("adapting.md")).unwrap();
    let blocks: Vec<&str> =
        text.split("```console\n").skip(1).filter_map(|b| b.split("```").next()).collect();
    assert_eq!(blocks.len(), 5, "{blocks:?}");
    for block in blocks {
        let (command, expected) = block.split_once('\n').unwrap();
        let args = command.strip_prefix("$ inquit ").expect("runs the tool").split(' ');
        let output =
            Command::new(env!("CARGO_BIN_EXE_inquit")).args(args).current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{command}: {output:?}");
        let answer = String::from_utf8(output.stdout).unwrap();
        // Dots stand for the rest.
        let same = match expected.strip_suffix("...\n") {
            Some(begins) => answer.starts_with(begins),
            None => answer == expected,
        };
        assert!(same, "{command} gives\n{answer}instead of\n{expected}");
    }
    assert!(fs::read_to_string(folder.join("club.card.md")).unwrap().contains("| overlap.f1 |"));
}
