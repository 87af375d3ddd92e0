"""The page with html5lib, which reports every error that a browser would forgive."""

import re

import html5lib

from .common import beside, legal, words

XHTML = "{http://www.w3.org/1999/xhtml}"


def check(answer, path):
    source = beside(path, "html").read_text(encoding="utf-8")
    root = html5lib.HTMLParser(strict=True).parse(source)
    assert len(list(root.iter(XHTML + "script"))) == 1
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for key, value in element.attrib.items():
            assert key != "src" and not key.startswith("on"), key
            assert key != "href" or value.startswith("#"), value
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    (main,) = root.iter(XHTML + "main")
    for number in list(main.iter(XHTML + "a")):
        number.text = ""
    bare = lambda t: re.sub(r"[\s\ufeff\ufffd\x00-\x1f\x7f-\x9f]", "", legal(t))  # noqa: E731
    shown = bare("".join(main.itertext()))
    assert shown == bare(answer["text"]) or not bare(answer["text"]) and shown == "Thetextisempty."
    for quotation in answer["quotations"]:
        parts = [e for e in main.iter() if e.get("data-q") == quotation["id"] and "said" in e.get("class", "")]
        said = "".join("".join(p.itertext()) for p in parts)
        assert bare(said) == bare("".join(words(quotation["content"]))), quotation["id"]
        assert f"{quotation['id']}-row" in ids
