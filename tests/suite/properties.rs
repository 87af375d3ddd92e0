//! What holds for any text, checked on random ones.

use inquit::{Attribution, Engine, Quotation};
use inquit_tests::{deep, engine, invariants};
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

/// Paragraphs of news, every mark with its partner.
fn news() -> impl Strategy<Value = String> {
    let sentence = prop::sample::select(vec![
        "“We won,” said Ann Lee. ",
        "Mr Lee told reporters that the bridge would be “a disgrace” by spring. ",
        "According to the ministry, nobody was hurt. ",
        "The claim by Bob Hope that he lied was false. ",
        "“It was fun,” she said, “but short.” ",
        "Officials expect rain. ",
        "The mill burnt down in May.\n\n",
        "He denied that.\n\n",
        "Ann Lee and Bob Hope said they agreed.\n\n",
    ]);
    prop::collection::vec(sentence, 1..24).prop_map(|s| s.concat())
}

fn holds(text: String) -> Result<(), TestCaseError> {
    holds_for(engine(), text)
}

fn holds_for(engine: &Engine, text: String) -> Result<(), TestCaseError> {
    let found = engine.attribute(text.as_str());
    prop_assert_eq!(found.document().text(), text.as_str());
    if let Err(e) = invariants::check(&found) {
        return Err(TestCaseError::fail(e));
    }
    prop_assert!(invariants::bytes(&found) == invariants::bytes(&engine.attribute(text)), "two answers");
    Ok(())
}

/// Kind, contents, cue and source of the quotations that end before a byte.
fn spans(found: &Attribution, end: usize) -> Vec<String> {
    let within =
        |q: &&Quotation| q.content.iter().chain(&q.cue).chain(&q.source).all(|r| (r.end() as usize) < end);
    let show = |q: &Quotation| format!("{:?} {:?} {:?} {:?}", q.kind, q.content, q.cue, q.source);
    found.quotations().iter().filter(within).map(show).collect()
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

    /// What news goes on to say changes no quotation further back than the last paragraphs: neither its words nor its cue
    /// nor its source. (Who the source is may become clear later; and a text may turn out to be a transcript.)
    #[test]
    fn another_paragraph_changes_nothing_far_back(text in news(), end in news()) {
        // Enough of it that nothing else decides whether it is news.
        let text = format!("{}{text}", "Ann Lee and Bob Hope said the mill burnt down on 3 May.\n\n".repeat(8));
        let far = text.char_indices().rev().filter(|c| c.1 == '\n').nth(2).map_or(0, |c| c.0);
        let whole = format!("{text}\n\n{end}");
        let (before, after) = (engine().attribute(text.as_str()), engine().attribute(whole));
        prop_assert_eq!(spans(&before, far), spans(&after, far));
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

proptest! {
    // The encoder takes its time where nothing is optimised.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_deep_tier_reads(text in prop_oneof![soup(), prose(), news(), any::<String>()]) {
        holds_for(deep(), text)?;
    }
}
