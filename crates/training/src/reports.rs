//! Trains the scorer of reports: which words report something in news, and what.
//!
//! First the score of words: a word is right where it is part of an annotated cue. Then the score of reports: the reports
//! that one word could make, and that it makes none, share a probability of one; right is the report that comes closest
//! to an annotated quotation with this cue, and none if there is no such quotation or none comes close. Both are
//! log-linear, trained with AdaGrad (Duchi, Hazan and Singer, JMLR 2011).

use crate::gold;
use crate::random::Random;
use inquit::Engine;
use inquit::lexicon::Lexicon;
use inquit::quotations::{
    self, CUE_SIZE, FeatureGroups, REPORT_SIZE, Scorer, Weights, candidates, cue_words,
};
use inquit::syntax::{self, Syntax};
use inquit_evaluation::{Annotated, Predicted, Scores, Tally};
use inquit_tokenizer::{Document, TextRange, TokenKind};

/// How often each score is trained; what is kept is the mean.
const ROUNDS: usize = 8;

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Passes over the groups.
    pub epochs: usize,
    /// Seed of their order.
    pub seed: u64,
    /// Step of AdaGrad.
    pub step: f32,
    /// Pull towards zero.
    pub decay: f32,
    /// Share of the features that are left out at each step, others each time.
    pub dropout: f32,
    /// Which features are seen.
    pub groups: FeatureGroups,
}

impl Default for Settings {
    /// Those of the built-in scorer.
    fn default() -> Self {
        Self { epochs: 8, seed: 1, step: 0.02, decay: 0.001, dropout: 0.15, groups: FeatureGroups::default() }
    }
}

/// Choices of which at most one is right; that none is right is a choice, too.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Hashes of the features of all of them.
    pub shared: Vec<u32>,
    /// Hashes of the further features of each choice.
    pub features: Vec<Vec<u32>>,
    /// What each should get of a probability of one; what they leave is that of none.
    pub target: Vec<f32>,
}

impl Group {
    /// Whether one of the choices is right.
    #[must_use]
    pub fn right(&self) -> bool {
        self.target.iter().any(|t| *t > 0.0)
    }
}

/// An annotated document, read by the first stages.
#[derive(Debug)]
pub struct Read {
    document: Document,
    syntax: Syntax,
    truth: Vec<Truth>,
}

impl Read {
    /// The reports that its words could make.
    pub(crate) fn candidates(&self, lexicon: &Lexicon, scorer: &Scorer) -> Vec<quotations::Group> {
        candidates(&self.document, &self.syntax, lexicon, scorer)
    }
}

/// An annotated quotation in bytes and words.
#[derive(Debug)]
struct Truth {
    direct: bool,
    cue: Vec<TextRange>,
    content: Vec<u32>,
    source: Vec<TextRange>,
}

