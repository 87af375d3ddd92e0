//! Mentions by name to the people they stand for.

use super::cluster::Cast;
use super::context::Context;
use super::entity::EntityId;
use super::forms::Forms;

/// For each mention: whom it names; `None` for pronouns and noun phrases.
pub(super) fn names(cx: &Context<'_>, forms: &Forms, cast: &Cast) -> Vec<Option<EntityId>> {
    let mut seen: Vec<u32> = vec![0; cast.entities.len()];
    let mut clock = 0;
    let mut out = vec![None; cx.mentions.list.len()];
    for (slot, form) in out.iter_mut().zip(&forms.of) {
        let Some(form) = form else { continue };
        let Some(among) = cast.of_form.get(form.0 as usize) else { continue };
        // A name that several bear is the one's who was named last; the one's who is named most, before any was.
        let mut best: Option<(u32, EntityId)> = None;
        for &id in among {
            let at = seen.get(id.0 as usize).copied().unwrap_or(0);
            if best.is_none_or(|(b, _)| at > b) {
                best = Some((at, id));
            }
        }
        let Some((_, id)) = best else { continue };
        clock += 1;
        if let Some(s) = seen.get_mut(id.0 as usize) {
            *s = clock;
        }
        *slot = Some(id);
    }
    out
}
