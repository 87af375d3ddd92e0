//! What the source of a quotation tells of its speaker.

use super::ages::Ages;
use super::cluster::Cast;
use super::context::Context;
use super::described::{Described, Description, tells_of_new};
use super::entity::{Entity, EntityId};
use super::epithets::Epithets;
use super::interview::{self, Part};
use super::kinship::Kinship;
use super::pronouns;
use super::roles::Roles;
use super::wording::Wording;
use crate::Gender;
use crate::lexicon::bodies::Sorts;
use crate::lexicon::names::{self, Word};
use crate::mentions::{Class, Mention, MentionKind, Shape, noun_mention};
use crate::quotations::{Found, Source};
use crate::syntax::Pos;
use inquit_tokenizer::{TokenId, TokenRange};
use rustc_hash::FxHashMap;

/// How many mentions back something that can be read may be.
const LETTER_BACK: usize = 24;

/// How many who have a role are told apart by where they have it: a list may hold thousands.
const BEARERS: usize = 32;

/// What a source tells.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Told {
    /// There is no source.
    Nothing,
    /// A name, or several as one group.
    Name(EntityId),
    /// I or we.
    First {
        /// We.
        plural: bool,
    },
    /// He, she, they, it.
    Pronoun {
        gender: Gender,
        plural: bool,
        /// It.
        thing: bool,
    },
    /// A noun phrase.
    Noun {
        /// Whoever is known by these words alone.
        own: EntityId,
        /// People and bodies known by name who have this role.
        role: Vec<EntityId>,
        /// The head with its gender.
        gender: Gender,
        class: Class,
        /// What sorts of bodies it may go back to: none for a ministry, which is none that is called something else, and none for "her
        /// office".
        body: Sorts,
        /// "The Swede": goes back to somebody named shortly before.
        epithet: bool,
        kinship: Kinship,
        wording: Wording,
    },
}

/// "The two", "both", "the couple".
fn is_pair(cx: &Context<'_>, tokens: TokenRange) -> bool {
    let words: Vec<&str> = tokens.iter().take(3).map(|t| cx.words().folded(t)).collect();
    matches!(words.as_slice(), ["both"] | ["the", "two" | "pair" | "couple" | "duo"])
}

impl Told {
    /// The gender of somebody whom this does not name: unknown where it tells none; none for a name, "I" or several.
    pub(super) fn gender(&self) -> Option<Gender> {
        match *self {
            Self::Nothing => Some(Gender::Unknown),
            Self::Pronoun { gender, plural: false, thing: false } | Self::Noun { gender, .. } => Some(gender),
            Self::Name(_) | Self::First { .. } | Self::Pronoun { .. } => None,
        }
    }
}

/// Reads sources; makes entities for phrases that are nobody's name.
pub(super) struct Reader<'a> {
    cx: &'a Context<'a>,
    who: &'a [Option<EntityId>],
    roles: &'a Roles,
    ages: Ages,
    epithets: Epithets,
    /// Phrases, folded, and whom they stand for.
    phrases: FxHashMap<String, EntityId>,
    /// The nouns of those phrases, and whom the first with each stands for.
    nouns: FxHashMap<String, EntityId>,
    /// The same in a story.
    described: Described,
    groups: FxHashMap<Vec<EntityId>, EntityId>,
    /// The two who spoke as one last.
    pair: Option<EntityId>,
}

impl<'a> Reader<'a> {
    /// `phrases`: what some are known by from the start.
    pub(super) fn new(
        cx: &'a Context<'a>,
        who: &'a [Option<EntityId>],
        roles: &'a Roles,
        phrases: FxHashMap<String, EntityId>,
    ) -> Self {
        Self {
            cx,
            who,
            roles,
            ages: Ages::collect(cx, who),
            epithets: Epithets::collect(cx),
            phrases,
            nouns: FxHashMap::default(),
            described: Described::collect(cx),
            groups: FxHashMap::default(),
            pair: None,
        }
    }

