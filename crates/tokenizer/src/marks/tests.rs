//! Whole paragraphs of marks: what each of them must come to.

use crate::{DiagnosticCode, Document, TokenKind, tokenize};

/// Each stretch as its depth and the words inside, in order.
fn stretches(doc: &Document) -> Vec<String> {
    doc.quoted().iter().map(|q| format!("{} {}", q.depth, doc.text()[q.inner].trim())).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let doc = tokenize(text);
    assert_eq!(stretches(&doc), expected, "{text}");
    assert_eq!(doc.diagnostics(), [], "{text}");
}

#[track_caller]
fn check_words(text: &str, expected: &[&str]) {
    let doc = tokenize(text);
    let words: Vec<_> = doc.tokens().iter().map(|t| &doc.text()[t.range]).collect();
    assert_eq!(words, expected, "{text}");
    assert_eq!(doc.quoted(), [], "{text}");
}

fn codes(doc: &Document) -> Vec<&str> {
    doc.diagnostics().iter().map(|d| d.code.as_str()).collect()
}

#[test]
fn all_families() {
    check("\"We won,\" said Ann.", &["0 We won,"]);
    check("“We won,” said Ann.", &["0 We won,"]);
    check("``We won,'' said Ann. ''It was fun,'' she said.", &["0 We won,", "0 It was fun,"]);
    check("'We won,' said Ann. 'It was fun.'", &["0 We won,", "0 It was fun."]);
    check("‘We won,’ said Ann.", &["0 We won,"]);
    check("„We won“, said Ann. „She said ‚no‘.“", &["0 We won", "0 She said ‚no‘.", "1 no"]);
    check("«We won», said Ann. « It was fun. »", &["0 We won", "0 It was fun."]);
    check("»We won«, said Ann. »It was ›fun‹.«", &["0 We won", "0 It was ›fun‹.", "1 fun"]);
    check(
        "「We won,」 said Ann of 《The Lake》. 「She said 『no』.」",
        &["0 We won,", "0 She said 『no』.", "1 no"],
    );
    check("”We won”, said Ann. ”It was fun.”", &["0 We won", "0 It was fun."]);
}

#[test]
fn straight_and_curly_mixed() {
    check("“We don't,\" said Ann. \"It's fun.” “Is it?\"", &["0 We don't,", "0 It's fun.", "0 Is it?"]);
}

#[test]
fn nested() {
    check(
        "\"He called, 'Who's there?' and I said, 'Nobody!'\" Ann bit her thread.",
        &["0 He called, 'Who's there?' and I said, 'Nobody!'", "1 Who's there?", "1 Nobody!"],
    );
    check(
        "'He writes, \"I've bought the boat.\" That's all,' said Ann. 'All of it.'",
        &["0 He writes, \"I've bought the boat.\" That's all,", "1 I've bought the boat.", "0 All of it."],
    );
    check(
        "“‘“Deep,” he said,’ she said,” they said.",
        &["0 ‘“Deep,” he said,’ she said,", "1 “Deep,” he said,", "2 Deep,"],
    );
}

#[test]
fn the_same_marks_inside_each_other() {
    check("\"He said \"no\" to me,\" said Ann.", &["0 He said \"no\" to me,", "1 no"]);
}

#[test]
fn single_marks_among_apostrophes() {
    check(
        "'They're not the girls'.' Bo took them. 'They're the Lees',' he said, 'and the Lees'll want 'em.'",
        &["0 They're not the girls'.", "0 They're the Lees',", "0 and the Lees'll want 'em."],
    );
    check(
        "‘’Twas the Rose’s bell,’ said Bo. ‘She sank in ’39. ’Tisn’t the dead folks’ habit to ring for nothin’.’",
        &[
            "0 ’Twas the Rose’s bell,",
            "0 She sank in ’39. ’Tisn’t the dead folks’ habit to ring for nothin’.",
        ],
    );
    check(
        "'Then stop lookin'', said Bo, very quietly, 'an' start climbin'.' 'No.'",
        &["0 Then stop lookin'", "0 an' start climbin'.", "0 No."],
    );
}

#[test]
fn scare_marks_in_a_text_with_double_ones() {
    check("\"It is dry,\" she said. The 'dry' side of the lake is Ann's.", &["0 It is dry,", "0 dry"]);
    check("The \"restored\" mill has \"old\" lamps.", &["0 restored", "0 old"]);
}

#[test]
fn apostrophes_are_no_marks() {
    check_words(
        "'Twas past ten o'clock, an' the boys' boat",
        &["'T", "was", "past", "ten", "o'clock", ",", "an'", "the", "boys", "'", "boat"],
    );
    check_words(
        "fish 'n' chips in the '90s, goin' to get 'em",
        &["fish", "'n'", "chips", "in", "the", "'90s", ",", "goin'", "to", "get", "'em"],
    );
    check_words("’Tis the girls’ boat", &["’T", "is", "the", "girls", "’", "boat"]);
}

