//! What people need: JSON for programs, running text with its quotations marked for people.

mod text;
pub mod wire;

pub use anstyle::Style;
pub use inquit::tokenizer::OffsetUnit;
pub use text::{TextView, kind_name, speaker_name};
