//! The distinct forms of names in a text, taken apart: title, given names, surname, suffix.

use super::context::Context;
use super::turns::is_subject;
use crate::Gender;
use crate::lexicon::names::{TitleKind, Word};
use crate::mentions::{Class, Mention, MentionKind, Shape, WordId};
use crate::syntax::Pos;
use inquit_tokenizer::{SentenceId, TokenId, TokenRange};
use rustc_hash::{FxHashMap, FxHashSet};

/// A distinct form of name: "Mr. Hale" and "Hale" are two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct FormId(pub(super) u32);

/// The courtesy title of a form. Two different ones (`Ms` and `None` apart) are two people.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Courtesy {
    Mr,
    Mrs,
    Miss,
    Ms,
    Sir,
    Lord,
    Lady,
}

impl Courtesy {
    pub(super) fn of(folded: &str) -> Option<Self> {
        Some(match folded {
            "mr" | "mister" | "monsieur" | "m" | "signor" | "signore" | "senor" | "herr" | "master"
            | "don" => Self::Mr,
            "mrs" | "madame" | "madam" | "mme" | "signora" | "senora" | "frau" | "mistress" | "dona"
            | "donna" => Self::Mrs,
            "miss" | "mlle" | "mademoiselle" | "signorina" | "senorita" | "fraulein" => Self::Miss,
            "ms" | "mx" => Self::Ms,
            "sir" => Self::Sir,
            "lord" => Self::Lord,
            "lady" | "dame" => Self::Lady,
            _ => return None,
        })
    }

    /// Whether one person can bear both.
    pub(super) fn fits(self, other: Self) -> bool {
        use Courtesy::{Lord, Miss, Mr, Mrs, Ms, Sir};
        self == other
            || matches!((self, other), (Ms, Mrs | Miss) | (Mrs | Miss, Ms) | (Sir, Lord) | (Lord, Sir))
            // A boy called "Master" and a man called "Mr" share a class already.
            || matches!((self, other), (Mr, Mr))
    }
}

/// A form of name, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// As it stands where it stands first, without article.
    pub(super) text: String,
    /// The same without titles.
    pub(super) untitled: String,
    pub(super) class: Class,
    pub(super) courtesy: Option<Courtesy>,
    /// The word of a rank, an office or kinship: "captain", "aunt".
    pub(super) title: Option<String>,
    pub(super) kin: bool,
    pub(super) title_gender: Gender,
    /// The words of an office or a rank before the name: "Danish Foreign Minister".
    pub(super) role: Option<String>,
    /// Names before the surname, folded; initials have one letter.
    pub(super) given: Vec<String>,
    /// The last name, particles with it; the only name of a form with one.
    pub(super) last: Option<String>,
    /// A name that begins with a capital particle may be a surname as a whole: "Van Dorn", "Le Bris".
    pub(super) joined: Option<String>,
    /// jr or sr.
    pub(super) suffix: Option<&'static str>,
    /// A nickname in marks.
    pub(super) nickname: Option<String>,
    /// Probability that a bearer of the first name is female; 0.5 if unknown.
    pub(super) prior: f32,
    /// The last word is a listed first name.
    pub(super) first_name: bool,
    /// Mentions in narration and in speech.
    pub(super) narrated: u32,
    pub(super) spoken: u32,
    /// Pronouns that follow closely: she and he.
    pub(super) she: u32,
    pub(super) he: u32,
    /// How often it stands after "in", "at" and the like: as a place does.
    pub(super) located: u32,
    /// How often "the" stands before it: as it does before the names of ships and inns, and of few people.
    pub(super) articled: u32,
    /// How often it acts in the narration of a story: the subject right before a verb.
    pub(super) acts: u32,
    /// Sentences it stands in, in order, and whether it is spoken there.
    pub(super) sentences: Vec<(SentenceId, bool)>,
    /// Its first mention.
    pub(super) first: TokenId,
}

impl Form {
    /// How often it stands in the text.
    pub(super) fn count(&self) -> u32 {
        self.narrated + self.spoken
    }

    /// Whether the text uses it as the name of a place.
    fn is_place(&self) -> bool {
        matches!(self.class, Class::Person | Class::Unknown)
            && self.courtesy.is_none()
            && self.title.is_none()
            && self.located >= 2
            && self.located * 5 > self.count()
            && self.she + self.he < self.count()
    }

