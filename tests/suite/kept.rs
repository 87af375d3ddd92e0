//! The inputs that fuzzing kept, and bytes at random, through every target: a short smoke of `fuzz` without its tools.

use inquit_tests::{root, targets};
use proptest::prelude::*;
use std::fs;

#[test]
fn every_kept_input_holds() {
    for target in targets::ALL {
        let folder = root().join("fuzz/kept").join(target.name);
        let mut inputs: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
        inputs.sort();
        assert!(!inputs.is_empty(), "{} holds nothing", folder.display());
        for input in inputs {
            (target.run)(&fs::read(&input).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", input.display()));
        }
    }
}

#[test]
fn every_target_has_a_fuzzer() {
    for target in targets::ALL {
        let path = root().join("fuzz/fuzz_targets").join(target.name).with_extension("rs");
        assert!(path.is_file(), "{} is not there", path.display());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_at_random_hold(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for target in targets::ALL.iter().filter(|t| !t.slow) {
            if let Err(e) = (target.run)(&bytes) {
                return Err(TestCaseError::fail(format!("{}: {e}", target.name)));
            }
        }
    }
}
