"""The list of disagreements behind a figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, overload
from uuid import UUID

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.agreement.disagreement.record import Disagreement
from workbench.agreement.disagreement.wanted import ORDERS, Order
from workbench.agreement.disagreement.weights import gain_in_words, number_in_words
from workbench.agreement.disagreement.words import kind_in_words, sides_in_words, snippet
from workbench.core.fault import Fault
from workbench.curation.disagreements import Disagreeing
from workbench.tui.commands import DISAGREEMENTS
from workbench.tui.screens.agreement.cellular import Cellular
from workbench.tui.screens.agreement.held import Held
from workbench.tui.screens.agreement.lines import Target
from workbench.tui.widgets.cells import Cell, CellList, Line, fitted
from workbench.tui.widgets.footer import CommandBar
from workbench.tui.widgets.status import StatusLine

WEIGHT, KIND = 8, 19


class Records(Sequence[Line]):
    """Lines of disagreements, each two lines of cells made when it is looked at: what it is, and who says what."""

    def __init__(
        self, found: Disagreeing, records: Sequence[Disagreement], width: int, text: Callable[[UUID], str]
    ) -> None:
        self._found, self._records, self._width, self._text = found, records, width, text

    def __len__(self) -> int:
        return 2 * len(self._records)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        record = self._records[at // 2]
        return self._second(record) if at % 2 else self._first(record)

    def _first(self, record: Disagreement) -> Line:
        """Its weight and kind, the text around it, and the document."""
        weight = self._found.weights.of(record)
        head = fitted("–" if weight is None else f"{weight:+.4f}", WEIGHT)
        head += fitted(kind_in_words(record, self._found.schema), KIND)
        name = fitted(record.name, max(16, self._width // 4))
        room = self._width - len(head) - cell_len(name) - 1
        words = snippet(self._text(record.document), record, room - 3) if record.at else "the whole document"
        return Line((Cell(head, "plain", record), Cell(f" {fitted(words, room - 1)} "), Cell(name, "muted")))

    def _second(self, record: Disagreement) -> Line:
        """Who says what."""
        says = " | ".join(sides_in_words(record, self._found.schema, self._text(record.document)))
        return Line((Cell("  " + fitted(says, self._width - 2), "muted"),))


class Listed(Cellular):
    """Disagreements with who says what and the text there; what settling all of them changes stands above."""

    DEFAULT_CSS: ClassVar = """
    Listed #title { height: auto; max-height: 5; width: 100%; padding: 0 1; color: $foreground; }
    """
    context = DISAGREEMENTS

    def __init__(self, board: Held, target: Target) -> None:
        super().__init__()
        self._board, self._target = board, target
        self._order: Order = "weight"
        self.records: list[Disagreement] = []
        self._texts: dict[UUID, str] = {}

    def compose(self) -> ComposeResult:
        """What settling them changes, over the list."""
        yield Static("", id="title", markup=False)
        yield CellList()
        yield StatusLine()
        yield CommandBar(DISAGREEMENTS)

    def on_mount(self) -> None:
        """Show the list."""
        self.renewed()

    def on_screen_resume(self) -> None:
        """Follow what was changed while another screen was in front."""
        self._board.renew()

    def renewed(self) -> None:
        """Show what the board holds now, the cursor on the disagreement where it was, or on the line."""
        now = self._board.now
        if now is None:
            return
        before = self.current
        self.records = now.list(self._target.wanted, self._order)
        self._show(now, None if before is None else before.id)

    def _show(self, now: Disagreeing, keep: UUID | None) -> None:
        at = next((2 * i for i, one in enumerate(self.records) if keep is not None and one.id == keep), None)
        self.query_one("#title", Static).update("\n".join(self._title(now)))
        self.cells.show(Records(now, self.records, self.size.width - 2, self._text), at)
        self._place()

    def _title(self, now: Disagreeing) -> list[str]:
        n = len(self.records)
        lines = [f"{self._target.title}: {n:,} disagreement{'s' if n != 1 else ''}, by {self._order}"]
        for settled in now.weights.settled(self.records)[:3]:
            lines.append(f"settling these {settled.n:,}: {number_in_words(settled.score)} {gain_in_words(settled)}")
        return lines

    def _text(self, document: UUID) -> str:
        if document not in self._texts:
            from workbench.store import documents

            with self.workbench.db.reading() as connection:
                self._texts[document] = documents.text(connection, document)
        return self._texts[document]

    def on_resize(self) -> None:
        """Set the lines anew for the width."""
        if self._board.now is not None:
            self._show(self._board.now, None)

    @property
    def current(self) -> Disagreement | None:
        """The disagreement under the cursor."""
        cell = self.cells.cell if self.is_mounted else None
        return cell.target if cell is not None and isinstance(cell.target, Disagreement) else None

    @on(CellList.Moved)
    def _place(self) -> None:
        if self.records:
            place = f"{self.cells.at // 2 + 1:,} of {len(self.records):,}"
            self.query_one(StatusLine).show(document=self._target.title, position=place)

    # -- keys ------------------------------------------------------------------

    @on(CellList.Opened)
    def action_disagreement_open(self) -> None:
        """Open the document at the disagreement, with the annotators one under the other."""
        from workbench.tui.screens.agreement.compare import Compare

        if self.current is None:
            raise Fault("There is no disagreement here")
        self.app.push_screen(Compare(self._board, self, self.current.id))

    def action_disagreement_sort(self) -> None:
        """Step to the next order."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self.renewed()
        self.say(f"Sorted by {self._order}")

    def action_disagreement_back(self) -> None:
        """Back to the figures."""
        self.dismiss()

    def put_cursor(self, at: int) -> None:
        """Put the cursor on a disagreement by its position, for the screen that stepped there."""
        now = self._board.now
        if now is not None and 0 <= at < len(self.records):
            self._show(now, self.records[at].id)
