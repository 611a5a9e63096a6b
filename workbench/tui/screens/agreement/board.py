"""The board: the screen of the figures, which holds what the screens over it show and follows every edit."""

from __future__ import annotations

import gc
from typing import ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from workbench.agreement.report.content import Report
from workbench.core.edit import Operation
from workbench.core.fault import Fault
from workbench.curation.disagreements import Disagreeing, disagreeing, require_someone
from workbench.curation.roster import Roster
from workbench.curation.studying import Studied
from workbench.store.commit import Committed
from workbench.tui.commands import AGREEMENT
from workbench.tui.screens.agreement.cellular import Cellular
from workbench.tui.screens.agreement.held import Renewable
from workbench.tui.screens.agreement.lines import Target, report_lines
from workbench.tui.screens.agreement.listed import Listed
from workbench.tui.widgets.cells import CellList
from workbench.tui.widgets.footer import CommandBar
from workbench.tui.widgets.status import StatusLine


class Board(Cellular):
    """How far annotators agree. Point values come first, intervals when they are worked out, both in a thread."""

    DEFAULT_CSS: ClassVar = """
    Board #head { height: 1; width: 100%; padding: 0 1; color: $muted; text-wrap: nowrap; }
    """
    context = AGREEMENT

    def __init__(self) -> None:
        super().__init__()
        self.now: Disagreeing | None = None
        """What the screens over this one show; None until it has been read."""
        self._report: Report | None = None
        self._changed: set[UUID] = set()
        self._anew = True

    def compose(self) -> ComposeResult:
        """One line on what was compared, over the figures."""
        yield Static("", id="head", markup=False)
        yield CellList()
        yield StatusLine()
        yield CommandBar(AGREEMENT)

    def on_mount(self) -> None:
        """Begin to read."""
        viewer = self.workbench.viewer
        self.query_one(StatusLine).show(who="" if viewer is None else f"{viewer.handle} ({viewer.role})")
        self.query_one("#head", Static).update("reading who finished what …", layout=False)

    def on_screen_resume(self) -> None:
        """Follow what was changed while another screen was in front."""
        self.renew()

    # -- following -------------------------------------------------------------

    def operation_saved(self, committed: Committed, operation: Operation) -> None:
        """Note what changed; it is counted when one comes back, because no key of the page must wait for it."""
        document = None if self.now is None else self.now.knows(operation.streams)
        if document is None:
            self._anew = True
        else:
            self._changed.add(document)

    def renew(self) -> None:
        """Bring the figures up to date, where anything has changed."""
        if self._anew or self._changed:
            self._read(self._anew, frozenset(self._changed))

    @work(thread=True, exclusive=True, group="agreement", exit_on_error=False)
    def _read(self, anew: bool, changed: frozenset[UUID]) -> None:
        worker, app = get_current_worker(), self.app
        try:
            found = self._found(anew, changed)
        except Fault as fault:
            app.call_from_thread(self._nothing, str(fault))
            return
        for sure in (False, True):
            report = Studied(found.gathered, found.summed, found.summed, None).report(sure=sure)
            if worker.is_cancelled:
                return
            app.call_from_thread(self._renewed, found, report, changed if not sure else frozenset(), anew=not sure)

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        """Say that reading failed, because a screen that waits for ever says nothing."""
        if event.state == WorkerState.ERROR:
            self._nothing(f"The figures could not be worked out ({type(event.worker.error).__name__})")

    def _found(self, anew: bool, changed: frozenset[UUID]) -> Disagreeing:
        viewer = self.workbench.viewer
        if viewer is None:
            raise Fault("You have not said who you are")
        with self.workbench.db.reading() as connection:
            if anew or self.now is None:
                found = disagreeing(connection, viewer.id, Roster(), self.now)
                require_someone(found)
                return found
            found = self.now
            for document in sorted(changed):
                found = found.after_edit(connection, document)
        return found

    def _renewed(self, found: Disagreeing, report: Report, changed: frozenset[UUID], *, anew: bool) -> None:
        new = found is not self.now
        self.now, self._report = found, report
        self._changed -= changed
        self._anew = self._anew and not anew
        self._show()
        if new:
            gc.freeze()  # Tens of thousands of records live as long as this screen; collecting must not walk them.
            for screen in self.app.screen_stack:
                if isinstance(screen, Renewable):
                    screen.renewed()

    def _nothing(self, why: str) -> None:
        self._anew = False
        self.now = self._report = None
        self.query_one(CellList).show([])
        self.query_one("#head", Static).update(why, layout=False)

    def _show(self) -> None:
        if self._report is None or self.now is None:
            return
        scope = self._report.scope
        parts = [
            " · ".join(scope.annotators),
            f"{len(self.now.found):,} disagreements",
            f"{scope.shared:,} of {scope.documents:,} documents shared",
            f"{scope.both_empty:,} empty for all" if scope.both_empty else "",
            "" if scope.resamples else "intervals follow",
        ]
        self.query_one("#head", Static).update("  ".join(part for part in parts if part), layout=False)
        self.query_one(CellList).show(report_lines(self._report, self.now.schema, self.size.width - 2))

    def on_resize(self) -> None:
        """Set the lines anew for the width."""
        self._show()

    # -- keys ------------------------------------------------------------------

    @on(CellList.Opened)
    def action_agreement_open(self) -> None:
        """List the disagreements behind the figure under the cursor."""
        cell = self.query_one(CellList).cell
        if cell is None or not isinstance(cell.target, Target):
            raise Fault("There is no figure here")
        if self.now is None or not any(cell.target.wanted.picks(one, self.now.schema) for one in self.now.found):
            raise Fault("No disagreement is behind this figure")
        self.app.push_screen(Listed(self, cell.target))

    def action_agreement_next(self) -> None:
        """Go to the next table."""
        self.query_one(CellList).move_table(1)

    def action_agreement_previous(self) -> None:
        """Go to the previous table."""
        self.query_one(CellList).move_table(-1)

    def action_agreement_again(self) -> None:
        """Read everything again, for what colleagues have done meanwhile."""
        self._anew = True
        self.renew()

    def action_agreement_back(self) -> None:
        """Back to the library."""
        self.dismiss()
