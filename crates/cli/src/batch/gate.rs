//! How many documents may be on their way at once: few, and of large ones fewer.

use std::sync::{Condvar, Mutex, PoisonError};

/// Documents on their way for each job: one at work, and enough to wait that no job has to.
const DOCUMENTS: usize = 4;

/// Bytes of text on their way for each job, if more than one document is. An answer takes many times as much memory.
const BYTES: u64 = 1 << 20;

/// Lets documents in and counts those inside.
pub(super) struct Gate {
    inside: Mutex<Inside>,
    changed: Condvar,
    documents: usize,
    bytes: u64,
}

#[derive(Default)]
struct Inside {
    documents: usize,
    bytes: u64,
    closed: bool,
}

impl Gate {
    pub(super) fn new(jobs: usize) -> Self {
        Self {
            inside: Mutex::default(),
            changed: Condvar::new(),
            documents: jobs.saturating_mul(DOCUMENTS),
            bytes: BYTES.saturating_mul(jobs as u64),
        }
    }

    /// Waits until a document of so many bytes may come in; false if none may any more. One may always, if it is alone.
    pub(super) fn enter(&self, bytes: u64) -> bool {
        let inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |i: &mut Inside| {
            let fits = i.documents < self.documents && i.bytes.saturating_add(bytes) <= self.bytes;
            !i.closed && i.documents > 0 && !fits
        };
        let mut inside = self.changed.wait_while(inside, full).unwrap_or_else(PoisonError::into_inner);
        if inside.closed {
            return false;
        }
        inside.documents += 1;
        inside.bytes += bytes;
        true
    }

    /// A document of so many bytes is written.
    pub(super) fn leave(&self, bytes: u64) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.documents = inside.documents.saturating_sub(1);
        inside.bytes = inside.bytes.saturating_sub(bytes);
        self.changed.notify_all();
    }

    /// Lets nobody in any more.
    pub(super) fn close(&self) {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_document_waits_until_it_is_alone() {
        let gate = Gate::new(1);
        assert!(gate.enter(10));
        std::thread::scope(|scope| {
            let large = scope.spawn(|| gate.enter(u64::MAX));
            gate.leave(10);
            assert!(large.join().unwrap());
        });
    }

    #[test]
    fn a_closed_gate_sends_those_who_wait_away() {
        let gate = Gate::new(1);
        assert!((0..DOCUMENTS).all(|_| gate.enter(1)));
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| gate.enter(1));
            gate.close();
            assert!(!waits.join().unwrap());
        });
    }
}
