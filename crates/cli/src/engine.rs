//! The engine, as the options of a command want it.

use crate::args::Reading;
use anyhow::Context;
use inquit::Engine;
use inquit::quotations::Scorer;
use inquit::syntax::Model;
use std::path::Path;

/// Makes the engine.
pub(crate) fn load(options: &Reading) -> anyhow::Result<Engine> {
    let mut engine = Engine::new();
    if options.rules_only {
        engine = engine.rules_only();
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
    let bytes = std::fs::read(path).with_context(|| format!("{}: can't be read", path.display()))?;
    if let Ok(scorer) = Scorer::from_bytes(&bytes) {
        return Ok(engine.with_scorer(scorer));
    }
    let model =
        Model::from_bytes(&bytes).with_context(|| format!("{}: can't be used as a model", path.display()))?;
    Ok(engine.with_model(model))
}

/// Reads a scorer of reports.
pub(crate) fn scorer(path: &Path) -> anyhow::Result<Scorer> {
    let bytes = std::fs::read(path).with_context(|| format!("{}: can't be read", path.display()))?;
    Scorer::from_bytes(&bytes)
        .with_context(|| format!("{}: can't be used as a scorer of reports", path.display()))
}
