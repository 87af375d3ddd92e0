//! Damaged and hostile inputs, through the binary: each is refused with a message that says what, where and what to do,
//! and the next document is read.

use crate::common::{Folder, TEXT, docx, epub, found, gzip, line, page, parquet, warc, zip, zstd};
use inquit_formats::Documents;
use inquit_formats::read::{Hint, Options};

/// Reads a file and a good one after it: the message about the first has all these words, and the second is read.
fn assert_refuses(name: &str, bytes: impl AsRef<[u8]>, args: &[&str], words: &[&str]) {
    let folder = Folder::new(&format!("refuses-{}", name.replace('.', "-")));
    let run =
        folder.write(name, bytes).write("good.txt", TEXT).attribute(&[args, &[name, "good.txt"]].concat());
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!(lines.len(), 1, "{name}: {run:?}");
    assert!(lines[0].starts_with(&format!("{name}: ")), "{name}: {}", run.err);
    for word in words {
        assert!(lines[0].contains(word), "{name}: {word:?} is not in {}", run.err);
    }
    assert_eq!((run.found().last(), run.code), (Some(&found("good")), Some(1)), "{name}: {run:?}");
}

#[test]
fn bombs() {
    let zeros = vec![b'a'; 60_000_000];
    let words = ["unpacks to more than 200 times its size", "after byte", "max-ratio"];
    assert_refuses("a.txt.gz", gzip(&zeros), &[], &words);
    assert_refuses("a.txt.zst", zstd(&zeros), &[], &words);
    assert_refuses("a.zip", zip(&[("b.txt", &zeros)]), &[], &[&words[..], &["b.txt"]].concat());
    assert_refuses("a.epub", zip(&[("META-INF/container.xml", &zeros)]), &[], &words);
    let packed = gzip("word ".repeat(4000));
    assert_refuses(
        "b.gz",
        packed,
        &["--max-unpacked", "10KB"],
        &["unpacks to more than 10000 bytes", "max-unpacked"],
    );
    let mut nested = TEXT.as_bytes().to_vec();
    for _ in 0..6 {
        nested = gzip(nested);
    }
    assert_refuses("c.gz", nested, &[], &["packed more than 4 times over"]);
    let many: Vec<(String, &[u8])> = (0..20).map(|i| (format!("{i}.txt"), TEXT.as_bytes())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(n, b)| (n.as_str(), *b)).collect();
    assert_refuses(
        "d.zip",
        zip(&many),
        &["--max-entries", "10"],
        &["20 files in one archive", "max-entries"],
    );
}

