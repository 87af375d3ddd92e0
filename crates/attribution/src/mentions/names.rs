//! Proper names: runs of capitalised words with titles, particles, initials and suffixes.

use super::words::{dates, in_title_case};
use super::{Class, Mention, MentionKind, Shape, Words};
use crate::Gender;
use crate::lexicon::WordSet;
use crate::lexicon::names::{NounClass, TitleKind, Word};
use crate::syntax::{Pos, Syntax};
use inquit_tokenizer::{Document, ParagraphKind, SentenceId, TokenId, TokenKind, TokenRange};

/// What a capitalised token does in a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    /// Mr, Captain, Foreign: before the name.
    Title,
    /// Ann, Lee, Gables: the name.
    Name,
}

struct Finder<'a> {
    doc: &'a Document,
    syntax: &'a Syntax,
    words: &'a Words,
    /// The sentence that was last looked at, and whether it is written in capitals.
    capitals: (Option<SentenceId>, bool),
    /// The same for title case.
    title_case: (Option<SentenceId>, bool),
}

/// Finds the names of a document.
pub(super) fn find(doc: &Document, syntax: &Syntax, words: &Words) -> Vec<Mention> {
    let mut finder = Finder { doc, syntax, words, capitals: (None, false), title_case: (None, false) };
    let mut list = Vec::new();
    for p in doc.paragraphs() {
        if p.kind == ParagraphKind::Byline {
            continue;
        }
        let mut at = p.tokens.start;
        while at < p.tokens.end {
            match finder.run(at, p.tokens.end) {
                Some((mention, next)) => {
                    list.extend(mention);
                    at = next;
                }
                None => at = TokenId(at.0 + 1),
            }
        }
    }
    list
}

