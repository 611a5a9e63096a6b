"""Presidio's data sets (presidio-research): a list of texts, each with the entities that were put into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from workbench.formats.exchange import Document, Reading, Span
from workbench.formats.format import ReadOptions, Refusal, Tally
from workbench.formats.jsonfile import Record, first, objects, whole
from workbench.formats.source import Source

TEXT: Final = "full_text"
NO_PLACE: Final = "has no place in a text"
OF_SPANS: Final = frozenset({"entity_type", "entity_value", "start_position", "end_position"})


class _Presidio:
    """The reader."""

    name = "presidio"
    title = "Presidio JSON"

    def sniff(self, source: Source) -> float:
        """By the key of the text, which is nobody else's, beside spans."""
        record = first(source)
        return 0.95 if isinstance(record, dict) and TEXT in record and "spans" in record else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """None."""
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """One document an item; what its offsets count shows in the values of the spans.

        Raises:
            Fault: where the file is no JSON at all.
        """
        left: dict[str, int] = {}
        for number, record in enumerate(objects(source, tally), 1):
            if not isinstance(record.value.get(TEXT), str) or not isinstance(
                record.value.get("spans"), (list, type(None))
            ):
                tally.refused.append(
                    Refusal(source.name, record.line, f"item {number} has no text, or no list of spans")
                )
            else:
                yield _document(f"{source.path.stem}-{number}", record, tally, left)
        for key, n in sorted(left.items()):
            tally.ledger.change_many("import", "key of spans", key, "left out: it has no place here", n, ())


def _document(name: str, record: Record, tally: Tally, left: dict[str, int]) -> Document:
    item: dict[str, Any] = record.value
    tally.documents += 1
    spans: list[Span] = []
    for number, entry in enumerate(item.get("spans") or (), 1):
        tally.spans += 1
        span = _span(f"s{number}", entry if isinstance(entry, dict) else {})
        if span is None:
            tally.ledger.drop("import", "span", "", NO_PLACE, f"{name} s{number}")
            continue
        spans.append(span)
        for key in entry.keys() - OF_SPANS:
            left[key] = left.get(key, 0) + 1
    meta = {key: value for key, value in item.items() if key not in (TEXT, "spans")}
    return Document(name, item[TEXT], (Reading(spans=tuple(spans)),) if spans else (), meta=meta)


def _span(id: str, entry: dict[str, Any]) -> Span | None:
    start, end = whole(entry.get("start_position")), whole(entry.get("end_position"))
    if start is None or end is None:
        return None
    value = entry.get("entity_value")
    return Span(
        id, str(entry.get("entity_type", "")), ((start, end),), surface=value if isinstance(value, str) else None
    )


FORMAT: Final = _Presidio()
