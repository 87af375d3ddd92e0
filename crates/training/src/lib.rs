//! Trains the models and scores them against gold data.
//!
//! Training is seeded, and threads share the work in one way only: the same corpora give the same model, byte for byte, on
//! the same kind of processor.

pub mod adapt;
pub mod addressees;
pub mod augment;
pub mod confidence;
pub mod conllu;
pub mod corpora;
pub mod deep;
pub mod encoder;
pub mod logistic;
pub mod names;
pub mod parser;
pub mod perceptron;
pub mod raw;
pub mod reports;
mod shares;
pub mod speakers;
pub mod spoken;
pub mod subjects;
pub mod sure;
pub mod syntax;
pub mod tagger;
pub mod teacher;

pub use inquit_evaluation::{gold, random};
