//! Answers as marked-up prose, for snapshots that a reader can judge.

use inquit::{Attribution, Gender, Quotation, SpeakerKind, TagKind};
use inquit_formats::write::{Style, TextView, kind_name, not_speech_name, speaker_name, wire};
use std::io::{self, Write};

/// The text with its quotations marked, a line about each, then who was found and what is no speech.
///
/// # Errors
///
/// None: it writes to memory.
pub fn render(id: &str, found: &Attribution) -> io::Result<String> {
    let mut out = Vec::new();
    let view = TextView { width: 100, colour: false };
    view.write_with(&mut out, id, found, |q| Some(vec![(Style::new(), about(found, q))]))?;
    speakers(&mut out, found)?;
    for n in found.not_speech() {
        writeln!(out, "not speech, {}: {}", not_speech_name(n.kind), found.text_of(n.range))?;
    }
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// `direct explicit 0.9: Ann Lee ← “said” by “Ann Lee”`. Confidence has one decimal, so that not every change shows.
fn about(found: &Attribution, q: &Quotation) -> String {
    let part = |r: Option<_>| r.map_or("–".to_owned(), |r| format!("“{}”", found.text_of(r)));
    let tag = match q.tag {
        TagKind::Explicit => "explicit",
        TagKind::Anaphoric => "anaphoric",
        TagKind::Implicit => "implicit",
        TagKind::None => "untold",
    };
    let to: Vec<_> = q.addressees.iter().map(|&s| found.speaker(s).name.as_str()).collect();
    let to = if to.is_empty() { String::new() } else { format!(" to {}", to.join(", ")) };
    format!(
        "{} {tag} {:.1}: {}{to} ← cue {} source {}",
        kind_name(q.kind),
        wire::confidence(q.confidence),
        speaker_name(found, q),
        part(q.cue),
        part(q.source),
    )
}

/// Those who speak or are members of who speaks, with the forms they are mentioned by.
fn speakers(out: &mut Vec<u8>, found: &Attribution) -> io::Result<()> {
    if !found.speakers().is_empty() {
        writeln!(out)?;
    }
    for s in found.speakers() {
        let kind = match s.kind {
            SpeakerKind::Person => "person",
            SpeakerKind::Group => "group",
            SpeakerKind::Organisation => "organisation",
            SpeakerKind::Document => "document",
        };
        let gender = match s.gender {
            Gender::Male => ", male",
            Gender::Female => ", female",
            Gender::Unknown => "",
        };
        let mut forms: Vec<&str> = Vec::new();
        for form in s.mentions.iter().map(|&r| found.text_of(r)) {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        let forms = forms.join(" | ").split_whitespace().collect::<Vec<_>>().join(" ");
        write!(out, "{} ({kind}{gender}): {forms}", s.name)?;
        let members: Vec<_> = s.members.iter().map(|&m| found.speaker(m).name.as_str()).collect();
        if !members.is_empty() {
            write!(out, " = {}", members.join(" + "))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
