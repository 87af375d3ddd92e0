//! Trains the models.
