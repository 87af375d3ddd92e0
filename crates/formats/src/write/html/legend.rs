//! Who speaks, how often, and what is shown.

use super::super::{Answer, names};
use super::colours::Colours;
use super::{escape, speaker_value};
use inquit::{QuotationKind, SpeakerId};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A speaker, or nobody known, and how many quotations.
pub(super) type Count = (Option<SpeakerId>, usize);

/// How many quotations of how many speakers there are, in words.
pub(super) fn summary(counts: &[Count]) -> String {
    let quotations: usize = counts.iter().map(|(_, n)| n).sum();
    let speakers = counts.iter().filter(|(s, _)| s.is_some()).count();
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    format!("{quotations} quotation{}, {speakers} speaker{}", plural(quotations), plural(speakers))
}

/// The legend, which is the filter too.
pub(super) fn write(
    out: &mut dyn Write,
    answer: &Answer<'_>,
    counts: &[Count],
    colours: &Colours,
) -> io::Result<()> {
    writeln!(
        out,
        "<details id=\"filter\" open>\n<summary>Speakers and kinds</summary>\n<fieldset class=\"speakers\">\n\
         <legend>Speakers</legend>\n<p class=\"buttons\"><button type=\"button\" data-all=\"speaker\">all</button> \
         <button type=\"button\" data-none=\"speaker\">none</button></p>"
    )?;
    for &(speaker, n) in counts {
        let found = speaker.and_then(|s| answer.found.speakers().get(s.0 as usize));
        let name = escape(found.map_or("unknown", |s| s.name.as_str()));
        let value = speaker_value(speaker);
        writeln!(
            out,
            "<div class=\"choice\"{}><label><input type=\"checkbox\" name=\"speaker\" value=\"{value}\" checked> \
             <span class=\"swatch\">{name}</span> <span class=\"count\">{n}</span></label> \
             <button type=\"button\" data-only=\"{value}\" aria-label=\"Only {name}\">only</button></div>",
            colours.style(speaker)
        )?;
    }
    writeln!(out, "</fieldset>\n<fieldset>\n<legend>Kinds</legend>")?;
    for kind in [QuotationKind::Direct, QuotationKind::Mixed, QuotationKind::Indirect] {
        let n = answer.quotations().filter(|(_, q)| q.kind == kind).count();
        let name = names::kind_name(kind);
        writeln!(
            out,
            "<div class=\"choice\"><label><input type=\"checkbox\" name=\"kind\" value=\"{name}\" checked> \
             <span class=\"sample {name}\">{name}</span> <span class=\"count\">{n}</span></label></div>"
        )?;
    }
    writeln!(
        out,
        "</fieldset>\n<p class=\"key\"><span class=\"source\">source</span> <span class=\"cue\">cue</span></p>\n\
         <p id=\"shown\" role=\"status\"></p>\n</details>"
    )
}

/// The speakers, those with most quotations first; who is not known comes last.
pub(super) fn counts(answer: &Answer<'_>) -> Vec<Count> {
    let mut counts = BTreeMap::new();
    for (_, q) in answer.quotations() {
        *counts.entry(q.speaker).or_insert(0) += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(speaker, n)| (speaker.is_none(), std::cmp::Reverse(n), speaker));
    counts
}
