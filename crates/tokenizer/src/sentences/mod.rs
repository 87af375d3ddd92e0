//! Tokens to sentences.

mod boundary;

use crate::{Document, ParagraphId, Sentence, SentenceId, TextRange, TokenId, TokenRange};

/// Divides the tokens of a paragraph into sentences and pushes them. `first` is the first of its tokens.
pub(crate) fn divide(text: &str, first: usize, paragraph: ParagraphId, doc: &mut Document) {
    let mut from = first;
    let (mut at, mut past) = (first, 0);
    while at < doc.tokens.len() {
        let end = boundary::after(text, &doc.tokens, first, at, &mut past);
        at = end.unwrap_or(at + 1);
        if end.is_some() || at == doc.tokens.len() {
            push(from, at, paragraph, doc);
            from = at;
        }
    }
}

fn push(from: usize, to: usize, paragraph: ParagraphId, doc: &mut Document) {
    let id = SentenceId::from(doc.sentences.len());
    let Some(tokens) = doc.tokens.get_mut(from..to) else { return };
    let (Some(a), Some(b)) = (tokens.first().map(|t| t.range), tokens.last().map(|t| t.range)) else {
        return;
    };
    for token in tokens {
        token.sentence = id;
    }
    doc.sentences.push(Sentence {
        range: TextRange::new(a.start(), b.end()),
        tokens: TokenRange::new(TokenId::from(from), TokenId::from(to)),
        paragraph,
    });
}

#[cfg(test)]
mod tests {
    use crate::tokenize;

    fn sentences(text: &str) -> Vec<String> {
        let doc = tokenize(text);
        doc.sentences().iter().map(|s| doc.text()[s.range].to_owned()).collect()
    }

    #[track_caller]
    fn check(expected: &[&str]) {
        assert_eq!(sentences(&expected.join(" ")), expected);
    }

    #[test]
    fn stops_divide() {
        check(&["The lake is dry.", "Is it?", "It is!", "Nobody swims."]);
        check(&["It rose 4.5 percent in 1999.", "Then it fell."]);
        check(&["He left…", "She stayed."]);
    }

    #[test]
    fn abbreviations_do_not() {
        check(&["Mr. Oduya met Dr. Lind of St. Ives.", "They ate."]);
        check(&["The U.S. Embassy closed at 5 p.m. on Monday.", "It rained."]);
        check(&["He moved to the U.S.", "He liked it."]);
        check(&["J. R. Smith wrote to A. P. Rao.", "No. 4 answered."]);
        check(&["Brandt Inc. of Selm grew.", "Oduya Ltd.", "It shrank."][..1]);
    }

    #[test]
    fn marks_stay_with_their_sentence() {
        check(&["\"We won.\"", "She smiled."]);
        check(&["“We won.”", "“It was fun.”"]);
        check(&["(It was fun.)", "She smiled."]);
        check(&["“But I—”", "“But you what?”"]);
        check(&["“But I—” she said.", "“You?”"]);
    }

    #[test]
    fn notes_stay_with_their_sentence() {
        check(&["He swam in it.[4]", "She did too. [12]", "They dried."]);
    }

    #[test]
    fn tags_stay_with_what_they_tag() {
        check(&["\"Is it?\" she asked.", "Nobody knew."]);
        check(&["“Stop!” Ann Lee cried.", "Nobody did."]);
        check(&["“Stop!” cried the man.", "Nobody did."]);
        check(&["“Is it?” Mr. Lee asked."]);
        check(&["“Is it?”", "Ann put down the lamp."]);
    }

    #[test]
    fn whoever_writes_without_capitals_ends_sentences_too() {
        check(&["it rained all day.", "we stayed in?", "no, ann went!", "she likes it."]);
        check(&["The boat leaked.", "nobody had told her."]);
        check(&["It was approx. five o’clock, fig. nine says."]);
        assert_eq!(
            sentences("The boat leaked.Nobody told her.She left."),
            ["The boat leaked.", "Nobody told her.", "She left."]
        );
        assert_eq!(sentences("Ask at the U.S.Embassy."), ["Ask at the U.S.Embassy."]);
    }

    #[test]
    fn small_letters_go_on() {
        check(&["He said no! and no! again."]);
        check(&["It was … over."]);
        check(&["\"No!\" -- and then -- \"Go,\" he said."]);
        check(&["It was . . . over.", "They left."]);
    }
}
