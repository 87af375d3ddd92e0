//! Hashes of features.

/// A hash that grows by parts (FNV-1a, 32 bits).
#[derive(Clone, Copy)]
pub(super) struct Hash(pub(super) u32);

impl Hash {
    pub(super) const fn new(name: u32) -> Self {
        Self(0x811C_9DC5).number(name)
    }

    pub(super) const fn number(self, n: u32) -> Self {
        let mut h = self.0;
        let bytes = n.to_le_bytes();
        let mut i = 0;
        while i < 4 {
            h = (h ^ bytes[i] as u32).wrapping_mul(0x0100_0193);
            i += 1;
        }
        Self(h)
    }

    pub(super) fn word(self, word: &str) -> Self {
        let mut h = self.0;
        for b in word.bytes() {
            h = (h ^ u32::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0193);
        }
        Self((h ^ 0xFF).wrapping_mul(0x0100_0193))
    }

    pub(super) const fn done(self) -> u32 {
        // The low bits of FNV are the weakest.
        self.0 ^ (self.0 >> 15)
    }
}