    /// Links phrases in narration to whoever is known by them: those that are the source of a quotation somewhere, and
    /// in a story those that act beside one that names nobody.
    pub(super) fn phrases(&mut self, cast: &mut Cast) -> Vec<(usize, EntityId)> {
        let cx = self.cx;
        let mut out = Vec::new();
        let mut beside = vec![false; cx.doc.paragraphs().len()];
        if cx.fiction {
            let pronoun = |s: Source| matches!(cx.words().folded(s.head), "he" | "she");
            let direct = || cx.found.iter().filter(|f| f.kind == crate::QuotationKind::Direct);
            let paragraphs = |f: &'a Found| {
                let starts = f.content.iter().map(|r| cx.doc.tokens_in(*r).start);
                let starts = starts.filter(|t| t.index() < cx.doc.tokens().len());
                starts.map(|t| cx.doc.paragraph_of(t).index())
            };
            let mut speech = beside.clone();
            for p in direct().flat_map(paragraphs) {
                speech.get_mut(p).into_iter().for_each(|slot| *slot = true);
            }
            for f in direct().filter(|f| f.source.is_none_or(pronoun)) {
                for p in paragraphs(f) {
                    // Its own paragraph and the one before; where "he" speaks, that only if nobody speaks there.
                    let above =
                        p.checked_sub(1).filter(|a| f.source.is_none() || speech.get(*a) == Some(&false));
                    for at in [Some(p), above].into_iter().flatten() {
                        beside.get_mut(at).into_iter().for_each(|slot| *slot = true);
                    }
                }
            }
        }
        for (i, m) in cx.mentions.list.iter().enumerate() {
            if m.kind != MentionKind::Noun
                || m.plural
                || !matches!(m.class, Class::Person | Class::Kin)
                || cx.is_speech(m.head)
            {
                continue;
            }
            let key = self.key(m.tokens, m.head);
            let known = self.phrases.get(&key).or_else(|| self.nouns.get(&key)).copied();
            let known = known.or_else(|| self.described.narrated(cx, m));
            let acts = beside.get(cx.doc.paragraph_of(m.head).index()).copied().unwrap_or(false)
                && super::turns::is_subject(cx, m)
                && !cx.beside_name(i);
            if let Some(id) = known.or_else(|| acts.then(|| self.phrase(m, cast))) {
                if let Some(e) = cast.entities.get_mut(id.0 as usize) {
                    e.first = e.first.min(m.tokens.start);
                    if tells_of_new(cx, m) {
                        e.wording.introduce();
                    }
                }
                out.push((i, id));
            }
        }
        out
    }

    /// The phrase up to its head, without article: "old man", "her aunt", "police spokesman".
    fn key(&self, tokens: TokenRange, head: TokenId) -> String {
        let words = self.cx.words();
        let mut key = String::new();
        for t in tokens.iter().take_while(|t| *t <= head) {
            let f = words.folded(t);
            if matches!(f, "the" | "a" | "an" | "one" | "that" | "this" | "another" | "," | "two" | "some")
                && t < head
            {
                continue;
            }
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(f);
        }
        key
    }

    /// Whoever was known by the phrase of a source alone has turned out to be somebody with a name.
    pub(super) fn is_known_as(&mut self, source: Source, id: EntityId) {
        let words = self.cx.words();
        if self.cx.fiction {
            let description = Description::of(self.cx, source.tokens, source.head);
            return self.described.tell(words.id(source.head), &description, source.tokens.start, id);
        }
        self.phrases.insert(self.key(source.tokens, source.head), id);
        self.nouns.insert(words.folded(source.head).to_owned(), id);
    }

    /// Reads one source.
    pub(super) fn read(&mut self, source: Source, cast: &mut Cast) -> Told {
        let cx = self.cx;
        if let Some(part) = Part::of(cx, source) {
            return Told::Name(self.part(part, source, cast));
        }
        let range = TokenRange::new(source.tokens.start, source.tokens.end.max(TokenId(source.head.0 + 1)));
        // A mention may begin before the source does where the two stages disagree.
        let from = TokenRange::new(TokenId(range.start.0.saturating_sub(4)), range.end);
        let inside: Vec<usize> = cx
            .mentions
            .starting_in(from)
            .filter(|i| {
                cx.mentions
                    .list
                    .get(*i)
                    .is_some_and(|m| range.contains(m.head) || m.tokens.contains(source.head))
            })
            .collect();
        if let Some(told) = pronouns::at_the_end(cx, range).or_else(|| pronouns::other(cx, range)) {
            return told;
        }
        if let Some(group) = self.group(source, range, &inside, cast) {
            let two = cast.entities.get(group.0 as usize).is_some_and(|g| g.members.len() == 2);
            self.pair = Some(group).filter(|_| two);
            return Told::Name(group);
        }
        if let Some(pair) = self.pair.filter(|_| !cx.fiction && is_pair(cx, range)) {
            return Told::Name(pair);
        }
        // The name at the head, or in apposition to it.
        let limit = self.relative(range);
        if self.epithets.has(cx, source) && self.apposed(source.head, limit, &inside, false).is_none() {
            return self.noun(source, None, cast);
        }
        let mut noun = None;
        for &i in &inside {
            let Some(m) = cx.mentions.list.get(i) else { continue };
            // A longer one may begin with the source: "her telling us".
            if m.head >= limit {
                continue;
            }
            match m.kind {
                MentionKind::Pronoun if m.head == source.head => {
                    return match self.letter_before(m) {
                        Some(letter) => {
                            self.noun(Source { tokens: letter.tokens, head: letter.head }, Some(letter), cast)
                        }
                        None => pronouns::read(cx, m),
                    };
                }
                MentionKind::Name if m.head == source.head || m.tokens.contains(source.head) => {
                    // "Counsel to the inquiry, Ada Holm KC"
                    let office = m.tokens.iter().all(|t| cx.words().word(t).title.is_some());
                    if let Some(id) = self.apposed(source.head, limit, &inside, false).filter(|_| office) {
                        return Told::Name(id);
                    }
                    if let Some(id) = self.who.get(i).copied().flatten() {
                        if let Some(e) = cast.entities.get_mut(id.0 as usize) {
                            e.animate = true;
                        }
                        return Told::Name(id);
                    }
                }
                MentionKind::Noun if m.head == source.head => noun = Some(*m),
                _ => {}
            }
        }
        // "the judge, Ada Holm", "her publisher Ben Orme".
        let body = noun.is_some_and(|m| m.class == Class::Organisation);
        if let Some(id) = self.apposed(source.head, limit, &inside, body) {
            return Told::Name(id);
        }
        if noun.is_none()
            && let Some(id) = self.antecedent(source).or_else(|| self.instead(source, limit, &inside))
        {
            if let Some(e) = cast.entities.get_mut(id.0 as usize) {
                e.animate = true;
            }
            return Told::Name(id);
        }
        // "her son, who said"; "his voice said".
        if let Some(m) = self.before_who(source, MentionKind::Noun).and_then(|i| cx.mentions.list.get(i)) {
            return self.noun(Source { tokens: m.tokens, head: m.head }, Some(*m), cast);
        }
        if let Some(told) = pronouns::voice(cx, source).or_else(|| pronouns::saying(cx, source)) {
            return told;
        }
        self.noun(source, noun, cast)
    }

    /// What "it" at a mention says in a story, if something that can be read was named before it in the paragraph: "Ravi stared
    /// at **the letter**. It said:"
    fn letter_before(&self, it: &Mention) -> Option<Mention> {
        let cx = self.cx;
        if !cx.fiction || cx.words().folded(it.head) != "it" {
            return None;
        }
        let paragraph = cx.doc.paragraph(cx.doc.paragraph_of(it.head)).tokens;
        let before = cx.mentions.starting_in(TokenRange::new(paragraph.start, it.tokens.start));
        let mut things = before.rev().take(LETTER_BACK).filter_map(|i| cx.mentions.list.get(i));
        things
            .find(|m| m.kind == MentionKind::Noun && m.class == Class::Document && !m.plural)
            .copied()
            .filter(|m| !cx.is_speech(m.head))
    }

    /// Whoever has a part in an interview.
    fn part(&mut self, part: Part, source: Source, cast: &mut Cast) -> EntityId {
        let answers =
            (part == Part::Answers).then(|| interview::who_answers(self.cx, self.who, &cast.entities));
        if let Some(id) = answers.flatten() {
            return id;
        }
        *self.phrases.entry(part.name().to_owned()).or_insert_with(|| {
            let id = EntityId(cast.entities.len() as u32);
            let name = part.name().to_owned();
            cast.entities.push(Entity::nameless(name, Class::Person, Gender::Unknown, source.tokens.start));
            id
        })
    }

    /// Whom "who" goes back to: the name right before it.
    fn antecedent(&self, source: Source) -> Option<EntityId> {
        let i = self.before_who(source, MentionKind::Name)?;
        self.who.get(i).copied().flatten()
    }

    /// The mention of a kind that stands right before "who", a comma aside.
    fn before_who(&self, source: Source, kind: MentionKind) -> Option<usize> {
        let cx = self.cx;
        if !matches!(cx.words().folded(source.head), "who" | "which" | "that") {
            return None;
        }
        let mut end = source.head;
        if end.0 > 0 && cx.text_of(TokenId(end.0 - 1)) == "," {
            end = TokenId(end.0 - 1);
        }
        let near = cx.mentions.starting_in(TokenRange::new(TokenId(end.0.saturating_sub(8)), end));
        near.rev().find(|i| cx.mentions.list.get(*i).is_some_and(|m| m.tokens.end == end && m.kind == kind))
    }

    /// A source whose head is nobody, as where an adverb is taken for it: the name that it begins with, or its last.
    fn instead(&self, source: Source, limit: TokenId, inside: &[usize]) -> Option<EntityId> {
        let cx = self.cx;
        if cx.words().info(source.head).is_some_and(|w| w.noun.is_some()) {
            return None;
        }
        let names = || {
            inside.iter().copied().filter(|i| {
                cx.mentions.list.get(*i).is_some_and(|m| {
                    m.kind == MentionKind::Name
                        && m.head < limit
                        && !cx.is_genitive(m)
                        && self.who.get(*i).is_some_and(Option::is_some)
                })
            })
        };
        let begins =
            |i: &usize| cx.mentions.list.get(*i).is_some_and(|m| m.tokens.start <= source.tokens.start);
        let found = names().find(begins).or_else(|| names().next_back());
        found.and_then(|i| self.who.get(i).copied().flatten())
    }

    /// Where a relative clause or another clause begins in a source.
    fn relative(&self, range: TokenRange) -> TokenId {
        range
            .iter()
            .skip(1)
            .find(|t| {
                matches!(self.cx.words().folded(*t), "who" | "which" | "whose" | "whom" | "that" | "where")
            })
            .unwrap_or(range.end)
    }

    /// Somebody named right after a noun, with or without a comma between, or after another noun behind a comma: "the owner, **Ada
    /// Holm**", "the owner, local baker **Ada Holm**"; behind a noun for a body, that body: "the firm, **Orme Rail**".
    fn apposed(&self, head: TokenId, limit: TokenId, inside: &[usize], body: bool) -> Option<EntityId> {
        for &i in inside {
            let m = self.cx.mentions.list.get(i)?;
            if m.kind != MentionKind::Name || m.tokens.start <= head || m.head >= limit {
                continue;
            }
            let before = TokenId(m.tokens.start.0.saturating_sub(1));
            let parted = |t: TokenId| matches!(self.cx.text_of(t), "," | "(" | "—" | "–");
            if before != head && !parted(before) && !self.described(head, before, parted) {
                continue;
            }
            if matches!(m.class, Class::Person | Class::Unknown) || body && m.class == Class::Organisation {
                return self.who.get(i).copied().flatten();
            }
        }
        None
    }

    /// Whether what ends with `last` is a noun for somebody, with nothing but what tells more of it up to the comma behind `head`.
    fn described(&self, head: TokenId, last: TokenId, parted: impl Fn(TokenId) -> bool) -> bool {
        let cx = self.cx;
        let person = cx.words().info(last).and_then(|w| w.noun);
        let person = person.is_some_and(|(n, plural)| !plural && Class::from(n.class) == Class::Person);
        let nominal =
            |t: TokenId| matches!(cx.syntax.pos(t), Pos::Adj | Pos::Noun | Pos::Propn | Pos::Det | Pos::Num);
        let start = (head.0 + 1..=last.0).rev().map(TokenId).find(|t| !nominal(*t));
        person && start.is_some_and(parted)
    }

    /// "Ada Holm and Ben Orme": two or more with "and" between, nothing but appositions otherwise.
    fn group(
        &mut self,
        source: Source,
        range: TokenRange,
        inside: &[usize],
        cast: &mut Cast,
    ) -> Option<EntityId> {
        let cx = self.cx;
        let mut members: Vec<EntityId> = Vec::new();
        let mut joined = false;
        for &i in inside {
            let m = cx.mentions.list.get(i)?;
            let before = TokenId(m.tokens.start.0.saturating_sub(1));
            let after_and = m.tokens.start > range.start && matches!(cx.words().folded(before), "and" | "&");
            // "Senators Ada Holm and Ben Orme"
            let titles = TokenRange::new(range.start, m.tokens.start.max(range.start));
            let first = m.tokens.start <= range.start
                || members.is_empty()
                    && titles.iter().all(|t| {
                        cx.words().info(t).and_then(|w| w.noun).is_some_and(|(_, plural)| plural)
                            || matches!(cx.syntax.pos(t), Pos::Adj | Pos::Det | Pos::Propn | Pos::Noun)
                                && titles.end.0 > t.0 + 1
                    });
            let listed = after_and
                || m.tokens.start > range.start
                    && cx.text_of(before) == ","
                    && m.kind == MentionKind::Name
                    && matches!(m.class, Class::Person | Class::Unknown);
            if m.kind != MentionKind::Name || cx.is_genitive(m) || !(first || listed) {
                continue;
            }
            if !matches!(m.class, Class::Person | Class::Unknown | Class::Organisation | Class::Kin) {
                continue;
            }
            // A verb or a relative pronoun before it: it belongs to a clause about the first one.
            let between = TokenRange::new(range.start, m.tokens.start);
            if between.iter().any(|t| {
                matches!(cx.words().folded(t), "who" | "which" | "whose" | "with" | "by" | "from")
                    || cx.syntax.pos(t) == Pos::Verb
            }) {
                break;
            }
            joined |= after_and;
            if let Some(id) = self.who.get(i).copied().flatten().filter(|id| !members.contains(id)) {
                members.push(id);
            }
        }
        if !joined || members.len() < 2 {
            return None;
        }
        if let Some(&id) = self.groups.get(&members) {
            return Some(id);
        }
        let names: Vec<String> =
            members.iter().filter_map(|m| cast.entities.get(m.0 as usize)).map(|e| e.name.clone()).collect();
        let name = match names.split_last() {
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
            None => return None,
        };
        let mut group = Entity::nameless(name, Class::Group, Gender::Unknown, source.tokens.start);
        group.members.clone_from(&members);
        let id = EntityId(cast.entities.len() as u32);
        cast.entities.push(group);
        self.groups.insert(members, id);
        Some(id)
    }

    /// The group of two people named with "and" between, by the second of their mentions.
    pub(super) fn pair(&mut self, second: usize, cast: &mut Cast) -> Option<EntityId> {
        let cx = self.cx;
        let m = *cx.mentions.list.get(second)?;
        let first = second.checked_sub(1)?;
        let o = *cx.mentions.list.get(first)?;
        let both = |i: usize, m: &Mention| {
            m.kind == MentionKind::Name
                && matches!(m.class, Class::Person | Class::Unknown)
                && self.who.get(i).is_some_and(Option::is_some)
        };
        let joined = o.tokens.end.0 + 1 == m.tokens.start.0 && cx.words().folded(o.tokens.end) == "and";
        if !joined || !both(first, &o) || !both(second, &m) {
            return None;
        }
        let tokens = TokenRange::new(o.tokens.start, m.tokens.end);
        self.group(Source { tokens, head: m.head }, tokens, &[first, second], cast)
    }

    /// Whoever a noun phrase stands for by itself.
    pub(super) fn phrase(&mut self, m: &Mention, cast: &mut Cast) -> EntityId {
        if let Some(known) = self.described.narrated(self.cx, m) {
            return known;
        }
        let source = Source { tokens: m.tokens, head: m.head };
        match self.noun(source, Some(*m), cast) {
            Told::Noun { own, role, .. } => role.last().copied().unwrap_or(own),
            Told::Name(id) => id,
            _ => EntityId(u32::MAX),
        }
    }

    /// What to call somebody without a name: the phrase up to a comma, a relative clause or a participle after its head,
    /// without the capital of a sentence.
    fn phrase_name(&self, range: TokenRange, head: TokenId) -> String {
        let cx = self.cx;
        let words = cx.words();
        let (mut named, mut noun) = (false, false);
        let end = range.iter().find(|t| {
            let ends = matches!(cx.text_of(*t), "," | ";" | "(" | "—" | "–")
                || matches!(words.folded(*t), "who" | "which" | "whose" | "whom" | "that" | "and")
                || noun && matches!(cx.syntax.pos(*t), Pos::Verb | Pos::Aux);
            let ends = named && ends;
            // A tagger may not know a noun that the lexicon does.
            noun = matches!(cx.syntax.pos(*t), Pos::Noun | Pos::Propn)
                || words.info(*t).is_some_and(|w| w.noun.is_some());
            named |= noun || *t == head;
            ends
        });
        let name = TokenRange::new(range.start, end.unwrap_or(range.end));
        let mut name = cx.spaced(name);
        let sentence_case = words.shape(range.start) == Shape::Capital
            && words.is_first(range.start)
            && (matches!(cx.syntax.pos(range.start), Pos::Det | Pos::Pron | Pos::Num)
                || words
                    .info(range.start)
                    .is_some_and(|w| w.capital_inside == 0 && (w.lower > 0 || w.noun.is_some())));
        if let Some(first) = name.chars().next().filter(|_| sentence_case) {
            name.replace_range(..first.len_utf8(), &first.to_lowercase().to_string());
        }
        name
    }

    /// Of those who have a role, those who have it where the phrase says: "the mayor **of Orme**", "the **Orme** mayor".
    fn of_whom(&self, role: Vec<EntityId>, source: Source, cast: &Cast) -> Vec<EntityId> {
        let words = self.cx.words();
        let noun = words.folded(source.head);
        // The words with a capital that are no part of an office: "The Indian prime minister" is Prime Minister Ada Holm.
        let places = |text: &str| -> Vec<String> {
            let capitals =
                text.split([' ', ',', '-', '\'', '’']).filter(|w| w.starts_with(char::is_uppercase));
            let capitals = capitals.skip(usize::from(text.starts_with("The "))).map(str::to_lowercase);
            let office = |w: &String| {
                let known = names::english().word(w);
                known.title.is_some() || known.is(Word::MODIFIER)
            };
            capitals.filter(|w| w != noun && !office(w)).collect()
        };
        let opening = words.folded(source.tokens.start);
        let pronoun = matches!(opening, "his" | "her" | "its" | "their" | "that" | "this");
        let phrase = TokenRange::new(TokenId(source.tokens.start.0 + u32::from(pronoun)), source.tokens.end);
        let asked = places(&self.cx.spaced(phrase));
        if asked.is_empty() || role.is_empty() || role.len() > BEARERS {
            return role;
        }
        // Whether the roles of somebody tell the place, or another one.
        let told = |id: &EntityId| {
            let roles = cast.entities.get(id.0 as usize).map_or(&[][..], |e| e.roles.as_slice());
            let own = roles.iter().filter(|r| r.to_lowercase().contains(noun));
            let known: Vec<String> = own.flat_map(|r| places(r)).collect();
            (known.iter().any(|p| asked.contains(p)), !known.is_empty())
        };
        if role.iter().any(|id| told(id).0) {
            return role.into_iter().filter(|id| told(id).0).collect();
        }
        role.into_iter().filter(|id| !told(id).1).collect()
    }

    /// A source that is no name: who has the role, and an entity of its own.
    fn noun(&mut self, source: Source, mention: Option<Mention>, cast: &mut Cast) -> Told {
        let cx = self.cx;
        let words = cx.words();
        let mention = mention.or_else(|| noun_mention(cx.doc, cx.syntax, words, source.head));
        let range = source.tokens;
        let folded_head = words.folded(source.head).to_owned();
        let plural = mention.is_some_and(|m| m.plural);
        let gender = mention.map_or(Gender::Unknown, |m| m.gender);
        let class = mention.map_or(Class::Unknown, |m| m.class);
        let opening = words.folded(range.start);
        let definite = matches!(
            opening,
            "the" | "that" | "this" | "its" | "his" | "her" | "their" | "these" | "those" | "both"
        ) && range.start < source.head;
        // "Mademoiselle said": whoever of the people with this title was named last.
        let indefinite =
            matches!(opening, "a" | "an" | "one" | "another" | "some" | "any" | "every" | "each");
        let titled = words.word(source.head).title.is_some() && !indefinite;
        // "Its president" is hardly the one whom the text calls President Ada Holm.
        let others = opening == "its" && class == Class::Person;
        let role = if (definite || titled) && !plural && !others {
            self.roles.of(&folded_head).to_vec()
        } else {
            Vec::new()
        };
        let role = self.of_whom(role, source, cast);
        let by_age = range.iter().take_while(|t| definite && !plural && *t <= source.head).find_map(|t| {
            self.ages
                .of(words.folded(t), |id| cast.entities.get(id.0 as usize).is_some_and(|e| e.fits(gender)))
        });
        let role = by_age.map_or(role, |id| vec![id]);
        let key = self.key(range, source.head);
        // In a report, "the man" goes back to "the man in the grey coat"; not the other way round, nor does "a man", and "the union's
        // spokesman" is not the mill's.
        let bare = key == folded_head;
        let noun = || {
            let noun = if definite && bare { &folded_head } else { &key };
            self.nouns.get(noun).filter(|_| !indefinite).copied()
        };
        let known = self.phrases.get(&key).copied();
        let description = cx.fiction.then(|| Description::of(cx, range, source.head));
        let known = match &description {
            Some(words_of) => known.or_else(|| {
                let id = words.id(source.head);
                self.described.who(id, words_of, range.start).filter(|_| !indefinite)
            }),
            None => known.or_else(noun).filter(|_| opening != "another"),
        };
        let wording = Wording::of(cx, range, source.head);
        let own = match known {
            Some(id) => id,
            None => {
                let id = EntityId(cast.entities.len() as u32);
                let name = self.phrase_name(range, source.head);
                let mut e = Entity::nameless(name, class, gender, range.start);
                e.wording = wording;
                e.noun = Some(words.id(source.head));
                cast.entities.push(e);
                if !cx.fiction {
                    self.nouns.entry(folded_head.clone()).or_insert(id);
                    self.phrases.insert(key, id);
                }
                id
            }
        };
        if let Some(words_of) = description {
            self.described.tell(words.id(source.head), &words_of, range.start, own);
        }
        // A phrase that a cast lists is as good as a name.
        if cast.entities.get(own.0 as usize).is_some_and(|e| e.cast.is_some()) {
            return Told::Name(own);
        }
        let epithet = self.epithets.has(cx, source);
        let kinship = Kinship::of(cx, range, source.head);
        // "her office"
        let owned = class == Class::Organisation && matches!(opening, "his" | "her" | "their");
        let body = if definite && !owned { Sorts::of_noun(&folded_head) } else { Sorts::default() };
        Told::Noun { own, role, gender, class, body, epithet, kinship, wording }
    }
}

