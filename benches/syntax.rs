//! Times what each word does: tags, trees with names, on one core; see README.md.

use inquit::{syntax, tokenizer};
use inquit_benches::{Genre, documents};
use std::error::Error;
use std::io::{self, Write};
use std::time::Instant;

/// Runs of which the best counts.
const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let kilobytes = match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => 1000,
        [kilobytes] => kilobytes.parse()?,
        _ => return Err("usage: cargo bench -p inquit-benches --bench syntax [-- KILOBYTES]".into()),
    };
    let mut out = io::stdout().lock();
    writeln!(out, "| text | tokens | tokenized | tags | trees and names | text to all of it |")?;
    writeln!(out, "|---|---:|---:|---:|---:|---:|")?;
    for genre in Genre::ALL {
        let texts = documents(genre, kilobytes * 1000)?;
        let (mut best, mut tokens) = ([f64::INFINITY; 4], 0);
        for _ in 0..RUNS {
            let begin = Instant::now();
            let docs: Vec<_> = texts.iter().map(|text| tokenizer::tokenize(text.as_str())).collect();
            let cut = begin.elapsed().as_secs_f64();
            let tagged: Vec<_> = docs.iter().map(syntax::analyse).collect();
            let tags = begin.elapsed().as_secs_f64();
            let mut found = 0;
            for (doc, syntax) in docs.iter().zip(&tagged) {
                for sentence in 0..doc.sentences().len() {
                    found += syntax.tree(doc, sentence.into()).names().len();
                }
            }
            let all = begin.elapsed().as_secs_f64();
            std::hint::black_box(found);
            tokens = docs.iter().map(|d| d.tokens().len()).sum();
            for (best, now) in best.iter_mut().zip([cut, tags - cut, all - tags, all]) {
                *best = best.min(now);
            }
        }
        let [cut, tags, trees, all] = best.map(|seconds| format!("{:.0}/s", tokens as f64 / seconds));
        writeln!(out, "| {} | {tokens} | {cut} | {tags} | {trees} | {all} |", genre.name())?;
    }
    Ok(())
}
