//! Trains the models and scores them against gold data.
//!
//! Training is seeded and single-threaded: the same corpora give the same model, byte for byte.

pub mod adapt;
pub mod addressees;
pub mod augment;
pub mod confidence;
pub mod conllu;
pub mod corpora;
pub mod deep;
pub mod encoder;
pub mod logistic;
pub mod parser;
pub mod perceptron;
pub mod raw;
pub mod reports;
pub mod speakers;
pub mod spoken;
pub mod subjects;
pub mod sure;
pub mod syntax;
pub mod tagger;

pub use inquit_evaluation::{gold, random};
