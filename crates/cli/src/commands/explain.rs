//! `inquit explain`: why.

use crate::args::Explain;
use crate::exit::Outcome;
use crate::{cast, input, output, render};
use inquit::QuotationId;
use std::io::Write;

pub(crate) fn run(args: &Explain) -> anyhow::Result<Outcome> {
    let engine = crate::engine::load(&args.reading)?;
    let cast = cast::load(&args.cast)?;
    let mut out = output::stdout();
    let mut skipped = false;
    let outcome = input::for_each(&args.input, |article| {
        let found = cast::attribute(&engine, article.text, cast.as_ref());
        let all = found.quotations().len() as u32;
        match args.quotation {
            Some(QuotationId(i)) if i >= all => {
                output::complain(format_args!(
                    "{}: there is no q{}; {}",
                    article.id,
                    u64::from(i) + 1,
                    last(all)
                ));
                skipped = true;
            }
            Some(id) => render::explain::quotation(&mut out, &found, id)?,
            None => render::explain::document(&mut out, &article.id, &found)?,
        }
        Ok(out.flush()?)
    })?;
    out.flush()?;
    Ok(if skipped { Outcome::Skipped } else { outcome })
}

fn last(all: u32) -> String {
    if all == 0 { "no quotation was found".to_owned() } else { format!("the last one is q{all}") }
}
