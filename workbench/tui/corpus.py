"""The corpus as the library lists it: pages in an order and under a filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from workbench.store import library, project
from workbench.store.database import Database
from workbench.store.library import LibraryRow
from workbench.tui.widgets.progress import Counts

ORDERS: Final = {"project": "order", "title": "title", "source": "source", "date": "date", "status": "status"}
"""What people call each order, and what the store does."""
_NOBODY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Order:
    """How the library is sorted, and whether what was put away is listed too."""

    by: str = "project"
    reverse: bool = False
    archived: bool = False

    def next(self) -> Order:
        """The same list in the order that comes after this one."""
        names = list(ORDERS)
        return Order(names[(names.index(self.by) + 1) % len(names)], False, self.archived)


class Corpus:
    """The documents of a project in one order and under one filter; safe to use from a worker thread."""

    def __init__(self, db: Database, viewer: UUID, order: Order, words: str = "") -> None:
        self.db = db
        self.viewer = viewer
        self.order = order
        self.words = words
        self.total: int | None = None
        """How many documents are listed; None until somebody has counted them."""

    def page(self, beside: LibraryRow | None, *, backward: bool, limit: int) -> list[LibraryRow]:
        """Rows after (or before) a row, or from the start (or end); in list order either way."""
        return self._page(None if beside is None else beside.key, backward=backward, limit=limit)

    def _page(self, after: tuple[object, ...] | None, *, backward: bool, limit: int) -> list[LibraryRow]:
        with self.db.reading() as connection:
            rows = library.library_page(
                connection, self.viewer, after=after, limit=limit, filter=self.words,
                order=ORDERS[self.order.by], descending=self.order.reverse != backward, archived=self._archived,
            )  # fmt: skip
        return rows[::-1] if backward else rows

    @property
    def _archived(self) -> bool | None:
        return None if self.order.archived else False

    def around(self, document: UUID, reach: int) -> tuple[int, list[LibraryRow]]:
        """Rows on both sides of a document in the project's order, and how many rows stand before them.

        The number is exact where nothing was put away, and else at most that many too large.
        """
        from workbench.store import documents  # The first screen does without it, and starts sooner.

        with self.db.reading() as connection:
            place = documents.document(connection, document).order
        here = (place, _NOBODY)
        before = self._page(here, backward=True, limit=reach)
        base = 0 if len(before) < reach else max(0, place - 1 - len(before))
        return base, [*before, *self._page(here, backward=False, limit=reach)]

    def next_todo(self, after: LibraryRow | None) -> UUID | None:
        """The next document that the viewer has not finished, after a row of the list."""
        with self.db.reading() as connection:
            return library.next_todo(connection, self.viewer, 0 if after is None else after.order)

    def counts(self, handle: str) -> Counts:
        """The counts of the library's head; a scan of all layers, so ask for them in a worker."""
        with self.db.reading() as connection:
            name = project.name(connection)
            everything = library.count(connection, self.viewer)
            listed = library.count(connection, self.viewer, self.words, None, self._archived)
            by_handle = library.statuses(connection)
        own = dict(by_handle.get(handle, {}))
        own["todo"] = max(0, everything - sum(own.values()))
        done = [(who, statuses.get("done", 0)) for who, statuses in by_handle.items()]
        return Counts(name, everything, listed, own, sorted(done, key=lambda pair: (pair[0] != handle, pair[0])))
