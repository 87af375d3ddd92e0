//! Fixtures whose truth the engine does not reach yet.

use std::collections::BTreeMap;

/// The list, in `fixtures/`.
pub const FILE: &str = "known-gaps.txt";

/// Reads a list: `path: reason` a line, paths from `fixtures/` without an extension, `#` begins a comment.
///
/// # Errors
///
/// A line without a reason, or a path that stands there twice.
pub fn parse(list: &str) -> Result<BTreeMap<&str, &str>, String> {
    let mut gaps = BTreeMap::new();
    for line in list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (path, reason) = line.split_once(':').ok_or(format!("{FILE}: no reason: {line}"))?;
        if reason.trim().is_empty() {
            return Err(format!("{FILE}: no reason: {line}"));
        }
        if gaps.insert(path.trim(), reason.trim()).is_some() {
            return Err(format!("{FILE}: twice: {path}"));
        }
    }
    Ok(gaps)
}