#[test]
fn primes_are_no_marks() {
    check_words(
        "A 12\" board, 5'4\" tall, 11h 04' 20\" long",
        &[
            "A", "12", "\"", "board", ",", "5", "'", "4", "\"", "tall", ",", "11h", "04", "'", "20", "\"",
            "long",
        ],
    );
    check("He sold 12\" records to Gerd \"Iron\" Lind, 5'4\", as \"old\".", &["0 Iron", "0 old"]);
    check("\"It was built in 1987\" is on the door.", &["0 It was built in 1987"]);
    let doc = tokenize("A 12\" board");
    assert_eq!(doc.tokens()[2].kind, TokenKind::Symbol);
}

#[test]
fn marks_inside_emphasis() {
    check("_\"No,\"_ said Ann. \"_Yes_.\" \"I _do_\"", &["0 No,", "0 _Yes_.", "0 I _do_"]);
}

#[test]
fn quotations_that_go_on() {
    let doc = tokenize(
        "“It snowed,” she said. “It snowed in May.\n\n“It snowed again.\n\n“We stayed.”\n\n“Did you?”",
    );
    let continues: Vec<_> = doc.quoted().iter().map(|q| q.continues.map(|c| c.0)).collect();
    assert_eq!(continues, [None, None, Some(1), Some(2), None]);
    assert_eq!(doc.diagnostics(), []);
}

#[test]
fn quotations_that_go_on_at_two_levels() {
    let doc = tokenize("“He wrote, ‘It snowed.\n\n“‘It snowed again.’ That is all.”");
    assert_eq!(
        stretches(&doc),
        [
            "0 He wrote, ‘It snowed.",
            "1 It snowed.",
            "0 ‘It snowed again.’ That is all.",
            "1 It snowed again."
        ]
    );
    let continues: Vec<_> = doc.quoted().iter().map(|q| q.continues.map(|c| c.0)).collect();
    assert_eq!(continues, [None, None, Some(0), Some(1)]);
    assert_eq!(doc.diagnostics(), []);
}

#[test]
fn curly_marks_inside_straight_ones_over_paragraphs() {
    let doc =
        tokenize("\"It was what she called a “storm,” and old.\n\n\"It ended as “rain.” That is all.\"");
    assert_eq!(
        stretches(&doc),
        [
            "0 It was what she called a “storm,” and old.",
            "1 storm,",
            "0 It ended as “rain.” That is all.",
            "1 rain."
        ]
    );
    let doc = tokenize("\"It snowed. “It did,” said Bo.");
    assert_eq!(stretches(&doc), ["0 It snowed.", "0 It did,"], "nothing goes on, so a mark is missing");
}

#[test]
fn a_missing_mark_ends_with_its_paragraph() {
    let doc = tokenize("“It snowed, she said.\n\nThe roof fell in. “It was old,” said Bo.");
    assert_eq!(stretches(&doc), ["0 It snowed, she said.", "0 It was old,"]);
    assert_eq!(codes(&doc), ["unclosed-quotation"]);
    assert_eq!(doc.quoted()[0].close, None);
}

#[test]
fn a_missing_mark_ends_where_the_next_quotation_begins() {
    let doc = tokenize("\"The hail was big, said Ann, who grows plums. \"I weighed it. I know.\"");
    assert_eq!(
        stretches(&doc),
        ["0 The hail was big, said Ann, who grows plums.", "0 I weighed it. I know."]
    );
    assert_eq!(codes(&doc), ["unclosed-quotation"]);
}

#[test]
fn a_mark_that_closes_nothing_is_left_alone() {
    let doc = tokenize("It snowed,” she said. “It did.”");
    assert_eq!(stretches(&doc), ["0 It did."]);
    assert_eq!(codes(&doc), [DiagnosticCode::UnopenedQuotation.as_str()]);
    assert_eq!(doc.tokens()[3].kind, TokenKind::Punctuation);
}

#[test]
fn an_inner_mark_that_is_missing_harms_nothing_else() {
    let doc = tokenize("“He said, ‘No, and left,” said Ann. “He did.”");
    assert_eq!(stretches(&doc), ["0 He said, ‘No, and left,", "1 No, and left,", "0 He did."]);
    assert_eq!(codes(&doc), ["unclosed-quotation"]);
}

#[test]
fn spaces_inside_the_marks() {
    check("\" It snowed, \" she said. \" It did. \"", &["0 It snowed,", "0 It did."]);
}
