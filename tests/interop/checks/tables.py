"""CSV and TSV with Python's csv module, Parquet with Arrow."""

import csv

import pyarrow.parquet

from .common import beside, speakers, words

GAP = " … "


def flat(answer: dict) -> list:
    """The rows that the answer has to give."""
    rows = []
    known = speakers(answer)
    for q in answer["quotations"]:
        speaker = known.get(q["speaker"], {})
        row = {
            "doc_id": answer["id"],
            "quotation_id": q["id"],
            "kind": q["kind"],
            "content": GAP.join(words(q["content"])),
            "start": q["content"][0]["start"],
            "end": q["content"][-1]["end"],
        }
        for part in ("cue", "source"):
            span = q[part] or {}
            row |= {part: span.get("text"), f"{part}_start": span.get("start"), f"{part}_end": span.get("end")}
        row |= {
            "speaker_id": q["speaker"],
            "speaker": speaker.get("name"),
            "speaker_type": speaker.get("type"),
            "gender": speaker.get("gender"),
            "tag": q["tag"],
            "addressees": [known[a]["name"] for a in q["addressees"]],
            "confidence": q["confidence"],
            "verbatim": q["verbatim"],
            "spans": q["content"],
            "evidence": q["evidence"],
        }
        rows.append(row)
    return rows


def as_text(row: dict) -> dict:
    row = dict(row)
    row["addressees"] = "; ".join(row["addressees"])
    row["confidence"] = f"{row['confidence']:.2f}"
    row["verbatim"] = GAP.join(words(row["verbatim"]))
    row["spans"] = ";".join(f"{s['start']}-{s['end']}" for s in row["spans"])
    return {k: "" if v is None else str(v) for k, v in row.items()}


def read_text(path, delimiter):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter, strict=True))


def csv_file(answer, path):
    assert read_text(beside(path, "csv"), ",") == [as_text(r) for r in flat(answer)]


def tsv_file(answer, path):
    assert read_text(beside(path, "tsv"), "\t") == [as_text(r) for r in flat(answer)]


def csv_all(answers, path):
    rows = read_text(path, ",")
    assert sorted(map(str, rows)) == sorted(str(as_text(r)) for a in answers for r in flat(a))


def nested(answer):
    seen = set()
    known = speakers(answer)
    for row in flat(answer):
        first = row["speaker_id"] and row["speaker_id"] not in seen
        seen.add(row["speaker_id"])
        yield row | {"mentions": known[row["speaker_id"]]["mentions"] if first else []}


def parquet_file(answer, path):
    assert pyarrow.parquet.read_table(beside(path, "parquet")).to_pylist() == list(nested(answer))


def parquet_all(answers, path):
    rows = pyarrow.parquet.read_table(path).to_pylist()
    assert sorted(str(sorted(r.items())) for r in rows) == sorted(
        str(sorted(r.items())) for a in answers for r in nested(a)
    )
