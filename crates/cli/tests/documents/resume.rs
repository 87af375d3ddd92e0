//! Runs that are killed and gone on with, for every format: the result is that of a run that was left alone.

use crate::batch::documents;
use crate::common::Folder;
use crate::writers::holds_many;
use inquit_formats::write::Format;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Kills a run after each of these times, goes on with it, and so on until it is through. How often it was killed.
fn killed_and_resumed(folder: &Folder, args: &[&str], after: &[u64]) -> usize {
    let args = [args, &["--resume"]].concat();
    let mut killed = 0;
    loop {
        let mut child = folder.command(&args).stderr(Stdio::null()).spawn().unwrap();
        let until = after.get(killed).map(|&ms| Instant::now() + Duration::from_millis(ms));
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break Some(status);
            }
            if until.is_some_and(|until| Instant::now() > until) {
                child.kill().unwrap();
                child.wait().unwrap();
                break None;
            }
            sleep(Duration::from_millis(5));
        };
        match status {
            Some(status) => {
                assert_eq!(status.code(), Some(1), "some documents can't be read");
                return killed;
            }
            None => killed += 1,
        }
    }
}

/// The files below a folder with what is in them, as the names go.
fn contents(folder: &Folder, below: &str) -> Vec<(String, Vec<u8>)> {
    let files = folder.files();
    let below = files.iter().filter_map(|f| Some((f.strip_prefix(below)?, f)));
    below.map(|(name, file)| (name.to_owned(), std::fs::read(folder.path(file)).unwrap())).collect()
}

#[test]
fn a_run_that_is_killed_often_goes_on_without_losing_or_doubling() {
    let folder = Folder::new("killed");
    folder.write("a.jsonl", documents(3000));
    let args =
        |out| ["attribute", "-f", "jsonl", "-j", "2", "--errors", "errors.jsonl", "--out", out, "a.jsonl"];
    folder.run(&args("whole.jsonl"));
    let errors = folder.read("errors.jsonl");
    let killed = killed_and_resumed(&folder, &args("parts.jsonl"), &[700, 1077, 1454, 931]);
    assert!(killed > 0, "the run was too short to be killed");
    assert!(folder.read("whole.jsonl") == folder.read("parts.jsonl"), "after {killed} kills");
    assert!(errors == folder.read("errors.jsonl"));
    assert_eq!(folder.files(), ["a.jsonl", "errors.jsonl", "parts.jsonl", "whole.jsonl"]);
}

#[test]
fn one_file_of_every_format() {
    let mut killed = 0;
    for (i, &format) in (0..).zip(Format::ALL.iter().filter(|f| holds_many(**f))) {
        let folder = Folder::new(&format!("killed-{}", format.name()));
        folder.write("a.jsonl", documents(500));
        let args = |out| ["attribute", "-f", format.name(), "--progress", "none", "--out", out, "a.jsonl"];
        folder.run(&args("whole"));
        // Before and after the state is first written down.
        killed += killed_and_resumed(&folder, &args("parts"), &[300 + i * 311 % 900]);
        assert_eq!(folder.files(), ["a.jsonl", "parts", "whole"], "{}", format.name());
        let read = |name| std::fs::read(folder.path(name)).unwrap();
        assert!(!read("whole").is_empty() && read("whole") == read("parts"), "{}", format.name());
    }
    assert!(killed > 0, "the runs were too short to be killed");
}

#[test]
fn a_folder_of_every_format() {
    let mut killed = 0;
    for (i, &format) in (0..).zip(Format::ALL) {
        let folder = Folder::new(&format!("killed-folder-{}", format.name()));
        folder.write("in/a.jsonl", documents(250));
        let args = |out| ["attribute", "-f", format.name(), "--progress", "none", "--out", out, "in"];
        folder.run(&args("whole/"));
        killed += killed_and_resumed(&folder, &args("parts/"), &[150 + i * 317 % 500]);
        let (whole, parts) = (contents(&folder, "whole/"), contents(&folder, "parts/"));
        assert!(whole.len() > 230 && whole == parts, "{}", format.name());
    }
    assert!(killed > 0, "the runs were too short to be killed");
}

#[test]
fn resuming_something_else_is_refused() {
    let folder = Folder::new("other");
    folder.write("a.jsonl", documents(20)).write("b.txt", b"a\0b");
    // Stops at a document that can't be read, with what came before written down.
    let stop = ["--on-error", "stop", "--out", "out.jsonl", "a.jsonl"];
    let run = folder.attribute(&stop);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("--resume goes on from there"), "{run:?}");
    let run = folder.attribute(&["--offsets", "bytes", "--resume", "--out", "out.jsonl", "a.jsonl"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("not those of the interrupted run; to start anew, remove out.jsonl.resume"),
        "{run:?}"
    );
    let run = folder.attribute(&["--resume", "--out", "out.jsonl", "a.jsonl"]);
    assert_eq!((run.code, folder.read("out.jsonl")), (Some(1), folder.attribute(&["a.jsonl"]).out));
    assert_eq!(folder.attribute(&["--resume", "a.jsonl"]).code, Some(2), "needs --out");
}

#[test]
fn a_cast_that_changed_is_another_run() {
    let folder = Folder::new("cast");
    folder.write("a.jsonl", documents(20)).write("cast.csv", "id,name\n1,Ann Lee\n");
    let args = ["--cast", "cast.csv", "--out", "out.jsonl", "a.jsonl"];
    assert_eq!(folder.attribute(&[&["--on-error", "stop"], &args[..]].concat()).code, Some(2));
    folder.write("cast.csv", "id,name\n1,Ann Lee\n2,Bob Hope\n");
    let run = folder.attribute(&[&["--resume"], &args[..]].concat());
    assert!(run.code == Some(2) && run.err.contains("not those of the interrupted run"), "{run:?}");
}

#[test]
fn a_format_that_cannot_be_gone_on_with_is_begun_anew_and_says_so() {
    let folder = Folder::new("anew");
    folder.write("a.jsonl", documents(20));
    let args = ["attribute", "-f", "parquet", "--out", "out.parquet", "a.jsonl"];
    folder.run(&args);
    let whole = std::fs::read(folder.path("out.parquet")).unwrap();
    std::fs::remove_file(folder.path("out.parquet")).unwrap();
    // As a run leaves it that was killed.
    let mut child = folder.command(&[&args[..], &["-"]].concat()).stdin(Stdio::piped()).spawn().unwrap();
    while !folder.path("out.parquet.resume").exists() {
        sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let run = folder.run(&[&args[..], &["--resume", "-"]].concat());
    assert!(
        run.err.starts_with(
            "inquit: a file of parquet can't be gone on with, and is begun anew; a folder can: end --out in /\n"
        ),
        "{run:?}"
    );
    // Standard input had one more document, without anything in it.
    assert!(whole == std::fs::read(folder.path("out.parquet")).unwrap());
    assert_eq!(folder.files(), ["a.jsonl", "out.parquet"]);
}
