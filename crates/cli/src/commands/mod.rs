//! What the tool does, one file a command.

mod attribute;
mod completions;
mod explain;
mod stats;
mod tokens;

use crate::args::{Args, Command};
use crate::exit::Outcome;

/// Runs the command of a command line.
pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    match args.command {
        Command::Attribute(args) => attribute::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Tokens(args) => tokens::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Completions(args) => completions::completions(&args),
        Command::Man(args) => completions::man(&args),
    }
}
