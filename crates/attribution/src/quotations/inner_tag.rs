//! A tag inside a stretch that no mark closes: a line of dash dialogue, a quotation whose mark is missing.
//!
//! "— It is deep, **said Ann**, but warm." is one quotation in two pieces; "— It is deep. She said nothing of the boat." has
//! no tag, for after a full stop only an inverted one counts.

use super::noun_phrase::Phrase;
use super::reader::Reader;
use super::tag::{Tag, tag_after};
use crate::lexicon::Frames;
use inquit_tokenizer::Quoted;

/// A transcript set in marks: "WALLACE: Will she be there?" The label in capitals, and where the turn begins.
pub(super) fn label(r: &Reader<'_>, q: &Quoted) -> Option<(Phrase, usize)> {
    let inner = q.inner_tokens().indices();
    let colon = inner.clone().take(5).find(|&i| r.text(i) == ":")?;
    let label = inner.start..colon;
    let capitals = !label.is_empty()
        && label.clone().all(|i| r.text(i).chars().all(|c| c.is_uppercase() || !c.is_alphabetic()))
        && label.clone().any(|i| r.text(i).len() > 2 && r.text(i).starts_with(char::is_uppercase))
        && label.clone().all(|i| !r.is_mark(i));
    (capitals && colon + 1 < inner.end)
        .then(|| (Phrase { start: label.start, end: colon, head: colon - 1 }, colon + 1))
}

/// The pieces of speech in the stretch, and the tag between or behind them.
///
/// The reader must have entered the stretch.
pub(super) fn split(r: &Reader<'_>, q: &Quoted) -> (Vec<(usize, usize)>, Option<Tag>) {
    let (start, end) = (q.tokens.start.index(), q.tokens.end.index());
    let mut at = start + 2;
    while at < end {
        let stop = matches!(r.text(at - 1), "," | "?" | "!" | "." | "…" | "...") || r.dash(at - 1);
        if !stop || r.in_marks(at) {
            at += 1;
            continue;
        }
        let Some(tag) = tag_after(r, at, end).filter(|t| {
            let (frames, _) = r.verb_cue(t.cue.1 - 1).or_else(|| r.verb_cue(t.cue.0)).unwrap_or_default();
            let closes = t.end >= end
                || matches!(r.text(t.end), "," | "." | "!" | "?" | ";" | ":")
                || r.dash(t.end)
                || !r.capital(t.end);
            // After a full stop only a dash line's inverted tag is one: "Yes. She said nothing" is speech.
            let clear = r.text(at - 1) != "." || t.source.is_some_and(|s| s.start >= t.cue.1);
            frames.has(Frames::DIRECT) && closes && clear
        }) else {
            at += 1;
            continue;
        };
        let begin = tag.cue.0.min(tag.source.map_or(usize::MAX, |s| s.start));
        let mut first_end = begin;
        while first_end > start + 1 && (r.comma(first_end - 1) || r.dash(first_end - 1)) {
            first_end -= 1;
        }
        let mut pieces = vec![(start, first_end)];
        let mut rest = tag.end.max(tag.source.map_or(0, |s| s.end));
        // How and where it was said goes on to the next stop.
        while rest < end && !matches!(r.text(rest), "," | "." | "!" | "?" | ";") && !r.dash(rest) {
            rest += 1;
        }
        while rest < end && (matches!(r.text(rest), "," | "." | ";" | "!" | "?") || r.dash(rest)) {
            rest += 1;
        }
        if rest < end {
            pieces.push((rest, end));
        }
        return (pieces, Some(tag));
    }
    (vec![(start, end)], None)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_direct, assert_reports, at_caret, words};
    use super::*;

    /// The pieces of speech in the stretch that opens at the caret, and the source of its tag.
    fn pieces(text: &str) -> (Vec<String>, Option<String>) {
        at_caret(text, |r, _, at| {
            let (id, q) = r.outermost(at).expect("help: put the caret before an opening mark");
            r.enter(id);
            let (pieces, tag) = split(r, &q);
            let source = tag.and_then(|t| t.source).map(|s| words(r, (s.start, s.end)));
            (pieces.iter().map(|&p| words(r, p)).collect(), source)
        })
    }

    #[track_caller]
    fn assert_split(text: &str, expected: &[&str], source: &str) {
        let (found, by) = pieces(text);
        assert_eq!(found, expected, "{text:?}");
        assert_eq!(by.as_deref(), Some(source), "{text:?}");
    }

    #[track_caller]
    fn assert_whole(text: &str) {
        let (found, by) = pieces(text);
        assert_eq!((found.len(), by), (1, None), "no tag stands in {text:?}");
    }

    #[test]
    fn a_mark_is_no_label() {
        let label = |text: &str| {
            at_caret(text, |r, _, at| r.outermost(at).is_some_and(|(_, q)| super::label(r, &q).is_some()))
        };
        assert!(label("^“WARDEN: Is it deep?”"));
        assert!(!label("said « ^“ : “ Ann Lee asked"));
        assert!(!label("^«“ : Is it deep?»"));
    }

    #[test]
    fn a_dash_line_has_its_tag_inside() {
        assert_split("^— The pond is deep, said Ann.", &["— The pond is deep"], "Ann");
        assert_split("^— Is it deep? asked Ann.", &["— Is it deep?"], "Ann");
        assert_split("^— It is deep, said Ann, but warm.", &["— It is deep", "but warm."], "Ann");
    }

    #[test]
    fn a_sentence_about_saying_is_no_tag() {
        assert_whole("^— The pond is deep. She said nothing of the boat.");
        assert_whole("^— The pond is deep and cold.\n— Is it? asked Ann.");
    }

    #[test]
    fn a_missing_mark_leaves_the_tag_inside() {
        assert_direct("“The pond is deep, said Ann.", ("“The pond is deep", "said", "Ann"));
    }

    #[test]
    fn a_label_in_capitals_names_who_speaks() {
        assert_reports("She read: “WARDEN: Is it deep?”", &[("Is it deep?”", "", "WARDEN")]);
        let none = |text| {
            at_caret(text, |r, _, at| {
                let (_, q) = r.outermost(at).expect("help: put the caret before an opening mark");
                label(r, &q).is_none()
            })
        };
        assert!(none("^“Note: it is deep.”"), "a label stands in capitals");
        assert!(none("^“It is deep: OK.”"));
    }
}
