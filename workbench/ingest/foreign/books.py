"""The books of an import: the readers' own ledgers and the offset doctor's, in the views that every report has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from workbench.core.ledger import Ledger
from workbench.formats.format import Tally

DOCUMENTS: Final = "documents"
SPANS: Final = "spans"
RELATIONS: Final = "relations"
LABELS: Final = "document labels"
ATTRIBUTES: Final = "attributes"
LINKS: Final = "links"
NOTES: Final = "notes"
OTHER: Final = "other"

READ: Final = "import"
"""The view that readers book in: what they understood and could not hand on."""

_VIEWS: Final = {
    "document": DOCUMENTS,
    "span": SPANS,
    "relation": RELATIONS,
    "document label": LABELS,
    "attribute": ATTRIBUTES,
    "link": LINKS,
    "note": NOTES,
}


def take_over(ledger: Ledger, read: Ledger) -> None:
    """Enter what a reader or the offset doctor booked; a thing dropped there was selected here, and is not written."""
    told: Any = read.to_json()
    for row in told["dropped"]:
        ledger.select(_view(row), row["n"])
    enter(ledger, read)


def enter(ledger: Ledger, other: Ledger) -> None:
    """Enter all that other books say was lost, changed or never asked for."""
    told: Any = other.to_json()
    for row in told["dropped"]:
        ledger.drop_many(_view(row), row["what"], row["label"], row["why"], row["n"], row["where"])
    for row in told["changed"]:
        ledger.change_many(_view(row), row["what"], row["label"], row["why"], row["n"], row["where"])
    for row in told["not_selected"]:
        ledger.leave_out(row["why"], row["n"])


def _view(row: Mapping[str, str]) -> str:
    """The view of a row: a reader's are told apart by what was lost."""
    return _VIEWS.get(row["what"], OTHER) if row["view"] == READ else row["view"]


def add(ledger: Ledger, other: Ledger) -> None:
    """Enter whole books: what was asked for, what was kept, and the rest."""
    for name, view in other.views.items():
        ledger.select(name, view.selected)
        ledger.write(name, view.written)
    enter(ledger, other)


def lose(ledger: Ledger, view: str, what: str, label: str, why: str, where: str) -> None:
    """Book one thing that was asked for and cannot be kept."""
    ledger.select(view)
    ledger.drop(view, what, label, why, where)


def keep(ledger: Ledger, view: str, n: int = 1) -> None:
    """Book things that are kept."""
    ledger.select(view, n)
    ledger.write(view, n)


def refuse(ledger: Ledger, name: str, tally: Tally) -> None:
    """Book all that stands in a file which is refused as a whole, as far as it could be counted."""
    counts = ((DOCUMENTS, tally.documents), (SPANS, tally.spans), (RELATIONS, tally.relations))
    for view, n in counts:
        if n:
            ledger.select(view, n)
            ledger.drop_many(view, view.removesuffix("s"), "", "its file was refused", n, (name,))
