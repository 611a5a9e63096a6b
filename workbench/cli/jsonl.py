"""The file of ``workbench export jsonl``: written beside its place, and put there whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from workbench.core.fault import Fault
from workbench.core.ledger import Ledger

if TYPE_CHECKING:
    from workbench.core.record import AnyRecord
    from workbench.store.database import Database


def export_jsonl(
    database: Database, viewer: UUID, out: Path, layers: str | None, *, history: bool, force: bool
) -> Ledger:
    """Write the project as far as the viewer may see it; returns the ledger.

    Raises:
        Fault: where the place is taken or cannot be written, or the log is asked for by somebody it is hidden from.
    """
    from workbench.core.selection import parse
    from workbench.store.dump import dump, layers_for

    if out.is_dir() or (out.exists() and not force):
        raise Fault(f"{out.name} is there already", "Add --force to replace it, or name another file")
    wanted = None if layers is None else parse(layers)
    if wanted is not None and (wanted.majority is not None or history):
        raise Fault("JSONL carries layers as they are", "Name owners with --layers, without --history and majority")
    ledger = Ledger()
    with database.reading() as connection:
        chosen = layers_for(connection, viewer, None if wanted is None else wanted.names)
        if chosen.hidden and history:
            raise Fault("The log shows work that is hidden from you", "Ask the lead, or leave --history out")
        if chosen.hidden:
            ledger.leave_out("layers hidden until you have finished your own", chosen.hidden)
        if chosen.others:
            ledger.leave_out("layers of others than you named", chosen.others)
        _write(out, _counted(dump(connection, chosen.ids, history=history), ledger))
    ledger.check()
    return ledger


def _counted(records: Iterable[AnyRecord], ledger: Ledger) -> Iterable[AnyRecord]:
    for record in records:
        counts = {"documents": 1} if record.type == "document" else {}
        if record.type == "layer":
            counts = {"layers": 1, "spans": len(record.spans), "relations": len(record.relations)}
        for view, n in counts.items():
            ledger.select(view, n)
            ledger.write(view, n)
        yield record


def _write(out: Path, records: Iterable[AnyRecord]) -> None:
    from workbench.formats.jsonl.write import write_lines

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{out.name}-", dir=out.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
                file.writelines(write_lines(records))
            os.replace(name, out)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise Fault(f"{out.name} cannot be written: {error.strerror}", "Name another place") from error
