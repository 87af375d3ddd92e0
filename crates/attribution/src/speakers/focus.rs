//! Who "he", "the company" and "they" are in a report, and outside the dialogue of a story: by what the sentences before
//! are about, and by who spoke last.

use super::cluster::Cast;
use super::context::Context;
use super::entity::{Entity, EntityId};
use super::told::{Reader, Told};
use super::turns::is_subject;
use crate::Gender;
use crate::lexicon::bodies::Sorts;
use crate::mentions::{Class, Mention, MentionKind};
use inquit_tokenizer::{ParagraphId, TokenId, TokenRange};

/// How many mentions before a pronoun are looked at.
const WINDOW: usize = 80;
/// How many paragraphs before.
const PARAGRAPHS: u32 = 3;
/// What the best candidate must reach, and by how much it must lead.
const ENOUGH: f32 = 1.0;
const LEAD: f32 = 0.45;

/// By how much whoever was spoken to leads where somebody answers.
const ANSWERS: f32 = 1.0;

/// How many of those who spoke last are looked through for whom a phrase stands for.
const SPOKE: usize = 16;

/// What the only one who is named right before the pronoun, in its paragraph, reaches at least: more than who spoke last in
/// another paragraph.
const ONLY_ONE: f32 = 4.0;

/// Somebody who may be meant, how much speaks for them, and what.
pub(super) type Candidate = (EntityId, f32, String);

/// A decision with its reason.
#[derive(Clone, Debug, Default)]
pub(super) struct Decision {
    pub(super) who: Option<EntityId>,
    pub(super) confidence: f32,
    pub(super) why: String,
    pub(super) candidates: Vec<Candidate>,
}

/// What is known when a source is resolved.
pub(super) struct Focus<'a> {
    pub(super) cx: &'a Context<'a>,
    pub(super) who: &'a [Option<EntityId>],
    /// Who spoke so far: where the source (or the content) stands, outside quotations only.
    pub(super) spoke: Vec<(TokenId, EntityId)>,
    /// The same inside quotations: "and he says, 'No'".
    pub(super) spoke_inside: Vec<(TokenId, EntityId)>,
}

/// What is looked for.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    Pronoun { gender: Gender, plural: bool, thing: bool },
    Person(Gender),
    Body(Sorts),
}

impl Wanted {
    fn fits(self, e: &Entity) -> bool {
        match self {
            Self::Pronoun { plural: true, .. } => matches!(e.class, Class::Group | Class::Organisation),
            Self::Pronoun { thing: true, .. } => {
                matches!(e.class, Class::Organisation | Class::Document | Class::Group | Class::Place)
            }
            Self::Pronoun { gender, .. } => e.is_person() && e.fits(gender),
            Self::Person(gender) => e.is_person() && e.fits(gender),
            Self::Body(sorts) => is_of(e, sorts),
        }
    }

    fn gender(self) -> Gender {
        match self {
            Self::Pronoun { gender, .. } | Self::Person(gender) => gender,
            Self::Body(_) => Gender::Unknown,
        }
    }
}

/// Whether somebody may be a body of one of some sorts: its name tells no other, or nothing shows that an unknown name is a
/// person's.
fn is_of(e: &Entity, sorts: Sorts) -> bool {
    let known = || e.last.as_deref().map(Sorts::of_name).unwrap_or_default();
    match e.class {
        Class::Organisation if known().is_empty() => sorts.may_be_any(),
        Class::Organisation => known().meet(sorts),
        Class::Place => Sorts::of_noun("city").meet(sorts),
        Class::Unknown => {
            sorts.may_be_any()
                && e.courtesies.is_empty()
                && e.titles.is_empty()
                && e.roles.is_empty()
                && e.gender() == Gender::Unknown
        }
        _ => false,
    }
}

