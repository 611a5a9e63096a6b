"""Regions: the results of one annotation as spans, relations, labels of the document, and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from workbench.formats.exchange import DocumentLabel, Fragment, Link, Relation, Span
from workbench.formats.format import Tally
from workbench.formats.jsonfile import whole
from workbench.formats.labelstudio.config import LINK, NOTE
from workbench.formats.labelstudio.places import Text
from workbench.formats.labelstudio.task import LABELS, Work

NO_SPAN: Final = "an end of it is no span"
OTHER_TEXT: Final = "lies in another text of the same task"
SEVERAL: Final = "a region of several labels is a span for each"
NO_TEXT_REGION: Final = "is no region of a text"
KNOWN: Final = frozenset({"id", "from_name", "to_name", "type", "value", "source", "score", "meta"})
RELATION_KEYS: Final = frozenset({"type", "from_id", "to_id", "direction", "labels"})


def is_label(result: dict[str, Any]) -> bool:
    """Whether a result is a label on a stretch of text, by the rule that spans are counted by."""
    value = result.get("value")
    if result.get("type") not in LABELS or not isinstance(value, dict):
        return False
    return "startOffset" in value or "start" in value and "end" in value


@dataclass(slots=True)
class Regions:
    """What came of the results of one annotation."""

    spans: list[Span] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    labels: list[DocumentLabel] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Results:
    """One annotation under way: ``left`` counts the keys that found no place."""

    def __init__(self, name: str, text: Text, shown: str | None, tally: Tally, left: dict[str, int]) -> None:
        self._name, self._text, self._shown, self._tally, self._left = name, text, shown, tally, left
        self._out = Regions()
        self._of: dict[str, list[int]] = {}

    def read(self, work: Work) -> Regions:
        """The regions first, because what belongs to them may stand before them."""
        rest = [result for result in work.results if not self._region(result)]
        for result in rest:
            if result.get("type") == "relation":
                self._relation(result)
            else:
                self._said(result)
        return self._out

    # -- spans -----------------------------------------------------------------------

    def _region(self, result: dict[str, Any]) -> bool:
        """Take in a result that is a label on the text; False for any other."""
        if not is_label(result):
            return False
        value: dict[str, Any] = result["value"]
        given = value.get(result["type"])
        listed = given if isinstance(given, list) else [given]
        labels = [str(label) for label in listed if isinstance(label, (str, int))] or [""]
        here = not self._shown or result.get("to_name") in (None, self._shown)
        place = self._text.place(value) if here else OTHER_TEXT
        region = result.get("id")
        id = region if isinstance(region, str) and region not in self._of else f"s{len(self._out.spans) + 1}"
        if isinstance(place, str):
            for label in labels:
                self._drop("span", label, place, id)
            return True
        self._of[id] = []
        if place.doubt:
            self._tally.ledger.change("import", "span", labels[0], place.doubt, f"{self._name} {id}")
        if len(labels) > 1:
            self._tally.ledger.change("import", "span", "", SEVERAL, f"{self._name} {id}")
        for number, label in enumerate(labels):
            self._of[id].append(len(self._out.spans))
            self._out.spans.append(self._span(f"{id}#{number + 1}" if number else id, label, place.fragment, result))
        self._count_left(result, KNOWN)
        return True

    def _span(self, id: str, label: str, place: Fragment, result: dict[str, Any]) -> Span:
        score = result.get("score")
        return Span(
            id,
            label,
            (place,),
            note=_note(result.get("meta")),
            score=float(score) if isinstance(score, (int, float)) and not isinstance(score, bool) else None,
            surface=None if self._text.unit else self._surface(result["value"].get("text")),
        )

    def _surface(self, given: Any) -> str | None:
        """The region's own text; older versions wrote a line break as a backslash and an n."""
        if not isinstance(given, str):
            return None
        return given if "\\n" in (self._text.text or "") else given.replace("\\n", "\n")

    # -- what belongs to spans, and to the document --------------------------------------

    def _said(self, result: dict[str, Any]) -> None:
        """A result that is no label: of a region where it has the region's id, else of the document."""
        key, values, free = _values(result)
        spans = self._of.get(str(result.get("id")))
        if not values:
            self._drop("result", str(result.get("type", "")), NO_TEXT_REGION, str(result.get("id", "")))
        elif spans is None:
            self._of_document(key, values, free)
        else:
            for i in spans:
                self._out.spans[i] = _with(self._out.spans[i], key, values, free)

    def _of_document(self, key: str, values: list[str], free: bool) -> None:
        if free:
            self._out.notes += values if key == NOTE else [f"{key}: {value}" for value in values]
        else:
            self._out.labels += [DocumentLabel(key, value) for value in values]

    # -- relations -----------------------------------------------------------------------

    def _relation(self, result: dict[str, Any]) -> None:
        """A relation between regions; ``left`` points the other way, and ``bi`` both ways."""
        listed = result.get("labels")
        labels = [str(label) for label in listed] if isinstance(listed, list) and listed else [""]
        ends = [self._of.get(str(result.get(end)), []) for end in ("from_id", "to_id")]
        if result.get("direction") == "left":
            ends.reverse()
        for label in labels:
            id = f"r{len(self._out.relations) + 1}"
            if not all(ends):
                self._drop("relation", label, NO_SPAN, id)
                continue
            head, tail = (self._out.spans[end[0]].id for end in ends)
            symmetric = result.get("direction") == "bi"
            self._out.relations.append(Relation(id, label, head, tail, symmetric=symmetric))
        self._count_left(result, RELATION_KEYS)

    def _count_left(self, result: dict[str, Any], known: frozenset[str]) -> None:
        for key, value in result.items():
            if key not in known and value not in (None, False, ""):
                self._left[key] = self._left.get(key, 0) + 1

    def _drop(self, what: str, label: str, why: str, id: str) -> None:
        self._tally.ledger.drop("import", what, label, why, f"{self._name} {id}")


def _with(span: Span, key: str, values: list[str], free: bool) -> Span:
    """A span with what a further result says of it."""
    if not free:
        return replace(span, attributes=(*span.attributes, *((key, value) for value in values)))
    if key == LINK:
        return replace(span, links=(*span.links, Link(values[0], values[1] if len(values) > 1 else None)))
    notes = [span.note] if span.note else []
    return replace(span, note="\n".join([*notes, *(f"{key}: {value}" for value in values)]))


def _values(result: dict[str, Any]) -> tuple[str, list[str], bool]:
    """What a control was set to: its name, the values, and whether they are free text."""
    type, value = str(result.get("type")), result.get("value")
    given = value.get(type if type != "textarea" else "text") if isinstance(value, dict) else None
    key = result.get("from_name")
    return (key if isinstance(key, str) else type), list(_flat(given)), type == "textarea"


def _flat(given: Any) -> Iterator[str]:
    """The values of a control; a path of a taxonomy is one."""
    if isinstance(given, bool) or whole(given) is not None:
        yield str(given if isinstance(given, bool) else whole(given)).lower()
    elif isinstance(given, (str, float)):
        yield str(given)
    for entry in given if isinstance(given, list) else ():
        yield " / ".join(str(step) for step in entry) if isinstance(entry, list) else str(entry)


def _note(meta: Any) -> str | None:
    text = meta.get("text") if isinstance(meta, dict) else None
    listed = text if isinstance(text, list) else [text]
    return "\n".join(line for line in listed if isinstance(line, str) and line) or None
