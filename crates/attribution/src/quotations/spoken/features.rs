//! What is seen of words in marks: how many they are, how they begin and end, what stands before and behind the marks, what
//! the tag is like, and what the paragraph and the document tell.

use super::unsaid::{BEFORE_CUE, may_be_unsaid};
use crate::lexicon::WordSet;
use crate::quotations::reader::{Reader, Unit};
use crate::quotations::tag::Tag;
use crate::syntax::Pos;
use inquit_tokenizer::{ParagraphId, Quoted, QuotedId, TokenKind};

/// Numbers and names of the features, in the order of the file of weights.
macro_rules! features {
    ($($number:ident $name:literal)*) => {
        #[derive(Clone, Copy)]
        enum F { $($number),* }
        /// The names of the features, by number.
        pub const FEATURES: &[&str] = &[$($name),*];
    };
}

features! {
    Any "any"
    Words0 "no word"
    Words1 "one word"
    Words2 "two or three words"
    Words4 "four to eight words"
    Words31 "more than thirty words"
    Fills "fills a paragraph"
    OpensParagraph "opens a paragraph"
    ClosesParagraph "closes a paragraph"
    OpensSentence "opens a sentence"
    Alone "alone in its sentence"
    Lower "begins with a small letter"
    Exclaims "begins with an interjection"
    EndsStop "ends with a stop"
    EndsCry "ends with a question or a cry"
    EndsComma "ends with a comma"
    EndsBroken "breaks off"
    EndsWord "ends with a word"
    NextNothing "nothing behind it"
    NextStop "a stop behind it"
    NextComma "a comma behind it"
    NextDash "a dash behind it"
    NextLower "a small letter behind it"
    NextMark "a mark behind it"
    AfterNothing "nothing before it"
    AfterStop "a stop before it"
    AfterComma "a comma before it"
    AfterColon "a colon before it"
    AfterDash "a dash before it"
    AfterMark "a mark before it"
    AfterDeterminer "a determiner before it"
    AfterPossessor "a possessor before it"
    AfterPreposition "a preposition before it"
    AfterConjunction "a conjunction before it"
    AfterNoun "a noun before it"
    AfterName "a name before it"
    AfterVerb "a verb before it"
    AfterAuxiliary "an auxiliary before it"
    AfterAdjective "an adjective before it"
    AfterNaming "a word for naming before it"
    AfterThat "that before it"
    AfterWork "a word for a work before it"
    AfterWriting "a word for writing in its sentence or the one before"
    Verb "a finite verb in it"
    First "I, we or my in it"
    Second "you or your in it"
    ThirdAlone "he, she or they in it, and nobody else"
    PastAlone "verbs of the past alone in it"
    Contraction "a contraction in it"
    Title "capitals as in a title"
    Upper "in capitals throughout"
    Foreign "words of no known class in it"
    NestedMarks "marks in it"
    Unclosed "not closed"
    Continues "goes on from a paragraph before"
    OtherStyle "in other marks than most"
    Repeated "the same words in marks elsewhere"
    Letter "part of a letter"
    Indented "set off by indentation"
    Verse "in lines of verse"
    ColonAbove "the paragraph before ends with a colon"
    OthersBeside "other marks in the paragraph"
    NarrationLong "much narration in the paragraph"
    NarrationShort "little narration in the paragraph"
    DialogueBefore "the paragraph before opens with marks"
    DialogueAfter "the paragraph after opens with marks"
    Report "a text that reads like a report"
    SureReport "a text that is a report for sure"
    CueSays "a plain verb of saying"
    CueCalls "a verb of calling"
    CueThinks "a verb of thinking"
    CueSeldom "a verb that seldom reports"
    CueNoun "a noun and a colon"
    CueWrites "a verb of writing or reading"
    CueTo "to before the verb"
    CueModal "a modal before the verb"
    CueNegated "the verb is negated"
    CueIng "an -ing form"
    CueHad "the perfect"
    CuePresent "the present"
    CueAsIf "as if, as though"
    CueAdverb "ever, always, often, sometimes, never"
    CueWhat "what or which before the source"
    CueFar "words between the cue and the marks"
    CueLowerAgain "the sentence goes on behind marks and tag"
    SourceNone "no source"
    SourcePronoun "a pronoun for a source"
    SourceSelf "I or we for a source"
    SourceName "a name for a source"
    SourcePerson "a noun for somebody for a source"
    SourceThing "another noun for a source"
    SourceIndefinite "people, they or one for a source"
    ToSelf "to himself, to herself, to myself"
    Means "a word for meaning before it"
    CueUnsaid "a tag that tells what might be said"
    Fragment "a small letter and a tag in a text that is a report for sure"
}