impl<'a> Finder<'a> {
    fn text(&self, at: TokenId) -> &'a str {
        self.doc.token_text(at)
    }

    /// Whether a token has a capital that its sentence doesn't ask for.
    fn capital_inside(&self, at: TokenId) -> bool {
        self.words.shape(at) == Shape::Capital && !self.words.is_first(at)
    }

    /// Whether the sentence of a token is written in capitals, as headlines are.
    fn in_capitals(&mut self, at: TokenId) -> bool {
        let id = self.doc.token(at).sentence;
        if self.capitals.0 != Some(id) {
            let (mut upper, mut other) = (0, 0);
            for t in self.doc.sentence(id).tokens.iter() {
                match self.words.shape(t) {
                    Shape::Upper => upper += 1,
                    Shape::Lower | Shape::Capital => other += 1,
                    Shape::Other => {}
                }
            }
            self.capitals = (Some(id), upper >= 2 && other <= upper / 4);
        }
        self.capitals.1
    }

    /// Whether the sentence of a token writes every word with a capital.
    fn capitals_say_nothing(&mut self, at: TokenId) -> bool {
        let id = self.doc.token(at).sentence;
        if self.title_case.0 != Some(id) {
            self.title_case = (Some(id), in_title_case(self.doc, id));
        }
        self.title_case.1
    }

    /// Whether a letter is the number of a chapter: "CHAPTER X. Ann Comes Home", "V. The Mill".
    fn is_numeral(&self, at: TokenId) -> bool {
        let roman = matches!(self.words.folded(at), "i" | "v" | "x" | "l" | "c" | "d" | "m");
        let p = self.doc.paragraph_of(at);
        let heading = self.doc.paragraph(p).kind == ParagraphKind::Heading;
        let before = at.0.checked_sub(1).map(TokenId).filter(|b| self.doc.paragraph_of(*b) == p);
        roman
            && match before {
                Some(b) => matches!(
                    self.words.folded(b),
                    "chapter"
                        | "book"
                        | "part"
                        | "volume"
                        | "vol"
                        | "act"
                        | "scene"
                        | "section"
                        | "canto"
                        | "letter"
                ),
                None => heading,
            }
    }

    /// Whether "I" with a stop ends a sentence: "It was I. He knew."
    fn ends_with_i(&self, at: TokenId) -> bool {
        let next = |t: u32| TokenId(at.0 + t);
        let after = if self.text(at).ends_with('.') { next(1) } else { next(2) };
        self.words.folded(at) == "i"
            && (self.words.is_first(after) || !matches!(self.words.shape(after), Shape::Capital))
    }

    /// What a token does in a name; `None` if it is in none.
    fn part(&mut self, at: TokenId) -> Option<Part> {
        let shape = self.words.shape(at);
        if !matches!(shape, Shape::Capital | Shape::Upper) {
            return None;
        }
        let info = self.words.info(at)?;
        let (word, first, folded) = (info.word, self.words.is_first(at), self.words.folded(at));
        if folded.chars().count() == 1 && shape == Shape::Capital && self.dotted(at) {
            // "A. P. Hale"
            return (!self.is_numeral(at) && !self.ends_with_i(at)).then_some(Part::Name);
        }
        if folded == "i" || folded.starts_with("i'") {
            return None;
        }
        let named = info.named > 0;
        // "Ann Young", "said Young": what would tell more of a title is a name where none follows.
        let alone = named && self.words.shape(TokenId(at.0 + 1)) != Shape::Capital;
        if word.title.is_some() || word.is(Word::MODIFIER) && !first && !alone {
            return Some(Part::Title);
        }
        let inside = info.capital_inside;
        let pos = self.syntax.pos(at);
        let capital = |n: u32| self.capital_inside(TokenId(at.0 + n));
        let first_name = |n: u32| self.words.word(TokenId(at.0 + n)).female().is_some();
        // "Hitherto Ann": a word seen nowhere else, before a first name, is no name.
        if first
            && inside == 0
            && !folded.contains('.')
            && word.female().is_none()
            && capital(1)
            && first_name(1)
            && (pos != Pos::Propn || info.capital_first <= 1)
            && !word.is(Word::PLACE | Word::PEOPLE | Word::ORG_START)
        {
            return None;
        }
        // "Campaigner Ann Lee": who somebody is, with the capital of the sentence; "Detective-Inspector Lee" has a rank.
        if first
            && !named
            && (word.female().is_none() || first_name(1) && capital(2))
            && info.noun.is_some_and(|(noun, plural)| noun.class == NounClass::Person && !plural)
            && capital(1)
            && !folded.contains('-')
        {
            return None;
        }
        if first
            && !named
            && (self.tells_what_happened(at) || word.is(Word::MODIFIER) && self.role_follows(at))
        {
            return None;
        }
        // "Aye, sir" calls nobody; "Aye San Suu Win" does.
        if first && folded == "aye" && self.words.shape(TokenId(at.0 + 1)) != Shape::Capital {
            return None;
        }
        // "Engineers fear …": several of a kind, with the capital of the sentence.
        if first
            && info.noun.is_some_and(|(_, plural)| plural)
            && !named
            && inside <= u32::from(pos == Pos::Propn)
        {
            return None;
        }
        let ok = if self.capitals_say_nothing(at) && word.title.is_none() {
            // "Lucy Faces the Facts": a title-case line tells names only where other lines do, too.
            inside > 0 && inside > info.lower
                || info.lower == 0 && word.female().is_some()
                || word.is(Word::PLACE | Word::PEOPLE | Word::ORG_START | Word::ORG_END | Word::ORG_PAPER)
        } else if shape == Shape::Upper && self.in_capitals(at) {
            inside > 0 && inside > info.lower && !word.is(Word::COMMON)
        } else if first && self.modal_without_subject(at) || self.is_first_name(at) {
            true
        } else if word.is(Word::TIME) {
            // "May", "June": where no month can stand.
            let woman =
                matches!(folded, "april" | "may" | "june" | "august" | "summer" | "autumn" | "easter");
            let verb_follows =
                matches!(self.syntax.pos(TokenId(at.0 + 1)), Pos::Verb | Pos::Aux | Pos::Propn);
            (named || woman && inside > 1) && !self.dated(at) && (!first || pos == Pos::Propn || verb_follows)
        } else if word.is(Word::COMMON) && !first && self.words.shape(TokenId(at.0 + 1)) == Shape::Capital {
            // "New York", "Long Acre": an adjective with a capital belongs to the name after it.
            pos == Pos::Propn || pos == Pos::Adj
        } else if word.is(Word::COMMON) {
            // "Will", "Grace", "May": only where the text uses them as names.
            inside > info.lower && (named || !first && word.female().is_some() && inside > 1)
        } else if first {
            let listed = word.female().is_some() || word.is(Word::PLACE | Word::PEOPLE | Word::ORG_PAPER);
            match pos {
                Pos::Propn => info.lower <= 2 * inside || listed,
                Pos::X | Pos::Noun | Pos::Adj | Pos::Verb | Pos::Intj => {
                    inside > 0 && inside * 2 > info.lower
                        || info.lower == 0 && (listed || named)
                        || info.lower == 0
                            && info.noun.is_none()
                            && pos != Pos::Intj
                            && self.finite(TokenId(at.0 + 1))
                        || word.is(Word::MODIFIER) && info.lower == 0
                }
                _ => inside > 1 && inside > info.lower,
            }
        } else {
            match pos {
                Pos::Pron | Pos::Det | Pos::Adp | Pos::Cconj | Pos::Sconj | Pos::Aux | Pos::Part => {
                    // Whatever the tagger takes "Ingrid" for.
                    inside > info.lower && (named || word.female().is_some())
                }
                Pos::Adj => !(word.is(Word::PEOPLE) && info.lower == 0) || self.title_follows(at),
                _ => true,
            }
        };
        ok.then_some(Part::Name)
    }

    /// "**Born** above a shop in 1930, she …": whether a participle opens the sentence, and the text has no such name.
    fn tells_what_happened(&self, at: TokenId) -> bool {
        let folded = self.words.folded(at);
        let (next, propn) = (TokenId(at.0 + 1), self.syntax.pos(at) == Pos::Propn);
        self.syntax.pos(next) == Pos::Adp
            && (folded.ends_with("ed") || WordSet::of(folded).any(WordSet::BEFALLS))
            && self.words.folded(next) != "of"
            && self.words.info(at).is_some_and(|info| info.capital_inside <= u32::from(propn))
    }

    /// "**Shadow** chancellor Ann Lee": whether a noun for somebody in lower case stands behind a word.
    fn role_follows(&self, at: TokenId) -> bool {
        let next = TokenId(at.0 + 1);
        let noun = self.words.info(next).and_then(|w| w.noun);
        self.words.shape(next) == Shape::Lower && noun.is_some_and(|(n, _)| n.class == NounClass::Person)
    }

    /// Whether a finite verb stands here: a bare word before it that is no known noun is somebody's name. After a word that
    /// it does not know the tagger may take a past for a participle.
    fn finite(&self, at: TokenId) -> bool {
        let past = self.syntax.pos(at) == Pos::Verb
            && self.words.folded(at).ends_with("ed")
            && self.words.folded(TokenId(at.0 + 1)) != "by";
        matches!(self.syntax.pos(at), Pos::Verb | Pos::Aux) && (self.syntax.is_finite(at) || past)
    }

    /// "May put out the lamp.", "Will laughed.": what looks like a modal verb opens a sentence and has no subject behind it.
    fn modal_without_subject(&self, at: TokenId) -> bool {
        let next = TokenId(at.0 + 1);
        matches!(self.words.folded(at), "may" | "will")
            && self.syntax.pos(next) == Pos::Verb
            && !matches!(self.words.folded(next), "be" | "do")
    }

    /// Whether a month or another word that is a first name, too, stands before a surname: "said **June** Foster", "to **Will** Rivers". At
    /// the beginning of a sentence, more is asked: "**June** Foster, a nurse", "**Will** Rivers said".
    fn is_first_name(&self, at: TokenId) -> bool {
        let next = TokenId(at.0 + 1);
        let surname = self.words.word(next);
        self.words.word(at).female().is_some()
            && self.words.word(at).is(Word::TIME | Word::COMMON)
            && matches!(self.syntax.pos(at), Pos::Propn | Pos::Noun | Pos::Verb | Pos::Aux)
            && self.capital_inside(next)
            && matches!(self.syntax.pos(next), Pos::Propn | Pos::Noun)
            && (!surname.is(Word::SETS_OF_THINGS) || surname.is(Word::SURNAME | Word::PLACE))
            && (!self.words.is_first(at) || self.begins_clause(TokenId(at.0 + 2)))
            && !self.dated(at)
            && !at.0.checked_sub(1).is_some_and(|b| dates(self.words.folded(TokenId(b))))
    }

    /// Whether what stands here goes on behind a subject: a finite verb, or a comma.
    fn begins_clause(&self, at: TokenId) -> bool {
        at.index() < self.doc.tokens().len() && (self.text(at) == "," || self.finite(at))
    }

    /// Whether a month stands here: "in May", "10 June", "May 1990".
    fn dated(&self, at: TokenId) -> bool {
        let number =
            |t: TokenId| t.index() < self.doc.tokens().len() && self.doc.token(t).kind == TokenKind::Number;
        let before = at.0.checked_sub(1).map(TokenId);
        number(TokenId(at.0 + 1))
            || before.is_some_and(|b| {
                number(b) || dates(self.words.folded(b)) || matches!(self.words.folded(b), "on" | "from")
            })
    }

    /// Whether the next word is a capitalised title or modifier: "Mexican Foreign Minister".
    fn title_follows(&self, at: TokenId) -> bool {
        let next = TokenId(at.0 + 1);
        let w = self.words.word(next);
        self.words.shape(next) == Shape::Capital
            && (w.title.is_some() || w.is(Word::MODIFIER | Word::ORG_END))
    }

    /// The run of name words that begins at a token, and the token to go on from.
    fn run(&mut self, start: TokenId, limit: TokenId) -> Option<(Option<Mention>, TokenId)> {
        let particle = self.particles(start, limit);
        let first = particle.unwrap_or(start);
        let part = self.part(first)?;
        if particle.is_some() && part == Part::Title {
            return None;
        }
        let mut parts = vec![(first, part)];
        let mut at = TokenId(first.0 + 1);
        let mut end = at;
        let mut organisation = self.words.word(first).is(Word::ORG_START);
        while at < limit {
            let text = self.text(at);
            let word = self.words.word(at);
            let last = parts.last().map_or(Part::Name, |p| p.1);
            if text == "." && self.abbreviation(TokenId(at.0 - 1)) && self.adjacent(at) {
                at = TokenId(at.0 + 1);
                end = at;
                continue;
            }
            // A new sentence begins no name that goes on, unless the stop belongs to a title or an initial.
            if self.words.is_first(at) && !self.abbreviation(TokenId(at.0 - 1)) {
                break;
            }
            if matches!(self.words.shape(at), Shape::Capital | Shape::Upper) {
                let Some(part) = self.part(at) else { break };
                // "Captain Reed Senator Ames" can't be; "Ann Lee Mrs": stop before a title after a name, unless the
                // words before are what the title is about ("Homeland Security Secretary").
                if part == Part::Title
                    && last == Part::Name
                    && word.title.is_some_and(|t| t.kind != TitleKind::Rank)
                {
                    break;
                }
                organisation |= word.is(Word::ORG_START | Word::ORG_END);
                parts.push((at, part));
                at = TokenId(at.0 + 1);
                end = at;
                continue;
            }
            if let Some(next) = self.particles(at, limit).filter(|n| *n > at) {
                // "Duchess of Monmouth" is handled below; "van der Mey" here.
                let rank = self.words.word(next).title.is_some_and(|t| t.kind == TitleKind::Rank);
                if self.part(next).is_some_and(|part| part == Part::Name || rank) {
                    at = next;
                    continue;
                }
            }
            if matches!(text, "of" | "for")
                && (last == Part::Title || organisation || self.is_noun(TokenId(at.0 - 1)))
            {
                let mut next = TokenId(at.0 + 1);
                if next < limit && self.words.folded(next) == "the" {
                    next = TokenId(next.0 + 1);
                }
                if next < limit
                    && self.words.shape(next) == Shape::Capital
                    && self.part(next).is_some()
                    && (text == "of" || organisation)
                {
                    at = next;
                    continue;
                }
            }
            if matches!(text, "&")
                && at.0 + 1 < limit.0
                && self.words.shape(TokenId(at.0 + 1)) == Shape::Capital
            {
                organisation = true;
                at = TokenId(at.0 + 1);
                continue;
            }
            if matches!(text, "'s" | "’s" | "'" | "’") {
                let next = TokenId(at.0 + 1);
                let w = self.words.word(next);
                if next < limit
                    && self.words.shape(next) == Shape::Capital
                    && w.is(Word::ORG_END)
                    && w.title.is_none()
                {
                    at = next;
                    continue;
                }
            }
            if let Some(next) = self.nickname(at, limit) {
                at = next;
                continue;
            }
            break;
        }
        // "Jr.", "senior".
        let mut after = at;
        if after < limit && self.text(after) == "," {
            after = TokenId(after.0 + 1);
        }
        if after < limit
            && self.words.word(after).is(Word::SUFFIX)
            && parts.iter().any(|p| p.1 == Part::Name)
            && (after == at || self.words.shape(after) == Shape::Capital)
            && !(self.words.shape(after) == Shape::Lower && self.lower_suffix_is_adjective(after, limit))
        {
            end = TokenId(after.0 + 1);
        }
        let next = end.max(TokenId(start.0 + 1));
        Some((self.mention(start, end, &parts, organisation), next))
    }

    /// "Peña senior said" against "Ms Lee senior adviser": a noun that follows makes it an adjective.
    fn lower_suffix_is_adjective(&self, at: TokenId, limit: TokenId) -> bool {
        let next = TokenId(at.0 + 1);
        next < limit && self.words.info(next).is_some_and(|i| i.noun.is_some())
    }

    /// Where a row of lower- or upper-case particles ends, if a capital follows: "van der Mey".
    fn particles(&self, at: TokenId, limit: TokenId) -> Option<TokenId> {
        let mut next = at;
        while next < limit && next.0 < at.0 + 3 && self.words.word(next).is(Word::PARTICLE) {
            if self.words.shape(next) == Shape::Other || self.words.folded(next).len() < 2 && next == at {
                return None;
            }
            next = TokenId(next.0 + 1);
        }
        let capital = next < limit && self.capital_inside(next);
        let lower = self.words.shape(at) == Shape::Lower;
        (next > at && capital && (lower || self.words.word(next).female().is_none())).then_some(next)
    }

    /// Whether a stop belongs to a token: "A.", or "A" and "." next to each other.
    fn dotted(&self, at: TokenId) -> bool {
        let next = TokenId(at.0 + 1);
        self.text(at).ends_with('.')
            || next.index() < self.doc.tokens().len() && self.text(next) == "." && self.adjacent(next)
    }

    /// Whether a stop after this token belongs to it.
    fn abbreviation(&self, at: TokenId) -> bool {
        let (folded, word) = (self.words.folded(at), self.words.word(at));
        folded.chars().count() == 1
            || self.text(at).ends_with('.')
            || word.title.is_some()
                && folded.len() <= 4
                // "Yes, Aunt." is a word, and the stop that of its sentence.
                && !(word.noun.is_some() || matches!(folded, "miss" | "sir" | "dame" | "don"))
    }

    fn adjacent(&self, at: TokenId) -> bool {
        at.0 > 0 && self.doc.token(TokenId(at.0 - 1)).range.end() == self.doc.token(at).range.start()
    }

    fn is_noun(&self, at: TokenId) -> bool {
        self.words.info(at).is_some_and(|i| i.noun.is_some())
    }

    /// The token after a nickname in marks inside a name: Gerd "Iron" Halloran.
    fn nickname(&self, at: TokenId, limit: TokenId) -> Option<TokenId> {
        if self.doc.token(at).kind != TokenKind::Mark {
            return None;
        }
        let close = (at.0 + 2..at.0 + 5)
            .map(TokenId)
            .find(|t| *t < limit && self.doc.token(*t).kind == TokenKind::Mark)?;
        let next = TokenId(close.0 + 1);
        let inside = (at.0 + 1..close.0).map(TokenId).all(|t| self.doc.token(t).kind == TokenKind::Word);
        (inside
            && next < limit
            && self.words.shape(next) == Shape::Capital
            && !self.words.word(next).is(Word::COMMON)
            && !self.adjacent(at))
        .then_some(next)
    }

    /// Whether some name words name a place: "Orme Park" (but "Ann Park" is somebody), "New York".
    fn is_place(&self, names: &[TokenId]) -> bool {
        let (Some(&first), Some(&last)) = (names.first(), names.last()) else { return false };
        let somebody = self.words.word(first).female().is_some();
        let named = self.words.info(last).is_some_and(|i| i.named > 0);
        names.len() > 1 && self.words.word(last).is(Word::THING) && !somebody
            || names.iter().all(|t| self.words.word(*t).is(Word::PLACE | Word::COMMON)) && !named
    }

    fn mention(
        &self,
        start: TokenId,
        end: TokenId,
        parts: &[(TokenId, Part)],
        organisation: bool,
    ) -> Option<Mention> {
        let names = || parts.iter().filter(|p| p.1 == Part::Name).map(|p| p.0);
        let titled = parts.iter().any(|p| p.1 == Part::Title && self.words.word(p.0).title.is_some());
        let last = parts.last()?.0;
        let word = self.words.word(last);
        let count = names().count();
        // "Tom Hill", and "Hill" where the text names a Tom Hill.
        let given =
            names().next().filter(|_| count == 2 && word.is(Word::SURNAME)).map(|t| self.words.word(t));
        let surname = given.is_some_and(|w| w.female().is_some() && !w.is(Word::PLACE | Word::ORG_START))
            || count == 1 && !titled && self.words.info(last).is_some_and(|i| i.named > 0);
        let mut start = start;
        let class = if count == 0 {
            // "Matron", "Mamma", "the Colonel", "Prime Minister": a title alone; "Mr" alone is nobody.
            let noun = self.words.info(last).and_then(|i| i.noun);
            let title = word.title?;
            match (title.kind, noun) {
                (TitleKind::Honorific, None) => return None,
                (_, Some((n, plural))) if plural || n.class == NounClass::Group => return None,
                (_, Some((n, _))) if n.class == NounClass::Organisation => Class::Organisation,
                (TitleKind::Kin, _) => Class::Kin,
                _ => Class::Person,
            }
        } else if titled && !word.is(Word::ORG_END) {
            Class::Person
        } else if surname {
            if count == 2 || word.female().is_some() { Class::Person } else { Class::Unknown }
        } else if organisation
            && (count > 1 || word.is(Word::ORG_END | Word::ORG_PAPER))
            && word.female().is_none()
            || word.is(Word::ORG_END | Word::ORG_PAPER) && (count > 1 || word.female().is_none())
            // "Supreme Court": nobody whose first name is Court.
            || word.is(Word::ORG_END) && parts.len() > 1 && !titled
        {
            Class::Organisation
        } else if names().all(|t| {
            // "June" where it is no month: `part` has looked.
            let word = self.words.word(t);
            word.is(Word::THING) || word.is(Word::TIME) && word.female().is_none()
        }) {
            return None;
        } else if self.is_place(&names().collect::<Vec<_>>()) {
            Class::Place
        } else if names().all(|t| self.words.word(t).is(Word::PEOPLE))
            && self.words.info(last).is_some_and(|i| i.named == 0)
        {
            return None;
        } else if count >= 2 || names().any(|t| self.words.word(t).female().is_some()) {
            Class::Person
        } else {
            Class::Unknown
        };
        // "Ann King" is no king.
        let first_name = names().next().is_some_and(|t| self.words.word(t).female().is_some());
        let title_gender = parts
            .iter()
            .filter(|p| p.1 == Part::Title && !(p.0 == last && first_name))
            .filter_map(|p| self.words.word(p.0).title)
            .map(|t| t.gender)
            .find(|g| *g != Gender::Unknown)
            .unwrap_or(Gender::Unknown);
        let gender = if class == Class::Organisation { Gender::Unknown } else { title_gender };
        let female = match gender {
            Gender::Female => 0.99,
            Gender::Male => 0.01,
            Gender::Unknown if matches!(class, Class::Person | Class::Unknown) => {
                names().next().and_then(|t| self.words.word(t).female()).unwrap_or(0.5)
            }
            Gender::Unknown => 0.5,
        };
        // "the Wilson Center", "the Hatter".
        if start.0 > 0 && matches!(self.words.folded(TokenId(start.0 - 1)), "the") {
            let the = TokenId(start.0 - 1);
            if self.doc.token(the).sentence == self.doc.token(start).sentence {
                start = the;
            }
        }
        let tokens = TokenRange::new(start, end);
        Some(Mention { tokens, head: last, kind: MentionKind::Name, class, plural: false, female, gender })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MentionKind, found};

    fn names(text: &str) -> Vec<String> {
        found(text).into_iter().filter(|m| m.1 == MentionKind::Name).map(|m| m.0).collect()
    }

    #[test]
    fn titles_and_roles_belong_to_the_name() {
        assert_eq!(
            names("Then Mr. Hale met Danish Foreign Minister Karla Holm."),
            ["Mr. Hale", "Danish Foreign Minister Karla Holm"]
        );
    }

    #[test]
    fn a_word_before_a_surname_is_a_first_name() {
        assert_eq!(
            names("We met June Foster and Will Rivers. April Hill, a nurse, left."),
            ["June Foster", "Will Rivers", "April Hill"]
        );
        assert!(names("They left in June. Will Orme Park open?").iter().all(|n| n == "Orme Park"));
        assert_eq!(names("Even Margaret left. My Margaret left."), ["Margaret", "Margaret"]);
    }

    #[test]
    fn a_first_name_needs_no_tagger() {
        assert_eq!(names("It had been dark for an hour when Ingrid found the house."), ["Ingrid"]);
    }

    #[test]
    fn who_somebody_is_has_the_capital_of_the_sentence() {
        assert_eq!(names("Campaigner Ann Lee left."), ["Ann Lee"]);
        assert_eq!(names("Miller Ann Lee left."), ["Ann Lee"], "though a Miller may be somebody");
        assert_eq!(names("Detective-Inspector Lee left."), ["Detective-Inspector Lee"]);
    }

    #[test]
    fn the_last_name_of_many_is_a_thing_elsewhere() {
        use super::super::Class;
        let class = |text: &str, name: &str| {
            let doc = inquit_tokenizer::tokenize(text);
            let syntax = crate::syntax::analyse(&doc);
            let words = super::Words::read(&doc, &syntax, crate::lexicon::names::english());
            let list = super::find(&doc, &syntax, &words);
            let m = list.iter().rev().find(|m| doc.token_text(m.head) == name).map(|m| m.class);
            m.expect("the name is found")
        };
        assert_eq!(class("We met Tom Church there.", "Church"), Class::Person);
        assert_eq!(class("We met Tom Church there. Later Church left.", "Church"), Class::Unknown);
        assert_eq!(class("We met at the Orme Church there.", "Church"), Class::Organisation);
        assert_eq!(class("We met at Orme Park there.", "Park"), Class::Place);
        assert_eq!(class("We met Jordan Bank there.", "Bank"), Class::Organisation);
    }

    #[test]
    fn particles_initials_and_suffixes() {
        assert_eq!(
            names("We met Ada van der Berg and J. P. Orme, Jr. there."),
            ["Ada van der Berg", "J. P. Orme, Jr."]
        );
    }

    #[test]
    fn the_stop_behind_a_whole_word_is_that_of_its_sentence() {
        assert_eq!(names("We saw it, Aunt. Dr. Orme left."), ["Aunt", "Dr. Orme"]);
    }

    #[test]
    fn nobody_is_named_in_a_dateline() {
        assert_eq!(names("SKELBY, March 3 — We met Ada Berg."), ["Ada Berg"]);
    }

    #[test]
    fn bodies_keep_their_article() {
        assert_eq!(names("It came from the University of Holmby yesterday."), ["the University of Holmby"]);
    }

    #[test]
    fn the_first_word_of_a_sentence_needs_support() {
        assert!(names("Everybody left. Table seven was empty.").is_empty());
        assert!(names("Engineers fear that it leaks.").is_empty());
        assert_eq!(names("Margaret left."), ["Margaret"]);
    }

    #[test]
    fn the_number_of_a_chapter_is_no_initial() {
        let text = "CHAPTER X. Ann Comes Home\n\nThe gate was shut. “It was I. He knew,” said Ann at last.";
        assert_eq!(names(text), ["Ann", "Ann"]);
    }

    #[test]
    fn a_capital_in_a_title_says_nothing_that_the_text_does_not() {
        let text = "Margaret Finds the Old Lamp\n\nIt rained. The lamp was where Margaret had left it.";
        assert_eq!(names(text), ["Margaret", "Margaret"]);
    }

    #[test]
    fn a_modal_without_a_subject_is_a_name() {
        assert_eq!(names("May put out the lamp."), ["May"]);
        assert_eq!(names("Will laughed."), ["Will"]);
        assert!(names("May I put out the lamp? Will you? May be. It was cold in May.").is_empty());
    }

    #[test]
    fn a_word_that_nobody_knows_acts() {
        assert_eq!(names("Remedios closed one."), ["Remedios"]);
    }

    #[test]
    fn whereupon_is_nobody() {
        assert_eq!(names("Whereupon Margaret left."), ["Margaret"]);
    }

    #[test]
    fn a_nickname_in_marks_stays_inside() {
        assert_eq!(names("We saw Gerda \"Tin Hat\" Malone there."), ["Gerda \"Tin Hat\" Malone"]);
    }
}
