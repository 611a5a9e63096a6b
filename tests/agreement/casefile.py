"""Reading a file of worked cases: a list of measure, data, what is expected, how closely, and who says so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from workbench.agreement.coding.counts import Counts
from workbench.agreement.coding.ratings import Ratings
from workbench.core.relation import Relation
from workbench.core.span import Span

Case: TypeAlias = dict[str, Any]


def read(path: Path) -> list[Case]:
    """The cases of a file, those that share another's data given it."""
    cases: list[Case] = json.loads(path.read_text("utf-8"))
    by_id = {case["id"]: case for case in cases}
    for case in cases:
        if case["data"]["kind"] == "ref":
            case["data"] = by_id[case["data"]["same_as"]]["data"]
    return cases


def ratings(data: Mapping[str, Any]) -> Ratings:
    """What each coder said of each item."""
    if data["kind"] == "contingency":
        return Ratings.of_table(data["table"], data["labels"])
    rows = data["items"]
    if data.get("value_type") == "set":
        rows = [[None if value is None else frozenset(value) for value in row] for row in rows]
    return Ratings.of(rows, data.get("labels"))


def counts(data: Mapping[str, Any]) -> Counts:
    """How often each label was given to each item."""
    if data["kind"] == "counts":
        return Counts.of(data["counts"], data["labels"])
    return ratings(data).counts


def spans(rows: Iterable[Sequence[Any]]) -> list[Span]:
    """Spans from start, end, label."""
    return [Span(n, str(label), ((start, end),)) for n, (start, end, label, *_) in enumerate(rows)]


def documents(data: Mapping[str, Any]) -> dict[str, dict[str, list[Span]]]:
    """Spans by document and coder, who stands only where the document has an answer of theirs."""
    docs = data["docs"] if data["kind"] == "docs" else [{"id": "1", **data}]
    return {doc["id"]: {name: spans(rows) for name, rows in doc["coders"].items() if rows is not None} for doc in docs}


def relations(rows: Iterable[Sequence[Any]]) -> list[Relation]:
    """Relations from the positions of head and tail, and the label."""
    return [Relation(n, label, head, tail) for n, (head, tail, label) in enumerate(rows)]


def differences(found: Any, expected: Any, tolerance: Any, where: str = "") -> list[str]:
    """Where what was found is not what is expected, within the tolerance."""
    if isinstance(expected, dict):
        return [
            told
            for key, wanted in expected.items()
            for told in differences(found[key], wanted, within(tolerance, key), f"{where}/{key}")
        ]
    if isinstance(expected, list) and tolerance == "ranges":
        return [] if expected[0] <= found <= expected[1] else [f"{where}: {found} is not in {expected}"]
    if isinstance(expected, list):
        if len(found) != len(expected):
            return [f"{where}: {len(found)} values, not {len(expected)}"]
        return [
            told
            for at, wanted in enumerate(expected)
            for told in differences(found[at], wanted, tolerance, f"{where}/{at}")
        ]
    if expected is None or found is None:
        return [] if found is expected else [f"{where}: {found}, not {expected}"]
    return [] if abs(found - expected) <= allowed(tolerance, expected) else [f"{where}: {found}, not {expected}"]


def within(tolerance: Any, key: str) -> Any:
    """The tolerance of one key."""
    keyed = isinstance(tolerance, dict) and not tolerance.keys() & {"rel", "abs"}
    return tolerance.get(key, 0) if keyed else tolerance


def allowed(tolerance: Any, expected: float) -> float:
    """The greatest difference allowed."""
    if isinstance(tolerance, dict):
        return max(float(tolerance.get("abs", 0)), float(tolerance.get("rel", 0)) * abs(expected))
    return 0 if tolerance == "ranges" else float(tolerance)
