"""What the checks share."""

from pathlib import Path

ILLEGAL = {c: 0xFFFD for c in [*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF]}


def beside(path: Path, extension: str) -> Path:
    """The file of a document: its name may have dots of its own."""
    return path.with_name(path.name + "." + extension)


def legal(text: str) -> str:
    """The text with what XML cannot hold replaced."""
    return text.translate(ILLEGAL)


def words(spans: list) -> list:
    return [s["text"] for s in spans]


def own_words(quotation: dict) -> list:
    """The spans in the speaker's own voice."""
    return {"direct": quotation["content"], "mixed": quotation["verbatim"], "indirect": []}[quotation["kind"]]


def speakers(answer: dict) -> dict:
    return {s["id"]: s for s in answer["speakers"]}
