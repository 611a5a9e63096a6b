"""Presence: noticing that the same layer is open elsewhere, and letting the second one read or take over."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from workbench.core.fault import Fault
from workbench.store import presence
from workbench.tui.screens.annotate.saving import Saving

BEAT: Final = 30.0
"""Seconds between two signs of life."""


class Present(Saving):
    """A session row says that the layer is open here; it goes when the document is closed."""

    present: UUID | None = None

    def arrive(self) -> None:
        """Say that the layer is open here, and ask what to do where it is open elsewhere too."""
        self.depart()
        if self.work.layer.owner != self.work.actor:
            return
        db, layer = self.workbench.db, self.work.layer
        try:
            self.present = presence.arrive(db, self.work.actor, layer.id)
            with db.reading() as connection:
                others = presence.others(connection, layer.id, self.present)
        except Fault as fault:
            self.say(str(fault))
            return
        if not others:
            return
        other = others[0]
        self.work.readonly = f"this document is open at {other.host} (process {other.pid}) too; you are reading"
        rows: list[tuple[str | None, str, bool]] = [("r", "read only", False), ("t", "take over", True)]
        self.choose(f"Open at {other.host} (process {other.pid}) too", rows, self._decide)

    def _decide(self, take: bool) -> None:
        if not take or self.present is None:
            self.say(self.work.readonly)
            return
        presence.take_over(self.workbench.db, self.work.layer.id, self.present)
        self.load(self.document)
        self.say("taken over; the other window can only read now")

    def beat(self) -> None:
        """Give a sign of life, and notice where another place has taken the layer over."""
        if self.present is None or self.session is None or self.workbench.db.readonly:
            return
        try:
            here = presence.beat(self.workbench.db, self.present)
        except Fault:
            return
        if not here:
            self.present = None
            self.work.readonly = "this document was taken over by another window; you are reading"
            self.say(self.work.readonly)

    def depart(self) -> None:
        """Say that the layer is open here no longer."""
        session, self.present = self.present, None
        try:
            presence.leave(self.workbench.db, session)
        except Fault:
            return
