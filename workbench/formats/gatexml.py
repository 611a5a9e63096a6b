"""GATE's XML, in: a text with nodes in it, and annotations that run from node to node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from workbench.core.fault import Fault
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Refusal, Tally
from workbench.formats.gate.sets import Annotation, Sets
from workbench.formats.markup import tree
from workbench.formats.source import Source


class _GateXml:
    """The reader."""

    name = "gatexml"
    title = "GATE XML"

    def sniff(self, source: Source) -> float:
        """Whether the root element says so."""
        return float(b"<GateDocument" in source.head()[:4096])

    def companions(self, source: Source) -> Iterable[str]:
        """None."""
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The document.

        Raises:
            Fault: where it is broken, or no GATE document.
        """
        root = tree(source.read(), source.name)
        if root.tag != "GateDocument":
            raise Fault(f"{source.name} is no GATE document", "Save it from GATE again")
        tally.documents += 1
        text, nodes = _text(root.find("TextWithNodes"))
        features = dict(_features(root.find("GateDocumentFeatures")))
        out = Sets(features.get("gate.name", ""), text, "codepoint", features)
        for group in root.iter("AnnotationSet"):
            found = _annotations(group, nodes, source.name, tally)
            out.sets.setdefault(group.get("Name", ""), []).extend(found)
        for group in root.iter("RelationSet"):
            for relation in group.iter("Relation"):
                what = relation.get("Type", "")
                tally.ledger.drop("import", "relation", what, "relations of GATE are not read", source.name)
        yield out.document(source.name, tally)


def _text(element: Element | None) -> tuple[str | None, dict[str, int]]:
    """The text, and the code point at which each node stands; its number would count what XML has made of line ends."""
    if element is None:
        return None, {}
    parts = [element.text or ""]
    at = len(parts[0])
    nodes: dict[str, int] = {}
    for node in element:
        nodes.setdefault(node.get("id", ""), at)
        parts.append(node.tail or "")
        at += len(parts[-1])
    return "".join(parts), nodes


def _features(element: Element | None) -> Iterator[tuple[str, str]]:
    for feature in element.findall("Feature") if element is not None else ():
        yield feature.findtext("Name", ""), feature.findtext("Value", "")


def _annotations(group: Element, nodes: dict[str, int], file: str, tally: Tally) -> Iterator[Annotation]:
    for n, one in enumerate(group.findall("Annotation")):
        tally.spans += 1
        start, end = nodes.get(one.get("StartNode", "")), nodes.get(one.get("EndNode", ""))
        if start is None or end is None:
            tally.refused.append(Refusal(file, 0, f"annotation {n} of a set names a node that is not in the text"))
            continue
        yield Annotation(one.get("Id", str(n)), one.get("Type", ""), (start, end), dict(_features(one)))


FORMAT: Final = _GateXml()
