//! What people need: JSON for programs, running text with its quotations marked for people.
//!
//! A [`Format`] is made of [`Part`]s, one for each file it needs; each has a [`Writer`], which gets [`Answer`]s one after
//! the other. A new format is a file here with its writer and a line for each question that [`Format`] answers.
//!
//! ```
//! use inquit_formats::write::{Answer, Format, Options, to_bytes};
//! let found = inquit::Engine::new().attribute("“We won,” said Ann Lee.");
//! let line = to_bytes(Format::Jsonl, Options::default(), &Answer::new("match", &found))?;
//! assert!(line.starts_with(br#"{"schema":1,"id":"match""#));
//! # Ok::<(), std::io::Error>(())
//! ```

mod booknlp;
mod brat;
mod csv;
mod format;
mod html;
mod iri;
mod json;
mod jsonld;
mod names;
mod nest;
#[cfg(feature = "parquet")]
mod parquet;
mod script;
mod speech;
mod ssml;
mod table;
mod tei;
#[cfg(test)]
mod testing;
mod text;
mod web_annotation;
mod webanno;
pub mod wire;
mod writer;
mod xml;

pub use anstyle::Style;
pub use format::{Format, Options, Part, to_bytes};
pub use inquit::tokenizer::OffsetUnit;
pub use names::{gender_name, kind_name, not_speech_name, tag_name, type_name};
pub use text::{TextView, speaker_name};
pub use writer::{Answer, Writer};
