//! What passes between the threads, and what the reading and the working ones do.

use super::names::Names;
use crate::args::{Input, Pieces};
use crate::input::{Found, in_words};
use inquit::{Attribution, Cast, Engine};
use inquit_formats::read::{Note, Section};
use inquit_formats::{Article, ReadError};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
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
    article: Result<Article, Failure>,
}

impl Task {
    /// The bytes that it holds at the gate.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// Why a document failed: the kind of reason, and all of it in words.
type Failure = (&'static str, String);

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

/// What reads.
pub(super) struct Reader<'a> {
    pub(super) input: &'a Input,
    pub(super) read: &'a Arc<AtomicU64>,
    /// Those before this one are done already.
    pub(super) first: u64,
}

impl Reader<'_> {
    /// Hands out all documents of all inputs, as long as they are taken.
    pub(super) fn run(self, sources: Vec<Found>, name_files: bool, mut take: impl FnMut(Task) -> bool) {
        let mut names = name_files.then(Names::default);
        let mut number = 0;
        let mut hand_out = |input: &Arc<str>, article: Result<Article, Failure>| {
            let file = match (&mut names, &article) {
                (Some(names), Ok(article)) => Some(names.assign(&article.id)),
                _ => None,
            };
            let bytes = article.as_ref().map_or(0, |a| a.text.len() as u64);
            let task = Task { number, input: input.clone(), bytes, file, article };
            number += 1;
            task.number < self.first || take(task)
        };
        for found in sources {
            let (name, documents) = match found {
                Ok(source) => (source.name.clone(), source.documents(self.input, self.read)),
                Err((name, e)) => (name, Err(std::io::Error::other(format!("{e:#}")))),
            };
            let name: Arc<str> = name.into();
            let more = match documents {
                Ok(mut documents) => loop {
                    match or_defect("reading it", || documents.next()) {
                        Ok(None) => break true,
                        Ok(Some(read)) => {
                            if !hand_out(&name, read.map_err(|e| failure(&e))) {
                                break false;
                            }
                        }
                        // In what state the reader is now, nobody knows: the next input.
                        Err(defect) => break hand_out(&name, Err(defect)),
                    }
                },
                Err(e) => hand_out(&name, Err(failure(&e.into()))),
            };
            if !more {
                return;
            }
        }
    }
}

/// What finds out who said what.
#[derive(Clone, Copy)]
pub(super) struct Worker<'a> {
    pub(super) engine: &'a Engine,
    pub(super) cast: Option<&'a Cast>,
    pub(super) pieces: Pieces,
}

impl Worker<'_> {
    /// Works until nothing comes any more, or nobody listens.
    pub(super) fn run(self, queue: &Queue, out: &Sender<Done>) {
        loop {
            let task = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(task) = task else { return };
            if out.send(self.one(task)).is_err() {
                return;
            }
        }
    }

    /// One document.
    pub(super) fn one(self, Task { number, input, bytes, file, article }: Task) -> Done {
        let work = match article {
            Ok(Article { id, text, notes, sections }) => {
                match or_defect(&format!("document {id:?}"), || self.attribute(text)) {
                    Ok(found) => Work::Answered { id, found: Box::new(found), notes, sections, file },
                    Err((reason, error)) => Work::Failed { reason, error },
                }
            }
            Err((reason, error)) => Work::Failed { reason, error },
        };
        Done { number, input, bytes, work }
    }

    fn attribute(self, text: String) -> Attribution {
        let found = crate::cast::attribute(self.engine, text, self.cast);
        if self.pieces == Pieces::Apart { found.apart() } else { found }
    }
}

fn failure(error: &ReadError) -> Failure {
    (error.reason(), in_words(error))
}

/// What `work` gives. If it panics, be it in a library, that is a defect of the program, and a failure of this document
/// alone.
fn or_defect<T>(what: &str, work: impl FnOnce() -> T) -> Result<T, Failure> {
    // Nothing that was half changed is looked at again: the document is dropped, and an input is left after it.
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let words = in_words_of(&*panic);
        ("defect", format!("a defect of inquit, please report it: {what} ended with {words:?}"))
    })
}

fn in_words_of(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure_of_one_document() {
        assert_eq!(or_defect("reading it", || 1), Ok(1));
        let number = 7;
        let (reason, error) = or_defect("document \"a\"", || -> u8 { panic!("no {number}") }).unwrap_err();
        assert_eq!(reason, "defect");
        assert_eq!(error, "a defect of inquit, please report it: document \"a\" ended with \"no 7\"");
        // As a build for release does it, too.
        assert!(!include_str!("../../../../Cargo.toml").lines().any(|l| l.starts_with("panic")));
    }
}
