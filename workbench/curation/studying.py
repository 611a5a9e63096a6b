"""Studying: what a person asked to have compared, as sums ready to be read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from workbench.agreement.report.confusion import confusion
from workbench.agreement.report.content import Report
from workbench.agreement.report.counted import Crossing
from workbench.agreement.report.narrowing import label_id, narrowed
from workbench.agreement.report.reporting import reported
from workbench.agreement.report.summed import Summed
from workbench.core.fault import Fault
from workbench.curation.gathering import Gathered, gathered
from workbench.curation.roster import Roster
from workbench.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose work, and of it which label (id or name; None for all)."""

    roster: Roster
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Studied:
    """What was gathered, and its sums; of one label the sums of that label's spans, ``whole`` those of all."""

    gathered: Gathered
    summed: Summed
    whole: Summed
    label: str | None

    def report(self, *, sure: bool = True) -> Report:
        """The report; of one label, its row of the confusion matrix is that among all labels."""
        found = reported(self.summed, sure=sure)
        scope = replace(found.scope, notes=(*found.scope.notes, *_notes(self.gathered)))
        found = replace(found, scope=scope, cautions=(*found.cautions, *_notes(self.gathered)))
        if self.label is None:
            return found
        crossed = {crossing: n for crossing, n in self.whole.crossed.items() if self._about(crossing)}
        return replace(found, confusion=confusion(crossed, self.summed.frame.schema))

    def _about(self, crossing: Crossing) -> bool:
        schema, wanted = self.summed.frame.schema, (str(self.label),)
        return schema.matches(crossing.label, wanted) or schema.matches(crossing.theirs, wanted)


def studied(connection: Connection, viewer: UUID, wish: Wish, at: int | None = None) -> Studied:
    """The sums of what was asked for, now or as it stood at a moment; raises as :func:`gathered` does."""
    with uncollected():
        found = gathered(connection, viewer, wish.roster, at)
        whole = Summed.of(found.study)
        if wish.label is None:
            return Studied(found, whole, whole, None)
        cut = narrowed(found.study, wish.label)
        return Studied(found, Summed.of(cut), whole, label_id(found.study.schema, wish.label))


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection meanwhile, because it would look through hundreds of thousands of values that live on."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def moment(text: str) -> int:
    """Milliseconds since 1970 of a date (its end) or a date and time, in UTC unless it says otherwise.

    Raises:
        Fault: where it is neither.
    """
    try:
        if len(text) == len("2026-11-20"):
            found = datetime.combine(date.fromisoformat(text) + timedelta(days=1), datetime.min.time(), UTC)
            return int(found.timestamp() * 1000) - 1
        given = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise Fault(f"{text} is no date", "Write 2026-11-20, or 2026-11-20T14:00") from error
    return int((given if given.tzinfo else given.replace(tzinfo=UTC)).timestamp() * 1000)


def _notes(found: Gathered) -> tuple[str, ...]:
    out = []
    if found.hidden:
        out.append(f"finished layers that you may not see, and that are in no number: {found.hidden}")
    if found.unfinished:
        out.append(f"layers begun and not finished, which are missing here and no answer: {found.unfinished}")
    return tuple(out)
