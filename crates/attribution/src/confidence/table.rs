//! What the signals are worth: a text file with a weight for each and the steps that mend the result.
//!
//! ```text
//! # anything
//! speaker-story weight 0.8123 lead, untagged
//! speaker-story step 0.4000 0.3521
//! ```

use crate::confidence::signals::Signals;
use std::sync::LazyLock;

/// The models of a table, in the order of the file.
pub const MODELS: [&str; 8] = [
    "quotation-news",
    "quotation-deep",
    "quotation-story",
    "source-news",
    "source-deep",
    "speaker-news",
    "speaker-deep",
    "speaker-story",
];

/// What the signals are worth, by model.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Table {
    models: [Model; MODELS.len()],
}

#[derive(Clone, PartialEq, Debug, Default)]
struct Model {
    /// In the order in which signals are listed.
    weights: Vec<(String, f32)>,
    /// What a probability really is, in order of the probability; between two, a straight line.
    steps: Vec<(f32, f32)>,
}

/// A line of a table that makes no sense.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct TableError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, and what is expected.
    pub problem: &'static str,
}

static ENGLISH: LazyLock<Table> =
    LazyLock::new(|| Table::parse(include_str!("../../../../models/confidence-en.txt")).unwrap_or_default());

impl Table {
    /// The table for English that is part of the program.
    #[must_use]
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// Reads a table.
    ///
    /// # Errors
    ///
    /// If a line is neither a comment nor a weight nor a step of a known model.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let mut table = Self::default();
        for (i, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let bad = |problem| TableError { line: i + 1, problem };
            let mut parts = line.splitn(4, ' ');
            let name = parts.next().unwrap_or_default();
            let model = MODELS.iter().position(|m| *m == name).and_then(|m| table.models.get_mut(m));
            let model = model.ok_or(bad("begins with no known model"))?;
            let what = parts.next();
            let number = |text: &str| text.parse::<f32>().ok().filter(|n| n.is_finite());
            let first = parts.next().and_then(number).ok_or(bad("a number has to follow"))?;
            let rest = parts.next().unwrap_or_default();
            match what {
                Some("weight") if !rest.is_empty() => model.weights.push((rest.to_owned(), first)),
                Some("step") => {
                    let to = number(rest).ok_or(bad("a step has two numbers"))?;
                    if model.steps.last().is_some_and(|s| s.0 >= first || s.1 > to) {
                        return Err(bad("steps have to rise"));
                    }
                    model.steps.push((first, to));
                }
                _ => return Err(bad("has to be `MODEL weight NUMBER SIGNAL` or `MODEL step NUMBER NUMBER`")),
            }
        }
        Ok(table)
    }

    /// The probability that a model gives for some signals: 0 to 1.
    #[must_use]
    pub fn estimate(&self, model: &str, signals: &[(&'static str, f32)]) -> f32 {
        self.model(model).map_or(0.5, |model| {
            let known = model.weights.iter().zip(signals).filter(|(w, s)| w.0 == s.0);
            model.estimate(known.map(|(w, s)| w.1 * s.1).sum())
        })
    }

    /// The same for signals that the table [fits](Table::fits): no name needs to be compared.
    pub(super) fn estimate_in_order(&self, model: &str, signals: &[(&'static str, f32)]) -> f32 {
        self.model(model).map_or(0.5, |model| {
            model.estimate(model.weights.iter().zip(signals).map(|(w, s)| w.1 * s.1).sum())
        })
    }

    fn model(&self, name: &str) -> Option<&Model> {
        MODELS.iter().position(|m| *m == name).and_then(|m| self.models.get(m))
    }

    /// Whether the table has a weight for each of the signals, in their order.
    #[must_use]
    pub fn fits(&self, signals: &Signals) -> bool {
        MODELS.iter().zip(&self.models).all(|(name, model)| {
            let list = if name.starts_with("speaker") { &signals.speaker } else { &signals.found };
            model.weights.len() == list.len() && model.weights.iter().zip(list).all(|(w, s)| w.0 == s.0)
        })
    }
}

impl Model {
    /// The probability that the sum of the weighed signals stands for.
    fn estimate(&self, sum: f32) -> f32 {
        self.mend(1.0 / (1.0 + (-sum).exp()))
    }

    fn mend(&self, p: f32) -> f32 {
        let after = self.steps.partition_point(|s| s.0 < p);
        let before = after.checked_sub(1).and_then(|i| self.steps.get(i));
        match (before, self.steps.get(after)) {
            (None, None) => p,
            (Some(a), None) => a.1,
            (None, Some(b)) => b.1,
            (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (p - a.0) / (b.0 - a.0).max(f32::MIN_POSITIVE),
        }
        .clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_summed_and_steps_mend() {
        let table =
            Table::parse("# made up\nspeaker-news weight 1.0 one\nspeaker-news weight -1.0 far off\n")
                .unwrap();
        let p = |far| table.estimate("speaker-news", &[("one", 1.0), ("far off", far)]);
        assert!((p(1.0) - 0.5).abs() < 1e-6 && p(0.0) > 0.7);
        let table = Table::parse("speaker-news step 0.4 0.2\nspeaker-news step 0.6 0.4\n").unwrap();
        assert!((table.estimate("speaker-news", &[]) - 0.3).abs() < 1e-6);
    }

    #[test]
    fn signals_in_order_need_no_names() {
        let found = crate::Engine::new().uncalibrated().attribute("“We won,” said Ann Lee.");
        let signals = &crate::confidence::signals(&found)[0].speaker;
        let table = Table::english();
        let (by_name, in_order) =
            (table.estimate("speaker-news", signals), table.estimate_in_order("speaker-news", signals));
        assert_eq!(by_name.to_bits(), in_order.to_bits());
    }

    #[test]
    fn nonsense_is_told_with_its_line() {
        for bad in [
            "speaker weight 1 one",
            "speaker-news weight x one",
            "speaker-news step 0.1",
            "speaker-news jump 1 2",
        ] {
            let error = Table::parse(&format!("\n{bad}")).unwrap_err();
            assert_eq!(error.line, 2, "{bad}");
        }
        assert!(Table::parse("speaker-news step 0.5 0.5\nspeaker-news step 0.4 0.6").is_err());
    }

    #[test]
    fn the_built_in_table_fits_the_signals() {
        assert_ne!(*Table::english(), Table::default());
        let found = crate::Engine::new().uncalibrated().attribute("“We won,” said Ann Lee.");
        assert!(
            Table::english().fits(&crate::confidence::signals(&found)[0]),
            "fit it again: see models/README.md"
        );
    }
}