    /// Whether the narration of a story has it act and never has it for a place or, mostly, for a thing.
    pub(super) fn is_alive(&self) -> bool {
        self.acts > 0 && self.located == 0 && 2 * self.articled <= self.count()
    }

    /// How many words name the person.
    pub(super) fn names(&self) -> usize {
        self.given.len() + usize::from(self.last.is_some())
    }
}

/// Every form of the text and which mention has which.
#[derive(Debug, Default)]
pub(super) struct Forms {
    pub(super) list: Vec<Form>,
    /// For each mention: its form, if it is a name.
    pub(super) of: Vec<Option<FormId>>,
    /// The text tells a story.
    pub(super) story: bool,
}

/// Collects the forms of a text.
pub(super) fn collect(cx: &Context<'_>) -> Forms {
    let mut forms = Forms { list: Vec::new(), of: vec![None; cx.mentions.list.len()], story: cx.fiction };
    let mut known: FxHashMap<Vec<WordId>, FormId> = FxHashMap::default();
    let mut key = Vec::new();
    for (i, m) in cx.mentions.list.iter().enumerate() {
        if m.kind != MentionKind::Name {
            continue;
        }
        key.clear();
        key.extend(
            m.tokens
                .iter()
                .filter(|t| cx.words().shape(*t) != Shape::Other && cx.words().folded(*t) != "the")
                .map(|t| cx.words().id(t)),
        );
        if key.is_empty() {
            continue;
        }
        let id = match known.get(key.as_slice()) {
            Some(&id) => id,
            // The bishop of “The Bishop’s Arms” is nobody in the story.
            None if cx.is_set_apart(m.head) => continue,
            None => {
                let id = FormId(forms.list.len() as u32);
                forms.list.push(parse(cx, m));
                known.insert(key.clone(), id);
                id
            }
        };
        if let Some(slot) = forms.of.get_mut(i) {
            *slot = Some(id);
        }
        let Some(form) = forms.list.get_mut(id.0 as usize) else { continue };
        if cx.is_speech(m.head) {
            form.spoken += 1;
        } else {
            form.narrated += 1;
        }
        form.located += u32::from(is_located(cx, m.tokens.start));
        form.articled += u32::from(is_articled(cx, m));
        let acts = cx.fiction
            && !cx.is_speech(m.head)
            && m.tokens.end.index() < cx.doc.tokens().len()
            && cx.syntax.pos(m.tokens.end) == Pos::Verb
            && is_subject(cx, m);
        form.acts += u32::from(acts);
        let sentence = (cx.doc.token(m.head).sentence, cx.is_speech(m.head));
        if form.sentences.last() != Some(&sentence) {
            form.sentences.push(sentence);
        }
    }
    count_pronouns(cx, &mut forms);
    families(cx, &mut forms);
    surnames(&mut forms);
    for form in &mut forms.list {
        if form.is_place() {
            form.class = Class::Place;
            let all: Vec<String> = form.given.drain(..).chain(form.last.take()).collect();
            form.last = Some(all.join(" "));
        }
    }
    forms
}

/// Tells families from people: "the Ann Lees", "the Lees" are no woman of the name Lees where the text has a Lee.
fn families(cx: &Context<'_>, forms: &mut Forms) {
    let surnames: FxHashSet<String> = forms.list.iter().filter_map(|f| f.last.clone()).collect();
    for form in &mut forms.list {
        let family = matches!(form.class, Class::Person | Class::Unknown)
            && form.courtesy.is_none()
            && form.title.is_none()
            && cx.words().folded(form.first) == "the"
            && form.last.as_deref().and_then(|l| l.strip_suffix('s')).is_some_and(|l| surnames.contains(l));
        if family {
            form.class = Class::Group;
            let all: Vec<String> = form.given.drain(..).chain(form.last.take()).collect();
            form.last = Some(all.join(" "));
        }
    }
}

