"""The forms of ``workbench disagreements``: JSON, JSONL and CSV without text; words for a terminal with it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from workbench.agreement.disagreement.plain import COLUMNS, record_json, row, settled_json
from workbench.agreement.disagreement.weights import gain_in_words, number_in_words
from workbench.agreement.disagreement.words import sides_in_words, snippet
from workbench.cli import report

if TYPE_CHECKING:
    from workbench.agreement.disagreement.record import Disagreement
    from workbench.curation.disagreements import Disagreeing
    from workbench.store.database import Database

MOST = 200
"""Disagreements that a terminal lists; a pipe and the other forms have them all."""


def as_records(found: Disagreeing, records: Sequence[Disagreement], *, lines: bool) -> None:
    """JSON: what settling all of these changes, and each of them; or one of them a line."""
    if lines:
        for record in records:
            sys.stdout.write(json.dumps(record_json(record, found.weights.of(record)), ensure_ascii=True) + "\n")
        return
    report.as_json(
        {
            "disagreements": len(records),
            "settling": [settled_json(settled) for settled in found.weights.settled(records)],
            "records": [record_json(record, found.weights.of(record)) for record in records],
        }
    )


def as_rows(found: Disagreeing, records: Sequence[Disagreement]) -> None:
    """CSV: one a row."""
    report.as_csv(COLUMNS, (row(record, found.weights.of(record)) for record in records))


def as_words(database: Database, found: Disagreeing, records: Sequence[Disagreement]) -> None:
    """A table with the text of each place, under what settling all of them changes."""
    report.line(report.count(len(records), "disagreement"))
    for settled in found.weights.settled(records):
        report.line(
            f"settling these {settled.n:,} takes {number_in_words(settled.score)} from {gain_in_words(settled)}"
        )
    shown = records[:MOST] if sys.stdout.isatty() else records
    if not shown:
        return
    report.out("")
    texts = _texts(database, shown)
    report.as_table(
        ("weight", "kind", "document", "at", "who says what", "text"),
        [
            (
                _weight(found.weights.of(record)),
                record.kind,
                record.name,
                f"{record.start}–{record.end}" if record.at else "",
                " | ".join(sides_in_words(record, found.schema)),
                snippet(texts[record.document], record) if record.at else "",
            )
            for record in shown
        ],
    )
    if len(shown) < len(records):
        report.say(f"{len(records) - len(shown):,} more: narrow them down, or pipe the list")


def _weight(weight: float | None) -> str:
    return "–" if weight is None else f"{weight:+.4f}"


def _texts(database: Database, records: Sequence[Disagreement]) -> dict[UUID, str]:
    from workbench.store.documents import text

    with database.reading() as connection:
        return {id_: text(connection, id_) for id_ in dict.fromkeys(record.document for record in records)}
