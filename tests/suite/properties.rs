//! What holds for any text, checked on random ones.

use inquit_tests::{engine, invariants};
use proptest::prelude::*;

/// Words and marks that mean something to the engine, in any order.
const PIECES: [&str; 64] = [
    "\"",
    "“",
    "”",
    "'",
    "‘",
    "’",
    "«",
    "»",
    "„",
    "‹",
    "›",
    "「",
    "」",
    "『",
    "』",
    "``",
    "''",
    "—",
    "– ",
    "―", // marks
    ",",
    ".",
    "?",
    "!",
    ":",
    ";",
    "...",
    "(",
    ")",
    "-",
    "•",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}", // layout
    "said",
    "says",
    "told",
    "according to",
    "claim",
    "asked",
    "has denied",
    "thinks that",
    "that",
    "wrote", // cues
    "Ann Lee",
    "Mr. Lee",
    "Dr",
    "he",
    "She",
    "they",
    "I",
    "the ministry",
    "officials",
    "Q",
    "A",
    "O’Brien", // names
    "U.S.",
    "not",
    "a report",
    "é",
    "𝄞",
    "\u{301}",
];

fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        2 => "[a-zA-Z]{1,8}",
        1 => any::<char>().prop_map(String::from),
    ];
    // Mostly with spaces, sometimes without.
    prop::collection::vec((piece, prop::bool::weighted(0.75)), 0..80).prop_map(|pieces| {
        pieces.into_iter().map(|(p, space)| if space { format!("{p} ") } else { p }).collect()
    })
}

/// Sentences that are quotations, put together at random.
fn prose() -> impl Strategy<Value = String> {
    let sentence = prop::sample::select(vec![
        "“We won,” said Ann Lee. ",
        "\"It was fun,\" she said, \"but short.\" ",
        "Mr Lee told reporters that the bridge would be “a disgrace” by spring. ",
        "According to the ministry, nobody was hurt. ",
        "The claim by Ann Lee that he lied was false. ",
        "He said. ",
        "“One\n\n“Two\n\n“Three,” said the man. ",
        "'Tis late,' he said. ",
        "— Yes, said Ann. — No.\n",
        "Ann Lee and Bob Hope said they agreed. ",
        "Q: Why?\nA: I don’t know.\n",
        "\n\n",
        "“‘Never,’ he said,” she said. ",
        "The so-called “expert”, Bob “Bobby” Hope, hummed “Yesterday”. ",
    ]);
    prop::collection::vec(sentence, 0..24).prop_map(|s| s.concat())
}

fn holds(text: String) -> Result<(), TestCaseError> {
    let found = engine().attribute(text.as_str());
    prop_assert_eq!(found.document().text(), text.as_str());
    if let Err(e) = invariants::check(&found) {
        return Err(TestCaseError::fail(e));
    }
    prop_assert!(invariants::bytes(&found) == invariants::bytes(&engine().attribute(text)), "two answers");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_at_all(text in any::<String>()) {
        holds(text)?;
    }

    #[test]
    fn soup_of_words_and_marks(text in soup()) {
        holds(text)?;
    }

    #[test]
    fn shuffled_prose(text in prose()) {
        holds(text)?;
    }

    /// Whatever bytes a file holds, it is read or refused.
    #[test]
    fn any_bytes_can_be_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        use inquit_formats::{Documents, read::Hint};
        for hint in ["x.txt", "x.jsonl"] {
            for article in Documents::new(bytes.as_slice(), Hint::from_path(hint.as_ref())).flatten() {
                holds(article.text)?;
            }
        }
    }
}
