"""brat's standoff, read strictly as brat's manual describes it, and by brat-peek."""

import contextlib
import importlib.util
import io
import re
from pathlib import Path

from .common import beside, words

# The reader alone: the package as a whole wants tools for statistics.
PEEK = Path(importlib.util.find_spec("peek").origin).with_name("ann_structure.py")
SPEC = importlib.util.spec_from_file_location("ann_structure", PEEK)
READER = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(READER)

CONF = Path(__file__).parents[3] / "docs/brat/annotation.conf"
TEXTBOUND = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t([^\t]+)")
RELATION = re.compile(r"(R\d+)\t(\S+) Arg1:(T\d+) Arg2:(T\d+)")
ATTRIBUTE = re.compile(r"(A\d+)\t(\S+) (T\d+) (\S+)")
NOTE = re.compile(r"(#\d+)\tAnnotatorNotes (T\d+)\t([^\t]+)")
EQUIVALENCE = re.compile(r"\*\t(\S+)((?: T\d+){2,})")


def declared():
    sections, name = {}, None
    for line in CONF.read_text().splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            sections[name] = set()
        elif line and not line.startswith("#"):
            sections[name].add(re.split(r"\s", line)[0])
    return sections


def check(answer, path):
    # brat does not translate line ends.
    text = beside(path, "txt").read_bytes().decode("utf-8")
    assert text == answer["text"]
    types = declared()
    entities, relations, notes, places, ids = {}, [], {}, {}, []
    # brat splits lines as Python does.
    for line in beside(path, "ann").read_bytes().decode("utf-8").splitlines():
        if match := TEXTBOUND.fullmatch(line):
            name, kind, spans, said = match.groups()
            spans = [tuple(map(int, p.split())) for p in spans.split(";")]
            assert kind in types["entities"], line
            assert all(a < b for a, b in spans) and spans == sorted(spans), line
            assert " ".join(text[a:b] for a, b in spans) == said, line
            entities[name] = (kind, said)
            places[name] = tuple(spans)
        elif match := RELATION.fullmatch(line):
            name, kind, one, other = match.groups()
            assert kind in types["relations"], line
            relations.append((kind, one, other))
        elif match := ATTRIBUTE.fullmatch(line):
            name, kind, of, _ = match.groups()
            assert kind in types["attributes"] and of in entities, line
        elif match := NOTE.fullmatch(line):
            name, of, note = match.groups()
            notes[of] = note
        elif match := EQUIVALENCE.fullmatch(line):
            assert match[1] in types["relations"] and all(t in entities for t in match[2].split()), line
            continue
        else:
            raise AssertionError(f"not brat's: {line!r}")
        ids.append(name)
    assert len(ids) == len(set(ids)), "ids are unique"
    assert all(a in entities and b in entities for _, a, b in relations)
    assert set(notes) <= set(entities)
    kinds = [k.lower() for k, _ in entities.values() if k in ("Direct", "Mixed", "Indirect")]
    assert kinds == [q["kind"] for q in answer["quotations"]]
    bare = lambda t: re.sub(r"[\s\x00-\x1f\x7f-\x9f]", "", t)  # noqa: E731
    contents = [bare(w) for k, w in entities.values() if k in ("Direct", "Mixed", "Indirect")]
    assert contents == [bare("".join(words(q["content"]))) for q in answer["quotations"]]
    for relation, part in (("ReportedWith", "cue"), ("SaidBy", "source")):
        linked = [entities[b][1] for kind, _, b in relations if kind == relation]
        expected = [q[part]["text"] for q in answer["quotations"] if q[part]]
        assert list(map(bare, linked)) == list(map(bare, expected))
    peeked(beside(path, "ann"), entities, places, relations, notes)


def peeked(path, entities, places, relations, notes):
    """brat-peek finds the same; it skips equivalences and what has more than two parts."""
    with contextlib.redirect_stdout(io.StringIO()):
        found = READER.AnnDocument(str(path)).anns
    known = {n: (*entities[n], spans) for n, spans in places.items() if len(spans) < 3}
    assert {e.name: (e.tag, e.text, e.span) for e in found["entities"]} == {
        n: (kind, said.rstrip(), spans) for n, (kind, said, spans) in known.items()
    }
    arguments = [(r.tag, r.arg1.removeprefix("Arg1:"), r.arg2.removeprefix("Arg2:")) for r in found["relations"]]
    assert arguments == relations
    assert {n.ann_id: n.note for n in found["notes"]} == {of: note.rstrip() for of, note in notes.items()}
