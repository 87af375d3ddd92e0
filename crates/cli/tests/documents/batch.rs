//! Runs over many documents, through the binary: order, folders, resuming, progress, and readers that go away.

use crate::common::{Folder, TEXT, line};
use std::io::Read;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Documents of different lengths, so that they are done in another order than they came in; some can't be read.
fn documents(count: usize) -> String {
    (0..count)
        .map(|i| {
            if i % 17 == 5 {
                "no document\n".to_owned()
            } else {
                line(
                    &format!("d{i}"),
                    &format!("{TEXT} Her guest {i} said it was late.\n\n").repeat(1 + i * 7 % 13),
                )
            }
        })
        .collect()
}

#[test]
fn the_same_bytes_for_any_number_of_jobs() {
    let folder = Folder::new("jobs");
    folder.write("a.jsonl", documents(60)).write("b.txt", TEXT).write("c.jsonl", documents(20));
    let run = |jobs: &str| folder.attribute(&["--jobs", jobs, "a.jsonl", "b.txt", "c.jsonl"]);
    let one = run("1");
    assert_eq!(one.found().len(), 60 - 4 + 1 + 20 - 1);
    for jobs in ["2", "3", "8"] {
        let more = run(jobs);
        assert_eq!((&one.out, &one.err), (&more.out, &more.err), "{jobs} jobs");
    }
    assert_eq!(folder.attribute(&["--jobs", "0", "b.txt"]).code, Some(2));
}

#[test]
fn one_file_appears_when_it_is_whole_and_a_summary_follows() {
    let folder = Folder::new("file");
    folder.write("a.jsonl", documents(20));
    let expected = folder.attribute(&["a.jsonl"]).out;
    let run = folder.attribute(&["--out", "out.jsonl", "a.jsonl"]);
    assert_eq!((folder.read("out.jsonl"), run.out.as_str(), run.code), (expected, "", Some(1)));
    let summary = run.err.lines().last().unwrap();
    assert!(summary.starts_with("inquit: 19 documents read, 1 skipped (1 bad line), "), "{summary}");
    assert!(summary.contains(" quotations, ") && summary.contains(" speakers, "), "{summary}");
    assert_eq!(folder.files(), ["a.jsonl", "out.jsonl"]);
    // What can't be written is said.
    let run = folder.attribute(&["--out", "none/out.jsonl", "a.jsonl"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("none/out.jsonl"), "{run:?}");
}

#[test]
fn a_folder_gets_a_file_for_each_document_and_none_outside() {
    let folder = Folder::new("folder");
    let lines = ["../../up", "/etc/x", "a/b", "A/b", "a/b", ".."].map(|id| line(id, TEXT)).concat();
    folder.write("in/a.jsonl", lines);
    let run = folder.attribute(&["--out", "out/", "in"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let expected = ["A/b-2", "_", "__/__/up", "a/b-3", "a/b", "etc/x"].map(|n| format!("out/{n}.jsonl"));
    assert_eq!(folder.files(), [vec!["in/a.jsonl".to_owned()], expected.to_vec()].concat());
    assert!(folder.read("out/a/b.jsonl").starts_with("{\"schema\":1,\"id\":\"a/b\""));
}

#[test]
fn progress_as_lines_of_json() {
    let folder = Folder::new("progress");
    let run = folder.write("a.jsonl", documents(20)).attribute(&["--progress", "json", "a.jsonl"]);
    let last: serde_json::Value = serde_json::from_str(run.err.lines().last().unwrap()).unwrap();
    let size = folder.path("a.jsonl").metadata().unwrap().len();
    assert_eq!((last["done"].as_bool(), last["documents"].as_u64()), (Some(true), Some(19)));
    assert_eq!((last["skipped"].as_u64(), last["reasons"]["bad line"].as_u64()), (Some(1), Some(1)));
    assert_eq!((last["total_bytes"].as_u64(), last["read_bytes"].as_u64() >= Some(size)), (Some(size), true));
    let none = folder.attribute(&["--progress", "none", "--out", "out.jsonl", "a.jsonl"]);
    assert!(!none.err.contains("inquit:"), "{none:?}");
}

/// Kills a run after a while, goes on with it, and so on until it is through.
fn killed_and_resumed(folder: &Folder, args: &[&str]) -> usize {
    let mut killed = 0;
    for round in 0_u64.. {
        let args = [args, &["--resume"]].concat();
        let mut child = folder.command(&args).stderr(Stdio::null()).spawn().unwrap();
        // At no particular place; long enough that the state is written down now and then.
        let until = Instant::now() + Duration::from_millis(700 + round * 377 % 900);
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break Some(status);
            }
            if Instant::now() > until && killed < 4 {
                child.kill().unwrap();
                child.wait().unwrap();
                break None;
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        match status {
            Some(status) => {
                assert_eq!(status.code(), Some(1), "some documents can't be read");
                return killed;
            }
            None => killed += 1,
        }
    }
    killed
}

#[test]
fn a_run_that_is_killed_goes_on_without_losing_or_doubling() {
    let folder = Folder::new("killed");
    folder.write("a.jsonl", documents(3000));
    let args =
        |out| ["attribute", "-f", "jsonl", "-j", "2", "--errors", "errors.jsonl", "--out", out, "a.jsonl"];
    folder.run(&args("whole.jsonl"));
    let errors = folder.read("errors.jsonl");
    let parts = args("parts.jsonl");
    let killed = killed_and_resumed(&folder, &parts);
    assert!(killed > 0, "the run was too short to be killed");
    assert!(folder.read("whole.jsonl") == folder.read("parts.jsonl"), "after {killed} kills");
    assert!(errors == folder.read("errors.jsonl"));
    assert_eq!(folder.files(), ["a.jsonl", "errors.jsonl", "parts.jsonl", "whole.jsonl"]);
}

#[test]
fn a_folder_that_is_half_done_goes_on() {
    let folder = Folder::new("killed-folder");
    folder.write("in/a.jsonl", documents(1500));
    folder.run(&["attribute", "-f", "text", "--out", "whole/", "in"]);
    killed_and_resumed(&folder, &["attribute", "-f", "text", "--out", "parts/", "in"]);
    let files = |of: &str| -> Vec<String> {
        let all = folder.files();
        all.iter().filter_map(|f| f.strip_prefix(of)).map(str::to_owned).collect()
    };
    let whole = files("whole/");
    assert!(whole.len() > 1000 && whole == files("parts/"));
    for file in whole {
        assert!(folder.read(&format!("whole/{file}")) == folder.read(&format!("parts/{file}")), "{file}");
    }
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
fn a_reader_that_goes_away_ends_a_batch_quietly() {
    let folder = Folder::new("pipe");
    folder.write("a.jsonl", documents(3000));
    let mut command = folder.command(&["attribute", "-f", "jsonl", "-j", "2", "a.jsonl"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 100]).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.lines().all(|l| l.starts_with("a.jsonl: line ")), "{err}");
}

#[test]
fn completions_and_manual() {
    let folder = Folder::new("manual");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = folder.run(&["completions", shell]);
        assert!(run.code == Some(0) && run.out.contains("input-format"), "{shell}: {run:?}");
    }
    assert!(folder.run(&["man"]).out.contains(".TH inquit 1"));
    let run = folder.run(&["man", "attribute"]);
    assert!(run.out.contains("inquit\\-attribute") && run.out.contains("Exit codes"), "{run:?}");
    assert_eq!(folder.run(&["man", "nothing"]).code, Some(2));
}
