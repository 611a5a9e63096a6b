"""Held: what the screens of agreement ask of one another."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from workbench.agreement.disagreement.record import Disagreement
from workbench.curation.disagreements import Disagreeing


class Held(Protocol):
    """The screen under all others, which holds what they show."""

    now: Disagreeing | None

    def renew(self) -> None:
        """Bring it up to date, where anything has changed."""


class Steps(Protocol):
    """A list to step through."""

    records: list[Disagreement]

    def put_cursor(self, at: int) -> None:
        """Put the cursor on a disagreement by its position."""


@runtime_checkable
class Renewable(Protocol):
    """A screen that shows what is held."""

    def renewed(self) -> None:
        """Take in that something newer is held."""
