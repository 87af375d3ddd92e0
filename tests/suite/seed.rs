//! What has to be found in `fixtures/news/mexico.txt`, one statement a test.

use inquit::{Attribution, Quotation, QuotationKind, Speaker};
use std::sync::OnceLock;

fn answer() -> &'static Attribution {
    static ANSWER: OnceLock<Attribution> = OnceLock::new();
    ANSWER.get_or_init(|| {
        let path = inquit_tests::root().join("fixtures/news/mexico.txt");
        inquit_tests::engine().attribute(std::fs::read_to_string(path).unwrap())
    })
}

/// The quotation whose content begins with these words.
fn quotation(begin: &str) -> &'static Quotation {
    let found = answer().quotations().iter().find(|q| found_text(q).starts_with(begin));
    found.unwrap_or_else(|| panic!("no quotation begins with {begin:?}"))
}

fn found_text(q: &Quotation) -> &'static str {
    q.content.first().map_or("", |&r| answer().text_of(r))
}

fn source(q: &Quotation) -> &'static str {
    q.source.map_or("", |r| answer().text_of(r))
}

fn cue(q: &Quotation) -> &'static str {
    q.cue.map_or("", |r| answer().text_of(r))
}

fn speaker(q: &Quotation) -> &'static Speaker {
    answer().speaker(
        q.speaker.unwrap_or_else(|| panic!("nobody says {:?}: {}", found_text(q), q.evidence.speaker)),
    )
}

/// The one speaker that has a mention of these words.
fn who(words: &str) -> &'static Speaker {
    let of = |s: &&Speaker| s.mentions.iter().any(|&r| answer().text_of(r) == words);
    let all: Vec<_> = answer().speakers().iter().filter(of).collect();
    assert_eq!(all.len(), 1, "speakers mentioned as {words:?}: {all:?}");
    all[0]
}

/// The text says nothing of who says it, and the answer says why.
fn assert_untold(q: &Quotation) {
    let who = q.speaker.map(|s| &answer().speaker(s).name);
    assert!(who.is_none(), "{who:?} says {:?}: {}", found_text(q), q.evidence.speaker);
    assert!(!q.evidence.speaker.is_empty());
}

#[test]
fn the_headline_is_the_officials() {
    let q = quotation("there will be 'no mass deportations'");
    assert_eq!((q.kind, cue(q), source(q)), (QuotationKind::Mixed, "tells", "U.S. official"));
    assert_eq!(speaker(q).name, "U.S. official");
}

#[test]
fn both_quotations_that_stand_alone_have_no_speaker() {
    for begin in ["\"If we are not given a meeting", "\"The President has directed"] {
        let q = quotation(begin);
        assert_eq!((q.kind, q.cue, q.source), (QuotationKind::Direct, None, None));
        assert_untold(q);
    }
}

#[test]
fn members_of_the_party_say_two_things() {
    let party = "Members of Mexico's leading left opposition party, the Democratic Revolution";
    let said = quotation("that both Tillerson and Kelly were not welcome");
    let called = quotation("President Peña Nieto to boycott");
    assert_eq!((cue(said), source(said)), ("said", party));
    assert_eq!((cue(called), source(called)), ("called for", party));
    assert_eq!(said.speaker, called.speaker);
    assert!(said.speaker.is_some());
}

#[test]
fn videgaray_is_quoted_in_part() {
    let q = quotation("his country could not \"accept unilateral decisions");
    assert_eq!(
        (q.kind, cue(q), source(q)),
        (QuotationKind::Mixed, "said", "Mexican Foreign Minister Luis Videgaray")
    );
    let verbatim: Vec<_> = q.verbatim.iter().map(|&r| answer().text_of(r)).collect();
    assert_eq!(verbatim, ["\"accept unilateral decisions imposed by one government on another\""]);
    assert_eq!(speaker(q).name, "Luis Videgaray");
}

#[test]
fn he_hinted_is_clark() {
    let said = quotation("Mexico can simply refuse");
    assert_eq!((said.kind, cue(said)), (QuotationKind::Indirect, "said"));
    assert_eq!(speaker(said).name, "Victor Clark");
    let hinted = quotation("that Mexico might seek to challenge");
    assert_eq!((cue(hinted), source(hinted)), ("hinted", "He"));
    assert_eq!(hinted.speaker, said.speaker);
}

#[test]
fn the_newspaper_reports() {
    // What the documents show may count as part of what the newspaper reports.
    let times = answer().quotations().iter().find(|q| cue(q) == "reported").unwrap();
    assert!(found_text(times).contains("the new immigration guidelines would include"));
    assert_eq!(source(times), "the New York Times");
    assert!(speaker(times).name.ends_with("New York Times"));
}

#[test]
fn the_research_centre_is_according_to() {
    let wilson = quotation("The number of Mexicans crossing the border illegally");
    assert_eq!((cue(wilson), source(wilson)), ("according to", "the Wilson Center"));
    assert!(speaker(wilson).name.ends_with("Wilson Center"));
}

#[test]
fn trump_says_it_himself() {
    let q = quotation("he will tax most of those imports");
    assert_eq!((cue(q), source(q)), ("says", "President Trump"));
    assert!(speaker(q).name.ends_with("Trump"), "{:?}", speaker(q).name);
}

#[test]
fn pence_and_tillerson_are_a_group_of_two() {
    let q = quotation("that Washington was committed to its European allies");
    assert_eq!(source(q), "Mike Pence, the vice-president, and Mr Tillerson");
    let members: Vec<_> = speaker(q).members.iter().map(|&m| answer().speaker(m).name.as_str()).collect();
    assert_eq!(members, ["Mike Pence", "Rex Tillerson"]);
}

#[test]
fn he_said_with_nobody_to_point_at_stays_open() {
    let q = quotation("President Trump's sweeping immigration reforms");
    assert_eq!(source(q), "He");
    assert_untold(q);
}

#[test]
fn one_person_has_many_names() {
    let tillerson = who("Secretary Tillerson");
    for words in ["Secretary of State Rex Tillerson", "Tillerson", "Mr Tillerson"] {
        assert_eq!(who(words), tillerson, "{words}");
    }
    // In the text an “ñ” is once written without its tilde.
    assert_eq!(who("Pena Nieto"), who("President Peña Nieto"));
}

#[test]
fn the_byline_says_nothing() {
    let speakers = answer().quotations().iter().filter_map(|q| q.speaker);
    assert!(speakers.map(|s| answer().speaker(s)).all(|s| !s.name.contains("Wright")));
}
