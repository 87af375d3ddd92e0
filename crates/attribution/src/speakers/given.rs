//! The members of a cast as entities: made before the names of the text are sorted, so that these go to them; and after
//! all is decided, whoever is not in the cast does not speak.

use super::entity::{Entity, EntityId};
use super::focus::Decision;
use super::forms::{Courtesy, Form};
use crate::cast::{CastMember, SMALL, append, is_phrase, key};
use crate::lexicon::names::{Names, TitleKind, Word};
use crate::mentions::{Class, fold_into};
use crate::{Cast, Gender, SpeakerKind};
use inquit_tokenizer::TokenId;
use rustc_hash::FxHashMap;

/// Which members of a cast may be in a text, and who bears its forms of name.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// In the order of the list.
    pub(super) members: Vec<u32>,
    /// For each form of the text: its bearers, as places in `members`. Empty for most.
    pub(super) of_form: Vec<Vec<usize>>,
}

impl Given {
    /// Looks up the forms of a text. All members of a small cast may be in it; of a larger one, those it names.
    pub(super) fn new(cast: &Cast, forms: &[Form]) -> Self {
        let bearers: Vec<Vec<u32>> = forms.iter().map(|f| cast.bearers(&key(&f.text)).list()).collect();
        let members: Vec<u32> = if cast.members().len() <= SMALL {
            (0..cast.members().len() as u32).collect()
        } else {
            let mut named: Vec<u32> = bearers.iter().flatten().copied().collect();
            named.sort_unstable();
            named.dedup();
            named
        };
        let place = |m: &u32| members.binary_search(m).ok();
        let of_form = bearers.iter().map(|b| b.iter().filter_map(place).collect()).collect();
        Self { members, of_form }
    }
}

/// An entity for a member.
pub(super) fn entity(member: &CastMember, place: u32) -> Entity {
    let class = match member.kind {
        SpeakerKind::Person => Class::Person,
        SpeakerKind::Group => Class::Group,
        SpeakerKind::Organisation => Class::Organisation,
        SpeakerKind::Document => Class::Document,
    };
    let mut e = Entity::nameless(member.name.clone(), class, member.gender, TokenId(u32::MAX));
    e.count = 0;
    e.cast = Some(place);
    e.narrates = member.narrates();
    e.roles.extend(member.role.clone());
    e
}

/// What a name of the list tells, without a text around it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Parts {
    pub(super) courtesy: Option<Courtesy>,
    /// A rank or a kin word.
    pub(super) title: Option<String>,
    pub(super) gender: Gender,
    pub(super) given: Vec<String>,
    pub(super) last: Option<String>,
    pub(super) first_name: bool,
}

/// Takes a name apart; `None` for a phrase, which has no parts to be called by.
pub(super) fn parts(name: &str, names: &Names) -> Option<Parts> {
    if is_phrase(name) {
        return None;
    }
    let mut out = Parts::default();
    let mut list: Vec<String> = Vec::new();
    let mut surname = String::new();
    let words: Vec<String> = name.split_whitespace().map(folded).filter(|w| !w.is_empty()).collect();
    let mut after_rank = false;
    for (i, folded) in words.iter().enumerate() {
        let word = names.word(folded);
        let last = i + 1 == words.len();
        if list.is_empty() && surname.is_empty() {
            if let Some(title) = word.title {
                match title.kind {
                    TitleKind::Honorific => out.courtesy = out.courtesy.or(Courtesy::of(folded)),
                    TitleKind::Kin | TitleKind::Rank => out.title = Some(folded.clone()),
                }
                if title.gender != Gender::Unknown {
                    out.gender = title.gender;
                }
                after_rank = title.kind == TitleKind::Rank;
                continue;
            }
            // "Duke of Orme", "Old Catherine", "Young Thorley".
            let adjective =
                word.is(Word::MODIFIER) || matches!(folded.as_str(), "old" | "young" | "little" | "poor");
            if after_rank && folded == "of" || adjective && word.female().is_none() && !last {
                continue;
            }
        }
        if word.is(Word::SUFFIX) && !list.is_empty() {
            continue;
        }
        surname.push_str(folded);
        if word.is(Word::PARTICLE)
            && folded.len() > 1
            && !last
            && (list.is_empty() || word.female().is_none())
        {
            surname.push(' ');
            continue;
        }
        list.push(std::mem::take(&mut surname));
        out.first_name = word.female().is_some();
    }
    out.last = list.pop();
    out.given = list;
    Some(out)
}

