#!/usr/bin/env python3
"""Counts the instructions that the release binary runs, which no busy machine changes.

    cargo build --release
    python3 benches/instructions.py            compares with results/instructions.json, fails above 3 %
    python3 benches/instructions.py --write    writes it anew, so that the change shows in review

Needs valgrind. Counts are those of one compiler on one kind of machine: the file names both. Standard library only.
"""
import json, os, pathlib, platform, re, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
BINARY = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "inquit"
KEPT = HERE / "results" / "instructions.json"
LIMIT = 0.03  # of what was kept


def count(path):
    """Instructions of a run over one file, one thread."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", BINARY, "attribute", "--format", "jsonl", path]
    report = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True).stderr
    return int(re.search(r"Collected\s*:\s*(\d+)", report).group(1))


def made(genre, kilobytes, path):
    """Writes texts made from the fixtures."""
    command = ["cargo", "bench", "-q", "-p", "inquit-benches", "--bench", "pipeline", "--", "texts", genre, str(kilobytes)]
    with open(path, "wb") as out:
        subprocess.run(command, stdout=out, check=True, cwd=ROOT)


def main():
    counts = {}
    with tempfile.TemporaryDirectory() as folder:
        line = pathlib.Path(folder) / "line.txt"
        line.write_text("“We won,” said Ann Lee.\n", encoding="utf-8")
        counts["start-up"] = count(line)
        for genre in ["news", "novel"]:
            path = pathlib.Path(folder) / f"{genre}.jsonl"
            made(genre, 200, path)
            counts[f"{genre}, 0.2 MB"] = count(path)
    compiler = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()
    found = {"compiler": compiler, "machine": platform.machine(), "instructions": counts}
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {"instructions": {}}
    worse = 0
    for name, number in counts.items():
        before = kept["instructions"].get(name)
        change = f"{100 * (number - before) / before:+.1f} %" if before else "new"
        print(f"{name}: {number:,} ({change})")
        worse += bool(before and number > before * (1 + LIMIT))
    if "--write" in sys.argv[1:]:
        KEPT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    elif worse:
        sys.exit(f"more than {100 * LIMIT:.0f} % above {KEPT.relative_to(ROOT)}; if that is meant, run with --write")


if __name__ == "__main__":
    main()
