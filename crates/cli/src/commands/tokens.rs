//! `inquit tokens`: how the text was read.

use crate::args::Tokens;
use crate::exit::Outcome;
use crate::{engine, input, output, render};
use std::io::Write;

pub(crate) fn run(args: &Tokens) -> anyhow::Result<Outcome> {
    let model = args.syntax.then(|| engine::syntax(&args.model)).transpose()?;
    let mut out = output::stdout();
    let outcome = input::for_each(&args.input, |article| {
        let doc = inquit_tokenizer::tokenize(article.text);
        if let Some(model) = &model {
            let syntax = inquit::syntax::analyse_with(model, &doc);
            render::conllu::document(&mut out, &article.id, &doc, &syntax)?;
        } else {
            render::tokens::document(&mut out, &article.id, &doc)?;
        }
        Ok(out.flush()?)
    })?;
    out.flush()?;
    Ok(outcome)
}
