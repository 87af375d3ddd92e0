//! Standard output and standard error: the only places that print.

use anstream::ColorChoice;
use std::fmt::Display;
use std::io::{self, BufWriter, StdoutLock, Write};

/// Columns where no terminal tells.
const WIDTH: usize = 100;

/// Standard output with a buffer. Dropped unflushed, it loses nothing, but errors go unseen: flush it.
pub(crate) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Whether standard output is to have colours. `NO_COLOR` and its kin are honoured.
pub(crate) fn colour() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// The columns of standard output.
pub(crate) fn width() -> usize {
    match terminal_size::terminal_size_of(io::stdout()) {
        // Long lines are hard to read, however wide the window.
        Some((terminal_size::Width(w), _)) => usize::from(w).clamp(20, 120),
        None => WIDTH,
    }
}

/// Says something on standard error. If that is closed, nobody wants to hear it.
pub(crate) fn complain(message: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}
