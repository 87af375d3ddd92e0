//! The same input gives the same bytes out, on any number of threads.

use inquit_tests::{engine, fixtures, invariants::bytes};
use std::thread;

/// What each fixture gives, in order.
fn answers(texts: &[String]) -> Vec<Vec<u8>> {
    texts.iter().map(|t| bytes(&engine().attribute(t.as_str()))).collect()
}

#[test]
fn threads_change_nothing() {
    let texts: Vec<_> =
        fixtures().unwrap().into_iter().map(|f| std::fs::read_to_string(f).unwrap()).collect();
    let alone = answers(&texts);
    thread::scope(|s| {
        let others: Vec<_> = (0..4).map(|_| s.spawn(|| answers(&texts))).collect();
        for other in others {
            assert!(other.join().unwrap() == alone, "a thread gives another answer");
        }
    });
}

#[test]
fn a_new_engine_gives_the_same() {
    for path in fixtures().unwrap() {
        let text = std::fs::read_to_string(&path).unwrap();
        let fresh = bytes(&inquit::Engine::new().attribute(text.as_str()));
        assert!(fresh == bytes(&engine().attribute(text)), "{}", path.display());
        if path.starts_with(inquit_tests::root().join("fixtures/news")) {
            break; // making an engine takes its time
        }
    }
}
