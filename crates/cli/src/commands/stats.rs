//! `inquit stats`: who says how much.

use crate::args::Stats;
use crate::exit::Outcome;
use crate::output::{self, complain};
use crate::stats::{Results, Table, render};
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &Stats) -> anyhow::Result<Outcome> {
    let stdin = [PathBuf::from("-")];
    let paths = if args.paths.is_empty() { &stdin } else { args.paths.as_slice() };
    let mut table = Table::new(args.by);
    let mut outcome = Outcome::Complete;
    for path in paths {
        if let Err(e) = open(path).map_err(Into::into).and_then(|file| count(file, &mut table)) {
            complain(format_args!("{}: {e:#}", path.display()));
            outcome = Outcome::Skipped;
        }
    }
    let mut out = output::stdout();
    render(&mut out, &table, args.format, args.top)?;
    out.flush()?;
    Ok(outcome)
}

fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    Ok(if path.as_os_str() == "-" { Box::new(io::stdin().lock()) } else { Box::new(File::open(path)?) })
}

fn count(file: Box<dyn Read>, table: &mut Table) -> anyhow::Result<()> {
    for document in Results::new(BufReader::with_capacity(1 << 16, file)) {
        table.add(&document?);
    }
    Ok(())
}
