"""BookNLP's tables as its readers read them: tab-separated, without quoting."""

import csv
import re

from .common import beside, own_words

TOKENS = (
    "paragraph_ID sentence_ID token_ID_within_sentence token_ID_within_document word lemma byte_onset byte_offset "
    "POS_tag fine_POS_tag dependency_relation syntactic_head_ID event"
).split()
ENTITIES = "COREF start_token end_token prop cat text".split()
QUOTES = "quote_start quote_end mention_start mention_end mention_phrase char_id quote".split()


def read(path, columns):
    with open(path, encoding="utf-8", newline="\n") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == columns
    assert all(len(r) == len(columns) for r in rows)
    return [dict(zip(columns, r)) for r in rows[1:]]


def check(answer, path):
    tokens = read(beside(path, "tokens"), TOKENS)
    entities = read(beside(path, "entities"), ENTITIES)
    quotes = read(beside(path, "quotes"), QUOTES)
    bare = lambda t: re.sub(r"[\s\x00-\x1f\x7f-\x9f]", "", t)  # noqa: E731
    for i, token in enumerate(tokens):
        assert int(token["token_ID_within_document"]) == i
        word = answer["text"][int(token["byte_onset"]) : int(token["byte_offset"])]
        assert bare(token["word"]) == bare(word)
        assert tokens[int(token["syntactic_head_ID"])]["sentence_ID"] == token["sentence_ID"]
    phrase = lambda a, b: " ".join(t["word"] for t in tokens[int(a) : int(b) + 1])  # noqa: E731
    for entity in entities:
        assert phrase(entity["start_token"], entity["end_token"]) == entity["text"]
        assert entity["prop"] in ("PROP", "NOM", "PRON")
    assert len(entities) == sum(len(s["mentions"]) for s in answer["speakers"])
    mentioned = {s["id"] for s in answer["speakers"] if s["mentions"]}
    expected = sorted(
        (s["start"], s["end"], q["speaker"]) for q in answer["quotations"] for s in own_words(q)
    )
    assert len(quotes) == len(expected)
    for quote, (start, end, speaker) in zip(quotes, expected):
        assert phrase(quote["quote_start"], quote["quote_end"]) == quote["quote"]
        assert bare(quote["quote"]) == bare(answer["text"][start:end])
        assert quote["char_id"] == (str(int(speaker[1:]) - 1) if speaker else "None")
        if speaker in mentioned:
            assert quote["char_id"] in {e["COREF"] for e in entities}
        if quote["mention_start"] != "None":
            assert phrase(quote["mention_start"], quote["mention_end"]) == quote["mention_phrase"]
