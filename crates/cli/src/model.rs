//! The model that a command line asks for.

use crate::args;
use anyhow::Context;
use inquit::syntax::Model;

/// The model of a command line: that in a file, or the built-in one.
pub(crate) fn load(args: &args::Model) -> anyhow::Result<Model> {
    let Some(path) = &args.path else { return Ok(Model::english().clone()) };
    let bytes = std::fs::read(path).with_context(|| format!("{}: can't be read", path.display()))?;
    Model::from_bytes(&bytes).with_context(|| format!("{}: can't be used as a model", path.display()))
}
