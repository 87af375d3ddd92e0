//! Times the engine on texts made to be slow, and prints Markdown: how long a byte takes against ordinary news, and how
//! much memory; see README.md.
//!
//! Each text is one document, in a process of its own, so that its peak of memory is its own.

use inquit::Engine;
use inquit_benches::{Genre, documents, peak_memory};
use inquit_formats::write::{OffsetUnit, wire};
use std::error::Error;
use std::io::{self, Write};
use std::process::Command;
use std::time::Instant;

type Outcome = Result<(), Box<dyn Error>>;

/// A text made to be slow, of about so many bytes.
struct Case {
    name: &'static str,
    text: fn(usize) -> String,
}

const CASES: &[Case] = &[
    Case { name: "ordinary news, one document", text: |n| ordinary(Genre::News, n) },
    Case { name: "ordinary novel", text: |n| ordinary(Genre::Novel, n) },
    Case { name: "all in one paragraph", text: |n| one_line(&ordinary(Genre::Novel, n)) },
    Case {
        name: "all in one sentence",
        text: |n| one_line(&ordinary(Genre::News, n)).replace(['.', '?', '!'], ","),
    },
    Case { name: "all capitals", text: |n| ordinary(Genre::News, n).to_uppercase() },
    Case { name: "no spaces", text: |n| ordinary(Genre::News, n).split_whitespace().collect() },
    Case { name: "one word", text: |n| "a".repeat(n) },
    Case { name: "quotation marks alone, straight", text: |n| "\"".repeat(n) },
    Case { name: "quotation marks alone, opening", text: |n| "“".repeat(n / 3) },
    Case { name: "stops in a row", text: |n| "?.".repeat(n / 2) },
    Case { name: "quotation marks and spaces", text: |n| "\" ".repeat(n / 2) },
    Case { name: "apostrophes and spaces", text: |n| "' ".repeat(n / 2) },
    Case { name: "marks opened and never closed", text: |n| "“Go on he said to her. ".repeat(n / 25) },
    Case { name: "marks opened in each paragraph", text: |n| "“Go on.\n\n".repeat(n / 11) },
    Case { name: "10,000 marks inside one another", text: nested },
    Case { name: "he said", text: |n| "he said ".repeat(n / 8) },
    Case { name: "he said, in marks", text: |n| "“Go,” he said. ".repeat(n / 19) },
    Case { name: "he said, in marks, to somebody", text: |n| "He said “no” to the man. ".repeat(n / 28) },
    Case {
        name: "quotations that go on after their tags",
        text: |n| {
            news(
                n,
                "“We sold it,” said Ann Lee of Corrow on 3 May. “It leaked, and was as old as the hills.” ",
            )
        },
    },
    Case {
        name: "one quotation goes on, a paragraph each time",
        text: |n| news(n, "\n\n“It leaked in May 2019, and Corrow is as old as the Northmark hills are.”"),
    },
    Case { name: "he said that he said that", text: |n| "he said that ".repeat(n / 13) },
    Case {
        name: "every word a cue",
        text: |n| "said told claimed asked report statement says ".repeat(n / 46),
    },
    Case { name: "according to", text: |n| "according to ".repeat(n / 13) },
    Case {
        name: "every name another",
        text: |n| numbered(n, |i| format!("“Go,” said {} {}. ", name(i), name(i / 7 + 3))),
    },
    Case {
        name: "every name shares a surname",
        text: |n| numbered(n, |i| format!("“Go,” said {} Lee. ", name(i))),
    },
    Case {
        name: "every name shares a first name",
        text: |n| numbered(n, |i| format!("“Go,” said Ann {}. ", name(i))),
    },
    Case {
        name: "every name shares an initial",
        text: |n| numbered(n, |i| format!("“Go,” said A. {} Lee. ", name(i))),
    },
    Case {
        name: "every name has an age",
        text: |n| numbered(n, |i| format!("Ann {}, 40, came. “Go,” said the younger man. ", name(i))),
    },
    Case {
        name: "titles and names",
        text: |n| numbered(n, |i| format!("“Go,” said Mr. {}. “No,” said Mrs. {}. ", name(i), name(i))),
    },
    Case {
        name: "groups of names",
        text: |n| numbered(n, |i| format!("“Go,” said Ann {} and Bob {}. ", name(i), name(i + 9))),
    },
    Case {
        name: "noun phrases",
        text: |n| numbered(n, |i| format!("“Go,” said the {} man. ", name(i).to_lowercase())),
    },
    Case { name: "names alone", text: |n| numbered(n, |i| format!("{} ", name(i))) },
    Case { name: "one name over and over", text: |n| "Ann Lee ".repeat(n / 8) },
    Case { name: "commas", text: |n| ", ".repeat(n / 2) },
    Case { name: "full stops", text: |n| ".".repeat(n) },
    Case { name: "dashes", text: |n| "— ".repeat(n / 4) },
    Case { name: "a line a letter", text: |n| "a\n".repeat(n / 2) },
    Case { name: "empty lines", text: |n| "\n".repeat(n) },
    Case { name: "brackets", text: |n| "(".repeat(n) },
    Case { name: "right to left", text: |n| "אמר שלום «כן». قال نعم، ".repeat(n / 42) },
    Case {
        name: "Chinese", text: |n| "他说：「今天下雨。」她问道：“真的吗？”".repeat(n / 57)
    },
    Case { name: "emoji", text: |n| "👩‍👩‍👧 “🙂” 👍🏽 ".repeat(n / 44) },
    Case { name: "combining marks", text: |n| format!("e{}", "\u{301}".repeat(n / 2)) },
    Case { name: "no-width characters", text: |n| "\u{200b}\u{200d}a\u{feff}".repeat(n / 10) },
    Case { name: "control characters", text: |n| "\u{0}\u{1}a\u{7f} ".repeat(n / 5) },
];

