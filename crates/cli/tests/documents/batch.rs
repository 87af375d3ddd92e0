//! Runs over many documents, through the binary: order, folders, progress, and readers that go away.

use crate::common::{Folder, TEXT, line};
use std::io::Read;
use std::process::Stdio;

/// Documents of different lengths, so that they are done in another order than they came in; some can't be read.
pub(crate) fn documents(count: usize) -> String {
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
fn documents_in_another_order_give_the_same_answers_in_that_order() {
    let folder = Folder::new("order");
    let texts = [
        ("a", "“We won,” said Ann Lee. “It was close.”"),
        ("b", "Tom Reed told reporters that the mill burnt down. He blamed the wind."),
        ("c", "Nobody spoke."),
        ("d", "“Go,” she said.\n\n“Why?” asked Tom.\n\n“Because.”"),
        ("e", "According to Ann Lee, the “deal” was off."),
    ];
    let run = |order: &[usize], jobs: &str| {
        let lines: String = order.iter().map(|i| line(texts[*i].0, texts[*i].1)).collect();
        folder.write("in.jsonl", lines);
        let run = folder.attribute(&["--jobs", jobs, "in.jsonl"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        run.out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let sorted = run(&[0, 1, 2, 3, 4], "1");
    assert_eq!(sorted.len(), texts.len());
    for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [1, 2, 3, 4, 0]] {
        for jobs in ["1", "3"] {
            let expected: Vec<_> = order.iter().map(|i| sorted[*i].clone()).collect();
            assert_eq!(run(&order, jobs), expected, "{order:?}, {jobs} jobs");
        }
    }
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
