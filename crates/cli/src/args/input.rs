//! What to read and how: the same for every command that reads documents.

use super::size;
use clap::Args as ClapArgs;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use glob::Pattern;
use inquit_formats::read::{Encoding, Kind, Limits, Options};
use std::path::PathBuf;

impl Input {
    /// One path, with every option as it is by default.
    pub(crate) fn of(path: &std::path::Path) -> Self {
        #[derive(clap::Parser)]
        struct Alone {
            #[command(flatten)]
            input: Input,
        }
        <Alone as clap::Parser>::parse_from(["inquit".as_ref(), "--".as_ref(), path.as_os_str()]).input
    }
}

#[derive(ClapArgs, Debug)]
pub(crate) struct Input {
    /// Files, folders, patterns such as 'news/**/*.html', or - for standard input, which is also read without any
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// What the inputs are; found out by their content, else by their names
    #[arg(long, value_name = "KIND", value_parser = kinds(), help_heading = "Input")]
    pub(crate) input_format: Option<Kind>,
    /// The field or column with the text, in JSON lines and tables
    #[arg(long, value_name = "NAME", default_value = "text", help_heading = "Input")]
    pub(crate) text_field: String,
    /// The field or column with the id [default: doc_id, else id]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) id_field: Option<String>,
    /// The encoding of texts, such as latin1; found out where it is not UTF-8, and said
    #[arg(long, value_name = "NAME", value_parser = encoding, help_heading = "Input")]
    pub(crate) encoding: Option<&'static Encoding>,
    /// Keep all of a web page, and Project Gutenberg's notices
    #[arg(long, help_heading = "Input")]
    pub(crate) whole: bool,
    /// In folders, read what matches this pattern, whatever it is called; may be given again
    #[arg(long, value_name = "GLOB", value_parser = Pattern::new, help_heading = "Input")]
    pub(crate) include: Vec<Pattern>,
    /// In folders, leave out what matches this pattern; may be given again
    #[arg(long, value_name = "GLOB", value_parser = Pattern::new, help_heading = "Input")]
    pub(crate) exclude: Vec<Pattern>,
    /// The most bytes of one document
    #[arg(long, value_name = "SIZE", default_value = "64MB", value_parser = size, help_heading = "Limits")]
    pub(crate) max_document: u64,
    /// The most bytes that one packed file may unpack to
    #[arg(long, value_name = "SIZE", default_value = "100GB", value_parser = size, help_heading = "Limits")]
    pub(crate) max_unpacked: u64,
    /// How many times its size a packed file may unpack to, from 8 MB on
    #[arg(long, value_name = "N", default_value_t = Limits::default().ratio, help_heading = "Limits")]
    pub(crate) max_ratio: u64,
    /// The most elements inside one another in HTML and XML
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth, help_heading = "Limits")]
    pub(crate) max_depth: usize,
    /// The most files in one archive
    #[arg(long, value_name = "N", default_value_t = Limits::default().entries, help_heading = "Limits")]
    pub(crate) max_entries: usize,
}

impl Input {
    /// How to read them.
    pub(crate) fn options(&self) -> Options {
        Options {
            kind: self.input_format,
            encoding: self.encoding,
            text_field: self.text_field.clone(),
            id_field: self.id_field.clone(),
            whole: self.whole,
            limits: Limits {
                document: self.max_document,
                unpacked: self.max_unpacked,
                ratio: self.max_ratio,
                depth: self.max_depth,
                entries: self.max_entries,
            },
        }
    }
}

/// Every kind that can be named.
fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::NAMED.map(Kind::name))
        .map(|name| Kind::from_name(&name).unwrap_or(Kind::Text))
}

fn encoding(label: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        "no such encoding; the names are those of the web, such as latin1 or windows-1251".to_owned()
    })
}
