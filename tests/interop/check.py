"""Has other tools read what inquit wrote: check.py OUT SCHEMAS.

OUT holds a folder for each format with a file or more for each document, and all.csv and all.parquet. The answers in
OUT/json are what the others are held to.
"""

import json
import sys
import traceback
from pathlib import Path

from checks import booknlp, brat, linked, page, speech, tables, tei, webanno

FORMATS = {
    "csv": tables.csv_file,
    "tsv": tables.tsv_file,
    "parquet": tables.parquet_file,
    "tei": tei.check,
    "brat": brat.check,
    "webanno": webanno.check,
    "web-annotation": linked.web_annotation,
    "jsonld": linked.schema_org,
    "booknlp": booknlp.check,
    "script": speech.script,
    "ssml": speech.ssml,
    "html": page.check,
}


def main(out: Path, schemas: Path) -> int:
    tei.load(schemas)
    answers = {}
    for path in sorted((out / "json").rglob("*.json")):
        name = path.relative_to(out / "json").with_suffix("")
        answers[name] = json.loads(path.read_text(encoding="utf-8"))
    passed = failed = 0
    checks = [
        (f"{form} {name}", check, answer, out / form / name)
        for form, check in FORMATS.items()
        for name, answer in answers.items()
    ]
    checks.append(("csv, one file", tables.csv_all, list(answers.values()), out / "all.csv"))
    checks.append(("parquet, one file", tables.parquet_all, list(answers.values()), out / "all.parquet"))
    for what, check, answer, path in checks:
        try:
            check(answer, path)
            passed += 1
        except Exception as error:  # any complaint of any tool is a failure
            failed += 1
            place = traceback.extract_tb(error.__traceback__)[-1]
            print(f"{what}: {type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {error}")
    print(f"{passed} passed, {failed} failed")
    # No document to check means that nothing was written.
    return 1 if failed or not answers else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
