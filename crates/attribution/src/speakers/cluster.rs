//! Forms of name to people: which forms are one person's.
//!
//! Fullest forms first: a full name makes a person; a title with a name, a bare name and a bare title go to the person
//! that they fit, or make a new one. Every lookup goes through an index by name, so the cost grows with the number of
//! forms, not with its square.

use super::entity::{Entity, EntityId, odds, odds_of_surname};
use super::forms::{Courtesy, Form, FormId, Forms};
use super::given::{self, Given, Parts};
use crate::Gender;
use crate::lexicon::WordSet;
use crate::lexicon::names::{Names, TitleKind, Word};
use crate::mentions::Class;
use inquit_tokenizer::SentenceId;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// How many people of one name, and how many forms of one person, are looked at: those most often named. Only lists of
/// names have more, and there the cost would grow with the square of their length.
const NAMESAKES: usize = 64;

/// How often a fuller form of name stands that may be a slip, and a name alone that is somebody's usual one.
const SLIP: u32 = 2;
const COMMON: u32 = 20;

/// Who is who.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub(super) entities: Vec<Entity>,
    /// For each form: whom it may stand for, the likeliest first; one for most.
    pub(super) of_form: Vec<Vec<EntityId>>,
    /// A cast was handed in, and nobody else can speak.
    pub(super) closed: bool,
}

/// Who bears a name: one in the text, or one that a cast knows somebody by.
type ByName<'a> = FxHashMap<Cow<'a, str>, Vec<EntityId>>;

struct Clusters<'a> {
    forms: &'a [Form],
    story: bool,
    /// The forms that are a first name alone.
    first_names: FxHashMap<&'a str, Vec<FormId>>,
    names: &'static Names,
    cast: Cast,
    by_given: ByName<'a>,
    by_last: ByName<'a>,
    /// Names between the first and the last one: "Soto" of Andrés Soto Larraín.
    by_middle: ByName<'a>,
    by_title: ByName<'a>,
    /// Bodies of several words, by the first one.
    by_opening: FxHashMap<&'a str, EntityId>,
    /// The same by each word that makes it the name of a body: "corps".
    by_sort: FxHashMap<&'a str, Vec<EntityId>>,
}

/// Sorts the forms of a text into people and bodies.
///
/// Members of a cast that was handed in come first: what it calls them by is theirs, and other forms of name go to them
/// as to anybody.
pub(super) fn cluster(forms: &Forms, names: &'static Names, known: Option<&crate::Cast>) -> Cast {
    let alone = |f: &Form| f.first_name && f.given.is_empty() && f.courtesy.is_none() && f.title.is_none();
    let mut first_names: FxHashMap<&str, Vec<FormId>> = FxHashMap::default();
    for (id, f) in (0..).map(FormId).zip(&forms.list).filter(|(_, f)| alone(f)) {
        first_names.entry(f.last.as_deref().unwrap_or_default()).or_default().push(id);
    }
    let mut c = Clusters {
        forms: &forms.list,
        story: forms.story,
        first_names,
        names,
        cast: Cast {
            entities: Vec::new(),
            of_form: vec![Vec::new(); forms.list.len()],
            closed: known.is_some_and(|k| !k.is_open()),
        },
        by_given: FxHashMap::default(),
        by_last: FxHashMap::default(),
        by_middle: FxHashMap::default(),
        by_title: FxHashMap::default(),
        by_opening: FxHashMap::default(),
        by_sort: FxHashMap::default(),
    };
    let given = known.map(|k| c.seed(k)).unwrap_or_default();
    let is_given = |id: FormId| given.of_form.get(id.0 as usize).is_some_and(|g| !g.is_empty());
    let mut order: Vec<FormId> = (0..forms.list.len() as u32).map(FormId).collect();
    // Bare first names come before titles: once "Jane" is Jane Hale, "Mrs. Hale" who stands beside her is another.
    order.sort_by_key(|id| {
        let f = &forms.list[id.0 as usize];
        let turn = match tier(f) {
            _ if is_given(*id) => 0,
            0 => u8::from(is_short(f, names)),
            // "Van Dorn" may be the surname of one whose full name stands somewhere.
            1 if f.joined.is_some() => 2,
            3 if f.first_name => 2,
            2 => 3,
            t => t + u8::from(t > 1),
        };
        (turn, std::cmp::Reverse(f.count()), f.first)
    });
    for id in order {
        // Members come first among the entities.
        let members = || given.of_form.get(id.0 as usize).into_iter().flatten();
        let who = match tier(c.form(id)) {
            _ if is_given(id) => members().map(|m| EntityId(*m as u32)).collect(),
            0 => c.bodies(id),
            1 => vec![c.full(id)],
            2 => vec![c.titled(id)],
            3 => c.bare(id),
            _ => c.title_only(id),
        };
        if let Some(&one) = who.first().filter(|_| who.len() == 1) {
            c.join(one, id);
        } else {
            for e in &who {
                // Shared between several: each is named by it now and then.
                c.entity_mut(*e).animate = true;
            }
        }
        c.cast.of_form[id.0 as usize] = who;
    }
    c.cast
}

