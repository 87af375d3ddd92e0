//! What holds for every answer in every format: a tool of somebody else can read it.

use inquit::Attribution;
use inquit_formats::write::{Answer, Format, Options};
use quick_xml::events::Event;
use std::io;

/// Writes an answer, and one to the same text once more, in every format; says what does not hold.
///
/// # Errors
///
/// The first thing that does not hold, in words.
pub fn check(id: &str, found: &Attribution, options: Options) -> Result<(), String> {
    let answer = Answer::new(id, found);
    for &format in Format::ALL {
        let tell = |e: String| format!("{}: {e}", format.name());
        let write = || parts(format, options, &answer).map_err(|e| tell(e.to_string()));
        let files = write()?;
        if files != write()? {
            return Err(tell("two answers".to_owned()));
        }
        for (extension, bytes) in &files {
            reads(format, bytes, &answer).map_err(|e| tell(format!(".{extension}: {e}")))?;
        }
    }
    Ok(())
}

/// The files of a format, each with how its name ends.
fn parts(format: Format, options: Options, answer: &Answer<'_>) -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    let write = |mut part: inquit_formats::write::Part| {
        let mut out = Vec::new();
        part.writer.begin(&mut out)?;
        part.writer.document(&mut out, answer)?;
        part.writer.end(&mut out)?;
        Ok((part.extension, out))
    };
    format.parts(options).into_iter().map(write).collect()
}

/// Whether a reader of the format takes the bytes.
fn reads(format: Format, bytes: &[u8], answer: &Answer<'_>) -> Result<(), String> {
    let rows = answer.quotations().count();
    match format {
        Format::Parquet => {
            let whole = bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1");
            return if whole { Ok(()) } else { Err("no whole file".to_owned()) };
        }
        Format::Json | Format::Jsonl | Format::WebAnnotation | Format::JsonLd | Format::Script => {
            json(bytes)?
        }
        Format::Csv => table(bytes, b',', rows)?,
        Format::Tsv => table(bytes, b'\t', rows)?,
        Format::Tei | Format::Ssml => xml(bytes)?,
        _ => {}
    }
    std::str::from_utf8(bytes).map(|_| ()).map_err(|e| e.to_string())
}

fn json(bytes: &[u8]) -> Result<(), String> {
    let values = serde_json::Deserializer::from_slice(bytes).into_iter::<serde_json::Value>();
    match values.collect::<Result<Vec<_>, _>>() {
        Ok(values) if values.is_empty() => Err("no value".to_owned()),
        Ok(_) => Ok(()),
        Err(e) => Err(e.to_string()),
    }
}

/// Rows of as many fields as the first, one for each quotation.
fn table(bytes: &[u8], delimiter: u8, rows: usize) -> Result<(), String> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
    let found = reader.records().collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?.len();
    if found == rows { Ok(()) } else { Err(format!("{found} rows for {rows} quotations")) }
}

/// Well formed, with one root.
fn xml(bytes: &[u8]) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let (mut depth, mut roots) = (0usize, 0usize);
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Start(e) => {
                roots += usize::from(depth == 0);
                depth += 1;
                e.attributes().find_map(Result::err).map_or(Ok(()), |e| Err(e.to_string()))?;
            }
            Event::Empty(e) => e.attributes().find_map(Result::err).map_or(Ok(()), |e| Err(e.to_string()))?,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => break,
            _ => {}
        }
    }
    // Characters that no XML may hold.
    let text = String::from_utf8_lossy(bytes);
    let allowed = |c: char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    match text.chars().find(|c| !allowed(*c)) {
        Some(c) => Err(format!("{c:?} in XML")),
        None if depth == 0 && roots == 1 => Ok(()),
        None => Err(format!("{roots} roots, {depth} elements open")),
    }
}
