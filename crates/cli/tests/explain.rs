//! `inquit explain` prints what `inquit attribute` answers: there is no second path.

#![allow(clippy::unwrap_used)] // a test may end in a panic

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// All texts below a folder, sorted.
fn texts(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, out);
        } else if path.extension().is_some_and(|e| e == "txt") && !path.ends_with("known-gaps.txt") {
            out.push(path);
        }
    }
    out.sort();
}

fn run(args: &[&str], path: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_inquit")).args(args).arg(path).output().unwrap();
    assert!(output.status.success(), "{}: {output:?}", path.display());
    String::from_utf8(output.stdout).unwrap()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_answer_is_explained_as_it_is_given() {
    let mut all = Vec::new();
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures"), &mut all);
    assert!(all.len() > 50, "only {} fixtures", all.len());
    for path in all {
        let answer: Value = serde_json::from_str(&run(&["attribute", "-f", "jsonl"], &path)).unwrap();
        let explained = run(&["explain"], &path);
        let mut rest = explained.as_str();
        for q in answer["quotations"].as_array().unwrap() {
            let mut expect = |words: String| {
                let found = rest.find(&words);
                let at = found.unwrap_or_else(|| panic!("{}: no {words:?} in:\n{rest}", path.display()));
                rest = &rest[at + words.len()..];
            };
            expect(format!("{}  ", q["id"].as_str().unwrap()));
            let content =
                q["content"].as_array().unwrap().iter().map(|c| one_line(c["text"].as_str().unwrap()));
            expect(content.collect::<Vec<_>>().join(" … "));
            let kind = q["kind"].as_str().unwrap();
            expect(format!("{kind} (confidence {:.2})", q["confidence"].as_f64().unwrap()));
            for part in ["cue", "source"] {
                expect(q[part]["text"].as_str().map_or_else(|| "none".to_owned(), one_line));
            }
            let speakers = answer["speakers"].as_array().unwrap();
            let name = |id: &Value| {
                let speaker = speakers.iter().find(|s| s["id"] == *id);
                speaker.map_or_else(|| "unknown".to_owned(), |s| one_line(s["name"].as_str().unwrap()))
            };
            expect(name(&q["speaker"]));
            expect(format!("quotation {:.2}", q["confidences"]["quotation"].as_f64().unwrap()));
            if let Some(next) = q["runner_up"].as_object() {
                expect(format!("{} ({:.2})", name(&next["speaker"]), next["confidence"].as_f64().unwrap()));
            }
            // The evidence is what "found by" and "because" say.
            let evidence = one_line(q["evidence"].as_str().unwrap());
            let line = |label: &str| {
                let at = rest.find(label).map_or(rest.len(), |i| i + label.len());
                rest[at..].lines().next().unwrap_or_default().trim()
            };
            for said in [line("found by"), line("because")] {
                assert!(
                    said == "–" || evidence.contains(said),
                    "{}: {said:?} is not in {evidence:?}",
                    path.display()
                );
            }
        }
    }
}