fn folded(word: &str) -> String {
    let mut out = String::new();
    fold_into(&mut out, word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'));
    out
}

/// The phrases of a cast and whom they stand for, as a reader of noun phrases looks them up: "old man".
pub(super) fn phrases(cast: &Cast, entities: &[Entity]) -> FxHashMap<String, EntityId> {
    let mut out = FxHashMap::default();
    for (i, e) in entities.iter().enumerate() {
        let Some(member) = e.cast.and_then(|m| cast.members().get(m as usize)) else { continue };
        for name in member.names().filter(|n| is_phrase(n)) {
            let mut key = String::new();
            for word in name
                .split_whitespace()
                .skip_while(|w| ["the", "a", "an", "one"].iter().any(|a| a.eq_ignore_ascii_case(w)))
            {
                let mut f = String::new();
                fold_into(&mut f, word);
                append(&mut key, &f);
            }
            out.entry(key).or_insert(EntityId(i as u32));
        }
    }
    out
}

/// Takes back what is said by somebody outside a closed cast.
pub(super) fn hold(entities: &[Entity], decisions: &mut [Decision]) {
    let member = |id: EntityId| entities.get(id.0 as usize).is_some_and(|e| e.cast.is_some());
    for d in decisions {
        let Some(id) = d.who else { continue };
        let Some(e) = entities.get(id.0 as usize) else { continue };
        let together = !e.members.is_empty() && e.members.iter().all(|m| member(*m));
        if e.cast.is_some() || together {
            continue;
        }
        d.who = None;
        d.why = format!("{}; {} is not in the cast", d.why, e.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use crate::lexicon::names::english;

    fn member(id: &str, name: &str, aliases: &[&str]) -> CastMember {
        CastMember { aliases: aliases.iter().map(|a| (*a).to_owned()).collect(), ..CastMember::new(id, name) }
    }

    /// The cast id, or "-", of each quotation's speaker.
    fn said(text: &str, cast: Cast) -> Vec<String> {
        let found = Engine::new().attribute_with_cast(text, &cast);
        let id = |q: &crate::Quotation| q.speaker.and_then(|s| found.speaker(s).cast_id.clone());
        found.quotations().iter().map(|q| id(q).unwrap_or_else(|| "-".to_owned())).collect()
    }

    #[test]
    fn names_in_parts() {
        let p = |name| parts(name, english()).map(|p| (p.given.join(" "), p.last.unwrap_or_default()));
        assert_eq!(p("Mrs. Ann Lee"), Some(("ann".into(), "lee".into())));
        assert_eq!(p("Mr. van der Holt"), Some((String::new(), "van der holt".into())));
        assert_eq!(p("Old Catherine"), Some((String::new(), "catherine".into())));
        assert_eq!(p("the butler"), None);
    }

    #[test]
    fn any_usual_form_of_a_small_cast() {
        let cast =
            Cast::new(vec![member("1", "Ann Lee", &[]), member("2", "Mr. Orme", &["the curate"])]).unwrap();
        let text =
            "“Go,” said Mrs. Lee.\n\n“No,” said the curate.\n\n“Go!” cried Ann.\n\n“No,” said Mr. Orme.";
        assert_eq!(said(text, cast), ["1", "2", "1", "2"]);
    }

    #[test]
    fn outsiders_are_left_open() {
        let list = vec![member("1", "Ann Lee", &[])];
        let text = "“We won,” said Ann Lee.\n\n“We lost,” said Tom Orme.";
        let cast = Cast::new(list).unwrap();
        assert_eq!(said(text, cast.clone()), ["1", "-"]);
        let found = Engine::new().attribute_with_cast(text, &cast);
        assert_eq!(found.quotations()[1].speaker, None);
        assert!(found.quotations()[1].evidence.speaker.contains("Tom Orme is not in the cast"));
        let open = Engine::new().attribute_with_cast(text, &cast.open());
        let orme = open.quotations()[1].speaker.map(|s| open.speaker(s));
        assert_eq!(orme.map(|s| (s.name.as_str(), s.cast_id.as_deref())), Some(("Tom Orme", None)));
    }

    #[test]
    fn a_member_who_narrates_is_i() {
        let narrator = CastMember { role: Some("narrator".into()), ..member("7", "Tom Orme", &[]) };
        let cast = Cast::new(vec![narrator, member("8", "Ann Lee", &[])]).unwrap();
        let text = "I opened the door to my room.\n\n“Who is there?” I asked.\n\n“It is me,” said Ann.";
        assert_eq!(said(text, cast), ["7", "8"]);
    }

    #[test]
    fn a_register_lends_ids_to_those_it_names() {
        let mut list: Vec<CastMember> =
            (0..2000).map(|i| member(&format!("p{i}"), &format!("Person{i} Lee"), &[])).collect();
        list.push(member("ann", "Ann Lee", &[]));
        let cast = Cast::new(list).unwrap().open();
        assert_eq!(said("“We won,” said Ann Lee. “No,” said Tom Orme.", cast), ["ann", "-"]);
    }
}
