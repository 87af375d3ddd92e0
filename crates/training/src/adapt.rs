//! Carries a scorer of reports over to texts of another kind: a few corrected documents are learnt on top of what the
//! scorer knows.

use crate::reports::{self, Group, Settings};
use inquit::lexicon::Lexicon;
use inquit::quotations::{FeatureGroups, Scorer};
use inquit_evaluation::gold;

/// How a few documents are learnt: often, and from what is known instead of from nothing.
pub const SETTINGS: Settings =
    Settings { epochs: 12, seed: 1, step: 0.02, decay: 0.0, dropout: 0.0, groups: FeatureGroups::EVERY };

/// What was learnt.
#[derive(Clone, Debug)]
pub struct Adapted {
    /// The scorer.
    pub scorer: Scorer,
    /// How many words that may report it learnt from.
    pub findings: usize,
    /// How many of them report something that is annotated.
    pub right: usize,
}

/// Learns some annotated documents on top of a scorer. The same documents, in the same order, give the same scorer.
#[must_use]
pub fn adapt(base: &Scorer, documents: &[gold::Document], settings: Settings) -> Adapted {
    let lexicon = Lexicon::english();
    let groups: Vec<Group> = documents
        .iter()
        .flat_map(|d| reports::report_groups(&reports::read(d, &lexicon), &lexicon, base))
        .collect();
    let right = groups.iter().filter(|g| g.right()).count();
    let mut scorer = base.clone();
    if !groups.is_empty() {
        scorer.reports = reports::train_from(base.reports.values(), &groups, settings, |_, _| {});
    }
    Adapted { scorer, findings: groups.len(), right }
}

#[cfg(test)]
mod tests {
    use super::*;
    use inquit_evaluation::{Annotated, Predicted, score};

    fn documents(name: &str) -> Vec<gold::Document> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/adapting.in");
        gold::read(&std::path::Path::new(folder).join(name)).unwrap()
    }

    fn overlap(scorer: &Scorer, documents: &[gold::Document]) -> f64 {
        let engine = inquit::Engine::new().with_scorer(scorer.clone());
        let mut all = inquit_evaluation::Tally::default();
        for d in documents {
            let answer = Predicted::from_attribution(&d.doc_id, &engine.attribute(d.text.as_str()));
            all.add(&score(d, Some(&answer), Annotated::by(documents)).unwrap().tally);
        }
        all.scores().get("overlap.f1").unwrap()
    }

    #[test]
    fn ten_documents_help_on_ten_others() {
        let (mine, others) = (documents("bees.jsonl"), documents("boats.jsonl"));
        let adapted = adapt(Scorer::english(), &mine, SETTINGS);
        let (before, after) = (overlap(Scorer::english(), &others), overlap(&adapted.scorer, &others));
        assert!(after > before + 0.05, "{before} before, {after} after");
    }

    #[test]
    fn the_same_documents_give_the_same_bytes() {
        let mine = documents("bees.jsonl");
        let bytes = || adapt(Scorer::english(), &mine, SETTINGS).scorer.to_bytes();
        assert!(bytes() == bytes());
    }

    #[test]
    fn nothing_learnt_changes_nothing() {
        let same = adapt(Scorer::english(), &[], SETTINGS).scorer;
        assert!(same.to_bytes() == Scorer::english().to_bytes());
    }
}
