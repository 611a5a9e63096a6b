"""An annotated text as plain lines, for pipes and screen readers: marks in the text, then lists of what is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias
from uuid import UUID

from workbench.core.display import safe, safe_line
from workbench.core.layer import Layer
from workbench.core.relation import Relation
from workbench.core.schema import Schema
from workbench.core.span import Attributes, Span

Mark: TypeAlias = Callable[[str], str]
"""Makes a mark stand out, or leaves it as it is."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def marked(text: str, layer: Layer, schema: Schema, mark: Mark = str) -> str:
    """The text with every span between ``[LABEL:n`` and ``]``; where spans cross, the end says its number too.

    Fragments of one span are lettered: ``[LABEL:7a`` and ``[LABEL:7b``. What a terminal might obey is shown as glyphs.
    """
    out: list[str] = []
    open_: list[str] = []
    at = 0
    shown = safe(text)
    for offset, _, _, name, label in _edges(layer, schema):
        out.append(shown[at:offset])
        at = offset
        if label is not None:
            open_.append(name)
            out.append(mark(f"[{label}:{name} "))
        else:
            out.append(mark("]" if open_[-1] == name else f":{name}]"))
            open_.remove(name)
    out.append(shown[at:])
    return _lines("".join(out))


def verbatim(text: str) -> str:
    """A text without marks, safe to print."""
    return _lines(safe(text))


def _lines(text: str) -> str:
    """Line ends as terminals know them; a lone CR would overwrite its line."""
    return text.replace("\r\n", "\n").replace("\r", "␍")


def _edges(layer: Layer, schema: Schema) -> list[tuple[int, int, int, str, str | None]]:
    """Where marks stand, in writing order: ends before starts, inner ends first, outer starts first.

    Rows are (offset, 0 end or 1 start, order among those, name, label or None for an end).
    """
    edges: list[tuple[int, int, int, str, str | None]] = []
    for rank, span in enumerate(layer.ordered()):
        label = safe_line(schema.label_name(span.label))
        for k, (start, end) in enumerate(span.fragments):
            name = f"{span.n}{_LETTERS[k % 26] if span.discontinuous else ''}"
            edges.append((start, 1, rank, name, label))
            edges.append((end, 0, -rank, name, None))
    return sorted(edges, key=lambda edge: edge[:3])


def span_lines(text: str, layer: Layer, schema: Schema, entities: Mapping[UUID, str]) -> Iterator[str]:
    """One line a span: number, label, offsets, text, links, attributes, note."""
    for span in layer.ordered():
        places = ", ".join(f"{start}–{end}" for start, end in span.fragments)
        links = [f"→ {entities.get(link, str(link))}" for link in span.links]
        yield _line(
            str(span.n), schema.label_name(span.label), places, f"“{span.text(text)}”", *links,
            *_attributes(span.attributes), span.note and f"note: {span.note}",
        )  # fmt: skip


def relation_lines(text: str, layer: Layer, schema: Schema) -> Iterator[str]:
    """One line a relation: number, label, and both ends with their words."""
    for relation in sorted(layer.relations.values(), key=lambda r: _place(layer, r)):
        ends = [_end(text, layer.spans[n], schema) for n in (relation.head, relation.tail)]
        label = schema.relation_name(relation.label)
        note = relation.note and f"note: {relation.note}"
        yield _line(str(relation.n), label, " → ".join(ends), *_attributes(relation.attributes), note)


def label_lines(layer: Layer, schema: Schema) -> Iterator[str]:
    """One line a document label."""
    for _, label in sorted(layer.labels.items()):
        yield _line(f"{label.key}: {label.value}")


def _place(layer: Layer, relation: Relation) -> tuple[int, int]:
    return layer.spans[relation.head].start, relation.n


def _end(text: str, span: Span, schema: Schema) -> str:
    return f"{schema.label_name(span.label)}:{span.n} “{span.text(text)}”"


def _attributes(attributes: Attributes) -> list[str]:
    return [f"{key}={value}" for key, value in attributes]


def _line(*parts: str | None) -> str:
    return "  " + "  ".join(safe_line(part) for part in parts if part)
