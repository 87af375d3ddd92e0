//! One test a text under `fixtures/`: its invariants hold, the answer is what its snapshot says, and what a careful
//! reader finds in it is found, unless `known-gaps.txt` says why not.

use inquit_formats::{Documents, read::Hint};
use inquit_tests::{engine, gaps, invariants, prose, truth::Truth};
use std::path::Path;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures");

type Outcome = datatest_stable::Result<()>;

fn fixture(path: &Path) -> Outcome {
    let file = std::io::BufReader::new(std::fs::File::open(path)?);
    for article in Documents::new(file, Hint::from_path(path)) {
        let article = article?;
        let found = engine().attribute(article.text.clone());
        invariants::check(&found)?;
        if invariants::bytes(&found) != invariants::bytes(&engine().attribute(article.text)) {
            return Err("a second run gives another answer".into());
        }
        snapshot(path, &prose::render(&article.id, &found)?);
        truth(path, &found)?;
    }
    Ok(())
}

/// Compares with `NAME.snap` beside the text. `INSTA_UPDATE=always` writes it anew.
fn snapshot(path: &Path, answer: &str) {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(path.parent().unwrap_or(path));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, answer));
}

/// Compares with `NAME.truth.toml` beside the text, if there is one.
fn truth(path: &Path, found: &inquit::Attribution) -> Outcome {
    let file = path.with_extension("truth.toml");
    if !file.exists() {
        return Ok(());
    }
    let differences = Truth::parse(&std::fs::read_to_string(file)?)?.differences(found)?;

    let list = std::fs::read_to_string(Path::new(FIXTURES).join(gaps::FILE))?;
    let name = path.strip_prefix(FIXTURES)?.with_extension("").to_string_lossy().into_owned();
    let gap = gaps::parse(&list)?.get(name.as_str()).copied();
    match (gap, differences.is_empty()) {
        (None, true) | (Some(_), false) => Ok(()),
        (None, false) => Err(format!(
            "{name} differs from its truth:\n  {}\nmend it, or add it to {} with a reason",
            differences.join("\n  "),
            gaps::FILE
        )
        .into()),
        (Some(reason), true) => {
            Err(format!("{name} is as it should be: delete it from {} ({reason})", gaps::FILE).into())
        }
    }
}

datatest_stable::harness! {
    // In a folder: the list of gaps is no text.
    { test = fixture, root = FIXTURES, pattern = r"/[^/]*\.txt$" },
}