/// Tells surnames from first names: "Thomas" is no man where the text has an Ann Thomas, and nobody whose first name it is.
fn surnames(forms: &mut Forms) {
    let person = |f: &&Form| f.class == Class::Person && !f.given.is_empty();
    let last: FxHashSet<String> = forms.list.iter().filter(person).filter_map(|f| f.last.clone()).collect();
    let first: FxHashSet<String> =
        forms.list.iter().filter(person).filter_map(|f| f.given.first().cloned()).collect();
    for form in forms.list.iter_mut().filter(|f| f.given.is_empty() && f.class == Class::Person) {
        // "Pope said", "Ms. Pope said" of Ann Pope; "the Pope" is somebody else.
        let word = form.title.as_ref().filter(|t| form.last.is_none() && last.contains(*t));
        if word.is_some() && 2 * form.articled <= form.count() {
            form.last = form.title.take();
            (form.role, form.kin, form.first_name) = (None, false, false);
            if form.courtesy.is_none() {
                (form.title_gender, form.prior) = (Gender::Unknown, 0.5);
            }
        }
    }
    for form in forms.list.iter_mut().filter(|f| f.first_name && f.given.is_empty()) {
        let surname = |name: &String| last.contains(name) && !first.contains(name);
        if form.courtesy.is_none() && form.title.is_none() && form.last.as_ref().is_some_and(surname) {
            form.first_name = false;
            form.prior = 0.5;
        }
    }
}

/// Whether a name stands where a place does: "in Orme", "reached Orme", "at Orme" but not "looked at Ann".
fn is_located(cx: &Context<'_>, name: TokenId) -> bool {
    let word = |back: u32| name.0.checked_sub(back).map_or("", |t| cx.words().folded(TokenId(t)));
    match word(1) {
        "in" | "near" | "into" | "through" | "throughout" | "leave" | "left" | "reach" | "reached" => true,
        "at" => {
            name.0 < 2
                || cx.syntax.pos(TokenId(name.0 - 2)) != Pos::Verb
                || matches!(word(2), "arrived" | "stayed" | "living")
        }
        _ => false,
    }
}

/// Whether "the" stands before a name, or opens it; marks of emphasis between count for nothing: "the _Marie Rose_".
fn is_articled(cx: &Context<'_>, m: &Mention) -> bool {
    let the = |t: TokenId| cx.words().folded(t) == "the";
    let before = m.tokens.start.0.checked_sub(1).map(TokenId);
    let emphasis = before.filter(|t| matches!(cx.text_of(*t), "_" | "*"));
    let before = emphasis.map_or(before, |t| t.0.checked_sub(1).map(TokenId));
    the(m.tokens.start) || before.is_some_and(the)
}

/// Counts for each form whether "she" or "he" follows it in narration, before another name does.
fn count_pronouns(cx: &Context<'_>, forms: &mut Forms) {
    /// How far, in tokens, a pronoun may stand from the name it goes back to.
    const REACH: u32 = 25;
    let mut last: Option<(FormId, TokenId)> = None;
    for (i, m) in cx.mentions.list.iter().enumerate() {
        if cx.is_speech(m.head) {
            continue;
        }
        match m.kind {
            MentionKind::Name => {
                if let Some(id) = forms.of.get(i).copied().flatten() {
                    // A genitive ("Ann's") is no subject; what follows goes back to somebody else.
                    last = if cx.is_genitive(m) { None } else { Some((id, m.head)) };
                }
            }
            MentionKind::Pronoun if m.gender != Gender::Unknown => {
                let Some((id, at)) = last.take() else { continue };
                if m.head.0.saturating_sub(at.0) > REACH
                    || cx.doc.paragraph_of(at) != cx.doc.paragraph_of(m.head)
                {
                    continue;
                }
                if let Some(form) = forms.list.get_mut(id.0 as usize) {
                    if m.gender == Gender::Female {
                        form.she += 1;
                    } else {
                        form.he += 1;
                    }
                }
            }
            _ => {}
        }
    }
}

/// The surname, folded and as written, that a first name shares with the full name after "and".
fn shared_surname(cx: &Context<'_>, m: &Mention) -> Option<(String, String)> {
    if cx.words().folded(m.tokens.end) != "and" {
        return None;
    }
    let next = TokenId(m.tokens.end.0 + 1);
    let other = cx.mentions.starting_in(TokenRange::new(next, TokenId(next.0 + 1))).next()?;
    let o = cx.mentions.list.get(other)?;
    let words: Vec<TokenId> = o.tokens.iter().filter(|t| cx.words().shape(*t) == Shape::Capital).collect();
    let [first, last] = words.as_slice() else { return None };
    let given = cx.words().word(*first).female().is_some() && cx.words().word(*first).title.is_none();
    (o.kind == MentionKind::Name
        && o.class == Class::Person
        && given
        && cx.words().word(*last).female().is_none())
    .then(|| (cx.words().folded(*last).to_owned(), cx.text_of(*last).to_owned()))
}

