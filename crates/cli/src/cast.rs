//! `--cast`: who can speak.

use crate::args;
use crate::output::complain;
use anyhow::Context;
use inquit::{Attribution, Cast, Engine};
use inquit_formats::read;
use std::fs;

/// How many names that several bear are told one by one.
const TOLD: usize = 10;

/// Reads the list, if there is one, and tells which names in it are not clear.
pub(crate) fn load(args: &args::Cast) -> anyhow::Result<Option<Cast>> {
    let Some(path) = &args.path else { return Ok(None) };
    let bytes = fs::read(path).with_context(|| format!("{}: cannot read it", path.display()))?;
    let cast = read::cast(bytes).with_context(|| format!("{}: no cast", path.display()))?;
    let conflicts = cast.conflicts();
    for c in conflicts.iter().take(TOLD) {
        complain(format_args!(
            "{}: {:?} is a name of {}; whoever of them was named last is meant",
            path.display(),
            c.alias,
            c.members.join(" and ")
        ));
    }
    if let Some(more) = conflicts.len().checked_sub(TOLD).filter(|m| *m > 0) {
        complain(format_args!("{}: {more} more names are those of several members", path.display()));
    }
    Ok(Some(if args.open { cast.open() } else { cast }))
}

/// Reads a text with or without a cast.
pub(crate) fn attribute(engine: &Engine, text: String, cast: Option<&Cast>) -> Attribution {
    match cast {
        Some(cast) => engine.attribute_with_cast(text, cast),
        None => engine.attribute(text),
    }
}