/// Whether a word is one that bodies of a sort have in their names, and by which the text can call one of them: "the Corps". Those
/// of a state have others above and below them: "the Court" is none in particular.
fn is_sort(names: &Names, word: &str) -> bool {
    let word = names.word(word);
    word.is(Word::ORG_END | Word::ORG_PAPER) && !word.is(Word::STATE)
}

/// Whether a form is such a word alone.
fn is_short(f: &Form, names: &Names) -> bool {
    f.class == Class::Organisation
        && 2 * f.articled >= f.count()
        && f.last.as_deref().is_some_and(|last| is_sort(names, last))
}

/// In which order forms are looked at.
fn tier(f: &Form) -> u8 {
    if matches!(f.class, Class::Organisation | Class::Place | Class::Group) {
        0
    } else if !f.given.is_empty() {
        1
    } else if f.last.is_none() {
        4
    } else if f.courtesy.is_some() || f.title.is_some() {
        2
    } else {
        3
    }
}

/// One word for a rank that has an abbreviation.
pub(super) fn rank(title: &str) -> &str {
    match title {
        "dr" => "doctor",
        "prof" => "professor",
        "capt" => "captain",
        "col" => "colonel",
        "maj" => "major",
        "gen" => "general",
        "lieut" | "lt" => "lieutenant",
        "sgt" => "sergeant",
        "sen" => "senator",
        "gov" => "governor",
        "rep" => "representative",
        "cllr" | "coun" | "councilor" => "councillor",
        "supt" => "superintendent",
        "insp" => "inspector",
        "det" => "detective",
        "pc" | "wpc" => "constable",
        "auntie" | "aunty" => "aunt",
        other => other,
    }
}

