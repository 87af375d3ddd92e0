//! Why each quotation is one, and why this speaker.

use super::one_line;
use inquit::quotations::Spoken;
use inquit::tokenizer::TextRange;
use inquit::{Attribution, Quotation, QuotationId};
use inquit_formats::write::{kind_name, not_speech_name, speaker_name, wire};
use std::io::{self, Write};

/// Every quotation, and the quoted words that are none.
pub(crate) fn document(out: &mut impl Write, id: &str, found: &Attribution) -> io::Result<()> {
    writeln!(out, "{}", one_line(id))?;
    for i in 0..found.quotations().len() {
        writeln!(out)?;
        quotation(out, found, QuotationId(i as u32))?;
    }
    if !found.not_speech().is_empty() {
        writeln!(out, "\nin quotation marks, but not speech")?;
    }
    for n in found.not_speech() {
        writeln!(out, "  {:<9} {}", not_speech_name(n.kind), words(found, n.range))?;
        if let Some(spoken) = n.spoken {
            writeln!(out, "            {}", reasons(spoken))?;
        }
    }
    Ok(())
}

/// One quotation; nothing if there is no such.
pub(crate) fn quotation(out: &mut impl Write, found: &Attribution, id: QuotationId) -> io::Result<()> {
    let Some(q) = found.quotations().get(id.0 as usize) else { return Ok(()) };
    let content: Vec<_> = q.content.iter().map(|&r| words(found, r)).collect();
    let part = |r: Option<TextRange>| r.map_or_else(|| "none".to_owned(), |r| words(found, r));
    writeln!(out, "{}  {}", wire::quotation_id(id), content.join(" … "))?;
    writeln!(out, "    kind      {} (confidence {:.2})", kind_name(q.kind), wire::confidence(q.confidence))?;
    writeln!(out, "    cue       {}", part(q.cue))?;
    writeln!(out, "    source    {}", part(q.source))?;
    writeln!(out, "    speaker   {}", one_line(&speaker_name(found, q)))?;
    confidences(out, found, q)?;
    writeln!(out, "    found by  {}", or_dash(&q.evidence.quotation))?;
    if let Some(spoken) = q.evidence.spoken {
        writeln!(out, "    in marks  {}", reasons(spoken))?;
    }
    writeln!(out, "    because   {}", or_dash(&q.evidence.speaker))?;
    candidates(out, found, q)
}

/// What each part of the answer is worth, and who comes second.
fn confidences(out: &mut impl Write, found: &Attribution, q: &Quotation) -> io::Result<()> {
    let c = q.confidences;
    let of = |p: f32| format!("{:.2}", wire::confidence(p));
    let speaker = q.speaker.map_or("–".to_owned(), |_| of(c.speaker));
    writeln!(out, "    right?    quotation {}, source {}, speaker {speaker}", of(c.quotation), of(c.source))?;
    if let Some(r) = q.evidence.runner_up {
        writeln!(out, "    else      {} ({})", one_line(&found.speaker(r.speaker).name), of(r.probability))?;
    }
    Ok(())
}

fn candidates(out: &mut impl Write, found: &Attribution, q: &Quotation) -> io::Result<()> {
    for (i, c) in q.evidence.candidates.iter().enumerate() {
        let label = if i == 0 { "candidates" } else { "" };
        let won = if q.speaker == Some(c.speaker) { '*' } else { ' ' };
        let name = one_line(&found.speaker(c.speaker).name);
        writeln!(out, "    {label:<10}{won}{:>7.2}  {name}: {}", c.score, or_dash(&c.why))?;
    }
    Ok(())
}

/// How likely words in marks are speech, and all that speaks for and against it, the weightiest first.
fn reasons(spoken: Spoken) -> String {
    let mut list: Vec<_> = spoken.reasons().filter(|(_, weight)| weight.abs() >= 0.005).collect();
    list.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let list: Vec<_> = list.iter().map(|(name, weight)| format!("{name} {weight:+.2}")).collect();
    format!("speech {:.2}: {}", wire::confidence(spoken.probability()), list.join(", "))
}

fn words(found: &Attribution, range: TextRange) -> String {
    one_line(found.text_of(range))
}

fn or_dash(text: &str) -> String {
    if text.is_empty() { "–".to_owned() } else { one_line(text) }
}
