# The recipes that people use and that .ci/run is made of. `just` lists them.

_default:
    @just --list

# Everything a change has to pass
ci:
    .ci/run

# All tests
test:
    cargo test --workspace

# Format and lint, warnings as errors
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings

# Scores against the gold data beside the project; fails below the floors
accuracy *ARGS:
    cargo build --release
    .ci/accuracy {{ARGS}}

# Other tools read every output; needs Python
interop:
    cargo build
    tests/interop/run target/debug/inquit

# Show what the snapshots and schema would become: review with `git diff`
update:
    INSTA_UPDATE=always UPDATE_SCHEMA=1 TRYCMD=overwrite cargo test --workspace

# Speed and memory; see benches/README.md
bench *ARGS:
    cargo bench -p inquit-benches --bench pipeline -- {{ARGS}}

# Licences and advisories of the dependencies
deny:
    cargo deny check
