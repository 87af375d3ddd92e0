//! Stretches of text that may overlap, as elements that nest.

use inquit::tokenizer::TextRange;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// A stretch with what it is. Of two with the same stretch the lesser `what` is outside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark<T> {
    pub(super) range: TextRange,
    pub(super) what: T,
}

/// A step through marked text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step<T> {
    /// An element begins.
    Open(T),
    /// Text; never empty.
    Text(TextRange),
    /// The element opened last ends.
    Close(T),
}

impl<T: Ord> Ord for Mark<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |m: &Self| (m.range.start(), Reverse(m.range.end()));
        key(self).cmp(&key(other)).then_with(|| self.what.cmp(&other.what))
    }
}

impl<T: Ord> PartialOrd for Mark<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Cuts marks at the ends of paragraphs: for each paragraph the parts that lie in it. What lies between paragraphs is
/// left out.
pub(super) fn by_paragraph<T: Copy>(
    paragraphs: &[inquit::tokenizer::Paragraph],
    marks: impl IntoIterator<Item = Mark<T>>,
) -> Vec<Vec<Mark<T>>> {
    let mut parts: Vec<Vec<Mark<T>>> = paragraphs.iter().map(|_| Vec::new()).collect();
    for mark in marks {
        let first = paragraphs.partition_point(|p| p.range.end() <= mark.range.start());
        for (paragraph, parts) in paragraphs.iter().zip(&mut parts).skip(first) {
            if paragraph.range.start() >= mark.range.end() {
                break;
            }
            let start = mark.range.start().max(paragraph.range.start());
            let end = mark.range.end().min(paragraph.range.end());
            parts.push(Mark { range: TextRange::new(start, end), ..mark });
        }
    }
    parts
}

/// Walks through a stretch of text with marks in it. Where one mark begins inside another and ends behind it, it is
/// cut in two at the other's end. Marks don't reach beyond the stretch.
pub(super) fn nest<T: Ord + Copy>(range: TextRange, marks: Vec<Mark<T>>) -> Vec<Step<T>> {
    let mut steps = Vec::with_capacity(marks.len() * 3 + 1);
    let mut waiting: BinaryHeap<_> = marks.into_iter().map(Reverse).collect();
    // What is open, each inside the one before it.
    let mut open: Vec<Mark<T>> = Vec::new();
    let mut at = range.start();
    let text = |steps: &mut Vec<_>, at: &mut u32, end| {
        if *at < end {
            steps.push(Step::Text(TextRange::new(*at, end)));
            *at = end;
        }
    };
    loop {
        let next = waiting.pop().map(|Reverse(mark)| mark);
        let start = next.map_or(range.end(), |mark| mark.range.start());
        while let Some(last) = open.pop_if(|last| next.is_none() || last.range.end() <= start) {
            text(&mut steps, &mut at, last.range.end());
            steps.push(Step::Close(last.what));
        }
        let Some(mut mark) = next else { break };
        text(&mut steps, &mut at, start);
        if let Some(end) = open.last().map(|last| last.range.end()).filter(|&end| end < mark.range.end()) {
            waiting.push(Reverse(Mark { range: TextRange::new(end, mark.range.end()), ..mark }));
            mark.range = TextRange::new(start, end);
        }
        open.push(mark);
        steps.push(Step::Open(mark.what));
    }
    text(&mut steps, &mut at, range.end());
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, marks: &[(u32, u32, char)]) -> String {
        let marks = marks.iter().map(|&(start, end, what)| Mark { range: TextRange::new(start, end), what });
        let steps = nest(TextRange::new(0, text.len() as u32), marks.collect());
        let mut out = String::new();
        for step in steps {
            match step {
                Step::Open(c) => out.extend(['<', c]),
                Step::Text(range) => out.push_str(&text[range]),
                Step::Close(c) => out.extend([c, '>']),
            }
        }
        out
    }

    #[test]
    fn what_nests_stays_whole() {
        assert_eq!(drawn("0123456789", &[(2, 4, 'b'), (0, 6, 'a')]), "<a01<b23b>45a>6789");
        assert_eq!(drawn("01", &[(0, 2, 'b'), (0, 2, 'a')]), "<a<b01b>a>");
        assert_eq!(drawn("01", &[(0, 1, 'a'), (1, 2, 'b')]), "<a0a><b1b>");
        assert_eq!(drawn("", &[]), "");
    }

    #[test]
    fn what_crosses_is_cut() {
        assert_eq!(drawn("012345", &[(0, 4, 'a'), (2, 6, 'b')]), "<a01<b23b>a><b45b>");
        assert_eq!(drawn("012345", &[(0, 2, 'a'), (0, 4, 'b'), (1, 6, 'c')]), "<b<a0<c1c>a><c23c>b><c45c>");
    }
}
