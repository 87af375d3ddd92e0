//! How texts are read: options of every command that runs the engine.

use clap::Args as ClapArgs;
use std::path::PathBuf;

#[derive(ClapArgs, Debug, Default)]
pub(crate) struct Reading {
    /// Leave out the model that was learnt from news; the word lists alone decide what reports
    #[arg(long)]
    pub(crate) rules_only: bool,
    /// How much is spent on a text: `light` weighs features, `deep` lets an encoder read every paragraph that may report
    /// something (better on news, some thirty times slower), `auto` lets it read news alone
    #[arg(long, value_enum, default_value_t, value_name = "TIER", conflicts_with = "rules_only")]
    pub(crate) tier: Tier,
    /// A model to use instead of the built-in one: of syntax, of what reports, or an encoder. May be given for each
    #[arg(long = "model", value_name = "FILE")]
    pub(crate) models: Vec<PathBuf>,
    /// Leave the speaker open where the likeliest one is right with less than this probability, 0 to 1; by default
    /// where a wrong name is likelier than a right one
    #[arg(long, value_name = "P", value_parser = probability)]
    pub(crate) min_confidence: Option<f32>,
}

/// See [`inquit::Tier`].
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Tier {
    #[default]
    Light,
    Deep,
    Auto,
}

impl From<Tier> for inquit::Tier {
    fn from(tier: Tier) -> Self {
        match tier {
            Tier::Light => Self::Light,
            Tier::Deep => Self::Deep,
            Tier::Auto => Self::Auto,
        }
    }
}

fn probability(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("a probability is a number from 0 to 1, such as 0.8".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::probability;

    #[test]
    fn probabilities_lie_between_0_and_1() {
        assert_eq!(probability("0.8"), Ok(0.8));
        for bad in ["80", "-0.1", "NaN", "high", ""] {
            assert!(probability(bad).is_err(), "{bad}");
        }
    }
}
