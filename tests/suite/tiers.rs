//! The deep tier: what holds of any answer holds of its answers, and where the encoder isn't asked nothing changes.

use inquit::{Engine, Tier};
use inquit_tests::{engine, fixtures, invariants};
use std::thread;

fn deep() -> Engine {
    Engine::new().with_tier(Tier::Deep).expect("the tests are built with the encoder")
}

/// A few fixtures; the encoder takes its time where nothing is optimised.
fn texts() -> Vec<String> {
    let all = fixtures().unwrap();
    all.iter().step_by(9).map(|f| std::fs::read_to_string(f).unwrap()).collect()
}

#[test]
fn answers_of_the_deep_tier_hold_what_all_answers_hold() {
    let engine = deep();
    for text in texts() {
        let found = engine.attribute(text.as_str());
        invariants::check(&found).unwrap_or_else(|e| panic!("{e} in {text}"));
        assert!(found.is_deep());
    }
}

#[test]
fn threads_change_nothing() {
    let engine = deep();
    let texts: Vec<String> = texts().into_iter().take(4).collect();
    let answers = || -> Vec<_> {
        texts.iter().map(|t| invariants::bytes(&engine.attribute(t.as_str()))).collect()
    };
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
    let back = deep().with_tier(Tier::Light).unwrap();
    for text in texts().into_iter().take(3) {
        assert_eq!(
            invariants::bytes(&back.attribute(text.as_str())),
            invariants::bytes(&engine().attribute(text.as_str()))
        );
    }
}

#[test]
fn a_call_that_no_list_knows_is_found_by_the_encoder_with_its_source() {
    let text = "The council met on Monday, Jan. 4, in Northmark. In the eyes of Mayor Edda Holm, the bridge is a danger to \
                everyone who crosses it.";
    let found = deep().attribute(text);
    let q = found.quotations().iter().find(|q| q.source.is_some_and(|s| found.text_of(s).contains("Holm")));
    assert!(q.is_some(), "{:?}", found.quotations());
}
