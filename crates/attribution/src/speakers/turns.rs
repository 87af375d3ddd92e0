//! The turns of a dialogue: each direct quotation with what stands around it.

use super::context::Context;
use super::entity::{Entity, EntityId};
use super::pronouns;
use super::told::Told;
use super::vocatives::Named;
use super::wording;
use crate::Gender;
use crate::lexicon::WordSet;
use crate::mentions::{Class, Mention, MentionKind};
use crate::quotations::Found;
use crate::syntax::Pos;
use inquit_tokenizer::{ParagraphId, ParagraphKind, TokenId, TokenRange};

/// How many people named before a turn are kept.
pub(super) const RECENT: usize = 8;

/// Somebody in the narration near a turn.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Near {
    pub(super) who: EntityId,
    /// Is the subject of the clause.
    pub(super) subject: bool,
}

/// How far a mention is from a turn.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Distance {
    /// By tokens: see [`nearness`].
    pub(super) nearness: f32,
    pub(super) paragraphs: u32,
}

/// How near something is that is so many tokens away: 1 beside the turn, 0 from some 660 on.
pub(super) fn nearness(tokens: u32) -> f32 {
    (1.0 - (1.0 + tokens as f32).ln() / 6.5).max(0.0)
}

/// One turn.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    /// Index of the quotation.
    pub(super) found: usize,
    /// Its first token.
    pub(super) start: TokenId,
    pub(super) paragraph: ParagraphId,
    pub(super) last_paragraph: ParagraphId,
    pub(super) told: Told,
    pub(super) named: Named,
    /// In narration of the same paragraph, before and after, nearest first.
    pub(super) beat_before: Vec<Near>,
    pub(super) beat_after: Vec<Near>,
    /// Gender of a pronoun that is the subject of the narration of the same paragraph.
    pub(super) beat_pronoun: Gender,
    /// "I" is the subject there.
    pub(super) beat_first: bool,
    /// "me" or "us" stands in narration of the same paragraph: the narrator is there and listens.
    pub(super) me: bool,
    /// "I" is the subject of the paragraph of narration right before, and nobody else is.
    pub(super) lead_first: bool,
    /// In the paragraph of narration right before, last first.
    pub(super) lead: Vec<Near>,
    /// Gender of the subject pronoun that the paragraph before ends with.
    pub(super) lead_pronoun: Gender,
    /// The narration right before ends with a colon or a comma: it leads into the speech.
    pub(super) led_in: bool,
    /// Named last in narration before the turn, last first.
    pub(super) recent: Vec<EntityId>,
    /// How far back each of them was named.
    pub(super) recent_at: Vec<Distance>,
    /// Named next in narration after it.
    pub(super) coming: Vec<EntityId>,
    /// How far on each of them is named.
    pub(super) coming_at: Vec<Distance>,
    /// Tokens said.
    pub(super) length: u32,
    /// Paragraphs of narration between the turn before and this one.
    pub(super) gap: u32,
    /// The turn before stands in the same paragraph.
    pub(super) same_paragraph: bool,
    /// A heading stands between.
    pub(super) new_scene: bool,
    /// Whom the tag names as spoken to.
    pub(super) spoken_to: Option<EntityId>,
    /// Ends with a question mark.
    pub(super) asks: bool,
    /// What the verb of the tag says of the turn before.
    pub(super) manner: Manner,
    /// Subjects of the narration before, last first, each once.
    pub(super) subjects: Vec<EntityId>,
    /// Whoever stands beside the phrase of the tag as somebody else.
    pub(super) apart: Vec<EntityId>,
    /// Who is named in the narration around, and how often.
    pub(super) around: Vec<(EntityId, u32)>,
}

/// What a verb of speech says of the turn before.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Manner {
    /// "said"
    #[default]
    Plain,
    /// "continued": whoever spoke last speaks on.
    GoesOn,
    /// "replied", or "said the other": another speaks.
    Answers,
}

impl Manner {
    fn of(cx: &Context<'_>, f: &Found) -> Self {
        if f.source.is_some_and(|s| pronouns::is_other(cx, s.tokens)) {
            return Self::Answers;
        }
        let Some(cue) = f.cue else { return Self::Plain };
        let among = |set| cue.iter().any(|t| WordSet::of(cx.words().folded(t)).any(set));
        // "went" alone is no verb of speech: "went on".
        if among(WordSet::ANSWERS) {
            Self::Answers
        } else if among(WordSet::GOES_ON) {
            Self::GoesOn
        } else {
            Self::Plain
        }
    }
}

