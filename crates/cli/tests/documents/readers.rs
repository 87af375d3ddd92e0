//! Every kind of input, through the binary.

use crate::common::{Folder, Run, TEXT, docx, epub, found, gzip, line, page, parquet, warc, zip, zstd};
use std::io::Write;
use std::process::Stdio;

/// Reads one file and gets one document with what [`TEXT`] says.
fn assert_reads(name: &str, bytes: impl AsRef<[u8]>, args: &[&str], id: &str) {
    let folder = Folder::new(&format!("reads-{}", name.replace('.', "-")));
    let run = folder.write(name, bytes).attribute(&[&[name], args].concat());
    assert_eq!((run.found(), run.code), (vec![found(id)], Some(0)), "{name}: {run:?}");
}

#[test]
fn plain_text_and_markdown() {
    assert_reads("a.txt", TEXT, &[], "a");
    assert_reads("a.md", format!("# Heading\n\n> {}", TEXT.replace("said", "*said*")), &[], "a");
    assert_reads(
        "book.txt",
        format!(
            "Licence\n*** START OF THE PROJECT GUTENBERG EBOOK A ***\n\n{TEXT}\n\n*** END OF THE PROJECT GUTENBERG EBOOK A ***\n“No.”"
        ),
        &[],
        "book",
    );
}

#[test]
fn encodings_are_said_aloud() {
    let folder = Folder::new("encodings");
    let run = folder.write("a.txt", b"\x93We won,\x94 said Ren\xE9e.").attribute(&["a.txt"]);
    assert_eq!(run.found(), ["a: “We won,”"]);
    assert!(run.err.starts_with("a.txt: note: read as windows-1252"), "{run:?}");
    let run = folder.write("b.txt", b"\xA9To ne,\xAE").attribute(&["--encoding", "windows-1250", "b.txt"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let run = folder.attribute(&["--encoding", "klingon", "b.txt"]);
    assert_eq!(run.code, Some(2));
}

#[test]
fn web_pages() {
    assert_reads("a.html", page(), &[], "a");
    // Told by its content.
    assert_reads("a", page(), &[], "a");
    let folder = Folder::new("pages");
    let run = folder.write("a.html", page()).attribute(&["--with-text", "a.html"]);
    let document: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let text = document["text"].as_str().unwrap();
    assert!(text.starts_with("A match\n\n“We won,” said Ann Lee."), "{text}");
    assert!(
        text.contains("\n\nA block of words") && !text.contains("Home") && !text.contains("rights"),
        "{text}"
    );
    // Offsets count in that text.
    let content = &document["quotations"][0]["content"][0];
    let (start, end) = (content["start"].as_u64().unwrap(), content["end"].as_u64().unwrap());
    let words: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
    assert_eq!(words, "“We won,”");
    let run = folder.attribute(&["--with-text", "--whole", "a.html"]);
    assert!(run.out.contains("Home") && run.out.contains("rights"), "{run:?}");
}

#[test]
fn books_and_documents() {
    assert_reads("a.epub", epub(), &[], "a");
    assert_reads("a.docx", docx(), &[], "a");
    let folder = Folder::new("chapters");
    let run = folder.write("a.epub", epub()).attribute(&["a.epub"]);
    let document: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let sections = document["sections"].as_array().unwrap();
    let titles: Vec<_> = sections.iter().map(|s| s["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["One", "Two"]);
    assert_eq!(sections[0]["end"], sections[1]["start"]);
    // Told by what is in the archive.
    assert_reads("b.zip", epub(), &[], "b");
    assert_reads("c", docx(), &[], "c");
}

#[test]
fn tables_and_lines() {
    assert_reads("a.jsonl", line("x", TEXT), &[], "x");
    let named = serde_json::json!({ "url": "u", "body": TEXT, "text": 1 }).to_string();
    assert_reads("b.jsonl", named, &["--text-field", "body", "--id-field", "url"], "u");
    assert_reads("a.csv", format!("id,text\nx,{TEXT:?}\n"), &[], "x");
    assert_reads("a.tsv", format!("body\tn\n{TEXT}\t7\n"), &["--text-field=body", "--id-field=n"], "7");
    assert_reads("a.parquet", parquet(&["note", "text", "id"], &[&["", TEXT, "x"]]), &[], "x");
    assert_reads("b.parquet", parquet(&["body"], &[&[TEXT]]), &["--text-field", "body"], "b:1");
}

#[test]
fn web_archives() {
    let archive = warc(&[("http://a.org/1", &page())]);
    assert_reads("a.warc", &archive, &[], "http://a.org/1");
    assert_reads("a.warc.gz", gzip(&archive), &[], "http://a.org/1");
}

#[test]
fn packed_files() {
    assert_reads("a.txt.gz", gzip(TEXT), &[], "a");
    assert_reads("a.html.zst", zstd(page()), &[], "a");
    assert_reads("a.jsonl.zst", zstd(line("x", TEXT)), &[], "x");
    assert_reads("a.parquet.gz", gzip(parquet(&["text"], &[&[TEXT]])), &[], "a:1");
    // Under a name that says nothing, and what is inside on request.
    assert_reads("b", gzip(format!("id,text\nx,{TEXT:?}\n")), &["--input-format", "csv"], "x");
    let folder = Folder::new("archive");
    let inner = zip(&[("c.txt", TEXT.as_bytes())]);
    let archive = zip(&[
        ("news/a.txt", TEXT.as_bytes()),
        ("news/b.jsonl.gz", &gzip(line("x", TEXT))),
        ("picture.png", b"\x89PNG"),
        ("inner.zip", &inner),
    ]);
    let run = folder.write("all.zip", archive).attribute(&["all.zip"]);
    assert_eq!(run.found(), [found("news/a"), found("x"), found("c")]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
}

#[test]
fn folders_and_patterns() {
    let folder = Folder::new("folders");
    folder.write("in/b.txt", TEXT).write("in/a/c.html", page()).write("in/.hidden.txt", TEXT);
    folder.write("in/a/d.log", TEXT).write("in/e.jsonl.gz", gzip(line("x", TEXT)));
    assert_eq!(folder.attribute(&["in"]).found(), [found("a/c"), found("b"), found("x")]);
    assert_eq!(folder.attribute(&["--include", "*.log", "in"]).found(), [found("a/d")]);
    assert_eq!(folder.attribute(&["--exclude", "a/*", "in"]).found(), [found("b"), found("x")]);
    assert_eq!(folder.attribute(&["in/**/*.[th]*"]).found(), [found("c"), found("b")]);
    let none = folder.attribute(&["in/*.pdf"]);
    assert_eq!((none.code, none.err.as_str()), (Some(1), "in/*.pdf: no file matches this pattern\n"));
}

#[test]
fn standard_input_of_any_kind() {
    let folder = Folder::new("stdin");
    let book = epub();
    for (bytes, id) in [(gzip(line("x", TEXT)), "x"), (page().into_bytes(), "stdin"), (book, "stdin")] {
        let mut command = folder.command(&["attribute", "-f", "jsonl"]);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(&bytes).unwrap();
        drop(stdin);
        let run = Run::of(child.wait_with_output().unwrap());
        assert_eq!(run.found(), [found(id)], "{run:?}");
    }
}
