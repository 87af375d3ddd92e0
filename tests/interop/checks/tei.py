"""TEI with lxml: against tei_all as RELAX NG and a later version's DTD, and held to the answer."""

import copy
import re

from lxml import etree

from .common import beside, legal, words

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
SCHEMAS = {}


def load(schemas):
    SCHEMAS["rng"] = etree.RelaxNG(etree.parse(schemas / "tei_all.rng"))
    SCHEMAS["dtd"] = etree.DTD(str(schemas / "dtd/trafilatura/data/tei_corpus.dtd"))


def validate(root):
    SCHEMAS["rng"].assertValid(root)
    # The customisation leaves out the module for analysis, which has spans of notes and the attribute that points to them.
    small = copy.deepcopy(root)
    for group in list(small.iter(TEI + "spanGrp")):
        group.getparent().remove(group)
    # A validator for documents with a DTD looks at an element's tree.
    small = etree.fromstring(etree.tostring(small))
    assert SCHEMAS["dtd"].validate(small), SCHEMAS["dtd"].error_log


def check(answer, path):
    tree = etree.parse(beside(path, "tei.xml"))
    root = tree.getroot()
    validate(root)
    ids = [e.get(ID) for e in root.iter() if e.get(ID)]
    assert len(ids) == len(set(ids)), "ids are unique"
    for element in root.iter(etree.Element):
        for key in ("who", "toWhom", "ref", "corresp", "prev", "next", "from", "ana"):
            for reference in (element.get(key) or "").split():
                assert reference.removeprefix("#") in ids, f"{reference} points nowhere"

    body = root.find(f".//{TEI}body")
    assert bare("".join(body.itertext())) == bare(answer["text"]), "the text is the text"
    for speaker in answer["speakers"]:
        assert speaker["id"] in ids
    for quotation in answer["quotations"]:
        parts, at = [], quotation["id"]
        while at:
            (said,) = body.iterfind(f".//{TEI}said[@{{http://www.w3.org/XML/1998/namespace}}id='{at}']")
            parts.append("".join(said.itertext()))
            assert said.get("who") == (f"#{quotation['speaker']}" if quotation["speaker"] else None)
            assert said.get("direct") == str(quotation["kind"] == "direct").lower()
            at = (said.get("next") or "").removeprefix("#")
        assert bare("".join(parts)) == bare("".join(words(quotation["content"]))), quotation["id"]


def bare(text):
    """Without white space: what stands between paragraphs is not kept."""
    return re.sub(r"[\s\ufeff\ufffd]", "", legal(text))
