"""UIMA CAS JSON 0.4, in and out: a document with its type system in one file, which INCEpTION reads and writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Sink, Tally, WriteOptions
from workbench.formats.source import Source
from workbench.formats.uima.capability import CAPABILITY

_KEYS: Final = (b'"%TYPES"', b'"%FEATURE_STRUCTURES"', b'"%VIEWS"')
_OLD_KEYS: Final = (b'"_context"', b'"_views"')


class _CasJson:
    """The reader and writer."""

    name = "casjson"
    title = "UIMA CAS JSON (INCEpTION)"
    suffix = ""
    capability = CAPABILITY

    def sniff(self, source: Source) -> float:
        """Whether it is an object with the keys that no other JSON has; those of older versions, for a hint to them."""
        head = source.head().removeprefix(b"\xef\xbb\xbf").lstrip()
        if not head.startswith(b"{"):
            return 0.0
        if any(key in head for key in _KEYS):
            return 1.0
        return 0.9 if all(key in source.read() for key in _OLD_KEYS) else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """None: the types are mostly inside."""
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The document; what stands in the file is counted even where it cannot be read further.

        Raises:
            Fault: where the file is broken, has no types or does not go by them, or dkpro-cassis is missing.
        """
        from workbench.formats.uima.facts import of_json
        from workbench.formats.uima.loading import load_json
        from workbench.formats.uima.reading import document

        data = source.read()
        facts = of_json(data, source.name)
        facts.count(tally)
        cas = load_json(source, data, facts, options.typesystem)
        yield document(source, cas, facts, tally, options)

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """A file for each document and annotator.

        Raises:
            Fault: where dkpro-cassis is missing.
        """
        from workbench.formats.uima.writing import write_json

        write_json(documents, sink, ledger)


FORMAT: Final = _CasJson()