#[test]
fn endless_lines_and_large_documents() {
    let long = line("long", &"word ".repeat(4000));
    let lines = line("a", TEXT) + &long + &line("b", TEXT);
    let folder = Folder::new("endless");
    let run = folder.write("a.jsonl", lines).attribute(&["--max-document", "1KB", "a.jsonl"]);
    assert_eq!(run.found(), [found("a"), found("b")]);
    assert_eq!(
        run.err,
        "a.jsonl: line 2: longer than 1000 bytes, the most a document may have; raise --max-document\n"
    );
    assert_refuses("a.txt", "word ".repeat(4000), &["--max-document", "1KB"], &["larger than 1000 bytes"]);
    let endless = format!("text\n\"{}", "a".repeat(300_000));
    assert_refuses("a.csv", endless, &["--max-document", "1KB"], &["row 1", "1000 bytes", "don't close"]);
    // An input without end, not even of a line.
    let endless = Folder::new("without-end");
    let run = endless.attribute(&["--max-document", "1MB", "/dev/zero"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.starts_with("/dev/zero: larger than 1000000 bytes"), "{run:?}");
}

#[test]
fn nested_elements() {
    let deep = "<html>".to_owned() + &"<div>\n".repeat(300_000);
    assert_refuses(
        "a.html",
        deep,
        &[],
        &["line 256", "more than 256 elements inside one another", "max-depth"],
    );
    let xml = "<w:p>".repeat(10_000);
    assert_refuses("a.docx", zip(&[("word/document.xml", xml.as_bytes())]), &[], &["more than 256 elements"]);
}

#[test]
fn tables_of_another_shape() {
    assert_refuses(
        "a.parquet",
        parquet(&["body", "id"], &[&["x", "y"]]),
        &[],
        &["no column \"text\"; there are body, id", "text-field"],
    );
    assert_refuses("a.csv", "body,id\nx,y\n", &[], &["no column \"text\"; there are body, id"]);
    let mut cut = parquet(&["text"], &[&[TEXT]]);
    cut.truncate(cut.len() - 9);
    assert_refuses("b.parquet", &cut, &[], &["damaged Parquet"]);
    assert_refuses("c.parquet", "no table at all", &[], &["damaged parquet", "first bytes"]);
}

#[test]
fn what_breaks_off() {
    let packed = gzip((0..5000).map(|i| format!("Word {i}. ")).collect::<String>());
    let half = packed.get(..packed.len() / 2).unwrap();
    assert_refuses("a.txt.gz", half, &[], &["damaged gzip: it breaks off"]);
    // What came before the break is read.
    let lines: String = (0..5000).map(|i| line(&i.to_string(), "Some words.")).collect();
    let packed = gzip(&lines);
    let folder = Folder::new("breaks-off");
    let run = folder.write("a.jsonl.gz", &packed[..packed.len() / 2]).attribute(&["a.jsonl.gz"]);
    assert!(run.out.lines().count() > 100 && run.err.contains("damaged gzip"), "{}", run.err);
    let archive = zip(&[("a.txt", TEXT.as_bytes())]);
    assert_refuses("a.zip", archive.get(..archive.len() / 2).unwrap(), &[], &["damaged zip"]);
    assert_refuses("b.epub", zip(&[("mimetype", b"x")]), &[], &["damaged EPUB", "container.xml"]);
    assert_refuses("a.warc", "WARC/1.0\r\nContent-Length: 99\r\n\r\nshort", &[], &["record 1 breaks off"]);
}

#[test]
fn bytes_that_are_no_text() {
    assert_refuses("a.txt", b"Voil\xC3\xA0, he said, \xE9 voil\xC3\xA0.", &[], &["broken UTF-8", "byte"]);
    assert_refuses("b.txt", b"a\0b", &[], &["not text: byte 1 is 0x00"]);
    let lines = [b"{\"text\":\"\xFF\"}\n".as_slice(), b"{\"text\":\"ok\"}\n"].concat();
    assert_refuses("c.jsonl", lines, &[], &["line 1: byte 9 of the line is not UTF-8"]);
}

#[test]
fn mixed_line_ends_are_read_as_they_are() {
    let folder = Folder::new("line-ends");
    let text = "“We won,”\r\nsaid Ann Lee.\r\r\n“It was close.”\n";
    let run = folder.write("a.txt", text).attribute(&["--with-text", "a.txt"]);
    let document: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(document["text"].as_str(), Some(text));
    assert_eq!(run.code, Some(0));
}

#[test]
fn errors_as_lines_and_stopping_at_the_first() {
    let folder = Folder::new("errors");
    folder.write("a.txt", b"a\0b").write("b.txt", TEXT).write("c.jsonl", "nonsense\n");
    let all = ["a.txt", "b.txt", "c.jsonl", "missing.txt"];
    let run = folder.attribute(&[&all[..], &["--errors", "errors.jsonl"]].concat());
    assert_eq!((run.found(), run.code), (vec![found("b")], Some(1)));
    let errors = folder.read("errors.jsonl");
    let reasons: Vec<_> = errors
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap())
        .map(|e| format!("{} {}", e["input"].as_str().unwrap(), e["reason"].as_str().unwrap()))
        .collect();
    assert_eq!(reasons, ["a.txt not text", "c.jsonl bad line", "missing.txt unreadable"]);
    let run = folder.attribute(&[&["b.txt"], &all[..], &["--on-error", "stop"]].concat());
    assert_eq!((run.found(), run.code), (vec![found("b")], Some(2)));
    assert!(run.err.contains("a.txt: not text") && run.err.contains("stopped there"), "{run:?}");
}

/// Numbers that look like chance and are always the same.
fn dice(state: &mut u64, sides: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize % sides.max(1)
}

#[test]
fn samples_with_changed_bytes_are_read_or_refused() {
    let samples: Vec<(&str, Vec<u8>)> = vec![
        ("a.parquet", parquet(&["id", "text"], &[&["x", TEXT], &["y", TEXT]])),
        ("a.epub", epub()),
        ("a.docx", docx()),
        ("a.zip", zip(&[("a.txt", TEXT.as_bytes()), ("b.gz", &gzip(TEXT))])),
        ("a.gz", gzip(line("a", TEXT))),
        ("a.zst", zstd(line("a", TEXT))),
        ("a.warc", warc(&[("http://a.org", &page())]).into_bytes()),
        ("a.html", page().into_bytes()),
        ("a.md", format!("> # {TEXT}\n\n- *a* [b](c)\n").into_bytes()),
        ("a.csv", format!("text,id\n{TEXT:?},1\n").into_bytes()),
    ];
    let mut state = 1;
    for (name, sample) in &samples {
        for _ in 0..400 {
            let mut bytes = sample.clone();
            for _ in 0..=dice(&mut state, 4) {
                let at = dice(&mut state, bytes.len());
                if bytes.is_empty() {
                    break;
                }
                match dice(&mut state, 4) {
                    0 => bytes.truncate(at.max(1)),
                    1 => drop(bytes.remove(at)),
                    2 => bytes.insert(at, dice(&mut state, 256) as u8),
                    _ => bytes[at] = dice(&mut state, 256) as u8,
                }
            }
            let mut options = Options::default();
            options.limits.document = 1 << 20;
            for document in Documents::with(bytes.as_slice(), Hint::from_path(name.as_ref()), options) {
                assert!(
                    document.map_or_else(|e| !e.to_string().is_empty(), |d| d.text.len() <= 1 << 20),
                    "{name}"
                );
            }
        }
    }
}
