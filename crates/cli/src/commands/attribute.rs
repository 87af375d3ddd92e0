//! `inquit attribute`: who said what.

use crate::args::{Attribute, Format};
use crate::exit::Outcome;
use crate::{input, output};
use inquit_formats::write::wire;
use std::io::Write;

pub(crate) fn run(args: &Attribute) -> anyhow::Result<Outcome> {
    let mut engine = inquit::Engine::new();
    if args.rules_only {
        engine = engine.rules_only();
    }
    let view = output::text_view();
    let mut out = output::stdout();
    let mut first = true;
    let outcome = input::for_each(&args.input.paths, |article| {
        let found = engine.attribute(article.text);
        let keep = |q: &inquit::Quotation| {
            let name = q.speaker.map_or("", |s| &found.speaker(s).name);
            args.speaker.as_ref().is_none_or(|wanted| q.speaker.is_some() && wanted.is_match(name))
        };
        if matches!(args.format, Format::Text) {
            if !std::mem::take(&mut first) {
                out.write_all(b"\n")?;
            }
            view.write_some(&mut out, &article.id, &found, keep)?;
        } else {
            let mut answer = wire::Document::new(&article.id, &found, args.offsets.into());
            answer.retain(&found, keep);
            match args.format {
                Format::Jsonl => answer.write_line(&mut out)?,
                _ => answer.write_indented(&mut out)?,
            }
        }
        // A reader at the other end sees each document as soon as it is done.
        Ok(out.flush()?)
    })?;
    out.flush()?;
    Ok(outcome)
}
