//! The deep tier: what holds of any answer holds of its answers, and where the encoder isn't asked nothing changes.

use inquit::{Engine, Tier};
use inquit_tests::{deep, engine, fixtures, invariants};
use std::thread;

/// A few fixtures; the encoder takes its time where nothing is optimised.
fn texts() -> Vec<String> {
    let all = fixtures().unwrap();
    all.iter().step_by(9).map(|f| std::fs::read_to_string(f).unwrap()).collect()
}

#[test]
fn answers_of_the_deep_tier_hold_what_all_answers_hold() {
    for text in texts() {
        let found = deep().attribute(text.as_str());
        invariants::check(&found).unwrap_or_else(|e| panic!("{e} in {text}"));
        assert!(found.is_deep());
    }
}

#[test]
fn threads_change_nothing() {
    let texts: Vec<String> = texts().into_iter().take(4).collect();
    let answers =
        || -> Vec<_> { texts.iter().map(|t| invariants::bytes(&deep().attribute(t.as_str()))).collect() };
    let alone = answers();
    thread::scope(|s| {
        let others: Vec<_> = (0..2).map(|_| s.spawn(answers)).collect();
        for other in others {
            assert!(other.join().unwrap() == alone, "a thread gives another answer");
        }
    });
}

#[test]
fn stories_are_read_by_the_light_tier_unless_asked_otherwise() {
    let story = "“We must go,” she said. He shook his head and looked at her. “I never said so,” she cried, and he \
                 laughed. She turned her back on him, and he followed her down to the boat that he had mended for her.";
    let auto = Engine::new().with_tier(Tier::Auto).unwrap();
    let found = auto.attribute(story);
    assert!(!found.is_deep());
    assert_eq!(invariants::bytes(&found), invariants::bytes(&engine().attribute(story)));
}

#[test]
fn the_light_tier_is_the_default() {
    let back = Engine::new().with_tier(Tier::Deep).and_then(|e| e.with_tier(Tier::Light)).unwrap();
    for text in texts().into_iter().take(3) {
        assert_eq!(
            invariants::bytes(&back.attribute(text.as_str())),
            invariants::bytes(&engine().attribute(text.as_str()))
        );
    }
}

#[test]
fn the_encoder_finds_with_its_source_what_the_light_tier_misses() {
    let text = "Governor Edda Holm has long been under the impression that the Old Harbour Bridge belongs to the state of \
                Northmark.";
    assert!(
        engine().attribute(text).quotations().is_empty(),
        "help: find another text that needs the encoder"
    );
    let found = deep().attribute(text);
    let [q] = found.quotations() else { panic!("{:?}", found.quotations()) };
    assert_eq!(q.source.map(|s| found.text_of(s)), Some("Governor Edda Holm"));
    assert!(found.text_of(q.content[0]).starts_with("that the Old Harbour Bridge"));
}
