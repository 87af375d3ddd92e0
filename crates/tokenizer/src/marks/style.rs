//! The habits of a document: which marks its speech stands in, and in which forms.

use super::context::Side;
use super::form::Form;
use crate::chars::*;

/// What is peculiar to the marks of a document. The default is English with double marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Style {
    /// Speech stands in single marks, and double ones inside them.
    pub(super) single_first: bool,
    /// `''` is a double mark.
    pub(super) singles_make_double: bool,
    /// `”` opens as well as closes.
    pub(super) right_double_opens: bool,
    /// `’` opens as well as closes.
    pub(super) right_single_opens: bool,
    /// `»…«`.
    pub(super) guillemets_point_in: bool,
    /// Marks that clearly open a stretch, dashes not counted.
    pub(crate) openings: usize,
}

#[derive(Default)]
struct Counts {
    double_open: usize,
    double_close: usize,
    single_open: usize,
    single_close: usize,
    pair_open: usize,
    pair_close: usize,
    left_double: usize,
    left_single: usize,
    right_double_opens: usize,
    right_double_closes: usize,
    right_single_opens: usize,
    guillemet_left_opens: usize,
    guillemet_right_opens: usize,
    other_opens: usize,
}

impl Style {
    /// Reads all marks of a text with what touches them. One pass.
    pub(crate) fn of(text: &str) -> Self {
        let mut n = Counts::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&b) = bytes.get(at) {
            // No mark begins with any other byte.
            if !matches!(b, b'"' | b'\'' | b'`' | 0xc2 | 0xe2 | 0xe3 | 0xef) {
                at += 1;
                continue;
            }
            let Some(c) = char_at(text, at) else {
                at += 1;
                continue;
            };
            let mut next = at + c.len_utf8();
            if let Some(form) = Form::of(c) {
                let twin = matches!(c, '\'' | '`') && char_at(text, next) == Some(c);
                if twin {
                    next += 1;
                }
                n.add(form, twin, sides(text, at, next), char_at(text, next));
            }
            at = next;
        }
        n.style()
    }
}

/// What touches `text[start..end]`.
pub(super) fn sides(text: &str, start: usize, end: usize) -> (Side, Side) {
    let (left, right) = (char_before(text, start), char_at(text, end));
    let further_left = left.and_then(|c| char_before(text, start - c.len_utf8()));
    let further_right = right.and_then(|c| char_at(text, end + c.len_utf8()));
    (Side::of(left, further_left), Side::of(right, further_right))
}

impl Counts {
    fn add(&mut self, form: Form, twin: bool, (left, right): (Side, Side), next: Option<char>) {
        let opens = matches!(left, Side::Edge | Side::Space | Side::Opening)
            && matches!(right, Side::Letter | Side::Digit | Side::Dots);
        let closes = !left.is_blank() && !right.is_word();
        // A word that ends with an apostrophe is not counted as closed.
        let closes_speech =
            matches!(left, Side::Stop | Side::Dots | Side::Dash | Side::Mark) && !right.is_word();
        let yes = usize::from;
        match form {
            _ if twin => {
                self.pair_open += yes(opens);
                self.pair_close += yes(closes && form == Form::SingleStraight);
            }
            Form::DoubleStraight => {
                self.double_open += yes(opens);
                self.double_close += yes(closes);
            }
            Form::DoubleLeft => {
                self.left_double += 1;
                self.double_open += yes(opens);
            }
            Form::DoubleRight => {
                self.double_close += yes(closes);
                self.right_double_opens += yes(opens);
                self.right_double_closes += yes(closes);
            }
            Form::SingleStraight => {
                self.single_open += yes(opens && next.is_some_and(char::is_uppercase));
                self.single_close += yes(closes_speech);
            }
            Form::SingleLeft => {
                self.left_single += 1;
                self.single_open += yes(opens);
            }
            Form::SingleRight => {
                self.single_close += yes(closes_speech);
                self.right_single_opens += yes(opens && next.is_some_and(char::is_uppercase));
            }
            Form::GuillemetLeft | Form::AngleLeft => {
                self.guillemet_left_opens += yes(opens || right == Side::Space)
            }
            Form::GuillemetRight | Form::AngleRight => self.guillemet_right_opens += yes(opens),
            Form::DoubleLow | Form::SingleLow | Form::CornerLeft | Form::WhiteLeft => self.other_opens += 1,
            _ => {}
        }
    }

    fn style(&self) -> Style {
        let right_single_opens = self.left_single == 0 && self.right_single_opens > 0;
        let single_open = self.single_open + if right_single_opens { self.right_single_opens } else { 0 };
        let single = single_open.min(self.single_close);
        // In a text with single marks two of them are a quotation inside a quotation.
        let pairs = Some(self.pair_open.min(self.pair_close)).filter(|&p| p > 0 && p >= single);
        let double = self.double_open.min(self.double_close) + pairs.unwrap_or(0);
        Style {
            single_first: single > double,
            singles_make_double: pairs.is_some(),
            right_double_opens: self.left_double == 0
                && self.right_double_opens > 0
                && self.right_double_closes > 0,
            right_single_opens: right_single_opens && self.single_close > 0,
            guillemets_point_in: self.guillemet_right_opens > self.guillemet_left_opens,
            openings: double
                + single
                + self.guillemet_left_opens.max(self.guillemet_right_opens)
                + self.other_opens,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_or_double_first() {
        assert!(Style::of("'You did,' said Lou. 'He said, \"No.\"'").single_first);
        assert!(!Style::of("\"You did,\" said Lou. \"He said, 'No.'\"").single_first);
        assert!(!Style::of("'Twas the sailors' bell an' nothin' else.").single_first);
        assert!(Style::of("‘You did,’ said Lou.").single_first);
    }

    #[test]
    fn two_singles_as_a_double() {
        assert!(Style::of("''It went well,'' she said.").singles_make_double);
        assert!(!Style::of("'Stop lookin',' he said, 'an' stop singin''").singles_make_double);
    }

    #[test]
    fn foreign_habits() {
        assert!(Style::of("»Ja«, sagte er.").guillemets_point_in);
        assert!(!Style::of("« Oui », dit-il.").guillemets_point_in);
        assert!(Style::of("”Ja”, sade han.").right_double_opens);
        assert!(!Style::of("“Yes”, he said.").right_double_opens);
    }
}
