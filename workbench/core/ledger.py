"""The ledger: everything an import or export could not carry or had to change, with counts, reasons and places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.core.json import Json

PLACES: Final = 20
"""How many places a row names; the count is always whole."""


@dataclass(slots=True)
class Count:
    """How many things were selected and written."""

    selected: int = 0
    written: int = 0


@dataclass(slots=True)
class View(Count):
    """What one view of an export (or the whole of an import) was asked to carry and carried.

    ``labels`` has the same by label, of those things that were counted with one.
    """

    labels: dict[str, Count] = field(default_factory=dict)


@dataclass(slots=True)
class _Row:
    n: int = 0
    where: list[str] = field(default_factory=list)

    def count(self, n: int, where: Sequence[str]) -> None:
        self.n += n
        self.where += where[: PLACES - len(self.where)]


@dataclass(slots=True)
class Ledger:
    """Counts by view; in each view ``written + dropped = selected``, which :meth:`check` proves."""

    views: dict[str, View] = field(default_factory=dict)
    _dropped: dict[tuple[str, str, str, str], _Row] = field(default_factory=dict)
    _changed: dict[tuple[str, str, str, str], _Row] = field(default_factory=dict)
    _not_selected: dict[str, int] = field(default_factory=dict)

    def select(self, view: str, n: int = 1, label: str | None = None) -> None:
        """Count things that the view was asked to carry, by label where one is given."""
        for count in self._counts(view, label):
            count.selected += n

    def write(self, view: str, n: int = 1, label: str | None = None) -> None:
        """Count things that the view carried; by label where they were selected so."""
        for count in self._counts(view, label):
            count.written += n

    def drop(self, view: str, what: str, label: str, why: str, where: str | None = None) -> None:
        """Count one thing that the view could not carry; ``where`` is a document and an item id."""
        self.drop_many(view, what, label, why, 1, () if where is None else (where,))

    def drop_many(self, view: str, what: str, label: str, why: str, n: int, where: Sequence[str]) -> None:
        """Count several things that the view could not carry; ``where`` needs to name no more than PLACES of them."""
        self.views.setdefault(view, View())
        self._dropped.setdefault((view, what, label, why), _Row()).count(n, where)

    def change(self, view: str, what: str, label: str, why: str, where: str | None = None) -> None:
        """Count one thing that the view carried with a change."""
        self.change_many(view, what, label, why, 1, () if where is None else (where,))

    def change_many(self, view: str, what: str, label: str, why: str, n: int, where: Sequence[str]) -> None:
        """Count several things that the view carried with a change."""
        self._changed.setdefault((view, what, label, why), _Row()).count(n, where)

    def leave_out(self, why: str, n: int = 1) -> None:
        """Count documents that were never asked for, such as unfinished ones."""
        self._not_selected[why] = self._not_selected.get(why, 0) + n

    def dropped(self, view: str | None = None, label: str | None = None) -> int:
        """How many things were dropped, in one view or in all, of one label or of all."""
        return sum(row.n for (v, _, of, _), row in self._dropped.items() if view in (None, v) and label in (None, of))

    def check(self) -> None:
        """Prove that written + dropped = selected in every view, and for every label that was counted there.

        Raises:
            AssertionError: naming the view that does not add up; that is a fault of the program, never of the data.
        """
        for name, view in self.views.items():
            _balanced(name, view, self.dropped(name))
            for label, count in view.labels.items():
                _balanced(f"{name} {label}", count, self.dropped(name, label))

    def to_json(self) -> dict[str, Json]:
        """The ledger in the one shape of every report, rows sorted."""
        return {
            "views": [_view(name, view) for name, view in sorted(self.views.items())],
            "dropped": _rows(self._dropped.items()),
            "changed": _rows(self._changed.items()),
            "not_selected": [{"why": why, "n": n} for why, n in sorted(self._not_selected.items())],
        }

    def _counts(self, view: str, label: str | None) -> list[Count]:
        found = self.views.setdefault(view, View())
        return [found] if label is None else [found, found.labels.setdefault(label, Count())]


def _balanced(name: str, count: Count, lost: int) -> None:
    if count.written + lost != count.selected:
        raise AssertionError(f"{name}: {count.written} written + {lost} dropped is not {count.selected} selected")


def _view(name: str, view: View) -> Json:
    out: dict[str, Json] = {"view": name, "selected": view.selected, "written": view.written}
    if view.labels:
        labels = sorted(view.labels.items())
        out["labels"] = [{"label": label, "selected": n.selected, "written": n.written} for label, n in labels]
    return out


def _rows(rows: Iterable[tuple[tuple[str, str, str, str], _Row]]) -> list[Json]:
    return [
        {"view": view, "what": what, "label": label, "why": why, "n": row.n, "where": list(row.where)}
        for (view, what, label, why), row in sorted(rows, key=lambda item: item[0])
    ]
