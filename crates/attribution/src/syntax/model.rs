//! The model file: what the tagger, the parser and the name finder have learnt.
//!
//! Layout, all numbers little-endian: magic, format version (u32), checksum of all that follows (u64), length (u64) of
//! all that follows, name (u32 length, UTF-8), number of sections (u32), for each its kind (four bytes) and length
//! (u32), then the sections one after the other. Each section is a [`Table`].

use super::table::Table;
use std::sync::LazyLock;

const MAGIC: [u8; 8] = *b"inquit\x1aM";
/// Counts up whenever files of an earlier build can't be read any more, be it by layout or by features.
const VERSION: u32 = 1;
const HEAD: usize = 28;

static BUILT_IN: &[u8] = include_bytes!("../../../../models/syntax-en.bin");
static ENGLISH: LazyLock<Model> = LazyLock::new(|| Model::from_bytes(BUILT_IN).unwrap_or_default());

/// Why a file is no model that can be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadModelError {
    /// The file is something else.
    #[error("not an inquit model: the first eight bytes are not its mark")]
    NotAModel,
    /// The file was written for another version of the program.
    #[error(
        "model format {found}, but this program reads format {VERSION}; train the model again or use the program it came with"
    )]
    WrongVersion {
        /// The version in the file.
        found: u32,
    },
    /// The file is shorter or longer than it says.
    #[error("the model should be {expected} bytes long, but has {found}; it was cut short or added to")]
    WrongLength {
        /// Bytes the file should have.
        expected: u64,
        /// Bytes it has.
        found: u64,
    },
    /// Some bytes have changed.
    #[error("the model is damaged: its checksum does not fit its bytes")]
    Damaged,
    /// The checksum fits, but the inside makes no sense.
    #[error("the model's section {section} makes no sense")]
    BadSection {
        /// Number of the section, from 0.
        section: u32,
    },
}

/// What was learnt from annotated text. Made once, shared between threads.
#[derive(Clone, Debug, Default)]
pub struct Model {
    name: String,
    /// Words to their possible classes and their cluster.
    pub(crate) lexicon: Table,
    /// Weights of the tagger.
    pub(crate) tagger: Table,
}

impl Model {
    /// The model for English that is part of the program.
    #[must_use]
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// The name written in the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// If the bytes are no model, one of another version, cut short or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LoadModelError> {
        if bytes.get(..8) != Some(&MAGIC[..]) {
            return Err(LoadModelError::NotAModel);
        }
        let short = LoadModelError::WrongLength { expected: HEAD as u64, found: bytes.len() as u64 };
        let mut head = Reader(bytes.get(8..).unwrap_or_default());
        let version = head.u32().ok_or(short)?;
        if version != VERSION {
            return Err(LoadModelError::WrongVersion { found: version });
        }
        let sum = head.u64().ok_or(short)?;
        let length = head.u64().ok_or(short)?;
        if length != head.0.len() as u64 {
            let expected = length.saturating_add(HEAD as u64);
            return Err(LoadModelError::WrongLength { expected, found: bytes.len() as u64 });
        }
        if checksum(head.0) != sum {
            return Err(LoadModelError::Damaged);
        }
        let mut model = Self::default();
        let name = head.u32().and_then(|n| head.take(n as usize)).ok_or(LoadModelError::Damaged)?;
        model.name = std::str::from_utf8(name).map_err(|_| LoadModelError::Damaged)?.to_owned();
        let count = head.u32().ok_or(LoadModelError::Damaged)?;
        let mut directory =
            Reader(head.take((count as usize).saturating_mul(8)).ok_or(LoadModelError::Damaged)?);
        for section in 0..count {
            let bad = LoadModelError::BadSection { section };
            let kind = directory.take(4).ok_or(bad)?;
            let length = directory.u32().ok_or(bad)? as usize;
            let body = head.take(length).ok_or(bad)?;
            let table = Table::read(body).map_err(|_| bad)?;
            match kind {
                b"lexi" => model.lexicon = table,
                b"tagg" => model.tagger = table,
                _ => return Err(bad),
            }
        }
        Ok(model)
    }

    /// The bytes of a model file with these sections: kind and table, see [`Table::build`].
    #[must_use]
    pub fn to_bytes(name: &str, sections: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
        let mut body = Vec::new();
        body.extend((name.len() as u32).to_le_bytes());
        body.extend(name.as_bytes());
        body.extend((sections.len() as u32).to_le_bytes());
        for (kind, bytes) in sections {
            body.extend(*kind);
            body.extend((bytes.len() as u32).to_le_bytes());
        }
        for (_, bytes) in sections {
            body.extend(bytes);
        }
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_le_bytes());
        out.extend(checksum(&body).to_le_bytes());
        out.extend((body.len() as u64).to_le_bytes());
        out.extend(body);
        out
    }
}

/// Takes numbers and stretches from the front of some bytes.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (front, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(front)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }
}

/// Not against forgery, only against damage: eight bytes at a time.
fn checksum(bytes: &[u8]) -> u64 {
    let mut h = 0x243F_6A88_85A3_08D3 ^ bytes.len() as u64;
    let chunks = bytes.chunks_exact(8);
    let tail = chunks.remainder();
    for c in chunks {
        let n = u64::from_le_bytes([c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]]);
        h = (h ^ n).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    for b in tail {
        h = (h ^ u64::from(*b)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    h ^ (h >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Vec<u8> {
        let features: Vec<_> = (0..50u32).map(|k| (k, vec![(k as u8 % 30, 3)])).collect();
        let table = Table::build(&features, 1.0);
        Model::to_bytes("small", &[(b"lexi", table.clone()), (b"tagg", table)])
    }

    #[test]
    fn built_in_model_loads() {
        let model = Model::from_bytes(BUILT_IN).unwrap();
        assert_eq!(model.name(), "syntax-en");
        assert!(BUILT_IN.len() <= 8 << 20);
    }

    #[test]
    fn a_model_comes_back_as_it_was_written() {
        assert_eq!(Model::from_bytes(&small()).unwrap().name(), "small");
    }

    #[test]
    fn a_cut_model_is_refused() {
        let bytes = small();
        for end in 0..bytes.len() {
            let e = Model::from_bytes(&bytes[..end]).unwrap_err();
            assert!(
                matches!(e, LoadModelError::NotAModel | LoadModelError::WrongLength { .. }),
                "{end}: {e}"
            );
        }
        let mut longer = bytes;
        longer.push(0);
        assert!(matches!(Model::from_bytes(&longer), Err(LoadModelError::WrongLength { .. })));
    }

    #[test]
    fn a_changed_byte_is_noticed_wherever_it_is() {
        let bytes = small();
        for i in 0..bytes.len() {
            for flip in [1, 0x80, 0xFF] {
                let mut b = bytes.clone();
                b[i] ^= flip;
                assert!(Model::from_bytes(&b).is_err(), "byte {i}");
            }
        }
    }

    #[test]
    fn a_right_checksum_over_nonsense_is_no_panic() {
        let body = small()[HEAD..].to_vec();
        for i in 0..body.len() {
            let mut b = body.clone();
            b[i] = 0xFF;
            let mut out = MAGIC.to_vec();
            out.extend(VERSION.to_le_bytes());
            out.extend(checksum(&b).to_le_bytes());
            out.extend((b.len() as u64).to_le_bytes());
            out.extend(b);
            let _ = Model::from_bytes(&out);
        }
    }
}
