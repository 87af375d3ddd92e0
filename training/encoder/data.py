"""Annotated articles as windows of word pieces with what the encoder learns of them."""

import json
import random
import re
import zlib

import numpy as np

# The most pieces of a window, its first and last mark among them.
LONGEST = 192
# Tags of each of the three kinds: outside, first, further.
OUTSIDE, FIRST, FURTHER = 0, 1, 2
KINDS = ("cue", "content", "source")
# What a cue points at: the first and last piece of what is said and of who says it.
POINTERS = 4

PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+")


def paragraphs(text):
    """Start and end of each paragraph, in characters."""
    start = 0
    for gap in PARAGRAPH.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def windows(text, vocabulary):
    """Each paragraph's pieces; one that is too long is cut between its sentences, at worst anywhere."""
    for start, end in paragraphs(text):
        bounds = [start] + [start + m.end() for m in SENTENCE.finditer(text[start:end])] + [end]
        window = []
        for a, b in zip(bounds, bounds[1:]):
            pieces = vocabulary.of(text[a:b], a)
            while pieces:
                room = LONGEST - 2 - len(window)
                if len(pieces) > room and window and len(pieces) <= LONGEST - 2:
                    yield window
                    window = []
                    continue
                window.extend(pieces[:room])
                pieces = pieces[room:]
                if len(window) == LONGEST - 2:
                    yield window
                    window = []
        if window:
            yield window


def held_back(doc_id):
    """Whether an article is kept from the encoder, so that the scorer on top of it sees it as it sees new texts."""
    return zlib.crc32(doc_id.encode()) % 10 == 0


class Window:
    """Pieces with their tags, and for each piece of a cue where it points; 0 stands for nowhere."""

    __slots__ = ("ids", "places", "tags", "cues", "doc")

    def __init__(self, doc, pieces, vocabulary):
        self.doc = doc
        self.ids = [vocabulary.cls] + [p[0] for p in pieces] + [vocabulary.sep]
        self.places = [None] + [(p[1], p[2]) for p in pieces] + [None]
        self.tags = np.zeros((len(self.ids), len(KINDS)), np.int64)
        self.cues = []

    def within(self, spans):
        """Places of the pieces inside some spans, and the first ones of each span."""
        inside, first = [], set()
        for start, end in spans:
            own = [i for i, p in enumerate(self.places) if p and p[0] < end and start < p[1]]
            inside += own
            if own:
                first.add(own[0])
        return inside, first

    def annotate(self, quotation):
        found = {}
        for k, kind in enumerate(KINDS):
            inside, first = self.within(quotation[kind])
            found[kind] = inside
            for i in inside:
                if self.tags[i, k] != FIRST:
                    self.tags[i, k] = FIRST if i in first else FURTHER
        ends = lambda own: (min(own), max(own)) if own else (0, 0)
        target = ends(found["content"]) + ends(found["source"])
        self.cues += [(i,) + target for i in found["cue"]]


def read(path, vocabulary, keep=lambda doc_id: True):
    out = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            d = json.loads(line)
            if not keep(d["doc_id"]):
                continue
            for pieces in windows(d["text"], vocabulary):
                w = Window(d["doc_id"], pieces, vocabulary)
                low, high = pieces[0][1], pieces[-1][2]
                for q in d["quotations"]:
                    spans = q["cue"] + q["content"] + q["source"]
                    if any(s < high and low < e for s, e in spans):
                        w.annotate(q)
                out.append(w)
    return out


def batches(windows, most, rng=None):
    """Windows of about the same length together, `most` pieces at once with what fills them up."""
    order = list(range(len(windows)))
    if rng:
        rng.shuffle(order)
        # Sorted within stretches, so that a batch isn't always the same.
        stretch = 1024
        order = [
            i
            for k in range(0, len(order), stretch)
            for i in sorted(order[k : k + stretch], key=lambda i: len(windows[i].ids))
        ]
    else:
        order.sort(key=lambda i: len(windows[i].ids))
    out, batch, longest = [], [], 0
    for i in order:
        longer = max(longest, len(windows[i].ids))
        if batch and longer * (len(batch) + 1) > most:
            out.append(batch)
            batch, longer = [], len(windows[i].ids)
        batch.append(windows[i])
        longest = longer
    if batch:
        out.append(batch)
    if rng:
        rng.shuffle(out)
    return out


def pad(batch):
    """Arrays of a batch: ids, which pieces there are, tags, and the cues as (row, piece, four targets)."""
    n = max(len(w.ids) for w in batch)
    ids = np.zeros((len(batch), n), np.int64)
    there = np.zeros((len(batch), n), bool)
    tags = np.full((len(batch), n, len(KINDS)), -100, np.int64)
    cues = []
    for row, w in enumerate(batch):
        m = len(w.ids)
        ids[row, :m] = w.ids
        there[row, :m] = True
        tags[row, 1 : m - 1] = w.tags[1 : m - 1]
        cues += [(row,) + c for c in w.cues]
    return ids, there, tags, np.array(cues, np.int64).reshape(-1, 2 + POINTERS)