/// How many there are.
pub(super) const COUNT: usize = FEATURES.len();

/// A set of features.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Seen(u128);

impl Seen {
    fn add(&mut self, feature: F, is: bool) {
        if is {
            self.0 |= 1 << (feature as u32);
        }
    }

    fn has(self, feature: F) -> bool {
        self.0 & 1 << (feature as u32) != 0
    }

    /// Part of a letter, or a sentence after a word for writing.
    pub(super) fn is_written(self) -> bool {
        self.has(F::Letter) || self.has(F::AfterWriting) && (self.has(F::AfterColon) || self.has(F::Fills))
    }

    /// Its tag tells what might be said, or what something comes to.
    pub(super) fn is_unsaid(self) -> bool {
        self.has(F::CueUnsaid) || self.has(F::Means)
    }

    /// Their numbers, ascending.
    pub(super) fn numbers(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let number = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            (number < COUNT).then_some(number)
        })
    }
}

/// How far back from the marks writing is looked for.
const BACK: usize = 30;
/// How far before the marks a word for meaning is looked for.
const NEAR: usize = 4;
/// How many lines are looked at for verse, and how long one is, in bytes.
const LINES: usize = 8;
const SHORT_LINE: usize = 60;
/// What is little and what is much narration, in words.
const LITTLE: usize = 12;
const MUCH: usize = 40;

/// Looks at the stretch `id`.
pub(super) fn see(r: &Reader<'_>, id: QuotedId, unit: Unit, tag: Option<&Tag>) -> Seen {
    let q = r.doc.quoted_at(id);
    let mut seen = Seen::default();
    seen.add(F::Any, true);
    inside(r, &q, &mut seen);
    around(r, &q, unit, &mut seen);
    let doc = r.surroundings();
    seen.add(F::Unclosed, q.close.is_none());
    seen.add(F::Continues, q.continues.is_some());
    seen.add(F::OtherStyle, doc.is_other_style(&q));
    seen.add(F::Repeated, doc.is_repeated(r.doc, &q));
    seen.add(F::Letter, doc.is_in_letter(id));
    seen.add(F::Indented, doc.is_indented(r.doc, &q));
    seen.add(F::Verse, is_verse(r, &q));
    seen.add(F::Report, r.reads_like_a_report());
    seen.add(F::SureReport, r.is_surely_a_report());
    paragraph(r, &q, &mut seen);
    if let Some(tag) = tag {
        of_tag(r, &q, unit, tag, &mut seen);
    }
    seen
}

