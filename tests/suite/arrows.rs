//! The arrows between the crates run one way, and the core does no I/O.

use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Command;

/// From the bottom up; a crate may use those before it.
const LAYERS: [&str; 6] =
    ["inquit-tokenizer", "inquit", "inquit-formats", "inquit-evaluation", "inquit-training", "inquit-cli"];

/// All that the core may use.
const CORE: [&str; 8] = [
    "aho-corasick",
    "bytemuck",
    "pulp",
    "regex",
    "rustc-hash",
    "thiserror",
    "unicode-general-category",
    "unicode-normalization",
];

/// The dependencies that ship, by package.
fn dependencies() -> BTreeMap<String, Vec<String>> {
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(inquit_tests::root())
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let list = |v: &Value| v.as_array().cloned().unwrap_or_default();
    let packages = list(&metadata["packages"]);
    packages
        .iter()
        .map(|p| {
            let shipped = list(&p["dependencies"]).into_iter().filter(|d| d["kind"] != "dev");
            (text(&p["name"]), shipped.map(|d| text(&d["name"])).collect())
        })
        .collect()
}

#[test]
fn no_crate_arrow_runs_back() {
    let dependencies = dependencies();
    for (layer, name) in LAYERS.iter().enumerate() {
        let used = dependencies.get(*name).unwrap_or_else(|| panic!("{name} is not in the workspace"));
        for d in used.iter().filter(|d| d.starts_with("inquit")) {
            let below = LAYERS.iter().take(layer).any(|l| l == d);
            assert!(below, "{name} must not use {d}: the order is {}", LAYERS.join(" ← "));
        }
    }
}

#[test]
fn only_the_program_and_the_benches_train() {
    for (name, used) in dependencies() {
        let beside = ["inquit-training", "inquit-benches", "inquit-cli"].contains(&name.as_str());
        assert!(
            beside || !used.iter().any(|d| d == "inquit-training"),
            "{name} must not use inquit-training"
        );
    }
}

#[test]
fn the_core_uses_nothing_that_reads_or_writes() {
    let dependencies = dependencies();
    for name in ["inquit-tokenizer", "inquit"] {
        for d in dependencies.get(name).into_iter().flatten().filter(|d| !d.starts_with("inquit")) {
            assert!(CORE.contains(&d.as_str()), "{name} uses {d}; the core may use {CORE:?} and does no I/O");
        }
    }
}
