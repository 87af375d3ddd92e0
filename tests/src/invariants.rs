//! What holds for every answer to every text.

use inquit::tokenizer::TextRange;
use inquit::{Attribution, Quotation, QuotationKind, SpeakerId};
use inquit_formats::tiles;
use inquit_formats::write::{OffsetUnit, wire};

/// Checks an answer; says what does not hold.
///
/// # Errors
///
/// The first thing that does not hold, in words.
pub fn check(found: &Attribution) -> Result<(), String> {
    tokens(found)?;
    for (i, q) in found.quotations().iter().enumerate() {
        quotation(found, q).map_err(|e| format!("q{}: {e}", i + 1))?;
    }
    ordered("quotations", found.quotations().iter().filter_map(|q| q.content.first().map(|r| r.start())))?;
    speakers(found)?;
    for n in found.not_speech() {
        range(found, n.range).map_err(|e| format!("not speech: {e}"))?;
    }
    ordered("not speech", found.not_speech().iter().map(|n| n.range.start()))?;
    for d in found.diagnostics() {
        within(found, d.range).map_err(|e| format!("diagnostic: {e}"))?;
    }
    tiling(found)?;
    [OffsetUnit::Chars, OffsetUnit::Bytes, OffsetUnit::Utf16].into_iter().try_for_each(|u| offsets(found, u))
}

/// Tokens come in order, and only white space lies between them; sentences tile them.
fn tokens(found: &Attribution) -> Result<(), String> {
    let doc = found.document();
    let mut at = 0;
    for t in doc.tokens() {
        range(found, t.range).map_err(|e| format!("token: {e}"))?;
        blank(found, at, t.range.start())?;
        at = t.range.end();
    }
    blank(found, at, doc.text().len() as u32)?;
    let mut next = 0;
    for s in doc.sentences() {
        let tokens = s.tokens.indices();
        if tokens.start != next || tokens.is_empty() {
            return Err(format!("sentence {:?} does not go on at token {next}", s.range));
        }
        next = tokens.end;
    }
    if next == doc.tokens().len() { Ok(()) } else { Err("the last sentence is not the last".to_owned()) }
}

/// Characters without width that may stand between tokens as a space does.
const UNSEEN: [char; 5] = ['\u{200b}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}'];

fn blank(found: &Attribution, start: u32, end: u32) -> Result<(), String> {
    let gap = found.document().text().get(start as usize..end as usize);
    match gap {
        Some(gap) if gap.chars().all(|c| c.is_whitespace() || c.is_control() || UNSEEN.contains(&c)) => {
            Ok(())
        }
        _ => Err(format!("tokens leave out {gap:?} at {start}..{end}")),
    }
}

fn quotation(found: &Attribution, q: &Quotation) -> Result<(), String> {
    if q.content.is_empty() {
        return Err("no content".to_owned());
    }
    let all = q.content.iter().chain(&q.verbatim).chain(&q.cue).chain(&q.source);
    all.copied().try_for_each(|r| range(found, r))?;
    apart("content", &q.content)?;
    apart("verbatim", &q.verbatim)?;
    for v in &q.verbatim {
        if !q.content.iter().any(|c| c.encloses(*v)) {
            return Err(format!("verbatim {v:?} is not inside the content {:?}", q.content));
        }
    }
    // The turns of a transcript are direct and have no marks.
    let fits = match q.kind {
        QuotationKind::Direct => true,
        QuotationKind::Indirect => q.verbatim.is_empty(),
        QuotationKind::Mixed => !q.verbatim.is_empty(),
    };
    if !fits {
        return Err(format!("{:?} with {} verbatim parts", q.kind, q.verbatim.len()));
    }
    for (name, part) in [("cue", q.cue), ("source", q.source)] {
        if let Some(r) = part.filter(|r| q.content.iter().any(|c| c.overlaps(*r))) {
            return Err(format!("its own {name} {r:?} lies in the content {:?}", q.content));
        }
    }
    if !(0.0..=1.0).contains(&q.confidence) {
        return Err(format!("confidence {}", q.confidence));
    }
    evidence(found, q)
}

