//! Who said what: direct, mixed and indirect quotations with their cue, source and speaker.
//!
//! ```
//! let engine = inquit::Engine::new();
//! let found = engine.attribute("“We won,” said Ann Lee.");
//! let q = &found.quotations()[0];
//! assert_eq!(found.text_of(q.source.unwrap()), "Ann Lee");
//! ```

mod attribution;
pub mod cast;
pub mod confidence;
mod dateline;
pub mod encoder;
mod engine;
mod evidence;
mod fnv;
pub mod lexicon;
mod linear;
mod memo;
pub mod mentions;
mod model_file;
mod named_weights;
mod pieces;
pub mod quotations;
mod register;
pub mod speakers;
pub mod syntax;

pub use attribution::{
    Attribution, Gender, NotSpeech, NotSpeechKind, Quotation, QuotationId, QuotationKind, Speaker, SpeakerId,
    SpeakerKind, TagKind,
};
pub use cast::{AliasConflict, Cast, CastError, CastMember};
pub use confidence::Confidences;
pub use engine::{Engine, NoEncoder, Tier};
pub use evidence::{Candidate, Evidence, RunnerUp};
pub use inquit_tokenizer as tokenizer;
pub use model_file::{LoadModelError, seal};
