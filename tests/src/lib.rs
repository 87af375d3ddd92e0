//! What the regression tests share: invariants of every answer, truths written by hand, answers as marked-up prose.

pub mod gaps;
pub mod invariants;
pub mod prose;
pub mod targets;
pub mod truth;
pub mod written;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The engine all tests share; making one reads the language data.
#[must_use]
pub fn engine() -> &'static inquit::Engine {
    static ENGINE: OnceLock<inquit::Engine> = OnceLock::new();
    ENGINE.get_or_init(inquit::Engine::new)
}

/// The engine of the deep tier, for stories as for news, made once.
///
/// # Panics
///
/// If the tests were built without the encoder.
#[must_use]
pub fn deep() -> &'static inquit::Engine {
    static ENGINE: OnceLock<inquit::Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        inquit::Engine::new().with_tier(inquit::Tier::Deep).expect("the tests are built with the encoder")
    })
}

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// The texts under `fixtures/`, sorted by path.
///
/// # Errors
///
/// If a folder cannot be read.
pub fn fixtures() -> std::io::Result<Vec<PathBuf>> {
    let mut texts = Vec::new();
    let mut folders = vec![root().join("fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "txt") && !path.ends_with(gaps::FILE) {
                texts.push(path);
            }
        }
    }
    texts.sort();
    Ok(texts)
}

/// The example in README.md compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
