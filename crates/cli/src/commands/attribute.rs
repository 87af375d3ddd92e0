//! `inquit attribute`: who said what.

use crate::args::Attribute;
use crate::exit::Outcome;
use crate::{input, model, output};
use anyhow::bail;
use inquit_formats::write::{Answer, Options};
use std::io::Write;

pub(crate) fn run(args: &Attribute) -> anyhow::Result<Outcome> {
    let mut engine = inquit::Engine::new().with_model(model::load(&args.model)?);
    if args.rules_only {
        engine = engine.rules_only();
    }
    let options = Options {
        offsets: args.offsets.into(),
        width: output::width(),
        colour: output::colour(),
        text: args.with_text,
    };
    let mut parts = args.format.parts(options);
    let [part] = parts.as_mut_slice() else {
        bail!("{} is made of several files, which standard output cannot hold", args.format.name());
    };
    let writer = &mut part.writer;
    let mut out = output::stdout();
    writer.begin(&mut out)?;
    let outcome = input::for_each(&args.input.paths, |article| {
        let found = engine.attribute(article.text);
        let mut answer = Answer::new(&article.id, &found);
        if let Some(wanted) = &args.speaker {
            answer = answer.only(|q| q.speaker.is_some_and(|s| wanted.is_match(&found.speaker(s).name)));
        }
        writer.document(&mut out, &answer)?;
        // A reader at the other end sees each document as soon as it is done.
        Ok(out.flush()?)
    })?;
    writer.end(&mut out)?;
    out.flush()?;
    Ok(outcome)
}