/// The words themselves.
fn inside(r: &Reader<'_>, q: &Quoted, seen: &mut Seen) {
    let inner = q.inner_tokens().indices();
    let mut words = 0;
    let (mut capitals, mut upper, mut unknown) = (0, 0, 0);
    let (mut first, mut second, mut third, mut present, mut past) = (false, false, false, false, false);
    let mut contraction = false;
    for at in inner.clone() {
        match r.kind(at) {
            TokenKind::Word => {}
            TokenKind::Number => {
                words += 1;
                continue;
            }
            TokenKind::Mark => {
                seen.add(F::NestedMarks, true);
                continue;
            }
            _ => continue,
        }
        words += 1;
        let text = r.text(at);
        let tag = r.tag(at);
        if text.starts_with(['\'', '’']) {
            contraction |= tag.pos == Pos::Aux;
            capitals += 1;
            continue;
        }
        contraction |= text.ends_with("n't") || text.ends_with("n’t");
        capitals += usize::from(r.capital(at) || text.len() <= 3);
        upper += usize::from(text.len() > 1 && !text.contains(char::is_lowercase));
        unknown += usize::from(tag.pos == Pos::X);
        match tag.person {
            1 => first = true,
            2 => second = true,
            3 => third |= !r.any(at, &["it", "its", "itself"]),
            _ => {}
        }
        if r.finite(at) {
            past |= tag.past;
            present |= !tag.past;
        }
    }
    seen.add(F::Words0, words == 0);
    seen.add(F::Words1, words == 1);
    seen.add(F::Words2, matches!(words, 2 | 3));
    seen.add(F::Words4, matches!(words, 4..=8));
    seen.add(F::Words31, words > 30);
    seen.add(F::Verb, past || present);
    seen.add(F::First, first);
    seen.add(F::Second, second);
    seen.add(F::ThirdAlone, third && !first && !second);
    seen.add(F::PastAlone, past && !present);
    seen.add(F::Contraction, contraction);
    let begin = inner.clone().find(|&at| r.kind(at) == TokenKind::Word);
    let capital = begin.is_some_and(|at| r.capital(at));
    seen.add(F::Lower, begin.is_some_and(|at| r.text(at).starts_with(char::is_lowercase)));
    seen.add(F::Title, capital && words > 1 && capitals == words);
    seen.add(F::Upper, upper > 0 && upper == words);
    seen.add(F::Foreign, unknown > 0);
    let exclaims = |at: usize| {
        r.pos(at) == Pos::Intj
            || r.any(
                at,
                &["oh", "ah", "yes", "no", "well", "why", "good", "hello", "now", "come", "thank", "please"],
            )
    };
    seen.add(F::Exclaims, begin.is_some_and(exclaims));
    let Some(last) = inner.clone().next_back() else { return };
    match r.text(last) {
        "." => seen.add(F::EndsStop, true),
        "!" | "?" => seen.add(F::EndsCry, true),
        "," => seen.add(F::EndsComma, true),
        "—" | "--" | "–" | "-" | "…" | "..." => seen.add(F::EndsBroken, true),
        _ if r.gap(last + 1) => seen.add(F::EndsBroken, true),
        _ => seen.add(F::EndsWord, matches!(r.kind(last), TokenKind::Word | TokenKind::Number)),
    }
}

/// Whether the words stand in several lines that each begin with a capital.
fn is_verse(r: &Reader<'_>, q: &Quoted) -> bool {
    let text = r.doc.text().get(q.range.start() as usize..q.range.end() as usize).unwrap_or_default();
    let capital = |line: &str| line.trim_start().starts_with(char::is_uppercase);
    let (mut lines, mut capitals) = (0, 0);
    // A page of verse tells no more than its first lines.
    for line in text.lines().skip(1).take(LINES) {
        lines += 1;
        capitals += usize::from(capital(line) && line.len() < SHORT_LINE);
    }
    lines > 0 && lines == capitals
}

/// What stands before and behind the marks.
fn around(r: &Reader<'_>, q: &Quoted, unit: Unit, seen: &mut Seen) {
    let (open, end) = (q.open.index(), q.tokens.end.index());
    let tokens = r.doc.paragraph(r.doc.paragraph_of(q.open)).tokens.indices();
    let closes = end >= tokens.end;
    seen.add(F::OpensParagraph, open == tokens.start);
    seen.add(F::ClosesParagraph, closes);
    seen.add(F::Fills, open == tokens.start && closes);
    seen.add(F::OpensSentence, open == unit.start);
    seen.add(F::Alone, open == unit.start && end >= unit.end);
    if closes {
        seen.add(F::NextNothing, true);
    } else {
        match r.text(end) {
            "." | "!" | "?" => seen.add(F::NextStop, true),
            "," | ";" => seen.add(F::NextComma, true),
            _ if r.dash(end) || r.gap(end) => seen.add(F::NextDash, true),
            _ if r.in_marks(end) => seen.add(F::NextMark, true),
            text => seen.add(F::NextLower, text.starts_with(char::is_lowercase)),
        }
    }
    let back = open.saturating_sub(BACK);
    seen.add(F::AfterWriting, (back..open).any(|at| !r.in_marks(at) && writes(r, at)));
    let near = unit.start.max(open.saturating_sub(NEAR));
    seen.add(F::Means, (near..open).any(|at| !r.in_marks(at) && r.any(at, MEANS)));
    if open == tokens.start {
        seen.add(F::AfterNothing, true);
        return;
    }
    let before = open - 1;
    match r.text(before) {
        "." | "!" | "?" => seen.add(F::AfterStop, true),
        "," | ";" => seen.add(F::AfterComma, true),
        ":" => seen.add(F::AfterColon, true),
        _ if r.dash(before) || r.gap(open) => seen.add(F::AfterDash, true),
        _ if r.in_marks(before) => seen.add(F::AfterMark, true),
        _ => word_before(r, before, seen),
    }
}

