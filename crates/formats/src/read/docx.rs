//! Documents of Word: the paragraphs of the main text, without what was deleted, headers, footers and notes.

use super::archive::Archive;
use super::documents::{Item, Layer};
use super::{ReadError, xml};
use quick_xml::events::Event;

/// Where the main text stands.
pub(super) const MAIN: &str = "word/document.xml";

/// The document in an archive.
pub(super) fn document(archive: &mut Archive, layer: &Layer) -> Item {
    let Some(main) = archive.read(MAIN)? else {
        let problem = format!("there is no {MAIN} in it");
        return Err(ReadError::Damaged { what: "DOCX", problem });
    };
    layer.article(text(&main, layer.options.limits.depth)?, vec![])
}

fn text(xml: &[u8], depth: usize) -> Result<String, ReadError> {
    let mut out = String::new();
    // Within a run's text; within something left out.
    let (mut words, mut left_out) = (false, 0_usize);
    xml::events(xml, "DOCX", depth, |event| match event {
        Event::Start(e) => match e.local_name().as_ref() {
            // Deleted; the other version of a drawing; the codes of fields.
            b"del" | b"moveFrom" | b"Fallback" | b"instrText" => left_out += 1,
            _ if left_out > 0 => {}
            b"t" => words = true,
            b"tab" if !out.ends_with('\n') && !out.is_empty() => out.push('\t'),
            b"br" | b"cr" => out.push('\n'),
            b"noBreakHyphen" => out.push('-'),
            _ => {}
        },
        Event::End(e) => match e.local_name().as_ref() {
            b"del" | b"moveFrom" | b"Fallback" | b"instrText" => left_out = left_out.saturating_sub(1),
            b"t" => words = false,
            b"p" if left_out == 0 => {
                out.truncate(out.trim_end_matches([' ', '\t']).len());
                if !out.is_empty() && !out.ends_with("\n\n") {
                    out.push_str(if out.ends_with('\n') { "\n" } else { "\n\n" });
                }
            }
            _ => {}
        },
        Event::Text(t) if words && left_out == 0 => out.push_str(&String::from_utf8_lossy(&t)),
        Event::CData(t) if words && left_out == 0 => out.push_str(&String::from_utf8_lossy(&t)),
        Event::GeneralRef(r) if words && left_out == 0 => {
            out.push(xml::character(&r).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        _ => {}
    })?;
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_runs_and_changes() {
        let xml = "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>\
            <w:r><w:t>“We won</w:t></w:r><w:del><w:r><w:delText>!</w:delText><w:t>x</w:t></w:r></w:del>\
            <w:ins><w:r><w:t xml:space='preserve'>,” said &amp; </w:t></w:r></w:ins><w:r><w:t>Ann&#8217;s.</w:t></w:r></w:p><w:p/>\
            <w:p><w:r><w:instrText>PAGE</w:instrText><w:t>A</w:t><w:br/><w:t>B</w:t></w:r></w:p></w:body></w:document>";
        assert_eq!(text(xml.as_bytes(), 256).unwrap(), "“We won,” said & Ann’s.\n\nA\nB\n");
        assert_eq!(text(b"<w:document/>", 256).unwrap(), "");
    }
}
