"""What a run tells a person at a terminal, and a program: terminal.py BINARY FOLDER."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

COUNT = 400


def told(binary, folder, *options):
    """What the program writes to a terminal as its standard error."""
    ours, its = pty.openpty()
    # Rows and columns: a bar is as wide as the terminal.
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    out = folder / "terminal-out.jsonl"
    command = [binary, "attribute", "-f", "jsonl", *options, "--out", out, folder / "terminal.jsonl"]
    with subprocess.Popen(command, stderr=its, env={**os.environ, "TERM": "xterm"}) as run:
        os.close(its)
        told = b""
        while True:
            try:
                read = os.read(ours, 1 << 16)
            except OSError:  # how a terminal says that the other end is closed
                break
            if not read:
                break
            told += read
    os.close(ours)
    assert run.returncode == 0, told
    assert len(out.read_text(encoding="utf-8").splitlines()) == COUNT
    return told.decode("utf-8")


def main(binary, folder):
    text = "“We won,” said Ann Lee. “It was close,” she told her guest. He nodded.\n\n" * 20
    lines = (json.dumps({"id": str(i), "text": text}) + "\n" for i in range(COUNT))
    (folder / "terminal.jsonl").write_text("".join(lines), encoding="utf-8")

    bar = told(binary, folder)
    assert re.search(r"\d+% \d+ documents, \d+ quotations, \d+\.\d MB/s, \S+ left", bar), bar
    # The bar is taken away before the summary, which is the last line.
    summary = re.split(r"[\r\n]", bar.rstrip())[-1]
    assert re.search(rf"inquit: {COUNT} documents read, 0 skipped, \d+ quotations, \d+ speakers, ", summary), summary
    assert "left" not in summary, summary

    lines = [json.loads(line) for line in told(binary, folder, "--progress", "json").splitlines()]
    assert [line["done"] for line in lines] == [False] * (len(lines) - 1) + [True]
    assert lines[-1]["documents"] == COUNT
    assert [a["read_bytes"] for a in lines] == sorted(a["read_bytes"] for a in lines)

    assert told(binary, folder, "--progress", "none") == ""


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
