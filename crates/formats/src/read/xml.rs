//! What EPUB and DOCX need of XML.

use super::ReadError;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Calls `each` with every event of an XML file.
///
/// # Errors
///
/// If it is no XML, or deeper than `depth`.
pub(super) fn events(
    xml: &[u8],
    what: &'static str,
    depth: usize,
    mut each: impl FnMut(Event<'_>),
) -> Result<(), ReadError> {
    let mut reader = Reader::from_reader(xml);
    let config = reader.config_mut();
    // Each start has its end; `<a/>` comes as both.
    config.expand_empty_elements = true;
    let mut open = 0_usize;
    loop {
        let event = reader
            .read_event()
            .map_err(|e| ReadError::damaged(what, format_args!("byte {}: {e}", reader.error_position())))?;
        match &event {
            Event::Start(_) => {
                open += 1;
                if open > depth {
                    let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
                    let lines = xml.get(..before).unwrap_or(xml).iter().filter(|b| **b == b'\n').count();
                    return Err(ReadError::TooDeep { limit: depth, line: lines as u64 + 1 });
                }
            }
            Event::End(_) => open = open.saturating_sub(1),
            Event::Eof if open > 0 => return Err(ReadError::damaged(what, "it breaks off")),
            Event::Eof => return Ok(()),
            _ => {}
        }
        each(event);
    }
}

/// The value of an attribute, by its name without a prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name.as_bytes())?;
    let value = String::from_utf8_lossy(&attribute.value).into_owned();
    Some(quick_xml::escape::unescape(&value).map(|v| v.into_owned()).unwrap_or(value))
}

/// The character that `&amp;` or `&#8220;` stands for; `None` for one that is not known.
pub(super) fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match &**reference {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_and_depth_are_told() {
        let read = |xml: &str| events(xml.as_bytes(), "EPUB", 3, |_| {}).map_err(|e| e.to_string());
        assert_eq!(read("<a><b/><b/></a>"), Ok(()));
        assert!(read("<a><b><c>\n<d/></c></b></a>").unwrap_err().starts_with("line 2: more than 3 elements"));
        assert!(read("<a><b></a>").unwrap_err().starts_with("damaged EPUB: byte "));
        assert_eq!(read("<a>").unwrap_err(), "damaged EPUB: it breaks off; get it again where it came from");
    }
}
