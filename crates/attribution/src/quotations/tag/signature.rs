//! A name behind a dash that signs what stands in marks: “…” — Ann Lee.

use super::Tag;
use crate::quotations::noun_phrase::phrase_forward;
use crate::quotations::reader::Reader;
use crate::syntax::Pos;
use inquit_tokenizer::Quoted;

/// A name behind a dash at the end: “…” — Ann Lee.
pub(super) fn signature_after(r: &Reader<'_>, at: usize, high: usize, q: &Quoted) -> Option<Tag> {
    if at + 1 >= high
        || !r.dash(at)
        || r.in_marks(at + 1)
        || r.pos(at + 1) != Pos::Propn
        || q.inner_tokens().len() < 3
    {
        return None;
    }
    let source = phrase_forward(r, at + 1, high, true).filter(|p| r.pos(p.head) == Pos::Propn)?;
    let closes = source.end >= high || (source.end + 1 >= high && matches!(r.text(source.end), "." | ";"));
    closes.then(|| Tag {
        cue: (at, at + 1),
        source: Some(source),
        addressee: None,
        end: source.end,
        why: "a name behind a dash after the marks".into(),
    })
}

#[cfg(test)]
mod tests {
    use crate::quotations::testing::assert_direct;

    #[test]
    fn a_name_behind_a_dash_signs() {
        assert_direct(
            "“Rain is a kind of company.” — Ada Voss",
            ("“Rain is a kind of company.”", "—", "Ada Voss"),
        );
    }
}