impl<'a> Clusters<'a> {
    fn form(&self, id: FormId) -> &'a Form {
        &self.forms[id.0 as usize]
    }

    fn entity(&self, id: EntityId) -> &Entity {
        &self.cast.entities[id.0 as usize]
    }

    fn entity_mut(&mut self, id: EntityId) -> &mut Entity {
        &mut self.cast.entities[id.0 as usize]
    }

    /// Makes the members of a cast that may be in the text.
    fn seed(&mut self, known: &crate::Cast) -> Given {
        let given = Given::new(known, self.forms);
        for &place in &given.members {
            let Some(member) = known.members().get(place as usize) else { continue };
            let id = EntityId(self.cast.entities.len() as u32);
            let mut e = given::entity(member, place);
            for p in member.names().filter_map(|n| given::parts(n, self.names)) {
                self.known_as(id, &mut e, p);
            }
            self.cast.entities.push(e);
        }
        given
    }

    /// Enters a name of a member.
    fn known_as(&mut self, id: EntityId, e: &mut Entity, name: Parts) {
        if member_gender_open(e) && name.gender != Gender::Unknown {
            e.odds = if name.gender == Gender::Female { 6.0 } else { -6.0 };
        }
        e.courtesies.extend(name.courtesy.filter(|c| !e.courtesies.contains(c)));
        let title = name.title.map(|t| rank(&t).to_owned()).filter(|t| !e.titles.contains(t));
        if let Some(title) = title {
            self.by_title.entry(title.clone().into()).or_default().push(id);
            e.titles.push(title);
        }
        let Some(last) = name.last else { return };
        let titled = name.courtesy.is_some() || !e.titles.is_empty();
        let first = match name.given.first() {
            Some(g) => Some(g.clone()),
            None => (titled || name.first_name || e.last.is_none()).then(|| last.clone()),
        };
        if let Some(g) = first.filter(|g| !e.given.contains(g)) {
            self.by_given.entry(g.clone().into()).or_default().push(id);
            e.given.push(g);
        }
        let surname = !name.given.is_empty() || e.last.is_none() && (titled || !name.first_name);
        if surname && e.last.as_deref() != Some(last.as_str()) {
            self.by_last.entry(last.clone().into()).or_default().push(id);
            e.last = Some(last);
        }
    }

    /// A new entity for a form that goes to none.
    fn create(&mut self, form: FormId) -> EntityId {
        let f = self.form(form);
        let id = EntityId(self.cast.entities.len() as u32);
        let mut e = Entity::nameless(f.text.clone(), f.class, f.title_gender, f.first);
        e.count = 0;
        e.odds = 0.0;
        e.animate = false;
        self.cast.entities.push(e);
        id
    }

    /// Gives a form to an entity.
    fn join(&mut self, id: EntityId, form: FormId) {
        let f = self.form(form);
        let only = f.last.as_deref();
        let joined = f.joined.is_some() && self.entity(id).last == f.joined;
        let (given, last) = match tier(f) {
            // "Van Dorn" is the surname.
            1 if joined => (None, None),
            // "Aunt Jo", "Lord Henry": the only name may be either.
            2 => (only, only),
            3 if f.first_name || self.entity(id).last.is_some() => (only, None),
            3 => (only, only),
            _ => (f.given.first().map(String::as_str), only),
        };
        let e = &mut self.cast.entities[id.0 as usize];
        e.forms.push(form);
        e.count += f.count();
        e.narrated += f.narrated;
        e.spoken += f.spoken;
        e.first = e.first.min(f.first);
        e.odds += if joined { odds_of_surname(f) } else { odds(f) };
        e.animate |= f.courtesy.is_some()
            || f.title.is_some()
            || f.she + f.he > 0
            || f.first_name
            || f.is_alive()
            || (f.prior - 0.5).abs() > 0.1;
        if let Some(c) = f.courtesy
            && !e.courtesies.contains(&c)
        {
            e.courtesies.push(c);
        }
        if let Some(t) = &f.title {
            let t = rank(t);
            if !e.titles.iter().any(|known| known == t) {
                e.titles.push(t.to_owned());
                self.by_title.entry(t.into()).or_default().push(id);
            }
        }
        if let Some(r) = &f.role
            && !e.roles.contains(r)
        {
            e.roles.push(r.clone());
        }
        e.suffix = e.suffix.or(f.suffix);
        let known_as_surname = e.last.is_some() && e.last.as_deref() == given;
        if let Some(g) = given.filter(|g| !known_as_surname && !e.given.iter().any(|known| known == g)) {
            e.given.push(g.to_owned());
            self.by_given.entry(g.into()).or_default().push(id);
        }
        if let Some(n) = &f.nickname {
            self.by_given.entry(n.into()).or_default().push(id);
        }
        if tier(f) == 1 {
            if let Some(surname) = f.joined.as_deref().filter(|_| !joined) {
                self.by_last.entry(surname.into()).or_default().push(id);
            }
            for middle in f.given.iter().skip(1).filter(|m| m.chars().count() > 1) {
                let bare = middle.rsplit_once(' ').map_or(middle.as_str(), |(_, name)| name);
                self.by_middle.entry(bare.into()).or_default().push(id);
            }
        }
        if let Some(l) = last
            && (e.last.is_none() || tier(f) == 1 && e.last.as_deref() != Some(l))
        {
            e.last = Some(l.to_owned());
            self.by_last.entry(l.into()).or_default().push(id);
        }
    }

    /// Whether nothing speaks against a form being this person's.
    fn fits(&self, form: FormId, id: EntityId) -> bool {
        let (f, e) = (self.form(form), self.entity(id));
        if f.suffix.is_some() && e.suffix.is_some() && f.suffix != e.suffix {
            return false;
        }
        if let Some(c) = f.courtesy
            && e.courtesies.iter().any(|d| !c.fits(*d))
        {
            return false;
        }
        let (a, b) = (odds(f), e.odds);
        if a * b < 0.0 && a.abs() > 1.6 && b.abs() > 1.6 {
            return false;
        }
        !self.together(form, id)
    }

    /// Whether a form stands beside the person's other forms so often that they must be two.
    fn together(&self, form: FormId, id: EntityId) -> bool {
        let f = self.form(form);
        let mut both = 0;
        let mut other = 0;
        let e = self.entity(id);
        // A first name that others bear, too: whoever stands beside any Charles is none of them.
        let shared = e.given.iter().filter_map(|g| self.first_names.get(g.as_str())).flatten();
        let shared = shared.filter(|o| f.courtesy.is_some() && !e.forms.contains(o));
        for o in e.forms.iter().chain(shared).take(NAMESAKES) {
            let o = self.form(*o);
            both += common(&f.sentences, &o.sentences);
            other += o.sentences.len();
        }
        let rarer = f.sentences.len().min(other);
        // "Ann Lee, … Ann": one with the same first name is hardly another. A surname is a family's.
        let first_name =
            f.last.as_ref().is_some_and(|l| self.entity(id).given.contains(l)) && f.given.is_empty();
        both >= 2 && both * if first_name { 3 } else { 25 } >= rarer
    }

    /// The likeliest of some people for a form: those it fits, most often named first.
    fn ranked(&self, form: FormId, among: &[EntityId]) -> Vec<EntityId> {
        let mut list: Vec<EntityId> = Vec::new();
        for &id in among.iter().take(2 * NAMESAKES) {
            if !list.contains(&id) && self.fits(form, id) {
                list.push(id);
            }
        }
        // Those known to be of the form's gender come before those who may be.
        let known = |id: &EntityId| odds(self.form(form)) * self.entity(*id).odds > 1.0;
        list.sort_by_cached_key(|id| (!known(id), std::cmp::Reverse(self.entity(*id).count), *id));
        list
    }

    /// Organisations and places; several where one word may stand for any of them.
    fn bodies(&mut self, form: FormId) -> Vec<EntityId> {
        let f = self.form(form);
        if is_short(f, self.names)
            && let Some(list) = self.by_sort.get(f.last.as_deref().unwrap_or_default())
        {
            return list.iter().take(4).copied().collect();
        }
        vec![self.body(form)]
    }

    /// Organisations and places: by their whole name.
    fn body(&mut self, form: FormId) -> EntityId {
        let key = self.form(form).last.as_deref().unwrap_or_default();
        let class = self.form(form).class;
        let same = self
            .by_last
            .get(key)
            .and_then(|l| l.iter().take(NAMESAKES).find(|id| self.entity(**id).class == class))
            .copied();
        same.unwrap_or_else(|| {
            let id = self.create(form);
            if let Some((opening, _)) = key.split_once(' ').filter(|_| class == Class::Organisation) {
                // "Orme" is the town of the Orme Herald, and not the paper.
                let of_town = |word: &str| {
                    self.names.word(word).is(Word::ORG_PAPER | Word::STATE)
                        || WordSet::of(word).any(WordSet::OF_TOWN)
                };
                if !key.split(' ').any(of_town) {
                    self.by_opening.entry(opening).or_insert(id);
                }
                for word in key.split(' ').filter(|w| is_sort(self.names, w)) {
                    self.by_sort.entry(word).or_default().push(id);
                }
            }
            id
        })
    }

    /// Whether two first names can be one person's.
    fn same_given(&self, a: &str, b: &str) -> bool {
        let initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x);
        a == b
            || initial(a, b)
            || initial(b, a)
            || self.names.full_forms(a).any(|f| f == b)
            || self.names.full_forms(b).any(|f| f == a)
    }

    /// Ann Lee, Mr. Tom Hale, A. P. Reed.
    fn full(&mut self, form: FormId) -> EntityId {
        let f = self.form(form);
        let last = f.last.as_deref().unwrap_or_default();
        let first = f.given.first().map(String::as_str).unwrap_or_default();
        if let Some(joined) = &f.joined
            && let Some(list) = self.by_last.get(joined.as_str())
            && let Some(&id) = list.iter().take(NAMESAKES).find(|id| !self.together(form, **id))
        {
            return id;
        }
        let same = |c: &Self, list: Option<&Vec<EntityId>>, given: &str| {
            let among: Vec<EntityId> = list
                .into_iter()
                .flatten()
                .take(NAMESAKES)
                .copied()
                .filter(|id| {
                    c.entity(*id).is_person() && c.entity(*id).given.iter().any(|g| c.same_given(g, given))
                })
                .collect();
            c.ranked(form, &among)
        };
        // The same name, a short form or an initial; then the names the other way round (Lee Ann).
        if let Some(&id) = same(self, self.by_last.get(last), first).first() {
            return id;
        }
        let turned = same(self, self.by_last.get(first), last);
        if let (Some(&id), 1) = (turned.first(), f.given.len()) {
            return id;
        }
        // A middle name more or less: "Mary Ann Lee", "Ann Lee".
        for g in f.given.iter().skip(1) {
            if let Some(&id) = same(self, self.by_last.get(last), g).first() {
                return id;
            }
        }
        let middle = self.by_middle.get(first).into_iter().flatten().take(NAMESAKES);
        let known = middle.copied().find(|id| self.entity(*id).last.as_deref() == Some(last));
        if let Some(id) = known.filter(|id| self.fits(form, *id)) {
            return id;
        }
        self.create(form)
    }

    /// Mr. Hale, Aunt Jo, Captain Reed, Lady Catherine.
    fn titled(&mut self, form: FormId) -> EntityId {
        let f = self.form(form);
        let name = f.last.as_deref().unwrap_or_default();
        let by_first = f.kin
            || matches!(f.courtesy, Some(Courtesy::Sir | Courtesy::Lady | Courtesy::Lord))
            || f.courtesy == Some(Courtesy::Miss) && f.first_name;
        let lists =
            [&self.by_last, &self.by_given].map(|by| by.get(name).map(Vec::as_slice).unwrap_or_default());
        let order = if by_first { [1, 0] } else { [0, 1] };
        for k in order {
            let among: Vec<EntityId> =
                lists[k].iter().take(NAMESAKES).copied().filter(|id| self.entity(*id).is_person()).collect();
            let mut list = self.ranked(form, &among);
            // "Miss Hale" is not she whom the text calls "Miss Ann Hale"; the eldest has the surname alone.
            if f.courtesy == Some(Courtesy::Miss) && k == 0 && list.len() > 1 {
                let plain = |id: &EntityId| !self.entity(*id).courtesies.contains(&Courtesy::Miss);
                if list.iter().any(plain) {
                    list.retain(plain);
                }
            }
            let same = list.iter().find(|id| {
                let e = self.entity(**id);
                f.courtesy.is_some_and(|c| e.courtesies.contains(&c))
                    || f.title.as_deref().is_some_and(|t| e.titles.iter().any(|o| o == rank(t)))
            });
            if let Some(&id) = same.or_else(|| list.first()) {
                return id;
            }
        }
        self.create(form)
    }

    /// Hale, Ann, Lizzy.
    fn bare(&mut self, form: FormId) -> Vec<EntityId> {
        let f = self.form(form);
        let name = f.last.as_deref().unwrap_or_default();
        let people = |c: &Self, list: Option<&Vec<EntityId>>| -> Vec<EntityId> {
            list.into_iter()
                .flatten()
                .take(NAMESAKES)
                .copied()
                .filter(|id| c.entity(*id).is_person())
                .collect()
        };
        let mut among = people(self, self.by_given.get(name));
        among.extend(people(self, self.by_last.get(name)));
        let mut list = self.ranked(form, &among);
        if list.is_empty() {
            // A short form of somebody's first name, or the full form of a short one.
            let mut near: Vec<EntityId> = Vec::new();
            for full in self.names.full_forms(name) {
                near.extend(people(self, self.by_given.get(full)));
            }
            // Nobody calls a lady of rank by a pet name.
            let of_rank = |id: &EntityId| {
                let ranks = [Courtesy::Lady, Courtesy::Sir, Courtesy::Lord];
                self.entity(*id).courtesies.iter().any(|c| ranks.contains(c))
            };
            near.retain(|id| !of_rank(id));
            list = self.ranked(form, &near);
        }
        if list.is_empty() && !(self.story && f.first_name) {
            // The first of two surnames: "Soto" for Andrés Soto Larraín.
            // A middle name may be of either gender.
            let middle = people(self, self.by_middle.get(name)).into_iter();
            list = middle.filter(|id| !self.together(form, *id)).take(1).collect();
        }
        if list.is_empty() {
            // An organisation's first word: "Ferro" for "Ferro Foods", but "in Varde" is not the Varde Union.
            if f.class == Class::Unknown
                && f.located == 0
                && let Some(&body) = self.by_opening.get(name)
            {
                return vec![body];
            }
            return vec![self.create(form)];
        }
        // A surname alone is a man's where the women of the name bear a title.
        let untitled = |id: &EntityId| {
            let women = [Courtesy::Mrs, Courtesy::Miss, Courtesy::Lady];
            !self.entity(*id).courtesies.iter().any(|c| women.contains(c))
        };
        if !f.first_name && list.iter().any(untitled) {
            list.retain(untitled);
        }
        // Rivals count only if the name is theirs about as often.
        let support = |id: &EntityId| -> u32 {
            let of = |o: &&FormId| {
                let o = self.form(**o);
                o.last.as_deref() == Some(name) || o.given.iter().any(|g| g == name)
            };
            let own: u32 = self.entity(*id).forms.iter().filter(of).map(|o| self.form(*o).count()).sum();
            own.max(1)
        };
        list.sort_by_cached_key(|id| (std::cmp::Reverse(support(id)), *id));
        let top = list.first().map_or(0, support);
        list.retain(|id| support(id) * 4 >= top);
        // "Ann Faced", "Drive Ann": a name that is common alone is not shared between slips that stand there once.
        list.truncate(if top <= SLIP && f.count() >= COMMON { 1 } else { 4 });
        list
    }

    /// The Colonel, Matron, Mamma.
    fn title_only(&mut self, form: FormId) -> Vec<EntityId> {
        let title = self.form(form).title.as_deref().map(rank).unwrap_or_default();
        if title.is_empty() {
            return vec![self.create(form)];
        }
        // A family word alone is whoever speaks' own; one person for the text.
        let bearers = self.by_title.get(title).map(Vec::as_slice).unwrap_or_default();
        let among: Vec<EntityId> = bearers.iter().take(NAMESAKES).copied().collect();
        let kin = self.names.word(title).title.is_some_and(|t| t.kind == TitleKind::Kin);
        let mut list = self.ranked(form, &among);
        if kin {
            list.retain(|id| self.entity(*id).last.is_none());
        }
        list.truncate(4);
        if list.is_empty() { vec![self.create(form)] } else { list }
    }
}

