"""Web Annotation and schema.org: as JSON-LD with PyLD, as a graph with rdflib.

The contexts that the files name are on the web, so what they say of the terms used stands here.
"""

import json

from pyld import jsonld
from rdflib import RDF, SDO, Dataset, URIRef

from .common import beside, words

BASE = "https://example.org/"
OA = "http://www.w3.org/ns/oa#"
ANNO = {
    "oa": OA,
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    "Annotation": "oa:Annotation",
    "AnnotationPage": "as:OrderedCollectionPage",
    "TextualBody": "oa:TextualBody",
    "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "classifying": "oa:classifying",
    "describing": "oa:describing",
    "identifying": "oa:identifying",
    "linking": "oa:linking",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "value": "rdf:value",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
    "format": "dc:format",
}
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": ANNO,
    "https://schema.org": {"@vocab": "https://schema.org/"},
}


def loader(url, _):
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}}


def graph(path):
    """The file as a graph; every key has to be a known term."""
    document = json.loads(path.read_text(encoding="utf-8"))
    options = {"documentLoader": loader, "base": BASE}
    assert jsonld.expand(document, options)
    quads = jsonld.to_rdf(document, options | {"format": "application/n-quads"})
    data = Dataset()
    data.parse(data=quads, format="nquads")
    return document, [(s, p, o) for s, p, o, _ in data.quads()]


def keys(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "@context":
                yield key
                yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def web_annotation(answer, path):
    document, triples = graph(beside(path, "jsonld"))
    unknown = {k for k in keys(document) if k not in ANNO and not k.startswith("schema:")}
    assert not unknown, f"no terms of the model: {unknown}"
    for key in keys(document):
        if key.startswith("schema:"):
            assert SDO[key.removeprefix("schema:")]
    annotations = [s for s, p, o in triples if p == RDF.type and o == URIRef(OA + "Annotation")]
    parts = sum(1 + bool(q["cue"]) + bool(q["source"]) for q in answer["quotations"])
    assert len(set(annotations)) == parts == len(document["items"])
    quotations = [i for i in document["items"] if i["motivation"] == "identifying"]
    for quotation, item in zip(answer["quotations"], quotations, strict=True):
        for span, target in zip(quotation["content"], item["target"], strict=True):
            position, quote = target["selector"]
            assert (position["start"], position["end"]) == (span["start"], span["end"])
            assert quote["exact"] == span["text"]
            around = answer["text"][: span["start"]][-32:], answer["text"][span["end"] :][:32]
            assert (quote["prefix"], quote["suffix"]) == around
    # A graph forgets what is said of nothing.
    exact = [str(o) for _, p, o in triples if p == URIRef(OA + "exact")]
    assert len(exact) >= len(quotations)


def schema_org(answer, path):
    document, triples = graph(beside(path, "jsonld"))
    for key in keys(document):
        if not key.startswith("@"):
            assert SDO[key], key
    for _, p, o in triples:
        if p == RDF.type:
            assert SDO[str(o).removeprefix(str(SDO))], o
    text = {str(s).rpartition("#")[2]: str(o) for s, p, o in triples if p == SDO.text}
    assert text == {q["id"]: " … ".join(words(q["content"])) for q in answer["quotations"]}
    by = {s: o for s, p, o in triples if p in (SDO.spokenByCharacter, SDO.isBasedOn)}
    by = {str(s).rpartition("#")[2]: str(o).rpartition("#")[2] for s, o in by.items()}
    assert by == {q["id"]: q["speaker"] for q in answer["quotations"] if q["speaker"]}
    named = {s for s, p, _ in triples if p == SDO.name}
    assert all(o in named for _, p, o in triples if p == SDO.spokenByCharacter)