/// How far, in tokens, narration counts as around a turn: before its first and behind its last one.
const AROUND: (u32, u32) = (500, 250);
/// How many of those named around a turn are kept.
const NAMED_AROUND: usize = 10;
/// How many subjects are kept.
const SUBJECTS: usize = 4;

/// Who is named in a stretch of narration that moves through the text, and how often.
#[derive(Default)]
struct Around {
    /// The mentions in it.
    mentions: std::ops::Range<usize>,
    count: Vec<(EntityId, u32)>,
}

impl Around {
    /// Moves the stretch, forwards, to some tokens.
    fn slide(&mut self, b: &Builder<'_>, to: TokenRange) {
        let narrated = |i: usize| {
            let speech = b.cx.mentions.list.get(i).is_none_or(|m| b.cx.is_speech(m.head));
            b.person(i).filter(|_| !speech)
        };
        let start = |i: usize| b.cx.mentions.list.get(i).map(|m| m.tokens.start);
        while start(self.mentions.end).is_some_and(|s| s < to.end) {
            if let Some(who) = narrated(self.mentions.end) {
                match self.count.iter_mut().find(|c| c.0 == who) {
                    Some(c) => c.1 += 1,
                    None => self.count.push((who, 1)),
                }
            }
            self.mentions.end += 1;
        }
        while self.mentions.start < self.mentions.end
            && start(self.mentions.start).is_some_and(|s| s < to.start)
        {
            if let Some(c) =
                narrated(self.mentions.start).and_then(|who| self.count.iter_mut().find(|c| c.0 == who))
            {
                c.1 -= 1;
            }
            self.mentions.start += 1;
        }
        self.count.retain(|c| c.1 > 0);
    }

    /// Those named most often, the most often first.
    fn most(&self) -> Vec<(EntityId, u32)> {
        let mut list = self.count.clone();
        list.sort_unstable_by_key(|c| (std::cmp::Reverse(c.1), c.0));
        list.truncate(NAMED_AROUND);
        list
    }
}

/// Whether a mention is the subject of its clause: no preposition before it, a verb soon after it.
pub(super) fn is_subject(cx: &Context<'_>, m: &Mention) -> bool {
    if cx.is_genitive(m) {
        return false;
    }
    if let Some(before) = m.tokens.start.0.checked_sub(1).map(TokenId)
        && cx.doc.token(before).sentence == cx.doc.token(m.head).sentence
        && cx.syntax.pos(before) == Pos::Adp
    {
        return false;
    }
    let sentence = cx.doc.token(m.head).sentence;
    let inside = |t: TokenId| t.index() < cx.doc.tokens().len() && cx.doc.token(t).sentence == sentence;
    let mut t = m.tokens.end;
    // "Ann and the vet said": both are subjects.
    if inside(t) && cx.words().folded(t) == "and" {
        let next = TokenId(t.0 + 1);
        let other = cx.mentions.starting_in(TokenRange::new(next, TokenId(next.0 + 1))).next();
        match other.and_then(|i| cx.mentions.list.get(i)) {
            Some(o) => t = o.tokens.end,
            None => return false,
        }
    }
    // "Workers at the mill said": a phrase may stand between the first words of a sentence and the verb.
    if inside(t) && cx.syntax.pos(t) == Pos::Adp && m.tokens.start == cx.doc.sentence(sentence).tokens.start {
        let verb = (t.0..t.0 + 12).map(TokenId).take_while(|t| inside(*t) && !cx.is_mark(*t));
        return verb.into_iter().any(|t| matches!(cx.syntax.pos(t), Pos::Verb | Pos::Aux));
    }
    for _ in 0..4 {
        if !inside(t) {
            return false;
        }
        match cx.syntax.pos(t) {
            Pos::Verb | Pos::Aux => return true,
            Pos::Adv => t = TokenId(t.0 + 1),
            Pos::Punct => return cx.text_of(t) == "," && t == m.tokens.end,
            // No tagger: the first one named in its sentence is the subject.
            Pos::X => return true,
            _ => return false,
        }
    }
    false
}

