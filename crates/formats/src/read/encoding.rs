//! Bytes to text. A byte order mark decides first, then whether it is UTF-8, then what the document says of itself,
//! then a guess. UTF-8 that is damaged is refused rather than guessed at: a wrong guess would damage every name.

use super::Note;
use crate::ReadError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How sure it is what the bytes stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Declared {
    /// What the user says: it holds whatever the bytes look like.
    pub user: Option<&'static Encoding>,
    /// What the document says of itself: it holds where the bytes are not UTF-8.
    pub document: Option<&'static Encoding>,
}

/// Decodes a whole text, without its byte order mark. The note says how, where that was not UTF-8 from the start.
///
/// ```
/// use inquit_formats::read::decode;
/// let (text, note) = decode(b"Ren\xE9e".to_vec(), Default::default())?;
/// assert_eq!(text, "Renée");
/// assert_eq!(note.unwrap().to_string(), "read as windows-1252 by the look of it, since byte 3 is not UTF-8");
/// # Ok::<(), inquit_formats::ReadError>(())
/// ```
///
/// # Errors
///
/// [`ReadError::Binary`], [`ReadError::BrokenUtf8`] or [`ReadError::Undecodable`].
pub fn decode(bytes: Vec<u8>, declared: Declared) -> Result<(String, Option<Note>), ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        if encoding == UTF_8 {
            return utf8(bytes, mark, declared);
        }
        let text = decode_as(encoding, bytes.get(mark..).unwrap_or_default())?;
        return Ok((text, Some(Note::Marked { encoding: encoding.name() })));
    }
    if let Some(encoding) = declared.user {
        let text = decode_as(encoding, &bytes)?;
        return Ok((text, None));
    }
    utf8(bytes, 0, declared)
}

fn utf8(bytes: Vec<u8>, mark: usize, declared: Declared) -> Result<(String, Option<Note>), ReadError> {
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(ReadError::Binary { at, byte: 0 });
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            text.drain(..mark);
            Ok((text, None))
        }
        Err(e) => {
            let at = e.utf8_error().valid_up_to();
            let (text, note) = other(e.as_bytes(), at, declared)?;
            Ok((text, Some(note)))
        }
    }
}

/// Reads bytes that are not UTF-8 from byte `at` on.
fn other(bytes: &[u8], at: usize, declared: Declared) -> Result<(String, Note), ReadError> {
    let byte = bytes.get(at).copied().unwrap_or_default();
    let is_control = |b: &u8| matches!(b, 0..=8 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    if let Some(at) = bytes.iter().position(is_control) {
        return Err(ReadError::Binary { at, byte: bytes.get(at).copied().unwrap_or_default() });
    }
    // A page may call itself UTF-8 and be something else.
    if let Some(encoding) = declared.document.filter(|e| ![UTF_8, UTF_16LE, UTF_16BE].contains(e)) {
        let text = decode_as(encoding, bytes)?;
        return Ok((text, Note::Declared { encoding: encoding.name() }));
    }
    let (sequences, broken) = utf8_sequences(bytes);
    if sequences > broken {
        return Err(ReadError::BrokenUtf8 { at, byte });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let text = decode_as(encoding, bytes)?;
    Ok((text, Note::Guessed { encoding: encoding.name(), at }))
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, ReadError> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned);
    text.ok_or(ReadError::Undecodable { encoding: encoding.name() })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        read_as(bytes, Declared::default())
    }

    /// The text and the note, or the error.
    fn read_as(bytes: &[u8], declared: Declared) -> String {
        match decode(bytes.to_vec(), declared) {
            Ok((text, None)) => text,
            Ok((text, Some(note))) => format!("{text} ({note})"),
            Err(e) => e.to_string(),
        }
    }

    #[test]
    fn utf8_with_and_without_mark() {
        assert_eq!(read("«Ça va?»".as_bytes()), "«Ça va?»");
        assert_eq!(read("\u{FEFF}“Hi.”".as_bytes()), "“Hi.”");
        assert_eq!(read(b""), "");
    }

    #[test]
    fn utf16_needs_its_mark() {
        assert_eq!(read(b"\xFF\xFEH\0\x1C\x20"), "H“ (read as UTF-16LE, as its byte order mark says)");
        assert_eq!(read(b"\xFE\xFF\0H\x20\x1C"), "H“ (read as UTF-16BE, as its byte order mark says)");
        assert_eq!(read(b"H\0i\0"), "not text: byte 1 is 0x00; convert it to plain text first");
        assert!(read(b"\xFF\xFEH\0\x00\xD8").starts_with("broken UTF-16LE"));
    }

    #[test]
    fn other_encodings_are_told_by_their_look() {
        let windows = read(b"\x93We won,\x94 said Ren\xE9e.");
        assert_eq!(
            windows,
            "“We won,” said Renée. (read as windows-1252 by the look of it, since byte 0 is not UTF-8)"
        );
        let cyrillic = read(b"\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0, said he");
        assert!(cyrillic.starts_with("Привет, мир, said he (read as windows-1251"), "{cyrillic}");
    }

    #[test]
    fn what_the_user_says_holds_and_what_the_document_says_only_without_utf8() {
        let latin2 = Encoding::for_label(b"iso-8859-2");
        let user = Declared { user: latin2, document: None };
        assert_eq!(read_as(b"Dvo\xF8\xE1k", user), "Dvořák");
        let document = Declared { user: None, document: latin2 };
        assert_eq!(
            read_as(b"Dvo\xF8\xE1k", document),
            "Dvořák (read as ISO-8859-2, as the document says of itself)"
        );
        assert_eq!(read_as("Dvořák".as_bytes(), document), "Dvořák");
    }

    #[test]
    fn one_bad_byte_in_utf8_is_damage_and_not_latin_1() {
        let mut bytes = "“Voilà,” said Renée.".as_bytes().to_vec();
        bytes.push(0xE9);
        assert!(read(&bytes).starts_with("broken UTF-8: byte 26 is 0xe9"));
    }

    #[test]
    fn pictures_are_refused() {
        assert!(read(b"\x89PNG\r\n\x1a\n").starts_with("not text: byte 6 is 0x1a"));
    }
}
