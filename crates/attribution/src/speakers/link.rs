//! Mentions by name to the people they stand for.

use super::cluster::Cast;
use super::context::Context;
use super::entity::EntityId;
use super::forms::{FormId, Forms};
use inquit_tokenizer::ParagraphId;
use rustc_hash::FxHashMap;

/// How often a name must have been one person's alone to stay theirs when another bears it, too.
const HABIT: u32 = 3;

/// For each mention: whom it names; `None` for pronouns and noun phrases.
pub(super) fn names(cx: &Context<'_>, forms: &Forms, cast: &Cast) -> Vec<Option<EntityId>> {
    let mut seen: Vec<Seen> = vec![Seen::default(); cast.entities.len()];
    let mut habits: FxHashMap<FormId, Habit> = FxHashMap::default();
    let mut clock = 0;
    let mut out = vec![None; cx.mentions.list.len()];
    for ((slot, form), mention) in out.iter_mut().zip(&forms.of).zip(&cx.mentions.list) {
        let Some(form) = *form else { continue };
        let Some(among) = cast.of_form.get(form.0 as usize) else { continue };
        let of = |id: EntityId| seen.get(id.0 as usize).copied().unwrap_or_default();
        // A name that several bear is the one's who was named last; the one's who is named most, before any was.
        let mut best: Option<(u32, EntityId)> = None;
        for &id in among {
            let at = of(id).at;
            if best.is_none_or(|(b, _)| at > b) {
                best = Some((at, id));
            }
        }
        let Some((_, mut id)) = best else { continue };
        let paragraph = cx.doc.paragraph_of(mention.head);
        if among.len() > 1 && cx.fiction && forms.list.get(form.0 as usize).is_some_and(|f| f.first_name) {
            let habit = habits.entry(form).or_default();
            let mut introduced = among.iter().copied().filter(|id| of(*id).introduced);
            match (introduced.next(), introduced.next()) {
                (Some(one), None) => habit.count(one),
                // "Charles Hayter bowed. Charles was late."
                (Some(_), Some(_)) if of(id).paragraph != Some(paragraph) => {
                    id = habit.whose().filter(|who| among.contains(who)).unwrap_or(id);
                }
                _ => {}
            }
        }
        clock += 1;
        if let Some(seen) = seen.get_mut(id.0 as usize) {
            let introduced = seen.introduced || among.len() == 1;
            *seen = Seen { at: clock, introduced, paragraph: Some(paragraph) };
        }
        *slot = Some(id);
    }
    out
}

/// When somebody was named last.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// Counted in mentions, from 1.
    at: u32,
    /// Has been named by a name that is nobody else's.
    introduced: bool,
    paragraph: Option<ParagraphId>,
}

/// Whose a first name was while nobody else was known to bear it: whoever tells a story gives the second Charles his
/// surname each time.
#[derive(Clone, Copy, Default)]
struct Habit {
    who: Option<EntityId>,
    times: u32,
}

impl Habit {
    fn count(&mut self, who: EntityId) {
        if self.who == Some(who) {
            self.times += 1;
        } else if self.who.is_none() {
            *self = Self { who: Some(who), times: 1 };
        }
    }

    fn whose(self) -> Option<EntityId> {
        self.who.filter(|_| self.times >= HABIT)
    }
}

#[cfg(test)]
mod tests {
    use crate::speakers::testing::names;

    #[test]
    fn a_first_name_stays_with_whom_it_was_first_and_the_second_has_a_surname() {
        let talk = "“It turns,” said Rufus, and she looked at the wheel.\n\n“It does not,” said Ada.\n\n";
        let names = names(&format!(
            "Rufus Tarn had the mill, and Ada Pell kept his books. Rufus was slow.\n\n{}Rufus Orde came up the path \
             on Friday.\n\n“Too late,” said Ada.\n\n“Never too late,” said Rufus, and he took her pen.\n\nRufus Orde \
             sat down.\n\n“Is there tea?” asked Rufus Orde. “Rufus has none,” said Ada.",
            talk.repeat(4)
        ));
        assert_eq!(names[..8], ["Rufus Tarn", "Ada Pell"].repeat(4));
        assert_eq!(names[8..], ["Ada Pell", "Rufus Tarn", "Rufus Orde", "Ada Pell"]);
    }
}
