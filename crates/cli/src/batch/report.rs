//! What is told on the way: progress, what could not be read, and a summary.

use super::journal::{Counts, State};
use super::output::is_stream;
use crate::args::{Batch, Progress};
use crate::input::Found;
use crate::output::complain;
use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// How often progress is told as JSON.
const EVERY: Duration = Duration::from_secs(1);

pub(super) struct Report {
    started: Instant,
    told: Instant,
    bar: Option<ProgressBar>,
    json: bool,
    summary: bool,
    /// Bytes read of the inputs.
    read: Arc<AtomicU64>,
    /// Bytes of all inputs; `None` if nobody knows.
    total: Option<u64>,
    /// What an interrupted run had done before this one.
    before: u64,
    errors: Option<(BufWriter<File>, PathBuf)>,
}

/// One line of `--progress json`.
#[derive(Serialize)]
struct Line<'a> {
    done: bool,
    documents: u64,
    skipped: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<&'a std::collections::BTreeMap<String, u64>>,
    quotations: u64,
    speakers: u64,
    text_bytes: u64,
    read_bytes: u64,
    total_bytes: Option<u64>,
    seconds: f64,
}

/// One line of `--errors`.
#[derive(Serialize)]
struct Failure<'a> {
    input: &'a str,
    reason: &'a str,
    error: &'a str,
}

impl Report {
    pub(super) fn open(
        batch: &Batch,
        sources: &[Found],
        read: Arc<AtomicU64>,
        state: &State,
    ) -> anyhow::Result<Self> {
        // What can't be opened adds nothing.
        let total = sources.iter().flatten().map(|s| s.size).sum::<Option<u64>>();
        let bar =
            batch.progress == Progress::Auto && io::stderr().is_terminal() && !io::stdout().is_terminal()
                || batch.progress == Progress::Auto && io::stderr().is_terminal() && batch.out.is_some();
        let errors = match &batch.errors {
            None => None,
            Some(path) => Some((
                errors_file(path, state).with_context(|| format!("cannot write {}", path.display()))?,
                path.clone(),
            )),
        };
        Ok(Self {
            started: Instant::now(),
            told: Instant::now(),
            bar: bar.then(|| progress_bar(total)),
            json: batch.progress == Progress::Json,
            summary: bar || batch.progress == Progress::Auto && batch.out.is_some(),
            read,
            total,
            before: state.counts.bytes,
            errors,
        })
    }

    /// Says something on standard error, above the bar.
    pub(super) fn say(&self, message: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| complain(message)),
            None => complain(message),
        }
    }

    /// Tells of a document that could not be read.
    pub(super) fn failed(&mut self, input: &str, reason: &str, error: &str) -> anyhow::Result<()> {
        self.say(&format!("{input}: {error}"));
        let Some((out, path)) = &mut self.errors else { return Ok(()) };
        serde_json::to_writer(&mut *out, &Failure { input, reason, error })
            .map_err(io::Error::from)
            .and_then(|()| out.write_all(b"\n"))
            .with_context(|| format!("cannot write {}", path.display()))
    }

    /// Tells how far it is, if it is time for that.
    pub(super) fn tick(&mut self, counts: &Counts) {
        if let Some(bar) = &self.bar {
            bar.set_position(self.read.load(Relaxed));
            bar.set_message(format!(
                "{}, {}, {}",
                number(counts.documents, "document"),
                number(counts.quotations, "quotation"),
                self.speed(counts)
            ));
        } else if self.json && self.told.elapsed() >= EVERY {
            self.told = Instant::now();
            self.line(counts, false);
        }
    }

    fn line(&self, counts: &Counts, done: bool) {
        let line = Line {
            done,
            documents: counts.documents,
            skipped: counts.skipped.values().sum(),
            reasons: done.then_some(&counts.skipped),
            quotations: counts.quotations,
            speakers: counts.speakers,
            text_bytes: counts.bytes,
            read_bytes: self.read.load(Relaxed),
            total_bytes: self.total,
            seconds: (self.started.elapsed().as_secs_f64() * 1000.0).round() / 1000.0,
        };
        if let Ok(line) = serde_json::to_string(&line) {
            complain(line);
        }
    }

    /// Text a second in this run.
    fn speed(&self, counts: &Counts) -> String {
        let bytes = counts.bytes.saturating_sub(self.before);
        let seconds = self.started.elapsed().as_secs_f64().max(0.001);
        format!("{:.1} MB/s", bytes as f64 / 1e6 / seconds)
    }

    /// Makes sure that the list of errors is on disk, and tells how long it is.
    pub(super) fn sync(&mut self) -> anyhow::Result<u64> {
        let Some((out, path)) = &mut self.errors else { return Ok(0) };
        let place = |out: &mut BufWriter<File>| {
            out.get_ref().sync_data()?;
            out.stream_position()
        };
        // A pipe has no place.
        out.flush()
            .and_then(|()| if is_stream(path) { Ok(0) } else { place(out) })
            .with_context(|| format!("cannot write {}", path.display()))
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// The summary.
    pub(super) fn finish(&mut self, counts: &Counts) -> anyhow::Result<()> {
        self.clear();
        self.sync()?;
        if self.json {
            self.line(counts, true);
        }
        if self.summary {
            let reasons: Vec<_> = counts.skipped.iter().map(|(reason, n)| format!("{n} {reason}")).collect();
            let skipped = counts.skipped.values().sum::<u64>();
            let reasons = if skipped == 0 { String::new() } else { format!(" ({})", reasons.join(", ")) };
            complain(format_args!(
                "inquit: {} read, {skipped} skipped{reasons}, {}, {}, {:.1} seconds, {}",
                number(counts.documents, "document"),
                number(counts.quotations, "quotation"),
                number(counts.speakers, "speaker"),
                self.started.elapsed().as_secs_f64(),
                self.speed(counts),
            ));
        }
        Ok(())
    }
}

/// The list of errors, as long as it was when the state was written down.
fn errors_file(path: &PathBuf, state: &State) -> io::Result<BufWriter<File>> {
    if is_stream(path) {
        return Ok(BufWriter::new(OpenOptions::new().write(true).open(path)?));
    }
    let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
    file.set_len(if state.items > 0 { state.error_bytes } else { 0 })?;
    file.seek(SeekFrom::End(0))?;
    Ok(BufWriter::new(file))
}

fn number(n: u64, of: &str) -> String {
    format!("{n} {of}{}", if n == 1 { "" } else { "s" })
}

fn progress_bar(total: Option<u64>) -> ProgressBar {
    let bar = match total {
        Some(total) => ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr()),
        None => ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()),
    };
    let template = if total.is_some() {
        "{wide_bar} {percent}% {msg}, {eta} left"
    } else {
        "{spinner} {msg}, {bytes} read in {elapsed}"
    };
    // The templates are ours; a wrong one would leave the usual bar.
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
