"""The lines of brat standoff: ``ID TAB BODY [TAB TEXT]``, one annotation each.

People write them by hand and by script, so blanks that stand for tabs are understood where only one reading is
possible; such a line says that it was mended.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from workbench.formats.exchange import Fragment

_NUMBER: Final = "[0-9]{1,18}"
_PLACES: Final = rf"{_NUMBER} +{_NUMBER}(?: *; *{_NUMBER} +{_NUMBER})*"
_TARGET: Final = r"[A-Za-z#]+[0-9]+"


@dataclass(frozen=True, slots=True)
class TextBound:
    """``T``: a label on fragments, with their text."""

    id: str
    label: str
    fragments: tuple[Fragment, ...]
    surface: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """``E``: a text-bound trigger and what plays which role."""

    id: str
    label: str
    trigger: str
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """``R``: a relation between two ends, each by the name of its argument."""

    id: str
    label: str
    ends: tuple[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Attribute:
    """``A`` (of old ``M``): a key of a target; one without a value is true."""

    id: str
    key: str
    target: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Normalisation:
    """``N``: an entry of a database that a target stands for."""

    id: str
    kind: str
    target: str
    entry: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """``#``: words about a target."""

    id: str
    kind: str
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Equivalence:
    """``*``: targets that mean the same."""

    id: str
    label: str
    members: tuple[str, ...]


Item: TypeAlias = TextBound | Event | Binary | Attribute | Normalisation | Note | Equivalence


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says, and whether blanks had to be taken for tabs."""

    item: Item
    mended: bool = False


def parsed(line: str) -> Line:
    """What a line says.

    Raises:
        ValueError: why it says nothing, in words and without its text.
    """
    kind = _KINDS.get(line[:1])
    if kind is None:
        raise ValueError("is no kind of line that brat has")
    if found := kind.strict.fullmatch(line):
        return Line(kind.make(found))
    if found := kind.loose.fullmatch(line):
        return Line(kind.make(found), mended=True)
    raise ValueError(f"is no {kind.name} as brat writes it")


def is_comment(line: str) -> bool:
    """Whether a line is a remark of whoever wrote the file: it begins with ``#`` and is no note."""
    return line.startswith("#") and not re.match(r"#[A-Za-z]*[0-9]+[\t ]", line)


# -- from a match to what it says ----------------------------------------------------


def _text_bound(found: re.Match[str]) -> TextBound:
    places = (place.split() for place in found["at"].split(";"))
    return TextBound(found["id"], found["label"], tuple((int(a), int(b)) for a, b in places), found["text"])


def _event(found: re.Match[str]) -> Event:
    return Event(found["id"], found["label"], found["trigger"], tuple(_end(one) for one in found["roles"].split()))


def _binary(found: re.Match[str]) -> Binary:
    return Binary(found["id"], found["label"], (_end(found["first"]), _end(found["second"])))


def _end(argument: str) -> tuple[str, str]:
    """An argument's name and target: the name may hold colons, an id cannot."""
    name, _, target = argument.rpartition(":")
    if not name or not target:
        raise ValueError("has an argument that is no NAME:ID")
    return name, target


def _attribute(found: re.Match[str]) -> Attribute:
    return Attribute(found["id"], found["key"], found["target"], found["value"])


def _normalisation(found: re.Match[str]) -> Normalisation:
    return Normalisation(found["id"], found["kind"], found["target"], found["entry"], found["text"] or None)


def _note(found: re.Match[str]) -> Note:
    return Note(found["id"], found["kind"], found["target"], found["text"] or "")


def _equivalence(found: re.Match[str]) -> Equivalence:
    return Equivalence("*", found["label"], tuple(found["members"].split()))


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of line: how it must be written, how it may be written, and what it makes."""

    name: str
    make: Callable[[re.Match[str]], Item]
    strict: re.Pattern[str]
    loose: re.Pattern[str]


def _kind(
    name: str,
    make: Callable[[re.Match[str]], Item],
    id: str,
    body: str,
    *,
    text: bool = False,
    number: str = "[0-9]+",
) -> _Kind:
    """The two patterns of a kind; between its parts stands a tab, or loosely any blank; ``text`` may end it."""
    loosely = body.replace(" +", "[\t ]+")
    strict = rf"(?P<id>{id}{number})\t{body} *" + (rf"(?:\t+{_TEXT})?" if text else r"\t*")
    loose = rf"(?P<id>{id}{number})[\t ]+{loosely}" + (rf"(?:[\t ]+{_TEXT})?" if text else r"[\t ]*")
    return _Kind(name, make, re.compile(strict, re.DOTALL), re.compile(loose, re.DOTALL))


_TEXT: Final = "(?P<text>.*)"
_VALUED: Final = rf"(?P<key>\S+) +(?P<target>{_TARGET})(?: ++(?P<value>[^\t]*[^\t ]))?"
_KINDS: Final = {
    "T": _Kind(
        "text-bound annotation",
        _text_bound,
        re.compile(rf"(?P<id>T\S*)\t(?P<label>\S+) +(?P<at>{_PLACES}) *(?:\t{_TEXT})?", re.DOTALL),
        re.compile(rf"(?P<id>T[0-9]+)[\t ]+(?P<label>\S+)[\t ]+(?P<at>{_PLACES})(?:[\t ]+{_TEXT})?", re.DOTALL),
    ),
    "E": _kind(
        "event with a trigger", _event, "E", rf"(?P<label>[^\s:]+):(?P<trigger>{_TARGET})(?P<roles>(?> +\S+)*+)"
    ),
    "R": _kind("relation of two ends", _binary, "R", r"(?P<label>\S+) +(?P<first>\S++) +(?P<second>\S++)"),
    "A": _kind("attribute of a target", _attribute, "A", _VALUED),
    "M": _kind("attribute of a target", _attribute, "M", _VALUED),
    "N": _kind(
        "normalisation", _normalisation, "N", rf"(?P<kind>\S+) +(?P<target>{_TARGET}) +(?P<entry>\S+)", text=True
    ),
    "#": _kind("note on a target", _note, "#[A-Za-z]*", rf"(?P<kind>\S+) +(?P<target>{_TARGET})", text=True),
    "*": _kind("equivalence", _equivalence, r"\*", rf"(?P<label>\S+)(?P<members>(?: +{_TARGET}){{2,}})", number=""),
}
"""The kinds of lines by their first character. No part can match a stretch in two ways, so no line takes long."""
