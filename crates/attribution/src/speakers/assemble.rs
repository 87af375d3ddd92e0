//! The answer: entities become numbered speakers, decisions become quotations.

use super::cluster::Cast;
use super::context::Context;
use super::entity::{Entity, EntityId};
use super::focus::Decision;
use super::forms::{Courtesy, Form, Forms};
use super::told::Told;
use super::turns::Turn;
use crate::mentions::Class;
use crate::{Candidate, Confidences, Evidence, Quotation, Speaker, SpeakerId, SpeakerKind, TagKind};
use inquit_tokenizer::TextRange;

/// Everything that is known at the end.
pub(super) struct Answer<'a> {
    pub(super) forms: &'a Forms,
    pub(super) cast: &'a Cast,
    pub(super) known: Option<&'a crate::Cast>,
    pub(super) who: &'a [Option<EntityId>],
    pub(super) told: &'a [Told],
    pub(super) turns: &'a [Turn],
    pub(super) decisions: Vec<Decision>,
    /// Those known by a phrase alone are listed even if they say nothing.
    pub(super) everybody: bool,
}

impl Answer<'_> {
    /// Numbers the speakers and fills in the quotations; the numbers go by entity.
    pub(super) fn assemble(
        mut self,
        cx: &Context<'_>,
    ) -> (Vec<Quotation>, Vec<Speaker>, Vec<Option<SpeakerId>>) {
        let entities = &self.cast.entities;
        let mut mentions: Vec<Vec<TextRange>> = vec![Vec::new(); entities.len()];
        let mut used = vec![false; entities.len()];
        let mut mention = |id: EntityId, range: TextRange| {
            if let Some(list) = mentions.get_mut(id.0 as usize) {
                list.push(range);
            }
        };
        for (m, id) in cx.mentions.list.iter().zip(self.who) {
            if let Some(id) = id {
                mention(*id, cx.doc.text_range(m.tokens));
            }
        }
        for (f, d) in cx.found.iter().zip(&self.decisions) {
            if let Some(id) = d.who {
                mark(&mut used, id);
                if let Some(s) = f.source {
                    mention(id, cx.doc.text_range(s.tokens));
                }
            }
        }
        for (i, e) in entities.iter().enumerate() {
            if (self.everybody || !e.forms.is_empty()) && e.class != Class::Place {
                mark(&mut used, EntityId(i as u32));
            }
            if used.get(i).copied().unwrap_or(false) {
                e.members.iter().for_each(|m| mark(&mut used, *m));
            }
        }
        for list in &mut mentions {
            list.sort_unstable();
            list.dedup();
        }
        // In order of first mention.
        let first = |i: usize| mentions.get(i).and_then(|l| l.first()).map_or(u32::MAX, |r| r.start());
        let mut order: Vec<usize> =
            (0..entities.len()).filter(|i| used.get(*i).copied().unwrap_or(false)).collect();
        order.sort_by_key(|i| (first(*i), *i));
        let mut number = vec![None; entities.len()];
        for (n, i) in order.iter().enumerate() {
            if let Some(slot) = number.get_mut(*i) {
                *slot = Some(SpeakerId(n as u32));
            }
        }
        let id_of = |id: EntityId| number.get(id.0 as usize).copied().flatten();
        let speakers = order
            .iter()
            .filter_map(|i| {
                let e = entities.get(*i)?;
                Some(Speaker {
                    name: name(e, &self.forms.list),
                    kind: kind(e.class),
                    gender: e.gender(),
                    roles: e.roles.clone(),
                    cast_id: e.cast.and_then(|m| self.known?.members().get(m as usize)).map(|m| m.id.clone()),
                    members: e.members.iter().filter_map(|m| id_of(*m)).collect(),
                    mentions: mentions.get(*i).cloned().unwrap_or_default(),
                })
            })
            .collect();
        let mut turn_of = vec![None; cx.found.len()];
        for (k, t) in self.turns.iter().enumerate() {
            if let Some(slot) = turn_of.get_mut(t.found) {
                *slot = Some(k);
            }
        }
        // A member of the cast whom the text calls by a phrase alone.
        let is_phrase = |id: EntityId| {
            entities.get(id.0 as usize).is_some_and(|e| e.cast.is_some() && e.forms.is_empty())
        };
        let mut quotations = Vec::with_capacity(cx.found.len());
        // The words of the reasons are moved, not copied.
        let reasons: Vec<_> = self
            .decisions
            .iter_mut()
            .map(|d| (std::mem::take(&mut d.why), std::mem::take(&mut d.candidates)))
            .collect();
        let list = cx.found.iter().zip(&self.decisions).zip(reasons).enumerate();
        quotations.extend(list.map(|(i, ((f, d), (why, candidates)))| {
            let speaker = d.who.and_then(id_of);
            let tag = match self.told.get(i) {
                Some(Told::Name(id)) if is_phrase(*id) => TagKind::Anaphoric,
                Some(Told::Name(_)) => TagKind::Explicit,
                Some(Told::Nothing) | None if speaker.is_some() => TagKind::Implicit,
                Some(Told::Nothing) | None => TagKind::None,
                Some(_) => TagKind::Anaphoric,
            };
            let addressees = self.addressees(cx, i, d.who, turn_of.get(i).copied().flatten());
            Quotation {
                kind: f.kind,
                content: f.content.clone(),
                verbatim: f.verbatim(cx.doc),
                cue: f.cue.map(|c| cx.doc.text_range(c)),
                source: f.source.map(|s| cx.doc.text_range(s.tokens)),
                speaker,
                tag,
                addressees: addressees.into_iter().filter_map(id_of).collect(),
                // How clear it looked; `confidence` turns that into probabilities.
                confidence: if speaker.is_some() { f.confidence * d.confidence } else { f.confidence },
                confidences: Confidences {
                    quotation: f.confidence,
                    source: f.confidence,
                    speaker: d.confidence,
                },
                evidence: Evidence {
                    quotation: f.why.clone(),
                    spoken: f.spoken,
                    speaker: why,
                    candidates: candidates
                        .into_iter()
                        .filter_map(|(id, score, why)| Some(Candidate { speaker: id_of(id)?, score, why }))
                        .collect(),
                    runner_up: None,
                },
                thought: f.thought,
                of: None,
            }
        }));
        (quotations, speakers, number)
    }

    /// Who is spoken to: whom the words call, whom the tag names, else in a dialogue whoever spoke before.
    fn addressees(
        &self,
        cx: &Context<'_>,
        i: usize,
        speaker: Option<EntityId>,
        turn: Option<usize>,
    ) -> Vec<EntityId> {
        let mut out = Vec::new();
        let Some(t) = turn.and_then(|k| self.turns.get(k)) else { return out };
        out.extend(t.named.addressed.iter().copied().filter(|a| Some(*a) != speaker));
        if let Some(to) = cx.found.get(i).and_then(|f| f.addressee) {
            for k in cx.mentions.starting_in(to.tokens) {
                let at_head = cx.mentions.list.get(k).is_some_and(|m| m.head == to.head);
                if let Some(id) = self.who.get(k).copied().flatten().filter(|id| at_head && !out.contains(id))
                {
                    out.push(id);
                }
            }
        }
        if out.is_empty() && cx.fiction {
            out.extend(turn.and_then(|k| self.partner(k, speaker)));
        }
        out
    }

    /// Who else speaks nearest to a turn of the same talk: before it, else after it.
    fn partner(&self, turn: usize, speaker: Option<EntityId>) -> Option<EntityId> {
        /// How many turns of one speaker may follow one another.
        const TURNS: usize = 6;
        let other = |k: usize| {
            let d = self.turns.get(k).and_then(|t| self.decisions.get(t.found));
            d.and_then(|d| d.who).filter(|w| Some(*w) != speaker)
        };
        let goes_on = |k: &usize| self.turns.get(*k).is_some_and(|t| t.gap <= 1 && !t.new_scene);
        let before = (1..=turn).rev().take(TURNS).take_while(goes_on).find_map(|k| other(k - 1));
        before.or_else(|| (turn + 1..=turn + TURNS).take_while(goes_on).find_map(other))
    }
}

