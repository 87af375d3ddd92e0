//! A noun for what is said as a tag: "…," was her answer. "…," came the sexton's reply.

use super::{Tag, past_comma};
use crate::lexicon::WordSet;
use crate::quotations::noun_phrase::{Phrase, phrase_back, phrase_forward};
use crate::quotations::reader::Reader;

/// "…," was her answer.
pub(super) fn answer_after(r: &Reader<'_>, at: usize, high: usize) -> Option<Tag> {
    let at = past_comma(r, at, high);
    if at + 2 >= high || !r.any(at, &["was", "came", "is", "were", "comes"]) {
        return None;
    }
    let noun = (at + 1..high.min(at + 9)).find(|&i| r.is_a(i, WordSet::SAYING))?;
    if (at + 1..noun).any(|i| r.in_marks(i) || matches!(r.text(i), "," | "." | ";")) {
        return None;
    }
    let owner = (at + 1..noun).find(|&i| r.any(i, &["his", "her", "their", "my", "your", "our"]));
    // "… was the answer from the warden"
    let from = || {
        let leads = noun + 1 < high && r.any(noun + 1, &["from", "of"]);
        leads.then(|| phrase_forward(r, noun + 2, high, true)).flatten()
    };
    let source = match owner {
        Some(i) => Some(Phrase { start: i, end: i + 1, head: i }),
        None => (at + 1..noun)
            .find(|&i| r.genitive(i))
            .and_then(|i| phrase_back(r, i - 1, at + 1).map(|p| Phrase { end: i + 1, ..p }))
            .or_else(from),
    };
    Some(Tag {
        cue: (noun, noun + 1),
        source,
        addressee: None,
        end: source.map_or(noun + 1, |s| s.end.max(noun + 1)),
        why: format!("“{} … {}” after the marks", r.text(at), r.text(noun)),
    })
}

#[cfg(test)]
mod tests {
    use crate::quotations::testing::assert_direct;

    #[test]
    fn an_answer_is_a_tag() {
        assert_direct("“It rains,” was her answer.", ("“It rains,”", "answer", "her"));
        assert_direct("“It rains,” was the answer from Ann Lee.", ("“It rains,”", "answer", "Ann Lee"));
        assert_direct("“It rains,” came the sexton's reply.", ("“It rains,”", "reply", "the sexton's"));
    }
}
