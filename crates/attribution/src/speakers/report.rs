//! Quotations of a report, and those outside the dialogue of a story: one after another.

use super::cluster::Cast;
use super::context::Context;
use super::entity::EntityId;
use super::focus::{self, Candidate, Decision, Focus, wanted};
use super::told::{Reader, Told};
use super::turns::{Manner, Turn};
use crate::Gender;
use inquit_tokenizer::TokenId;

/// Decides everything that is not decided yet.
#[allow(clippy::too_many_arguments)]
pub(super) fn decide(
    cx: &Context<'_>,
    who: &[Option<EntityId>],
    told: &[Told],
    turns: &[Turn],
    narrator: Option<EntityId>,
    cast: &mut Cast,
    reader: &mut Reader<'_>,
    decisions: &mut [Option<Decision>],
) {
    let mut focus = Focus { cx, who, spoke: Vec::new(), spoke_inside: Vec::new() };
    let mut turn_of = vec![None; cx.found.len()];
    for (k, t) in turns.iter().enumerate() {
        if let Some(slot) = turn_of.get_mut(t.found) {
            *slot = Some(k);
        }
    }
    for (i, f) in cx.found.iter().enumerate() {
        let Some(at) = position(cx, i) else { continue };
        let inside = f.parent.is_some();
        let parent =
            f.parent.and_then(|p| decisions.get(p as usize)).and_then(|d| d.as_ref()).and_then(|d| d.who);
        if decisions.get(i).is_none_or(Option::is_none) {
            let word = f.source.map_or("", |s| cx.text(s.tokens));
            let decision = match told.get(i).unwrap_or(&Told::Nothing) {
                Told::Name(id) => Decision {
                    who: Some(*id),
                    confidence: 0.95,
                    why: format!("the source names {}", name(cast, *id)),
                    candidates: vec![(*id, 1.0, "is named".to_owned())],
                },
                Told::First { .. } => match parent.filter(|_| inside).or(narrator) {
                    Some(id) => Decision {
                        who: Some(id),
                        confidence: 0.9,
                        why: if inside {
                            "“I” is who says the words around".to_owned()
                        } else {
                            "“I” is who tells the text".to_owned()
                        },
                        candidates: vec![(id, 1.0, "is “I”".to_owned())],
                    },
                    None => {
                        Decision { why: format!("who “{word}” is, is not told"), ..Decision::default() }
                    }
                },
                t @ Told::Pronoun { .. } => match wanted(t) {
                    Some(w) => {
                        let mut list = focus.candidates(at, inside, w, cast, reader);
                        let turn = turn_of.get(i).copied().flatten();
                        if let Some(id) = turn.and_then(|k| answers(turns, k)).filter(|_| !inside) {
                            focus::answers(&mut list, id, w, cast);
                        }
                        focus.decide(word, list, cast)
                    }
                    None => Decision::default(),
                },
                t @ Told::Noun { .. } => {
                    let list =
                        wanted(t).map(|w| focus.candidates(at, inside, w, cast, reader)).unwrap_or_default();
                    noun(&focus, word, t, list, cast)
                }
                Told::Nothing => {
                    let turn = turn_of.get(i).copied().flatten().and_then(|k: usize| turns.get(k));
                    untagged(&focus, turn, at, cast)
                }
            };
            if let Some(Told::Pronoun { gender, .. }) = told.get(i) {
                learn(*gender, &decision, cast);
            }
            if let Some(slot) = decisions.get_mut(i) {
                *slot = Some(decision);
            }
        }
        if let Some(id) = decisions.get(i).and_then(|d| d.as_ref()).and_then(|d| d.who) {
            focus.speaks(at, inside, id);
        }
    }
}

/// Whoever was spoken to by the turn before one that answers: "Reed told Ann: “…” “…,” **she** replied."
fn answers(turns: &[Turn], k: usize) -> Option<EntityId> {
    let turn = turns.get(k).filter(|t| t.manner == Manner::Answers && t.gap == 0)?;
    let before = turns.get(k.checked_sub(1)?)?;
    let called = before.named.addressed.first().copied().filter(|_| before.named.addressed.len() == 1);
    before.spoken_to.or(called).filter(|_| !turn.same_paragraph)
}