impl Focus<'_> {
    /// Everybody who may be meant at a token, the likeliest first.
    pub(super) fn candidates(
        &self,
        at: TokenId,
        inside: bool,
        wanted: Wanted,
        cast: &mut Cast,
        reader: &mut Reader<'_>,
    ) -> Vec<Candidate> {
        let cx = self.cx;
        let paragraph = cx.doc.paragraph_of(at);
        let sentence = cx.doc.token(at).sentence;
        let mut list: Vec<Candidate> = Vec::new();
        // Whoever is named in this sentence or the one before it, in the same paragraph: somebody, and whether others are.
        let mut beside: (Option<EntityId>, bool) = (None, false);
        // The last subject in the paragraph.
        let mut subject_last: Option<(EntityId, TokenId)> = None;
        let mut subject_here = None;
        let mut add = |id: EntityId, score: f32, why: &str| match list.iter_mut().find(|c| c.0 == id) {
            Some(c) if c.1 < score => *c = (id, score, why.to_owned()),
            Some(_) => {}
            None => list.push((id, score, why.to_owned())),
        };
        let end = cx.mentions.starting_in(TokenRange::new(at, at)).start;
        for i in (end.saturating_sub(WINDOW)..end).rev() {
            let Some(m) = cx.mentions.list.get(i) else { continue };
            let p = cx.doc.paragraph_of(m.head);
            if paragraph.0 - p.0 > PARAGRAPHS {
                break;
            }
            let spoken = cx.is_speech(m.head);
            // Inside speech only what is spoken counts: "My aunt came. She said, 'Go!'"
            if inside && !spoken {
                continue;
            }
            let id = match m.kind {
                MentionKind::Name => match wanted {
                    Wanted::Pronoun { plural: true, .. } => {
                        reader.pair(i, cast).or(self.who.get(i).copied().flatten())
                    }
                    _ => self.who.get(i).copied().flatten(),
                },
                // Phrases compete only for what they can be.
                MentionKind::Noun if m.head < at => {
                    let class_ok = match wanted {
                        Wanted::Pronoun { plural: true, .. } => m.plural,
                        Wanted::Pronoun { thing: true, .. } => {
                            !m.plural && matches!(m.class, Class::Organisation | Class::Document)
                        }
                        Wanted::Pronoun { gender, .. } => {
                            !m.plural
                                && matches!(m.class, Class::Person | Class::Kin)
                                && (m.gender == gender || m.gender == Gender::Unknown)
                        }
                        Wanted::Person(_) | Wanted::Body(_) => false,
                    };
                    // A role of somebody named beside it is no second person.
                    if class_ok && !self.cx.beside_name(i) && !self.tells_more(i) {
                        self.spoke_as(m)
                            .or_else(|| self.body_before(i, cast))
                            .or_else(|| Some(reader.phrase(m, cast)))
                    } else {
                        None
                    }
                }
                _ => None,
            };
            let Some(id) = id else { continue };
            let Some(e) = cast.entities.get(id.0 as usize) else { continue };
            if !wanted.fits(e) || e.tells && !inside {
                continue;
            }
            let subject = is_subject(cx, m);
            let far = sentence.0.saturating_sub(cx.doc.token(m.head).sentence.0);
            let mut score = if p == paragraph {
                match (subject, far) {
                    (true, 0..=1) => 4.0,
                    (true, _) => 2.2,
                    (false, 0..=1) => 1.1,
                    (false, _) => 0.8,
                }
            } else {
                let last =
                    cx.doc.paragraph(p).sentences.end.0.saturating_sub(1) == cx.doc.token(m.head).sentence.0;
                let near = match (subject, last) {
                    (true, true) => 1.6,
                    (true, false) => 1.2,
                    _ => 0.6,
                };
                near / (paragraph.0 - p.0) as f32
            };
            if spoken && !inside {
                score *= 0.3;
            }
            let told_of = inside || !spoken && !cx.is_reported(m.head);
            let known = m.kind == MentionKind::Name || matches!(wanted, Wanted::Pronoun { thing: true, .. });
            if subject && told_of && p == paragraph && m.head < at {
                subject_here = subject_here.or(Some(id));
                subject_last = subject_last.or(known.then_some((id, m.head)));
            }
            if p == paragraph && far <= 1 && !spoken {
                beside = (Some(id), beside.1 || beside.0.is_some_and(|other| other != id));
            }
            if m.kind == MentionKind::Noun {
                score *= if matches!(wanted, Wanted::Pronoun { thing: true, .. }) { 0.85 } else { 0.8 };
            }
            // One of several who act together is seldom "he"; a body is seldom "they".
            let plural = matches!(wanted, Wanted::Pronoun { plural: true, .. });
            if !plural && cx.words().folded(m.tokens.end) == "and"
                || !plural
                    && m.tokens.start.0 > 0
                    && cx.words().folded(TokenId(m.tokens.start.0 - 1)) == "and"
            {
                score *= 0.7;
            }
            if matches!(wanted, Wanted::Pronoun { plural: true, .. }) && e.class == Class::Organisation {
                score *= 0.5;
            }
            if wanted.gender() != Gender::Unknown
                && e.gender() == Gender::Unknown
                && !(subject && self.told_gender(m) == wanted.gender())
            {
                score -= 0.3;
            }
            add(id, score, if subject { "is the subject shortly before" } else { "is named shortly before" });
        }
        // Who spoke before, each once.
        let spoke = if inside { &self.spoke_inside } else { &self.spoke };
        let mut seen: Vec<EntityId> = Vec::new();
        for (t, id) in spoke.iter().rev().take(8) {
            let Some(e) = cast.entities.get(id.0 as usize) else { continue };
            // "The ministry said" makes nobody whom "the company" could mean.
            let phrase = matches!(wanted, Wanted::Person(_) | Wanted::Body(_))
                && e.forms.is_empty()
                && e.cast.is_none();
            if seen.contains(id) || !wanted.fits(e) || phrase || e.tells && !inside || *t >= at {
                continue;
            }
            let far = paragraph.0 - cx.doc.paragraph_of(*t).0.min(paragraph.0);
            let first = seen.is_empty();
            seen.push(*id);
            // "Lee said so. Hart disagreed. He said …"
            let gone = subject_last.is_some_and(|(other, head)| other != *id && head > *t);
            let bonus = match far {
                0 if first && gone => 0.5,
                0 if first => 2.0,
                0 => 1.0,
                // A paragraph that begins with somebody else is about them.
                1 if first && subject_here.is_some_and(|other| other != *id) => 0.8,
                1 if first => 1.6,
                1 => 0.8,
                2 if first => 0.8,
                _ => 0.2,
            };
            match list.iter_mut().find(|c| c.0 == *id) {
                Some(c) => {
                    c.1 += bonus;
                    c.2.push_str(" and spoke before");
                }
                None => list.push((*id, bonus, "spoke before".to_owned())),
            }
        }
        // "For Hart, it was late. “…” she said."
        let told =
            |id: EntityId| cast.entities.get(id.0 as usize).is_some_and(|e| e.gender() == wanted.gender());
        if let (Some(only), false) = beside
            && wanted.gender() != Gender::Unknown
            && told(only)
            && let Some(c) = list.iter_mut().find(|c| c.0 == only)
        {
            c.1 = c.1.max(ONLY_ONE);
        }
        list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        list.truncate(6);
        list
    }

    /// Whether a phrase between commas tells more of the one before it: "his grandfather, **a retired fisherman**, said".
    fn tells_more(&self, i: usize) -> bool {
        let Some(m) = self.cx.mentions.list.get(i) else { return false };
        let indefinite = matches!(self.cx.words().folded(m.tokens.start), "a" | "an");
        let parted = |t: TokenId| matches!(self.cx.text_of(t), "," | "—" | "–");
        if !indefinite || !parted(m.tokens.end) && self.cx.text_of(m.tokens.end) != "." {
            return false;
        }
        // Whose it is stands in the phrase and is a mention, too.
        let mut before = (i.saturating_sub(3)..i).filter_map(|b| self.cx.mentions.list.get(b));
        before.any(|b| {
            b.kind == MentionKind::Noun
                && b.plural == m.plural
                && b.tokens.end.0 + 1 == m.tokens.start.0
                && parted(b.tokens.end)
        })
    }

    /// Who spoke where a phrase stands.
    fn spoke_as(&self, m: &Mention) -> Option<EntityId> {
        self.spoke.iter().rev().take(SPOKE).find(|(at, _)| *at == m.tokens.start).map(|(_, id)| *id)
    }

    /// The body named before a phrase that comes back to it: "Ferro Foods opened in May. **The company** closed in June."
    fn body_before(&self, phrase: usize, cast: &Cast) -> Option<EntityId> {
        let words = self.cx.words();
        let m = self.cx.mentions.list.get(phrase)?;
        let sorts = Sorts::of_noun(words.folded(m.head));
        if words.folded(m.tokens.start) != "the" || sorts.is_empty() {
            return None;
        }
        let before = (phrase.saturating_sub(WINDOW / 2)..phrase).rev();
        let named = before.filter_map(|i| self.who.get(i).copied().flatten());
        let mut bodies = named.filter(|id| cast.entities.get(id.0 as usize).is_some_and(|e| is_of(e, sorts)));
        bodies.next()
    }

    /// The gender of the first pronoun after a subject in its sentence, if nobody else is named between: "The grower
    /// brought his son".
    fn told_gender(&self, m: &Mention) -> Gender {
        /// How many tokens after the subject the pronoun may stand.
        const NEAR: u32 = 8;
        let cx = self.cx;
        let sentence = cx.doc.sentence(cx.doc.token(m.head).sentence).tokens;
        let end = TokenId(sentence.end.0.min(m.tokens.end.0 + NEAR));
        let next = cx.mentions.starting_in(TokenRange::new(m.tokens.end, end));
        let next = next.filter_map(|i| cx.mentions.list.get(i)).find(|n| n.kind != MentionKind::Noun);
        next.filter(|n| n.kind == MentionKind::Pronoun).map_or(Gender::Unknown, |n| n.gender)
    }

    /// Decides between candidates: the best one, if it is clear.
    pub(super) fn decide(&self, word: &str, list: Vec<Candidate>, cast: &Cast) -> Decision {
        let name = |id: EntityId| cast.entities.get(id.0 as usize).map_or("", |e| e.name.as_str()).to_owned();
        let Some((best, score, why)) = list.first().cloned() else {
            return Decision {
                why: format!("nobody whom “{word}” could mean is named shortly before"),
                ..Decision::default()
            };
        };
        let second = list.get(1).map_or(0.0, |c| c.1);
        // Nobody else: less is enough. So it is where nobody else comes near.
        let enough = match list.len() {
            1 => ENOUGH / 4.0,
            _ if score >= 2.0 * second => ENOUGH / 2.0,
            _ => ENOUGH,
        };
        if score < enough {
            return Decision {
                why: format!("“{word}” may be {}, but they are too far away to tell", name(best)),
                candidates: list,
                ..Decision::default()
            };
        }
        if score - second < LEAD {
            let other = list.get(1).map_or(String::new(), |c| name(c.0));
            return Decision {
                why: format!("“{word}” may be {} or {other}; nothing tells which", name(best)),
                candidates: list,
                ..Decision::default()
            };
        }
        let lead = (score - second).min(3.0);
        Decision {
            who: Some(best),
            confidence: 0.6 + 0.1 * lead,
            why: format!("“{word}” is {}, who {why}", name(best)),
            candidates: list,
        }
    }

    /// Somebody speaks at a token.
    pub(super) fn speaks(&mut self, at: TokenId, inside: bool, who: EntityId) {
        if inside {
            self.spoke_inside.push((at, who));
        } else {
            self.spoke.push((at, who));
        }
    }

    /// The last one to speak before a token in its paragraph or the one before it.
    pub(super) fn last_speaker(&self, at: TokenId, reach: u32) -> Option<(EntityId, ParagraphId)> {
        let p = self.cx.doc.paragraph_of(at);
        let (t, id) = self.spoke.last()?;
        let q = self.cx.doc.paragraph_of(*t);
        (q.0 + reach >= p.0).then_some((*id, q))
    }
}

