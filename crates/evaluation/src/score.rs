//! One document's answer held against its gold.

use crate::gold::{Document, Span};
use crate::pairing::{entities, pair};
use crate::predicted::{Parts, Predicted};
use crate::tally::{Count as C, KINDS, TAGS, Tally};
use crate::words::{Words, merge, shared};

/// What came out for one document.
#[derive(Clone, Debug, Default)]
pub struct Scored {
    /// The document's name.
    pub doc_id: String,
    /// The corpus it belongs to.
    pub corpus: String,
    /// Its counts.
    pub tally: Tally,
    /// What was answered, one entry a predicted quotation that can be judged.
    pub cases: Vec<Case>,
    /// What is wrong.
    pub errors: Vec<Mistake>,
}

/// An answer with its confidence, and what of it is right; `None` where the gold does not tell.
#[derive(Clone, Debug)]
pub struct Case {
    /// Number of the quotation in the answer, from 0.
    pub quotation: usize,
    /// Index into [`KINDS`].
    pub kind: usize,
    /// Index into [`TAGS`] of the gold quotation.
    pub tag: usize,
    /// How sure the answer is as a whole.
    pub confidence: Option<f64>,
    /// How sure its parts are.
    pub parts: Parts,
    /// Whether it is a quotation of this kind.
    pub quotation_right: Option<bool>,
    /// Whether its source is right; told of quotations that are one.
    pub source_right: Option<bool>,
    /// Whether its speaker is right; told of quotations that are one and have a speaker.
    pub speaker_right: Option<bool>,
    /// Whether its speaker is right, or would be if there were one: as before, with open speakers counted wrong.
    pub answered: bool,
}

/// Something wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// What sort: `missed indirect`, `wrong speaker implicit`.
    pub sort: String,
    /// The content, and what was expected instead of what was answered.
    pub words: String,
}

/// What the gold of a file annotates; the rest is not judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Annotated {
    /// Quotations that are not direct.
    pub all_kinds: bool,
    /// Sources.
    pub sources: bool,
}

impl Annotated {
    /// What some documents annotate.
    #[must_use]
    pub fn by(docs: &[Document]) -> Self {
        let any = |f: fn(&crate::gold::Quotation) -> bool| docs.iter().flat_map(|d| &d.quotations).any(f);
        Self { all_kinds: any(|q| q.kind != "direct"), sources: any(|q| !q.source.is_empty()) }
    }
}