/// Whether neither the list nor a title has told the gender of a member.
fn member_gender_open(e: &Entity) -> bool {
    e.odds == 0.0
}

/// How many sentences two sorted lists share.
fn common(a: &[(SentenceId, bool)], b: &[(SentenceId, bool)]) -> usize {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.iter().filter(|s| long.binary_search(s).is_ok()).count()
}

#[cfg(test)]
mod tests {
    use crate::speakers::testing::names;

    #[test]
    fn a_surname_is_its_bearers_whatever_else_it_is() {
        for name in ["Wilson", "Thomas", "Pope", "King", "Church"] {
            let text = format!(
                "The town of Orme voted on Monday, said Marta {name}. Nobody read it, said Ann Lee.\n\n{name} \
                 later told the town that it was late."
            );
            let last = names(&text).pop();
            assert_eq!(last, Some(format!("Marta {name}")), "{name}");
        }
        let names = names(
            "It rained, said Carol Pope. It rained, said the Pope in Orme.\n\nThe Pope told the town that it was late.",
        );
        assert_ne!(names.last().map(String::as_str), Some("Carol Pope"), "somebody else has the title");
    }

    #[test]
    fn who_stands_beside_any_bearer_of_a_first_name_is_none_of_them() {
        let day = "Rufus mended the wheel, and Mr Tarn watched Rufus.\n\n";
        let names = names(&format!(
            "Rufus Tarn came home from the sea. Rufus Orde never went.\n\n{}“It turns,” said Rufus Tarn.\n\n“Not \
             well,” said Mr Tarn.",
            day.repeat(4)
        ));
        assert_eq!(names, ["Rufus Tarn", "Mr Tarn"]);
    }
}
