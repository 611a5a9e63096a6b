"""Saving: what happens when an operation cannot be saved, or the layer moved on under us."""

from __future__ import annotations

from workbench.core.display import safe_line
from workbench.core.edit import Operation, Refused
from workbench.core.fault import Fault
from workbench.store.commit import Conflict
from workbench.tui.rescue import rescue
from workbench.tui.screens.annotate.document import Documenting
from workbench.tui.widgets.status import NOT_SAVED

STOPPED = "nothing can be changed until saving works again"


class Saving(Documenting):
    """A failed save stops further edits of the layer, says so, and offers to try again, rescue or reload."""

    def saving_failed(self, fault: Fault) -> None:
        """Stop further edits and ask what to do."""
        self.status.show(saved=NOT_SAVED)
        self.alarm.show(f"Not saved: {fault}")
        self.work.readonly = STOPPED
        if isinstance(fault, Conflict):
            self._moved_on()
            return
        rows: list[tuple[str | None, str, str]] = [
            ("t", "try again", "retry"),
            ("f", "write a rescue file", "rescue"),
            ("g", "give them up and reload", "drop"),
        ]
        self.choose("What now", rows, self._after_failure)

    def _after_failure(self, answer: str) -> None:
        if answer == "retry":
            self.work.readonly = ""
            self.workbench.writer.retry(self.work.layer.id)
        elif answer == "rescue":
            written = rescue(self.workbench.writer, self.workbench.db)
            said = f"Your unsaved steps are in {safe_line(str(written))}"
            self.app.notify(said, markup=False, timeout=30)  # The status line has no room for a path.
            self.action_unsaved()
        else:
            self.workbench.writer.drop(self.work.layer.id)
            self.load(self.document)
            self.say("the steps that could not be saved are gone; this is what is on the disk")

    def action_unsaved(self) -> None:
        """Ask again what to do with steps that could not be saved."""
        if not self.workbench.writer.held(self.work.layer.id):
            raise Refused("everything is saved")
        self.saving_failed(Fault(STOPPED))

    def _moved_on(self) -> None:
        """Reload the layer and do again what still applies; what does not is shown and asked about."""
        waiting = self.workbench.writer.drop(self.work.layer.id)
        self.load(self.document)
        lost = [operation for operation in waiting if not self._again(operation)]
        if lost:
            self.say(f"the layer was changed elsewhere; {len(lost)} of your steps no longer apply and were left out")
        else:
            self.say("the layer was changed elsewhere; your steps were done again on what is there now")

    def _again(self, operation: Operation) -> bool:
        edits = [c.edit for c in operation.changes if c.stream == self.work.layer.id]
        try:
            self.show(self.work.do(operation.kind, edits))
        except Refused:
            return False
        return True
