//! What the tool does, one file a command.

mod attribute;
mod completions;
mod evaluate;
mod explain;
mod review;
mod stats;
mod tokens;
mod train;

use crate::args::{Args, Command};
use crate::exit::Outcome;

/// Runs the command of a command line.
pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    match args.command {
        Command::Attribute(args) => attribute::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Review(args) => review::run(&args),
        Command::Train(args) => train::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Tokens(args) => tokens::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Completions(args) => completions::completions(&args),
        Command::Man(args) => completions::man(&args),
    }
}