/// Scores one document; without an answer, all its quotations are missed.
///
/// # Errors
///
/// In words, if a span of the answer lies outside the text.
pub fn score(doc: &Document, answer: Option<&Predicted>, annotated: Annotated) -> Result<Scored, String> {
    let empty = Predicted::default();
    let mut t = Tally::default();
    t.count(C::Documents, 1);
    t.count(C::Missing, usize::from(answer.is_none()));
    let answer = answer.unwrap_or(&empty);
    let words = Words::new(&doc.text);
    for (s, e) in answer.quotations.iter().flat_map(|q| q.content.iter().chain(&q.source).chain(&q.cue)) {
        if s > e || *e > words.length() {
            return Err(format!(
                "{}: span [{s}, {e}] lies outside the text (0..{})",
                doc.doc_id,
                words.length()
            ));
        }
    }
    let (gq, pq) = (&doc.quotations, &answer.quotations);
    let cover = |list: &mut dyn Iterator<Item = &Vec<Span>>| -> Vec<Vec<u32>> {
        list.map(|s| words.cover(s)).collect()
    };
    let (gc, pc) = (cover(&mut gq.iter().map(|q| &q.content)), cover(&mut pq.iter().map(|q| &q.content)));
    let (gs, ps) = (cover(&mut gq.iter().map(|q| &q.source)), cover(&mut pq.iter().map(|q| &q.source)));
    let (gcue, pcue) = (cover(&mut gq.iter().map(|q| &q.cue)), cover(&mut pq.iter().map(|q| &q.cue)));
    let ends = |list: &mut dyn Iterator<Item = &Vec<Span>>| -> Vec<Vec<(u32, u32)>> {
        list.map(|s| merge(&words.ends(s))).collect()
    };
    let (ge, pe) = (ends(&mut gq.iter().map(|q| &q.content)), ends(&mut pq.iter().map(|q| &q.content)));
    let pairs = pair(&gc, &pc);
    let who = entities(&answer.speakers, doc, &words);
    let named = |id: Option<&String>| id.and_then(|id| who.get(id)).copied();

    t.count(C::Gold, gq.len());
    t.count(C::Predicted, pq.len());
    for q in pq {
        if let Some(k) = kind(&q.kind) {
            t.count_in(C::PredictedKind, k, 1);
        }
    }
    let mut errors = Errors { doc, list: Vec::new() };
    let mut found_as: Vec<Option<usize>> = vec![None; pq.len()];
    for (i, g) in gq.iter().enumerate() {
        let k = kind(&g.kind);
        let paired = pairs.get(i).copied().flatten();
        let j = paired.map(|p| p.0);
        let ok = paired.is_some_and(|p| p.1 >= 0.5);
        let p = j.and_then(|j| pq.get(j));
        let at = |list: &[Vec<u32>]| j.and_then(|j| list.get(j).cloned()).unwrap_or_default();
        let (source, gold_source) = (at(&ps), gs.get(i).cloned().unwrap_or_default());
        let gold_cue = gcue.get(i).cloned().unwrap_or_default();
        let agree = shared(&gold_source, &source) > 0;
        let gold_ends = ge.get(i).cloned().unwrap_or_default();
        let said_ends = j.and_then(|j| pe.get(j));
        let same = said_ends == Some(&gold_ends);
        let with_source = ok && (agree || gold_source.is_empty() && source.is_empty());
        t.count_in(C::GoldKind, k.unwrap_or(9), usize::from(k.is_some()));
        if let Some(k) = k.filter(|_| ok) {
            t.count_in(C::OverlapKind, k, 1);
        }
        if ok {
            t.count(C::Overlap, 1);
            if let Some(k) = p.and_then(|p| kind(&p.kind)) {
                t.count_in(C::OverlapPredictedKind, k, 1);
            }
            if let Some(slot) = j.and_then(|j| found_as.get_mut(j)) {
                *slot = Some(i);
            }
            let first = |e: &[(u32, u32)]| e.first().map(|x| x.0);
            let last = |e: &[(u32, u32)]| e.last().map(|x| x.1);
            let said = said_ends.map_or(&[][..], Vec::as_slice);
            let (start, end) = (first(said) == first(&gold_ends), last(said) == last(&gold_ends));
            t.count(C::StartRight, usize::from(start));
            t.count(C::EndRight, usize::from(end));
            t.count(C::BothRight, usize::from(start && end));
        } else {
            errors.add(format!("missed {}", g.kind), &g.content, String::new());
        }
        t.count(C::Exact, usize::from(same));
        t.count(C::OverlapSource, usize::from(with_source));
        t.count(C::ExactSource, usize::from(same && with_source));
        if !gold_cue.is_empty() {
            t.count(C::GoldCue, 1);
            t.count(C::Cue, usize::from(ok && shared(&gold_cue, &at(&pcue)) > 0));
        }
        if g.kind == "direct" && !gold_source.is_empty() {
            t.count(C::DirectWithSource, 1);
            t.count(C::DirectSourceRight, usize::from(ok && agree));
            if let Some(p) = p.filter(|_| ok && !agree) {
                let why =
                    format!("gold {:?} predicted {:?}", errors.words(&g.source), errors.words(&p.source));
                errors.add("wrong source".to_owned(), &g.content, why);
            }
        }
        let answered = p.filter(|_| ok).and_then(|p| p.speaker.as_ref()).filter(|s| !s.is_empty());
        match g.said_by() {
            Some(speaker) => {
                let right = named(answered) == Some(speaker);
                t.count(C::AnySpeakerGold, 1);
                t.count(C::AnySpeakerRight, usize::from(right));
                if g.kind == "direct" {
                    let tag = tag(g.explicitness.as_deref());
                    t.count_in(C::SpeakerGold, tag, 1);
                    t.count_in(C::SpeakerRight, tag, usize::from(right));
                    t.count(C::SpeakerAnswered, usize::from(answered.is_some()));
                    if ok && !right {
                        let gold = doc.entities.iter().find(|e| e.id == speaker).map_or(speaker, |e| &e.name);
                        let said = answered.and_then(|a| answer.speakers.iter().find(|s| s.id == *a));
                        let why = format!("gold {gold:?} predicted {:?}", said.map_or("nobody", |s| &s.name));
                        errors.add(
                            format!("wrong speaker {}", TAGS.get(tag).unwrap_or(&"")),
                            &g.content,
                            why,
                        );
                    }
                }
            }
            None if !doc.entities.is_empty() && g.speaker.is_some() => {
                t.count(C::Unsaid, 1);
                t.count(C::UnsaidSilent, usize::from(answered.is_none()));
            }
            None => {}
        }
    }
    for (q, found) in pq.iter().zip(&found_as) {
        if found.is_none() {
            errors.add(format!("spurious {}", q.kind), &q.content, String::new());
        }
    }
    let mut spans = [Vec::new(), Vec::new()];
    spans[0].extend(gq.iter().filter(|q| q.kind == "direct").flat_map(|q| words.ends(&q.content)));
    spans[1].extend(pq.iter().filter(|q| q.kind == "direct").flat_map(|q| words.ends(&q.content)));
    for list in &mut spans {
        list.sort_unstable();
        list.dedup();
    }
    t.count(C::SpanGold, spans[0].len());
    t.count(C::SpanPredicted, spans[1].len());
    t.count(C::SpanRight, spans[0].iter().filter(|s| spans[1].binary_search(s).is_ok()).count());
    let sets = [
        (&gc, &pc, [C::ContentWordsGold, C::ContentWordsPredicted, C::ContentWordsRight]),
        (&gcue, &pcue, [C::CueWordsGold, C::CueWordsPredicted, C::CueWordsRight]),
        (&gs, &ps, [C::SourceWordsGold, C::SourceWordsPredicted, C::SourceWordsRight]),
    ];
    for (gold, said, [g, p, right]) in sets {
        let (gold, said) = (union(gold), union(said));
        t.count(g, gold.len());
        t.count(p, said.len());
        t.count(right, shared(&gold, &said));
    }

    let cases = (0..pq.len())
        .filter_map(|j| {
            let p = pq.get(j)?;
            let k = kind(&p.kind)?;
            let found = found_as.get(j).copied().flatten();
            if found.is_none() && k != 0 && !annotated.all_kinds {
                return None;
            }
            let g = found.and_then(|i| gq.get(i));
            let source = ps.get(j).map_or(&[][..], Vec::as_slice);
            let gold_source = found.and_then(|i| gs.get(i)).map_or(&[][..], Vec::as_slice);
            let answered = p.speaker.as_ref().filter(|s| !s.is_empty());
            let speaker_right = match (g, answered) {
                (Some(g), Some(id)) if g.speaker.is_some() && !doc.entities.is_empty() => {
                    Some(g.said_by().is_some() && named(Some(id)) == g.said_by())
                }
                // Without annotated speakers, whoever is mentioned in the annotated source is right.
                (Some(_), Some(id)) if doc.entities.is_empty() && !gold_source.is_empty() => {
                    let mentions =
                        answer.speakers.iter().find(|s| s.id == *id).map(|s| words.cover(&s.mentions));
                    Some(mentions.is_some_and(|m| shared(gold_source, &m) > 0))
                }
                _ => None,
            };
            Some(Case {
                quotation: j,
                kind: k,
                tag: g.map_or(3, |g| tag(g.explicitness.as_deref())),
                confidence: p.confidence,
                parts: p.confidences.unwrap_or_default(),
                quotation_right: Some(g.is_some_and(|g| g.kind == p.kind)),
                source_right: g
                    .filter(|_| annotated.sources)
                    .map(|_| shared(gold_source, source) > 0 || gold_source.is_empty() && source.is_empty()),
                speaker_right,
                answered: answered.is_some(),
            })
        })
        .collect();
    Ok(Scored {
        doc_id: doc.doc_id.clone(),
        corpus: doc.corpus.clone(),
        tally: t,
        cases,
        errors: errors.list,
    })
}

fn kind(name: &str) -> Option<usize> {
    KINDS.iter().position(|k| *k == name)
}

fn tag(name: Option<&str>) -> usize {
    TAGS.iter().position(|t| Some(*t) == name).unwrap_or(TAGS.len() - 1)
}

fn union(sets: &[Vec<u32>]) -> Vec<u32> {
    let mut all: Vec<u32> = sets.iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

struct Errors<'a> {
    doc: &'a Document,
    list: Vec<Mistake>,
}

impl Errors<'_> {
    /// The words of some spans.
    fn words(&self, spans: &[Span]) -> String {
        let part = |s: &Span| -> String {
            self.doc.text.chars().skip(s.0 as usize).take(s.1.saturating_sub(s.0) as usize).collect()
        };
        let text = spans.iter().map(part).collect::<Vec<_>>().join(" … ");
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect()
    }

    fn add(&mut self, sort: String, content: &[Span], why: String) {
        let words = format!("{:?} {why}", self.words(content)).trim_end().to_owned();
        self.list.push(Mistake { sort, words });
    }
}