/// Whom a phrase stands for, of whoever may be meant.
fn noun(focus: &Focus<'_>, word: &str, told: &Told, list: Vec<Candidate>, cast: &Cast) -> Decision {
    let Told::Noun { own, role, epithet, .. } = told else { return Decision::default() };
    let known = role.iter().rev().find(|r| focus.spoke.iter().rev().take(12).any(|s| s.1 == **r));
    if let Some(&id) = known.or(role.last()) {
        return Decision {
            who: Some(id),
            confidence: 0.85,
            why: format!("“{word}” is {}, who has this role", name(cast, id)),
            candidates: vec![
                (id, 1.0, "has this role".to_owned()),
                (*own, 0.3, "is known by these words".to_owned()),
            ],
        };
    }
    if *epithet {
        let meant = focus.decide(word, list, cast);
        if meant.who.is_some() {
            return meant;
        }
    } else if let Some((id, score, why)) = list.first().filter(|c| c.1 >= 1.0).cloned() {
        return Decision {
            who: Some(id),
            confidence: (0.5 + 0.1 * score).min(0.85),
            why: format!("“{word}” is {}, which {why}", name(cast, id)),
            candidates: list,
        };
    }
    Decision {
        who: Some(*own),
        confidence: 0.8,
        why: format!("“{word}” has no name in the text"),
        candidates: vec![(*own, 1.0, "is known by these words".to_owned())],
    }
}

/// What somebody is called.
fn name(cast: &Cast, id: EntityId) -> &str {
    cast.entities.get(id.0 as usize).map_or("", |e| e.name.as_str())
}

/// Whoever was "she" once can't be "he" after that: a clear decision tells the gender of somebody of whom nothing else does.
fn learn(gender: Gender, decision: &Decision, cast: &mut Cast) {
    /// By how much the best candidate must lead.
    const CLEAR: f32 = 1.0;
    let lead = match decision.candidates.as_slice() {
        [best, second, ..] => best.1 - second.1,
        _ => f32::INFINITY,
    };
    let who = decision.who.filter(|_| lead >= CLEAR);
    let Some(e) = who.and_then(|id| cast.entities.get_mut(id.0 as usize)) else { return };
    if e.gender() == Gender::Unknown {
        e.odds += match gender {
            Gender::Female => 2.0,
            Gender::Male => -2.0,
            Gender::Unknown => 0.0,
        };
    }
}

/// Where a quotation's source stands, or its content where it has none.
fn position(cx: &Context<'_>, i: usize) -> Option<TokenId> {
    let f = cx.found.get(i)?;
    let at = match f.source {
        Some(s) => s.tokens.start,
        None => cx.doc.tokens_in(*f.content.first()?).start,
    };
    (at.index() < cx.doc.tokens().len()).then_some(at)
}

/// A quotation without a source: only what stands in its own paragraph tells.
fn untagged(focus: &Focus<'_>, turn: Option<&Turn>, at: TokenId, cast: &Cast) -> Decision {
    let silent = |why: &str| Decision { why: why.to_owned(), ..Decision::default() };
    let Some(turn) = turn else { return silent("no source is named") };
    if let Some(n) = turn.beat_before.iter().find(|n| n.subject) {
        return Decision {
            who: Some(n.who),
            confidence: 0.7,
            why: format!("{} is the subject right before, in the same paragraph", name(cast, n.who)),
            candidates: vec![(n.who, 1.0, "is the subject right before".to_owned())],
        };
    }
    if turn.same_paragraph
        && let Some((id, _)) = focus.last_speaker(at, 0)
    {
        return Decision {
            who: Some(id),
            confidence: 0.8,
            why: format!("{} speaks before in the same paragraph", name(cast, id)),
            candidates: vec![(id, 1.0, "speaks before in the same paragraph".to_owned())],
        };
    }
    silent("the quotation stands alone: nothing in its paragraph says who speaks")
}

#[cfg(test)]
mod tests {
    use crate::Engine;

    #[test]
    fn who_was_she_before_is_not_he_after() {
        let found = Engine::new().min_confidence(0.0).attribute(
            "Brindle asked what was in the box. The postman said that he could not tell. She asked whether it ticked. He \
             asked what she meant.",
        );
        let who: Vec<_> =
            found.quotations().iter().filter_map(|q| q.speaker).map(|s| &found.speaker(s).name).collect();
        assert_eq!(who, ["Brindle", "the postman", "Brindle", "the postman"]);
    }
}