/// Whether words are a first name and more: "Dale Burgum" behind "North Dakota Gov.".
fn names_somebody(cx: &Context<'_>, tokens: &[TokenId]) -> bool {
    let mut names = tokens.iter().filter(|t| cx.words().shape(**t) == Shape::Capital);
    names.next().is_some_and(|t| cx.words().word(*t).female().is_some()) && names.next().is_some()
}

/// Whether a name is one that Korean and Chinese write behind the surname: "Sun-hye", "Jae-won".
fn surname_first(name: &str) -> bool {
    let parts = name.split_once('-');
    parts.is_some_and(|(first, second)| {
        first.starts_with(char::is_uppercase)
            && second.chars().count() > 1
            && second.chars().all(char::is_lowercase)
    })
}

/// Takes the name of a mention apart.
fn parse(cx: &Context<'_>, m: &Mention) -> Form {
    let words = cx.words();
    let article = usize::from(words.folded(m.tokens.start) == "the");
    let tokens: Vec<TokenId> = m.tokens.iter().skip(article).collect();
    let first = tokens.first().copied().unwrap_or(m.head);
    let text = cx.spaced(TokenRange::new(first, m.tokens.end));
    let mut form = Form {
        untitled: text.clone(),
        text,
        class: m.class,
        courtesy: None,
        title: None,
        kin: false,
        title_gender: m.gender,
        role: None,
        given: Vec::new(),
        last: None,
        joined: None,
        suffix: None,
        nickname: None,
        prior: 0.5,
        first_name: false,
        narrated: 0,
        spoken: 0,
        she: 0,
        he: 0,
        located: 0,
        articled: 0,
        acts: 0,
        sentences: Vec::new(),
        first: m.tokens.start,
    };
    if matches!(m.class, Class::Organisation | Class::Place) {
        let mut all = String::new();
        for t in tokens.iter().filter(|t| words.shape(**t) != Shape::Other) {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(words.folded(*t));
        }
        form.last = Some(all);
        return form;
    }
    // Titles, with what belongs to an office, up to the last title before the name.
    let mut names_from = 0;
    for (k, t) in tokens.iter().enumerate() {
        let Some(title) = words.word(*t).title else { continue };
        let before_is_role = tokens.iter().take(k).skip(names_from).all(|b| {
            let w = words.word(*b);
            w.title.is_some()
                || w.is(Word::MODIFIER | Word::PEOPLE | Word::PLACE | Word::ORG_END | Word::ORG_START)
                || words.shape(*b) != Shape::Capital
                || title.kind == TitleKind::Rank
                    && (w.female().is_none() || names_somebody(cx, &tokens[k + 1..]))
        });
        // "Faisal bin Sultan", "Tayo Bishop": what a name ends with is no title.
        let surname = k > names_from
            && (names_from == 0 && k + 1 == tokens.len() && cx.text_of(m.tokens.end) != "."
                || tokens.get(k - 1).is_some_and(|b| words.word(*b).is(Word::PARTICLE)));
        if !before_is_role || words.shape(*t) == Shape::Lower || surname {
            break;
        }
        names_from = k + 1;
        if tokens.get(k + 1).is_some_and(|n| cx.text_of(*n) == ".") {
            names_from += 1;
        }
        let folded = words.folded(*t);
        // "Det Con Ann Lee": what is no title by itself.
        let next = tokens.get(names_from).map_or("", |n| words.folded(*n));
        if folded == "det" && matches!(next, "con" | "ch") {
            names_from += 1;
        }
        match title.kind {
            TitleKind::Honorific => form.courtesy = form.courtesy.or(Courtesy::of(folded)),
            TitleKind::Kin => (form.title, form.kin) = (Some(folded.to_owned()), true),
            TitleKind::Rank => form.title = Some(folded.to_owned()),
        }
        // "Secretary of State Ada Holm", but "Duchess of Orme": an office takes a common noun, a rank a place.
        if title.kind == TitleKind::Rank && tokens.get(names_from).is_some_and(|o| words.folded(*o) == "of") {
            let rest = tokens.len().saturating_sub(names_from + 1);
            let office = tokens.get(names_from + 1).is_some_and(|n| words.word(*n).female().is_none());
            names_from += if rest >= 3 && office { 2 } else { 1 };
        }
    }
    if form.title.is_some() && !form.kin && names_from <= tokens.len() && names_from > 0 {
        let end = tokens.get(names_from - 1).map_or(m.tokens.end, |t| TokenId(t.0 + 1));
        let mut role = cx.spaced(TokenRange::new(first, end));
        role.truncate(role.trim_end_matches(" of").len());
        form.role = Some(role);
    }
    if let Some(from) = tokens.get(names_from).filter(|_| names_from > 0) {
        form.untitled = cx.spaced(TokenRange::new(*from, m.tokens.end));
    }
    let mut surname = String::new();
    let mut in_marks = false;
    let mut names: Vec<(String, TokenId)> = Vec::with_capacity(tokens.len().saturating_sub(names_from));
    // "Dear Ann", "Old Nahum": an adjective is no first name.
    while names_from + 1 < tokens.len()
        && tokens
            .get(names_from)
            .is_some_and(|t| words.word(*t).is(Word::MODIFIER) && words.word(*t).female().is_none())
    {
        names_from += 1;
    }
    for t in tokens.iter().skip(names_from) {
        let (w, folded) = (words.word(*t), words.folded(*t));
        if words.shape(*t) == Shape::Other {
            if cx.is_mark(*t) {
                in_marks = !in_marks;
            }
            continue;
        }
        if in_marks {
            form.nickname.get_or_insert_with(|| folded.to_owned());
            continue;
        }
        if w.is(Word::SUFFIX) && !names.is_empty() {
            form.suffix = match folded {
                "jr" | "junior" => Some("jr"),
                "sr" | "senior" => Some("sr"),
                _ => form.suffix,
            };
            continue;
        }
        if w.is(Word::PARTICLE) && folded.len() > 1 && *t != m.head {
            // "Ben Carsley", "Della Rees", "Van Janssen": what could be a particle is a first name, and "Van Dorn" may be a surname.
            let name = words.shape(*t) == Shape::Capital && names.is_empty() && surname.is_empty();
            if name && w.female().is_some() && form.courtesy.is_none() {
                form.joined = Some(folded.to_owned());
                names.push((folded.to_owned(), *t));
                continue;
            }
            surname.push_str(folded);
            surname.push(' ');
            continue;
        }
        // "al-Hadad" is Hadad, too.
        let folded = folded.strip_prefix("al-").or(folded.strip_prefix("el-")).unwrap_or(folded);
        surname.push_str(folded);
        names.push((std::mem::take(&mut surname), *t));
    }
    // "Park Sun-hye": the surname stands first.
    let untitled = form.courtesy.is_none() && form.title.is_none();
    if names.len() == 2 && untitled && names.get(1).is_some_and(|n| surname_first(cx.text_of(n.1))) {
        names.swap(0, 1);
    }
    if let Some(joined) = form.joined.take().filter(|_| names.len() == 2) {
        form.joined = names.last().map(|last| format!("{joined} {}", last.0));
    }
    if let Some((last, at)) = names.pop() {
        let word = words.word(names.first().map_or(at, |n| n.1));
        // The text may be of any age: the mean of both.
        // A surname after a title is no first name, though it may look like one.
        let surname = names.is_empty() && (form.courtesy.is_some() || form.title.is_some() && !form.kin);
        if let (Some(now), Some(old), false) = (word.female(), word.female_old(), surname) {
            form.prior = (now + old) / 2.0;
        }
        form.first_name = words.word(at).female().is_some();
        // "Ada and Ben Holm": they share the surname.
        if names.is_empty()
            && form.courtesy.is_none()
            && form.title.is_none()
            && (form.first_name || m.class == Class::Unknown)
            && let Some((surname, text)) = shared_surname(cx, m)
        {
            form.text = format!("{} {text}", form.text);
            form.untitled.clone_from(&form.text);
            form.given = vec![last];
            form.last = Some(surname);
            return form;
        }
        form.last = Some(last);
        form.given = names.into_iter().map(|n| n.0).collect();
    }
    form
}
