"""BioC, in: biomedical texts in passages with annotations and relations, as XML or JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from workbench.core.fault import Fault
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.source import Source

_XML: Final = re.compile(rb"<collection[\s>].*<(document|passage|source|date|key|infon)[\s/>]", re.DOTALL)


class _BioC:
    """The reader."""

    name = "bioc"
    title = "BioC XML and JSON"

    def sniff(self, source: Source) -> float:
        """Whether it is a collection of documents with passages."""
        head = source.head().removeprefix(b"\xef\xbb\xbf").lstrip()
        if head.startswith(b"<"):
            return float(_XML.search(head[:4096]) is not None)
        return float(head.startswith((b"{", b"[")) and b'"passages"' in head and b'"offset"' in head)

    def companions(self, source: Source) -> Iterable[str]:
        """The document type that XML may name; it is never read."""
        return ("BioC.dtd",)

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The documents.

        Raises:
            Fault: where it is broken, or no BioC.
        """
        from workbench.formats.bioc.parts import of_json, of_xml
        from workbench.formats.bioc.reading import document
        from workbench.formats.jsonfile import objects
        from workbench.formats.markup import tree

        if source.head().removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
            root = tree(source.read(), source.name, named_type=True)
            if root.tag != "collection":
                raise Fault(f"{source.name} is no collection of BioC", "Check how it was made")
            for element in root.findall("document"):
                yield document(of_xml(element), source.name, tally)
            return
        for record in objects(source, tally):
            for value in _documents(record.value):
                yield document(of_json(value), source.name, tally)


def _documents(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The documents of a JSON value: of a collection (PubTator 3 names it after itself), or the one it is."""
    found = value.get("documents", value.get("PubTator3"))
    if isinstance(found, list):
        yield from (one for one in found if isinstance(one, dict))
    elif "passages" in value:
        yield value


FORMAT: Final = _BioC()