fn mark(used: &mut [bool], id: EntityId) {
    if let Some(slot) = used.get_mut(id.0 as usize) {
        *slot = true;
    }
}

fn kind(class: Class) -> SpeakerKind {
    match class {
        Class::Person | Class::Kin | Class::Unknown => SpeakerKind::Person,
        Class::Group => SpeakerKind::Group,
        Class::Organisation | Class::Place => SpeakerKind::Organisation,
        Class::Document => SpeakerKind::Document,
    }
}

/// The fullest usual form of a name: with a first name if the text gives one, without title or office; with its title
/// where the name alone is rare ("Mrs. Hale").
pub(super) fn name(e: &Entity, forms: &[Form]) -> String {
    if e.cast.is_some() {
        return e.name.clone();
    }
    // A form that stands in the text once may be a slip; a usual one is better.
    let rare = if e.count > 8 { 1.max(e.count / 50) } else { 0 };
    let titled = |f: &Form| f.courtesy.is_some() || f.title.is_some();
    let all = || e.forms.iter().filter_map(|f| forms.get(f.0 as usize));
    let bare = all().filter(|f| !titled(f) && f.last.is_some()).map(Form::count).max().unwrap_or(0);
    let best = all().max_by_key(|f| {
        let usual = f.count() > rare;
        // "Le Bris" is a surname.
        let surname = usize::from(f.joined.is_some() && f.joined == e.last);
        let full = f.given.len() > surname;
        let with_title = !full && titled(f) && !f.kin && f.count() * 2 >= bare;
        let shouted = f.text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let order = (with_title, f.names() - surname, f.count(), std::cmp::Reverse(f.first));
        (usual && full, usual, full, !shouted, f.suffix.is_some(), order)
    });
    let Some(best) = best else { return e.name.clone() };
    // "Mrs. Tom Hale" bears her husband's first name.
    let his = best.courtesy == Some(Courtesy::Mrs) && best.prior <= 0.5;
    if best.given.is_empty() || !titled(best) || his { best.text.clone() } else { best.untitled.clone() }
}

