//! Readers for what people have, writers for what people need.
//!
//! ```
//! use inquit_formats::{Documents, read::Hint, write};
//!
//! let file = "“We won,” said Ann Lee.".as_bytes();
//! let engine = inquit::Engine::new();
//! for article in Documents::new(file, Hint::from_path("match.txt".as_ref())) {
//!     let article = article?;
//!     let found = engine.attribute(article.text);
//!     let mut line = Vec::new();
//!     write::wire::Document::new(&article.id, &found, Default::default()).write_line(&mut line)?;
//!     assert!(line.starts_with(br#"{"schema":1,"id":"match""#));
//! }
//! # Ok::<(), inquit_formats::ReadError>(())
//! ```
//!
//! Reading decides by content first and by the file's name second: [`read`]. Writing knows the output contract
//! ([`write::wire`]) and a view for people ([`write::TextView`]).

pub mod read;
pub mod tiles;
pub mod write;

pub use read::{Article, Documents, Note, ReadError};
pub use tiles::{Tile, TileKind, tiles};
