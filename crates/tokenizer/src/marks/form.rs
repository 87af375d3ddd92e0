//! The written forms of quotation marks, and which of them go together.

use super::style::Style;
use crate::MarkStyle;

/// What a mark costs where it can't be.
pub(super) const NEVER: u32 = 10_000;

/// How a mark is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// `"`
    DoubleStraight,
    /// `“`
    DoubleLeft,
    /// `”`
    DoubleRight,
    /// `„`
    DoubleLow,
    /// ` `` `
    DoubleBacktick,
    /// `''` in a text that writes its double marks so.
    DoubleSingles,
    /// `'`
    SingleStraight,
    /// `‘`
    SingleLeft,
    /// `’`
    SingleRight,
    /// `‚`
    SingleLow,
    /// `` ` ``
    Backtick,
    /// `«`
    GuillemetLeft,
    /// `»`
    GuillemetRight,
    /// `‹`
    AngleLeft,
    /// `›`
    AngleRight,
    /// `「`
    CornerLeft,
    /// `」`
    CornerRight,
    /// `『`
    WhiteLeft,
    /// `』`
    WhiteRight,
}

impl Form {
    /// The form of a character. Title marks such as `《》` are none.
    pub(crate) const fn of(c: char) -> Option<Self> {
        Some(match c {
            '"' | '＂' => Self::DoubleStraight,
            '“' | '‟' | '〝' => Self::DoubleLeft,
            '”' | '〞' => Self::DoubleRight,
            '„' | '〟' => Self::DoubleLow,
            '\'' | '＇' => Self::SingleStraight,
            '‘' | '‛' => Self::SingleLeft,
            '’' => Self::SingleRight,
            '‚' => Self::SingleLow,
            '`' => Self::Backtick,
            '«' => Self::GuillemetLeft,
            '»' => Self::GuillemetRight,
            '‹' => Self::AngleLeft,
            '›' => Self::AngleRight,
            '「' => Self::CornerLeft,
            '」' => Self::CornerRight,
            '『' => Self::WhiteLeft,
            '』' => Self::WhiteRight,
            _ => return None,
        })
    }

    /// The family that a stretch belongs to which this mark opens.
    pub(super) const fn style(self) -> MarkStyle {
        match self {
            Self::DoubleStraight
            | Self::DoubleLeft
            | Self::DoubleRight
            | Self::DoubleBacktick
            | Self::DoubleSingles => MarkStyle::Double,
            Self::DoubleLow => MarkStyle::LowDouble,
            Self::SingleStraight | Self::SingleLeft | Self::SingleRight | Self::Backtick => MarkStyle::Single,
            Self::SingleLow => MarkStyle::LowSingle,
            Self::GuillemetLeft | Self::GuillemetRight => MarkStyle::Guillemets,
            Self::AngleLeft | Self::AngleRight => MarkStyle::SingleGuillemets,
            Self::CornerLeft | Self::CornerRight => MarkStyle::Corner,
            Self::WhiteLeft | Self::WhiteRight => MarkStyle::WhiteCorner,
        }
    }

    /// Whether of two double marks one is straight and the other curly.
    pub(super) const fn differs_in_shape(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::DoubleStraight, Self::DoubleLeft) | (Self::DoubleLeft, Self::DoubleStraight)
        )
    }

    /// Whether it can be an apostrophe or a prime.
    pub(super) const fn is_single(self) -> bool {
        matches!(self, Self::SingleStraight | Self::SingleLeft | Self::SingleRight | Self::Backtick)
    }

    /// What its shape costs as an opening mark in a document of this style.
    pub(super) const fn opening(self, style: &Style) -> u32 {
        match self {
            Self::DoubleRight if !style.right_double_opens => 45,
            Self::SingleRight if !style.right_single_opens => 45,
            Self::GuillemetLeft | Self::AngleLeft if style.guillemets_point_in => 30,
            Self::GuillemetRight | Self::AngleRight if !style.guillemets_point_in => 30,
            Self::CornerRight | Self::WhiteRight => NEVER,
            _ => 0,
        }
    }

    /// What its shape costs as a closing mark, whatever opened.
    pub(super) const fn closing(self) -> u32 {
        match self {
            Self::DoubleLow | Self::SingleLow | Self::DoubleBacktick | Self::CornerLeft | Self::WhiteLeft => {
                NEVER
            }
            _ => 0,
        }
    }

    /// What it costs to close with `close` what this mark opened; `None` where they never go together.
    pub(super) const fn closed_by(self, close: Self) -> Option<u32> {
        use Form::*;
        Some(match (self, close) {
            (DoubleStraight, DoubleStraight)
            | (DoubleLeft | DoubleRight, DoubleRight)
            | (DoubleBacktick | DoubleSingles, DoubleSingles)
            | (DoubleLow, DoubleLeft | DoubleRight)
            | (SingleStraight | Backtick, SingleStraight)
            | (SingleLeft | SingleRight, SingleRight)
            | (SingleLow, SingleLeft | SingleRight)
            | (GuillemetLeft, GuillemetRight)
            | (GuillemetRight, GuillemetLeft)
            | (AngleLeft, AngleRight)
            | (AngleRight, AngleLeft)
            | (CornerLeft, CornerRight)
            | (WhiteLeft, WhiteRight) => 0,
            // Straight and curly mixed: a slip of the keyboard.
            (DoubleStraight | DoubleBacktick | DoubleSingles, DoubleRight)
            | (DoubleLeft | DoubleRight | DoubleBacktick | DoubleLow, DoubleStraight)
            | (SingleStraight | Backtick, SingleRight)
            | (SingleLeft | SingleRight | SingleLow, SingleStraight)
            | (GuillemetRight, GuillemetRight)
            | (AngleRight, AngleRight) => 8,
            (DoubleStraight | DoubleLeft | DoubleRight | DoubleLow, DoubleSingles) => 20,
            // The wrong way round.
            (DoubleStraight | DoubleLeft | DoubleRight, DoubleLeft) => 45,
            (SingleStraight | SingleLeft | SingleRight, SingleLeft) => 50,
            (Backtick, Backtick) => 20,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_marks_and_letters_are_no_quotation_marks() {
        for c in ['《', '》', '<', '>', 'a', '(', '′', '″', '´'] {
            assert_eq!(Form::of(c), None, "{c}");
        }
    }

    #[test]
    fn what_opens_is_closed_by_its_own_family() {
        let pairs = ["\"\"", "“”", "„“", "''", "‘’", "‚‘", "«»", "»«", "‹›", "›‹", "「」", "『』"];
        for (i, pair) in pairs.iter().enumerate() {
            let forms: Vec<Form> = pair.chars().filter_map(Form::of).collect();
            assert_eq!(forms[0].closed_by(forms[1]), Some(0), "{pair}");
            let other = if i < 3 { Form::CornerRight } else { Form::DoubleRight };
            assert_eq!(forms[0].closed_by(other), None, "{pair}");
        }
    }
}
