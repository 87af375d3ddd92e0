//! How a run ends: 0 all was read, 1 something was skipped, 2 could not run.

use std::io;
use std::process::ExitCode;

/// What a command comes back with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    /// Every document was read.
    Complete,
    /// Some document was skipped; standard error says which.
    Skipped,
}

/// The exit code of a run. Tells on standard error why it could not run; a reader that went away is no failure.
pub(crate) fn code(result: anyhow::Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::Skipped) => ExitCode::from(1),
        Err(e) if is_broken_pipe(&e) => ExitCode::SUCCESS,
        Err(e) => {
            // All other files are named by those who read or write them.
            let own = e.downcast_ref::<io::Error>().is_some_and(|e| e.raw_os_error().is_some());
            let bare = own && e.chain().count() == 1;
            let place = if bare { "cannot write to standard output: " } else { "" };
            crate::output::complain(format_args!("inquit: {place}{e:#}"));
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn a_broken_pipe_is_found_under_its_context() {
        let error =
            Err::<(), _>(io::Error::from(io::ErrorKind::BrokenPipe)).context("cannot write").unwrap_err();
        assert!(is_broken_pipe(&error));
        assert!(!is_broken_pipe(&anyhow::anyhow!("broken pipe")));
    }
}
