"""Mending: a document with all its offsets in code points; what lies nowhere in the text is booked, not moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, Fragment, Reading, Relation, Span, Unit
from workbench.formats.offsets.ruler import Ruler
from workbench.formats.offsets.signs import ASTRAY, against_surface

OUTSIDE = "lies outside the text"
INSIDE_CHARACTER = "starts or ends inside a character"
EMPTY = "has no length"
END_LOST = "an end of it was left out"
OTHER_TEXT = "the file gives another text for it than stands there"


def mended(document: Document, unit: Unit, view: str, ledger: Ledger) -> Document:
    """The document with code points for offsets.

    Args:
        document: with a text; its own unit wins over the one given.
        unit: what the offsets count where the document does not say.
        view: the ledger's view that selected the spans and relations; each one that is left out is booked there.
        ledger: the books.

    Raises:
        ValueError: where the document has no text, or a normal form cannot be laid along it.
    """
    if document.text is None:
        raise ValueError("a document without text has no offsets")
    ruler = Ruler(document.text, document.unit or unit)
    readings = tuple(_reading(document, reading, ruler, view, ledger) for reading in document.readings)
    return replace(
        document,
        unit="codepoint",
        readings=readings,
        tokens=_ranges(document.tokens, ruler),
        sentences=_ranges(document.sentences, ruler),
    )


def _reading(document: Document, reading: Reading, ruler: Ruler, view: str, ledger: Ledger) -> Reading:
    kept: list[Span] = []
    for span in reading.spans:
        found = _points(span.fragments, ruler)
        where = f"{document.name} {span.id}"
        if isinstance(found, str):
            ledger.drop(view, "span", span.label, found, where)
            continue
        kept.append(replace(span, fragments=found))
        if span.surface is not None and against_surface(document.text or "", found, span.surface) == ASTRAY:
            ledger.change(view, "span", span.label, OTHER_TEXT, where)
    return replace(reading, spans=tuple(kept), relations=tuple(_whole(document.name, reading, kept, view, ledger)))


def _points(fragments: Iterable[Fragment], ruler: Ruler) -> tuple[Fragment, ...] | str:
    """The fragments in code points, or why there are none."""
    out: list[Fragment] = []
    for start, end in fragments:
        if start >= end:
            return EMPTY
        first, last = ruler.to_points(start), ruler.to_points(end)
        if first is None or last is None:
            top = ruler.from_points(ruler.length) or 0
            return OUTSIDE if start < 0 or end > top else INSIDE_CHARACTER
        out.append((first, last))
    return tuple(sorted(out)) if out else EMPTY


def _whole(name: str, reading: Reading, kept: Iterable[Span], view: str, ledger: Ledger) -> Iterable[Relation]:
    """Relations whose two ends are still there."""
    ids, before = {span.id for span in kept}, {span.id for span in reading.spans}
    for relation in reading.relations:
        lost = [end for end in (relation.head, relation.tail) if end in before and end not in ids]
        if lost:
            ledger.drop(view, "relation", relation.label, END_LOST, f"{name} {relation.id}")
        else:
            yield relation


def _ranges(ranges: Iterable[Fragment], ruler: Ruler) -> tuple[Fragment, ...]:
    """Tokens or sentences in code points; those that lie nowhere are a lens only, and go."""
    found = ((ruler.to_points(start), ruler.to_points(end)) for start, end in ranges)
    return tuple((start, end) for start, end in found if start is not None and end is not None)
