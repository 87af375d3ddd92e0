//! Features of a candidate that are the same whatever was said before.

use super::{F, Surroundings, clash, distance, tags};
use crate::Gender;
use crate::mentions::Class;
use crate::speakers::entity::{Entity, EntityId};
use crate::speakers::told::Told;
use crate::speakers::turns::class_fits;
use crate::speakers::{kinship, presence};

/// Reports the features of a candidate that do not depend on what is remembered.
pub(in crate::speakers) fn of_candidate(s: &Surroundings<'_>, who: EntityId, add: &mut impl FnMut(F, f32)) {
    let Some(e) = s.entities.get(who.0 as usize) else { return };
    let t = s.turn;
    match &t.told {
        Told::Name(_) | Told::First { .. } => {}
        Told::Pronoun { gender, .. } => pronoun(s, who, e, *gender, add),
        Told::Noun { own, role, gender, class, kinship, wording, .. } => {
            noun(s, who, e, (*own, role, *gender, *class), add);
            if !role.contains(&who) {
                wording.of_candidate(s, who, *own, !role.is_empty(), add);
            }
            kinship::family(s, who, e, *kinship, add);
        }
        Told::Nothing => implicit(s, who, e, add),
    }
    called(s, who, add);
    if let Some(place) = t.around.iter().position(|a| a.0 == who) {
        let times = t.around.get(place).map_or(0, |a| a.1);
        add(F::Around, (1.0 + times as f32).ln());
        if place == 0 {
            add(F::AroundMost, 1.0);
        }
    }
    tags::of_candidate(s, who, add);
    distance::of_candidate(s, who, add);
    if e.gender() != Gender::Unknown {
        add(F::GenderKnown, 1.0);
        let last = t.recent.first().and_then(|r| s.entities.get(r.0 as usize));
        if last.is_some_and(|last| last.gender() == e.gender()) {
            add(F::GenderLast, 1.0);
        }
    }
    add(F::Often, (1.0 + e.count as f32).ln() / 4.0);
    if s.narrator == Some(who) {
        add(F::Narrator, 1.0);
        if e.tells && !matches!(t.told, Told::Name(_) | Told::First { .. }) {
            presence::narrator(t, add);
        }
    } else {
        if t.lead_first && t.told == Told::Nothing {
            add(F::NarratorLeadOther, 1.0);
        }
        if t.told == Told::Nothing && e.first > t.start && !presence::introduces(s, who) {
            add(F::NotYet, 1.0);
        }
        if e.forms.is_empty() {
            presence::phrase(t, who, add);
        }
    }
    if !e.forms.is_empty() {
        add(F::Named, 1.0);
    }
}

/// Whom the words and those around them call, or speak of.
fn called(s: &Surroundings<'_>, who: EntityId, add: &mut impl FnMut(F, f32)) {
    let t = s.turn;
    if t.named.addressed.contains(&who) {
        add(F::CallsSelf, 1.0);
    } else if t.named.others.contains(&who) {
        add(F::NamesSelf, 1.0);
    }
    if s.answered().is_some_and(|b| b.named.addressed.contains(&who)) {
        add(F::CalledBefore, 1.0);
    }
    if s.answering().is_some_and(|a| a.named.addressed.contains(&who)) {
        add(F::CalledAfter, 1.0);
    }
}

fn pronoun(s: &Surroundings<'_>, who: EntityId, e: &Entity, gender: Gender, add: &mut impl FnMut(F, f32)) {
    let t = s.turn;
    add(
        if clash(e, gender) {
            F::PronounClash
        } else if e.gender() == gender && gender != Gender::Unknown {
            F::PronounFits
        } else {
            F::PronounOpen
        },
        1.0,
    );
    let fits = |id: &EntityId| s.entities.get(id.0 as usize).is_some_and(|e| e.fits(gender));
    match t.recent.iter().filter(|r| fits(r)).position(|r| *r == who) {
        Some(0) => add(F::PronounNearest, 1.0),
        Some(1) => add(F::PronounSecond, 1.0),
        _ => {}
    }
    match t.subjects.iter().filter(|r| fits(r)).position(|r| *r == who) {
        Some(0) => add(F::PronounSubject, 1.0),
        Some(1) => add(F::PronounSubjectSecond, 1.0),
        _ => {}
    }
    let beat = t.beat_before.iter().find(|n| n.who == who);
    match beat {
        Some(n) if n.subject && e.forms.is_empty() => add(F::PronounBeatPhrase, 1.0),
        Some(n) if n.subject => add(F::PronounBeat, 1.0),
        Some(_) => add(F::PronounBeatOther, 1.0),
        None => {}
    }
    if t.lead.iter().any(|n| n.who == who && n.subject) {
        add(F::PronounLead, 1.0);
    }
}