struct Builder<'a> {
    cx: &'a Context<'a>,
    who: &'a [Option<EntityId>],
    entities: &'a [Entity],
}

/// Builds the turns from direct quotations outside other quotations; `told` and `named` go by quotation.
pub(super) fn build(
    cx: &Context<'_>,
    who: &[Option<EntityId>],
    entities: &[Entity],
    told: &[Told],
    named: Vec<Named>,
) -> Vec<Turn> {
    let b = Builder { cx, who, entities };
    // Turns are large: better counted than copied when their list grows.
    let mut turns: Vec<Turn> = Vec::with_capacity(cx.found.iter().filter(|f| is_turn(f)).count());
    let mut recent: Vec<(EntityId, TokenId)> = Vec::new();
    let mut next_mention = 0;
    let mut subjects: Vec<EntityId> = Vec::new();
    let mut around = Around::default();
    for (i, (f, named)) in cx.found.iter().zip(named).enumerate() {
        if !is_turn(f) {
            continue;
        }
        let (Some(first), Some(last)) = (f.content.first(), f.content.last()) else { continue };
        let start = cx.doc.tokens_in(*first);
        let end = cx.doc.tokens_in(*last);
        if start.is_empty() || end.is_empty() {
            continue;
        }
        let (p, q) = (cx.doc.paragraph_of(start.start), cx.doc.paragraph_of(end.start));
        // Everybody named before the source, or before the content where there is none.
        let until = f.source.map_or(start.start, |s| s.tokens.start.max(start.start));
        while let Some(m) = cx.mentions.list.get(next_mention).filter(|m| m.tokens.start < until) {
            if let Some(id) = b.person(next_mention).filter(|_| !cx.is_speech(m.head)) {
                to_front(&mut recent, id, m.head, RECENT);
                if is_subject(cx, m) {
                    subjects.retain(|s| *s != id);
                    subjects.insert(0, id);
                    subjects.truncate(SUBJECTS);
                }
            }
            next_mention += 1;
        }
        let before = turns.last();
        let (mut gap, mut new_scene) = (0, before.is_none());
        if let Some(t) = before {
            for k in t.last_paragraph.0 + 1..p.0 {
                match cx.doc.paragraph(ParagraphId(k)).kind {
                    ParagraphKind::Heading => new_scene = true,
                    _ => gap += 1,
                }
            }
        }
        let same_paragraph = before.is_some_and(|t| t.last_paragraph == p);
        let since = before
            .filter(|_| same_paragraph)
            .and_then(|t| cx.found.get(t.found))
            .and_then(|f| f.content.last());
        let since = since.map_or(cx.doc.paragraph(p).tokens.start, |r| cx.doc.tokens_in(*r).end);
        let beat_before = b.near(TokenRange::new(since, start.start), true, f);
        let paragraph_end = cx.doc.paragraph(q).tokens.end;
        let until = cx
            .found
            .get(i + 1..)
            .and_then(|rest| rest.iter().find(|f| is_turn(f)))
            .and_then(|f| f.content.first());
        let until = until.map_or(paragraph_end, |r| cx.doc.tokens_in(*r).start.min(paragraph_end));
        let from = cx.doc.tokens_in(*first).end;
        let beat_after = b.near(TokenRange::new(from, until), false, f);
        let (mut pronoun, mut i_acts) = b.pronoun(TokenRange::new(since, start.start));
        if pronoun == Gender::Unknown && !i_acts {
            (pronoun, i_acts) = b.pronoun(TokenRange::new(from, until));
        }
        // Beside a name the pronoun only repeats it.
        if beat_before.iter().chain(&beat_after).any(|n| n.subject) {
            pronoun = Gender::Unknown;
        }
        let led_in = start.start > since
            && matches!(cx.text_of(TokenId(start.start.0.saturating_sub(1))), ":" | ",")
            || p.0 > 0 && gap > 0 && {
                let above = cx.doc.paragraph(ParagraphId(p.0 - 1)).tokens;
                !above.is_empty() && matches!(cx.text_of(TokenId(above.end.0 - 1)), ":" | ",")
            };
        let me = b.of_me(TokenRange::new(since, start.start)) || b.of_me(TokenRange::new(from, until));
        let (mut lead, mut lead_pronoun, mut lead_first) = (Vec::new(), Gender::Unknown, false);
        // Before the first turn, too, narration tells who is there.
        if !same_paragraph && (gap > 0 || turns.is_empty() && cx.fiction) && p.0 > 0 {
            let above = cx.doc.paragraph(ParagraphId(p.0 - 1)).tokens;
            lead = b.near(above, true, f);
            if !lead.iter().any(|n| n.subject) {
                lead_pronoun = b.last_pronoun(above);
                lead_first = lead_pronoun == Gender::Unknown && b.pronoun(above).1;
            }
        }
        let text = cx.doc.text().get(last.start() as usize..last.end() as usize).unwrap_or("");
        let asks = text
            .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '!' | '.' | ','))
            .ends_with('?');
        let last_word = end.end.0.saturating_add(AROUND.1).min(cx.doc.tokens().len() as u32);
        around
            .slide(&b, TokenRange::new(TokenId(start.start.0.saturating_sub(AROUND.0)), TokenId(last_word)));
        let apart = match told.get(i) {
            Some(Told::Noun { own, .. }) if cx.fiction => {
                wording::apart(cx, |m| b.person(m), *own, start.start)
            }
            _ => Vec::new(),
        };
        turns.push(Turn {
            found: i,
            start: start.start,
            paragraph: p,
            last_paragraph: q,
            told: told.get(i).cloned().unwrap_or(Told::Nothing),
            named,
            beat_before,
            beat_after,
            beat_pronoun: pronoun,
            beat_first: i_acts,
            me,
            lead_first,
            lead,
            lead_pronoun,
            led_in,
            recent: recent.iter().map(|r| r.0).collect(),
            recent_at: Distance::of(cx, &recent, start.start, p),
            coming: Vec::new(),
            coming_at: Vec::new(),
            length: f.content.iter().map(|r| cx.doc.tokens_in(*r).len() as u32).sum(),
            gap,
            same_paragraph,
            new_scene,
            spoken_to: f.addressee.and_then(|to| b.at_head(to)),
            asks,
            manner: Manner::of(cx, f),
            subjects: subjects.clone(),
            apart,
            around: around.most(),
        });
    }
    b.coming(&mut turns);
    turns
}

