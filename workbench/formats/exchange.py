"""What passes between another tool's file and the project: a document with what one or more annotators said of it.

Readers make these values and writers take them. They differ from core's: labels, attributes and links go by the other
tool's names, ids are its own, and offsets stand in the unit that the document names until the offset doctor has
turned them into code points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from workbench.core.json import Json

Unit: TypeAlias = Literal["codepoint", "utf16", "byte", "grapheme", "crlf", "nfc", "nfd", ""]
"""What an offset counts: code points, UTF-16 code units, bytes of UTF-8, grapheme clusters, code points with CR LF as
one, or code points of the text's normal form; empty where the producer does not say."""

Kind: TypeAlias = Literal["human", "model", "gold"]
Fragment: TypeAlias = tuple[int, int]
Attributes: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an entry of a knowledge base or registry; members of one cluster share a link made for the cluster.

    ``local`` says that it was made so: its id means nothing outside its document, whatever other files hold.
    """

    id: str
    name: str | None = None
    local: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Span:
    """A label on fragments [start, end) in the document's unit, sorted; ``surface`` is the text the file gives for it.

    ``rejected`` marks what an annotator judged wrong: negative evidence, never a label.
    """

    id: str
    label: str
    fragments: tuple[Fragment, ...]
    attributes: Attributes = ()
    links: tuple[Link, ...] = ()
    note: str | None = None
    score: float | None = None
    surface: str | None = None
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A labelled pair of span ids, ``head`` → ``tail``; a role of an event is one, from its trigger to the argument."""

    id: str
    label: str
    head: str
    tail: str
    attributes: Attributes = ()
    note: str | None = None
    symmetric: bool = False


@dataclass(frozen=True, slots=True)
class DocumentLabel:
    """A value of a label of the whole document."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one annotator (or model, or gold) says of a document; ``status`` is empty where the file does not say."""

    annotator: str = ""
    kind: Kind = "human"
    status: Literal["todo", "in_progress", "done", "skipped", ""] = ""
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    labels: tuple[DocumentLabel, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its readings.

    Attributes:
        name: the document's name in its file, or the file's.
        text: verbatim; None where the file holds none (then nothing can be stored).
        unit: what its offsets count.
        rebuilt: whether the text was put together from tokens, so that its white space is ours.
        tokens: the file's own tokens, [start, end) in the document's unit; empty where it has none.
        sentences: the file's own sentences, likewise.
        meta: whatever else the file says of the document.
    """

    name: str
    text: str | None
    readings: tuple[Reading, ...] = ()
    unit: Unit = ""
    rebuilt: bool = False
    lang: str = ""
    tokens: tuple[Fragment, ...] = ()
    sentences: tuple[Fragment, ...] = ()
    meta: Mapping[str, Json] = field(default_factory=dict)
