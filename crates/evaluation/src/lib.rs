//! Scores answers against gold quotations, and how far their confidence can be trusted.
//!
//! [`gold`] reads what people annotated, [`predicted`] what the program answered, [`score()`] holds one against the other,
//! document by document, and [`report`] sums it up for people and programs.
//!
//! ```
//! use inquit_evaluation::{Annotated, Predicted, gold, score};
//!
//! let text = "“We won,” said Ann Lee.";
//! let quotation = gold::Quotation { kind: "direct".into(), content: vec![(0, 9)], ..Default::default() };
//! let doc = gold::Document { text: text.into(), quotations: vec![quotation], ..Default::default() };
//! let answer = Predicted::from_attribution("match", &inquit::Engine::new().attribute(text));
//! let scored = score(&doc, Some(&answer), Annotated::by(&[doc.clone()]))?;
//! assert_eq!(scored.tally.scores().get("overlap.f1"), Some(1.0));
//! # Ok::<(), String>(())
//! ```

pub mod bootstrap;
pub mod calibration;
pub mod changes;
pub mod gold;
pub mod names;
pub mod pairing;
pub mod predicted;
pub mod random;
pub mod report;
mod score;
mod tally;
mod words;

pub use predicted::Predicted;
pub use report::Report;
pub use score::{Annotated, Case, Mistake, Scored, score};
pub use tally::{Count, KINDS, Score, Scores, TAGS, Tally};
pub use words::{Words, jaccard, merge, shared};
