//! E-books: their chapters in reading order as one text, with where each begins.

use super::archive::Archive;
use super::documents::{Item, Layer};
use super::{Article, ReadError, Section, decode, html, xml};
use quick_xml::events::Event;
use std::collections::HashMap;

/// Says where the package document is.
pub(super) const CONTAINER: &str = "META-INF/container.xml";

/// The book in an archive.
pub(super) fn document(archive: &mut Archive, layer: &Layer) -> Item {
    let depth = layer.options.limits.depth;
    let limit = layer.options.limits.document();
    let damaged = |problem: &str| ReadError::damaged("EPUB", problem);
    let container =
        archive.read(CONTAINER)?.ok_or_else(|| damaged("there is no META-INF/container.xml in it"))?;
    let package_path =
        root_file(&container, depth)?.ok_or_else(|| damaged("its container names no package"))?;
    let package =
        archive.read(&package_path)?.ok_or_else(|| damaged(&format!("there is no {package_path} in it")))?;
    let folder = package_path.rsplit_once('/').map_or("", |(folder, _)| folder);

    let mut text = String::new();
    let mut sections = vec![];
    let mut missing = vec![];
    for href in spine(&package, depth)? {
        let path = resolve(folder, &href);
        let Some(bytes) = archive.read(&path)? else {
            missing.push(path);
            continue;
        };
        let declared = html::declared(&bytes);
        let (chapter, _) = decode(bytes, layer.declared(declared)).map_err(|e| e.within(&path))?;
        let chapter =
            html::read(&chapter, html::Style::chapter(&layer.options)).map_err(|e| e.within(&path))?;
        if chapter.text.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        sections.push(Section { title: chapter.heading, start: text.len() });
        text.push_str(&chapter.text);
        if text.len() as u64 > limit {
            return Err(ReadError::TooLarge { limit });
        }
    }
    if let (true, Some(path)) = (text.is_empty(), missing.first()) {
        return Err(damaged(&format!("there is no {path} in it")));
    }
    let whole = text.len();
    let article = layer.article(text, vec![])?;
    // What Project Gutenberg put in front may be gone.
    let cut = article.notes.iter().find_map(|n| match n {
        super::Note::Gutenberg { before, .. } => Some(*before),
        _ => None,
    });
    Ok(Article { sections: moved(sections, cut.unwrap_or(0), article.text.len().min(whole)), ..article })
}

/// Sections of a text whose first bytes were cut off.
fn moved(sections: Vec<Section>, by: usize, len: usize) -> Vec<Section> {
    let mut out: Vec<Section> = vec![];
    for section in sections {
        match section.start.checked_sub(by) {
            Some(start) if start >= len => break,
            Some(start) => out.push(Section { start, ..section }),
            // The last one that begins before it reaches into it.
            None => out = vec![Section { start: 0, ..section }],
        }
    }
    out
}

fn root_file(container: &[u8], depth: usize) -> Result<Option<String>, ReadError> {
    let mut path = None;
    xml::events(container, "EPUB", depth, |event| {
        if let Event::Start(e) = event
            && e.local_name().as_ref() == b"rootfile"
            && path.is_none()
        {
            path = xml::attribute(&e, "full-path");
        }
    })?;
    Ok(path)
}

/// The files of the chapters in reading order; tables of contents and what is not read in line are left out.
fn spine(package: &[u8], depth: usize) -> Result<Vec<String>, ReadError> {
    let mut manifest: HashMap<String, String> = HashMap::new();
    let mut order = vec![];
    xml::events(package, "EPUB", depth, |event| {
        let Event::Start(e) = event else { return };
        match e.local_name().as_ref() {
            b"item" => {
                let page = xml::attribute(&e, "media-type").is_some_and(|t| t.contains("html"));
                let nav = xml::attribute(&e, "properties").is_some_and(|p| p.split(' ').any(|p| p == "nav"));
                if let (true, Some(id), Some(href)) =
                    (page && !nav, xml::attribute(&e, "id"), xml::attribute(&e, "href"))
                {
                    manifest.insert(id, href);
                }
            }
            b"itemref" if xml::attribute(&e, "linear").as_deref() != Some("no") => {
                order.extend(xml::attribute(&e, "idref"));
            }
            _ => {}
        }
    })?;
    Ok(order.iter().filter_map(|id| manifest.get(id).cloned()).collect())
}

/// The path of a link in the archive: relative to the package's folder, with `%20` and `..` resolved.
fn resolve(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let Some((&b, behind)) = rest.split_first() {
        let hex = behind.get(..2).and_then(|h| std::str::from_utf8(h).ok());
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) if b == b'%' => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(b);
                rest = behind;
            }
        }
    }
    let href = String::from_utf8_lossy(&bytes).into_owned();
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_resolved() {
        assert_eq!(resolve("OEBPS/text", "../c%201.xhtml#a"), "OEBPS/c 1.xhtml");
        assert_eq!(resolve("", "a%zz%4"), "a%zz%4");
        assert_eq!(resolve("a", "../../../b"), "b");
    }

    #[test]
    fn reading_order() {
        let package = b"<package><manifest><item id='b' href='b.xhtml' media-type='application/xhtml+xml'/>\
            <item id='a' href='a.xhtml' media-type='application/xhtml+xml'/><item id='n' href='n.xhtml' properties='nav' \
            media-type='application/xhtml+xml'/><item id='p' href='p.png' media-type='image/png'/></manifest>\
            <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='x'/><itemref idref='p'/>\
            <itemref idref='b' linear='yes'/><itemref idref='a' linear='no'/></spine></package>";
        assert_eq!(spine(package, 9).unwrap(), ["a.xhtml", "b.xhtml"]);
    }

    #[test]
    fn sections_move_with_the_text() {
        let at =
            |starts: &[usize]| starts.iter().map(|&start| Section { title: None, start }).collect::<Vec<_>>();
        assert_eq!(moved(at(&[0, 10, 50, 90]), 20, 60), at(&[0, 30]));
        assert_eq!(moved(at(&[0, 10]), 0, 60), at(&[0, 10]));
    }
}