/// Who says it is among the candidates, and there are words for why.
fn evidence(found: &Attribution, q: &Quotation) -> Result<(), String> {
    let candidates = &q.evidence.candidates;
    q.speaker.iter().chain(&q.addressees).copied().try_for_each(|s| exists(found, s))?;
    candidates.iter().try_for_each(|c| exists(found, c.speaker))?;
    match q.speaker {
        Some(s) if !candidates.is_empty() && candidates.iter().all(|c| c.speaker != s) => {
            Err("the speaker is not among the candidates".to_owned())
        }
        None if q.evidence.speaker.is_empty() => Err("no speaker and no reason".to_owned()),
        _ if q.evidence.quotation.is_empty() => Err("no rule that found it".to_owned()),
        _ => Ok(()),
    }
}

fn speakers(found: &Attribution) -> Result<(), String> {
    for (i, s) in found.speakers().iter().enumerate() {
        let tell = |e: String| format!("s{} {:?}: {e}", i + 1, s.name);
        s.mentions.iter().try_for_each(|&r| range(found, r)).map_err(tell)?;
        ordered("mentions", s.mentions.iter().map(|r| r.start())).map_err(tell)?;
        s.members.iter().try_for_each(|&m| exists(found, m)).map_err(tell)?;
        if s.members.iter().any(|m| m.0 as usize == i) {
            return Err(tell("a member of itself".to_owned()));
        }
        if s.name.trim().is_empty() {
            return Err(tell("no name".to_owned()));
        }
    }
    ordered("speakers", found.speakers().iter().filter_map(|s| s.mentions.first().map(|r| r.start())))
}

fn exists(found: &Attribution, id: SpeakerId) -> Result<(), String> {
    if (id.0 as usize) < found.speakers().len() { Ok(()) } else { Err(format!("there is no speaker {id:?}")) }
}

/// A range is not empty, within the text and on character boundaries.
fn range(found: &Attribution, r: TextRange) -> Result<(), String> {
    if r.is_empty() { Err(format!("{r:?} is empty")) } else { within(found, r) }
}

fn within(found: &Attribution, r: TextRange) -> Result<(), String> {
    let slice = found.document().text().get(r.start() as usize..r.end() as usize);
    if slice.is_none() { Err(format!("{r:?} is not in the text or cuts a character")) } else { Ok(()) }
}

fn apart(what: &str, ranges: &[TextRange]) -> Result<(), String> {
    match ranges.windows(2).find(|w| w[0].end() > w[1].start()) {
        Some(w) => Err(format!("{what} {:?} and {:?} overlap or stand in the wrong order", w[0], w[1])),
        None => Ok(()),
    }
}

fn ordered(what: &str, starts: impl Iterator<Item = u32>) -> Result<(), String> {
    if starts.is_sorted() { Ok(()) } else { Err(format!("{what} are out of order")) }
}

/// The tiles give the text back.
fn tiling(found: &Attribution) -> Result<(), String> {
    let rebuilt: String = tiles(found).iter().map(|t| found.text_of(t.range)).collect();
    if rebuilt == found.document().text() {
        Ok(())
    } else {
        Err("the tiles do not cover the text".to_owned())
    }
}

/// Every span of the output, cut out of the text in the unit it counts in, gives its own words.
fn offsets(found: &Attribution, unit: OffsetUnit) -> Result<(), String> {
    let text = found.document().text();
    let units: Vec<u16> = text.encode_utf16().collect();
    let chars: Vec<char> = text.chars().collect();
    let answer = wire::Document::new("x", found, unit);
    let spans = answer
        .quotations
        .iter()
        .flat_map(|q| q.content.iter().chain(&q.verbatim).chain(&q.cue).chain(&q.source));
    for s in spans.chain(answer.speakers.iter().flat_map(|s| &s.mentions)) {
        let range = s.start as usize..s.end as usize;
        let cut = match unit {
            OffsetUnit::Chars => chars.get(range).map(|c| c.iter().collect()),
            OffsetUnit::Bytes => text.get(range).map(str::to_owned),
            OffsetUnit::Utf16 => units.get(range).and_then(|u| String::from_utf16(u).ok()),
        };
        if cut.as_deref() != Some(s.text) {
            return Err(format!("{unit:?} {}..{} is {cut:?} and not {:?}", s.start, s.end, s.text));
        }
    }
    Ok(())
}

/// The answer in bytes, to compare two runs.
#[must_use]
pub fn bytes(found: &Attribution) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _ = wire::Document::new("x", found, OffsetUnit::Bytes).write_line(&mut out);
    out
}
