//! What a stretch of tokens holds: how many verbs, names, commas. Many reports share a sentence, so its tokens are looked at
//! once and counted as bits.

use crate::quotations::reader::{Reader, Unit};
use crate::syntax::Pos;

/// How many tokens of a stretch are looked at; one more is, to know whether a noun is the last of its kind.
const REACH: usize = 60;

/// What the first tokens of a stretch hold.
pub(super) struct Holds {
    pub(super) finite: u32,
    pub(super) marked: u32,
    pub(super) names: u32,
    pub(super) commas: u32,
    /// The first noun that no other noun follows in the stretch.
    pub(super) noun: Option<usize>,
}

/// The kinds of tokens that are counted.
const KINDS: usize = 5;

/// The kinds of 64 tokens: finite verbs, tokens in marks, names, commas, nouns; a bit a token.
type Bits = [u64; KINDS];

/// The tokens of a sentence by kind, looked at when they are first asked for.
#[derive(Default)]
pub(super) struct Stretches {
    unit: Option<Unit>,
    bits: Vec<Bits>,
}

impl Stretches {
    /// Forgets the sentence.
    pub(super) fn clear(&mut self) {
        self.unit = None;
    }

    /// What the first tokens of a stretch of the sentence hold.
    pub(super) fn of(&mut self, r: &Reader<'_>, unit: Unit, (start, end): (usize, usize)) -> Holds {
        let within = |u: &Unit| u.start <= start && end <= u.end;
        if !self.unit.as_ref().is_some_and(within) {
            self.read(r, Unit { start: unit.start.min(start), end: unit.end.max(end) });
        }
        let first = self.unit.map_or(start, |u| u.start);
        let [finite, marked, names, commas, nouns] = self.from(start - first);
        let len = end.saturating_sub(start);
        let low = (1u64 << len.min(REACH)) - 1;
        let count = |bits: u64| (bits & low).count_ones();
        // Those that another noun of the stretch follows are not the last of their kind.
        let followed = (nouns >> 1) & if len > REACH { low } else { low >> 1 };
        let noun = nouns & low & !followed;
        Holds {
            finite: count(finite),
            marked: count(marked),
            names: count(names),
            commas: count(commas),
            noun: (noun != 0).then(|| start + noun.trailing_zeros() as usize),
        }
    }

    /// Looks at the tokens of a sentence.
    fn read(&mut self, r: &Reader<'_>, unit: Unit) {
        self.unit = Some(unit);
        self.bits.clear();
        self.bits.resize((unit.end - unit.start) / 64 + 1, [0; KINDS]);
        for (i, at) in (unit.start..unit.end).enumerate() {
            let Some(bits) = self.bits.get_mut(i / 64) else { break };
            let pos = r.pos(at);
            let kinds = [r.finite(at), r.in_marks(at), pos == Pos::Propn, r.comma(at), pos == Pos::Noun];
            bits.iter_mut().zip(kinds).for_each(|(bits, is)| *bits |= u64::from(is) << (i % 64));
        }
    }

    /// The kinds of the 64 tokens from this one of the sentence on.
    fn from(&self, at: usize) -> Bits {
        let of = |word: usize| self.bits.get(word).copied().unwrap_or_default();
        let (these, next) = (of(at / 64), of(at / 64 + 1));
        let shift = at % 64;
        std::array::from_fn(|k| these[k] >> shift | next[k].checked_shl(64 - shift as u32).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotations::testing::at_caret;

    #[test]
    fn each_stretch_holds_what_a_count_by_hand_finds() {
        let text = format!(
            "^{}“Go,” she said.",
            "The old stone bridge fell, Ann Lee says, and nobody wept. ".repeat(8)
        );
        at_caret(&text, |r, unit, first| {
            let mut stretches = Stretches::default();
            let all = r.doc.tokens().len();
            for (start, end) in (first..all).flat_map(|a| (a..all).map(move |b| (a, b + 1))) {
                let tokens = || start..end.min(start + REACH);
                let holds = stretches.of(r, unit, (start, end));
                let count = |is: &dyn Fn(usize) -> bool| tokens().filter(|at| is(*at)).count() as u32;
                assert_eq!(holds.finite, count(&|at| r.finite(at)));
                assert_eq!(holds.marked, count(&|at| r.in_marks(at)));
                assert_eq!(holds.names, count(&|at| r.pos(at) == Pos::Propn));
                assert_eq!(holds.commas, count(&|at| r.comma(at)));
                let noun = |at: usize| r.pos(at) == Pos::Noun;
                let last = tokens().find(|&at| noun(at) && (at + 1 >= end || !noun(at + 1)));
                assert_eq!(holds.noun, last, "{start}..{end}");
            }
        });
    }
}
