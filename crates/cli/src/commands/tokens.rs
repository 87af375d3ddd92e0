//! `inquit tokens`: how the text was read.

use crate::args::Tokens;
use crate::exit::Outcome;
use crate::{input, output, render};
use std::io::Write;

pub(crate) fn run(args: &Tokens) -> anyhow::Result<Outcome> {
    let mut out = output::stdout();
    let outcome = input::for_each(&args.input.paths, |article| {
        let doc = inquit_tokenizer::tokenize(article.text);
        if args.conllu {
            let syntax = inquit::syntax::analyse(&doc);
            render::conllu::document(&mut out, &article.id, &doc, &syntax)?;
        } else {
            render::tokens::document(&mut out, &article.id, &doc)?;
        }
        Ok(out.flush()?)
    })?;
    out.flush()?;
    Ok(outcome)
}
