//! The formats there are, and what each of them is made of.

#[cfg(feature = "parquet")]
use super::parquet;
use super::{
    Answer, Writer, booknlp, brat, csv, html, json, jsonld, script, ssml, tei, text, web_annotation, webanno,
};
use inquit::tokenizer::OffsetUnit;

/// What an answer is written as.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Format {
    /// Running text with each quotation marked, for people.
    Text,
    /// An indented JSON object a document.
    Json,
    /// A JSON object a line, a line a document.
    Jsonl,
    /// A table with a row a quotation, commas between the fields.
    Csv,
    /// The same with tabs.
    Tsv,
    /// The same in columns, with lists.
    #[cfg(feature = "parquet")]
    Parquet,
    /// TEI P5: `said` with `who`, and the speakers in the header.
    Tei,
    /// The text and standoff annotations for brat.
    Brat,
    /// WebAnno TSV 3.3, as INCEpTION reads it.
    WebAnno,
    /// A page of the W3C Web Annotation data model a document.
    WebAnnotation,
    /// A graph of schema.org's `Quotation` a document.
    JsonLd,
    /// The tables that readers of BookNLP know.
    BookNlp,
    /// Who reads what: the text in lines by voice, as JSON.
    Script,
    /// SSML 1.1 with a voice for each speaker.
    Ssml,
    /// One page to look at, without anything from elsewhere.
    Html,
}

/// What a user may choose about how answers are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// The unit of offsets.
    pub offsets: OffsetUnit,
    /// Columns of a line for people.
    pub width: usize,
    /// Whether to use the colours of a terminal.
    pub colour: bool,
    /// Whether to write the text that offsets count in, where the format leaves it out otherwise.
    pub text: bool,
}

impl Default for Options {
    /// Code points, 100 columns, no colour, no text.
    fn default() -> Self {
        Self { offsets: OffsetUnit::Chars, width: 100, colour: false, text: false }
    }
}

/// One of the files that a format is made of.
pub struct Part {
    /// How its name ends, without the dot; unique within the format.
    pub extension: &'static str,
    /// Fills it.
    pub writer: Box<dyn Writer>,
}

impl Format {
    /// All formats in the order in which help lists them.
    pub const ALL: &'static [Self] = &[
        Self::Text,
        Self::Json,
        Self::Jsonl,
        Self::Csv,
        Self::Tsv,
        #[cfg(feature = "parquet")]
        Self::Parquet,
        Self::Tei,
        Self::Brat,
        Self::WebAnno,
        Self::WebAnnotation,
        Self::JsonLd,
        Self::BookNlp,
        Self::Script,
        Self::Ssml,
        Self::Html,
    ];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
            Self::Tei => "tei",
            Self::Brat => "brat",
            Self::WebAnno => "webanno",
            Self::WebAnnotation => "web-annotation",
            Self::JsonLd => "jsonld",
            Self::BookNlp => "booknlp",
            Self::Script => "script",
            Self::Ssml => "ssml",
            Self::Html => "html",
        }
    }

    /// What it is, in a line of help.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Text => "Running text with each quotation marked, for people",
            Self::Json => "An indented JSON object a document",
            Self::Jsonl => "A JSON object a line, a line a document",
            Self::Csv => "A table with a row a quotation",
            Self::Tsv => "The same with tabs between the fields",
            #[cfg(feature = "parquet")]
            Self::Parquet => "The same table as Parquet, with lists of spans and mentions",
            Self::Tei => "TEI P5, a file a document",
            Self::Brat => "The text and brat's standoff annotations, two files a document",
            Self::WebAnno => "WebAnno TSV 3.3 for INCEpTION, a file a document",
            Self::WebAnnotation => "A W3C Web Annotation page (JSON-LD) a document",
            Self::JsonLd => "schema.org Quotation (JSON-LD), a graph a document",
            Self::BookNlp => "BookNLP's .tokens, .entities and .quotes, three files a document",
            Self::Script => "The text in lines by voice, as JSON",
            Self::Ssml => "SSML 1.1, a voice a speaker, a file a document",
            Self::Html => "A page to look at in a browser, a file a document",
        }
    }

    /// The format of that name.
    ///
    /// ```
    /// use inquit_formats::write::Format;
    /// assert_eq!(Format::from_name("jsonl"), Some(Format::Jsonl));
    /// assert_eq!(Format::from_name("pdf"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.name() == name)
    }

    /// The files it is made of: most formats have one; those with several need a folder to write to.
    #[must_use]
    pub fn parts(self, options: Options) -> Vec<Part> {
        let part = |extension, writer| Part { extension, writer };
        match self {
            Self::Text => vec![part("txt", Box::new(text::TextWriter::new(options)))],
            Self::Json => vec![part("json", Box::new(json::Indented::new(options)))],
            Self::Jsonl => vec![part("jsonl", Box::new(json::Lines::new(options)))],
            Self::Csv => vec![part("csv", Box::new(csv::Table::comma(options)))],
            Self::Tsv => vec![part("tsv", Box::new(csv::Table::tab(options)))],
            #[cfg(feature = "parquet")]
            Self::Parquet => vec![part("parquet", Box::new(parquet::Table::new(options)))],
            Self::Tei => vec![part("tei.xml", Box::new(tei::Tei::new(options)))],
            Self::Brat => vec![
                part("txt", Box::new(brat::Text::new(options))),
                part("ann", Box::new(brat::Annotations::new(options))),
            ],
            Self::WebAnno => vec![part("tsv", Box::new(webanno::Tokens::new(options)))],
            Self::WebAnnotation => vec![part("jsonld", Box::new(web_annotation::Pages::new(options)))],
            Self::JsonLd => vec![part("jsonld", Box::new(jsonld::Graphs::new(options)))],
            Self::BookNlp => vec![
                part("tokens", Box::new(booknlp::Tokens::new(options))),
                part("entities", Box::new(booknlp::Entities::new(options))),
                part("quotes", Box::new(booknlp::Quotes::new(options))),
            ],
            Self::Script => vec![part("json", Box::new(script::Scripts::new(options)))],
            Self::Ssml => vec![part("ssml", Box::new(ssml::Speech::new(options)))],
            Self::Html => vec![part("html", Box::new(html::Page::new(options)))],
        }
    }
}

/// The answer for one document in one format, as bytes: for formats made of one file.
///
/// # Errors
///
/// Those of the writer.
pub fn to_bytes(format: Format, options: Options, answer: &Answer<'_>) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    for mut part in format.parts(options) {
        part.writer.begin(&mut out)?;
        part.writer.document(&mut out, answer)?;
        part.writer.end(&mut out)?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_writes_pieces_by_themselves() {
        let engine = inquit::Engine::new();
        let xml = [Format::Tei, Format::Ssml];
        for text in crate::write::testing::TEXTS {
            let found = engine.attribute(*text).apart();
            for &f in Format::ALL {
                let bytes = to_bytes(f, Options::default(), &Answer::new("x", &found)).unwrap();
                if xml.contains(&f) {
                    crate::write::testing::xml_text(std::str::from_utf8(&bytes).unwrap());
                }
            }
        }
    }

    #[test]
    fn names_are_unique_and_found_again() {
        for &f in Format::ALL {
            assert_eq!(Format::from_name(f.name()), Some(f));
            assert!(!f.parts(Options::default()).is_empty());
        }
    }
}
