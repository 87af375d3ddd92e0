//! The command-line tool `inquit`: arguments, files, exit codes. What is said by whom is found in the library.

mod args;
mod batch;
mod cast;
mod commands;
mod engine;
mod exit;
mod input;
mod output;
mod render;
mod stats;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    exit::code(commands::run(args::Args::parse()))
}
