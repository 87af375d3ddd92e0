//! What passes between the threads, and what the reading and the working ones do.

use super::gate::Gate;
use super::names::Names;
use crate::args::Input;
use crate::input::{Found, in_words};
use inquit::{Attribution, Cast, Engine};
use inquit_formats::read::{Note, Section};
use inquit_formats::{Article, ReadError};
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// A document or what came in place of one.
pub(super) struct Done {
    /// Counted from 0 over the whole run.
    pub(super) number: u64,
    /// The input it comes from.
    pub(super) input: Arc<str>,
    /// The bytes that it holds at the gate.
    pub(super) bytes: u64,
    pub(super) work: Work,
}

pub(super) enum Work {
    /// Boxed: it is large, and handed on.
    Answered {
        id: String,
        found: Box<Attribution>,
        notes: Vec<Note>,
        sections: Vec<Section>,
        /// What to call it in a folder.
        file: Option<String>,
    },
    Failed {
        reason: &'static str,
        error: String,
    },
}

/// A document that is still to be worked on, or one that failed already.
pub(super) struct Task {
    number: u64,
    input: Arc<str>,
    bytes: u64,
    file: Option<String>,
    article: Result<Article, (&'static str, String)>,
}

/// The end to put into, and the one to take from.
pub(super) struct Ends<S, Q> {
    pub(super) sender: S,
    pub(super) queue: Q,
}

/// Shared by all that take from it.
pub(super) type Queue = Arc<Mutex<Receiver<Task>>>;

/// From the reader to the jobs.
pub(super) type Tasks = Ends<Sender<Task>, Queue>;

/// From the jobs to the writer.
pub(super) type Answers = Ends<Sender<Done>, Receiver<Done>>;

/// From the reader to the jobs, and from there to the writer. The gate bounds what is in them.
pub(super) fn channels() -> (Tasks, Answers) {
    let (tasks, queue) = channel();
    let (sender, done) = channel();
    (Ends { sender: tasks, queue: Arc::new(Mutex::new(queue)) }, Ends { sender, queue: done })
}

/// The reading thread.
pub(super) struct Reader<'a> {
    pub(super) input: &'a Input,
    pub(super) gate: &'a Gate,
    pub(super) out: Sender<Task>,
    pub(super) read: &'a Arc<AtomicU64>,
    /// Those before this one are done already.
    pub(super) first: u64,
}

impl Reader<'_> {
    /// Hands out all documents of all inputs, until the gate closes.
    pub(super) fn run(self, sources: Vec<Found>, name_files: bool) {
        let mut names = name_files.then(Names::default);
        let mut number = 0;
        let mut hand_out = |input: &Arc<str>, article: Result<Article, ReadError>| {
            let file = match (&mut names, &article) {
                (Some(names), Ok(article)) => Some(names.assign(&article.id)),
                _ => None,
            };
            let bytes = article.as_ref().map_or(0, |a| a.text.len() as u64);
            let article = article.map_err(|e| (e.reason(), in_words(&e)));
            let task = Task { number, input: input.clone(), bytes, file, article };
            number += 1;
            task.number < self.first || self.gate.enter(bytes) && self.out.send(task).is_ok()
        };
        for found in sources {
            let (name, documents) = match found {
                Ok(source) => (source.name.clone(), source.documents(self.input, self.read)),
                Err((name, e)) => (name, Err(std::io::Error::other(format!("{e:#}")))),
            };
            let name: Arc<str> = name.into();
            let more = match documents {
                Ok(mut documents) => documents.all(|article| hand_out(&name, article)),
                Err(e) => hand_out(&name, Err(e.into())),
            };
            if !more {
                return;
            }
        }
    }
}

/// A working thread: until nothing comes any more, or nobody listens.
pub(super) fn attribute(queue: &Queue, out: &Sender<Done>, engine: &Engine, cast: Option<&Cast>) {
    loop {
        let task = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Task { number, input, bytes, file, article }) = task else { return };
        let work = match article {
            Ok(Article { id, text, notes, sections }) => {
                let found = crate::cast::attribute(engine, text, cast);
                Work::Answered { id, found: Box::new(found), notes, sections, file }
            }
            Err((reason, error)) => Work::Failed { reason, error },
        };
        if out.send(Done { number, input, bytes, work }).is_err() {
            return;
        }
    }
}
