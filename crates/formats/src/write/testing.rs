//! What the tests of the writers share.

use super::{Answer, Format, Options, to_bytes};
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;

/// A short article with a bit of everything.
pub(super) const MATCH: &str = "Harbour beats Hill\n\n“We won,” said Ann Lee, the captain. “It was close.”\n\nShe \
told reporters that nobody was hurt. Bob Hope, a fan & friend, called the “restored” ground \"a <disgrace>\".\n\n“Will \
you stay?” he asked her. “Yes.”\n";

/// Texts that are hard to write down.
pub(super) const TEXTS: &[&str] = &[
    "",
    " \n\n ",
    "Nothing happened.",
    MATCH,
    "“One,\r\ntwo,”\r\nsaid Ann\tLee. \"Three, \"\"four\"\",\" she said.\r\n",
    "“𝒜 🦊 & <b>,” said 𝔸nn Lee\u{0}\u{1b}[2J. “\u{FFFE}]]>,” said Bob O'Hara; he said that -> _ | * [x] \\ won.",
    "“First we met.\n\n“Then we spoke.\n\n“Then we left,” said Ann Lee. “Bob said, ‘No, “never”.’ So there.”",
    "ANN LEE: We won.\nBOB HOPE: You did.\n",
    "</script><script>alert(1)</script> “</script><!--,” said Ann \"-->\" Lee.",
];

/// A text in a format; the parts of a format of several files follow one another.
pub(super) fn written(format: Format, id: &str, text: &str) -> String {
    let found = inquit::Engine::new().attribute(text);
    String::from_utf8(to_bytes(format, Options::default(), &Answer::new(id, &found)).unwrap()).unwrap()
}

/// The character data of an XML file, the line break at its end left out.
pub(super) fn xml_text(xml: &str) -> String {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut depth = 0;
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(t) if depth > 0 => text.push_str(&t.decode().unwrap()),
            Event::GeneralRef(r) => match r.resolve_char_ref().unwrap() {
                Some(c) => text.push(c),
                None => text.push_str(resolve_xml_entity(&r.decode().unwrap()).unwrap()),
            },
            Event::Eof => return text,
            _ => {}
        }
    }
}