fn noun(
    s: &Surroundings<'_>,
    who: EntityId,
    e: &Entity,
    (own, role, gender, class): (EntityId, &[EntityId], Gender, Class),
    add: &mut impl FnMut(F, f32),
) {
    let fits = |e: &Entity| e.fits(gender) && class_fits(e, class);
    if who == own {
        add(F::NounOwn, 1.0);
    } else if role.contains(&who) {
        // How near they are tells how likely the role is meant: see `past`.
    } else if fits(e) {
        add(if e.forms.is_empty() { F::NounOther } else { F::NounFits }, 1.0);
    } else {
        add(F::NounClash, 1.0);
    }
    if s.turn.recent.iter().find(|r| s.entities.get(r.0 as usize).is_some_and(fits)) == Some(&who) {
        add(F::NounNearest, 1.0);
    }
}

fn implicit(s: &Surroundings<'_>, who: EntityId, e: &Entity, add: &mut impl FnMut(F, f32)) {
    let t = s.turn;
    let before = t.beat_before.iter().find(|n| n.who == who);
    let after = t.beat_after.iter().find(|n| n.who == who);
    let nameless = e.forms.is_empty();
    if nameless {
        let mut near = before.into_iter().chain(after);
        if near.clone().any(|n| n.subject) {
            add(F::BeatPhrase, 1.0);
        } else if near.next().is_some() {
            add(F::BeatPhraseOther, 1.0);
        }
    } else {
        match before {
            Some(n) if n.subject => add(F::BeatSubject, 1.0),
            Some(_) => add(F::BeatNamed, 1.0),
            None => {}
        }
        match after {
            Some(n) if n.subject => add(F::BeatSubjectAfter, 1.0),
            Some(_) => add(F::BeatNamedAfter, 1.0),
            None => {}
        }
    }
    if t.beat_before.last().is_some_and(|n| n.who == who && n.subject) {
        add(F::BeatOpens, 1.0);
    }
    if before.is_none() && after.is_none() && t.beat_before.iter().chain(&t.beat_after).any(|n| n.subject) {
        add(F::BeatMissing, 1.0);
    }
    if t.beat_pronoun != Gender::Unknown {
        if clash(e, t.beat_pronoun) {
            add(F::BeatPronounClash, 1.0);
        } else if e.gender() == t.beat_pronoun {
            add(F::BeatPronounFits, 1.0);
        }
        let fits = |id: &&EntityId| s.entities.get(id.0 as usize).is_some_and(|e| e.fits(t.beat_pronoun));
        if t.recent.iter().find(fits) == Some(&who) {
            add(F::BeatPronounNearest, 1.0);
        }
    }
    if t.beat_first {
        add(if s.narrator == Some(who) { F::BeatFirst } else { F::BeatFirstOther }, 1.0);
    }
    match t.lead.iter().find(|n| n.who == who) {
        Some(n) if nameless && n.subject => {
            add(F::LeadPhrase, 1.0);
        }
        Some(n) if n.subject => {
            add(F::LeadSubject, 1.0);
            if t.led_in {
                add(F::LeadIn, 1.0);
            }
        }
        Some(_) => add(F::LeadNamed, 1.0),
        None => {}
    }
    if t.lead_pronoun != Gender::Unknown {
        if clash(e, t.lead_pronoun) {
            add(F::LeadPronounClash, 1.0);
        } else if e.gender() == t.lead_pronoun {
            add(F::LeadPronounFits, 1.0);
        }
    }
    let named =
        |id: &&EntityId| nameless || s.entities.get(id.0 as usize).is_some_and(|e| !e.forms.is_empty());
    match t.recent.iter().filter(named).position(|r| *r == who).filter(|_| !nameless) {
        Some(0) => add(F::Nearest, 1.0),
        Some(1) => add(F::Second, 1.0),
        Some(_) => add(F::Recent, 1.0),
        None => {}
    }
    if t.coming.contains(&who) {
        add(F::Coming, 1.0);
    }
    if t.subjects.first() == Some(&who) {
        add(F::SubjectLast, 1.0);
    }
}
