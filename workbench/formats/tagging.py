"""Tagging: chunks of tokens as one tag a token, in every scheme that is about; read leniently, written exactly.

A tag is a place and a label (``B-ORG``, ``I_ORG``; in some files the label comes first: ``NP-B``). Places: B begins,
I (M) inside, E (L) ends, S (U, W) alone, O outside. IOB1 writes B only between two chunks of one label that touch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from workbench.core.fault import Fault

OUTSIDE: Final = ("O", "-", "", "_")
"""Tags of tokens that stand in no chunk; ``-`` is spaCy's for one of which nothing is known."""
NAMELESS: Final = "ENTITY"
"""The label of chunks whose tags name none (``B``, ``I``)."""

_PREFIXED: Final = re.compile(r"([BIESLUMW])[-_](.+)", re.DOTALL)
_SUFFIXED: Final = re.compile(r"(.+)[-_]([BIESLUMW])", re.DOTALL)
_BARE: Final = re.compile(r"[BIESLUMW]")
_PLACES: Final = {"M": "I", "L": "E", "U": "S", "W": "S"}


class Chunk(NamedTuple):
    """A label on the tokens [first, end)."""

    first: int
    end: int
    label: str


class Tag(NamedTuple):
    """A tag's place (B, I, E, S, or O) and label."""

    place: str
    label: str


_O: Final = Tag("O", "")


def is_tag(text: str) -> bool:
    """Whether a text reads as a tag of some scheme, places alone and O included."""
    return text in OUTSIDE or any(kind.fullmatch(text) for kind in (_PREFIXED, _SUFFIXED, _BARE))


def chunks(tags: Sequence[str], *, suffixed: bool = False) -> list[Chunk]:
    """The chunks of a sentence's tags, whatever their scheme: I or E after O or another label begins one.

    Args:
        tags: one a token; one that is no tag is read as O.
        suffixed: whether labels come first (see :func:`labels_first`).
    """
    out: list[Chunk] = []
    open_: Tag = _O
    for i, text in enumerate(tags):
        tag = _parsed(text, suffixed)
        if tag.place == "O":
            open_ = _O
            continue
        if tag.place in "IE" and open_.place in "BI" and open_.label == tag.label:
            out[-1] = out[-1]._replace(end=i + 1)
        else:
            out.append(Chunk(i, i + 1, tag.label))
        open_ = tag
    return out


def labels_first(tags: Iterable[str]) -> bool:
    """Whether a file's tags have their labels before their places: more of them read so than the usual way."""
    before = after = 0
    for tag in tags:
        before += _PREFIXED.fullmatch(tag) is not None
        after += _SUFFIXED.fullmatch(tag) is not None
    return after > before


SCHEMES: Final = {
    "IOB2": "BIIB",
    "IOB1": "IIII",
    "BIOES": "BIES",
    "BILOU": "BILU",
    "BMES": "BMES",
}
"""Schemes by name: the places of a chunk's first, middle and last token, and of a chunk of one token."""
DEFAULT: Final = "IOB2"


def scheme(name: str) -> str:
    """The name of a scheme as this page has it.

    Raises:
        Fault: where there is none of this name.
    """
    found = {"": DEFAULT, "IOB": "IOB1", "BIO": DEFAULT, "BIO2": DEFAULT, "IOBES": "BIOES", "BILUO": "BILOU"}
    known = name.upper()
    known = found.get(known, known)
    if known not in SCHEMES:
        raise Fault(f"There is no tagging scheme {name!a}", f"Take one of {', '.join(SCHEMES)}")
    return known


def places(name: str) -> list[str]:
    """The places that a scheme writes beside O, each once."""
    return list(dict.fromkeys("BI" if name == "IOB1" else SCHEMES[name]))


def tags(chunks: Iterable[Chunk], length: int, name: str = DEFAULT) -> list[str]:
    """The tags of a sentence of so many tokens, in a scheme of :data:`SCHEMES`; chunks do not overlap."""
    out = ["O"] * length
    before: Chunk | None = None
    for chunk in sorted(chunks):
        touching = before is not None and before.end == chunk.first and before.label == chunk.label
        for i, place in zip(range(chunk.first, chunk.end), _places(chunk, name, touching), strict=False):
            out[i] = f"{place}-{chunk.label}"
        before = chunk
    return out


def _places(chunk: Chunk, name: str, touching: bool) -> Iterator[str]:
    first, middle, last, alone = tuple(SCHEMES[name])
    length = chunk.end - chunk.first
    if name == "IOB1" and touching:
        first = alone = "B"
    if length == 1:
        yield alone
        return
    yield first
    yield from middle * (length - 2)
    yield last


def _parsed(text: str, suffixed: bool) -> Tag:
    if text in OUTSIDE:
        return _O
    found = (_SUFFIXED if suffixed else _PREFIXED).fullmatch(text)
    if found:
        label, place = found.groups() if suffixed else found.groups()[::-1]
        return Tag(_PLACES.get(place, place), label)
    return Tag(_PLACES.get(text, text), NAMELESS) if _BARE.fullmatch(text) else _O
