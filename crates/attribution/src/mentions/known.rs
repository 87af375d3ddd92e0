//! Names of a cast, where the text has them and its capitals alone did not tell.

use super::words::dates;
use super::{Class, Mention, MentionKind, Shape, Words};
use crate::cast::{Bearers, append};
use crate::lexicon::names::Word;
use crate::{Cast, Gender, SpeakerKind};
use inquit_tokenizer::{Document, TokenId, TokenKind, TokenRange};

/// Adds the names of a cast to those that were found. A found name that holds one ("Mrs. Hale" for "Hale") stays; one
/// that only laps over it goes.
pub(super) fn find(doc: &Document, words: &Words, cast: &Cast, list: &mut Vec<Mention>) {
    // How far a name that begins with a word can reach, looked up once a distinct word.
    let mut key = String::new();
    let reach: Vec<u8> = words
        .each()
        .map(|folded| {
            key.clear();
            append(&mut key, folded);
            cast.longest(key.split(' ').next().unwrap_or_default())
        })
        .collect();
    let mut added: Vec<Mention> = Vec::new();
    let mut gone: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < doc.tokens().len() {
        let start = TokenId::from(at);
        let far = reach.get(words.id(start).0 as usize).copied().unwrap_or(0);
        at += 1;
        if !matches!(words.shape(start), Shape::Capital | Shape::Upper) {
            continue;
        }
        let whole = if far > 0 { longest(doc, words, cast, start, far, &mut key) } else { None };
        let (tokens, class) = match whole {
            Some((tokens, bearer)) => (tokens, class(cast, bearer)),
            // "May" of May Lee.
            None if first_name(words, cast, start) => {
                (TokenRange::new(start, TokenId(start.0 + 1)), Class::Person)
            }
            None => continue,
        };
        let from = list.partition_point(|m| m.tokens.end <= tokens.start);
        let over = list.iter().skip(from).take_while(|m| m.tokens.start < tokens.end).count();
        let covers = |m: &Mention| m.tokens.start <= tokens.start && tokens.end <= m.tokens.end;
        let head = TokenId(tokens.end.0 - 1);
        match list.get_mut(from).filter(|_| over > 0) {
            Some(m) if covers(m) => {
                // The same name: the cast knows better than the word lists whether it is a place's.
                if m.head == head && words.folded(m.tokens.start) != "the" && m.tokens == tokens {
                    m.class = class;
                }
            }
            _ => {
                // Where a sentence begins, a single word has a capital anyway.
                let single = tokens.end.0 == tokens.start.0 + 1;
                let chance = words.info(start).is_some_and(|w| w.capital_inside <= w.lower);
                if single && words.is_first(start) && chance {
                    continue;
                }
                gone.extend(from..from + over);
                let (kind, gender) = (MentionKind::Name, Gender::Unknown);
                added.push(Mention { tokens, head, kind, class, plural: false, female: 0.5, gender });
                at = tokens.end.index();
            }
        }
    }
    let mut n = 0;
    let mut gone = gone.into_iter().peekable();
    list.retain(|_| {
        let drop = gone.peek() == Some(&n);
        if drop {
            gone.next();
        }
        n += 1;
        !drop
    });
    list.extend(added);
}

/// Whether a token is the first name of a member, where no month can stand.
fn first_name(words: &Words, cast: &Cast, at: TokenId) -> bool {
    let word = words.word(at);
    let dated = || at.0.checked_sub(1).is_some_and(|b| dates(words.folded(TokenId(b))));
    word.female().is_some() && cast.has_word(words.folded(at)) && !(word.is(Word::TIME) && dated())
}

fn class(cast: &Cast, member: u32) -> Class {
    match cast.members().get(member as usize).map(|m| m.kind) {
        Some(SpeakerKind::Group) => Class::Group,
        Some(SpeakerKind::Organisation) => Class::Organisation,
        Some(SpeakerKind::Document) => Class::Document,
        Some(SpeakerKind::Person) | None => Class::Person,
    }
}

/// The longest name of the cast that begins at a token, and its first bearer.
fn longest(
    doc: &Document,
    words: &Words,
    cast: &Cast,
    start: TokenId,
    far: u8,
    key: &mut String,
) -> Option<(TokenRange, u32)> {
    key.clear();
    let sentence = doc.token(start).sentence;
    let mut best = None;
    let (mut count, mut at) = (0, start);
    while count < far && at.index() < doc.tokens().len() && doc.token(at).sentence == sentence {
        let token = doc.token(at);
        if matches!(token.kind, TokenKind::Word | TokenKind::Number) {
            append(key, words.folded(at));
            count += 1;
            let end = TokenId(at.0 + 1);
            // What is no phrase ends in a word that is written as a name.
            if let Some(phrase) = cast.phrase(key)
                && (phrase || words.shape(at) != Shape::Lower)
            {
                let member = match cast.bearers(key) {
                    Bearers::One(m) => m,
                    Bearers::Several(all) => all.first().copied()?,
                    Bearers::Nobody => return best,
                };
                best = Some((TokenRange::new(start, end), member));
            }
        } else if !matches!(&doc.text()[token.range], "." | "-" | "&") {
            break;
        }
        at = TokenId(at.0 + 1);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::find_with_cast;
    use crate::lexicon::Lexicon;
    use crate::mentions::MentionKind;
    use crate::{Cast, CastMember};

    fn names(text: &str, cast: &[&str]) -> Vec<String> {
        let members = cast.iter().map(|n| CastMember::new(*n, *n)).collect();
        let cast = Cast::new(members).unwrap();
        let doc = inquit_tokenizer::tokenize(text);
        let syntax = crate::syntax::analyse(&doc);
        let found = find_with_cast(&doc, &syntax, &Lexicon::english(), Some(&cast));
        let names = found.all().iter().filter(|m| m.kind == MentionKind::Name);
        names.map(|m| doc.text()[doc.text_range(m.tokens)].to_owned()).collect()
    }

    #[test]
    fn words_that_look_like_no_name() {
        assert_eq!(names("Then Never Mind smiled at Grip.", &["Never Mind", "Grip"]), ["Never Mind", "Grip"]);
        assert!(names("Never mind that.", &["Never Mind", "Never"]).is_empty());
    }

    #[test]
    fn a_first_name_that_is_a_month() {
        assert_eq!(names("Then May said that in May it rained.", &["May Lee"]), ["May"]);
    }

    #[test]
    fn a_longer_name_stays() {
        assert_eq!(names("It was Mrs. Hale who spoke.", &["Hale"]), ["Mrs. Hale"]);
    }
}
