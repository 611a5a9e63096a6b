"""The labelling config: which controls a project has; read for where its texts are, written for one that takes ours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple
from xml.sax.saxutils import quoteattr

from workbench.formats.markup import tree
from workbench.formats.source import Source

CONFIGS: Final = ("config.xml", "label_config.xml", "labeling_config.xml")
"""What a config is called beside an export."""
LABEL: Final = "label"
TEXT: Final = "text"
NOTE: Final = "note"
LINK: Final = "link"
DOCUMENT: Final = "document"
"""The key of the data under which our own tasks name their document."""
OWN: Final = frozenset({LABEL, TEXT, NOTE, LINK})
SHOWS: Final = frozenset({"text", "hypertext", "paragraphs"})


class Shown(NamedTuple):
    """A control that shows a text: its tag in small letters, and the key of the data."""

    tag: str
    key: str


def shown_texts(source: Source) -> dict[str, Shown]:
    """The controls that show texts, by name, from the config beside a file; none where there is no config.

    Raises:
        Fault: where the config is no XML.
    """
    for name in CONFIGS:
        beside = source.beside(name)
        root = tree(beside.read(), beside.name) if beside is not None else None
        if root is None or root.tag != "View":
            continue
        found = [one for one in root.iter() if isinstance(one.tag, str) and one.tag.lower() in SHOWS]
        return {one.get("name", ""): Shown(one.tag.lower(), one.get("value", "").removeprefix("$")) for one in found}
    return {}


class Controls:
    """The controls that a project needs for what was written so far; names are told apart, as Label Studio wants."""

    def __init__(self, labels: Iterable[str], relations: Iterable[str]) -> None:
        self._labels = dict.fromkeys(labels)
        self._relations = dict.fromkeys(relations)
        self._regions: dict[str, dict[str, None]] = {}
        self._documents: dict[str, dict[str, None]] = {}

    def label(self, label: str) -> str:
        """A label of spans."""
        self._labels.setdefault(label)
        return label

    def relation(self, label: str) -> str:
        """A label of relations."""
        self._relations.setdefault(label)
        return label

    def of_region(self, key: str, values: Iterable[str]) -> str:
        """The control's name for an attribute of spans; two controls of one name there may not be."""
        name = f"{key}_of_span" if key in OWN or key in self._documents else key
        self._regions.setdefault(name, {}).update(dict.fromkeys(values))
        return name

    def of_document(self, key: str, values: Iterable[str]) -> str:
        """The control's name for a label of documents, likewise."""
        name = f"{key}_of_document" if key in OWN or key in self._regions else key
        self._documents.setdefault(name, {}).update(dict.fromkeys(values))
        return name

    def xml(self) -> str:
        """The config."""
        lines = ["<View>", *_block('Labels name="label" toName="text"', "Label", self._labels)]
        if self._relations:
            lines += _block("Relations", "Relation", self._relations)
        for key, values in sorted(self._regions.items()):
            head = f'Choices name={quoteattr(key)} toName="text" choice="multiple" perRegion="true"'
            lines += _block(head, "Choice", values)
        for key, values in sorted(self._documents.items()):
            lines += _block(f'Choices name={quoteattr(key)} toName="text" choice="multiple"', "Choice", values)
        lines += [
            '  <TextArea name="link" toName="text" perRegion="true"/>',
            '  <TextArea name="note" toName="text"/>',
            '  <Text name="text" value="$text"/>',
            "</View>",
        ]
        return "\n".join(lines) + "\n"


def _block(head: str, tag: str, values: Iterable[str]) -> list[str]:
    """An element with a value in each of its children."""
    inside = [f"    <{tag} value={quoteattr(value)}/>" for value in values]
    return [f"  <{head}>", *inside, f"  </{head.split()[0]}>"]
