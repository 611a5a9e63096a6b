"""Marked documents for round trips: any text, spans on any of its characters, and all that hangs on them."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from hypothesis import strategies as st

from tests.formats.drawn import Files, written
from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, DocumentLabel, Fragment, Link, Reading, Relation, Span
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.offsets.mending import mended
from workbench.formats.source import Source

PIECES = (
    *(
        "Rat",
        "a\u0301",
        "🙂",
        "👩\u200d🚀",
        "שלום",
        "\r\n",
        "\r",
        "\n",
        "\t",
        "\u00a0",
        " ",
        "  ",
        "\u2028",
        "\x85",
        "\\",
        "|",
    ),
    *("_", "*", "[1]", "->", ";", "#Text=", "<b>&amp;", "\x0b", "\ufeff", "日本", "ﬁ", "."),
)
VALUES = (
    "x",
    "",
    "_",
    "*",
    "a|b",
    "p;q",
    "[7]",
    "1-1[2_3]",
    "a->1-1",
    "back\\",
    "\\t",
    "tab\tlf\n",
    "🙂",
    '<&">',
    "O",
    " ",
    "ROLE_x",
)
KEYS = ("kind", "mention_type", "Value", "value", "type", "self", "x1")
LABELS = ("PER", "ORG|x", "É_V", "*", "_", "NE[1]", "🙂", "a;b->c", "end\\")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)

_ATTRIBUTES = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), max_size=2).map(
    lambda d: tuple(d.items())
)
_NOTES = st.sampled_from((None, "why?", "two\nlines", "\\|"))


@st.composite
def marked(draw: st.DrawFn, *, discontinuous: bool = False, labels: bool = False, scores: bool = False) -> Document:
    """A document whose spans nest, cross and repeat, with attributes, a link, notes and relations with attributes."""
    text = draw(TEXTS)
    size = st.integers(0, len(text))
    places = st.lists(size, min_size=2, max_size=4 if discontinuous else 2, unique=True).map(_fragments)
    found = draw(st.lists(places, max_size=6)) if len(text) > 1 else []
    spans = tuple(
        Span(
            str(n),
            draw(st.sampled_from(LABELS)),
            place,
            draw(_ATTRIBUTES),
            draw(st.sampled_from(((), (Link("Q1"),), (Link("http://x/y_z"),)))),
            draw(_NOTES),
            draw(st.sampled_from((None, 0.5, 1e-9))) if scores else None,
        )
        for n, place in enumerate(found)
    )
    ends = st.sampled_from(spans or (None,))
    relations = tuple(
        Relation(f"r{n}", draw(st.sampled_from(LABELS)), draw(ends).id, draw(ends).id, draw(_ATTRIBUTES), draw(_NOTES))
        for n in range(draw(st.integers(0, 3)) if spans else 0)
    )
    told = (DocumentLabel("topic", draw(st.sampled_from(VALUES))),) if labels and draw(st.booleans()) else ()
    words = tuple(found.span() for found in re.finditer(r"\w+|[^\w\s]|\s+", text))
    reading = Reading(spans=spans, relations=relations, labels=told)
    return Document("a document", text, (reading,), "codepoint", tokens=words if draw(st.booleans()) else ())


def _fragments(edges: list[int]) -> tuple[Fragment, ...]:
    edges = sorted(edges)[: len(edges) // 2 * 2]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def sources(files: Files) -> dict[str, Source]:
    """What was written, to be read again."""
    among: dict[str, Source] = {}
    for name, data in files.items():
        among[name] = Source(name, lambda data=data: data, among)  # type: ignore[misc]
    return among


def there_and_back(format: Any, document: Document) -> tuple[list[Document], Ledger]:
    """A document written and read again, in code points, and the books of the writing."""
    files, ledger = written(format, [document])
    lost = Ledger()
    back = [
        mended(one, "", "import", lost)
        for source in sources(files).values()
        if format.sniff(source)
        for one in format.read(source, Tally(), ReadOptions())
    ]
    assert not lost.dropped()
    return back, ledger


def said(document: Document) -> dict[str, Counter[Any]]:
    """All that a document's readings say, without ids and without order."""
    spans = {span.id: _said(span) for one in document.readings for span in one.spans}
    return {
        "spans": Counter(spans.values()),
        "relations": Counter(
            (r.label, spans[r.head], spans[r.tail], frozenset(r.attributes), r.note)
            for one in document.readings
            for r in one.relations
        ),
        "labels": Counter(label for one in document.readings for label in one.labels),
    }


def _said(span: Span) -> Any:
    return span.label, span.fragments, frozenset(span.attributes), span.links, span.note, span.score