/// The words of some ranges.
fn words(doc: &Document, ranges: &[TextRange]) -> Vec<u32> {
    let mut out = Vec::new();
    for r in ranges {
        out.extend(
            doc.tokens_in(*r)
                .iter()
                .filter(|t| matches!(doc.token(*t).kind, TokenKind::Word | TokenKind::Number))
                .map(|t| t.0),
        );
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Shared words over all words; both lists sorted.
fn jaccard(a: &[u32], b: &[u32]) -> f32 {
    let shared = a.iter().filter(|x| b.binary_search(x).is_ok()).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f32 / all as f32 }
}

/// Reads an annotated document.
#[must_use]
pub fn read(gold: &gold::Document, lexicon: &Lexicon) -> Read {
    let bytes: Vec<u32> =
        gold.text.char_indices().map(|(i, _)| i as u32).chain([gold.text.len() as u32]).collect();
    let document = inquit_tokenizer::tokenize(gold.text.clone());
    let syntax = syntax::analyse(&document).with_reporting(&document, lexicon);
    let ranges = |list: &[(u32, u32)]| -> Vec<TextRange> {
        list.iter()
            .filter_map(|(s, e)| Some(TextRange::new(*bytes.get(*s as usize)?, *bytes.get(*e as usize)?)))
            .collect()
    };
    let truth = gold
        .quotations
        .iter()
        .map(|q| Truth {
            direct: q.kind == "direct",
            cue: ranges(&q.cue),
            content: words(&document, &ranges(&q.content)),
            source: ranges(&q.source),
        })
        .collect();
    Read { document, syntax, truth }
}

/// The words of a document, each a group of its own.
#[must_use]
pub fn word_groups(read: &Read, lexicon: &Lexicon, scorer: &Scorer) -> Vec<Group> {
    let group = |word: quotations::CueWord| {
        let right = read.truth.iter().any(|t| t.cue.iter().any(|c| c.overlaps(word.range)));
        Group { shared: Vec::new(), features: vec![word.features], target: vec![f32::from(u8::from(right))] }
    };
    cue_words(&read.document, &read.syntax, lexicon, scorer).into_iter().map(group).collect()
}

/// The reports that each word of a document could make.
#[must_use]
pub fn report_groups(read: &Read, lexicon: &Lexicon, scorer: &Scorer) -> Vec<Group> {
    read.candidates(lexicon, scorer).into_iter().filter_map(|group| report_group(read, group)).collect()
}

/// How many annotated quotations a document has that are not direct, and how many of them a candidate comes close to.
#[must_use]
pub fn reach(read: &Read, lexicon: &Lexicon, scorer: &Scorer) -> (usize, usize) {
    let groups = candidates(&read.document, &read.syntax, lexicon, scorer);
    let contents: Vec<(TextRange, Vec<u32>)> =
        groups.iter().flat_map(|g| &g.reports).map(|c| (c.cue, words(&read.document, &c.content))).collect();
    let indirect = || read.truth.iter().filter(|t| !t.direct);
    let near = |t: &&Truth| {
        let own = contents.iter().filter(|c| t.cue.iter().any(|x| x.overlaps(c.0)));
        let best = own.map(|c| jaccard(&t.content, &c.1)).fold(0.0, f32::max);
        best >= CLOSE
    };
    (indirect().count(), indirect().filter(near).count())
}

/// How close a report must come, in shared words over all words, to be right.
const CLOSE: f32 = 0.5;

/// The group of some reports; nothing for the tags of words in marks, which other rules find.
fn report_group(read: &Read, group: quotations::Group) -> Option<Group> {
    Some(Group {
        target: targets(read, &group)?,
        shared: group.features,
        features: group.reports.into_iter().map(|r| r.features).collect(),
    })
}

/// What each report of a group should get of a probability of one; nothing for the tags of words in marks.
pub(crate) fn targets(read: &Read, group: &quotations::Group) -> Option<Vec<f32>> {
    let mut worth = Vec::with_capacity(group.reports.len());
    let mut tag = false;
    for report in &group.reports {
        let content = words(&read.document, &report.content);
        let mut best = 0f32;
        for t in read.truth.iter().filter(|t| t.cue.iter().any(|c| c.overlaps(report.cue))) {
            let near = jaccard(&t.content, &content);
            if near < CLOSE {
                tag |= t.direct;
                continue;
            }
            let source = match report.source {
                None => t.source.is_empty(),
                Some(s) => t.source.iter().any(|x| x.overlaps(s)),
            };
            best = best.max(near + f32::from(u8::from(near >= 0.999)) + 0.5 * f32::from(u8::from(source)));
        }
        worth.push(best);
    }
    let most = worth.iter().copied().fold(0.0, f32::max);
    if most == 0.0 && tag {
        return None;
    }
    let ties = worth.iter().filter(|w| **w >= most).count() as f32;
    Some(worth.iter().map(|w| if most > 0.0 && *w >= most { 1.0 / ties } else { 0.0 }).collect())
}

/// Weights that grow by AdaGrad.
struct Learner {
    weights: Vec<f32>,
    squares: Vec<f32>,
    bias: f32,
    bias_square: f32,
    settings: Settings,
}

impl Learner {
    fn sum(&self, features: &[u32]) -> f32 {
        features.iter().map(|f| self.weights[self.at(*f)]).sum()
    }

    fn at(&self, feature: u32) -> usize {
        feature as usize & (self.weights.len() - 1)
    }

    fn step(&mut self, features: &[u32], gradient: f32) {
        for f in features {
            let w = self.at(*f);
            let g = gradient + self.settings.decay * self.weights[w];
            self.squares[w] += g * g;
            self.weights[w] -= self.settings.step * g / self.squares[w].sqrt();
        }
    }

    fn step_bias(&mut self, gradient: f32) {
        self.bias_square += gradient * gradient;
        self.bias -= self.settings.step * gradient / self.bias_square.sqrt();
    }
}

/// The choices' share of a probability of one, that of none left out.
pub(crate) fn shares(scores: &[f32]) -> Vec<f32> {
    let largest = scores.iter().copied().fold(0.0, f32::max);
    let all = scores.iter().map(|s| (s - largest).exp()).sum::<f32>() + (-largest).exp();
    scores.iter().map(|s| (s - largest).exp() / all).collect()
}

/// Trains `size` weights, a power of two, on some groups; `report` is told the mean loss after each pass.
pub fn train(groups: &[Group], size: usize, settings: Settings, report: impl FnMut(usize, f32)) -> Weights {
    train_from((vec![0.0; size], 0.0), groups, settings, report)
}

/// The mean of what several rounds of training come to that differ in their seed: what one of them learns by chance, the
/// others do not (bagging without resampling; Breiman, Machine Learning 1996).
fn train_mean(
    groups: &[Group],
    size: usize,
    settings: Settings,
    mut report: impl FnMut(usize, usize, f32),
) -> Weights {
    let (mut mean, mut bias) = (vec![0.0; size], 0.0);
    let share = 1.0 / ROUNDS as f32;
    for round in 0..ROUNDS {
        let own = Settings { seed: settings.seed + round as u64, ..settings };
        let (weights, own_bias) =
            train(groups, size, own, |epoch, loss| report(round + 1, epoch, loss)).values();
        mean.iter_mut().zip(weights).for_each(|(mean, weight)| *mean += share * weight);
        bias += share * own_bias;
    }
    Weights::new(&mean, bias)
}

/// Trains on some groups, beginning with weights, as many as a power of two, and a bias that are there already.
pub fn train_from(
    (weights, bias): (Vec<f32>, f32),
    groups: &[Group],
    settings: Settings,
    mut report: impl FnMut(usize, f32),
) -> Weights {
    let squares = vec![1e-4; weights.len()];
    let mut learner = Learner { weights, squares, bias, bias_square: 1e-4, settings };
    let mut order: Vec<usize> = (0..groups.len()).collect();
    let mut random = Random::new(settings.seed);
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        let mut loss = 0f64;
        for &i in &order {
            let whole = &groups[i];
            let mut keep = |f: &Vec<u32>| -> Vec<u32> {
                f.iter().copied().filter(|_| random.unit() >= settings.dropout).collect()
            };
            let group = &Group {
                shared: keep(&whole.shared),
                features: whole.features.iter().map(&mut keep).collect(),
                target: whole.target.clone(),
            };
            let word = learner.sum(&group.shared) + learner.bias;
            let scores: Vec<f32> = group.features.iter().map(|f| word + learner.sum(f)).collect();
            let shares = shares(&scores);
            let none = 1.0 - shares.iter().sum::<f32>();
            let left = 1.0 - group.target.iter().sum::<f32>();
            loss -= f64::from(left * none.max(1e-6).ln());
            for ((features, target), share) in group.features.iter().zip(&group.target).zip(&shares) {
                loss -= f64::from(target * share.max(1e-6).ln());
                let gradient = share - target;
                if gradient.abs() > 1e-4 {
                    learner.step(features, gradient);
                }
            }
            let gradient = left - none;
            learner.step(&group.shared, gradient);
            learner.step_bias(gradient);
        }
        report(epoch + 1, (loss / groups.len().max(1) as f64) as f32);
    }
    let kept = 1.0 - settings.dropout;
    learner.weights.iter_mut().for_each(|w| *w *= kept);
    Weights::new(&learner.weights, learner.bias)
}

