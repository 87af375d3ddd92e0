//! Words and features as numbers.
//!
//! A word is hashed once, when its document is read; a feature is a hash of a few such numbers.

use crate::fnv::{FIRST, step};

/// The code of a word, whatever its case.
pub(in crate::quotations) fn code(word: &str) -> u32 {
    word.bytes().fold(FIRST, |hash, byte| step(hash, byte.to_ascii_lowercase()))
}

/// The code of where no word is.
pub(in crate::quotations) const NOTHING: u32 = 0;

/// The hash of a feature: the number of its kind and the codes that make it up (the mixing steps of MurmurHash3).
#[inline]
pub(super) fn feature(kind: u32, parts: &[u32]) -> u32 {
    let mut h = kind.wrapping_mul(0x9E37_79B1);
    for part in parts {
        let k = part.wrapping_mul(0xCC9E_2D51).rotate_left(15).wrapping_mul(0x1B87_3593);
        h = (h ^ k).rotate_left(13).wrapping_mul(5).wrapping_add(0xE654_6B64);
    }
    h = (h ^ (h >> 16)).wrapping_mul(0x85EB_CA6B);
    h ^ (h >> 13)
}

/// A number told exactly while it is small, roughly when it is large.
pub(super) const fn bucket(n: usize) -> u32 {
    match n {
        0..=5 => n as u32,
        6..=8 => 6,
        9..=13 => 7,
        14..=20 => 8,
        21..=35 => 9,
        _ => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_makes_no_other_word() {
        assert_eq!(code("Said"), code("said"));
        assert_ne!(code("said"), code("says"));
        assert_ne!(code(""), NOTHING);
    }

    #[test]
    fn kind_and_order_make_another_feature() {
        assert_ne!(feature(1, &[2, 3]), feature(2, &[2, 3]));
        assert_ne!(feature(1, &[2, 3]), feature(1, &[3, 2]));
    }

    #[test]
    fn the_longer_the_rougher() {
        assert!((0..6).all(|n| bucket(n) == n as u32));
        assert_eq!(bucket(40), bucket(4000));
    }
}
