"""Web Annotations as a format: how they are known, and how a file of them is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.jsonfile import Record, first, objects
from workbench.formats.source import Source
from workbench.formats.w3c import selectors
from workbench.formats.w3c.reading import Annotations, text_beside

CONTEXT: Final = "anno.jsonld"
HOLDERS: Final = ("items", "rows", "@graph", "annotations")
"""Where a page of annotations keeps them."""
_DEEPEST: Final = 8


class _W3c:
    """The reader."""

    name = "w3c"
    title = "W3C Web Annotations"

    def sniff(self, source: Source) -> float:
        """By the context or type that every annotation names."""
        value = first(source)
        if not isinstance(value, dict):
            return 0.0
        if CONTEXT in str(value.get("@context", ""))[:1000]:
            return 0.95
        kinds = selectors.types(value)
        if kinds & {"Annotation", "AnnotationPage", "AnnotationCollection"} and kinds:
            return 0.9 if any(key in value for key in ("target", *HOLDERS, "first")) else 0.0
        return 0.8 if "TextPositionSelector" in str(value.get("target", ""))[:10_000] else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """The text of the file's own name."""
        found = text_beside(source, "")
        return () if found is None else (found.name,)

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """A document for each text that the annotations are about.

        Raises:
            Fault: where the file is no JSON, or a text beside it is not UTF-8.
        """
        tally.documents += 1
        reading = Annotations(source, tally)
        for record in objects(source, tally):
            for value in _annotations(record.value, _DEEPEST):
                reading.take(Record(record.line, value))
        yield from reading.documents()


def _annotations(value: Any, levels: int) -> Iterator[selectors.Object]:
    """The annotations of a page, a collection of pages, or the value itself."""
    held = [value[key] for key in HOLDERS if isinstance(value.get(key), list)]
    if isinstance(value.get("first"), dict):
        held.append([value["first"]])
    if not held or levels == 0:
        yield value
        return
    for items in held:
        for item in selectors.objects(items):
            yield from _annotations(item, levels - 1)


FORMAT: Final = _W3c()
