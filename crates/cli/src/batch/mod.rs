//! Many documents side by side, written in the order of the input.
//!
//! One thread reads, `jobs` threads find who said what, and this one writes: [`work`] passes documents between them. A single
//! job does all of that in this thread.
//! [`gate`] keeps few of them in memory, whatever the size of the input. [`output`] knows files and folders, [`journal`]
//! what an interrupted run had done, [`report`] tells of progress and of what could not be read.

mod gate;
mod journal;
mod names;
mod output;
mod report;
mod work;

use crate::args::{Attribute, OnError};
use crate::exit::Outcome;
use crate::input::{self, Found};
use anyhow::{Context, bail};
use inquit_formats::write::{Answer, Options};
use journal::{Journal, State};
use output::{Output, Place};
use report::Report;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};
use work::{Done, Work};

/// How often the state of a run is written down.
const CHECKPOINT: Duration = Duration::from_secs(1);

/// Reads, attributes and writes all documents of a command line.
pub(crate) fn run(args: &Attribute) -> anyhow::Result<Outcome> {
    let options = Options {
        offsets: args.offsets.into(),
        width: crate::output::width(),
        colour: args.batch.out.is_none() && crate::output::colour(),
        text: args.with_text,
    };
    let sources = input::sources(&args.input);
    let place = args.batch.out.as_deref().map(|out| Place::of(out, args.format, options));
    let journal = place.as_ref().and_then(Journal::new);
    let resumable = place.as_ref().is_some_and(|p| p.can_resume(args.format, options));
    let run = journal::fingerprint(args, &sources);
    let left = match &journal {
        Some(journal) if args.batch.resume => journal.load(&run)?,
        _ => journal::Left::Nothing,
    };
    let state = match left {
        journal::Left::Begun(state) if resumable => state,
        journal::Left::Begun(_) => {
            crate::output::complain(format_args!(
                "inquit: a file of {} can't be gone on with, and is begun anew; a folder can: end --out in /",
                args.format.name()
            ));
            State::default()
        }
        journal::Left::Nothing => State::default(),
        journal::Left::Complete => {
            crate::output::complain("inquit: the run was complete; nothing is left to do");
            return Ok(Outcome::Complete);
        }
    };
    let state = State { run, ..state };
    let inputs = output::Inputs::of(&sources);
    if let Some(errors) = &args.batch.errors {
        inputs.spare(errors)?;
    }
    let output = Output::open(place.as_ref(), args.format, options, inputs, &state)?;
    if let Some(journal) = &journal {
        journal.save(&state)?;
    }
    let read = Arc::new(AtomicU64::new(0));
    let report = Report::open(&args.batch, &sources, read.clone(), &state)?;
    let jobs = args.batch.jobs.or_else(|| std::thread::available_parallelism().ok());
    let jobs = jobs.map_or(1, NonZeroUsize::get);
    let mut writing = Writing {
        args,
        output,
        report,
        journal,
        resumable,
        state,
        later: BTreeMap::new(),
        saved: Instant::now(),
    };
    let result = all(args, sources, jobs, &read, &mut writing);
    writing.end(result)
}

/// Passes the documents from the input to the output.
fn all(
    args: &Attribute,
    sources: Vec<Found>,
    jobs: usize,
    read: &Arc<AtomicU64>,
    writing: &mut Writing<'_>,
) -> anyhow::Result<()> {
    let engine = crate::engine::load(&args.reading)?;
    let cast = crate::cast::load(&args.cast)?;
    let worker = work::Worker { engine: &engine, cast: cast.as_ref(), pieces: args.pieces };
    let reader = work::Reader { input: &args.input, read, first: writing.state.items };
    let names = writing.output.wants_names();
    if jobs == 1 {
        // Nothing waits for another thread then.
        let mut result = Ok(());
        reader.run(sources, names, |task| {
            result = writing.next(worker.one(task));
            result.is_ok()
        });
        return result;
    }
    let gate = gate::Gate::new(jobs);
    std::thread::scope(|scope| {
        let (work, done) = work::channels();
        let (gate, sender) = (&gate, work.sender);
        scope.spawn(move || {
            reader.run(sources, names, |task| gate.enter(task.bytes()) && sender.send(task).is_ok());
        });
        for _ in 0..jobs {
            let (queue, out) = (work.queue.clone(), done.sender.clone());
            scope.spawn(move || worker.run(&queue, &out));
        }
        // Else the end would never come.
        drop(done.sender);
        drop(work.queue);
        let result = writing.all(&done.queue, gate);
        // After an error the others have to stop, too.
        gate.close();
        result
    })
}

