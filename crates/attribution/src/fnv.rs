//! A hash of bytes that the compiler can work out, too: FNV-1a, 32 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).

/// The hash of no byte.
pub(crate) const FIRST: u32 = 0x811C_9DC5;

/// The hash of some bytes and another one.
#[inline]
pub(crate) const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_the_hashes_that_its_authors_give() {
        let hash = |text: &str| text.bytes().fold(FIRST, step);
        assert_eq!([hash(""), hash("a"), hash("foobar")], [0x811C_9DC5, 0xE40C_292C, 0xBF9C_F968]);
    }
}
