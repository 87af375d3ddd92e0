//! Standard input and output, as other programs meet them.

#![allow(clippy::unwrap_used)] // a test may end in a panic

use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

fn inquit(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_inquit"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The tool may answer before it has read everything.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

#[test]
fn standard_input_is_read_without_a_path_and_as_a_dash() {
    let text = "“We won,” said Ann Lee.".as_bytes();
    let without = inquit(&["attribute", "--format", "jsonl"], text);
    let dash = inquit(&["attribute", "--format", "jsonl", "-"], text);
    assert!(stdout(&without).starts_with(r#"{"schema":1,"id":"stdin","language":"en""#), "{without:?}");
    assert_eq!(without.stdout, dash.stdout);
    assert!(without.status.success() && without.stderr.is_empty(), "no hint without a terminal");
}

#[test]
fn empty_input_gives_an_empty_answer() {
    let output = inquit(&["attribute", "--format", "jsonl"], b"");
    let expected = r#"{"schema":1,"id":"stdin","language":"en","offsets":"chars","quotations":[],"speakers":[],"diagnostics":[]}"#;
    assert_eq!(stdout(&output).trim_end(), expected);
    assert!(output.status.success());
}

#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_inquit"))
        .args(["attribute", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    for _ in 0..3 {
        stdin.write_all(b"{\"id\":\"a\",\"text\":\"\"}\n").unwrap();
        let mut first = [0; 11];
        stdout.read_exact(&mut first).unwrap();
        assert_eq!(&first, b"{\"schema\":1");
        while first[0] != b'\n' {
            stdout.read_exact(&mut first[..1]).unwrap();
        }
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_broken_pipe_ends_quietly() {
    let line = "{\"id\":\"a\",\"text\":\"“We won,” said Ann Lee.\"}\n";
    let mut child = Command::new(env!("CARGO_BIN_EXE_inquit"))
        .args(["attribute", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    // Ends with an error once the tool has gone.
    while stdin.write_all(line.as_bytes()).is_ok() {}
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[test]
fn no_colour_without_a_terminal() {
    let output = inquit(&["attribute"], "“We won,” said Ann Lee.".as_bytes());
    assert!(!output.stdout.contains(&0x1b), "{}", stdout(&output));
}
