#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| inquit_tests::targets::run("writers", bytes));
