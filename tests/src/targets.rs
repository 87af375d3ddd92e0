//! What fuzzing runs: one function for each reader of bytes from outside. The fuzzer in `fuzz` calls them, and so does
//! `tests/suite/kept.rs`, over the inputs that were kept.

use crate::{engine, invariants, root, written};
use inquit::confidence::{MODELS, Table};
use inquit::encoder::{Encoder, Kind, Room};
use inquit::quotations::Scorer;
use inquit::syntax::{self, Model};
use inquit::tokenizer::{self, ParagraphId, SentenceId, TokenId, tokenize};
use inquit_formats::read::{self, Hint, Options};
use inquit_formats::write::{self, OffsetUnit};
use inquit_formats::{Documents, tiles};
use std::fs;
use std::sync::LazyLock;

/// A name, the folder of its kept inputs, and what to do with bytes.
pub struct Target {
    /// As in `fuzz/fuzz_targets` and `fuzz/corpus`.
    pub name: &'static str,
    /// Fails if something does not hold, in words.
    pub run: fn(&[u8]) -> Result<(), String>,
    /// Whether one run takes so long that a test can't do hundreds.
    pub slow: bool,
}

/// All of them.
pub const ALL: &[Target] = &[
    Target { name: "tokenizer", run: tokens, slow: false },
    Target { name: "engine", run: answer, slow: false },
    Target { name: "readers", run: articles, slow: false },
    Target { name: "models", run: load, slow: false },
    Target { name: "weights", run: weights, slow: true },
    Target { name: "cast", run: cast, slow: false },
    Target { name: "gold", run: gold, slow: false },
    Target { name: "writers", run: writers, slow: false },
];

/// Looks a target up and runs it.
///
/// # Panics
///
/// If what the target checks does not hold: that is how a fuzzer learns of it.
pub fn run(name: &str, bytes: &[u8]) {
    let target = ALL.iter().find(|t| t.name == name);
    let result = target.map_or_else(|| Err("no such target".to_owned()), |t| (t.run)(bytes));
    assert!(result.is_ok(), "{name}: {}", result.err().unwrap_or_default());
}

/// The tokenizer alone: fast, so the fuzzer gets far.
fn tokens(bytes: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(bytes);
    let document = tokenize(text.as_ref());
    if document.text() != text {
        return Err("the text has changed".to_owned());
    }
    let mut at = 0;
    for t in document.tokens() {
        let (start, end) = (t.range.start() as usize, t.range.end() as usize);
        if start < at || text.get(start..end).is_none_or(str::is_empty) {
            return Err(format!("token {:?} after byte {at}", t.range));
        }
        at = end;
    }
    quoted(&document)
}

/// Quoted stretches lie in the text and either apart or inside one another.
fn quoted(document: &tokenizer::Document) -> Result<(), String> {
    let mut open: Vec<u32> = Vec::new();
    for q in document.quoted() {
        open.retain(|end| *end > q.range.start());
        if open.iter().any(|end| *end < q.range.end()) {
            return Err(format!("{:?} crosses another", q.range));
        }
        open.push(q.range.end());
    }
    Ok(())
}

/// The whole engine on text, and every view of its answer.
fn answer(bytes: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(bytes);
    let found = engine().attribute(text.as_ref());
    invariants::check(&found)?;
    if tiles(&found).iter().any(|t| t.range.is_empty()) {
        return Err("an empty tile".to_owned());
    }
    Ok(())
}

/// Every reader: the first byte says under which name the rest comes in.
fn articles(bytes: &[u8]) -> Result<(), String> {
    const NAMES: [&str; 16] = [
        "x.txt",
        "x.jsonl",
        "x.json",
        "x",
        "x.md",
        "x.html",
        "x.csv",
        "x.tsv",
        "x.epub",
        "x.docx",
        "x.zip",
        "x.gz",
        "x.zst",
        "x.warc",
        "x.warc.gz",
        "x.parquet",
    ];
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let name = NAMES.get(usize::from(*first) % NAMES.len()).copied().unwrap_or_default();
    let mut options = Options::default();
    options.limits.document = 1 << 20;
    options.limits.unpacked = 1 << 24;
    for article in Documents::with(rest, Hint::from_path(name.as_ref()), options) {
        // Refused in words, or a text.
        match article {
            Ok(article) if article.text.len() > 1 << 23 => {
                return Err("a text longer than its limit".to_owned());
            }
            Ok(_) => {}
            Err(e) if e.to_string().is_empty() => return Err("an error without a word".to_owned()),
            Err(_) => {}
        }
    }
    Ok(())
}

/// The loaders of model files: bytes as they are, and bytes as the inside of a file whose checksum fits. What loads has to
/// work on a text.
fn load(bytes: &[u8]) -> Result<(), String> {
    const KINDS: [&[u8; 4]; 9] =
        [b"lexi", b"tagg", b"repo", b"sure", b"pars", b"cues", b"voca", b"word", b"head"];
    let sections: Vec<(&[u8; 4], Vec<u8>)> = bytes
        .split(|b| *b == b'|')
        .filter_map(|part| {
            let (kind, inside) = part.split_first()?;
            Some((*KINDS.get(usize::from(*kind) % KINDS.len())?, inside.to_vec()))
        })
        .collect();
    for file in [bytes.to_vec(), Model::to_bytes("fuzz", &sections)] {
        works(&file)?;
    }
    Ok(())
}

