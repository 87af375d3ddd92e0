//! The model file: a head, a directory, and sections, whatever they hold.
//!
//! Layout, all numbers little-endian: magic, format version (u32), checksum of all that follows (u64), length (u64) of
//! all that follows, name (u32 length, UTF-8), number of sections (u32), for each its kind (four bytes) and length
//! (u32), then the sections one after the other.

const MAGIC: [u8; 8] = *b"inquit\x1aM";
/// Counts up whenever files of an earlier build can't be read any more, be it by layout or by features.
const VERSION: u32 = 1;
const HEAD: usize = 28;

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

/// A model file's name and sections, each with its kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ModelFile<'a> {
    pub(crate) name: &'a str,
    pub(crate) sections: Vec<(&'a [u8], &'a [u8])>,
}

impl<'a> ModelFile<'a> {
    /// Takes a model file apart; nothing is copied.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, LoadModelError> {
        if bytes.get(..8) != Some(&MAGIC[..]) {
            return Err(LoadModelError::NotAModel);
        }
        let short = LoadModelError::WrongLength { expected: HEAD as u64, found: bytes.len() as u64 };
        let mut body = Reader(bytes.get(8..).unwrap_or_default());
        let version = body.u32().ok_or(short)?;
        if version != VERSION {
            return Err(LoadModelError::WrongVersion { found: version });
        }
        let sum = body.u64().ok_or(short)?;
        let length = body.u64().ok_or(short)?;
        if length != body.0.len() as u64 {
            let expected = length.saturating_add(HEAD as u64);
            return Err(LoadModelError::WrongLength { expected, found: bytes.len() as u64 });
        }
        if checksum(body.0) != sum {
            return Err(LoadModelError::Damaged);
        }
        Self::parts(body)
    }

    /// Takes a model file apart that is part of the program, and so as whole as the program: no sum is worked out.
    pub(crate) fn built_in(bytes: &'static [u8]) -> Result<Self, LoadModelError> {
        Self::parts(Reader(bytes.get(HEAD..).unwrap_or_default()))
    }

    /// Takes apart what stands after the head.
    fn parts(mut body: Reader<'a>) -> Result<Self, LoadModelError> {
        let name = body.u32().and_then(|n| body.take(n as usize)).ok_or(LoadModelError::Damaged)?;
        let name = std::str::from_utf8(name).map_err(|_| LoadModelError::Damaged)?;
        let count = body.u32().ok_or(LoadModelError::Damaged)?;
        let mut directory =
            Reader(body.take((count as usize).saturating_mul(8)).ok_or(LoadModelError::Damaged)?);
        let mut sections = Vec::new();
        for section in 0..count {
            let bad = LoadModelError::BadSection { section };
            let kind = directory.take(4).ok_or(bad)?;
            let length = directory.u32().ok_or(bad)? as usize;
            sections.push((kind, body.take(length).ok_or(bad)?));
        }
        Ok(Self { name, sections })
    }

    /// The bytes of a model file with these sections.
    pub(crate) fn write(name: &str, sections: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
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

/// Writes the checksum that the bytes of a model file need into its head: a file changed on purpose then opens as far as
/// its inside makes sense. For tests of what comes after the checksum; bytes too short to be a file stay as they are.
pub fn seal(file: &mut [u8]) {
    if let Some((head, body)) = file.split_at_mut_checked(HEAD)
        && let Some(sum) = head.get_mut(12..20)
    {
        sum.copy_from_slice(&checksum(body).to_le_bytes());
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
        ModelFile::write("small", &[(b"ones", vec![1; 30]), (b"twos", vec![2; 7])])
    }

    #[test]
    fn a_file_comes_back_as_it_was_written() {
        let bytes = small();
        let file = ModelFile::read(&bytes).unwrap();
        assert_eq!(file.name, "small");
        assert_eq!(file.sections, [(&b"ones"[..], &[1; 30][..]), (&b"twos"[..], &[2; 7][..])]);
    }

    #[test]
    fn a_cut_model_is_refused() {
        let bytes = small();
        for end in 0..bytes.len() {
            let e = ModelFile::read(&bytes[..end]).unwrap_err();
            assert!(
                matches!(e, LoadModelError::NotAModel | LoadModelError::WrongLength { .. }),
                "{end}: {e}"
            );
        }
        let mut longer = bytes;
        longer.push(0);
        assert!(matches!(ModelFile::read(&longer), Err(LoadModelError::WrongLength { .. })));
    }

    #[test]
    fn a_changed_byte_is_noticed_wherever_it_is() {
        let bytes = small();
        for i in 0..bytes.len() {
            for flip in [1, 0x80, 0xFF] {
                let mut b = bytes.clone();
                b[i] ^= flip;
                assert!(ModelFile::read(&b).is_err(), "byte {i}");
            }
        }
    }

    #[test]
    fn a_right_checksum_over_nonsense_is_no_panic() {
        for i in 0..small().len() - HEAD {
            let mut file = small();
            file[HEAD + i] = 0xFF;
            seal(&mut file);
            let read = ModelFile::read(&file);
            let in_a_section = HEAD + i >= file.len() - 37;
            assert!(
                read.is_ok() || !in_a_section,
                "byte {i}: the sum fits, and sections hold what they like"
            );
        }
    }
}
