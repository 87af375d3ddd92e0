//! Counts over results: who says how much.
//!
//! [`Results`] reads what `inquit attribute` wrote as JSON, [`Table`] counts it, [`render`] shows the table.

mod count;
mod render;
mod results;

pub(crate) use count::Table;
pub(crate) use render::render;
pub(crate) use results::Results;