/// Puts first whoever was spoken to and now answers, if what is looked for fits them.
pub(super) fn answers(list: &mut Vec<Candidate>, id: EntityId, wanted: Wanted, cast: &Cast) {
    let fits = cast.entities.get(id.0 as usize).is_some_and(|e| wanted.fits(e));
    let most = list.first().map_or(0.0, |c| c.1);
    if fits {
        list.retain(|c| c.0 != id);
        list.insert(0, (id, most + ANSWERS, "was spoken to right before".to_owned()));
    }
}

/// Whether a source can be resolved by what is in focus, and what is looked for.
pub(super) fn wanted(told: &Told) -> Option<Wanted> {
    match *told {
        Told::Pronoun { gender, plural, thing } => Some(Wanted::Pronoun { gender, plural, thing }),
        Told::Noun { epithet: true, gender, .. } => Some(Wanted::Person(gender)),
        Told::Noun { body, .. } if !body.is_empty() => Some(Wanted::Body(body)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::Engine;
    use crate::speakers::testing::speakers;

    #[test]
    fn the_only_one_named_before_it_is_who_a_pronoun_means() {
        let said = |by: &str| {
            let text = format!(
                "The town of Colby voted on Monday to close its bridge.\n\nAnn Hart, a nurse, said that it was \
                 late.\n\nSue Bell, a baker, said that it was cold.\n\nIt was too late for {by}. “The bridge \
                 is gone,” she said."
            );
            speakers(&text).pop().flatten()
        };
        assert_eq!(said("Hart").as_deref(), Some("Ann Hart"));
        assert_eq!(said("Bell").as_deref(), Some("Sue Bell"));
        assert_ne!(said("Hart, Lee and Bell").as_deref(), Some("Ann Hart"));
    }

    #[test]
    fn a_pronoun_beside_a_noun_tells_its_gender() {
        let sure = |whose: &str| {
            let text = format!(
                "A grower and a tenant came to court in Colby on Monday, 3 May 2019. The barn stands in \
                 Northmark.\n\nKarl Stein, 40, rents the barn. The grower had brought {whose} umbrella. “The barn \
                 had four roofs,” he said."
            );
            let found = Engine::new().min_confidence(0.0).attribute(text.as_str());
            let said = &found.quotations()[0];
            assert_eq!(found.speaker(said.speaker.unwrap()).name, "the grower");
            said.confidences.speaker
        };
        assert!(sure("his") > sure("the"));
    }
}
