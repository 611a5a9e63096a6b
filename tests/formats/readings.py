"""Drawn documents with several readings: texts that every unit counts differently, spans on any code point."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

from workbench.formats.exchange import Document, DocumentLabel, Link, Reading, Relation, Span

PIECES = (
    "a", "Rat", " ", "  ", "\n", "\r\n", "\r", "\u00a0", "\t", "e\u0308", "\U0001f600", "\U0001f468\u200d\U0001f469",
    "\u05d0\u05d1", "\u202e", "\u2028", "\x85",
    "\ufeff", '"', "\\", "\\n", "<b>", "&amp;", "{}", "\U0001f1e9\U0001f1ea",
)  # fmt: skip
NAMES = ("ORG", "Ministère", "B-LAW", "a b", "\U0001f600", '"', "<x>", "NA", "null", "")
WHO = (("ana", "human"), ("ben", "human"), ("ner-v2", "model"), ("gold", "gold"))


@st.composite
def several(
    draw: st.DrawFn, *, names: tuple[str, ...] = NAMES, keys: tuple[str, ...] = ("topic", "sure"), models: bool = True
) -> Document:
    """A document with the readings of several people; its tokens are its words."""
    text = "".join(draw(st.lists(st.sampled_from(PIECES), max_size=14)))
    tokens = tuple(found.span() for found in re.finditer(r"\S+", text))
    who = draw(st.lists(st.sampled_from(WHO if models else WHO[:2]), max_size=3, unique=True))
    readings = [draw(_reading(text, annotator, kind, names, keys)) for annotator, kind in who]
    meta = draw(st.dictionaries(st.sampled_from(("title", "_input_hash", "tags", "source")), _JSON, max_size=3))
    name = f"d{draw(st.integers(0, 10**6))}"
    return Document(name, text, tuple(readings), "codepoint", tokens=tokens, meta=meta)


_JSON: Any = st.one_of(st.none(), st.integers(-(2**31), 2**31), st.text(alphabet="ab\u2028\U0001f600", max_size=4))


@st.composite
def _reading(draw: st.DrawFn, text: str, annotator: str, kind: Any, names: tuple[str, ...], keys: Any) -> Reading:
    spans = tuple(draw(_spans(text, names))) if text else ()
    ids = [span.id for span in spans]
    relations = []
    if ids:
        end = st.sampled_from(ids)
        for n, (label, head, tail, both) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from(names), end, end, st.booleans()), max_size=3)), 1
        ):
            relations.append(Relation(f"r{n}", label, head, tail, symmetric=both))
    pairs = st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(names)), max_size=3, unique=True)
    labels = tuple(DocumentLabel(key, value) for key, value in sorted(draw(pairs)))
    status = draw(st.sampled_from(("", "todo", "in_progress", "done", "skipped"))) if kind != "model" else ""
    note = draw(st.sampled_from((None, "look again", "\u05d0\n\U0001f600")))
    return Reading(annotator, kind, status, spans, tuple(relations), labels, note)


@st.composite
def _spans(draw: st.DrawFn, text: str, names: tuple[str, ...]) -> list[Span]:
    place = st.integers(0, len(text))
    out = []
    for n, (a, b, label) in enumerate(draw(st.lists(st.tuples(place, place, st.sampled_from(names)), max_size=4)), 1):
        if a == b:
            continue
        pairs = st.lists(
            st.tuples(st.sampled_from(("certainty", "kind")), st.sampled_from(names)), max_size=2, unique=True
        )
        out.append(
            Span(
                f"s{n}",
                label,
                ((min(a, b), max(a, b)),),
                tuple(sorted(draw(pairs))),
                draw(st.sampled_from(((), (Link("Q64"),), (Link("Q64", "Berlin"), Link("Q1"))))),
                draw(st.sampled_from((None, "who?"))),
                draw(st.sampled_from((None, 0.5, 1.0))),
                rejected=draw(st.booleans()),
            )
        )
    return out


def said(reading: Reading) -> Any:
    """What a reading says, apart from its own ids."""
    spans = {span.id: _said(span) for span in reading.spans}
    relations = [
        (one.label, spans[one.head], spans[one.tail], one.attributes, one.note, one.symmetric)
        for one in reading.relations
    ]
    head = (reading.annotator, reading.kind, reading.status, reading.note)
    return head, list(spans.values()), relations, list(reading.labels)


def _said(span: Span) -> Any:
    return span.label, span.fragments, span.attributes, span.links, span.note, span.score, span.rejected
