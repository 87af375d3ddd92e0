"""WebAnno TSV 3.3, read strictly as INCEpTION's manual describes it: by our own reader, as Python has no other for span layers."""

import re

from .common import beside, legal, speakers

TOKEN = re.compile(r"(\d+)-(\d+)\t(\d+)-(\d+)\t([^\t]*)\t((?:[^\t]*\t)+)")


def unescape(text):
    return re.sub(r"\\(.)", lambda m: {"t": "\t", "n": "\n", "r": "\r"}.get(m[1], m[1]), text)


def values(column):
    """The stacked values of a column, each with its number."""
    if column == "_":
        return []
    found = []
    for value in re.split(r"(?<!\\)\|", column):
        match = re.fullmatch(r"(.*?)(?:(?<!\\)\[(\d+)\])?", value)
        found.append((match[1], match[2]))
    return found


def check(answer, path):
    lines = beside(path, "tsv").read_bytes().decode("utf-8").split("\n")
    assert lines[0] == "#FORMAT=WebAnno TSV 3.3"
    layer = re.fullmatch(r"#T_SP=webanno\.custom\.Quotation((?:\|[a-z]+)+)", lines[1])
    features = layer[1].lstrip("|").split("|")
    units = legal(answer["text"]).encode("utf-16-le")
    part = lambda a, b: units[2 * a : 2 * b].decode("utf-16-le")  # noqa: E731
    at = lambda offset: len(answer["text"][:offset].encode("utf-16-le", "surrogatepass")) // 2  # noqa: E731

    annotations, sentence, number, shown, end = {}, 0, 0, None, 0
    single = 0
    for line in lines[2:]:
        if line.startswith("#Text="):
            shown = line[6:] if shown is None else shown + "\n" + line[6:]
            number = 0
        elif not line:
            shown = None
        else:
            match = TOKEN.fullmatch(line)
            assert match, line
            number += 1
            sentence += number == 1
            assert (int(match[1]), int(match[2])) == (sentence, number), line
            start, stop = int(match[3]), int(match[4])
            assert end <= start < stop, "tokens come in order"
            end = stop
            assert unescape(match[5]) == part(start, stop), line
            if number == 1:
                text = unescape(shown)
                assert part(start, start + len(text.encode("utf-16-le")) // 2) == text
            columns = [values(c) for c in match[6].rstrip("\n").split("\t")[:-1]]
            assert len(columns) == len(features), line
            numbers = [[n for _, n in c] for c in columns]
            assert all(n == numbers[0] for n in numbers), "stacked alike in each column"
            for i, key in enumerate(numbers[0]):
                assert key or len(numbers[0]) == 1, "what is stacked has a number"
                if not key:
                    single += 1
                key = key or f"single {single}"
                record = dict(zip(features, (unescape(c[i][0]) if c[i][0] != "*" else None for c in columns)))
                first, last, known = annotations.get(key, (start, stop, record))
                assert known == record, "the same on each token"
                annotations[key] = (first, stop, record)

    known = speakers(answer)
    expected = []
    for q in answer["quotations"]:
        for role, spans in (("content", q["content"]), ("cue", [q["cue"]]), ("source", [q["source"]])):
            for span in filter(None, spans):
                name = known.get(q["speaker"], {}).get("name")
                expected.append((at(span["start"]), at(span["end"]), role, q["id"], q["kind"], name and re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", name)))
    found = [
        (a, b, r["role"], r["quotation"], r["kind"], r["speaker"]) for a, b, r in annotations.values()
    ]
    key = lambda row: [str(v) for v in row]  # noqa: E731
    assert sorted(found, key=key) == sorted(expected, key=key)
