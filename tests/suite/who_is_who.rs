//! Who comes back under another name, an office or as a phrase: the cases of `fixtures/who-is-who`.

use inquit::Engine;
use inquit_tests::root;

/// What a report opens with. Its quotations are left out of the comparison.
const LEAD: &str = "VARDE, May 3 — Officials said that the mill was old, according to a report.\n\n";

/// The speakers of a case behind a lead, as its last line has them, and those that the engine finds.
fn case(lead: &str, text: &str, expected: &str) -> Option<String> {
    let text = format!("{lead}{text}");
    let answer = Engine::new().attribute(text.as_str());
    let name = |q: &&inquit::Quotation| q.content.first().is_some_and(|c| c.start() as usize >= lead.len());
    let found: Vec<_> = answer
        .quotations()
        .iter()
        .filter(name)
        .map(|q| q.speaker.map_or("?", |s| answer.speaker(s).name.as_str()))
        .collect();
    let expected: Vec<_> = expected.split('|').map(str::trim).collect();
    let same = found.len() == expected.len()
        && expected.iter().zip(&found).all(|(e, f)| *e == "*" || e.eq_ignore_ascii_case(f));
    (!same).then(|| format!("{}\n  expected {expected:?}\n  found    {found:?}", &text[lead.len()..]))
}

fn check(lead: &str, file: &str) {
    let path = root().join("fixtures/who-is-who").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let (mut lines, mut wrong, mut all) = (Vec::new(), Vec::new(), 0);
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        if let Some(expected) = line.strip_prefix('=') {
            all += 1;
            wrong.extend(case(lead, &lines.join("\n\n"), expected));
            lines.clear();
        } else {
            lines.push(line);
        }
    }
    assert!(all > 0 && lines.is_empty(), "help: each case of {file} ends with a line that begins with =");
    assert!(wrong.is_empty(), "{} of {all} cases of {file}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn names_of_all_lands() {
    check(LEAD, "names.cases");
}

#[test]
fn offices_and_trades() {
    check(LEAD, "offices.cases");
}

#[test]
fn bodies_by_their_sort() {
    check(LEAD, "bodies.cases");
}

#[test]
fn phrases_and_pronouns() {
    check(LEAD, "phrases.cases");
}

#[test]
fn people_of_stories() {
    check("", "stories.cases");
}
