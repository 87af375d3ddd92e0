//! Bytes to read from: what can only be read through, and what can be read anywhere.

use super::{Limits, ReadError};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes that can be read anywhere, such as a file.
pub trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// One of several readers of the same bytes, each at its own place.
#[derive(Clone)]
pub(super) struct Shared {
    inner: Arc<Mutex<Box<dyn ReadSeek>>>,
    at: u64,
    len: u64,
}

impl Shared {
    pub(super) fn new(mut inner: Box<dyn ReadSeek>) -> io::Result<Self> {
        let len = inner.seek(SeekFrom::End(0))?;
        Ok(Self { inner: Arc::new(Mutex::new(inner)), at: 0, len })
    }

    /// How many bytes there are.
    pub(super) const fn len(&self) -> u64 {
        self.len
    }

    /// Another reader, from byte `at` on.
    pub(super) fn from(&self, at: u64) -> Self {
        Self { at, ..self.clone() }
    }
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.seek(SeekFrom::Start(self.at))?;
        let read = inner.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.len.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

/// Counts what is read through it.
pub(super) struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    pub(super) fn new(inner: R) -> (Self, Arc<AtomicU64>) {
        let read = Arc::new(AtomicU64::new(0));
        (Self { inner, read: read.clone() }, read)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read.fetch_add(read as u64, Relaxed);
        Ok(read)
    }
}

/// What comes out of an unpacker, up to the limits.
struct Unpacked<R> {
    inner: R,
    what: &'static str,
    packed: Arc<AtomicU64>,
    out: u64,
    limits: Limits,
}

/// So much may come out of little without being looked at.
const SMALL: u64 = 8 << 20;

/// Guards an unpacker: `packed` counts what goes into it.
pub(super) fn unpacked<'a>(
    what: &'static str,
    inner: impl Read + 'a,
    packed: Arc<AtomicU64>,
    limits: Limits,
) -> Box<dyn BufRead + 'a> {
    Box::new(BufReader::with_capacity(1 << 16, Unpacked { inner, what, packed, out: 0, limits }))
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer).map_err(|e| match ReadError::from(e) {
            ReadError::Io(e)
                if matches!(
                    e.kind(),
                    io::ErrorKind::UnexpectedEof
                        | io::ErrorKind::InvalidData
                        | io::ErrorKind::InvalidInput
                        | io::ErrorKind::Other
                ) =>
            {
                let cut = e.kind() == io::ErrorKind::UnexpectedEof;
                let at = self.packed.load(Relaxed);
                let problem = if cut {
                    format!("it breaks off after byte {at}")
                } else {
                    format!("{e}, before byte {at}")
                };
                let problem = format!("{problem}; only what was whole before that was read");
                ReadError::damaged(self.what, problem).into_io()
            }
            e => e.into_io(),
        })?;
        self.out += read as u64;
        if self.out > self.limits.unpacked {
            return Err(ReadError::Unpacked { limit: self.limits.unpacked }.into_io());
        }
        let packed = self.packed.load(Relaxed);
        if self.out > SMALL && self.out / packed.max(1) >= self.limits.ratio {
            return Err(ReadError::Ratio { limit: self.limits.ratio, at: packed }.into_io());
        }
        Ok(read)
    }
}

/// All that is left, if that is at most `limit` bytes.
pub(super) fn read_all(input: &mut impl Read, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    input.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(ReadError::TooLarge { limit }) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reader_has_its_own_place() {
        let mut one = Shared::new(Box::new(io::Cursor::new(b"abcdef".to_vec()))).unwrap();
        let mut two = one.from(3);
        let (mut a, mut b) = ([0; 2], [0; 2]);
        one.read_exact(&mut a).unwrap();
        two.read_exact(&mut b).unwrap();
        assert_eq!((&a, &b), (b"ab", b"de"));
        one.read_exact(&mut a).unwrap();
        assert_eq!(&a, b"cd");
        assert_eq!(one.seek(SeekFrom::End(-1)).unwrap(), 5);
        assert!(one.seek(SeekFrom::Current(-9)).is_err());
    }

    #[test]
    fn a_bomb_is_told_by_its_ratio() {
        let packed = Arc::new(AtomicU64::new(1000));
        let mut out = unpacked("gzip", io::repeat(b'a'), packed, Limits::default());
        let error = ReadError::from(io::copy(&mut out, &mut io::sink()).unwrap_err());
        assert!(error.to_string().starts_with("unpacks to more than 200 times its size after byte 1000"));
    }
}
