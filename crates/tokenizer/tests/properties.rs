//! What holds for every text, whatever is in it.

use inquit_tokenizer::{
    Document, MarkStyle, OffsetUnit, Offsets, ParagraphId, ParagraphKind, QuotedId, SentenceId, tokenize,
};
use proptest::prelude::*;

/// Nothing but these may lie between two tokens.
fn unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The tokens and the unseen characters between them are the text.
fn nothing_is_lost(text: &str, doc: &Document) {
    assert_eq!(doc.text(), text);
    let mut rebuilt = String::new();
    let mut at = 0;
    for t in doc.tokens() {
        let (start, end) = (t.range.start() as usize, t.range.end() as usize);
        assert!(at <= start && start < end, "tokens are in order and not empty");
        assert!(text[at..start].chars().all(unseen), "lost: {:?}", &text[at..start]);
        rebuilt.push_str(&text[at..start]);
        rebuilt.push_str(&text[start..end]);
        at = end;
    }
    assert!(text[at..].chars().all(unseen), "lost: {:?}", &text[at..]);
    rebuilt.push_str(&text[at..]);
    assert_eq!(rebuilt, text);
}

/// Sentences tile the tokens of their paragraph, paragraphs tile all tokens.
fn sentences_and_paragraphs_tile(doc: &Document) {
    let (mut token, mut sentence, mut quoted) = (0, 0, 0);
    for (p, paragraph) in doc.paragraphs().iter().enumerate() {
        assert_eq!(paragraph.tokens.start.index(), token);
        assert!(!paragraph.tokens.is_empty());
        assert_eq!(paragraph.sentences.start.index(), sentence);
        assert_eq!(paragraph.quoted.start.index(), quoted);
        for s in paragraph.sentences.iter() {
            let own = doc.sentence(s);
            assert_eq!(own.tokens.start.index(), token);
            assert!(!own.tokens.is_empty());
            assert_eq!(own.paragraph, ParagraphId::from(p));
            assert_eq!(own.range, doc.text_range(own.tokens));
            for t in own.tokens.iter() {
                assert_eq!(doc.token(t).sentence, s);
            }
            token = own.tokens.end.index();
        }
        assert_eq!(paragraph.tokens.end.index(), token);
        assert_eq!(paragraph.range, doc.text_range(paragraph.tokens));
        if let ParagraphKind::Turn { label } = paragraph.kind {
            assert!(
                !label.is_empty()
                    && label.start >= paragraph.tokens.start
                    && label.end <= paragraph.tokens.end
            );
        }
        sentence = paragraph.sentences.end.index();
        for q in paragraph.quoted.iter() {
            assert_eq!(doc.quoted_at(q).paragraph, ParagraphId::from(p));
        }
        quoted = paragraph.quoted.end.index();
    }
    assert_eq!((token, sentence, quoted), (doc.tokens().len(), doc.sentences().len(), doc.quoted().len()));
    assert!(doc.tokens().iter().all(|t| t.sentence < SentenceId::from(doc.sentences().len())));
}

/// Stretches lie in their paragraph and nest; links lead back.
fn stretches_nest(doc: &Document) {
    for (i, q) in doc.quoted().iter().enumerate() {
        let id = QuotedId::from(i);
        assert!(q.range.encloses(q.inner));
        assert_eq!(q.range, doc.text_range(q.tokens));
        assert_eq!(q.tokens.start, q.open);
        assert!(doc.paragraph(q.paragraph).tokens.contains(q.open));
        assert!(doc.paragraph(q.paragraph).range.encloses(q.range));
        assert!(q.close.is_none_or(|c| c.0 + 1 == q.tokens.end.0));
        match q.parent {
            None => assert_eq!(q.depth, 0),
            Some(parent) => {
                assert!(parent < id);
                let parent = doc.quoted_at(parent);
                assert!(parent.range.encloses(q.range));
                assert!(q.depth == parent.depth + 1 || q.depth == u16::MAX);
            }
        }
        if let Some(before) = q.continues {
            assert!(before < id);
            let before = doc.quoted_at(before);
            assert_eq!(before.paragraph.0 + 1, q.paragraph.0);
            assert_eq!((before.style, before.depth, before.close), (q.style, q.depth, None));
        }
        if let Some(earlier) = i.checked_sub(1) {
            assert!(doc.quoted()[earlier].open < q.open);
        }
    }
    for pair in doc.diagnostics().windows(2) {
        assert!(pair[0].range.start() <= pair[1].range.start());
    }
}