fn word_before(r: &Reader<'_>, before: usize, seen: &mut Seen) {
    seen.add(F::AfterThat, r.is(before, "that"));
    seen.add(
        F::AfterNaming,
        calls(r, before)
            || r.any(before, &["word", "words", "term", "phrase", "name", "titled", "entitled", "as"]),
    );
    seen.add(F::AfterWork, r.is_a(before, WordSet::WORK));
    match r.pos(before) {
        _ if r.genitive(before) => seen.add(F::AfterPossessor, true),
        Pos::Pron
            if r.tag(before).person > 0
                && r.any(before, &["his", "her", "my", "their", "your", "our", "its"]) =>
        {
            seen.add(F::AfterPossessor, true);
        }
        Pos::Det => seen.add(F::AfterDeterminer, true),
        Pos::Adp | Pos::Part => seen.add(F::AfterPreposition, true),
        Pos::Cconj | Pos::Sconj => seen.add(F::AfterConjunction, true),
        Pos::Noun => seen.add(F::AfterNoun, true),
        Pos::Propn => seen.add(F::AfterName, true),
        Pos::Verb => seen.add(F::AfterVerb, true),
        Pos::Aux => seen.add(F::AfterAuxiliary, true),
        Pos::Adj => seen.add(F::AfterAdjective, true),
        _ => {}
    }
}

/// The paragraph and those beside it.
fn paragraph(r: &Reader<'_>, q: &Quoted, seen: &mut Seen) {
    let id = r.doc.paragraph_of(q.open);
    let p = r.doc.paragraph(id);
    let tokens = p.tokens.indices();
    let own = q.tokens.indices();
    // A long paragraph is looked at near the marks alone.
    let near = own.start.saturating_sub(2 * MUCH).max(tokens.start)..(own.end + 2 * MUCH).min(tokens.end);
    let (mut narration, mut others) = (0, false);
    for at in near.filter(|at| !own.contains(at)) {
        if r.in_marks(at) {
            others = true;
        } else if r.kind(at) == TokenKind::Word {
            narration += 1;
        }
    }
    seen.add(F::OthersBeside, others);
    seen.add(F::NarrationShort, narration > 0 && narration <= LITTLE);
    seen.add(F::NarrationLong, narration > MUCH);
    let opens = |p: Option<usize>| {
        p.and_then(|p| r.doc.paragraphs().get(p))
            .is_some_and(|p| p.tokens.start < p.tokens.end && r.in_marks(p.tokens.start.index()))
    };
    let number = ParagraphId::index(id);
    let above = number.checked_sub(1).and_then(|p| r.doc.paragraphs().get(p)).map(|p| p.tokens.indices());
    let last = above.and_then(|above| above.last());
    seen.add(F::ColonAbove, own.start == tokens.start && last.is_some_and(|at| r.text(at) == ":"));
    seen.add(F::DialogueBefore, opens(number.checked_sub(1)));
    seen.add(F::DialogueAfter, opens(number.checked_add(1)));
}

