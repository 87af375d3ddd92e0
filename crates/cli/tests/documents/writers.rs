//! Every format through the binary: into a folder, into one file, to standard output.

use crate::common::{Folder, TEXT, line};
use inquit_formats::write::{Format, Options};
use std::fs;

/// What one file of the format can hold several documents of.
pub(crate) fn holds_many(format: Format) -> bool {
    !matches!(
        format,
        Format::Tei | Format::Brat | Format::WebAnno | Format::BookNlp | Format::Ssml | Format::Html
    )
}

fn documents() -> String {
    line("news/one", TEXT) + &line("two", "") + &line("three <&>", "\"No\u{0}, 🦊,\" said Bob Hope.\r\n")
}

#[test]
fn a_folder_gets_each_file_of_each_document() {
    let folder = Folder::new("formats");
    folder.write("in.jsonl", documents());
    for &format in Format::ALL {
        for jobs in ["1", "3"] {
            let out = format!("{}-{jobs}/", format.name());
            let run =
                folder.run(&["attribute", "-f", format.name(), "--jobs", jobs, "--out", &out, "in.jsonl"]);
            assert_eq!(run.code, Some(0), "{}: {}", format.name(), run.err);
        }
        for part in format.parts(Options::default()) {
            for name in ["news/one", "two", "three ___"] {
                let of = |jobs| {
                    let file = format!("{}-{jobs}/{name}.{}", format.name(), part.extension);
                    fs::read(folder.path(&file)).unwrap_or_else(|e| panic!("{file}: {e}"))
                };
                assert_eq!(of(1), of(3), "{} for {name}", format.name());
                assert!(name != "news/one" || !of(1).is_empty(), "{} for {name}", format.name());
            }
        }
    }
}

#[test]
fn one_file_holds_several_documents_or_says_that_it_cannot() {
    let folder = Folder::new("one-file");
    folder.write("in.jsonl", documents());
    for &format in Format::ALL {
        let several = format.parts(Options::default()).len() > 1;
        // Parquet is no text.
        let place: &[&str] = if format.name() == "parquet" { &["--out", "out.parquet"] } else { &[] };
        let run = folder.run(&[&["attribute", "-f", format.name(), "in.jsonl"], place].concat());
        if holds_many(format) {
            assert_eq!(run.code, Some(0), "{}: {}", format.name(), run.err);
        } else {
            assert_eq!(run.code, Some(2), "{}", format.name());
            let words = if several { "made of several files" } else { "holds one document" };
            assert!(run.err.contains(words), "{}: {}", format.name(), run.err);
        }
    }
}

#[test]
fn only_what_is_asked_for_is_written() {
    let folder = Folder::new("some");
    folder.write("in.txt", "“First,” said Ann Lee. “Second,” said Bob Hope.");
    let marks = [
        ("csv", ",q1,"),
        ("tei", "xml:id=\"q1\""),
        ("webanno", "q1"),
        ("web-annotation", "#q1\""),
        ("jsonld", "#q1\""),
        ("script", "\"q1\""),
        ("ssml", "name=\"ann-lee\""),
        ("html", "data-q=\"q1\""),
    ];
    for (format, mark) in marks {
        let all = folder.run(&["attribute", "-f", format, "in.txt"]).out;
        let some = folder.run(&["attribute", "-f", format, "--speaker", "hope", "in.txt"]).out;
        assert!(all.contains(mark), "{format}: {all}");
        assert!(!some.contains(mark), "{format}: {some}");
    }
}

#[test]
fn tables_come_back_through_the_readers() {
    let folder = Folder::new("tables");
    folder.write("in.txt", TEXT);
    for format in ["csv", "tsv", "parquet"] {
        let out = format!("said.{format}");
        assert_eq!(folder.run(&["attribute", "-f", format, "--out", &out, "in.txt"]).code, Some(0));
        let read =
            folder.attribute(&["--text-field", "content", "--id-field", "quotation_id", "--with-text", &out]);
        assert_eq!(read.code, Some(0), "{format}: {}", read.err);
        assert!(read.out.contains("\"id\":\"q1\""), "{format}: {}", read.out);
        assert!(read.out.contains("“We won,” … “It was close.”"), "{format}: {}", read.out);
    }
}
