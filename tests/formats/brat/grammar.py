"""A judge of brat files that shares no code with ours: the line grammar and the checks of brat's own server.

The patterns are those that brat's documentation and parser give: an id of letters and digits, a body between tabs,
offsets in pairs, and a text that is the document's, fragments joined by one blank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

ID = re.compile(r"^([A-Za-z]+|#[A-Za-z]*)([0-9]+)(.*?)$")
SPACE = r"[^\s]+"
BODIES = {
    "T": re.compile(rf"{SPACE} [0-9]+ [0-9]+(;[0-9]+ [0-9]+)*"),
    "E": re.compile(r"[^\s:]+:T[0-9]+( [^\s:]+:[TE][0-9]+)*"),
    "R": re.compile(rf"{SPACE} Arg1:[TE][0-9]+ Arg2:[TE][0-9]+"),
    "A": re.compile(rf"{SPACE} [TER][0-9]+( {SPACE})?"),
    "N": re.compile(r"Reference [TE][0-9]+ [^\s:]+:[^\s]+"),
    "#": re.compile(r"AnnotatorNotes [TER][0-9]+"),
    "*": re.compile(r"Equiv( [TE][0-9]+){2,}"),
}


@dataclass
class Judged:
    """What a file holds by kind of line, and what is wrong with it."""

    kinds: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def judge(annotations: bytes, text: bytes) -> Judged:
    """The verdict on an ``.ann`` file and its ``.txt``."""
    out, ids, named = Judged(), set(), []
    body_text = text.decode("utf-8")
    lines = annotations.decode("utf-8").split("\n")
    if lines[-1] != "":
        out.wrong.append("no line end at the end")
    if len(annotations.decode("utf-8").splitlines()) != len(lines) - 1:
        out.wrong.append("a line break that is no LF")
    for number, line in enumerate(lines[:-1], 1):
        id, *parts = line.split("\t", 2)
        kind = id[:1]
        body, tail = (parts + [""])[0], parts[1] if len(parts) > 1 else None
        out.kinds[kind] = out.kinds.get(kind, 0) + 1
        if kind != "*" and (not ID.match(id) or id in ids):
            out.wrong.append(f"{number}: id")
        ids.add(id)
        if kind not in BODIES or not BODIES[kind].fullmatch(body):
            out.wrong.append(f"{number}: body of {kind}")
            continue
        if kind == "T":
            out.wrong += [f"{number}: {why}" for why in _offsets(body, tail, body_text)]
        named += _named(kind, body.split(" "))
    out.wrong += [f"{id} is not there" for id in named if id not in ids]
    return out


def _named(kind: str, words: list[str]) -> list[str]:
    """The ids that a body names."""
    if kind in "ER":
        return [word.rpartition(":")[2] for word in words if ":" in word and (kind == "E" or word[:3] == "Arg")]
    return words[1:] if kind == "*" else [] if kind == "T" else words[1:2]


def _offsets(body: str, tail: str | None, text: str) -> list[str]:
    places = [tuple(map(int, place.split(" "))) for place in body.split(" ", 1)[1].split(";")]
    why = []
    if any(not 0 <= a < b <= len(text) for a, b in places):
        why.append("offsets")
    if any(end > start for (_, end), (start, _) in zip(places, places[1:], strict=False)):
        why.append("fragments overlap")
    if any(len(text[a:b].splitlines()) != 1 or text[a:b].splitlines()[0] != text[a:b] for a, b in places):
        why.append("a line break in a fragment")
    if tail != " ".join(text[a:b] for a, b in places):
        why.append("text")
    return why
