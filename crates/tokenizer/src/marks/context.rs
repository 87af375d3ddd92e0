//! What stands on either side of a mark, and how well that goes with opening or closing.
//!
//! Costs are in tenths: 0 is what careful typesetting does, 10 a slip, from 30 on something is broken.

use super::form::NEVER;
use crate::chars::*;

/// What touches a mark on one side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    /// The paragraph begins or ends.
    Edge,
    Space,
    Letter,
    Digit,
    /// An opening bracket.
    Opening,
    /// A closing bracket.
    Closing,
    Dash,
    /// Another quotation mark.
    Mark,
    /// Full stop, comma and their like.
    Stop,
    /// Dots of omission.
    Dots,
    /// Emphasis (`_`, `*`), which may open or close itself.
    Soft,
    Other,
}

impl Side {
    /// The side on which `c` stands; `beyond` is the character after it, seen from the mark.
    pub(super) fn of(c: Option<char>, beyond: Option<char>) -> Self {
        let Some(c) = c else { return Self::Edge };
        match c {
            _ if is_space(c) => Self::Space,
            _ if c.is_numeric() => Self::Digit,
            _ if is_word(c) => Self::Letter,
            '_' | '*' | '~' => Self::Soft,
            '…' => Self::Dots,
            '.' if beyond == Some('.') => Self::Dots,
            '.' | ',' | ';' | ':' | '!' | '?' | '。' | '、' | '，' | '！' | '？' => Self::Stop,
            ')' | ']' | '}' | '》' | '）' | '】' | '>' => Self::Closing,
            _ if is_opening(c) => Self::Opening,
            _ if is_dash(c) => Self::Dash,
            _ if super::Form::of(c).is_some() => Self::Mark,
            _ => Self::Other,
        }
    }

    pub(super) const fn is_blank(self) -> bool {
        matches!(self, Self::Edge | Self::Space)
    }

    pub(super) const fn is_word(self) -> bool {
        matches!(self, Self::Letter | Self::Digit)
    }
}

/// What it costs to open a stretch between these.
pub(super) const fn open_cost(left: Side, right: Side) -> u32 {
    use Side::*;
    if matches!(right, Space) && left.is_blank() {
        return if matches!(left, Edge) { 10 } else { 15 };
    }
    let before = match left {
        Edge | Space | Opening => 0,
        Soft => 1,
        Dash | Mark | Dots => 3,
        Other => 5,
        Stop => 25,
        Closing => 25,
        Letter | Digit => 45,
    };
    let after = match right {
        Letter | Digit | Opening => 0,
        Soft => 1,
        Mark | Dash | Dots => 2,
        Other => 3,
        Stop => 25,
        Space => 30,
        Closing => 40,
        Edge => NEVER,
    };
    before + after
}

/// What it costs to close a stretch between these.
pub(super) const fn close_cost(left: Side, right: Side) -> u32 {
    use Side::*;
    if matches!(left, Space) && right.is_blank() {
        return if matches!(right, Edge) { 10 } else { 15 };
    }
    let before = match left {
        Letter | Digit | Stop | Closing | Dots => 0,
        Soft | Dash => 1,
        Mark => 2,
        Other => 3,
        Space => 30,
        Opening => 40,
        Edge => NEVER,
    };
    let after = match right {
        Space | Edge | Stop | Closing | Dots => 0,
        Soft | Dash => 1,
        Mark => 2,
        Other => 5,
        Opening => 15,
        Letter | Digit => 30,
    };
    before + after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_places_cost_nothing() {
        assert_eq!(open_cost(Side::Space, Side::Letter), 0);
        assert_eq!(open_cost(Side::Edge, Side::Letter), 0);
        assert_eq!(close_cost(Side::Stop, Side::Space), 0);
        assert_eq!(close_cost(Side::Letter, Side::Edge), 0);
    }

    #[test]
    fn the_wrong_way_round_costs_much() {
        assert!(open_cost(Side::Stop, Side::Space) > 40);
        assert!(close_cost(Side::Space, Side::Letter) > 40);
    }

    #[test]
    fn dots_are_not_a_stop() {
        assert_eq!(Side::of(Some('.'), Some('.')), Side::Dots);
        assert_eq!(Side::of(Some('.'), Some('a')), Side::Stop);
        assert_eq!(Side::of(None, None), Side::Edge);
    }
}
