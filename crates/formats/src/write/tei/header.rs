//! The header of a TEI file: what it is, what made it, and who speaks.

use super::super::xml::Xml;
use super::super::{Answer, names, wire};
use inquit::{Gender, Speaker, SpeakerId, SpeakerKind, TagKind};
use std::io::{self, Write};

const TAGS: [(TagKind, &str); 4] = [
    (TagKind::Explicit, "A reporting clause names the speaker."),
    (TagKind::Anaphoric, "A reporting clause has a pronoun or a noun phrase for the speaker."),
    (TagKind::Implicit, "There is no reporting clause; the speaker follows from the scene."),
    (TagKind::None, "Nobody in the text says it."),
];

/// The whole header.
pub(super) fn write(xml: &mut Xml<impl Write>, answer: &Answer<'_>) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    xml.open("teiHeader", &[])?;
    xml.line()?;
    xml.open("fileDesc", &[])?;
    xml.open("titleStmt", &[])?;
    xml.element("title", &[], answer.id)?;
    xml.close("titleStmt")?;
    xml.open("publicationStmt", &[])?;
    xml.element("p", &[], "Annotated by a program, unpublished.")?;
    xml.close("publicationStmt")?;
    xml.open("sourceDesc", &[])?;
    xml.element("p", &[], "The text was read from a file; line breaks between paragraphs are not kept.")?;
    xml.close("sourceDesc")?;
    xml.close("fileDesc")?;
    xml.line()?;
    xml.open("encodingDesc", &[])?;
    xml.open("appInfo", &[])?;
    xml.open("application", &[("ident", "inquit"), ("version", version)])?;
    xml.element("label", &[], "inquit")?;
    xml.close("application")?;
    xml.close("appInfo")?;
    xml.line()?;
    xml.open("classDecl", &[])?;
    xml.open("taxonomy", &[])?;
    for (tag, about) in TAGS {
        xml.open("category", &[("xml:id", names::tag_name(tag))])?;
        xml.element("catDesc", &[], about)?;
        xml.close("category")?;
    }
    xml.close("taxonomy")?;
    xml.close("classDecl")?;
    xml.close("encodingDesc")?;
    xml.line()?;
    speakers(xml, answer)?;
    xml.close("teiHeader")?;
    xml.line()
}

/// Persons, groups and bodies. A list must not be empty.
fn speakers(xml: &mut Xml<impl Write>, answer: &Answer<'_>) -> io::Result<()> {
    let mut all = listed(answer, |kind| kind != SpeakerKind::Document).peekable();
    if all.peek().is_none() {
        return Ok(());
    }
    xml.open("profileDesc", &[])?;
    xml.open("particDesc", &[])?;
    xml.open("listPerson", &[])?;
    xml.line()?;
    for (id, s) in all {
        speaker(xml, id, s)?;
        xml.line()?;
    }
    xml.close("listPerson")?;
    xml.close("particDesc")?;
    xml.close("profileDesc")?;
    xml.line()
}

fn speaker(xml: &mut Xml<impl Write>, id: SpeakerId, s: &Speaker) -> io::Result<()> {
    let id = wire::speaker_id(id);
    let members: Vec<_> = s.members.iter().map(|&m| format!("#{}", wire::speaker_id(m))).collect();
    let members = members.join(" ");
    let mut attributes = vec![("xml:id", &*id)];
    let (name, inner) = match s.kind {
        SpeakerKind::Person => ("person", "persName"),
        SpeakerKind::Group => ("personGrp", "persName"),
        SpeakerKind::Organisation | SpeakerKind::Document => ("org", "orgName"),
    };
    if !members.is_empty() {
        attributes.push(("corresp", &members));
    }
    if s.kind == SpeakerKind::Person {
        match s.gender {
            Gender::Male => attributes.push(("sex", "M")),
            Gender::Female => attributes.push(("sex", "F")),
            Gender::Unknown => {}
        }
    }
    xml.open(name, &attributes)?;
    xml.element(inner, &[], &s.name)?;
    if s.kind == SpeakerKind::Person {
        for role in &s.roles {
            xml.element("occupation", &[], role)?;
        }
    }
    xml.close(name)
}

/// Reports, letters and signs that speak, behind the text.
pub(super) fn documents(xml: &mut Xml<impl Write>, answer: &Answer<'_>) -> io::Result<()> {
    let mut all = listed(answer, |kind| kind == SpeakerKind::Document).peekable();
    if all.peek().is_none() {
        return Ok(());
    }
    xml.open("back", &[])?;
    xml.open("div", &[("type", "speakers")])?;
    xml.open("listBibl", &[])?;
    xml.line()?;
    for (id, s) in all {
        xml.open("bibl", &[("xml:id", &wire::speaker_id(id))])?;
        xml.element("title", &[], &s.name)?;
        xml.close("bibl")?;
        xml.line()?;
    }
    xml.close("listBibl")?;
    xml.close("div")?;
    xml.close("back")?;
    xml.line()
}

fn listed<'a>(
    answer: &Answer<'a>,
    keep: impl Fn(SpeakerKind) -> bool,
) -> impl Iterator<Item = (SpeakerId, &'a Speaker)> {
    (0..).map(SpeakerId).zip(answer.found.speakers()).filter(move |(_, s)| keep(s.kind))
}