/// The models of the program with a few bytes changed, and a checksum that fits: the first byte says which, each five
/// after it where (four, from the end of the file's head on) and to what. What loads has to work on a text.
fn weights(bytes: &[u8]) -> Result<(), String> {
    static FILES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
        let models = ["syntax-en.bin", "reports-en.bin", "encoder-en.bin"];
        models.iter().filter_map(|m| fs::read(root().join("models").join(m)).ok()).collect()
    });
    const HEAD: usize = 28;
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let mut file =
        FILES.get(usize::from(*first) % FILES.len().max(1)).cloned().ok_or("the models are not there")?;
    let body = file.get_mut(HEAD..).unwrap_or_default();
    for [a, b, c, d, value] in rest.as_chunks().0 {
        let at = u32::from_le_bytes([*a, *b, *c, *d]) as usize % body.len().max(1);
        if let Some(byte) = body.get_mut(at) {
            *byte = *value;
        }
    }
    inquit::seal(&mut file);
    works(&file)
}

/// Opens a file as each kind of model; what opens has to work on a text.
fn works(file: &[u8]) -> Result<(), String> {
    let document = tokenize("“We won,” said Ann Lee, who had come by train in 1999.");
    if let Ok(model) = Model::from_bytes(file) {
        let syntax = syntax::analyse_with(&model, &document);
        let _ = syntax.is_verb(TokenId(3));
        for sentence in (0u32..).map(SentenceId).take(document.sentences().len()) {
            let _ = syntax.tree(&document, sentence);
        }
    }
    if let Ok(scorer) = Scorer::from_bytes(file)
        && !(0.0..=1.0).contains(&scorer.reports.probability(&[1, u32::MAX]))
    {
        return Err("a probability that is none".to_owned());
    }
    if let Ok(table) =
        std::str::from_utf8(file).map_err(drop).and_then(|text| Table::parse(text).map_err(drop))
    {
        for model in MODELS {
            if !(0.0..=1.0).contains(&table.estimate(model, &[("one", 1.0), ("lead", -3.0)])) {
                return Err(format!("a probability of {model} that is none"));
            }
        }
    }
    if let Ok(encoder) = Encoder::from_bytes(file) {
        for (_, reading) in encoder.read(&document, [ParagraphId(0)], &mut Room::default()) {
            for kind in [Kind::Cue, Kind::Content, Kind::Source] {
                let _ = reading.within(kind, 1);
            }
            let _ = reading.points(1);
        }
    }
    Ok(())
}

/// The reader of casts, and a text read with what it gives.
fn cast(bytes: &[u8]) -> Result<(), String> {
    match read::cast(bytes.to_vec()) {
        Ok(cast) => {
            let _ = cast.conflicts();
            let text = "“We won,” said Ann Lee. “At last,” said the mayor.";
            invariants::check(&engine().attribute_with_cast(text, &cast))
        }
        Err(e) if e.to_string().is_empty() => Err("an error without a word".to_owned()),
        Err(_) => Ok(()),
    }
}

/// The readers of gold: the first byte says which, the rest is the file and those beside it, parted by bytes that no UTF-8
/// has.
fn gold(bytes: &[u8]) -> Result<(), String> {
    const FILES: [&[&str]; 6] = [
        &["x.jsonl"],
        &["x.ann", "x.txt"],
        &["x.tsv", "x.txt"],
        &["x.tsv"],
        &["x.quotes", "x.tokens", "x.txt"],
        &["quotation_info.csv", "novel_text.txt", "character_info.csv"],
    ];
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let names = FILES.get(usize::from(*first) % FILES.len()).copied().unwrap_or_default();
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    for (name, bytes) in names.iter().zip(rest.split(|b| *b == 0xFF)) {
        fs::write(folder.path().join(name), bytes).map_err(|e| e.to_string())?;
    }
    let main = names.first().copied().unwrap_or_default();
    match inquit_evaluation::gold::read(&folder.path().join(main)) {
        Ok(documents) => {
            // What was read can be written and read again.
            let lines: String = documents.iter().map(inquit_evaluation::gold::to_line).collect();
            let again = folder.path().join("again.jsonl");
            fs::write(&again, lines).map_err(|e| e.to_string())?;
            let again = inquit_evaluation::gold::read(&again).map_err(|e| e.to_string())?;
            if again.len() == documents.len() { Ok(()) } else { Err("a document was lost".to_owned()) }
        }
        Err(e) if e.to_string().is_empty() => Err("an error without a word".to_owned()),
        Err(_) => Ok(()),
    }
}

/// Every writer: the first byte says how, then come an id and a text, parted by a byte that no UTF-8 has.
fn writers(bytes: &[u8]) -> Result<(), String> {
    let (how, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let mut parts = rest.splitn(2, |b| *b == 0xFF);
    let (id, text) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let units = [OffsetUnit::Chars, OffsetUnit::Bytes, OffsetUnit::Utf16];
    let options = write::Options {
        offsets: units.get(usize::from(how % 4)).copied().unwrap_or(OffsetUnit::Chars),
        text: how & 4 != 0,
        colour: how & 8 != 0,
        width: usize::from(how >> 4) * 8,
    };
    let found = engine().attribute(String::from_utf8_lossy(text));
    written::check(&String::from_utf8_lossy(id), &found, options)
}
