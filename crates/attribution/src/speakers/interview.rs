//! Interviews printed as "Q:" and "A:": who asks has no name; who answers is the one person whom the lines above name.

use super::context::Context;
use super::entity::{Entity, EntityId};
use crate::mentions::{Mention, MentionKind};
use crate::quotations::Source;
use inquit_tokenizer::ParagraphKind;

/// A label that stands for a part in an interview.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Asks,
    Answers,
}

impl Part {
    /// What to call whoever has the part, where the text has no name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Asks => "the interviewer",
            Self::Answers => "the interviewee",
        }
    }

    /// The part that a source stands for, if it is such a label.
    pub(super) fn of(cx: &Context<'_>, source: Source) -> Option<Self> {
        let at = cx.doc.paragraph_of(source.tokens.start);
        let ParagraphKind::Turn { label } = cx.doc.paragraph(at).kind else { return None };
        match cx.text(label) {
            "Q" if label.contains(source.head) => Some(Self::Asks),
            "A" if label.contains(source.head) => Some(Self::Answers),
            _ => None,
        }
    }
}

/// The one person whom the text names before its first turn; of several the only one whom it gives a first name and a surname, if
/// there is one.
pub(super) fn who_answers(
    cx: &Context<'_>,
    who: &[Option<EntityId>],
    entities: &[Entity],
) -> Option<EntityId> {
    let in_turn = |m: &Mention| {
        matches!(cx.doc.paragraph(cx.doc.paragraph_of(m.head)).kind, ParagraphKind::Turn { .. })
    };
    let before = cx.mentions.list.iter().zip(who).take_while(|(m, _)| !in_turn(m));
    let named = before.filter(|(m, _)| m.kind == MentionKind::Name && !cx.is_genitive(m));
    let (mut only, mut full) = (Only::Nobody, Only::Nobody);
    for id in named.filter_map(|(_, id)| *id) {
        let Some(e) = entities.get(id.0 as usize).filter(|e| e.is_person()) else { continue };
        only = only.and(id);
        // The only word of a name may be either.
        if e.last.is_some() && e.given.iter().any(|given| e.last.as_ref() != Some(given)) {
            full = full.and(id);
        }
    }
    only.somebody().or_else(|| full.somebody())
}

/// Whether all that was met is one and the same.
#[derive(Clone, Copy)]
enum Only {
    Nobody,
    One(EntityId),
    Several,
}

impl Only {
    fn and(self, id: EntityId) -> Self {
        match self {
            Self::Nobody => Self::One(id),
            Self::One(one) if one == id => self,
            _ => Self::Several,
        }
    }

    fn somebody(self) -> Option<EntityId> {
        if let Self::One(id) = self { Some(id) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use crate::Engine;

    fn speakers(text: &str) -> Vec<String> {
        let found = Engine::new().min_confidence(0.0).attribute(text);
        found
            .quotations()
            .iter()
            .map(|q| q.speaker.map_or(String::new(), |s| found.speaker(s).name.clone()))
            .collect()
    }

    const TURNS: &str = "Q: Is it deep?\n\nA: It is.\n\nQ: And cold?\n\nA: Very.";

    #[test]
    fn the_one_person_of_the_introduction_answers() {
        let text = format!("Ada Holm has swum in the pond for years. We met her there.\n\n{TURNS}");
        assert_eq!(speakers(&text), ["the interviewer", "Ada Holm", "the interviewer", "Ada Holm"]);
    }

    #[test]
    fn who_has_a_full_name_answers() {
        let text = format!("Ada Holm has swum in Skelby and Ember for years. Ember is deep.\n\n{TURNS}");
        assert_eq!(speakers(&text), ["the interviewer", "Ada Holm", "the interviewer", "Ada Holm"]);
    }

    #[test]
    fn nobody_is_named_where_several_could_answer() {
        let text = format!("Ada Holm and Ben Orme have swum in the pond for years.\n\n{TURNS}");
        assert_eq!(
            speakers(&text),
            ["the interviewer", "the interviewee", "the interviewer", "the interviewee"]
        );
    }
}
