"""Plain: disagreements as JSON and as rows, with offsets and labels and without a word of any document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.agreement.disagreement.record import Disagreement, Said, Side
from workbench.agreement.disagreement.weights import Settled
from workbench.agreement.value import Value
from workbench.core.json import Json

COLUMNS: Final = (
    "id",
    "document",
    "document_id",
    "start",
    "end",
    "kind",
    "aspect",
    "labels",
    "sides",
    "number",
    "weight",
)
"""The columns of :func:`row`."""


def record_json(record: Disagreement, weight: float | None) -> dict[str, Json]:
    """One disagreement; ``weight`` is what settling it alone adds to its number."""
    return {
        "id": str(record.id),
        "document": record.name,
        "document_id": str(record.document),
        "start": record.start if record.at else None,
        "end": record.end if record.at else None,
        "kind": record.kind,
        "kinds": list(record.kinds),
        "aspect": record.aspect,
        "labels": list(record.labels),
        "sides": [_side(side) for side in record.sides],
        "pairs": [{"annotators": list(pair), "kind": kind} for pair, kind in sorted(record.pairs.items())],
        "cause": None if record.cause is None else str(record.cause),
        "number": record.effect.score or None,
        "weight": weight,
    }


def settled_json(settled: Settled) -> dict[str, Json]:
    """What settling makes of a number."""
    return {
        "number": settled.score,
        "disagreements": settled.n,
        "before": _value(settled.before),
        "after": _value(settled.after),
        "gain": settled.gain,
    }


def row(record: Disagreement, weight: float | None) -> tuple[object, ...]:
    """One disagreement as a row of :data:`COLUMNS`."""
    place = (record.start, record.end) if record.at else (None, None)
    return (
        record.id, record.name, record.document, *place, record.kind, record.aspect, " ".join(record.labels),
        " | ".join(side_in_words(side) for side in record.sides), record.effect.score or None, weight,
    )  # fmt: skip


def side_in_words(side: Side) -> str:
    """Who says what: ``ana cem: LAW 10-25``; a dash where nothing is said."""
    return f"{' '.join(side.annotators)}: {said_in_words(side.says)}"


def said_in_words(says: Sequence[Said]) -> str:
    """What is said, by ids and offsets."""
    return " ".join(" ".join([said.what, *_places(said)]) for said in says) or "–"


def _places(said: Said) -> list[str]:
    ends = [",".join(f"{start}-{end}" for start, end in extent) for extent in (said.at, said.to) if extent]
    return ["→".join(ends)] if ends else []


def _side(side: Side) -> Json:
    return {
        "annotators": list(side.annotators),
        "says": [_said(said) for said in side.says],
        "items": [{"layer": str(member.layer), "n": member.n} for member in side.members],
    }


def _said(said: Said) -> Json:
    out: dict[str, Json] = {"what": said.what}
    for key, extent in (("at", said.at), ("to", said.to)):
        if extent:
            out[key] = [list(fragment) for fragment in extent]
    if said.ends:
        out["ends"] = list(said.ends)
    return out


def _value(value: Value) -> Json:
    return {"value": value.value} if value.value is not None else {"value": None, "why": value.why}