/// Puts somebody in front of those who are named, each once and at the head of the newest mention, so many at most.
fn to_front(named: &mut Vec<(EntityId, TokenId)>, who: EntityId, head: TokenId, most: usize) {
    named.retain(|(id, _)| *id != who);
    named.insert(0, (who, head));
    named.truncate(most);
}

impl Distance {
    /// From mentions with these heads to the first token of a turn, and to one of its paragraphs.
    fn of(
        cx: &Context<'_>,
        named: &[(EntityId, TokenId)],
        start: TokenId,
        paragraph: ParagraphId,
    ) -> Vec<Self> {
        let of = |(_, head): &(EntityId, TokenId)| Self {
            nearness: nearness(head.0.abs_diff(start.0)),
            paragraphs: cx.doc.paragraph_of(*head).0.abs_diff(paragraph.0),
        };
        named.iter().map(of).collect()
    }
}

/// Whether a quotation takes part in the dialogue of the text.
pub(super) fn is_turn(f: &Found) -> bool {
    f.kind == crate::QuotationKind::Direct && f.parent.is_none()
}

impl Builder<'_> {
    /// The person at the head of an addressee.
    fn at_head(&self, to: crate::quotations::Source) -> Option<EntityId> {
        let at = self.cx.mentions.starting_in(to.tokens);
        at.filter(|i| self.cx.mentions.list.get(*i).is_some_and(|m| m.head == to.head))
            .find_map(|i| self.person(i))
    }

    /// The person that a mention names, if it seems alive.
    fn person(&self, mention: usize) -> Option<EntityId> {
        let id = self.who.get(mention).copied().flatten()?;
        let at = self.cx.mentions.list.get(mention)?.head;
        let e = self.entities.get(id.0 as usize)?;
        (e.is_person() && e.animate && !self.salutes(at)).then_some(id)
    }

    /// Whether a token stands in the salutation of a letter: who reads it is not there.
    fn salutes(&self, at: TokenId) -> bool {
        /// How many tokens a salutation has at most.
        const WORDS: usize = 7;
        let cx = self.cx;
        let tokens = cx.doc.paragraph(cx.doc.paragraph_of(at)).tokens;
        let first = |n: u32| cx.words().folded(TokenId(tokens.start.0 + n));
        let dear = |word: &str| matches!(word, "dear" | "dearest");
        tokens.len() <= WORDS
            && tokens.len() > 1
            && (dear(first(0)) || first(0) == "my" && dear(first(1)))
            && matches!(cx.text_of(TokenId(tokens.end.0 - 1)), "," | ":" | "—" | "!")
    }

    /// Who is named in narration, nearest to the quotation first.
    fn near(&self, range: TokenRange, backwards: bool, f: &Found) -> Vec<Near> {
        let mut out: Vec<Near> = Vec::new();
        let source = f.source.map(|s| s.tokens);
        let mut add = |i: usize| {
            let Some(m) = self.cx.mentions.list.get(i) else { return };
            if m.tokens.end > range.end
                || self.cx.is_speech(m.head)
                || source.is_some_and(|s| s.contains(m.head))
            {
                return;
            }
            if let Some(who) = self.person(i) {
                let subject = is_subject(self.cx, m);
                match out.iter_mut().find(|n| n.who == who) {
                    Some(n) => n.subject |= subject,
                    None => out.push(Near { who, subject }),
                }
            }
        };
        let at = self.cx.mentions.starting_in(range);
        if backwards {
            at.rev().for_each(&mut add)
        } else {
            at.for_each(&mut add)
        }
        out.truncate(6);
        out
    }

    /// Gender of the first pronoun that is a subject in some narration, and whether it is "I".
    fn pronoun(&self, range: TokenRange) -> (Gender, bool) {
        for i in self.cx.mentions.starting_in(range) {
            let Some(m) = self.cx.mentions.list.get(i) else { break };
            if m.kind != MentionKind::Pronoun || self.cx.is_speech(m.head) {
                continue;
            }
            match self.cx.words().folded(m.head) {
                "he" | "she" => return (m.gender, false),
                "i" => return (Gender::Unknown, true),
                _ => {}
            }
        }
        (Gender::Unknown, false)
    }

    /// Whether some narration speaks of "me" or "us".
    fn of_me(&self, range: TokenRange) -> bool {
        self.cx.mentions.starting_in(range).filter_map(|i| self.cx.mentions.list.get(i)).any(|m| {
            m.kind == MentionKind::Pronoun
                && matches!(self.cx.words().folded(m.head), "me" | "us")
                && !self.cx.is_speech(m.head)
        })
    }

    /// Gender of the last subject pronoun of a paragraph.
    fn last_pronoun(&self, range: TokenRange) -> Gender {
        self.cx
            .mentions
            .starting_in(range)
            .rev()
            .filter_map(|i| self.cx.mentions.list.get(i))
            .find(|m| {
                m.kind == MentionKind::Pronoun && matches!(self.cx.words().folded(m.head), "he" | "she")
            })
            .map_or(Gender::Unknown, |m| m.gender)
    }

    /// For each turn, the next people that narration names.
    fn coming(&self, turns: &mut [Turn]) {
        const COMING: usize = 4;
        let mut next: Vec<(EntityId, TokenId)> = Vec::new();
        let mut at = self.cx.mentions.list.len();
        for t in turns.iter_mut().rev() {
            let end = self.cx.doc.paragraph(t.paragraph).tokens.start;
            while at > 0 && self.cx.mentions.list.get(at - 1).is_some_and(|m| m.tokens.start >= end) {
                at -= 1;
                let Some(head) = self.cx.mentions.list.get(at).map(|m| m.head) else { continue };
                if let Some(id) = self.person(at).filter(|_| !self.cx.is_speech(head)) {
                    to_front(&mut next, id, head, COMING);
                }
            }
            t.coming = next.iter().map(|n| n.0).collect();
            t.coming_at = Distance::of(self.cx, &next, t.start, t.last_paragraph);
        }
    }
}

/// Whether an entity can be meant by a class of noun.
pub(super) fn class_fits(e: &Entity, class: Class) -> bool {
    match class {
        Class::Person | Class::Kin | Class::Unknown => e.is_person(),
        Class::Group => matches!(e.class, Class::Group | Class::Organisation),
        Class::Organisation => matches!(e.class, Class::Organisation | Class::Place),
        Class::Document => e.class == Class::Document,
        Class::Place => e.class == Class::Place,
    }
}
