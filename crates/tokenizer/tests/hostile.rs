//! Texts made to hurt: each must be read in linear time, which at this size means at once.

use inquit_tokenizer::tokenize;

/// So many repetitions that anything quadratic would take minutes.
const MANY: usize = 100_000;

#[test]
fn repeated_pieces() {
    for piece in [
        "\"",
        "'",
        "“",
        "”",
        "’",
        "« ",
        "„",
        "``",
        "''",
        "\"'",
        "“‘",
        " '",
        " \"a",
        "'em ",
        "boys' ",
        "“a ",
        "a” ",
        "—",
        "- ",
        "-\n",
        "\n",
        "\n\n",
        ".",
        ". ",
        "a.",
        "a.a",
        "a@",
        "@",
        "http://",
        "a'",
        "_",
        "a-",
        "1.",
        "1/",
        "[",
        "[1] ",
        "Q: \n",
        "A: x\n\n",
        "HOST: ",
        "By X\n\n",
        "U.S. ",
        "Mr. ",
        "I. ",
        "x",
        "漢",
        "\u{301}",
        "👩\u{200d}",
        "🇳🇴",
        "“a\n",
        "\"a\n\n",
        "‘a\n\n",
        " ",
    ] {
        let text = piece.repeat(MANY);
        let doc = tokenize(text.as_str());
        assert_eq!(doc.text().len(), text.len(), "{piece:?}");
    }
}

#[test]
fn a_million_quotation_marks() {
    let doc = tokenize("\"a\" ".repeat(500_000));
    assert_eq!(doc.quoted().len(), 500_000);
    assert!(doc.diagnostics().is_empty());
}

#[test]
fn a_huge_paragraph_and_a_huge_word() {
    let doc = tokenize("The lake, she said, is \"dry\" as Ann's bone. ".repeat(100_000));
    assert_eq!((doc.paragraphs().len(), doc.sentences().len(), doc.quoted().len()), (1, 100_000, 100_000));
    let doc = tokenize("abcdefghij".repeat(1_000_000));
    assert_eq!(doc.tokens().len(), 1);
}

#[test]
fn nothing_to_read() {
    for text in ["", " ", "\n\n", "\u{feff}", "\0", "\u{200b}\t"] {
        let doc = tokenize(text);
        assert_eq!((doc.tokens().len(), doc.paragraphs().len()), (0, 0), "{text:?}");
    }
}
