//! Is a single line break the end of a paragraph, or just the end of the line?
//!
//! In hard-wrapped text a line breaks where the next word would no longer have fitted, mostly in the middle of a
//! sentence. In text with one paragraph a line it breaks anywhere, after the end of a sentence. Both are counted.

use super::lines::{Line, lines};

/// Lines wider than this are no hard-wrapped lines.
const WIDEST: usize = 140;
/// Lines narrower than this don't tell.
const NARROWEST: usize = 25;

/// The width at which lines were wrapped, in characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure(usize);

impl Measure {
    /// Whether the first word of `next` would have fitted well into `line`.
    pub(super) fn leaves_room(self, line: Line, next: Line, text: &str) -> bool {
        (line.width + 1 + next.first_word_width(text)) * 4 < self.0 * 3
    }

    /// Whether the first word of `next` would not have fitted into `line`.
    fn is_full(self, line: Line, next: Line, text: &str) -> bool {
        line.width + 1 + next.first_word_width(text) >= self.0
    }
}

/// What is known of a whole text.
pub(super) struct Wrapping {
    /// `None`: one line is one paragraph.
    measure: Option<Measure>,
}

/// Line breaks without a blank line, counted.
#[derive(Default)]
struct Breaks {
    all: usize,
    full: usize,
    inside_sentence: usize,
}

impl Breaks {
    fn add(&mut self, text: &str, line: Line, next: Line, measure: Measure) {
        self.all += 1;
        self.full += usize::from(measure.is_full(line, next, text));
        self.inside_sentence += usize::from(!line.ends_sentence(text));
    }

    fn are_wrapped(&self, full_percent: usize, inside_percent: usize) -> bool {
        self.all > 0
            && self.full * 100 >= self.all * full_percent
            && self.inside_sentence * 100 >= self.all * inside_percent
    }
}

impl Wrapping {
    pub(super) fn of(text: &str) -> Self {
        Self { measure: measure_of(text) }
    }

    /// How the lines of one group (no blank line between them) are wrapped.
    pub(super) fn of_group(&self, text: &str, group: &[Line]) -> Option<Measure> {
        if self.measure.is_some() {
            return self.measure;
        }
        // A wrapped letter or poster in a text that isn't wrapped.
        let (last, inner) = group.split_last()?;
        let widest = inner.iter().map(|l| l.width).max()?;
        if inner.len() < 3 || !(NARROWEST..=WIDEST).contains(&widest) || last.width > widest + 10 {
            return None;
        }
        let measure = Measure(widest);
        let mut breaks = Breaks::default();
        for pair in group.windows(2) {
            breaks.add(text, pair[0], pair[1], Measure(widest - widest / 10));
        }
        breaks.are_wrapped(75, 60).then_some(measure)
    }
}

/// So many lines tell how a text is wrapped.
const SAMPLE: usize = 20_000;

/// The first lines, each with the line before it if no blank one stands between them.
fn sample(text: &str) -> impl Iterator<Item = (Option<Line>, Line)> {
    let mut before: Option<Line> = None;
    lines(text).take(SAMPLE).map(move |line| (before.replace(line).filter(|_| !line.after_blank), line))
}

fn measure_of(text: &str) -> Option<Measure> {
    // Widths of lines that another follows, and of all lines.
    let mut inner = [0usize; WIDEST + 2];
    let mut all = [0usize; WIDEST + 2];
    for (before, line) in sample(text) {
        all[line.width.min(WIDEST + 1)] += 1;
        if let Some(before) = before {
            inner[before.width.min(WIDEST + 1)] += 1;
        }
    }
    let width = percentile(&inner, 90)?;
    if !(NARROWEST..=WIDEST).contains(&width) || percentile(&all, 90)? > width + 10 {
        return None;
    }
    // Ragged by a tenth: some wrap a little early.
    let loose = Measure(width - width / 10);
    let mut breaks = Breaks::default();
    for (before, next) in sample(text) {
        if let Some(line) = before {
            breaks.add(text, line, next, loose);
        }
    }
    breaks.are_wrapped(50, 40).then_some(Measure(width))
}

/// The smallest width that `percent` of the counted lines don't exceed.
fn percentile(counts: &[usize], percent: usize) -> Option<usize> {
    let total: usize = counts.iter().sum();
    let mut seen = 0;
    counts.iter().position(|n| {
        seen += n;
        total > 0 && seen * 100 >= total * percent
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_verse_or_dialogue_are_not_wrapped() {
        assert!(
            measure_of("—Is it far?\n—To where?\n—To anywhere at all, from here, on foot.\n—Yes.").is_none()
        );
    }

    #[test]
    fn long_lines_are_not_wrapped() {
        let line = "word ".repeat(60);
        assert!(measure_of(&format!("{line}\n{line}\n{line}")).is_none());
    }

    #[test]
    fn percentiles() {
        assert_eq!(percentile(&[0, 0, 5, 0, 5], 50), Some(2));
        assert_eq!(percentile(&[0, 0, 5, 0, 5], 90), Some(4));
        assert_eq!(percentile(&[0, 0], 90), None);
    }
}