/// The tag.
fn of_tag(r: &Reader<'_>, q: &Quoted, unit: Unit, tag: &Tag, seen: &mut Seen) {
    let (open, end) = (q.open.index(), q.tokens.end.index());
    let cue = tag.cue.0..tag.cue.1;
    let verb = cue.clone().rev().find(|&at| r.verb_cue(at).is_some());
    match verb {
        None => seen.add(F::CueNoun, true),
        Some(verb) if r.any(verb, SAYS) => seen.add(F::CueSays, true),
        Some(verb) if calls(r, verb) => seen.add(F::CueCalls, true),
        Some(verb) if r.is_a(verb, WordSet::THINKS) => seen.add(F::CueThinks, true),
        Some(verb) if writes(r, verb) => seen.add(F::CueWrites, true),
        Some(_) => seen.add(F::CueSeldom, true),
    }
    let low = unit.start.max(tag.cue.0.saturating_sub(BEFORE_CUE));
    let lead = || (low..tag.cue.1).filter(|&at| !r.in_marks(at));
    let first = cue.start;
    seen.add(F::CueTo, (first > 0 && r.is(first - 1, "to")) || cue.clone().any(|at| r.is(at, "to")));
    seen.add(F::CueModal, lead().any(|at| r.any(at, MODALS)));
    seen.add(F::CueNegated, lead().any(|at| r.any(at, &["not", "n't", "n’t", "never", "nor", "without"])));
    seen.add(F::CueAsIf, (low + 1..tag.cue.1).any(|at| r.is(at - 1, "as") && r.any(at, &["if", "though"])));
    seen.add(
        F::CueAdverb,
        lead().any(|at| r.any(at, &["ever", "always", "often", "sometimes", "never", "usually"])),
    );
    seen.add(F::CueHad, cue.clone().any(|at| r.any(at, &["had", "has", "have", "'d", "’d"])));
    if let Some(verb) = verb {
        let form = r.tag(verb);
        seen.add(F::CueIng, r.text(verb).ends_with("ing"));
        seen.add(F::CuePresent, r.finite(verb) && !form.past);
    }
    seen.add(F::CueFar, tag.cue.1 < open && open - tag.cue.1 > 1);
    let behind = tag.end.max(end);
    seen.add(F::CueLowerAgain, behind < unit.end && r.text(behind).starts_with(char::is_lowercase));
    let low = tag.source.map_or(tag.cue.0, |s| s.start.min(tag.cue.0));
    seen.add(F::CueUnsaid, may_be_unsaid(r, unit, tag));
    seen.add(F::Fragment, r.is_surely_a_report() && seen.has(F::Lower));
    seen.add(
        F::CueWhat,
        low.checked_sub(1).is_some_and(|at| at >= unit.start && r.any(at, &["what", "which"])),
    );
    let around = low.min(end)..(tag.end + 3).min(r.doc.tokens().len());
    seen.add(
        F::ToSelf,
        around.clone().skip(1).any(|at| {
            !r.in_marks(at) && r.is(at - 1, "to") && r.any(at, &["himself", "herself", "myself", "itself"])
        }),
    );
    let Some(source) = tag.source else { return seen.add(F::SourceNone, true) };
    let head = source.head;
    match r.pos(head) {
        _ if r.any(
            head,
            &["people", "they", "one", "everybody", "everyone", "some", "somebody", "you", "those"],
        ) =>
        {
            seen.add(F::SourceIndefinite, true);
        }
        Pos::Pron if r.tag(head).person == 1 => seen.add(F::SourceSelf, true),
        Pos::Pron => seen.add(F::SourcePronoun, true),
        Pos::Propn => seen.add(F::SourceName, true),
        _ if r.person(head) || r.is_a(head, WordSet::PEOPLE) => seen.add(F::SourcePerson, true),
        _ => seen.add(F::SourceThing, true),
    }
}

/// Whether a word names something: "called".
fn calls(r: &Reader<'_>, at: usize) -> bool {
    r.any(
        at,
        &[
            "called",
            "call",
            "calls",
            "calling",
            "named",
            "dubbed",
            "termed",
            "labelled",
            "labeled",
            "styled",
            "christened",
            "nicknamed",
            "titled",
            "entitled",
            "headed",
            "marked",
        ],
    )
}

/// Whether a word tells of writing.
fn writes(r: &Reader<'_>, at: usize) -> bool {
    r.is_a(at, WordSet::WRITING | WordSet::WRITES)
}

/// Plain verbs of saying.
const SAYS: &[&str] = &[
    "said",
    "say",
    "says",
    "asked",
    "ask",
    "asks",
    "cried",
    "cries",
    "replied",
    "replies",
    "answered",
    "exclaimed",
    "returned",
    "continued",
    "added",
    "repeated",
    "whispered",
    "murmured",
    "inquired",
    "enquired",
    "demanded",
    "remarked",
    "observed",
    "shouted",
    "told",
    "tells",
];

/// Words that make saying a mere possibility.
const MODALS: &[&str] = &[
    "would", "could", "should", "might", "must", "may", "can", "will", "shall", "if", "wanted", "want",
    "wished", "tried", "longed", "seemed", "seems", "fancy", "fancied", "imagine", "imagined",
];

/// Words that tell what a look, a tone or a gesture comes to.
const MEANS: &[&str] = &[
    "mean",
    "means",
    "meant",
    "meaning",
    "implied",
    "implies",
    "implying",
    "signified",
    "signifies",
    "signifying",
    "expressed",
    "expresses",
    "expressing",
    "indicated",
    "indicates",
    "indicating",
    "suggested",
    "suggests",
    "suggesting",
];

const _: () = assert!(COUNT <= u128::BITS as usize);