/// Trains a scorer on annotated documents; `say` is told how it goes.
pub fn scorer(train_on: &[Read], lexicon: &Lexicon, settings: Settings, mut say: impl FnMut(&str)) -> Scorer {
    let mut scorer = Scorer { groups: settings.groups, ..Scorer::default() };
    let words: Vec<Group> = train_on.iter().flat_map(|read| word_groups(read, lexicon, &scorer)).collect();
    say(&format!("{} words, {} of them report", words.len(), words.iter().filter(|g| g.right()).count()));
    scorer.cues = train_mean(&words, CUE_SIZE, Settings { epochs: 4, ..settings }, |round, epoch, loss| {
        say(&format!("words, round {round}, epoch {epoch}: loss {loss:.4}"));
    });
    drop(words);
    let groups: Vec<Group> = train_on.iter().flat_map(|read| report_groups(read, lexicon, &scorer)).collect();
    let right = groups.iter().filter(|g| g.right()).count();
    let reports: usize = groups.iter().map(|g| g.features.len()).sum();
    say(&format!("{} groups of {reports} reports, {right} with a right one", groups.len()));
    scorer.reports = train_mean(&groups, REPORT_SIZE, settings, |round, epoch, loss| {
        say(&format!("reports, round {round}, epoch {epoch}: loss {loss:.4}"));
    });
    scorer
}

/// The scores of an engine's answers on annotated documents.
///
/// # Errors
///
/// If a document's annotation lies outside its text.
pub fn score(engine: &Engine, documents: &[gold::Document]) -> anyhow::Result<Scores> {
    let annotated = Annotated::by(documents);
    let mut all = Tally::default();
    for d in documents {
        let answer = Predicted::from_attribution(&d.doc_id, &engine.attribute(d.text.as_str()));
        all.add(&inquit_evaluation::score(d, Some(&answer), annotated).map_err(anyhow::Error::msg)?.tally);
    }
    Ok(all.scores())
}
