//! Headlines: "Mayor: **bridge will open in May**". A short noun phrase with a capital, a colon, and three words or more with
//! a verb among them; a list ("Menu: soup, bread, cheese") says nothing.

use super::clause_end::trim_end;
use super::noun_phrase::phrase_forward;
use super::reader::{Reader, Unit};
use super::report::{Report, Rule};
use crate::lexicon::WordSet;
use crate::syntax::Pos;
use inquit_tokenizer::TokenKind;

/// The report of a name, a colon and what the name says.
pub(super) fn report(r: &Reader<'_>, unit: Unit) -> Option<Report> {
    let colon = (unit.start + 1..unit.end.min(unit.start + 7)).find(|&i| r.text(i) == ":")?;
    let source = phrase_forward(r, unit.start, colon, false)?;
    if source.end != colon
        || r.is_a(source.head, WordSet::LABEL)
        || !(source.start..source.end).any(|i| matches!(r.pos(i), Pos::Propn | Pos::Noun) && r.capital(i))
    {
        return None;
    }
    let start = colon + 1;
    let end = trim_end(r, start, unit.end);
    let words = (start..end).filter(|&i| r.kind(i) == TokenKind::Word).count();
    let verb = (start..end).any(|i| matches!(r.pos(i), Pos::Verb | Pos::Aux));
    (words >= 3 && verb).then(|| Report {
        rule: Rule::Headline,
        content: vec![(start, end)],
        cue: Some((colon, colon + 1)),
        source: Some(source),
        addressee: None,
        why: "a name and a colon at the head".into(),
        frame: "a colon",
        head: colon,
        licensed: true,
        confidence: 0.6,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{
        assert_indirect, assert_nothing_reported, assert_rule_is_silent, assert_rule_reports,
    };
    use super::*;

    #[test]
    fn who_stands_before_the_colon_says_what_follows() {
        assert_indirect("Mayor: bridge will open in May", ("bridge will open in May", ":", "Mayor"));
        assert_indirect("Valley growers: dam is leaking", ("dam is leaking", ":", "Valley growers"));
        assert_indirect("Ann Lee: pond is deep", ("pond is deep", ":", "Ann Lee"));
    }

    #[test]
    fn a_list_or_a_stub_after_the_colon_is_not_said() {
        assert_nothing_reported("Menu: soup, bread, cheese");
        assert_nothing_reported("Mayor: it is");
        assert_nothing_reported("Interview: the woman who tunes bells");
    }

    #[test]
    fn a_clause_before_the_colon_is_no_source() {
        assert_nothing_reported("The mayor spoke: the bridge will open in May.");
    }

    #[test]
    fn only_a_short_head_is_looked_at() {
        let rule = |r: &Reader<'_>, unit: Unit, _: usize| report(r, unit);
        assert_rule_reports(rule, "^Warden: pond is deep", ("pond is deep", ":", "Warden"));
        assert_rule_is_silent(rule, "^Ann Lee of the old mill at the far end of the valley: pond is deep");
        assert_rule_is_silent(rule, "^: pond is deep");
    }
}
