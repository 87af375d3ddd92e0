//! `inquit attribute`: who said what.

use crate::args::Attribute;
use crate::batch;
use crate::exit::Outcome;

pub(crate) fn run(args: &Attribute) -> anyhow::Result<Outcome> {
    batch::run(args)
}
