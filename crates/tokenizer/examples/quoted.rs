//! Shows how the tokenizer reads a text: `cargo run -p inquit-tokenizer --example quoted -- FILE` prints paragraphs,
//! stretches between quotation marks and diagnostics, one JSON object a line. Ranges are in bytes.
#![allow(clippy::print_stdout)]

use inquit_tokenizer::{TextRange, tokenize};

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let doc = tokenize(std::fs::read_to_string(&path)?);
        for (i, p) in doc.paragraphs().iter().enumerate() {
            print("paragraph", p.range, &format!(",\"id\":{i},\"kind\":\"{:?}\"", p.kind));
        }
        for (i, q) in doc.quoted().iter().enumerate() {
            let continues = q.continues.map_or(-1, |c| i64::from(c.0));
            let more = format!(
                ",\"id\":{i},\"paragraph\":{},\"depth\":{},\"style\":\"{:?}\",\"closed\":{},\"continues\":{continues}",
                q.paragraph.0,
                q.depth,
                q.style,
                q.close.is_some(),
            );
            print("quoted", q.inner, &more);
        }
        for s in doc.sentences() {
            print("sentence", s.range, "");
        }
        for t in doc.tokens() {
            print("token", t.range, &format!(",\"kind\":\"{:?}\"", t.kind));
        }
        for d in doc.diagnostics() {
            print("diagnostic", d.range, &format!(",\"code\":\"{}\"", d.code.as_str()));
        }
    }
    Ok(())
}

fn print(what: &str, range: TextRange, more: &str) {
    println!("{{\"what\":\"{what}\",\"start\":{},\"end\":{}{more}}}", range.start(), range.end());
}
