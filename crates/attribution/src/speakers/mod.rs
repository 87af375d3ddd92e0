//! Who is who, and who said each quotation.
//!
//! First the whole text is read for its people: distinct forms of name (`forms`), sorted into people and bodies
//! (`cluster`), linked to their mentions (`link`), with their roles (`roles`). Then each source is read (`told`). The
//! turns of a story are decided together (`turns`, `features`, `lattice`, `steps`, `decode`); a report, and what stands outside the
//! dialogue, by what the sentences before are about (`focus`).

mod ages;
mod assemble;
mod cluster;
mod context;
mod decode;
mod described;
mod entity;
mod epithets;
mod features;
mod focus;
mod forms;
mod given;
mod interview;
mod introductions;
mod kinship;
mod lattice;
pub mod learning;
mod link;
mod memory;
mod narrator;
mod presence;
mod pronouns;
mod report;
mod roles;
mod scorer;
mod steps;
mod story;
#[cfg(test)]
mod testing;
mod told;
mod turns;
mod vocatives;
mod wording;

use crate::lexicon::Lexicon;
use crate::mentions::Mentions;
use crate::quotations::Quotations;
use crate::syntax::Syntax;
use crate::{Attribution, Cast};
use context::Context;
use decode::Scene;
use inquit_tokenizer::Document;
use learning::Dialogue;
pub use scorer::Scorer;
use told::{Reader, Told};

/// What speakers are decided by.
#[derive(Clone, Copy, Debug)]
pub struct Means<'a> {
    /// Words and names.
    pub lexicon: &'a Lexicon,
    /// What tells who speaks the turns of a story; none: the one that is part of the program, which news never asks for.
    pub scorer: Option<&'a Scorer>,
    /// Those who speak, if it is known.
    pub cast: Option<&'a Cast>,
    /// The answer lists those known by a phrase alone, too, where they say nothing.
    pub everybody: bool,
}

/// Links mentions to speakers and quotations to who said them; with a cast, to its members. Also gives the dialogue as it was
/// decided.
#[must_use]
pub fn resolve(
    document: Document,
    syntax: &Syntax,
    mentions: Mentions,
    found: Quotations,
    means: Means<'_>,
) -> (Attribution, Dialogue) {
    let Means { lexicon, scorer, cast: known, everybody } = means;
    let cx = Context::new(&document, syntax, &mentions, &found);
    let forms = forms::collect(&cx);
    let mut cast = cluster::cluster(&forms, lexicon.names(), known);
    for e in &mut cast.entities {
        e.name = assemble::name(e, &forms.list);
    }
    let who = link::names(&cx, &forms, &cast);
    let roles = roles::collect(&cx, &who, &mut cast);
    let phrases = known.map(|k| given::phrases(k, &cast.entities)).unwrap_or_default();
    let mut reader = Reader::new(&cx, &who, &roles, phrases);
    let told: Vec<Told> =
        cx.found.iter().map(|f| f.source.map_or(Told::Nothing, |s| reader.read(s, &mut cast))).collect();
    let introduced = introductions::apply(&cx, &who, &cast.entities, &told, &mut reader);
    // Turns alone are asked; reading the content of nested quotations too would take the depth times the length.
    let turns_only = cx.found.iter().map(|f| if turns::is_turn(f) { f.content.as_slice() } else { &[] });
    let named = turns_only.map(|content| vocatives::named_in(&cx, &who, &cast.entities, content)).collect();
    let mut near = who.clone();
    for (i, id) in reader.phrases(&mut cast) {
        if let Some(slot) = near.get_mut(i) {
            *slot = Some(id);
        }
    }
    let mut decisions = vec![None; cx.found.len()];
    let turns = turns::build(&cx, &near, &cast.entities, &introduced, named);
    let narrator = story::narrator(&cx, &who, &turns, &told, &mut cast);
    if cx.fiction {
        let scorer = scorer.unwrap_or_else(|| Scorer::english());
        story::decide(&Scene::new(&turns, &cast, narrator, scorer), &mut decisions);
    }
    report::decide(&cx, &who, &introduced, &turns, narrator, &mut cast, &mut reader, &mut decisions);
    introductions::explain(&told, &introduced, &cast.entities, &mut decisions);
    let mut decisions: Vec<_> = decisions.into_iter().map(Option::unwrap_or_default).collect();
    if cast.closed {
        given::hold(&cast.entities, &mut decisions);
    }
    let answer = assemble::Answer {
        forms: &forms,
        cast: &cast,
        known,
        who: if everybody { &near } else { &who },
        told: &told,
        turns: &turns,
        decisions,
        everybody,
    };
    let (quotations, speakers, number) = answer.assemble(&cx);
    let story = cx.fiction;
    let dialogue = Dialogue { turns, entities: cast.entities, narrator, number };
    let Quotations { not_speech, deep, .. } = found;
    (Attribution { quotations, speakers, not_speech, story, deep, document }, dialogue)
}
