//! The engine and its models, as the options of a command want them.

use crate::args::{self, Reading};
use anyhow::Context;
use inquit::Engine;
use inquit::encoder::Encoder;
use inquit::quotations::Scorer;
use inquit::syntax::Model;
use std::path::Path;

/// Makes the engine.
pub(crate) fn load(options: &Reading) -> anyhow::Result<Engine> {
    let mut engine = Engine::new();
    if options.rules_only {
        engine = engine.rules_only();
    }
    if options.tier != args::Tier::Light {
        engine = engine.with_tier(options.tier.into())?;
    }
    for path in &options.models {
        engine = with_model(engine, path)?;
    }
    if let Some(least) = options.min_confidence {
        engine = engine.min_confidence(least);
    }
    Ok(engine)
}

/// The engine with the model of a file in the place of its own of that kind.
fn with_model(engine: Engine, path: &Path) -> anyhow::Result<Engine> {
    let bytes = read(path)?;
    if let Ok(scorer) = Scorer::from_bytes(&bytes) {
        return Ok(engine.with_scorer(scorer));
    }
    if let Ok(encoder) = Encoder::from_bytes(&bytes) {
        return Ok(engine.with_encoder(encoder));
    }
    Ok(engine.with_model(syntax_model(&bytes, path)?))
}

/// The syntax model of a command line: that in a file, or the built-in one.
pub(crate) fn syntax(args: &args::Model) -> anyhow::Result<Model> {
    match &args.path {
        Some(path) => syntax_model(&read(path)?, path),
        None => Ok(Model::english().clone()),
    }
}

/// Reads a scorer of reports.
pub(crate) fn scorer(path: &Path) -> anyhow::Result<Scorer> {
    Scorer::from_bytes(&read(path)?)
        .with_context(|| format!("{}: can't be used as a scorer of reports", path.display()))
}

fn syntax_model(bytes: &[u8], path: &Path) -> anyhow::Result<Model> {
    Model::from_bytes(bytes).with_context(|| format!("{}: can't be used as a model", path.display()))
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{}: can't be read", path.display()))
}
