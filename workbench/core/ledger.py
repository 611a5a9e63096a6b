"""The ledger: everything an import or export could not carry or had to change, with counts, reasons and places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from workbench.core.json import Json

PLACES: Final = 20
"""How many places a row names; the count is always whole."""


@dataclass(slots=True)
class View:
    """What one view of an export (or the whole of an import) was asked to carry and carried."""

    selected: int = 0
    written: int = 0


@dataclass(slots=True)
class _Row:
    n: int = 0
    where: list[str] = field(default_factory=list)

    def count(self, where: str | None) -> None:
        self.n += 1
        if where is not None and len(self.where) < PLACES:
            self.where.append(where)


@dataclass(slots=True)
class Ledger:
    """Counts by view; in each view ``written + dropped = selected``, which :meth:`check` proves."""

    views: dict[str, View] = field(default_factory=dict)
    _dropped: dict[tuple[str, str, str, str], _Row] = field(default_factory=dict)
    _changed: dict[tuple[str, str, str, str], _Row] = field(default_factory=dict)
    _not_selected: dict[str, int] = field(default_factory=dict)

    def select(self, view: str, n: int = 1) -> None:
        """Count things that the view was asked to carry."""
        self.views.setdefault(view, View()).selected += n

    def write(self, view: str, n: int = 1) -> None:
        """Count things that the view carried."""
        self.views.setdefault(view, View()).written += n

    def drop(self, view: str, what: str, label: str, why: str, where: str | None = None) -> None:
        """Count one thing that the view could not carry; ``where`` is a document and an item id."""
        self.views.setdefault(view, View())
        self._dropped.setdefault((view, what, label, why), _Row()).count(where)

    def change(self, view: str, what: str, label: str, why: str, where: str | None = None) -> None:
        """Count one thing that the view carried with a change."""
        self._changed.setdefault((view, what, label, why), _Row()).count(where)

    def leave_out(self, why: str, n: int = 1) -> None:
        """Count documents that were never asked for, such as unfinished ones."""
        self._not_selected[why] = self._not_selected.get(why, 0) + n

    def dropped(self, view: str | None = None) -> int:
        """How many things were dropped, in one view or in all."""
        return sum(row.n for (v, *_), row in self._dropped.items() if view in (None, v))

    def check(self) -> None:
        """Prove that written + dropped = selected in every view.

        Raises:
            AssertionError: naming the view that does not add up; that is a fault of the program, never of the data.
        """
        for name, view in self.views.items():
            lost = self.dropped(name)
            if view.written + lost != view.selected:
                raise AssertionError(f"{name}: {view.written} written + {lost} dropped is not {view.selected} selected")

    def to_json(self) -> dict[str, Json]:
        """The ledger in the one shape of every report, rows sorted."""
        return {
            "views": [
                {"view": name, "selected": v.selected, "written": v.written} for name, v in sorted(self.views.items())
            ],
            "dropped": _rows(self._dropped.items()),
            "changed": _rows(self._changed.items()),
            "not_selected": [{"why": why, "n": n} for why, n in sorted(self._not_selected.items())],
        }


def _rows(rows: Iterable[tuple[tuple[str, str, str, str], _Row]]) -> list[Json]:
    return [
        {"view": view, "what": what, "label": label, "why": why, "n": row.n, "where": list(row.where)}
        for (view, what, label, why), row in sorted(rows, key=lambda item: item[0])
    ]
