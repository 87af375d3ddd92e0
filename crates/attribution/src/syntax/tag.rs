//! Parts of speech and the forms that matter for reported speech.

/// The universal part of speech of a token (universaldependencies.org, version 2).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[repr(u8)]
#[allow(missing_docs)] // the names are the tag set's own
pub enum Pos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

impl Pos {
    /// All parts of speech, in the order of their numbers.
    pub const ALL: [Self; 17] = [
        Self::Adj,
        Self::Adp,
        Self::Adv,
        Self::Aux,
        Self::Cconj,
        Self::Det,
        Self::Intj,
        Self::Noun,
        Self::Num,
        Self::Part,
        Self::Pron,
        Self::Propn,
        Self::Punct,
        Self::Sconj,
        Self::Sym,
        Self::Verb,
        Self::X,
    ];

    /// The name in the universal tag set: `PROPN`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Adj => "ADJ",
            Self::Adp => "ADP",
            Self::Adv => "ADV",
            Self::Aux => "AUX",
            Self::Cconj => "CCONJ",
            Self::Det => "DET",
            Self::Intj => "INTJ",
            Self::Noun => "NOUN",
            Self::Num => "NUM",
            Self::Part => "PART",
            Self::Pron => "PRON",
            Self::Propn => "PROPN",
            Self::Punct => "PUNCT",
            Self::Sconj => "SCONJ",
            Self::Sym => "SYM",
            Self::Verb => "VERB",
            Self::X => "X",
        }
    }

    /// A noun, a name, a pronoun or a number: what can head a noun phrase.
    #[must_use]
    pub const fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Propn | Self::Pron | Self::Num)
    }

    /// A verb, not an auxiliary.
    #[must_use]
    pub const fn is_verb(self) -> bool {
        matches!(self, Self::Verb)
    }

    /// A word with a meaning of its own: noun, name, verb, adjective, adverb.
    #[must_use]
    pub const fn is_content(self) -> bool {
        matches!(self, Self::Noun | Self::Propn | Self::Verb | Self::Adj | Self::Adv)
    }
}

/// The form of a verb or auxiliary.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum VerbForm {
    /// No verb.
    #[default]
    None,
    /// Present, past or imperative with a subject: says, said, say.
    Finite,
    /// to say, can say.
    Infinitive,
    /// saying.
    Gerund,
    /// said, as in has said, was said.
    Participle,
}

/// What is known of one token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tag {
    /// Part of speech.
    pub pos: Pos,
    /// Form, if it is a verb or an auxiliary.
    pub form: VerbForm,
    /// Past tense, if it is a finite verb or an auxiliary.
    pub past: bool,
    /// Plural, if it is a noun, a name, a pronoun or a determiner.
    pub plural: bool,
    /// A passive participle: "was *said*", "the words *said* there".
    pub passive: bool,
    /// Grammatical person, 1 to 3, of a personal or possessive pronoun; 0 for any other token.
    pub person: u8,
}

const fn plain(pos: Pos) -> Tag {
    Tag { pos, form: VerbForm::None, past: false, plural: false, passive: false, person: 0 }
}

const fn plural(pos: Pos) -> Tag {
    Tag { plural: true, ..plain(pos) }
}

const fn verbal(pos: Pos, form: VerbForm, past: bool, passive: bool) -> Tag {
    Tag { form, past, passive, ..plain(pos) }
}

/// The classes the tagger chooses from, part of speech and form in one. A model stores their numbers: append only.
pub const CLASSES: [Tag; 30] = [
    plain(Pos::X),
    plain(Pos::Adj),
    plain(Pos::Adp),
    plain(Pos::Adv),
    plain(Pos::Cconj),
    plain(Pos::Intj),
    plain(Pos::Num),
    plain(Pos::Part),
    plain(Pos::Punct),
    plain(Pos::Sconj),
    plain(Pos::Sym),
    plain(Pos::Det),
    plural(Pos::Det),
    plain(Pos::Noun),
    plural(Pos::Noun),
    plain(Pos::Propn),
    plural(Pos::Propn),
    plain(Pos::Pron),
    plural(Pos::Pron),
    verbal(Pos::Aux, VerbForm::Finite, false, false),
    verbal(Pos::Aux, VerbForm::Finite, true, false),
    verbal(Pos::Aux, VerbForm::Infinitive, false, false),
    verbal(Pos::Aux, VerbForm::Gerund, false, false),
    verbal(Pos::Aux, VerbForm::Participle, false, false),
    verbal(Pos::Verb, VerbForm::Finite, false, false),
    verbal(Pos::Verb, VerbForm::Finite, true, false),
    verbal(Pos::Verb, VerbForm::Infinitive, false, false),
    verbal(Pos::Verb, VerbForm::Gerund, false, false),
    verbal(Pos::Verb, VerbForm::Participle, false, false),
    verbal(Pos::Verb, VerbForm::Participle, false, true),
];

/// The number of a tag among [`CLASSES`]; that of `X` if it has none. The person plays no part.
#[must_use]
pub fn class_of(tag: Tag) -> u8 {
    CLASSES.iter().position(|c| *c == Tag { person: 0, ..tag }).unwrap_or(0) as u8
}

/// The person of a personal or possessive pronoun, 0 for any other word.
#[must_use]
pub(crate) fn person(word: &str) -> u8 {
    const FIRST: [&str; 12] =
        ["I", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "'s", "’s"];
    const SECOND: [&str; 10] =
        ["you", "your", "yours", "yourself", "yourselves", "ya", "thou", "thee", "thy", "thine"];
    const THIRD: [&str; 16] = [
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
    ];
    let among = |list: &[&str]| list.iter().any(|w| w.eq_ignore_ascii_case(word));
    if among(&THIRD) {
        3
    } else if among(&FIRST) {
        1
    } else if among(&SECOND) {
        2
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_finds_its_number() {
        for (i, c) in CLASSES.iter().enumerate() {
            assert_eq!(class_of(*c) as usize, i, "{c:?}");
        }
        for (i, p) in Pos::ALL.iter().enumerate() {
            assert_eq!(*p as usize, i);
        }
    }

    #[test]
    fn pronouns_have_a_person() {
        assert_eq!(person("She"), 3);
        assert_eq!(person("we"), 1);
        assert_eq!(person("YOU"), 2);
        assert_eq!(person("Ann"), 0);
    }
}
