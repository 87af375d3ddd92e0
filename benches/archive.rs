//! Times a run of the program over many documents on one core and on two, and how much memory it takes; see README.md.
//!
//! The documents are generated news, a JSON line each, in a file under `target`; or, with `--stream`, much larger lines that
//! go through a pipe and lie nowhere. The program is the release build.

use inquit_benches::{Genre, News};
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    let tool = target.join("release/inquit");
    if !tool.exists() {
        return Err("build the program first: cargo build --release".into());
    }
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => cores(&target, &tool, 100_000),
        ["--documents", n] => cores(&target, &tool, n.parse()?),
        ["--stream"] => stream(&tool, 5_000_000_000),
        ["--stream", bytes] => stream(&tool, bytes.parse()?),
        _ => Err("usage: [--documents N | --stream [BYTES]]".into()),
    }
}

/// The most memory that a run may take, in megabytes, however long its input.
const MEMORY: f64 = 300.0;

/// The same documents on one core and on two.
fn cores(target: &Path, tool: &Path, count: usize) -> Outcome<()> {
    let input = target.join("tmp/archive.jsonl");
    let bytes = generate(&input, count)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{count} documents, {:.0} MB of JSON lines\n", bytes as f64 / 1e6)?;
    let pinned = Command::new("taskset").arg("--version").output().is_ok();
    if !pinned {
        writeln!(out, "No taskset here: one job may use a second core to read and write.\n")?;
    }
    writeln!(out, "| cores | seconds | MB/s | core seconds | peak memory |\n|---:|---:|---:|---:|---:|")?;
    let mut runs = vec![];
    for jobs in [1, 2] {
        let run = run(tool, &input, jobs, pinned)?;
        writeln!(
            out,
            "| {jobs} | {:.1} | {:.2} | {:.1} | {:.0} MB |",
            run.used.seconds,
            bytes as f64 / 1e6 / run.used.seconds,
            run.used.core_seconds,
            run.used.peak
        )?;
        runs.push(run);
    }
    if let [one, two] = runs.as_slice() {
        writeln!(out, "\nTwo cores are {:.2} times as fast as one.", one.used.seconds / two.used.seconds)?;
        if fs::read(&one.output)? != fs::read(&two.output)? {
            return Err("one and two cores write different bytes".into());
        }
    }
    let peak = runs.iter().map(|r| r.used.peak).fold(0.0, f64::max);
    for run in runs {
        fs::remove_file(run.output)?;
    }
    fs::remove_file(input)?;
    bounded(peak)
}

fn bounded(peak: f64) -> Outcome<()> {
    if peak > MEMORY { Err(format!("{peak:.0} MB of memory, {MEMORY:.0} may be").into()) } else { Ok(()) }
}

/// Lines as crawlers write them: a short text beside much that nobody reads, now and then a long text. Through a pipe.
fn stream(tool: &Path, bytes: u64) -> Outcome<()> {
    const MARKUP: usize = 250_000;
    const SHORT: usize = 600;
    let started = Instant::now();
    let mut child = Command::new(tool)
        .args(["attribute", "--format", "jsonl", "--progress", "none"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()?;
    let mut news = News::new(Genre::News)?;
    let markup = "<div class='x'>&nbsp;</div>".repeat(MARKUP / 27);
    let (mut written, mut documents) = (0, 0_u64);
    {
        let mut pipe = BufWriter::with_capacity(1 << 16, child.stdin.take().ok_or("no pipe")?);
        while written < bytes {
            let length = if documents % 2000 == 1999 { SHORT * 125 } else { SHORT };
            let text = news.document(length);
            let page = serde_json::json!({ "html": markup, "id": documents, "raw": markup, "text": text });
            let line = serde_json::to_vec(&page)?;
            pipe.write_all(&line)?;
            pipe.write_all(b"\n")?;
            written += line.len() as u64 + 1;
            documents += 1;
        }
        pipe.flush()?;
    }
    let used = watch(child, started)?;
    writeln!(
        io::stdout().lock(),
        "{:.2} GB in {documents} lines through a pipe: {:.1} seconds, {:.0} MB/s, peak memory {:.0} MB",
        written as f64 / 1e9,
        used.seconds,
        written as f64 / 1e6 / used.seconds,
        used.peak
    )?;
    bounded(used.peak)
}

/// Writes so many documents, and tells how many bytes.
fn generate(path: &Path, count: usize) -> Outcome<u64> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut out = BufWriter::new(File::create(path)?);
    for (i, text) in News::new(Genre::News)?.take(count).enumerate() {
        serde_json::to_writer(&mut out, &serde_json::json!({ "id": format!("news-{i}"), "text": text }))?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(fs::metadata(path)?.len())
}

/// What a run took.
struct Used {
    seconds: f64,
    /// Of the processor, by all threads.
    core_seconds: f64,
    /// Megabytes.
    peak: f64,
}

struct Run {
    used: Used,
    output: PathBuf,
}

/// With so many jobs on as many cores. One job is kept on one core where that can be done: the threads that read and
/// write would else run on others.
fn run(tool: &Path, input: &Path, jobs: usize, pinned: bool) -> Outcome<Run> {
    let output = input.with_extension(format!("{jobs}.out"));
    let started = Instant::now();
    let mut command = if pinned {
        let mut command = Command::new("taskset");
        command.args(["--cpu-list", &format!("0-{}", jobs.saturating_sub(1))]).arg(tool);
        command
    } else {
        Command::new(tool)
    };
    let child = command
        .args(["attribute", "--format", "jsonl", "--progress", "none", "--jobs", &jobs.to_string(), "--out"])
        .args([&output, input])
        .stderr(Stdio::inherit())
        .spawn()?;
    Ok(Run { used: watch(child, started)?, output })
}

/// Waits for the program, and looks at it while it runs.
fn watch(mut child: Child, started: Instant) -> Outcome<Used> {
    let (mut peak, mut core_seconds) = (0.0_f64, 0.0_f64);
    loop {
        // Linux tells; on other systems the columns stay 0.
        let proc = PathBuf::from(format!("/proc/{}", child.id()));
        peak = fs::read_to_string(proc.join("status")).ok().and_then(|s| memory(&s)).unwrap_or(0.0).max(peak);
        let used = fs::read_to_string(proc.join("stat")).ok().and_then(|s| ticks(&s)).unwrap_or(0.0);
        core_seconds = core_seconds.max(used / 100.0);
        if let Some(status) = child.try_wait()? {
            let seconds = started.elapsed().as_secs_f64();
            return if status.success() {
                Ok(Used { seconds, core_seconds, peak })
            } else {
                Err(format!("the program ended with {status}").into())
            };
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The most memory so far, in megabytes.
fn memory(status: &str) -> Option<f64> {
    let kilobytes = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    Some(kilobytes.trim().strip_suffix(" kB")?.parse::<f64>().ok()? / 1000.0)
}

/// Hundredths of a second that it has used so far, its own and the system's.
fn ticks(stat: &str) -> Option<f64> {
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?)
}
