"""The script as JSON, and SSML with lxml against the part of SSML 1.1 that is used."""

import json
from pathlib import Path

from lxml import etree

from .common import beside, legal, own_words, speakers

SSML = "{http://www.w3.org/2001/10/synthesis}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("ssml.rng")))


def script(answer, path):
    script = json.loads(beside(path, "json").read_text(encoding="utf-8"))
    lines = script["lines"]
    assert "".join(line["text"] for line in lines) == answer["text"]
    at = 0
    for line in lines:
        assert line["start"] == at and line["text"] == answer["text"][at : line["end"]]
        at = line["end"]
    assert at == len(answer["text"])
    voices = {v["voice"]: v for v in script["voices"]}
    assert len(voices) == len(script["voices"]), "each voice has its own name"
    quotations = {q["id"]: q for q in answer["quotations"]}
    for line in lines:
        assert voices[line["voice"]]["speaker"] == line["speaker"]
        if line["quotation"]:
            quotation = quotations[line["quotation"]]
            assert quotation["speaker"] == line["speaker"]
            assert any(s["start"] <= line["start"] and line["end"] <= s["end"] for s in own_words(quotation))
        else:
            assert line["voice"] == "narrator"
    known = speakers(answer)
    for voice in voices.values():
        assert voice["lines"] == sum(line["voice"] == voice["voice"] for line in lines)
        assert voice["name"] == known.get(voice["speaker"], {}).get("name")


def ssml(answer, path):
    root = etree.parse(beside(path, "ssml")).getroot()
    SCHEMA.assertValid(root)
    assert "".join(root.itertext()) == legal(answer["text"])
    genders = {v.get("name"): v.get("gender") for v in root.iter(SSML + "voice")}
    assert genders.get("narrator") is None
    assert set(filter(None, genders.values())) <= {s["gender"] for s in answer["speakers"]}
