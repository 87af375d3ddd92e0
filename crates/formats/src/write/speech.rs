//! Whose voice words are in, and the text cut into lines by voice.

use super::{Answer, wire};
use inquit::tokenizer::TextRange;
use inquit::{Quotation, QuotationId, QuotationKind, Speaker, SpeakerId};
use std::collections::{BTreeMap, BTreeSet};

/// The stretches of a quotation that are the speaker's own words: all of a direct quotation, what stands in marks of a
/// mixed one, nothing of an indirect one.
pub(super) fn own_words(q: &Quotation) -> &[TextRange] {
    match q.kind {
        QuotationKind::Direct => &q.content,
        QuotationKind::Mixed => &q.verbatim,
        QuotationKind::Indirect => &[],
    }
}

/// Who reads a line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Voice {
    /// All that nobody says in so many words.
    Narrator,
    /// Somebody of whom the text does not say who it is.
    Unknown,
    /// A speaker.
    Speaker(SpeakerId),
}

impl Voice {
    pub(super) const fn id(self) -> Option<SpeakerId> {
        match self {
            Self::Speaker(id) => Some(id),
            Self::Narrator | Self::Unknown => None,
        }
    }

    pub(super) fn speaker<'a>(self, answer: &Answer<'a>) -> Option<&'a Speaker> {
        self.id().and_then(|id| answer.found.speakers().get(id.0 as usize))
    }
}

/// A stretch that one voice reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Line {
    pub(super) range: TextRange,
    pub(super) voice: Voice,
    /// The quotation that it belongs to; none for the narrator.
    pub(super) quotation: Option<QuotationId>,
}

/// The text cut into lines, without gap or overlap. A quotation inside somebody's own words is read by the same voice.
pub(super) fn lines(answer: &Answer<'_>) -> Vec<Line> {
    let mut spoken: Vec<_> = answer
        .quotations()
        .flat_map(|(id, q)| own_words(q).iter().map(move |&range| (range, id, q.speaker)))
        .collect();
    spoken.sort_by_key(|&(range, id, _)| (range.start(), std::cmp::Reverse(range.end()), id));
    let end = answer.found.document().text().len() as u32;
    let mut lines = Vec::new();
    let mut at = 0;
    let mut push = |start, end, voice, quotation| {
        if start < end {
            lines.push(Line { range: TextRange::new(start, end), voice, quotation });
        }
    };
    for (range, id, speaker) in spoken {
        push(at, range.start(), Voice::Narrator, None);
        let voice = speaker.map_or(Voice::Unknown, Voice::Speaker);
        push(range.start().max(at), range.end(), voice, Some(id));
        at = at.max(range.end());
    }
    push(at, end, Voice::Narrator, None);
    lines
}

/// The voices of a document, each with a name of its own and how many lines it has: the narrator first, then in order
/// of speakers.
pub(super) struct Voices {
    all: BTreeMap<Voice, (String, usize)>,
}

/// The voices that the lines of an answer need, and the narrator.
pub(super) fn voices(answer: &Answer<'_>) -> Voices {
    let mut counts = BTreeMap::from([(Voice::Narrator, 0)]);
    for line in lines(answer) {
        *counts.entry(line.voice).or_insert(0) += 1;
    }
    let mut taken = BTreeSet::new();
    let mut all = BTreeMap::new();
    for (voice, lines) in counts {
        let mut name = match voice {
            Voice::Narrator => "narrator".to_owned(),
            Voice::Unknown => "unknown".to_owned(),
            Voice::Speaker(id) => voice
                .speaker(answer)
                .map_or_else(|| wire::speaker_id(id).to_string(), |s| voice_name(&s.name, id)),
        };
        // Two speakers of one name are told apart by their ids.
        while !taken.insert(name.clone()) {
            let id = voice.id().map(wire::speaker_id);
            name = format!("{name}-{}", id.as_deref().unwrap_or("2"));
        }
        all.insert(voice, (name, lines));
    }
    Voices { all }
}

impl Voices {
    /// Each voice with its name.
    pub(super) fn all(&self) -> impl Iterator<Item = (Voice, &str)> {
        self.all.iter().map(|(&voice, (name, _))| (voice, name.as_str()))
    }

    pub(super) fn name(&self, voice: Voice) -> &str {
        self.all.get(&voice).map_or("narrator", |(name, _)| name)
    }

    /// How many lines the voice has.
    pub(super) fn lines(&self, voice: Voice) -> usize {
        self.all.get(&voice).map_or(0, |(_, lines)| *lines)
    }
}

/// A name as a token without white space: `ann-lee`; the speaker's id where nothing is left.
fn voice_name(name: &str, id: SpeakerId) -> String {
    let lower = name.to_lowercase();
    let words: Vec<_> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.is_empty() { wire::speaker_id(id).to_string() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_voices_are_tokens() {
        assert_eq!(voice_name("Dr. Ann  O'Lee", SpeakerId(0)), "dr-ann-o-lee");
        assert_eq!(voice_name("“…”", SpeakerId(4)), "s5");
    }

    #[test]
    fn a_quotation_inside_another_has_its_voice() {
        let found = inquit::Engine::new().attribute("“Bob said, ‘No, never.’ So there,” said Ann Lee.");
        let answer = Answer::new("x", &found);
        let lines = lines(&answer);
        assert_eq!(lines.iter().map(|l| l.range.len()).sum::<u32>() as usize, found.document().text().len());
        assert!(lines.windows(2).all(|w| w[0].range.end() == w[1].range.start()));
        assert_eq!(lines.last().map(|l| l.voice), Some(Voice::Narrator));
    }
}
