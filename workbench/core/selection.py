"""Selections: whose layers are meant, as ``gold | NAME | NAME,NAME | majority:N`` says it everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.core.fault import Fault

GOLD: Final = "gold"
_MAJORITY: Final = "majority:"


@dataclass(frozen=True, slots=True)
class Selection:
    """Either the layers of some owners, the first named first (``gold`` among them), or what a majority says."""

    names: tuple[str, ...] = ()
    majority: int | None = None

    def __str__(self) -> str:
        return f"{_MAJORITY}{self.majority}" if self.majority is not None else ",".join(self.names)


def parse(text: str) -> Selection:
    """The selection that the words of ``--layers`` mean.

    Raises:
        Fault: where they mean none.
    """
    if text.startswith(_MAJORITY):
        number = text.removeprefix(_MAJORITY)
        if not (number.isascii() and number.isdigit() and 1 <= int(number[:9]) < 1_000):
            raise Fault(f"--layers {text} names no number of annotators", "Write majority:2")
        return Selection(majority=int(number))
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not names:
        raise Fault("--layers names nobody", "Write gold, a name, names with commas, or majority:2")
    return Selection(names)
