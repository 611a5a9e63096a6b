"""Parts: a BioC document as its XML and its JSON have it alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element

from workbench.formats.exchange import Fragment
from workbench.formats.jsonfile import whole

UNKNOWN: Final = -1
"""An offset that the file does not give, or gives as what is no number."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mention: its locations in the document's offsets, as (offset, length)."""

    id: str
    infons: Mapping[str, str]
    text: str | None
    locations: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between annotations, each node with the role it plays."""

    id: str
    infons: Mapping[str, str]
    nodes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A passage, a sentence of one, or (without text) the document itself, with what is annotated in it."""

    offset: int
    text: str | None
    annotations: tuple[Annotation, ...]
    relations: tuple[Relation, ...]
    is_sentence: bool = False


@dataclass(slots=True)
class Entry:
    """A document."""

    id: str
    infons: Mapping[str, str]
    parts: list[Part] = field(default_factory=list)


def of_xml(element: Element) -> Entry:
    """A document element."""
    out = Entry(element.findtext("id", "").strip(), _infons(element), [_part(element)])
    for passage in element.findall("passage"):
        out.parts.append(_part(passage))
        out.parts += (_part(sentence, is_sentence=True) for sentence in passage.findall("sentence"))
    return out


def of_json(value: Mapping[str, Any]) -> Entry:
    """A document object; what is not of the right kind counts as not there."""
    out = Entry(str(value.get("id") or value.get("_id") or ""), _flat(value.get("infons")), [_json_part(value)])
    for passage in _objects(value.get("passages")):
        out.parts.append(_json_part(passage))
        out.parts += (_json_part(one, is_sentence=True) for one in _objects(passage.get("sentences")))
    return out


# -- XML -----------------------------------------------------------------------------


def _part(element: Element, *, is_sentence: bool = False) -> Part:
    text = element.find("text")
    return Part(
        _number(element.findtext("offset")),
        None if text is None else text.text or "",
        tuple(_annotation(one) for one in element.findall("annotation")),
        tuple(_relation(one) for one in element.findall("relation")),
        is_sentence,
    )


def _annotation(element: Element) -> Annotation:
    places = ((_number(one.get("offset")), _number(one.get("length"))) for one in element.findall("location"))
    return Annotation(element.get("id", ""), _infons(element), element.findtext("text"), tuple(places))


def _relation(element: Element) -> Relation:
    nodes = tuple((one.get("refid", ""), one.get("role", "")) for one in element.findall("node"))
    return Relation(element.get("id", ""), _infons(element), nodes)


def _infons(element: Element) -> dict[str, str]:
    return {one.get("key", ""): one.text or "" for one in element.findall("infon")}


def _number(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else UNKNOWN


# -- JSON ----------------------------------------------------------------------------


def _json_part(value: Mapping[str, Any], *, is_sentence: bool = False) -> Part:
    text = value.get("text")
    return Part(
        _whole(value.get("offset")),
        text if isinstance(text, str) else None,
        tuple(_json_annotation(one) for one in _objects(value.get("annotations"))),
        tuple(_json_relation(one) for one in _objects(value.get("relations"))),
        is_sentence,
    )


def _json_annotation(value: Mapping[str, Any]) -> Annotation:
    places = ((_whole(one.get("offset")), _whole(one.get("length"))) for one in _objects(value.get("locations")))
    text = value.get("text")
    return Annotation(
        str(value.get("id", "")), _flat(value.get("infons")), text if isinstance(text, str) else None, tuple(places)
    )


def _json_relation(value: Mapping[str, Any]) -> Relation:
    nodes = ((str(one.get("refid", "")), str(one.get("role") or "")) for one in _objects(value.get("nodes")))
    return Relation(str(value.get("id", "")), _flat(value.get("infons")), tuple(nodes))


def _flat(value: Any) -> dict[str, str]:
    """Infons with their values as text; PubTator's JSON has whole objects there, which say the rest again."""
    given = value if isinstance(value, dict) else {}
    return {key: str(one) for key, one in given.items() if isinstance(one, str | int | float)}


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def _whole(value: Any) -> int:
    found = whole(value)
    return UNKNOWN if found is None else found