#[cfg(test)]
mod tests {
    use crate::speakers::testing::speakers;

    #[test]
    fn what_can_be_read_says_what_it_says() {
        let said = speakers(
            "He looked at her. Ravi stared at the letter in his hand. It said: “Come at once.” He read it to his \
             sister.\n\n“Come where?” she asked him.\n\n“It does not say.”",
        );
        assert_eq!(said[0].as_deref(), Some("the letter"));
    }

    #[test]
    fn a_body_of_a_state_is_no_company_and_its_president_not_that_of_the_land() {
        let said = speakers(
            "VARDE, May 3 — President Ilse Marek told reporters on Monday that the mill was old, according to a \
             statement.\n\nBrackett Steel said it would close its mill. The ministry said it was sorry. The company \
             said it was not. “We tried,” its president said.\n\nThe president told reporters that it was late.",
        );
        let said: Vec<_> = said.iter().skip(2).map(|s| s.as_deref()).collect();
        assert_eq!(
            said,
            ["Brackett Steel", "the ministry", "Brackett Steel", "its president", "Ilse Marek"].map(Some)
        );
    }

    #[test]
    fn a_town_is_not_the_union_that_bears_its_name() {
        let said = speakers(
            "The Varde Workers' Union said that the mill in Varde would close.\n\nPeople in Varde were angry. Varde \
             said that it was sorry.",
        );
        assert_ne!(said[0], said[1]);
    }

    #[test]
    fn a_pronoun_before_an_ing_form_is_a_pronoun() {
        let said = speakers(
            "Lena Ortiz denied it. A recording shows her telling swimmers in 2021: “I will never close it.”",
        );
        assert_eq!(said.last().cloned().flatten().as_deref(), Some("Lena Ortiz"));
    }
}
