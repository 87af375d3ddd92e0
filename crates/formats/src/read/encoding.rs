//! Bytes to text. UTF-8 first by validation; a byte order mark tells UTF-16; what is left is Windows-1252 or
//! Latin-1 if it looks like a western text, and otherwise refused: a wrong guess would damage every name.

use crate::ReadError;
use std::fmt;

/// How the bytes of a text stand for characters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// ISO 8859-1: every byte is the code point of its value.
    Latin1,
    /// Latin-1 with typographic marks where that has control characters.
    Windows1252,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 (little endian)",
            Self::Utf16Be => "UTF-16 (big endian)",
            Self::Latin1 => "Latin-1",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

/// A decoded text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// Without a byte order mark.
    pub text: String,
    /// How it was read.
    pub encoding: Encoding,
    /// The first byte that is not UTF-8, where the encoding is another.
    pub at: usize,
}

/// Decodes a whole text and says how.
///
/// # Errors
///
/// [`ReadError::Binary`], [`ReadError::BrokenUtf8`], [`ReadError::BrokenUtf16`] or [`ReadError::UnknownEncoding`],
/// each with the first offending byte.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, ReadError> {
    if let Some(units) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(units, u16::from_le_bytes, Encoding::Utf16Le);
    }
    if let Some(units) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(units, u16::from_be_bytes, Encoding::Utf16Be);
    }
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(ReadError::Binary { at, byte: 0 });
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{FEFF}') {
                text.drain(..'\u{FEFF}'.len_utf8());
            }
            Ok(Decoded { text, encoding: Encoding::Utf8, at: 0 })
        }
        Err(e) => {
            let at = e.utf8_error().valid_up_to();
            western(e.as_bytes(), at)
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, encoding: Encoding) -> Result<Decoded, ReadError> {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut at = 2;
    for c in char::decode_utf16(pairs.map(|p| unit([p[0], p[1]]))) {
        let c = c.map_err(|_| ReadError::BrokenUtf16 { at })?;
        at += 2 * c.len_utf16();
        text.push(c);
    }
    if odd {
        return Err(ReadError::BrokenUtf16 { at });
    }
    Ok(Decoded { text, encoding, at: 0 })
}

/// Reads bytes that are not UTF-8 from byte `at` on as a western one-byte encoding, if they look like it.
fn western(bytes: &[u8], at: usize) -> Result<Decoded, ReadError> {
    let byte = bytes.get(at).copied().unwrap_or_default();
    let is_control = |b: &u8| matches!(b, 0..=8 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    if let Some(at) = bytes.iter().position(is_control) {
        return Err(ReadError::Binary { at, byte: bytes.get(at).copied().unwrap_or_default() });
    }
    let (sequences, broken) = utf8_sequences(bytes);
    if sequences > broken {
        return Err(ReadError::BrokenUtf8 { at, byte });
    }
    // Accents and typographic marks are rare in a western text; where most letters lie above ASCII, it is Greek,
    // Cyrillic or the like. The five bytes that Windows-1252 does not use give others away.
    let letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
    let high = bytes.iter().filter(|b| !b.is_ascii()).count();
    let unused = bytes.iter().any(|b| matches!(b, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D));
    if unused || high * 3 > letters {
        return Err(ReadError::UnknownEncoding { at, byte });
    }
    let latin1 = !bytes.iter().any(|b| matches!(b, 0x80..=0x9F));
    let text = bytes.iter().map(|&b| windows_1252(b)).collect();
    Ok(Decoded { text, encoding: if latin1 { Encoding::Latin1 } else { Encoding::Windows1252 }, at })
}

/// How many characters of several bytes, and how many broken places, a text has if read as UTF-8.
fn utf8_sequences(bytes: &[u8]) -> (usize, usize) {
    let (mut sequences, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sequences += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (sequences, broken)
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', //
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Decoded, String> {
        decode(bytes.to_vec()).map_err(|e| e.to_string())
    }

    fn assert_reads(bytes: &[u8], encoding: Encoding, text: &str) {
        let got = read(bytes).unwrap();
        assert_eq!((got.encoding, got.text.as_str()), (encoding, text));
    }

    #[test]
    fn utf8_with_and_without_mark() {
        assert_reads("«Ça va?»".as_bytes(), Encoding::Utf8, "«Ça va?»");
        assert_reads("\u{FEFF}“Hi.”".as_bytes(), Encoding::Utf8, "“Hi.”");
        assert_reads(b"", Encoding::Utf8, "");
    }

    #[test]
    fn utf16_needs_its_mark() {
        assert_reads(b"\xFF\xFEH\0\x1C\x20", Encoding::Utf16Le, "H“");
        assert_reads(b"\xFE\xFF\0H\x20\x1C", Encoding::Utf16Be, "H“");
        assert_eq!(read(b"H\0i\0").unwrap_err(), "not text: byte 1 is 0x00; convert it to plain text first");
    }

    #[test]
    fn broken_utf16_names_the_place() {
        let expected = "broken UTF-16: byte 4 begins half a character; convert it to UTF-8 first";
        assert_eq!(read(b"\xFF\xFEH\0\x00\xD8").unwrap_err(), expected);
        assert_eq!(read(b"\xFF\xFEH\0H").unwrap_err(), expected);
    }

    #[test]
    fn western_bytes() {
        assert_reads(b"\x93We won,\x94 said Ren\xE9e.", Encoding::Windows1252, "“We won,” said Renée.");
        assert_reads(b"\"Voil\xE0,\" said Ren\xE9e.", Encoding::Latin1, "\"Voilà,\" said Renée.");
    }

    #[test]
    fn one_bad_byte_in_utf8_is_damage_and_not_latin_1() {
        let mut bytes = "“Voilà,” said Renée.".as_bytes().to_vec();
        bytes.push(0xE9);
        assert!(read(&bytes).unwrap_err().starts_with("broken UTF-8: byte 26 is 0xe9"));
    }

    #[test]
    fn cyrillic_and_pictures_are_refused() {
        let cyrillic = b"\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0, said he";
        assert!(read(cyrillic).unwrap_err().starts_with("neither UTF-8 (byte 0 is 0xcf)"));
        assert!(read(b"\x89PNG\r\n\x1a\n").unwrap_err().starts_with("not text: byte 6 is 0x1a"));
    }
}
