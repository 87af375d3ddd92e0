//! The output keeps its contract.

use inquit_formats::write::{OffsetUnit, wire};
use inquit_tests::{engine, fixtures, root};
use serde_json::{Value, json};

const FILE: &str = "docs/schema/attribution-1.json";

#[test]
fn the_committed_schema_is_the_generated_one() {
    let path = root().join(FILE);
    let generated = wire::schema();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == generated,
        "{FILE} is out of date: `UPDATE_SCHEMA=1 cargo test -p inquit-tests schema` writes it"
    );
}

#[test]
fn every_answer_keeps_the_schema() {
    let schema: Value = serde_json::from_str(&wire::schema()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for path in fixtures().unwrap() {
        let found = engine().attribute(std::fs::read_to_string(&path).unwrap());
        let mut line = Vec::new();
        wire::Document::new("x", &found, OffsetUnit::Utf16).write_line(&mut line).unwrap();
        let answer: Value = serde_json::from_slice(&line).unwrap();
        if let Err(e) = schema.validate(&answer) {
            panic!("{}: {e} at {}", path.display(), e.instance_path());
        }
    }
}

#[test]
fn the_schema_refuses_what_is_none() {
    let schema: Value = serde_json::from_str(&wire::schema()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let good = json!({"schema": 1, "id": "x", "language": "en", "offsets": "chars",
        "quotations": [], "speakers": [], "diagnostics": []});
    assert!(schema.is_valid(&good));
    for (key, bad) in [("offsets", json!("words")), ("quotations", json!([{}])), ("more", json!(1))] {
        let mut answer = good.clone();
        answer[key] = bad;
        assert!(!schema.is_valid(&answer), "{key}");
    }
}
