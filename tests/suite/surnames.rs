//! People of the news whose surname is another word, too: named in full once, by the surname alone after that. Whatever the
//! surname is elsewhere, it is theirs.

use inquit::Engine;

/// First names, with what "she" or "he" the bearer is.
const FIRST: [(&str, &str); 8] = [
    ("Marta", "she"),
    ("James", "he"),
    ("June", "she"),
    ("Will", "he"),
    ("Ingrid", "she"),
    ("Omar", "he"),
    ("April", "she"),
    ("Thomas", "he"),
];

/// Surnames that are first names, titles, things, places, bodies, words or plurals.
const LAST: [&str; 64] = [
    "Wilson",
    "Martin",
    "James",
    "Olsen",
    "Hansen",
    "Elliott",
    "Jordan",
    "Gordon",
    "Ross",
    "Mitchell",
    "Stewart",
    "Allen",
    "King",
    "Pope",
    "Bishop",
    "Major",
    "Sergeant",
    "Judge",
    "Dean",
    "Knight",
    "Abbott",
    "Noble",
    "Church",
    "Hall",
    "Hill",
    "Park",
    "Lane",
    "Woods",
    "Fox",
    "Mills",
    "Rivers",
    "Brooks",
    "Lake",
    "Stone",
    "Banks",
    "Page",
    "Book",
    "Rice",
    "Washington",
    "Paris",
    "London",
    "Israel",
    "Young",
    "Brown",
    "Black",
    "White",
    "Green",
    "Sharp",
    "Swift",
    "Wise",
    "Strange",
    "Brand",
    "Price",
    "Cook",
    "Baker",
    "Hunt",
    "Hope",
    "Grant",
    "Chase",
    "Flores",
    "Hicks",
    "Sanders",
    "Reyes",
    "Winter",
];

/// What is wrong in an article about two people with such names: each of its quotations has to be somebody's by name.
fn wrong(last: &str, (first, pronoun): (&str, &str), (other_first, other): (&str, &str)) -> Vec<String> {
    let (one, two) = (format!("{first} {last}"), format!("{other_first} {other}"));
    let text = format!(
        "The town of Orme voted on Monday to close its bridge for a year.\n\n“It is a very long winter,” said {one}, a \
         historian in Orme.\n\nCampaigner {two} told reporters that nobody had read the report.\n\n{last} said the \
         harbour was too shallow.\n\n{last} was not impressed. “We have waited nine years for this,” \
         {pronoun} said.\n\nBut {other} insisted that it was too late.\n\n“The money is gone,” {last} said."
    );
    let answer = Engine::new().attribute(text.as_str());
    let found: Vec<_> =
        answer.quotations().iter().map(|q| q.speaker.map(|s| answer.speaker(s).name.as_str())).collect();
    let expected = [&one, &two, &one, &one, &two, &one].map(|name| Some(name.as_str()));
    if found == expected { Vec::new() } else { vec![format!("{one}: {found:?}")] }
}

#[test]
fn whoever_bears_a_word_for_a_surname_is_known_by_it() {
    let mut all = Vec::new();
    for (i, last) in LAST.iter().enumerate() {
        let (one, other) = (FIRST[i % FIRST.len()], FIRST[(i + 3) % FIRST.len()]);
        // Nobody's first name is the other's surname.
        let (one, other) = if [one.0, other.0].contains(last) { (FIRST[0], FIRST[5]) } else { (one, other) };
        all.extend(wrong(last, one, (other.0, "Lindqvist")));
    }
    assert!(all.is_empty(), "{} of {}:\n{}", all.len(), LAST.len(), all.join("\n"));
}
