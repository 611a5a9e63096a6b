"""How a division into train, dev and test is told: its numbers, and in words what numbers do not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from workbench.cli import report

if TYPE_CHECKING:
    from workbench.core.schema import Schema
    from workbench.store.connection import Connection
    from workbench.training.division import Plan
    from workbench.training.tally import Row

COLUMNS = ["what", "label", "all", "train", "dev", "test", "none", "train %", "dev %", "test %"]
TOLD = 20
"""How many straddling units are named in words; --json names all."""


def tell(
    connection: Connection, made: Plan, parts: Mapping[UUID, str], *, json: bool = False, csv: bool = False
) -> None:
    """Print a division.

    Args:
        connection: a reading transaction.
        made: the plan it comes from.
        parts: the part of each document: the plan's, or those kept so far.
        json: as JSON, with all that there is to say.
        csv: the numbers as CSV.

    Raises:
        Fault: where both forms are asked for.
    """
    from workbench.store import schemas, splits
    from workbench.training.split import PARTS
    from workbench.training.tally import tally

    schema = schemas.current(connection)[1] if schemas.has_schema(connection) else None
    rows = tally(made.units.keys() - made.aside, parts, made.units, made.labels)
    records = [_record(row, schema) for row in rows]
    straddling = _straddling(connection, made, parts)
    unlocked = splits.unlocked(connection)
    if json and not csv:
        test = {"locked": splits.TEST in parts.values(), "unlocked": unlocked.times, "why": unlocked.why}
        report.as_json({"terms": made.terms.to_json(), "test": test, "rows": records, "straddling": straddling})
        return
    report.in_form([_flat(record) for record in records], COLUMNS, json=json, csv=csv)
    shares = ", ".join(f"{100 * share:g}" for share in made.terms.shares)
    report.say(f"shares {shares} · group by {made.terms.group_by} · salt {made.terms.salt}")
    for part, share in zip(PARTS, made.terms.shares, strict=True):
        if share and rows[0].all and not rows[0].parts[part]:
            report.say(f"{part} has no documents: there are too few units, of which none is ever cut")
    _say_straddling(straddling)
    if unlocked.times:
        report.say(f"test was unlocked {report.count(unlocked.times, 'time')}, last because: {unlocked.why}")


def _record(row: Row, schema: Schema | None) -> dict[str, Any]:
    from workbench.training.split import PARTS

    shares = {part: row.share(part) for part in PARTS}
    return {"what": row.what, "label": _name(row, schema), "all": row.all, **row.parts, "shares": shares}


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record with its shares in percent, as columns."""
    shares = {f"{part} %": None if share is None else round(100 * share, 1) for part, share in record["shares"].items()}
    return {**record, **shares}


def _name(row: Row, schema: Schema | None) -> str:
    """A label as people see it."""
    from workbench.core.schema import shown

    if schema is None:
        return row.label
    if row.what == "span":
        return schema.label_name(row.label)
    if row.what == "relation":
        return schema.relation_name(row.label)
    key, equals, value = row.label.partition("=")
    kind = schema.document_labels.get(key)
    return shown(kind, key) + equals + shown(kind.values.get(value) if kind else None, value)


def _straddling(connection: Connection, made: Plan, parts: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """The units on several sides: their documents by name, and the part of each."""
    from workbench.store.documents import infos

    return [
        {"documents": [{"name": one.name, "part": parts.get(one.id)} for one in infos(connection, unit)]}
        for unit in made.division.straddling
    ]


def _say_straddling(units: Sequence[Mapping[str, Any]]) -> None:
    for unit in units[:TOLD]:
        told = ", ".join(f"{one['name']} ({one['part'] or 'none'})" for one in unit["documents"])
        report.say(f"on several sides, and left there: {told}")
    if len(units) > TOLD:
        report.say(f"… and {len(units) - TOLD} more; --json names them")
