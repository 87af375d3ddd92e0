//! `inquit attribute`: who said what.

use crate::args::{Attribute, Format};
use crate::exit::Outcome;
use crate::{input, output};
use inquit_formats::write;
use std::io::Write;

pub(crate) fn run(args: &Attribute) -> anyhow::Result<Outcome> {
    let engine = inquit::Engine::new();
    let view = output::text_view();
    let offsets = args.offsets.into();
    let mut out = output::stdout();
    let mut first = true;
    let outcome = input::for_each(&args.input.paths, |article| {
        let found = engine.attribute(article.text);
        match args.format {
            Format::Text => {
                if !std::mem::take(&mut first) {
                    out.write_all(b"\n")?;
                }
                view.write(&mut out, &article.id, &found)?;
            }
            Format::Json => write::json_pretty(&mut out, &article.id, &found, offsets)?,
            Format::Jsonl => write::json_line(&mut out, &article.id, &found, offsets)?,
        }
        // A reader at the other end sees each document as soon as it is done.
        Ok(out.flush()?)
    })?;
    out.flush()?;
    Ok(outcome)
}