#[cfg(test)]
mod tests {
    use crate::Engine;

    fn names(text: &str) -> Vec<String> {
        Engine::new().attribute(text).speakers().iter().map(|s| s.name.clone()).collect()
    }

    #[test]
    fn a_wife_by_her_husbands_name_keeps_her_title() {
        let text = "“It rained,” said Mrs. Tom Hale.\n\n“It poured,” said Tom Hale.\n\n“Indeed,” said Mrs. Tom Hale.";
        assert_eq!(names(text), ["Mrs. Tom Hale", "Tom Hale"]);
    }

    #[test]
    fn one_who_is_called_by_the_first_name_beside_the_full_one_is_no_other() {
        let text = "“I am Ann Lee,” said Ann. Ann Lee looked at the lamp, and Ann smiled. “Ann Lee, that is, not Ann \
                    alone,” said Ann.\n\n“Ann,” said Ann Lee, “is short.” Ann laughed.\n\nAnn left. Ann came back. Ann sat \
                    down. Ann slept. Ann woke.";
        assert_eq!(names(text), ["Ann Lee"]);
    }

    #[test]
    fn a_family_is_no_person() {
        let text = "“They are late,” said Tom Hale.\n\nThe Hales came at nine. “We are late,” said Ada Hale.";
        let speakers = Engine::new().attribute(text);
        let family = speakers.speakers().iter().find(|s| s.name.contains("Hales"));
        assert!(family.is_none_or(|f| f.kind == crate::SpeakerKind::Group), "{family:?}");
        assert!(names(text).contains(&"Tom Hale".to_owned()));
    }
}