/// What the writing thread has.
struct Writing<'a> {
    args: &'a Attribute,
    output: Output,
    report: Report,
    journal: Option<Journal>,
    /// Whether the run can be gone on with if it ends early.
    resumable: bool,
    state: State,
    /// What came before its turn.
    later: BTreeMap<u64, Done>,
    saved: Instant,
}

impl Writing<'_> {
    fn all(&mut self, queue: &std::sync::mpsc::Receiver<Done>, gate: &gate::Gate) -> anyhow::Result<()> {
        while let Ok(done) = queue.recv() {
            self.later.insert(done.number, done);
            while let Some(done) = self.later.remove(&self.state.items) {
                let bytes = done.bytes;
                self.one(done)?;
                gate.leave(bytes);
            }
            self.written()?;
        }
        Ok(())
    }

    /// Writes what comes in the order of the input.
    fn next(&mut self, done: Done) -> anyhow::Result<()> {
        self.one(done)?;
        self.written()
    }

    /// Some are written.
    fn written(&mut self) -> anyhow::Result<()> {
        // A reader at the other end sees each document as soon as it is done.
        self.output.flush()?;
        self.report.tick(&self.state.counts);
        if self.saved.elapsed() > CHECKPOINT {
            self.checkpoint()?;
        }
        Ok(())
    }

    /// Writes the next document, which counts as done then.
    fn one(&mut self, done: Done) -> anyhow::Result<()> {
        self.write(done)?;
        self.state.items += 1;
        Ok(())
    }

    fn write(&mut self, done: Done) -> anyhow::Result<()> {
        match done.work {
            Work::Answered { id, found, notes, sections, file } => {
                for note in notes {
                    // Where both go to one terminal, they come in the order of the input.
                    self.output.flush()?;
                    self.report.say(&format!("{}: note: {note}", done.input));
                }
                let mut answer = Answer::new(&id, &found).with_sections(&sections);
                if let Some(wanted) = &self.args.speaker {
                    answer =
                        answer.only(|q| q.speaker.is_some_and(|s| wanted.is_match(&found.speaker(s).name)));
                }
                self.state.counts.add(&answer);
                self.output.document(file.as_deref(), &answer)
            }
            Work::Failed { reason, error } => {
                if self.args.batch.on_error == OnError::Stop {
                    bail!("{}: {error}; stopped there, as --on-error stop says", done.input);
                }
                self.state.counts.skip(reason);
                self.output.flush()?;
                self.report.failed(&done.input, reason, &error)
            }
        }
    }

    /// Writes down how far it is.
    fn checkpoint(&mut self) -> anyhow::Result<()> {
        self.saved = Instant::now();
        let Some(journal) = &self.journal else { return Ok(()) };
        self.state.bytes = self.output.sync()?;
        self.state.error_bytes = self.report.sync()?;
        journal.save(&self.state)
    }

    /// Gives the output its name, if all went well.
    fn end(mut self, result: anyhow::Result<()>) -> anyhow::Result<Outcome> {
        if let Err(e) = result {
            self.report.clear();
            if !self.resumable {
                if let Some(journal) = &self.journal {
                    // Of no use to anybody. If it can't be removed, the first error matters more.
                    self.output.discard();
                    let _ = journal.remove();
                }
                return Err(e);
            }
            // What was done is not lost. If that can't be written down either, the first error matters more.
            let _ = self.checkpoint();
            return Err(anyhow::anyhow!(
                "{e:#}; not complete, the same command with --resume goes on from there"
            ));
        }
        self.checkpoint()?;
        self.output.finish()?;
        if let Some(journal) = &self.journal {
            journal.remove().context("cannot remove the state of the run")?;
        }
        self.report.finish(&self.state.counts)?;
        Ok(if self.state.counts.skipped.is_empty() { Outcome::Complete } else { Outcome::Skipped })
    }
}