fn main() -> Outcome {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["one", number, kilobytes] => one(number.parse()?, kilobytes.parse()?),
        [] => report(1000, ""),
        ["--size", kilobytes] => report(kilobytes.parse()?, ""),
        ["--only", part] => report(1000, part),
        ["--size", kilobytes, "--only", part] => report(kilobytes.parse()?, part),
        _ => Err("usage: cargo bench -p inquit-benches --bench worst [-- [--size KILOBYTES] [--only WORDS]]"
            .into()),
    }
}

fn report(kilobytes: usize, part: &str) -> Outcome {
    let mut out = io::stdout().lock();
    writeln!(out, "| text | size | tokens | quotations | ns a byte | against news | peak memory |")?;
    writeln!(out, "|---|---:|---:|---:|---:|---:|---:|")?;
    let mut ordinary = None;
    for (number, case) in CASES.iter().enumerate().filter(|(n, c)| *n == 0 || c.name.contains(part)) {
        let child = Command::new(std::env::current_exe()?)
            .args(["one", &number.to_string(), &kilobytes.to_string()])
            .output()?;
        let line = String::from_utf8_lossy(&child.stdout);
        let fields: Vec<f64> = line.split_whitespace().filter_map(|f| f.parse().ok()).collect();
        let [bytes, tokens, found, seconds, memory] = fields[..] else {
            return Err(format!("{}: {}", case.name, String::from_utf8_lossy(&child.stderr)).into());
        };
        let per_byte = 1e9 * seconds / bytes;
        let usual = *ordinary.get_or_insert(per_byte);
        writeln!(
            out,
            "| {} | {:.1} MB | {tokens} | {found} | {per_byte:.0} | {:.2} | {memory:.0} MB |",
            case.name,
            bytes / 1e6,
            per_byte / usual,
        )?;
        out.flush()?;
    }
    Ok(())
}

/// Bytes, tokens, quotations, seconds (the better of two runs) and peak memory of one case.
fn one(number: usize, kilobytes: usize) -> Outcome {
    let case = CASES.get(number).ok_or("no such case")?;
    let text = (case.text)(kilobytes * 1000);
    let engine = Engine::new();
    let (mut best, mut tokens, mut found) = (f64::INFINITY, 0, 0);
    for _ in 0..2 {
        let begin = Instant::now();
        let answer = engine.attribute(text.as_str());
        wire::Document::new("x", &answer, OffsetUnit::Chars).write_line(&mut io::sink())?;
        best = best.min(begin.elapsed().as_secs_f64());
        (tokens, found) = (answer.document().tokens().len(), answer.quotations().len());
    }
    let memory = peak_memory().unwrap_or(f64::NAN);
    writeln!(io::stdout(), "{} {tokens} {found} {best} {memory}", text.len())?;
    Ok(())
}

fn ordinary(genre: Genre, bytes: usize) -> String {
    documents(genre, bytes).map(|d| d.concat()).unwrap_or_default()
}

/// A quotation in a newspaper, and after it something over and over.
fn news(bytes: usize, rest: &str) -> String {
    format!(
        "“We sold it,” said Ann Lee of Corrow on Tuesday, 3 May 2019. {}",
        rest.repeat(bytes / rest.len())
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks within marks, ten thousand deep, over and over.
fn nested(bytes: usize) -> String {
    let deep = format!("{}{}", "“‘a ".repeat(5000), "b’” ".repeat(5000));
    deep.repeat(bytes / deep.len() + 1)
}

fn numbered(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    for i in 0.. {
        if out.len() >= bytes {
            break;
        }
        out.push_str(&piece(i));
    }
    out
}

/// The name with this number, a syllable a digit: no two alike.
fn name(number: usize) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "de", "fi", "go", "lu", "man", "ner", "pol", "quin", "rus"];
    let digits = number.to_string();
    let mut name: String =
        digits.bytes().map(|d| SYLLABLES[usize::from(d - b'0') % SYLLABLES.len()]).collect();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}
