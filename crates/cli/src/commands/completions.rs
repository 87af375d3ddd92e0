//! `inquit completions` and `inquit man`: made from the command line itself, so that they never differ from it.

use crate::args::{Args, Completions, Man};
use crate::exit::Outcome;
use crate::output;
use anyhow::bail;
use clap::CommandFactory;
use std::io::Write;

pub(crate) fn completions(args: &Completions) -> anyhow::Result<Outcome> {
    // Into memory first: the library takes a closed pipe for a reason to panic.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "inquit", &mut script);
    print(&script)
}

pub(crate) fn man(args: &Man) -> anyhow::Result<Outcome> {
    let mut command = Args::command();
    command.build();
    let (title, command) = match &args.page {
        None => ("inquit".to_owned(), command),
        Some(name) => match command.find_subcommand(name) {
            Some(found) => (format!("inquit-{name}"), found.clone()),
            None => bail!("there is no command {name}; see inquit --help"),
        },
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).title(title).render(&mut page)?;
    print(&page)
}

fn print(bytes: &[u8]) -> anyhow::Result<Outcome> {
    let mut out = output::stdout();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Outcome::Complete)
}
