//! Places that can't be read or written, and those that must not be written over.

use crate::common::{Folder, TEXT, docx, found, line, zip};
use std::fs::{self, OpenOptions};
use std::process::Stdio;

#[test]
fn an_input_is_never_written_over() {
    let folder = Folder::new("over");
    folder.write("in/a.txt", TEXT).write("in/b.jsonl", line("x", TEXT));
    for args in [
        &["-f", "jsonl", "--out", "in/b.jsonl", "in"][..],
        &["-f", "jsonl", "--out", "in/../in/b.jsonl", "in/b.jsonl"],
        &["-f", "text", "--out", "in/", "in"],
        &["-f", "brat", "--out", "in", "in/a.txt"],
        &["-f", "jsonl", "--errors", "in/b.jsonl", "--out", "said.jsonl", "in"],
    ] {
        let run = folder.run(&[&["attribute"], args].concat());
        assert_eq!(run.code, Some(2), "{args:?}: {run:?}");
        assert!(run.err.contains(" is an input, and would be written over; write elsewhere"), "{run:?}");
        assert_eq!((folder.read("in/a.txt"), folder.read("in/b.jsonl")), (TEXT.to_owned(), line("x", TEXT)));
    }
    // Beside them is fine.
    assert_eq!(folder.run(&["attribute", "-f", "csv", "--out", "in/", "in"]).code, Some(0));
    assert!(folder.files().contains(&"in/a.csv".to_owned()));
}

#[test]
fn a_format_for_one_document_leaves_nothing_behind_when_there_are_two() {
    let folder = Folder::new("two");
    folder.write("in.jsonl", line("a", TEXT) + &line("b", TEXT));
    let run = folder.run(&["attribute", "-f", "html", "--out", "out.html", "in.jsonl"]);
    let expected = "inquit: cannot write out.html: a file of html holds one document; write to a folder to get a file for each\n";
    assert_eq!((run.code, run.err.as_str()), (Some(2), expected));
    assert_eq!(folder.files(), ["in.jsonl"]);
    let run = folder.run(&["attribute", "-f", "brat", "--out", "in.jsonl", "in.jsonl"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (Some(2), "inquit: in.jsonl is a file, and brat needs a folder\n")
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full() {
    let folder = Folder::new("full");
    folder.write("a.txt", TEXT).write("bad.txt", b"a\0b");
    for command in ["attribute", "explain", "tokens"] {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = folder.command(&[command, "a.txt"]).stdout(full).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(error, "inquit: cannot write to standard output: No space left on device (os error 28)\n");
        assert_eq!(output.status.code(), Some(2), "{command}");
    }
    for format in ["jsonl", "csv", "parquet", "html"] {
        let run = folder.run(&["attribute", "-f", format, "--out", "/dev/full", "a.txt"]);
        let expected = "inquit: cannot write /dev/full: No space left on device (os error 28)\n";
        assert_eq!((run.code, run.err.as_str()), (Some(2), expected), "{format}");
    }
    let run = folder.attribute(&["--errors", "/dev/full", "bad.txt", "a.txt"]);
    assert!(run.code == Some(2) && run.err.contains("cannot write /dev/full: No space left"), "{run:?}");
    // A device stays what it is.
    assert!(!fs::metadata("/dev/full").unwrap().is_file());
    assert_eq!(folder.attribute(&["--out", "/dev/null", "a.txt"]).code, Some(0));
    assert_eq!(folder.files(), ["a.txt", "bad.txt"]);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_and_what_is_not_there() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new("closed");
    folder.write("in/a.txt", TEXT).write("in/closed.txt", TEXT).write("in/folder/b.txt", TEXT);
    symlink("nowhere", folder.path("in/link.txt")).unwrap();
    let close = |name: &str, mode| {
        fs::set_permissions(folder.path(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    close("in/closed.txt", 0o000);
    close("in/folder", 0o000);
    let superuser = fs::read(folder.path("in/closed.txt")).is_ok();
    let run = folder.attribute(&["in"]);
    close("in/folder", 0o755);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.found().contains(&found("a")));
    assert!(run.err.contains("in/link.txt: No such file or directory"), "{run:?}");
    if !superuser {
        assert!(run.err.contains("in/closed.txt: Permission denied"), "{run:?}");
        assert!(run.err.contains("in/folder: Permission denied"), "{run:?}");
    }
}

#[test]
fn nothing_in_an_archive_leads_out_of_the_folder() {
    let folder = Folder::new("slip");
    let text = TEXT.as_bytes();
    let archive =
        zip(&[("../../up.txt", text), ("/etc/x.txt", text), ("a\\..\\..\\w.txt", text), ("C:\\y.txt", text)]);
    let run = folder.write("in.zip", archive).attribute(&["--out", "out/", "in.zip"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let expected = ["C_/y", "__/__/up", "a/__/__/w", "etc/x"].map(|n| format!("out/{n}.jsonl"));
    assert_eq!(folder.files(), [&["in.zip".to_owned()], &expected[..]].concat());
}

#[test]
fn empty_files_of_every_kind() {
    let folder = Folder::new("empty");
    let quiet = ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.tsv"];
    let told = ["a.epub", "a.docx", "a.parquet", "a.warc", "a.zip"];
    for name in quiet {
        let run = folder.write(name, "").attribute(&[name]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{name}");
    }
    for name in told {
        let run = folder.write(name, "").attribute(&[name]);
        assert!(
            run.code == Some(1) && run.err.contains(": the file is empty; get it again"),
            "{name}: {run:?}"
        );
    }
    // Whole, but with nothing to read in it.
    let run = folder.write("b.zip", zip(&[("a.png", b"x")])).attribute(&["b.zip"]);
    assert!(
        run.err.contains("no file in this archive has a name that ends as those that can be read"),
        "{run:?}"
    );
    let cut = docx();
    let run = folder.write("b.docx", &cut[..cut.len() / 2]).attribute(&["b.docx"]);
    assert!(run.err.contains("damaged zip: the list of files at its end can't be read"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn a_pipe_by_name_is_read_and_written() {
    let folder = Folder::new("fifo");
    folder.write("a.txt", TEXT);
    let made = std::process::Command::new("mkfifo").arg(folder.path("pipe")).status();
    if !made.is_ok_and(|s| s.success()) {
        return;
    }
    let mut writes = folder.command(&["attribute", "-f", "jsonl", "--out", "pipe", "a.txt"]);
    let mut writes = writes.stderr(Stdio::null()).spawn().unwrap();
    let lines = fs::read_to_string(folder.path("pipe")).unwrap();
    assert!(writes.wait().unwrap().success());
    assert_eq!(lines, folder.attribute(&["a.txt"]).out);
}