fn holds(text: &str) {
    let doc = tokenize(text);
    nothing_is_lost(text, &doc);
    sentences_and_paragraphs_tile(&doc);
    stretches_nest(&doc);
}

/// Text made of pieces that interact: words, marks of all kinds, stops, breaks.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "word",
        "Ann",
        "boys",
        "goin",
        "Tis",
        "em",
        "n",
        "90s",
        "12",
        "1.5",
        "U.S.",
        "Mr.",
        "said",
        "I",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\"",
        "\"",
        "'",
        "'",
        "’",
        "‘",
        "“",
        "”",
        "„",
        "‚",
        "«",
        "»",
        "‹",
        "›",
        "「",
        "」",
        "『",
        "』",
        "``",
        "''",
        "`",
        "—",
        "–",
        "-",
        "--",
        "―",
        ".",
        ",",
        "?",
        "!",
        "…",
        "...",
        "(",
        ")",
        "_",
        "*",
        ":",
        "/",
        "•",
        "By ",
        "Q: ",
        "A: ",
        "HOST: ",
        "http://",
        "a@b.co",
        "é",
        "👩\u{200d}🚀",
        "\u{301}",
        "\u{feff}",
        "\u{a0}",
        "\u{2028}",
        "漢字",
    ]);
    prop::collection::vec(piece, 0..120).prop_map(|v| v.concat())
}

/// Units before byte `at`, counted the slow way.
fn counted(text: &str, at: usize, unit: OffsetUnit) -> u32 {
    let before = text.char_indices().filter(|(i, c)| i + c.len_utf8() <= at).map(|(_, c)| c);
    match unit {
        OffsetUnit::Bytes => at.min(text.len()) as u32,
        OffsetUnit::Chars => before.count() as u32,
        OffsetUnit::Utf16 => before.map(|c| c.len_utf16() as u32).sum(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn any_printable_text(text in "\\PC{0,200}") {
        holds(&text);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        holds(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_soup_of_marks(text in soup()) {
        holds(&text);
    }

    #[test]
    fn the_same_text_gives_the_same_document(text in soup()) {
        let (a, b) = (tokenize(text.as_str()), tokenize(text.as_str()));
        prop_assert_eq!(a.tokens(), b.tokens());
        prop_assert_eq!(a.quoted(), b.quoted());
    }

    #[test]
    fn offsets_agree_with_counting(
        text in prop_oneof![any::<String>(), "[aé漢👍 ]{0,300}", "[a-z ]{0,300}"],
        unit in prop::sample::select(vec![OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16]),
    ) {
        let offsets = Offsets::new(&text, unit);
        for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
            prop_assert_eq!(offsets.convert(at as u32), counted(&text, at, unit), "byte {} of {:?}", at, &text);
        }
        prop_assert_eq!(offsets.convert(u32::MAX), counted(&text, text.len(), unit));
    }

    #[test]
    fn an_offset_inside_a_character_is_where_it_begins(text in "[aé漢👍]{1,200}") {
        for unit in [OffsetUnit::Chars, OffsetUnit::Utf16] {
            let offsets = Offsets::new(&text, unit);
            for at in 0..text.len() {
                let mut begin = at;
                while !text.is_char_boundary(begin) {
                    begin -= 1;
                }
                prop_assert_eq!(offsets.convert(at as u32), counted(&text, begin, unit));
            }
        }
    }
}

#[test]
fn deep_nesting_is_no_recursion() {
    let text = format!("{}deep{}", "“‘".repeat(5_000), "’”".repeat(5_000));
    let doc = tokenize(text.as_str());
    holds(&text);
    assert_eq!(doc.quoted().len(), 10_000);
    assert_eq!(doc.quoted().last().map(|q| q.depth), Some(9_999));
    assert!(doc.diagnostics().is_empty());
}

#[test]
fn style_of_a_stretch_is_the_family_of_its_mark() {
    for (text, style) in [
        ("“a”", MarkStyle::Double),
        ("``a''", MarkStyle::Double),
        ("„a“", MarkStyle::LowDouble),
        ("‚a‘", MarkStyle::LowSingle),
        ("«a»", MarkStyle::Guillemets),
        ("‹a›", MarkStyle::SingleGuillemets),
        ("「a」", MarkStyle::Corner),
        ("『a』", MarkStyle::WhiteCorner),
    ] {
        let doc = tokenize(text);
        assert_eq!(doc.quoted().iter().map(|q| q.style).collect::<Vec<_>>(), [style], "{text}");
        assert_eq!(&doc.text()[doc.quoted()[0].inner], "a", "{text}");
    }
}
