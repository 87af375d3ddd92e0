//! How far a run came, beside its output, so that another can go on from there.

use super::output::Place;
use crate::args::Attribute;
use crate::input::Found;
use anyhow::{Context, bail};
use inquit_formats::write::Answer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

/// How far a run is. All of it holds at the same moment.
#[derive(Serialize, Deserialize, Clone, Default, Debug)]
pub(super) struct State {
    /// Tells this run from others.
    pub(super) run: String,
    /// Documents that are written, and those that were skipped.
    pub(super) items: u64,
    /// Bytes of the output.
    pub(super) bytes: u64,
    /// Bytes of the list of errors.
    pub(super) error_bytes: u64,
    pub(super) counts: Counts,
}

/// What there was so far.
#[derive(Serialize, Deserialize, Clone, Default, Debug)]
pub(super) struct Counts {
    pub(super) documents: u64,
    /// By reason.
    pub(super) skipped: BTreeMap<String, u64>,
    pub(super) quotations: u64,
    /// Those who say something, summed over the documents.
    pub(super) speakers: u64,
    /// Bytes of text.
    pub(super) bytes: u64,
}

impl Counts {
    pub(super) fn add(&mut self, answer: &Answer<'_>) {
        let mut speakers: Vec<_> = answer.quotations().filter_map(|(_, q)| q.speaker).collect();
        speakers.sort_unstable();
        speakers.dedup();
        self.documents += 1;
        self.quotations += answer.quotations().count() as u64;
        self.speakers += speakers.len() as u64;
        self.bytes += answer.found.document().text().len() as u64;
    }

    pub(super) fn skip(&mut self, reason: &str) {
        *self.skipped.entry(reason.to_owned()).or_default() += 1;
    }
}

/// Where the state is kept.
pub(super) struct Journal {
    path: PathBuf,
    place: Place,
}

/// What an earlier run left behind.
pub(super) enum Left {
    Nothing,
    Begun(State),
    /// All but the state itself is in place.
    Complete,
}

impl Journal {
    /// For a place that can be gone on with.
    pub(super) fn new(place: &Place) -> Option<Self> {
        Some(Self { path: place.journal()?, place: place.clone() })
    }

    /// What was left of the run of that name.
    ///
    /// # Errors
    ///
    /// If it was another run, or what it left is damaged.
    pub(super) fn load(&self, run: &str) -> anyhow::Result<Left> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Left::Nothing),
            Err(e) => return Err(e).context(format!("cannot read {}", self.path.display())),
        };
        let anew = format!("to start anew, remove {}", self.path.display());
        let Ok(state) = serde_json::from_str::<State>(&text) else {
            bail!("cannot resume: the state of the run is damaged; {anew}");
        };
        if state.run != run {
            bail!("cannot resume: the inputs or options are not those of the interrupted run; {anew}");
        }
        match &self.place {
            Place::File(out) if !self.place.part(out).exists() && out.exists() => {
                fs::remove_file(&self.path)?;
                Ok(Left::Complete)
            }
            _ => Ok(Left::Begun(state)),
        }
    }

    pub(super) fn save(&self, state: &State) -> anyhow::Result<()> {
        let new = super::output::with_suffix(&self.path, ".part");
        let text = serde_json::to_string(state)?;
        fs::write(&new, text)
            .and_then(|()| fs::rename(&new, &self.path))
            .with_context(|| format!("cannot write {}", self.path.display()))
    }

    pub(super) fn remove(&self) -> std::io::Result<()> {
        fs::remove_file(&self.path)
    }
}

/// A name for this run: another command line, other inputs or another version have another.
pub(super) fn fingerprint(args: &Attribute, sources: &[Found]) -> String {
    // All that decides what is written; not how fast, nor what is told of it.
    let mut all = format!(
        "{} {:?} {:?} {} {:?} {:?} {:?} {} {:?} {:?} {:?}\n",
        env!("CARGO_PKG_VERSION"),
        args.format,
        args.offsets,
        args.with_text,
        args.pieces,
        args.reading,
        args.cast.path,
        args.cast.open,
        args.speaker.as_ref().map(|r| r.as_str()),
        args.batch.errors,
        args.input.options(),
    );
    for path in args.cast.path.iter().chain(&args.reading.models) {
        all.push_str(&crate::input::stamp(path));
        all.push('\n');
    }
    for found in sources {
        all.push_str(&found.as_ref().map_or_else(|(name, _)| name.clone(), |s| s.stamp()));
        all.push('\n');
    }
    format!("{:016x}", hash(all.as_bytes()))
}

/// FNV-1a: the same on every machine and for every version.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01B3))
}
